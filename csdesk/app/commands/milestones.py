"""Reaching milestones from inside other commands: kickoff held, acceptance signed, value seen."""

from datetime import date

from csdesk.data.unit import Unit
from csdesk.domain.codes import DealKind, MilestoneKind, ProjectStatus, RowKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Deal, PlanRow, Project


def milestones_of(unit: Unit, project_id: int, kind: MilestoneKind) -> list[PlanRow]:
    """Return a project's milestones of a kind that are not cancelled, earliest promise first."""
    rows = unit.find(PlanRow, project_id=project_id, kind=RowKind.MILESTONE, milestone_kind=kind)
    kept = [row for row in rows if row.status is not Status.CANCELLED]
    return sorted(kept, key=lambda row: (row.target or date.max, row.id))


def reach(unit: Unit, row: PlanRow, on: date) -> PlanRow:
    """Mark a milestone as reached on a day; one that is reached already keeps its day."""
    if row.status is Status.DONE:
        return row
    return unit.update(
        PlanRow,
        row.id,
        status=Status.DONE,
        actual_start=on,
        actual_finish=on,
        progress=100,
        hold_reason="",
        resume_on=None,
        blocked_by_hand="",
        blocked_since=None,
    )


def reach_value(unit: Unit, row: PlanRow, on: date) -> None:
    """Mark a value milestone as reached and date the first value of the deal behind it."""
    if row.milestone_kind is not MilestoneKind.VALUE:
        raise UserError(
            "not_value_milestone",
            N_("An outcome reaches a value milestone: choose one of that kind, or none."),
            field="milestone_id",
        )
    reach(unit, row, on)
    deal = _deal_behind(unit, unit.get(Project, row.project_id))
    if deal is not None and deal.value_on is None:
        unit.update(Deal, deal.id, value_on=on)


def take_value_back(unit: Unit, row: PlanRow) -> None:
    """Forget the first value of the deal behind a value milestone that is open again."""
    deal = _deal_with_value(unit, unit.get(Project, row.project_id), row.actual_finish)
    if deal is not None:
        unit.update(Deal, deal.id, value_on=None)


def only_open_project(unit: Unit, customer_id: int) -> Project | None:
    """Return the customer's open project when there is exactly one."""
    found = unit.find(
        Project,
        customer_id=customer_id,
        status=(ProjectStatus.OPEN, ProjectStatus.ON_HOLD),
    )
    return found[0] if len(found) == 1 else None


def _deal_behind(unit: Unit, project: Project) -> Deal | None:
    """Return the project's deal, else the customer's oldest new deal whose value is open."""
    if project.deal_id is not None:
        return unit.get(Deal, project.deal_id)
    waiting = [
        deal
        for deal in unit.find(Deal, customer_id=project.customer_id, value_on=None)
        if deal.needs_implementation and deal.kind is not DealKind.RENEWAL
    ]
    return min(waiting, key=lambda deal: (deal.closed_on, deal.id), default=None)


def _deal_with_value(unit: Unit, project: Project, day: date | None) -> Deal | None:
    """Return the deal whose first value was dated by a milestone reached on `day`."""
    if day is None:
        return None
    dated = unit.find(Deal, customer_id=project.customer_id, value_on=day)
    own = [deal for deal in dated if deal.id == project.deal_id]
    return next(iter(own or dated), None)
