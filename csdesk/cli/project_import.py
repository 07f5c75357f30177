"""`csdesk import project`: a plan from MS Project XML or GanttProject."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, codes, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import Side, Visibility
from csdesk.domain.errors import N_, UserError

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.app.imports.project_preview import ProjectPreview
    from csdesk.domain.views.project_file import FilePlan

_SHOWN = 20


@command(
    N_("Bring in the plan of a project file: MS Project XML, or .gan of GanttProject."),
    N_(
        "It becomes a new project, an update of the one that came from this file before (or of "
        "--project; rows are matched by their UID), or a template. Dates before and after are "
        "listed, and all that cannot be carried. An update leaves alone what only we changed "
        "since; what both changed stays ours and is listed. One undo takes all of it back."
    ),
    example=N_("csdesk import project plan.xml --customer acme --dry-run"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--customer", metavar="C", help=N_("Whose project it is."))
@click.option("--as-template", metavar="CODE", help=N_("Keep it as a template with this code."))
@click.option("--new", "as_new", is_flag=True, help=N_("A new project, even if it came in before."))
@click.option("--name", metavar="N", default="", help=N_("Name of the new project."))
@click.option("--side", type=codes(Side), help=N_("Whose rows are without a person; default us."))
@click.option(
    "--visibility", type=codes(Visibility), help=N_("Who sees new rows; default customer.")
)
@click.option("--days-off/--no-days-off", default=None, help=N_("Take the file's days off over."))
@click.option("--drop-links", is_flag=True, help=N_("Update: links that the file lacks go."))
@click.option("--theirs", is_flag=True, help=N_("Update: where both changed, the file holds."))
@click.option("--dry-run", is_flag=True, help=N_("Show what would happen; store nothing."))
@common
def import_project(
    call: Call,
    file: Path,
    *,
    customer: str | None,
    as_template: str | None,
    as_new: bool,
    name: str,
    side: str | None,
    visibility: str | None,
    days_off: bool | None,
    drop_links: bool,
    theirs: bool,
    dry_run: bool,
) -> None:
    """Bring in the plan of a project file."""
    from csdesk.app.commands.project_import import apply
    from csdesk.app.imports.project_files import read_project

    if (customer is None) == (as_template is None):
        raise click.UsageError(call.words.text("Say either --customer or --as-template."))
    plan = read_project(file)
    with call.store() as store:
        changes: dict[str, object] = {
            "name": name, "drop_links": drop_links, "theirs": theirs,
        }  # fmt: skip
        if side:
            changes["side"] = Side(side)
        if visibility:
            changes["visibility"] = Visibility(visibility)
        if days_off is not None:
            changes["take_days"] = days_off
        preview = _planned(call, store, plan, customer, changes, as_new=as_new)
        made = None
        if not dry_run:
            made = apply(store, preview=preview, code=as_template or "", progress=call.progress())
    data = preview.as_json(call.words)
    data["stored"] = not dry_run
    if made is not None and made.project is not None:
        data |= {"id": made.project.id, "code": made.project.code, "name": made.project.name}
    if made is not None and made.template is not None:
        data["code"] = made.template.code
    call.answer(data, "\n".join(_lines(call, preview, stored=not dry_run)))
    _say_left(call, preview)


def _planned(
    call: Call,
    store: "Store",
    plan: "FilePlan",
    customer: str | None,
    changes: dict[str, object],
    *,
    as_new: bool,
) -> "ProjectPreview":
    from dataclasses import replace

    from csdesk.app.imports.project_draft import Choices
    from csdesk.app.imports.project_plan import plan_project, suggest

    if customer is None:
        choices = replace(Choices(), **changes)  # type: ignore[arg-type]
        return plan_project(store, plan, mode="template", choices=choices)
    if as_new and call.project is not None:
        raise UserError(
            "new_or_update", N_("A new project has no --project: say either --new or --project.")
        )
    with store.read() as reader:
        found = call.find_customer(reader, customer)
        asked = call.find_project(reader, found) if call.project is not None else None
    suggestion = suggest(store, plan, found.id)
    choices = replace(suggestion.choices, **changes)  # type: ignore[arg-type]
    project = asked or (None if as_new else suggestion.project)
    return plan_project(
        store,
        plan,
        mode="new" if project is None else "update",
        customer_id=found.id,
        project_id=None if project is None else project.id,
        choices=choices,
    )


def _lines(call: Call, preview: "ProjectPreview", *, stored: bool) -> list[str]:
    words = call.words
    shown = preview.as_json(words)
    lines = [
        words.text(
            "{name}: {rows} rows ({summaries} phases and groups, {milestones} milestones), {links} "
            "links, {lags} of them with a lag.",
            **{
                key: shown[key]
                for key in ("name", "rows", "summaries", "milestones", "links", "lags")
            },
        )
    ]
    if preview.mode == "update":
        lines.append(
            words.text(
                "{new} new, {changed} changed, {unchanged} unchanged; not in the file: {gone}.",
                new=preview.count("new"),
                changed=preview.count("changed"),
                unchanged=preview.count("same"),
                gone=len(preview.gone_rows),
            )
        )
    moved = [one for one in preview.rows if one.moved and one.in_file[1] and one.row.target]
    if moved and preview.mode != "template":
        lines.append(
            words.plural(
                "{n} row ends on another day than in the file:",
                "{n} rows end on another day than in the file:",
                len(moved),
            )
        )
        for one in moved[:_SHOWN]:
            end = one.in_file[1]
            after = one.after[1] if one.ours else one.row.target
            if end is not None and after is not None:
                lines.append(
                    words.text(
                        "  {title}: {before} → {after}",
                        title=one.row.title,
                        before=words.date(end),
                        after=words.date(after),
                    )
                )
    if not stored:
        lines.append(words.text("This was a trial: nothing is stored."))
    elif preview.writes:
        lines.append(words.text("Stored. One csdesk undo takes all of it back."))
    else:
        lines.append(words.text("There was nothing to store."))
    return lines


def _say_left(call: Call, preview: "ProjectPreview") -> None:
    if call.as_json or not preview.left:
        return
    words = call.words
    call.warn(words.text("What comes in otherwise or not at all:"))
    for one in preview.left[:_SHOWN]:
        call.warn(f"  {one.text(words)}")
    if len(preview.left) > _SHOWN:
        call.warn(words.text("  … and {n} more; --json lists all.", n=len(preview.left) - _SHOWN))
