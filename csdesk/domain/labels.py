"""English msgids of the stored codes; a `Translator` renders them."""

from collections.abc import Mapping

from csdesk.domain.codes import (
    AcceptanceResult,
    AmountMeaning,
    Attitude,
    Cause,
    CompanyStage,
    ContactChannel,
    ContactRole,
    CriterionResult,
    DealKind,
    DocumentKind,
    LinkType,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    NoteKind,
    PointKind,
    Priority,
    ProjectStatus,
    Rag,
    RequestChannel,
    RequestFeeling,
    RequestKind,
    RequestStatus,
    RiskStatus,
    RowKind,
    Side,
    Stage,
    StakeholderType,
    Status,
    Strength,
    UserRole,
    Visibility,
)
from csdesk.domain.errors import N_

STATUS_LABELS: Mapping[Status, str] = {
    Status.TODO: N_("To do"),
    Status.SCHEDULED: N_("Scheduled"),
    Status.IN_PROGRESS: N_("In progress"),
    Status.DONE: N_("Done"),
    Status.ON_HOLD: N_("On hold"),
    Status.CANCELLED: N_("Cancelled"),
}
SIDE_LABELS: Mapping[Side, str] = {
    Side.US: N_("Us"),
    Side.CUSTOMER: N_("Customer"),
    Side.THIRD: N_("Third party"),
}
SIDE_LETTERS: Mapping[Side, str] = {
    Side.US: N_("U"),
    Side.CUSTOMER: N_("C"),
    Side.THIRD: N_("T"),
}
PRIORITY_LABELS: Mapping[Priority, str] = {
    Priority.MUST: N_("Must"),
    Priority.IMPORTANT: N_("Important"),
    Priority.OPTIONAL: N_("Optional"),
}
VISIBILITY_LABELS: Mapping[Visibility, str] = {
    Visibility.CUSTOMER: N_("Customer sees it"),
    Visibility.INTERNAL: N_("Internal"),
}
ROW_KIND_LABELS: Mapping[RowKind, str] = {
    RowKind.PHASE: N_("Phase"),
    RowKind.GROUP: N_("Group"),
    RowKind.MILESTONE: N_("Milestone"),
    RowKind.ITEM: N_("Action item"),
}
MILESTONE_KIND_LABELS: Mapping[MilestoneKind, str] = {
    MilestoneKind.KICKOFF: N_("Kickoff"),
    MilestoneKind.VALUE: N_("First value"),
    MilestoneKind.GO_LIVE: N_("Go-live"),
    MilestoneKind.ACCEPTANCE: N_("Acceptance"),
    MilestoneKind.OTHER: N_("Milestone"),
}
STAGE_LABELS: Mapping[Stage, str] = {
    Stage.SIGNED: N_("Signed"),
    Stage.IMPLEMENTING: N_("Implementing"),
    Stage.ADOPTING: N_("Adopting"),
    Stage.LIVE: N_("Live"),
    Stage.RENEWING: N_("Renewing"),
    Stage.CLOSED: N_("Closed"),
}
RAG_LABELS: Mapping[Rag, str] = {
    Rag.FINISHED: N_("Finished"),
    Rag.ON_HOLD: N_("On hold"),
    Rag.NOT_STARTED: N_("Not started"),
    Rag.RED: N_("Red"),
    Rag.AMBER: N_("Amber"),
    Rag.GREEN: N_("Green"),
}
PROJECT_STATUS_LABELS: Mapping[ProjectStatus, str] = {
    ProjectStatus.OPEN: N_("Running"),
    ProjectStatus.ON_HOLD: N_("On hold"),
    ProjectStatus.FINISHED: N_("Finished"),
    ProjectStatus.CANCELLED: N_("Cancelled"),
}
MEETING_KIND_LABELS: Mapping[MeetingKind, str] = {
    MeetingKind.DISCOVERY: N_("Discovery call"),
    MeetingKind.KICKOFF: N_("Kickoff"),
    MeetingKind.PROGRESS: N_("Progress review"),
    MeetingKind.TRAINING: N_("Training"),
    MeetingKind.QBR: N_("Business review"),
    MeetingKind.RENEWAL: N_("Renewal call"),
    MeetingKind.ESCALATION: N_("Escalation call"),
    MeetingKind.CHECK_IN: N_("Check-in"),
    MeetingKind.ONE_CALL: N_("One-call implementation"),
    MeetingKind.ACCEPTANCE: N_("Acceptance meeting"),
    MeetingKind.OTHER: N_("Meeting"),
}
MEETING_STATUS_LABELS: Mapping[MeetingStatus, str] = {
    MeetingStatus.TO_SCHEDULE: N_("To schedule"),
    MeetingStatus.PLANNED: N_("Planned"),
    MeetingStatus.HELD: N_("Held"),
    MeetingStatus.CLOSED: N_("Closed"),
    MeetingStatus.MISSED: N_("Missed"),
    MeetingStatus.CANCELLED: N_("Cancelled"),
}
CONTACT_ROLE_LABELS: Mapping[ContactRole, str] = {
    ContactRole.SPONSOR: N_("Sponsor"),
    ContactRole.DECISION_MAKER: N_("Decision maker"),
    ContactRole.BUDGET_OWNER: N_("Budget owner"),
    ContactRole.PROJECT_MANAGER: N_("Project manager"),
    ContactRole.IT_ADMIN: N_("IT administrator"),
    ContactRole.DEPARTMENT_LEAD: N_("Department lead"),
    ContactRole.END_USER: N_("End user"),
    ContactRole.PARTNER: N_("Partner"),
    ContactRole.OTHER: N_("Other"),
}
USER_ROLE_LABELS: Mapping[UserRole, str] = {
    UserRole.SALES: N_("Sales lead"),
    UserRole.CONSULTANT: N_("Implementation consultant"),
    UserRole.CSM: N_("Customer success manager"),
    UserRole.SUPPORT: N_("Support"),
    UserRole.RND: N_("R&D contact"),
    UserRole.SPONSOR: N_("Executive sponsor"),
}
STAKEHOLDER_LABELS: Mapping[StakeholderType, str] = {
    StakeholderType.USER: N_("User"),
    StakeholderType.MANAGER: N_("Manager"),
}
DEAL_KIND_LABELS: Mapping[DealKind, str] = {
    DealKind.NEW: N_("New"),
    DealKind.EXPANSION: N_("Expansion"),
    DealKind.RENEWAL: N_("Renewal"),
}
AMOUNT_MEANING_LABELS: Mapping[AmountMeaning, str] = {
    AmountMeaning.PER_YEAR: N_("Per year"),
    AmountMeaning.TERM: N_("Whole term"),
    AmountMeaning.PER_MONTH: N_("Per month"),
    AmountMeaning.ONE_OFF: N_("One-off"),
}
RISK_STATUS_LABELS: Mapping[RiskStatus, str] = {
    RiskStatus.OPEN: N_("Not closed"),
    RiskStatus.HAPPENED: N_("Happened"),
    RiskStatus.CLOSED: N_("Closed"),
}
NOTE_KIND_LABELS: Mapping[NoteKind, str] = {
    NoteKind.NOTE: N_("Note"),
    NoteKind.CALL: N_("Call"),
    NoteKind.MAIL: N_("Mail"),
    NoteKind.OBJECTION: N_("Objection"),
    NoteKind.EFFORT: N_("Effort"),
}
ATTITUDE_LABELS: Mapping[Attitude, str] = {
    Attitude.UNKNOWN: N_("Not known"),
    Attitude.SUPPORTER: N_("Supporter"),
    Attitude.NEUTRAL: N_("Neutral"),
    Attitude.OPPONENT: N_("Opponent"),
}
CONTACT_CHANNEL_LABELS: Mapping[ContactChannel, str] = {
    ContactChannel.ANY: N_("Any channel"),
    ContactChannel.MAIL: N_("Mail"),
    ContactChannel.PHONE: N_("Phone"),
    ContactChannel.CHAT: N_("Chat"),
    ContactChannel.IN_PERSON: N_("In person"),
}
POINT_KIND_LABELS: Mapping[PointKind, str] = {
    PointKind.PAIN: N_("Pain and promised solution"),
    PointKind.PROMISE: N_("Promise made"),
    PointKind.DATE: N_("Key date"),
    PointKind.TOUCHPOINT: N_("Touchpoint"),
}
STRENGTH_LABELS: Mapping[Strength, str] = {
    Strength.STRONG: N_("Strong"),
    Strength.FAIR: N_("Fair"),
    Strength.WEAK: N_("Weak"),
}
CAUSE_LABELS: Mapping[Cause, str] = {
    Cause.US: N_("Us"),
    Cause.CUSTOMER: N_("Customer"),
    Cause.THIRD: N_("Third party"),
    Cause.SCOPE: N_("Scope"),
}
LINK_LABELS: Mapping[LinkType, str] = {
    LinkType.FS: N_("Finish to start"),
    LinkType.SS: N_("Start to start"),
    LinkType.FF: N_("Finish to finish"),
    LinkType.SF: N_("Start to finish"),
}
ACCEPTANCE_LABELS: Mapping[AcceptanceResult, str] = {
    AcceptanceResult.ACCEPTED: N_("Accepted"),
    AcceptanceResult.PUNCH_LIST: N_("Accepted with a punch list"),
    AcceptanceResult.REFUSED: N_("Refused"),
}
CRITERION_RESULT_LABELS: Mapping[CriterionResult, str] = {
    CriterionResult.OPEN: N_("Not checked"),
    CriterionResult.PASSED: N_("Passed"),
    CriterionResult.FAILED: N_("Failed"),
}
DOCUMENT_KIND_LABELS: Mapping[DocumentKind, str] = {
    DocumentKind.TRACKER: N_("Tracker"),
    DocumentKind.STATUS: N_("Status report"),
    DocumentKind.QBR: N_("Business review pack"),
    DocumentKind.REMINDER: N_("Reminder mail"),
    DocumentKind.PLAN: N_("Project plan"),
    DocumentKind.NOTE: N_("Cover note of the tracker"),
    DocumentKind.MINUTES: N_("Minutes of a meeting"),
    DocumentKind.ACCEPTANCE: N_("Acceptance sheet"),
    DocumentKind.REQUESTS: N_("Monthly request report"),
    DocumentKind.WELCOME: N_("Welcome letter"),
    DocumentKind.KICKOFF: N_("Kickoff deck"),
    DocumentKind.COMPLETION: N_("Completion letter"),
    DocumentKind.CERTIFICATE: N_("Certificate"),
    DocumentKind.RENEWAL: N_("Renewal pack"),
    DocumentKind.STORY: N_("Success story"),
    DocumentKind.ESCALATION: N_("Escalation mail"),
}
COMPANY_STAGE_LABELS: Mapping[CompanyStage, str] = {
    CompanyStage.BASIC: N_("Basic support"),
    CompanyStage.SUCCESS: N_("Customer success"),
    CompanyStage.DIGITAL: N_("All modules"),
}
REQUEST_CHANNEL_LABELS: Mapping[RequestChannel, str] = {
    RequestChannel.MAIL: N_("Mail"),
    RequestChannel.PHONE: N_("Phone"),
    RequestChannel.CHAT: N_("Chat"),
    RequestChannel.MEETING: N_("Meeting"),
    RequestChannel.OTHER: N_("Other"),
}
REQUEST_KIND_LABELS: Mapping[RequestKind, str] = {
    RequestKind.QUESTION: N_("Question"),
    RequestKind.FAULT: N_("Fault"),
    RequestKind.WISH: N_("Wish"),
    RequestKind.TRAINING: N_("Training"),
    RequestKind.OTHER: N_("Other"),
}
REQUEST_FEELING_LABELS: Mapping[RequestFeeling, str] = {
    RequestFeeling.PLEASED: N_("Pleased"),
    RequestFeeling.CALM: N_("Calm"),
    RequestFeeling.WORRIED: N_("Worried"),
    RequestFeeling.ANNOYED: N_("Annoyed"),
}
REQUEST_STATUS_LABELS: Mapping[RequestStatus, str] = {
    RequestStatus.NEW: N_("New request"),
    RequestStatus.IN_PROGRESS: N_("In progress"),
    RequestStatus.WAITING: N_("Waiting for the customer"),
    RequestStatus.SOLVED: N_("Solved, confirmed"),
}
