"""Dates as exports write them; the order of day and month is decided from the whole column."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from csdesk.app.imports.table import Cell, cell_text
from csdesk.domain.errors import N_


class DateOrder(StrEnum):
    """In which order the three numbers of a date stand."""

    YMD = "ymd"
    MDY = "mdy"
    DMY = "dmy"


@dataclass(frozen=True, slots=True)
class DateColumn:
    """What a column of dates proves. `order` None: it has dates that can be read in two ways.

    `example` is such a date, for the question; `unreadable` counts cells that are no dates.
    """

    order: DateOrder | None
    example: str = ""
    filled: int = 0
    unreadable: int = 0

    @property
    def is_dates(self) -> bool:
        """Say whether the column holds dates at all: most of its cells are."""
        return self.filled > 0 and self.unreadable <= self.filled * 0.2


class DateError(ValueError):
    """A text that is no date. `message` is a msgid, `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio", "feb february februar février febrero",
            "mar march märz mär mars marzo", "apr april avril abril aprile", "may mai mayo maggio",
            "jun june juni juin junio giugno", "jul july juli juillet julio luglio",
            "aug august août agosto", "sep sept september septembre septiembre settembre",
            "oct october oktober okt octobre octubre ottobre", "nov november novembre noviembre",
            "dec december dezember dez décembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_THREE = re.compile(r"(\d{1,4})\s*[./\-\s年]\s*(\d{1,2})\s*[./\-\s月]\s*(\d{1,4})\s*[日号號]?")
_COMPACT = re.compile(r"(19|20)\d{6}")
_ROC = re.compile(r"(?:民國|民国)\s*(\d{2,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_WORDS = re.compile(r"(?:[^\W\d]+[,.]?\s+)?(\d{1,2})[.\s\-/]*([^\W\d]{3,})[.,\s\-/]+(\d{4}|\d{2})")
_WORDS_US = re.compile(
    r"(?:[^\W\d]+,\s+)?([^\W\d]{3,})[.\s\-/]+(\d{1,2})(?:st|nd|rd|th)?[,\s\-/]+(\d{4})"
)
_TIME = re.compile(r"[T\s]+(?:上午|下午|早上|晚上)?\s*\d{1,2}[:时時点點]\d{0,2}.*$", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_BAD = N_("This is not a date that can be read.")
_NO_SUCH_DAY = N_("There is no such day in the calendar.")
_UNCLEAR = N_("This date can be read in two ways; say in which order the file writes dates.")


def decide_order(cells: Iterable[Cell]) -> DateColumn:
    """Decide from all cells of a column whether month or day comes first.

    True dates, `2026-03-04`, `4 Mar 2026` and Excel serials have one reading and prove nothing.
    One date above 12 in the first or second place proves the order; both proofs in one column
    leave it open, and so does a column where neither occurs.
    """
    filled = unreadable = ymd = 0
    first_big = second_big = 0
    example = ""
    seen: dict[str, tuple[str, bool, bool]] = {}
    for cell in cells:
        text = cell_text(cell)
        if not text:
            continue
        filled += 1
        if isinstance(cell, datetime):
            ymd += 1
            continue
        kind = seen.get(text)
        if kind is None:
            kind = _classify(text)
            if len(seen) < 50_000:
                seen[text] = kind
        name, big_first, big_second = kind
        if name == "open":
            first_big += big_first
            second_big += big_second
            if not example and not big_first and not big_second and not _same_numbers(text):
                example = text
        elif name == "bad":
            unreadable += 1
        else:
            ymd += 1
    if first_big and second_big:
        # One slip in a thousand does not make the column unclear; the row itself is rejected.
        low, high = sorted((first_big, second_big))
        if low > high * 0.02:
            return DateColumn(None, example, filled, unreadable)
    if first_big or second_big:
        order = DateOrder.DMY if first_big > second_big else DateOrder.MDY
        return DateColumn(order, "", filled, unreadable)
    if example:
        return DateColumn(None, example, filled, unreadable)
    return DateColumn(DateOrder.YMD, "", filled, unreadable)


def parse_date(cell: Cell, order: DateOrder | None, *, date_1904: bool = False) -> date:
    """Read one date. Raises `DateError` with the reason; never guesses, never answers today."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, bool):
        raise DateError("date_unreadable", _BAD)
    if isinstance(cell, int | float):
        return _from_serial(float(cell), date_1904)
    return _parse_text(cell_text(cell), order, date_1904)


@lru_cache(maxsize=65_536)
def _parse_text(text: str, order: DateOrder | None, date_1904: bool) -> date:
    body = _strip(text)
    if not body:
        raise DateError("date_empty", N_("The date is empty."))
    if _COMPACT.fullmatch(body):
        return _day(int(body[:4]), int(body[4:6]), int(body[6:]))
    if roc := _ROC.fullmatch(body):
        return _day(int(roc[1]) + 1911, int(roc[2]), int(roc[3]))
    if three := _THREE.fullmatch(body):
        return _from_three(three, order)
    if words := _WORDS.fullmatch(body):
        return _from_words(words[1], words[2], words[3])
    if words := _WORDS_US.fullmatch(body):
        return _from_words(words[2], words[1], words[3])
    if _SERIAL.fullmatch(body):
        return _from_serial(float(body), date_1904)
    raise DateError("date_unreadable", _BAD)


def _from_three(match: re.Match[str], order: DateOrder | None) -> date:
    a, b, c = (int(group) for group in match.groups())
    if len(match[1]) > 2:
        return _day(a, b, c)
    if order is DateOrder.YMD and len(match[3]) <= 2:
        return _day(_year(a), b, c)
    year = _year(c) if len(match[3]) <= 2 else c
    if a == b:
        return _day(year, a, b)
    if order is DateOrder.MDY:
        return _day(year, a, b)
    if order is DateOrder.DMY:
        return _day(year, b, a)
    if a > 12 >= b:
        return _day(year, b, a)
    if b > 12 >= a:
        return _day(year, a, b)
    raise DateError("date_ambiguous", _UNCLEAR)


def _from_words(day: str, month: str, year: str) -> date:
    number = _MONTHS.get(month.casefold().rstrip("."))
    if number is None:
        raise DateError("date_unreadable", _BAD)
    return _day(_year(int(year)) if len(year) == 2 else int(year), number, int(day))


def _from_serial(value: float, date_1904: bool) -> date:
    """Read an Excel serial number, day 1 = 1 January 1900 (with its 29 February) or 1904."""
    if not 1 <= value < 110_000:
        raise DateError("date_unreadable", _BAD)
    if date_1904:
        return date(1904, 1, 1) + timedelta(days=int(value))
    return date(1899, 12, 30) + timedelta(days=int(value))


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise DateError("date_no_such_day", _NO_SUCH_DAY) from error
    if not 1950 <= found.year <= 2200:
        raise DateError("date_unreadable", _BAD)
    return found


def _year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < 70 else 1900)


def _strip(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    without_time = _TIME.sub("", folded).strip()
    return re.sub(r"\s*[(（]?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天][)）]?$", "", without_time)


def _same_numbers(text: str) -> bool:
    match = _THREE.fullmatch(_strip(text))
    return match is not None and int(match[1]) == int(match[2])


def _classify(text: str) -> tuple[str, bool, bool]:
    """Return `open` for day and month in unknown order with which of them is above 12."""
    body = _strip(text)
    three = _THREE.fullmatch(body)
    if three and len(three[1]) <= 2 and "年" not in body:
        a, b = int(three[1]), int(three[2])
        if (a > 12 and b > 12) or a > 31 or b > 31:
            return "bad", False, False
        return "open", a > 12, b > 12
    try:
        _parse_text(text, None, False)
    except DateError:
        return "bad", False, False
    return "ok", False, False
