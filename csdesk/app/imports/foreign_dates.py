"""Days and lengths as people type them: ranges in one cell, week numbers, days without a year.

What a cell says surely becomes dates. Everything else is `Unclear`, with a guess that a person may
take: nothing is guessed into a value here.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from csdesk.app.imports.dates import DateError, DateOrder, parse_date
from csdesk.app.imports.foreign_book import day_of_cell
from csdesk.app.imports.foreign_words import is_nothing
from csdesk.app.imports.tracker_book import BookCell, cell_fault
from csdesk.app.imports.tracker_dates import guess_date

Weeks = Literal["", "year", "project"]


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a cell names; one day gives the same twice."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell that does not say surely what it means: a stable code, and what it may mean."""

    fault: str
    guess: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DateWays:
    """How a file writes dates, as far as it is known.

    `year` is that of days without one, `monday` the first week of a project whose weeks are
    counted from its start (`weeks` "project").
    """

    today: date
    order: DateOrder | None = None
    year: int | None = None
    weeks: Weeks = ""
    monday: date | None = None
    date_1904: bool = False
    han: bool = False  # the file is Chinese: the month stands before the day


@dataclass(frozen=True, slots=True)
class _Part:
    day: int
    month: int | None = None
    year: int | None = None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TH = r"(\d{1,2})(?:st|nd|rd|th)?"
_HAN = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?")
_HAN_YEAR = re.compile(r"(20\d\d|\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?")
_ROC = re.compile(r"(1[0-4]\d)\s*[/.\-年]\s*(\d{1,2})\s*[/.\-月]\s*(\d{1,2})\s*日?")
_SHORT = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_EN_FIRST = re.compile(rf"{_NAME}\s*{_TH}(?:\s*,?\s*(20\d\d))?")
_EN_LAST = re.compile(rf"{_TH}\s*(?:of\s+)?[-\s]?{_NAME}(?:[-,\s]+(20\d\d))?")
_EN_DAYS = re.compile(rf"{_NAME}\s*{_TH}\s*(?:-|~|–|to)\s*{_TH}(?:\s*,?\s*(20\d\d))?")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\s*[日号號])?")
_WEEKDAY = re.compile(
    r"[\s(]+(?:周|週|星期|礼拜|禮拜)[一二三四五六日天][)\s]*$|"
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
)
_WEEK = re.compile(
    r"(?:(20\d\d)\s*年?\s*[-/ ]?\s*)?(?:(?:weeks?|wk|w|kw|cw|第)\s*[-.]?\s*(\d{1,2})\s*(?:周|週)?|"
    r"(\d{1,2})\s*(?:周|週))(?:\s*[,/]?\s*(20\d\d))?"
)
_WEEKS = re.compile(
    r"(?:(20\d\d)\s*年?\s*[-/ ]?\s*)?(?:weeks?|wk|w|kw|cw|第)?\s*(\d{1,2})\s*(?:周|週)?\s*"
    r"(?:-|~|至|到|to)\s*(?:weeks?|wk|w|kw|cw|第)?\s*(\d{1,2})\s*(?:周|週)?"
)
_WEEK_OF = re.compile(
    r"(?:w/c|w/b|(?:week|wk)\.?\s+(?:commencing|beginning|starting|of))\s+(.+)|"
    r"(.+?)\s*(?:当周|當週|那周|那週|那一周|那一週|所在周|所在週)"
)
_WEEK_TO = re.compile(r"(?:w/e|(?:week|wk)\.?\s+ending)\s+(.+)")
_RANGE = re.compile(r"\s*(?:~|→|–|—|至|到|\bto\b|\buntil\b|\bthru\b|\bthrough\b|-{2,}|\s-\s)\s*")
_MONTH_ONLY = re.compile(
    rf"(?:(20\d\d)\s*[年/.\-]\s*(\d{{1,2}})\s*月?|(\d{{1,2}})\s*月(?:份)?|{_NAME}(?:\s*,?\s*(20\d\d))?|"
    r"(?:(20\d\d)\s*[-年/ ]?\s*)?q([1-4])(?:\s*[-/ ]?\s*(20\d\d))?|"
    r"(?:(20\d\d)\s*年?\s*)?第?([一二三四])季度)"
)


def read_days(cell: BookCell, ways: DateWays) -> Span | Unclear | None:
    """Return the days that a cell names, None for an empty one or one that stands for nothing."""
    if cell is None or isinstance(cell, bool):
        return None
    if (day := day_of_cell(cell)) is not None:
        return Span(day, day)
    if (fault := cell_fault(cell)) is not None:
        return Unclear(fault[0])
    if isinstance(cell, int | float):
        return _number(cell, ways)
    text = _folded(cell)
    if not text or is_nothing(text):
        return None
    return _text(text, ways)


def typed_days(cells: Iterable[BookCell]) -> list[str]:
    """Return what is typed as text in columns of days, each end of a range by itself."""
    found: list[str] = []
    for cell in cells:
        if isinstance(cell, str) and cell and cell[:1] >= " ":
            found += [part.strip() for part in _RANGE.split(_folded(cell)) if part.strip()]
    return found


def short_order(texts: Iterable[str]) -> DateOrder | None:
    """Return the order that days without a year prove: one of their numbers is above 12."""
    votes = set()
    for text in texts:
        if (match := _SHORT.fullmatch(text)) is not None:
            a, b = int(match[1]), int(match[2])
            if a > 12 >= b:
                votes.add(DateOrder.DMY)
            elif b > 12 >= a:
                votes.add(DateOrder.MDY)
    return votes.pop() if len(votes) == 1 else None


def is_without_year(text: str) -> bool:
    """Whether a text is a day, or a range of days, that leaves its year to the reader."""
    return not re.search(r"(19|20)\d\d", text) and any(
        form.fullmatch(part.strip())
        for part in _RANGE.split(_folded(text))
        for form in (_HAN, _SHORT, _EN_FIRST, _EN_LAST)
    )


def month_of(text: str) -> int | None:
    """Return the month of a day without a year, where the month is named."""
    folded = _folded(text)
    if match := _HAN.match(folded):
        return int(match[1])
    if match := _EN_FIRST.match(folded):
        return _MONTHS.index(match[1][:3]) + 1
    if match := _EN_LAST.match(folded):
        return _MONTHS.index(match[2][:3]) + 1
    return None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().strip(" \t\r\n。;；")
    plain = re.sub(r"[～〜∼]", "~", re.sub(r"[‐‑‒−－]", "-", plain))
    return _WEEKDAY.sub("", " ".join(plain.split())).strip()


def _number(value: float, ways: DateWays) -> Span | Unclear:
    """Read a number: a serial of Excel, or eight digits of a date."""
    whole = int(value)
    if 19_500_101 <= whole <= 22_001_231 and whole == value:
        return _one(str(whole), ways)
    if 18_000 <= value <= 80_000:
        day = parse_date(value, None, date_1904=ways.date_1904)
        return Span(day, day)
    return Unclear("date_unreadable")


def _text(text: str, ways: DateWays) -> Span | Unclear:
    if _WEEK.fullmatch(text) or (_WEEKS.fullmatch(text) and re.search("[周週wk第]", text)):
        return _weeks(text, ways)
    if (_MONTH_ONLY.fullmatch(text)) is not None:
        return _month(text, ways)
    if (week := _WEEK_OF.fullmatch(text) or _WEEK_TO.fullmatch(text)) is not None:
        return _week_of(week, ways)
    found = _one(text, ways)
    if isinstance(found, Span) or found.fault in ("date_ambiguous", "date_no_such_day", "no_year"):
        return found
    return _range(text, ways) or found


def _one(text: str, ways: DateWays) -> Span | Unclear:
    """Read one day."""
    part = _part(text, ways)
    if isinstance(part, Unclear):
        return part
    day = _day(part, ways)
    return day if isinstance(day, Unclear) else Span(day, day)


def _part(text: str, ways: DateWays) -> _Part | Unclear:
    order = ways.order or (DateOrder.YMD if ways.han else None)
    if not _SHORT.fullmatch(text):
        try:
            day = parse_date(text, order, date_1904=ways.date_1904)
        except DateError as error:
            if error.code in ("date_ambiguous", "date_no_such_day"):
                return Unclear(error.code, _guess(text, error.code, ways))
        else:
            return _Part(day.day, day.month, day.year)
    if ways.han and (match := _ROC.fullmatch(text)):
        return _Part(int(match[3]), int(match[2]), int(match[1]) + 1911)
    if match := _HAN_YEAR.fullmatch(text):
        year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
        return _Part(int(match[3]), int(match[2]), year)
    if match := _HAN.fullmatch(text):
        return _Part(int(match[2]), int(match[1]))
    if match := _EN_FIRST.fullmatch(text):
        return _Part(int(match[2]), _MONTHS.index(match[1][:3]) + 1, _year(match[3]))
    if match := _EN_LAST.fullmatch(text):
        return _Part(int(match[1]), _MONTHS.index(match[2][:3]) + 1, _year(match[3]))
    if match := _SHORT.fullmatch(text):
        return _short(int(match[1]), int(match[2]), text, ways)
    return Unclear("date_unreadable", _guess(text, "date_unreadable", ways))


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _short(a: int, b: int, text: str, ways: DateWays) -> _Part | Unclear:
    """Read `3/15`: month and day in an order that numbers, the column or the language prove."""
    if a > 12 >= b:
        return _Part(a, b)
    if b > 12 >= a or a == b:
        return _Part(b, a)
    if ways.order is DateOrder.DMY:
        return _Part(a, b)
    if ways.order is not None or ways.han:
        return _Part(b, a)
    return Unclear("date_ambiguous", _guess(text, "date_ambiguous", ways))


def _day(part: _Part, ways: DateWays) -> date | Unclear:
    year = part.year or ways.year
    month = part.month or 0
    if not 1 <= month <= 12 or not 1 <= part.day <= 31:
        return Unclear("date_unreadable")
    if year is None:
        return Unclear("no_year", _nearest(month, part.day, ways.today))
    last = monthrange(year, month)[1]
    if part.day > last:
        day = date(year, month, last)
        return Unclear("date_no_such_day", Span(day, day))
    return date(year, month, part.day)


def _nearest(month: int, day: int, today: date) -> Span | None:
    """Return the day of that name that lies nearest to today."""
    found = [
        date(year, month, day)
        for year in (today.year - 1, today.year, today.year + 1)
        if day <= monthrange(year, month)[1]
    ]
    if not found:
        return None
    best = min(found, key=lambda one: abs((one - today).days))
    return Span(best, best)


def _range(text: str, ways: DateWays) -> Span | Unclear | None:
    """Read two days in one cell; each may leave to the other what both share."""
    if match := _EN_DAYS.fullmatch(text):
        ends = (f"{match[1]} {match[2]}", f"{match[1]} {match[3]}")
        year = f" {match[4]}" if match[4] else ""
        return _joined(ends[0] + year, ends[1] + year, ways)
    worst: Unclear | None = None
    for left, right in _splits(text):
        if not left or not right:
            continue
        found = _joined(left, right, ways)
        if isinstance(found, Span):
            return found
        if found is not None and (worst is None or found.fault != "date_unreadable"):
            worst = found
    return worst


def _splits(text: str) -> list[tuple[str, str]]:
    found = []
    parts = _RANGE.split(text)
    if len(parts) == 2:
        found.append((parts[0].strip(), parts[1].strip()))
    elif len(parts) > 2:
        return found
    places = [match.start() for match in re.finditer("-", text)]
    middle = len(text) / 2
    places.sort(key=lambda place: abs(place - middle))
    return [*found, *((text[:at].strip(), text[at + 1 :].strip()) for at in places)]


def _joined(left: str, right: str, ways: DateWays) -> Span | Unclear | None:
    first, last = _end(left, ways), _end(right, ways)
    if isinstance(first, Unclear) or isinstance(last, Unclear):
        faulty = first if isinstance(first, Unclear) else last
        assert isinstance(faulty, Unclear)  # noqa: S101  (one of the two is)
        return faulty if faulty.fault != "date_unreadable" else None
    if first.month is None and last.month is None:
        return None
    start_month = first.month or last.month
    end_month = last.month or first.month
    first = _Part(first.day, start_month, first.year or last.year)
    last = _Part(last.day, end_month, last.year or first.year)
    begin, end = _day(first, ways), _day(last, ways)
    if isinstance(begin, Unclear) or isinstance(end, Unclear):
        guesses = [
            one.guess.first if isinstance(one, Unclear) and one.guess else one
            for one in (begin, end)
        ]
        fault = begin.fault if isinstance(begin, Unclear) else end.fault  # type: ignore[union-attr]
        a, b = guesses
        guess = Span(a, b) if isinstance(a, date) and isinstance(b, date) and a <= b else None
        return Unclear(fault, guess)
    if end < begin and last.year is None:
        end = date(end.year + 1, end.month, min(end.day, monthrange(end.year + 1, end.month)[1]))
    return Span(begin, end) if begin <= end else Unclear("range_backwards", Span(end, begin))


def _end(text: str, ways: DateWays) -> _Part | Unclear:
    """Read one end of a range, which may be a bare day."""
    if match := _DAY.fullmatch(text):
        return _Part(int(match[1]))
    return _part(text, ways)


def _weeks(text: str, ways: DateWays) -> Span | Unclear:
    """Read week numbers: of a year where the cell or a person says so, else of the project."""
    match = _WEEK.fullmatch(text)
    if match is not None:
        first = last = int(match[2] or match[3])
        year = _year(match[1] or match[4])
    else:
        both = _WEEKS.fullmatch(text)
        assert both is not None  # noqa: S101  (matched before)
        first, last, year = int(both[2]), int(both[3]), _year(both[1])
    if year is None and ways.weeks == "project" and ways.monday is not None:
        begin = ways.monday + timedelta(weeks=first - 1)
        return Span(begin, ways.monday + timedelta(weeks=last - 1, days=4))
    sure = year is not None or ways.weeks == "year"
    found = _iso(year or ways.year or ways.today.year, first, last)
    if found is None:
        return Unclear("no_such_week")
    if sure and (year or ways.year):
        return found
    fault = {"year": "no_year", "project": "no_start"}.get(ways.weeks, "which_week")
    return Unclear(fault, found)


def _week_of(match: re.Match[str], ways: DateWays) -> Span | Unclear:
    """Read the week that is named by a day in it: Monday to Friday."""
    found = _one(next(part for part in match.groups() if part), ways)
    day = found if isinstance(found, Span) else found.guess
    if day is None:
        return found
    monday = day.first - timedelta(days=day.first.weekday())
    week = Span(monday, monday + timedelta(days=4))
    return week if isinstance(found, Span) else Unclear(found.fault, week)


def _iso(year: int, first: int, last: int) -> Span | None:
    try:
        return Span(date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 5))
    except ValueError:
        return None


def _month(text: str, ways: DateWays) -> Span | Unclear:
    """Read a month or a quarter, which is no day: its first and last day are only offered."""
    match = _MONTH_ONLY.fullmatch(text)
    assert match is not None  # noqa: S101  (matched before)
    year = _year(match[1] or match[5] or match[6] or match[8] or match[9]) or ways.year
    year = year or ways.today.year
    if quarter := match[7] or match[10]:
        number = int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1
        first, last = number * 3 - 2, number * 3
    else:
        name = match[4]
        first = last = _MONTHS.index(name[:3]) + 1 if name else int(match[2] or match[3])
    if not 1 <= first <= 12:
        return Unclear("date_unreadable")
    end = date(year, last, monthrange(year, last)[1])
    return Unclear("date_vague", Span(date(year, first, 1), end))


def _guess(text: str, fault: str, ways: DateWays) -> Span | None:
    if fault == "date_ambiguous":
        if _SHORT.fullmatch(text):
            month, day = (int(one) for one in re.findall(r"\d+", text))
            return _nearest(month, day, ways.today)
        day_first = parse_date(text, DateOrder.MDY)
        return Span(day_first, day_first)
    named = re.search(r"(?<!\d)20\d\d(?!\d)", text)
    year = int(named[0]) if named else ways.year
    anchor = ways.today if year is None else ways.today.replace(year=year, day=1)
    found = guess_date(re.sub(r"(?<!\d)20\d\d(?!\d)\s*年?", "", text), anchor)
    if found is not None and year is not None and (found.month, found.day) != (2, 29):
        found = found.replace(year=year)
    return None if found is None else Span(found, found)


# Lengths.

_UNITS = {
    60: "hours|hour|hrs|hr|h|小时|小時|个小时|個小時|钟头",
    480: "workdays|workday|working days|working day|business days|business day|days|day|d|天|日|"
    "个工作日|個工作日|工作日|工作天|人天|人日",
    2400: "weeks|week|wks|wk|w|周|週|个周|星期|个星期|個星期|礼拜",
    10_080: "months|month|mons|mon|mo|个月|個月|月",
}
_UNIT = {word: minutes for minutes, words in _UNITS.items() for word in words.split("|")}
_ELAPSED = re.compile(
    r"\beday?s?\b|(?<=\d)\s*ed(?:ays?)?\b|calendar\s*days?|自然日|日历天|日曆天|日历日|個日曆天|个自然日"
)
_NUMBER = r"(\d+(?:[.,]\d+)?|半|[一二两三四五六七八九十]{1,3})"
_LENGTH = re.compile(
    rf"(?:约|大约|約|ca\.?|about|approx\.?|~|≈)?\s*{_NUMBER}\s*(?:(?:-|~|–|—|至|到|to)\s*{_NUMBER})?\s*"
    r"(?:个|個)?\s*([a-z]+(?: [a-z]+)?|[^\W\d_]{1,4})?\s*[?？.]?"
)
_HAN_NUMBERS = {"半": 0.5, "两": 2.0, "十": 10.0}


@dataclass(frozen=True, slots=True)
class Length:
    """How long a row takes: minutes of work (480 a day), the longer one where the cell has two."""

    minutes: int
    of_range: bool = False
    elapsed: bool = False  # days of the calendar
    rough: bool = False  # a month: 21 working days


def header_unit(header: str) -> int | None:
    """Return the minutes of the unit that a column's name says, None where it says none."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    for minutes, words in (
        (480, r"\bdays?\b|天|工作日|日数|日數"),
        (2400, r"\bweeks?\b|周|週"),
        (60, r"\bhours?\b|\bhrs?\b|小时|小時"),
        (10_080, r"\bmonths?\b|月"),
    ):
        if re.search(words, folded):
            return minutes
    return None


def read_length(cell: BookCell, unit: int = 480) -> Length | Unclear | None:
    """Return how long a cell says that a row takes; a bare number counts `unit` minutes each."""
    if cell is None or isinstance(cell, bool):
        return None
    if (fault := cell_fault(cell)) is not None:
        return Unclear(fault[0])
    if isinstance(cell, int | float):
        return (
            Length(round(cell * unit), rough=unit == 10_080)
            if 0 <= cell < 5000
            else (Unclear("length_unreadable"))
        )
    text = _folded(cell)
    if not text or is_nothing(text):
        return None
    elapsed = _ELAPSED.search(text) is not None
    text = _ELAPSED.sub("天", text).strip()
    total, of_range, rough = 0.0, False, False
    parts = re.split(r"(?<=[^\W\d_])\s*(?:,|and|\+|零)?\s*(?=\d)", text)
    parts = parts if len(parts) > 1 and all(_LENGTH.fullmatch(one) for one in parts) else [text]
    for one in parts:
        match = _LENGTH.fullmatch(one)
        if match is None:
            return Unclear("length_unreadable")
        word = (match[3] or "").strip()
        minutes = unit if not word else _UNIT.get(word)
        if minutes is None:
            return Unclear("length_unreadable")
        low = _quantity(match[1])
        high = _quantity(match[2]) if match[2] else low
        total += max(low, high) * minutes
        of_range = of_range or high != low
        rough = rough or minutes == 10_080
    if not 0 <= total < 5000 * 480:
        return Unclear("length_unreadable")
    if elapsed:
        return Length(round(total / 480 * 1440), of_range, elapsed=True)
    return Length(round(total), of_range, rough=rough)


def _quantity(text: str) -> float:
    if text[0].isdigit():
        return float(text.replace(",", "."))
    if text in _HAN_NUMBERS:
        return _HAN_NUMBERS[text]
    digits = "一二三四五六七八九"
    tens, ten, ones = text.partition("十")
    value = float(digits.index(ones) + 1 if ones in digits and ones else 0)
    if ten:
        value += 10 * (digits.index(tens) + 1 if tens else 1)
    elif text[0] in digits:
        value = float(digits.index(text[0]) + 1)
    return value
