"""Operations on a whole running plan: shift it, take unfinished work up later, count it back."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.commands.reschedule import Rescheduled, store_changes
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Cause
from csdesk.domain.plan_shift import RowChanges, back_from, shift_all, start_from
from csdesk.domain.records import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedBack:
    """A plan counted back from a go-live; None where that day is too early for what is left."""

    done: Rescheduled | None
    earliest: date  # the earliest go-live that works


def shift(
    store: Store,
    *,
    project_id: int,
    days: int,
    only_unfinished: bool = False,
    cause: Cause | None = None,
    text: str = "",
) -> Rescheduled:
    """Move a project by working days (earlier, if negative), or only what is not finished of it.

    Each row counts on its own calendar. The project's start goes along when all of it moves. With
    a cause, the days are recorded for each baselined milestone.
    """
    with store.write("plan_shift.shift") as unit:
        before = load_project(unit, project_id, unit.today)
        changes = shift_all(
            before.plan, before.calendars, unit.today, days, only_unfinished=only_unfinished
        )
        if days and not only_unfinished:
            start = before.calendars.project.add(before.project.start, days)
            unit.update(Project, project_id, start=start)
        return _stored(unit, before, changes, cause, text)


def start_work_from(
    store: Store, *, project_id: int, day: date, cause: Cause | None = None, text: str = ""
) -> Rescheduled:
    """Let no unfinished work of a project lie before `day`; what follows it moves along."""
    with store.write("plan_shift.start_work_from") as unit:
        before = load_project(unit, project_id, unit.today)
        changes = start_from(before.plan, before.calendars, unit.today, day)
        return _stored(unit, before, changes, cause, text)


def count_back(
    store: Store, *, project_id: int, go_live: date, cause: Cause | None = None, text: str = ""
) -> CountedBack:
    """Give what has not begun the latest dates that still reach `go_live`.

    Changes nothing where that is too early, and says which go-live works. Raises `UserError` for a
    plan without an open go-live milestone.
    """
    with store.write("plan_shift.count_back") as unit:
        before = load_project(unit, project_id, unit.today)
        back = back_from(before.plan, before.calendars, unit.today, go_live)
        if go_live < back.earliest:
            return CountedBack(done=None, earliest=back.earliest)
        done = _stored(unit, before, back.changes, cause, text)
        return CountedBack(done=done, earliest=back.earliest)


def _stored(
    unit: Unit, before: LoadedProject, changes: RowChanges, cause: Cause | None, text: str
) -> Rescheduled:
    unit.describe(n=len(changes))
    if not changes:
        return Rescheduled(moved=(), slips=())
    return store_changes(unit, before, changes, cause, text)
