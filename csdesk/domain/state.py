"""What is computed from a plan's rows and today: the answer types of `csdesk.domain.evaluate`.

Nothing here is stored. `evaluate_project(plan, today)` fills a `ProjectState`; screens, documents
and the tracker read it and never compute a date, a lateness or a colour of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
    slips: Sequence[SlipEntry]
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
    """Days from signature in which the first value must be seen. Day n = date - signature."""

    signed_on: date
    last_day: date
    length: int
    day: int  # of today
    left: int  # last day - today; negative when past
    value_row_id: int | None  # the value milestone that counts
    value_on: date | None  # forecast, or the day it was reached
    reached: bool
    hold_days: int = 0  # of `day`, spent on hold; shown, not deducted

    @property
    def value_day(self) -> int | None:
        """Day number on which value comes or came."""
        return None if self.value_on is None else (self.value_on - self.signed_on).days

    @property
    def inside(self) -> bool:
        """Whether value comes (or came) inside the window."""
        return self.value_on is not None and self.value_on <= self.last_day


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
