"""What an undo would take back, and what was written for customers since, which stays."""

from dataclasses import dataclass

from csdesk.data.store import Store
from csdesk.domain.changes import HistoryEntry, Origin

_DOCUMENTS = frozenset({"Export", "DocumentLog"})


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoStep:
    """The entry that an undo takes back; `stays` are later ones that none can, newest first.

    `has_documents` tells that the entry itself wrote documents, which stay when it is undone.
    """

    entry: HistoryEntry
    stays: tuple[HistoryEntry, ...]
    has_documents: bool


def undo_step(store: Store, customer_id: int | None = None) -> UndoStep | None:
    """Return our next undo in the workspace or at one customer, None without one.

    An entry that an earlier undo reached behind already is not told again.
    """
    entry = store.undo_label(customer_id)
    if entry is None:
        return None
    since = [one for one in store.history(customer_id) if one.entry_id > entry.entry_id]
    undos = [one for one in since if one.origin is Origin.UNDO and one.target_id is not None]
    stays = [
        one
        for one in since
        if not one.undoable
        and one.actor == entry.actor
        and not any((undo.target_id or 0) < one.entry_id < undo.entry_id for undo in undos)
    ]
    return UndoStep(
        entry=entry, stays=tuple(stays), has_documents=not _DOCUMENTS.isdisjoint(entry.touched)
    )
