"""What an acceptance sheet shows: the agreed scope, its criteria, what is missing, who signs."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import AcceptanceResult, CriterionResult, Language, Side
from csdesk.domain.views.common import Party, Person, Sender


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverableView:
    """A line of the agreed scope, in its own words, with who agreed it when."""

    title: str
    in_scope: bool = True
    agreed_by: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionView:
    """What is accepted by; `listed` when a line of the punch list is about it."""

    text: str
    evidence: str = ""
    result: CriterionResult = CriterionResult.OPEN
    checked_on: date | None = None
    checked_by: str = ""
    listed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectView:
    """A line of the punch list."""

    number: int
    title: str
    side: Side = Side.US
    owner: str = ""
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptanceView:
    """One acceptance sheet. `proposal` is what the criteria say; a person ticks and signs."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    project: str
    contract: str = ""  # its reference
    contract_on: date | None = None
    live_on: date | None = None
    live: bool = False  # whether go-live was reached
    period_start: date | None = None
    period_end: date | None = None
    deliverables: tuple[DeliverableView, ...] = ()
    criteria: tuple[CriterionView, ...] = ()
    defects: tuple[DefectView, ...] = ()
    proposal: AcceptanceResult | None = None
    recorded: AcceptanceResult | None = None  # the result that was signed already
    recorded_on: date | None = None
    their_signer: Person | None = None
    our_signer: Person | None = None

    @property
    def met(self) -> int:
        """How many criteria passed."""
        return sum(one.result is CriterionResult.PASSED for one in self.criteria)

    @property
    def open(self) -> int:
        """How many criteria are not checked yet."""
        return sum(one.result is CriterionResult.OPEN for one in self.criteria)

    @property
    def missing(self) -> tuple[DefectView, ...]:
        """The lines of the punch list that are not mended yet."""
        return tuple(one for one in self.defects if one.done_on is None)

    @property
    def ticked(self) -> AcceptanceResult | None:
        """The box that is ticked: what was recorded, else what is proposed."""
        return self.recorded or self.proposal
