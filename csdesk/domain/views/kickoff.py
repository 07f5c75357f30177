"""What a kickoff deck shows: why they bought, the plan, who does what, what comes first."""

from dataclasses import dataclass
from datetime import date, time

from csdesk.domain.codes import Language, MeetingKind, MilestoneKind, Side
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.qbr import GoalView, NextStepView
from csdesk.domain.views.status import RiskView, WindowView


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLine:
    """A phase (without a kind) or a milestone of the plan."""

    name: str
    kind: MilestoneKind | None = None
    start: date | None = None
    end: date
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberView:
    """Somebody of the project: the part played, and what they bring to it."""

    person: Person
    side: Side
    company: str = ""  # of a third party
    brings: str = ""
    items: int = 0  # open action items
    first: date | None = None  # of them


@dataclass(frozen=True, kw_only=True, slots=True)
class RhythmView:
    """Meetings of a kind: the next, and every how many days they come if they do."""

    kind: MeetingKind
    next: MeetingView
    every: int = 0  # days; 0: no rhythm
    at: time | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PainView:
    """What was to change, in their words, and what was promised for it."""

    text: str
    answer: str = ""
    said_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionView:
    """What they asked or doubted, with the person who did, and what we answered."""

    text: str
    answer: str = ""
    by: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KickoffView:
    """One kickoff deck. Lists are whole and in order of weight; writers shorten them."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    project: str
    meeting: MeetingView | None = None
    goals: tuple[GoalView, ...] = ()
    success: str = ""
    success_by: str = ""
    success_on: date | None = None
    pains: tuple[PainView, ...] = ()
    lines: tuple[PlanLine, ...] = ()
    window: WindowView | None = None
    ours: tuple[MemberView, ...] = ()
    theirs: tuple[MemberView, ...] = ()
    until: date  # end of the first four weeks
    needs: tuple[NextStepView, ...] = ()  # from them, by person
    gives: tuple[NextStepView, ...] = ()  # from us and third parties
    rhythm: tuple[RhythmView, ...] = ()
    tracker_number: int = 0  # the version that left last
    tracker_on: date | None = None
    support_mail: str = ""
    support_phone: str = ""
    risks: tuple[RiskView, ...] = ()
    questions: tuple[QuestionView, ...] = ()
    next_steps: tuple[NextStepView, ...] = ()
    next_meeting: MeetingView | None = None
