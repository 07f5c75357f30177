"""The calendars of MS Project XML: weeks, exceptions and alternative weeks, day by day.

Exceptions may run from the first to the last day that Project knows; only those of the plan's own
years are spelled out.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from csdesk.domain.views.project_file import FileCalendar, Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Moment = Callable[["Element", str], datetime | None]
Within = tuple[date, date]
_DAILY, _YEARLY, _YEARLY_NTH, _MONTHLY, _MONTHLY_NTH, _WEEKLY = 1, 2, 3, 4, 5, 6
_LAST = 5


def calendars_of(
    root: "Element", moment: Moment, first: date, last: date
) -> tuple[FileCalendar, ...]:
    """Return all calendars of a file, with their exceptions from `first` to `last`.

    `moment` reads a date of an element.
    """
    within = (first, last)
    return tuple(_calendar(entry, moment, within) for entry in root.findall("Calendars/Calendar"))


def _calendar(entry: "Element", moment: Moment, within: "Within") -> FileCalendar:
    week: list[tuple[Span, ...] | None] = [None] * 7
    days: dict[date, bool] = {}
    names: dict[date, str] = {}
    for alternative in entry.findall("WorkWeeks/WorkWeek"):
        days |= _work_week(alternative, moment, within)
    for weekday in entry.findall("WeekDays/WeekDay"):
        kind = _int(weekday, "DayType")
        works = weekday.findtext("DayWorking") == "1"
        if 1 <= kind <= 7:
            hours = _hours(weekday)
            week[(kind + 5) % 7] = (hours or ((time(8), time(17)),)) if works else ()
        elif kind == 0:  # an exception as Project 2003 wrote it
            period = weekday.find("TimePeriod")
            if period is not None:
                days.update(dict.fromkeys(_run(period, moment, within), works))
    for exception in entry.findall("Exceptions/Exception"):
        works = exception.findtext("DayWorking") == "1"
        for day in _exception_days(exception, moment, within):
            days[day] = works
            names[day] = (exception.findtext("Name") or "").strip()
    base = (entry.findtext("BaseCalendarUID") or "").strip()
    return FileCalendar(
        uid=(entry.findtext("UID") or "").strip(),
        name=(entry.findtext("Name") or "").strip(),
        base_uid="" if base == "-1" else base,
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


def _work_week(entry: "Element", moment: Moment, within: Within) -> dict[date, bool]:
    """Return what an alternative week says of each day of its period."""
    works: dict[int, bool] = {}
    for weekday in entry.findall("WeekDays/WeekDay"):
        kind = _int(weekday, "DayType")
        if 1 <= kind <= 7:
            works[(kind + 5) % 7] = weekday.findtext("DayWorking") == "1"
    period = entry.find("TimePeriod")
    if period is None or not works:
        return {}
    days = _run(period, moment, within)
    return {day: works[day.weekday()] for day in days if day.weekday() in works}


def _ends(period: "Element", moment: Moment) -> Within | None:
    first, last = moment(period, "FromDate"), moment(period, "ToDate")
    if first is None or last is None or last < first:
        return None
    return first.date(), last.date()


def _run(period: "Element", moment: Moment, within: Within) -> list[date]:
    ends = _ends(period, moment)
    if ends is None:
        return []
    return list(_every(max(ends[0], within[0]), min(ends[1], within[1])))


def _every(first: date, last: date, step: int = 1) -> Iterator[date]:
    count = (last - first).days
    return (first + timedelta(days=number) for number in range(0, count + 1, step))


def _exception_days(entry: "Element", moment: Moment, within: Within) -> list[date]:
    """Return the days of an exception, the recurring ones spelled out."""
    period = entry.find("TimePeriod")
    ends = None if period is None else _ends(period, moment)
    if ends is None:
        return []
    most = _int(entry, "Occurrences") if entry.findtext("EnteredByOccurrences") == "1" else 0
    last = ends[1] if most else min(ends[1], within[1])
    found = _occurrences(entry, ends[0], last)
    return [day for day in islice(found, most or None) if within[0] <= day <= within[1]]


def _occurrences(entry: "Element", first: date, last: date) -> Iterator[date]:
    kind = _int(entry, "Type") or _DAILY
    every = max(_int(entry, "Period"), 1)
    if kind == _WEEKLY:
        mask = _int(entry, "DaysOfWeek")  # 1 = Sunday, 2 = Monday, 4 = Tuesday …
        monday = first - timedelta(days=first.weekday())
        return (
            day
            for day in _every(first, last)
            if mask >> ((day.weekday() + 1) % 7) & 1 and (day - monday).days // 7 % every == 0
        )
    if kind in (_YEARLY, _YEARLY_NTH, _MONTHLY, _MONTHLY_NTH):
        return _by_month(entry, kind, every, first, last)
    return _every(first, last, every if kind == _DAILY else 1)


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
