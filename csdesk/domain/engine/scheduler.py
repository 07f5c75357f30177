"""A plan kept scheduled while it is edited: only what depends on an edit is computed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import LinkType, Status
from csdesk.domain.engine.arrays import FAR
from csdesk.domain.engine.backward import backward
from csdesk.domain.engine.forward import Marks, Moves, forward
from csdesk.domain.forecast import Forecast, compile_plan, fill, handed_down, span_planned
from csdesk.domain.network import NONE, Link
from csdesk.domain.records import Dependency, PlanRow

_SHAPE = ("kind", "parent_id", "position", "leads_to_id", "side", "calendar_days", "opens_day",
          "source_uid")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row lay before an edit, in ordinals."""

    start: int
    finish: int


class Scheduler:
    """A scheduled plan. `plan` holds its rows and dates; `late` adds late dates and slack."""

    def __init__(
        self,
        rows: Sequence[PlanRow],
        links: Sequence[Dependency],
        calendars: Calendars,
        today: date,
        project_start: date,
    ) -> None:
        """Take rows in tree order; links to rows that are not there are dropped."""
        self._calendars = calendars
        self._today = today
        self._project_start = project_start
        self._links = {link.id: link for link in links}
        self._take(rows)

    def _take(self, rows: Sequence[PlanRow]) -> None:
        self.plan = self._compile(rows)
        self._spread = any(self._spreads(link) for link in self._links.values())

    def _compile(self, rows: Sequence[PlanRow]) -> Forecast:
        plan = compile_plan(
            rows, list(self._links.values()), self._calendars, self._today, self._project_start
        )
        forward(plan.arrays, plan.network.order)
        self._marks = Marks(plan.network.order)
        self._early: Marks | None = None  # what the backward pass has still to visit; None: all
        return plan

    @property
    def links(self) -> tuple[Dependency, ...]:
        """The links of the plan, in the order in which they were added."""
        return tuple(self._links.values())

    def late(self) -> Forecast:
        """Return the plan with late dates and slack brought up to date."""
        arrays, marks = self.plan.arrays, self._early
        end = arrays.last_finish()
        if marks is None or end != arrays.end:
            arrays.end = end
            backward(arrays, reversed(self.plan.network.order))
            self._early = Marks(self.plan.network.order)
        else:
            backward(arrays, marks.backward(), marks)
        return self.plan

    def edit(self, changes: Mapping[int, Mapping[str, Any]]) -> dict[int, Place]:
        """Change fields of rows (id -> field -> value); return where moved rows lay, by number."""
        plan = self.plan
        edits: list[tuple[int, PlanRow]] = []
        shape = False
        for row_id, fields in changes.items():
            index = plan.number[row_id]
            old = plan.rows[index]
            new = replace(old, **fields)
            shape = shape or self._shapes(index, old, new)
            edits.append((index, new))
        if shape:
            rows = list(plan.rows)
            for index, new in edits:
                rows[index] = new
            return self._anew(rows)
        for index, new in edits:
            plan.rows[index] = new
            parent, status = plan.parents[index], self._in_force(index, new)
            plan.statuses[index], plan.open[index] = status, status.is_open
            fill(plan, index)
            plan.arrays.pack(index)
            while parent != NONE:
                span_planned(plan, parent)
                self._mark_late(parent)
                parent = plan.parents[parent]
            self._mark(index)
        return self._run()

    def _shapes(self, index: int, old: PlanRow, new: PlanRow) -> bool:
        """Whether an edit changes how rows hang together, so that all is compiled anew."""
        if any(getattr(old, field) != getattr(new, field) for field in _SHAPE):
            return True
        if old.status is new.status:
            return False
        # What counts is the status in force: a row done in a cancelled phase comes to count.
        now = (self.plan.statuses[index], self._in_force(index, new))
        return self.plan.summary[index] or Status.CANCELLED in now

    def _in_force(self, index: int, row: PlanRow) -> Status:
        """Return the status of a row with what its phase hands down."""
        parent = self.plan.parents[index]
        return handed_down(row.status, None if parent == NONE else self.plan.statuses[parent])

    def comes_round(self, predecessor_id: int, successor_id: int) -> bool:
        """Whether a link between two rows may lead round in a circle, implied ones counted.

        Where there is a circle already, any may, and where a link binds the end of a phase: which
        rows end it depends on the others.
        """
        after, number = self.plan.network.after, self.plan.number
        if self.plan.network.cycles or self._spread:
            return True
        source, sink = self._visits(number[predecessor_id], number[successor_id])
        place = self._marks.place
        last = place[source]
        if place[sink] > last:
            return False
        seen, waiting = {sink}, [sink]
        while waiting:
            visit = waiting.pop()
            if visit == source:
                return True
            fresh = [one for one in after[visit] if place[one] <= last and one not in seen]
            seen.update(fresh)
            waiting += fresh
        return False

    def add_link(self, link: Dependency) -> dict[int, Place]:
        """Add a link; return where moved rows lay, by number. One that closes a circle is cut."""
        self._links[link.id] = link
        plan, network = self.plan, self.plan.network
        pred, succ = plan.number[link.predecessor_id], plan.number[link.successor_id]
        if self._entangled(link):
            return self._anew(plan.rows)
        source, sink = self._visits(pred, succ)
        network.after[source].append(sink)
        marks = self._marks
        if marks.place[source] >= marks.place[sink]:
            if not network.reorder():
                return self._anew(plan.rows)
            self._marks = Marks(network.order)
            self._early = None
        if "before" in network.__dict__:
            network.before[sink].append(source)
        made = Link(pred, succ, link.type, link.lag, link.lag_calendar_days)
        into = network.preds[succ]
        drawn = sum(not one.implied for one in into)
        into.insert(drawn, made)
        network.succs[pred].append(made)
        return self._relinked(pred, succ)

    def remove_link(self, link_id: int) -> dict[int, Place]:
        """Take a link out; return where moved rows lay, by number."""
        link = self._links.pop(link_id)
        plan, network = self.plan, self.plan.network
        pred, succ = plan.number[link.predecessor_id], plan.number[link.successor_id]
        if self._entangled(link):
            return self._anew(plan.rows)
        source, sink = self._visits(pred, succ)
        network.after[source].remove(sink)
        if "before" in network.__dict__:
            network.before[sink].remove(source)
        made = Link(pred, succ, link.type, link.lag, link.lag_calendar_days)
        network.preds[succ].remove(made)
        network.succs[pred].remove(made)
        return self._relinked(pred, succ)

    def _entangled(self, link: Dependency) -> bool:
        """Whether a link may change what becomes of other links, so that all is compiled anew."""
        network = self.plan.network
        return bool(network.cycles or network.yielded or self._spread or self._spreads(link))

    def _spreads(self, link: Dependency) -> bool:
        """Whether a link binds the end of a phase: it is handed to the rows that end it."""
        index = self.plan.number.get(link.successor_id)
        ends = link.type is LinkType.FF or link.type is LinkType.SF
        return ends and index is not None and self.plan.summary[index]

    def _visits(self, pred: int, succ: int) -> tuple[int, int]:
        size, summary = self.plan.arrays.size, self.plan.summary
        return (
            pred + 2 * size if summary[pred] else pred,
            succ + size if summary[succ] else succ,
        )

    def _relinked(self, pred: int, succ: int) -> dict[int, Place]:
        plan = self.plan
        arrays = plan.arrays
        arrays.link_into(succ)
        arrays.link_out(pred)
        fill(plan, succ)
        arrays.pack(succ)
        arrays.pack(pred)
        self._mark(succ)
        self._mark_late(pred)
        return self._run()

    def _mark(self, index: int) -> None:
        size = self.plan.arrays.size
        visit = index + size if self.plan.summary[index] else index
        self._marks.flags[self._marks.place[visit]] = 1
        self._mark_late(index)

    def _mark_late(self, index: int) -> None:
        if self._early is not None:
            size = self.plan.arrays.size
            visit = index + 2 * size if self.plan.summary[index] else index
            self._early.flags[self._early.place[visit]] = 1

    def _run(self) -> dict[int, Place]:
        plan, marks, early = self.plan, self._marks, self._early
        arrays = plan.arrays
        moves: Moves = forward(arrays, marks.forward(), marks)
        if early is not None:
            for visit, start, _ in moves:
                early.flags[early.place[visit]] = 1
                if visit < 2 * arrays.size:
                    continue
                row = visit - 2 * arrays.size
                if start != arrays.starts[row] and arrays.first_starts[row] != FAR:
                    for child in plan.network.children[row]:
                        self._mark_late(child)
        return self._moved(moves)

    def _moved(self, moves: Moves) -> dict[int, Place]:
        starts, finishes, size = self.plan.starts, self.plan.finishes, self.plan.arrays.size
        moved = {}
        for visit, start, finish in moves:
            row = visit if visit < size else visit - 2 * size
            if starts[row] != start or finishes[row] != finish:
                moved[row] = Place(start, finish)
        return moved

    def _anew(self, rows: Sequence[PlanRow]) -> dict[int, Place]:
        old = self.plan
        self._take(rows)
        new = self.plan
        return {
            index: Place(old.starts[index], old.finishes[index])
            for index in range(new.arrays.size)
            if (old.starts[index], old.finishes[index]) != (new.starts[index], new.finishes[index])
        }
