"""`csdesk certificate issue|show`: the register of certificates."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, Day, common
from csdesk.cli.speaking import command
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_, UserError

if TYPE_CHECKING:
    from csdesk.app.handle import Reader
    from csdesk.domain.records import Customer


@command(
    N_("Enter a certificate for a person at customer WHICH, or show the one with number WHICH."),
    N_(
        "Every certificate gets a number of its own; its PDF is written with: "
        "csdesk report certificate CUSTOMER --about NUMBER --out FILE"
    ),
    example=N_(
        'csdesk certificate issue acme --to "Mei Lin" --statement "plans a week on her own." '
        '--fact "Quiz passed with 18 of 20 points"'
    ),
)
@click.argument("action", type=click.Choice(["issue", "show"]))
@click.argument("which", metavar="WHICH")
@click.option("--to", "name", metavar="NAME", default="", help=N_("issue: the person."))
@click.option(
    "--statement",
    metavar="TEXT",
    default="",
    help=N_("issue: what the person can do, as it follows the name."),
)
@click.option(
    "--fact",
    "facts",
    metavar="TEXT",
    multiple=True,
    help=N_("issue: a measured fact that shows it; may be said several times."),
)
@click.option("--on", "day", type=Day(), metavar="DATE", help=N_("issue: the day; default today."))
@click.option(
    "--signed-by", metavar="NAME", default="", help=N_("issue: who signs; default who acts.")
)
@common
def certificate(
    call: Call,
    action: str,
    which: str,
    name: str,
    statement: str,
    facts: tuple[str, ...],
    day: date | timedelta | None,
    signed_by: str,
) -> None:
    """Issue a certificate, or look one up in the register."""
    from csdesk.app.commands.certificates import issue
    from csdesk.app.queries.certificate import find_certificate
    from csdesk.app.queries.lists import record_line

    with call.store() as store:
        if action == "show":
            with store.read() as reader:
                found = find_certificate(reader, which)
            shown = call.words.text(
                "{number}: {name} {statement} Issued on {day}, signed by {signer}.",
                number=found.number,
                name=found.name,
                statement=found.statement,
                day=call.words.date(found.issued_on),
                signer=found.signed_by,
            )
            call.answer(record_line(found), shown)
            return
        with store.read() as reader:
            customer = call.find_customer(reader, which)
            contact_id = _contact(reader, customer, name)
        made = issue(
            store,
            customer_id=customer.id,
            contact_id=contact_id,
            name="" if contact_id else name,
            statement=statement,
            facts=facts,
            on=None if day is None else day_of(day, store.today()),
            signed_by=signed_by,
        )
    call.answer(record_line(made), call.words.text("Issued: certificate {n}.", n=made.number))


def _contact(reader: "Reader", customer: "Customer", name: str) -> int | None:
    """Return the contact of this name, None for somebody in no list."""
    from csdesk.app.resolve import find_contact

    try:
        return find_contact(reader, customer, name).id if name.strip() else None
    except UserError as error:
        if error.code != "not_found":
            raise
        return None
