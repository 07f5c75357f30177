"""The table of items: check boxes, headings across all columns, editors by column, own keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from csdesk.app.queries.item_table import Column, ItemLine
from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.codes import Priority, Status, Visibility
from csdesk.domain.labels import PRIORITY_LABELS, VISIBILITY_LABELS
from csdesk.ui.delegates.cell_delegate import CellDelegate, Editor, Index
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.choice_list import Choice
from csdesk.ui.delegates.editors import ChoiceField, DateField, OwnerField, WordsField
from csdesk.ui.delegates.look import Look
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.fonts import SMALL
from csdesk.ui.gantt.plan_editors import status_choices
from csdesk.ui.models.cells import Cell, Words
from csdesk.ui.models.items_model import HEADERS, ItemsModel

ROW, GROUP_ROW, CHECK_WIDTH = 32, 36, 46
WIDTHS = {
    Column.NUMBER: 52,
    Column.CUSTOMER: 142,
    Column.MILESTONE: 150,
    Column.OWNER: 132,
    Column.STATUS: 118,
    Column.PRIORITY: 84,
    Column.START: 76,
    Column.TARGET: 88,
    Column.REMARK: 200,
    Column.VISIBILITY: 88,
}
LEAST_TITLE, LEAST_REMARK = 180, 120
# Where the titles have no room these go, the first one first; before the last, remarks get short.
_GIVE_WAY = (
    Column.VISIBILITY, Column.START, Column.PRIORITY, Column.MILESTONE, Column.NUMBER,
    Column.CUSTOMER,
)  # fmt: skip


class ItemTable(RowTable):
    """Shows an `ItemsModel`.

    Signals: `sort_wanted(column)` after a click on a head; `copy_wanted()` and `paste_wanted()`
    for the keys of the clipboard; `widths_changed(text)` after a column was resized.
    """

    sort_wanted = Signal(object)
    copy_wanted = Signal()
    paste_wanted = Signal()
    widths_changed = Signal(str)

    def __init__(self, look: Look, model: ItemsModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW, parent)
        self._look = look
        self._items = model
        self.rest_of: Callable[[ItemLine], Callable[[date], bool]] | None = None
        self._anchor = -1
        self._group_lines: list[int] = []
        self.setObjectName("items_table")
        self.setAccessibleName(look.translator.text("Action items"))
        self.head = CellHeader(look, parent=self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self._delegate = CellDelegate(self, look, self._make_editor)
        self._delegate.is_group = lambda line: model.group_at(line) is not None
        self._delegate.is_marked = self._is_marked
        self._delegate.pads = self.head.pads = self._pads
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.head.sectionClicked.connect(self._on_head)
        self.head.sectionResized.connect(self._on_resized)
        self.pressed_plain.connect(self._on_pressed)
        model.arranged.connect(self._place_groups)
        self._laying = False
        self._widths = dict(WIDTHS)

    # --- columns and headings ----------------------------------------------------------------

    def lay_columns(self, kept: str = "") -> None:
        """Give the columns the kept widths ("title=300 owner=90"), else the design's."""
        self._laying = True
        self._widths = {column: self._least(column, width) for column, width in WIDTHS.items()}
        known = {column.value: column for column in WIDTHS}
        for part in kept.split():
            name, _, width = part.partition("=")
            if name in known and width.isdecimal() and int(width):
                self._widths[known[name]] = int(width)
        self.head.setStretchLastSection(False)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, CHECK_WIDTH)
        self.head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        for section, column in enumerate(self._items.columns, 1):
            if column is Column.TITLE:
                self.head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(section, self._widths[column])
        self._fit()
        self._laying = False
        self._place_groups()

    def _fit(self) -> None:
        """Let columns give way until the titles have room; what went comes back with the room."""
        shown = [column for column in self._items.columns if column is not Column.TITLE]
        room = self.viewport().width() - CHECK_WIDTH - LEAST_TITLE
        needed = sum(self._widths[column] for column in shown)
        remark = self._widths[Column.REMARK]
        gone: set[Column] = set()
        for column in _GIVE_WAY:
            if column is Column.CUSTOMER and Column.REMARK in shown and needed > room:
                remark = max(min(remark, LEAST_REMARK), remark - (needed - room))
                needed -= self._widths[Column.REMARK] - remark
            if needed > room and column in shown:
                gone.add(column)
                needed -= self._widths[column]
        for section, column in enumerate(self._items.columns, 1):
            self.setColumnHidden(section, column in gone)
            if column is Column.REMARK:
                self.setColumnWidth(section, remark)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        laying, self._laying = self._laying, True
        self._fit()
        self._laying = laying

    def _least(self, column: Column, width: int) -> int:
        """Return the design's width, or more where the words of the language need it."""
        words = self._look.translator.text
        metrics = self._look.face(SMALL)[1]
        needed = metrics.horizontalAdvance(words(HEADERS[column])) + 36
        if column is Column.VISIBILITY:
            for label in VISIBILITY_LABELS.values():
                needed = max(needed, metrics.horizontalAdvance(words(label)) + 20)
        return max(width, round(needed))

    def show_sort(self) -> None:
        """Put the arrow on the column that is sorted by."""
        sort = self._items.sort_order
        columns = list(self._items.columns)
        self.head.setSortIndicatorShown(sort.column in columns)
        if sort.column in columns:
            order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
            self.head.setSortIndicator(columns.index(sort.column) + 1, order)

    def _place_groups(self) -> None:
        """Let headings run across all columns, a little higher than items."""
        self.clearSpans()
        rows = self.verticalHeader()
        for line in self._group_lines:
            if line < rows.count():
                rows.resizeSection(line, ROW)
        self._group_lines = self._items.group_lines()
        for line in self._group_lines:
            rows.resizeSection(line, GROUP_ROW)
            self.setSpan(line, 0, 1, self._items.columnCount())

    def _on_resized(self, section: int, _: int, width: int) -> None:
        column = self._items.column_of(section)
        if self._laying or column not in self._widths or not width:
            return
        self._widths[column] = width
        parts = [
            f"{one.value}={self._widths[one]}"
            for one in self._items.columns
            if one is not Column.TITLE
        ]
        self.widths_changed.emit(" ".join(parts))

    def _on_head(self, section: int) -> None:
        column = self._items.column_of(section)
        if column is not None:
            self.sort_wanted.emit(column)
        elif self._items.checked:
            self._items.clear_checks()
        else:
            self._items.check_all()

    def _pads(self, column: int) -> tuple[int, int]:
        if column == 0:
            return 20, 0
        return 8, 14 if self._items.column_of(column) is Column.TARGET else 8

    def _is_marked(self, line: int) -> bool:
        found = self._items.line_at(line)
        return found is not None and self._items.is_checked(found.id)

    # --- the current place -------------------------------------------------------------------

    def current_line(self) -> ItemLine | None:
        """Return the current item."""
        return self._items.line_at(self.currentIndex().row())

    def current_column(self) -> Column | None:
        """Return the current column."""
        return self._items.column_of(self.currentIndex().column())

    def shown_lines(self, start: ItemLine | None = None) -> list[ItemLine]:
        """Return the items of open groups, from `start` on."""
        lines = [self._items.line_at(line) for line in range(self._items.rowCount())]
        found = [line for line in lines if line is not None]
        return found[found.index(start) :] if start in found else found

    def select(self, row_id: int) -> None:
        """Make an item the current one."""
        place = self._items.place_of(row_id)
        if place is not None:
            self.setCurrentIndex(self._items.index(place, max(1, self.currentIndex().column())))

    def open_editor(self, row_id: int, column: Column) -> bool:
        """Open the editor of a cell; return whether it has one."""
        place = self._items.place_of(row_id)
        if place is None or column not in self._items.columns:
            return False
        section = list(self._items.columns).index(column) + 1
        return self.edit_cell(self._items.index(place, section))

    # --- mouse and keys ----------------------------------------------------------------------

    def _on_pressed(self, index: QModelIndex, _: QPoint) -> None:
        group = self._items.group_at(index.row())
        if group is not None:
            self._items.toggle_group(group.key)
            return
        line = self._items.line_at(index.row())
        if line is not None and index.column() == 0:
            self._check_one(line, index.row())

    def _check_one(self, line: ItemLine, row: int) -> None:
        self._items.set_checked([line.id], on=not self._items.is_checked(line.id))
        self._anchor = row

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks, Shift with an arrow extends, Escape clears, digits set a status."""
        key, line = Qt.Key(event.key()), self.current_line()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        group = self._items.group_at(self.currentIndex().row())
        if group is not None and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._items.toggle_group(group.key)
        elif key == Qt.Key.Key_Space and line is not None:
            self._check_one(line, self.currentIndex().row())
        elif shift and key in steps and line is not None:
            self._extend(steps[key])
        elif key == Qt.Key.Key_Escape and self._items.checked:
            self._items.clear_checks()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._items.check_all()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif self._set_by_digit(event.text()):
            pass
        else:
            super().keyPressEvent(event)

    def _extend(self, step: int) -> None:
        """Check the current item and the next one that way."""
        line = self.current_line()
        row = self.currentIndex().row() + step
        while self._items.group_at(row) is not None:
            row += step
        following = self._items.line_at(row)
        if line is not None:
            self._items.set_checked([line.id], on=True)
        if following is not None:
            self._items.set_checked([following.id], on=True)
            self.setCurrentIndex(self._items.index(row, self.currentIndex().column()))

    def _set_by_digit(self, text: str) -> bool:
        column = self.current_column()
        codes: dict[Column, list[object]] = {
            Column.STATUS: list(Status),
            Column.PRIORITY: list(Priority),
        }
        if column not in codes or not text.isdecimal() or self.current_line() is None:
            return False
        place = int(text) - 1
        if not 0 <= place < len(codes[column]):
            return False
        return self._items.setData(self.currentIndex(), codes[column][place])

    # --- editors -----------------------------------------------------------------------------

    def _make_editor(self, parent: QWidget, index: Index) -> Editor | None:
        line, column = self._items.line_at(index.row()), self._items.column_of(index.column())
        if line is None or column is None:
            return None
        words, look = self._look.translator, self._look
        value = self._items.value(line, column)
        count = len(self._items.affected(line.id))
        hint = words.text("Enter: change all {n} chosen", n=count) if count > 1 else ""
        if column is Column.TITLE:
            field = WordsField(parent, look)
            field.setText(line.row.title)
            field.selectAll()
            return field
        if column is Column.OWNER and isinstance(value, OwnerChoice):
            return OwnerField(parent, look, self._items.owner_choices(line), value, hint)
        if column is Column.STATUS:
            return ChoiceField(parent, look, status_choices(words), value, hint)
        if column is Column.PRIORITY:
            labels = [(one, PRIORITY_LABELS[one]) for one in Priority]
            return ChoiceField(parent, look, _plain(look, labels), value, hint)
        if column is Column.VISIBILITY:
            seen = [(one, VISIBILITY_LABELS[one]) for one in Visibility]
            return ChoiceField(parent, look, _plain(look, seen), value, hint)
        day = value if isinstance(value, date) else None
        return DateField(
            parent, look, self._items.today, day,
            is_rest=None if self.rest_of is None else self.rest_of(line),
        )  # fmt: skip


def _plain(
    look: Look, labels: list[tuple[Priority, str]] | list[tuple[Visibility, str]]
) -> list[Choice]:
    words = look.translator.text
    return [Choice(value, Cell(words=(Words(words(text)),))) for value, text in labels]
