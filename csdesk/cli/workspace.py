"""Commands on workspace files: new, check, backup, restore, demo."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.app.workspace import (
    checked_company,
    checked_country,
    checked_currency,
    checked_mail,
    checked_zone,
    workspace_file,
)
from csdesk.cli.context import Call, Checked, Count, codes, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import CompanyStage, Language
from csdesk.domain.errors import N_, UserError

if TYPE_CHECKING:
    from csdesk.app.workspace import NewWorkspace

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@command(
    N_("Make a new workspace FILE; what is not said comes from the system."),
    N_("FILE ends in .csdesk, which is appended where it has no ending."),
    example=N_('csdesk new team.csdesk --company "Nordwind" --country DE --language en'),
)
@click.argument("file", type=FILE)
@click.option("--company", metavar="NAME", type=Checked(checked_company), help=N_("Our company."))
@click.option("--user", metavar="NAME", help=N_("The first user; default the system's."))
@click.option(
    "--email",
    metavar="MAIL",
    type=Checked(checked_mail),
    help=N_("The first user's mail address."),
)
@click.option("--language", type=codes(Language), help=N_("Language of documents."))
@click.option(
    "--country",
    metavar="CC",
    type=Checked(checked_country),
    help=N_("Two letters, such as CN; sets holidays."),
)
@click.option(
    "--currency",
    metavar="CUR",
    type=Checked(checked_currency),
    help=N_("Three letters, such as CNY."),
)
@click.option(
    "--timezone", metavar="ZONE", type=Checked(checked_zone), help=N_("Such as Asia/Shanghai.")
)
@click.option("--stage", type=codes(CompanyStage), help=N_("How much csdesk shows."))
@click.option(
    "--encrypt",
    is_flag=True,
    help=N_("Encrypt it and its backups with a password, without which nobody can open them."),
)
@common
def new(call: Call, file: Path, encrypt: bool, **facts: str | None) -> None:
    """Make a new workspace file."""
    from dataclasses import replace

    from csdesk.app.workspace import create_workspace, system_defaults
    from csdesk.cli.passwords import new_password

    file = workspace_file(file)
    given = {name: value for name, value in facts.items() if value is not None}
    if "email" in given:
        given["mail"] = given.pop("email")
    defaults = system_defaults()
    if "country" in given:
        defaults = _of_country(defaults, given["country"])
    typed: dict[str, object] = dict(given)
    if "language" in given:
        typed["language"] = Language(given["language"])
    if "stage" in given:
        typed["stage"] = CompanyStage(given["stage"])
    made = replace(defaults, **typed)  # type: ignore[arg-type]
    password = new_password(call.password_file, call.words) if encrypt else ""
    store = create_workspace(file, made, clock=call.clock, password=password)
    ours, actor = store.workspace, store.actor.name
    store.close()
    said = [ours.company, actor, ours.country, ours.currency, ours.timezone, ours.language.value]
    lines = [
        call.words.text("Made the workspace {file}.", file=file),
        call.words.facts([fact for fact in said if fact]),
    ]
    call.answer({"file": str(file), "uid": ours.uid}, "\n".join(lines))
    if not ours.company:
        call.warn(
            call.words.text(
                "Documents need the name of your company: {command}",
                command=f'csdesk set company "…" --workspace {file}',
            )
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


@command(
    N_("Check FILE: the database, the chain of the journal, and that it opens. Changes nothing."),
    example=N_("csdesk check team.csdesk"),
)
@click.argument("file", type=FILE, required=False)
@common
def check(call: Call, file: Path | None) -> int:
    """Check a workspace; 1 when something is wrong with it."""
    from csdesk.app.workspace import check_workspace

    file = file or call.file()
    report = check_workspace(file, clock=call.clock, password=call.password(file))
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


@command(
    N_("Write a checked backup of FILE beside it, or into another folder."),
    example=N_("csdesk backup team.csdesk --to /media/stick"),
)
@click.argument("file", type=FILE, required=False)
@click.option("--to", "folder", metavar="DIR", type=FOLDER, help=N_("Folder for the backup."))
@common
def backup(call: Call, file: Path | None, folder: Path | None) -> None:
    """Write a checked backup."""
    from csdesk.app.workspace import backup_workspace

    file = file or call.file()
    made = backup_workspace(
        file,
        folder=folder,
        clock=call.clock,
        progress=call.progress(),
        password=call.password(file),
    )
    call.answer({"backup": str(made)}, call.words.text("The backup is {file}.", file=made))


@command(
    N_("Put BACKUP in the place of FILE; what was there is kept under another name."),
    N_("On a terminal you are asked first when FILE is there; --yes asks nothing."),
    example=N_('csdesk restore "team-backups/team 2026-11-22 090000 close.csdesk" team.csdesk'),
)
@click.argument("backup_file", metavar="BACKUP", type=FILE)
@click.argument("file", type=FILE)
@common
def restore(call: Call, backup_file: Path, file: Path) -> None:
    """Put a backup in a workspace's place."""
    from csdesk.app.workspace import restore_workspace

    if file.exists():
        call.agree(
            call.words.text(
                "{file} is there already. Put the backup in its place, and keep it under another "
                "name?",
                file=file,
            )
        )
    else:
        file = workspace_file(file)
    aside = restore_workspace(backup_file, file, password=call.password(backup_file))
    kept = "" if aside is None else call.words.text("The former file is now {file}.", file=aside)
    done = call.words.text("{file} now holds the backup.", file=file)
    call.answer(
        {"file": str(file), "former": None if aside is None else str(aside)},
        call.words.sentences([part for part in (done, kept) if part]),
    )


@command(
    N_("Make DIR/demo.csdesk with five customers, and all their documents in DIR. No window."),
    N_(
        "A demo that is there already stays as you left it. With --yes a new one is made, and the "
        "former file is kept under another name."
    ),
    example=N_("csdesk demo demo-out"),
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--seed", metavar="N", type=Count(), default=1, show_default=True, help=N_("Varies the people.")
)
@common
def demo(call: Call, folder: Path, seed: int) -> None:
    """Make the demo workspace and its documents."""
    from csdesk.app.demo_documents import demo_file, make_demo, put_aside
    from csdesk.app.error_text import error_text

    path = demo_file(folder)
    if path.exists():
        call.agree(
            call.words.text(
                "{file} is there already. Make a new demo, and keep this one under another name?",
                file=path,
            ),
            UserError(
                "demo_exists",
                N_("{path} is there already. Choose another folder, or say --yes for a new demo."),
                path=path,
            ),
        )
        call.say(call.words.text("The former file is now {file}.", file=put_aside(path)))
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
