"""Reads a typed date the way people write one in a hurry."""

import re
from datetime import date, timedelta

from csdesk.domain.working_words import IsRest, read_working

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN_WEEKDAYS = "一二三四五六日"
_WORDS = {
    "today": 0,
    "今天": 0,
    "今日": 0,
    "tomorrow": 1,
    "明天": 1,
    "明日": 1,
    "yesterday": -1,
    "昨天": -1,
}
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_HAN = re.compile(r"(\d{1,2})月(\d{1,2})[日号號]?")
_PAIR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})\.?(?:[-/. ]?(\d{4}|\d{2}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?,?\s*(\d{4}|\d{2})?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2}),?\s*(\d{4})?")
_AHEAD = re.compile(r"([+-])(\d{1,3})([dw天周週]?)")


def parse_day(
    text: str, today: date, *, day_first: bool = True, is_rest: IsRest | None = None
) -> date | None:
    """Return the date that `text` means, or None if it means none.

    Knows `2026-11-24`, `24 Nov`, `Nov 24`, `24/11` (`11/24` unless `day_first`), `11月24日`, `24`,
    `fri`, `周五`, `today`, `+3`, `+2w`, `in 3 working days`, `3个工作日后` and `+3wd`. A missing
    year is the one that lies nearest to today; on the days of `is_rest` (without it weekends)
    nobody works.
    """
    words = " ".join(text.strip().casefold().split())
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    return (
        read_working(words, today, is_rest)
        or _relative(words, today)
        or _weekday(words, today)
        or _numbers(words, today, day_first=day_first)
        or _named_month(words, today)
    )


def _relative(words: str, today: date) -> date | None:
    found = _AHEAD.fullmatch(words)
    if found is None:
        return None
    days = int(found[2]) * (7 if found[3] in ("w", "周", "週") else 1)
    return today + timedelta(days=days if found[1] == "+" else -days)


def _weekday(words: str, today: date) -> date | None:
    wanted = None
    if words.isalpha() and words[:3] in _WEEKDAYS and words.isascii():
        wanted = _WEEKDAYS.index(words[:3])
    elif len(words) in (2, 3) and words[:-1] in ("周", "週", "星期"):
        last = "日" if words[-1] == "天" else words[-1]
        wanted = _HAN_WEEKDAYS.find(last) if last in _HAN_WEEKDAYS else None
    if wanted is None:
        return None
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _numbers(words: str, today: date, *, day_first: bool) -> date | None:
    if found := _ISO.fullmatch(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _HAN.fullmatch(words):
        return _near(int(found[1]), int(found[2]), today)
    if words.isdecimal() and len(words) <= 2:
        return _next_day(int(words), today)
    found = _PAIR.fullmatch(words)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    day, month = (first, second) if day_first else (second, first)
    if month > 12 >= day:
        day, month = month, day
    return _near(month, day, today, found[3])


def _named_month(words: str, today: date) -> date | None:
    if (found := _DAY_MONTH.fullmatch(words)) and found[2][:3] in _MONTHS:
        return _near(_MONTHS.index(found[2][:3]) + 1, int(found[1]), today, found[3])
    if (found := _MONTH_DAY.fullmatch(words)) and found[1][:3] in _MONTHS:
        return _near(_MONTHS.index(found[1][:3]) + 1, int(found[2]), today, found[3])
    return None


def _near(month: int, day: int, today: date, year: str | None = None) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = [_date(today.year + step, month, day) for step in (-1, 0, 1)]
    return min(
        (one for one in found if one is not None),
        key=lambda one: abs((one - today).days),
        default=None,
    )


def _next_day(day: int, today: date) -> date | None:
    for step in range(13):
        count = today.year * 12 + today.month - 1 + step
        found = _date(count // 12, count % 12 + 1, day)
        if found is not None and found >= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
