"""What the minutes of a meeting show: a customer-safe snapshot of what was agreed there."""

from dataclasses import dataclass
from datetime import date, datetime

from csdesk.domain.codes import Language, MilestoneKind, Side
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.status import RiskView


@dataclass(frozen=True, kw_only=True, slots=True)
class SuccessView:
    """Success as the customer defines it, and who confirmed it when."""

    text: str
    confirmed_by: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendeeView:
    """One person asked to the meeting: came or not (None: not recorded), committed to what."""

    person: Person
    side: Side
    attended: bool | None = None
    commitment: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreedView:
    """A decision, with its reason if one was said."""

    what: str
    who: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectionView:
    """An objection that was heard, by whom it was raised, and what was answered."""

    text: str
    who: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionView:
    """An action item of the minutes; `day` is the date promised.

    `said`: at this meeting; the others are the plan's, and may be left to the tracker.
    """

    code: str
    title: str
    side: Side
    owner: str = ""
    day: date | None = None
    said: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AheadView:
    """A milestone ahead: the date it now has, and the agreed one where it differs."""

    name: str
    kind: MilestoneKind = MilestoneKind.OTHER
    day: date | None = None
    agreed: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CadenceView:
    """How both sides stay in touch."""

    report_weekday: int | None = None  # Monday is 0; None: weekly, on no certain day
    review_weeks: int = 4
    review_with: tuple[str, ...] = ()
    support_mail: str = ""
    support_phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesView:
    """The minutes of one meeting. Lists are whole and in their order; writers shorten them."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    project: str = ""
    meeting: MeetingView
    value: AheadView | None = None  # the first value milestone, of a kickoff
    live: AheadView | None = None  # go-live, of a kickoff
    agreed: bool = False  # whether a baseline stands behind the dates
    agreed_here: bool = False  # and somebody agreed to it on the day of the meeting
    agreed_by: str = ""
    agreed_on: date | None = None
    success: SuccessView | None = None
    attendees: tuple[AttendeeView, ...] = ()
    decisions: tuple[AgreedView, ...] = ()
    objections: tuple[ObjectionView, ...] = ()
    risks: tuple[RiskView, ...] = ()
    actions: tuple[ActionView, ...] = ()
    actions_until: date | None = None  # they were not written down there, but fall due until then
    milestones: tuple[AheadView, ...] = ()
    cadence: CadenceView | None = None
    next_meeting: MeetingView | None = None
    object_until: datetime | None = None  # local to the customer; None: no period
