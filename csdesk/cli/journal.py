"""Commands on the journal: undo, redo, history."""

import click

from csdesk.cli.context import Call, Count, common
from csdesk.cli.speaking import command
from csdesk.domain.changes import Origin
from csdesk.domain.errors import N_
from csdesk.domain.records import Customer, Json


@command(
    N_("Take back the last command, also after a restart."),
    example=N_("csdesk undo --customer acme"),
)
@click.option("--customer", metavar="C", help=N_("The last command on this customer."))
@common
def undo(call: Call, customer: str | None) -> None:
    """Take back the last command."""
    _step(call, customer, back=True)


@command(N_("Do again what the last undo took back."), example=N_("csdesk redo"))
@click.option("--customer", metavar="C", help=N_("The last one undone on this customer."))
@common
def redo(call: Call, customer: str | None) -> None:
    """Do again what the last undo took back."""
    _step(call, customer, back=False)


def _step(call: Call, customer: str | None, *, back: bool) -> None:
    from csdesk.app.command_labels import command_label

    with call.store() as store:
        customer_id = None
        if customer is not None:
            with store.read() as reader:
                customer_id = call.find_customer(reader, customer).id
        entry = store.undo(customer_id) if back else store.redo(customer_id)
        label = command_label(call.words, entry.label, entry.params)
    message = (
        call.words.text("Taken back: {label}", label=label)
        if back
        else call.words.text("Done again: {label}", label=label)
    )
    call.answer({"command": entry.label, "label": label, "entry": entry.entry_id}, message)


@command(
    N_("Show who did what, when; the newest first."),
    example=N_("csdesk history --customer acme --limit 10"),
)
@click.option("--customer", metavar="C", help=N_("Only what touched this customer."))
@click.option(
    "--limit",
    metavar="N",
    type=Count(min=1),
    default=50,
    show_default=True,
    help=N_("How many to show."),
)
@common
def history(call: Call, customer: str | None, limit: int) -> None:
    """Show who did what, when; the newest first."""
    from csdesk.app.command_labels import command_label
    from csdesk.app.queries.history import load_history

    with call.store() as store:
        customer_id = None
        with store.read() as reader:
            if customer is not None:
                customer_id = call.find_customer(reader, customer).id
            names = {one.id: one.name for one in reader.find(Customer)}
        entries = load_history(store, customer_id, limit)
    lines = []
    data: list[Json] = []
    for entry in entries:
        label = command_label(call.words, entry.label, entry.params)
        told = label
        if entry.origin is Origin.UNDO:
            told = call.words.text("Taken back: {label}", label=label)
        elif entry.origin is Origin.REDO:
            told = call.words.text("Done again: {label}", label=label)
        if entry.undone:
            told += call.words.text(" (taken back)")
        name = "" if entry.customer_id is None else names.get(entry.customer_id, "")
        parts = (f"{entry.at:%Y-%m-%d %H:%M} UTC", entry.actor, told, name)
        lines.append("  ".join(part for part in parts if part))
        data.append({
            "id": entry.entry_id,
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "command": entry.label,
            "label": label,
            "customer_id": entry.customer_id,
            "origin": entry.origin.value,
            "undone": entry.undone,
            "undoable": entry.undoable,
        })  # fmt: skip
    call.answer(data, "\n".join(lines))
