"""Schema 5: scope, acceptance, certificates, requests, what became of documents and meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _table(
        "meeting_entry",
        _whole("meeting_id"), _whole("position"), _whole("row_id", nullable=True),
        _whole("decision_id", nullable=True), _whole("risk_id", nullable=True),
        _whole("note_id", nullable=True),
        references={
            "meeting_id": "meeting", "row_id": "plan_row", "decision_id": "decision",
            "risk_id": "risk", "note_id": "note",
        },
    )  # fmt: skip
    _acceptance()
    _people()
    _documents()


def _acceptance() -> None:
    _table(
        "deliverable",
        _whole("project_id"), _whole("position"), _text("title"),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        _text("agreed_by"), _day("agreed_on", nullable=True),
        references={"project_id": "project"},
    )  # fmt: skip
    _table(
        "criterion",
        _whole("project_id"), _whole("deliverable_id", nullable=True), _whole("position"),
        _text("text"), _text("evidence"), _code("result"), _day("checked_on", nullable=True),
        _text("checked_by"),
        references={"project_id": "project", "deliverable_id": "deliverable"},
    )  # fmt: skip
    _table(
        "defect",
        _whole("project_id"), _whole("criterion_id", nullable=True), _whole("number"),
        _text("title"), _code("side"), _text("owner"), _day("due", nullable=True),
        _day("done_on", nullable=True),
        references={"project_id": "project", "criterion_id": "criterion"},
    )  # fmt: skip


def _people() -> None:
    _table(
        "certificate",
        _whole("customer_id"), _whole("contact_id", nullable=True), _text("number"),
        _text("name"), _text("statement"), _json("facts"), _day("issued_on"), _text("signed_by"),
        sa.UniqueConstraint("number", name="uq_certificate_number"),
        references={"customer_id": "customer", "contact_id": "contact"},
    )  # fmt: skip
    _table(
        "story_consent",
        _whole("customer_id"), _text("given_by"), _day("given_on"), _text("covers"),
        _day("withdrawn_on", nullable=True),
        references={"customer_id": "customer"},
    )  # fmt: skip
    _table(
        "support_request",
        _whole("customer_id"), _whole("contact_id", nullable=True), _text("asked_by"),
        _code("channel"), _code("kind"), _text("area"), _text("title"), _text("text"),
        _code("feeling"), _moment("received_at"), _moment("first_response_at", nullable=True),
        _whole("owner_user_id", nullable=True), _code("status"), _text("answer"),
        _day("solved_on", nullable=True), _text("confirmed_by"),
        references={
            "customer_id": "customer", "contact_id": "contact", "owner_user_id": "app_user",
        },
    )  # fmt: skip


def _documents() -> None:
    _table(
        "mail_template",
        _code("kind"), _code("language"), _text("subject"), _text("body"),
        sa.UniqueConstraint("kind", "language", name="uq_mail_template_kind_language"),
        references={},
    )  # fmt: skip
    _table(
        "dispatch",
        _whole("customer_id"), _whole("document_id"), _moment("at"), _code("way"),
        _json("recipients"), _text("place"), _text("sha256"), _text("by"),
        references={"customer_id": "customer", "document_id": "document_log"},
    )  # fmt: skip
    _table(
        "picture",
        _text("sha256"), sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("sha256", name="uq_picture_sha256"),
        references={},
    )  # fmt: skip


def _table(name: str, *columns: sa.schema.SchemaItem, references: dict[str, str]) -> None:
    op.create_table(
        name,
        _whole("id"),
        _whole("version"),
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


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=32), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)
