"""The codes stored in the workspace. Labels live in the catalogue, never in the data."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the interface and of documents."""

    EN = "en"
    ZH_CN = "zh_CN"
    ZH_TW = "zh_TW"


class Side(StrEnum):
    """Whose turn it is: our company, the customer, or a third party."""

    US = "us"
    CUSTOMER = "customer"
    THIRD = "third"


class Status(StrEnum):
    """Where an action item stands."""

    TODO = "todo"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Not done, cancelled or on hold: the rows that can be late."""
        return self in (Status.TODO, Status.SCHEDULED, Status.IN_PROGRESS)

    @property
    def is_ended(self) -> bool:
        """Done or cancelled."""
        return self in (Status.DONE, Status.CANCELLED)


class Priority(StrEnum):
    """How much an item matters."""

    MUST = "must"
    IMPORTANT = "important"
    OPTIONAL = "optional"


class Visibility(StrEnum):
    """Who may see a row; an internal row hides everything below it."""

    CUSTOMER = "customer"
    INTERNAL = "internal"


class RowKind(StrEnum):
    """What a plan row is. Top rows of a plan are phases."""

    PHASE = "phase"
    GROUP = "group"
    MILESTONE = "milestone"
    ITEM = "item"

    @property
    def is_summary(self) -> bool:
        """Phases and groups: their dates are those of what they hold."""
        return self in (RowKind.PHASE, RowKind.GROUP)


class MilestoneKind(StrEnum):
    """What a milestone stands for; at most one go-live and one acceptance per project."""

    KICKOFF = "kickoff"
    VALUE = "value"
    GO_LIVE = "go_live"
    ACCEPTANCE = "acceptance"
    OTHER = "other"


class LinkType(StrEnum):
    """Which end of the predecessor binds which end of the successor."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class Constraint(StrEnum):
    """How a row's date is bound besides its links."""

    ASAP = "asap"
    NOT_BEFORE = "not_before"
    NOT_LATER = "not_later"
    FIXED = "fixed"


class DealKind(StrEnum):
    """What a deal is to the customer."""

    NEW = "new"
    EXPANSION = "expansion"
    RENEWAL = "renewal"


class AmountMeaning(StrEnum):
    """What the amount of an imported deal counts."""

    PER_YEAR = "per_year"
    TERM = "term"
    PER_MONTH = "per_month"
    ONE_OFF = "one_off"


class Stage(StrEnum):
    """The one stage that a customer is in (computed unless set by hand)."""

    SIGNED = "signed"
    IMPLEMENTING = "implementing"
    ADOPTING = "adopting"
    LIVE = "live"
    RENEWING = "renewing"
    CLOSED = "closed"


class Rag(StrEnum):
    """The colour of a project, in the order in which it is decided (definitions, RAG)."""

    FINISHED = "finished"
    ON_HOLD = "on_hold"
    NOT_STARTED = "not_started"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class ProjectStatus(StrEnum):
    """Whether a project runs."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class MeetingKind(StrEnum):
    """What a meeting is for."""

    DISCOVERY = "discovery"
    KICKOFF = "kickoff"
    PROGRESS = "progress"
    TRAINING = "training"
    QBR = "qbr"
    RENEWAL = "renewal"
    ESCALATION = "escalation"
    CHECK_IN = "check_in"
    ONE_CALL = "one_call"  # the whole implementation in one call
    ACCEPTANCE = "acceptance"
    OTHER = "other"


class MeetingStatus(StrEnum):
    """Where a meeting stands. A QBR is done when it is closed."""

    TO_SCHEDULE = "to_schedule"  # its day is that by which it should take place
    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"
    MISSED = "missed"
    CANCELLED = "cancelled"


class ContactRole(StrEnum):
    """The part a person plays in a project, on their side, a third party's or ours."""

    SPONSOR = "sponsor"
    DECISION_MAKER = "decision_maker"
    BUDGET_OWNER = "budget_owner"
    PROJECT_MANAGER = "project_manager"
    IT_ADMIN = "it_admin"
    DEPARTMENT_LEAD = "department_lead"
    END_USER = "end_user"
    PARTNER = "partner"
    OTHER = "other"


class UserRole(StrEnum):
    """The part one of our people plays."""

    SALES = "sales"
    CONSULTANT = "consultant"
    CSM = "csm"
    SUPPORT = "support"
    RND = "rnd"
    SPONSOR = "sponsor"


class StakeholderType(StrEnum):
    """Which mail a contact gets."""

    USER = "user"
    MANAGER = "manager"


class Attitude(StrEnum):
    """How a person stands to what we do together."""

    UNKNOWN = "unknown"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    OPPONENT = "opponent"


class ContactChannel(StrEnum):
    """How a person prefers to be reached."""

    ANY = "any"
    MAIL = "mail"
    PHONE = "phone"
    CHAT = "chat"
    IN_PERSON = "in_person"


class PointKind(StrEnum):
    """What a line of the handover card says."""

    PAIN = "pain"  # with the solution that was promised for it
    PROMISE = "promise"  # what was said and must not be forgotten
    DATE = "date"
    TOUCHPOINT = "touchpoint"


class Strength(StrEnum):
    """How far something can be relied on."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


class RiskStatus(StrEnum):
    """Where a risk stands."""

    OPEN = "open"
    HAPPENED = "happened"
    CLOSED = "closed"


class NoteKind(StrEnum):
    """What a note records."""

    NOTE = "note"
    CALL = "call"
    MAIL = "mail"
    OBJECTION = "objection"
    EFFORT = "effort"  # what was tried against an obstacle, in words that could be shown


class Cause(StrEnum):
    """Whose cause a slip is."""

    US = "us"
    CUSTOMER = "customer"
    THIRD = "third"
    SCOPE = "scope"


class AcceptanceResult(StrEnum):
    """The three results of an acceptance."""

    ACCEPTED = "accepted"
    PUNCH_LIST = "punch_list"
    REFUSED = "refused"


class DocumentKind(StrEnum):
    """What csdesk writes for a customer."""

    TRACKER = "tracker"
    STATUS = "status"
    QBR = "qbr"
    REMINDER = "reminder"
    PLAN = "plan"
    NOTE = "note"  # goes with a version of the tracker
    KICKOFF = "kickoff"  # the deck of the meeting
    MINUTES = "minutes"
    WELCOME = "welcome"
    COMPLETION = "completion"
    ACCEPTANCE = "acceptance"
    CERTIFICATE = "certificate"
    RENEWAL = "renewal"
    STORY = "story"
    REQUESTS = "requests"
    ESCALATION = "escalation"


class DocumentForm(StrEnum):
    """How much a document says, where it can say less."""

    SHORT = "short"
    FULL = "full"


class DispatchWay(StrEnum):
    """What was done with a document that was written."""

    SAVED = "saved"
    DRAFTED = "drafted"  # attached to the draft of a mail
    COPIED = "copied"  # its mail text, to the clipboard
    PRINTED = "printed"


class CriterionResult(StrEnum):
    """Whether a criterion of acceptance holds."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


class RequestChannel(StrEnum):
    """How a request of a customer came."""

    MAIL = "mail"
    PHONE = "phone"
    CHAT = "chat"
    MEETING = "meeting"
    OTHER = "other"


class RequestKind(StrEnum):
    """What a request is."""

    QUESTION = "question"
    FAULT = "fault"
    WISH = "wish"
    TRAINING = "training"
    OTHER = "other"


class RequestFeeling(StrEnum):
    """How the person sounded."""

    PLEASED = "pleased"
    CALM = "calm"
    WORRIED = "worried"
    ANNOYED = "annoyed"


class RequestStatus(StrEnum):
    """Where a request stands."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"  # for the customer
    SOLVED = "solved"  # the customer confirmed it


class CompanyStage(StrEnum):
    """How much of csdesk a workspace shows."""

    BASIC = "basic"
    SUCCESS = "success"
    DIGITAL = "digital"
