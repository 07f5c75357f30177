"""Every figure by hand: from stored rows and working days alone, against what lists and packs say.

The forecast of a row is taken as it is (the scheduler has its own comparisons); all else that the
definitions name is worked out here in other words than the program's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.commands import outcomes
from csdesk.app.queries.business_review import qbr_source
from csdesk.app.queries.customers import CustomerRow, list_customers
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import (
    DealKind,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    ProjectStatus,
    Rag,
    RowKind,
    Status,
    Visibility,
)
from csdesk.domain.records import (
    Contract,
    Customer,
    Deal,
    Meeting,
    Outcome,
    PlanRow,
    ProjectHold,
    Workspace,
)
from tests.demo import DRAWN, build

DAYS = (0, 23, 61, 180)  # after the day of the demo
OPEN = (Status.TODO, Status.SCHEDULED, Status.IN_PROGRESS)
WORK = (RowKind.ITEM, RowKind.MILESTONE)


@dataclass
class Sight:
    """One workspace on one day."""

    reader: Reader
    today: date

    def __post_init__(self) -> None:
        self.projects = load_projects(self.reader, None, self.today)
        self.rows: list[CustomerRow] = list_customers(self.reader, self.today)

    def of(self, kind: type[Any], customer_id: int) -> list[Any]:
        return self.reader.find(kind, customer_id=customer_id)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo, with a value reached beside the ones that wait, holds, and results to count."""
    folder: Path = tmp_path_factory.mktemp("figures")
    store, demo = build(folder, DRAWN)
    first = demo.customers[0]
    project_id = demo.projects[first]
    with store.read() as reader:
        value = reader.first(PlanRow, project_id=project_id, milestone_kind=MilestoneKind.VALUE)
    assert value is not None
    outcomes.confirm_value(store, milestone_id=value.id, said_by="Guo Wei", day=DRAWN)
    with store.write("figures") as unit:
        for since, until in ((-30, -20), (-25, -18), (-3, -1)):
            unit.add(
                ProjectHold(
                    project_id=project_id, since=DRAWN + timedelta(since),
                    until=DRAWN + timedelta(until),
                )
            )  # fmt: skip
        for customer_id in demo.customers:
            for days, money in ((-70, 40_000), (-40, 55_000), (-1, 7_000)):
                unit.add(
                    Outcome(
                        customer_id=customer_id, day=DRAWN + timedelta(days), title="r",
                        money_minor=money, said_by="Guo Wei",
                    )
                )  # fmt: skip
    yield store
    store.close()


@pytest.fixture(params=DAYS, ids=str)
def sight(desk: Store, request: pytest.FixtureRequest) -> Iterator[Sight]:
    with desk.read() as reader:
        yield Sight(reader, DRAWN + timedelta(int(request.param)))


def worked(calendar: WorkCalendar, after: date, until: date) -> int:
    """Count working days one by one."""
    if until < after:
        return -worked(calendar, until, after)
    days = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    return sum(calendar.is_working(day) for day in days)


def leaves(loaded: LoadedProject) -> list[PlanRow]:
    return [
        row for row in loaded.plan.rows if row.kind in WORK and row.status is not Status.CANCELLED
    ]


def test_lateness_and_slip(sight: Sight) -> None:
    for loaded in sight.projects:
        agreed = {one.row_id: one.finish for one in loaded.plan.baseline_rows}
        for row in leaves(loaded):
            state = loaded.state.rows[row.id]
            late = 0
            if row.status in OPEN and row.target is not None and row.target < sight.today:
                late = max(1, worked(loaded.calendars.of(row.side), row.target, sight.today))
            assert state.late == late
            promised = agreed.get(row.id)
            if promised is not None and state.finish is not None:
                assert state.slip == worked(loaded.calendars.project, promised, state.finish)
        slip = loaded.state.slip
        if slip is not None and slip.milestone_id is not None:
            assert slip.total == loaded.state.rows[slip.milestone_id].slip
            assert slip.total == slip.unrecorded + sum(days for _, days, _ in slip.by_cause)


def test_golden_windows(sight: Sight) -> None:
    seen = 0
    for loaded in sight.projects:
        window, plan = loaded.state.window, loaded.plan
        deal = sight.reader.get(Deal, loaded.project.deal_id or 0)
        values = [row for row in leaves(loaded) if row.milestone_kind is MilestoneKind.VALUE]
        came = sorted(row.actual_finish for row in values if row.actual_finish is not None)
        ahead = [
            loaded.state.rows[row.id].finish for row in values if row.status is not Status.DONE
        ]
        ended = bool(came) and loaded.project.status is ProjectStatus.FINISHED
        start = came[-1] if came and not ended else deal.closed_on
        value_on = came[0] if ended else min((day for day in ahead if day), default=None)
        until = min(value_on, sight.today) if ended and value_on else sight.today
        length = loaded.customer.golden_days or sight.reader.get(Workspace, 1).golden_days
        held = {
            day
            for hold in plan.holds
            if hold.until is not None
            for n in range((hold.until - hold.since).days)
            if start <= (day := hold.since + timedelta(n)) < until
        }
        assert window is not None
        assert (window.start, window.last_day) == (start, start + timedelta(length))
        assert (window.day, window.left) == (
            (sight.today - start).days,
            (start + timedelta(length) - sight.today).days,
        )
        assert (window.value_on, window.reached) == (value_on, ended)
        assert window.first_value_on == (came[0] if came else None)
        assert window.hold_days == len(held)
        seen += window.since is not None
    assert seen == 1


def test_colours(sight: Sight) -> None:
    for loaded in sight.projects:
        project, plan, state = loaded.project, loaded.plan, loaded.state
        window = state.window
        assert window is not None
        agreed = {one.row_id: one.finish for one in plan.baseline_rows}
        slips = []
        promised = [day for row in leaves(loaded) if (day := agreed.get(row.id)) is not None]
        if promised and state.finish is not None:
            slips.append(worked(loaded.calendars.project, max(promised), state.finish))
        live = next((r for r in leaves(loaded) if r.milestone_kind is MilestoneKind.GO_LIVE), None)
        moved = None if live is None else state.rows[live.id].slip
        slips += [] if moved is None else [moved]
        waits = window.first_value_on is None
        outside = waits and window.value_on is not None and window.value_on > window.last_day
        blocked = max((one.blocked_days for one in state.rows.values()), default=0)
        held = any(row.milestone_kind is MilestoneKind.KICKOFF and row.status is Status.DONE
                   for row in plan.rows)  # fmt: skip
        held = held or any(
            one.kind is MeetingKind.KICKOFF
            and one.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
            for one in plan.meetings
        )
        begun = held or any(
            row.kind is RowKind.ITEM and row.status in (Status.IN_PROGRESS, Status.DONE)
            for row in plan.rows
        )
        if project.status is ProjectStatus.FINISHED:
            colour = Rag.FINISHED
        elif (sight.today - window.signed_on).days <= 14 and not begun and not outside:
            colour = Rag.NOT_STARTED
        elif outside or (moved or 0) > project.tolerance_red:
            colour = Rag.RED
        elif (
            max(slips, default=0) > project.tolerance_green
            or blocked > project.tolerance_blocked
            or (waits and window.value_on is None)
        ):
            colour = Rag.AMBER
        else:
            colour = Rag.GREEN
        assert state.rag.computed is colour


def test_kickoffs_and_yearly_value(sight: Sight) -> None:
    start_date = sight.reader.get(Workspace, 1).start_date or date.min
    for row in sight.rows:
        terms = sight.of(Contract, row.id)
        running = [
            one
            for one in terms
            if one.start <= sight.today and (one.end or date.max) >= sight.today
        ]
        yearly = sum(one.annual_minor or 0 for one in running)
        assert yearly == (sum(row.money.values()) if row.money_is_arr else 0)
        fresh = [
            one
            for one in sight.of(Deal, row.id)
            if one.kind is DealKind.NEW and start_date <= one.closed_on <= sight.today
        ]
        held = any(
            one.kind is MeetingKind.KICKOFF
            and one.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
            for one in sight.of(Meeting, row.id)
        )
        assert len(row.kickoff_deals) == (0 if held else len(fresh))


def test_a_reviews_return(sight: Sight) -> None:
    for row in sight.rows:
        customer = sight.reader.get(Customer, row.id)
        view = qbr_source(sight.reader, row.id, sight.today).view
        counted = [
            one.money_minor or 0
            for one in sight.of(Outcome, row.id)
            if one.said_by
            and one.visibility is Visibility.CUSTOMER
            and (one.currency or customer.currency) == customer.currency
            and view.start <= one.day <= view.end
        ]
        assert sum(counted) == (0 if view.value is None else view.value.benefit_minor)
        if view.value is None:
            continue
        cost = 0
        for term in sight.of(Contract, row.id):
            days = (view.start + timedelta(n) for n in range((view.end - view.start).days + 1))
            months = {
                (day.year, day.month) for day in days if term.start <= day <= (term.end or date.max)
            }
            cost += round((term.annual_minor or 0) * len(months) / 12)
            if (term.fee_minor or 0) and term.start <= view.end < term.start + timedelta(365):
                cost += round((term.fee_minor or 0) / 4)
        assert view.value.cost_minor == cost
