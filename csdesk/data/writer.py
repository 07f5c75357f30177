"""Writing records through the ORM, so that its flushes tell the recorder every changed row."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from csdesk.data import cascade
from csdesk.data.mapping import (
    UNSTORED,
    encode_row,
    from_model,
    plain,
    shape_of,
    storable,
    values_of,
)
from csdesk.data.orm.base import Row
from csdesk.data.reader import AnyRecord, Reader
from csdesk.data.rows import Rows
from csdesk.data.session import JournalledSession, Recorder
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Record

OVERTAKEN = N_("Someone else changed this row at the same moment. Look at it and try again.")


class Writer:
    """Adds, changes and deletes records of one command; each call is flushed at once."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.rows = Rows(connection)
        self.recorder = Recorder(connection)
        self.session = JournalledSession(connection, self.recorder)

    @staticmethod
    def encoded(params: Mapping[str, Any]) -> dict[str, Any]:
        """Return parameters of a label as the journal keeps them."""
        return {name: encode_row({name: plain(value)})[name] for name, value in params.items()}

    def add(self, records: list[AnyRecord]) -> list[AnyRecord]:
        """Insert records; ids are given in their order."""
        models = [_to_model(record) for record in records]
        self.session.add_all(models)
        self.session.flush()
        return [
            from_model(type(record), model) for record, model in zip(records, models, strict=True)
        ]

    def update(
        self, kind: type[AnyRecord], changes: Mapping[int, Mapping[str, Any]]
    ) -> list[AnyRecord]:
        """Change columns of records, id -> columns; returns the records by id."""
        if shape_of(kind).model.is_fact:
            raise TypeError(f"{kind.__name__} is a fact: it is added, never changed")
        models = {row.id: row for row in cascade.load(self.session, shape_of(kind).model, changes)}
        for row_id, columns in changes.items():
            if row_id not in models:
                Reader(self.rows).get(kind, row_id)  # says that it is gone
            _assign(kind, models[row_id], columns)
        try:
            self.session.flush()
        except StaleDataError as error:
            raise UserError("lost_update", OVERTAKEN) from error
        return [from_model(kind, models[row_id]) for row_id in sorted(changes)]

    def delete(self, kind: type[Record], row_ids: Iterable[int]) -> None:
        """Delete records with everything that hangs on them."""
        cascade.delete(self.session, shape_of(kind).model, row_ids)

    def take_numbers(self, customer_id: int, count: int) -> range:
        """Count a customer's numbers on; a counter, so neither version nor journal moves."""
        table = shape_of(Customer).table
        following: int | None = self.connection.execute(
            sa.update(table)
            .where(table.c.id == customer_id)
            .values(next_number=table.c.next_number + count)
            .returning(table.c.next_number)
        ).scalar_one_or_none()
        if following is None:
            Reader(self.rows).get(Customer, customer_id)  # says that it is gone
            raise RuntimeError("the customer is there and was not counted")
        known = self.session.get(shape_of(Customer).model, customer_id)
        if known is not None:
            self.session.refresh(known, ["next_number"])
        return range(following - count, following)


def _to_model(record: Record) -> Row:
    if record.id:
        raise ValueError(f"{type(record).__name__} {record.id} is stored already")
    return shape_of(type(record)).model(**values_of(record))


def _assign(kind: type[Record], model: Row, changes: Mapping[str, Any]) -> None:
    for name in changes:
        if name not in shape_of(kind).columns or name in UNSTORED:
            raise TypeError(f"{kind.__name__} has no column {name!r} to change")
    for name, value in storable(kind, changes).items():
        if getattr(model, name) != value:
            setattr(model, name, value)
