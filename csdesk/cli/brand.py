"""The command that gives documents a company's logo and our colour."""

from pathlib import Path

import click

from csdesk.cli.context import Call, common
from csdesk.cli.speaking import command
from csdesk.domain.errors import N_


@command(
    N_("Take the picture FILE as our logo, or as that of a customer; documents show it."),
    N_(
        "Documents are drawn in our colour where it only adorns; what means something keeps "
        "its own."
    ),
    example=N_("csdesk brand ours.png --colour #0B6E4F"),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--customer", metavar="CUSTOMER", help=N_("Whose logo; without it, ours."))
@click.option("--colour", metavar="#RRGGBB", help=N_('Our colour in documents; "": csdesk\'s.'))
@click.option("--remove", is_flag=True, help=N_("Take the logo away: initials stand instead."))
@common
def brand(
    call: Call, file: Path | None, customer: str | None, colour: str | None, remove: bool
) -> None:
    """Set a logo or our colour, or take the logo away."""
    from csdesk.app.commands import logos, workspace

    if (file is not None) + remove > 1 or (file is None and not remove and colour is None):
        raise click.UsageError(call.words.text("Name a picture or a colour, or say --remove."))
    if colour is not None and customer is not None:
        raise click.UsageError(call.words.text("Only our own documents have a colour."))
    lines = []
    with call.store() as store:
        found = None
        if customer is not None:
            with store.read() as reader:
                found = call.find_customer(reader, customer)
        if file is not None or remove:
            logos.put(store, path=file, customer_id=None if found is None else found.id)
            whose = call.words.text("our company") if found is None else found.name
            lines.append(
                call.words.text("The logo of {name} is gone.", name=whose)
                if remove
                else call.words.text("Documents show the logo of {name} from now on.", name=whose)
            )
        if colour is not None:
            kept = workspace.set_accent(store, colour=colour)
            lines.append(
                call.words.text("Documents are drawn in {colour} from now on.", colour=kept)
                if kept
                else call.words.text("Documents are drawn in csdesk's blue again.")
            )
    call.answer(
        {"customer": None if found is None else found.code, "logo": file is not None},
        "\n".join(lines),
    )
