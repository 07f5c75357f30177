"""Commands that bring in files: `csdesk import customers|deals|contacts FILE`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csdesk.app.workspace import checked_currency
from csdesk.cli.context import Call, Checked, Count, codes, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import AmountMeaning
from csdesk.domain.errors import N_

if TYPE_CHECKING:
    from csdesk.app.imports.mapping import ColumnMap
    from csdesk.app.imports.preview import ImportPreview, RowNote
    from csdesk.app.imports.words import ImportKind

_SHOWN = 20
_STAGES_NAMED = 8
_ROWS_NAMED = 3  # of rows with one and the same fault


@command(
    N_("Bring in WHAT from a CSV or XLSX export: customers, deals or contacts."),
    N_(
        "Rows with faults are listed with row, field, value and reason; the others go in. One undo "
        "takes all of it back."
    ),
    example=N_('csdesk import deals won.csv --set customer="Account Name" --dry-run'),
)
@click.argument(
    "kind",
    metavar="WHAT",
    type=click.Choice(["customers", "deals", "contacts", "project", "tracker"]),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--customer", metavar="C", help=N_("Contacts: the customer they belong to."))
@click.option("--map", "map_name", metavar="NAME", help=N_("Use the mapping saved as NAME."))
@click.option("--set", "pairs", metavar="FIELD=COLUMN", multiple=True, help=N_("Map a field."))
@click.option("--save-map", metavar="NAME", help=N_("Save the mapping as NAME."))
@click.option("--stages", metavar="won|all|LIST", help=N_("Which deals come in; default won."))
@click.option("--meaning", type=codes(AmountMeaning), help=N_("What amounts mean."))
@click.option("--date-order", type=click.Choice(["mdy", "dmy", "ymd"]), help=N_("Order of dates."))
@click.option("--decimal", type=click.Choice(["point", "comma"]), help=N_("Decimal mark."))
@click.option(
    "--currency",
    metavar="CUR",
    type=Checked(checked_currency),
    help=N_("Currency of amounts that name none."),
)
@click.option("--encoding", metavar="NAME", help=N_("utf-8, gb18030, big5, cp1252 …"))
@click.option("--sheet", metavar="NAME", help=N_("Sheet of a workbook."))
@click.option("--header-row", metavar="N", type=Count(min=1), help=N_("Row with the column names."))
@click.option("--dry-run", is_flag=True, help=N_("Show what would happen; store nothing."))
@click.option(
    "--accept",
    type=click.Choice(["all", "clean", "none"]),
    default="clean",
    help=N_("clean (default) stores what is sound, all doubtful rows too, none nothing."),
)
@click.option("--accept-doubtful", is_flag=True, help=N_("Store doubtful rows too."))
@common
def import_group(
    call: Call,
    kind: "ImportKind",
    file: Path,
    *,
    customer: str | None,
    map_name: str | None,
    pairs: tuple[str, ...],
    save_map: str | None,
    dry_run: bool,
    accept: str,
    accept_doubtful: bool,
    encoding: str | None,
    sheet: str | None,
    header_row: int | None,
    **choices: str | None,
) -> None:
    """Bring in customers, deals or contacts."""
    from csdesk.app.commands.imports import apply
    from csdesk.app.imports.known import ImportOptions
    from csdesk.app.imports.mapping import set_columns
    from csdesk.app.imports.reading import read_table
    from csdesk.app.imports.session import load_known, plan_import, suggest_mapping

    progress = call.progress()
    with (
        read_table(file, progress, sheet=sheet, header_row=header_row, encoding=encoding) as table,
        call.store() as store,
    ):
        customer_id = None
        if customer is not None:
            with store.read() as reader:
                customer_id = call.find_customer(reader, customer).id
        mapping, origin = suggest_mapping(store, kind, table, name=map_name)
        mapping = _chosen(set_columns(mapping, table.headers, pairs), choices)
        options = ImportOptions(
            accept_doubtful=accept_doubtful or accept == "all", customer_id=customer_id
        )
        preview = plan_import(table, mapping, load_known(store), options, progress)
        if not dry_run and accept != "none":
            apply(store, preview=preview, save_map=save_map, progress=progress)
        if table.guessed:
            call.warn(
                call.words.text(
                    "The file is read as {encoding}; if names look wrong, say --encoding.",
                    encoding=table.encoding,
                )
            )
    _answer(call, preview, origin, stored=not dry_run and accept != "none")


def _chosen(mapping: "ColumnMap", choices: dict[str, str | None]) -> "ColumnMap":
    from csdesk.app.imports.dates import DateOrder
    from csdesk.domain.money import DecimalStyle

    changes: dict[str, object] = {}
    if order := choices["date_order"]:
        changes["date_order"] = DateOrder(order)
    if decimal := choices["decimal"]:
        changes["decimal"] = DecimalStyle(decimal)
    if meaning := choices["meaning"]:
        changes["meaning"] = AmountMeaning(meaning)
    if currency := choices["currency"]:
        changes["currency"] = currency
    if stages := choices["stages"]:
        names = tuple(part.strip() for part in stages.split(",") if part.strip())
        lowered = tuple(name.casefold() for name in names)
        changes["stages"] = lowered if lowered in {("won",), ("all",)} else names
    return replace(mapping, **changes)  # type: ignore[arg-type]


def _answer(call: Call, preview: "ImportPreview", origin: str, *, stored: bool) -> None:
    words = call.words
    used = {name: preview.headers[index] for name, index in preview.mapping.columns.items()}
    data = preview.as_json(words)
    data["mapping"] = dict(used.items())
    data["mapping_from"] = origin
    data["encoding"] = preview.encoding
    data["sheet"] = preview.sheet
    lines = [
        words.plural(
            "{read} row: {new} new, {changed} changed, {unchanged} unchanged, {skipped} skipped, "
            "{rejected} rejected, {doubtful} doubtful.",
            "{read} rows: {new} new, {changed} changed, {unchanged} unchanged, {skipped} skipped, "
            "{rejected} rejected, {doubtful} doubtful.",
            preview.read,
            read=words.number(preview.read),
            new=words.number(preview.new),
            changed=words.number(preview.changed),
            unchanged=words.number(preview.unchanged),
            skipped=words.number(preview.skipped),
            rejected=words.number(len(preview.rejected)),
            doubtful=words.number(len(preview.doubtful)),
        ),
        words.text(
            "Customers: {new} new, {matched} known.",
            new=words.number(preview.customers_new),
            matched=words.number(preview.customers_matched),
        ),
        words.text(
            "Columns: {columns}.", columns=words.join([f"{k}={v}" for k, v in used.items()])
        ),
    ]
    if preview.skipped:
        lines.append(_skipped(call, preview))
    if not stored:
        lines.append(words.text("This was a trial: nothing is stored."))
    elif preview.new or preview.changed:
        lines.append(words.text("Stored. One csdesk undo takes all of it back."))
    else:
        lines.append(words.text("There was nothing to store."))
    call.answer(data, "\n".join(lines))
    if not preview.read:
        call.warn(words.text("The file has no rows below the names of its columns."))
    if preview.rejected:
        call.warn(
            words.plural("{n} row was rejected:", "{n} rows were rejected:", len(preview.rejected))
        )
        _list(call, preview.rejected)
    if preview.doubtful:
        call.warn(
            words.plural(
                "{n} doubtful row was left out (--accept-doubtful takes it):",
                "{n} doubtful rows were left out (--accept-doubtful takes them):",
                len(preview.doubtful),
            )
        )
        _list(call, preview.doubtful)
    if preview.read and len({note.row for note in preview.rejected}) == preview.read:
        raise click.exceptions.Exit(1)  # nothing of the file could be used


def _skipped(call: Call, preview: "ImportPreview") -> str:
    words = call.words
    stages = [f"{name or '–'} {words.number(n)}" for name, n in preview.skipped_stages.items()]
    if not stages:
        return words.text("Skipped are deals that are still open; see --stages.")
    more = ["…"] if len(stages) > _STAGES_NAMED else []
    return words.text(
        "Skipped are deals of other stages: {stages}; see --stages.",
        stages=words.join([*stages[:_STAGES_NAMED], *more]),
    )


def _list(call: Call, notes: "tuple[RowNote, ...]") -> None:
    if call.as_json:
        return
    words = call.words
    alike: dict[tuple[str, str, str], list[int]] = {}
    for note in notes:
        key = (note.field_label(words), note.value, note.reason(words))
        alike.setdefault(key, []).append(note.row)
    for (field, value, reason), rows in list(alike.items())[:_SHOWN]:
        more = ["…"] if len(rows) > _ROWS_NAMED else []
        numbers = words.join([*map(str, rows[:_ROWS_NAMED]), *more])
        call.warn(
            words.text(
                "  row {row}, {field} “{value}”: {reason}",
                row=numbers,
                field=field,
                value=value,
                reason=reason,
            )
            if len(rows) == 1
            else words.text(
                "  {n} rows ({rows}), {field} “{value}”: {reason}",
                n=words.number(len(rows)),
                rows=numbers,
                field=field,
                value=value,
                reason=reason,
            )
        )
    left = sum(len(rows) for rows in list(alike.values())[_SHOWN:])
    if left:
        call.warn(words.text("  … and {n} more; --json lists all.", n=left))
