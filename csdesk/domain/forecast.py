"""The forward pass over a running plan: where each row stands, or will stand, as of today.

Rules (model.md, "Plan rows"): what is done keeps its actual dates. What runs keeps its start and
ends on its target date; once that has passed, or something blocks or pushes it, its rest begins no
earlier than today. What has not begun keeps the dates that people gave it until
today, a link, a constraint or a hold pushes it; then it moves as a block. A forecast finish never
lies before the target date. Cancelled rows take no time and pass their links on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import Constraint, RowKind, Status
from csdesk.domain.network import NONE, Link, Network, Shape, build_network
from csdesk.domain.passes import UNSET, Bounds, link_bounds
from csdesk.domain.records import Dependency, PlanRow

_HOLDING = (Constraint.FIXED, Constraint.NOT_LATER)
_OPEN = frozenset(status for status in Status if status.is_open)
_NO_BOUNDS = Bounds(UNSET, NONE, UNSET, NONE)


@dataclass(slots=True)
class Forecast:
    """The rows of a plan with their computed dates, in parallel lists by row number (ordinals)."""

    rows: Sequence[PlanRow]
    number: Mapping[int, int]  # row id -> number
    parents: list[int]
    summary: list[bool]
    points: list[bool]
    statuses: list[Status]  # with what a cancelled or held phase hands down
    open: list[bool]  # not done, cancelled or on hold
    calendars: list[WorkCalendar]
    network: Network
    planned_starts: list[int]  # as people stored them; phases span theirs
    planned_finishes: list[int]
    lengths: list[int]  # working days of the row's calendar
    starts: list[int]
    finishes: list[int]
    drivers: list[int]


def forecast(
    rows: Sequence[PlanRow],
    links: Sequence[Dependency],
    calendars: Calendars,
    today: date,
    project_start: date,
) -> Forecast:
    """Place every row. Rows come in tree order; links to rows that are not there are dropped."""
    plan = _prepare(rows, links, calendars)
    _Pass(plan, today.toordinal(), project_start.toordinal()).run()
    return plan


def _prepare(
    rows: Sequence[PlanRow], links: Sequence[Dependency], calendars: Calendars
) -> Forecast:
    number = {row.id: index for index, row in enumerate(rows)}
    parents = [NONE if row.parent_id is None else number.get(row.parent_id, NONE) for row in rows]
    statuses = _inherited(rows, parents)
    cancelled = [status is Status.CANCELLED for status in statuses]
    summary = [row.kind.is_summary for row in rows]
    milestone = [row.kind is RowKind.MILESTONE for row in rows]
    daily = every_day()
    own = [daily if row.calendar_days else calendars.of(row.side) for row in rows]
    shape = Shape(
        parents=parents,
        summary=summary,
        point=milestone,
        leads_to=[
            NONE if row.leads_to_id is None else number.get(row.leads_to_id, NONE) for row in rows
        ],
        leads=[
            row.kind is RowKind.ITEM and not gone for row, gone in zip(rows, cancelled, strict=True)
        ],
        receives=[mark and not gone for mark, gone in zip(milestone, cancelled, strict=True)],
    )
    drawn = [
        Link(
            number[link.predecessor_id], number[link.successor_id],
            link.type, link.lag, link.lag_calendar_days,
        )
        for link in links
        if link.predecessor_id in number and link.successor_id in number
    ]  # fmt: skip
    size = len(rows)
    plan = Forecast(
        rows=rows,
        number=number,
        parents=parents,
        summary=summary,
        points=[a or b for a, b in zip(milestone, cancelled, strict=True)],
        statuses=statuses,
        open=[status in _OPEN for status in statuses],
        calendars=own,
        network=build_network(shape, drawn),
        planned_starts=[UNSET] * size,
        planned_finishes=[UNSET] * size,
        lengths=[1] * size,
        starts=[UNSET] * size,
        finishes=[UNSET] * size,
        drivers=[NONE] * size,
    )
    for index in range(size):
        if not summary[index]:
            _plan_row(plan, index)
    for index in range(size - 1, -1, -1):
        if summary[index]:
            _span(plan, index, plan.planned_starts, plan.planned_finishes)
    return plan


def _inherited(rows: Sequence[PlanRow], parents: Sequence[int]) -> list[Status]:
    """Return each row's status, cancelled or held with the phase it lies in."""
    statuses: list[Status] = []
    for row, parent in zip(rows, parents, strict=True):
        status = row.status
        if parent != NONE:
            above = statuses[parent]
            if (above is Status.CANCELLED and status is not Status.DONE) or (
                above is Status.ON_HOLD and status.is_open
            ):
                status = above
        statuses.append(status)
    return statuses


def _plan_row(plan: Forecast, index: int) -> None:
    """Take over the dates that people stored, and the length of the row."""
    row, calendar = plan.rows[index], plan.calendars[index]
    begin = row.start.toordinal() if row.start is not None else UNSET
    target = row.target.toordinal() if row.target is not None else UNSET
    if row.kind is RowKind.MILESTONE:
        day = target or begin
        plan.planned_starts[index] = plan.planned_finishes[index] = day
        return
    length = max(row.duration, 1)
    if begin and target:
        begin = min(begin, target)
        length = max(calendar.rank(target + 1) - calendar.rank(begin), 1)
    elif target:
        begin = min(target, calendar.at(calendar.rank(target + 1) - length))
    elif begin:
        target = calendar.at(calendar.rank(begin) + length - 1)
    plan.planned_starts[index], plan.planned_finishes[index] = begin, target
    plan.lengths[index] = length


def _span(plan: Forecast, index: int, starts: list[int], finishes: list[int]) -> None:
    inside = [
        child
        for child in plan.network.children[index]
        if finishes[child] != UNSET and plan.statuses[child] is not Status.CANCELLED
    ]
    starts[index] = min((starts[child] for child in inside), default=UNSET)
    finishes[index] = max((finishes[child] for child in inside), default=UNSET)


class _Pass:
    """The walk itself: places rows in an order in which predecessors come first."""

    def __init__(self, plan: Forecast, today: int, project_start: int) -> None:
        self.plan = plan
        self.today = today
        self.project_start = project_start
        size = len(plan.rows)
        self.gates = [UNSET] * size
        self.gate_drivers = [NONE] * size

    def run(self) -> None:
        size = len(self.plan.rows)
        for visit in self.plan.network.order:
            if visit < size:
                self._place(visit)
            elif visit < 2 * size:
                self._open(visit - size)
            else:
                self._close(visit - 2 * size)

    def _bounds(self, index: int) -> Bounds:
        plan = self.plan
        if not plan.network.preds[index]:
            return _NO_BOUNDS
        return link_bounds(
            plan.network, index, plan.starts, plan.finishes, plan.points, plan.calendars[index]
        )

    def _open(self, index: int) -> None:
        row, bounds = self.plan.rows[index], self._bounds(index)
        day, driver = bounds.start, bounds.start_driver
        parent = self.plan.parents[index]
        if parent != NONE and self.gates[parent] > day:
            day, driver = self.gates[parent], self.gate_drivers[parent]
        own = max(_not_before(row), self._resume(row))
        if own > day:
            day, driver = own, NONE
        self.gates[index], self.gate_drivers[index] = day, driver

    def _close(self, index: int) -> None:
        plan = self.plan
        _span(plan, index, plan.starts, plan.finishes)
        if plan.finishes[index] == UNSET:
            # Nothing inside takes time: what waits for this phase waits for what it waits for.
            children = plan.network.children[index]
            passed = max((plan.finishes[child] for child in children), default=UNSET)
            day = max(passed, self.gates[index] - 1 if self.gates[index] else UNSET)
            plan.points[index] = True
            plan.starts[index] = plan.finishes[index] = day
        elif plan.network.children[index]:
            starts = plan.starts
            first = next(c for c in plan.network.children[index] if starts[c] == starts[index])
            plan.drivers[index] = plan.drivers[first]

    def _place(self, index: int) -> None:
        plan = self.plan
        row, status = plan.rows[index], plan.statuses[index]
        if status is Status.DONE:
            self._done(index)
            return
        bounds = self._bounds(index)
        parent = plan.parents[index]
        if parent != NONE and self.gates[parent] > bounds.start:
            bounds = bounds._replace(
                start=self.gates[parent], start_driver=self.gate_drivers[parent]
            )
        if status is Status.CANCELLED:
            plan.starts[index] = plan.finishes[index] = bounds.start
        elif row.kind is RowKind.MILESTONE:
            self._milestone(index, bounds)
        elif row.actual_start is not None or status is Status.IN_PROGRESS:
            self._running(index, bounds)
        else:
            self._waiting(index, bounds)

    def _done(self, index: int) -> None:
        plan = self.plan
        row = plan.rows[index]
        finish = plan.planned_finishes[index] or self.today
        if row.actual_finish is not None:
            finish = row.actual_finish.toordinal()
        start = plan.planned_starts[index] or finish
        if row.actual_start is not None:
            start = row.actual_start.toordinal()
        if row.kind is RowKind.MILESTONE:
            start = finish
        plan.starts[index], plan.finishes[index] = min(start, finish), finish

    def _milestone(self, index: int, bounds: Bounds) -> None:
        plan = self.plan
        row, calendar = plan.rows[index], plan.calendars[index]
        planned = plan.planned_finishes[index]
        soonest = calendar.at(calendar.rank(max(self.today, self._resume(row))))
        if row.pinned and planned:
            day = max(planned, self.today)
        elif row.constraint is Constraint.FIXED and row.constraint_on is not None:
            day = max(row.constraint_on.toordinal(), soonest)
        else:
            demanded = max(bounds.start, bounds.finish)
            day = max(planned, demanded, _not_before(row), soonest if planned < self.today else 0)
            if not planned and not demanded:
                day = max(day, self.project_start)
            if row.constraint is Constraint.NOT_LATER and row.constraint_on is not None:
                day = max(min(day, row.constraint_on.toordinal()), self.today)
            if demanded == day:
                first = bounds.start >= bounds.finish
                plan.drivers[index] = bounds.start_driver if first else bounds.finish_driver
        plan.starts[index] = plan.finishes[index] = day

    def _running(self, index: int, bounds: Bounds) -> None:
        plan = self.plan
        row, calendar = plan.rows[index], plan.calendars[index]
        target = plan.planned_finishes[index]
        start = plan.planned_starts[index] or self.today
        if row.actual_start is not None:
            start = row.actual_start.toordinal()
        start = min(start, self.today)
        soonest = max(self.today, self._resume(row))
        pushed = bounds.start > soonest and not row.pinned
        promised = row.target is not None and target >= self.today
        if promised and not (pushed or row.blocked_by_hand or soonest > self.today):
            finish = target
        else:
            rank = calendar.rank(bounds.start if pushed else soonest)
            finish = calendar.at(rank + self._rest(row, calendar, start) - 1)
        if row.pinned and target:
            finish = max(target, self.today)
        elif bounds.finish > max(finish, target):
            finish = bounds.finish
            plan.drivers[index] = bounds.finish_driver
        elif pushed and finish >= target:
            plan.drivers[index] = bounds.start_driver
        plan.starts[index] = start
        plan.finishes[index] = max(finish, target) if row.target is not None else finish

    def _rest(self, row: PlanRow, calendar: WorkCalendar, start: int) -> int:
        """Return the working days of the duration still to do, at least 1.

        Where progress was reported it decides. Where it was not, the days worked so far count,
        up to the day on which the item was blocked by hand.
        """
        if row.progress > 0:
            return max(1, -(-row.duration * (100 - row.progress) // 100))
        until = self.today
        if row.blocked_by_hand and row.blocked_since is not None:
            until = min(until, row.blocked_since.toordinal())
        worked = calendar.rank(until) - calendar.rank(start)
        return max(1, row.duration - max(worked, 0))

    def _waiting(self, index: int, bounds: Bounds) -> None:
        plan = self.plan
        row, calendar, length = plan.rows[index], plan.calendars[index], plan.lengths[index]
        begin, target = plan.planned_starts[index], plan.planned_finishes[index]
        if row.pinned and begin:
            plan.starts[index], plan.finishes[index] = begin, max(target, self.today)
            return
        soonest = max(self.today, self._resume(row))
        if row.constraint is Constraint.FIXED and row.constraint_on is not None:
            rank = calendar.rank(max(row.constraint_on.toordinal(), soonest))
            plan.starts[index], plan.finishes[index] = (
                calendar.at(rank), calendar.at(rank + length - 1),
            )  # fmt: skip
            return
        lower = max(bounds.start, _not_before(row), soonest)
        if not begin and bounds.start == UNSET:
            lower = max(lower, self.project_start)
        start, finish = begin, target
        if lower > begin:
            rank = calendar.rank(lower)
            start = calendar.at(rank)
            finish = max(calendar.at(rank + length - 1), target)
        if bounds.start and bounds.start >= max(lower, begin):
            plan.drivers[index] = bounds.start_driver
        if bounds.finish > finish:
            finish = bounds.finish
            start = max(start, calendar.at(calendar.rank(finish + 1) - length))
            plan.drivers[index] = bounds.finish_driver
        elif bounds.finish == finish and plan.drivers[index] == NONE:
            plan.drivers[index] = bounds.finish_driver
        if row.constraint is Constraint.NOT_LATER and row.constraint_on is not None:
            latest = max(row.constraint_on.toordinal(), soonest)
            if finish > latest:
                rank = max(calendar.rank(latest + 1) - length, calendar.rank(soonest))
                start, finish = calendar.at(rank), calendar.at(rank + length - 1)
                plan.drivers[index] = NONE
        plan.starts[index], plan.finishes[index] = start, finish

    def _resume(self, row: PlanRow) -> int:
        held = row.status is Status.ON_HOLD and row.resume_on is not None
        return row.resume_on.toordinal() if held and row.resume_on is not None else UNSET


def _not_before(row: PlanRow) -> int:
    if row.constraint is Constraint.NOT_BEFORE and row.constraint_on is not None:
        return row.constraint_on.toordinal()
    return UNSET


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
    bounds = link_bounds(plan.network, index, starts, finishes, plan.points, plan.calendars[index])
    if (judge_start or plan.points[index]) and bounds.start > starts[index]:
        return bounds.start_driver
    return bounds.finish_driver if bounds.finish > finishes[index] else NONE
