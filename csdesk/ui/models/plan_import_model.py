"""A project file as it would come in: rows with their dates, and what comes in otherwise."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.domain.errors import N_
from csdesk.i18n import DateStyle
from csdesk.ui.models.list_model import ListModel
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.imports.project_left import LeftOut
    from csdesk.app.imports.project_preview import PlannedRow

Index = QModelIndex | QPersistentModelIndex
TITLE, IN_FILE, NOW, AFTER, MOVED, CAUSE = range(6)
_HEADS = (
    N_("Row"), N_("In the file"), N_("In csdesk now"), N_("In csdesk then"), N_("Days"),
    N_("Because of"),
)  # fmt: skip
_CHANGES = {"new": N_("new"), "changed": N_("changed"), "same": ""}


class PlannedRowModel(ListModel["PlannedRow"]):
    """Rows in the plan's order; those that end on another day than in the file stand out."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        words = services.translator
        super().__init__([words.text(head) for head in _HEADS], right=(MOVED,), parent=parent)
        self._services, self._words = services, words
        self._update = False

    def show_plan(self, rows: "Sequence[PlannedRow]", *, update: bool) -> None:
        """Show other rows; an update says which are new."""
        self._update = update
        self.show_rows(rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole and column == TITLE:
            return "    " * one.depth + self.text(one, column)
        if role == Qt.ItemDataRole.ForegroundRole and one.moved and column in (AFTER, MOVED):
            return self._services.tokens.warn
        if role == Qt.ItemDataRole.FontRole and one.row.kind.is_summary:
            from csdesk.ui.fonts import font

            return font(self._services.language, bold=True)
        return super().data(index, role)

    @override
    def text(self, row: "PlannedRow", column: int) -> str:
        if column == TITLE:
            said = self._words.text(_CHANGES[row.change]) if self._update else ""
            known = None if "title" in row.changes else row.known
            title = row.row.title if known is None else known.title
            return f"{title}  ({said})" if said else title
        if column == IN_FILE:
            return self._span(*row.in_file)
        if column == NOW:
            return "" if row.known is None else self._span(row.known.start, row.known.target)
        if column == AFTER:
            return self._span(*row.after)
        if column == MOVED:
            return f"{row.moved:+d}" if row.moved else ""
        if row.ours:
            return self._words.text("changed here")
        if row.moved and not row.driver and not row.row.kind.is_summary:
            return self._words.text("days off, or whole days")
        return row.driver

    def _span(self, first: date | None, last: date | None) -> str:
        words = self._words
        if first is None or last is None or first == last:
            day = first or last
            return "" if day is None else words.date(day)
        styles: tuple[DateStyle, DateStyle] = ("medium", "medium")
        if first.year == last.year:
            styles = ("medium", "short") if words.is_chinese else ("short", "medium")
        return f"{words.date(first, styles[0])} – {words.date(last, styles[1])}"


class LeftModel(ListModel["LeftOut"]):
    """What comes in otherwise or not at all, a sentence each."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        self._words = services.translator
        super().__init__([self._words.text("What comes in otherwise or not at all")], parent=parent)

    @override
    def text(self, row: "LeftOut", column: int) -> str:
        return row.text(self._words)
