"""Paints a `Cell`: ground by state, signs, words on their own baseline, and opens editors."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from csdesk.ui.delegates.cell_painter import CellPainter
from csdesk.ui.delegates.editors import ChoiceField, DateField, WordsField
from csdesk.ui.delegates.look import Look
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.models.cells import CELL_ROLE, Cell

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Editor: TypeAlias = WordsField | ChoiceField
MakeEditor: TypeAlias = Callable[[QWidget, Index], "Editor | None"]


class CellDelegate(QStyledItemDelegate):
    """One for a whole table: what differs between columns is in the cell and in `make_editor`.

    `is_group` and `is_marked` tell which lines are headings and which are chosen by check boxes.
    """

    def __init__(self, table: RowTable, look: Look, make_editor: MakeEditor) -> None:
        super().__init__(table)
        self._table = table
        self._make_editor = make_editor
        self.look = look
        self.painter = CellPainter(look)
        self.is_group: Callable[[int], bool] = lambda _: False
        self.is_marked: Callable[[int], bool] = lambda _: False
        self.has_rule: Callable[[int], bool] = lambda _: True
        self.pads: Callable[[int], tuple[int, int]] = lambda _: (8, 8)
        self.first_column: Callable[[], int] = lambda: 0

    def set_look(self, look: Look) -> None:
        """Take another theme or language."""
        self.look = look
        self.painter = CellPainter(look)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.row()
        painter.save()
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, line, chosen=chosen)
        column = index.column()
        shown = self._table.model().data(index, CELL_ROLE)
        if isinstance(shown, Cell):
            left, right = self.pads(column)
            self.painter.draw(painter, box.adjusted(left, 0, -right, -1), shown)
        if chosen and column == self.first_column():
            bar = QRectF(box.left(), box.top(), 2, box.height())
            painter.fillRect(bar, self.look.tokens.accent)
        if self._has_key_focus(index):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.tokens.accent, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -2), 4, 4)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, line: int, *, chosen: bool) -> None:
        tokens = self.look.tokens
        ground = tokens.surface
        if self.is_group(line):
            ground = tokens.sunken
        elif self.is_marked(line) or chosen:
            active = self._table.isActiveWindow() or self.is_marked(line)
            ground = tokens.soft if active else tokens.railsel
        elif line == self._table.hover_line:
            ground = tokens.hover
        painter.fillRect(box, ground)
        if self.has_rule(line):
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), tokens.line)

    def _has_key_focus(self, index: Index) -> bool:
        return (
            self._table.hasFocus()
            and self._table.keyboard_focus
            and self._table.currentIndex() == index
        )

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._table.verticalHeader().defaultSectionSize())

    # --- editing -----------------------------------------------------------------------------

    @override
    def createEditor(  # type: ignore[override]  # Qt takes None for "no editor"
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        editor = self._make_editor(parent, index)
        if editor is not None:
            editor.finished.connect(lambda: self._finish(editor))
        return editor

    def _finish(self, editor: Editor) -> None:
        if editor.is_valid():
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor was made with its value; a refresh under it must not undo what was typed."""

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, WordsField | ChoiceField) and editor.is_valid():
            self._table.model().setData(index, editor.value(), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = option.rect.adjusted(0, 0, 0, -1)
        least = 128 if isinstance(editor, ChoiceField) else 96
        if box.width() < least:
            right = isinstance(editor, DateField)
            box.setLeft(box.right() - least + 1) if right else box.setWidth(least)
        editor.setGeometry(box)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep an editor open whose value cannot be read."""
        if (
            isinstance(watched, WordsField)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
            and not watched.is_valid()
        ):
            watched.bad = True
            watched.update()
            return True
        return super().eventFilter(watched, event)
