"""Taking commands back and doing them again. The journal knows how; see `csdesk.data.inverse`."""

from csdesk.data.store import Store
from csdesk.domain.changes import HistoryEntry


def undo(store: Store, *, customer_id: int | None = None) -> HistoryEntry:
    """Take back our last command, or the last one at one customer; returns what was taken back.

    UserError `nothing_to_undo`; `undo_conflict` when a row changed since, naming it and who did;
    `undo_purged` when its data are gone for good.
    """
    return store.undo(customer_id)


def redo(store: Store, *, customer_id: int | None = None) -> HistoryEntry:
    """Do again what our last undo took back; returns it. UserError `nothing_to_redo`."""
    return store.redo(customer_id)
