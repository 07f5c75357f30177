"""`csdesk import tracker`: the shared tracker comes back from the customer."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csdesk.cli.context import Call, Count, common
from csdesk.cli.speaking import command
from csdesk.domain.errors import N_
from csdesk.domain.merge_rows import CONTACTS, ITEMS, Kind, Shape

if TYPE_CHECKING:
    from csdesk.app.commands.tracker_import import MilestoneMove, TrackerApplied
    from csdesk.app.queries.tracker_review import TrackerReview
    from csdesk.domain.merge_choices import Accept
    from csdesk.domain.records import Json

_SHOWN = 20
_MARK = {Kind.CONFLICT: "!", Kind.UNREADABLE: "?", Kind.NOT_EDITABLE: "x"}
_MARKS = {
    "~": N_("changed by them"),
    "+": N_("new"),
    "!": N_("changed by both"),
    "?": N_("cannot be read"),
    "x": N_("not theirs to change"),
}


@command(
    N_("Merge a tracker that the customer edited and sent back (.xlsx or .ods)."),
    N_(
        "A plan, risk log or list of people that csdesk did not write (.xlsx, .ods, .csv) is taken "
        "in as well: columns are found by names and values, all that was understood is listed, and "
        "the next version of the file updates what came from it. What a cell does not say surely "
        "is asked, never guessed: see the list on stderr."
    ),
    N_(
        "Each cell is compared with what the file held when it left and with what is ours now. "
        "What is not taken over stays as an open review. The file is never written to, and one "
        "undo takes all of it back."
    ),
    example=N_(
        "csdesk import tracker returned.xlsx --customer acme --dry-run\n"
        '    csdesk import tracker old-plan.xlsx --customer acme --map "Due=finish" --dry-run'
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--customer", metavar="C", help=N_("Whose tracker it is; default what it says."))
@click.option("--dry-run", is_flag=True, help=N_("Show what would happen; store nothing."))
@click.option(
    "--accept",
    type=click.Choice(["all", "clean", "none"]),
    default="clean",
    help=N_("clean (default): what is uncontested; all: theirs in conflicts too; none: nothing."),
)
@click.option(
    "--date-order",
    type=click.Choice(["mdy", "dmy", "ymd"]),
    help=N_("How the file writes dates, where nothing in it decides that."),
)
@click.option("--new", "as_new", is_flag=True, help=N_("Not ours: a new project (or --as new)."))
@click.option("--update", "as_update", is_flag=True, help=N_("Not ours: update what came from it."))
@click.option(
    "--map",
    "pairs",
    metavar="COLUMN=FIELD",
    multiple=True,
    help=N_("Not ours: what a column holds; “COLUMN=” leaves it out."),
)
@click.option("--sheet", metavar="NAME", help=N_("Sheet of a workbook."))
@click.option("--header-row", metavar="N", type=Count(min=1), help=N_("Row with the column names."))
@click.option(
    "--kind",
    type=click.Choice(["plan", "risks", "contacts", "decisions"]),
    help=N_("Not ours: what the list holds."),
)
@click.option("--name", metavar="N", default="", help=N_("Name of the new project."))
@click.option(
    "--year",
    metavar="YYYY",
    type=Count(min=1990, max=2100),
    help=N_("Not ours: the year of days without one."),
)
@click.option(
    "--weeks",
    type=click.Choice(["year", "project"]),
    help=N_("Not ours: week numbers count from the year or the project."),
)
@click.option(
    "--accept-guesses",
    is_flag=True,
    help=N_("Not ours: take over what unclear cells probably mean."),
)
@click.option(
    "--accept-guess",
    "accept_cells",
    metavar="CELL",
    multiple=True,
    help=N_("Not ours: only what this cell probably means, such as F4; may be repeated."),
)
@common
def import_tracker(
    call: Call,
    file: Path,
    *,
    customer: str | None,
    dry_run: bool,
    accept: "Accept",
    date_order: str | None,
    **said: Any,
) -> None:
    """Merge a returned tracker, or take in a plan that csdesk did not write."""
    from csdesk.app.commands.tracker_import import accepted, apply, rehearse
    from csdesk.app.imports.dates import DateOrder
    from csdesk.app.imports.foreign_session import Wish, is_returned
    from csdesk.app.queries.tracker_json import as_json
    from csdesk.app.queries.tracker_review import review_file
    from csdesk.cli.foreign_import import ForeignAsk, opened_foreign, take_foreign, way_of

    way = way_of(call, said["as_new"], said["as_update"])
    if call.actor in ("new", "update"):
        call = replace(call, actor=None)
    with call.store() as store:
        book = opened_foreign(call, file)
        with store.read() as reader:
            customer_id, project_id = call.find_place(reader, customer)
        if book is not None and not is_returned(store, book, customer_id):
            wish = Wish(
                sheet=said["sheet"], header_row=said["header_row"], kind=said["kind"],
                pairs=said["pairs"], order=DateOrder(date_order) if date_order else None,
                year=said["year"], weeks=said["weeks"] or "", guesses=said["accept_guesses"],
                otherwise=frozenset(
                    () if said["accept_guesses"] else map(str.upper, said["accept_cells"])
                ),
            )  # fmt: skip
            ask = ForeignAsk(wish=wish, way=way, customer=customer, name=said["name"],
                             accept=accept, dry_run=dry_run)  # fmt: skip
            take_foreign(call, store, book, ask)
            return
        review = review_file(
            store,
            file,
            today=store.today(),
            customer_id=customer_id,
            project_id=project_id,
            order=DateOrder(date_order) if date_order else None,
            progress=call.progress(),
        )
        choices = accepted(review, accept)
        moves = rehearse(store, review=review, choices=choices)
        done = None
        if not dry_run:
            done = apply(store, review=review, choices=choices, progress=call.progress())
    data = as_json(review)
    data["stored"] = not dry_run
    data["milestones"] = _moves(moves)
    if done is not None:
        data["applied"] = _applied(call, done)
    for one in review.said:
        call.warn(call.words.text(one.message, **one.params))
    if review.order_example:
        call.warn(
            call.words.text(
                "{example} can be read in two ways: say --date-order.",
                example=review.order_example,
            )
        )
    call.answer(data, "\n".join(_lines(call, review, moves, done)))


def _moves(moves: "tuple[MilestoneMove, ...]") -> "Json":
    return [
        {
            "title": one.title,
            "kind": one.kind.value,
            "before": one.before.isoformat() if one.before else None,
            "after": one.after.isoformat() if one.after else None,
            "days": one.days,
        }
        for one in moves
    ]


def _applied(call: Call, done: "TrackerApplied") -> "Json":
    from csdesk.app.error_text import error_text

    return {
        "written": done.written,
        "new_items": [f"A{number}" for number in done.new_items],
        "undecided": done.undecided,
        "refused": [
            {"item": one.item, "field": one.field, "reason": error_text(one.error, call.words)}
            for one in done.refused
        ],
    }


def _lines(
    call: Call,
    review: "TrackerReview",
    moves: "tuple[MilestoneMove, ...]",
    done: "TrackerApplied | None",
) -> list[str]:
    from csdesk.app.error_text import error_text

    words = call.words
    counts = review.items.counts
    lines = [
        words.text(
            "{customer}, version {version}: {read} rows: {unreadable} with a cell that cannot be "
            "read, {conflicts} in conflict, {new} new, {changed} changed, {locked} changed where "
            "it is not theirs to, {unchanged} unchanged; missing: {missing}.",
            customer=review.customer,
            version=review.export.number,
            read=review.items.read,
            unreadable=counts[Kind.UNREADABLE],
            conflicts=counts[Kind.CONFLICT],
            new=counts[Kind.NEW],
            changed=counts[Kind.CHANGED],
            locked=counts[Kind.NOT_EDITABLE],
            unchanged=counts[Kind.UNCHANGED],
            missing=len(review.items.missing),
        )
    ]
    kept = sum(len(row.cells) for one in review.merges.values() for row in one.kept_rows())
    if kept:
        lines.append(
            words.plural(
                "Only we changed {n} cell since: ours stays.",
                "Only we changed {n} cells since: ours stays.",
                kept,
            )
        )
    shown = [line for shape in (ITEMS, CONTACTS) for line in _differences(review, shape)]
    lines += shown[:_SHOWN]
    if shown:
        lines.append(
            words.text("  In brackets is what is ours. {marks}", marks=_marks(call, shown))
        )
    if len(shown) > _SHOWN:
        lines.append(words.text("  … and {n} more; --json lists all.", n=len(shown) - _SHOWN))
    lines += [
        words.text("  note at {cell}: {text}", cell=cell, text=" ".join(text.split()))
        for _, cell, text in review.notes
    ]
    for one in moves:
        if one.before is not None and one.after is not None:
            lines.append(
                words.text(
                    "  {title}: {before} → {after}",
                    title=one.title,
                    before=words.date(one.before),
                    after=words.date(one.after),
                )
            )
    if done is None:
        lines.append(words.text("This was a trial: nothing is stored."))
        return lines
    lines.append(
        words.text(
            "Taken over: {n}; still to decide: {open}. One csdesk undo takes it back.",
            n=done.written,
            open=done.undecided,
        )
    )
    if done.undecided:
        lines.append(
            words.text("Decide in the window, or write what holds: csdesk set item A12 FIELD=VALUE")
        )
    for refusal in done.refused[:_SHOWN]:
        reason = error_text(refusal.error, words)
        call.warn(f"  {refusal.item} {refusal.field}: {reason}")
    return lines


def _marks(call: Call, lines: Sequence[str]) -> str:
    """Return what the marks mean that stand before these lines."""
    said = {line.split()[0] for line in lines}
    return call.words.facts([
        f"{mark} {call.words.text(text)}" for mark, text in _MARKS.items() if mark in said
    ])  # fmt: skip


def _differences(review: "TrackerReview", shape: Shape) -> list[str]:
    lines: list[str] = []
    for row in review.merges[shape].rows:
        item, title = review.named(shape, row.row_id)
        name = item or (row.values[shape.at(shape.title)] if row.values else None) or "-"
        if row.row_id is None:
            lines.append(f"  + {name}")
        for cell in row.cells:
            theirs = cell.theirs if cell.theirs is not None else cell.written
            lines.append(
                f"  {_MARK.get(cell.kind, '~')} {name} {title if item != title else ''} "
                f"{cell.field}: {cell.base or '-'} → {theirs or '-'} ({cell.ours or '-'})"
            )
    return lines
