"""The open cells of a foreign spreadsheet as a table: each guess is taken or left by itself."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from csdesk.domain.errors import N_
from csdesk.domain.labels import STATUS_LABELS
from csdesk.ui.models.list_model import ListModel
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.imports.foreign_rows import Asked

Index = QModelIndex | QPersistentModelIndex
CELL, WRITTEN, REASON, GUESS = range(4)


class AskedModel(ListModel["Asked"]):
    """Cells that do not say surely what they mean, each with its place and a guess to tick.

    Signals: `picked(cell)`: the guess of a cell is to be decided the other way round.
    """

    picked = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        self._words = words = services.translator
        heads = (N_("Cell"), N_("As written"), N_("Why it is asked"), N_("Probably"))
        super().__init__([words.text(head) for head in heads], parent=parent)

    def pick(self, row: int) -> None:
        """Decide about the guess of a row the other way round; a row without one stays open."""
        if 0 <= row < len(self.rows) and self.rows[row].guess:
            self.picked.emit(self.rows[row].cell)

    @override
    def text(self, row: "Asked", column: int) -> str:
        if column == CELL:
            return row.cell
        if column == WRITTEN:
            return row.written
        if column == REASON:
            return row.text(self._words)
        try:
            days = [date.fromisoformat(part) for part in row.guess.split("/")] if row.guess else []
        except ValueError:
            return self._coded(row.guess)
        return " – ".join(self._words.date(day) for day in days)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == GUESS:
            row = self.rows[index.row()]
            state = Qt.CheckState.Checked if row.taken else Qt.CheckState.Unchecked
            return state if row.guess else None
        return super().data(index, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == GUESS and self.rows[index.row()].guess:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != GUESS:
            return False
        self.pick(index.row())
        return True

    def _coded(self, guess: str) -> str:
        known = {code.value: label for code, label in STATUS_LABELS.items()}
        known["item"] = N_("item")
        return self._words.text(known[guess]) if guess in known else guess


class _Tick(QStyledItemDelegate):
    """Paints the box of a guess in the colours of the design: the style's has no edge on dark."""

    def __init__(self, services: Services, table: QTableView) -> None:
        super().__init__(table)
        self._services, self._table = services, table

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(self._table.style().subElementRect(part, whole, self._table))
        t, is_on = self._services.tokens, state == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.accentfill if is_on else t.line2, 1))
        painter.setBrush(t.accentfill if is_on else t.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if is_on:
            middle = box.center().y()
            self._services.icons.paint(painter, box.left() + 1, middle, "check", t.onaccent, 12)
        painter.restore()


class AskedTable(QTableView):
    """Space decides about the guess of the current row, wherever in it the keyboard is."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setItemDelegateForColumn(GUESS, _Tick(services, self))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, AskedModel):
            model.pick(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def stay(self, row: int) -> None:
        """Make a row current after the rows were shown anew."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, GUESS))
