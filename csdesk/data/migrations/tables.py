"""Tables as revisions write them. What a released revision made of these must never change."""

import sqlalchemy as sa
from alembic import op


def table(name: str, *columns: sa.schema.SchemaItem, references: dict[str, str]) -> None:
    """Create a table with id, version and its references, named as the mapping does."""
    op.create_table(
        name,
        whole("id"),
        whole("version"),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{target}.id"],
                name=f"fk_{name}_{column}_{target}",
                ondelete="RESTRICT",
            )
            for column, target in references.items()
        ),
        sqlite_autoincrement=True,
    )
    for column in references:
        op.create_index(f"ix_{name}_{column}", name, [column])


def whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.Integer(), nullable=nullable)


def text(name: str) -> sa.Column[str]:
    """Return a column of text."""
    return sa.Column(name, sa.Text(), nullable=False)


def code(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """Return a column of a code."""
    return sa.Column(name, sa.String(length=32), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """Return a column of dates."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """Return a column of moments in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def json(name: str) -> sa.Column[object]:
    """Return a column of any JSON value."""
    return sa.Column(name, sa.JSON(), nullable=False)
