"""Commands that change many plan rows, each in its own way: shifted dates and pasted cells."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from csdesk.app.calendars import calendars_of
from csdesk.app.commands import items
from csdesk.data.store import Store
from csdesk.domain.records import Customer, PlanRow, Project
from csdesk.domain.status_rules import calendar_of


def apply(store: Store, *, edits: Mapping[int, Mapping[str, Any]]) -> list[PlanRow]:
    """Set other fields on each row, in one command; if one row refuses, none changes."""
    with store.write("items.update", n=len(edits)):
        changed: list[PlanRow] = []
        for row_id, changes in edits.items():
            changed += items.update(store, row_ids=[row_id], **changes)
        return changed


def shift(store: Store, *, row_ids: Iterable[int], days: int) -> list[PlanRow]:
    """Move target dates by working days of each owner's calendar; rows without one stay."""
    wanted: dict[int, dict[str, date]] = {}
    with store.write("items.shift", n=0) as unit:
        for row_id in dict.fromkeys(row_ids):
            row = unit.get(PlanRow, row_id)
            if row.target is None or not row.status.is_open:
                continue
            customer = unit.get(Customer, row.customer_id)
            calendars = calendars_of(unit, customer, unit.get(Project, row.project_id))
            wanted[row_id] = {"target": calendar_of(row, calendars).add(row.target, days)}
        unit.describe(n=len(wanted))
        changed: list[PlanRow] = []
        for row_id, changes in wanted.items():
            changed += items.update(store, row_ids=[row_id], **changes)
        return changed
