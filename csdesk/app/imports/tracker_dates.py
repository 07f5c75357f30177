"""Dates of a returned tracker: the order of day and month from all evidence, guesses for words."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from csdesk.app.imports.dates import DateError, DateOrder, decide_order, parse_date

_NUMBERS = re.compile(r"(\d{1,4})\s*[./\-年]\s*(\d{1,2})(?:\s*[./\-月]\s*(\d{1,4})\s*日?)?")
_HAN_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?")
_EN_DAY = re.compile(r"(?:(\d{1,2})\.?\s+)?([a-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?")
_HAN_PART = re.compile(r"(\d{1,2})\s*月\s*(底|末|初|中旬?|上旬|下旬)")
_IN = re.compile(r"in (\d{1,2}) (day|week|month)s?|(\d{1,2})\s*(天|周|週|个月|個月)[后後内內]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN_DAYS = "一二三四五六日"


def order_of(
    cells: Iterable[str | float | None], pairs: Sequence[tuple[str, str]]
) -> tuple[DateOrder | None, str]:
    """Return in which order the file writes day and month, and an example if that stays open.

    `pairs` are dates as written beside the dates that stood there when the file left: rows that
    nobody moved show how the program of the customer writes.
    """
    found = decide_order(cells)
    if found.order is not None:
        return found.order, ""
    votes = dict.fromkeys((DateOrder.DMY, DateOrder.MDY), 0)
    for written, before in pairs:
        for order in votes:
            votes[order] += _reads(written, order) == before
    if votes[DateOrder.DMY] != votes[DateOrder.MDY]:
        return max(votes, key=lambda order: votes[order]), ""
    return None, found.example


def _reads(text: str, order: DateOrder) -> str:
    try:
        return parse_date(text, order).isoformat()
    except DateError:
        return ""


def guess_date(text: str, today: date) -> date | None:
    """Return the day that words probably mean, never today for want of anything better."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    for guess in (_relative, _han, _english, _nearest):
        found = guess(words, today)
        if found is not None:
            return found
    return None


def _relative(words: str, today: date) -> date | None:
    if words in ("tomorrow", "明天"):
        return today + timedelta(days=1)
    if words in ("后天", "後天"):
        return today + timedelta(days=2)
    if match := _IN.search(words):
        count, unit = int(match[1] or match[3]), match[2] or match[4]
        days = {"day": 1, "天": 1, "week": 7, "周": 7, "週": 7}.get(unit, 30)
        return today + timedelta(days=count * days)
    monday = today - timedelta(days=today.weekday())
    if match := re.search(
        r"(下+|本|这|這)(?:个|個)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])?", words
    ):
        weeks = 7 * match[1].count("下")
        day = _HAN_DAYS.index(match[2].replace("天", "日")) if match[2] else 4
        return monday + timedelta(days=weeks + day)
    if match := re.search(r"\b(this|next|end of|end of next) week\b", words):
        return monday + timedelta(days=4 + (7 if "next" in match[1] else 0))
    if match := re.search(r"\b(next |this |on |by )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", words):
        ahead = (_DAYS.index(match[2]) - today.weekday()) % 7 or 7
        return today + timedelta(days=ahead)
    if re.search(r"\b(end of (the|this) month|eom)\b|^(本|这个|這個)?月底$", words):
        return today.replace(day=monthrange(today.year, today.month)[1])
    if re.search(r"\b(end of )?next month\b|下(个|個)?月底?", words):
        first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first.replace(day=monthrange(first.year, first.month)[1])
    return None


def _han(words: str, today: date) -> date | None:
    if match := _HAN_PART.search(words):
        month = int(match[1])
        if 1 <= month <= 12:
            year = _year(today, month)
            last = monthrange(year, month)[1]
            part = {"初": 5, "上": 10, "中": 15, "下": last, "底": last, "末": last}
            return date(year, month, part[match[2][0]])
    if match := _HAN_DAY.search(words):
        return _valid(_year(today, int(match[1])), int(match[1]), int(match[2]))
    return None


def _english(words: str, today: date) -> date | None:
    for match in _EN_DAY.finditer(words):
        if match[2][:3] not in _MONTHS:
            continue
        month = _MONTHS.index(match[2][:3]) + 1
        year = _year(today, month)
        last = monthrange(year, month)[1]
        if match[1] or match[3]:
            return _valid(year, month, int(match[1] or match[3]))
        before = words[: match.start()]
        if "mid" in before:
            return date(year, month, 15)
        if "early" in before or "begin" in before or "start" in before:
            return date(year, month, 5)
        return date(year, month, last)
    return None


def _nearest(words: str, today: date) -> date | None:
    """Return the last day of the month for a day that it does not have: 31/02 is 28 February."""
    match = _NUMBERS.search(words)
    if match is None:
        return None
    a, b = int(match[1]), int(match[2])
    c = int(match[3]) if match[3] else None
    if len(match[1]) == 4:
        return _valid(a, b, c or 1)
    month, day = (b, a) if b <= 12 else (a, b)
    if not 1 <= month <= 12:
        return None
    year = _year(today, month) if c is None else (c + 2000 if c < 100 else c)
    return _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1950 <= year <= 2200):
        return None
    return date(year, month, min(day, monthrange(year, month)[1]))


def _year(today: date, month: int) -> int:
    """Return the year of a month that is named without one: the nearest that is not long past."""
    if not 1 <= month <= 12:
        return today.year
    behind = today.month - month
    return today.year + 1 if behind > 6 else today.year - 1 if behind < -9 else today.year
