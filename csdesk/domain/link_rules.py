"""What one link says about its two ends, forward and backward, in ordinals.

A finish is inclusive. A row is an *item* that fills whole days or a *point* (a milestone), which
lies at the end of its day: a row after it starts the next working day, and it falls on the very
day on which its last predecessor ends. A lag counts on the successor's calendar.

`forward` and `backward` are inverse: `backward(x)` is the latest day of the predecessor's bound end
for which `forward` is not after x.
"""

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import LinkType


def binds_start(link_type: LinkType, to_point: bool) -> bool:
    """Tell whether the link bounds the successor's start (else its finish)."""
    return to_point or link_type is LinkType.FS or link_type is LinkType.SS


def leaves_finish(link_type: LinkType, from_point: bool) -> bool:
    """Tell whether the link starts from the predecessor's finish (else its start)."""
    return from_point or link_type is LinkType.FS or link_type is LinkType.FF


def forward(
    link_type: LinkType,
    lag: int,
    lag_calendar_days: bool,
    start: int,
    finish: int,
    from_point: bool,
    to_point: bool,
    calendar: WorkCalendar,
) -> int:
    """Return the earliest day for the bound end of the successor, on its calendar.

    `start` and `finish` are the predecessor's.
    """
    from_finish = leaves_finish(link_type, from_point)
    if to_point:
        day = finish if from_finish else start
        if not lag:
            return day
        if lag_calendar_days:
            return day + lag
        return calendar.at(calendar.rank(day + 1) - 1 + lag)
    if link_type is LinkType.FF:
        if lag_calendar_days:
            return calendar.at(calendar.rank(finish + 1 + lag) - 1)
        return calendar.at(calendar.rank(finish + 1) - 1 + lag)
    begin = finish + 1 if from_finish else start
    one_before = 1 if link_type is LinkType.SF else 0
    if lag_calendar_days:
        return calendar.at(calendar.rank(begin + lag) - one_before)
    return calendar.at(calendar.rank(begin) - one_before + lag)


def backward(
    link_type: LinkType,
    lag: int,
    lag_calendar_days: bool,
    late: int,
    from_point: bool,
    to_point: bool,
    calendar: WorkCalendar,
) -> int:
    """Return the latest day of the predecessor's bound end (`leaves_finish` says which).

    `late` is the latest day of the successor's bound end.
    """
    if to_point:
        if not lag:
            return late
        if lag_calendar_days:
            return late - lag
        return calendar.at(calendar.rank(late + 1) - lag) - 1
    rank = calendar.rank(late + 1) - 1
    if link_type in (LinkType.FF, LinkType.SF):
        rank += 1
    begin = calendar.at(rank) - lag if lag_calendar_days else calendar.at(rank - lag)
    return begin - 1 if leaves_finish(link_type, from_point) else begin
