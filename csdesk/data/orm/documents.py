"""Tables of facts: what left the house. Rows are added, never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Row, coded, json_column, ref
from csdesk.domain.codes import DocumentKind, Language


class ExportTable(Row):
    """Rows of `records.Export`."""

    __tablename__ = "export"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int] = ref("project.id", "cascade")
    number: Mapped[int]
    language: Mapped[Language] = coded(Language)
    file_name: Mapped[str]
    made_at: Mapped[datetime]
    as_of: Mapped[date]
    checksum: Mapped[str]
    base: Mapped[Any] = json_column()


class DocumentLogTable(Row):
    """Rows of `records.DocumentLog`."""

    __tablename__ = "document_log"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    kind: Mapped[DocumentKind] = coded(DocumentKind)
    language: Mapped[Language] = coded(Language)
    file_name: Mapped[str]
    made_at: Mapped[datetime]
    as_of: Mapped[date]
    number: Mapped[int]
    snapshot: Mapped[Any] = json_column()
    sha256: Mapped[str]
