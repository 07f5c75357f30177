"""Working days equal the published ones, and counting them is one arithmetic."""

import csv
import json
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from holidays import country_holidays, list_supported_countries
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.calendar import Calendars, WorkCalendar, same_calendars, standard_week
from csdesk.domain.codes import Side
from csdesk.domain.errors import UserError
from csdesk.domain.records import Calendar, DayOff

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
CALENDARS = st.sampled_from(
    [
        WorkCalendar(),
        WorkCalendar(country="CN"),
        WorkCalendar(country="US", region="CA"),
        WorkCalendar(country="SA", week="1111001"),
        WorkCalendar(week="0000010"),
        WorkCalendar(
            country="DE", own_days={date(2026, 8, day): (False, "Works") for day in range(3, 22)}
        ),
    ]
)


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_china_as_published(shared_data: Path, year: int, days: int) -> None:
    china = WorkCalendar(country="CN")
    published = json.loads((shared_data / "calendars" / f"{year}.json").read_text("utf-8"))["days"]
    for entry in published:
        day = date.fromisoformat(entry["date"])
        assert china.is_working(day) is not entry["isOffDay"], day
    assert china.span(date(year, 1, 1), date(year, 12, 31)) == days
    assert china.is_published(year)


def test_united_states_as_published(shared_data: Path) -> None:
    states = WorkCalendar(country="US")
    with (shared_data / "calendars" / "us_federal_2023_2028.csv").open(encoding="utf-8") as file:
        off = {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}
    day = date(2023, 1, 1)
    while day.year < 2029:
        assert states.is_working(day) == (day.weekday() < 5 and day not in off), day
        day += timedelta(1)


def test_a_year_not_yet_published_is_said() -> None:
    china = WorkCalendar(country="CN")
    assert not china.is_published(2029)
    if version("holidays") == "0.109":  # the release that is pinned knows 2026 as the last one
        assert china.span(date(2027, 1, 1), date(2027, 12, 31)) == 248
        assert china.unpublished_years(date(2026, 1, 1), date(2027, 12, 31)) == (2027,)
    assert 2028 in china.unpublished_years(date(2025, 5, 1), date(2028, 1, 1))
    assert WorkCalendar(country="US").unpublished_years(date(2025, 1, 1), date(2029, 1, 1)) == ()
    assert WorkCalendar().unpublished_years(date(2025, 1, 1), date(2099, 1, 1)) == ()
    together = Calendars(us=WorkCalendar(country="US"), customer=china, third=china, project=china)
    assert together.unpublished_years(date(2026, 1, 1), date(2029, 1, 1))[-1] == 2029
    assert together.of(Side.CUSTOMER) is together.of(Side.THIRD) is china


def test_an_unknown_country_is_said() -> None:
    nowhere = WorkCalendar(country="XX")
    assert not nowhere.holidays_known
    assert not nowhere.is_published(2026)
    assert nowhere.is_working(date(2026, 12, 25))


def test_names_in_the_asked_language() -> None:
    china = WorkCalendar(country="CN", own_days={date(2026, 7, 1): (False, "司庆")})
    assert china.name_on(date(2026, 2, 17), "zh_CN") == "春节"
    assert china.name_on(date(2026, 2, 17), "zh_TW") == "春節"
    assert "Chinese New Year" in china.name_on(date(2026, 2, 17), "en")
    assert china.name_on(date(2026, 7, 1)) == "司庆"
    assert not china.is_working(date(2026, 7, 1))
    assert china.name_on(date(2026, 7, 2)) == ""


def test_from_records() -> None:
    calendar = WorkCalendar.of(
        Calendar(name="ours", country="US"),
        [
            DayOff(calendar_id=1, day=date(2026, 11, 27), name="Day after"),
            DayOff(calendar_id=1, day=date(2026, 11, 28), works=True),
        ],
    )
    assert not calendar.is_working(date(2026, 11, 26))
    assert not calendar.is_working(date(2026, 11, 27))
    assert calendar.is_working(date(2026, 11, 28))


def test_late_counts_the_owners_working_days() -> None:
    plain = WorkCalendar()
    friday, saturday, monday = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
    assert plain.late_days(friday, friday) == 0
    assert plain.late_days(friday, saturday) == 1
    assert plain.late_days(friday, monday) == 1
    assert plain.late_days(friday, date(2026, 11, 30)) == 6
    assert plain.days_after(monday, friday) == -1


def test_a_week_needs_a_working_day() -> None:
    with pytest.raises(UserError):
        WorkCalendar(week="0000000")
    assert standard_week("SA") == "1111001"
    assert standard_week("XX") == "1111100"


def test_the_ends_of_time_hold() -> None:
    plain = WorkCalendar()
    assert plain.add(date(9999, 12, 20), 50) == date.max
    assert plain.add(date(1, 1, 3), -50) == date.min
    assert plain.is_working(date(1, 1, 2))


@given(CALENDARS, st.dates(), st.integers(-300_000, 300_000))
def test_far_away_weeks_are_plain(calendar: WorkCalendar, day: date, days: int) -> None:
    start = calendar.next_working(day)
    moved = calendar.add(start, days)
    if date.min < moved < date.max and start < date.max:
        assert calendar.is_working(moved)
        assert calendar.days_after(start, moved) == days


@given(CALENDARS, DAYS, st.integers(-400, 400))
def test_adding_and_counting_are_inverse(calendar: WorkCalendar, day: date, days: int) -> None:
    start = calendar.next_working(day)
    moved = calendar.add(start, days)
    assert calendar.is_working(moved)
    assert calendar.days_after(start, moved) == days


@given(CALENDARS, DAYS, DAYS)
def test_counting_equals_looking_at_each_day(calendar: WorkCalendar, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    each = [first + timedelta(n) for n in range((last - first).days + 1)]
    worked = [day for day in each if calendar.is_working(day)]
    assert calendar.span(first, last) == len(worked)
    assert calendar.days_after(first, last) == len(worked) - (first in worked)
    assert calendar.days_after(last, first) == -calendar.days_after(first, last)


@given(CALENDARS, DAYS, st.integers(1, 200))
def test_start_and_finish_span_the_duration(
    calendar: WorkCalendar, day: date, duration: int
) -> None:
    finish = calendar.finish_of(day, duration)
    assert calendar.span(day, finish) == duration
    assert calendar.start_of(finish, duration) == calendar.next_working(day)


@given(DAYS, DAYS)
def test_tables_grow_the_same_from_any_side(a: date, b: date) -> None:
    one, other = WorkCalendar(country="CN"), WorkCalendar(country="CN")
    one.next_working(a)
    other.next_working(b)
    assert one.days_after(a, b) == other.days_after(a, b)
    assert same_calendars(one).project.add(a, 10) == other.add(a, 10)


@pytest.mark.parametrize("country", ["BY", "CN", "HU", "KZ", "LV", "PH", "RU", "TH", "UZ", "VN"])
def test_where_days_are_moved_every_year_the_years_ahead_are_not_guessed(country: str) -> None:
    calendar = WorkCalendar(country=country)
    last = calendar.published_through(2026)
    assert last is not None
    assert not calendar.is_published(last + 1)
    assert calendar.unpublished_years(date(2035, 1, 1), date(2035, 12, 31)) == (2035,)


def test_no_country_that_moves_days_again_and_again_counts_as_settled() -> None:
    moving = set()
    for country in list_supported_countries(include_aliases=False):
        known = country_holidays(country, years=range(2021, 2027))
        if len({day.year for day in known.weekend_workdays if day.year > 2020}) > 2:
            moving.add(country)
    moving.discard("TW")  # its law of 2025 ended the make-up days
    assert {"CN", "RU", "VN"} <= moving
    assert not {one for one in moving if WorkCalendar(country=one).is_published(2035)}
