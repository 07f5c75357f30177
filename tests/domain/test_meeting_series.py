"""Days of a series: both sides work on each, moved within its turn, over years, make-up days."""

from datetime import date, timedelta
from itertools import pairwise, takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import MeetingKind
from csdesk.domain.errors import UserError
from csdesk.domain.meeting_series import (
    EVERY_FOUR_WEEKS,
    QUARTERLY,
    WEEKLY,
    both_work,
    check_rule,
    days_between,
    days_of,
    default_rule,
    due_again,
    first_day,
    next_of,
    rule_every,
    stands_for,
)
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.domain.repeats import Every

CN, US, DE = (WorkCalendar(country=code) for code in ("CN", "US", "DE"))
SUNDAYS = WorkCalendar(country="SA", week="1111001")  # Friday and Saturday are off
PARTIES = (CN, US, DE, SUNDAYS, WorkCalendar())
RULES = (
    WEEKLY, EVERY_FOUR_WEEKS, QUARTERLY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY;INTERVAL=3",
)  # fmt: skip


def sides(ours: WorkCalendar, theirs: WorkCalendar) -> Calendars:
    return Calendars(us=ours, customer=theirs, third=theirs, project=theirs)


def series(rule: str, start: date, ended_on: date | None = None) -> MeetingSeries:
    return MeetingSeries(uid="s", customer_id=1, rule=rule, start=start, ended_on=ended_on)


@settings(max_examples=60, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    start=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    ours=st.sampled_from(PARTIES),
    theirs=st.sampled_from(PARTIES),
    years=st.integers(1, 3),
)
def test_over_years_each_meeting_is_on_a_day_of_both_within_its_turn(
    rule: str, start: date, ours: WorkCalendar, theirs: WorkCalendar, years: int
) -> None:
    both = sides(ours, theirs)
    found = series(rule, first_day(rule, start))
    last = start + timedelta(365 * years)
    meets = list(takewhile(lambda one: one.by_rule <= last, days_of(found, both, start)))
    assert meets[0].by_rule == found.start
    for one, following in pairwise(meets):
        turn = [one.by_rule + timedelta(n) for n in range((following.by_rule - one.by_rule).days)]
        common = [day for day in turn if ours.is_working(day) and theirs.is_working(day)]
        assert one.day == (common[0] if common else None)
    days = [one.day for one in meets if one.day is not None]
    assert days == sorted(set(days))


@settings(max_examples=40, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    start=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    step=st.integers(0, 500),
)
def test_one_after_the_other_gives_the_same_days(rule: str, start: date, step: int) -> None:
    both, found = sides(US, CN), series(rule, first_day(rule, start))
    all_days = [one.day for one in days_of(found, both, found.start) if one.day is not None][:8]
    held = next_of(found, both, found.start)
    walked: list[date] = []
    while held is not None and len(walked) < len(all_days):
        assert held.day is not None
        walked.append(held.day)
        held = next_of(found, both, held.day, held.day)
    assert walked == all_days
    since = found.start + timedelta(step)
    assert list(days_of(found, both, since))[:3] == [
        one for one in days_of(found, both, found.start) if (one.day or one.by_rule) >= since
    ][:3]  # fmt: skip


def test_the_golden_week_takes_one_meeting_out_and_a_make_up_day_takes_one_in() -> None:
    weekly = series(WEEKLY, date(2026, 9, 3))
    by_rule = {one.by_rule: one.day for one in days_of(weekly, sides(CN, CN), date(2026, 9, 20))}
    assert by_rule[date(2026, 9, 24)] == date(2026, 9, 24)
    assert by_rule[date(2026, 10, 1)] is None
    monday = series(WEEKLY, date(2026, 9, 7))
    moved = {one.by_rule: one.day for one in days_of(monday, sides(CN, CN), date(2026, 10, 1))}
    assert moved[date(2026, 10, 5)] == date(2026, 10, 8)
    saturday = series(WEEKLY, date(2026, 9, 5))
    ours = {one.by_rule: one.day for one in days_of(saturday, sides(CN, CN), date(2026, 10, 1))}
    assert ours[date(2026, 10, 10)] == date(2026, 10, 10), "China works on this Saturday"
    both = {one.by_rule: one.day for one in days_of(saturday, sides(US, CN), date(2026, 10, 1))}
    assert both[date(2026, 10, 10)] == date(2026, 10, 13), "Columbus Day is off at our side"


def test_a_series_ends_and_its_last_meeting_does_not_move_over_the_end() -> None:
    found = series(WEEKLY, date(2026, 9, 7), ended_on=date(2026, 10, 5))
    meets = list(days_of(found, sides(CN, CN), date(2026, 9, 20)))
    assert [one.day for one in meets] == [date(2026, 9, 21), date(2026, 9, 28), None]
    assert next_of(found, sides(CN, CN), date(2026, 9, 29)) is None


def test_a_day_that_people_chose_stands_for_its_turn() -> None:
    found, both = series(WEEKLY, date(2026, 11, 3)), sides(DE, DE)
    tuesday = date(2026, 11, 17)
    for moved in (tuesday - timedelta(1), tuesday, tuesday + timedelta(2)):
        assert stands_for(found, moved, both) == tuesday
        after = next_of(found, both, moved, moved)
        assert after is not None
        assert after.day == date(2026, 11, 24)
    early = next_of(found, both, date(2026, 11, 2), date(2026, 10, 30))
    assert early is not None
    assert early.day == date(2026, 11, 3)


def test_two_sides_without_a_common_day_never_meet() -> None:
    week, weekend = WorkCalendar(week="1111100"), WorkCalendar(week="0000011")
    assert both_work(sides(week, weekend), date(2026, 11, 2)) is None
    assert next_of(series(WEEKLY, date(2026, 11, 3)), sides(week, weekend), date(2026, 11, 3)) is (
        None
    )


def test_what_fell_through_is_due_within_a_week_on_a_day_of_both() -> None:
    assert due_again(sides(DE, DE), date(2026, 11, 17), date(2026, 11, 20)) == date(2026, 11, 27)
    assert due_again(sides(US, CN), date(2026, 11, 19), date(2026, 11, 16)) == date(2026, 11, 27)
    assert due_again(sides(CN, CN), date(2026, 9, 25), date(2026, 9, 20)) == date(2026, 10, 8)


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=HOURLY", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20270101", "every week",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;INTERVAL=9999999999999",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=7",
    ],
)  # fmt: skip
def test_a_rule_that_no_series_follows_is_refused(rule: str) -> None:
    with pytest.raises(UserError) as caught:
        check_rule(rule)
    assert caught.value.params["field"] == "rule"


def test_rules_are_made_from_what_people_say() -> None:
    assert default_rule(MeetingKind.PROGRESS) == EVERY_FOUR_WEEKS
    assert default_rule(MeetingKind.CHECK_IN) == WEEKLY
    assert default_rule(MeetingKind.QBR) == QUARTERLY
    start = date(2026, 12, 8)
    assert [days_between(rule) for rule in RULES] == [7, 28, 0, 0, 0, 0, 3]
    assert rule_every(2, Every.WEEKS, start) == "FREQ=WEEKLY;INTERVAL=2"
    assert rule_every(1, Every.MONTHS, start) == "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU"
    assert rule_every(1, Every.MONTHS, date(2026, 12, 29)).endswith("BYDAY=-1TU")
    assert check_rule(" rrule:freq=weekly ") == "FREQ=WEEKLY"
    assert first_day("FREQ=WEEKLY;INTERVAL=4;BYDAY=MO", date(2026, 11, 18)) == date(2026, 11, 23)
