"""Records of meetings, scope, acceptance, certificates, requests, and of how documents leave.

Mapped and used as those of `csdesk.domain.records`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

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
from csdesk.domain.records import Json, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingEntry(Record):
    """What was written down at a meeting, in the order in which it was said: one of the four."""

    meeting_id: int
    position: int = 0
    row_id: int | None = None  # an action item
    decision_id: int | None = None
    risk_id: int | None = None
    note_id: int | None = None  # an objection


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliverable(Record):
    """A line of the agreed scope of a project: in it, or said to be outside."""

    project_id: int
    position: int = 0
    title: str
    in_scope: bool = True
    agreed_by: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion(Record):
    """What a project is accepted by, how it was verified, and with which result."""

    project_id: int
    deliverable_id: int | None = None
    position: int = 0
    text: str
    evidence: str = ""
    result: CriterionResult = CriterionResult.OPEN
    checked_on: date | None = None
    checked_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect(Record):
    """A line of the punch list: what is missing at acceptance, who mends it, by when."""

    project_id: int
    criterion_id: int | None = None
    number: int  # 1 of P1
    title: str
    side: Side = Side.US
    owner: str = ""
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate(Record):
    """A line of the register of certificates. A fact: undo skips it, a number is never reused."""

    customer_id: int
    contact_id: int | None = None
    number: str  # unique, as it stands on the certificate
    name: str  # of the person, as certified
    statement: str  # what the person can do
    facts: Json = field(default_factory=list)  # list of measured facts, each a sentence
    issued_on: date
    signed_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryConsent(Record):
    """The consent of a customer to be told about: who gave it, when, for what."""

    customer_id: int
    given_by: str
    given_on: date
    covers: str = ""
    withdrawn_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportRequest(Record):
    """A request of a customer. Solved is what the customer confirmed: silence is none."""

    customer_id: int
    contact_id: int | None = None
    asked_by: str = ""  # a person in no list, as written
    channel: RequestChannel = RequestChannel.MAIL
    kind: RequestKind = RequestKind.QUESTION
    area: str = ""  # of the product
    title: str
    text: str = ""  # internal: what was said, in full
    feeling: RequestFeeling = RequestFeeling.CALM
    received_at: datetime  # UTC
    first_response_at: datetime | None = None  # UTC
    owner_user_id: int | None = None
    status: RequestStatus = RequestStatus.NEW
    answer: str = ""
    solved_on: date | None = None  # the day on which the customer confirmed
    confirmed_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailTemplate(Record):
    """The mail that goes with a kind of document in a language, where ours was changed."""

    kind: DocumentKind
    language: Language
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch(Record):
    """What happened to a document that was written: saved where, sent to whom. A fact."""

    customer_id: int
    document_id: int
    at: datetime  # UTC
    way: DispatchWay
    recipients: Json = field(default_factory=list)  # list of {"name", "mail"}
    place: str = ""  # where the file lies, on the machine of `by`
    sha256: str = ""  # of the file
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture(Record):
    """A picture that stands in a frozen snapshot by its hash. A fact."""

    sha256: str
    content: bytes
