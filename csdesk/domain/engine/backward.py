"""The backward pass: how late each row may lie, and the slack that this leaves."""

from collections.abc import Iterable

from csdesk.domain.calendar import Tables
from csdesk.domain.engine.arrays import (
    BEFORE,
    DAYS,
    DIRECT,
    END_WORK,
    FAR,
    RAW_DAYS,
    RAW_WORK,
    SNAP,
    UNTIL,
    WORK,
    Arrays,
)
from csdesk.domain.engine.forward import Marks


def backward(  # noqa: C901
    a: Arrays, visits: Iterable[int], marks: Marks | None = None, *, snap: bool = False
) -> None:
    """Compute the latest dates at which no successor, limit or `a.end` is missed, and slack.

    Visits run backward through the order. With `marks`, what waits for a changed bound is marked.
    `snap` keeps milestones off days off, limits apart.
    """
    size, end = a.size, a.end
    out, tables, parents, points = a.out, a.tables, a.parents, a.points
    starts, finishes, spans, limits, held = a.starts, a.finishes, a.spans, a.limits, a.held
    late_starts, late_finishes, first_starts = a.late_starts, a.late_finishes, a.first_starts
    slack, ended, counts = a.slack, a.ended, a.counts
    flags = marks.flags if marks is not None else bytearray()
    place = marks.place if marks is not None else []
    before = a.network.before if marks is not None else []
    for visit in visits:
        if size <= visit < 2 * size:
            row = visit - size
            least = left = FAR
            for child in a.network.children[row]:
                if late_starts[child] < least:
                    least = late_starts[child]
                if slack[child] < left:
                    left = slack[child]
            if marks is not None:
                if least != late_starts[row]:
                    for earlier in before[visit]:
                        flags[place[earlier]] = 1
                elif left != slack[row] and parents[row] >= 0:
                    flags[place[parents[row] + size]] = 1
            slack[row], late_starts[row] = left, least
            continue
        row = visit if visit < size else visit - 2 * size
        finish, start = limits[row], FAR
        parent = parents[row]
        if late_finishes[parent] < finish:
            finish = late_finishes[parent]
        if first_starts[parent] != FAR and starts[row] == starts[parent]:
            start = first_starts[parent]
        for bounds, succ, op, lag, holds, near in out[row]:
            bound = bounds[succ]
            if bound == FAR:
                continue
            if op == DIRECT:
                x = bound
            elif op == WORK:
                x = near.at[near.rank[bound + 1] - 1 - lag]
            else:
                x = latest(op, lag, bound, near)
            if holds == BEFORE:
                if x <= finish:
                    finish = x - 1
            elif holds == UNTIL:
                if x < finish:
                    finish = x
            elif x < start:
                start = x
        if end < finish:
            finish = end
        if held[row]:
            finish, start = min(held[row], limits[row]), FAR
        if visit >= size:
            same = late_finishes[row] == finish and first_starts[row] == start
            late_finishes[row], first_starts[row] = finish, start
            if marks is not None and not same:
                for earlier in before[visit]:
                    flags[place[earlier]] = 1
            continue
        _, rank, at = tables[row]
        left = FAR
        if ended[row] or (finish == FAR and start == FAR):
            start = finish = FAR
        elif points[row]:
            if start < finish:
                finish = start
            if snap and limits[row] == FAR:
                finish = at[rank[finish + 1] - 1]
            start = finish
            if counts[row]:
                left = rank[finish + 1] - rank[finishes[row] + 1]
        else:
            last = rank[finish + 1] - 1 if finish != FAR else FAR
            if start != FAR:
                number = rank[start + 1] - 1 + spans[row]
                if number < last:
                    last = number
            finish, start = at[last], at[last - spans[row]]
            left = last + 1 - rank[finishes[row] + 1]
        slack[row] = left
        if marks is None:
            late_finishes[row], late_starts[row] = finish, start
            continue
        if late_finishes[row] != finish or late_starts[row] != start:
            late_finishes[row], late_starts[row] = finish, start
            for earlier in before[visit]:
                flags[place[earlier]] = 1
        elif parent >= 0:
            flags[place[parent + size]] = 1  # its slack may be the phase's


def latest(op: int, lag: int, bound: int, near: Tables) -> int:
    """Return the latest day x that a predecessor may hand on so that `bound` is not missed."""
    rank, at = near.rank, near.at
    if op == DIRECT:
        return bound
    if op == SNAP:
        return at[rank[bound + 1] - 1]
    if op == WORK:
        return at[rank[bound + 1] - 1 - lag]
    if op == DAYS:
        return at[rank[bound + 1] - 1] - lag
    if op == RAW_DAYS:
        return bound - lag
    if op == RAW_WORK:
        return at[rank[bound + 1] - lag] - 1
    if op == END_WORK:
        return at[rank[bound + 1] - lag]
    return at[rank[bound + 1]] - lag


def free_slack(a: Arrays) -> list[int]:
    """Return by how many working days each row may end later before it moves another, FAR: none.

    A row that nothing follows has its total slack; one that ends a phase holds what waits for it.
    """
    size = a.size
    free = [FAR] * size
    until = [FAR] * (size + 1)  # the latest finish that moves nothing
    for visit in reversed(a.network.order):
        if size <= visit < 2 * size:
            row = visit - size
            free[row] = min((free[child] for child in a.network.children[row]), default=FAR)
            continue
        row = visit if visit < size else visit - 2 * size
        rank = a.tables[row].rank
        finish, delay = until[a.parents[row]], FAR
        for bounds, succ, op, lag, holds, near in a.out[row]:
            if a.ended[succ]:
                continue
            early = a.starts if bounds is a.late_starts else a.finishes
            bound = early[succ] if a.counts[succ] else until[succ]
            if bound == FAR or not bound:
                continue
            x = latest(op, lag, bound, near)
            if holds == BEFORE:
                finish = min(finish, x - 1)
            elif holds == UNTIL:
                if x < finish:
                    finish = x
            else:
                delay = min(delay, rank[x + 1] - rank[a.starts[row] + 1])
        if finish != FAR:
            delay = min(delay, rank[finish + 1] - rank[a.finishes[row] + 1])
        until[row] = finish
        if visit >= size or a.slack[row] == FAR:
            continue
        free[row] = max(min(delay, a.slack[row]), 0) if delay != FAR else a.slack[row]
    return free
