"""Working days as they are said: `in 3 working days`, `+3wd`, `3个工作日后`, `三個工作日內`.

They count from the day after today; today is not one of them.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

IsRest: TypeAlias = Callable[[date], bool]

HAN_NUMBER = r"\d{1,3}|[一二两兩三四五六七八九]?十[一二三四五六七八九]?|[一二两兩三四五六七八九半]"
WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_DIGITS = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
           "八": 8, "九": 9}  # fmt: skip
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(WORDS)})"
_DAYS = r"[\s-]*(?:working|business|work)[\s-]*days?(?!\w)"
_LATER = r"\s+(?:from\s+(?:now|today)|later)(?!\w)"
_HAN = rf"(?P<han>(?!半)(?:{HAN_NUMBER}))\s*(?:个|個)?工作[日天]"
# As one of other words it must say that it lies ahead: "test it for 3 working days" is a length.
SAID = (
    rf"(?:(?:in|within|after)\s+{_N}{_DAYS}|\+\s*(?P<plus>\d{{1,3}})\s*wd(?!\w)"
    rf"|(?P<later>\d{{1,3}}|{'|'.join(WORDS)}){_DAYS}{_LATER}"
    rf"|{_HAN}(?:之|以)?(?:后|後|内|內)(?:\s*(?:之前|以前|前))?)"
)
_ALONE = re.compile(
    rf"(?:(?:in|within|after)\s+)?{_N}{_DAYS}(?:{_LATER})?|\+?\s*(?P<plus>\d{{1,3}})\s*wd"
    rf"|\+?\s*{_HAN}(?:(?:之|以)?(?:后|後|内|內))?",
    re.IGNORECASE,
)


def is_weekend(day: date) -> bool:
    """Whether nobody works on a day, where no calendar is known."""
    return day.weekday() >= 5


def number_of(text: str) -> int:
    """Return a number written in digits or Chinese signs."""
    if text.isdecimal():
        return int(text)
    if text in _DIGITS:
        return _DIGITS[text]
    tens, _, ones = text.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def working_day(today: date, count: int, is_rest: IsRest | None = None) -> date:
    """Return the `count`th working day after today; 0 is today, or the next one that is worked."""
    rest = is_rest or is_weekend
    day, left = today, count
    for _ in range(3 * count + 400):  # a calendar that rests for ever ends somewhere
        if left <= 0 and not rest(day):
            break
        day += timedelta(days=1)
        left -= not rest(day)
    return day


def read_working(text: str, today: date, is_rest: IsRest | None = None) -> date | None:
    """Return the day that a text of working days alone means, None for any other text."""
    found = _ALONE.fullmatch(text.strip())
    return None if found is None else day_said(found, today, is_rest)


def day_said(found: re.Match[str], today: date, is_rest: IsRest | None = None) -> date:
    """Return the day that a match of the forms here means."""
    groups = found.groupdict()
    said = next(groups[key] for key in ("n", "plus", "later", "han") if groups.get(key))
    count = WORDS.get(said.lower()) or number_of(said)
    return working_day(today, count, is_rest)
