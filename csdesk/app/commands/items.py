"""Commands that edit plan rows, one or many at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from csdesk.app.calendars import calendars_of
from csdesk.app.commands.item_changes import changes_of
from csdesk.app.commands.milestones import take_value_back
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import MilestoneKind, Status
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Customer, PlanRow, Project

_REPORTED = 20  # rows between two reports


def update(
    store: Store, *, row_ids: Iterable[int], on: date | None = None, **changes: object
) -> list[PlanRow]:
    """Change fields of rows in one command and return them.

    A person as owner brings the side; a status and a date have the effects of their rules; `on` is
    the day on which a status came true (today unless given). If one row refuses, none changes.
    Value and acceptance milestones are reached by `outcomes` and `projects.record_acceptance`.
    """
    wanted = list(dict.fromkeys(row_ids))
    key, params = _label(store, wanted)
    with store.write(key, **params) as unit:
        return _update(unit, dict.fromkeys(wanted, changes), on, NoProgress())


def update_each(
    store: Store,
    *,
    edits: Mapping[int, Mapping[str, Any]],
    on: date | None = None,
    progress: Progress | None = None,
) -> list[PlanRow]:
    """Do what `update` does with other changes for each row, by its id, in one command."""
    key, params = _label(store, list(edits))
    with store.write(key, **params) as unit:
        return _update(unit, edits, on, progress or NoProgress())


def ask(store: Store, *, row_ids: Iterable[int], on: date | None = None) -> list[PlanRow]:
    """Record that we asked the owners for these rows (today unless given)."""
    with store.write("items.ask") as unit:
        day = on or unit.today
        return unit.update_all(
            PlanRow, {row_id: {"asked_on": day} for row_id in dict.fromkeys(row_ids)}
        )


def _update(
    unit: Unit, edits: Mapping[int, Mapping[str, Any]], on: date | None, progress: Progress
) -> list[PlanRow]:
    calendars: dict[int, Calendars] = {}
    edited: dict[int, dict[str, Any]] = {}
    for place, (row_id, changes) in enumerate(edits.items()):
        progress.check_cancelled()
        if place % _REPORTED == 0:
            progress.report(place, len(edits))
        row = unit.get(PlanRow, row_id)
        if row.project_id not in calendars:
            calendars[row.project_id] = _calendars(unit, row)
        new = changes_of(unit, row, changes, calendars=calendars[row.project_id], on=on)
        if new:
            edited[row_id] = new
        if _loses_value(row, new):
            take_value_back(unit, row)
    if edited:
        unit.update_all(PlanRow, edited)
    progress.check_cancelled()
    return [unit.get(PlanRow, row_id) for row_id in edits]


def _label(store: Store, row_ids: list[int]) -> tuple[str, dict[str, Any]]:
    """Return the label: the number people say if it is one item, else how many rows."""
    if len(row_ids) == 1:
        with store.read() as reader:
            row = reader.get(PlanRow, row_ids[0])
        if row.number is not None:
            return "items.update_one", {"number": f"A{row.number}"}
    return "items.update", {"n": len(row_ids)}


def _loses_value(row: PlanRow, new: Mapping[str, object]) -> bool:
    """Whether a value milestone that was reached is open again."""
    reached = row.milestone_kind is MilestoneKind.VALUE and row.status is Status.DONE
    return reached and new.get("status", Status.DONE) is not Status.DONE


def _calendars(unit: Unit, row: PlanRow) -> Calendars:
    return calendars_of(
        unit, unit.get(Customer, row.customer_id), unit.get(Project, row.project_id)
    )
