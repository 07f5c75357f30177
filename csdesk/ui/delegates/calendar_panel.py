"""A month to click in, under a date that is being typed."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.ui.delegates.look import Look
from csdesk.ui.delegates.overlay import Overlay
from csdesk.ui.fonts import BASE, SMALL, TINY, baseline_in

CELL_WIDTH, CELL_HEIGHT, PAD, HEAD = 30, 26, 8, 30


def month_step(day: date, months: int) -> date:
    """Return the same day some months on, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class CalendarPanel(Overlay):
    """Six weeks around the chosen day; days off are grey.

    Signals: `picked(date)` after a click on a day.
    """

    picked = Signal(object)

    def __init__(
        self, editor: QWidget, look: Look, today: date, day: date | None, hint: str = ""
    ) -> None:
        super().__init__(editor, look)
        self._today = today
        self._day = day
        self._month = (day or today).replace(day=1)
        self._hover: date | None = None
        self._hint = hint
        self.is_rest: Callable[[date], bool] = lambda one: one.weekday() >= 5
        self.setFixedSize(
            2 * PAD + 7 * CELL_WIDTH, 2 * PAD + HEAD + 7 * CELL_HEIGHT + (24 if hint else 0)
        )

    def set_day(self, day: date | None) -> None:
        """Mark a day and show its month."""
        self._day = day
        if day is not None:
            self._month = day.replace(day=1)
        self.update()

    def _first(self) -> date:
        return self._month - timedelta(days=self._month.weekday())

    def _box(self, number: int) -> QRectF:
        row, column = divmod(number, 7)
        top = PAD + HEAD + CELL_HEIGHT * (row + 1)
        return QRectF(PAD + CELL_WIDTH * column, top, CELL_WIDTH, CELL_HEIGHT)

    def place_of(self, day: date) -> QPoint:
        """Return where a day of the shown weeks stands."""
        return self._box((day - self._first()).days).center().toPoint()

    def _day_at(self, point: QPointF) -> date | None:
        for number in range(42):
            if self._box(number).contains(point):
                return self._first() + timedelta(days=number)
        return None

    def _turn(self, months: int) -> None:
        self._month = month_step(self._month, months)
        self.update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turn(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._day_at(event.position())
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if place.y() < PAD + HEAD:
            if place.x() < PAD + CELL_WIDTH:
                self._turn(-1)
            elif place.x() > self.width() - PAD - CELL_WIDTH:
                self._turn(1)
            return
        day = self._day_at(place)
        if day is not None:
            self.picked.emit(day)

    @override
    def paint_panel(self, painter: QPainter) -> None:
        tokens, words = self.look.tokens, self.look.translator
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title = QRectF(PAD, PAD, self.width() - 2 * PAD, HEAD)
        self._text(painter, title, words.date(self._month, "month_year"), tokens.text, bold=True)
        edge = QRectF(PAD, PAD, CELL_WIDTH, HEAD)
        self._arrow(painter, edge, -1)
        self._arrow(painter, edge.translated(6 * CELL_WIDTH, 0), 1)
        for column, letter in enumerate(words.text("M T W T F S S").split()):
            box = QRectF(PAD + CELL_WIDTH * column, PAD + HEAD, CELL_WIDTH, CELL_HEIGHT)
            self._text(painter, box, letter, tokens.muted, size=TINY)
        for number in range(42):
            self._paint_day(painter, self._first() + timedelta(days=number), self._box(number))
        if self._hint:
            foot = QRectF(PAD, self.height() - 28, self.width() - 2 * PAD, 24)
            self._text(painter, foot, self._hint, tokens.muted, size=SMALL)

    def _paint_day(self, painter: QPainter, day: date, box: QRectF) -> None:
        tokens = self.look.tokens
        color = tokens.muted if self.is_rest(day) else tokens.text
        if day.month != self._month.month:
            color = tokens.faint
        inner = box.adjusted(2, 1, -2, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self._day:
            painter.setBrush(tokens.accentfill)
            painter.drawRoundedRect(inner, 4, 4)
            color = tokens.onaccent
        elif day == self._hover:
            painter.setBrush(tokens.hover)
            painter.drawRoundedRect(inner, 4, 4)
        if day == self._today and day != self._day:
            painter.setPen(QPen(tokens.bad, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._text(painter, box, str(day.day), color)

    def _arrow(self, painter: QPainter, box: QRectF, way: int) -> None:
        painter.setPen(QPen(self.look.tokens.muted, 1.4))
        x, y = box.center().x(), box.center().y()
        painter.drawLine(QPointF(x + 2 * way, y), QPointF(x - 2 * way, y - 4))
        painter.drawLine(QPointF(x + 2 * way, y), QPointF(x - 2 * way, y + 4))

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        color: QColor,
        *,
        size: int = BASE,
        bold: bool = False,
    ) -> None:
        face, metrics = self.look.face(size, bold=bold)
        painter.setFont(face)
        painter.setPen(color)
        x = box.center().x() - metrics.horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, baseline_in(metrics, box)), text)
