"""The panel that says why a bar lies where it lies; each sentence leads to its row."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.app.why_text import WhyLine
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import paint_line, wrap_lines

WIDTH, PAD, HEAD, SPACE = 380, 14, 34, 8
MOST = 12  # sentences; a longer chain is cut with its end kept


class WhyPanel(QWidget):
    """Up and down choose a sentence, Enter goes to its row, Esc closes.

    Signals: `row_chosen(row id)`, `closed()` by Esc.
    """

    row_chosen = Signal(int)
    closed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("why_panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.lines: Sequence[WhyLine] = ()
        self._wrapped: list[list[str]] = []
        self._title = ""
        self.current = 0
        self.hide()

    def tell(self, lines: Sequence[WhyLine], place: QPoint) -> None:
        """Show the chain of causes at a place of the parent, inside it."""
        words = self._services.translator
        self.lines = [*lines[: MOST - 1], lines[-1]] if len(lines) > MOST else lines
        self._title = words.text("Why is this here?")
        language = self._services.language
        width = WIDTH - 2 * PAD - 22
        self._wrapped = [wrap_lines(one.text, width, 3, language=language) for one in self.lines]
        self.current = 0
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(words.sentences([one.text for one in self.lines]))
        height = HEAD + sum(self._heights()) + PAD - SPACE
        self.setFixedSize(WIDTH, height)
        parent = self.parentWidget()
        if parent is not None:
            x = max(8, min(place.x(), parent.width() - WIDTH - 8))
            y = place.y() if place.y() + height + 8 <= parent.height() else place.y() - height - 32
            self.move(x, max(8, y))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heights(self) -> list[int]:
        return [len(lines) * LINE_BOX[BASE] + SPACE for lines in self._wrapped]

    def _at(self, y: float) -> int:
        top = float(HEAD)
        for place, height in enumerate(self._heights()):
            if top <= y < top + height:
                return place
            top += height
        return -1

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.lines):
            row_id = self.lines[place].row_id
            self.close_panel()
            self.row_chosen.emit(row_id)

    def close_panel(self) -> None:
        """Close; the keyboard goes back to where it was."""
        self.hide()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hide()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().y())
        hand = Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        if place >= 0 and place != self.current:
            self.current = place
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self._at(event.position().y()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self.lines:
            self.current = (self.current + steps[key]) % len(self.lines)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.current)
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, language = self._services.tokens, self._services.language
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.line2, 1))
        painter.setBrush(t.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        paint_line(
            painter, PAD, 10, WIDTH - 2 * PAD, self._title,
            language=language, color=t.muted, size=SMALL, bold=True,
        )  # fmt: skip
        top = float(HEAD)
        for place, (lines, height) in enumerate(zip(self._wrapped, self._heights(), strict=True)):
            if place == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(t.soft)
                box = QRectF(6, top - SPACE / 2, WIDTH - 12, height)
                painter.drawRoundedRect(box, 4, 4)
            middle = top + LINE_BOX[BASE] / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.accent if place == 0 else t.faint)
            painter.drawEllipse(QRectF(PAD, middle - 3, 6, 6))
            if place < len(self._wrapped) - 1:
                painter.fillRect(QRectF(PAD + 2.5, middle + 6, 1, height - 12), t.line2)
            for number, line in enumerate(lines):
                paint_line(
                    painter, PAD + 20, top + number * LINE_BOX[BASE], WIDTH - 2 * PAD - 18, line,
                    language=language, color=t.text,
                )  # fmt: skip
            top += height
