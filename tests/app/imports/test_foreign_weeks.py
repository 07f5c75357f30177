"""Weeks named by a day in them, as people type them."""

from datetime import date

import pytest

from csdesk.app.imports.foreign_dates import DateWays, Span, Unclear, read_days

TODAY = date(2026, 11, 22)
WEEK = Span(date(2026, 3, 16), date(2026, 3, 20))


@pytest.mark.parametrize(
    "text",
    ["w/c 16 March", "Week commencing 16/03/2026", "week of 18 Mar", "W/E 20 March 2026",
     "3月16日当周", "3月18日那一週"],
)  # fmt: skip
def test_a_week_is_named_by_a_day_in_it(text: str) -> None:
    assert read_days(text, DateWays(today=TODAY, year=2026)) == WEEK


def test_a_week_of_a_day_without_a_year_is_asked_with_the_nearest() -> None:
    found = read_days("w/c 16 March", DateWays(today=TODAY))
    assert isinstance(found, Unclear)
    assert found.fault == "no_year"
    assert found.guess is not None
    assert found.guess.first.weekday() == 0


def test_a_guess_stays_in_the_year_of_the_file() -> None:
    found = read_days("around 16 March", DateWays(today=TODAY, year=2026))
    assert isinstance(found, Unclear)
    assert found.guess is None or found.guess.first.year == 2026
