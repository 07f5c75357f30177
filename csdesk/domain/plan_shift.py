"""Operations on a whole running plan, as changes that can be stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import Constraint, MilestoneKind, RowKind, Status
from csdesk.domain.engine.arrays import FAR, RUNNING
from csdesk.domain.engine.backward import backward
from csdesk.domain.errors import N_, UserError
from csdesk.domain.follow import DATES, fitted, may_be_moved, shift_row
from csdesk.domain.forecast import Forecast, forecast
from csdesk.domain.records import PlanRow
from csdesk.domain.state import PlanInput
from csdesk.domain.status_rules import block_length, calendar_of

RowChanges = dict[int, dict[str, Any]]  # row id -> field -> value


def shift_all(
    plan: PlanInput, calendars: Calendars, today: date, days: int, *, only_unfinished: bool
) -> RowChanges:
    """Return the changes that move a whole plan by working days of each row's calendar.

    What this would put before what it waits for goes on where that allows. With
    `only_unfinished`, what is done or cancelled stays, and so do the start of what runs and the
    days of a series that has begun.
    """
    changes: RowChanges = {}
    for row in plan.rows:
        fields: Iterable[str] = DATES
        if only_unfinished:
            if row.status.is_ended:
                continue
            begun = row.status is Status.IN_PROGRESS or row.actual_start is not None
            if begun:
                fields = ("deadline",) if row.repeats else ("target", "deadline")
        shifted = shift_row(row, days, calendar_of(row, calendars), today, fields=fields)
        began = row.actual_start or row.start
        if "start" not in shifted and began is not None and "target" in shifted:
            shifted["target"] = max(shifted["target"], began)
        if shifted:
            changes[row.id] = shifted
    return fitted(plan, calendars, today, changes)


def start_from(plan: PlanInput, calendars: Calendars, today: date, day: date) -> RowChanges:
    """Return the changes after which no unfinished work lies before `day`.

    What has not begun, on hold or not, moves as a block, and with it what follows; without dates it
    starts not before `day`. What runs has what is left of it from `day` on. Pinned and fixed rows
    stay.
    """
    edits: RowChanges = {}
    placed = _placed(plan, plan.rows, calendars, today)
    for number, row in enumerate(plan.rows):
        calendar = placed.arrays.calendars[number]
        first = calendar.next_working(day)
        if placed.arrays.modes[number] == RUNNING and not row.pinned:
            finish = calendar.finish_of(first, placed.arrays.spans[number] + 1)
            if row.target is None or row.target < finish:
                edits[row.id] = {"target": finish}
        elif _may_start_later(placed, number) and (
            0 < placed.planned_starts[number] < day.toordinal()
        ):
            finish = first
            if row.kind is not RowKind.MILESTONE:
                finish = calendar.finish_of(first, block_length(row, calendar))
            edits[row.id] = {"start": first, "target": finish}
    edits = _held_undated(plan, calendars, today, day, edits)
    changes = {row_id: dict(fields) for row_id, fields in edits.items()}
    after = _placed(plan, _edited(plan, edits), calendars, today)
    for number, row in enumerate(plan.rows):
        start, finish = (
            date.fromordinal(max(days[number], 1)) for days in (after.starts, after.finishes)
        )
        pushed = after.finishes[number] > placed.finishes[number]
        later = pushed and row.target is not None and finish > row.target
        if "start" in edits.get(row.id, ()) or (later and may_be_moved(row)):
            changes[row.id] = {"start": start, "target": finish}
    return changes


def _edited(plan: PlanInput, changes: RowChanges) -> list[PlanRow]:
    return [replace(row, **changes.get(row.id, {})) for row in plan.rows]


def _may_start_later(placed: Forecast, number: int) -> bool:
    """Tell whether a row has not begun, and no one keeps its dates."""
    row = placed.rows[number]
    if row.kind.is_summary or row.pinned or row.constraint is Constraint.FIXED:
        return False
    begun = row.status is Status.IN_PROGRESS or row.actual_start is not None
    waits = row.kind is RowKind.MILESTONE or not begun
    return waits and not placed.statuses[number].is_ended


def _held_undated(
    plan: PlanInput, calendars: Calendars, today: date, day: date, changes: RowChanges
) -> RowChanges:
    """Add "not before" to rows without dates that nothing else keeps from lying before `day`."""
    while True:
        rows = _edited(plan, changes)
        placed = _placed(plan, rows, calendars, today)
        early = {
            number
            for number, row in enumerate(rows)
            if row.start is None and row.target is None and row.id not in changes
            if _may_start_later(placed, number) and row.constraint is not Constraint.NOT_LATER
            if placed.starts[number] < day.toordinal()
        }
        if not early:
            return changes
        for number in early:
            if placed.drivers[number] not in early:
                changes[rows[number].id] = {
                    "constraint": Constraint.NOT_BEFORE, "constraint_on": day,
                }  # fmt: skip


@dataclass(frozen=True, slots=True)
class BackPlan:
    """A running plan counted back from its go-live: nothing changes where that is too early."""

    changes: RowChanges
    earliest: date  # the earliest go-live that works as of today


def back_from(plan: PlanInput, calendars: Calendars, today: date, go_live: date) -> BackPlan:
    """Return the latest dates at which all that has not begun still reaches `go_live`.

    What comes after go-live follows it as soon as it may. Pinned and fixed rows, and what has
    begun, keep their dates. Raises `UserError` for a plan without an open go-live milestone.
    """
    target = _go_live(plan.rows)
    free = [
        _undated(row, calendars) if may_be_moved(row) or row is target else row for row in plan.rows
    ]
    placed = _placed(plan, free, calendars, today)
    index = placed.number[target.id]
    earliest = date.fromordinal(placed.finishes[index])
    if go_live < earliest:
        return BackPlan({}, earliest)
    arrays = placed.arrays
    arrays.limits[index] = go_live.toordinal()
    arrays.pack(index)
    backward(arrays, reversed(placed.network.order), snap=True)
    dated: list[PlanRow] = []
    for number, row in enumerate(free):
        late = arrays.late_finishes[number]
        if late != FAR and (may_be_moved(row) or row.id == target.id):
            start, finish = arrays.late_starts[number], late
            dated.append(
                replace(row, start=date.fromordinal(start), target=date.fromordinal(finish))
            )
        else:
            dated.append(row)
    final = _placed(plan, dated, calendars, today)
    changes: RowChanges = {}
    for number, row in enumerate(plan.rows):
        if not (may_be_moved(row) or row is target) or not final.finishes[number]:
            continue
        start, finish = final.starts[number], final.finishes[number]
        fresh = {"start": date.fromordinal(start), "target": date.fromordinal(finish)}
        if row.constraint is Constraint.FIXED:
            fresh["constraint_on"] = fresh["target"]
        if any(getattr(row, field) != day for field, day in fresh.items()):
            changes[row.id] = dict(fresh)
    return BackPlan(changes, earliest)


def _go_live(rows: Iterable[PlanRow]) -> PlanRow:
    for row in rows:
        if row.milestone_kind is MilestoneKind.GO_LIVE and row.status.is_open:
            return row
    raise UserError(
        "plan_without_go_live", N_("The plan has no go-live milestone to count back from.")
    )


def _undated(row: PlanRow, calendars: Calendars) -> PlanRow:
    """Return a row without dates that fills as many days as before."""
    length = row.duration
    if row.kind is not RowKind.MILESTONE:
        length = block_length(row, calendar_of(row, calendars))
    loose = row.constraint is Constraint.FIXED
    return replace(
        row,
        start=None,
        target=None,
        duration=length,
        pinned=False,
        constraint=Constraint.ASAP if loose else row.constraint,
    )


def _placed(
    plan: PlanInput, rows: Sequence[PlanRow], calendars: Calendars, today: date
) -> Forecast:
    return forecast(rows, plan.links, calendars, today, plan.project.start)
