"""What a change moves, and taking over what was computed: the cascade of a plan."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import MilestoneKind, RowKind, Status
from csdesk.domain.engine.scheduler import Place, Scheduler
from csdesk.domain.evaluate import day_of, evaluate_project
from csdesk.domain.network import NONE
from csdesk.domain.records import Dependency
from csdesk.domain.state import PlanInput, ProjectState, RowState


@dataclass(frozen=True, slots=True)
class Moved:
    """One row that a change moves. `days` in working days of the project calendar."""

    row_id: int
    old_start: date | None
    old_finish: date | None
    start: date | None
    finish: date | None
    days: int
    because_of: int | None  # the predecessor that drives it now; None: its own date
    link_id: int | None = None  # the link by which it does; None: it leads there without one


@dataclass
class Cascade:
    """The effect of a change on a project, before it is taken: rows in tree order.

    What is computed about the whole project is computed when it is asked for.
    """

    moved: tuple[Moved, ...]
    make_before: Callable[[], ProjectState]
    make_after: Callable[[], ProjectState]

    @cached_property
    def before(self) -> ProjectState:
        """The project as it stands."""
        return self.make_before()

    @cached_property
    def after(self) -> ProjectState:
        """The project as it would be."""
        return self.make_after()

    def of(self, row_id: int | None) -> Moved | None:
        """Return how a row (the go-live, the value milestone) moves, None when it stays."""
        return next((move for move in self.moved if move.row_id == row_id), None)


class Drag:
    """A plan held ready for previews: each costs only what it moves, as the mouse needs it."""

    def __init__(
        self,
        plan: PlanInput,
        calendars: Calendars,
        today: date,
        stands: Mapping[int, RowState] | None = None,
    ) -> None:
        """Take a plan. `stands` is where its rows lie if the plan holds more than is stored."""
        self._project = calendars.project
        self._scheduler = Scheduler(plan.rows, plan.links, calendars, today, plan.project.start)
        self._rows = {row.id: row for row in plan.rows}
        self._links = {link.id: link for link in plan.links}
        self._changed: dict[int, Mapping[str, Any]] = {}
        self._broken: frozenset[int] = frozenset()
        self._drawn: dict[int, Dependency] = {}
        self._was: dict[int, Place] = {}  # where rows lay that are shown elsewhere
        if stands is not None:
            self._note(self._elsewhere(stands))

    def _elsewhere(self, stands: Mapping[int, RowState]) -> dict[int, Place]:
        """Return where rows stand that lie elsewhere here."""
        plan, found = self._scheduler.plan, {}
        for index, row in enumerate(plan.rows):
            state = stands.get(row.id)
            if state is not None:
                place = Place(_ordinal(state.start), _ordinal(state.finish))
                if (place.start, place.finish) != (plan.starts[index], plan.finishes[index]):
                    found[index] = place
        return found

    def comes_round(self, link: Dependency) -> bool:
        """Whether a link may close a circle, the links that nobody drew counted as well."""
        return self._scheduler.comes_round(link.predecessor_id, link.successor_id)

    def show(
        self,
        changes: Mapping[int, Mapping[str, Any]],
        broken: Iterable[int] = (),
        drawn: Iterable[Dependency] = (),
    ) -> tuple[Moved, ...]:
        """Return what changes of rows (id -> field -> value) would move, in tree order.

        `broken` are links to be taken out, `drawn` others to be put in; one with the id of a link
        takes its place. Each call is about the plan as it stands, not about what was shown before.
        """
        edits: dict[int, dict[str, Any]] = {}
        for row_id, fields in self._changed.items():
            edits[row_id] = {field: getattr(self._rows[row_id], field) for field in fields}
        for row_id, fields in changes.items():
            edits.setdefault(row_id, {}).update(fields)
        self._note(self._scheduler.edit(edits))
        self._changed = dict(changes)
        self._relink(frozenset(broken), {link.id: link for link in drawn})
        return tuple(self._moved())

    def tightened(self, slacks: Sequence[int]) -> list[int]:
        """Return the ids of rows that had slack (`slacks`, in tree order) and show none now."""
        plan = self._scheduler.late()
        return [
            plan.rows[index].id
            for index, (had, has) in enumerate(zip(slacks, plan.arrays.slack, strict=True))
            if has <= 0 < had and not plan.summary[index]
        ]

    def _relink(self, out: frozenset[int], drawn: dict[int, Dependency]) -> None:
        ids = sorted((self._broken ^ out) | self._drawn.keys() | drawn.keys())
        was = {link_id: self._in_force(link_id) for link_id in ids}
        self._broken, self._drawn = out, drawn
        other = [link_id for link_id in ids if was[link_id] != self._in_force(link_id)]
        for link_id in other:
            if was[link_id] is not None:
                self._note(self._scheduler.remove_link(link_id))
        for link_id in other:
            link = self._in_force(link_id)
            if link is not None:
                self._note(self._scheduler.add_link(link))

    def _in_force(self, link_id: int) -> Dependency | None:
        if link_id in self._drawn:
            return self._drawn[link_id]
        return None if link_id in self._broken else self._links.get(link_id)

    def _note(self, places: Mapping[int, Place]) -> None:
        for index, place in places.items():
            self._was.setdefault(index, place)

    def _moved(self) -> Iterator[Moved]:
        plan = self._scheduler.plan
        for index in sorted(self._was):
            was, start, finish = self._was[index], plan.starts[index], plan.finishes[index]
            if (was.start, was.finish) == (start, finish):
                del self._was[index]
                continue
            if plan.statuses[index] is Status.CANCELLED:
                continue
            old_finish, new_finish = day_of(was.finish), day_of(finish)
            days = 0
            if old_finish is not None and new_finish is not None:
                days = self._project.days_after(old_finish, new_finish)
            driver = plan.drivers[index]
            yield Moved(
                row_id=plan.rows[index].id,
                old_start=day_of(was.start),
                old_finish=old_finish,
                start=day_of(start),
                finish=new_finish,
                days=days,
                because_of=None if driver == NONE else plan.rows[driver].id,
                link_id=None if driver == NONE else self._link(driver, index),
            )

    def _link(self, driver: int, index: int) -> int | None:
        """Return the first link between two rows that is not taken out."""
        rows = self._scheduler.plan.rows
        ends = (rows[driver].id, rows[index].id)
        for link in self._drawn.values():
            if (link.predecessor_id, link.successor_id) == ends:
                return link.id
        return next(
            (link.id for link in self._between.get(ends, ()) if link.id not in self._broken),
            None,
        )

    @cached_property
    def _between(self) -> dict[tuple[int, int], list[Dependency]]:
        between: dict[tuple[int, int], list[Dependency]] = {}
        for link in self._links.values():
            between.setdefault((link.predecessor_id, link.successor_id), []).append(link)
        return between


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


def preview(
    plan: PlanInput,
    calendars: Calendars,
    today: date,
    changes: Mapping[int, Mapping[str, Any]],
    before: ProjectState | None = None,
    broken: Iterable[int] = (),
) -> Cascade:
    """Return what changes of rows (id -> field -> value) would move; nothing is stored.

    `broken` are links that would be taken out. `before` spares computing the project as it stands.
    """
    out = frozenset(broken)
    changed = replace(
        plan,
        rows=[replace(row, **changes[row.id]) if row.id in changes else row for row in plan.rows],
        links=[link for link in plan.links if link.id not in out],
    )
    return Cascade(
        moved=Drag(plan, calendars, today).show(changes, out),
        make_before=lambda: before or evaluate_project(plan, calendars, today),
        make_after=lambda: evaluate_project(changed, calendars, today),
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to what both sides look at; None where it does nothing."""

    milestones: tuple[Moved, ...]
    go_live: Moved | None
    value: Moved | None  # the first value that is not reached yet


def effect_of(plan: PlanInput, moved: Iterable[Moved]) -> Effect:
    """Return what moved rows mean for the milestones of a plan."""
    by_id = {move.row_id: move for move in moved}
    go_live: Moved | None = None
    values: list[Moved] = []
    milestones: list[Moved] = []
    for row in plan.rows:
        move = by_id.get(row.id)
        if row.kind is not RowKind.MILESTONE or move is None or row.status is Status.CANCELLED:
            continue
        milestones.append(move)
        if row.milestone_kind is MilestoneKind.GO_LIVE:
            go_live = move
        elif row.milestone_kind is MilestoneKind.VALUE and row.status is not Status.DONE:
            values.append(move)
    first = min(values, key=lambda move: move.old_finish or date.max, default=None)
    return Effect(tuple(milestones), go_live, first)


def compare(before: ProjectState, after: ProjectState, calendars: Calendars) -> Cascade:
    """Return the rows that lie elsewhere in `after`; rows that only one state has are left out."""
    moved = []
    for row_id in after.order:
        old, new = before.rows.get(row_id), after.rows[row_id]
        if old is None or (old.start, old.finish) == (new.start, new.finish):
            continue
        days = 0
        if old.finish is not None and new.finish is not None:
            days = calendars.project.days_after(old.finish, new.finish)
        moved.append(
            Moved(
                row_id=row_id,
                old_start=old.start,
                old_finish=old.finish,
                start=new.start,
                finish=new.finish,
                days=days,
                because_of=new.driver_id,
            )
        )
    return Cascade(tuple(moved), lambda: before, lambda: after)


def take_over(
    plan: PlanInput, state: ProjectState, only: Iterable[int] | None = None
) -> dict[int, dict[str, Any]]:
    """Return the changes that make the forecast the promise: start and target of unfinished rows.

    What is done, cancelled, on hold or pinned stays, and so do the starts of what has begun. `only`
    names the rows to take over, all by default. Afterwards no forecast moves: it is what is stored.
    """
    wanted = None if only is None else set(only)
    changes: dict[int, dict[str, Any]] = {}
    for row in plan.rows:
        computed = state.rows[row.id]
        if (
            row.kind.is_summary
            or not row.status.is_open
            or row.pinned
            or computed.finish is None
            or (wanted is not None and row.id not in wanted)
        ):
            continue
        fresh: dict[str, Any] = {}
        begun = row.status is Status.IN_PROGRESS or row.actual_start is not None
        if not begun and row.start != computed.start:
            fresh["start"] = computed.start
        if row.target != computed.finish:
            fresh["target"] = computed.finish
        if row.kind is RowKind.MILESTONE and fresh:
            fresh["start"] = computed.finish
        if fresh:
            changes[row.id] = fresh
    return changes
