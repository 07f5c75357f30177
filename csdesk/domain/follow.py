"""What goes along when rows are moved: the choices of a cascade, as changes that can be stored."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.cascade import Drag, Effect, Moved, effect_of
from csdesk.domain.codes import Constraint, RowKind, Status
from csdesk.domain.engine.arrays import UNSET
from csdesk.domain.forecast import Forecast, contradictions, forecast
from csdesk.domain.network import NONE, Link
from csdesk.domain.passes import link_day
from csdesk.domain.records import PlanRow
from csdesk.domain.repeats import moved_dates
from csdesk.domain.state import PlanInput, RowState
from csdesk.domain.status_rules import block_length

Edits = Mapping[int, Mapping[str, Any]]  # row id -> field -> value


class Follow(StrEnum):
    """What goes along with rows that are moved."""

    UNFINISHED = "unfinished"  # what is pushed and not finished gets its new dates
    ALL = "all"  # all followers move by the same working days (or as links allow), finished too
    BREAK = "break"  # nothing; links that the new dates contradict are taken out


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be stored: the edits with all that goes along, and the links to take out."""

    changes: dict[int, dict[str, Any]]
    broken: tuple[int, ...] = ()


def decide(
    plan: PlanInput, calendars: Calendars, today: date, edits: Edits, follow: Follow
) -> Decision:
    """Return what goes along with edits of rows, which are taken as one; nothing is stored."""
    if follow is Follow.BREAK:
        return Decision(_copied(edits), contradicted(plan, calendars, today, edits))
    if follow is Follow.ALL:
        return Decision(_all_along(plan, calendars, today, edits))
    return Decision(_pushed(plan, calendars, today, edits))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One choice as it is shown before it is taken."""

    decision: Decision
    moved: tuple[Moved, ...]
    effect: Effect


def outcomes(
    plan: PlanInput, calendars: Calendars, today: date, edits: Edits
) -> dict[Follow, Outcome]:
    """Return for each choice what would move by how much, and what that does to milestones."""
    found = {}
    for follow in Follow:
        decision = decide(plan, calendars, today, edits, follow)
        moved = Drag(plan, calendars, today).show(decision.changes, decision.broken)
        found[follow] = Outcome(decision, moved, effect_of(plan, moved))
    return found


def _copied(edits: Edits) -> dict[int, dict[str, Any]]:
    return {row_id: dict(fields) for row_id, fields in edits.items()}


def _pushed(
    plan: PlanInput, calendars: Calendars, today: date, edits: Edits
) -> dict[int, dict[str, Any]]:
    """Add the new dates of the rows that the edits push later than their target date."""
    changes = _copied(edits)
    rows = {row.id: row for row in plan.rows}
    for move in Drag(plan, calendars, today).show(edits):
        row = rows[move.row_id]
        if row.id in edits or not may_be_moved(row) or row.target is None:
            continue
        if move.finish is None or move.old_finish is None:
            continue
        if move.finish > move.old_finish and move.finish > row.target:
            changes[row.id] = {"start": move.start, "target": move.finish}
    return changes


def pushed_by(
    rows: Iterable[PlanRow], before: Mapping[int, RowState], after: Mapping[int, RowState]
) -> dict[int, dict[str, Any]]:
    """Return the new dates of rows that a change of the plan pushes later than their target date.

    `before` and `after` are where they lie without it and with it.
    """
    changes: dict[int, dict[str, Any]] = {}
    for row in rows:
        old, new = before.get(row.id), after.get(row.id)
        if old is None or new is None or old.finish is None or new.finish is None:
            continue
        if not may_be_moved(row) or row.target is None:
            continue
        if new.finish > old.finish and new.finish > row.target:
            changes[row.id] = {"start": new.start, "target": new.finish}
    return changes


def may_be_moved(row: PlanRow) -> bool:
    """Tell whether a cascade may give a row new dates: not begun, not pinned, not fixed."""
    return (
        not row.kind.is_summary
        and not row.pinned
        and row.status in (Status.TODO, Status.SCHEDULED)
        and row.actual_start is None
        and row.constraint is not Constraint.FIXED
    )


def _all_along(
    plan: PlanInput, calendars: Calendars, today: date, edits: Edits
) -> dict[int, dict[str, Any]]:
    """Move all followers by the working days by which the edited row before them moves."""
    placed = forecast(plan.rows, plan.links, calendars, today, plan.project.start)
    days: dict[int, int] = {}
    for row_id, fields in edits.items():
        index = placed.number[row_id]
        moved = moved_days(placed.rows[index], fields, placed.arrays.calendars[index])
        for follower in followers(placed, [index]):
            if abs(moved) > abs(days.get(follower, 0)):
                days[follower] = moved
    changes = _copied(edits)
    for index, count in days.items():
        row = placed.rows[index]
        if row.id in edits or row.kind.is_summary:
            continue
        shifted = shift_row(row, count, placed.arrays.calendars[index], today)
        if shifted:
            changes[row.id] = shifted
    return fitted(plan, calendars, today, changes, keep=edits)


def moved_days(row: PlanRow, fields: Mapping[str, Any], calendar: WorkCalendar) -> int:
    """Return by how many working days an edit moves a row."""
    for field in ("start", "actual_start", "target", "actual_finish"):
        old, new = getattr(row, field), fields.get(field)
        if isinstance(old, date) and isinstance(new, date) and old != new:
            return calendar.days_after(old, new) or (new - old).days
    return 0


def followers(plan: Forecast, indexes: Iterable[int]) -> set[int]:
    """Return the rows that come after rows along links, phases standing for what they hold."""
    network = plan.network
    found: set[int] = set()
    waiting = [link.succ for index in indexes for link in _links_out(plan, index)]
    while waiting:
        index = waiting.pop()
        if index in found:
            continue
        found.add(index)
        waiting += network.children[index]
        waiting += [link.succ for link in _links_out(plan, index)]
    return found


def _links_out(plan: Forecast, index: int) -> list[Link]:
    """Return the links out of a row and of the phases that it lies in."""
    links: list[Link] = []
    while index >= 0:
        links += plan.network.succs[index]
        index = plan.parents[index]
    return links


DATES = ("start", "target", "constraint_on", "deadline", "actual_start", "actual_finish")


def shift_row(
    row: PlanRow,
    days: int,
    calendar: WorkCalendar,
    today: date,
    *,
    fields: Iterable[str] = DATES,
) -> dict[str, Any]:
    """Return the dates of a row moved by working days of its calendar; what happened stays past.

    It keeps its length, and one that repeats its rule.
    """
    changes: dict[str, Any] = {}
    for field in fields:
        day = getattr(row, field)
        if day is None or not days:
            continue
        moved = calendar.add(day, days)
        if field.startswith("actual_"):
            moved = min(moved, today)
        if moved != day:
            changes[field] = moved
    start, target = changes.get("start"), changes.get("target")
    if start is None or target is None or row.kind is not RowKind.ITEM:
        return changes
    if row.repeats:
        return changes | moved_dates(row, replace(row, start=start), calendar)
    return changes | {"target": calendar.finish_of(start, block_length(row, calendar))}


def contradicted(
    plan: PlanInput, calendars: Calendars, today: date, edits: Edits
) -> tuple[int, ...]:
    """Return the links of edited rows that their new dates contradict, on either side."""
    touching = {
        link.id for link in plan.links if link.predecessor_id in edits or link.successor_id in edits
    }
    rows = [replace(row, **edits.get(row.id, {})) for row in plan.rows]
    free = [link for link in plan.links if link.id not in touching]
    moved = forecast(rows, free, calendars, today, plan.project.start)
    stands = forecast(plan.rows, plan.links, calendars, today, plan.project.start)
    broken = []
    for link in plan.links:
        if link.id not in touching:
            continue
        pred, succ = moved.number[link.predecessor_id], moved.number[link.successor_id]
        before = moved if link.predecessor_id in edits else stands
        after = moved if link.successor_id in edits else stands
        if not before.finishes[pred]:
            continue
        one = Link(pred, succ, link.type, link.lag, link.lag_calendar_days)
        start, finish = before.starts[pred], before.finishes[pred]
        for row, closes in _bound_by(after, succ):
            day, of_start = link_day(moved.arrays, one, start, finish, closes=closes)
            if day > (after.starts if of_start else after.finishes)[row]:
                broken.append(link.id)
                break
    return tuple(broken)


def _bound_by(placed: Forecast, succ: int) -> list[tuple[int, bool]]:
    """Return the rows that a link speaks to, and whether as milestones that close their day.

    Of a phase: the work that begins first in it, and the first milestone.
    """
    arrays = placed.arrays
    if not placed.summary[succ]:
        return [(succ, arrays.closes(succ))]
    inside, stack = [], [succ]
    while stack:
        row = stack.pop()
        if placed.summary[row]:
            stack += arrays.network.children[row]
        elif arrays.counts[row]:
            inside.append(row)
    firsts = []
    for closes in (False, True):
        rows = [row for row in inside if arrays.closes(row) == closes]
        if rows:
            firsts.append((min(rows, key=placed.starts.__getitem__), closes))
    return firsts


def fitted(
    plan: PlanInput, calendars: Calendars, today: date, changes: Edits, keep: Container[int] = ()
) -> dict[int, dict[str, Any]]:
    """Make dates that were moved together, each on its own calendar, fit their links again.

    Working days of two sides differ: rows that come to lie before what they wait for go on where
    that allows. What links pushed before stays, and so does what has begun, is pinned, fixed,
    undated or in `keep`.
    """
    found = _copied(changes)
    rows = [replace(row, **found.get(row.id, {})) for row in plan.rows]
    later = pushed(replace(plan, rows=rows), calendars, today)
    before = pushed(plan, calendars, today) if later else {}
    wrong = later.keys() - before.keys()
    if later.keys() & before.keys():  # pushed before, but not by what people dated
        wrong |= later.keys() & (
            _disagreeing(replace(plan, rows=rows), calendars, today)
            - _disagreeing(plan, calendars, today)
        )
    for row_id in wrong:
        if row_id not in keep:
            found.setdefault(row_id, {}).update(later[row_id])
    return found


def _disagreeing(plan: PlanInput, calendars: Calendars, today: date) -> set[int]:
    """Return the rows whose dates contradict a link."""
    placed = forecast(plan.rows, plan.links, calendars, today, plan.project.start)
    return {
        row.id
        for row, driver in zip(placed.rows, contradictions(placed), strict=True)
        if driver != NONE
    }


def pushed(plan: PlanInput, calendars: Calendars, today: date) -> dict[int, dict[str, date]]:
    """Return of rows that links push past the dates people gave them the dates that these allow.

    Today pushes nothing here: what is late stays promised as it was.
    """
    given = (day for row in plan.rows for day in (row.start, row.target, row.actual_start) if day)
    placed = forecast(
        plan.rows, plan.links, calendars, min(given, default=today), plan.project.start
    )
    found = {}
    for number, row in enumerate(placed.rows):
        start, finish = placed.starts[number], placed.finishes[number]
        if not may_be_moved(row) or placed.planned_finishes[number] == UNSET:
            continue
        if finish > placed.planned_finishes[number]:
            found[row.id] = {
                "start": date.fromordinal(start), "target": date.fromordinal(finish),
            }  # fmt: skip
    return found
