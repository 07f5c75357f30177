"""Schema 3: rows that repeat, milestones that open their day, and where rows were imported from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A default of the database lets SQLite add the column without copying the table.
    op.add_column("project", _text("source_ref"))
    op.add_column(
        "plan_row", sa.Column("opens_day", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("plan_row", _text("repeats"))
    op.add_column("plan_row", _text("source_uid"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
