"""The second signs: a shape beside every colour, so that no colour speaks alone.

Each sign is painted once per theme, language and device ratio, and then copied as a pixmap.
"""

import math
from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from csdesk.domain.codes import Rag, Side, Status
from csdesk.domain.labels import SIDE_LETTERS
from csdesk.i18n import Translator
from csdesk.ui.fonts import baseline, font
from csdesk.ui.theme import Tokens

RAG_SIZE: Final = 13
STATUS_SIZE: Final = 14
DIAMOND_SIZE: Final = 12
VALUE_SIZE: Final = 14
_STROKE = 1.35
Draw = Callable[[QPainter], None]


class Signs:
    """Paints signs in the colours of one theme and the letters of one language."""

    def __init__(self, tokens: Tokens, translator: Translator) -> None:
        self._tokens = tokens
        self._words = translator
        self._cache: dict[Hashable, QPixmap] = {}
        self.chip_size = 18 if translator.is_chinese else 16
        self._letter = font(translator.language, 11, bold=True)
        self._cap = font(translator.language, 11)
        self._cap_metrics = QFontMetricsF(self._cap)

    def side(self, painter: QPainter, left: float, middle: float, side: Side) -> float:
        """Paint the chip of an owner's side, centred on `middle`; return its width."""
        size = self.chip_size
        self._blit(painter, left, middle, size, ("side", side), lambda p: self._chip(p, side))
        return float(size)

    def rag(self, painter: QPainter, left: float, middle: float, rag: Rag) -> float:
        """Paint the sign of a colour, centred on `middle`; return its width."""
        draw = lambda p: self._rag(p, rag)  # noqa: E731
        self._blit(painter, left, middle, RAG_SIZE, ("rag", rag), draw)
        return float(RAG_SIZE)

    def status(self, painter: QPainter, left: float, middle: float, status: Status) -> float:
        """Paint the sign of an item's status, centred on `middle`; return its width."""
        draw = lambda p: self._status(p, status)  # noqa: E731
        self._blit(painter, left, middle, STATUS_SIZE, ("status", status), draw)
        return float(STATUS_SIZE)

    def milestone(
        self, painter: QPainter, left: float, middle: float, *, value: bool, done: bool
    ) -> float:
        """Paint a milestone's diamond (gold with a star for value); return its width."""
        size = VALUE_SIZE if value else DIAMOND_SIZE
        draw = lambda p: self._diamond(p, size, value=value, done=done)  # noqa: E731
        self._blit(painter, left, middle, size, ("diamond", value, done), draw)
        return float(size)

    def key_cap(self, painter: QPainter, box: QRectF, text: str, color: QColor) -> None:
        """Paint a key cap with its letters in `box`."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(color)
        edge.setAlphaF(0.45)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
        painter.setPen(color)
        painter.setFont(self._cap)
        width = self._cap_metrics.horizontalAdvance(text)
        y = baseline(self._cap_metrics, box.top(), box.height())
        painter.drawText(QPointF(box.left() + (box.width() - width) / 2, y), text)
        painter.restore()

    def key_cap_width(self, text: str) -> float:
        """Return how wide the cap of a key is."""
        return max(16.0, math.ceil(self._cap_metrics.horizontalAdvance(text) + 9))

    def _blit(
        self,
        painter: QPainter,
        left: float,
        middle: float,
        size: int,
        key: Hashable,
        draw: Draw,
    ) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF()
        pixmap = self._cache.get((key, ratio))
        if pixmap is None:
            pixmap = QPixmap(round(size * ratio), round(size * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            brush = QPainter(pixmap)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(brush)
            brush.end()
            self._cache[key, ratio] = pixmap
        top = round((middle - size / 2) * ratio) / ratio
        painter.drawPixmap(QPointF(round(left * ratio) / ratio, top), pixmap)

    def _chip(self, painter: QPainter, side: Side) -> None:
        size = float(self.chip_size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.side_soft(side))
        painter.drawRoundedRect(QRectF(0, 0, size, size), 4, 4)
        painter.setPen(self._tokens.side_text(side))
        painter.setFont(self._letter)
        metrics = QFontMetricsF(self._letter)
        letter = self._words.text(SIDE_LETTERS[side])
        width = metrics.horizontalAdvance(letter)
        box = metrics.tightBoundingRect(letter)
        painter.drawText(QPointF((size - width) / 2, size / 2 - box.center().y()), letter)

    def _rag(self, painter: QPainter, rag: Rag) -> None:
        t = self._tokens
        middle = QPointF(RAG_SIZE / 2, RAG_SIZE / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if rag is Rag.GREEN:
            painter.setBrush(t.ok)
            painter.drawEllipse(middle, 5.5, 5.5)
        elif rag is Rag.AMBER:
            triangle = [QPointF(6.5, 1.6), QPointF(12.0, 11.2), QPointF(1.0, 11.2)]
            painter.setPen(_pen(t.warnfill, 1.2))
            painter.setBrush(t.warnfill)
            painter.drawPolygon(QPolygonF(triangle))
        elif rag is Rag.RED:
            painter.setBrush(t.bad)
            painter.drawPolygon(_octagon(middle, 6.4))
            painter.setPen(_pen(t.surface, 1.5))
            painter.drawLine(QPointF(6.5, 3.6), QPointF(6.5, 6.9))
            painter.drawPoint(QPointF(6.5, 9.4))
        elif rag is Rag.NOT_STARTED:
            _ring(painter, middle, 5.0, t.hold, 1.6)
        elif rag is Rag.ON_HOLD:
            painter.setBrush(t.hold)
            painter.drawEllipse(middle, 6, 6)
            _bars(painter, middle, t.surface, 1.5)
        else:
            painter.setBrush(t.us)
            painter.drawEllipse(middle, 6, 6)
            _tick(painter, middle, t.surface, 1.5)

    def _status(self, painter: QPainter, status: Status) -> None:
        t = self._tokens
        middle = QPointF(STATUS_SIZE / 2, STATUS_SIZE / 2)
        radius = 5.6
        if status is Status.TODO:
            _ring(painter, middle, radius, t.hold)
        elif status is Status.SCHEDULED:
            _ring(painter, middle, radius, t.hold)
            painter.drawPolyline([middle + QPointF(0, -3.2), middle, middle + QPointF(2.4, 1.2)])
        elif status is Status.IN_PROGRESS:
            _ring(painter, middle, radius, t.us)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.us)
            half = QRectF(middle.x() - 3.9, middle.y() - 3.9, 7.8, 7.8)
            painter.drawPie(half, -90 * 16, 180 * 16)
        elif status is Status.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.ok)
            painter.drawEllipse(middle, 6.3, 6.3)
            _tick(painter, middle, t.surface, 1.6)
        elif status is Status.ON_HOLD:
            _ring(painter, middle, radius, t.warn)
            _bars(painter, middle, t.warn, 1.5)
        else:
            _ring(painter, middle, radius, t.hold)
            painter.drawLine(middle + QPointF(-2, -2), middle + QPointF(2, 2))
            painter.drawLine(middle + QPointF(-2, 2), middle + QPointF(2, -2))

    def _diamond(self, painter: QPainter, size: int, *, value: bool, done: bool) -> None:
        t = self._tokens
        color = t.ok if done else t.value if value else t.ink
        middle = QPointF(size / 2, size / 2)
        half = size / 2 - (0.2 if value else 0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        path = diamond_path(middle, half)
        if value:
            path = path.subtracted(star_path(middle, half * 0.5))
        painter.drawPath(path)


def diamond_path(middle: QPointF, half: float) -> QPainterPath:
    """Return a diamond around `middle`."""
    path = QPainterPath()
    points = [(0, -half), (half, 0), (0, half), (-half, 0)]
    path.addPolygon(QPolygonF([middle + QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def star_path(middle: QPointF, radius: float) -> QPainterPath:
    """Return a star of five points around `middle`."""
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.45
        angle = math.radians(-90 + step * 36)
        points.append(middle + QPointF(reach * math.cos(angle), reach * math.sin(angle)))
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _pen(color: QColor, width: float) -> QPen:
    return QPen(
        color,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _ring(
    painter: QPainter, middle: QPointF, radius: float, color: QColor, width: float = _STROKE
) -> None:
    painter.setPen(_pen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)


def _bars(painter: QPainter, middle: QPointF, color: QColor, width: float) -> None:
    painter.setPen(_pen(color, width))
    for x in (-1.7, 1.7):
        painter.drawLine(middle + QPointF(x, -2.0), middle + QPointF(x, 2.0))


def _tick(painter: QPainter, middle: QPointF, color: QColor, width: float) -> None:
    painter.setPen(_pen(color, width))
    painter.drawPolyline(
        [middle + QPointF(-2.7, 0.2), middle + QPointF(-0.8, 2.1), middle + QPointF(2.8, -1.9)]
    )


def _octagon(middle: QPointF, radius: float) -> QPolygonF:
    points = []
    for step in range(8):
        angle = math.radians(22.5 + step * 45)
        points.append(middle + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    return QPolygonF(points)
