"""Rows of a file that were rejected or are doubtful, as a table; doubtful ones can be checked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.i18n import Translator
from csdesk.ui.models.list_model import ListModel

if TYPE_CHECKING:
    from csdesk.app.imports.preview import RowNote
    from csdesk.ui.dialogs.import_state import Line

Index = QModelIndex | QPersistentModelIndex


class NoteModel(ListModel["RowNote"]):
    """Row number, field, value, reason. With `checkable` the first column takes a row in.

    What was checked stays checked by row number when other rows are shown.
    """

    def __init__(
        self, words: Translator, *, checkable: bool = False, parent: QObject | None = None
    ) -> None:
        text = words.text
        heads = (text("Row"), text("Field"), text("Value"), text("Reason"))
        super().__init__(heads, parent=parent)
        self._words = words
        self._checkable = checkable
        self.checked: set[int] = set()

    @override
    def text(self, row: "RowNote", column: int) -> str:
        if column == 0:
            return str(row.row)
        if column == 1:
            return row.field_label(self._words)
        return row.value if column == 2 else row.reason(self._words)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and index.column() == 0:
            taken = self.rows[index.row()].row in self.checked
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        return super().data(index, role)

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
        row = self.rows[index.row()].row
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.checked.add(row)
        else:
            self.checked.discard(row)
        self.dataChanged.emit(index, index, [role])
        return True

    def check_all(self) -> None:
        """Take every row in."""
        self.checked = {note.row for note in self.rows}
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))


class LineModel(ListModel["Line"]):
    """The first rows as they would come in: customer, name, date, amount."""

    def __init__(self, words: Translator, parent: QObject | None = None) -> None:
        text = words.text
        heads = (text("Customer name"), text("Name or title"), text("Close date"), text("Amount"))
        super().__init__(heads, right=(2, 3), parent=parent)
        self._words = words

    @override
    def text(self, row: "Line", column: int) -> str:
        if column == 0:
            new = self._words.text("new")
            return f"{row.customer}  ({new})" if row.fresh else row.customer
        if column == 1:
            return row.name
        if column == 2:
            return "" if row.day is None else self._words.date(row.day)
        return "" if row.minor is None else self._words.money(row.minor, row.currency)
