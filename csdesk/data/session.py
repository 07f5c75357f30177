"""The ORM session of one write, and the recorder that sees every row it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from csdesk.data.mapping import COUNTERS, encode_row, shape_of
from csdesk.data.orm import RECORDS
from csdesk.data.orm.base import Row
from csdesk.domain.changes import RowAction


@dataclass(slots=True)
class Recorded:
    """A changed row of the open command, in the journal's stored form."""

    entity: str
    row_id: int
    customer_id: int | None
    action: RowAction
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    is_fact: bool


class Recorder:
    """Collects one change per row over all flushes of a command, in order of first touch."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._changes: dict[tuple[str, int], Recorded] = {}
        self._owners: dict[tuple[str, int], int | None] = {}
        self.flushes = 0

    def changes(self) -> list[Recorded]:
        """Return the net changes: what ended as it began is left out."""
        return [change for change in self._changes.values() if not _is_nothing(change)]

    def note(self, model: Row, action: RowAction, before: dict[str, Any] | None) -> None:
        """Record one flushed row; `before` holds the whole row or the changed columns."""
        kind = RECORDS[type(model)]
        entity, shape = kind.__name__, shape_of(kind)
        whole = {name: getattr(model, name) for name in shape.columns if name != "id"}
        after: dict[str, Any] | None
        if action is RowAction.UPDATE:
            changed = {name for name in before or {} if name != "version"}
            changed -= COUNTERS.get(entity, frozenset())
            if not changed:
                return
            before = {name: (before or {})[name] for name in changed}
            after = {name: whole[name] for name in changed}
        elif action is RowAction.INSERT:
            after = {name: value for name, value in whole.items() if name not in shape.bulky}
        else:
            before, after = whole, None
        change = Recorded(
            entity=entity,
            row_id=model.id,
            customer_id=self._owner(entity, model.id, whole),
            action=action,
            before=None if before is None else encode_row(before),
            after=None if after is None else encode_row(after),
            is_fact=type(model).is_fact,
        )
        key = (entity, model.id)
        known = self._changes.get(key)
        if known is None:
            self._changes[key] = change
        else:
            merged = _merge(known, change)
            if merged is None:
                del self._changes[key]
            else:
                self._changes[key] = merged

    def _owner(self, entity: str, row_id: int, values: Mapping[str, Any]) -> int | None:
        """Return the customer that a row belongs to, asking its parent where it has no column."""
        if entity == "Customer":
            return row_id
        if "customer_id" in values:
            owner: int | None = values["customer_id"]
            return owner
        for column, table in (
            ("project_id", "project"),
            ("baseline_id", "baseline"),
            ("goal_id", "goal"),
            ("meeting_id", "meeting"),
        ):
            if values.get(column) is not None:
                return self._parent_owner(table, values[column])
        return None

    def _parent_owner(self, table: str, row_id: int) -> int | None:
        key = (table, row_id)
        if key not in self._owners:
            if table == "baseline":
                project = self._scalar(table, "project_id", row_id)
                self._owners[key] = (
                    None if project is None else self._parent_owner("project", project)
                )
            else:
                self._owners[key] = self._scalar(table, "customer_id", row_id)
        return self._owners[key]

    def _scalar(self, table: str, column: str, row_id: int) -> int | None:
        of = sa.table(table, sa.column("id"), sa.column(column))
        query = sa.select(of.c[column]).where(of.c.id == row_id)
        value: int | None = self._connection.execute(query).scalar_one_or_none()
        return value


def _merge(first: Recorded, then: Recorded) -> Recorded | None:
    """Join two changes of one row into one; None when the row came and went."""
    if then.action is RowAction.UPDATE:
        first.after = {**(first.after or {}), **(then.after or {})}
        first.customer_id = then.customer_id
        if first.action is RowAction.UPDATE:
            first.before = {**(then.before or {}), **(first.before or {})}
        return first
    if then.action is RowAction.DELETE:
        if first.action is RowAction.INSERT:
            return None
        then.before = {**(then.before or {}), **(first.before or {})}
        return then
    raise RuntimeError(f"{then.entity} {then.row_id} was stored again after it was deleted")


def _is_nothing(change: Recorded) -> bool:
    return change.action is RowAction.UPDATE and change.before == change.after


class JournalledSession(Session):
    """A session whose flushes are recorded and which refuses what no flush would show."""

    def __init__(self, connection: sa.Connection, recorder: Recorder) -> None:
        super().__init__(bind=connection, autoflush=False, expire_on_commit=False)
        self.recorder = recorder


@event.listens_for(JournalledSession, "after_flush")
def _record(session: JournalledSession, _context: UOWTransaction) -> None:
    recorder = session.recorder
    recorder.flushes += 1
    for model in session.new:
        recorder.note(model, RowAction.INSERT, None)
    for model in session.dirty:
        state = sa.inspect(model)
        changed = {}
        for name in set(state.mapper.column_attrs.keys()) - state.unmodified:
            history = get_history(model, name)
            if history.has_changes() and history.deleted:
                changed[name] = history.deleted[0]
        if changed:
            recorder.note(model, RowAction.UPDATE, changed)
    for model in session.deleted:
        recorder.note(model, RowAction.DELETE, None)


@event.listens_for(JournalledSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("a bulk statement would pass the journal by; change the rows one by one")
