"""Dates as exports write them."""

from datetime import date, datetime

import pytest

from csdesk.app.imports.dates import DateError, DateOrder, decide_order, parse_date

THE_DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04", "2026/3/4", "2026.03.04", "20260304", "2026年3月4日",
        "2026年3月4日 上午 9:30", "2026-03-04T09:30:00Z", "2026-03-04 09:30",
        "民國115年3月4日", "4 Mar 2026", "4. März 2026",
        "March 4, 2026", "Mar 4 2026", "Wed, 4 Mar 2026", "2026-03-04（周三）", "46085",
    ],
)  # fmt: skip
def test_one_reading(text: str) -> None:
    assert parse_date(text, None) == THE_DAY


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("3/4/2026", DateOrder.MDY),
        ("03-04-2026", DateOrder.MDY),
        ("4.3.2026", DateOrder.DMY),
        ("04/03/26", DateOrder.DMY),
        ("26/03/04", DateOrder.YMD),
    ],
)
def test_by_order(text: str, order: DateOrder) -> None:
    assert parse_date(text, order) == THE_DAY


def test_true_dates_and_serials() -> None:
    assert parse_date(datetime(2026, 3, 4, 9), None) == THE_DAY
    assert parse_date(46085, None) == THE_DAY
    assert parse_date(46085 - 1462, None, date_1904=True) == THE_DAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2026", "date_no_such_day"),
        ("2026-02-30", "date_no_such_day"),
        ("13/13/2026", "date_no_such_day"),
        ("soon", "date_unreadable"),
        ("Q1 2026", "date_unreadable"),
        ("12", "date_unreadable"),
        ("", "date_empty"),
    ],
)
def test_never_guessed(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text, DateOrder.DMY)
    assert caught.value.code == code


def test_open_without_an_order() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("3/4/2026", None)
    assert caught.value.code == "date_ambiguous"
    assert parse_date("4/4/2026", None) == date(2026, 4, 4)


def test_the_whole_column_decides() -> None:
    assert decide_order(["1/2/2026", "10/31/2026"]).order is DateOrder.MDY
    assert decide_order(["1/2/2026", "31/10/2026"]).order is DateOrder.DMY
    assert decide_order(["2026-01-02", "", None]).order is DateOrder.YMD
    open_column = decide_order(["1/2/2026", "3/4/2026"])
    assert (open_column.order, open_column.example) == (None, "1/2/2026")
    assert decide_order(["1/2/2026", "13/1/2026", "1/13/2026"]).order is None
    slip = [f"{month}/{day}/2026" for month in range(1, 13) for day in range(13, 28)]
    assert decide_order([*slip, "31/02/2026"]).order is DateOrder.MDY
