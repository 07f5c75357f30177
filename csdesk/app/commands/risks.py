"""Commands on risks: what may go wrong, internal unless said."""

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.records import Customer, Risk


def create(store: Store, *, customer_id: int, title: str, **fields: object) -> Risk:
    """Add a risk to a customer. Raises `UserError` for an unknown customer or field."""
    with store.write("risks.create", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        return add_record(unit, Risk(customer_id=customer_id, title=""), {"title": title, **fields})


def update(store: Store, *, risk_id: int, **changes: object) -> Risk:
    """Change fields of a risk; raises `UserError` for a field that cannot be set so."""
    with store.write("risks.update") as unit:
        return update_record(unit, Risk, risk_id, changes)


def delete(store: Store, *, risk_id: int) -> None:
    """Delete a risk with what hangs on it."""
    with store.write("risks.delete") as unit:
        unit.get(Risk, risk_id)
        unit.delete(Risk, risk_id)
