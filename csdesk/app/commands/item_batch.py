"""Commands that change several plan rows: shifted dates, pasted cells, a plan's first item.

Those on many rows can take long: they report, and a cancelled one leaves nothing changed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from csdesk.app.calendars import calendars_of
from csdesk.app.commands import items, rows
from csdesk.data.store import Store
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import RowKind
from csdesk.domain.progress import Progress
from csdesk.domain.records import Customer, PlanRow, Project
from csdesk.domain.status_rules import calendar_of


def apply(
    store: Store, *, edits: Mapping[int, Mapping[str, Any]], progress: Progress | None = None
) -> list[PlanRow]:
    """Set other fields on each row, in one command; if one row refuses, none changes."""
    with store.write("items.update", n=len(edits)):
        return items.update_each(store, edits=edits, progress=progress)


def set_all(
    store: Store,
    *,
    row_ids: Iterable[int],
    changes: Mapping[str, Any],
    progress: Progress | None = None,
) -> list[PlanRow]:
    """Set the same fields on all rows, as `items.update` does."""
    edits = dict.fromkeys(row_ids, changes)
    return items.update_each(store, edits=edits, progress=progress)


def shift(
    store: Store, *, row_ids: Iterable[int], days: int, progress: Progress | None = None
) -> list[PlanRow]:
    """Move target dates by working days of each owner's calendar; rows without one stay."""
    wanted: dict[int, dict[str, date]] = {}
    calendars: dict[int, Calendars] = {}
    with store.write("items.shift", n=0) as unit:
        for row_id in dict.fromkeys(row_ids):
            row = unit.get(PlanRow, row_id)
            if row.target is None or not row.status.is_open:
                continue
            if row.project_id not in calendars:
                customer = unit.get(Customer, row.customer_id)
                project = unit.get(Project, row.project_id)
                calendars[row.project_id] = calendars_of(unit, customer, project)
            calendar = calendar_of(row, calendars[row.project_id])
            wanted[row_id] = {"target": calendar.add(row.target, days)}
        unit.describe(n=len(wanted))
        return items.update_each(store, edits=wanted, progress=progress)


def add_item(
    store: Store, *, project_id: int, title: str, phase: str, after_id: int | None = None
) -> PlanRow:
    """Add an item and return it; a plan without phases gets one first, called `phase`."""
    with store.write("rows.add") as unit:
        if not unit.count(PlanRow, project_id=project_id, parent_id=None):
            rows.add(store, project_id=project_id, title=phase, kind=RowKind.PHASE)
        return rows.add(store, project_id=project_id, title=title, after_id=after_id)
