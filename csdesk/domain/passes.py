"""The forward step and the backward pass over a network, in ordinals."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import LinkType
from csdesk.domain.link_rules import backward, binds_start, forward, leaves_finish
from csdesk.domain.network import NONE, Network

UNSET = 0  # no date: ordinals begin at 1


class Bounds(NamedTuple):
    """The earliest start and finish that the links of a row allow, and which row drives each."""

    start: int
    start_driver: int
    finish: int
    finish_driver: int


def link_bounds(
    network: Network,
    row: int,
    starts: Sequence[int],
    finishes: Sequence[int],
    points: Sequence[bool],
    calendar: WorkCalendar,
) -> Bounds:
    """Return what the links into `row` demand, given its predecessors' dates (UNSET: nothing)."""
    start = finish = UNSET
    start_driver = finish_driver = NONE
    to_point = points[row]
    for pred, _, link_type, lag, by_calendar, _ in network.preds[row]:
        if finishes[pred] == UNSET:
            continue
        if link_type is LinkType.FS and not lag:  # nearly every link, so without the call
            finish_day = finishes[pred]
            day = finish_day if to_point else calendar.at(calendar.rank(finish_day + 1))
        else:
            day = forward(
                link_type, lag, by_calendar, starts[pred], finishes[pred], points[pred], to_point,
                calendar,
            )  # fmt: skip
        if to_point or link_type is LinkType.FS or link_type is LinkType.SS:
            if day > start:
                start, start_driver = day, pred
        elif day > finish:
            finish, finish_driver = day, pred
    return Bounds(start, start_driver, finish, finish_driver)


class Late(NamedTuple):
    """Latest starts and finishes by row; UNSET where nothing holds a row back."""

    starts: list[int]
    finishes: list[int]


def late_pass(  # noqa: C901  (one walk, one case per kind of visit)
    network: Network,
    parents: Sequence[int],
    points: Sequence[bool],
    calendars: Sequence[WorkCalendar],
    durations: Sequence[int],
    starts: Sequence[int],
    caps: Mapping[int, int],
    end: int = UNSET,
    snap: bool = False,
    ended: Sequence[bool] = (),
) -> Late:
    """Walk backward: the latest dates at which no successor, no cap and not `end` is missed.

    `durations` in working days of each row's calendar; `starts` are the early ones (they tell which
    rows begin a phase); `caps` maps a row to its latest finish; `end` bounds rows that nothing
    follows. `snap` keeps milestones off days off (caps apart); rows that `ended` hold
    back nothing any more.
    """
    size = network.size
    late_start, late_finish = [UNSET] * size, [UNSET] * size
    first_start = [UNSET] * size  # latest start of the first row inside a phase
    for visit in reversed(network.order):
        if size <= visit < 2 * size:
            row = visit - size
            inside = [late_start[c] for c in network.children[row] if late_start[c] != UNSET]
            late_start[row] = min(inside, default=UNSET)
            continue
        row = visit % size
        finish, start = caps.get(row, UNSET), UNSET
        parent = parents[row]
        if parent != NONE:
            finish = _sooner(finish, late_finish[parent])
            if starts[row] == starts[parent]:
                start = _sooner(start, first_start[parent])
        for link in network.succs[row]:
            succ = link.succ
            if ended and ended[succ]:
                continue
            of_start = binds_start(link.type, points[succ])
            bound = late_start[succ] if of_start else late_finish[succ]
            if bound == UNSET:
                continue
            day = backward(
                link.type, link.lag, link.lag_calendar_days, bound, points[row], points[succ],
                calendars[succ],
            )  # fmt: skip
            if leaves_finish(link.type, points[row]):
                finish = _sooner(finish, day)
            else:
                start = _sooner(start, day)
        if finish == UNSET and start == UNSET:
            finish = end
        elif end != UNSET:
            finish = _sooner(finish, end)
        if visit >= size:
            late_finish[row], first_start[row] = finish, start
        elif points[row]:
            day = _sooner(finish, start)
            if snap and day != UNSET and row not in caps:
                day = calendars[row].at(calendars[row].rank(day + 1) - 1)
            late_start[row] = late_finish[row] = day
        elif finish != UNSET or start != UNSET:
            _fit(row, calendars[row], durations[row], start, finish, late_start, late_finish)
    return Late(late_start, late_finish)


def _fit(
    row: int,
    calendar: WorkCalendar,
    duration: int,
    start: int,
    finish: int,
    late_start: list[int],
    late_finish: list[int],
) -> None:
    """Fit whole working days before a latest start and finish."""
    length = max(duration, 1) - 1
    ranks = []
    if finish != UNSET:
        ranks.append(calendar.rank(finish + 1) - 1)
    if start != UNSET:
        ranks.append(calendar.rank(start + 1) - 1 + length)
    last = min(ranks)
    late_finish[row] = calendar.at(last)
    late_start[row] = calendar.at(last - length)


def _sooner(a: int, b: int) -> int:
    """Return the earlier of two days, of which either may be UNSET."""
    if a == UNSET:
        return b
    return a if b == UNSET or a < b else b
