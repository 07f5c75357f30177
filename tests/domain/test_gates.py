"""A link into a phase is one into all that it holds: work follows it, milestones share its day."""

from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.codes import Constraint, LinkType, RowKind, Side, Status
from csdesk.domain.engine.arrays import FAR, UNSET, Arrays
from csdesk.domain.engine.backward import free_slack
from csdesk.domain.engine.scheduler import Scheduler
from csdesk.domain.link_rules import forward
from csdesk.domain.network import Link
from tests.domain.plans import Plan, nov
from tests.domain.test_scheduler import FIELDS, fresh, results
from tests.domain.test_why import causes, codes

LONG_AGO = date(2000, 1, 3)


@st.composite
def gated_plans(draw: st.DrawFn) -> Plan:
    """Phases with links, most of which begin with a milestone; nothing is dated or has begun."""
    statuses = [*[Status.TODO] * 9, Status.CANCELLED]
    plan = Plan(start=draw(st.dates(date(2026, 9, 1), date(2027, 1, 31))))
    numbers = count(1)
    for _ in range(draw(st.integers(1, 4))):
        top = f"p{next(numbers)}"
        plan.phase(top, side=draw(st.sampled_from(list(Side))))
        parent = top
        if draw(st.integers(0, 3)) == 0:
            parent = f"g{next(numbers)}"
            plan.add(parent, RowKind.GROUP, parent=top)
        for place in range(draw(st.integers(0, 4))):
            milestone = draw(st.integers(0, 3)) > (0 if place == 0 else 2)
            plan.add(
                f"r{next(numbers)}",
                RowKind.MILESTONE if milestone else RowKind.ITEM,
                parent=parent,
                side=draw(st.sampled_from(list(Side))),
                duration=0 if milestone else draw(st.integers(1, 9)),
                opens_day=milestone and draw(st.integers(0, 4)) == 0,
                status=draw(st.sampled_from(statuses)),
            )
            if draw(st.integers(0, 3)) == 0:
                parent = top
    names = list(plan.ids)
    for _ in range(draw(st.integers(0, 2 * len(names)))):
        first, second = draw(st.integers(0, len(names) - 1)), draw(st.integers(0, len(names) - 1))
        if first < second:
            plan.link(
                names[first], names[second], draw(st.sampled_from([LinkType.FS, *LinkType])),
                draw(st.sampled_from([0, 0, 0, 1, 3, -2])),
            )  # fmt: skip
            by_days = draw(st.booleans())
            object.__setattr__(plan.links[-1], "lag_calendar_days", by_days)
    return plan


def at_the_gate() -> Plan:
    """A phase that waits for an item ending on Friday the 27th."""
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.phase("p")
    plan.milestone("first", parent="p")
    plan.add("work", parent="p", duration=2)
    plan.milestone("morning", parent="p", opens_day=True)
    plan.link("before", "p")
    return plan


def test_a_milestone_falls_on_the_day_on_which_what_its_phase_waits_for_ends() -> None:
    plan = at_the_gate()
    assert plan.dates("first") == (nov(27), nov(27))
    assert plan.dates("work") == (nov(30), nov(31))
    assert plan.dates("p") == (nov(27), nov(32))
    assert plan.row("first").driver_id == plan.ids["before"]
    assert codes(plan, "first") == ["gate", "link", "set_by_person"]
    assert [step.day for step in causes(plan, "first")[:2]] == [nov(27), nov(27)]
    assert codes(plan, "work") == ["gate", "link", "days_off", "set_by_person"]
    before = plan.row("before")
    assert (before.total_slack, before.critical) == (0, True)


def test_nothing_is_late_before_a_phase_that_begins_with_a_milestone() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.phase("p")
    plan.milestone("goal", parent="p", deadline=nov(27))
    plan.link("before", "p")
    before = plan.row("before")
    assert (before.total_slack, before.critical) == (0, True)
    assert plan.row("goal").total_slack == 0


@pytest.mark.parametrize("field", ["constraint", "hold"])
def test_a_day_that_a_phase_names_itself_holds_milestones_and_work_alike(field: str) -> None:
    plan = Plan()
    if field == "constraint":
        plan.phase("p", constraint=Constraint.NOT_BEFORE, constraint_on=nov(27))
    else:
        plan.phase("p", status=Status.ON_HOLD, resume_on=nov(27))
    plan.milestone("first", parent="p")
    plan.add("work", parent="p")
    assert plan.dates("first") == (nov(27), nov(27))
    assert plan.dates("work") == (nov(27), nov(27))


def test_a_lag_into_a_phase_counts_for_milestones_too() -> None:
    plan = at_the_gate()
    object.__setattr__(plan.links[0], "lag", 2)
    assert plan.dates("first") == (nov(31), nov(31))
    assert plan.dates("work") == (nov(32), nov(33))
    object.__setattr__(plan.links[0], "lag_calendar_days", True)
    assert plan.dates("first") == (nov(29), nov(29))
    assert plan.dates("work") == (nov(30), nov(31))


def test_what_follows_an_empty_phase_follows_what_it_waits_for() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.phase("empty")
    plan.milestone("goal", deadline=nov(26))
    plan.link("before", "empty")
    plan.link("empty", "goal")
    assert plan.dates("goal") == (nov(27), nov(27))
    assert plan.row("before").total_slack == -1


@given(gated_plans())
def test_each_row_lies_where_the_links_of_its_phases_allow(plan: Plan) -> None:
    """What the engine does at the gates is what `link_rules` says of each row behind them."""
    arrays = fresh(plan, LONG_AGO).plan.arrays
    for phase in range(arrays.size):
        if not arrays.summary[phase]:
            continue
        for link in arrays.network.preds[phase]:
            for row in range(arrays.size):
                if arrays.summary[row] or not arrays.counts[row] or not inside(arrays, row, phase):
                    continue
                assert arrays.starts[row] >= allowed(arrays, link, row)


def inside(arrays: Arrays, row: int, phase: int) -> bool:
    while row not in (phase, -1):
        row = arrays.parents[row]
    return row == phase


def allowed(arrays: Arrays, link: Link, row: int) -> int:
    pred, succ, link_type, lag, by_days, _ = link
    start, finish = arrays.starts[pred], arrays.finishes[pred]
    if not finish:
        return UNSET
    closes = arrays.closes(row)
    if not closes:
        finish = arrays.nexts[pred] - 1  # an opening milestone ends what it ends in the morning
    point = arrays.points[pred] or arrays.relays[pred]
    return forward(
        link_type, lag, by_days, start, finish, point, closes, arrays.calendars[succ]
    )  # fmt: skip


@given(gated_plans())
def test_without_limits_nothing_is_late_and_something_is_critical(plan: Plan) -> None:
    arrays = fresh(plan, LONG_AGO).late().arrays
    slack = [left for left, counts in zip(arrays.slack, arrays.counts, strict=True) if counts]
    assert all(left >= 0 for left in slack)
    if any(arrays.finishes[row] and arrays.counts[row] and not arrays.summary[row]
           for row in range(arrays.size)):  # fmt: skip
        assert min(slack) == 0


@given(gated_plans(), st.data())
def test_a_row_moved_by_its_slack_delays_nothing_and_by_a_day_more_the_end(
    plan: Plan, data: st.DataObject
) -> None:
    scheduler = fresh(plan, LONG_AGO)
    arrays = scheduler.late().arrays
    rows = [
        row
        for row in range(arrays.size)
        if not arrays.summary[row] and arrays.counts[row] and arrays.slack[row] != FAR
    ]
    if not rows:
        return
    row = data.draw(st.sampled_from(rows))
    free, total, end = free_slack(arrays)[row], arrays.slack[row], arrays.last_finish()
    before = list(arrays.finishes)
    moved_to(scheduler, row, free)
    held = [
        one
        for one in range(arrays.size)
        if one != row and arrays.counts[one] and not arrays.summary[one]
    ]
    assert [arrays.finishes[one] for one in held] == [before[one] for one in held]
    moved_to(scheduler, row, total - free)
    assert arrays.last_finish() == end
    from_starts = (LinkType.SS, LinkType.SF)
    if any(arrays.summary[one.pred] and one.type in from_starts for one in drawn_links(arrays)):
        return  # a phase begins with the first of its rows, whichever that comes to be
    moved_to(scheduler, row, 1)
    assert arrays.last_finish() > end


def drawn_links(arrays: Arrays) -> list[Link]:
    return [link for links in arrays.network.preds for link in links]


def moved_to(scheduler: Scheduler, row: int, days: int) -> None:
    """Let a row begin some working days later than it does."""
    arrays = scheduler.plan.arrays
    calendar, start = arrays.calendars[row], arrays.starts[row]
    if not days:
        day = start  # also where it stands on a day off
    elif arrays.closes(row):
        day = calendar.at(calendar.rank(start + 1) - 1 + days)
    else:
        day = calendar.at(calendar.rank(start) + days)
    fields = {"constraint": Constraint.NOT_BEFORE, "constraint_on": date.fromordinal(day)}
    scheduler.edit({scheduler.plan.rows[row].id: fields})


@given(gated_plans(), st.data())
def test_incremental_equals_full_behind_gates(plan: Plan, data: st.DataObject) -> None:
    today = plan.project.start
    scheduler = fresh(plan, today)
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.sampled_from(scheduler.plan.rows))
        field = data.draw(st.sampled_from(sorted(FIELDS)))
        scheduler.edit({row.id: {field: data.draw(FIELDS[field])}})
        if data.draw(st.booleans()):
            scheduler.late()
    plan.rows = list(scheduler.plan.rows)
    assert results(scheduler.late().arrays) == results(fresh(plan, today).late().arrays)
