"""Rows of a plan to and from a spreadsheet over the clipboard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from csdesk.app.queries.owners import OwnerChoice
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import Priority, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS
from csdesk.domain.link_text import LinkSpec, parse_links
from csdesk.domain.status_rules import calendar_of
from csdesk.i18n import LANGUAGES, Translator
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.models.plan_cells import PlanCells
from csdesk.ui.models.plan_columns import DATE_COLUMNS, FIELDS, PlanColumn
from csdesk.ui.models.plan_model import PlanModel


@dataclass(kw_only=True, slots=True)
class Pasted:
    """What pasted cells set: fields by row, and what rows follow."""

    fields: dict[int, dict[str, object]] = field(default_factory=dict)
    followed: dict[int, Sequence[LinkSpec]] = field(default_factory=dict)


def table_of(
    model: PlanModel, row_ids: Sequence[int], columns: Sequence[PlanColumn]
) -> list[list[str]]:
    """Return heads and cells as words; dates as 2026-11-24, which every spreadsheet reads."""
    cells = model.cells
    if cells is None:
        return []
    heads = [model.head_of(column) for column in columns]
    return [heads, *([cells.exported(one, column) for column in columns] for one in row_ids)]


class PlanPaste:
    """Reads a block of cells over rows of a plan; raises `UserError` for what does not fit."""

    def __init__(self, translator: Translator, model: PlanModel, today: date) -> None:
        if model.plan is None or model.cells is None:
            raise ValueError("no plan is shown")
        self._words, self._model, self._today = translator, model, today
        self._data: PlanScreenData = model.plan
        self._cells: PlanCells = model.cells

    def read(self, text: str, row_ids: Sequence[int], columns: Sequence[PlanColumn]) -> Pasted:
        """Return what pasted text sets: its first cell meets the first row and column.

        One cell fills all rows. Cells that say what is there already, or stand in columns that
        cannot be edited, are left out.
        """
        table = [row.split("\t") for row in text.rstrip("\r\n").splitlines()]
        if table and table[0][0] == self._model.head_of(columns[0]):
            table = table[1:]
        if len(table) == 1 and len(table[0]) == 1:
            table = table * len(row_ids)
        pasted = Pasted()
        for number, (row_id, cells) in enumerate(zip(row_ids, table, strict=False), 1):
            for column, words in zip(columns, cells, strict=False):
                cell = words.strip()
                if column not in FIELDS or cell == self._cells.exported(row_id, column):
                    continue
                if not self._model.takes(row_id, column):
                    if cell:
                        raise self._misfit(number, cell, column)
                    continue
                self._set(pasted, row_id, column, cell, number)
        return pasted

    def _set(self, pasted: Pasted, row_id: int, column: PlanColumn, cell: str, number: int) -> None:
        if column is PlanColumn.PREDECESSORS:
            pasted.followed[row_id] = parse_links(cell, self._data.marks)
            return
        value = self._value(row_id, column, cell)
        if value is None and (column not in DATE_COLUMNS or cell):
            raise self._misfit(number, cell, column)
        fields = pasted.fields.setdefault(row_id, {})
        if isinstance(value, OwnerChoice):
            fields.update(_owner(value))
        else:
            fields[FIELDS[column]] = value

    def _value(self, row_id: int, column: PlanColumn, cell: str) -> object | None:
        if column is PlanColumn.TITLE:
            return cell or None
        if column is PlanColumn.STATUS:
            return next((one for one in Status if self._means(STATUS_LABELS[one], one, cell)), None)
        if column is PlanColumn.PRIORITY:
            return next(
                (one for one in Priority if self._means(PRIORITY_LABELS[one], one, cell)), None
            )
        if column is PlanColumn.OWNER:
            wanted = cell.casefold()
            found = (one for one in self._data.owners if one.name.casefold() == wanted)
            side = self._data.rows[row_id].side
            return next(found, OwnerChoice(name=cell, side=side) if cell else None)
        if column in DATE_COLUMNS:
            calendar = calendar_of(self._data.rows[row_id], self._data.calendars)
            return parse_day(
                cell, self._today, day_first=not self._words.is_chinese,
                is_rest=lambda day: not calendar.is_working(day),
            )  # fmt: skip
        digits = cell.rstrip("%％dD天日 ")
        return int(digits) if digits.isdecimal() else None

    def _means(self, label: str, code: str, cell: str) -> bool:
        """Whether a cell says a code by its name or its label in any language."""
        names = {str(code), *(Translator(language).text(label) for language in LANGUAGES)}
        return cell.casefold() in {name.casefold() for name in names}

    def _misfit(self, number: int, cell: str, column: PlanColumn) -> UserError:
        return UserError(
            "paste_unreadable",
            N_("Row {row} to paste: “{value}” does not fit into {column}. Nothing was pasted."),
            row=number,
            value=cell,
            column=self._model.head_of(column),
        )


def _owner(value: OwnerChoice) -> dict[str, object]:
    if value.user_id is not None:
        return {"owner_user_id": value.user_id}
    if value.contact_id is not None:
        return {"owner_contact_id": value.contact_id}
    return {"owner_name": value.name, "side": value.side}
