"""The plan as a table: one line per shown row, and a last line that takes a new item."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import RowKind
from csdesk.domain.state import RowState
from csdesk.i18n import Translator
from csdesk.ui.models.cells import CELL_ROLE, EMPTY, ID_ROLE, Cell, Tone, cell
from csdesk.ui.models.plan_cells import PlanCells
from csdesk.ui.models.plan_columns import (
    COMPARED_COLUMNS,
    DATE_COLUMNS,
    FIELDS,
    HEADERS,
    LEFT_COLUMNS,
    PlanColumn,
)

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Edit: TypeAlias = Callable[[int, str, object], bool]
"""(row id, field, value) -> whether it was stored; row id 0 adds an item."""
Keep: TypeAlias = Callable[[PlanScreenData], Collection[int] | None]
"""Which rows of a plan pass a filter; None: all of them."""

_COLUMNS = tuple(PlanColumn)
AHEAD_COLUMNS = (  # what a move that is looked at can change
    (PlanColumn.START, PlanColumn.FINISH, PlanColumn.SLIP),
    (PlanColumn.START_VARIANCE, PlanColumn.FINISH_VARIANCE),
)
ADD = 0  # the id of the line that adds
_SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable
_ITEMS_ONLY = frozenset({PlanColumn.START, PlanColumn.DURATION, PlanColumn.PROGRESS})


class PlanModel(QAbstractTableModel):
    """Holds a `PlanScreenData`, which phases are closed and which rows pass; `edit` writes."""

    def __init__(
        self, translator: Translator, edit: Edit | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._translator = translator
        self._edit = edit
        self._data: PlanScreenData | None = None
        self._cells: PlanCells | None = None
        self._keep: Keep | None = None
        self._kept: frozenset[int] | None = None
        self._closed: set[int] = set()
        self._shown: list[int] = []
        self._lines: dict[int, int] = {}
        self._ahead: Mapping[int, RowState] = {}
        self._cells_ahead: PlanCells | None = None
        self.can_add = edit is not None

    @property
    def shown(self) -> list[int]:
        """Ids of the shown rows, in order, without the line that adds."""
        return self._shown

    @property
    def lines(self) -> Mapping[int, int]:
        """The line of each shown row, by id; made anew when other rows are shown."""
        return self._lines

    @property
    def plan(self) -> PlanScreenData | None:
        """What is shown."""
        return self._data

    @property
    def closed(self) -> frozenset[int]:
        """Ids of the closed phases and groups."""
        return frozenset(self._closed)

    @property
    def cells(self) -> PlanCells | None:
        """What makes the cells."""
        return self._cells

    @property
    def kept(self) -> frozenset[int] | None:
        """Ids of the rows that pass the filter, with the phases that hold them; None: all."""
        return self._kept

    def set_plan(self, data: PlanScreenData | None) -> None:
        """Show a plan; rows that stay keep their place, selection and editors."""
        self._ahead, self._cells_ahead = {}, None
        self._kept = self._kept_of(data)
        shown = self._visible_of(data)
        if shown == self._shown and data is not None:
            self._data, self._cells = data, PlanCells(self._translator, data)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._data = data
        self._cells = None if data is None else PlanCells(self._translator, data)
        self._show(shown)
        self.endResetModel()

    def set_filter(self, keep: Keep | None) -> None:
        """Show only the rows that pass, with the phases that hold them."""
        self._keep = keep
        kept = self._kept_of(self._data)
        if kept != self._kept:
            self.beginResetModel()
            self._kept = kept
            self._show(self._visible_of(self._data))
            self.endResetModel()

    def set_closed(self, closed: Collection[int]) -> None:
        """Close exactly these phases and groups."""
        self._closed = set(closed)
        self.beginResetModel()
        self._show(self._visible_of(self._data))
        self.endResetModel()

    def toggle(self, row_id: int) -> None:
        """Open or close a phase or group, as an insertion or removal of the rows below it."""
        if self._data is None or row_id not in self._data.parents or row_id not in self._lines:
            return
        self._closed ^= {row_id}
        after = self._visible_of(self._data)
        first = self._lines[row_id] + 1
        count = abs(len(after) - len(self._shown))
        if len(after) > len(self._shown):
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
            self._show(after)
            self.endInsertRows()
        elif count:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            self._show(after)
            self.endRemoveRows()
        here = self.index(first - 1, 0)
        self.dataChanged.emit(here, here)

    def _show(self, shown: list[int]) -> None:
        self._shown = shown
        self._lines = dict(zip(shown, range(len(shown)), strict=True))

    def _kept_of(self, data: PlanScreenData | None) -> frozenset[int] | None:
        """Return what passes the filter, with all that it stands in."""
        if data is None or self._keep is None:
            return None
        passed = self._keep(data)
        if passed is None:
            return None
        kept: set[int] = set()
        for row_id in passed:
            above: int | None = row_id
            while above is not None and above not in kept:
                kept.add(above)
                above = data.rows[above].parent_id
        return frozenset(kept)

    def _visible_of(self, data: PlanScreenData | None) -> list[int]:
        if data is None:
            return []
        if not self._closed and self._kept is None:
            return list(data.state.order)
        hidden: set[int] = set()
        shown = []
        for row_id in data.state.order:
            parent = data.rows[row_id].parent_id
            if parent is not None and (parent in self._closed or parent in hidden):
                hidden.add(row_id)
            elif self._kept is None or row_id in self._kept:
                shown.append(row_id)
        return shown

    def set_ahead(self, states: Mapping[int, RowState]) -> None:
        """Show rows (by id) as a move that is looked at would leave them; empty: as they are."""
        data, before = self._data, self._ahead
        changed = [one for one in {*before, *states} if before.get(one) != states.get(one)]
        lines = [self._lines.get(one) for one in changed]
        self._ahead = states
        self._cells_ahead = None
        if data is not None and states:
            after = replace(data.state, rows=states)  # no other row is asked for
            self._cells_ahead = PlanCells(self._translator, replace(data, state=after), self._cells)
        shown = [line for line in lines if line is not None]
        if shown:
            first, last = min(shown), max(shown)
            for columns in AHEAD_COLUMNS:
                self.dataChanged.emit(self.index(first, columns[0]), self.index(last, columns[-1]))

    def row_id(self, index: int) -> int:
        """Return the id in a line; `ADD` for the last one."""
        return self._shown[index] if 0 <= index < len(self._shown) else ADD

    def line_of(self, row_id: int) -> int | None:
        """Return the line of a row, or None while it is hidden."""
        return self._lines.get(row_id)

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
            return self.head_of(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.head_of(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
            side = left if column in LEFT_COLUMNS else right
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._data is None:
            return None
        row_id = self.row_id(index.row())
        column = _COLUMNS[index.column()]
        if role == ID_ROLE:
            return row_id
        if role == CELL_ROLE:
            return self._cell(row_id, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row_id, column).text
        if role == Qt.ItemDataRole.ToolTipRole and row_id != ADD:
            return None if self._cells is None else self._cells.tip(row_id, column) or None
        if role == Qt.ItemDataRole.EditRole:
            return self._value(row_id, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            known = self._cells is not None and row_id != ADD
            shown = self._cell(row_id, column).text
            return self._cells.spoken(row_id, column) if known and self._cells else shown
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self._edit is not None and self._can_edit(index) else _SHOWN

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._edit is None or not index.isValid():
            return False
        column = _COLUMNS[index.column()]
        row_id = self.row_id(index.row())
        if column not in FIELDS or (row_id == ADD and not str(value or "").strip()):
            return False
        if row_id != ADD and value == self._value(row_id, column):
            return False
        return self._edit(row_id, FIELDS[column], value)

    def head_of(self, column: PlanColumn) -> str:
        """Return a column's name; those that count from a compared baseline name it."""
        text = self._translator.text(HEADERS[column])
        if (
            self._data is not None
            and self._data.compared is not None
            and column in COMPARED_COLUMNS
        ):
            other = self._data.compared.name
            return self._translator.text("{name} ({side})", name=text, side=other)
        return text

    def _can_edit(self, index: Index) -> bool:
        return self.takes(self.row_id(index.row()), _COLUMNS[index.column()])

    def takes(self, row_id: int, column: PlanColumn) -> bool:
        """Whether a cell can be edited."""
        if row_id == ADD or column is PlanColumn.TITLE:
            return column is PlanColumn.TITLE
        if self._data is None or column not in FIELDS:
            return False
        row = self._data.rows[row_id]
        if row.kind.is_summary:
            return column is PlanColumn.PREDECESSORS
        return not (row.kind is RowKind.MILESTONE and column in _ITEMS_ONLY)

    def _value(self, row_id: int, column: PlanColumn) -> object:
        if self._cells is None or row_id == ADD:
            return "" if column is PlanColumn.TITLE else None
        return self._cells.value(row_id, column)

    def _cell(self, row_id: int, column: PlanColumn) -> Cell:
        if self._cells is None:
            return EMPTY
        if row_id == ADD:
            if column is not PlanColumn.TITLE:
                return EMPTY
            return cell(self._translator.text("Add item"), Tone.MUTED, indent=36)
        shown = self._cells.cell(row_id, column, closed=row_id in self._closed)
        if self._cells_ahead is None or row_id not in self._ahead:
            return shown
        after = self._cells_ahead.cell(row_id, column, closed=row_id in self._closed)
        if after.text == shown.text or column not in DATE_COLUMNS:
            return after
        return cell(after.text, Tone.ACCENT, right=after.right, bold=True)
