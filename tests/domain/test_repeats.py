"""Rules by which rows repeat: patterns there and back, days off, days kept, moves as a block."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from csdesk.domain.calendar import WorkCalendar, every_day
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.domain.repeats import (
    LAST,
    Every,
    Pattern,
    held_days,
    moved_dates,
    occurrences,
    pattern_of,
    rule_of,
    series,
)

CHINA = WorkCalendar(country="CN")
INVENTORY = WorkCalendar(own_days={date(2026, 12, 8): (False, "Inventory")})
SEEDS = range(150)


def made(random: Random) -> tuple[Pattern, date]:
    """Return any pattern that can be chosen, and a first day."""
    start = date(2026, 1, 1) + timedelta(days=random.randrange(700))
    step = random.choice(list(Every))
    weekdays: tuple[int, ...] = ()
    week = day = None
    if step is Every.WEEKS:
        weekdays = tuple(sorted(random.sample(range(7), random.randint(1, 3))))
    elif step is Every.MONTHS and random.random() < 0.5:
        week, weekdays = random.choice((1, 2, 3, 4, LAST)), (random.randrange(7),)
    elif step is Every.MONTHS:
        day = random.choice((LAST, *range(1, 32)))
    by_count = random.random() < 0.5
    found = Pattern(
        step=step, every=random.randint(1, 3), weekdays=weekdays, week=week, day=day,
        count=random.randint(1, 20) if by_count else None,
        until=None if by_count else start + timedelta(days=random.randint(100, 180)),
    )  # fmt: skip
    return found, start


def row_of(rule: str, start: date, **fields: object) -> PlanRow:
    row = PlanRow(uid="r", customer_id=1, project_id=1, title="Weekly", repeats=rule, start=start)
    return replace(row, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pattern_is_read_back_from_its_rule(seed: int) -> None:
    pattern, start = made(Random(seed))
    assert pattern_of(rule_of(pattern), start) == pattern


@pytest.mark.parametrize("seed", SEEDS)
def test_a_series_read_with_its_stored_start_gives_the_days_that_were_shown(seed: int) -> None:
    random = Random(seed)
    pattern, start = made(random)
    calendar = random.choice((CHINA, INVENTORY, every_day()))
    found = series(rule_of(pattern), start, calendar)
    days = [one.day for one in found.days]
    assert list(occurrences(found.rule, found.start, calendar)) == days
    assert all(calendar.is_working(day) for day in days)
    assert all(first < second for first, second in pairwise(days))
    assert all(calendar.next_working(one.by_rule) == one.day for one in found.days)
    assert days[0] >= start
    if pattern.count is not None:
        assert found.by_rule == pattern.count
        assert len(days) <= pattern.count
    if pattern.until is not None:
        assert all(one.by_rule <= pattern.until for one in found.days)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_rule_later_keeps_the_days_that_were_held(seed: int) -> None:
    random = Random(seed)
    pattern, start = made(random)
    before = series(rule_of(pattern), start, CHINA)
    today = start + timedelta(days=random.randint(1, 200))
    row = row_of(before.rule, before.start)
    held = held_days(row, CHINA, today)
    other, _ = made(random)
    if not held.days or held.go_on is None:
        return
    if other.count is not None:
        other = replace(other, count=other.count + len(held.days))
    else:
        other = replace(other, until=held.go_on + timedelta(days=random.randint(0, 90)))
    after = series(rule_of(other), held.go_on, CHINA, held.days)
    days = occurrences(after.rule, after.start, CHINA)
    assert days[: len(held.days)] == held.days
    assert all(day >= today for day in days[len(held.days) :])
    again = held_days(row_of(after.rule, after.start), CHINA, today)
    assert again.days == held.days
    if other.count is not None:
        assert after.by_rule == other.count
        changed = pattern_of(after.rule, after.start)
        assert changed is not None
        assert changed.count == other.count


@pytest.mark.parametrize("seed", SEEDS)
def test_a_series_moved_by_weeks_keeps_its_weekdays_and_its_number(seed: int) -> None:
    random = Random(seed)
    pattern, start = made(random)
    if pattern.step is Every.MONTHS:
        return
    before = series(rule_of(pattern), start, every_day())
    row = row_of(before.rule, before.start)
    weeks = timedelta(weeks=random.choice((-3, -1, 1, 2, 5)))
    moved = moved_dates(row, replace(row, start=before.start + weeks), every_day())
    days = occurrences(moved["repeats"], moved["start"], every_day())
    assert days == tuple(one.day + weeks for one in before.days)
    assert (moved["start"], moved["target"]) == (days[0], days[-1])


def test_several_weekdays_every_second_week() -> None:
    rule = rule_of(Pattern(step=Every.WEEKS, every=2, weekdays=(3, 0), count=5))
    assert rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=5"
    assert occurrences(rule, date(2026, 11, 30), every_day()) == (
        date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 14), date(2026, 12, 17),
        date(2026, 12, 28),
    )  # fmt: skip


def test_every_second_week_is_counted_from_the_first_day_that_fits() -> None:
    rule = rule_of(Pattern(step=Every.WEEKS, every=2, weekdays=(1,), count=2))
    friday = date(2026, 12, 4)
    days = [one.day for one in series(rule, friday, every_day()).days]
    assert days == [date(2026, 12, 8), date(2026, 12, 22)]


def test_the_second_tuesday_and_the_last_day_of_the_month() -> None:
    second = Pattern(step=Every.MONTHS, week=2, weekdays=(1,), count=3)
    assert occurrences(rule_of(second), date(2026, 12, 8), every_day()) == (
        date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9),
    )  # fmt: skip
    last = Pattern(step=Every.MONTHS, day=LAST, count=3)
    assert occurrences(rule_of(last), date(2026, 12, 31), every_day())[1:] == (
        date(2027, 1, 31), date(2027, 2, 28),
    )  # fmt: skip


def test_a_month_without_a_31st_is_met_on_its_last_day() -> None:
    rule = rule_of(Pattern(step=Every.MONTHS, day=31, count=4))
    assert occurrences(rule, date(2026, 12, 31), every_day()) == (
        date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31),
    )  # fmt: skip


def test_a_first_day_off_does_not_turn_the_weekday() -> None:
    rule = rule_of(Pattern(step=Every.WEEKS, weekdays=(1,), count=3))
    found = series(rule, date(2026, 12, 8), INVENTORY)
    assert found.start == date(2026, 12, 9)
    assert occurrences(found.rule, found.start, INVENTORY) == (
        date(2026, 12, 9), date(2026, 12, 15), date(2026, 12, 22),
    )  # fmt: skip


def test_an_end_before_the_next_day_leaves_the_days_held() -> None:
    held = (date(2026, 12, 1), date(2026, 12, 8))
    rule = rule_of(Pattern(step=Every.WEEKS, weekdays=(1,), until=date(2026, 12, 10)))
    found = series(rule, date(2026, 12, 15), every_day(), held)
    assert found.rule == "HELD=0,7"
    assert occurrences(found.rule, found.start, every_day()) == held
    assert pattern_of(found.rule, found.start) == Pattern(step=Every.WEEKS, weekdays=(1,), count=2)


def test_what_was_held_is_not_begun_again_and_an_empty_series_is_refused() -> None:
    weekly = rule_of(Pattern(step=Every.WEEKS, weekdays=(1,), count=4))
    with pytest.raises(UserError) as begun:
        series(weekly, date(2026, 12, 1), every_day(), (date(2026, 12, 1),))
    assert begun.value.params["field"] == "start"
    ended = rule_of(Pattern(step=Every.WEEKS, weekdays=(1,), until=date(2026, 12, 2)))
    with pytest.raises(UserError) as empty:
        series(ended, date(2026, 12, 3), every_day())
    assert empty.value.code == "repeat_no_day"


def test_a_tuesday_moved_to_a_thursday_is_held_on_thursdays() -> None:
    found = series(
        rule_of(Pattern(step=Every.WEEKS, weekdays=(1,), count=3)), date(2026, 12, 1), CHINA
    )
    row = row_of(found.rule, found.start)
    moved = moved_dates(row, replace(row, start=date(2026, 12, 3)), CHINA)
    assert moved["repeats"] == "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=3"
    assert moved["target"] == date(2026, 12, 17)
    assert moved_dates(row, replace(row, title="Other"), CHINA) == {}


def test_a_rule_beyond_the_patterns_is_read_as_its_own() -> None:
    assert pattern_of("FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4", date(2026, 12, 1)) is None
    assert pattern_of("FREQ=WEEKLY;COUNT=4", date(2026, 12, 1)) == Pattern(
        step=Every.WEEKS, weekdays=(1,), count=4
    )
    assert pattern_of("FREQ=MONTHLY;COUNT=2", date(2026, 12, 8)) == Pattern(
        step=Every.MONTHS, day=8, count=2
    )


@pytest.mark.parametrize("rule", ["HELD=0,x", "FREQ=DAILY;COUNT=2;FROM=soon", "HELD=0;FROM=3"])
def test_our_own_parts_are_checked(rule: str) -> None:
    with pytest.raises(UserError):
        occurrences(rule, date(2026, 12, 1), CHINA)
