"""Tables of the workspace itself: company, people, calendars, settings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Row, coded, json_column, ref, unique
from csdesk.domain.codes import CompanyStage, Language, UserRole


class WorkspaceTable(Row):
    """Rows of `records.Workspace`."""

    __tablename__ = "workspace"
    __table_args__ = TABLE_OPTIONS

    uid: Mapped[str]
    company: Mapped[str]
    company_names: Mapped[Any] = json_column()
    logo: Mapped[bytes | None]
    support_mail: Mapped[str]
    support_phone: Mapped[str]
    language: Mapped[Language] = coded(Language)
    country: Mapped[str]
    region: Mapped[str]
    currency: Mapped[str]
    timezone: Mapped[str]
    stage: Mapped[CompanyStage] = coded(CompanyStage)
    start_date: Mapped[date | None]
    golden_days: Mapped[int]
    created_at: Mapped[datetime]


class UserTable(Row):
    """Rows of `records.User`."""

    __tablename__ = "app_user"
    __table_args__ = TABLE_OPTIONS

    name: Mapped[str]
    name_alt: Mapped[str]
    mail: Mapped[str]
    phone: Mapped[str]
    role: Mapped[UserRole] = coded(UserRole)
    weekly_hours: Mapped[Decimal | None]
    active: Mapped[bool]


class CalendarTable(Row):
    """Rows of `records.Calendar`."""

    __tablename__ = "calendar"
    __table_args__ = TABLE_OPTIONS

    name: Mapped[str]
    country: Mapped[str]
    region: Mapped[str]
    working_week: Mapped[str]


class DayOffTable(Row):
    """Rows of `records.DayOff`."""

    __tablename__ = "day_off"
    __table_args__ = unique("calendar_id", "day")

    calendar_id: Mapped[int] = ref("calendar.id", "cascade")
    day: Mapped[date]
    works: Mapped[bool]
    name: Mapped[str]


class TemplateTable(Row):
    """Rows of `records.Template`."""

    __tablename__ = "template"
    __table_args__ = TABLE_OPTIONS

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str]


class ImportMappingTable(Row):
    """Rows of `records.ImportMapping`."""

    __tablename__ = "import_mapping"
    __table_args__ = TABLE_OPTIONS

    name: Mapped[str]
    kind: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(index=True)
    mapping: Mapped[Any] = json_column()


class SettingTable(Row):
    """Rows of `records.Setting`."""

    __tablename__ = "setting"
    __table_args__ = TABLE_OPTIONS

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any] = json_column()
