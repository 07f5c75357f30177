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
    ],
)
def test_reads(text: str, expected: date) -> None:
    assert parse_day(text, TODAY) == expected


@pytest.mark.parametrize("text", ["", "soon", "31/02", "32", "2026-13-01", "4 foo"])
def test_refuses(text: str) -> None:
    assert parse_day(text, TODAY) is None


def test_month_first_where_that_is_usual() -> None:
    assert parse_day("12/4", TODAY, day_first=False) == date(2026, 12, 4)
    assert parse_day("24/12", TODAY, day_first=False) == date(2026, 12, 24)
