"""Commands on baselines: the dates of a plan as agreed with the customer on a day."""

from datetime import date

from csdesk.app.agreed_slips import forget, settle
from csdesk.app.calendars import calendars_of
from csdesk.app.commands.records import update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Status
from csdesk.domain.engine.arrays import UNSET
from csdesk.domain.errors import N_, UserError
from csdesk.domain.forecast import forecast
from csdesk.domain.records import Baseline, BaselineRow, Customer, Dependency, PlanRow, Project
from csdesk.domain.tree import tree_order


def agree(
    store: Store,
    *,
    project_id: int,
    agreed_by: str,
    agreed_on: date | None = None,
    name: str = "",
) -> Baseline:
    """Make the present dates of a plan its current baseline; earlier ones stay as history.

    So do the causes recorded before: the ledger begins anew, and has them again with their
    baseline.

    Kept are start and finish of every row as forecast on the day of the agreement (today unless
    given); cancelled rows are left out. Raises `UserError` for a plan without dates, without a
    name of who agreed, and for a day that has not come.
    """
    if not agreed_by.strip():
        raise UserError(
            "agreed_by_missing", N_("Say who agreed: a name is needed."), field="agreed_by"
        )
    with store.write("baselines.agree") as unit:
        on = agreed_on or unit.today
        if on > unit.today:
            raise UserError(
                "baseline_in_future",
                N_("{day} has not come yet: record the agreement when it is given."),
                day=on,
                field="agreed_on",
            )
        dates = _dates(unit, unit.get(Project, project_id), on)
        if not dates:
            raise UserError(
                "plan_without_dates", N_("The plan has no dates to agree on: give its rows dates.")
            )
        known = unit.find(Baseline, project_id=project_id)
        for earlier in known:
            if earlier.current:
                unit.update(Baseline, earlier.id, current=False)
        baseline = unit.add(
            Baseline(
                project_id=project_id,
                name=name.strip() or f"v{len(known) + 1}",
                agreed_on=on,
                agreed_by=agreed_by.strip(),
            )
        )
        unit.add_all(
            BaselineRow(baseline_id=baseline.id, row_id=row_id, start=start, finish=finish)
            for row_id, (start, finish) in dates.items()
        )
        settle(unit, baseline)
        return baseline


def update(store: Store, *, baseline_id: int, **changes: object) -> Baseline:
    """Change name, person or day of a baseline; `current=True` makes it the one that counts."""
    with store.write("baselines.update") as unit:
        baseline = unit.get(Baseline, baseline_id)
        if changes.get("current") is False and baseline.current:
            raise UserError(
                "baseline_current",
                N_("One baseline counts: make another one the current one instead."),
            )
        if changes.get("current"):
            for other in unit.find(Baseline, project_id=baseline.project_id, current=True):
                if other.id != baseline_id:
                    unit.update(Baseline, other.id, current=False)
        return update_record(unit, Baseline, baseline_id, changes)


def delete(store: Store, *, baseline_id: int) -> None:
    """Delete a baseline; if it was the current one, the latest of the others takes its place."""
    with store.write("baselines.delete") as unit:
        baseline = unit.get(Baseline, baseline_id)
        unit.delete(Baseline, baseline_id)
        forget(unit, baseline_id)
        others = unit.find(Baseline, project_id=baseline.project_id)
        if baseline.current and others:
            latest = max(others, key=lambda other: (other.agreed_on, other.id))
            unit.update(Baseline, latest.id, current=True)


def _dates(unit: Unit, project: Project, on: date) -> dict[int, tuple[date, date]]:
    """Return start and finish of each row as it stands on a day."""
    rows = tree_order(unit.find(PlanRow, project_id=project.id))
    links = unit.find(Dependency, project_id=project.id)
    calendars = calendars_of(unit, unit.get(Customer, project.customer_id), project)
    placed = forecast(rows, links, calendars, on, project.start)
    return {
        row.id: (
            date.fromordinal(placed.starts[number]),
            date.fromordinal(placed.finishes[number]),
        )
        for number, row in enumerate(placed.rows)
        if placed.finishes[number] != UNSET and placed.statuses[number] is not Status.CANCELLED
    }
