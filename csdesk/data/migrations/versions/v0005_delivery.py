"""Schema 5: scope, acceptance, certificates, requests, what became of documents and meetings."""

import sqlalchemy as sa

from csdesk.data.migrations.tables import code, day, json, moment, table, text, whole

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "meeting_entry",
        whole("meeting_id"), whole("position"), whole("row_id", nullable=True),
        whole("decision_id", nullable=True), whole("risk_id", nullable=True),
        whole("note_id", nullable=True),
        references={
            "meeting_id": "meeting", "row_id": "plan_row", "decision_id": "decision",
            "risk_id": "risk", "note_id": "note",
        },
    )  # fmt: skip
    _acceptance()
    _people()
    _documents()


def _acceptance() -> None:
    table(
        "deliverable",
        whole("project_id"), whole("position"), text("title"),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        text("agreed_by"), day("agreed_on", nullable=True),
        references={"project_id": "project"},
    )  # fmt: skip
    table(
        "criterion",
        whole("project_id"), whole("deliverable_id", nullable=True), whole("position"),
        text("text"), text("evidence"), code("result"), day("checked_on", nullable=True),
        text("checked_by"),
        references={"project_id": "project", "deliverable_id": "deliverable"},
    )  # fmt: skip
    table(
        "defect",
        whole("project_id"), whole("criterion_id", nullable=True), whole("number"),
        text("title"), code("side"), text("owner"), day("due", nullable=True),
        day("done_on", nullable=True),
        references={"project_id": "project", "criterion_id": "criterion"},
    )  # fmt: skip


def _people() -> None:
    table(
        "certificate",
        whole("customer_id"), whole("contact_id", nullable=True), text("number"),
        text("name"), text("statement"), json("facts"), day("issued_on"), text("signed_by"),
        sa.UniqueConstraint("number", name="uq_certificate_number"),
        references={"customer_id": "customer", "contact_id": "contact"},
    )  # fmt: skip
    table(
        "story_consent",
        whole("customer_id"), text("given_by"), day("given_on"), text("covers"),
        day("withdrawn_on", nullable=True),
        references={"customer_id": "customer"},
    )  # fmt: skip
    table(
        "support_request",
        whole("customer_id"), whole("contact_id", nullable=True), text("asked_by"),
        code("channel"), code("kind"), text("area"), text("title"), text("text"),
        code("feeling"), moment("received_at"), moment("first_response_at", nullable=True),
        whole("owner_user_id", nullable=True), code("status"), text("answer"),
        day("solved_on", nullable=True), text("confirmed_by"),
        references={
            "customer_id": "customer", "contact_id": "contact", "owner_user_id": "app_user",
        },
    )  # fmt: skip


def _documents() -> None:
    table(
        "mail_template",
        code("kind"), code("language"), text("subject"), text("body"),
        sa.UniqueConstraint("kind", "language", name="uq_mail_template_kind_language"),
        references={},
    )  # fmt: skip
    table(
        "dispatch",
        whole("customer_id"), whole("document_id"), moment("at"), code("way"),
        json("recipients"), text("place"), text("sha256"), text("by"),
        references={"customer_id": "customer", "document_id": "document_log"},
    )  # fmt: skip
    table(
        "picture",
        text("sha256"), sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("sha256", name="uq_picture_sha256"),
        references={},
    )  # fmt: skip
