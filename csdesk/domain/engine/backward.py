"""The backward pass: how late each row may lie, and the slack that this leaves."""

from collections.abc import Iterable

from csdesk.domain.engine.arrays import (
    BEFORE,
    END_WORK,
    ENDED,
    FAR,
    MILESTONE,
    NEVER,
    RAW,
    START,
    WORK,
    Arrays,
    latest,
)
from csdesk.domain.engine.forward import Marks


def backward(  # noqa: C901
    a: Arrays, visits: Iterable[int], marks: Marks | None = None, *, snap: bool = False
) -> None:
    """Compute the latest dates at which no successor, limit or `a.end` is missed, and slack.

    Visits run backward through the order. With `marks`, what waits for a changed bound is marked.
    `snap` keeps milestones off days off, limits apart.
    """
    size, plan_end = a.size, a.end
    behind, starts, finishes = a.behind, a.starts, a.finishes
    late_starts, late_finishes, first_starts = a.late_starts, a.late_finishes, a.first_starts
    slack = a.slack
    # Locals are read faster than globals.
    far, never, at_start, work, end_work, ended = FAR, NEVER, START, WORK, END_WORK, ENDED
    for visit in visits:
        if size <= visit < 2 * size:
            _open(a, visit - size, marks)
            continue
        row = visit if visit < size else visit - 2 * size
        parent, limit, back, out, held, kind, span, tables = behind[row]
        finish, start = limit, far
        if plan_end < finish:
            finish = plan_end
        if late_finishes[parent] < finish:
            finish = late_finishes[parent]
        if first_starts[parent] != far and starts[row] == starts[parent]:
            start = first_starts[parent]
        for bounds, succ, between in back:
            x = bounds[succ] - between
            if x < finish:
                finish = x
        for bounds, succ, op, lag, end, near in out:
            x = bounds[succ]
            if x == far:
                continue
            _, rank, at = near
            if op == work:
                x = at[rank[x + 1] - 1 - lag]
            elif op == end_work:
                x = at[rank[x + 1] - lag]
            elif op != RAW:
                x = latest(op, lag, x, near)
            if end == at_start:
                if x < start:
                    start = x
            elif x - end < finish:
                finish = x - end
        if held:
            finish, start = min(held, limit), far
        if finish > never:
            finish = far
        if visit >= size:
            if marks is not None and (late_finishes[row], first_starts[row]) != (finish, start):
                marks.mark(a.network.before[visit])
            late_finishes[row], first_starts[row] = finish, start
            continue
        left = far
        if kind == ended or (finish == far and start == far):
            start = finish = far
        elif kind:
            _, rank, at = tables
            if start < finish:
                finish = start
            if snap and limit == far:
                finish = at[rank[finish + 1] - 1]
            start = finish
            if kind == MILESTONE:
                left = rank[finish + 1] - rank[finishes[row] + 1]
        else:
            _, rank, at = tables
            last = rank[finish + 1] if finish != far else far
            if start != far:
                number = rank[start + 1] + span
                if number < last:
                    last = number
            left = last - rank[finishes[row] + 1]
            finish, start = at[last - 1], at[last - 1 - span]
        if marks is not None:
            if late_finishes[row] != finish or late_starts[row] != start:
                marks.mark(a.network.before[visit])
            elif parent >= 0:
                marks.flags[marks.place[parent + size]] = 1  # its slack may be the phase's
        slack[row], late_finishes[row], late_starts[row] = left, finish, start


def _open(a: Arrays, row: int, marks: Marks | None) -> None:
    """Give a phase the latest start and the slack of what it holds."""
    of_them = a.all_inside(row)
    late_start = min(of_them(a.late_starts), default=FAR)
    left = min(of_them(a.slack), default=FAR)
    if marks is not None:
        if late_start != a.late_starts[row]:
            marks.mark(a.network.before[row + a.size])
        elif left != a.slack[row] and a.parents[row] >= 0:
            marks.flags[marks.place[a.parents[row] + a.size]] = 1
    a.slack[row], a.late_starts[row] = left, late_start


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
        links = [(bounds, succ, 3, 0, end, a.tables[succ]) for bounds, succ, end in a.back[row]]
        for bounds, succ, op, lag, end, near in (*links, *a.out[row]):
            early = a.starts if bounds is a.late_starts else a.finishes
            bound = early[succ] if a.counts[succ] else until[succ]
            if a.ended[succ] or not 0 < bound < FAR:
                continue
            x = latest(op, lag, bound, near)
            if end == START:
                delay = min(delay, rank[x + 1] - rank[a.starts[row] + 1])
            else:
                finish = min(finish, x - 1 if end == BEFORE else x)
        if finish != FAR:
            delay = min(delay, rank[finish + 1] - rank[a.finishes[row] + 1])
        until[row] = finish
        if visit < size and a.slack[row] != FAR:
            free[row] = max(min(delay, a.slack[row]), 0)
    return free
