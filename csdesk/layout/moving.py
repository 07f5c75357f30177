"""Where a bar comes to lie while it is moved: whole days, on working days, its length kept."""

from dataclasses import replace
from datetime import date

from csdesk.domain.calendar import WorkCalendar
from csdesk.layout.chart import ChartRow, Part
from csdesk.layout.days import WORKDAY, DayInfo, DayKind, DayLookup

FAR = 400  # days searched for a working day; a calendar without any gives the day itself


_REST = DayInfo(DayKind.REST)


def days_of(calendar: WorkCalendar) -> DayLookup:
    """Return the lookup by which what runs on a calendar snaps to its working days."""

    def lookup(day: int) -> DayInfo:
        return WORKDAY if calendar.is_working(date.fromordinal(day)) else _REST

    return lookup


def works(days: DayLookup, day: int) -> bool:
    """Whether a day is worked."""
    return days(day).kind is DayKind.WORK


def working_day(days: DayLookup, day: int, step: int = 1) -> int:
    """Return the first working day from `day` on, or back when `step` is -1."""
    for ahead in range(FAR):
        if works(days, day + ahead * step):
            return day + ahead * step
    return day


def working_days(days: DayLookup, first: int, last: int) -> int:
    """Count the working days from `first` to `last`, both inclusive."""
    return sum(1 for day in range(first, last + 1) if works(days, day))


def shifted_by(days: DayLookup, day: int, count: int) -> int:
    """Return the working day `count` working days after `day`, before it when negative."""
    step = 1 if count >= 0 else -1
    for _ in range(abs(count)):
        day = working_day(days, day + step, step)
    return day


def working_shift(days: DayLookup, before: int, after: int) -> int:
    """Return by how many working days `after` lies behind `before`; negative when earlier."""
    if after >= before:
        return working_days(days, before + 1, after)
    return -working_days(days, after, before - 1)


def moved(row: ChartRow, part: Part, delta: int, days: DayLookup) -> ChartRow:
    """Return a row moved by `delta` calendar days, its old place kept as a ghost."""
    return moved_by(row, part, shift_of(row, part, delta, days), days)


def shift_of(row: ChartRow, part: Part, delta: int, days: DayLookup) -> int:
    """Return the working days by which `delta` calendar days move a part of a row."""
    anchor = anchor_of(row, part)
    if anchor is None or not delta:
        return 0
    target = working_day(days, anchor + delta, 1 if delta > 0 else -1)
    return working_shift(days, anchor, target)


def anchor_of(row: ChartRow, part: Part) -> int | None:
    """Return the day of a row that follows the mouse: its start, or its moved end."""
    if part is Part.FINISH or row.shape.is_point or row.start is None:
        return row.finish
    return row.start


def moved_by(row: ChartRow, part: Part, count: int, days: DayLookup) -> ChartRow:
    """Return a row moved by `count` working days, its old place kept as a ghost.

    The body keeps its working days; an end keeps the other end; a diamond is one day and, like
    whatever is moved, ends on a working day.
    """
    if row.finish is None:
        return row
    start = row.finish if row.start is None else row.start
    finish = row.finish
    snap = 1 if count >= 0 else -1
    if row.shape.is_point:
        new_start = new_finish = working_day(days, shifted_by(days, finish, count), snap)
    elif part is Part.FINISH:
        new_start, new_finish = start, max(start, shifted_by(days, finish, count))
    elif part is Part.START:
        new_start, new_finish = min(finish, shifted_by(days, start, count)), finish
    else:
        length = max(1, working_days(days, start, finish))
        new_start = working_day(days, shifted_by(days, start, count), snap)
        new_finish = shifted_by(days, new_start, length - 1)
    return placed(row, None if row.start is None else new_start, new_finish)


def placed(row: ChartRow, start: int | None, finish: int | None) -> ChartRow:
    """Return a row at another place, its old one kept as a ghost."""
    return replace(row, start=start, finish=finish, old_start=row.start, old_finish=row.finish)
