"""Commands on goals with their measured values, and on the definition of success."""

from datetime import date
from decimal import Decimal

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Goal, GoalValue, SuccessConfirmation
from csdesk.domain.records_kickoff import GoalConfirmation


def create(store: Store, *, customer_id: int, title: str, **fields: object) -> Goal:
    """Add a goal below the customer's others."""
    with store.write("goals.create", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        position = 1 + max(
            (goal.position for goal in unit.find(Goal, customer_id=customer_id)), default=-1
        )
        fresh = Goal(customer_id=customer_id, title="", position=position)
        return add_record(unit, fresh, {"title": title, **fields})


def update(store: Store, *, goal_id: int, **changes: object) -> Goal:
    """Change fields of a goal."""
    with store.write("goals.update") as unit:
        return update_record(unit, Goal, goal_id, changes)


def delete(store: Store, *, goal_id: int) -> None:
    """Delete a goal with its values."""
    with store.write("goals.delete") as unit:
        unit.get(Goal, goal_id)
        unit.delete(Goal, goal_id)


def add_value(
    store: Store, *, goal_id: int, value: Decimal, day: date | None = None, source: str = ""
) -> GoalValue:
    """Record what was measured on a day (today unless given); a second one of a day replaces it."""
    with store.write("goals.add_value") as unit:
        unit.get(Goal, goal_id)
        on = day or unit.today
        if on > unit.today:
            raise UserError(
                "value_in_future",
                N_("{day} has not come yet: a value is measured, not planned."),
                day=on,
                field="day",
            )
        fields = {"day": on, "value": value, "source": source}
        known = unit.first(GoalValue, goal_id=goal_id, day=on)
        if known is not None:
            return update_record(unit, GoalValue, known.id, fields)
        return add_record(unit, GoalValue(goal_id=goal_id, day=on, value=Decimal(0)), fields)


def confirm(
    store: Store,
    *,
    goal_id: int,
    confirmed_by: str,
    day: date | None = None,
    meeting_id: int | None = None,
) -> GoalConfirmation:
    """Record that a named person said that a goal is right (today unless given).

    Who said it first stays; of a goal that nobody said yet it is this person. At one meeting, or
    on one day, the last word counts. Raises `UserError` without a name.
    """
    if not confirmed_by.strip():
        raise UserError(
            "confirmed_by_missing",
            N_("Say who confirmed it: a name is needed."),
            field="confirmed_by",
        )
    with store.write("goals.confirm") as unit:
        goal, on, name = unit.get(Goal, goal_id), day or unit.today, confirmed_by.strip()
        if not goal.said_by:
            unit.update(Goal, goal_id, said_by=name, said_on=on)
        known = unit.first(GoalConfirmation, goal_id=goal_id, meeting_id=meeting_id, day=on)
        if known is not None:
            return unit.update(GoalConfirmation, known.id, confirmed_by=name)
        return unit.add(
            GoalConfirmation(goal_id=goal_id, day=on, confirmed_by=name, meeting_id=meeting_id)
        )


def delete_value(store: Store, *, goal_value_id: int) -> None:
    """Delete one measured value."""
    with store.write("goals.delete_value") as unit:
        unit.get(GoalValue, goal_value_id)
        unit.delete(GoalValue, goal_value_id)


def confirm_success(
    store: Store,
    *,
    customer_id: int,
    confirmed_by: str,
    text: str = "",
    day: date | None = None,
    meeting_id: int | None = None,
) -> SuccessConfirmation:
    """Record that a named person confirmed what success means.

    A `text` replaces the customer's definition; without one the present definition is confirmed.
    Raises `UserError` without a name, and while there is nothing to confirm.
    """
    with store.write("goals.confirm_success", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        words = text.strip() or customer.success_text
        if not words:
            raise UserError(
                "success_missing",
                N_("Write down what success means to the customer, then confirm it."),
                field="text",
            )
        if not confirmed_by.strip():
            raise UserError(
                "confirmed_by_missing",
                N_("Say who confirmed it: a name is needed."),
                field="confirmed_by",
            )
        if words != customer.success_text:
            unit.update(Customer, customer_id, success_text=words)
        return unit.add(
            SuccessConfirmation(
                customer_id=customer_id,
                day=day or unit.today,
                confirmed_by=confirmed_by.strip(),
                meeting_id=meeting_id,
                text=words,
            )
        )
