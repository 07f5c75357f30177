"""How late a row may end behind one link: as MPXJ's backward pass has it, and as ours.

Both in moments: twice the day, plus one in the evening. The rules are the whole difference between
the two: each row's latest finish is the least that they say of its links, within the same limits.
"""

from collections.abc import Callable
from dataclasses import dataclass

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import LinkType
from csdesk.domain.link_rules import backward, forward, leaves_finish


@dataclass(frozen=True, slots=True)
class Bound:
    """A link and the latest moments of its successor; a milestone has no length."""

    type: LinkType
    lag: int
    by_days: bool
    length: int  # of the predecessor
    pred: WorkCalendar
    succ: WorkCalendar
    start: int
    finish: int


Rule = Callable[[Bound], int]


def work(calendar: WorkCalendar, moment: int, days: int) -> int:
    """Go on by working days to the evening of the last, or back to the morning of the first."""
    rank = calendar.rank((moment + 1) // 2)
    if days > 0:
        return 2 * calendar.at(rank + days - 1) + 1
    return 2 * calendar.at(rank + days)


def evening(calendar: WorkCalendar, moment: int) -> int:
    """Return the last evening of a working day at a moment or before it."""
    return 2 * calendar.at(calendar.rank((moment + 1) // 2) - 1) + 1


def microsoft(link: Bound) -> int:
    """Return the latest finish of the predecessor to MPXJ.

    The lag is taken off on the successor's calendar wherever that lands: from the successor's
    start (by SS from the predecessor's next morning at it), or from its finish. What binds the
    predecessor's start is made a finish first by SF, and last by SS.
    """
    match link.type:
        case LinkType.FS:
            return _without_lag(link, link.start)
        case LinkType.FF:
            return _without_lag(link, link.finish)
        case LinkType.SF:
            return _without_lag(link, work(link.pred, link.finish, link.length))
    morning = 2 * link.pred.at(link.pred.rank((link.start + 1) // 2))
    return work(link.pred, _without_lag(link, morning), link.length)


def _without_lag(link: Bound, moment: int) -> int:
    if not link.lag:
        return moment
    if link.by_days:
        return moment - 2 * link.lag
    return work(link.succ, moment, -link.lag)


def ours(link: Bound) -> int:
    """Return the latest finish of the predecessor at which the successor is not late."""
    if link.type is LinkType.FS and not link.lag:
        return link.start
    of_start = link.type is LinkType.FS or link.type is LinkType.SS
    late = (link.start if of_start else link.finish) // 2
    point = not link.length
    day = backward(link.type, link.lag, link.by_days, late, point, False, link.succ)
    if leaves_finish(link.type, point):
        return 2 * day + 1
    last = link.pred.rank(day + 1) - 1 + link.length - 1
    return 2 * link.pred.at(last) + 1


def is_late(link: Bound, finish: int) -> bool:
    """Tell whether the successor is late when the predecessor ends in an evening of work."""
    if link.type is LinkType.FS and not link.lag:
        return finish > link.start
    last = finish // 2
    first = link.pred.at(link.pred.rank(last) - link.length + 1)
    of_start = link.type is LinkType.FS or link.type is LinkType.SS
    late = (link.start if of_start else link.finish) // 2
    return late < forward(
        link.type, link.lag, link.by_days, first, last, False, False, link.succ
    )  # fmt: skip


def differ(link: Bound) -> bool:
    """Tell whether the two rules give the predecessor different days."""
    return evening(link.pred, ours(link)) != evening(link.pred, microsoft(link))


def faults(link: Bound) -> list[str]:
    """Return what is wrong about the days of the two rules: ours is late, or they should agree."""
    mine, other = (evening(link.pred, rule(link)) for rule in (ours, microsoft))
    if is_late(link, mine):
        return [f"late by our own rule: {link}"]
    if mine == other:
        return []
    if other > mine and not is_late(link, other):
        return [f"too early by our rule: {link}"]
    within = link.pred is link.succ
    if within and link.type is LinkType.SS and link.by_days:
        return []
    if link.type is LinkType.SF or (other > mine and link.type is LinkType.SS):
        listed = not within
    else:
        listed = not within and mine > other and link.lag <= 0
    return [] if listed else [f"differ against what is listed: {link}"]
