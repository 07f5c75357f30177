"""Reading rows of a connection straight into records, past the ORM's objects."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from csdesk.data.mapping import shape_of, to_records
from csdesk.data.reader import FILLED, AnyRecord
from csdesk.domain.records import Record

# Beyond this many values a list is written into the statement: databases bound the parameters.
MOST_PARAMETERS = 5000


class Rows:
    """Finds records through one connection, within its transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def find(
        self,
        kind: type[AnyRecord],
        equals: Mapping[str, Any],
        order_by: Iterable[str] | None = None,
    ) -> list[AnyRecord]:
        """Return the records that match, in order."""
        shape = shape_of(kind)
        query = _where(shape.select, kind, equals)
        for name in shape.order if order_by is None else order_by:
            column = shape.table.c[name.removeprefix("-")]
            query = query.order_by(column.desc() if name.startswith("-") else column)
        return to_records(kind, self.connection.execute(query).all())

    def first(self, kind: type[AnyRecord], equals: Mapping[str, Any]) -> AnyRecord | None:
        """Return the match with the lowest id."""
        shape = shape_of(kind)
        query = _where(shape.select, kind, equals).order_by(shape.table.c.id).limit(1)
        found = to_records(kind, self.connection.execute(query).all())
        return found[0] if found else None

    def count(self, kind: type[Record], equals: Mapping[str, Any]) -> int:
        """Return the number of matches."""
        query = sa.select(sa.func.count()).select_from(shape_of(kind).table)
        return int(self.connection.execute(_where(query, kind, equals)).scalar_one())


def _where(query: sa.Select[Any], kind: type[Record], equals: Mapping[str, Any]) -> sa.Select[Any]:
    table = shape_of(kind).table
    for name, value in equals.items():
        column = table.c[name]
        if value is FILLED:
            query = query.where(column.is_not(None), column != "")
        elif value is None:
            query = query.where(column.is_(None))
        elif isinstance(value, (list, tuple, set, frozenset)):
            query = query.where(one_of(column, value))
        else:
            query = query.where(column == value)
    return query


def one_of(
    column: sa.ColumnElement[Any] | InstrumentedAttribute[Any], values: Iterable[Any]
) -> sa.ColumnElement[bool]:
    """Return "column is one of values"; None among the values means "or is empty"."""
    listed = list(values)
    present = [value for value in listed if value is not None]
    literal = len(present) > MOST_PARAMETERS
    condition = column.in_(
        sa.bindparam(None, present, expanding=True, literal_execute=literal, type_=column.type)
    )
    return sa.or_(condition, column.is_(None)) if len(present) < len(listed) else condition
