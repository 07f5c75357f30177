"""What a completion letter shows: what was done, what is measured, what stays open, who helps."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import AcceptanceResult, Language
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.letter import OpenPointView, TeamView
from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.status import MilestoneLine


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverableView:
    """A line of the agreed scope, in the words in which it was agreed."""

    title: str
    agreed_by: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CompletionView:
    """One letter to the sponsor, when the solution is live."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    project: str
    to: Person | None = None
    live_on: date
    signed_on: date | None = None
    value_on: date | None = None  # the day of the first confirmed value
    accepted_on: date | None = None
    acceptance: AcceptanceResult | None = None
    deliverables: tuple[DeliverableView, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    criteria_passed: int = 0
    criteria_all: int = 0
    done_items: int = 0
    all_items: int = 0
    goals: tuple[GoalView, ...] = ()
    outcomes: tuple[OutcomeView, ...] = ()
    open_points: tuple[OpenPointView, ...] = ()
    carer: TeamView | None = None
    support_mail: str = ""
    support_phone: str = ""
    next_review: MeetingView | None = None
