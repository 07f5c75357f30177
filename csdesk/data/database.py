"""The database behind a store: transactions, and the journal's part in them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from csdesk.data import drafts, inverse, journal
from csdesk.data.identity import is_encrypted
from csdesk.data.opening import (
    close_file,
    create_file,
    is_server,
    lock_server,
    open_file,
    open_server,
)
from csdesk.data.rows import Rows
from csdesk.data.session import Recorded
from csdesk.data.sqlite_file import WRITE
from csdesk.data.writer import Writer
from csdesk.domain.changes import HistoryEntry, Origin, RowChange
from csdesk.domain.drafts import Draft
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json, User

NOT_SAVED = N_(
    "The workspace could not be read or saved: {reason}. Nothing of this step was stored. "
    "Make room or restore the connection, then try again."
)


class Database:
    """An engine on one file (which this process holds) or one server."""

    def __init__(self, engine: sa.Engine, path: Path | None, password: str = "") -> None:
        self._engine = engine
        self.path = path
        self.password = password  # "" of what is not encrypted

    @classmethod
    def create(cls, where: Path | str, password: str = "") -> "Database":
        """Make an empty workspace."""
        if is_server(where):
            return cls(open_server(str(where), create=True), None)
        return cls(create_file(Path(where), password), Path(where), password)

    @classmethod
    def open(cls, where: Path | str, *, backups: bool, password: str = "") -> "Database":
        """Open a workspace after all checks."""
        if is_server(where):
            return cls(open_server(str(where), create=False), None)
        path = Path(where)
        password = password if password and is_encrypted(path) else ""
        return cls(open_file(path, backups=backups, password=password), path, password)

    def close(self) -> None:
        """Let the file or server go."""
        self._engine.dispose()
        if self.path is not None:
            close_file(self.path)

    def raw(self) -> Any:
        """Return the driver's connection, for a backup."""
        with self._engine.connect() as connection:
            return connection.connection.driver_connection

    @contextmanager
    def reading(self) -> Iterator[Rows]:
        """Read from one state of the database."""
        with self._transaction(write=False) as connection:
            yield Rows(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Write in one transaction: committed at the end, rolled back by an exception."""
        with self._transaction(write=True) as connection:
            writer = Writer(connection)
            try:
                yield writer
            finally:
                writer.session.close()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[sa.Connection]:
        options: dict[str, Any] = {WRITE: write}
        if self.path is None and not write:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        try:
            with (
                self._engine.connect().execution_options(**options) as connection,
                connection.begin(),
            ):
                if self.path is None and write:
                    lock_server(connection)  # one writer at a time: the chain has one end
                yield connection
        except OperationalError as error:
            raise UserError("not_saved", NOT_SAVED, reason=str(error.orig).strip()) from error

    def append(
        self,
        writer: Writer,
        *,
        at: datetime,
        actor: User,
        command: str,
        params: Mapping[str, Any],
        customer_id: int | None,
        origin: Origin,
        undoable: bool,
        target_id: int | None,
        writer_id: str,
    ) -> list[Recorded]:
        """Journal what the writer changed and return it; nothing is written for no change."""
        changes = writer.recorder.changes()
        if changes:
            head = journal.EntryHead(
                at=at,
                actor_id=actor.id,
                actor=actor.name,
                command=command,
                params=dict(params),
                customer_id=customer_id,
                origin=origin,
                undoable=undoable and any(not change.is_fact for change in changes),
                target_id=target_id,
                writer=writer_id,
            )
            journal.append(writer.connection, head, changes)
        return changes

    def invert(self, writer: Writer, entry: HistoryEntry) -> None:
        """Apply the inverse of an entry."""
        inverse.Inverse(writer, entry).apply()

    def next_inverse(
        self, rows: Rows, origin: Origin, actor_id: int, customer_id: int | None
    ) -> HistoryEntry | None:
        """Return what the actor's next undo or redo inverts."""
        return inverse.target(rows.connection, origin, actor_id, customer_id)

    def history(self, rows: Rows, customer_id: int | None, limit: int) -> list[HistoryEntry]:
        """Return the newest entries first."""
        return journal.history(rows.connection, customer_id=customer_id, limit=limit)

    def changes_of(self, rows: Rows, entry_id: int) -> list[RowChange]:
        """Return the changes of an entry."""
        return journal.changes_of(rows.connection, entry_id)

    def last_hash(self, rows: Rows) -> str:
        """Return the hash at the end of the journal's chain."""
        return journal.last_hash(rows.connection)

    def last_id(self, rows: Rows) -> int:
        """Return the id of the newest entry."""
        return journal.last_id(rows.connection)

    def touched_since(self, rows: Rows, entry_id: int, writer_id: str) -> list[RowChange]:
        """Return what others changed after an entry."""
        return journal.touched_since(rows.connection, entry_id, writer_id)

    def verify(self, rows: Rows) -> list[str]:
        """Return what is wrong with the chain."""
        return list(journal.verify(rows.connection))

    def keep_draft(self, connection: sa.Connection, key: str, content: Json, at: datetime) -> None:
        """Keep a text under way."""
        drafts.keep(connection, key, content, at)

    def drafts(self, rows: Rows, prefix: str) -> list[Draft]:
        """Return texts under way, the latest first."""
        return drafts.find(rows.connection, prefix)

    def drop_draft(self, connection: sa.Connection, key: str) -> None:
        """Forget a text under way."""
        drafts.drop(connection, key)

    def purge(self, writer: Writer, customer_id: int) -> int:
        """Empty the payloads of one customer."""
        return journal.purge_customer(writer.connection, customer_id)
