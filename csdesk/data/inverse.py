"""Undo and redo: the inverse of a journal entry, if each row still holds what the entry left."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from csdesk.data import cascade, journal
from csdesk.data.journal import CHANGES, ENTRIES
from csdesk.data.mapping import COUNTERS, UNSTORED, decode_row, defaults_of, shape_of, values_of
from csdesk.data.orm import BY_NAME, RECORDS
from csdesk.data.orm.base import Base, Row
from csdesk.data.rows import Rows, one_of
from csdesk.data.writer import Writer
from csdesk.domain.changes import HistoryEntry, Origin, RowAction, RowChange
from csdesk.domain.errors import N_, UserError

CHANGED = N_("Not undone: “{what}” was changed since, by {actor} on {at}. Take that back first.")
DELETED = N_("Not undone: “{what}” was deleted since, by {actor} on {at}. Take that back first.")
IN_USE = N_("Not undone: something was added to “{what}” since. Take that back first.")
ON_RECORD = N_(
    "Not undone: a document was made of “{what}” since, and what was made stays on record. "
    "Change or cancel it by hand instead."
)
TAKEN = N_("Not undone: what it would bring back clashes with a newer row of the same name.")
PURGED = N_("Not undone: the customer's data in this step were purged and cannot come back.")


def target(
    connection: sa.Connection, origin: Origin, actor_id: int, customer_id: int | None
) -> HistoryEntry | None:
    """Return what the actor's next undo or redo inverts, in the workspace or at one customer.

    Undo takes the last command or redo that was not taken back; redo the last undo that no newer
    command overtook.
    """
    mine = [ENTRIES.c.actor_id == actor_id, ENTRIES.c.undoable]
    if customer_id is not None:
        mine.append(journal.touching(customer_id))
    if origin is Origin.UNDO:
        wanted: tuple[Origin, ...] = (Origin.COMMAND, Origin.REDO)
    else:
        wanted = (Origin.UNDO,)
        newest = sa.select(sa.func.max(ENTRIES.c.id)).where(
            ENTRIES.c.origin == Origin.COMMAND, *mine
        )
        mine.append(ENTRIES.c.id > (connection.execute(newest).scalar_one() or 0))
    later = ENTRIES.alias()
    query = (
        sa.select(ENTRIES.c.id)
        .where(
            ENTRIES.c.origin.in_(wanted),
            ~sa.exists().where(later.c.target_id == ENTRIES.c.id),
            *mine,
        )
        .order_by(ENTRIES.c.id.desc())
        .limit(1)
    )
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else journal.entry(connection, found)


class Inverse:
    """Applies the inverse of one entry through a writer."""

    def __init__(self, writer: Writer, entry: HistoryEntry) -> None:
        self._session = writer.session
        self._connection = writer.connection
        self._entry_id = entry.entry_id
        changes = journal.changes_of(self._connection, entry.entry_id)
        if any(change.purged for change in changes):
            raise UserError("undo_purged", PURGED)
        # Facts that the command added stay; those a deletion took along come back.
        self._changes = [
            change
            for change in changes
            if not (
                shape_of(BY_NAME[change.entity]).model.is_fact
                and change.action is RowAction.INSERT
                and entry.origin is not Origin.UNDO
            )
        ]
        self._returning = self._ids(RowAction.DELETE)
        self._leaving = self._ids(RowAction.INSERT)

    def apply(self) -> None:
        """Check everything, then restore every column but the version."""
        self._check_rows()
        self._check_dependents()
        self._check_references()
        try:
            self._bring_back()
            self._set_back()
            self._take_away()
        except IntegrityError as error:
            raise UserError("undo_conflict", TAKEN) from error

    def _ids(self, action: RowAction) -> dict[str, set[int]]:
        ids: dict[str, set[int]] = defaultdict(set)
        for change in self._changes:
            if change.action is action:
                ids[change.entity].add(change.row_id)
        return ids

    def _by_entity(self, action: RowAction) -> dict[str, list[RowChange]]:
        """Return the changes of one kind by record name, parents' tables first."""
        grouped: dict[str, list[RowChange]] = defaultdict(list)
        for change in self._changes:
            if change.action is action:
                grouped[change.entity].append(change)
        order = {table.name: index for index, table in enumerate(Base.metadata.sorted_tables)}
        return dict(
            sorted(grouped.items(), key=lambda item: order[shape_of(BY_NAME[item[0]]).table.name])
        )

    def _check_rows(self) -> None:
        """Refuse unless each row holds what the entry left."""
        for action in (RowAction.UPDATE, RowAction.INSERT):
            for entity, changes in self._by_entity(action).items():
                kind = BY_NAME[entity]
                skipped = UNSTORED | COUNTERS.get(entity, frozenset())
                rows = {row.id: row for row in self._load(entity, [c.row_id for c in changes])}
                for change in changes:
                    row = rows.get(change.row_id)
                    if row is None:
                        raise self._conflict("undo_conflict", DELETED, change)
                    left = decode_row(kind, change.after or {})
                    if any(
                        getattr(row, name) != value
                        for name, value in left.items()
                        if name not in skipped
                    ):
                        raise self._conflict("undo_conflict", CHANGED, change)

    def _check_dependents(self) -> None:
        """Refuse to take away a row that something else refers to since."""
        for entity, ids in self._leaving.items():
            for reference in cascade.references_to(shape_of(BY_NAME[entity]).model):
                name = _entity_of(reference.model)
                changed = self._ids(RowAction.UPDATE)[name]
                for row_id, target in cascade.referring(self._session, reference, ids):
                    # An updated row lets go when it is set back; the database would say if not.
                    if row_id not in self._leaving.get(name, ()) and row_id not in changed:
                        change = self._change(entity, target)
                        why = ON_RECORD if shape_of(BY_NAME[name]).model.is_fact else IN_USE
                        raise self._conflict("undo_conflict", why, change)

    def _check_references(self) -> None:
        """Refuse to bring back a reference to a row that is gone since."""
        wanted: dict[str, dict[int, RowChange]] = defaultdict(dict)
        for change in self._changes:
            model = shape_of(BY_NAME[change.entity]).model
            for reference in cascade.all_references():
                target = (change.before or {}).get(reference.column)
                if reference.model is model and isinstance(target, int):
                    wanted[_entity_of(reference.target)][target] = change
        for entity, targets in wanted.items():
            table = shape_of(BY_NAME[entity]).table
            query = sa.select(table.c.id).where(one_of(table.c.id, targets))
            there = set(self._connection.execute(query).scalars()) | self._returning[entity]
            for target, change in targets.items():
                if change.action is not RowAction.INSERT and target not in there:
                    raise self._conflict("undo_conflict", DELETED, change, entity, target)

    def _bring_back(self) -> None:
        """Insert deleted rows, parents first; references inside a table follow after."""
        for entity, changes in self._by_entity(RowAction.DELETE).items():
            shape = shape_of(BY_NAME[entity])
            own = cascade.own_references(shape.model)
            later: list[tuple[Row, dict[str, Any]]] = []
            rows: list[Row] = []
            versions: list[dict[str, int]] = []
            for change in changes:
                values = defaults_of(shape.kind) | decode_row(shape.kind, change.before or {})
                version = int(values.pop("version", 0))
                held = {name: values[name] for name in own if values.get(name) is not None}
                values.update(dict.fromkeys(held))
                row = shape.model(id=change.row_id, **values)
                rows.append(row)
                versions.append({"of": change.row_id, "version": version + 1})
                if held:
                    later.append((row, held))
            self._session.add_all(rows)
            self._session.flush()
            for row, held in later:
                for name, value in held.items():
                    setattr(row, name, value)
            self._session.flush()
            # An editor that still holds the row from before its deletion must not overwrite it.
            grown = sa.update(shape.table).where(shape.table.c.id == sa.bindparam("of"))
            self._connection.execute(grown.values(version=sa.bindparam("version")), versions)
            for row, version_of in zip(rows, versions, strict=True):
                set_committed_value(row, "version", version_of["version"])

    def _set_back(self) -> None:
        for entity, changes in self._by_entity(RowAction.UPDATE).items():
            rows = {row.id: row for row in self._load(entity, [c.row_id for c in changes])}
            for change in changes:
                for name, value in decode_row(BY_NAME[entity], change.before or {}).items():
                    setattr(rows[change.row_id], name, value)
            self._session.flush()

    def _take_away(self) -> None:
        """Delete what the entry added, children first."""
        for entity, changes in reversed(self._by_entity(RowAction.INSERT).items()):
            model = shape_of(BY_NAME[entity]).model
            rows = list(self._load(entity, [change.row_id for change in changes]))
            nothing: Any = None
            for row in rows:
                for name in cascade.own_references(model):
                    setattr(row, name, nothing)
            self._session.flush()
            for row in rows:
                self._session.delete(row)
            self._session.flush()

    def _load(self, entity: str, ids: Iterable[int]) -> Iterable[Row]:
        return cascade.load(self._session, shape_of(BY_NAME[entity]).model, ids)

    def _change(self, entity: str, row_id: int) -> RowChange:
        return next(c for c in self._changes if (c.entity, c.row_id) == (entity, row_id))

    def _conflict(
        self,
        code: str,
        message: str,
        change: RowChange,
        entity: str = "",
        row_id: int = 0,
    ) -> UserError:
        """Return the refusal: which row, and who touched it since."""
        query = (
            sa.select(ENTRIES.c.actor, ENTRIES.c.at, ENTRIES.c.command)
            .join(CHANGES, CHANGES.c.entry_id == ENTRIES.c.id)
            .where(
                CHANGES.c.entity == (entity or change.entity),
                CHANGES.c.row_id == (row_id or change.row_id),
                ENTRIES.c.id > self._entry_id,
            )
            .order_by(ENTRIES.c.id.desc())
            .limit(1)
        )
        since = self._connection.execute(query).one_or_none()
        return UserError(
            code,
            message,
            what=self._name_of(change),
            entity=change.entity,
            row_id=change.row_id,
            actor=since.actor if since else "?",
            at=since.at.strftime("%Y-%m-%d") if since else "?",
            command=since.command if since else "",
        )

    def _name_of(self, change: RowChange) -> str:
        """Return what people call a row: as it is, or as the entry left it."""
        found = Rows(self._connection).first(BY_NAME[change.entity], {"id": change.row_id})
        values = {} if found is None else values_of(found)
        payload = {**(change.before or {}), **(change.after or {})}
        return _name_in(values) or _name_in(payload) or f"{change.entity} {change.row_id}"


def _entity_of(model: type[Row]) -> str:
    return RECORDS[model].__name__


def _name_in(values: Mapping[str, Any]) -> str:
    """Return what people call a row, "" if its columns have no name."""
    for name in ("title", "name", "what", "file_name", "code", "key", "text"):
        value = values.get(name)
        if isinstance(value, str) and value:
            return value if len(value) <= 60 else value[:59] + "…"
    return ""
