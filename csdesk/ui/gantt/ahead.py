"""A change looked at before it is taken: what the engine makes of bars and links under way."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.cascade import Drag, Moved
from csdesk.domain.codes import Constraint, LinkType, RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.follow import Follow, decide
from csdesk.domain.link_cycles import ancestors, cycle_of
from csdesk.domain.link_text import LinkSpec
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.state import RowState
from csdesk.domain.status_rules import calendar_of, edit_duration, edit_start, edit_target
from csdesk.layout.chart import Part
from csdesk.layout.days import DayLookup
from csdesk.layout.from_plan import chart_row, has_begun
from csdesk.layout.moving import days_of
from csdesk.ui.gantt.gestures import (
    Asked,
    DaysOf,
    Inside,
    LinkGesture,
    LinksGesture,
    MoveGesture,
    PhaseGesture,
    TypedGesture,
    UnlinkGesture,
    movable,
    part_of,
)
from csdesk.ui.gantt.trial import Trial, TrialGesture


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a row is to lie: which dates, or which length, a person gave."""

    start: date | None = None
    target: date | None = None
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class NewBar:
    """An item that is not stored yet: below which row it stands (0: last), and its days."""

    after_id: int
    start: date
    target: date


@dataclass(frozen=True, slots=True)
class Change:
    """What a gesture asks for: dates of rows, links out and in, a new bar, or what was tried."""

    wanted: Mapping[int, Wanted] = field(default_factory=dict)
    out: tuple[int, ...] = ()
    drawn: tuple[Dependency, ...] = ()
    bar: NewBar | None = None
    trial: Trial | None = None

    def __bool__(self) -> bool:
        return bool(self.wanted or self.out or self.drawn or self.bar or self.trial)


FRESH = -1  # the id of what is not stored yet


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
        return Wanted(target=last)
    if part is Part.BODY:
        return Wanted(start=first)
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
        name, value = gesture.field, gesture.value
        if not isinstance(value, date):
            return {gesture.row.row_id: Wanted(duration=value)}
        by_start = name == "start" and not gesture.row.shape.is_point
        return {gesture.row.row_id: Wanted(start=value) if by_start else Wanted(target=value)}
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


def change_of(gesture: Asked, data: PlanScreenData, follow: Follow = Follow.UNFINISHED) -> Change:
    """Return what a gesture under way asks for; an empty change if nothing yet."""
    if isinstance(gesture, MoveGesture):
        return Change(wanted_by(gesture, data, follow))
    if isinstance(gesture, LinkGesture):
        drawn = () if gesture.target is None else (new_link(data, *gesture.ends, gesture.type),)
        return Change(drawn=drawn)
    if isinstance(gesture, TrialGesture):
        return Change(trial=gesture.trial)
    if isinstance(gesture, UnlinkGesture):
        return Change(out=(gesture.link_id,))
    if isinstance(gesture, LinksGesture):
        return Change(out=gesture.out, drawn=gesture.drawn)
    start, target = (date.fromordinal(day) for day in gesture.span())
    if not gesture.row_id:
        return Change(bar=NewBar(gesture.after_id, start, target))
    if data.rows[gesture.row_id].kind is RowKind.MILESTONE:
        return Change({gesture.row_id: Wanted(target=target)})
    return Change({gesture.row_id: Wanted(start, target)})


def new_link(
    data: PlanScreenData,
    predecessor_id: int,
    successor_id: int,
    kind: LinkType,
    lag: int = 0,
    lag_calendar_days: bool = False,
    place: int = 0,
) -> Dependency:
    """Return a link that is not stored yet; `place` tells several of them apart."""
    return Dependency(
        id=FRESH - place, project_id=data.project.id, predecessor_id=predecessor_id,
        successor_id=successor_id, type=kind, lag=lag, lag_calendar_days=lag_calendar_days,
    )  # fmt: skip


def typed_links(
    data: PlanScreenData, row_id: int, specs: Sequence[LinkSpec]
) -> tuple[tuple[int, ...], tuple[Dependency, ...]]:
    """Return which links go and which come or change if a row follows exactly these rows."""
    there = {(link.predecessor_id, link.type): link for link in data.followed.get(row_id, ())}
    wanted = {(spec.predecessor_id, spec.type): spec for spec in specs}
    drawn = []
    for place, (ends, spec) in enumerate(wanted.items()):
        old, lag = there.get(ends), (spec.lag, spec.lag_calendar_days)
        if old is None:
            drawn.append(new_link(data, ends[0], row_id, ends[1], *lag, place=place))
        elif (old.lag, old.lag_calendar_days) != lag:
            drawn.append(replace(old, lag=lag[0], lag_calendar_days=lag[1]))
    return tuple(link.id for ends, link in there.items() if ends not in wanted), tuple(drawn)


class Ahead:
    """A plan held ready for looks at a change; each costs only what it moves."""

    def __init__(self, data: PlanScreenData) -> None:
        self._data = data
        self._drag = Drag(data.plan, data.calendars, data.state.today)
        self._slacks: list[int] | None = None  # as the plan stands, made when asked for
        self._with_bar: tuple[int, PlanRow, Drag] | None = None  # after which row it stands

    def look(self, change: Change, follow: Follow = Follow.UNFINISHED) -> dict[int, Moved]:
        """Return the rows that would lie elsewhere, by id; what no rule allows is left out."""
        data = self._data
        if change.bar is not None:
            return self._look_at_bar(change.bar)
        edits = {
            row_id: self._changes(data.rows[row_id], one) for row_id, one in change.wanted.items()
        }
        if not all(link.id > 0 or self._allows(link) for link in change.drawn):
            moved = self._drag.show({})
        elif follow is Follow.UNFINISHED:
            moved = self._drag.show(edits, change.out, change.drawn)
        else:
            taken = decide(data.plan, data.calendars, data.state.today, edits, follow)
            moved = self._drag.show(taken.changes, taken.broken)
        return {move.row_id: move for move in moved}

    def tightened(self) -> list[int]:
        """Return the rows that lose their slack to what was looked at last."""
        data = self._data
        if self._slacks is None:
            states = (data.state_of(row.id) for row in data.plan.rows)
            self._slacks = [state.total_slack or 0 if state else 0 for state in states]
        return self._drag.tightened(self._slacks)

    def place(self, row_id: int, wanted: Wanted) -> tuple[date, date] | None:
        """Return from when to when a row would be dated by hand; None where no rule allows it."""
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        changes = self._changes(row, wanted)
        finish = changes.get("target", row.target)
        if finish is None and wanted.duration and state is not None and state.start is not None:
            calendar = calendar_of(row, self._data.calendars)
            finish = calendar.finish_of(state.start, wanted.duration)
        if state is None or not changes or finish is None:
            return None
        return changes.get("start", row.start or state.start) or finish, finish

    def _allows(self, link: Dependency) -> bool:
        """Whether a new link can be stored: of two rows, not there yet, and in no circle."""
        data, pair = self._data, (link.predecessor_id, link.successor_id)
        if pair[0] == pair[1] or pair[0] in ancestors(pair[1], data.rows):
            return False
        if pair[1] in ancestors(pair[0], data.rows):
            return False
        there = data.followed.get(pair[1], ())
        if any((one.predecessor_id, one.type) == (pair[0], link.type) for one in there):
            return False
        if not self._drag.comes_round(link):
            return True
        return not cycle_of(data.plan.rows, data.plan.links, *pair)

    def _look_at_bar(self, bar: NewBar) -> dict[int, Moved]:
        """Return what a new item would move; the plan with it in is made once for its place."""
        data = self._data
        if self._with_bar is None or self._with_bar[0] != bar.after_id:
            row, rows = _with_item(data, bar.after_id)
            plan, today = replace(data.plan, rows=rows), data.state.today
            drag = Drag(plan, data.calendars, today, stands=data.state.rows)
            self._with_bar = bar.after_id, row, drag
        _, row, drag = self._with_bar
        moved = drag.show({row.id: self._changes(row, Wanted(bar.start, bar.target))})
        return {move.row_id: move for move in moved if move.row_id != row.id}

    def _changes(self, row: PlanRow, wanted: Wanted) -> dict[str, Any]:
        calendar, today = calendar_of(row, self._data.calendars), self._data.state.today
        try:
            if wanted.duration is not None:
                return edit_duration(row, wanted.duration, calendar=calendar)
            if wanted.start is None:
                return edit_target(row, wanted.target, calendar=calendar, today=today)
            changes = edit_start(row, wanted.start, calendar=calendar, today=today)
        except UserError:
            return {}
        if wanted.target is not None:
            span = calendar.span(wanted.start, wanted.target)
            changes |= {"target": wanted.target, "duration": max(1, span)}
        return changes


def _with_item(data: PlanScreenData, after_id: int) -> tuple[PlanRow, list[PlanRow]]:
    """Return a new item and the rows in tree order with it, where `rows.add` would put it."""
    rows = list(data.plan.rows)
    after = data.rows.get(after_id)
    if after is None:
        tops = [row.id for row in rows if row.parent_id is None]
        parent_id, place = tops[-1] if tops else None, len(rows)
    else:
        parent_id = after.id if after.kind.is_summary else after.parent_id
        place = next(i for i, row in enumerate(rows) if row.id == after_id) + 1
    row = PlanRow(
        id=FRESH, uid="", customer_id=data.customer.id, project_id=data.project.id,
        parent_id=parent_id, kind=RowKind.ITEM, title="", duration=1,
    )  # fmt: skip
    return row, [*rows[:place], row, *rows[place:]]
