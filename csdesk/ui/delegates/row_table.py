"""A table of rows: hover by row, own keys, no grid; what the plan and the items have in common."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override


class RowTable(QTableView):
    """Rows of fixed height that light up as a whole.

    Signals:
        hovered: the line under the mouse, -1 for none.
        pressed_plain: an index on which the left button went down, with the place in the viewport.
    """

    hovered = Signal(int)
    pressed_plain = Signal(QModelIndex, QPoint)

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hover_line = -1
        self.keyboard_focus = False  # the current cell shows a ring only while keys are used
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(32)
        self.verticalScrollBar().setSingleStep(row_height)

    def set_row_height(self, height: int) -> None:
        """Make rows higher or lower."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    def is_editing(self) -> bool:
        """Whether a cell editor is open, so that a refresh should wait."""
        return self.state() == QAbstractItemView.State.EditingState

    def edit_cell(self, index: QModelIndex) -> bool:
        """Open the editor of a cell; return whether it has one."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.setCurrentIndex(index)
        self.edit(index)
        return True

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self.keyboard_focus = False
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed_plain.emit(self.indexAt(place), place)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(-1)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the editor of the current cell, as F2 does."""
        if not self.keyboard_focus:
            self.keyboard_focus = True
            self.viewport().update()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if (
            plain
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not self.is_editing()
            and self.edit_cell(self.currentIndex())
        ):
            return
        super().keyPressEvent(event)

    def _set_hover(self, line: int) -> None:
        if line == self.hover_line:
            return
        for one in (self.hover_line, line):
            self._update_line(one)
        self.hover_line = line
        self.hovered.emit(line)

    def _update_line(self, line: int) -> None:
        if line >= 0:
            top = self.rowViewportPosition(line)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(line))
