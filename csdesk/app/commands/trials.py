"""Trying a command on plans: what it would move is known before it is taken."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from csdesk.app.commands.rehearsal import rehearsal
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.calendar import Calendars
from csdesk.domain.cascade import Moved, compare
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.state import PlanInput, ProjectState
from csdesk.domain.tree import tree_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A command on plans with its arguments; one that `reports` takes a `progress` too."""

    command: Callable[..., object]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    reports: bool = False

    def run(self, store: Store, progress: Progress) -> object:
        """Run it and return what the command returns."""
        more = {"progress": progress} if self.reports else {}
        return self.command(store, **self.arguments, **more)


def try_out(
    store: Store,
    *,
    plan: PlanInput,
    state: ProjectState,
    calendars: Calendars,
    operation: Operation,
    progress: Progress | None = None,
) -> tuple[Moved, ...]:
    """Return the rows of a plan that an operation would move, in tree order; stores nothing.

    `state` is what is computed about the plan as it stands. Raises what the command raises.
    """
    progress = progress or NoProgress()
    with rehearsal(store, "") as unit:
        operation.run(store, progress)
        changed, today = _as_stored(unit, plan), unit.today
    progress.check_cancelled()
    return compare(state, evaluate_project(changed, calendars, today), calendars).moved


def try_on_rows(
    store: Store,
    *,
    row_ids: Iterable[int],
    operation: Operation,
    progress: Progress | None = None,
) -> list[tuple[LoadedProject, tuple[Moved, ...]]]:
    """Return the plans of rows as they stand, each with what an operation on the rows would move.

    As `try_out`, for rows of any plans.
    """
    progress = progress or NoProgress()
    with rehearsal(store, "") as unit:
        rows = unit.find(PlanRow, id=list(row_ids))
        before = load_projects(unit, list(dict.fromkeys(row.project_id for row in rows)))
        operation.run(store, progress)
        after, today = [_as_stored(unit, one.plan) for one in before], unit.today
    found = []
    for one, changed in zip(before, after, strict=True):
        progress.check_cancelled()
        state = evaluate_project(changed, one.calendars, today)
        found.append((one, compare(one.state, state, one.calendars).moved))
    return found


def _as_stored(unit: Unit, plan: PlanInput) -> PlanInput:
    """Return a plan with its rows and links as they are by now."""
    rows = tree_order(unit.find(PlanRow, project_id=plan.project.id))
    return replace(plan, rows=rows, links=unit.find(Dependency, project_id=plan.project.id))
