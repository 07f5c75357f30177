"""Commands on workspace files: new, check, backup, restore, demo."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, codes, common
from csdesk.domain.codes import CompanyStage, Language

if TYPE_CHECKING:
    from csdesk.app.workspace import NewWorkspace

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("file", type=FILE)
@click.option("--company", metavar="NAME", help="Our company.")
@click.option("--user", metavar="NAME", help="The first user; default the system's.")
@click.option("--email", metavar="MAIL", help="The first user's mail address.")
@click.option("--language", type=codes(Language), help="Language of documents.")
@click.option("--country", metavar="CC", help="Two letters, such as CN; sets holidays.")
@click.option("--currency", metavar="CUR", help="Three letters, such as CNY.")
@click.option("--timezone", metavar="ZONE", help="Such as Asia/Shanghai.")
@click.option("--stage", type=codes(CompanyStage), help="How much csdesk shows.")
@common
def new(call: Call, file: Path, **facts: str | None) -> None:
    """Make a new workspace FILE; what is not said comes from the system.

    Example: csdesk new team.csdesk --company "Nordwind" --language zh_CN --country CN
    """
    from dataclasses import replace

    from csdesk.app.workspace import create_workspace, system_defaults

    given = {name: value for name, value in facts.items() if value is not None}
    if "email" in given:
        given["mail"] = given.pop("email")
    defaults = system_defaults()
    if "country" in given:
        defaults = _of_country(defaults, given["country"].upper())
    typed: dict[str, object] = dict(given)
    if "language" in given:
        typed["language"] = Language(given["language"])
    if "stage" in given:
        typed["stage"] = CompanyStage(given["stage"])
    if "currency" in given:
        typed["currency"] = given["currency"].upper()
    store = create_workspace(file, replace(defaults, **typed), clock=call.clock)  # type: ignore[arg-type]
    uid = store.workspace.uid
    store.close()
    call.answer(
        {"file": str(file), "uid": uid}, call.words.text("Made the workspace {file}.", file=file)
    )


def _of_country(defaults: "NewWorkspace", country: str) -> "NewWorkspace":
    """Return the defaults with what a country says about currency and zone."""
    from dataclasses import replace

    from babel.numbers import get_territory_currencies

    from csdesk.app.imports.places import zone_of

    currencies = get_territory_currencies(country)
    return replace(
        defaults,
        country=country,
        currency=currencies[0] if currencies else defaults.currency,
        timezone=zone_of(country) or defaults.timezone,
    )


@click.command()
@click.argument("file", type=FILE, required=False)
@common
def check(call: Call, file: Path | None) -> int:
    """Check FILE: the database, the chain of the journal, and that it opens. Changes nothing.

    Example: csdesk check team.csdesk
    """
    from csdesk.app.workspace import check_workspace

    report = check_workspace(file or call.file(), clock=call.clock)
    call.answer(
        {
            "file": str(report.path),
            "whole": not report.problems,
            "problems": list(report.problems),
            "customers": report.customers,
            "journal_entries": report.journal_entries,
        },
        "" if report.problems else call.words.text("{file} is whole.", file=report.path),
    )
    for problem in report.problems:
        call.warn(problem)
    return 1 if report.problems else 0


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--to", "folder", type=FOLDER, help="Folder for the backup.")
@common
def backup(call: Call, file: Path | None, folder: Path | None) -> None:
    """Write a checked backup of FILE beside it, or into another folder.

    Example: csdesk backup team.csdesk --to /media/stick
    """
    from csdesk.app.workspace import backup_workspace

    made = backup_workspace(
        file or call.file(), folder=folder, clock=call.clock, progress=call.progress()
    )
    call.answer({"backup": str(made)}, call.words.text("The backup is {file}.", file=made))


@click.command()
@click.argument("backup_file", metavar="BACKUP", type=FILE)
@click.argument("file", type=FILE)
@common
def restore(call: Call, backup_file: Path, file: Path) -> None:
    """Put BACKUP in the place of FILE; what was there is kept under another name.

    Example: csdesk restore "team-backups/team 2026-11-22 090000 close.csdesk" team.csdesk
    """
    from csdesk.app.workspace import restore_workspace

    aside = restore_workspace(backup_file, file)
    kept = "" if aside is None else call.words.text("The former file is now {file}.", file=aside)
    done = call.words.text("{file} now holds the backup.", file=file)
    call.answer(
        {"file": str(file), "former": None if aside is None else str(aside)},
        call.words.sentences([part for part in (done, kept) if part]),
    )


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--seed", type=int, default=1, show_default=True, help="Varies the people.")
@common
def demo(call: Call, folder: Path, seed: int) -> None:
    """Make DIR/demo.csdesk with five customers, and all their documents in DIR. No window.

    Example: csdesk demo demo-out
    """
    from csdesk.app.demo_documents import make_demo
    from csdesk.app.error_text import error_text

    made = make_demo(folder, seed=seed, clock=call.clock, progress=call.progress())
    for error in made.not_made:
        call.warn(error_text(error, call.words))
    call.answer(
        {"workspace": str(made.workspace), "documents": [str(path) for path in made.documents]},
        call.words.text(
            "The demo workspace is {file}; {n} documents lie beside it.",
            file=made.workspace,
            n=len(made.documents),
        ),
    )
