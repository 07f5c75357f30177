"""The plan as a table: one line per shown row, and a last line that takes a new item."""

from collections.abc import Callable, Collection
from datetime import date
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.app.queries.owners import OwnerChoice
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_
from csdesk.domain.labels import SIDE_LABELS, STATUS_LABELS
from csdesk.domain.records import PlanRow
from csdesk.i18n import Translator
from csdesk.layout.from_plan import chart_row, shape_of
from csdesk.ui.models.cells import CELL_ROLE, EMPTY, ID_ROLE, Cell, Tone, cell

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Edit: TypeAlias = Callable[[int, str, object], bool]
"""(row id, field, value) -> whether it was stored; row id 0 adds an item."""

INDENT, FIRST_INDENT = 18, 30


class PlanColumn(IntEnum):
    """The columns, in their order."""

    TITLE = 0
    OWNER = 1
    STATUS = 2
    START = 3
    FINISH = 4
    SLIP = 5


HEADERS = {
    PlanColumn.TITLE: N_("Item"),
    PlanColumn.OWNER: N_("Owner"),
    PlanColumn.STATUS: N_("Status"),
    PlanColumn.START: N_("Start"),
    PlanColumn.FINISH: N_("Finish"),
    PlanColumn.SLIP: N_("Slip"),
}
RIGHT_COLUMNS = (PlanColumn.START, PlanColumn.FINISH, PlanColumn.SLIP)
FIELDS = {
    PlanColumn.TITLE: "title",
    PlanColumn.OWNER: "owner",
    PlanColumn.STATUS: "status",
    PlanColumn.START: "start",
    PlanColumn.FINISH: "target",
}
ADD = 0  # the id of the line that adds


class PlanModel(QAbstractTableModel):
    """Holds a `PlanScreenData` and which phases are closed; `edit` writes."""

    def __init__(
        self, translator: Translator, edit: Edit | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._translator = translator
        self._edit = edit
        self._data: PlanScreenData | None = None
        self._closed: set[int] = set()
        self._shown: list[int] = []
        self._dates: dict[date, str] = {}
        self.can_add = edit is not None

    @property
    def shown(self) -> list[int]:
        """Ids of the shown rows, in order, without the line that adds."""
        return self._shown

    @property
    def plan(self) -> PlanScreenData | None:
        """What is shown."""
        return self._data

    @property
    def closed(self) -> frozenset[int]:
        """Ids of the closed phases and groups."""
        return frozenset(self._closed)

    def set_plan(self, data: PlanScreenData | None) -> None:
        """Show a plan; rows that stay keep their place, selection and editors."""
        shown = self._visible_of(data)
        self._dates.clear()
        if shown == self._shown and data is not None:
            self._data = data
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._data, self._shown = data, shown
        self.endResetModel()

    def set_closed(self, closed: Collection[int]) -> None:
        """Close exactly these phases and groups."""
        self._closed = set(closed)
        self.beginResetModel()
        self._shown = self._visible_of(self._data)
        self.endResetModel()

    def toggle(self, row_id: int) -> None:
        """Open or close a phase or group, as an insertion or removal of the rows below it."""
        if self._data is None or row_id not in self._data.parents or row_id not in self._shown:
            return
        self._closed ^= {row_id}
        after = self._visible_of(self._data)
        first = self._shown.index(row_id) + 1
        count = abs(len(after) - len(self._shown))
        if len(after) > len(self._shown):
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
            self._shown = after
            self.endInsertRows()
        elif count:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            self._shown = after
            self.endRemoveRows()
        here = self.index(first - 1, 0)
        self.dataChanged.emit(here, here)

    def _visible_of(self, data: PlanScreenData | None) -> list[int]:
        if data is None:
            return []
        hidden: set[int] = set()
        shown = []
        for row_id in data.state.order:
            parent = data.rows[row_id].parent_id
            if parent is not None and (parent in self._closed or parent in hidden):
                hidden.add(row_id)
            else:
                shown.append(row_id)
        return shown

    def row_id(self, index: int) -> int:
        """Return the id in a line; `ADD` for the last one."""
        return self._shown[index] if 0 <= index < len(self._shown) else ADD

    def line_of(self, row_id: int) -> int | None:
        """Return the line of a row, or None while it is hidden."""
        try:
            return self._shown.index(row_id)
        except ValueError:
            return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._data is None:
            return 0
        return len(self._shown) + (1 if self.can_add else 0)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(PlanColumn)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(PlanColumn):
            return None
        column = PlanColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._translator.text(HEADERS[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column in RIGHT_COLUMNS
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._data is None:
            return None
        row_id = self.row_id(index.row())
        column = PlanColumn(index.column())
        if role == ID_ROLE:
            return row_id
        if role == CELL_ROLE:
            return self._cell(row_id, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row_id, column).text
        if role == Qt.ItemDataRole.ToolTipRole and column is PlanColumn.TITLE and row_id != ADD:
            return self._cell(row_id, column).text
        if role == Qt.ItemDataRole.EditRole:
            return self._value(row_id, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row_id, column)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._edit is not None and self._can_edit(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._edit is None or not index.isValid():
            return False
        column = PlanColumn(index.column())
        row_id = self.row_id(index.row())
        if column not in FIELDS or (row_id == ADD and not str(value or "").strip()):
            return False
        if row_id != ADD and value == self._value(row_id, column):
            return False
        return self._edit(row_id, FIELDS[column], value)

    def _can_edit(self, index: Index) -> bool:
        row_id = self.row_id(index.row())
        column = PlanColumn(index.column())
        if row_id == ADD:
            return column is PlanColumn.TITLE
        if column is PlanColumn.TITLE or self._data is None:
            return column is PlanColumn.TITLE
        row = self._data.rows[row_id]
        if row.kind.is_summary or column is PlanColumn.SLIP:
            return False
        return not (row.kind is RowKind.MILESTONE and column is PlanColumn.START)

    def _value(self, row_id: int, column: PlanColumn) -> object:
        if self._data is None or row_id == ADD:
            return "" if column is PlanColumn.TITLE else None
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        if column is PlanColumn.TITLE:
            return row.title
        if column is PlanColumn.OWNER:
            return next(
                (choice for choice in self._data.owners if choice.owns(row)),
                OwnerChoice(name=self._data.owner_names.get(row_id, ""), side=row.side),
            )
        if column is PlanColumn.STATUS:
            return row.status
        if column is PlanColumn.START:
            return row.actual_start or row.start or (state.start if state else None)
        if column is PlanColumn.FINISH:
            return row.actual_finish or row.target or (state.finish if state else None)
        return state.slip if state else None

    def _cell(self, row_id: int, column: PlanColumn) -> Cell:
        if self._data is None:
            return EMPTY
        if row_id == ADD:
            if column is not PlanColumn.TITLE:
                return EMPTY
            return cell(self._translator.text("Add item"), Tone.MUTED, indent=FIRST_INDENT + 6)
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        quiet = row.status.is_ended
        tone = Tone.MUTED if quiet or row.kind.is_summary else Tone.TEXT
        if column is PlanColumn.TITLE:
            return self._title_cell(row, quiet)
        if column is PlanColumn.SLIP:
            if row.kind.is_summary or state is None or not state.slip:
                return EMPTY
            late = state.slip > 0 and not quiet
            return cell(
                f"{state.slip:+d}".replace("-", "−"),
                Tone.WARN if late else Tone.MUTED,
                right=True,
            )
        if column is PlanColumn.START or column is PlanColumn.FINISH:
            if state is None:
                return EMPTY
            day = state.start if column is PlanColumn.START else state.finish
            return cell(self._date(day), tone, right=True)
        if row.kind.is_summary:
            return EMPTY
        if column is PlanColumn.OWNER:
            return cell(self._data.owner_names.get(row_id, ""), tone, side=row.side)
        return cell(self._translator.text(STATUS_LABELS[row.status]), tone, status=row.status)

    def _title_cell(self, row: PlanRow, quiet: bool) -> Cell:
        state = self._data.state_of(row.id) if self._data else None
        depth = state.depth if state else 0
        parent = self._data is not None and row.id in self._data.parents
        if row.kind.is_summary or parent:
            return cell(
                row.title,
                bold=True,
                indent=12 + INDENT * depth,
                chevron=(row.id not in self._closed) if parent else None,
            )
        indent = FIRST_INDENT + INDENT * max(0, depth - 1)
        tone = Tone.MUTED if quiet else Tone.TEXT
        if row.kind is RowKind.MILESTONE:
            look = chart_row(row, state).look
            return cell(row.title, tone, bold=True, indent=indent, diamond=(shape_of(row), look))
        return cell(row.title, tone, indent=indent)

    def _date(self, day: date | None) -> str:
        if day is None or self._data is None:
            return ""
        text = self._dates.get(day)
        if text is None:
            text = self._translator.near_date(day, self._data.state.today)
            self._dates[day] = text
        return text

    def _spoken(self, row_id: int, column: PlanColumn) -> str:
        """Return what a screen reader says: the column's name where the words alone are bare."""
        shown = self._cell(row_id, column)
        if self._data is None or row_id == ADD or not shown.text:
            return shown.text
        row = self._data.rows[row_id]
        if column is PlanColumn.TITLE:
            return shown.text
        head = self._translator.text(HEADERS[column])
        if column is PlanColumn.OWNER:
            side = self._translator.text(SIDE_LABELS[row.side])
            return f"{head}: {shown.text}, {side}"
        return f"{head}: {shown.text}"
