"""`csdesk reports`: the status reports of all running projects in one go."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, Day, codes, common
from csdesk.cli.hints import mail_commands
from csdesk.cli.speaking import command
from csdesk.domain.codes import Language
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.status_batch import BatchLine


@command(
    N_("Write the status reports of all running projects into a folder, and list what was not."),
    N_("Each is checked and logged by itself; Ctrl+C stops and keeps those that are written."),
    example=N_("csdesk reports --out this-week --mail"),
)
@click.option(
    "--out",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_("The folder; it is made if it is not there."),
)
@click.option("--language", type=codes(Language), help=N_("Default: each customer's."))
@click.option(
    "--as-of", type=Day(), metavar="DATE", help=N_("Compute the present data as of this day.")
)
@click.option("--mail", is_flag=True, help=N_("With a mail draft (.eml) beside each report."))
@click.option(
    "--release", metavar="NAME", multiple=True, help=N_("Another customer's name may pass.")
)
@common
def reports(
    call: Call,
    out: Path,
    language: str | None,
    as_of: date | timedelta | None,
    mail: bool,
    release: tuple[str, ...],
) -> None:
    """Write the status reports of all running projects."""
    from csdesk.app.error_text import error_text
    from csdesk.app.status_batch import write_status_batch

    words = call.words
    _make_folder(out)
    with call.store() as store:
        today = store.today()
        result = write_status_batch(
            store,
            out,
            today if as_of is None else day_of(as_of, today),
            language=None if language is None else Language(language),
            mail=mail,
            released=release,
            progress=call.progress(),
        )
    for line in result.written:
        for warning in line.warnings:
            call.warn(f"{line.customer}: {warning.text(words)}")
    for mended in mail_commands(one.params for line in result.written for one in line.warnings):
        call.warn(f"  {mended}")
    lines = [words.text("Written: {file}", file=line.path) for line in result.written]
    lines += [
        words.text(
            "Left out: {customer}, {project}: {why}",
            customer=line.customer,
            project=line.project,
            why=_why(call, line),
        )
        for line in result.left_out
    ]
    lines.append(
        words.text(
            "Reports written: {n}, left out: {left}.",
            n=len(result.written),
            left=len(result.left_out),
        )
    )
    call.answer(
        {
            "written": [_facts(call, line) for line in result.written],
            "left_out": [_facts(call, line) for line in result.left_out],
            "cancelled": result.cancelled,
            "fault": None if result.fault is None else error_text(result.fault, words),
        },
        "\n".join(lines),
    )
    if result.fault is not None:
        raise result.fault
    if result.cancelled:
        raise UserError(
            "reports_cancelled", N_("Stopped: the reports listed are written, the others are not.")
        )
    refused = sum(line.wrong for line in result.left_out)
    if refused:
        raise UserError(
            "reports_refused",
            N_("Reports that were refused: {n}. The list says why; mend that, then run it again."),
            n=refused,
        )


def _why(call: Call, line: "BatchLine") -> str:
    from csdesk.app.error_text import error_text

    if isinstance(line.why, UserError):
        return error_text(line.why, call.words)
    return "" if line.why is None else line.why.text(call.words)


def _facts(call: Call, line: "BatchLine") -> dict[str, Json]:
    facts: dict[str, Json] = {"customer": line.customer, "project": line.project}
    if line.path is None:
        return {**facts, "why": _why(call, line), "refused": line.wrong}
    return {
        **facts,
        "path": str(line.path),
        "pages": line.pages,
        "mail": None if line.mail is None else str(line.mail),
        "warnings": [warning.text(call.words) for warning in line.warnings],
    }


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "no_folder", N_("{path} cannot be a folder. Choose another place."), path=out
        ) from error
