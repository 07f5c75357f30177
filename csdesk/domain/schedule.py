"""Laying out a new plan: forward from its start, or back from the day it must go live."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from csdesk.domain.calendar import Calendars, every_day
from csdesk.domain.codes import Constraint, LinkType, MilestoneKind, RowKind, Side
from csdesk.domain.engine.arrays import (
    CAPPED,
    CAPPED_POINT,
    FAR,
    FREE,
    POINT,
    STILL,
    UNSET,
    Arrays,
)
from csdesk.domain.engine.backward import backward
from csdesk.domain.engine.forward import forward
from csdesk.domain.errors import N_, UserError
from csdesk.domain.network import NONE, Link, Shape, build_network

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
    """One layout in the making: the steps compiled for the engine."""

    def __init__(
        self, rows: Sequence[PlanStep[Key]], links: Sequence[PlanLink[Key]], calendars: Calendars
    ) -> None:
        self.rows = rows
        self.project = calendars.project
        number = {row.key: index for index, row in enumerate(rows)}
        points = [row.kind is RowKind.MILESTONE for row in rows]
        parents = [NONE if row.parent is None else number[row.parent] for row in rows]
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
        summary = [row.kind.is_summary for row in rows]
        shape = Shape(
            parents=parents,
            summary=summary,
            point=points,
            leads_to=[NONE if row.leads_to is None else number[row.leads_to] for row in rows],
            leads=[row.kind is RowKind.ITEM for row in rows],
            receives=points,
        )
        network = build_network(shape, drawn)
        if network.cycles:
            cycle = " → ".join(str(rows[index].key) for index in network.cycles[0])
            raise UserError(
                "plan_cycle", N_("These rows wait for each other: {rows}. Take out one link."),
                rows=cycle,
            )  # fmt: skip
        self.arrays = Arrays(network, parents, summary)
        self.arrays.points = points
        self.arrays.calendars = [
            every_day() if row.calendar_days else calendars.of(row.side) for row in rows
        ]
        self.arrays.tables = [calendar.tables for calendar in self.arrays.calendars]
        self.arrays.spans = [max(row.duration, 1) - 1 for row in rows]
        self.arrays.link_up()
        self.starts, self.finishes = self.arrays.starts, self.arrays.finishes

    def go_live(self) -> int:
        """Return the number of the go-live milestone."""
        for number, row in enumerate(self.rows):
            if row.milestone_kind is MilestoneKind.GO_LIVE:
                return number
        raise UserError(
            "plan_without_go_live", N_("The plan has no go-live milestone to count back from.")
        )

    def forward(self, start: int, fixed: Mapping[int, tuple[int, int]] | None = None) -> None:
        """Place every row as soon as its links and `start` allow; rows in `fixed` stay there."""
        for row in range(self.arrays.size):
            self._fill(row, start)
        for row, (begin, finish) in (fixed or {}).items():
            self._keep(row, begin, finish)
        self.arrays.pack_all()
        forward(self.arrays, self.arrays.network.order)

    def back_from(self, go_live: int) -> int:
        """Place what leads to go-live at its late dates, the rest after it; return the start."""
        target, arrays = self.go_live(), self.arrays
        self.forward(go_live - 3650)
        arrays.limits[target] = go_live
        arrays.pack(target)
        backward(arrays, reversed(arrays.network.order), snap=True)
        fixed: dict[int, tuple[int, int]] = {}
        start = go_live
        for row, step in enumerate(self.rows):
            late_start, late_finish = arrays.late_starts[row], arrays.late_finishes[row]
            if arrays.summary[row]:
                if late_start != FAR and step.offset is not None:
                    start = min(start, self._start_for(row, late_start))
            elif late_finish != FAR:
                fixed[row] = (late_start, late_finish)
                start = min(start, self._start_for(row, late_start))
        start = self.project.at(self.project.rank(start + 1) - 1)
        self.forward(start, fixed)
        return start

    def _keep(self, row: int, start: int, finish: int) -> None:
        self.arrays.modes[row] = STILL
        self.arrays.floors[row], self.arrays.idles[row] = start, finish

    def _fill(self, row: int, start: int) -> None:
        """Compile what one step says about its dates."""
        arrays, step = self.arrays, self.rows[row]
        constraint, on = step.constraint, UNSET
        if step.constraint_on is not None:
            on = step.constraint_on.toordinal()
        if arrays.summary[row]:
            bound = step.offset is not None and step.offset_from is None
            arrays.floors[row] = self._from_start(row, start, free=True) if bound else UNSET
            return
        floor = self._from_start(row, start, free=False)
        alone = self._from_start(row, start, free=not arrays.network.preds[row])
        if constraint is Constraint.NOT_BEFORE:
            floor, alone = max(floor, on), max(alone, on)
        arrays.floors[row], arrays.alone[row] = floor, alone
        point = arrays.points[row]
        arrays.modes[row] = POINT if point else FREE
        if on and constraint is Constraint.FIXED:
            calendar = arrays.calendars[row]
            day = on if point else calendar.at(calendar.rank(on))
            finish = on if point else calendar.at(calendar.rank(on) + arrays.spans[row])
            self._keep(row, day, finish)
        elif on and constraint is Constraint.NOT_LATER:
            arrays.modes[row] = CAPPED_POINT if point else CAPPED
            arrays.latest[row] = on

    def _from_start(self, row: int, start: int, free: bool) -> int:
        """Return the first day that the project's start and the row's offset allow."""
        step = self.rows[row]
        calendar = self.arrays.calendars[row]
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
        calendar = self.arrays.calendars[row]
        rank = calendar.rank(late + 1) - 1
        if step.offset_calendar_days:
            return calendar.at(rank) - step.offset
        return calendar.at(rank - step.offset)


def extent(
    placed: Mapping[Key, tuple[date, date]],
) -> tuple[date, date] | None:
    """Return the first start and the last finish of a layout, None when it is empty."""
    if not placed:
        return None
    return min(a for a, _ in placed.values()), max(b for _, b in placed.values())
