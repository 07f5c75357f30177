"""Commands on notes about a customer, internal unless said."""

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.records import Customer, Note


def create(store: Store, *, customer_id: int, text: str, **fields: object) -> Note:
    """Add a note to a customer; the day is today unless given.

    Raises `UserError` for an unknown customer or field.
    """
    with store.write("notes.create", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        return add_record(
            unit, Note(customer_id=customer_id, text="", day=unit.today), {"text": text, **fields}
        )


def update(store: Store, *, note_id: int, **changes: object) -> Note:
    """Change fields of a note; raises `UserError` for a field that cannot be set so."""
    with store.write("notes.update") as unit:
        return update_record(unit, Note, note_id, changes)


def delete(store: Store, *, note_id: int) -> None:
    """Delete a note with what hangs on it."""
    with store.write("notes.delete") as unit:
        unit.get(Note, note_id)
        unit.delete(Note, note_id)
