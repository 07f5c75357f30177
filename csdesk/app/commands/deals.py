"""Commands on won deals."""

from collections.abc import Sequence
from datetime import date

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.codes import DealKind
from csdesk.domain.records import Customer, Deal


def create(
    store: Store,
    *,
    customer_id: int,
    closed_on: date,
    kind: DealKind | None = None,
    **fields: object,
) -> Deal:
    """Add a won deal. Without a kind the customer's first is new, a later one an expansion.

    An expansion needs no implementation unless said; the currency is the customer's unless given.
    """
    with store.write("deals.create", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        if kind is None:
            known = unit.count(Deal, customer_id=customer_id)
            kind = DealKind.EXPANSION if known else DealKind.NEW
        fresh = Deal(
            customer_id=customer_id,
            closed_on=closed_on,
            kind=kind,
            currency=customer.currency,
            needs_implementation=kind is DealKind.NEW,
        )
        return add_record(unit, fresh, {"closed_on": closed_on, "kind": kind, **fields})


def update(store: Store, *, deal_id: int, **changes: object) -> Deal:
    """Change fields of a deal; `kickoff_waived` takes it off the list of deals without kickoff."""
    with store.write("deals.update") as unit:
        return update_record(unit, Deal, deal_id, changes)


def waive_kickoff(store: Store, *, customer_id: int, deal_ids: Sequence[int]) -> None:
    """Mark deals as "none needed": they leave the list of deals without a kickoff."""
    with store.write("deals.waive_kickoff", customer_id=customer_id) as unit:
        for deal_id in deal_ids:
            unit.update(Deal, deal_id, kickoff_waived=True)


def delete(store: Store, *, deal_id: int) -> None:
    """Delete a deal; its contracts and projects stay and name no deal any more."""
    with store.write("deals.delete") as unit:
        unit.get(Deal, deal_id)
        unit.delete(Deal, deal_id)
