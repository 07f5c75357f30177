"""`csdesk delete`: takes away a record that was entered by mistake."""

from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, common
from csdesk.cli.edits import NOUNS, Noun, find_named
from csdesk.cli.speaking import command
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Goal, GoalValue, Project, Record

if TYPE_CHECKING:
    from csdesk.app.handle import Store

_VALUE = "goal-value"
_KEPT = ("user",)  # is made inactive instead


@command(
    N_("Delete a record, with what hangs on it: WHAT as for add, then its name, number or id."),
    N_("One undo brings it back. What a document was made of is not deleted."),
    N_("On a terminal you are asked first for a customer or a project; --yes asks nothing."),
    example=N_('csdesk delete contact "Mei Lin" --customer acme'),
)
@click.argument(
    "noun", metavar="WHAT", type=click.Choice([*(n for n in NOUNS if n not in _KEPT), _VALUE])
)
@click.argument("name", metavar="NAME")
@click.option("--customer", metavar="C", help=N_("The customer: name, code or id."))
@common
def delete(call: Call, noun: str, name: str, customer: str | None) -> None:
    """Delete a record."""
    from csdesk.app.queries.lists import record_line

    with call.store() as store:
        if noun == _VALUE:
            record: Record = _value(call, store, name, customer)
        else:
            with store.read() as reader:
                entry, record = find_named(call, store, reader, noun, name, customer)
            if isinstance(record, Customer | Project):
                call.agree(
                    call.words.text("Delete {name} with all that belongs to it?", name=record.name)
                )
            _delete(store, entry, record.id)
    message = call.words.text(
        "Deleted: {noun} {name}. One csdesk undo brings it back.", noun=noun, name=name
    )
    call.answer(record_line(record), message)


def _delete(store: "Store", entry: Noun, record_id: int) -> None:
    if entry.row_kind is not None:
        from csdesk.app.commands.rows import delete as delete_rows

        delete_rows(store, row_ids=[record_id])
    else:
        entry.command("delete")(store, **{entry.id_argument: record_id})


def _value(call: Call, store: "Store", name: str, customer: str | None) -> GoalValue:
    from csdesk.app.commands.goals import delete_value
    from csdesk.app.resolve import find_record

    with store.read() as reader:
        if customer is None:
            raise UserError("customer_missing", N_("Say which customer is meant: --customer C."))
        owner = call.find_customer(reader, customer)
        goals = [one.id for one in reader.find(Goal, customer_id=owner.id)]
        found = find_record(reader, GoalValue, name, goal_id=goals)
    delete_value(store, goal_value_id=found.id)
    return found
