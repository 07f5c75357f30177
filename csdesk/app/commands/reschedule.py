"""Moving rows with all that follows from it, and the cause of it in the slip ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from csdesk.app.commands.item_changes import changes_of
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Cause, RowKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.follow import Follow, decide
from csdesk.domain.records import Dependency, PlanRow, SlipEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDates:
    """Where a person puts a row; what is None is not asked for."""

    start: date | None = None
    target: date | None = None
    duration: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rescheduled:
    """What an accepted move changed: rows with new dates, days recorded, links taken out."""

    moved: tuple[PlanRow, ...]
    slips: tuple[SlipEntry, ...]
    broken: tuple[int, ...] = ()


def move(
    store: Store,
    *,
    row_id: int,
    target: date | None = None,
    start: date | None = None,
    duration: int | None = None,
    cause: Cause | None,
    text: str = "",
    follow: Follow = Follow.UNFINISHED,
) -> Rescheduled:
    """Move a row, or give it another length, with what goes along with it; see `move_rows`."""
    with store.write("reschedule.move") as unit:
        row = unit.get(PlanRow, row_id)
        moves = {row_id: NewDates(start=start, target=target, duration=duration)}
        done = _move(unit, moves, follow, cause, text)
        if row.number is not None:
            unit.describe(number=f"A{row.number}")
        unit.describe(n=len(done.moved))
        return done


def move_rows(
    store: Store,
    *,
    moves: Mapping[int, NewDates],
    cause: Cause | None = None,
    text: str = "",
    follow: Follow = Follow.UNFINISHED,
) -> Rescheduled:
    """Move rows of one plan as one, by id, and what goes along with them (`Follow`).

    By default the forecast of what they push becomes the new promise: rows that have begun, are
    pinned or fixed keep their dates. Each baselined milestone that moves by this gets its working
    days recorded if a cause is given. Raises the `UserError`s of a date edit.
    """
    with store.write("reschedule.move_rows") as unit:
        done = _move(unit, moves, follow, cause, text)
        unit.describe(n=len(done.moved))
        return done


def _move(
    unit: Unit, moves: Mapping[int, NewDates], follow: Follow, cause: Cause | None, text: str
) -> Rescheduled:
    rows = [unit.get(PlanRow, row_id) for row_id in moves]
    if not rows:
        return Rescheduled(moved=(), slips=())
    if len({row.project_id for row in rows}) > 1:
        raise UserError("move_one_plan", N_("Rows of one plan move together: choose them again."))
    before = load_project(unit, rows[0].project_id, unit.today)
    edits: dict[int, dict[str, Any]] = {}
    for row in rows:
        new = moves[row.id]
        given = {"target": new.target, "start": new.start, "duration": new.duration}
        wanted = {name: value for name, value in given.items() if value is not None}
        changes = changes_of(unit, row, wanted, calendars=before.calendars)
        if changes:
            edits[row.id] = changes
    if not edits:
        return Rescheduled(moved=(), slips=())
    decision = decide(before.plan, before.calendars, unit.today, edits, follow)
    return store_changes(unit, before, decision.changes, cause, text, decision.broken)


def store_changes(
    unit: Unit,
    before: LoadedProject,
    changes: Mapping[int, Mapping[str, Any]],
    cause: Cause | None,
    text: str,
    broken: tuple[int, ...] = (),
) -> Rescheduled:
    """Store new dates of a plan, take links out, and record what this does to milestones."""
    if broken:
        unit.delete(Dependency, *broken)
    unit.update_all(PlanRow, changes)
    slips: list[SlipEntry] = []
    if cause is not None:
        after = load_project(unit, before.project.id, unit.today)
        first = next(iter(changes))
        slips = unit.add_all(slip_entries(first, before, after, cause, text, unit.today))
    moved = tuple(unit.get(PlanRow, row_id) for row_id in changes)
    return Rescheduled(moved=moved, slips=tuple(slips), broken=broken)


def slip_entries(
    row_id: int | None,
    before: LoadedProject,
    after: LoadedProject,
    cause: Cause,
    text: str,
    today: date,
) -> list[SlipEntry]:
    """Return what the ledger gets for each baselined milestone that a change moved."""
    entries = []
    for milestone in after.rows.values():
        if milestone.id not in before.rows:
            continue
        old, new = before.state.rows[milestone.id], after.state.rows[milestone.id]
        if milestone.kind is not RowKind.MILESTONE or new.agreed is None:
            continue
        if old.finish is None or new.finish is None or milestone.status is Status.DONE:
            continue
        days = after.calendars.project.days_after(old.finish, new.finish)
        if days:
            entries.append(
                SlipEntry(
                    project_id=before.project.id,
                    milestone_id=milestone.id,
                    row_id=row_id,
                    day=today,
                    days=days,
                    cause=cause,
                    text=text.strip(),
                )
            )
    return entries
