"""Schema 7: from signature to kickoff: handover, people, agenda, series, invitations, drafts."""

import sqlalchemy as sa
from alembic import op

from csdesk.data.migrations.tables import code, day, json, moment, table, text, whole

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A default of the database lets SQLite add the column without copying the table.
    op.add_column("contact", _added("successor_uid"))
    op.add_column("contact", _added("attitude", "unknown", sa.String(length=32)))
    op.add_column("contact", _added("value_text"))
    op.add_column("contact", _added("channel", "any", sa.String(length=32)))
    op.add_column("contact", day("thanked_on", nullable=True))
    op.add_column("meeting", _added("series_uid"))
    op.create_index("ix_meeting_series_uid", "meeting", ["series_uid"])
    _handover()
    _meetings()
    op.create_table(
        "draft",
        whole("id"),
        text("key"),
        json("content"),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("key", name="uq_draft_key"),
        sqlite_autoincrement=True,
    )


def _handover() -> None:
    table(
        "handover",
        whole("customer_id"), text("why_bought"), text("sales_lead"),
        whole("sales_user_id", nullable=True),
        sa.Column("budget_minor", sa.BigInteger(), nullable=True),
        text("currency"), text("budget_note"), text("process"), text("working_with"),
        text("scope_note"),
        sa.UniqueConstraint("customer_id", name="uq_handover_customer_id"),
        references={"customer_id": "customer", "sales_user_id": "app_user"},
    )  # fmt: skip
    table(
        "handover_point",
        whole("customer_id"), code("kind"), whole("position"), text("text"), text("answer"),
        text("said_by"), day("day", nullable=True), code("visibility"),
        references={"customer_id": "customer"},
    )  # fmt: skip
    table(
        "manager_check",
        whole("project_id"), whole("contact_id", nullable=True),
        code("knows_business", nullable=True), code("has_time", nullable=True),
        code("judges_it", nullable=True), day("checked_on", nullable=True), text("note"),
        references={"project_id": "project", "contact_id": "contact"},
    )  # fmt: skip


def _meetings() -> None:
    table(
        "agenda_item",
        whole("meeting_id"), whole("position"), text("title"), code("priority"),
        whole("minutes"), sa.Column("done", sa.Boolean(), nullable=False), text("template_ref"),
        references={"meeting_id": "meeting"},
    )  # fmt: skip
    table(
        "meeting_series",
        text("uid"), whole("customer_id"), whole("project_id", nullable=True), code("kind"),
        text("title"), text("rule"), day("start"), sa.Column("at", sa.Time(), nullable=True),
        whole("minutes"), text("timezone"), text("place"), day("ended_on", nullable=True),
        sa.UniqueConstraint("uid", name="uq_meeting_series_uid"),
        references={"customer_id": "customer", "project_id": "project"},
    )  # fmt: skip
    table(
        "series_member",
        whole("series_id"), whole("contact_id", nullable=True), whole("user_id", nullable=True),
        references={
            "series_id": "meeting_series", "contact_id": "contact", "user_id": "app_user",
        },
    )  # fmt: skip
    table(
        "invitation",
        whole("customer_id"), text("uid"), whole("sequence"),
        sa.Column("cancelled", sa.Boolean(), nullable=False), moment("sent_at"),
        json("snapshot"),
        references={"customer_id": "customer"},
    )  # fmt: skip
    op.create_index("ix_invitation_uid", "invitation", ["uid"])


def _added(
    name: str, default: str = "", kind: sa.types.TypeEngine[str] | None = None
) -> sa.Column[str]:
    return sa.Column(name, kind or sa.Text(), server_default=default, nullable=False)
