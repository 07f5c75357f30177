"""What was tried against an obstacle, in words that could be shown to the customer (D7)."""

from datetime import date

from csdesk.app.commands.records import add_record
from csdesk.data.store import Store
from csdesk.domain.codes import NoteKind, Visibility
from csdesk.domain.records import Customer, Note


def log(
    store: Store,
    *,
    customer_id: int,
    text: str,
    day: date | None = None,
    project_id: int | None = None,
    contact_id: int | None = None,
) -> Note:
    """Record an effort: whom we asked for what, on which day (today unless given).

    It may be listed before the customer: facts only. Raises `UserError` for an empty text.
    """
    with store.write("efforts.log", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        fresh = Note(
            customer_id=customer_id,
            text="",
            day=day or unit.today,
            kind=NoteKind.EFFORT,
            visibility=Visibility.CUSTOMER,
        )
        values = {"text": text, "project_id": project_id, "contact_id": contact_id}
        return add_record(unit, fresh, values)
