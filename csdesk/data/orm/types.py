"""Column types: values are stored exactly, and equally on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class Code(TypeDecorator[StrEnum]):
    """A code of `csdesk.domain.codes`, stored as its value."""

    impl = sa.String(32)
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Refuse what is no code, store its value."""
        return None if value is None else str(self.codes(value).value)

    def result_processor(
        self, dialect: sa.Dialect, coltype: object
    ) -> Callable[[Any], StrEnum | None]:
        """Look the member up in a dictionary: called for each cell of 30,000 rows."""
        members: dict[Any, StrEnum | None] = {code.value: code for code in self.codes}
        members[None] = None
        return members.__getitem__


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal without loss: text on SQLite, which would make a float of it."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Use a number where the database has exact ones."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.Numeric())
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        """Hand over the number or its text."""
        if value is None or dialect.name == "postgresql":
            return value
        return str(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        """Read the exact number back."""
        return value if value is None or isinstance(value, Decimal) else Decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Refuse a naive moment: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        moment: datetime = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def encode(value: Any) -> Any:
    """Turn a stored value into its form in the journal (JSON)."""
    if value is None or isinstance(value, (bool, int, float, list, dict)):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def decoder(column_type: sa.types.TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """Return what reads `encode`'s form back for a column, or None where nothing is to be done."""
    if isinstance(column_type, Code):
        return column_type.codes
    if isinstance(column_type, ExactDecimal):
        return Decimal
    if isinstance(column_type, (UtcDateTime, sa.DateTime)):
        return datetime.fromisoformat
    if isinstance(column_type, sa.Date):
        return date.fromisoformat
    if isinstance(column_type, sa.Time):
        return time.fromisoformat
    if isinstance(column_type, sa.LargeBinary):
        return bytes.fromhex
    return None
