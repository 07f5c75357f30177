"""Days as they are said at a table: `next fri`, `in 2 weeks`, `下周五`, `3天後`, `12月1日`, `月底`,
`in 3 working days`, `3个工作日后`.

A promise lies ahead: a day without a year is the next such day. What can be read in two ways is
read in neither; `days_meant` offers both.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.domain.working_words import HAN_NUMBER, SAID, WORDS, IsRest, day_said, number_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_HAN_WEEKDAY = r"(?:周|週|星期|礼拜|禮拜)(?P<hanweekday>[一二三四五六日天])"
_END_BY = r"(?:\s*(?:之前|以前|为止|為止|前))?"
_BY = r"(?:(?P<by>by|until|till|before|on|due)\s+)?(?:the\s+)?"
_STOP = r"(?!\w|['’]\w)"

_Read = Callable[[re.Match[str], date], date | None]


@dataclass(frozen=True, slots=True)
class Said:
    """A day that stands at an edge of a text, with the place of its words."""

    day: date
    start: int
    end: int
    marked: bool = False  # said with `by` or 前: surely a date to keep


def day_at_start(
    text: str, today: date, *, month_first: bool = False, is_rest: IsRest | None = None
) -> Said | None:
    """Return the day that a text begins with; the text has no space before it.

    `is_rest` tells on which days nobody works, for who counts working days; without it weekends.
    """
    if (found := _WORKING_START.match(text)) is not None:
        return _worked(found, today, is_rest)
    for pattern, read, weak in _FORMS:
        found = pattern.match(text)
        if found is None:
            continue
        marked = _is_marked(found)
        if weak and not marked and not _ends_there(text, found):
            continue
        if found["word"].lower() in ("sat", "sun") and not marked:
            continue
        day = read(found, today)
        if day is not None:
            return Said(day, 0, found.end(), marked)
    return _short_at(_SHORT_START.match(text), today, month_first=month_first)


def day_at_end(
    text: str, today: date, *, month_first: bool = False, is_rest: IsRest | None = None
) -> Said | None:
    """Return the day that a text ends with; the text has no space after it. See `day_at_start`."""
    tail = max(0, len(text) - 48)
    if (working := _WORKING_END.search(text, tail)) is not None:
        return _worked(working, today, is_rest)
    best: Said | None = None
    for pattern, read, weak in _ENDS:
        found = pattern.search(text, tail)
        if found is None or (weak and not _begins_there(text, found)):
            continue
        if _is_repeated(text[: found.start()]):
            continue
        day = read(found, today)
        if day is not None and (best is None or found.start() < best.start):
            best = Said(day, found.start(), found.end(), _is_marked(found))
    if best is not None:
        return best
    return _short_at(_SHORT_END.search(text, tail), today, month_first=month_first)


def days_meant(text: str, today: date) -> tuple[date, ...]:
    """Return the days that a single word may mean: two for `3/4`, one for what is clear."""
    word = text.strip()
    found = _SHORT_START.fullmatch(word)
    if found is not None:
        first, second = int(found[1]), int(found[2])
        both = [_ahead(first, second, today), _ahead(second, first, today)]
        return tuple(dict.fromkeys(day for day in both if day is not None))
    said = day_at_end(word, today)
    return (said.day,) if said is not None and said.start == 0 else ()


def _worked(found: re.Match[str], today: date, is_rest: IsRest | None) -> Said:
    """Return a day that is so many working days ahead."""
    return Said(day_said(found, today, is_rest), found.start(), found.end(), _is_marked(found))


def _is_marked(found: re.Match[str]) -> bool:
    return bool(found["by"]) or found[0].rstrip().endswith("前")


def _ends_there(text: str, found: re.Match[str]) -> bool:
    return found.end() == len(text) or not text[found.end()].isalnum()


def _begins_there(text: str, found: re.Match[str]) -> bool:
    return found.start() == 0 or not text[found.start() - 1].isalnum()


def _is_repeated(before: str) -> bool:
    """Whether a day is one that has passed or comes again: 上周五, every fri."""
    rest = before.rstrip()
    last = rest.rsplit(None, 1)[-1].lower() if rest else ""
    return rest[-1:] in ("上", "每", "个", "個", "第") or last in {
        "last", "every", "each", "past", "previous", "since", "from", "of",
    }  # fmt: skip


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 2000 <= year <= 2200 else None


def _ahead(month: int, day: int, today: date, year: str | None = None) -> date | None:
    """Return the day in its year, or the next such day on or after `today`."""
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for step in range(9):  # until the next 29 February
        found = _date(today.year + step, month, day)
        if found is not None and found >= today:
            return found
    return None


def _month_end(today: date, months: int) -> date:
    count = today.year * 12 + today.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _of_month(today: date, months: int, day: int) -> date | None:
    end = _month_end(today, months)
    return _date(end.year, end.month, day)


def _iso(found: re.Match[str], today: date) -> date | None:
    return _date(int(found["y"]), int(found["m"]), int(found["d"]))


def _han_day(found: re.Match[str], today: date) -> date | None:
    return _ahead(int(found["m"]), int(found["d"]), today)


def _named(found: re.Match[str], today: date) -> date | None:
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    return _ahead(month, int(found["d"]), today, found["y"])


def _weekday_of(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("weekday"):
        return _WEEKDAYS.index(groups["weekday"][:3].lower())
    return "一二三四五六日".index(groups["hanweekday"].replace("天", "日"))


def _coming(found: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=(_weekday_of(found) - today.weekday() - 1) % 7 + 1)


def _of_week(found: re.Match[str], today: date) -> date | None:
    """Return a weekday of this week (None where it has passed), the next or the one after."""
    which = found["which"].lower()
    weeks = 1 if which == "next" else which.count("下")
    day = today + timedelta(days=7 * weeks + _weekday_of(found) - today.weekday())
    return day if day >= today else None


def _in(found: re.Match[str], today: date) -> date | None:
    text = found["n"].lower()
    unit = found["unit"].lower()
    if text == "半":
        return today + timedelta(days=15) if unit.endswith("月") else None
    n = WORDS.get(text) or number_of(text)
    if unit.startswith(("month", "mo")) or unit.endswith("月"):
        end = _month_end(today, n)
        return end.replace(day=min(today.day, end.day))
    week = unit.startswith("w") or unit.endswith(("周", "週", "星期", "礼拜", "禮拜"))
    return today + timedelta(days=n * (7 if week else 1))


def _near(found: re.Match[str], today: date) -> date | None:
    word = " ".join(found["word"].lower().split())
    return today + timedelta(days=_NEAR[word])


def _next_week(found: re.Match[str], today: date) -> date:
    """Return the Friday of the next week: until its end there is time."""
    return today + timedelta(days=11 - today.weekday())


_NEAR = {
    "today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1,
    "day after tomorrow": 2, "后天": 2, "後天": 2, "大后天": 3, "大後天": 3,
}  # fmt: skip


def _end(found: re.Match[str], today: date) -> date | None:
    word = " ".join(found["word"].lower().split())
    if "year" in word or word == "eoy" or "年" in word:
        return date(today.year, 12, 31)
    if "week" in word or word == "eow":
        return today + timedelta(days=(4 - today.weekday()) % 7 + (7 if "next" in word else 0))
    return _month_end(today, 1 if "next" in word or "下" in word else 0)


def _han_month_day(found: re.Match[str], today: date) -> date | None:
    day = _of_month(today, 1 if "下" in found["which"] else 0, int(found["d"]))
    return day if day is not None and day >= today else None


_NUMBERED = ("间", "間", "室", "楼", "樓", "栋", "棟", "座", "层", "層", "店", "门", "門", "桌",
             "厅", "廳", "仓", "倉", "库", "庫", "机", "機", "线", "線", "柜", "櫃")  # fmt: skip


def _bare_day(found: re.Match[str], today: date) -> date | None:
    """Return the next 3rd for 3号, unless the number is that of a room, a shop, a machine."""
    if found.string[: found.start("d")].rstrip().endswith(_NUMBERED):
        return None
    for months in range(13):
        day = _of_month(today, months, int(found["d"]))
        if day is not None and day >= today:
            return day
    return None


def _form(body: str, *, han: bool = False) -> str:
    """Return a form with what marks it as a day to keep; every form has `by` and `word`."""
    if han:
        return rf"(?P<by>(?!))?(?P<word>{body}){_END_BY}"
    return rf"{_BY}(?P<word>{body}){_STOP}"


def _in_short(found: re.Match[str], today: date) -> date | None:
    unit = found["unit"] or "d"
    n = int(found["n"])
    if unit.startswith("m"):
        end = _month_end(today, n)
        return end.replace(day=min(today.day, end.day))
    return today + timedelta(days=n * (7 if unit[0] in "w周週" else 1))


def _near_english(found: re.Match[str], today: date) -> date | None:
    word = " ".join(found["word"].lower().removeprefix("the ").split())
    return today + timedelta(days=_NEAR[word])


# Pattern, reader, and whether the words mean something else unless they stand alone.
_RAW: tuple[tuple[str, _Read, bool], ...] = (
    (_form(r"(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"), _iso, False),
    (_form(r"(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]?", han=True),
     _iso, False),
    (_form(r"(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})(?:\s*[日号號]|(?!\d))", han=True),
     _han_day, False),
    (_form(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}(?:,?\s+(?P<y>20\d\d))?"),
     _named, False),
    (_form(rf"{_MONTH}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>20\d\d))?"), _named, False),
    (_form(rf"(?P<which>next|this)\s+{_WEEKDAY}"), _of_week, False),
    (_form(rf"(?P<which>下+|本|这|這)(?:个|個)?{_HAN_WEEKDAY}", han=True), _of_week, False),
    (_form(r"next\s+week"), _next_week, False),
    (_form(r"下(?:个|個)?(?:周|週|星期|礼拜|禮拜)(?![一二三四五六日天])", han=True),
     _next_week, False),
    (_form(rf"{_WEEKDAY}"), _coming, True),
    (_form(_HAN_WEEKDAY, han=True), _coming, False),
    (_form(r"in\s+(?P<n>\d{1,3}|an?|one|two|three|four|five|six)\s*"
           r"(?P<unit>days?|d|weeks?|wks?|w|months?|mo)"), _in, False),
    (_form(r"\+\s*(?P<n>\d{1,3})\s*(?P<unit>days?|d|weeks?|wks?|w|months?|mo|天|周|週)?"),
     _in_short, False),
    (_form(rf"(?P<n>{HAN_NUMBER})\s*(?:个|個)?(?P<unit>天|日|周|週|星期|礼拜|禮拜|月)"
           r"(?:之|以)?(?:后|後|内|內)", han=True), _in, False),
    (_form(r"(?:the\s+)?day\s+after\s+tomorrow|tomorrow|today"),
     _near_english, True),
    (_form(r"大后天|大後天|后天|後天|明天|明日|今天|今日", han=True), _near, False),
    (_form(r"end\s+of\s+(?:the\s+|this\s+|next\s+)?(?:month|week|year)|"
           r"(?:next\s+)?month[- ]end|eom|eow|eoy"), _end, False),
    (_form(r"(?:本月|这个月|這個月|下个月|下個月|下月|月|本年|今年|年)(?:底|末)", han=True),
     _end, False),
    (_form(r"(?P<which>本月|这个月|這個月|下个月|下個月|下月)\s*(?P<d>\d{1,2})\s*[日号號]",
           han=True), _han_month_day, False),
    (_form(r"(?<![\d月])(?P<d>\d{1,2})\s*[日号號]", han=True), _bare_day, True),
)  # fmt: skip


_FORMS = tuple((re.compile(body, re.IGNORECASE), read, weak) for body, read, weak in _RAW)
_ENDS = tuple(
    (re.compile(rf"(?<![A-Za-z\d+.])(?:{body})$", re.IGNORECASE), read, weak)
    for body, read, weak in _RAW
)
_WORKING_START = re.compile(f"{_BY}{SAID}", re.IGNORECASE)
_WORKING_END = re.compile(rf"(?<![A-Za-z\d+.])(?:{_BY}{SAID})$", re.IGNORECASE)
_SHORT_START = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_SHORT_END = re.compile(r"(?<![\d/\w])(\d{1,2})/(\d{1,2})$")


def _short_at(found: re.Match[str] | None, today: date, *, month_first: bool) -> Said | None:
    """Return `24/11`, whose order shows; `3/4` only where the language fixes the order."""
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if month_first or second > 12:
        month, day = first, second
    elif first > 12 or first == second:
        month, day = second, first
    else:
        return None
    when = _ahead(month, day, today)
    return None if when is None else Said(when, found.start(), found.end())
