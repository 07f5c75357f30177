"""Tables of what comes back from customers: their trackers, and what their words mean."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped

from csdesk.data.orm.base import TABLE_OPTIONS, Row, json_column, ref


class TrackerReturnTable(Row):
    """Rows of `records.TrackerReturn`."""

    __tablename__ = "tracker_return"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int] = ref("project.id", "cascade")
    export_id: Mapped[int] = ref("export.id", "cascade")
    number: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str]
    saved_by: Mapped[str]
    saved_on: Mapped[date | None]
    received_at: Mapped[datetime]
    undecided: Mapped[int]
    content: Mapped[Any] = json_column()


class ReturnedFileTable(Row):
    """Rows of `records.ReturnedFile`."""

    __tablename__ = "returned_file"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int] = ref("project.id", "cascade")
    export_id: Mapped[int] = ref("export.id", "cascade")
    number: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    received_at: Mapped[datetime]


class ReturnedContentTable(Row):
    """Rows of `records.ReturnedContent`."""

    __tablename__ = "returned_content"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    file_id: Mapped[int] = ref("returned_file.id", "cascade")
    content: Mapped[bytes]


class CustomerWordTable(Row):
    """Rows of `records.CustomerWord`."""

    __tablename__ = "customer_word"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    field: Mapped[str]
    written: Mapped[str]
    value: Mapped[str]
