"""What the wall shows at a meeting: one customer's view of it, in that customer's language.

Filled from visible rows and records only; the wall is given nothing else.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from csdesk.domain.codes import Language, MeetingKind, MilestoneKind, Side
from csdesk.domain.views.common import MeetingView, Person
from csdesk.domain.views.minutes import AgreedView, ObjectionView, SuccessView
from csdesk.domain.views.status import RiskView, WindowView


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicLine:
    """A topic of the agenda."""

    id: int
    title: str
    hint: str = ""
    minutes: int = 0
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalLine:
    """A goal from where to where; `confirmed` says that somebody confirmed it at this meeting."""

    id: int
    title: str
    unit: str = ""
    before: Decimal | None = None
    target: Decimal | None = None
    target_on: date | None = None
    confirmed: bool = False
    confirmed_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoneLine:
    """A milestone on the line of the plan."""

    name: str
    kind: MilestoneKind
    day: date
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StretchLine:
    """A phase of the plan, for the chart."""

    name: str
    start: date
    end: date
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """An open action item; `fresh` if it was written down at this meeting."""

    code: str
    title: str
    day: date | None = None
    fresh: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerTasks:
    """The open action items of one person."""

    owner: str
    side: Side
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentLine:
    """Somebody asked to the meeting: came or not (None: not recorded), committed to what."""

    attendance_id: int
    person: Person
    side: Side
    needed: bool = True
    attended: bool | None = None
    commitment: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingModeView:
    """One meeting as the wall shows it. Lists are whole; pages break them."""

    language: Language
    today: date
    customer: str
    meeting: MeetingView
    kind: MeetingKind
    begins: time | None = None
    length: int = 0  # minutes
    timezone: str = ""  # IANA; of the clock on the wall
    topics: tuple[TopicLine, ...] = ()
    success: SuccessView | None = None
    success_confirmed: bool = False  # at this meeting
    goals: tuple[GoalLine, ...] = ()
    window: WindowView | None = None
    stones: tuple[StoneLine, ...] = ()
    stretches: tuple[StretchLine, ...] = ()
    owners: tuple[OwnerTasks, ...] = ()
    people: tuple[PresentLine, ...] = ()
    decisions: tuple[AgreedView, ...] = ()
    risks: tuple[RiskView, ...] = ()
    objections: tuple[ObjectionView, ...] = ()
    agreed_by: str = ""  # who agreed to the plan's dates at this meeting
    can_agree: bool = False  # nobody agreed to them yet
    ahead: tuple[MeetingView, ...] = ()  # meetings after this one, soonest first
    soon: tuple[OwnerTasks, ...] = ()  # what was written down at this meeting
