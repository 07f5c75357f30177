"""Commands that write documents for a customer: `export` and `report`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, codes, common
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.handle import Store

OUT = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a document is about; the project is looked up when a document needs one."""

    store: "Store"
    customer_id: int
    project: Callable[[], int]


@click.command()
@click.argument("kind", type=click.Choice(["tracker", "all"]))
@click.argument("customer")
@click.option("--out", required=True, type=OUT, help="File, or folder (all: folder).")
@click.option("--language", type=codes(Language), help="Default: the customer's.")
@click.option("--as-of", metavar="DATE", help="Compute the present data as of this day.")
@click.option("--release", metavar="NAME", multiple=True, help="Another customer's name may pass.")
@common
def export(
    call: Call,
    kind: str,
    customer: str,
    out: Path,
    language: str | None,
    as_of: str | None,
    release: tuple[str, ...],
) -> None:
    """Write the shared tracker of CUSTOMER, or all documents there are for it.

    Example: csdesk export tracker acme --out acme-tracker.xlsx
    """
    if kind == "all":
        _make_folder(out)
    kinds = ("tracker", "status", "qbr") if kind == "all" else (kind,)
    _write(call, kinds, customer, out, language=language, as_of=as_of, release=release)


@click.command()
@click.argument("kind", type=click.Choice(["status", "qbr"]))
@click.argument("customer")
@click.option("--out", required=True, type=OUT, help="File or folder.")
@click.option("--language", type=codes(Language), help="Default: the customer's.")
@click.option("--as-of", metavar="DATE", help="Compute the present data as of this day.")
@click.option("--release", metavar="NAME", multiple=True, help="Another customer's name may pass.")
@common
def report(
    call: Call,
    kind: str,
    customer: str,
    out: Path,
    language: str | None,
    as_of: str | None,
    release: tuple[str, ...],
) -> None:
    """Write the status report of a project, or the business review pack of CUSTOMER, as PDF.

    Example: csdesk report status acme --out acme-status.pdf --language zh_CN
    """
    _write(call, (kind,), customer, out, language=language, as_of=as_of, release=release)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "no_folder",
            N_("All documents go into a folder, and {path} cannot be one. Choose another place."),
            path=out,
        ) from error


def _write(
    call: Call,
    kinds: tuple[str, ...],
    customer: str,
    out: Path,
    *,
    language: str | None,
    as_of: str | None,
    release: tuple[str, ...],
) -> None:
    from csdesk.app.error_text import error_text

    with call.store() as store:
        today = store.today()
        day = today if as_of is None else call.day(as_of, today)
        with store.read() as reader:
            found = call.find_customer(reader, customer)

        def project() -> int:
            with store.read() as reader:
                return call.find_project(reader, found).id

        subject = _Subject(store, found.id, project)
        written: list[Json] = []
        lines: list[str] = []
        notes: dict[str, None] = {}
        for kind in kinds:
            try:
                facts, warnings = _one(call, kind, subject, out, day, language, release)
            except UserError as error:
                # Without a project there is still a review; a fault of the target is one for all.
                if len(kinds) == 1 or error.code != "no_project":
                    raise
                notes[error_text(error, call.words)] = None
                continue
            written.append(facts)
            lines.append(call.words.text("Written: {file}", file=facts["path"]))
            notes |= dict.fromkeys(warnings)
        for note in notes:
            call.warn(note)
    call.answer(written[0] if len(kinds) == 1 else {"documents": written}, "\n".join(lines))


def _one(
    call: Call,
    kind: str,
    subject: _Subject,
    out: Path,
    day: date,
    language: str | None,
    release: tuple[str, ...],
) -> tuple[dict[str, Json], list[str]]:
    """Write one document; return its facts and what we should know about it."""
    words = call.words
    if kind == "tracker":
        from csdesk.app.trackers import export_tracker

        tracker = export_tracker(
            subject.store,
            project_id=subject.project(),
            out=out,
            today=day,
            language=language,
            released=release,
            progress=call.progress(),
        )
        warnings = [words.text(text) for text in tracker.warnings]
        facts: dict[str, Json] = {
            "path": str(tracker.path),
            "kind": kind,
            "number": tracker.version,
            "items": tracker.items,
            "warnings": list(warnings),
        }
        return facts, warnings
    from csdesk.app.exports import export_qbr, export_status

    if kind == "status":
        result = export_status(
            subject.store,
            project_id=subject.project(),
            out=out,
            today=day,
            language=language,
            released=release,
            progress=call.progress(),
        )
    else:
        result = export_qbr(
            subject.store,
            customer_id=subject.customer_id,
            out=out,
            today=day,
            language=language,
            released=release,
            progress=call.progress(),
        )
    left_out = [remark.text(words) for remark in result.left_out]
    warnings = [remark.text(words) for remark in result.warnings]
    facts = {
        "path": str(result.path),
        "kind": kind,
        "pages": result.pages,
        "left_out": list(left_out),
        "warnings": list(warnings),
    }
    if left_out:
        warnings.append(
            words.text("Left out, there is no data: {parts}.", parts=words.join(left_out))
        )
    return facts, warnings
