"""Commands on outcomes. A named person's word on one reaches the value milestone it stands for."""

from datetime import date

from csdesk.app.commands.milestones import milestones_of, only_open_project, reach_value
from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MilestoneKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Outcome, PlanRow


def create(
    store: Store, *, customer_id: int, title: str, day: date | None = None, **fields: object
) -> Outcome:
    """Add an outcome (today unless given, of the only open project unless given).

    With `milestone_id` and `said_by` it is confirmed: the value milestone is reached and the first
    value of the deal is dated in the same command.
    """
    with store.write("outcomes.create", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        project = only_open_project(unit, customer_id)
        fresh = Outcome(
            customer_id=customer_id,
            project_id=project.id if project else None,
            title="",
            day=day or unit.today,
            currency=customer.currency,
        )
        outcome = add_record(unit, fresh, {"title": title, **fields})
        _settle(unit, outcome)
        return outcome


def update(store: Store, *, outcome_id: int, **changes: object) -> Outcome:
    """Change fields of an outcome; once it names a milestone and a person it reaches it."""
    with store.write("outcomes.update") as unit:
        outcome = update_record(unit, Outcome, outcome_id, changes)
        _settle(unit, outcome)
        return outcome


def confirm(
    store: Store, *, outcome_id: int, said_by: str, milestone_id: int | None = None
) -> Outcome:
    """Record who at the customer confirms an outcome, and reach its value milestone.

    Without `milestone_id` it is the outcome's own, else the first open value milestone of the
    project. Raises `UserError` without a name.
    """
    if not said_by.strip():
        raise UserError(
            "confirmed_by_missing",
            N_("Say who confirmed it: a name is needed."),
            field="said_by",
        )
    with store.write("outcomes.confirm") as unit:
        outcome = unit.get(Outcome, outcome_id)
        goal = milestone_id or outcome.milestone_id or _next_value(unit, outcome.project_id)
        outcome = unit.update(Outcome, outcome_id, said_by=said_by.strip(), milestone_id=goal)
        _settle(unit, outcome)
        return outcome


def confirm_value(
    store: Store, *, milestone_id: int, said_by: str, day: date | None = None, title: str = ""
) -> Outcome:
    """Reach a value milestone on a named person's word: the outcome that says so is returned.

    The day is today and the title the milestone's unless given. Raises `UserError` without a name
    and for a day that has not come.
    """
    with store.write("outcomes.confirm_value") as unit:
        row = unit.get(PlanRow, milestone_id)
        on = day or unit.today
        if not said_by.strip():
            raise UserError(
                "confirmed_by_missing",
                N_("Say who confirmed it: a name is needed."),
                field="said_by",
            )
        if on > unit.today:
            raise UserError(
                "value_in_future",
                N_("{day} has not come yet: a value is measured, not planned."),
                day=on,
                field="day",
            )
        reach_value(unit, row, on)
        return unit.add(
            Outcome(
                customer_id=row.customer_id,
                project_id=row.project_id,
                milestone_id=row.id,
                day=on,
                title=title.strip() or row.title,
                said_by=said_by.strip(),
            )
        )


def delete(store: Store, *, outcome_id: int) -> None:
    """Delete an outcome; a milestone that it reached stays reached."""
    with store.write("outcomes.delete") as unit:
        unit.get(Outcome, outcome_id)
        unit.delete(Outcome, outcome_id)


def _settle(unit: Unit, outcome: Outcome) -> None:
    if outcome.milestone_id is None or not outcome.said_by:
        return
    row = unit.get(PlanRow, outcome.milestone_id)
    if row.customer_id != outcome.customer_id:
        raise UserError(
            "milestone_elsewhere",
            N_("The milestone belongs to another customer: choose one of this customer."),
            field="milestone_id",
        )
    reach_value(unit, row, outcome.day)


def _next_value(unit: Unit, project_id: int | None) -> int | None:
    if project_id is None:
        return None
    waiting = milestones_of(unit, project_id, MilestoneKind.VALUE)
    return next((row.id for row in waiting if row.status is not Status.DONE), None)
