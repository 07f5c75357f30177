"""`csdesk consent`: the customer agrees to be told about, or takes that back."""

from datetime import date, timedelta

import click

from csdesk.cli.context import Call, Day, common
from csdesk.cli.speaking import command
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_
from csdesk.domain.records import Json


@command(
    N_("Record that CUSTOMER agrees to a success story: who said so, and what it covers."),
    N_("Without a consent in force no success story is written."),
    example=N_('csdesk consent acme --by "Mei Lin" --covers "website, with name and figures"'),
)
@click.argument("customer")
@click.option("--by", "given_by", metavar="NAME", default="", help=N_("Who gave the consent."))
@click.option("--covers", metavar="TEXT", default="", help=N_("What may be told, and where."))
@click.option("--on", "day", type=Day(), metavar="DATE", help=N_("The day of it; default today."))
@click.option("--withdraw", is_flag=True, help=N_("The customer takes the consent back."))
@common
def consent(
    call: Call,
    customer: str,
    given_by: str,
    covers: str,
    day: date | timedelta | None,
    withdraw: bool,
) -> None:
    """Record a consent, or that it was withdrawn."""
    from csdesk.app.commands import consents
    from csdesk.app.queries.lists import record_line

    if withdraw and (given_by or covers):
        raise click.UsageError(call.words.text("--withdraw stands alone, or with --on."))
    with call.store() as store:
        with store.read() as reader:
            found = call.find_customer(reader, customer)
        on = None if day is None else day_of(day, store.today())
        if withdraw:
            ended = consents.withdraw(store, customer_id=found.id, on=on)
            lines: list[Json] = [record_line(one) for one in ended]
            call.answer(lines, call.words.text("The consent is withdrawn."))
            return
        made = consents.record(store, customer_id=found.id, given_by=given_by, covers=covers, on=on)
    call.answer(
        record_line(made),
        call.words.text(
            "{name} gave the consent: {covers}.", name=made.given_by, covers=made.covers
        ),
    )
