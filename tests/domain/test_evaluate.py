"""Forecast, slack, lateness and blockers of small plans, worked out by hand.

Today is Friday 20 November 2026; `nov(23)` is the Monday after, `nov(30)` the Monday after that.
"""

from datetime import date
from typing import Any

import pytest

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import (
    Constraint,
    LinkType,
    MilestoneKind,
    Side,
    Status,
    Visibility,
)
from tests.domain.plans import TODAY, Plan, nov


def test_done_keeps_its_actual_dates() -> None:
    plan = Plan()
    plan.add(
        "a", start=nov(9), target=nov(13), status=Status.DONE,
        actual_start=nov(10), actual_finish=nov(17),
    )  # fmt: skip
    plan.add("bare", status=Status.DONE, target=nov(13))
    plan.agree(a=nov(13))
    assert plan.dates("a") == (nov(10), nov(17))
    assert plan.dates("bare") == (nov(13), nov(13))
    assert plan.row("a").slip == 2
    assert plan.row("a").late == 0
    assert plan.row("a").total_slack is None
    assert not plan.row("a").critical


def test_what_nothing_pushes_keeps_its_dates() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    plan.add("weekend", start=nov(28), target=nov(29), calendar_days=True)
    plan.add("only_target", target=nov(27), duration=3)
    plan.add("only_start", start=nov(24), duration=3)
    assert plan.dates("a") == (nov(23), nov(27))
    assert plan.dates("weekend") == (nov(28), nov(29))
    assert plan.dates("only_target") == (nov(25), nov(27))
    assert plan.dates("only_start") == (nov(24), nov(26))


def test_work_stays_off_days_off_unless_it_says_otherwise_or_is_pinned() -> None:
    plan = Plan()
    plan.add("weekend", start=nov(28), target=nov(29))
    plan.add("until_sunday", start=nov(26), target=nov(29))
    plan.add("pinned", start=nov(28), target=nov(29), pinned=True)
    assert plan.dates("weekend") == (nov(30), nov(30))
    assert plan.dates("until_sunday") == (nov(26), nov(30))
    assert plan.dates("pinned") == (nov(28), nov(29))


def test_days_off_that_come_later_make_a_row_end_later() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27), duration=5)
    plan.add("after", duration=1)
    plan.link("a", "after")
    assert plan.dates("a") == (nov(23), nov(27))
    ours = WorkCalendar(own_days={nov(day): (False, "Stocktaking") for day in (25, 26)})
    days_off = Calendars(us=ours, customer=ours, third=ours, project=ours)
    state = plan.state(calendars=days_off)
    found = [state.rows[plan.ids[name]] for name in ("a", "after")]
    assert [(one.start, one.finish) for one in found] == [
        (nov(23), date(2026, 12, 1)), (date(2026, 12, 2), date(2026, 12, 2)),
    ]  # fmt: skip


def test_not_begun_starts_no_earlier_than_today_and_moves_as_a_block() -> None:
    plan = Plan()
    plan.add("late", start=nov(16), target=nov(18))
    plan.add("begun_late", start=nov(18), target=nov(24))
    assert plan.dates("late") == (TODAY, nov(24))
    assert plan.row("late").late == 2
    assert plan.dates("begun_late") == (TODAY, nov(26))
    assert plan.row("begun_late").late == 0
    saturday = nov(21)
    assert plan.dates("late", saturday) == (nov(23), nov(25))


def test_in_progress_ends_on_its_target_date() -> None:
    plan = Plan()
    running: dict[str, Any] = {"status": Status.IN_PROGRESS, "duration": 7}
    plan.add("on_time", start=nov(16), target=nov(24), actual_start=nov(16), **running)
    plan.add("started_late", start=nov(12), target=nov(20), actual_start=nov(18), **running)
    plan.add("little_done", start=nov(12), target=nov(20), progress=10, **running)
    plan.add("no_target", start=nov(16), actual_start=nov(16), **running)
    assert plan.dates("on_time") == (nov(16), nov(24))
    assert plan.dates("started_late") == (nov(18), nov(20))
    assert plan.dates("little_done") == (nov(12), nov(20))
    assert plan.dates("no_target") == (nov(16), nov(24))  # four days worked, three to go


def test_what_is_late_or_blocked_has_its_rest_from_today() -> None:
    plan = Plan()
    running: dict[str, Any] = {"status": Status.IN_PROGRESS, "actual_start": nov(16)}
    plan.add("late", start=nov(16), target=nov(18), duration=3, **running)
    plan.add("half", start=nov(6), target=nov(19), duration=10, progress=50, **running)
    blocked: dict[str, Any] = {"blocked_by_hand": "no data", "blocked_since": nov(17)}
    plan.add("blocked", start=nov(16), target=nov(24), duration=7, **blocked, **running)
    assert plan.dates("late") == (nov(16), TODAY)
    assert plan.dates("half") == (nov(16), nov(26))  # 5 of 10 days left, today included
    assert plan.dates("blocked") == (nov(16), nov(27))  # one day worked, six to go


def test_in_progress_waits_with_its_rest_for_a_predecessor() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(24))
    plan.add(
        "b", start=nov(16), target=nov(24), duration=7, progress=50,
        status=Status.IN_PROGRESS, actual_start=nov(16),
    )  # fmt: skip
    plan.link("a", "b")
    assert plan.dates("b") == (nov(16), nov(30))  # four days from 25 November
    assert plan.row("b").driver_id == plan.ids["a"]


def test_links_push_with_lag() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    plan.add("fs", start=nov(24), target=nov(25))
    plan.add("fs2", start=nov(24), target=nov(25))
    plan.add("ss", start=nov(20), target=nov(23))
    plan.add("ff", start=nov(20), target=nov(23))
    plan.add("sf", start=nov(16), target=nov(17))
    plan.link("a", "fs")
    plan.link("a", "fs2", lag=2)
    plan.link("a", "ss", LinkType.SS, 1)
    plan.link("a", "ff", LinkType.FF)
    plan.link("a", "sf", LinkType.SF, 3)
    assert plan.dates("fs") == (nov(30), nov(31))
    assert plan.dates("fs2") == (nov(32), nov(33))
    assert plan.dates("ss") == (nov(24), nov(25))
    assert plan.dates("ff") == (nov(26), nov(27))
    assert plan.dates("sf") == (nov(24), nov(25))
    assert plan.row("fs").driver_id == plan.ids["a"]
    assert plan.row("ff").driver_id == plan.ids["a"]
    assert plan.row("fs").contradiction == plan.ids["a"]


def test_a_milestone_falls_on_the_finish_of_its_last_predecessor() -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("a", parent="p", start=nov(23), target=nov(25))
    plan.add("b", parent="p", start=nov(23), target=nov(27))
    plan.milestone("m", parent="p", target=nov(26))
    plan.add("after", parent="p", start=nov(27), target=nov(30))
    plan.link("m", "after")
    assert plan.row("a").leads_to_id == plan.ids["m"]
    assert plan.row("after").leads_to_id is None
    assert plan.dates("m") == (nov(27), nov(27))
    assert plan.row("m").driver_id == plan.ids["b"]
    assert plan.dates("after") == (nov(30), nov(31))
    assert plan.dates("p") == (nov(23), nov(31))


def test_an_item_leads_where_it_says() -> None:
    plan = Plan()
    plan.phase("p")
    plan.milestone("first", parent="p", target=nov(23))
    plan.add("a", parent="p", start=nov(24), target=nov(27), leads_to="first")
    plan.milestone("second", parent="p", target=nov(25))
    assert plan.dates("first") == (nov(27), nov(27))
    assert plan.dates("second") == (nov(25), nov(25))


def test_an_implied_link_never_closes_a_cycle() -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("a", parent="p", start=nov(24), target=nov(25))
    plan.milestone("m", parent="p", target=nov(23))
    plan.link("m", "a")
    state = plan.state()
    assert state.problems == ()
    assert plan.dates("a") == (nov(24), nov(25))
    assert plan.row("a").leads_to_id is None


def test_a_milestone_without_a_date_waits_for_nothing_but_today() -> None:
    plan = Plan(start=nov(24))
    plan.milestone("kickoff", MilestoneKind.KICKOFF)
    assert plan.dates("kickoff") == (nov(24), nov(24))
    assert plan.dates("kickoff", nov(26)) == (nov(26), nov(26))


def test_a_link_to_a_phase_means_its_start_and_finish() -> None:
    plan = Plan()
    plan.phase("one")
    plan.add("a", parent="one", start=nov(23), target=nov(24))
    plan.add("b", parent="one", start=nov(23), target=nov(27))
    plan.phase("two")
    plan.add("c", parent="two", start=nov(20), target=nov(20))
    plan.add("d", parent="two", start=nov(32), target=nov(32))
    plan.link("one", "two")
    assert plan.dates("c") == (nov(30), nov(30))
    assert plan.row("c").driver_id == plan.ids["one"]
    assert plan.dates("d") == (nov(32), nov(32))
    assert plan.dates("two") == (nov(30), nov(32))


def test_cancelled_rows_pass_their_links_through() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    plan.add("gone", start=nov(30), target=nov(40), status=Status.CANCELLED)
    plan.add("b", start=nov(20), target=nov(20))
    plan.link("a", "gone")
    plan.link("gone", "b")
    assert plan.dates("b") == (nov(30), nov(30))
    assert plan.dates("gone") == (nov(30), nov(40))
    assert plan.state().finish == nov(30)


def test_a_cancelled_phase_takes_what_it_holds_along() -> None:
    plan = Plan()
    plan.phase("p", status=Status.CANCELLED)
    plan.add("a", parent="p", start=nov(2), target=nov(3))
    plan.add("b", start=nov(20), target=nov(20))
    plan.link("p", "b")
    state = plan.state()
    assert state.rows[plan.ids["a"]].late == 0
    assert state.all_items == 1
    assert plan.dates("b") == (nov(20), nov(20))


def test_on_hold_resumes_and_is_never_late() -> None:
    plan = Plan()
    plan.add(
        "a", start=nov(9), target=nov(10), status=Status.ON_HOLD,
        hold_reason="budget", resume_on=nov(30),
    )  # fmt: skip
    assert plan.dates("a") == (nov(30), nov(31))
    assert plan.row("a").late == 0


def test_constraints_and_pins() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    after: dict[str, Any] = {"start": nov(20), "target": nov(20)}
    plan.add("nb", constraint=Constraint.NOT_BEFORE, constraint_on=nov(32), **after)
    plan.add("fixed", constraint=Constraint.FIXED, constraint_on=nov(25), **after)
    plan.add("nl", constraint=Constraint.NOT_LATER, constraint_on=nov(24), **after)
    plan.add("pinned", start=nov(25), target=nov(26), pinned=True)
    for name in ("nb", "fixed", "nl", "pinned"):
        plan.link("a", name)
    assert plan.dates("nb") == (nov(32), nov(32))
    assert plan.dates("fixed") == (nov(25), nov(25))
    assert plan.dates("nl") == (nov(24), nov(24))
    assert plan.dates("pinned") == (nov(25), nov(26))
    for name in ("fixed", "nl", "pinned"):
        assert plan.row(name).contradiction == plan.ids["a"]
    assert plan.row("a").total_slack == -4  # "not later" wants the predecessor ended on 23 Nov


def test_slack_and_the_critical_path() -> None:
    plan = Plan()
    plan.add("long", start=nov(23), target=nov(33))
    plan.add("short", start=nov(23), target=nov(25))
    plan.add("end", start=nov(34), target=nov(34))
    plan.link("long", "end")
    plan.link("short", "end")
    assert plan.row("long").critical
    assert plan.row("end").critical
    assert plan.row("short").total_slack == 6
    assert not plan.row("short").critical


def test_a_deadline_is_a_bound_of_the_slack() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(25), deadline=nov(24))
    plan.add("b", start=nov(23), target=nov(34))
    assert plan.row("a").total_slack == -1
    assert plan.row("a").critical
    assert plan.dates("a") == (nov(23), nov(25))


def test_late_counts_on_the_owners_calendar() -> None:
    plan = Plan()
    plan.add("theirs", start=date(2026, 9, 28), target=date(2026, 9, 30), side=Side.CUSTOMER)
    plan.add("ours", start=date(2026, 9, 28), target=date(2026, 9, 30))
    plain = WorkCalendar()
    china = WorkCalendar(country="CN")
    calendars = Calendars(us=plain, customer=china, third=plain, project=china)
    state = plan.state(date(2026, 10, 9), calendars)
    assert state.rows[plan.ids["ours"]].late == 7
    assert state.rows[plan.ids["theirs"]].late == 2  # 1 to 7 October are days off


def test_blocked_by_a_late_predecessor() -> None:
    plan = Plan()
    plan.add("a", start=nov(9), target=nov(12), status=Status.IN_PROGRESS, actual_start=nov(9))
    plan.add("b", start=nov(16), target=nov(18))
    plan.add("soon", start=nov(24), target=nov(25))
    plan.add("c", start=nov(10), target=nov(27))
    for name in ("b", "soon", "c"):
        plan.link("a", name)
    assert plan.row("a").late == 6
    b = plan.row("b")
    assert (b.blocked_since, b.blocked_days, b.blocked_by) == (nov(16), 4, (plan.ids["a"],))
    assert plan.row("soon").blocked_since is None
    c = plan.row("c")
    assert (c.blocked_since, c.blocked_days) == (nov(12), 6)


def test_blocked_by_hand() -> None:
    plan = Plan()
    plan.add("a", start=nov(16), target=nov(27), blocked_by_hand="VPN", blocked_since=nov(18))
    plan.add("later", start=nov(30), target=nov(31), blocked_by_hand="VPN", blocked_since=nov(18))
    plan.add("done", status=Status.DONE, blocked_by_hand="VPN", blocked_since=nov(18))
    assert (plan.row("a").blocked_since, plan.row("a").blocked_days) == (nov(18), 2)
    assert (plan.row("later").blocked_since, plan.row("later").blocked_days) == (nov(18), 0)
    assert plan.row("a").blocked_by == ()
    assert plan.row("done").blocked_since is None


def test_waiting_on_the_startable_item_of_the_critical_path() -> None:
    plan = Plan()
    plan.add("a", start=nov(16), target=nov(18), side=Side.CUSTOMER, asked_on=nov(17))
    plan.add("b", start=nov(19), target=nov(27))
    plan.add("aside", start=nov(16), target=nov(17))
    plan.link("a", "b")
    state = plan.state()
    assert state.waiting_on_id == plan.ids["a"]
    assert state.waiting_days == 3


def test_progress_weighs_by_length_and_leaves_cancelled_out() -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("a", parent="p", duration=3, status=Status.DONE)
    plan.add("b", parent="p", duration=1, progress=20, status=Status.IN_PROGRESS)
    plan.add("c", parent="p", duration=9, status=Status.CANCELLED)
    plan.milestone("m", parent="p")
    assert plan.row("p").progress == 80
    state = plan.state()
    assert (state.done_items, state.all_items) == (1, 2)


def test_visibility_and_depth_are_inherited() -> None:
    plan = Plan()
    plan.phase("p", visibility=Visibility.INTERNAL)
    plan.add("a", parent="p")
    plan.add("b")
    assert not plan.row("a").visible
    assert plan.row("a").depth == 1
    assert plan.row("b").visible


def test_cycles_are_named_and_left_out() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(24))
    plan.add("b", start=nov(23), target=nov(24))
    plan.add("c", start=nov(23), target=nov(24))
    plan.link("a", "b")
    plan.link("b", "a")
    plan.link("b", "c")
    state = plan.state()
    assert state.problems == ("cycle:1,2",)
    assert plan.dates("c") == (nov(25), nov(26))


def test_a_cycle_through_a_phase_is_named() -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("inside", parent="p", start=nov(23), target=nov(24))
    plan.add("outside", start=nov(25), target=nov(26))
    plan.link("p", "outside")
    plan.link("outside", "inside")
    (problem,) = plan.state().problems
    assert problem.startswith("cycle:")
    assert {"1", "2", "3"} & set(problem.removeprefix("cycle:").split(","))


def test_next_milestone_and_unpublished_years() -> None:
    plan = Plan()
    plan.milestone("later", target=date(2029, 3, 1))
    plan.milestone("sooner", target=date(2029, 2, 1))
    china = WorkCalendar(country="CN")
    unknown = WorkCalendar(country="XX")
    state = plan.state(TODAY, Calendars(us=unknown, customer=china, third=china, project=china))
    assert state.next_milestone_id == plan.ids["sooner"]
    assert state.unpublished_years[-1] == 2029
    assert state.problems == ("no_holidays:XX",)


def test_dates_at_the_end_of_time_cost_nothing() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=date.max)
    plan.milestone("m")
    plan.link("a", "m", lag=10**7)
    china = WorkCalendar(country="CN")
    state = plan.state(TODAY, Calendars(us=china, customer=china, third=china, project=china))
    assert state.rows[plan.ids["m"]].finish == date.max
    assert state.unpublished_years == ()


def test_an_empty_plan() -> None:
    state = Plan().state()
    assert (state.start, state.finish, state.waiting_on_id, state.slip) == (None, None, None, None)
    plan = Plan()
    plan.phase("p")
    assert plan.dates("p") == (None, None)


@pytest.mark.parametrize("status", list(Status))
def test_no_open_forecast_lies_before_today(status: Status) -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("a", parent="p", start=nov(2), target=nov(3), status=status, resume_on=nov(5))
    plan.milestone("m", parent="p", target=nov(4))
    state = plan.state()
    if status in (Status.DONE, Status.CANCELLED):
        assert state.rows[plan.ids["a"]].finish == nov(3)
    else:
        assert (state.rows[plan.ids["a"]].finish or TODAY) >= TODAY
    assert state.rows[plan.ids["m"]].finish >= TODAY  # type: ignore[operator]
