"""A small table of records in a dialog, drawn as the tables of the screens are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from csdesk.ui.delegates.cell_delegate import CellDelegate
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.models.cells import CELL_ROLE, Cell
from csdesk.ui.models.list_model import ListModel
from csdesk.ui.services import Services

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class TableColumn:
    """A column: its head and its width; the one with width 0 takes the rest."""

    text: str
    width: int = 0
    right: bool = False


Line: TypeAlias = tuple[object, Sequence[Cell]]


class _Model(ListModel[Line]):
    def __init__(self, columns: Sequence[TableColumn], parent: QObject) -> None:
        right = [place for place, column in enumerate(columns) if column.right]
        super().__init__([column.text for column in columns], right=right, parent=parent)

    @override
    def text(self, row: Line, column: int) -> str:
        return row[1][column].text

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        shown = self.rows[index.row()][1][index.column()]
        if role == CELL_ROLE:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[index.column()]}: {shown.text}" if shown.text else ""
        if role == Qt.ItemDataRole.CheckStateRole and shown.check is not None:
            return Qt.CheckState.Checked if shown.check else Qt.CheckState.Unchecked
        return super().data(index, role)


class RecordTable(RowTable):
    """Rows of cells, each with the key that its owner gave.

    Signals: `opened(key)` for Enter or a double click; `pressed_cell(key, column)` for a click or
    Space on a cell with a check box; `chosen()` when another row is the current one.
    """

    opened = Signal(object)
    pressed_cell = Signal(object, int)
    chosen = Signal()

    def __init__(
        self,
        services: Services,
        columns: Sequence[TableColumn],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ROW, parent)
        look = services.look
        self.setAccessibleName(name)
        self.records = _Model(columns, self)
        head = CellHeader(look, parent=self)
        head.pads = self._pads
        self.setHorizontalHeader(head)
        self.setModel(self.records)
        delegate = CellDelegate(self, look, lambda *_: None)
        delegate.pads = self._pads
        self.setItemDelegate(delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for place, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, services.tokens.surface)
        self.setPalette(palette)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.key_at(index.row())))
        self.pressed_plain.connect(lambda index, _place: self._press(index))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    def show_rows(self, rows: Sequence[Line]) -> None:
        """Show other rows; the current one stays if its key is still there."""
        key, line = self.key(), self.currentIndex().row()
        self.records.show_rows(rows)
        keys = [one for one, _ in rows]
        if rows:
            place = keys.index(key) if key in keys else min(max(line, 0), len(rows) - 1)
            self.setCurrentIndex(self.records.index(place, 0))
        self.chosen.emit()

    def key_at(self, line: int) -> object:
        """Return the key of a line, None for none."""
        return self.records.rows[line][0] if 0 <= line < len(self.records.rows) else None

    def key(self) -> object:
        """Return the key of the current row."""
        return self.key_at(self.currentIndex().row())

    def choose(self, key: object) -> None:
        """Make a row the current one."""
        for line, (one, _) in enumerate(self.records.rows):
            if one == key:
                self.setCurrentIndex(self.records.index(line, 0))

    def _press(self, index: QModelIndex) -> None:
        if index.isValid() and self.records.rows[index.row()][1][index.column()].check is not None:
            self.pressed_cell.emit(self.key_at(index.row()), index.column())

    def _pads(self, column: int) -> tuple[int, int]:
        return 12 if column == 0 else 8, 12 if column == len(self.records.heads) - 1 else 8

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line >= 0:
            self.opened.emit(self.key_at(line))
            return
        if event.key() == Qt.Key.Key_Space and line >= 0:
            cells = self.records.rows[line][1]
            here = self.currentIndex().column()
            boxes = [place for place, shown in enumerate(cells) if shown.check is not None]
            if boxes:
                self.pressed_cell.emit(self.key_at(line), here if here in boxes else boxes[0])
            return
        super().keyPressEvent(event)
