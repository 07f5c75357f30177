"""Rows of a file that were rejected or are doubtful, as a table; doubtful ones can be checked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.i18n import Translator

if TYPE_CHECKING:
    from csdesk.app.imports.preview import RowNote
    from csdesk.ui.dialogs.import_state import Line

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class NoteModel(QAbstractTableModel):
    """Row number, field, value, reason. With `checkable` the first column takes a row in."""

    def __init__(
        self, words: Translator, *, checkable: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._checkable = checkable
        self._notes: Sequence[RowNote] = ()
        self.checked: set[int] = set()

    def show_notes(self, notes: "Sequence[RowNote]") -> None:
        """Show other rows; what was checked stays checked by row number."""
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._notes)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        text = self._words.text
        return [text("Row"), text("Field"), text("Value"), text("Reason")][section]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        note = self._notes[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if index.column() == 0:
                return str(note.row)
            if index.column() == 1:
                return note.field_label(self._words)
            return note.value if index.column() == 2 else note.reason(self._words)
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and index.column() == 0:
            taken = note.row in self.checked
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self._checkable and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable:
            return False
        row = self._notes[index.row()].row
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.checked.add(row)
        else:
            self.checked.discard(row)
        self.dataChanged.emit(index, index, [role])
        return True

    def check_all(self) -> None:
        """Take every row in."""
        self.checked = {note.row for note in self._notes}
        if self._notes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._notes) - 1, 0))


class LineModel(QAbstractTableModel):
    """The first rows as they would come in: customer, name, date, amount."""

    def __init__(self, words: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: Sequence[Line] = ()

    def show_lines(self, lines: "Sequence[Line]") -> None:
        """Show other rows."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        text = self._words.text
        return [text("Customer name"), text("Name or title"), text("Close date"), text("Amount")][
            section
        ]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            new = self._words.text("new")
            return f"{line.customer}  ({new})" if line.fresh else line.customer
        if index.column() == 1:
            return line.name
        if index.column() == 2:
            return "" if line.day is None else self._words.date(line.day)
        return "" if line.minor is None else self._words.money(line.minor, line.currency)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column >= 2 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
