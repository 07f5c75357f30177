"""Schema 8: who confirmed a goal stands beside who said it first."""

from csdesk.data.migrations.tables import day, table, text, whole

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "goal_confirmation",
        whole("goal_id"), day("day"), text("confirmed_by"), whole("meeting_id", nullable=True),
        references={"goal_id": "goal", "meeting_id": "meeting"},
    )  # fmt: skip
