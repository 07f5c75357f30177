"""Schema 1: the first one."""

import sqlalchemy as sa
from alembic import op

from csdesk.data.migrations.journal_guard import guard_journal

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Exact on both: SQLite would make a float of a number.
EXACT = sa.Text().with_variant(sa.Numeric(), "postgresql")


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Create a table whose ids are never given twice."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), nullable=False)


def _fk(table: str, column: str, target: str) -> sa.Constraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def _unique(table: str, *columns: str) -> sa.Constraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    _table(
        "app_user",
        _version(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_alt", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("weekly_hours", EXACT, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    _table(
        "calendar",
        _version(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("working_week", sa.Text(), nullable=False),
    )
    _table(
        "import_mapping",
        _version(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
    )
    _index("import_mapping", "fingerprint")
    _table(
        "journal_entry",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
    )
    _index("journal_entry", "actor_id")
    _index("journal_entry", "target_id")
    _table(
        "setting",
        _version(),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        _unique("setting", "key"),
    )
    _table(
        "template",
        _version(),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _unique("template", "code"),
    )
    _table(
        "workspace",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("company_names", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("support_mail", sa.Text(), nullable=False),
        sa.Column("support_phone", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("golden_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    _table(
        "customer",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_alt", sa.Text(), nullable=False),
        sa.Column("match_key", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("size_note", sa.Text(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("stage_by_hand", sa.String(length=32), nullable=True),
        sa.Column("golden_days", sa.Integer(), nullable=True),
        sa.Column("success_text", sa.Text(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        _fk("customer", "calendar_id", "calendar"),
        _fk("customer", "owner_id", "app_user"),
        _unique("customer", "code"),
        _unique("customer", "uid"),
    )
    _index("customer", "calendar_id")
    _index("customer", "match_key")
    _index("customer", "owner_id")
    _table(
        "day_off",
        _version(),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _fk("day_off", "calendar_id", "calendar"),
        _unique("day_off", "calendar_id", "day"),
    )
    _index("day_off", "calendar_id")
    _table(
        "journal_change",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("purged", sa.Boolean(), nullable=False),
        _fk("journal_change", "entry_id", "journal_entry"),
    )
    _index("journal_change", "customer_id")
    _index("journal_change", "entry_id")
    _table(
        "contact",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_alt", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("stakeholder", sa.String(length=32), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("speaks_for", sa.Text(), nullable=False),
        sa.Column("last_spoke", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        _fk("contact", "customer_id", "customer"),
        _unique("contact", "uid"),
    )
    _index("contact", "customer_id")
    _table(
        "deal",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("meaning", sa.String(length=32), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("stage_name", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("needs_implementation", sa.Boolean(), nullable=False),
        sa.Column("kickoff_waived", sa.Boolean(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=True),
        _fk("deal", "customer_id", "customer"),
    )
    _index("deal", "customer_id")
    _index("deal", "external_id")
    _table(
        "goal",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", EXACT, nullable=True),
        sa.Column("target", EXACT, nullable=True),
        sa.Column("target_date", sa.Date(), nullable=True),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        _fk("goal", "customer_id", "customer"),
    )
    _index("goal", "customer_id")
    _table(
        "contract",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("annual_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("seat_price_minor", sa.BigInteger(), nullable=True),
        sa.Column("auto_renews", sa.Boolean(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("fee_minor", sa.BigInteger(), nullable=True),
        _fk("contract", "customer_id", "customer"),
        _fk("contract", "deal_id", "deal"),
    )
    _index("contract", "customer_id")
    _index("contract", "deal_id")
    _table(
        "goal_value",
        _version(),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        _fk("goal_value", "goal_id", "goal"),
    )
    _index("goal_value", "goal_id")
    _table(
        "project",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.Column("resume_on", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("template_code", sa.Text(), nullable=False),
        sa.Column("needs_acceptance", sa.Boolean(), nullable=False),
        sa.Column("tolerance_green", sa.Integer(), nullable=False),
        sa.Column("tolerance_blocked", sa.Integer(), nullable=False),
        sa.Column("tolerance_red", sa.Integer(), nullable=False),
        sa.Column("rag_override", sa.String(length=32), nullable=True),
        sa.Column("rag_note", sa.Text(), nullable=False),
        sa.Column("rag_sentence", sa.Text(), nullable=False),
        sa.Column("rag_by", sa.Text(), nullable=False),
        sa.Column("rag_on", sa.Date(), nullable=True),
        sa.Column("acceptance", sa.String(length=32), nullable=True),
        sa.Column("acceptance_on", sa.Date(), nullable=True),
        _fk("project", "calendar_id", "calendar"),
        _fk("project", "customer_id", "customer"),
        _fk("project", "deal_id", "deal"),
        _unique("project", "customer_id", "code"),
        _unique("project", "uid"),
    )
    _index("project", "calendar_id")
    _index("project", "customer_id")
    _index("project", "deal_id")
    _table(
        "baseline",
        _version(),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("agreed_by", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        _fk("baseline", "project_id", "project"),
    )
    _index("baseline", "project_id")
    _table(
        "decision",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        _fk("decision", "customer_id", "customer"),
        _fk("decision", "project_id", "project"),
    )
    _index("decision", "customer_id")
    _index("decision", "project_id")
    _table(
        "document_log",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        _fk("document_log", "customer_id", "customer"),
        _fk("document_log", "project_id", "project"),
    )
    _index("document_log", "customer_id")
    _index("document_log", "project_id")
    _table(
        "export",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        _fk("export", "customer_id", "customer"),
        _fk("export", "project_id", "project"),
        _unique("export", "uid"),
    )
    _index("export", "customer_id")
    _index("export", "project_id")
    _table(
        "meeting",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("no_next_reason", sa.Text(), nullable=False),
        _fk("meeting", "customer_id", "customer"),
        _fk("meeting", "project_id", "project"),
        _unique("meeting", "uid"),
    )
    _index("meeting", "customer_id")
    _index("meeting", "project_id")
    _table(
        "note",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        _fk("note", "contact_id", "contact"),
        _fk("note", "customer_id", "customer"),
        _fk("note", "project_id", "project"),
    )
    _index("note", "contact_id")
    _index("note", "customer_id")
    _index("note", "project_id")
    _table(
        "plan_row",
        _version(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("milestone_kind", sa.String(length=32), nullable=True),
        sa.Column("leads_to_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("owner_user_id", sa.Integer(), nullable=True),
        sa.Column("owner_contact_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("role_code", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.Column("resume_on", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("target", sa.Date(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("calendar_days", sa.Boolean(), nullable=False),
        sa.Column("hours", EXACT, nullable=True),
        sa.Column("constraint", sa.String(length=32), nullable=False),
        sa.Column("constraint_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("actual_start", sa.Date(), nullable=True),
        sa.Column("actual_finish", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("blocked_by_hand", sa.Text(), nullable=False),
        sa.Column("blocked_since", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("we_can_do", sa.Boolean(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("customer_comment", sa.Text(), nullable=False),
        sa.Column("internal_note", sa.Text(), nullable=False),
        sa.Column("template_ref", sa.Text(), nullable=False),
        _fk("plan_row", "customer_id", "customer"),
        _fk("plan_row", "leads_to_id", "plan_row"),
        _fk("plan_row", "owner_contact_id", "contact"),
        _fk("plan_row", "owner_user_id", "app_user"),
        _fk("plan_row", "parent_id", "plan_row"),
        _fk("plan_row", "project_id", "project"),
        _unique("plan_row", "customer_id", "number"),
        _unique("plan_row", "uid"),
    )
    _index("plan_row", "customer_id")
    _index("plan_row", "leads_to_id")
    _index("plan_row", "owner_contact_id")
    _index("plan_row", "owner_user_id")
    _index("plan_row", "parent_id")
    _index("plan_row", "project_id")
    _table(
        "risk",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("trigger_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        _fk("risk", "customer_id", "customer"),
        _fk("risk", "project_id", "project"),
    )
    _index("risk", "customer_id")
    _index("risk", "project_id")
    _table(
        "attendance",
        _version(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("commitment", sa.Text(), nullable=False),
        _fk("attendance", "contact_id", "contact"),
        _fk("attendance", "meeting_id", "meeting"),
        _fk("attendance", "user_id", "app_user"),
    )
    _index("attendance", "contact_id")
    _index("attendance", "meeting_id")
    _index("attendance", "user_id")
    _table(
        "baseline_row",
        _version(),
        sa.Column("baseline_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("finish", sa.Date(), nullable=True),
        _fk("baseline_row", "baseline_id", "baseline"),
        _fk("baseline_row", "row_id", "plan_row"),
        _unique("baseline_row", "baseline_id", "row_id"),
    )
    _index("baseline_row", "baseline_id")
    _index("baseline_row", "row_id")
    _table(
        "dependency",
        _version(),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("lag", sa.Integer(), nullable=False),
        sa.Column("lag_calendar_days", sa.Boolean(), nullable=False),
        _fk("dependency", "predecessor_id", "plan_row"),
        _fk("dependency", "project_id", "project"),
        _fk("dependency", "successor_id", "plan_row"),
        _unique("dependency", "predecessor_id", "successor_id", "type"),
    )
    _index("dependency", "predecessor_id")
    _index("dependency", "project_id")
    _index("dependency", "successor_id")
    _table(
        "outcome",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("amount", EXACT, nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("money_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        _fk("outcome", "customer_id", "customer"),
        _fk("outcome", "milestone_id", "plan_row"),
        _fk("outcome", "project_id", "project"),
    )
    _index("outcome", "customer_id")
    _index("outcome", "milestone_id")
    _index("outcome", "project_id")
    _table(
        "slip_entry",
        _version(),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        _fk("slip_entry", "milestone_id", "plan_row"),
        _fk("slip_entry", "project_id", "project"),
        _fk("slip_entry", "row_id", "plan_row"),
    )
    _index("slip_entry", "milestone_id")
    _index("slip_entry", "project_id")
    _index("slip_entry", "row_id")
    _table(
        "success_confirmation",
        _version(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        _fk("success_confirmation", "customer_id", "customer"),
        _fk("success_confirmation", "meeting_id", "meeting"),
    )
    _index("success_confirmation", "customer_id")
    _index("success_confirmation", "meeting_id")
    guard_journal()
