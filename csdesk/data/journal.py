"""The journal: entries chained by hash, what changed in them, and the chain's proof."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from csdesk.data.orm.journal import JournalChangeTable, JournalEntryTable
from csdesk.data.rows import one_of
from csdesk.data.session import Recorded
from csdesk.domain.changes import HistoryEntry, Origin, RowAction, RowChange

ENTRIES = JournalEntryTable.metadata.tables["journal_entry"]
CHANGES = JournalChangeTable.metadata.tables["journal_change"]
GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryHead:
    """What identifies an entry besides its changes."""

    at: datetime
    actor_id: int | None
    actor: str
    command: str
    params: Mapping[str, Any]
    customer_id: int | None
    origin: Origin
    undoable: bool
    target_id: int | None
    writer: str


def canonical(value: Any) -> bytes:
    """Return the one text of a JSON value that hashes are taken over."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def payload_hash(change: Recorded | RowChange) -> str:
    """Return the hash that stays when a payload is purged."""
    content = [
        change.entity,
        change.row_id,
        change.customer_id,
        change.action.value,
        change.before,
        change.after,
    ]
    return hashlib.sha256(canonical(content)).hexdigest()


def entry_hash(previous: str, head: EntryHead, payloads: Sequence[str]) -> str:
    """Return the hash of an entry: over its predecessor's, its head and its payloads' hashes."""
    content = [
        previous,
        head.at.isoformat(),
        head.actor_id,
        head.actor,
        head.command,
        head.params,
        head.customer_id,
        head.origin.value,
        head.undoable,
        head.target_id,
        head.writer,
        list(payloads),
    ]
    return hashlib.sha256(canonical(content)).hexdigest()


def append(connection: sa.Connection, head: EntryHead, changes: Sequence[Recorded]) -> int:
    """Write one entry with its changes at the end of the chain and return its id."""
    previous = last_hash(connection)
    payloads = [payload_hash(change) for change in changes]
    entry_id: int = connection.execute(
        sa.insert(ENTRIES)
        .values(
            at=head.at,
            actor_id=head.actor_id,
            actor=head.actor,
            command=head.command,
            params=dict(head.params),
            customer_id=head.customer_id,
            origin=head.origin,
            undoable=head.undoable,
            target_id=head.target_id,
            writer=head.writer,
            previous_hash=previous,
            hash=entry_hash(previous, head, payloads),
        )
        .returning(ENTRIES.c.id)
    ).scalar_one()
    connection.execute(
        sa.insert(CHANGES),
        [
            {
                "entry_id": entry_id,
                "position": position,
                "entity": change.entity,
                "row_id": change.row_id,
                "customer_id": change.customer_id,
                "action": change.action,
                "before": change.before,
                "after": change.after,
                "payload_hash": digest,
                "purged": False,
            }
            for position, (change, digest) in enumerate(zip(changes, payloads, strict=True))
        ],
    )
    return entry_id


def last_hash(connection: sa.Connection) -> str:
    """Return the hash at the end of the chain."""
    query = sa.select(ENTRIES.c.hash).order_by(ENTRIES.c.id.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none() or GENESIS


def last_id(connection: sa.Connection) -> int:
    """Return the id of the newest entry, 0 without one."""
    return connection.execute(sa.select(sa.func.max(ENTRIES.c.id))).scalar_one() or 0


def changes_of(connection: sa.Connection, entry_id: int) -> list[RowChange]:
    """Return the changes of an entry in the order in which they were made."""
    query = sa.select(CHANGES).where(CHANGES.c.entry_id == entry_id).order_by(CHANGES.c.position)
    return [_change(row) for row in connection.execute(query)]


def touching(customer_id: int) -> sa.ColumnElement[bool]:
    """Return the condition "the entry belongs to or changed rows of this customer"."""
    changed = sa.select(CHANGES.c.entry_id).where(CHANGES.c.customer_id == customer_id)
    return sa.or_(ENTRIES.c.customer_id == customer_id, ENTRIES.c.id.in_(changed))


def history(
    connection: sa.Connection, *, customer_id: int | None, limit: int
) -> list[HistoryEntry]:
    """Return the newest entries first."""
    query = _lines().order_by(ENTRIES.c.id.desc()).limit(limit)
    if customer_id is not None:
        query = query.where(touching(customer_id))
    return _entries(connection, query)


def entry(connection: sa.Connection, entry_id: int) -> HistoryEntry:
    """Return one entry."""
    return _entries(connection, _lines().where(ENTRIES.c.id == entry_id))[0]


def _lines() -> sa.Select[Any]:
    inverse = ENTRIES.alias()
    undone = sa.exists().where(inverse.c.target_id == ENTRIES.c.id)
    return sa.select(ENTRIES, undone.label("undone"))


def _entries(connection: sa.Connection, query: sa.Select[Any]) -> list[HistoryEntry]:
    rows = connection.execute(query).all()
    counts = _counts(connection, [row.id for row in rows])
    only = _only_customers(connection, [row.id for row in rows if row.customer_id is None])
    return [
        HistoryEntry(
            entry_id=row.id,
            at=row.at,
            actor=row.actor,
            label=row.command,
            params=row.params,
            customer_id=only.get(row.id, row.customer_id),
            origin=row.origin,
            target_id=row.target_id,
            undoable=row.undoable,
            undone=bool(row.undone),
            touched=counts.get(row.id, {}),
        )
        for row in rows
    ]


def _only_customers(connection: sa.Connection, entry_ids: Iterable[int]) -> dict[int, int]:
    """Return the customer of entries that name none but changed rows of exactly one."""
    first, last = sa.func.min(CHANGES.c.customer_id), sa.func.max(CHANGES.c.customer_id)
    query = (
        sa.select(CHANGES.c.entry_id, first)
        .where(one_of(CHANGES.c.entry_id, entry_ids))
        .group_by(CHANGES.c.entry_id)
        .having(first == last)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _counts(connection: sa.Connection, entry_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    query = (
        sa.select(CHANGES.c.entry_id, CHANGES.c.entity, sa.func.count())
        .where(one_of(CHANGES.c.entry_id, entry_ids))
        .group_by(CHANGES.c.entry_id, CHANGES.c.entity)
        .order_by(CHANGES.c.entry_id, CHANGES.c.entity)
    )
    counts: dict[int, dict[str, int]] = {}
    for entry_id, entity, count in connection.execute(query):
        counts.setdefault(entry_id, {})[entity] = count
    return counts


def added_between(
    connection: sa.Connection, entity: str, command: str, first: datetime, last: datetime
) -> list[int]:
    """Return the rows that a command added from `first` to before `last`, in their order."""
    query = (
        sa.select(CHANGES.c.row_id)
        .join(ENTRIES, ENTRIES.c.id == CHANGES.c.entry_id)
        .where(
            CHANGES.c.entity == entity,
            CHANGES.c.action == RowAction.INSERT,
            ENTRIES.c.command == command,
            ENTRIES.c.origin == Origin.COMMAND,
            ENTRIES.c.at >= first,
            ENTRIES.c.at < last,
        )
        .order_by(CHANGES.c.id)
    )
    return list(connection.execute(query).scalars())


def touched_since(connection: sa.Connection, entry_id: int, writer: str) -> list[RowChange]:
    """Return what other writers changed after an entry (a shared workspace)."""
    query = (
        sa.select(CHANGES)
        .join(ENTRIES, ENTRIES.c.id == CHANGES.c.entry_id)
        .where(ENTRIES.c.id > entry_id, ENTRIES.c.writer != writer)
        .order_by(CHANGES.c.id)
    )
    return [_change(row) for row in connection.execute(query)]


def purge_customer(connection: sa.Connection, customer_id: int) -> int:
    """Empty every payload of one customer; the chain stays whole. Returns how many."""
    result = connection.execute(
        sa.update(CHANGES)
        .where(CHANGES.c.customer_id == customer_id, CHANGES.c.purged.is_(False))
        .values(before=None, after=None, purged=True)
    )
    return result.rowcount


def verify(connection: sa.Connection) -> Iterator[str]:
    """Yield what is wrong with the chain: nothing when every entry is as it was written."""
    previous = GENESIS
    query = sa.select(ENTRIES).order_by(ENTRIES.c.id)
    for row in connection.execute(query).all():
        digests = []
        for change, digest in _with_digests(connection, row.id):
            digests.append(digest)
            if not change.purged and payload_hash(change) != digest:
                yield f"entry {row.id}: {change.entity} {change.row_id} was altered"
        head = EntryHead(
            at=row.at,
            actor_id=row.actor_id,
            actor=row.actor,
            command=row.command,
            params=row.params,
            customer_id=row.customer_id,
            origin=row.origin,
            undoable=row.undoable,
            target_id=row.target_id,
            writer=row.writer,
        )
        if row.previous_hash != previous:
            yield f"entry {row.id}: the entry before it is missing"
        elif entry_hash(previous, head, digests) != row.hash:
            yield f"entry {row.id}: it was altered"
        previous = row.hash


def _with_digests(connection: sa.Connection, entry_id: int) -> list[tuple[RowChange, str]]:
    query = sa.select(CHANGES).where(CHANGES.c.entry_id == entry_id).order_by(CHANGES.c.position)
    return [(_change(row), row.payload_hash) for row in connection.execute(query)]


def _change(row: Any) -> RowChange:
    return RowChange(
        entity=row.entity,
        row_id=row.row_id,
        customer_id=row.customer_id,
        action=RowAction(row.action),
        before=row.before,
        after=row.after,
        purged=row.purged,
    )
