"""The rows of a workspace as frozen dataclasses: what every layer above `data` reads and writes.

One class per table, one field per column; `csdesk.data.orm` maps the same names and a test holds
both equal. `id` 0 means "not stored yet"; `version` is counted by the store.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

from csdesk.domain.codes import (
    AcceptanceResult,
    AmountMeaning,
    Attitude,
    Cause,
    CompanyStage,
    Constraint,
    ContactChannel,
    ContactRole,
    DealKind,
    DocumentKind,
    Language,
    LinkType,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    NoteKind,
    Priority,
    ProjectStatus,
    Rag,
    RiskStatus,
    RowKind,
    Side,
    Stage,
    StakeholderType,
    Status,
    UserRole,
    Visibility,
)

Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A stored row: its id (0 until stored) and the version that a lost update is seen by."""

    id: int = 0
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace(Record):
    """Our company and the defaults that new customers take over (one row, id 1)."""

    uid: str
    company: str = ""
    company_names: Mapping[str, str] = field(default_factory=dict)  # language -> name
    logo: bytes | None = None
    support_mail: str = ""
    support_phone: str = ""
    language: Language = Language.EN
    country: str = "US"  # ISO 3166-1 alpha-2
    region: str = ""
    currency: str = "USD"  # ISO 4217
    timezone: str = "UTC"  # IANA
    stage: CompanyStage = CompanyStage.BASIC
    start_date: date | None = None  # deals closed before it stay out of "signed, not kicked off"
    golden_days: int = 90
    created_at: datetime  # UTC


@dataclass(frozen=True, kw_only=True, slots=True)
class User(Record):
    """One of our people: the owner of rows and the actor of the journal."""

    name: str
    name_alt: str = ""  # the name in the other script
    mail: str = ""
    phone: str = ""
    role: UserRole = UserRole.CSM
    weekly_hours: Decimal | None = None
    active: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar(Record):
    """Working week of a party: a country's holidays plus own days (`DayOff`)."""

    name: str
    country: str = ""
    region: str = ""
    working_week: str = "1111100"  # Monday first, 1 = works


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOff(Record):
    """A day on which a calendar differs from its country: off, or worked (a make-up day)."""

    calendar_id: int
    day: date
    works: bool = False
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer(Record):
    """A company that bought. Item numbers are counted per customer and never given twice."""

    uid: str
    code: str  # short and unique, for the command line
    name: str
    name_alt: str = ""
    match_key: str = ""  # the folded name that imports match on
    external_id: str | None = None
    owner_id: int | None = None  # User
    language: Language = Language.EN
    country: str = ""
    region: str = ""
    currency: str = ""
    timezone: str = ""
    calendar_id: int | None = None
    industry: str = ""
    city: str = ""
    size_note: str = ""  # "46 restaurants": what one says of their size
    logo: bytes | None = None
    stage_by_hand: Stage | None = None
    golden_days: int | None = None  # None: the workspace's
    success_text: str = ""  # success as the customer defines it
    next_number: int = 1  # a counter: skipped by undo


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact(Record):
    """A person at the customer, or at a third party when `company` names one."""

    uid: str
    customer_id: int
    name: str
    name_alt: str = ""
    company: str = ""
    side: Side = Side.CUSTOMER
    role: ContactRole = ContactRole.OTHER
    title: str = ""
    stakeholder: StakeholderType = StakeholderType.USER
    mail: str = ""
    phone: str = ""
    speaks_for: str = ""
    last_spoke: date | None = None
    left_on: date | None = None
    successor_uid: str = ""  # the contact who took over
    attitude: Attitude = Attitude.UNKNOWN  # internal
    value_text: str = ""  # what is in it for this person; internal
    channel: ContactChannel = ContactChannel.ANY
    thanked_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deal(Record):
    """A won deal from the CRM or by hand."""

    customer_id: int
    external_id: str | None = None
    name: str = ""
    kind: DealKind = DealKind.NEW
    closed_on: date
    amount_minor: int | None = None
    currency: str = ""
    meaning: AmountMeaning = AmountMeaning.PER_YEAR
    product: str = ""
    stage_name: str = ""  # as the CRM wrote it
    seller: str = ""
    needs_implementation: bool = True
    kickoff_waived: bool = False  # "none needed" on the list of B5
    value_on: date | None = None  # when this deal's first value was confirmed


@dataclass(frozen=True, kw_only=True, slots=True)
class Contract(Record):
    """A term of a contract. ARR is the annual value of the terms running today."""

    customer_id: int
    deal_id: int | None = None
    reference: str = ""
    signed_on: date | None = None
    start: date
    end: date | None = None
    annual_minor: int | None = None
    currency: str = ""
    seats: int | None = None
    seat_price_minor: int | None = None
    auto_renews: bool = False
    notice_days: int | None = None
    fee_minor: int | None = None  # one-off implementation fee


@dataclass(frozen=True, kw_only=True, slots=True)
class Project(Record):
    """An implementation project of a customer: one plan, one tracker, one RAG."""

    uid: str
    customer_id: int
    code: str
    name: str
    deal_id: int | None = None
    status: ProjectStatus = ProjectStatus.OPEN
    hold_reason: str = ""
    resume_on: date | None = None
    start: date
    calendar_id: int | None = None  # None: the customer's
    template_code: str = ""
    needs_acceptance: bool = True
    tolerance_green: int = 5  # working days (definitions, RAG)
    tolerance_blocked: int = 5
    tolerance_red: int = 10
    rag_override: Rag | None = None
    rag_note: str = ""  # internal
    rag_sentence: str = ""  # what the customer reads; without it no document shows the override
    rag_by: str = ""
    rag_on: date | None = None
    acceptance: AcceptanceResult | None = None
    acceptance_on: date | None = None
    source_ref: str = ""  # the project in the file that it was imported from


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectHold(Record):
    """A period in which a project was on hold: from `since` to before `until`, open without it."""

    project_id: int
    since: date
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRow(Record):
    """A row of a plan, any depth. Stored is what people decided and what happened.

    `duration` counts working days of the owner side's calendar (calendar days when
    `calendar_days`); a milestone has 0. `target` is the promise in force, inclusive.
    """

    uid: str
    customer_id: int
    project_id: int
    parent_id: int | None = None
    position: int = 0  # order among the children of one parent
    kind: RowKind = RowKind.ITEM
    number: int | None = None  # 34 of A34; items only
    title: str
    milestone_kind: MilestoneKind | None = None
    leads_to_id: int | None = None  # the milestone this item counts towards
    side: Side = Side.US
    owner_user_id: int | None = None
    owner_contact_id: int | None = None
    owner_name: str = ""  # a person in no list, as written
    role_code: str = ""  # the template's role, kept while nobody fills it
    visibility: Visibility = Visibility.CUSTOMER
    priority: Priority = Priority.IMPORTANT
    status: Status = Status.TODO
    hold_reason: str = ""
    resume_on: date | None = None
    start: date | None = None
    target: date | None = None
    duration: int = 1
    calendar_days: bool = False
    opens_day: bool = False  # a milestone at the start of its day: what follows may start then
    repeats: str = ""  # an RFC 5545 rule (FREQ=WEEKLY;COUNT=6) from `start` on; empty: once
    hours: Decimal | None = None
    constraint: Constraint = Constraint.ASAP
    constraint_on: date | None = None
    deadline: date | None = None
    pinned: bool = False
    actual_start: date | None = None
    actual_finish: date | None = None
    progress: int = 0  # percent
    blocked_by_hand: str = ""  # what blocks it, in words; empty: nothing
    blocked_since: date | None = None
    asked_on: date | None = None  # our last request to the owner
    we_can_do: bool = False  # could be done by us in the customer's place
    instructions: str = ""
    customer_comment: str = ""
    internal_note: str = ""
    template_ref: str = ""  # template code and row code this row came from
    source_uid: str = ""  # the row in the file that it was imported from


@dataclass(frozen=True, kw_only=True, slots=True)
class Dependency(Record):
    """A link between two plan rows; `lag` in working days of the successor's calendar."""

    project_id: int
    predecessor_id: int
    successor_id: int
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar_days: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Template(Record):
    """A plan template kept in the workspace, as the TOML text of `resources/plan_templates`."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting(Record):
    """A meeting, in local date and time with its IANA zone."""

    uid: str
    customer_id: int
    project_id: int | None = None
    kind: MeetingKind = MeetingKind.PROGRESS
    title: str = ""
    status: MeetingStatus = MeetingStatus.PLANNED
    day: date
    at: time | None = None
    minutes: int = 60
    timezone: str = ""
    place: str = ""
    summary: str = ""
    no_next_reason: str = ""
    series_uid: str = ""  # the series that it is one of


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance(Record):
    """One person at one meeting: invited, came, committed to what."""

    meeting_id: int
    contact_id: int | None = None
    user_id: int | None = None
    needed: bool = True
    attended: bool | None = None
    commitment: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Record):
    """A note of ours about a customer; internal unless said."""

    customer_id: int
    project_id: int | None = None
    contact_id: int | None = None
    kind: NoteKind = NoteKind.NOTE
    day: date
    text: str
    visibility: Visibility = Visibility.INTERNAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal(Record):
    """A goal that drove the purchase, in a measure."""

    customer_id: int
    title: str
    metric: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_date: date | None = None
    said_by: str = ""
    said_on: date | None = None
    position: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalValue(Record):
    """The measured value of a goal on a day."""

    goal_id: int
    day: date
    value: Decimal
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SuccessConfirmation(Record):
    """Who confirmed the definition of success, when and where."""

    customer_id: int
    day: date
    confirmed_by: str
    meeting_id: int | None = None
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome(Record):
    """A result at the customer. Confirmed by a named person it reaches the value milestone."""

    customer_id: int
    project_id: int | None = None
    milestone_id: int | None = None
    day: date
    title: str
    metric: str = ""
    amount: Decimal | None = None
    unit: str = ""
    money_minor: int | None = None
    currency: str = ""
    evidence: str = ""
    said_by: str = ""
    may_quote: bool = False
    visibility: Visibility = Visibility.CUSTOMER


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline(Record):
    """The dates of a plan as agreed on a day, and with whom."""

    project_id: int
    name: str
    agreed_on: date
    agreed_by: str = ""
    current: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class BaselineRow(Record):
    """The agreed start and finish of one plan row."""

    baseline_id: int
    row_id: int
    start: date | None = None
    finish: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipEntry(Record):
    """Working days that a baselined milestone moved, and whose cause it was."""

    project_id: int
    milestone_id: int
    row_id: int | None = None
    day: date
    days: int
    cause: Cause
    text: str = ""
    visibility: Visibility = Visibility.CUSTOMER


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk(Record):
    """What may go wrong: probability and impact 1 to 5."""

    customer_id: int
    project_id: int | None = None
    title: str
    probability: int = 3
    impact: int = 3
    side: Side = Side.US
    owner: str = ""
    response: str = ""
    trigger_on: date | None = None
    status: RiskStatus = RiskStatus.OPEN
    visibility: Visibility = Visibility.INTERNAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Record):
    """What was decided, by whom, when and why."""

    customer_id: int
    project_id: int | None = None
    day: date
    what: str
    who: str = ""
    why: str = ""
    visibility: Visibility = Visibility.CUSTOMER


@dataclass(frozen=True, kw_only=True, slots=True)
class Export(Record):
    """A tracker that left: its number and the values as exported. A fact: undo skips it."""

    uid: str
    customer_id: int
    project_id: int
    number: int
    language: Language
    file_name: str
    made_at: datetime  # UTC
    as_of: date
    checksum: str
    base: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentLog(Record):
    """A document that was written, with its frozen snapshot. A fact: undo skips it."""

    customer_id: int
    project_id: int | None = None
    kind: DocumentKind
    language: Language
    file_name: str
    made_at: datetime  # UTC
    as_of: date
    number: int
    snapshot: Json = None
    sha256: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerReturn(Record):
    """A tracker that came back: which version in which file, and what of it is undecided.

    `content` holds the rows that differ as they were read, with their undecided cells only, so
    that they can be compared again with what is ours by then, and what was decided, for the note
    that goes with the next version; empty for a file that said nothing new.
    """

    customer_id: int
    project_id: int
    export_id: int
    number: int  # the version that came back
    file_name: str
    sha256: str
    saved_by: str = ""
    saved_on: date | None = None
    received_at: datetime  # UTC
    undecided: int = 0  # cells, new rows and missing rows
    content: Json = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedFile(Record):
    """A tracker's file as it came back, whatever became of its review. A fact: undo skips it.

    The same bytes are kept once for a project; they stand in its `ReturnedContent`.
    """

    customer_id: int
    project_id: int
    export_id: int
    number: int  # the version that came back
    file_name: str
    sha256: str
    size: int  # bytes
    received_at: datetime  # UTC


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedContent(Record):
    """The bytes of a returned file, apart from it so that lists need not load them. A fact."""

    customer_id: int
    file_id: int
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerWord(Record):
    """What a customer's own word in a field of the tracker means, as a person said once."""

    customer_id: int
    field: str
    written: str  # folded
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportMapping(Record):
    """How the columns of a layout are read, remembered by the layout's fingerprint."""

    name: str
    kind: str  # deals, customers, contacts …
    fingerprint: str
    mapping: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting(Record):
    """A value of the workspace by key: saved views, mail texts, window-independent choices."""

    key: str
    value: Json
