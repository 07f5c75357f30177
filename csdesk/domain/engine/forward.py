"""The forward pass: where each row lies, or will lie, as soon as links and people allow."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from csdesk.domain.engine.arrays import (
    CAPPED,
    CAPPED_POINT,
    DAYS,
    END_WORK,
    GONE,
    RAW,
    RAW_DAYS,
    RAW_WORK,
    RUNNING,
    SNAP,
    STILL,
    UNSET,
    WORK,
    Arrays,
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
    modes, into, tables, parents, points = a.modes, a.into, a.tables, a.parents, a.points
    floors, alone, opens, spans = a.floors, a.alone, a.opens, a.spans
    planned_starts, planned_finishes = a.planned_starts, a.planned_finishes
    starts, finishes, begins, nexts, drivers = a.starts, a.finishes, a.begins, a.nexts, a.drivers
    gates, gate_drivers = a.gates, a.gate_drivers
    moved: Moves = []
    partial = marks is not None
    flags = marks.flags if marks is not None else bytearray()
    place = marks.place if marks is not None else []
    after = a.network.after
    for visit in visits:
        if visit >= 2 * size:
            row = visit - 2 * size
            if not partial:
                _close(a, row)
                continue
            was = (starts[row], finishes[row], nexts[row], begins[row], drivers[row])
            _close(a, row)
            if was != (starts[row], finishes[row], nexts[row], begins[row], drivers[row]):
                moved.append((visit, was[0], was[1]))
                for later in after[visit]:
                    flags[place[later]] = 1
            continue
        row = visit if visit < size else visit - size
        first, rank, at = tables[row]
        bound = end = UNSET
        by = end_by = driver = NONE
        for source, pred, op, lag in into[row]:
            x = source[pred]
            if not x:
                continue
            if op == SNAP:
                day = first[x]
            elif op == WORK:
                day = at[rank[x] + lag]
            elif op == RAW:
                day = x
            elif op == END_WORK:
                day = at[rank[x] - 1 + lag]
            elif op == RAW_WORK:
                day = at[rank[x + 1] - 1 + lag]
            elif op == DAYS:
                day = first[x + lag]
            elif op == RAW_DAYS:
                day = x + lag
            else:
                day = at[rank[x + lag] - 1]
            if op < END_WORK:
                if day > bound:
                    bound, by = day, pred
            elif day > end:
                end, end_by = day, pred
        gate = gates[parents[row]]
        if gate > bound:
            bound, by = gate, gate_drivers[parents[row]]
            if modes[row] == GONE:
                bound -= 1  # a gate opens in the morning: what waits for this row may begin then
        if visit >= size:
            if floors[row] > bound:
                bound, by = floors[row], NONE
            if partial and (gates[row] != bound or gate_drivers[row] != by):
                for later in after[visit]:
                    flags[place[later]] = 1
            gates[row], gate_drivers[row] = bound, by
            continue
        mode = modes[row]
        if mode <= CAPPED:
            start, finish = planned_starts[row], planned_finishes[row]
            low = floors[row] if bound else alone[row]
            if bound >= low:
                low = bound
                if bound and bound >= start:
                    driver = by
            if low > start:
                number = rank[low]
                start = at[number]
                low = at[number + spans[row]]
                if low > finish:
                    finish = low
            if end > finish:
                finish = end
                low = at[rank[end + 1] - spans[row] - 1]
                if low > start:
                    start = low
                driver = end_by
            elif end == finish and driver == NONE:
                driver = end_by
            if mode == CAPPED and finish > a.latest[row]:
                number = max(rank[a.latest[row] + 1] - spans[row] - 1, rank[a.lowest[row]])
                start, finish = at[number], at[number + spans[row]]
                driver = NONE
            begin, after_it = start, finish + 1
        elif mode <= CAPPED_POINT:
            start = floors[row] if bound else alone[row]
            if bound > start:
                start = bound
            if mode == CAPPED_POINT:
                start = max(min(start, a.latest[row]), a.lowest[row])
            if bound == start:
                driver = by
            finish = start
            begin = after_it = start if opens[row] else start + 1
        elif mode == STILL:
            start, finish = floors[row], a.idles[row]
            after_it = finish if opens[row] else finish + 1
            begin = after_it if points[row] else start
        elif mode == RUNNING:
            start, planned = alone[row], planned_finishes[row]
            pushed = bound > floors[row]
            finish = at[rank[bound] + spans[row]] if pushed else a.idles[row]
            if end > finish and end > planned:
                finish, driver = end, end_by
            elif pushed and finish >= planned:
                driver = by
            if a.promises[row] > finish:
                finish = a.promises[row]
            begin, after_it = start, finish + 1
        else:
            start = finish = bound
            begin = after_it = bound + 1 if bound else UNSET
        if partial:
            if (
                finish == finishes[row]
                and start == starts[row]
                and begin == begins[row]
                and after_it == nexts[row]
            ):
                if driver != drivers[row]:
                    drivers[row] = driver
                    if parents[row] >= 0:
                        flags[place[parents[row] + 2 * size]] = 1
                continue
            moved.append((visit, starts[row], finishes[row]))
            for later in after[visit]:
                flags[place[later]] = 1
        starts[row], finishes[row], begins[row], nexts[row] = start, finish, begin, after_it
        drivers[row] = driver
    return moved


def _close(a: Arrays, row: int) -> None:
    """Give a phase the dates of what it holds."""
    starts, finishes, nexts, counts = a.starts, a.finishes, a.nexts, a.counts
    start = finish = after_it = UNSET
    first = NONE
    for child in a.network.children[row]:
        day = finishes[child]
        if not day or not counts[child]:
            continue
        if day > finish:
            finish = day
        if nexts[child] > after_it:
            after_it = nexts[child]
        if first == NONE or starts[child] < start:
            start, first = starts[child], child
    if finish:
        a.begins[row] = start
        a.drivers[row] = a.drivers[first]
    else:
        # Nothing inside takes time: what waits for this phase waits for what it waits for.
        passed = max((finishes[child] for child in a.network.children[row]), default=UNSET)
        start = finish = max(passed, a.gates[row] - 1)
        a.begins[row] = after_it = finish + 1 if finish else UNSET
        a.drivers[row] = NONE
    a.hollow[row] = first == NONE
    starts[row], finishes[row], nexts[row] = start, finish, after_it
