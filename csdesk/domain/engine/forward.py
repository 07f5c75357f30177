"""The forward pass: where each row lies, or will lie, as soon as links and people allow."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from csdesk.domain.engine.arrays import (
    CAPPED,
    CAPPED_POINT,
    END_WORK,
    GONE,
    RUNNING,
    STILL,
    UNSET,
    WORK,
    Arrays,
    Into,
    earliest,
)
from csdesk.domain.network import NONE


class Marks:
    """The visits that are still to be made, by their place in the order of a pass."""

    def __init__(self, order: list[int]) -> None:
        self.order = order
        self.place = [0] * (3 * len(order) + 1)
        for place, visit in enumerate(order):
            self.place[visit] = place
        self.flags = bytearray(len(order))

    def mark(self, visits: Iterable[int]) -> None:
        """Mark visits."""
        for visit in visits:
            self.flags[self.place[visit]] = 1

    def forward(self) -> Iterator[int]:
        """Yield the marked visits first to last; marks set meanwhile further on are honoured."""
        flags, order = self.flags, self.order
        place = flags.find(1)
        while place >= 0:
            flags[place] = 0
            yield order[place]
            place = flags.find(1, place + 1)

    def backward(self) -> Iterator[int]:
        """Yield the marked visits last to first."""
        flags, order = self.flags, self.order
        place = flags.rfind(1)
        while place >= 0:
            flags[place] = 0
            yield order[place]
            place = flags.rfind(1, 0, place)


Moves: TypeAlias = list[tuple[int, int, int]]  # visit, start and finish before


def forward(  # noqa: C901
    a: Arrays, visits: Iterable[int], marks: Marks | None = None
) -> Moves:
    """Place the rows that are visited.

    With `marks`, followers of what moved are marked, and the visits that moved are returned.
    """
    size = a.size
    ahead = a.ahead
    starts, finishes, begins, nexts, drivers = a.starts, a.finishes, a.begins, a.nexts, a.drivers
    gates, gate_drivers = a.gates, a.gate_drivers
    moved: Moves = []
    # Locals are read faster than globals.
    still, capped, running, gone, capped_point = STILL, CAPPED, RUNNING, GONE, CAPPED_POINT
    work, end_work, none = WORK, END_WORK, NONE
    for row in visits:
        if row >= size:
            _phase(a, row, marks, moved)
            continue
        (mode, near, into, door, floor, alone, start, finish, span, opens, first, rank, at) = ahead[
            row
        ]
        driver = none
        if mode == still:
            start, finish = floor, a.idles[row]
            after_it = finish if opens else finish + 1
            begin = after_it if a.points[row] else start
        else:
            bound = end = UNSET
            by = end_by = none
            for source, pred in near:
                day = source[pred]
                if day > bound:
                    bound, by = day, pred
            if bound and (mode <= running or opens):
                bound = first[bound]
            for source, pred, op, lag in into:
                day = source[pred]
                if not day:
                    continue
                if op == work:
                    day = at[rank[day] + lag]
                elif op == end_work:
                    day = at[rank[day] - 1 + lag]
                else:
                    day = earliest(op, lag, day, a.tables[row])
                if op < end_work:
                    if day > bound:
                        bound, by = day, pred
                elif day > end:
                    end, end_by = day, pred
            gate = gates[door]
            if gate > bound:
                bound, by = gate, gate_drivers[door]
            if mode <= capped:
                low = floor if bound else alone
                if bound >= low:
                    low = bound
                    if bound and bound >= start:
                        driver = by
                if low > start:
                    number = rank[low]
                    start = at[number]
                    low = at[number + span]
                    if low > finish:
                        finish = low
                if end >= finish:
                    if end > finish:
                        finish, driver = end, end_by
                        low = at[rank[end + 1] - span - 1]
                        if low > start:
                            start = low
                    elif driver == none:
                        driver = end_by
                if mode == capped and finish > a.latest[row]:
                    number = max(rank[a.latest[row] + 1] - span - 1, rank[a.lowest[row]])
                    start, finish, driver = at[number], at[number + span], none
                begin, after_it = start, finish + 1
            elif mode == running:
                start, planned = alone, finish
                pushed = bound > floor
                finish = at[rank[bound] + span] if pushed else a.idles[row]
                if end > finish:
                    finish = end
                    if end > a.promises[row]:
                        driver = end_by
                elif pushed and finish >= planned:
                    driver = by
                if a.promises[row] > finish:
                    finish = a.promises[row]
                begin, after_it = start, finish + 1
            elif mode == gone:
                closing, opening = a.gate_of(row), a.relay_gate(a.parents[row])
                start = finish = _latest(a, gates[closing], a.into_points[row], row)
                begin = after_it = _latest(a, gates[opening], a.into_relays[row], row)
            else:
                start = floor if bound else alone
                if bound > start:
                    start = bound
                if mode == capped_point:
                    start = max(min(start, a.latest[row]), a.lowest[row])
                if bound == start:
                    driver = by
                finish = start
                begin = after_it = start if opens else start + 1
        if marks is not None:
            if (
                finish == finishes[row]
                and start == starts[row]
                and begin == begins[row]
                and after_it == nexts[row]
            ):
                if driver != drivers[row]:
                    drivers[row] = driver
                    parent = a.parents[row]
                    if parent >= 0:
                        marks.flags[marks.place[parent + 2 * size]] = 1
                continue
            moved.append((row, starts[row], finishes[row]))
            marks.mark(a.network.after[row])
        starts[row], finishes[row], begins[row], nexts[row] = start, finish, begin, after_it
        drivers[row] = driver
    return moved


def _phase(a: Arrays, visit: int, marks: Marks | None, moved: Moves) -> None:
    """Open a phase or close it."""
    opening = visit < 2 * a.size
    row = visit - a.size if opening else visit - 2 * a.size
    if marks is None:
        (_open if opening else _close)(a, row)
        return
    if opening:
        doors = (row, a.gate(row, closes=True), a.relay_gate(row))
        was = [(a.gates[door], a.gate_drivers[door]) for door in doors]
        _open(a, row)
        if was != [(a.gates[door], a.gate_drivers[door]) for door in doors]:
            marks.mark(a.network.after[visit])
        return
    before = (a.starts[row], a.finishes[row], a.nexts[row], a.begins[row], a.drivers[row])
    _close(a, row)
    if before != (a.starts[row], a.finishes[row], a.nexts[row], a.begins[row], a.drivers[row]):
        moved.append((visit, before[0], before[1]))
        marks.mark(a.network.after[visit])


def _open(a: Arrays, row: int) -> None:
    """Compute the gates of a phase, and what drives them."""
    parent, beyond = a.parents[row], a.size + 1
    gates, drivers = a.gates, a.gate_drivers
    if not a.into[row] and not a.floors[row]:
        gates[row], drivers[row] = gates[parent], drivers[parent]
        gates[row + beyond] = gates[parent + beyond]
        drivers[row + beyond] = drivers[parent + beyond]
        gates[row + 2 * beyond] = gates[parent + 2 * beyond]
        return
    for closes, links in ((False, a.into[row]), (True, a.into_points[row])):
        above = a.gate(parent, closes=closes)
        bound, by = gates[above], drivers[above]
        for source, pred, op, lag in links:
            if source[pred]:
                day = earliest(op, lag, source[pred], a.tables[row])
                if day > bound or (day == bound and by == NONE):
                    bound, by = day, pred
        if a.floors[row] > bound:
            bound, by = a.floors[row], NONE
        door = a.gate(row, closes=closes)
        gates[door], drivers[door] = bound, by
    bound = max(gates[parent + 2 * beyond], a.floors[row])
    gates[row + 2 * beyond] = _latest(a, bound, a.into_relays[row], row)


def _latest(a: Arrays, bound: int, links: Iterable[Into], row: int) -> int:
    """Return the latest of a day and of those that links into a row ask for."""
    for source, pred, op, lag in links:
        if source[pred]:
            bound = max(bound, earliest(op, lag, source[pred], a.tables[row]))
    return bound


def _close(a: Arrays, row: int) -> None:
    """Give a phase the dates of what it holds."""
    children, of_them, closing = a.inside(row)
    begun = of_them(a.starts)
    finish = max(of_them(a.finishes), default=UNSET)
    if a.relays[row]:
        start = finish = max(finish, a.gates[a.gate(row, closes=True)])
        a.begins[row] = a.nexts[row] = max((*of_them(a.nexts), a.gates[a.relay_gate(row)]))
        a.drivers[row] = NONE
    else:
        start = min(begun) or min(day for day in begun if day)
        a.begins[row] = start
        a.nexts[row] = finish + 1 if closing else max(of_them(a.nexts))
        a.drivers[row] = a.drivers[children[begun.index(start)]]
    a.starts[row], a.finishes[row] = start, finish
