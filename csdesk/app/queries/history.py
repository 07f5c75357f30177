"""What was done, with what the journal leaves to the tables: names outlive no purge there."""

from collections.abc import Sequence
from dataclasses import replace

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.changes import HistoryEntry
from csdesk.domain.records import Customer, ReturnedFile, TrackerReturn


def load_history(store: Store, customer_id: int | None, limit: int = 300) -> list[HistoryEntry]:
    """Return what was done, newest first; of one customer or of the whole workspace."""
    entries = store.history(customer_id, limit)
    with store.read() as reader:
        return with_savers(reader, entries)


def customer_names(store: Store) -> dict[int, str]:
    """Return the names of the customers that are there, for the lines of a history."""
    with store.read() as reader:
        return {one.id: one.name for one in reader.find(Customer)}


def with_savers(reader: Reader, entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Add to the lines of returned trackers, as `by`, who the file says saved it last."""
    ids = {number for one in entries if (number := _return_id(one))}
    savers = {one.id: one.saved_by for one in reader.find(TrackerReturn, id=ids)} if ids else {}
    return [
        replace(one, params={**one.params, "by": by})
        if (by := savers.get(_return_id(one), ""))
        else one
        for one in entries
    ]


def kept_returns(reader: Reader, entries: Sequence[HistoryEntry]) -> dict[int, str]:
    """Return the names of the returned files that lines name by `file_id`, as far as kept."""
    ids = {number for one in entries if (number := returned_file(one))}
    return {one.id: one.file_name for one in reader.find(ReturnedFile, id=ids)} if ids else {}


def returned_file(entry: HistoryEntry) -> int:
    """Return the id of the returned file that a line is about, 0 for none."""
    found = entry.params.get("file_id")
    return found if isinstance(found, int) else 0


def _return_id(entry: HistoryEntry) -> int:
    found = entry.params.get("return_id")
    return found if isinstance(found, int) else 0
