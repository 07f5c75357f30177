"""Tables from signature to kickoff."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Row, coded, json_column, money, ref, unique
from csdesk.domain.codes import MeetingKind, PointKind, Priority, Strength, Visibility


class HandoverTable(Row):
    """Rows of `records_kickoff.Handover`."""

    __tablename__ = "handover"
    __table_args__ = unique("customer_id")

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    why_bought: Mapped[str]
    sales_lead: Mapped[str]
    sales_user_id: Mapped[int | None] = ref("app_user.id", "null")
    budget_minor: Mapped[int | None] = money()
    currency: Mapped[str]
    budget_note: Mapped[str]
    process: Mapped[str]
    working_with: Mapped[str]
    scope_note: Mapped[str]


class HandoverPointTable(Row):
    """Rows of `records_kickoff.HandoverPoint`."""

    __tablename__ = "handover_point"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    kind: Mapped[PointKind] = coded(PointKind)
    position: Mapped[int]
    text: Mapped[str]
    answer: Mapped[str]
    said_by: Mapped[str]
    day: Mapped[date | None]
    visibility: Mapped[Visibility] = coded(Visibility)


class GoalConfirmationTable(Row):
    """Rows of `records_kickoff.GoalConfirmation`."""

    __tablename__ = "goal_confirmation"
    __table_args__ = TABLE_OPTIONS

    goal_id: Mapped[int] = ref("goal.id", "cascade")
    day: Mapped[date]
    confirmed_by: Mapped[str]
    meeting_id: Mapped[int | None] = ref("meeting.id", "null")


class ManagerCheckTable(Row):
    """Rows of `records_kickoff.ManagerCheck`."""

    __tablename__ = "manager_check"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    contact_id: Mapped[int | None] = ref("contact.id", "null")
    knows_business: Mapped[Strength | None] = coded(Strength)
    has_time: Mapped[Strength | None] = coded(Strength)
    judges_it: Mapped[Strength | None] = coded(Strength)
    checked_on: Mapped[date | None]
    note: Mapped[str]


class AgendaItemTable(Row):
    """Rows of `records_kickoff.AgendaItem`."""

    __tablename__ = "agenda_item"
    __table_args__ = TABLE_OPTIONS

    meeting_id: Mapped[int] = ref("meeting.id", "cascade")
    position: Mapped[int]
    title: Mapped[str]
    priority: Mapped[Priority] = coded(Priority)
    minutes: Mapped[int]
    done: Mapped[bool]
    template_ref: Mapped[str]


class MeetingSeriesTable(Row):
    """Rows of `records_kickoff.MeetingSeries`."""

    __tablename__ = "meeting_series"
    __table_args__ = TABLE_OPTIONS

    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    kind: Mapped[MeetingKind] = coded(MeetingKind)
    title: Mapped[str]
    rule: Mapped[str]
    start: Mapped[date]
    at: Mapped[time | None]
    minutes: Mapped[int]
    timezone: Mapped[str]
    place: Mapped[str]
    ended_on: Mapped[date | None]


class SeriesMemberTable(Row):
    """Rows of `records_kickoff.SeriesMember`."""

    __tablename__ = "series_member"
    __table_args__ = TABLE_OPTIONS

    series_id: Mapped[int] = ref("meeting_series.id", "cascade")
    contact_id: Mapped[int | None] = ref("contact.id", "cascade")
    user_id: Mapped[int | None] = ref("app_user.id", "cascade")


class InvitationTable(Row):
    """Rows of `records_kickoff.Invitation`."""

    __tablename__ = "invitation"
    __table_args__ = TABLE_OPTIONS
    is_fact = True

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    uid: Mapped[str] = mapped_column(index=True)
    sequence: Mapped[int]
    cancelled: Mapped[bool]
    sent_at: Mapped[datetime]
    snapshot: Mapped[Any] = json_column()
