"""Typed dates."""

from datetime import date

import pytest

from csdesk.ui.delegates.date_text import parse_day

TODAY = date(2026, 11, 30)  # a Monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        ("2026/1/4", date(2026, 1, 4)),
        ("2026年12月4日", date(2026, 12, 4)),
        ("4 Dec", date(2026, 12, 4)),
        ("4dec", date(2026, 12, 4)),
        ("Dec 4, 2027", date(2027, 12, 4)),
        ("15 January", date(2027, 1, 15)),
        ("4/12", date(2026, 12, 4)),
        ("12月4日", date(2026, 12, 4)),
        ("1月15日", date(2027, 1, 15)),
        ("24", date(2026, 12, 24)),
        ("31", date(2026, 12, 31)),
        ("fri", date(2026, 12, 4)),
        ("Monday", date(2026, 12, 7)),
        ("周五", date(2026, 12, 4)),
        ("星期天", date(2026, 12, 6)),
        ("today", TODAY),
        ("明天", date(2026, 12, 1)),
        ("+3", date(2026, 12, 3)),
        ("+2w", date(2026, 12, 14)),
        ("-1", date(2026, 11, 29)),
        ("in 3 working days", date(2026, 12, 3)),
        ("5 working days", date(2026, 12, 7)),
        ("ten business days from now", date(2026, 12, 14)),
        ("1 workday", date(2026, 12, 1)),
        ("+3wd", date(2026, 12, 3)),
        ("3个工作日后", date(2026, 12, 3)),
        ("3個工作日後", date(2026, 12, 3)),
        ("十个工作日内", date(2026, 12, 14)),
        ("两个工作日", date(2026, 12, 2)),
    ],
)
def test_reads(text: str, expected: date) -> None:
    assert parse_day(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "半个工作日",
        "working days",
        "3 working dayss",
        "31/02",
        "32",
        "2026-13-01",
        "4 foo",
    ],
)
def test_refuses(text: str) -> None:
    assert parse_day(text, TODAY) is None


def test_working_days_count_on_the_calendar_that_is_known() -> None:
    from csdesk.domain.calendar import WorkCalendar

    china = WorkCalendar(country="CN")

    def is_rest(day: date) -> bool:
        return not china.is_working(day)

    # Before the National Day of 2026: 1 to 7 October are off, 20 September and 10 October worked.
    assert parse_day("3个工作日后", date(2026, 9, 29), is_rest=is_rest) == date(2026, 10, 9)
    assert parse_day("3 working days", date(2026, 9, 29)) == date(2026, 10, 2)
    assert parse_day("2 working days", TODAY, is_rest=lambda _: True) is not None


def test_month_first_where_that_is_usual() -> None:
    assert parse_day("12/4", TODAY, day_first=False) == date(2026, 12, 4)
    assert parse_day("24/12", TODAY, day_first=False) == date(2026, 12, 24)
