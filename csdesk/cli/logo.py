"""The command that gives a company its logo."""

from pathlib import Path

import click

from csdesk.cli.context import Call, common
from csdesk.cli.speaking import command
from csdesk.domain.errors import N_


@command(
    N_("Take the picture FILE as our logo, or as that of a customer; documents show it."),
    example=N_("csdesk logo acme.png --customer acme"),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--customer", metavar="CUSTOMER", help=N_("Whose logo; without it, ours."))
@click.option("--remove", is_flag=True, help=N_("Take the logo away: initials stand instead."))
@common
def logo(call: Call, file: Path | None, customer: str | None, remove: bool) -> None:
    """Set a logo, or take it away."""
    from csdesk.app.commands import logos

    if (file is None) != remove:
        raise click.UsageError(call.words.text("Name a picture, or say --remove."))
    with call.store() as store:
        found = None
        if customer is not None:
            with store.read() as reader:
                found = call.find_customer(reader, customer)
        logos.put(store, path=file, customer_id=None if found is None else found.id)
    whose = call.words.text("our company") if found is None else found.name
    sentence = (
        call.words.text("The logo of {name} is gone.", name=whose)
        if remove
        else call.words.text("Documents show the logo of {name} from now on.", name=whose)
    )
    call.answer({"customer": None if found is None else found.code, "logo": not remove}, sentence)
