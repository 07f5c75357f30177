"""What every mapped table shares: id, version, names of constraints, references."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Literal, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from csdesk.data.orm.types import Code, ExactDecimal, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

AnyCode = TypeVar("AnyCode", bound=StrEnum)


class Base(DeclarativeBase):
    """Tables with ids that are never given twice and names of constraints that are known."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: sa.Text(),
        date: sa.Date(),
        datetime: UtcDateTime(),
        time: sa.Time(),
        Decimal: ExactDecimal(),
        bytes: sa.LargeBinary(),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)


class Row(Base):
    """A table of the workspace: journalled, with a version that only grows.

    `is_fact` marks rows that are only ever added: undo leaves them.
    """

    __abstract__ = True
    is_fact: ClassVar[bool] = False

    version: Mapped[int] = mapped_column(sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        """Count the version at every update, and refuse one that another write overtook."""
        return {"version_id_col": cls.version}


def coded(codes: type[AnyCode]) -> MappedColumn[AnyCode]:
    """Map a column that holds a code."""
    return mapped_column(Code(codes))


def json_column() -> MappedColumn[Any]:
    """Map a column that holds any JSON value, `null` included."""
    return mapped_column(sa.JSON(none_as_null=False), nullable=False)


def ref(target: str, on_delete: Literal["cascade", "null"]) -> MappedColumn[Any]:
    """Map a reference. The database always restricts; `on_delete` is what `cascade.py` does."""
    return mapped_column(
        sa.ForeignKey(target, ondelete="RESTRICT"), index=True, info={"on_delete": on_delete}
    )


def money() -> MappedColumn[int | None]:
    """Map minor units of a currency; 64 bits wide."""
    return mapped_column(sa.BigInteger)


def unique(*columns: str) -> tuple[Any, ...]:
    """Return table arguments for one unique constraint."""
    return (sa.UniqueConstraint(*columns), TABLE_OPTIONS)


# SQLite hands a deleted top id out again unless told otherwise.
TABLE_OPTIONS: dict[str, Any] = {"sqlite_autoincrement": True}
