"""A project file as it would come in: rows with their dates, and what comes in otherwise."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.domain.errors import N_
from csdesk.i18n import DateStyle
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.imports.project_left import LeftOut
    from csdesk.app.imports.project_preview import PlannedRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TITLE, IN_FILE, NOW, AFTER, MOVED, CAUSE = range(6)
_HEADS = (
    N_("Row"), N_("In the file"), N_("In csdesk now"), N_("In csdesk then"), N_("Days"),
    N_("Because of"),
)  # fmt: skip
_CHANGES = {"new": N_("new"), "changed": N_("changed"), "same": ""}


class PlannedRowModel(QAbstractTableModel):
    """Rows in the plan's order; those that end on another day than in the file stand out."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._words = services, services.translator
        self._rows: Sequence[PlannedRow] = ()
        self._update = False

    def show_rows(self, rows: "Sequence[PlannedRow]", *, update: bool) -> None:
        """Show other rows; an update says which are new."""
        self.beginResetModel()
        self._rows, self._update = rows, update
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self._words.text(_HEADS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._text(one, column)
            indent = "    " * one.depth if column == TITLE else ""
            return f"{indent}{text}" if role == Qt.ItemDataRole.DisplayRole else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and one.moved and column in (AFTER, MOVED):
            return self._services.tokens.warn
        if role == Qt.ItemDataRole.FontRole and one.row.kind.is_summary:
            from csdesk.ui.fonts import font

            return font(self._services.language, bold=True)
        return None

    def _text(self, one: "PlannedRow", column: int) -> str:
        if column == TITLE:
            said = self._words.text(_CHANGES[one.change]) if self._update else ""
            return f"{one.row.title}  ({said})" if said else one.row.title
        if column == IN_FILE:
            return self._span(*one.in_file)
        if column == NOW:
            return "" if one.known is None else self._span(one.known.start, one.known.target)
        if column == AFTER:
            return self._span(*one.after)
        if column == MOVED:
            return f"{one.moved:+d}" if one.moved else ""
        if one.moved and not one.driver and not one.row.kind.is_summary:
            return self._words.text("days off, or whole days")
        return one.driver

    def _span(self, first: date | None, last: date | None) -> str:
        words = self._words
        if first is None or last is None or first == last:
            day = first or last
            return "" if day is None else words.date(day)
        styles: tuple[DateStyle, DateStyle] = ("medium", "medium")
        if first.year == last.year:
            styles = ("medium", "short") if words.is_chinese else ("short", "medium")
        return f"{words.date(first, styles[0])} – {words.date(last, styles[1])}"


class LeftModel(QAbstractTableModel):
    """What comes in otherwise or not at all, a sentence each."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = services.translator
        self._left: Sequence[LeftOut] = ()

    def show_left(self, left: "Sequence[LeftOut]") -> None:
        """Show other sentences."""
        self.beginResetModel()
        self._left = left
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._left)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words.text("What comes in otherwise or not at all")
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._left[index.row()].text(self._words)
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == MOVED else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
