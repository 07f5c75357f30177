"""What takes no time hands on what it waits for: cancelled rows, phases that hold nothing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from csdesk.domain.codes import Constraint, LinkType, RowKind, Status
from csdesk.domain.engine.arrays import FAR
from tests.domain.plans import Plan, nov
from tests.domain.test_network import DAYS, plans
from tests.domain.test_scheduler import fresh

RELAYS = ["cancelled row", "empty phase", "cancelled phase", "empty group in an empty phase"]


def relay(plan: Plan, name: str, what: str) -> None:
    if what == "cancelled row":
        plan.add(name, duration=5, status=Status.CANCELLED)
        return
    plan.phase(name, status=Status.CANCELLED if what == "cancelled phase" else Status.TODO)
    if what == "cancelled phase":
        plan.add("inside", parent=name, duration=4)
    elif "group" in what:
        plan.add("inside", RowKind.GROUP, parent=name)


def waiting_for(link: LinkType, lag: int, what: str | None) -> Plan:
    """Work and milestones that wait for an item of a week; `what` lies between, if anything."""
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27), source_uid="1")  # leads to no milestone
    if what is not None:
        relay(plan, "between", what)
    plan.add("work", duration=2, source_uid="2")
    plan.milestone("closing")
    plan.milestone("opening", opens_day=True)
    if what is not None:
        plan.link("before", "between", link, lag)
    for name in ("work", "closing", "opening"):
        if what is None:
            plan.link("before", name, link, lag)
        else:
            plan.link("between", name)
    return plan


@pytest.mark.parametrize("what", RELAYS)
@pytest.mark.parametrize("lag", [0, 2, 5, -2])
@pytest.mark.parametrize("link", [LinkType.FS, LinkType.SS])
def test_a_link_goes_through_what_takes_no_time_as_if_it_were_not_there(
    link: LinkType, lag: int, what: str
) -> None:
    direct, through = waiting_for(link, lag, None), waiting_for(link, lag, what)
    for name in ("before", "work", "closing", "opening"):
        assert through.dates(name) == direct.dates(name)
        assert through.row(name).total_slack == direct.row(name).total_slack
        assert through.row(name).free_slack == direct.row(name).free_slack
        assert through.row(name).critical == direct.row(name).critical


@pytest.mark.parametrize("what", RELAYS)
@pytest.mark.parametrize("link", [LinkType.FS, LinkType.SS])
def test_nothing_is_late_for_what_takes_no_time(link: LinkType, what: str) -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    relay(plan, "between", what)
    plan.link("before", "between", link, 8)
    before = plan.row("before")
    assert (before.total_slack, before.free_slack, before.critical) == (0, 0, True)
    plan.add("last", start=nov(23), target=nov(32))
    assert plan.row("before").total_slack == 3
    assert plan.row("before").free_slack == 3
    assert plan.state().finish == nov(32)


@pytest.mark.parametrize("what", RELAYS)
@pytest.mark.parametrize(
    ("link", "alike"), [(LinkType.FF, LinkType.FS), (LinkType.SF, LinkType.SS)]
)
def test_what_takes_no_time_ends_where_it_begins(
    link: LinkType, alike: LinkType, what: str
) -> None:
    ending, beginning = waiting_for(link, 2, what), waiting_for(alike, 2, what)
    for name in ("work", "closing", "opening"):
        assert ending.dates(name) == beginning.dates(name)
    assert ending.row("before").total_slack == beginning.row("before").total_slack


def test_a_cancelled_phase_holds_nothing_back_by_its_own_day() -> None:
    plan = Plan()
    plan.phase(
        "p", status=Status.CANCELLED, constraint=Constraint.NOT_BEFORE, constraint_on=nov(30)
    )  # fmt: skip
    plan.add("gone", parent="p")
    plan.add("after", start=nov(23), target=nov(23))
    plan.link("p", "after")
    plan.link("gone", "after")
    assert plan.dates("after") == (nov(23), nov(23))


def test_an_empty_group_does_not_lengthen_its_phase() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.phase("p")
    plan.add("work", parent="p", start=nov(23), target=nov(24))
    plan.add("g", RowKind.GROUP, parent="p")
    plan.add("after", duration=1)
    plan.link("before", "g", lag=5)
    plan.link("p", "after")
    assert plan.dates("p") == (nov(23), nov(24))
    assert plan.dates("after") == (nov(25), nov(25))
    assert plan.row("before").total_slack == 0


def test_a_cancelled_row_demands_what_waits_for_it_demands() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.add("gone", status=Status.CANCELLED, deadline=nov(24))
    plan.add("after", duration=1, deadline=nov(30))
    plan.link("before", "gone", lag=1)
    plan.link("gone", "after")
    assert plan.dates("after") == (nov(31), nov(31))
    assert plan.row("before").total_slack == -1
    assert plan.row("after").total_slack == -1


def test_the_dates_of_a_cancelled_row_contradict_nothing() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.add("gone", start=nov(30), target=nov(40), status=Status.CANCELLED)
    plan.add("after", start=nov(31), target=nov(31), pinned=True)
    plan.link("before", "gone")
    plan.link("gone", "after")
    assert plan.row("after").contradiction is None
    plan.rows[2] = replace(plan.rows[2], start=nov(27), target=nov(27))
    assert plan.row("after").contradiction == plan.ids["gone"]


def test_an_empty_phase_with_a_deadline_makes_late_what_it_waits_for() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(27))
    plan.phase("empty", deadline=nov(25))
    plan.link("before", "empty")
    assert plan.row("before").total_slack == -2


@pytest.mark.parametrize("link", [LinkType.SS, LinkType.SF])
def test_nothing_makes_a_begun_row_begin_later(link: LinkType) -> None:
    plan = Plan()
    plan.phase("p")
    plan.add(
        "begun", parent="p", status=Status.IN_PROGRESS, actual_start=nov(2), target=nov(23)
    )  # fmt: skip
    plan.add("other", start=nov(23), target=nov(27), deadline=nov(27))
    plan.add("end", start=nov(23), target=nov(34))
    plan.link("begun", "other", link)
    plan.link("p", "other", link)
    assert plan.row("begun").total_slack == 9
    assert plan.row("other").total_slack == 0


def test_the_rest_of_a_begun_row_ends_with_what_it_must_end_with() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(26))
    plan.add("begun", status=Status.IN_PROGRESS, start=nov(30), duration=1)
    plan.link("before", "begun", LinkType.FF)
    assert plan.dates("begun") == (nov(20), nov(26))
    assert plan.row("begun").driver_id == plan.ids["before"]
    assert plan.row("before").total_slack == 0


def test_a_row_that_was_put_on_a_day_off_is_not_late_for_it() -> None:
    plan = Plan()
    plan.add("work", start=nov(28), target=None, duration=1)
    plan.milestone("goal")
    plan.link("work", "goal", LinkType.SS, 1)
    assert plan.dates("work") == (nov(30), nov(30))
    assert plan.dates("goal") == (date(2026, 12, 1), date(2026, 12, 1))
    assert plan.row("work").total_slack == 0


@given(plans(acyclic=False), DAYS)
def test_where_nothing_is_promised_nothing_is_late(plan: Plan, today: date) -> None:
    plan.rows = [
        replace(
            row,
            pinned=False,
            constraint=(
                row.constraint if row.constraint is Constraint.NOT_BEFORE else Constraint.ASAP
            ),
        )
        for row in plan.rows
    ]
    arrays = fresh(plan, today).late().arrays
    rows = [row for row in range(arrays.size) if not (arrays.summary[row] or arrays.relays[row])]
    slack = [arrays.slack[row] for row in rows if arrays.slack[row] != FAR]
    assert all(left >= 0 for left in slack)
    last = [row for row in rows if arrays.finishes[row] == arrays.end]
    if slack and not any(arrays.ended[row] for row in last):
        assert min(slack) == 0
