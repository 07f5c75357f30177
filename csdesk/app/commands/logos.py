"""Commands on logos: ours and those of customers, as they stand in documents."""

from pathlib import Path

from csdesk.app.imports.picture import read_logo
from csdesk.data.store import Store
from csdesk.domain.records import Customer, Workspace


def put(store: Store, *, path: Path | None, customer_id: int | None = None) -> None:
    """Take the logo in a file as ours, or a customer's; without a file the logo goes.

    Raises `UserError` for a file that is no picture, or too large a one.
    """
    logo = None if path is None else read_logo(path)
    with store.write("logos.put", customer_id=customer_id) as unit:
        if customer_id is None:
            unit.update(Workspace, 1, logo=logo)
        else:
            unit.update(Customer, customer_id, logo=logo)
