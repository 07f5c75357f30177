"""Commands on the journal: undo, redo, history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, Count, common, moment
from csdesk.cli.speaking import command
from csdesk.domain.changes import HistoryEntry, Origin
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Json

if TYPE_CHECKING:
    from csdesk.app.handle import Store

_NAMED = 3  # of documents that stay


@command(
    N_("Take back the last command, also after a restart, and say which it was."),
    N_(
        "A document that left stays. Where one was written since, you are asked first on a "
        "terminal; elsewhere --yes goes on."
    ),
    example=N_("csdesk undo --customer acme"),
)
@click.option("--customer", metavar="C", help=N_("The last command on this customer."))
@common
def undo(call: Call, customer: str | None) -> None:
    """Take back the last command."""
    from csdesk.app.commands.undo import undo as take_back
    from csdesk.app.queries.undo_step import undo_step

    words = call.words
    with call.store() as store:
        customer_id = _customer(call, store, customer)
        step = undo_step(store, customer_id)
        stays = [] if step is None else [_named(call, one) for one in step.stays]
        if step is not None and stays:
            store.check_undo(customer_id)
            _agree(call, step.entry, stays)
        entry = take_back(store, customer_id=customer_id)
    lines = [words.text("Taken back: {label}", label=_named(call, entry))]
    if stays:
        lines.append(words.text("What left since stays: {stays}.", stays=_few(call, stays)))
    if step is not None and step.has_documents:
        lines.append(words.text("The documents that it wrote stay where they are."))
    call.answer(_facts(call, entry) | {"stays": [*stays]}, "\n".join(lines))


def _agree(call: Call, entry: HistoryEntry, stays: Sequence[str]) -> None:
    facts = {"stays": _few(call, stays), "label": _named(call, entry)}
    call.agree(
        call.words.text(
            "What left stays: {stays}. Take back what was done before it: {label}?", **facts
        ),
        UserError(
            "undo_past_document",
            N_(
                "Nothing was taken back, for what left stays: {stays}. The last change before it "
                "is: {label}. Say --yes to take that back."
            ),
            **facts,
        ),
    )


@command(N_("Do again what the last undo took back."), example=N_("csdesk redo"))
@click.option("--customer", metavar="C", help=N_("The last one undone on this customer."))
@common
def redo(call: Call, customer: str | None) -> None:
    """Do again what the last undo took back."""
    from csdesk.app.commands.undo import redo as do_again

    with call.store() as store:
        entry = do_again(store, customer_id=_customer(call, store, customer))
    call.answer(
        _facts(call, entry), call.words.text("Done again: {label}", label=_label(call, entry))
    )


def _customer(call: Call, store: "Store", customer: str | None) -> int | None:
    if customer is None:
        return None
    with store.read() as reader:
        return call.find_customer(reader, customer).id


def _label(call: Call, entry: HistoryEntry) -> str:
    from csdesk.app.command_labels import command_label

    return command_label(call.words, entry.label, entry.params)


def _named(call: Call, entry: HistoryEntry) -> str:
    """Return what a command is called, and when it was done."""
    return call.words.text("{label} ({when})", label=_label(call, entry), when=moment(entry.at))


def _few(call: Call, names: Sequence[str]) -> str:
    return call.words.join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])


def _facts(call: Call, entry: HistoryEntry) -> dict[str, Json]:
    return {
        "command": entry.label,
        "label": _label(call, entry),
        "entry": entry.entry_id,
        "at": entry.at.isoformat(),
    }


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
    from csdesk.app.queries.history import load_history

    with call.store() as store:
        customer_id = _customer(call, store, customer)
        with store.read() as reader:
            names = {one.id: one.name for one in reader.find(Customer)}
        entries = load_history(store, customer_id, limit)
    lines = []
    data: list[Json] = []
    for entry in entries:
        label = _label(call, entry)
        told = label
        if entry.origin is Origin.UNDO:
            told = call.words.text("Taken back: {label}", label=label)
        elif entry.origin is Origin.REDO:
            told = call.words.text("Done again: {label}", label=label)
        if entry.undone:
            told += call.words.text(" (taken back)")
        name = "" if entry.customer_id is None else names.get(entry.customer_id, "")
        parts = (moment(entry.at), entry.actor, told, name)
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
