"""Schema 6: trackers that came back are kept as the files they were."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "returned_file",
        *_counted(),
        *(_reference(target) for target in ("customer", "project", "export")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_returned_file"),
        *(_foreign("returned_file", target) for target in ("customer", "project", "export")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "returned_content",
        *_counted(),
        _reference("customer"),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_returned_content"),
        _foreign("returned_content", "customer"),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["returned_file.id"],
            name="fk_returned_content_file_id_returned_file",
            ondelete="RESTRICT",
        ),
        sqlite_autoincrement=True,
    )
    for column in ("customer_id", "project_id", "export_id"):
        op.create_index(f"ix_returned_file_{column}", "returned_file", [column])
    for column in ("customer_id", "file_id"):
        op.create_index(f"ix_returned_content_{column}", "returned_content", [column])


def _counted() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _reference(target: str) -> sa.Column[int]:
    return sa.Column(f"{target}_id", sa.Integer(), nullable=False)


def _foreign(table: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{target}_id"],
        [f"{target}.id"],
        name=f"fk_{table}_{target}_id_{target}",
        ondelete="RESTRICT",
    )
