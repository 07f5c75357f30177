"""Properties of the evaluation over random plans, and its speed."""

from dataclasses import replace
from datetime import date
from random import Random
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import Constraint, LinkType, RowKind, Side, Status
from csdesk.domain.engine.arrays import UNSET
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.link_rules import forward
from csdesk.domain.records import PlanRow
from tests.domain.plans import TODAY, Plan

CALENDARS = Calendars(
    us=WorkCalendar(country="US"),
    customer=WorkCalendar(country="CN"),
    third=WorkCalendar(week="1111110"),
    project=WorkCalendar(country="CN"),
)
DAYS = st.dates(date(2026, 9, 1), date(2027, 2, 28))


@st.composite
def plans(draw: st.DrawFn, *, acyclic: bool = True) -> Plan:
    plan = Plan(start=draw(DAYS))
    phase = None
    count = draw(st.integers(1, 15))
    for number in range(count):
        if draw(st.integers(0, 4)) == 0:
            phase = f"p{number}"
            plan.phase(phase, status=draw(st.sampled_from([Status.TODO, *Status])))
        milestone = draw(st.integers(0, 3)) == 0
        start = draw(st.one_of(st.none(), DAYS))
        plan.add(
            f"r{number}",
            RowKind.MILESTONE if milestone else RowKind.ITEM,
            parent=phase,
            side=draw(st.sampled_from(list(Side))),
            status=draw(st.sampled_from([Status.TODO, Status.TODO, *Status])),
            start=start,
            target=draw(st.one_of(st.none(), DAYS)),
            duration=draw(st.integers(0, 12)),
            calendar_days=draw(st.integers(0, 9)) == 0,
            progress=draw(st.sampled_from([0, 0, 30, 100])),
            pinned=draw(st.integers(0, 9)) == 0,
            constraint=draw(st.sampled_from([Constraint.ASAP, Constraint.ASAP, *Constraint])),
            constraint_on=draw(st.one_of(st.none(), DAYS)),
            actual_start=draw(st.one_of(st.none(), DAYS)),
            actual_finish=draw(st.one_of(st.none(), DAYS)),
            resume_on=draw(st.one_of(st.none(), DAYS)),
        )
    size = len(plan.rows)
    names = [row.title for row in plan.rows]
    for _ in range(draw(st.integers(0, size * 2))):
        first, second = draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))
        if acyclic and first >= second:
            continue
        plan.link(
            names[first],
            names[second],
            draw(st.sampled_from(list(LinkType))),
            draw(st.integers(-3, 5)),
        )
    return plan


@settings(deadline=None)
@given(plans(acyclic=False), DAYS)
def test_whatever_is_stored_is_computed(plan: Plan, today: date) -> None:
    state = plan.state(today, CALENDARS)
    assert set(state.rows) == {row.id for row in plan.rows}
    for row in plan.rows:
        computed = state.rows[row.id]
        if row.kind.is_summary or computed.finish is None:
            continue
        assert computed.start is not None
        assert computed.start <= computed.finish
        if row.status.is_open and not _handed_down(plan, row):
            assert computed.finish >= today
            assert (
                row.target is None
                or row.constraint is not Constraint.ASAP
                or (computed.finish >= row.target)
            )
        assert (computed.late > 0) <= row.status.is_open
    assert state.slip is None


def _handed_down(plan: Plan, row: PlanRow) -> bool:
    by_id = {one.id: one for one in plan.rows}
    while row.parent_id is not None:
        row = by_id[row.parent_id]
        if row.status in (Status.CANCELLED, Status.ON_HOLD):
            return True
    return False


@settings(deadline=None)
@given(plans(), DAYS)
def test_no_waiting_row_starts_before_its_links_allow(plan: Plan, today: date) -> None:
    state = plan.state(today, CALENDARS)
    if state.problems:
        return
    by_id = {row.id: row for row in plan.rows}
    for link in plan.links:
        pred, succ = by_id[link.predecessor_id], by_id[link.successor_id]
        free = (
            succ.constraint is Constraint.ASAP or succ.constraint is Constraint.NOT_BEFORE
        ) and not succ.pinned
        waits = succ.status in (Status.TODO, Status.SCHEDULED) and succ.actual_start is None
        plain = not pred.kind.is_summary and not succ.kind.is_summary
        ended = pred.status is Status.CANCELLED or _handed_down(plan, pred)
        if not (free and waits and plain) or ended or _handed_down(plan, succ):
            continue
        before, after = state.rows[pred.id], state.rows[succ.id]
        assert before.start is not None
        assert before.finish is not None
        assert after.start is not None
        assert after.finish is not None
        point = succ.kind is RowKind.MILESTONE
        day = forward(
            link.type, link.lag, False, before.start.toordinal(), before.finish.toordinal(),
            pred.kind is RowKind.MILESTONE, point,
            every_day() if succ.calendar_days else CALENDARS.of(succ.side),
        )  # fmt: skip
        starts = point or link.type in (LinkType.FS, LinkType.SS)
        assert (after.start if starts else after.finish).toordinal() >= day > UNSET


@settings(deadline=None)
@given(plans(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_links_changes_no_date(plan: Plan, today: date, source: Random) -> None:
    first = plan.state(today, CALENDARS)
    source.shuffle(plan.links)
    again = plan.state(today, CALENDARS)
    for row in plan.rows:
        states = first.rows[row.id], again.rows[row.id]
        assert states[0].start == states[1].start
        assert states[0].finish == states[1].finish
        assert states[0].total_slack == states[1].total_slack


@pytest.mark.parametrize("turned", [False, True])
def test_each_phase_has_its_own_ends(turned: bool) -> None:
    """What binds the end of a phase binds the rows that do not lead on out of that phase."""
    plan = Plan(start=date(2026, 11, 2))
    plan.add("first", duration=20)
    plan.phase("one")
    plan.add("ends", parent="one", duration=1)
    plan.add("leads on", parent="one", duration=1)
    plan.phase("two")
    plan.add("after", parent="two", duration=1)
    plan.link("first", "one", LinkType.FF)
    plan.link("leads on", "two", LinkType.FF)
    if turned:
        plan.links.reverse()
    state = plan.state(date(2026, 10, 1), CALENDARS)
    days = {row.title: state.rows[row.id].finish for row in plan.rows}
    assert days["ends"] == days["first"]
    assert days["leads on"] == date(2026, 11, 2)


@settings(deadline=None)
@given(plans(), DAYS)
def test_taking_over_the_forecast_changes_nothing(plan: Plan, today: date) -> None:
    """Who accepts the computed dates as the stored ones gets the same dates again."""
    first = plan.state(today, CALENDARS)
    plan.rows = [
        replace(row, start=first.rows[row.id].start, target=first.rows[row.id].finish)
        if row.status in (Status.TODO, Status.SCHEDULED)
        and row.actual_start is None
        and not row.kind.is_summary
        else row
        for row in plan.rows
    ]
    again = plan.state(today, CALENDARS)
    for row in plan.rows:
        assert again.rows[row.id].finish == first.rows[row.id].finish
        assert again.rows[row.id].start == first.rows[row.id].start


def test_ten_thousand_rows_at_once() -> None:
    plan = Plan()
    before = ""
    for number in range(10_000):
        if number % 25 == 0:
            plan.phase(f"p{number}")
            continue
        kind = RowKind.MILESTONE if number % 25 == 24 else RowKind.ITEM
        name = f"r{number}"
        plan.add(name, kind, parent=f"p{number - number % 25}", duration=2, side=Side.CUSTOMER)
        if before:
            plan.link(before, name, lag=number % 3)
        before = name
    plan_input = plan.input()
    evaluate_project(plan_input, CALENDARS, TODAY)
    begin = thread_time()
    state = evaluate_project(plan_input, CALENDARS, TODAY)
    assert thread_time() - begin < 4  # 0.3 s of work, however busy the machine is
    assert len(state.rows) == 10_000
    assert state.problems == ()
