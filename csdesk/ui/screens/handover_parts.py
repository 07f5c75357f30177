"""What the handover card is made of: the meter at its top, and texts that open their form."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.ui.fonts import PROMISE, SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Label

Choice = tuple[str, str, Callable[[], object]]  # words, key, what it does
BAR = 6
LINE_END = "\u2028"


class Block(QWidget):
    """A text in full: a heading, the text, more texts below; Enter and a click open its form.

    `menu` are further things to do, for the right mouse button; their keys are told there and work
    through the page's actions. Signals: `opened()`.
    """

    opened = Signal()

    def __init__(
        self,
        services: Services,
        text: str,
        *,
        heading: str = "",
        second: Sequence[str] = (),
        second_tone: str = "muted",
        note: str = "",
        record: object = None,
        menu: Callable[[], Sequence[Choice]] | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._menu = menu
        self._hot = False
        self.record = record
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{heading}: {text}" if heading else text)
        self.setAccessibleDescription(" ".join(second) or note)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 6)
        column.setSpacing(1)
        if heading:
            column.addWidget(Label(services, heading, size=SMALL, tone="muted"))
        column.addWidget(Label(services, text.replace("\n", LINE_END), wrap=True))
        for line in second:
            shown = line.replace("\n", LINE_END)
            column.addWidget(Label(services, shown, tone=second_tone, wrap=True))
        if note:
            column.addWidget(Label(services, note, size=SMALL, tone="muted", wrap=True))

    def choices(self) -> Sequence[Choice]:
        """Return what else can be done with it."""
        return self._menu() if self._menu is not None else ()

    @override
    def enterEvent(self, event: object) -> None:
        self._hot = True
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self._hot = False
        self.update()

    @override
    def focusInEvent(self, event: object) -> None:
        self.update()

    @override
    def focusOutEvent(self, event: object) -> None:
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Menu and self.choices():
            self._show_menu(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.choices():
            self._show_menu(event.globalPos())

    def _show_menu(self, at: QPoint) -> None:
        self.setFocus()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._services.translator.text("Open")).triggered.connect(
            lambda _=False: self.opened.emit()
        )
        for words, key, run in self.choices():
            menu.addAction(f"{words}\t{key}").triggered.connect(lambda _=False, do=run: do())
        menu.popup(at)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._hot or self.hasFocus()):
            return
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(t.hover)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class MeterHead(QWidget):
    """The share that is known as the one large number, what it means, and a bar below."""

    def __init__(self, services: Services, percent: int, number: str, *texts: str) -> None:
        super().__init__()
        self.percent = percent
        self._services = services
        self.setAccessibleName(texts[0])
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Label(services, number, size=PROMISE, bold=True))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(services, texts[0]))
        for text in texts[1:]:
            lines.addWidget(Label(services, text, size=SMALL, tone="muted"))
        row.addLayout(lines, 1)
        self.side = QHBoxLayout()
        self.side.setSpacing(8)
        row.addLayout(self.side)
        column.addLayout(row)
        column.addSpacing(BAR + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(8, self.height() - BAR - 2, self.width() - 16, BAR)
        painter.setBrush(t.track)
        painter.drawRoundedRect(track, BAR / 2, BAR / 2)
        if self.percent:
            filled = QRectF(track)
            filled.setWidth(max(BAR, track.width() * self.percent / 100))
            painter.setBrush(t.ok if self.percent == 100 else t.accent)
            painter.drawRoundedRect(filled, BAR / 2, BAR / 2)
