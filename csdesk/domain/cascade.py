"""What a change moves, and taking over what was computed: the cascade of a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import RowKind, Status
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.state import PlanInput, ProjectState


@dataclass(frozen=True, slots=True)
class Moved:
    """One row that a change moves. `days` in working days of the project calendar."""

    row_id: int
    old_start: date | None
    old_finish: date | None
    start: date | None
    finish: date | None
    days: int
    because_of: int | None  # the predecessor that drives it now; None: its own date


@dataclass(frozen=True, slots=True)
class Cascade:
    """The effect of a change on a project, before it is taken: rows in tree order."""

    moved: tuple[Moved, ...]
    before: ProjectState
    after: ProjectState

    def of(self, row_id: int | None) -> Moved | None:
        """Return how a row (the go-live, the value milestone) moves, None when it stays."""
        return next((move for move in self.moved if move.row_id == row_id), None)


def preview(
    plan: PlanInput,
    calendars: Calendars,
    today: date,
    changes: Mapping[int, Mapping[str, Any]],
    before: ProjectState | None = None,
) -> Cascade:
    """Return what changes of rows (id -> field -> value) would move; nothing is stored.

    `before` spares computing the project as it stands.
    """
    changed = replace(
        plan,
        rows=[replace(row, **changes[row.id]) if row.id in changes else row for row in plan.rows],
    )
    was = before or evaluate_project(plan, calendars, today)
    return compare(was, evaluate_project(changed, calendars, today), calendars)


def compare(before: ProjectState, after: ProjectState, calendars: Calendars) -> Cascade:
    """Return the rows that lie elsewhere in `after`; rows that only one state has are left out."""
    moved = []
    for row_id in after.order:
        old, new = before.rows.get(row_id), after.rows[row_id]
        if old is None or (old.start, old.finish) == (new.start, new.finish):
            continue
        days = 0
        if old.finish is not None and new.finish is not None:
            days = calendars.project.days_after(old.finish, new.finish)
        moved.append(
            Moved(
                row_id=row_id,
                old_start=old.start,
                old_finish=old.finish,
                start=new.start,
                finish=new.finish,
                days=days,
                because_of=new.driver_id,
            )
        )
    return Cascade(moved=tuple(moved), before=before, after=after)


def take_over(
    plan: PlanInput, state: ProjectState, only: Iterable[int] | None = None
) -> dict[int, dict[str, Any]]:
    """Return the changes that make the forecast the promise: start and target of unfinished rows.

    What is done, cancelled, on hold or pinned stays, and so do the starts of what has begun. `only`
    names the rows to take over, all by default. Afterwards no forecast moves: it is what is stored.
    """
    wanted = None if only is None else set(only)
    changes: dict[int, dict[str, Any]] = {}
    for row in plan.rows:
        computed = state.rows[row.id]
        if (
            row.kind.is_summary
            or not row.status.is_open
            or row.pinned
            or computed.finish is None
            or (wanted is not None and row.id not in wanted)
        ):
            continue
        fresh: dict[str, Any] = {}
        begun = row.status is Status.IN_PROGRESS or row.actual_start is not None
        if not begun and row.start != computed.start:
            fresh["start"] = computed.start
        if row.target != computed.finish:
            fresh["target"] = computed.finish
        if row.kind is RowKind.MILESTONE and fresh:
            fresh["start"] = computed.finish
        if fresh:
            changes[row.id] = fresh
    return changes
