"""Commands on contract terms. ARR counts the annual value of the terms that run today."""

from datetime import date

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.records import Contract, Customer


def create(store: Store, *, customer_id: int, start: date, **fields: object) -> Contract:
    """Add a term. Raises `UserError` when it ends before it starts."""
    with store.write("contracts.create", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        fresh = Contract(customer_id=customer_id, start=start, currency=customer.currency)
        return add_record(unit, fresh, {"start": start, **fields})


def update(store: Store, *, contract_id: int, **changes: object) -> Contract:
    """Change fields of a term. Raises `UserError` when it would end before it starts."""
    with store.write("contracts.update") as unit:
        return update_record(unit, Contract, contract_id, changes)


def delete(store: Store, *, contract_id: int) -> None:
    """Delete a term."""
    with store.write("contracts.delete") as unit:
        unit.get(Contract, contract_id)
        unit.delete(Contract, contract_id)
