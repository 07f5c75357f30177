"""A running plan, compiled from its records for the engine: where each row stands as of today.

Rules (model.md, "Plan rows"): what is done keeps its actual dates. What runs keeps its start and
ends on its target date; once that has passed, or something blocks or pushes it, its rest begins no
earlier than today. What has not begun keeps the dates that people gave it until
today, a link, a constraint or a hold pushes it; then it moves as a block. A forecast finish never
lies before the target date. Cancelled rows take no time and pass their links on. The project's
start bounds only rows without predecessors and dates of their own, and those bound by their finish.
A constraint beats the links.
"""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csdesk.domain.calendar import Calendars, every_day
from csdesk.domain.codes import Constraint, LinkType, RowKind, Status
from csdesk.domain.engine.arrays import (
    CAPPED,
    CAPPED_POINT,
    FAR,
    FREE,
    GONE,
    POINT,
    RUNNING,
    STILL,
    UNSET,
    Arrays,
)
from csdesk.domain.engine.forward import forward
from csdesk.domain.network import NONE, Link, Network, Shape, build_network
from csdesk.domain.passes import link_bounds
from csdesk.domain.records import Dependency, PlanRow

_HOLDING = (Constraint.FIXED, Constraint.NOT_LATER)
_OPEN = frozenset(status for status in Status if status.is_open)
_MILESTONE, _ITEM = RowKind.MILESTONE, RowKind.ITEM
_DONE, _CANCELLED, _ON_HOLD = Status.DONE, Status.CANCELLED, Status.ON_HOLD


@dataclass(slots=True, eq=False)
class Forecast:
    """The rows of a plan with their computed dates, in parallel lists by row number (ordinals)."""

    rows: list[PlanRow]
    number: Mapping[int, int]  # row id -> number
    parents: list[int]
    summary: list[bool]
    points: list[bool]
    statuses: list[Status]  # with what a cancelled or held phase hands down
    open: list[bool]  # not done, cancelled or on hold
    network: Network
    arrays: Arrays
    lengths: list[int]  # working days of the row's calendar
    planned_starts: list[int]  # as people stored them; phases span theirs
    planned_finishes: list[int]
    starts: list[int]
    finishes: list[int]
    drivers: list[int]
    today: int
    project_start: int


def forecast(
    rows: Sequence[PlanRow],
    links: Sequence[Dependency],
    calendars: Calendars,
    today: date,
    project_start: date,
) -> Forecast:
    """Place every row. Rows come in tree order; links to rows that are not there are dropped."""
    plan = compile_plan(rows, links, calendars, today, project_start)
    forward(plan.arrays, plan.network.order)
    return plan


def compile_plan(
    rows: Sequence[PlanRow],
    links: Sequence[Dependency],
    calendars: Calendars,
    today: date,
    project_start: date,
) -> Forecast:
    """Return the plan as the engine walks it, not placed yet.

    It is made of many small lists that all stay: looking among them for rubbish meanwhile would
    take as long again.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _compiled(rows, links, calendars, today, project_start)
    finally:
        if collecting:
            gc.enable()


def _compiled(
    rows: Sequence[PlanRow],
    links: Sequence[Dependency],
    calendars: Calendars,
    today: date,
    project_start: date,
) -> Forecast:
    number = {row.id: index for index, row in enumerate(rows)}
    parents = [NONE if row.parent_id is None else number.get(row.parent_id, NONE) for row in rows]
    statuses = _inherited(rows, parents)
    summary = [row.kind is not _ITEM and row.kind is not _MILESTONE for row in rows]
    milestone = [row.kind is _MILESTONE for row in rows]
    gone = [status is _CANCELLED for status in statuses]
    shape = Shape(
        parents=parents,
        summary=summary,
        point=milestone,
        leads_to=[
            NONE if row.leads_to_id is None else number.get(row.leads_to_id, NONE) for row in rows
        ],
        leads=[_leads(row) and not out for row, out in zip(rows, gone, strict=True)],
        receives=[mark and not out for mark, out in zip(milestone, gone, strict=True)],
    )
    make = Link._make
    drawn = [
        make(
            (
                number[link.predecessor_id],
                number[link.successor_id],
                link.type,
                link.lag,
                link.lag_calendar_days,
                False,
            )
        )
        for link in links
        if link.predecessor_id in number and link.successor_id in number
    ]
    network = build_network(shape, drawn)
    arrays = Arrays(network, parents, summary)
    daily = every_day()
    arrays.calendars = [daily if row.calendar_days else calendars.of(row.side) for row in rows]
    arrays.tables = [calendar.tables for calendar in arrays.calendars]
    arrays.points = [a or b for a, b in zip(milestone, gone, strict=True)]
    arrays.opens = [
        mark and row.opens_day and not out
        for row, mark, out in zip(rows, milestone, gone, strict=True)
    ]
    plan = Forecast(
        rows=list(rows),
        number=number,
        parents=parents,
        summary=summary,
        points=arrays.points,
        statuses=statuses,
        open=[status in _OPEN for status in statuses],
        network=network,
        arrays=arrays,
        lengths=[1] * len(rows),
        planned_starts=arrays.planned_starts,
        planned_finishes=arrays.planned_finishes,
        starts=arrays.starts,
        finishes=arrays.finishes,
        drivers=arrays.drivers,
        today=today.toordinal(),
        project_start=project_start.toordinal(),
    )
    for index in range(len(rows)):
        fill(plan, index)
    for index in range(len(rows) - 1, -1, -1):
        if summary[index]:
            span_planned(plan, index)
    arrays.link_up()
    arrays.pack_all()
    return plan


def _leads(row: PlanRow) -> bool:
    """Whether an item counts towards a milestone; one from a file only where someone said so."""
    return row.kind is _ITEM and (row.leads_to_id is not None or not row.source_uid)


def _inherited(rows: Sequence[PlanRow], parents: Sequence[int]) -> list[Status]:
    """Return each row's status, cancelled or held with the phase it lies in."""
    statuses: list[Status] = []
    for row, parent in zip(rows, parents, strict=True):
        above = statuses[parent] if parent != NONE else None
        plain = above is not _CANCELLED and above is not _ON_HOLD
        statuses.append(row.status if plain else handed_down(row.status, above))
    return statuses


def handed_down(status: Status, above: Status | None) -> Status:
    """Return a row's status in a phase that has the status `above`."""
    if above is _CANCELLED and status is not _DONE:
        return above
    return above if above is _ON_HOLD and status in _OPEN else status


def span_planned(plan: Forecast, index: int) -> None:
    """Give a phase the dates that people gave to what it holds."""
    starts, finishes = plan.planned_starts, plan.planned_finishes
    inside = [
        child
        for child in plan.network.children[index]
        if finishes[child] != UNSET and plan.statuses[child] is not _CANCELLED
    ]
    starts[index] = min((starts[child] for child in inside), default=UNSET)
    finishes[index] = max((finishes[child] for child in inside), default=UNSET)


def fill(plan: Forecast, index: int) -> None:
    """Compile one row: what people decided and what happened, as the passes need it."""
    a, row, status = plan.arrays, plan.rows[index], plan.statuses[index]
    constraint = row.constraint
    on = UNSET
    if constraint is not Constraint.ASAP and row.constraint_on is not None:
        on = row.constraint_on.toordinal()
    not_before = on if constraint is Constraint.NOT_BEFORE else UNSET
    resume = UNSET
    if row.status is _ON_HOLD and row.resume_on is not None:
        resume = row.resume_on.toordinal()
    ended = status is _DONE or status is _CANCELLED
    limit = FAR
    if not ended:
        if row.deadline is not None:
            limit = row.deadline.toordinal()
        if constraint is Constraint.NOT_LATER and on and on < limit:
            limit = on
    a.limits[index] = limit
    a.held[index] = UNSET
    a.ended[index] = status is _DONE
    a.counts[index] = status is not _CANCELLED
    if plan.summary[index]:
        a.floors[index] = UNSET if status is _CANCELLED else max(not_before, resume)
        return
    _plan_row(plan, index)
    if status is _DONE:
        _done(plan, index)
    elif status is _CANCELLED:
        a.modes[index] = GONE
    elif row.kind is _MILESTONE:
        _milestone(plan, index, max(plan.today, resume), on)
    elif row.actual_start is not None or status is Status.IN_PROGRESS:
        _running(plan, index, max(plan.today, resume))
    else:
        _waiting(plan, index, max(plan.today, resume), on)


def _plan_row(plan: Forecast, index: int) -> None:
    """Take over the dates that people stored, and the length of the row."""
    row = plan.rows[index]
    begin = row.start.toordinal() if row.start is not None else UNSET
    target = row.target.toordinal() if row.target is not None else UNSET
    if row.kind is _MILESTONE:
        plan.planned_starts[index] = plan.planned_finishes[index] = target or begin
        return
    _, rank, at = plan.arrays.tables[index]
    length = row.duration if row.duration > 0 else 1
    if begin and target:
        begin = min(begin, target)
        length = max(rank[target + 1] - rank[begin], 1)
    elif target:
        begin = min(target, at[rank[target + 1] - length])
    elif begin:
        target = at[rank[begin] + length - 1]
    plan.planned_starts[index], plan.planned_finishes[index] = begin, target
    plan.lengths[index] = length
    plan.arrays.spans[index] = length - 1


def _still(plan: Forecast, index: int, start: int, finish: int) -> None:
    """Keep a row on its dates."""
    a = plan.arrays
    a.modes[index], a.floors[index], a.idles[index] = STILL, start, finish
    rank = a.tables[index].rank
    a.spans[index] = max(rank[finish + 1] - rank[start] - 1, 0)


def _done(plan: Forecast, index: int) -> None:
    row = plan.rows[index]
    finish = plan.planned_finishes[index] or plan.today
    if row.actual_finish is not None:
        finish = row.actual_finish.toordinal()
    start = plan.planned_starts[index] or finish
    if row.actual_start is not None:
        start = row.actual_start.toordinal()
    if row.kind is _MILESTONE:
        start = finish
    _still(plan, index, min(start, finish), finish)


def _milestone(plan: Forecast, index: int, soonest: int, on: int) -> None:
    a, row = plan.arrays, plan.rows[index]
    planned = plan.planned_finishes[index]
    soonest = a.tables[index].first[soonest]
    if row.pinned and planned:
        day = max(planned, plan.today)
        _still(plan, index, day, day)
        return
    if row.constraint is Constraint.FIXED and on:
        day = max(on, soonest)
        _still(plan, index, day, day)
        a.held[index] = day
        return
    a.modes[index] = POINT
    floor = planned if planned >= plan.today else max(planned, soonest)
    alone = floor
    if row.constraint is Constraint.NOT_BEFORE and on:
        floor = alone = max(floor, on)
    elif not planned:
        alone = max(floor, a.tables[index].first[_project_start(plan, index)[1] or 1])
    if row.constraint is Constraint.NOT_LATER and on:
        a.modes[index], a.latest[index], a.lowest[index] = CAPPED_POINT, on, plan.today
    a.floors[index], a.alone[index] = floor, alone


def _running(plan: Forecast, index: int, soonest: int) -> None:
    a, row = plan.arrays, plan.rows[index]
    _, rank, at = a.tables[index]
    target, today = plan.planned_finishes[index], plan.today
    if row.actual_start is not None:
        start = row.actual_start.toordinal()
    else:
        start = min(plan.planned_starts[index] or today, today)
    if row.pinned and target:
        _still(plan, index, start, max(target, today, start))
        return
    rest = _rest(plan, index, start)
    if start > today:  # as of a day before it began: the rest follows what was done
        soonest = max(soonest, at[rank[start] + max(row.duration, 1) - rest])
    promised = row.target is not None and target >= today
    if promised and not (row.blocked_by_hand or soonest > today):
        finish = target
    else:
        finish = at[rank[soonest] + rest - 1]
    a.modes[index], a.spans[index] = RUNNING, rest - 1
    a.alone[index], a.floors[index] = start, FAR if row.pinned else soonest
    a.idles[index] = finish
    a.promises[index] = target if row.target is not None else UNSET


def _rest(plan: Forecast, index: int, start: int) -> int:
    """Return the working days of the duration still to do, at least 1.

    Where progress was reported it decides. Where it was not, the days worked so far count,
    up to the day on which the item was blocked by hand.
    """
    row, rank = plan.rows[index], plan.arrays.tables[index].rank
    if row.progress > 0:
        return max(1, -(-row.duration * (100 - row.progress) // 100))
    until = plan.today
    if row.blocked_by_hand and row.blocked_since is not None:
        until = min(until, row.blocked_since.toordinal())
    return max(1, row.duration - max(rank[until] - rank[start], 0))


def _waiting(plan: Forecast, index: int, soonest: int, on: int) -> None:
    a, row = plan.arrays, plan.rows[index]
    begin, target = plan.planned_starts[index], plan.planned_finishes[index]
    if row.pinned and begin:
        _still(plan, index, begin, max(target, plan.today))
        return
    if row.constraint is Constraint.FIXED and on:
        _, rank, at = a.tables[index]
        number = rank[max(on, soonest)]
        finish = at[number + plan.lengths[index] - 1]
        _still(plan, index, at[number], finish)
        a.held[index] = finish
        return
    a.modes[index] = FREE
    floor = alone = soonest
    if row.constraint is Constraint.NOT_BEFORE and on:
        floor = alone = max(soonest, on)
    if not begin and plan.project_start > floor:
        low, low_alone = _project_start(plan, index)
        floor = max(floor, low)
        if not (row.constraint is Constraint.NOT_BEFORE and on):
            alone = max(alone, low_alone)
    if row.constraint is Constraint.NOT_LATER and on:
        a.modes[index] = CAPPED
        a.latest[index], a.lowest[index] = max(on, soonest), soonest
    a.floors[index], a.alone[index] = floor, alone
    if begin:
        first, days = a.tables[index].first, plan.lengths[index]
        if row.duration > days or first[begin] != begin or first[target] != target:
            _fit(plan, index, begin, target)


def _fit(plan: Forecast, index: int, begin: int, target: int) -> None:
    """Let a row that the engine may date lie on working days of its calendar, in all its length.

    The dates that people gave lie so when they are given; another calendar, or days off that come
    later, take days out of them.
    """
    a, days = plan.arrays, max(plan.rows[index].duration, plan.lengths[index])
    first, rank, at = a.tables[index]
    begin = first[begin]
    finish = max(first[target], at[rank[begin] + days - 1])
    if days > plan.lengths[index]:
        plan.lengths[index], a.spans[index] = days, days - 1
    plan.planned_starts[index], plan.planned_finishes[index] = begin, finish


def _project_start(plan: Forecast, index: int) -> tuple[int, int]:
    """Return how the project's start bounds an undated row: always, and while no link does.

    It bounds rows that a finish binds by FF, and those without predecessors; a row that ends with
    another's start (SF) may lie before it.
    """
    types = {link.type for link in plan.network.preds[index]}
    if LinkType.FF in types:
        return plan.project_start, plan.project_start
    return UNSET, UNSET if LinkType.SF in types else plan.project_start


def contradictions(plan: Forecast) -> list[int]:
    """Return per row the predecessor that its dates contradict, NONE mostly.

    Rows not begun are judged by what people stored on both sides and by what happened; rows that a
    pin or a constraint holds are judged by the forecast too.
    """
    size = len(plan.rows)
    found = [NONE] * size
    starts, finishes = list(plan.planned_starts), list(plan.planned_finishes)
    for index in range(size):
        if plan.statuses[index] is Status.DONE:
            starts[index], finishes[index] = plan.starts[index], plan.finishes[index]
    for index, row in enumerate(plan.rows):
        if not plan.network.preds[index] or plan.summary[index]:
            continue
        held = row.pinned or row.constraint in _HOLDING
        pushed = (
            plan.starts[index] != plan.planned_starts[index]
            or plan.finishes[index] != plan.planned_finishes[index]
        )
        # A row that keeps its dates satisfies the forecast, which is never before what is stored.
        if not (held or pushed) or plan.statuses[index].is_ended or _has_begun(plan, index):
            continue
        found[index] = _contradicts(plan, index, starts, finishes, row.start is not None)
        if found[index] == NONE and held:
            found[index] = _contradicts(plan, index, plan.starts, plan.finishes, judge_start=True)
    return found


def _has_begun(plan: Forecast, index: int) -> bool:
    in_progress = plan.statuses[index] is Status.IN_PROGRESS
    return in_progress or plan.rows[index].actual_start is not None


def _contradicts(
    plan: Forecast, index: int, starts: list[int], finishes: list[int], judge_start: bool
) -> int:
    if finishes[index] == UNSET:
        return NONE
    bounds = link_bounds(plan.arrays, index, starts, finishes)
    if (judge_start or plan.points[index]) and bounds.start > starts[index]:
        return bounds.start_driver
    return bounds.finish_driver if bounds.finish > finishes[index] else NONE
