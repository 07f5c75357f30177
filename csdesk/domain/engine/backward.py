"""The backward pass: how late each row may lie, and the slack that this leaves."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from csdesk.domain.engine.arrays import (
    BEGUN,
    END_WORK,
    ENDED,
    FAR,
    NEVER,
    RAW,
    RELAY,
    START,
    UNSET,
    UNTIL,
    WORK,
    Arrays,
    latest,
    none_of,
)
from csdesk.domain.engine.forward import Marks
from csdesk.domain.network import NONE


def backward(  # noqa: C901
    a: Arrays, visits: Iterable[int], marks: Marks | None = None, *, snap: bool = False
) -> None:
    """Compute the latest dates at which no successor, limit or `a.end` is missed, and slack.

    Visits run backward through the order. With `marks`, what waits for a changed bound is marked.
    `snap` keeps milestones off days off, limits apart.
    """
    size = a.size
    behind, starts, finishes = a.behind, a.starts, a.finishes
    late_starts, late_finishes, first_starts = a.late_starts, a.late_finishes, a.first_starts
    slack = a.slack
    late_finishes[a.gate(NONE, closes=False)] = late_finishes[a.gate(NONE, closes=True)] = a.end
    # Locals are read faster than globals.
    far, never, at_start = FAR, NEVER, START
    begun, ended, relay = BEGUN, ENDED, RELAY
    work, end_work, raw = WORK, END_WORK, RAW
    for row in visits:
        if row >= size:
            if row < 2 * size:
                _open(a, row - size, marks)
            else:
                _close(a, row - 2 * size, marks)
            continue
        parent, roof, limit, back, out, held, kind, span, rank, at = behind[row]
        finish, start = limit, far
        x = late_finishes[roof]
        if x < finish:
            finish = x
        if first_starts[parent] != far and starts[row] == starts[parent] and kind != begun:
            start = first_starts[parent]
        for bounds, succ, between in back:
            x = bounds[succ] - between
            if x < finish:
                finish = x
        for bounds, succ, op, lag, end, its_rank, its_at in out:
            x = bounds[succ]
            if x == far:
                continue
            if op == work:
                x = its_at[its_rank[x + 1] - 1 - lag]
            elif op == end_work:
                x = its_at[its_rank[x + 1] - lag]
            elif op != raw:
                x = latest(op, lag, x, its_rank, its_at)
            if end == at_start:
                if x < start:
                    start = x
            elif x - end < finish:
                finish = x - end
        if held:
            finish, start = min(held, limit), far
        if kind <= begun and (finish < never or start != far):
            last = rank[finish + 1] if finish < never else far
            if start != far:
                number = rank[start + 1] + span
                if number < last:
                    last = number
            left = last - rank[finishes[row] + 1]
            if left < 0 and starts[row] <= start and finishes[row] <= finish:
                left = 0  # it stands on a day off, and may stay
            finish, start = at[last - 1], at[last - 1 - span]
        elif kind == relay:
            _relay(a, row, marks)
            continue
        elif kind == ended or (finish > never and start == far):
            left = start = finish = far
        else:
            if start < finish:
                finish = start
            if snap and limit == far:
                finish = at[rank[finish + 1] - 1]
            start = finish
            left = rank[finish + 1] - rank[finishes[row] + 1]
            if left > 0 and a.opens[row]:
                left -= _waits(rank, finishes[row])
        if marks is not None:
            if late_finishes[row] != finish or late_starts[row] != start:
                marks.mark(a.network.before[row])
            elif parent >= 0:
                marks.flags[marks.place[parent + size]] = 1  # its slack may be the phase's
        slack[row], late_finishes[row], late_starts[row] = left, finish, start


def _waits(rank: Mapping[int, int], morning: int) -> int:
    """Return 1 for a morning on a day off: it is that of the next working day already."""
    return 1 if rank[morning] == rank[morning + 1] else 0


def _relay(a: Arrays, row: int, marks: Marks | None) -> None:
    """Give a cancelled row the latest day and the latest morning that it may hand on."""
    roof = row + a.size + 1
    found = _latest_relay(a, row)
    if marks is not None and found != (a.late_finishes[row], a.late_finishes[roof]):
        marks.mark(a.network.before[row])
    a.late_finishes[row], a.late_finishes[roof] = found
    a.late_starts[row] = found[0]


def _latest_relay(a: Arrays, row: int) -> tuple[int, int]:
    """Return the latest day and the latest morning that a relay may hand on.

    Whatever it does not hand on to anybody may lie after the end of the plan.
    """
    back, out, parent = a.back[row], a.out[row], a.parents[row]
    day, morning = a.limits[row], FAR
    if parent != NONE and a.relays[parent]:
        day = min(day, a.late_finishes[parent])
        morning = a.late_finishes[a.gate(parent, closes=True)]
    _, rank, at = a.tables[row]
    links = [(bounds, succ, RAW, 0, end, rank, at) for bounds, succ, end in back]
    for bounds, succ, op, lag, end, rank, at in (*links, *out):
        if bounds[succ] == FAR:
            continue
        x = latest(op, lag, bounds[succ], rank, at)
        if end == UNTIL:
            day = min(day, x)
        else:
            morning = min(morning, x)
    return (FAR if day > NEVER else day), (FAR if morning > NEVER else morning)


def _close(a: Arrays, row: int, marks: Marks | None) -> None:
    """Give a phase the latest finish of what it holds, and the latest start of its first row."""
    parent, _, limit, back, out, *_ = a.behind[row]
    if a.relays[row]:
        start, (closing, opening) = FAR, _latest_relay(a, row)
    elif not (back or out) and parent < 0:
        start, closing = FAR, min(limit, a.end)
        opening = closing = closing if closing < NEVER else FAR
    else:
        start, closing, opening = _latest_end(a, row)
    found = (start, closing, opening)
    roof = row + a.size + 1
    if marks is not None and found != (
        a.first_starts[row], a.late_finishes[row], a.late_finishes[roof]
    ):  # fmt: skip
        marks.mark(a.network.before[row + 2 * a.size])
    a.first_starts[row], a.late_finishes[row], a.late_finishes[roof] = found


def _latest_end(a: Arrays, row: int) -> tuple[int, int, int]:
    """Return the latest start of a phase's first row, and how late it may close and open a day."""
    parent, _, limit, back, out, *_ = a.behind[row]
    start = FAR
    if a.first_starts[parent] != FAR and a.starts[row] == a.starts[parent]:
        start = a.first_starts[parent]
    roofs = (a.gate(parent, closes=False), a.gate(parent, closes=True))
    late = [min(limit, a.late_finishes[one]) for one in roofs]
    _, rank, at = a.tables[row]
    links = [(bounds, succ, RAW, 0, end, rank, at) for bounds, succ, end in back]
    for bounds, succ, op, lag, end, rank, at in (*links, *out):
        if bounds[succ] == FAR:
            continue
        x = latest(op, lag, bounds[succ], rank, at)
        if end == START:
            start = min(start, x)
        else:
            late = [min(late[0], x - end), min(late[1], x)]
    if start != FAR and _has_begun(a, row):
        start = FAR
    closing, opening = (FAR if day > NEVER else day for day in late)
    return start, closing, opening


def _has_begun(a: Arrays, row: int) -> bool:
    """Tell whether a phase begins with what has begun, so that nothing can make it begin later."""
    return any(
        _has_begun(a, one) if a.summary[one] else a.behind[one][6] in (BEGUN, ENDED)
        for one in a.inside(row)[0]
        if a.starts[one] == a.starts[row]
    )


def _open(a: Arrays, row: int, marks: Marks | None) -> None:
    """Give a phase the latest start and the slack of what it holds, and its gates their days."""
    works, points, phases = a.late_inside(row)
    late_work = min(works(a.late_starts), default=FAR)
    late_point = min(points(a.late_starts), default=FAR)
    left = min(min(works(a.slack), default=FAR), min(points(a.slack), default=FAR))
    if phases is not none_of:
        late_work = min(late_work, *phases(a.late_works))
        late_point = min(late_point, *phases(a.late_points))
        left = min(left, *phases(a.slack))
    late_relay = FAR
    if a.relaying[row]:
        late_relay = min((_morning(a, child) for child in a.network.children[row]), default=FAR)
    if a.relays[row]:
        late_point = min(late_point, a.late_finishes[row])
        late_relay = min(late_relay, a.late_finishes[a.gate(row, closes=True)])
    late_start = min(late_work, late_point)
    late = (late_start, late_work, late_point, late_relay)
    if marks is not None:
        if late != (a.late_starts[row], a.late_works[row], a.late_points[row], a.late_relays[row]):
            marks.mark(a.network.before[row + a.size])
        elif left != a.slack[row] and a.parents[row] >= 0:
            marks.flags[marks.place[a.parents[row] + a.size]] = 1
    a.slack[row] = left
    a.late_starts[row], a.late_works[row], a.late_points[row], a.late_relays[row] = late


def _morning(a: Arrays, row: int) -> int:
    """Return the latest morning that relays in a row may hand on."""
    if a.summary[row]:
        return a.late_relays[row]
    return a.late_finishes[a.gate(row, closes=True)] if a.relays[row] else FAR


def free_slack(a: Arrays) -> list[int]:
    """Return by how many working days each row may end later before it moves another, FAR: none.

    A row that nothing follows has its total slack; one that ends a phase holds what waits for it.
    """
    size = a.size
    free = [FAR] * size
    until = [FAR] * (2 * size + 2)  # the latest finish that moves nothing, laid out as late ones
    # First day of what waits at the gates of a phase: of work, milestones, mornings handed on.
    gates = [FAR] * size, [FAR] * size, [FAR] * size
    begin = [FAR] * (size + 1)  # the latest start of a phase that moves nothing
    for visit in reversed(a.network.order):
        if size <= visit < 2 * size:
            row = visit - size
            free[row] = min((free[child] for child in a.network.children[row]), default=FAR)
            _first_inside(a, row, until, gates)
            continue
        row = visit if visit < size else visit - 2 * size
        rank = a.tables[row].rank
        finish, delay = until[a.roof(row, closes=a.opens[row])], FAR
        parent = a.parents[row]
        opening = until[a.roof(row, closes=True)]
        by = begin[parent] if parent != NONE and a.starts[parent] == a.starts[row] else FAR
        links = [(bounds, succ, RAW, 0, end, rank, rank) for bounds, succ, end in a.back[row]]
        for bounds, succ, op, lag, end, its_rank, its_at in (*links, *a.out[row]):
            bound = _holds(a, bounds, succ, until, gates)
            if not 0 < bound < FAR:
                continue
            x = latest(op, lag, bound, its_rank, its_at)
            if end == START:
                by = min(by, x)
            elif not a.relays[row]:
                finish = min(finish, x - end)
                opening = min(opening, x)
            elif end == UNTIL:
                finish = min(finish, x)
            else:
                opening = min(opening, x)
        if not a.relays[row]:
            begin[row] = by
        if by != FAR:
            delay = rank[by + 1] - rank[a.starts[row] + 1]
        if finish != FAR:
            delay = min(delay, rank[finish + 1] - rank[a.finishes[row] + 1])
        if 0 < delay < FAR and visit < size and a.opens[row]:
            delay -= _waits(rank, a.finishes[row])
        until[row] = finish
        if visit >= size or a.relays[row]:
            until[a.gate(row, closes=True)] = opening
        if visit < size and a.slack[row] != FAR:
            free[row] = max(min(delay, a.slack[row]), 0)
    return free


Gates: TypeAlias = tuple[list[int], list[int], list[int]]


def _holds(a: Arrays, bounds: list[int], place: int, until: list[int], gates: Gates) -> int:
    """Return the early day of what a link goes to, UNSET where nothing waits."""
    if bounds is a.late_works:
        return gates[0][place]
    if bounds is a.late_points:
        return gates[1][place]
    if bounds is a.late_relays:
        return gates[2][place]
    if place > a.size or a.relays[place]:
        return until[place]
    if a.ended[place]:
        return UNSET
    return (a.starts if bounds is a.late_starts else a.finishes)[place]


def _first_inside(a: Arrays, row: int, until: list[int], gates: Gates) -> None:
    """Find the first day of all that the gates of a phase hold back."""
    works, points, mornings = gates
    children = a.network.children[row]
    if a.relays[row]:
        points[row], mornings[row] = until[row], until[a.gate(row, closes=True)]
    for child in children:
        if a.summary[child]:
            for firsts in gates:
                firsts[row] = min(firsts[row], firsts[child])
        elif a.relays[child]:
            points[row] = min(points[row], until[child])
            mornings[row] = min(mornings[row], until[a.gate(child, closes=True)])
        elif not a.ended[child]:
            firsts = points if a.closes(child) else works
            firsts[row] = min(firsts[row], a.starts[child])
