"""A move looked at before it is taken: what the engine makes of the bars under way."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.cascade import Drag, Moved
from csdesk.domain.codes import Constraint, RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.follow import Follow, decide
from csdesk.domain.records import PlanRow
from csdesk.domain.state import RowState
from csdesk.domain.status_rules import calendar_of, edit_start, edit_target
from csdesk.layout.chart import Part
from csdesk.layout.days import DayLookup
from csdesk.layout.from_plan import chart_row, has_begun
from csdesk.layout.moving import days_of
from csdesk.ui.gantt.gestures import (
    DaysOf,
    Inside,
    MoveGesture,
    PhaseGesture,
    TypedGesture,
    movable,
    part_of,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a row is to lie: which dates a person gave."""

    start: date | None
    target: date | None


def row_days(data: PlanScreenData) -> DaysOf:
    """Return who says on which days a row can lie: the working days of its own calendar."""
    known: dict[int, DayLookup] = {}

    def lookup(row_id: int) -> DayLookup:
        calendar = calendar_of(data.rows[row_id], data.calendars)
        found = known.get(id(calendar))
        if found is None:
            found = known[id(calendar)] = days_of(calendar)
        return found

    return lookup


def slack_ends(data: PlanScreenData) -> Callable[[int], int]:
    """Return who says on which day a row ends at the latest without moving the plan, 0 without."""

    def latest(row_id: int) -> int:
        row, state = data.rows[row_id], data.state_of(row_id)
        if state is None or state.finish is None or not has_slack(row, state):
            return 0
        calendar = calendar_of(row, data.calendars)
        return calendar.add(state.finish, state.total_slack or 0).toordinal()

    return latest


def has_slack(row: PlanRow, state: RowState) -> bool:
    """Whether an open row may end later without moving the end of the plan."""
    return not row.kind.is_summary and row.status.is_open and (state.total_slack or 0) > 0


def is_undated(row: PlanRow) -> bool:
    """Whether nobody gave an item or milestone dates."""
    if row.start is not None or row.target is not None or row.actual_start is not None:
        return False
    return not row.kind.is_summary


def wanted_of(row: PlanRow, part: Part, start: int, finish: int) -> Wanted:
    """Return what moving a part of a row asks for: its block, or one of its ends."""
    first, last = date.fromordinal(start), date.fromordinal(finish)
    if row.kind is RowKind.MILESTONE or (part is Part.FINISH and has_begun(row)):
        return Wanted(None, last)
    if part is Part.BODY:
        return Wanted(first, None)
    return Wanted(first, last)


def inside_of(data: PlanScreenData, row_ids: Collection[int]) -> Inside:
    """Return what rows are and hold that can be moved, the pinned and the fixed apart."""
    chosen, rows, pinned = set(row_ids), [], set()
    for row_id in data.state.order:  # parents come first
        row, state = data.rows[row_id], data.state_of(row_id)
        if row_id not in chosen and row.parent_id not in chosen:
            continue
        chosen.add(row_id)
        mark = chart_row(row, state, data.repeats.get(row_id, ()))
        if not (movable(mark, Part.BODY) or movable(mark, Part.FINISH)):
            continue
        rows.append(mark)
        if row.pinned or row.constraint is Constraint.FIXED:
            pinned.add(row_id)
    return Inside(tuple(rows), frozenset(pinned))


def wanted_by(
    gesture: MoveGesture, data: PlanScreenData, follow: Follow = Follow.UNFINISHED
) -> dict[int, Wanted]:
    """Return what the bars under way ask for, by row id; a phase asks for what it holds.

    Pinned rows of a phase keep their dates unless all is to go along.
    """
    found = {}
    if isinstance(gesture, TypedGesture):
        by_start = gesture.field == "start" and not gesture.row.shape.is_point
        day = gesture.day
        return {gesture.row.row_id: Wanted(day, None) if by_start else Wanted(None, day)}
    if isinstance(gesture, PhaseGesture):
        moving = gesture.moving(pinned=follow is Follow.ALL) if gesture.is_changed else ()
        for mark in moving:
            finish = mark.finish or 0
            start = finish if mark.start is None else mark.start
            row = data.rows[mark.row_id]
            found[row.id] = wanted_of(row, part_of(mark), start, finish)
        return found
    for index, shown in gesture.shown.items():
        was = gesture.rows[index]
        if shown.finish is None or (shown.start, shown.finish) == (was.start, was.finish):
            continue
        start = shown.finish if shown.start is None else shown.start
        row = data.rows[shown.row_id]
        found[row.id] = wanted_of(row, gesture.part, start, shown.finish)
    return found


class Ahead:
    """A plan held ready for looks at a move; each costs only what it moves."""

    def __init__(self, data: PlanScreenData) -> None:
        self._data = data
        self._drag = Drag(data.plan, data.calendars, data.state.today)

    def look(
        self, wanted: Mapping[int, Wanted], follow: Follow = Follow.UNFINISHED
    ) -> dict[int, Moved]:
        """Return the rows that would lie elsewhere, by id; a date that no rule allows is kept."""
        data = self._data
        edits = {row_id: self._changes(data.rows[row_id], one) for row_id, one in wanted.items()}
        if follow is Follow.UNFINISHED:
            moved = self._drag.show(edits)
        else:
            taken = decide(data.plan, data.calendars, data.state.today, edits, follow)
            moved = self._drag.show(taken.changes, taken.broken)
        return {move.row_id: move for move in moved}

    def place(self, row_id: int, wanted: Wanted) -> tuple[date, date] | None:
        """Return from when to when a row would be dated by hand; None where no rule allows it."""
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        changes = self._changes(row, wanted)
        finish = changes.get("target", row.target)
        if state is None or not changes or finish is None:
            return None
        return changes.get("start", row.start or state.start) or finish, finish

    def _changes(self, row: PlanRow, wanted: Wanted) -> dict[str, Any]:
        calendar, today = calendar_of(row, self._data.calendars), self._data.state.today
        try:
            if wanted.start is None:
                return edit_target(row, wanted.target, calendar=calendar, today=today)
            changes = edit_start(row, wanted.start, calendar=calendar, today=today)
        except UserError:
            return {}
        if wanted.target is not None:
            span = calendar.span(wanted.start, wanted.target)
            changes |= {"target": wanted.target, "duration": max(1, span)}
        return changes
