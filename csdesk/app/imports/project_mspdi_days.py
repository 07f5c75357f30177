"""The calendars of MS Project XML: weeks, exceptions and alternative weeks, day by day."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from csdesk.domain.views.project_file import FileCalendar, Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Moment = Callable[["Element", str], datetime | None]
_MOST_DAYS = 4000  # of one exception; a longer one is a mistake or a trap
_DAILY, _YEARLY, _YEARLY_NTH, _MONTHLY, _MONTHLY_NTH, _WEEKLY = 1, 2, 3, 4, 5, 6
_LAST = 5


def calendars_of(root: "Element", moment: Moment) -> tuple[FileCalendar, ...]:
    """Return all calendars of a file; `moment` reads a date of an element."""
    return tuple(_calendar(entry, moment) for entry in root.findall("Calendars/Calendar"))


def _calendar(entry: "Element", moment: Moment) -> FileCalendar:
    week: list[tuple[Span, ...] | None] = [None] * 7
    days: dict[date, bool] = {}
    names: dict[date, str] = {}
    for alternative in entry.findall("WorkWeeks/WorkWeek"):
        days |= _work_week(alternative, moment)
    for weekday in entry.findall("WeekDays/WeekDay"):
        kind = _int(weekday, "DayType")
        works = weekday.findtext("DayWorking") == "1"
        if 1 <= kind <= 7:
            hours = _hours(weekday)
            week[(kind + 5) % 7] = (hours or ((time(8), time(17)),)) if works else ()
        elif kind == 0:  # an exception as Project 2003 wrote it
            period = weekday.find("TimePeriod")
            if period is not None:
                days.update(dict.fromkeys(_run(period, moment), works))
    for exception in entry.findall("Exceptions/Exception"):
        works = exception.findtext("DayWorking") == "1"
        for day in _exception_days(exception, moment):
            days[day] = works
            names[day] = (exception.findtext("Name") or "").strip()
    base = (entry.findtext("BaseCalendarUID") or "").strip()
    return FileCalendar(
        uid=(entry.findtext("UID") or "").strip(),
        name=(entry.findtext("Name") or "").strip(),
        base_uid="" if base in ("-1", "0") else base,
        week=tuple(week),
        days=days,
        day_names=names,
        of_person=entry.findtext("IsBaseCalendar") == "0",
    )


def _hours(entry: "Element") -> tuple[Span, ...]:
    spans = []
    for hours in entry.findall("WorkingTimes/WorkingTime"):
        start, end = _time(hours.findtext("FromTime")), _time(hours.findtext("ToTime"))
        if start is not None and end is not None:
            spans.append((start, end))
    return tuple(spans)


def _work_week(entry: "Element", moment: Moment) -> dict[date, bool]:
    """Return what an alternative week says of each day of its period."""
    works: dict[int, bool] = {}
    for weekday in entry.findall("WeekDays/WeekDay"):
        kind = _int(weekday, "DayType")
        if 1 <= kind <= 7:
            works[(kind + 5) % 7] = weekday.findtext("DayWorking") == "1"
    period = entry.find("TimePeriod")
    if period is None or not works:
        return {}
    return {day: works[day.weekday()] for day in _run(period, moment) if day.weekday() in works}


def _run(period: "Element", moment: Moment) -> list[date]:
    first, last = moment(period, "FromDate"), moment(period, "ToDate")
    if first is None or last is None or last < first:
        return []
    count = min((last.date() - first.date()).days + 1, _MOST_DAYS)
    return [first.date() + timedelta(days=number) for number in range(count)]


def _exception_days(entry: "Element", moment: Moment) -> list[date]:
    """Return the days of an exception, the recurring ones spelled out."""
    period = entry.find("TimePeriod")
    if period is None:
        return []
    days = _run(period, moment)
    if not days:
        return []
    kind = _int(entry, "Type") or _DAILY
    every = max(_int(entry, "Period"), 1)
    most = _int(entry, "Occurrences") if entry.findtext("EnteredByOccurrences") == "1" else 0
    first, last = days[0], days[-1]
    if kind == _DAILY:
        found = days[::every]
    elif kind == _WEEKLY:
        mask = _int(entry, "DaysOfWeek")  # 1 = Sunday, 2 = Monday, 4 = Tuesday …
        monday = first - timedelta(days=first.weekday())
        found = [
            day
            for day in days
            if mask >> ((day.weekday() + 1) % 7) & 1 and (day - monday).days // 7 % every == 0
        ]
    elif kind in (_YEARLY, _YEARLY_NTH, _MONTHLY, _MONTHLY_NTH):
        found = list(_by_month(entry, kind, every, first, last))
    else:
        found = days
    return found[:most] if most else found


def _by_month(entry: "Element", kind: int, every: int, first: date, last: date) -> Iterator[date]:
    yearly = kind in (_YEARLY, _YEARLY_NTH)
    only = _int(entry, "Month") + 1
    start = first.year * 12 + first.month - 1
    for number in range(start, last.year * 12 + last.month):
        year, month = number // 12, number % 12 + 1
        if (month != only) if yearly else ((number - start) % every != 0):
            continue
        if kind in (_YEARLY, _MONTHLY):
            day = _valid(year, month, _int(entry, "MonthDay"))
        else:
            day = _nth(year, month, _int(entry, "MonthItem"), _int(entry, "MonthPosition"))
        if day is not None and first <= day <= last:
            yield day


def _nth(year: int, month: int, item: int, position: int) -> date | None:
    """Return the nth day of a kind: 0 any day, 1 a weekday, 2 a weekend day, 3 Sunday …"""
    days = [day for number in range(1, 32) if (day := _valid(year, month, number)) is not None]
    if item == 1:
        days = [day for day in days if day.weekday() < 5]
    elif item == 2:
        days = [day for day in days if day.weekday() >= 5]
    elif item >= 3:
        days = [day for day in days if day.weekday() == (item - 4) % 7]
    index = len(days) - 1 if position >= _LAST - 1 else position
    return days[index] if 0 <= index < len(days) else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(text: str | None) -> time | None:
    try:
        return time.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _int(entry: "Element", name: str) -> int:
    text = (entry.findtext(name) or "").strip()
    return int(text) if text.lstrip("-").isdigit() else 0
