"""What a business review pack shows: a customer-safe snapshot of one customer's quarter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from csdesk.domain.codes import Language, MilestoneKind, Side
from csdesk.domain.views.common import MeetingView, Party, Sender


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalView:
    """A goal that drove the purchase with its measured values, oldest first."""

    title: str
    unit: str = ""
    said_by: str = ""
    said_on: date | None = None
    confirmed_by: str = ""  # the last one who said that it is right
    confirmed_on: date | None = None
    before: Decimal | None = None
    now: Decimal | None = None
    now_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None

    @property
    def progress(self) -> float | None:
        """(now - before) / (target - before): lower-is-better needs no other rule."""
        if self.before is None or self.now is None or self.target is None:
            return None
        if self.target == self.before:
            return 1.0 if self.now == self.target else None
        return float((self.now - self.before) / (self.target - self.before))

    @property
    def reached(self) -> bool:
        """Whether the target is met."""
        return self.progress is not None and self.progress >= 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseView:
    """A promise of one side: when due, when kept, and why not if it was missed."""

    title: str
    due: date
    kept_on: date | None = None
    reason: str = ""
    new_date: date | None = None
    owner: str = ""

    @property
    def kept(self) -> bool:
        """Whether it is done, late or not."""
        return self.kept_on is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanMilestoneView:
    """A milestone as agreed and as it came."""

    name: str
    project: str
    kind: MilestoneKind = MilestoneKind.OTHER
    agreed: date | None = None
    forecast: date | None = None
    actual: date | None = None
    slip: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeView:
    """A result at the customer."""

    day: date
    title: str
    metric: str = ""
    amount: Decimal | None = None
    unit: str = ""
    money_minor: int | None = None
    currency: str = ""
    evidence: str = ""
    said_by: str = ""
    quote: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CostView:
    """A cost of the period with how it was worked out.

    Codes: `subscription` of a quarter or, `subscription_term`, of a term; `fee` is a quarter of
    the one-off fee, `fee_once` all of it.
    """

    code: str
    minor: int
    yearly_minor: int = 0
    months: int = 3
    seats: int | None = None
    seat_price_minor: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueView:
    """Benefit against cost in one currency; other currencies are named, never added."""

    currency: str
    benefits: tuple[OutcomeView, ...]
    costs: tuple[CostView, ...]
    not_counted: tuple[str, ...] = ()

    @property
    def benefit_minor(self) -> int:
        """The sum of the benefits."""
        return sum(outcome.money_minor or 0 for outcome in self.benefits)

    @property
    def cost_minor(self) -> int:
        """The sum of the costs."""
        return sum(cost.minor for cost in self.costs)

    @property
    def net_minor(self) -> int:
        """Benefit less cost."""
        return self.benefit_minor - self.cost_minor


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStepView:
    """A commitment for the coming quarter."""

    title: str
    side: Side
    owner: str = ""
    by: date | None = None
    done_when: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkView:
    """A mark on the line of the coming quarter: a milestone or a goal's target."""

    day: date
    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewFacts:
    """What a period brought to a customer, as every review of it shows."""

    whole_term: ClassVar[bool] = False  # the term of a contract, not a quarter

    language: Language
    today: date
    start: date  # of the period reviewed
    end: date
    us: Party
    customer: Party
    sender: Sender
    meeting: MeetingView | None = None
    goals: tuple[GoalView, ...] = ()
    success: str = ""
    success_by: str = ""
    success_on: date | None = None
    milestones: tuple[PlanMilestoneView, ...] = ()
    our_promises: tuple[PromiseView, ...] = ()
    your_promises: tuple[PromiseView, ...] = ()
    outcomes: tuple[OutcomeView, ...] = ()
    value: ValueView | None = None
    next_steps: tuple[NextStepView, ...] = ()
    marks: tuple[MarkView, ...] = ()
    next_review: MeetingView | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class QbrView(ReviewFacts):
    """One business review pack."""
