"""What pushes others, be it a link, a bar or a command: stored with all that follows, and why."""

from collections.abc import Sequence
from datetime import date

from csdesk.app.commands import links, rows
from csdesk.app.commands.reschedule import Rescheduled, slip_entries
from csdesk.app.commands.trials import Operation
from csdesk.app.queries.plans import LoadedProject, load_project, load_projects
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Cause
from csdesk.domain.follow import pushed_by
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Dependency, PlanRow


def carry_out(
    store: Store,
    *,
    project_ids: Sequence[int],
    operation: Operation,
    row_id: int | None = None,
    cause: Cause | None = None,
    text: str = "",
    progress: Progress | None = None,
) -> object:
    """Run an operation on plans as one command and return what it returns.

    With a cause what it pushes follows, as in `relink`; the ledger names `row_id`, if it is still
    there, as what moved the milestones. Raises what the command raises; then nothing changes.
    """
    progress = progress or NoProgress()
    if cause is None:
        return operation.run(store, progress)
    with store.write("") as unit:
        before = load_projects(unit, project_ids)
        result = operation.run(store, progress)
        there = unit.first(PlanRow, id=row_id) if row_id is not None else None
        for one in before:
            mine = there is not None and there.project_id == one.project.id
            _push(unit, one, row_id if mine else None, cause, text)
        return result


def relink(
    store: Store,
    *,
    project_id: int,
    out: Sequence[int] = (),
    drawn: Sequence[Dependency] = (),
    cause: Cause | None = None,
    text: str = "",
) -> Rescheduled:
    """Take links out of a plan and put others in; one with the id of a link changes that.

    With a cause the forecast of what is pushed becomes the new promise, as in
    `reschedule.move_rows`, and the ledger gets what milestones slip by. Raises the `UserError`s of
    a link; then nothing changes.
    """
    with store.write(_label(out, drawn)) as unit:
        before = None if cause is None else load_project(unit, project_id, unit.today)
        for link_id in out:
            links.unlink(store, link_id=link_id)
        for link in drawn:
            if link.id > 0:
                links.update(
                    store, link_id=link.id, type=link.type, lag=link.lag,
                    lag_calendar_days=link.lag_calendar_days,
                )  # fmt: skip
            else:
                links.link(
                    store, predecessor_id=link.predecessor_id, successor_id=link.successor_id,
                    type=link.type, lag=link.lag, lag_calendar_days=link.lag_calendar_days,
                )  # fmt: skip
        if before is None or cause is None:
            return Rescheduled(moved=(), slips=(), broken=tuple(out))
        gone = [link.successor_id for link in before.plan.links if link.id in out]
        ends = [*(link.successor_id for link in drawn), *gone]
        return _push(unit, before, ends[0] if ends else None, cause, text)


def add_bar(
    store: Store,
    *,
    project_id: int,
    title: str,
    after_id: int | None,
    start: date,
    target: date,
    cause: Cause | None = None,
    text: str = "",
) -> PlanRow:
    """Add an item with its dates, as `rows.add` does; what it pushes follows as in `relink`."""
    with store.write("rows.add") as unit:
        before = None if cause is None else load_project(unit, project_id, unit.today)
        made = rows.add(
            store, project_id=project_id, title=title, after_id=after_id, start=start, target=target
        )
        if before is not None and cause is not None:
            _push(unit, before, made.id, cause, text)
        return made


def _label(out: Sequence[int], drawn: Sequence[Dependency]) -> str:
    if not drawn and len(out) == 1:
        return "links.unlink"
    if len(drawn) == 1 and not out:
        return "links.update" if drawn[0].id > 0 else "links.link"
    return "predecessors.set_links"


def _push(
    unit: Unit, before: LoadedProject, row_id: int | None, cause: Cause, text: str
) -> Rescheduled:
    """Promise what the forecast says of the rows that are pushed, and note who caused it."""
    project_id, today = before.project.id, unit.today
    after = load_project(unit, project_id, today)
    changes = pushed_by(after.plan.rows, before.state.rows, after.state.rows)
    if changes:
        unit.update_all(PlanRow, changes)
        after = load_project(unit, project_id, today)
    slips = unit.add_all(slip_entries(row_id, before, after, cause, text, today))
    moved = tuple(unit.get(PlanRow, one) for one in changes)
    return Rescheduled(moved=moved, slips=tuple(slips))
