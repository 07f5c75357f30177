"""What a file said last, by the journal: the third side of an update that both may have changed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from csdesk.data.store import Store
from csdesk.domain.changes import HistoryEntry, Origin, RowChange
from csdesk.domain.records import Json, PlanRow

_MOST_HISTORY = 5_000
Base: TypeAlias = dict[int, dict[str, Json]]  # row -> column -> stored form


def said_last(store: Store, customer_id: int, rows: Collection[int], labels: Iterable[str]) -> Base:
    """Return what imports of these labels left in each row when they were last done."""
    found: Base = {}
    wanted = frozenset(labels)
    entries = [
        one
        for one in store.history(customer_id, limit=_MOST_HISTORY)
        if one.label in wanted and one.origin is Origin.COMMAND and not one.undone
    ]
    for change in _changes(store, sorted(entries, key=lambda one: one.entry_id), rows):
        found.setdefault(change.row_id, {}).update(change.after or {})
    return found


def stood_at(
    store: Store, customer_id: int, rows: Collection[int], written: tuple[datetime, int]
) -> Base:
    """Return what each row held when a file was written, in the columns that changed since.

    `written` is the moment (UTC) and the journal's last entry of then, which decides where several
    entries have one moment. A row that changed in no column has an empty entry.
    """
    later = [
        one
        for one in store.history(customer_id, limit=_MOST_HISTORY)
        if (one.at.replace(tzinfo=None), one.entry_id) > written
    ]
    found: Base = {row_id: {} for row_id in rows}
    newest_first = sorted(later, key=lambda one: one.entry_id, reverse=True)
    for change in _changes(store, newest_first, rows):
        found[change.row_id].update(change.before or {})
    return found


def plain(value: object) -> object:
    """Return a value in the form in which the journal holds it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _changes(
    store: Store, entries: Iterable[HistoryEntry], rows: Collection[int]
) -> Iterator[RowChange]:
    for entry in entries:
        if PlanRow.__name__ not in entry.touched:
            continue
        for change in store.changes(entry.entry_id):
            if change.entity == PlanRow.__name__ and change.row_id in rows:
                yield change
