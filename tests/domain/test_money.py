"""Amounts are read as a person reads them, or refused with the reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.money import (
    Amount,
    AmountError,
    DecimalStyle,
    decide_decimal_style,
    from_minor,
    parse_amount,
)

POINT, COMMA = DecimalStyle.POINT, DecimalStyle.COMMA


@pytest.mark.parametrize(
    ("text", "style", "currency", "expected"),
    [
        ("1,234.50", POINT, "USD", Amount(123450, "USD")),
        ("1.234,50", COMMA, "EUR", Amount(123450, "EUR")),
        ("1.234,50", None, "EUR", Amount(123450, "EUR")),
        ("1,234", POINT, "USD", Amount(123400, "USD")),
        ("1,234", COMMA, "EUR", Amount(123, "EUR")),
        ("¥12万", None, "CNY", Amount(12_000_000, "CNY")),
        ("¥12万", POINT, "USD", Amount(12_000_000, "CNY")),
        ("￥１２万", POINT, "USD", Amount(12_000_000, "CNY")),
        ("¥12万", POINT, "JPY", Amount(120_000, "JPY")),
        ("12萬元", POINT, "TWD", Amount(12_000_000, "TWD")),
        ("1.2亿", POINT, "CNY", Amount(12_000_000_000, "CNY")),
        ("1.2亿元", POINT, "USD", Amount(12_000_000_000, "CNY")),
        ("1亿2000万", POINT, "CNY", Amount(12_000_000_000, "CNY")),
        ("人民币 3,500 元", POINT, "CNY", Amount(350_000, "CNY")),
        ("12k", POINT, "USD", Amount(1_200_000, "USD")),
        ("3m", POINT, "USD", Amount(300_000_000, "USD")),
        ("$3.5M", POINT, "USD", Amount(350_000_000, "USD")),
        ("USD 12k", POINT, "EUR", Amount(1_200_000, "USD")),
        ("12k USD", POINT, "EUR", Amount(1_200_000, "USD")),
        ("12kUSD", POINT, "EUR", Amount(1_200_000, "USD")),
        ("HK$1,000", POINT, "USD", Amount(100_000, "HKD")),
        ("NT$1,000", POINT, "USD", Amount(100_000, "TWD")),
        ("$1,000", POINT, "TWD", Amount(100_000, "TWD")),
        ("500 kr", POINT, "NOK", Amount(50_000, "NOK")),
        ("-12", POINT, "USD", Amount(-1200, "USD")),
        ("(1,234.50)", POINT, "USD", Amount(-123450, "USD")),
        ("-$5", POINT, "USD", Amount(-500, "USD")),
        ("$-5", POINT, "USD", Amount(-500, "USD")),
        ("5-", POINT, "USD", Amount(-500, "USD")),
        ("−5 €", POINT, "USD", Amount(-500, "EUR")),
        ("1 234,50 €", COMMA, "USD", Amount(123450, "EUR")),
        ("1\u202f234,5", None, "EUR", Amount(123450, "EUR")),
        ("1'234.50", POINT, "CHF", Amount(123450, "CHF")),
        ("12,34,567.89", POINT, "INR", Amount(123456789, "INR")),
        ("JPY 1,000", POINT, "USD", Amount(1000, "JPY")),
        ("1.2E+06", POINT, "USD", Amount(120_000_000, "USD")),
        ("1054", POINT, "USD", Amount(105_400, "USD")),
        (".5", POINT, "USD", Amount(50, "USD")),
        ("10.005", POINT, "USD", Amount(1001, "USD")),
    ],
)
def test_reads(text: str, style: DecimalStyle | None, currency: str, expected: Amount) -> None:
    assert parse_amount(text, style, currency) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_empty"),
        ("   ", "amount_empty"),
        ("n/a", "amount_unreadable"),
        ("abc", "amount_unreadable"),
        ("12 of 13", "amount_unreadable"),
        ("1,2,3", "amount_unreadable"),
        ("1.2.3", "amount_unreadable"),
        ("12%", "amount_unreadable"),
        ("2026-01-02", "amount_unreadable"),
        ("12 apples", "amount_unreadable"),
        ("1,234", "amount_ambiguous"),
        ("1.234", "amount_ambiguous"),
        ("EUR 5 USD", "amount_two_currencies"),
        ("9" * 30, "amount_too_large"),
    ],
)
def test_refuses_with_reason(text: str, code: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text, None, "USD")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1,234.50", "12"], POINT),
        (["1.234,50", "1.234"], COMMA),
        (["12,5", "1.234"], COMMA),
        (["12.5", "1,234"], POINT),
        (["1,234.50", "1.234,50"], None),
        (["1,234"], None),
        (["1,234", "5,600", "12,000"], POINT),
        (["1.234", "5.600", "12.000"], COMMA),
        (["1,234,567"], POINT),
        (["1200", "", "n/a"], POINT),
        ([], POINT),
    ],
)
def test_column_decides(values: list[str], expected: DecimalStyle | None) -> None:
    assert decide_decimal_style(values) == expected


@given(st.integers(-(10**14), 10**14), st.sampled_from([POINT, COMMA]))
def test_what_is_written_is_read(minor: int, style: DecimalStyle) -> None:
    text = f"{from_minor(minor, 'USD'):,.2f}"
    if style is COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    assert parse_amount(text, style, "USD") == Amount(minor, "USD")


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        amount = parse_amount(text, None, "USD")
    except AmountError:
        return
    assert isinstance(from_minor(amount.minor, amount.currency), Decimal)
