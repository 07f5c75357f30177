"""What keeps open rows from going on: predecessors that are late, and blockers set by hand."""

from typing import NamedTuple

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import LinkType, Status
from csdesk.domain.engine.arrays import UNSET
from csdesk.domain.forecast import Forecast


class Blocked(NamedTuple):
    """Since when (ordinal, UNSET: not blocked), for how many working days, by which rows."""

    since: int = UNSET
    days: int = 0
    by: tuple[int, ...] = ()


_FREE = Blocked()


def find_blocked(placed: Forecast, calendars: Calendars, today: int) -> list[Blocked]:
    """Return per row whether it is blocked today.

    Blocked since the later of its planned start and the target date that its predecessor missed
    (the earliest, if several did); days are working days of the owner side after that day. A
    blocker set by hand counts from its own date, also before the planned start, but its days only
    from there.
    """
    size = len(placed.rows)
    missed = [_missed_target(placed, index, today) for index in range(size)]
    blocked = [_FREE] * size
    some_late = any(missed)
    for index, row in enumerate(placed.rows):
        if not placed.open[index] or placed.summary[index]:
            continue
        if row.blocked_by_hand or (some_late and placed.network.preds[index]):
            blocked[index] = _blocked(placed, index, missed, calendars, today)
    return blocked


def _missed_target(placed: Forecast, index: int, today: int) -> int:
    row = placed.rows[index]
    if placed.summary[index] or row.target is None or not placed.open[index]:
        return UNSET
    target = row.target.toordinal()
    return target if target < today else UNSET


def _blocked(
    placed: Forecast, index: int, missed: list[int], calendars: Calendars, today: int
) -> Blocked:
    row = placed.rows[index]
    planned = placed.planned_starts[index]
    calendar = calendars.of(row.side)
    since = UNSET
    late = _late_predecessors(placed, index, missed) if placed.network.preds[index] else {}
    if late:
        first = max(planned, min(late.values()))
        since = first if first <= today else UNSET
    by = tuple(late) if since != UNSET else ()
    shown = since
    if row.blocked_by_hand:
        by_hand = row.blocked_since.toordinal() if row.blocked_since is not None else planned
        by_hand = min(by_hand or today, today)
        shown = by_hand if since == UNSET else min(by_hand, since)
        hurting = max(planned, by_hand)
        since = hurting if since == UNSET else min(hurting, since)
    if shown == UNSET:
        return _FREE
    return Blocked(shown, max(calendar.rank(today + 1) - calendar.rank(since + 1), 0), by)


def _late_predecessors(placed: Forecast, index: int, missed: list[int]) -> dict[int, int]:
    """Return the unfinished predecessors that missed their target date, with that date.

    A phase stands for what it holds, a cancelled row for what it waited for. A link from a start
    blocks only until the predecessor has begun.
    """
    found: dict[int, int] = {}
    seen: set[int] = set()
    waiting = [(link.pred, link.type) for link in placed.network.preds[index]]
    while waiting:
        pred, link_type = waiting.pop()
        if pred in seen:
            continue
        seen.add(pred)
        if placed.summary[pred]:
            waiting += [(child, link_type) for child in placed.network.children[pred]]
        elif placed.statuses[pred] is Status.CANCELLED:
            waiting += [(link.pred, link.type) for link in placed.network.preds[pred]]
        elif missed[pred] != UNSET and not (_from_start(link_type) and _has_begun(placed, pred)):
            found[pred] = missed[pred]
    return found


def is_startable(placed: Forecast, index: int) -> bool:
    """Tell whether nothing that comes before an open row is still to be done."""
    if placed.rows[index].actual_start is not None:
        return True
    if placed.statuses[index] is Status.IN_PROGRESS:
        return True
    ancestor = index
    seen: set[int] = set()
    waiting: list[tuple[int, LinkType]] = []
    while ancestor >= 0:
        waiting += [(link.pred, link.type) for link in placed.network.preds[ancestor]]
        ancestor = placed.parents[ancestor]
    while waiting:
        pred, link_type = waiting.pop()
        if pred in seen or link_type in (LinkType.FF, LinkType.SF):
            continue
        seen.add(pred)
        status = placed.statuses[pred]
        if placed.summary[pred]:
            waiting += [(child, link_type) for child in placed.network.children[pred]]
        elif status is Status.CANCELLED:
            waiting += [(link.pred, link.type) for link in placed.network.preds[pred]]
        elif status is not Status.DONE and not (
            _from_start(link_type) and _has_begun(placed, pred)
        ):
            return False
    return True


def _from_start(link_type: LinkType) -> bool:
    return link_type is LinkType.SS or link_type is LinkType.SF


def _has_begun(placed: Forecast, index: int) -> bool:
    row = placed.rows[index]
    return row.actual_start is not None or placed.statuses[index] is Status.IN_PROGRESS
