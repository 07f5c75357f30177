"""`csdesk documents`: what was written for whom and what became of it, and a document again."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from csdesk.cli.context import Call, codes, common, moment
from csdesk.cli.lists import table_text
from csdesk.cli.speaking import command
from csdesk.domain.codes import DocumentForm, DocumentKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import DocumentLog, Json

if TYPE_CHECKING:
    from csdesk.app.queries.document_log import LoggedDocument, Sent

AGAIN = "again"
_SHOWN = ("id", "customer", "kind", "number", "language", "as_of", "at", "way", "to", "by",
          "place", "hash")  # fmt: skip


@command(
    N_("List the documents that were written for CUSTOMER or for all, and what became of each."),
    N_(
        "With the word again and the ID of a document it is made again as it was, from what it "
        "was made from and not from today's data; see --out."
    ),
    example=N_("csdesk documents again 12 --out acme-status.pdf"),
)
@click.argument("customer", required=False, metavar="[CUSTOMER | again]")
@click.argument("document_id", required=False, type=int, metavar="[ID]")
@click.option(
    "--kind",
    type=codes(DocumentKind),
    metavar="KIND",
    help=N_("Only documents of this kind: status, qbr, tracker …"),
)
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help=N_("Again: file or folder; a file that is there is replaced."),
)
@click.option(
    "--release", metavar="NAME", multiple=True, help=N_("Another customer's name may pass.")
)
@common
def documents(
    call: Call,
    customer: str | None,
    document_id: int | None,
    kind: str | None,
    out: Path | None,
    release: tuple[str, ...],
) -> None:
    """List what was written, or make a document again."""
    if customer == AGAIN and document_id is not None:
        if out is None:
            raise click.UsageError(call.words.text("Say where the document goes: --out PATH."))
        _again(call, document_id, out, release)
        return
    if document_id is not None or out is not None or release:
        raise click.UsageError(
            call.words.text("Write it like: csdesk documents again 12 --out PATH")
        )
    _list(call, customer, DocumentKind(kind) if kind else None)


def _list(call: Call, customer: str | None, kind: DocumentKind | None) -> None:
    from csdesk.app.queries.document_log import document_log

    with call.store() as store:
        with store.read() as reader:
            customer_id, project_id = call.find_place(reader, customer)
        found = [
            one
            for one in document_log(store, customer_id=customer_id, kind=kind)
            if project_id in (None, one.project_id)
        ]
    data = [_facts(one) for one in found]
    lines = [line for one in found for line in _lines(one)]
    call.answer(cast("Json", data), table_text(call, lines, _SHOWN))


def _facts(document: "LoggedDocument") -> dict[str, Json]:
    return {
        "id": document.id,
        "customer": document.customer,
        "project": document.project or None,
        "kind": document.kind.value,
        "number": document.number,
        "form": document.form.value,
        "language": document.language.value,
        "as_of": document.as_of.isoformat(),
        "made_at": document.made_at.isoformat(),
        "file_name": document.file_name,
        "sha256": document.sha256,
        "sent": [_sent(one) for one in document.sent],
    }


def _sent(sent: "Sent") -> dict[str, Json]:
    return {
        "at": sent.at.isoformat(),
        "way": sent.way.value,
        "to": [{"name": name, "mail": mail} for name, mail in sent.people],
        "by": sent.by,
        "place": sent.place,
        "sha256": sent.sha256,
    }


def _lines(document: "LoggedDocument") -> list[Mapping[str, Json]]:
    """Return a line for each way that a document went, one for a document that went none."""
    kind, form = document.kind.value, document.form.value
    head: dict[str, Json] = {
        "id": document.id,
        "customer": document.customer,
        "kind": kind if document.form is DocumentForm.FULL else f"{kind} ({form})",
        "number": document.number,
        "language": document.language.value,
        "as_of": document.as_of.isoformat(),
        "place": document.file_name,
        "hash": document.short_hash,
    }
    lines: list[Mapping[str, Json]] = [
        {
            **head,
            "at": moment(one.at),
            "way": one.way.value,
            "to": ", ".join(mail or name for name, mail in one.people),
            "by": one.by,
            "place": one.place or document.file_name,
            "hash": one.sha256[:8],
        }
        for one in document.sent
    ]
    return lines or [head]


def _again(call: Call, document_id: int, out: Path, release: tuple[str, ...]) -> None:
    from csdesk.app.documents.leaving import put_again
    from csdesk.app.documents.preview import preview_again

    with call.store() as store:
        with store.read() as reader:
            if reader.first(DocumentLog, id=document_id) is None:
                raise UserError(
                    "no_document",
                    N_("There is no document {id}. Look at: csdesk documents."),
                    id=document_id,
                )
        preview = preview_again(store, document_id, call.progress())
        path = put_again(store, document_id, preview.made, out, released=release)
    if preview.differs:
        call.warn(
            call.words.text(
                "This version of csdesk draws it differently from the file that left; what it "
                "says is the same."
            )
        )
    call.answer(
        {"id": document_id, "path": str(path), "same_bytes": not preview.differs},
        call.words.text("Written: {file}", file=path),
    )
