"""The search field over the window: a few letters find a customer or something to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Label, face, paint_line

WIDTH, ROW, MOST = 520, 30, 9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """Something that can be found: its words, what kind it is, its key, and what it does.

    With an icon it is a record, and the hint its name in another script, found as well.
    """

    text: str
    hint: str = ""
    icon: str = ""
    run: Callable[[], object]


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, services: Services, parent: QListWidget) -> None:
        super().__init__(parent)
        self._services = services

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(Qt.ItemDataRole.UserRole)
        t = self._services.tokens
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, t.soft)
        left = box.left() + 14
        if hit.icon:
            self._services.icons.paint(painter, left, box.center().y(), hit.icon, t.muted, 15)
        left += 26
        language = self._services.language
        _, metrics = face(language, SMALL, bold=False)
        wide = metrics.horizontalAdvance(hit.hint)
        paint_line(
            painter, left, box.top() + 6, box.width() - 70 - wide, hit.text,
            language=language, color=t.text,
        )  # fmt: skip
        paint_line(
            painter, box.right() - wide - 14, box.top() + 7, wide + 1, hit.hint,
            language=language, color=t.muted, size=SMALL,
        )  # fmt: skip


class Palette(QWidget):
    """A field with its finds below; up and down choose, Enter does it, Esc leaves.

    Signals: `left()` when it was closed and nothing was done.
    """

    left = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._hits: Sequence[Hit] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.field = QLineEdit(self)
        self.field.setProperty("form", "true")
        self.field.setFont(font(services.language))
        self.field.setAccessibleName(services.translator.text("Search or run"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_HitDelegate(services, self.list))
        self.list.itemClicked.connect(self._run)
        self.list.setAccessibleName(services.translator.text("Found"))
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.none = Label(services, services.translator.text("Nothing is called like that."),
                          tone="muted")  # fmt: skip
        column.addWidget(self.none)
        self.setFixedWidth(WIDTH)
        self.hide()

    def ask(self, hits: Sequence[Hit], prompt: str = "") -> None:
        """Show the field and look among these; `prompt` says what is asked for."""
        self._hits = hits
        text = prompt or self._services.translator.text("A customer, or something to do")
        self.field.setPlaceholderText(text)
        self.field.clear()
        self._find("")
        parent = self.window()
        self.move(max(8, (parent.width() - WIDTH) // 2), 72)
        self.show()
        self.raise_()
        self.field.setFocus()

    def _find(self, text: str) -> None:
        needle = text.strip().casefold()
        starts, holds = [], []
        for hit in self._hits:
            names = [one.casefold() for one in (hit.text, hit.hint if hit.icon else "") if one]
            if any(name.startswith(needle) for name in names):
                starts.append(hit)
            elif any(needle in name or _letters_in_order(needle, name) for name in names):
                holds.append(hit)
        self.list.clear()
        for hit in [*starts, *holds][:MOST]:
            item = QListWidgetItem(hit.text)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(ROW * self.list.count())
        self.list.setVisible(self.list.count() > 0)
        self.none.setVisible(self.list.count() == 0)
        self.adjustSize()

    def _run(self, item: QListWidgetItem | None) -> None:
        self.hide()
        if item is None:
            self.left.emit()
        else:
            item.data(Qt.ItemDataRole.UserRole).run()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                count = max(1, self.list.count())
                self.list.setCurrentRow((self.list.currentRow() + step) % count)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentItem())
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.line2, 1))
        painter.setBrush(t.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _letters_in_order(needle: str, words: str) -> bool:
    """Tell whether the letters of `needle` come in this order in `words`; at least two."""
    if len(needle) < 2:
        return not needle
    place = -1
    for letter in needle:
        place = words.find(letter, place + 1)
        if place < 0:
            return False
    return True
