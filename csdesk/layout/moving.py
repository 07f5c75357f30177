"""Where a bar comes to lie while it is moved: whole days, on working days, its length kept."""

from dataclasses import replace

from csdesk.layout.chart import ChartRow, Part
from csdesk.layout.days import DayKind, DayLookup

FAR = 400  # days searched for a working day; a calendar without any gives the day itself


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
    """Return a row moved by `delta` calendar days, its old place kept as a ghost.

    The body keeps its working days; an end keeps the other end; a diamond is one day.
    """
    if row.finish is None:
        return row
    start = row.finish if row.start is None else row.start
    finish = row.finish
    snap = 1 if delta >= 0 else -1
    if row.shape.is_point:
        new_start = new_finish = working_day(days, finish + delta, snap)
    elif part is Part.FINISH:
        new_start, new_finish = start, max(start, working_day(days, finish + delta, snap))
    elif part is Part.START:
        new_start, new_finish = min(finish, working_day(days, start + delta, snap)), finish
    else:
        length = max(1, working_days(days, start, finish))
        new_start = working_day(days, start + delta, snap)
        new_finish = shifted_by(days, new_start, length - 1)
    return replace(
        row,
        start=None if row.start is None else new_start,
        finish=new_finish,
        old_start=row.start,
        old_finish=row.finish,
    )
