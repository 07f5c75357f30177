"""What is computed from a plan's rows and today: the answer types of `csdesk.domain.evaluate`.

Nothing here is stored. `evaluate_project(plan, today)` fills a `ProjectState`; screens, documents
and the tracker read it and never compute a date, a lateness or a colour of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from csdesk.domain.codes import Cause, Rag, Side
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Dependency,
    Meeting,
    Outcome,
    PlanRow,
    Project,
    ProjectHold,
    SlipEntry,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanInput:
    """All that the evaluation of one project reads; rows in tree order (parents first)."""

    project: Project
    rows: Sequence[PlanRow]
    links: Sequence[Dependency]
    baseline: Baseline | None
    baseline_rows: Sequence[BaselineRow]
    slips: Sequence[SlipEntry]  # recorded since the baseline was agreed
    outcomes: Sequence[Outcome]
    meetings: Sequence[Meeting]
    signed_on: date | None  # day 0 of the golden window
    golden_days: int
    value_reached_on: date | None  # last confirmed value of this project, if any
    owner_names: Mapping[int, str] = field(default_factory=dict)  # row id -> owner shown
    holds: Sequence[ProjectHold] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RowState:
    """The computed face of one plan row. Dates inclusive; days are working days."""

    row_id: int
    depth: int  # 0 = top
    visible: bool  # customer-visible, inherited
    start: date | None  # actual, else forecast
    finish: date | None  # actual, else forecast
    agreed_start: date | None
    agreed: date | None  # finish in the current baseline
    slip: int | None  # finish minus agreed; None without a baseline row
    late: int  # working days of the owner side after the target date; 0 = not late
    blocked_since: date | None
    blocked_days: int
    blocked_by: tuple[int, ...]  # unfinished predecessors that block; empty when set by hand
    critical: bool
    total_slack: int | None
    driver_id: int | None  # the predecessor that drives the start
    progress: int  # percent; weighted by duration for summaries
    contradiction: int | None  # a predecessor that the stored dates contradict
    leads_to_id: int | None = None  # the milestone that the row counts towards
    free_slack: int | None = None  # how much later it may end before it moves another row


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldenWindow:
    """Days in which value must be seen: the first from the signature, the next from the last one.

    Day n = date - `start`. A count that nobody waits for any more (`reached`) is the first one.
    """

    signed_on: date
    last_day: date
    length: int
    day: int  # of today
    left: int  # last day - today; negative when past
    value_row_id: int | None  # the value milestone that counts
    value_on: date | None  # forecast, or the day it was reached
    reached: bool
    hold_days: int = 0  # of `day`, spent on hold; shown, not deducted
    since: date | None = None  # the last value reached, which began this count
    first_value_on: date | None = None  # the time to value ends there
    first_value_row_id: int | None = None

    @property
    def start(self) -> date:
        """Day 0 of this count."""
        return self.since or self.signed_on

    @property
    def value_day(self) -> int | None:
        """Day number of this count on which value comes or came."""
        return None if self.value_on is None else (self.value_on - self.start).days

    @property
    def first_value_day(self) -> int | None:
        """Day number after the signature on which the first value came."""
        if self.first_value_on is None:
            return None
        return (self.first_value_on - self.signed_on).days

    @property
    def slack(self) -> int | None:
        """Days between the forecast value and the last day; at most 0 where none is planned."""
        if self.reached:
            return None
        if self.value_on is None:
            return min(self.left, 0)
        return min((self.last_day - self.value_on).days, self.left)

    @property
    def inside(self) -> bool:
        """Whether value comes (or came) inside the window."""
        return self.value_on is not None and self.value_on <= self.last_day

    def first(self) -> "GoldenWindow":
        """Return the count from the signature, with the first value where it was reached."""
        if self.since is None:
            return self
        last, today = self.signed_on + timedelta(self.length), self.start + timedelta(self.day)
        return replace(
            self, last_day=last, day=(today - self.signed_on).days, left=(last - today).days,
            value_row_id=self.first_value_row_id, value_on=self.first_value_on, reached=True,
            since=None, hold_days=0,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why a project is not green, as a code with parameters; words are made by the reader.

    Codes: `no_baseline`, `finish_later` (days), `value_outside_window` (value_on, last_day),
    `no_value_milestone`, `blocked` (row_id, days), `go_live_moved` (days), `acceptance_refused`,
    `not_kicked_off` (days since signature, if known), `on_hold` (resume_on), `finished` (on),
    `on_baseline`, `ahead` (days), `overridden`.
    """

    code: str
    row_id: int | None = None
    days: int | None = None
    day: date | None = None
    limit: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PathStep:
    """One action on the way back to green."""

    row_id: int
    side: Side
    owner: str
    by: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RagState:
    """The colour of a project with its reasons, gravest first, and the path back to green."""

    rag: Rag
    computed: Rag  # differs from `rag` when set by hand
    reasons: tuple[Reason, ...]
    path: tuple[PathStep, ...] = ()
    indicators: int = 4  # how many rules were judged
    override_by: str = ""
    override_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipSummary:
    """The slip of the last milestone and what explains it; always sums to `total`."""

    total: int
    by_cause: tuple[tuple[Cause, int, str], ...]  # cause, days, text of the entry
    unrecorded: int
    unrecorded_row_id: int | None
    milestone_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectState:
    """Everything computed about one project on one day."""

    today: date
    project_id: int
    rows: Mapping[int, RowState]
    order: tuple[int, ...]  # row ids in tree order
    start: date | None
    finish: date | None
    agreed_finish: date | None
    go_live_id: int | None
    acceptance_id: int | None
    window: GoldenWindow | None
    rag: RagState
    slip: SlipSummary | None
    next_milestone_id: int | None
    waiting_on_id: int | None
    waiting_days: int
    done_items: int
    all_items: int  # items but cancelled ones
    unpublished_years: tuple[int, ...] = ()  # years whose holidays are not known
    problems: tuple[str, ...] = ()  # cycles and the like, as sentences' codes
