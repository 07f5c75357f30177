"""Moving a row with all that follows from it, and the cause of it in the slip ledger."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.commands.item_changes import changes_of
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.store import Store
from csdesk.domain.codes import Cause, Constraint, RowKind, Status
from csdesk.domain.records import PlanRow, SlipEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Rescheduled:
    """What an accepted move changed: the rows with new dates, and the days recorded."""

    moved: tuple[PlanRow, ...]
    slips: tuple[SlipEntry, ...]


def move(
    store: Store,
    *,
    row_id: int,
    target: date | None = None,
    start: date | None = None,
    cause: Cause,
    text: str = "",
) -> Rescheduled:
    """Move a row and make the forecast of what it pushes the new promise.

    Rows that have begun, are pinned or fixed keep their dates. Each baselined milestone that moves
    by this gets its working days recorded with the cause. Raises the `UserError`s of a date edit.
    """
    with store.write("reschedule.move") as unit:
        row = unit.get(PlanRow, row_id)
        before = load_project(unit, row.project_id, unit.today)
        given = {"target": target, "start": start}
        wanted = {name: day for name, day in given.items() if day is not None}
        changes = changes_of(unit, row, wanted, calendars=before.calendars)
        if not changes:
            return Rescheduled(moved=(), slips=())
        unit.update(PlanRow, row_id, **changes)
        after = load_project(unit, row.project_id, unit.today)
        edits = {
            other.id: {
                "start": after.state.rows[other.id].start,
                "target": after.state.rows[other.id].finish,
            }
            for other in after.rows.values()
            if other.id != row_id and _is_pushed(other, before, after)
        }
        if edits:
            unit.update_all(PlanRow, edits)
        slips = unit.add_all(_slips(row, before, after, cause, text, unit.today))
        if row.number is not None:
            unit.describe(number=f"A{row.number}")
        unit.describe(n=len(edits) + 1)
        moved = tuple(unit.get(PlanRow, moved_id) for moved_id in (row_id, *edits))
        return Rescheduled(moved=moved, slips=tuple(slips))


def _is_pushed(row: PlanRow, before: LoadedProject, after: LoadedProject) -> bool:
    """Whether the move gave a row that can move a later finish than it had."""
    if row.kind.is_summary or row.target is None or row.pinned:
        return False
    if row.status not in (Status.TODO, Status.SCHEDULED) or row.actual_start is not None:
        return False
    if row.constraint is Constraint.FIXED:
        return False
    old, new = before.state.rows[row.id].finish, after.state.rows[row.id].finish
    return old is not None and new is not None and new > old and new > row.target


def _slips(
    row: PlanRow,
    before: LoadedProject,
    after: LoadedProject,
    cause: Cause,
    text: str,
    today: date,
) -> list[SlipEntry]:
    entries = []
    for milestone in after.rows.values():
        old, new = before.state.rows[milestone.id], after.state.rows[milestone.id]
        if milestone.kind is not RowKind.MILESTONE or new.agreed is None:
            continue
        if old.finish is None or new.finish is None or milestone.status is Status.DONE:
            continue
        days = after.calendars.project.days_after(old.finish, new.finish)
        if days:
            entries.append(
                SlipEntry(
                    project_id=row.project_id,
                    milestone_id=milestone.id,
                    row_id=row.id,
                    day=today,
                    days=days,
                    cause=cause,
                    text=text.strip(),
                )
            )
    return entries
