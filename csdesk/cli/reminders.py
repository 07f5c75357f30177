"""`csdesk report reminder`: mail drafts on what a customer's people owe us."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.cli.context import Call
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.handle import Store


def remind(
    call: Call,
    store: "Store",
    *,
    customer: str,
    contact: str | None,
    out: Path,
    today: date,
    language: str | None,
    released: Collection[str],
) -> None:
    """Write a draft for each person whose items are late or could go on, or for one contact."""
    from csdesk.app.error_text import error_text
    from csdesk.app.queries.reminders import due_items
    from csdesk.app.reminders import write_reminders
    from csdesk.app.resolve import find_contact

    with store.read() as reader:
        found = call.find_customer(reader, customer)
        chosen = None if contact is None else [find_contact(reader, found, contact).id]
        rows = due_items(reader, found.id, today, contact_ids=chosen)
    result = write_reminders(
        store, row_ids=rows, out=out, today=today, language=language, released=released,
        progress=call.progress(),
    )  # fmt: skip
    notes: list[Json] = [remark.text(call.words) for remark in result.warnings]
    notes += [error_text(error, call.words) for error in result.refused]
    written: list[Json] = [
        {
            "path": str(draft.path),
            "kind": "reminder",
            "person": draft.person,
            "mail": draft.mail,
            "items": draft.items,
            "warnings": notes,
        }
        for draft in result.drafts
    ]
    for note in notes:
        call.warn(str(note))
    lines = [call.words.text("Written: {file}", file=str(draft.path)) for draft in result.drafts]
    call.answer(written[0] if len(written) == 1 else {"documents": written}, "\n".join(lines))
