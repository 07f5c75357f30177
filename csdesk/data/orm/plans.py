"""Tables of a project: rows, links, baselines, slips, meetings."""

from datetime import date, time
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Row, coded, ref, unique
from csdesk.domain.codes import (
    AcceptanceResult,
    Cause,
    Constraint,
    LinkType,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    Priority,
    ProjectStatus,
    Rag,
    RowKind,
    Side,
    Status,
    Visibility,
)


class ProjectTable(Row):
    """Rows of `records.Project`."""

    __tablename__ = "project"
    __table_args__ = unique("customer_id", "code")

    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customer.id", "cascade")
    code: Mapped[str]
    name: Mapped[str]
    deal_id: Mapped[int | None] = ref("deal.id", "null")
    status: Mapped[ProjectStatus] = coded(ProjectStatus)
    hold_reason: Mapped[str]
    resume_on: Mapped[date | None]
    start: Mapped[date]
    calendar_id: Mapped[int | None] = ref("calendar.id", "null")
    template_code: Mapped[str]
    needs_acceptance: Mapped[bool]
    tolerance_green: Mapped[int]
    tolerance_blocked: Mapped[int]
    tolerance_red: Mapped[int]
    rag_override: Mapped[Rag | None] = coded(Rag)
    rag_note: Mapped[str]
    rag_sentence: Mapped[str]
    rag_by: Mapped[str]
    rag_on: Mapped[date | None]
    acceptance: Mapped[AcceptanceResult | None] = coded(AcceptanceResult)
    acceptance_on: Mapped[date | None]
    source_ref: Mapped[str]


class ProjectHoldTable(Row):
    """Rows of `records.ProjectHold`."""

    __tablename__ = "project_hold"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str]


class PlanRowTable(Row):
    """Rows of `records.PlanRow`."""

    __tablename__ = "plan_row"
    __table_args__ = unique("customer_id", "number")

    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int] = ref("project.id", "cascade")
    parent_id: Mapped[int | None] = ref("plan_row.id", "cascade")
    position: Mapped[int]
    kind: Mapped[RowKind] = coded(RowKind)
    number: Mapped[int | None]
    title: Mapped[str]
    milestone_kind: Mapped[MilestoneKind | None] = coded(MilestoneKind)
    leads_to_id: Mapped[int | None] = ref("plan_row.id", "null")
    side: Mapped[Side] = coded(Side)
    owner_user_id: Mapped[int | None] = ref("app_user.id", "null")
    owner_contact_id: Mapped[int | None] = ref("contact.id", "null")
    owner_name: Mapped[str]
    role_code: Mapped[str]
    visibility: Mapped[Visibility] = coded(Visibility)
    priority: Mapped[Priority] = coded(Priority)
    status: Mapped[Status] = coded(Status)
    hold_reason: Mapped[str]
    resume_on: Mapped[date | None]
    start: Mapped[date | None]
    target: Mapped[date | None]
    duration: Mapped[int]
    calendar_days: Mapped[bool]
    opens_day: Mapped[bool]
    repeats: Mapped[str]
    hours: Mapped[Decimal | None]
    constraint: Mapped[Constraint] = coded(Constraint)
    constraint_on: Mapped[date | None]
    deadline: Mapped[date | None]
    pinned: Mapped[bool]
    actual_start: Mapped[date | None]
    actual_finish: Mapped[date | None]
    progress: Mapped[int]
    blocked_by_hand: Mapped[str]
    blocked_since: Mapped[date | None]
    asked_on: Mapped[date | None]
    we_can_do: Mapped[bool]
    instructions: Mapped[str]
    customer_comment: Mapped[str]
    internal_note: Mapped[str]
    template_ref: Mapped[str]
    source_uid: Mapped[str]


class DependencyTable(Row):
    """Rows of `records.Dependency`."""

    __tablename__ = "dependency"
    __table_args__ = unique("predecessor_id", "successor_id", "type")

    project_id: Mapped[int] = ref("project.id", "cascade")
    predecessor_id: Mapped[int] = ref("plan_row.id", "cascade")
    successor_id: Mapped[int] = ref("plan_row.id", "cascade")
    type: Mapped[LinkType] = coded(LinkType)
    lag: Mapped[int]
    lag_calendar_days: Mapped[bool]


class BaselineTable(Row):
    """Rows of `records.Baseline`."""

    __tablename__ = "baseline"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    name: Mapped[str]
    agreed_on: Mapped[date]
    agreed_by: Mapped[str]
    current: Mapped[bool]


class BaselineRowTable(Row):
    """Rows of `records.BaselineRow`."""

    __tablename__ = "baseline_row"
    __table_args__ = unique("baseline_id", "row_id")

    baseline_id: Mapped[int] = ref("baseline.id", "cascade")
    row_id: Mapped[int] = ref("plan_row.id", "cascade")
    start: Mapped[date | None]
    finish: Mapped[date | None]


class SlipEntryTable(Row):
    """Rows of `records.SlipEntry`."""

    __tablename__ = "slip_entry"
    __table_args__ = TABLE_OPTIONS

    project_id: Mapped[int] = ref("project.id", "cascade")
    milestone_id: Mapped[int] = ref("plan_row.id", "cascade")
    row_id: Mapped[int | None] = ref("plan_row.id", "null")
    day: Mapped[date]
    days: Mapped[int]
    cause: Mapped[Cause] = coded(Cause)
    text: Mapped[str]
    visibility: Mapped[Visibility] = coded(Visibility)


class MeetingTable(Row):
    """Rows of `records.Meeting`."""

    __tablename__ = "meeting"
    __table_args__ = TABLE_OPTIONS

    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    kind: Mapped[MeetingKind] = coded(MeetingKind)
    title: Mapped[str]
    status: Mapped[MeetingStatus] = coded(MeetingStatus)
    day: Mapped[date]
    at: Mapped[time | None]
    minutes: Mapped[int]
    timezone: Mapped[str]
    place: Mapped[str]
    summary: Mapped[str]
    no_next_reason: Mapped[str]
    series_uid: Mapped[str] = mapped_column(index=True)


class AttendanceTable(Row):
    """Rows of `records.Attendance`."""

    __tablename__ = "attendance"
    __table_args__ = TABLE_OPTIONS

    meeting_id: Mapped[int] = ref("meeting.id", "cascade")
    contact_id: Mapped[int | None] = ref("contact.id", "cascade")
    user_id: Mapped[int | None] = ref("app_user.id", "cascade")
    needed: Mapped[bool]
    attended: Mapped[bool | None]
    commitment: Mapped[str]
