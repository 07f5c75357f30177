"""Tables around a customer: people, deals, terms, goals, notes."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from csdesk.data.orm.base import TABLE_OPTIONS, Row, coded, money, ref
from csdesk.domain.codes import (
    AmountMeaning,
    Attitude,
    ContactChannel,
    ContactRole,
    DealKind,
    Language,
    NoteKind,
    RiskStatus,
    Side,
    Stage,
    StakeholderType,
    Visibility,
)


class CustomerTable(Row):
    """Rows of `records.Customer`."""

    __tablename__ = "customer"
    __table_args__ = TABLE_OPTIONS

    uid: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_alt: Mapped[str]
    match_key: Mapped[str] = mapped_column(index=True)
    external_id: Mapped[str | None]
    owner_id: Mapped[int | None] = ref("app_user.id", "null")
    language: Mapped[Language] = coded(Language)
    country: Mapped[str]
    region: Mapped[str]
    currency: Mapped[str]
    timezone: Mapped[str]
    calendar_id: Mapped[int | None] = ref("calendar.id", "null")
    industry: Mapped[str]
    city: Mapped[str]
    size_note: Mapped[str]
    logo: Mapped[bytes | None]
    stage_by_hand: Mapped[Stage | None] = coded(Stage)
    golden_days: Mapped[int | None]
    success_text: Mapped[str]
    next_number: Mapped[int]


class ContactTable(Row):
    """Rows of `records.Contact`."""

    __tablename__ = "contact"
    __table_args__ = TABLE_OPTIONS

    uid: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customer.id", "cascade")
    name: Mapped[str]
    name_alt: Mapped[str]
    company: Mapped[str]
    side: Mapped[Side] = coded(Side)
    role: Mapped[ContactRole] = coded(ContactRole)
    title: Mapped[str]
    stakeholder: Mapped[StakeholderType] = coded(StakeholderType)
    mail: Mapped[str]
    phone: Mapped[str]
    speaks_for: Mapped[str]
    last_spoke: Mapped[date | None]
    left_on: Mapped[date | None]
    successor_uid: Mapped[str]
    attitude: Mapped[Attitude] = coded(Attitude)
    value_text: Mapped[str]
    channel: Mapped[ContactChannel] = coded(ContactChannel)
    thanked_on: Mapped[date | None]


class DealTable(Row):
    """Rows of `records.Deal`."""

    __tablename__ = "deal"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    external_id: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str]
    kind: Mapped[DealKind] = coded(DealKind)
    closed_on: Mapped[date]
    amount_minor: Mapped[int | None] = money()
    currency: Mapped[str]
    meaning: Mapped[AmountMeaning] = coded(AmountMeaning)
    product: Mapped[str]
    stage_name: Mapped[str]
    seller: Mapped[str]
    needs_implementation: Mapped[bool]
    kickoff_waived: Mapped[bool]
    value_on: Mapped[date | None]


class ContractTable(Row):
    """Rows of `records.Contract`."""

    __tablename__ = "contract"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    deal_id: Mapped[int | None] = ref("deal.id", "null")
    reference: Mapped[str]
    signed_on: Mapped[date | None]
    start: Mapped[date]
    end: Mapped[date | None]
    annual_minor: Mapped[int | None] = money()
    currency: Mapped[str]
    seats: Mapped[int | None]
    seat_price_minor: Mapped[int | None] = money()
    auto_renews: Mapped[bool]
    notice_days: Mapped[int | None]
    fee_minor: Mapped[int | None] = money()


class NoteTable(Row):
    """Rows of `records.Note`."""

    __tablename__ = "note"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    contact_id: Mapped[int | None] = ref("contact.id", "null")
    kind: Mapped[NoteKind] = coded(NoteKind)
    day: Mapped[date]
    text: Mapped[str]
    visibility: Mapped[Visibility] = coded(Visibility)


class GoalTable(Row):
    """Rows of `records.Goal`."""

    __tablename__ = "goal"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    title: Mapped[str]
    metric: Mapped[str]
    unit: Mapped[str]
    baseline: Mapped[Decimal | None]
    target: Mapped[Decimal | None]
    target_date: Mapped[date | None]
    said_by: Mapped[str]
    said_on: Mapped[date | None]
    position: Mapped[int]


class GoalValueTable(Row):
    """Rows of `records.GoalValue`."""

    __tablename__ = "goal_value"
    __table_args__ = TABLE_OPTIONS

    goal_id: Mapped[int] = ref("goal.id", "cascade")
    day: Mapped[date]
    value: Mapped[Decimal]
    source: Mapped[str]


class SuccessConfirmationTable(Row):
    """Rows of `records.SuccessConfirmation`."""

    __tablename__ = "success_confirmation"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    day: Mapped[date]
    confirmed_by: Mapped[str]
    meeting_id: Mapped[int | None] = ref("meeting.id", "null")
    text: Mapped[str]


class OutcomeTable(Row):
    """Rows of `records.Outcome`."""

    __tablename__ = "outcome"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    milestone_id: Mapped[int | None] = ref("plan_row.id", "null")
    day: Mapped[date]
    title: Mapped[str]
    metric: Mapped[str]
    amount: Mapped[Decimal | None]
    unit: Mapped[str]
    money_minor: Mapped[int | None] = money()
    currency: Mapped[str]
    evidence: Mapped[str]
    said_by: Mapped[str]
    may_quote: Mapped[bool]
    visibility: Mapped[Visibility] = coded(Visibility)


class RiskTable(Row):
    """Rows of `records.Risk`."""

    __tablename__ = "risk"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    title: Mapped[str]
    probability: Mapped[int]
    impact: Mapped[int]
    side: Mapped[Side] = coded(Side)
    owner: Mapped[str]
    response: Mapped[str]
    trigger_on: Mapped[date | None]
    status: Mapped[RiskStatus] = coded(RiskStatus)
    visibility: Mapped[Visibility] = coded(Visibility)


class DecisionTable(Row):
    """Rows of `records.Decision`."""

    __tablename__ = "decision"
    __table_args__ = TABLE_OPTIONS

    customer_id: Mapped[int] = ref("customer.id", "cascade")
    project_id: Mapped[int | None] = ref("project.id", "null")
    day: Mapped[date]
    what: Mapped[str]
    who: Mapped[str]
    why: Mapped[str]
    visibility: Mapped[Visibility] = coded(Visibility)
