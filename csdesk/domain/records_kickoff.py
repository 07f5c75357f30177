"""Records from signature to kickoff: handover, manager check, agenda, series, invitations.

Mapped and used as those of `csdesk.domain.records`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from csdesk.domain.codes import MeetingKind, PointKind, Priority, Strength, Visibility
from csdesk.domain.records import Json, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover(Record):
    """What sales hands over about a customer: one card each (A1). Internal."""

    customer_id: int
    why_bought: str = ""
    sales_lead: str = ""  # a person in no list, as written
    sales_user_id: int | None = None
    budget_minor: int | None = None
    currency: str = ""
    budget_note: str = ""
    process: str = ""  # how they work today
    working_with: str = ""  # how they want to be worked with
    scope_note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverPoint(Record):
    """A line of the handover card: a pain with its promised solution, a promise, a date …"""

    customer_id: int
    kind: PointKind = PointKind.PAIN
    position: int = 0
    text: str
    answer: str = ""  # the solution that was promised for a pain
    said_by: str = ""
    day: date | None = None
    visibility: Visibility = Visibility.INTERNAL


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalConfirmation(Record):
    """Who said again that a goal is right, when and where; who said it first stands in the goal."""

    goal_id: int
    day: date
    confirmed_by: str
    meeting_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ManagerCheck(Record):
    """The check of the customer's project manager, in its order (D11). Internal."""

    project_id: int
    contact_id: int | None = None
    knows_business: Strength | None = None
    has_time: Strength | None = None
    judges_it: Strength | None = None
    checked_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem(Record):
    """A topic of a meeting."""

    meeting_id: int
    position: int = 0
    title: str
    priority: Priority = Priority.IMPORTANT
    minutes: int = 10
    done: bool = False
    template_ref: str = ""  # the template's topic, whose words follow the language


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingSeries(Record):
    """A cadence: one row for all its meetings. `rule` is one of RFC 5545 from `start` on."""

    uid: str
    customer_id: int
    project_id: int | None = None
    kind: MeetingKind = MeetingKind.PROGRESS
    title: str = ""
    rule: str
    start: date
    at: time | None = None
    minutes: int = 45
    timezone: str = ""
    place: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesMember(Record):
    """One person who takes part in a series."""

    series_id: int
    contact_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation(Record):
    """A calendar file that left for a meeting or a series: what it said. A fact."""

    customer_id: int
    uid: str  # of the event in calendars
    sequence: int
    cancelled: bool = False
    sent_at: datetime  # UTC
    snapshot: Json = None
