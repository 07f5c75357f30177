"""A move looked at before it is taken: what the engine makes of the bars under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import RowKind
from csdesk.domain.engine.arrays import UNSET
from csdesk.domain.engine.scheduler import Scheduler
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.domain.status_rules import calendar_of, edit_start, edit_target
from csdesk.layout.chart import Part
from csdesk.layout.days import DayLookup
from csdesk.layout.from_plan import has_begun
from csdesk.layout.moving import days_of
from csdesk.ui.gantt.gestures import DaysOf, MoveGesture


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a row is to lie: which dates a person gave."""

    start: date | None
    target: date | None


@dataclass(frozen=True, slots=True)
class There:
    """Where a row comes to lie, in ordinals, and where it lay."""

    start: int
    finish: int
    old_start: int
    old_finish: int


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


def wanted_of(row: PlanRow, part: Part, start: int, finish: int) -> Wanted:
    """Return what moving a part of a row asks for: its block, or one of its ends."""
    first, last = date.fromordinal(start), date.fromordinal(finish)
    if row.kind is RowKind.MILESTONE or (part is Part.FINISH and has_begun(row)):
        return Wanted(None, last)
    if part is Part.BODY:
        return Wanted(first, None)
    return Wanted(first, last)


def wanted_by(gesture: MoveGesture, data: PlanScreenData) -> dict[int, Wanted]:
    """Return what the bars under way ask for, by row id."""
    found = {}
    for index, shown in gesture.shown.items():
        was = gesture.rows[index]
        if shown.finish is None or (shown.start, shown.finish) == (was.start, was.finish):
            continue
        start = shown.finish if shown.start is None else shown.start
        row = data.rows[shown.row_id]
        found[row.id] = wanted_of(row, gesture.part, start, shown.finish)
    return found


class Ahead:
    """A plan kept scheduled beside the stored one; each look costs only what a move changes."""

    def __init__(self, data: PlanScreenData) -> None:
        self._data = data
        self._scheduler = Scheduler(
            data.plan.rows, data.plan.links, data.calendars, data.state.today, data.project.start
        )
        placed = self._scheduler.plan
        self._starts, self._finishes = list(placed.starts), list(placed.finishes)
        self._edited: dict[int, set[str]] = {}

    def look(self, wanted: Mapping[int, Wanted]) -> dict[int, There]:
        """Return the rows that would lie elsewhere, by id; a date that no rule allows is kept."""
        rows = self._data.rows
        changes: dict[int, dict[str, Any]] = {
            row_id: {name: getattr(rows[row_id], name) for name in names}
            for row_id, names in self._edited.items()
        }
        edited: dict[int, set[str]] = {}
        for row_id, one in wanted.items():
            fresh = self._changes(rows[row_id], one)
            edited[row_id] = set(fresh)
            changes.setdefault(row_id, {}).update(fresh)
        self._edited = edited
        self._scheduler.edit(changes)
        return self._moved()

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

    def _moved(self) -> dict[int, There]:
        placed = self._scheduler.plan
        starts, finishes = placed.starts, placed.finishes
        return {
            placed.rows[index].id: There(
                starts[index], finishes[index], self._starts[index], self._finishes[index]
            )
            for index in range(len(finishes))
            if finishes[index] != UNSET
            and (starts[index] != self._starts[index] or finishes[index] != self._finishes[index])
        }
