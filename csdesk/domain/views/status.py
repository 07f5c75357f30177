"""What a status report shows: a customer-safe snapshot of one project on one day.

Everything here comes from visible rows. A row that is not visible appears only as
`Mention(ours=True)`, which documents read as "our preparation".
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from csdesk.domain.codes import Cause, Language, MilestoneKind, Rag, Side
from csdesk.domain.views.common import MeetingView, Party, Person, Sender


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A row as another row's sentence names it; `ours` hides what is internal."""

    code: str = ""  # A34; empty for a milestone
    title: str = ""
    side: Side = Side.US
    ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonView:
    """A reason of the colour (codes of `domain.state.Reason`) with the row it is about."""

    code: str
    days: int | None = None
    day: date | None = None
    limit: date | None = None
    about: Mention | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepView:
    """One action on the path back to green."""

    about: Mention
    owner: str
    by: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RagView:
    """The colour, why, and the way back. `sentence` is set when the colour was set by hand."""

    rag: Rag
    reasons: tuple[ReasonView, ...] = ()
    path: tuple[StepView, ...] = ()
    indicators: int = 4
    tolerance: int = 5  # working days within which green holds
    last_kind: MilestoneKind = MilestoneKind.OTHER  # of the milestone that ends the project
    ends_now: date | None = None  # forecast of the last milestone as things stand
    ends_after: date | None = None  # forecast once the path is walked
    set_by: str = ""
    set_on: date | None = None
    sentence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowView:
    """The golden window with the milestone that counts in it.

    It counts from the signature, and after a value that was reached from that one to the next.
    """

    signed_on: date
    last_day: date
    length: int
    day: int
    value_name: str = ""
    value_on: date | None = None
    reached: bool = False
    hold_days: int = 0  # of `day`, spent on hold; shown, not deducted
    since: date | None = None  # the last value reached, which began this count

    @property
    def start(self) -> date:
        """Return day 0 of this count."""
        return self.since or self.signed_on

    @property
    def today(self) -> date:
        """Return the day that `day` counts."""
        return self.start + timedelta(days=self.day)

    @property
    def value_day(self) -> int | None:
        """Return the day of this count on which value comes or came."""
        return None if self.value_on is None else (self.value_on - self.start).days

    @property
    def inside(self) -> bool:
        """Whether value comes (or came) inside the window."""
        return self.value_on is not None and self.value_on <= self.last_day


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFigure:
    """One measured figure that shows progress: value, of what, since when."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """An action item or milestone on a list."""

    code: str
    title: str
    side: Side = Side.US
    owner: str = ""
    day: date | None = None
    late_since: date | None = None
    milestone: MilestoneKind | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskView:
    """What one person at the customer is asked for."""

    person: Person
    items: tuple[ItemView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LateView:
    """A late item: whose turn, by how many working days, and the date now forecast."""

    about: Mention
    side: Side
    days: int
    new_date: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockedView:
    """A blocked item and what it waits for."""

    about: Mention
    waits_for: tuple[Mention, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneLine:
    """A milestone with its dates; `bar` is the stretch of work that leads to it."""

    name: str
    kind: MilestoneKind = MilestoneKind.OTHER
    agreed: date | None = None
    forecast: date | None = None
    actual: date | None = None
    slip: int | None = None
    bar_start: date | None = None
    agreed_start: date | None = None
    done_share: float = 0.0  # of the bar, 0 to 1

    @property
    def ends(self) -> date | None:
        """The day it was or will be reached."""
        return self.actual or self.forecast


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipView:
    """Why the last milestone is late; the parts sum to `total`."""

    total: int
    parts: tuple[tuple[Cause, int, str], ...] = ()
    unrecorded: int = 0
    driver: Mention | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskView:
    """A risk that the customer may see, graded 1 low to 3 high."""

    grade: int
    title: str
    response: str = ""
    owner: str = ""
    side: Side = Side.US
    trigger_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionView:
    """A decision that both sides know."""

    day: date
    what: str
    who: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusView:
    """One status report. Lists are whole and in order of weight; writers shorten them."""

    language: Language
    today: date
    number: int
    us: Party
    customer: Party
    sender: Sender
    project: str
    previous_on: date | None = None
    finished_on: date | None = None
    hold_reason: str = ""
    resume_on: date | None = None
    rag: RagView
    window: WindowView | None = None
    figure: KeyFigure | None = None
    done: tuple[ItemView, ...] = ()
    upcoming: tuple[ItemView, ...] = ()
    asks: tuple[AskView, ...] = ()
    late: tuple[LateView, ...] = ()
    blocked: tuple[BlockedView, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    slip: SlipView | None = None
    risks: tuple[RiskView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    next_meeting: MeetingView | None = None
    done_items: int = 0
    all_items: int = 0
    known_names: tuple[str, ...] = field(default=())  # people; never broken over a line
