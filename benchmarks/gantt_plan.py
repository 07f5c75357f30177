"""Plans of any size for the measurements of the chart, scheduled and with a baseline."""

import random
from datetime import date, timedelta

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import LinkType, MilestoneKind, RowKind, Side, Status
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.link_text import row_marks
from csdesk.domain.records import Baseline, BaselineRow, Customer, Dependency, PlanRow, Project
from csdesk.domain.state import PlanInput
from csdesk.i18n import Translator
from csdesk.layout.day_marks import chart_days

START, TODAY = date(2026, 1, 5), date(2026, 7, 1)
DAYS = 1000  # the starts of the phases are spread over
IN_PHASE = 25
OWNERS = 40


def sample_rows(count: int) -> tuple[list[PlanRow], list[Dependency]]:
    """Return phases of twenty-three items and a milestone, of all three sides, half under way.

    Each item follows one or two of the six before it; one in a hundred also leads far away.
    """
    source = random.Random(5)
    sides = tuple(Side)
    rows: list[PlanRow] = []
    pairs: list[tuple[int, int, LinkType]] = []
    for number in range(1, count + 1):
        place = (number - 1) % IN_PHASE
        phase = number - place
        kind = RowKind.ITEM
        if place in (0, IN_PHASE - 1):
            kind = RowKind.MILESTONE if place else RowKind.PHASE
        begin = START + timedelta(days=phase * DAYS // count)
        under_way = kind is RowKind.ITEM and number % 4 == 0 and begin < TODAY
        value = MilestoneKind.VALUE if number % 100 == 0 else MilestoneKind.OTHER
        rows.append(
            PlanRow(
                id=number,
                uid=str(number),
                customer_id=1,
                project_id=1,
                kind=kind,
                number=number if kind is RowKind.ITEM else None,
                parent_id=None if kind is RowKind.PHASE else phase,
                milestone_kind=value if kind is RowKind.MILESTONE else None,
                title=f"Send the list of users, part {number}",
                side=sides[number % 3],
                status=Status.IN_PROGRESS if under_way else Status.TODO,
                actual_start=begin if under_way else None,
                progress=number % 90 + 5 if under_way else 0,
                start=begin if place == 1 else None,
                duration=1 + source.randrange(8) if kind is RowKind.ITEM else 0,
            )
        )
        if place > 1:
            for _ in range(1 + source.randrange(2)):
                before = max(phase + 1, number - 1 - source.randrange(6))
                pairs.append((before, number, LinkType.FS))
        if number % 100 == 50 and number > 400:
            pairs.append((number - 400, number, LinkType.SS))
    links = [
        Dependency(id=place, project_id=1, predecessor_id=pair[0], successor_id=pair[1], type=kind)
        for place, (*pair, kind) in enumerate(dict.fromkeys(pairs), 1)
    ]
    return rows, links


def sample_plan(count: int) -> PlanScreenData:
    """Return what the plan screen is given: records, dates, slack, critical path."""
    rows, links = sample_rows(count)
    calendars = Calendars(
        us=WorkCalendar(country="US"),
        customer=WorkCalendar(country="CN"),
        third=WorkCalendar(),
        project=WorkCalendar(country="CN"),
    )
    project = Project(id=1, uid="p", customer_id=1, code="P1", name="Plan", start=START)
    agreed = [
        BaselineRow(
            id=row.id,
            baseline_id=1,
            row_id=row.id,
            start=START + timedelta(days=row.id * DAYS // count),
            finish=START + timedelta(days=row.id * DAYS // count + row.duration),
        )
        for row in rows
        if row.kind is not RowKind.PHASE
    ]
    baseline = Baseline(id=1, project_id=1, name="Agreed", agreed_on=START, current=True)
    owners = {row.id: f"Owner {row.id % OWNERS}" for row in rows}
    plan = PlanInput(
        project=project,
        rows=rows,
        links=links,
        baseline=baseline,
        baseline_rows=agreed,
        slips=(),
        outcomes=(),
        meetings=(),
        signed_on=START,
        golden_days=250,
        value_reached_on=None,
        owner_names=owners,
    )
    followed: dict[int, list[Dependency]] = {}
    for link in links:
        followed.setdefault(link.successor_id, []).append(link)
    return PlanScreenData(
        project=project,
        customer=Customer(id=1, uid="c", code="C1", name="Customer"),
        state=evaluate_project(plan, calendars, TODAY),
        rows={row.id: row for row in rows},
        links=tuple(links),
        owner_names=owners,
        owners=(),
        baseline=baseline,
        days=chart_days(calendars, Translator("en")),
        plan=plan,
        calendars=calendars,
        calendar=calendars.project,
        marks=row_marks(rows),
        followed={row_id: tuple(some) for row_id, some in followed.items()},
        baselines=(baseline,),
        parents=frozenset(row.parent_id for row in rows if row.parent_id is not None),
    )
