"""`csdesk report reminder`: mail drafts on what a customer's people owe us."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.cli.context import Call
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json, Project

if TYPE_CHECKING:
    from csdesk.app.handle import Store

_NOTHING = N_(
    "There is nothing to remind {customer} of: no item of theirs is late, and none could be done "
    "now."
)


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
    from csdesk.app.queries.reminders import due_items
    from csdesk.app.reminders import write_reminders
    from csdesk.app.resolve import find_contact

    with store.read() as reader:
        found = call.find_customer(reader, customer)
        chosen = None if contact is None else [find_contact(reader, found, contact).id]
        if not reader.count(Project, customer_id=found.id):
            call.find_project(reader, found)
        rows = due_items(reader, found.id, today, contact_ids=chosen)
    if not rows:
        raise UserError("no_reminder", _NOTHING, customer=found.name)
    result = write_reminders(
        store, row_ids=rows, out=out, today=today, language=language, released=released,
        progress=call.progress(),
    )  # fmt: skip
    notes: list[Json] = [remark.text(call.words) for remark in result.warnings]
    notes += [call.refusal(error) for error in result.refused]
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
