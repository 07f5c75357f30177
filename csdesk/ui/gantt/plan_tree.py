"""The rows of a plan as a table: own keys, several rows at once, drag to another place."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from typing_extensions import override

from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.gantt.drop_place import DropPlace, drop_place
from csdesk.ui.gantt.view import ROW
from csdesk.ui.models.plan_cells import INDENT
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.models.plan_model import ADD, PlanModel


class PlanTree(RowTable):
    """The rows of a plan; left and right on a phase's title close and open it.

    Signals: `delete_asked()`, `move_asked(step)`, `depth_asked(step)`, `copy_asked()` and
    `paste_asked()` for the chosen rows; `menu_asked(place)` in global places; `escaped()` when Esc
    had nothing to do here; `dropped(DropPlace)` after the chosen rows were dragged; `resized()`.
    """

    delete_asked = Signal()
    move_asked = Signal(int)
    depth_asked = Signal(int)
    copy_asked = Signal()
    paste_asked = Signal()
    menu_asked = Signal(QPoint)
    escaped = Signal()
    dropped = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(int(ROW), parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.accent = QColor()
        self.can_drag = False
        self._pressed: QPoint | None = None
        self._chosen_before: list[int] = []
        self._place: DropPlace | None = None
        self._dragging = False

    def plan_model(self) -> PlanModel:
        """Return the model with its own type."""
        model = self.model()
        if not isinstance(model, PlanModel):
            raise TypeError("a plan tree shows a plan model")
        return model

    # --- what is chosen ----------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """Return the ids of the chosen rows, in order."""
        model = self.plan_model()
        ranges = self.selectionModel().selection()
        lines: set[int] = set()
        for number in range(ranges.size()):
            stretch = ranges.at(number)
            lines.update(range(stretch.top(), stretch.bottom() + 1))
        ids = (model.row_id(line) for line in sorted(lines))
        return [row_id for row_id in ids if row_id != ADD]

    def choose(self, row_ids: list[int]) -> None:
        """Choose rows; the current one stays if it is among them."""
        model, selection = self.plan_model(), self.selectionModel()
        lines = sorted({line for line in map(model.line_of, row_ids) if line is not None})
        if not lines:
            return
        here, last = self.currentIndex(), model.columnCount() - 1
        wanted, start = QItemSelection(), lines[0]
        for line, following in zip(lines, [*lines[1:], -1], strict=True):
            if following != line + 1:  # rows side by side are one stretch
                wanted.select(model.index(start, 0), model.index(line, last))
                start = following
        flags = QItemSelectionModel.SelectionFlag
        first = here if here.row() in lines else model.index(lines[0], max(0, here.column()))
        selection.setCurrentIndex(first, flags.NoUpdate)
        selection.select(wanted, flags.ClearAndSelect | flags.Rows)

    def drop_choice(self) -> bool:
        """Leave only the current row chosen; return whether others were."""
        if len(self.chosen()) < 2:
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self.currentIndex(), flags.ClearAndSelect | flags.Rows)
        return True

    @override
    def selectAll(self) -> None:
        self.choose(list(self.plan_model().shown))

    @override
    def edit_cell(self, index: QModelIndex) -> bool:
        """Open the editor of a cell; what is chosen with it stays chosen."""
        chosen = self.chosen()
        if len(chosen) > 1 and self.plan_model().row_id(index.row()) in chosen:
            if not index.flags() & Qt.ItemFlag.ItemIsEditable:
                return False
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.edit(index)
            return True
        return super().edit_cell(index)

    # --- keys --------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        model = self.plan_model()
        row_id = model.row_id(index.row()) if index.isValid() else ADD
        keys, held = Qt.Key, event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        steps = {keys.Key_Up: -1, keys.Key_Down: 1}
        depths = {keys.Key_Left: -1, keys.Key_Right: 1}
        key = keys(event.key())
        if key == keys.Key_Escape and self._dragging:
            self._end_drag(accept=False)
        elif key == keys.Key_Escape and not self.drop_choice():
            self.escaped.emit()
        elif key == keys.Key_Escape:
            pass
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif alt and key in steps:
            self.move_asked.emit(steps[key])
        elif alt and key in depths:
            self.depth_asked.emit(depths[key])
        elif index.column() == PlanColumn.TITLE and self._folds(row_id, key):
            model.toggle(row_id)
        elif key == keys.Key_Delete and row_id != ADD:
            self.delete_asked.emit()
        elif (event.text() == "+" and row_id in model.closed) or (
            event.text() == "-" and self._is_open_parent(row_id)
        ):
            model.toggle(row_id)
        else:
            super().keyPressEvent(event)

    def _is_open_parent(self, row_id: int) -> bool:
        plan = self.plan_model().plan
        return (
            plan is not None and row_id in plan.parents and row_id not in self.plan_model().closed
        )

    def _folds(self, row_id: int, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Left:
            return self._is_open_parent(row_id)
        return key == Qt.Key.Key_Right and row_id in self.plan_model().closed

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the chosen rows; a row that is not chosen becomes the only one."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
        else:
            place = event.pos()
            index = self.indexAt(place)
            if index.isValid() and not self.selectionModel().isRowSelected(index.row()):
                self.setCurrentIndex(index)
        self.menu_asked.emit(self.viewport().mapToGlobal(place))

    # --- drag to another place ---------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._chosen_before = self.chosen()
        row_id = self.plan_model().row_id(index.row()) if index.isValid() else ADD
        takes = plain and left and self.can_drag and row_id != ADD
        self._pressed = place if takes else None
        if event.button() == Qt.MouseButton.RightButton and row_id in self._chosen_before:
            return
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self._pressed is None or not held:
            super().mouseMoveEvent(event)
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging and far:
            self._dragging = True
            row_id = self.plan_model().row_id(self.indexAt(self._pressed).row())
            if len(self._chosen_before) > 1 and row_id in self._chosen_before:
                self.choose(self._chosen_before)
        if self._dragging:
            self._drag_to(place)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._dragging:
            self._end_drag(accept=True)
            return
        super().mouseReleaseEvent(event)

    def _drag_to(self, place: QPoint) -> None:
        model, bar = self.plan_model(), self.verticalScrollBar()
        row = self.verticalHeader().defaultSectionSize()
        if not 0 <= place.y() <= self.viewport().height():
            bar.setValue(bar.value() + (row if place.y() > 0 else -row))
        line = round((place.y() + bar.value()) / row)
        depth = round((place.x() - self.columnViewportPosition(PlanColumn.TITLE) - 12) / INDENT)
        data = model.plan
        self._place = (
            None
            if data is None
            else drop_place(data, model.shown, model.closed, self.chosen(), line, depth)
        )
        shape = Qt.CursorShape.DragMoveCursor if self._place else Qt.CursorShape.ForbiddenCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def _end_drag(self, *, accept: bool) -> None:
        place, self._place = self._place, None
        self._dragging, self._pressed = False, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if accept and place is not None:
            self.dropped.emit(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._place is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self.columnViewportPosition(PlanColumn.TITLE) + 12 + INDENT * self._place.depth
        row = self.verticalHeader().defaultSectionSize()
        y = self._place.line * row - self.verticalScrollBar().value() - 0.5
        painter.setPen(QPen(self.accent, 2))
        painter.drawEllipse(QRectF(x - 3, y - 3, 6, 6))
        painter.drawLine(QPointF(x + 3, y), QPointF(self.viewport().width() - 8.0, y))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
