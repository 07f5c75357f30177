"""Commands on decisions: what was decided, by whom and why."""

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.records import Customer, Decision


def create(store: Store, *, customer_id: int, what: str, **fields: object) -> Decision:
    """Add a decision to a customer; the day is today unless given.

    Raises `UserError` for an unknown customer or field.
    """
    with store.write("decisions.create", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        return add_record(
            unit,
            Decision(customer_id=customer_id, what="", day=unit.today),
            {"what": what, **fields},
        )


def update(store: Store, *, decision_id: int, **changes: object) -> Decision:
    """Change fields of a decision; raises `UserError` for a field that cannot be set so."""
    with store.write("decisions.update") as unit:
        return update_record(unit, Decision, decision_id, changes)


def delete(store: Store, *, decision_id: int) -> None:
    """Delete a decision with what hangs on it."""
    with store.write("decisions.delete") as unit:
        unit.get(Decision, decision_id)
        unit.delete(Decision, decision_id)
