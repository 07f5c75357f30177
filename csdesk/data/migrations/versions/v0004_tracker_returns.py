"""Schema 4: trackers that came back, and what customers' own words mean."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tracker_return",
        *_counted(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tracker_return"),
        *(_reference("tracker_return", target) for target in ("customer", "project", "export")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "customer_word",
        *_counted(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customer_word"),
        _reference("customer_word", "customer"),
        sqlite_autoincrement=True,
    )
    for column in ("customer_id", "project_id", "export_id"):
        op.create_index(f"ix_tracker_return_{column}", "tracker_return", [column])
    op.create_index("ix_customer_word_customer_id", "customer_word", ["customer_id"])


def _counted() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _reference(table: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{target}_id"],
        [f"{target}.id"],
        name=f"fk_{table}_{target}_id_{target}",
        ondelete="RESTRICT",
    )
