"""`csdesk returned`: write out a tracker's file as the customer sent it back."""

from pathlib import Path

import click

from csdesk.cli.context import Call, Count, common
from csdesk.cli.speaking import command
from csdesk.domain.errors import N_, UserError


@command(
    N_("Write out a tracker as CUSTOMER sent it back, byte by byte: the last one, or --file."),
    N_("A file is kept once its review is applied or put aside; see: csdesk list returned"),
    example=N_("csdesk returned acme --out theirs.xlsx"),
)
@click.argument("customer")
@click.option(
    "--out",
    required=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help=N_("File or folder; a file that is there is replaced."),
)
@click.option(
    "--file",
    "file_id",
    metavar="ID",
    type=Count(min=1),
    help=N_("Which one, by the id of: csdesk list returned"),
)
@common
def returned(call: Call, customer: str, out: Path, file_id: int | None) -> None:
    """Write out a tracker's file as it came back."""
    from csdesk.app.queries.returned_files import kept_files, save_copy
    from csdesk.app.targets import target_in

    with call.store() as store:
        with store.read() as reader:
            customer_id, project_id = call.find_place(reader, customer)
            found = kept_files(reader, customer_id=customer_id or 0, project_id=project_id)
        kept = next((one for one in found if file_id in (None, one.id)), None)
        if kept is None:
            raise UserError(
                "no_returned_file",
                N_("No such file is kept of this customer. The kept ones: csdesk list returned"),
            )
        path = save_copy(store, file_id=kept.id, target=target_in(out, kept.file_name))
    call.answer(
        {
            "id": kept.id,
            "path": str(path),
            "file_name": kept.file_name,
            "version": kept.number,
            "size": kept.size,
            "sha256": kept.sha256,
        },
        call.words.text("Written: {file}", file=path),
    )
