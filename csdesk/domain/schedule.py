"""Laying out a new plan: forward from its start, or back from the day it must go live."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from csdesk.domain.calendar import Calendars, every_day
from csdesk.domain.codes import Constraint, LinkType, MilestoneKind, RowKind, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.network import NONE, Link, Network, Shape, build_network
from csdesk.domain.passes import UNSET, late_pass, link_bounds

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanStep(Generic[Key]):
    """A row of a plan to be laid out; rows come in tree order.

    `duration` counts working days of the side's calendar (calendar days when `calendar_days`).
    `offset` counts from the project's start (0 = its first working day), or from the finish of the
    row `offset_from` (0 = the next working day). A milestone without predecessors lies on its
    offset's day.
    """

    key: Key
    kind: RowKind = RowKind.ITEM
    milestone_kind: MilestoneKind | None = None
    parent: Key | None = None
    side: Side = Side.US
    duration: int = 1
    calendar_days: bool = False
    offset: int | None = None
    offset_from: Key | None = None
    offset_calendar_days: bool = False
    leads_to: Key | None = None
    constraint: Constraint = Constraint.ASAP
    constraint_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLink(Generic[Key]):
    """A link between two steps by key; lag in days of the successor's calendar."""

    pred: Key
    succ: Key
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar_days: bool = False


def lay_out(
    rows: Sequence[PlanStep[Key]],
    links: Sequence[PlanLink[Key]],
    calendars: Calendars,
    *,
    start: date | None = None,
    go_live: date | None = None,
) -> dict[Key, tuple[date, date]]:
    """Return start and inclusive finish of every row; phases span what they hold.

    With `start`: early dates, no row before it. With `go_live`: the go-live milestone lies on that
    day, all that leads to it at its late dates, the rest as soon as that allows; `latest_start` is
    the start that this takes (a caller says so when it has passed, with `earliest_go_live`).
    Empty phases are left out. Raises `UserError` for cycles, and for a plan without a go-live
    milestone to count back from.
    """
    if (start is None) == (go_live is None):
        raise ValueError("give a start or a go-live day")
    layout = _Layout(rows, links, calendars)
    if start is not None:
        layout.forward(start.toordinal())
    elif go_live is not None:
        layout.back_from(go_live.toordinal())
    return {
        row.key: (
            date.fromordinal(layout.starts[number]),
            date.fromordinal(layout.finishes[number]),
        )
        for number, row in enumerate(rows)
        if layout.finishes[number] != UNSET
    }


_LONGEST_BREAK = 60  # days off in a row, at most


def earliest_go_live(
    rows: Sequence[PlanStep[Key]],
    links: Sequence[PlanLink[Key]],
    calendars: Calendars,
    start: date,
) -> date:
    """Return the go-live day that a plan reaches when it begins on `start`."""
    layout = _Layout(rows, links, calendars)
    layout.forward(start.toordinal())
    return date.fromordinal(layout.finishes[layout.go_live()])


def latest_start(
    rows: Sequence[PlanStep[Key]],
    links: Sequence[PlanLink[Key]],
    calendars: Calendars,
    go_live: date,
) -> date:
    """Return the latest day on which a plan may begin to go live on `go_live`.

    A go-live on a day off is reached by work that ends before it: the start goes back until the
    forward pass meets the day.
    """
    start = date.fromordinal(_Layout(rows, links, calendars).back_from(go_live.toordinal()))
    for _ in range(_LONGEST_BREAK):
        if earliest_go_live(rows, links, calendars, start) <= go_live:
            break
        start -= timedelta(days=1)
    return start


class _Layout(Generic[Key]):
    """One layout in the making: parallel lists by row number."""

    def __init__(
        self, rows: Sequence[PlanStep[Key]], links: Sequence[PlanLink[Key]], calendars: Calendars
    ) -> None:
        self.rows = rows
        self.project = calendars.project
        number = {row.key: index for index, row in enumerate(rows)}
        self.points = [row.kind is RowKind.MILESTONE for row in rows]
        self.summary = [row.kind.is_summary for row in rows]
        self.parents = [NONE if row.parent is None else number[row.parent] for row in rows]
        self.calendars = [
            every_day() if row.calendar_days else calendars.of(row.side) for row in rows
        ]
        self.durations = [max(row.duration, 1) for row in rows]
        drawn = [
            Link(number[link.pred], number[link.succ], link.type, link.lag, link.lag_calendar_days)
            for link in links
        ]
        drawn += [
            Link(
                number[row.offset_from], index, LinkType.FS, row.offset or 0,
                row.offset_calendar_days,
            )
            for index, row in enumerate(rows)
            if row.offset_from is not None
        ]  # fmt: skip
        shape = Shape(
            parents=self.parents,
            summary=self.summary,
            point=self.points,
            leads_to=[NONE if row.leads_to is None else number[row.leads_to] for row in rows],
            leads=[row.kind is RowKind.ITEM for row in rows],
            receives=self.points,
        )
        self.network: Network = build_network(shape, drawn)
        if self.network.cycles:
            cycle = " → ".join(str(rows[index].key) for index in self.network.cycles[0])
            raise UserError(
                "plan_cycle", N_("These rows wait for each other: {rows}. Take out one link."),
                rows=cycle,
            )  # fmt: skip
        self.starts = [UNSET] * len(rows)
        self.finishes = [UNSET] * len(rows)
        self._gates = [UNSET] * len(rows)
        self._fixed: dict[int, tuple[int, int]] = {}

    def go_live(self) -> int:
        """Return the number of the go-live milestone."""
        for number, row in enumerate(self.rows):
            if row.milestone_kind is MilestoneKind.GO_LIVE:
                return number
        raise UserError(
            "plan_without_go_live", N_("The plan has no go-live milestone to count back from.")
        )

    def forward(self, start: int) -> None:
        """Place every row as soon as its links and `start` allow; fixed rows stay."""
        size = len(self.rows)
        for visit in self.network.order:
            if visit < size:
                self._place(visit, start)
            elif visit < 2 * size:
                self._open(visit - size, start)
            else:
                self._close(visit - 2 * size)

    def back_from(self, go_live: int) -> int:
        """Place what leads to go-live at its late dates, the rest after it; return the start."""
        target = self.go_live()
        self.forward(go_live - 3650)
        late = late_pass(
            self.network, self.parents, self.points, self.calendars, self.durations, self.starts,
            {target: go_live}, snap=True,
        )  # fmt: skip
        start = go_live
        for row, step in enumerate(self.rows):
            if self.summary[row]:
                if late.starts[row] != UNSET and step.offset is not None:
                    start = min(start, self._start_for(row, late.starts[row]))
                continue
            if late.finishes[row] == UNSET:
                continue
            self._fixed[row] = (late.starts[row], late.finishes[row])
            start = min(start, self._start_for(row, late.starts[row]))
        start = self.project.at(self.project.rank(start + 1) - 1)
        self.forward(start)
        return start

    def _place(self, row: int, start: int) -> None:
        if row in self._fixed:
            self.starts[row], self.finishes[row] = self._fixed[row]
            return
        calendar = self.calendars[row]
        bounds = link_bounds(self.network, row, self.starts, self.finishes, self.points, calendar)
        free = bounds.start == UNSET and bounds.finish == UNSET
        day = max(bounds.start, self._gate_of(row), self._from_start(row, start, free))
        step = self.rows[row]
        if step.constraint is Constraint.NOT_BEFORE and step.constraint_on is not None:
            day = max(day, step.constraint_on.toordinal())
        if self.points[row]:
            day = _bound(step, max(day, bounds.finish))
            self.starts[row] = self.finishes[row] = day
            return
        length = self.durations[row] - 1
        rank = calendar.rank(day)
        if bounds.finish != UNSET:
            rank = max(rank, calendar.rank(bounds.finish) - length)
        if step.constraint is Constraint.FIXED and step.constraint_on is not None:
            rank = calendar.rank(step.constraint_on.toordinal())
        elif step.constraint is Constraint.NOT_LATER and step.constraint_on is not None:
            rank = min(rank, calendar.rank(step.constraint_on.toordinal() + 1) - 1 - length)
        self.starts[row], self.finishes[row] = calendar.at(rank), calendar.at(rank + length)

    def _open(self, row: int, start: int) -> None:
        bounds = link_bounds(
            self.network, row, self.starts, self.finishes, self.points, self.calendars[row]
        )
        self._gates[row] = max(bounds.start, self._gate_of(row))
        if self.rows[row].offset is not None and self.rows[row].offset_from is None:
            self._gates[row] = max(self._gates[row], self._from_start(row, start, free=True))

    def _close(self, row: int) -> None:
        inside = [c for c in self.network.children[row] if self.finishes[c] != UNSET]
        self.starts[row] = min((self.starts[c] for c in inside), default=UNSET)
        self.finishes[row] = max((self.finishes[c] for c in inside), default=UNSET)

    def _gate_of(self, row: int) -> int:
        parent = self.parents[row]
        return UNSET if parent == NONE else self._gates[parent]

    def _from_start(self, row: int, start: int, free: bool) -> int:
        """Return the first day that the project's start and the row's offset allow."""
        step = self.rows[row]
        calendar = self.calendars[row]
        if step.offset is None or step.offset_from is not None:
            return calendar.at(calendar.rank(start)) if free else start
        if step.offset_calendar_days:
            return calendar.at(calendar.rank(start + step.offset))
        return calendar.at(calendar.rank(start) + step.offset)

    def _start_for(self, row: int, late: int) -> int:
        """Return the latest project start at which `row` can begin on `late`."""
        step = self.rows[row]
        if step.offset is None or step.offset_from is not None:
            return late
        calendar = self.calendars[row]
        rank = calendar.rank(late + 1) - 1
        if step.offset_calendar_days:
            return calendar.at(rank) - step.offset
        return calendar.at(rank - step.offset)


def _bound(step: PlanStep[Key], day: int) -> int:
    """Apply the constraint of a milestone to the day that its links give."""
    if step.constraint_on is None:
        return day
    if step.constraint is Constraint.FIXED:
        return step.constraint_on.toordinal()
    if step.constraint is Constraint.NOT_LATER:
        return min(day, step.constraint_on.toordinal())
    return day


def extent(
    placed: Mapping[Key, tuple[date, date]],
) -> tuple[date, date] | None:
    """Return the first start and the last finish of a layout, None when it is empty."""
    if not placed:
        return None
    return min(a for a, _ in placed.values()), max(b for _, b in placed.values())
