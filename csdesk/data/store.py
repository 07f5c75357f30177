"""The workspace: opened once, locked, read and written in transactions from any thread."""

import logging
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csdesk.data.reader import Reader
from csdesk.data.unit import Unit
from csdesk.domain.changes import ChangeSet, HistoryEntry, Origin, RowChange
from csdesk.domain.clock import Clock, SystemClock
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.domain.records import User, Workspace

if TYPE_CHECKING:
    from csdesk.data.database import Database
    from csdesk.domain.drafts import Draft
    from csdesk.domain.records import Json

__all__ = ["Reader", "Store", "Unit"]

LOG = logging.getLogger(__name__)
NOTHING = {
    Origin.UNDO: ("nothing_to_undo", N_("There is nothing to undo.")),
    Origin.REDO: ("nothing_to_redo", N_("There is nothing to redo.")),
}

Subscriber = Callable[[ChangeSet], None]


class Store:
    """One open workspace: a file that this process alone holds, or a server's database.

    One connection and one lock: any thread may use it, one at a time. `write` is opened in
    `app.commands` only, `read` in `app.queries`.
    """

    def __init__(self, database: "Database", *, clock: Clock, backups: bool) -> None:
        self._db = database
        self.clock = clock
        self.backups = backups and database.path is not None
        self.backup_problem: UserError | None = None  # why the last automatic backup was not made
        self._lock = threading.RLock()
        self._unit: Unit | None = None
        self._reader: Reader | None = None
        self._subscribers: list[Subscriber] = []
        self._writer_id = uuid.uuid4().hex
        self._seen = 0
        self._edits = 0  # commits since the opening; `_saved` of them are in a backup
        self._saved = 0
        self._closed = False
        self._actor: User | None = None
        self._workspace: Workspace | None = None

    @classmethod
    def create(
        cls,
        path: Path | str,
        workspace: Workspace,
        user: User,
        *,
        clock: Clock | None = None,
        backups: bool = True,
        password: str = "",
    ) -> "Store":
        """Make a new workspace with its first user, and open it. An existing file is refused.

        With a password the file and its backups are encrypted.
        """
        from csdesk.data.database import Database

        store = cls(Database.create(path, password), clock=clock or SystemClock(), backups=backups)
        try:
            store._first_rows(workspace, user)
        except BaseException:
            store._discard()
            raise
        return store

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        actor: str | None = None,
        clock: Clock | None = None,
        backups: bool = True,
        password: str = "",
    ) -> "Store":
        """Open a workspace, bringing an older schema up to date after a backup.

        UserError for a file that is missing, empty, foreign, newer, damaged, read-only or open
        elsewhere, or encrypted with another password; nothing is written before these are known.
        """
        from csdesk.data.database import Database

        database = Database.open(path, backups=backups, password=password)
        store = cls(database, clock=clock or SystemClock(), backups=backups)
        try:
            store.act_as(actor)
            with store.read() as reader:
                store._seen = database.last_id(reader.rows)
            store._back_up_or_note("open")
        except BaseException:
            store._discard()
            raise
        return store

    @property
    def path(self) -> Path:
        """The workspace's file; UserError `no_file` for one on a server."""
        if self._db.path is None:
            raise UserError("no_file", N_("This workspace is on a server; it has no file."))
        return self._db.path

    @property
    def encrypted(self) -> bool:
        """Whether the file can be read with its password only."""
        return bool(self._db.password)

    @property
    def password(self) -> str:
        """What the file is encrypted with, for its backups; "" without."""
        return self._db.password

    @property
    def actor(self) -> User:
        """Our person in whose name this store writes."""
        if self._actor is None:
            raise RuntimeError("the store is not open")
        return self._actor

    @property
    def workspace(self) -> Workspace:
        """Our company and its defaults, as last committed."""
        if self._workspace is None:
            with self.read() as reader:
                self._workspace = reader.get(Workspace, 1)
        return self._workspace

    @property
    def busy(self) -> bool:
        """Whether a command is being written: editing waits and reads would block."""
        return self._unit is not None

    @property
    def connection_lock(self) -> threading.RLock:
        """The lock of the connection, for the backup that lets go between its steps."""
        return self._lock

    def today(self) -> date:
        """Return the day on the wall in the workspace's zone."""
        return self.clock.today(self.workspace.timezone)

    def act_as(self, name: str | None) -> User:
        """Write in the name of this user (name, mail or id); default the first active one."""
        with self.read() as reader:
            users = reader.find(User)
        active = [user for user in users if user.active] or users
        if name is None:
            self._actor = active[0]
        else:
            wanted = name.strip().casefold()
            for user in users:
                known = (user.name, user.name_alt, user.mail, str(user.id))
                if wanted in {text.casefold() for text in known if text}:
                    self._actor = user
                    break
            else:
                raise UserError(
                    "unknown_user",
                    N_("There is no user {name}. Known: {known}."),
                    name=name,
                    known=", ".join(user.name for user in users),
                )
        return self.actor

    @contextmanager
    def write(
        self,
        label: str,
        /,
        *,
        customer_id: int | None = None,
        undoable: bool = True,
        **params: Any,
    ) -> Iterator[Unit]:
        """Open one command: one transaction, one journal entry, one ChangeSet after the commit.

        Inside another write it joins that one; one with an empty label is named by the first that
        joins it. An exception rolls everything back.
        """
        with self._lock:
            if self._unit is not None:
                if not self._unit.label:
                    self._unit.label = label
                    self._unit.describe(**params)
                yield from _joined(self._unit)
                return
            head = _Head(label, Origin.COMMAND, None, customer_id, undoable, params)
            with self._command(head) as unit:
                yield unit
        self._publish(unit.notice)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read from one consistent state; inside a write it sees what that write did."""
        with self._lock:
            joined = self._unit or self._reader
            if joined is not None:
                yield joined
                return
            self._require_open()
            with self._db.reading() as rows:
                self._reader = Reader(rows, self.today)
                try:
                    yield self._reader
                finally:
                    self._reader = None

    def undo(self, customer_id: int | None = None) -> HistoryEntry:
        """Take back the actor's last command (there), or say what changed since."""
        return self._invert(Origin.UNDO, customer_id)

    def check_undo(self, customer_id: int | None = None) -> None:
        """Raise what `undo` would raise; changes nothing."""
        with suppress(_Tried):
            self._invert(Origin.UNDO, customer_id, only_try=True)

    def redo(self, customer_id: int | None = None) -> HistoryEntry:
        """Do again what the actor's last undo (there) took back."""
        return self._invert(Origin.REDO, customer_id)

    def undo_label(self, customer_id: int | None = None) -> HistoryEntry | None:
        """Return the command that `undo` would take back, None without one."""
        return self._next_inverse(Origin.UNDO, customer_id)

    def redo_label(self, customer_id: int | None = None) -> HistoryEntry | None:
        """Return the command that `redo` would do again, None without one."""
        return self._next_inverse(Origin.REDO, customer_id)

    def history(self, customer_id: int | None = None, limit: int = 200) -> list[HistoryEntry]:
        """Return the journal's entries, newest first."""
        with self.read() as reader:
            return self._db.history(reader.rows, customer_id, limit)

    def changes(self, entry_id: int) -> list[RowChange]:
        """Return the rows that an entry changed, before and after."""
        with self.read() as reader:
            return self._db.changes_of(reader.rows, entry_id)

    def verify_journal(self) -> list[str]:
        """Return what is wrong with the journal's chain; nothing when it is whole."""
        with self.read() as reader:
            return self._db.verify(reader.rows)

    def purge_journal(self, customer_id: int) -> int:
        """Empty the payloads of one customer's entries for good; returns how many."""
        with self._lock, self._db.writing() as writer:
            self._edits += 1
            return self._db.purge(writer, customer_id)

    def keep_draft(self, key: str, content: "Json") -> None:
        """Keep what is being typed under a key, in the place of what was kept there.

        A short transaction of its own, or that of the open command; not journalled, no notice.
        """
        with self._lock:
            if self._unit is not None:
                self._db.keep_draft(self._unit.writer.connection, key, content, self.clock.now())
                return
            with self._db.writing() as writer:
                self._db.keep_draft(writer.connection, key, content, self.clock.now())

    def drafts(self, prefix: str = "") -> "list[Draft]":
        """Return the drafts whose keys begin with `prefix`, the latest first."""
        with self.read() as reader:
            return self._db.drafts(reader.rows, prefix)

    def drop_draft(self, key: str) -> None:
        """Forget a draft; with an open command only once that is stored."""
        with self._lock:
            if self._unit is not None:
                self._db.drop_draft(self._unit.writer.connection, key)
                return
            with self._db.writing() as writer:
                self._db.drop_draft(writer.connection, key)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call back after each commit, on the thread that committed; returns the way out."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def poll(self) -> ChangeSet | None:
        """Publish what others committed on a shared workspace since the last look."""
        with self.read() as reader:
            changes = self._db.touched_since(reader.rows, self._seen, self._writer_id)
            self._seen = self._db.last_id(reader.rows)
        if not changes:
            return None
        self._workspace = None
        notice = _change_set("", Origin.REMOTE, [(c.entity, c.row_id) for c in changes])
        self._publish(notice)
        return notice

    def close(self) -> None:
        """Back up what changed and let the file go. A second call does nothing."""
        with self._lock:
            if self._closed:
                return
            try:
                if self._edits > self._saved:
                    self._back_up_or_note("close")
            finally:
                self._discard()

    def back_up(self, reason: str, *, progress: Progress | None = None) -> None:
        """Write a checked copy of the file beside it, unless nothing changed since the last."""
        from csdesk.data.backup import back_up_store

        edits = self._edits  # more may follow while the copy is made
        back_up_store(self, reason, progress=progress)
        self._saved = max(self._saved, edits)

    def _back_up_or_note(self, reason: str) -> None:
        """Back up where it may not stand in the way of opening and closing."""
        if not self.backups:
            return
        try:
            self.back_up(reason)
        except UserError as problem:
            LOG.warning("no backup at %s: %s", reason, problem)
            self.backup_problem = problem

    def raw_connection(self) -> Any:
        """Return the driver's connection, for the backup."""
        return self._db.raw()

    def head(self) -> str:
        """Return the hash of the newest journal entry: equal heads, equal content."""
        with self.read() as reader:
            return self._db.last_hash(reader.rows)

    def _discard(self) -> None:
        self._closed = True
        self._db.close()

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the store is closed")

    def _first_rows(self, workspace: Workspace, user: User) -> None:
        """Store the workspace and its first user, who is the actor of that very entry."""
        self._workspace = workspace
        self._actor = replace(user, id=1)
        with self.write("workspace.create", undoable=False) as unit:
            self._workspace = unit.add(workspace)
            self._actor = unit.add(user)

    @contextmanager
    def _command(self, head: "_Head") -> Iterator[Unit]:
        """Run one command; after the commit its unit holds the notice to publish."""
        if self._reader is not None:
            raise RuntimeError("a write may not start inside a read: end the read first")
        self._require_open()
        today = self.today()
        with self._db.writing() as writer:
            unit = Unit(
                writer, actor=self.actor, now=self.clock.now(), today=today, label=head.label,
                params=head.params,
            )  # fmt: skip
            self._unit = unit
            try:
                yield unit
                if unit.broken:
                    raise RuntimeError("a nested write failed half-way and was ignored")
                if not unit.label:
                    raise RuntimeError("nothing joined a command without a label")
                changes = self._db.append(
                    writer,
                    at=unit.now,
                    actor=unit.actor,
                    command=unit.label,
                    params=unit.params,
                    customer_id=head.customer_id,
                    origin=head.origin,
                    undoable=head.undoable,
                    target_id=head.target_id,
                    writer_id=self._writer_id,
                )
            finally:
                self._unit = None
        if changes:
            self._edits += 1
            if any(change.entity in {"Workspace", "User"} for change in changes):
                self._forget()
            touched = [(change.entity, change.row_id) for change in changes]
            unit.notice = _change_set(unit.label, head.origin, touched)

    def _forget(self) -> None:
        """Read the workspace and the actor anew: a command changed them."""
        self._workspace = None
        with self.read() as reader:
            self._actor = reader.first(User, id=self.actor.id) or self._actor

    def _invert(
        self, origin: Origin, customer_id: int | None, *, only_try: bool = False
    ) -> HistoryEntry:
        with self._lock:
            if self._unit is not None:
                raise RuntimeError("undo may not run inside a command")
            with self.read() as reader:
                target = self._db.next_inverse(reader.rows, origin, self.actor.id, customer_id)
            if target is None:
                raise UserError(*NOTHING[origin])
            head = _Head(
                target.label, origin, target.entry_id, target.customer_id, True, target.params
            )
            with self._command(head) as unit:
                self._db.invert(unit.writer, target)
                if only_try:
                    raise _Tried
        self._publish(unit.notice)
        return target

    def _next_inverse(self, origin: Origin, customer_id: int | None) -> HistoryEntry | None:
        with self.read() as reader:
            return self._db.next_inverse(reader.rows, origin, self.actor.id, customer_id)

    def _publish(self, notice: ChangeSet | None) -> None:
        if notice is None:
            return
        for callback in list(self._subscribers):
            callback(notice)


class _Tried(Exception):
    """Rolls back an inverse that was only tried."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What a command says about itself before it starts."""

    label: str
    origin: Origin
    target_id: int | None
    customer_id: int | None
    undoable: bool
    params: Mapping[str, Any]


def _joined(unit: Unit) -> Iterator[Unit]:
    """Yield the open unit; what fails inside after a change spoils the whole command."""
    flushes = unit.writer.recorder.flushes
    try:
        yield unit
    except BaseException:
        unit.broken = unit.broken or unit.writer.recorder.flushes != flushes
        raise


def _change_set(label: str, origin: Origin, touched: Iterable[tuple[str, int]]) -> ChangeSet:
    ids: dict[str, set[int]] = defaultdict(set)
    for entity, row_id in touched:
        ids[entity].add(row_id)
    return ChangeSet(
        label=label,
        origin=origin,
        entities={entity: frozenset(rows) for entity, rows in ids.items()},
    )
