"""What a person's edit of a status or a date does to a row (model.md, "Plan rows").

Each rule returns the changes of the row as `field -> value`, only those that differ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import Constraint, RowKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.forecast import contradictions, forecast
from csdesk.domain.network import NONE
from csdesk.domain.passes import link_bounds
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.state import PlanInput

Changes = dict[str, Any]

_FUTURE = N_("What is done cannot lie after today. Choose an earlier day or another status.")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A date that is earlier than a predecessor allows.

    The person keeps it (nothing else to write), breaks the links named, or takes it as a deadline
    (`as_deadline`).
    """

    row_id: int
    predecessor_id: int
    earliest: date  # the earliest start that the link allows (finish, for a milestone)
    link_ids: tuple[int, ...]


def calendar_of(row: PlanRow, calendars: Calendars) -> WorkCalendar:
    """Return the calendar that a row runs on: its owner side's, or every day if it says so."""
    return every_day() if row.calendar_days else calendars.of(row.side)


def past_deadline(row: PlanRow, finish: date | None, calendars: Calendars) -> int:
    """Return by how many working days an open row that ends on `finish` misses its deadline."""
    if row.deadline is None or finish is None or finish <= row.deadline or row.status.is_ended:
        return 0
    return max(1, calendar_of(row, calendars).days_after(row.deadline, finish))


def edit_status(
    row: PlanRow,
    status: Status,
    *,
    today: date,
    on: date | None = None,
    reason: str | None = None,
    resume_on: date | None = None,
) -> Changes:
    """Set a status: in progress and done date themselves (`on`, else today), reopening clears.

    Done is never dated after today. Scheduled needs a date, on hold a reason and a day to resume
    (given, or on the row already); `UserError` names the field that is missing.
    """
    changes: Changes = {"status": status}
    day = min(on, today) if on is not None else today
    if status is Status.ON_HOLD:
        changes |= _hold(row, reason, resume_on)
    else:
        changes |= {"hold_reason": "", "resume_on": None}
    if status is Status.DONE:
        changes |= _finish(row, day)
    else:
        changes["actual_finish"] = None
    if status in (Status.TODO, Status.SCHEDULED):
        changes |= {"actual_start": None, "progress": 0}
    elif status is not Status.DONE and row.status is Status.DONE:
        changes["progress"] = 0
    if status is Status.SCHEDULED and row.target is None and row.start is None and on is None:
        raise UserError(
            "scheduled_needs_date", N_("A scheduled item needs a date. Set its target date."),
            field="target",
        )  # fmt: skip
    if status is Status.IN_PROGRESS:
        changes["actual_start"] = row.actual_start or day
    return differing(row, changes)


def _finish(row: PlanRow, day: date) -> Changes:
    start = row.actual_start or row.start or day
    if row.kind is RowKind.MILESTONE:
        start = day
    return {
        "actual_start": min(start, day),
        "actual_finish": day,
        "progress": 100,
        "blocked_by_hand": "",
        "blocked_since": None,
    }


def _hold(row: PlanRow, reason: str | None, resume_on: date | None) -> Changes:
    why = (reason if reason is not None else row.hold_reason).strip()
    until = resume_on or row.resume_on
    if not why:
        raise UserError(
            "hold_needs_reason", N_("An item on hold needs a reason."), field="hold_reason"
        )
    if until is None:
        raise UserError(
            "hold_needs_date", N_("An item on hold needs a day on which it resumes."),
            field="resume_on",
        )  # fmt: skip
    return {"hold_reason": why, "resume_on": until}


def edit_target(
    row: PlanRow, target: date | None, *, calendar: WorkCalendar, today: date
) -> Changes:
    """Set the target date, or the actual finish of what is done.

    Not started: the row moves as a block and gets "not before" its new start. In progress: its
    duration changes. `calendar` is the row's (`calendar_of`).
    """
    if row.status is Status.DONE:
        if target is None or target > today:
            raise UserError("done_in_future", _FUTURE, field="actual_finish")
        start = min(row.actual_start or target, target)
        return differing(row, {"actual_finish": target, "actual_start": start})
    if target is None:
        return differing(row, {"target": None})
    if row.kind is RowKind.MILESTONE:
        return differing(row, {"start": target, "target": target} | _hold_place(row, target))
    if _begun(row):
        start = row.actual_start or row.start or target
        if target < start:
            raise UserError(
                "finish_before_start", N_("The target date lies before the start."),
                field="target",
            )  # fmt: skip
        return differing(row, {"target": target, "duration": max(calendar.span(start, target), 1)})
    length = block_length(row, calendar)
    start = min(calendar.start_of(target, length), target)
    return differing(
        row,
        {"start": start, "target": target, "duration": length} | _hold_place(row, start),
    )


def edit_start(row: PlanRow, start: date, *, calendar: WorkCalendar, today: date) -> Changes:
    """Set the start: the row moves as a block, or the actual start of what has begun changes."""
    if row.kind is RowKind.MILESTONE:
        return edit_target(row, start, calendar=calendar, today=today)
    if _begun(row) or row.status is Status.DONE:
        last = row.actual_finish or today
        if start > last:
            raise UserError("start_in_future", _FUTURE, field="start")
        return differing(row, {"actual_start": start})
    length = block_length(row, calendar)
    changes: Changes = {
        "start": start,
        "target": calendar.finish_of(start, length),
        "duration": length,
    }
    return differing(row, changes | _hold_place(row, start))


def edit_duration(row: PlanRow, duration: int, *, calendar: WorkCalendar) -> Changes:
    """Set the duration in days of the row's calendar; its start stays, its target date follows."""
    if duration < 1 or row.kind is RowKind.MILESTONE:
        raise UserError(
            "duration_too_short", N_("A duration is at least one day."), field="duration"
        )
    changes: Changes = {"duration": duration}
    start = row.actual_start or row.start
    if start is not None and row.status is not Status.DONE:
        changes["target"] = calendar.finish_of(start, duration)
    return differing(row, changes)


def edit_progress(row: PlanRow, percent: int, *, today: date) -> Changes:
    """Set the progress reported: above 0 the row is in progress, at 100 it is done."""
    percent = min(max(percent, 0), 100)
    if percent == 100:
        return edit_status(row, Status.DONE, today=today)
    if percent and row.status is not Status.IN_PROGRESS:
        return edit_status(row, Status.IN_PROGRESS, today=today) | {"progress": percent}
    return differing(row, {"progress": percent})


def block_length(row: PlanRow, calendar: WorkCalendar) -> int:
    """Return the working days that a row fills: its duration, or more if more lie in its dates.

    Days off that came after its dates were given take days out of these, not of the work.
    """
    days = max(row.duration, 1)
    if row.start is not None and row.target is not None and row.start <= row.target:
        days = max(days, calendar.span(row.start, row.target))
    return days


def as_deadline(row: PlanRow, wanted: date) -> Changes:
    """Keep the plan as it is and note `wanted` as the deadline."""
    return differing(row, {"deadline": wanted})


def find_contradiction(
    plan: PlanInput, calendars: Calendars, today: date, row_id: int, changes: Mapping[str, Any]
) -> Contradiction | None:
    """Return the predecessor that a row's new dates contradict, None when they fit.

    Rows must be in tree order; `changes` are those of the row, not stored yet.
    """
    rows = [replace(row, **changes) if row.id == row_id else row for row in plan.rows]
    placed = forecast(rows, plan.links, calendars, today, plan.project.start)
    index = placed.number[row_id]
    driver = contradictions(placed)[index]
    if driver == NONE:
        return None
    stored = (placed.planned_starts, placed.planned_finishes)
    computed = (placed.starts, placed.finishes)
    day = 0
    for starts, finishes in (stored, computed):
        bounds = link_bounds(placed.arrays, index, starts, finishes)
        day = max(day, bounds.start, bounds.finish)
    predecessor = rows[driver].id
    return Contradiction(
        row_id=row_id,
        predecessor_id=predecessor,
        earliest=date.fromordinal(day),
        link_ids=tuple(_links(plan.links, predecessor, row_id)),
    )


def differing(row: PlanRow, changes: Changes) -> Changes:
    """Return the changes that change something."""
    return {field: value for field, value in changes.items() if getattr(row, field) != value}


def _links(links: Iterable[Dependency], predecessor: int, successor: int) -> list[int]:
    return [
        link.id
        for link in links
        if link.predecessor_id == predecessor and link.successor_id == successor
    ]


def _begun(row: PlanRow) -> bool:
    return row.status is Status.IN_PROGRESS or row.actual_start is not None


def _hold_place(row: PlanRow, day: date) -> Changes:
    """Hold a moved row: "not before" its new day, unless it is fixed or must not be later."""
    if row.constraint is Constraint.NOT_LATER:
        return {}
    if row.constraint is Constraint.FIXED:
        return {"constraint_on": day}
    return {"constraint": Constraint.NOT_BEFORE, "constraint_on": day}
