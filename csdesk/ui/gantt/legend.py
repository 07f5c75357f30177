"""What the colours and lines of the chart mean, in one line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from csdesk.domain.codes import Side
from csdesk.domain.labels import SIDE_LABELS
from csdesk.ui.delegates.look import Look
from csdesk.ui.fonts import SMALL, baseline_in

GAP, SIGN_GAP, STROKE = 16.0, 7.0, 18.0


class Legend(QWidget):
    """Sides as chips, the critical path, and the baseline with its day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._baseline = self._compared = ""
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_baseline(self, words: str, compared: str = "") -> None:
        """Name the baseline that is drawn, and the one compared with; empty when there is none."""
        self._baseline, self._compared = words, compared
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        words = self._look.translator
        parts = [words.text(SIDE_LABELS[side]) for side in Side]
        parts += [words.text("Critical"), self._baseline, self._compared]
        self.setAccessibleName(words.text("Legend"))
        self.setAccessibleDescription(words.join([part for part in parts if part]))

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._paint(None)), 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)

    def _paint(self, painter: QPainter | None) -> float:
        """Paint, or measure only; return the width."""
        x = 0.0
        look, words = self._look, self._look.translator
        middle = self.height() / 2
        for side in Side:
            if painter is not None:
                look.signs.side(painter, x, middle, side)
            x += look.signs.chip_size + SIGN_GAP
            x = self._words(painter, x, words.text(SIDE_LABELS[side])) + GAP
        x = self._line(painter, x, look.tokens.ink)
        x = self._words(painter, x, words.text("Critical")) + GAP
        if self._baseline:
            x = self._line(painter, x, look.tokens.line2)
            x = self._words(painter, x, self._baseline) + GAP
        if self._compared:
            if painter is not None:
                painter.setPen(look.tokens.faint)
                painter.drawRect(QRectF(x + 0.5, round(middle) - 1.5, STROKE - 1, 3))
            x = self._words(painter, x + STROKE + SIGN_GAP, self._compared) + GAP
        return x - GAP

    def _line(self, painter: QPainter | None, x: float, color: QColor) -> float:
        if painter is not None:
            painter.fillRect(QRectF(x, round(self.height() / 2) - 1, STROKE, 3), color)
        return x + STROKE + SIGN_GAP

    def _words(self, painter: QPainter | None, x: float, words: str) -> float:
        face, metrics = self._look.face(SMALL)
        if painter is not None:
            painter.setFont(face)
            painter.setPen(self._look.tokens.muted)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawText(QPointF(x, baseline_in(metrics, QRectF(self.rect()))), words)
        return x + metrics.horizontalAdvance(words)
