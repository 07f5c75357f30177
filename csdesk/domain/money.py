"""Amounts as people and programs write them, read into integer minor units and a currency.

A text that has only one possible reading is read so; one that has two (`1,234`) is decided by its
column (`decide_decimal_style`) and refused while the column leaves it open. `Decimal` throughout.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from csdesk.domain.errors import N_

MAX_MINOR = 2**63 - 1


class DecimalStyle(StrEnum):
    """Which mark parts whole units from fractions in a column of amounts."""

    POINT = "point"  # 1,234.50
    COMMA = "comma"  # 1.234,50


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the currency's minor units (yen has none: 100 is 100 yen)."""

    minor: int
    currency: str


class AmountError(ValueError):
    """A text that is no amount, or more than one. `message` is a msgid, `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL")
_YUAN = ("CNY", "TWD", "HKD")
# Marks that several currencies share: the default currency if it is one of them, else the first.
_SHARED: dict[str, tuple[str, ...]] = {
    "$": _DOLLARS,
    "¥": ("CNY", "JPY"),
    "元": _YUAN,
    "圆": _YUAN,
    "圓": _YUAN,
    "块": _YUAN,
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "£": ("GBP", "EGP"),
}
_MARKS: dict[str, str] = {
    "US$": "USD", "U$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "S$": "SGD", "HK$": "HKD", "NT$": "TWD", "NZ$": "NZD", "MX$": "MXN", "R$": "BRL",
    "RMB": "CNY", "CN¥": "CNY", "JP¥": "JPY", "NTD": "TWD", "CNH": "CNY",
    "€": "EUR", "₹": "INR", "₩": "KRW", "₫": "VND", "฿": "THB", "₽": "RUB", "₺": "TRY",
    "₱": "PHP", "₴": "UAH", "₪": "ILS", "zł": "PLN", "zl": "PLN", "Kč": "CZK", "Ft": "HUF",
    "Fr": "CHF", "SFr": "CHF", "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
    "人民币": "CNY", "人民幣": "CNY", "人民币元": "CNY", "美元": "USD", "美金": "USD",
    "港元": "HKD", "港币": "HKD", "港幣": "HKD", "欧元": "EUR", "歐元": "EUR",
    "英镑": "GBP", "英鎊": "GBP", "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "円": "JPY",
    "台币": "TWD", "台幣": "TWD", "臺幣": "TWD", "新台币": "TWD", "新台幣": "TWD",
    "新臺幣": "TWD", "台币元": "TWD", "新加坡元": "SGD", "新币": "SGD", "韩元": "KRW",
}  # fmt: skip
_UNITS: dict[str, int] = {
    "k": 10**3, "tsd": 10**3, "thousand": 10**3, "千": 10**3, "仟": 10**3,
    "m": 10**6, "mn": 10**6, "mm": 10**6, "mio": 10**6, "mln": 10**6, "million": 10**6,
    "millions": 10**6, "millionen": 10**6,
    "b": 10**9, "bn": 10**9, "mrd": 10**9, "billion": 10**9, "billions": 10**9,
    "百": 10**2, "万": 10**4, "萬": 10**4, "w": 10**4, "十万": 10**5, "十萬": 10**5,
    "百万": 10**6, "百萬": 10**6, "千万": 10**7, "千萬": 10**7, "仟万": 10**7,
    "亿": 10**8, "億": 10**8, "十亿": 10**9, "十億": 10**9,
}  # fmt: skip
_FOLDED_MARKS = {mark.casefold(): code for mark, code in _MARKS.items()}
_FOLDED_SHARED = {mark.casefold(): codes for mark, codes in _SHARED.items()}

_NUMBER = re.compile(r"\d[\d.,' ]*(?:e[+-]?\d+)?|[.,]\d+", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"(\d+(?:[.,]\d+)?)e([+-]?\d+)", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:X\d{2,3})*X\d{3}")


@lru_cache(maxsize=256)
def minor_digits(currency: str) -> int:
    """Return how many digits the minor unit of `currency` has (USD 2, JPY 0)."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


@lru_cache(maxsize=1)
def _known_currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def is_currency(code: str) -> bool:
    """Tell whether `code` is an ISO 4217 code."""
    return code in _known_currencies()


def to_minor(value: Decimal, currency: str) -> int:
    """Return `value` units of `currency` in minor units, halves rounded away from zero."""
    scaled = value.scaleb(minor_digits(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_minor(minor: int, currency: str) -> Decimal:
    """Return the amount in whole units of `currency`."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def decide_decimal_style(values: Iterable[str]) -> DecimalStyle | None:
    """Decide from a whole column which mark is the decimal one.

    None: the values contradict each other, or some can be read both ways and nothing decides.
    A column of three or more values that all have three digits after one mark has groups of
    thousands: nobody writes money with three decimals throughout.
    """
    seen: set[DecimalStyle] = set()
    open_marks: list[str] = []
    for value in values:
        for number in _NUMBER.findall(_fold(value)):
            style, open_mark = _evidence(number.strip(" '"))
            if style is not None:
                seen.add(style)
            elif open_mark:
                open_marks.append(open_mark)
    if len(seen) == 1:
        return seen.pop()
    if seen:
        return None
    if not open_marks:
        return DecimalStyle.POINT
    if len(open_marks) >= 3 and len(set(open_marks)) == 1:
        return DecimalStyle.POINT if open_marks[0] == "," else DecimalStyle.COMMA
    return None


def parse_amount(text: str, style: DecimalStyle | None, default_currency: str) -> Amount:
    """Read one amount: `1,234.50`, `(12.00)`, `¥12万`, `1.2亿元`, `USD 12k`, `3m`, `-5 €`.

    Raises `AmountError` (a `ValueError`) with the reason when it is none or ambiguous.
    """
    folded = _fold(text)
    if not folded:
        raise AmountError("amount_empty", N_("The amount is empty."))
    negative, body = _take_sign(folded)
    total = pending = Decimal(0)
    marks: list[str] = []
    position = 0
    last_factor = 10**18
    for match in _NUMBER.finditer(body):
        before = body[position : match.start()]
        if position:
            factor, rest = _take_unit(before)
            # "1亿2000万" adds up; "12 and 13" does not.
            if factor == 1 or factor >= last_factor or rest:
                raise _unreadable()
            total += pending * factor
            last_factor = factor
        else:
            marks.append(before)
        pending = _read_number(match.group().strip(" '"), style)
        position = match.end()
    if not position:
        raise _unreadable()
    factor, rest = _take_unit(body[position:])
    if last_factor != 10**18 and factor >= last_factor:
        raise _unreadable()
    total += pending * factor
    marks.append(rest)
    currency = _currency(marks, default_currency)
    if total > MAX_MINOR:
        raise _too_large()
    minor = to_minor(-total if negative else total, currency)
    if abs(minor) > MAX_MINOR:
        raise _too_large()
    return Amount(minor, currency)


def _unreadable() -> AmountError:
    return AmountError("amount_unreadable", N_("This is not an amount that can be read."))


def _too_large() -> AmountError:
    return AmountError("amount_too_large", N_("The amount is too large to be kept."))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2019", "'")
    return " ".join(folded.replace("、", ",").split())


def _take_sign(text: str) -> tuple[bool, str]:
    negative = False
    body = text
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    if body.startswith(("-", "+")):
        negative, body = negative != body.startswith("-"), body[1:].strip()
    elif body.endswith("-"):
        negative, body = not negative, body[:-1].strip()
    else:
        inner = re.fullmatch(r"([^\d.,()-]+)-\s*(\d.*)", body)
        if inner is not None:
            negative, body = not negative, f"{inner.group(1)}{inner.group(2)}"
    return negative, body


def _evidence(number: str) -> tuple[DecimalStyle | None, str]:
    """Return what one number proves, or the mark that it leaves open."""
    number = number.replace(" ", "").replace("'", "")
    points, commas = number.count("."), number.count(",")
    if points and commas:
        point_last = number.rfind(".") > number.rfind(",")
        return (DecimalStyle.POINT if point_last else DecimalStyle.COMMA), ""
    if not points and not commas:
        return None, ""
    mark = "." if points else ","
    if max(points, commas) > 1:
        return (DecimalStyle.COMMA if mark == "." else DecimalStyle.POINT), ""
    whole, fraction = number.split(mark)
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return None, mark
    return (DecimalStyle.POINT if mark == "." else DecimalStyle.COMMA), ""


def _read_number(number: str, style: DecimalStyle | None) -> Decimal:
    scientific = _SCIENTIFIC.fullmatch(number)
    if scientific is not None:
        exponent = int(scientific.group(2))
        if abs(exponent) > 18:
            raise _unreadable()
        return Decimal(scientific.group(1).replace(",", ".")).scaleb(exponent)
    if re.search(r"e", number, re.IGNORECASE):
        raise _unreadable()
    compact = number.rstrip(".,")
    if re.search(r"[ ']", compact):
        compact = _drop_blank_groups(compact)
    proven, open_mark = _evidence(compact)
    chosen = proven or style
    if open_mark and chosen is None:
        raise AmountError(
            "amount_ambiguous",
            N_("This amount can be read in two ways: the comma or the point may part the cents."),
        )
    chosen = chosen or DecimalStyle.POINT
    decimal_mark, group_mark = (".", ",") if chosen is DecimalStyle.POINT else (",", ".")
    whole, _, fraction = compact.partition(decimal_mark)
    if group_mark in whole and not _GROUPED.fullmatch(whole.replace(group_mark, "X")):
        raise _unreadable()
    if group_mark in fraction or decimal_mark in fraction:
        raise _unreadable()
    return Decimal(f"{whole.replace(group_mark, '') or '0'}.{fraction or '0'}")


def _drop_blank_groups(number: str) -> str:
    whole = re.split(r"[.,]", number, maxsplit=1)[0]
    marks = {character for character in number if character in " '"}
    if len(marks) != 1 or not _GROUPED.fullmatch(whole.replace(marks.pop(), "X")):
        raise _unreadable()
    compact = number.replace(" ", "").replace("'", "")
    if len(compact) - len(whole.replace(" ", "").replace("'", "")) == 4:
        # Blanks already part the thousands, so the one mark left parts the fraction; a fourth
        # digit keeps "1 234.567" from being taken for a group.
        compact += "0"
    return compact


def _take_unit(text: str) -> tuple[int, str]:
    """Split what follows a number into its multiplier and the rest (a currency)."""
    stripped = text.strip().strip(".")
    folded = stripped.casefold()
    for length in range(len(folded), 0, -1):
        unit = folded[:length].rstrip(". ")
        after = folded[length : length + 1]
        if unit not in _UNITS:
            continue
        # "m" is a million, "mark" is not; "kr" is a currency, "k" a thousand.
        if (
            unit.isascii()
            and after.isalpha()
            and after.isascii()
            and folded[length:] not in {code.casefold() for code in _known_currencies()}
        ):
            continue
        return _UNITS[unit], stripped[length:].strip(" .")
    return 1, stripped


def _currency(marks: list[str], default: str) -> str:
    found: set[str] = set()
    for mark in marks:
        for word in mark.replace("/", " ").replace(":", " ").split():
            found.add(_currency_of(word.strip("."), default))
    if len(found) > 1 and "" in found:
        raise _unreadable()
    # "US$ 1,200 USD" names one currency twice.
    if len(found) > 1:
        raise AmountError("amount_two_currencies", N_("The amount names two currencies."))
    return found.pop() if found else default


def _currency_of(word: str, default: str) -> str:
    folded = word.casefold()
    if folded in _FOLDED_MARKS:
        return _FOLDED_MARKS[folded]
    if folded in _FOLDED_SHARED:
        candidates = _FOLDED_SHARED[folded]
        return default if default in candidates else candidates[0]
    if word.upper() in _known_currencies():
        return word.upper()
    if len(word) > 3 and not word.isascii() and word[-1] in "元整":
        return _currency_of(word[:-1], default)
    if word == "元整":
        return _currency_of("元", default)
    split = re.fullmatch(r"([A-Za-z]{3})([^\w\s]+)", word)
    if split is not None:
        code = _currency_of(split.group(1), default)
        _currency_of(split.group(2), default)
        return code
    raise _unreadable()
