"""Tables of scope, acceptance, certificates, requests, and of documents that left."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Row, coded, json_column, ref, unique
from csdesk.domain.codes import (
    CriterionResult,
    DispatchWay,
    DocumentKind,
    Language,
    RequestChannel,
    RequestFeeling,
    RequestKind,
    RequestStatus,
    Side,
)


class MeetingEntryTable(Row):
    """Rows of `records_delivery.MeetingEntry`."""

    __tablename__ = "meeting_entry"
    __table_args__ = TABLE_OPTIONS

    meeting_id: Mapped[int] = ref("meeting.id", "cascade")
    position: Mapped[int]
    row_id: Mapped[int | None] = ref("plan_row.id", "cascade")
    decision_id: Mapped[int | None] = ref("decision.id", "cascade")
    risk_id: Mapped[int | None] = ref("risk.id", "cascade")
    note_id: Mapped[int | None] = ref("note.id", "cascade")


class DeliverableTable(Row):
    """Rows of `records_delivery.Deliverable`."""

    __tablename__ = "deliverable"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    position: Mapped[int]
    title: Mapped[str]
    in_scope: Mapped[bool]
    agreed_by: Mapped[str]
    agreed_on: Mapped[date | None]


class CriterionTable(Row):
    """Rows of `records_delivery.Criterion`."""

    __tablename__ = "criterion"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    deliverable_id: Mapped[int | None] = ref("deliverable.id", "null")
    position: Mapped[int]
    text: Mapped[str]
    evidence: Mapped[str]
    result: Mapped[CriterionResult] = coded(CriterionResult)
    checked_on: Mapped[date | None]
    checked_by: Mapped[str]


class DefectTable(Row):
    """Rows of `records_delivery.Defect`."""

    __tablename__ = "defect"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    criterion_id: Mapped[int | None] = ref("criterion.id", "null")
    number: Mapped[int]
    title: Mapped[str]
    side: Mapped[Side] = coded(Side)
    owner: Mapped[str]
    due: Mapped[date | None]
    done_on: Mapped[date | None]


class CertificateTable(Row):
    """Rows of `records_delivery.Certificate`."""

    __tablename__ = "certificate"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    contact_id: Mapped[int | None] = ref("contact.id", "null")
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    statement: Mapped[str]
    facts: Mapped[Any] = json_column()
    issued_on: Mapped[date]
    signed_by: Mapped[str]


class StoryConsentTable(Row):
    """Rows of `records_delivery.StoryConsent`."""

    __tablename__ = "story_consent"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    given_by: Mapped[str]
    given_on: Mapped[date]
    covers: Mapped[str]
    withdrawn_on: Mapped[date | None]


class SupportRequestTable(Row):
    """Rows of `records_delivery.SupportRequest`."""

    __tablename__ = "support_request"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    contact_id: Mapped[int | None] = ref("contact.id", "null")
    asked_by: Mapped[str]
    channel: Mapped[RequestChannel] = coded(RequestChannel)
    kind: Mapped[RequestKind] = coded(RequestKind)
    area: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    feeling: Mapped[RequestFeeling] = coded(RequestFeeling)
    received_at: Mapped[datetime]
    first_response_at: Mapped[datetime | None]
    owner_user_id: Mapped[int | None] = ref("app_user.id", "null")
    status: Mapped[RequestStatus] = coded(RequestStatus)
    answer: Mapped[str]
    solved_on: Mapped[date | None]
    confirmed_by: Mapped[str]


class MailTemplateTable(Row):
    """Rows of `records_delivery.MailTemplate`."""

    __tablename__ = "mail_template"
    __table_args__ = unique("kind", "language")

    kind: Mapped[DocumentKind] = coded(DocumentKind)
    language: Mapped[Language] = coded(Language)
    subject: Mapped[str]
    body: Mapped[str]


class DispatchTable(Row):
    """Rows of `records_delivery.Dispatch`."""

    __tablename__ = "dispatch"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    document_id: Mapped[int] = ref("document_log.id", "cascade")
    at: Mapped[datetime]
    way: Mapped[DispatchWay] = coded(DispatchWay)
    recipients: Mapped[Any] = json_column()
    place: Mapped[str]
    sha256: Mapped[str]
    by: Mapped[str]


class PictureTable(Row):
    """Rows of `records_delivery.Picture`."""

    __tablename__ = "picture"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    sha256: Mapped[str] = mapped_column(unique=True)
    content: Mapped[bytes]
