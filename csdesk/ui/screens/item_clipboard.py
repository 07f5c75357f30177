"""Items to and from a spreadsheet over the clipboard."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QMimeData

from csdesk.app.queries.item_table import Column, ItemLine, visibility_of
from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS, VISIBILITY_LABELS
from csdesk.domain.working_words import IsRest
from csdesk.i18n import LANGUAGES, Translator
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.models.items_model import FIELDS, HEADERS, ItemsModel, planned_start

_CODES: Mapping[Column, Mapping[object, str]] = {
    Column.STATUS: STATUS_LABELS,  # type: ignore[dict-item]
    Column.PRIORITY: PRIORITY_LABELS,  # type: ignore[dict-item]
    Column.VISIBILITY: VISIBILITY_LABELS,  # type: ignore[dict-item]
}


def table_of(
    translator: Translator, model: ItemsModel, lines: Sequence[ItemLine]
) -> list[list[str]]:
    """Return heads and cells as words; dates as 2026-11-24, which every spreadsheet reads."""
    heads = [translator.text(HEADERS[column]) for column in model.columns]
    return [heads, *([_words(translator, model, line, c) for c in model.columns] for line in lines)]


def _words(translator: Translator, model: ItemsModel, line: ItemLine, column: Column) -> str:
    day = {Column.START: planned_start(line), Column.TARGET: line.row.target}.get(column)
    if column in (Column.START, Column.TARGET):
        return day.isoformat() if day else ""
    if column is Column.OWNER:
        side = translator.text(SIDE_LABELS[line.row.side])
        return line.owner or side
    if column is Column.VISIBILITY:
        return translator.text(VISIBILITY_LABELS[visibility_of(line)])
    return model.cell_of(line, column).text


def mime_of(table: Sequence[Sequence[str]]) -> QMimeData:
    """Return a table as tabbed text and as HTML whose cells are text, so that none is a formula."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_plain(cell) for cell in row) for row in table))
    rows = "".join(
        "<tr>"
        + "".join(f"<td style=\"mso-number-format:'\\@'\">{escape(cell)}</td>" for cell in row)
        + "</tr>"
        for row in table
    )
    data.setHtml(f'<meta charset="utf-8"><table>{rows}</table>')
    return data


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def is_one_cell(text: str) -> bool:
    """Whether a pasted text is one cell: it fills the rows that are chosen, else only one."""
    return "\n" not in text.strip() and "\t" not in text.strip()


def edits_of(
    translator: Translator,
    model: ItemsModel,
    text: str,
    lines: Sequence[ItemLine],
    columns: Sequence[Column],
    today: date,
    rest_of: Callable[[ItemLine], IsRest] | None = None,
) -> dict[int, dict[str, object]]:
    """Return what pasted text sets: its first cell meets the first line and column.

    One cell fills all lines; `rest_of` tells on which days nobody works at an item, for dates in
    working days. Raises `UserError` for a cell that cannot be read or edited; then nothing is
    pasted.
    """
    table = [row.split("\t") for row in text.rstrip("\r\n").splitlines()]
    if table and table[0][0] == translator.text(HEADERS[columns[0]]):
        table = table[1:]
    if len(table) == 1 and len(table[0]) == 1:
        table = table * len(lines)
    edits: dict[int, dict[str, object]] = {}
    for number, (line, cells) in enumerate(zip(lines, table, strict=False), 1):
        for column, cell in zip(columns, cells, strict=False):
            if column not in FIELDS or cell.strip() == _words(translator, model, line, column):
                continue
            rest = None if rest_of is None else rest_of(line)
            value = _read(translator, model, line, column, cell.strip(), today, number, rest)
            edits.setdefault(line.id, {}).update(_fields(column, value))
    return edits


def _fields(column: Column, value: object) -> dict[str, object]:
    if isinstance(value, OwnerChoice):
        if value.user_id is not None:
            return {"owner_user_id": value.user_id}
        if value.contact_id is not None:
            return {"owner_contact_id": value.contact_id}
        return {"owner_name": value.name, "side": value.side}
    return {FIELDS[column]: value}


def _read(
    translator: Translator,
    model: ItemsModel,
    line: ItemLine,
    column: Column,
    text: str,
    today: date,
    number: int,
    is_rest: IsRest | None,
) -> object:
    if column is Column.TITLE:
        if text:
            return text
    elif column in _CODES:
        code = _code(column, text)
        if code is not None:
            return code
    elif column is Column.OWNER:
        found = [one for one in model.owner_choices(line) if one.name.casefold() == text.casefold()]
        return found[0] if found else OwnerChoice(name=text, side=line.row.side)
    elif not text:
        return None
    else:
        day = parse_day(text, today, day_first=not translator.is_chinese, is_rest=is_rest)
        if day is not None:
            return day
    raise UserError(
        "paste_unreadable",
        N_("Row {row} to paste: “{value}” does not fit into {column}. Nothing was pasted."),
        row=number,
        value=text,
        column=translator.text(HEADERS[column]),
    )


def _code(column: Column, text: str) -> object | None:
    """Return the code whose label in any language, or whose own name, is `text`."""
    wanted = text.casefold()
    for code, label in _CODES[column].items():
        names = {str(code), *(Translator(language).text(label) for language in LANGUAGES)}
        if wanted in {name.casefold() for name in names}:
            return code
    return None
