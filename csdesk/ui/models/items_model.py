"""Action items as a table with headings: an own list of lines, no proxy in between."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from csdesk.app.queries.item_table import (
    Column,
    Grouping,
    ItemFilter,
    ItemGroup,
    ItemLine,
    Sort,
    arrange,
    visibility_of,
)
from csdesk.app.queries.items import ItemsData
from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.codes import Priority
from csdesk.domain.errors import N_
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS, VISIBILITY_LABELS
from csdesk.i18n import Translator
from csdesk.ui.models.cells import CELL_ROLE, EMPTY, ID_ROLE, Cell, Tone, cell
from csdesk.ui.models.item_words import group_cell, remark_words

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ItemEdit: TypeAlias = Callable[[Sequence[int], str, object], bool]
"""(row ids, field, value) -> whether it was stored, in one command."""

HEADERS = {
    Column.TITLE: N_("Action item"),
    Column.NUMBER: N_("No."),
    Column.CUSTOMER: N_("Customer name"),
    Column.MILESTONE: N_("Milestone"),
    Column.OWNER: N_("Owner"),
    Column.STATUS: N_("Status"),
    Column.PRIORITY: N_("Priority"),
    Column.START: N_("Start"),
    Column.TARGET: N_("Target date"),
    Column.REMARK: N_("Late and blocked"),
    Column.VISIBILITY: N_("Visibility"),
}
RIGHT_COLUMNS = (Column.START, Column.TARGET)
FIELDS = {
    Column.TITLE: "title",
    Column.OWNER: "owner",
    Column.STATUS: "status",
    Column.PRIORITY: "priority",
    Column.START: "start",
    Column.TARGET: "target",
    Column.VISIBILITY: "visibility",
}
LONG_COLUMNS = (Column.TITLE, Column.CUSTOMER, Column.MILESTONE, Column.REMARK)
GROUP_ID = -1


class ItemsModel(QAbstractTableModel):
    """Shows `ItemsData` filtered, sorted and grouped; column 0 holds the check boxes.

    Signals:
        arranged: lines were rebuilt, so headings stand elsewhere.
        checks_changed: other items are checked.
    """

    arranged = Signal()
    checks_changed = Signal()

    def __init__(
        self, translator: Translator, edit: ItemEdit | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = translator
        self._edit = edit
        self._data: ItemsData | None = None
        self._filter, self._grouping, self._sort = ItemFilter(), Grouping.TURN, Sort()
        self._columns: list[Column] = list(Column)
        self._closed: set[str] = set()
        self._lines: list[ItemGroup | ItemLine] = []
        self._groups: list[ItemGroup] = []
        self._places: dict[int, int] = {}
        self._checked: set[int] = set()
        self._dates: dict[date, str] = {}

    # --- what is shown -----------------------------------------------------------------------

    @property
    def columns(self) -> Sequence[Column]:
        """The columns right of the check boxes."""
        return self._columns

    @property
    def items(self) -> ItemsData | None:
        """What is shown, before the filter."""
        return self._data

    @property
    def sort_order(self) -> Sort:
        """The order inside the groups."""
        return self._sort

    def show_items(self, data: ItemsData) -> None:
        """Show other items, or the same ones after a change."""
        self._data = data
        self._dates.clear()
        self._arrange()

    def set_view(
        self,
        *,
        shown: ItemFilter | None = None,
        grouping: Grouping | None = None,
        sort: Sort | None = None,
    ) -> None:
        """Change filter, grouping or order; what is None stays."""
        self._filter = self._filter if shown is None else shown
        self._grouping = self._grouping if grouping is None else grouping
        self._sort = self._sort if sort is None else sort
        self._arrange()

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show these columns, in their fixed order; the title always."""
        chosen = {Column.TITLE, *columns}
        self.beginResetModel()
        self._columns = [column for column in Column if column in chosen]
        self.endResetModel()
        self.arranged.emit()

    def toggle_group(self, key: str) -> None:
        """Open or close a group."""
        self._closed ^= {key}
        self._arrange()

    def _arrange(self) -> None:
        if self._data is None:
            return
        groups = arrange(self._data.lines, self._filter, self._grouping, self._sort)
        lines: list[ItemGroup | ItemLine] = []
        for group in groups:
            if group.key or self._grouping is not Grouping.NONE:
                lines.append(group)
            if group.key not in self._closed:
                lines.extend(group.lines)
        self._groups = groups
        if [_key(line) for line in lines] == [_key(line) for line in self._lines]:
            self._lines = lines
            last = self.index(len(lines) - 1, self.columnCount() - 1)
            if lines:
                self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
        self._places = {
            line.id: place for place, line in enumerate(lines) if isinstance(line, ItemLine)
        }
        here = {line.id for group in groups for line in group.lines}
        self._keep_checks(here)
        self.arranged.emit()

    def group_at(self, row: int) -> ItemGroup | None:
        """Return the heading on a line, if it is one."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, ItemGroup) else None

    def group_lines(self) -> list[int]:
        """Return the lines that hold headings."""
        return [place for place, line in enumerate(self._lines) if isinstance(line, ItemGroup)]

    def line_at(self, row: int) -> ItemLine | None:
        """Return the item on a line, if it is one."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, ItemLine) else None

    def place_of(self, row_id: int) -> int | None:
        """Return the line of an item, or None while it is not shown."""
        return self._places.get(row_id)

    def count(self) -> int:
        """Return how many items pass the filter."""
        return sum(len(group.lines) for group in self._groups)

    # --- check boxes -------------------------------------------------------------------------

    @property
    def checked(self) -> list[int]:
        """Ids of the checked items, in the order shown."""
        shown = [line.id for group in self._groups for line in group.lines]
        return [row_id for row_id in shown if row_id in self._checked]

    def is_checked(self, row_id: int) -> bool:
        """Whether an item is checked."""
        return row_id in self._checked

    def set_checked(self, row_ids: Iterable[int], *, on: bool) -> None:
        """Check or uncheck items."""
        before = set(self._checked)
        self._checked = before | set(row_ids) if on else before - set(row_ids)
        self._tell_checks(before)

    def clear_checks(self) -> None:
        """Uncheck everything."""
        before, self._checked = self._checked, set()
        self._tell_checks(before)

    def check_all(self) -> None:
        """Check every item that passes the filter."""
        self.set_checked([line.id for group in self._groups for line in group.lines], on=True)

    def _keep_checks(self, here: set[int]) -> None:
        before, self._checked = self._checked, self._checked & here
        if before != self._checked:
            self.checks_changed.emit()

    def _tell_checks(self, before: set[int]) -> None:
        if before == self._checked or not self._lines:
            return
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.checks_changed.emit()

    def affected(self, row_id: int) -> list[int]:
        """Return what an edit of one row changes: all checked rows if it is one of them."""
        return self.checked if row_id in self._checked else [row_id]

    # --- the model of Qt ---------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns) + 1

    def column_of(self, section: int) -> Column | None:
        """Return the column at a section; None for the check boxes."""
        return self._columns[section - 1] if 1 <= section <= len(self._columns) else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.column_of(section)
        if role == CELL_ROLE and section == 0:
            total = self.count()
            some = len(self.checked)
            return Cell(check=bool(some) and some == total, partly=0 < some < total)
        if column is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(HEADERS[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in RIGHT_COLUMNS
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._data is None:
            return None
        line = self._lines[index.row()]
        if isinstance(line, ItemGroup):
            return self._group_data(line, index.column(), role)
        column = self.column_of(index.column())
        if role == ID_ROLE:
            return line.id
        if column is None:
            return self._check_data(line, role)
        if role == CELL_ROLE:
            return self.cell_of(line, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cell_of(line, column).text
        if role == Qt.ItemDataRole.ToolTipRole and column in LONG_COLUMNS:
            return self.cell_of(line, column).text
        if role == Qt.ItemDataRole.EditRole:
            return self.value(line, column)
        return None

    def _group_data(self, group: ItemGroup, section: int, role: int) -> object:
        if role == ID_ROLE:
            return GROUP_ID
        if self._data is None or section:
            return EMPTY if role == CELL_ROLE else None
        heading = group_cell(
            self._words, self._data, group, self._grouping, is_open=group.key not in self._closed
        )
        if role == CELL_ROLE:
            return heading
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (heading.text, heading.count, heading.remark) if part)
        return None

    def _check_data(self, line: ItemLine, role: int) -> object:
        on = line.id in self._checked
        if role == CELL_ROLE:
            return Cell(check=on)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.text("Chosen") if on else self._words.text("Not chosen")
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        column = self.column_of(index.column()) if index.isValid() else None
        if self._edit is not None and column in FIELDS and self.line_at(index.row()) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, column = self.line_at(index.row()), self.column_of(index.column())
        if role != Qt.ItemDataRole.EditRole or self._edit is None or line is None:
            return False
        if column is None or column not in FIELDS:
            return False
        chosen = [line.id] if column is Column.TITLE else self.affected(line.id)
        if chosen == [line.id] and value == self.value(line, column):
            return False
        return self._edit(chosen, FIELDS[column], value)

    def value(self, line: ItemLine, column: Column) -> object:
        """Return what an editor of a cell starts from."""
        row = line.row
        if column is Column.OWNER:
            choices = self.owner_choices(line)
            mine = (choice for choice in choices if choice.owns(row))
            return next(mine, OwnerChoice(name=line.owner, side=row.side))
        values: dict[Column, object] = {
            Column.TITLE: row.title,
            Column.STATUS: row.status,
            Column.PRIORITY: row.priority,
            Column.START: planned_start(line),
            Column.TARGET: row.target,
            Column.VISIBILITY: row.visibility,
        }
        return values.get(column)

    def owner_choices(self, line: ItemLine) -> tuple[OwnerChoice, ...]:
        """Return who can own an item."""
        return () if self._data is None else self._data.owners.get(line.row.customer_id, ())

    def cell_of(self, line: ItemLine, column: Column) -> Cell:
        """Return what a cell shows."""
        row = line.row
        quiet = row.status.is_ended
        tone = Tone.MUTED if quiet else Tone.TEXT
        if column is Column.TITLE:
            return cell(row.title, tone)
        if column is Column.NUMBER:
            return cell(f"A{row.number}" if row.number else "", Tone.MUTED)
        if column is Column.CUSTOMER:
            return cell(line.customer_name, Tone.MUTED)
        if column is Column.MILESTONE:
            return cell(line.milestone, Tone.MUTED)
        if column is Column.OWNER:
            return cell(line.owner, tone, side=row.side)
        if column is Column.STATUS:
            return cell(self._words.text(STATUS_LABELS[row.status]), tone, status=row.status)
        if column is Column.PRIORITY:
            must = row.priority is Priority.MUST and not quiet
            words = self._words.text(PRIORITY_LABELS[row.priority])
            return cell(words, Tone.TEXT if must else Tone.MUTED, bold=must)
        if column is Column.START:
            return cell(self._date(planned_start(line)), Tone.MUTED, right=True)
        if column is Column.TARGET:
            late = Tone.BAD if line.late else tone
            return cell(self._date(row.target), late, right=True)
        if column is Column.VISIBILITY:
            seen = visibility_of(line)
            words = self._words.text(VISIBILITY_LABELS[seen])
            return cell(words, Tone.MUTED, small=True)
        return Cell(words=remark_words(self._words, line, self.today))

    @property
    def today(self) -> date:
        """The day of the data."""
        return self._data.today if self._data else date.min

    def _date(self, day: date | None) -> str:
        if day is None:
            return ""
        text = self._dates.get(day)
        if text is None:
            text = self._dates[day] = self._words.near_date(day, self.today)
        return text


def planned_start(line: ItemLine) -> date | None:
    """Return when an item began or is meant to, beside its target date; else the forecast."""
    return line.row.actual_start or line.row.start or line.start


def _key(line: ItemGroup | ItemLine) -> tuple[str, int]:
    return (line.key, 0) if isinstance(line, ItemGroup) else ("", line.id)
