"""What the colours and lines of the chart mean, in one line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from csdesk.domain.codes import Side
from csdesk.domain.labels import SIDE_LABELS
from csdesk.ui.delegates.look import Look
from csdesk.ui.fonts import SMALL, baseline_in

GAP, SIGN_GAP, STROKE = 16.0, 7.0, 18.0
CRITICAL, BASELINE, COMPARED = "critical", "baseline", "compared"


class Legend(QWidget):
    """Sides as chips, the critical path, the baselines; what has no room is left out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._baseline = self._compared = ""
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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
        """Paint what has room, or measure all of it; return the width."""
        x, words = 0.0, self._look.translator
        parts: list[tuple[Side | str, str]] = [
            (side, words.text(SIDE_LABELS[side])) for side in Side
        ]
        parts.append((CRITICAL, words.text("Critical")))
        parts += [(BASELINE, self._baseline)] if self._baseline else []
        parts += [(COMPARED, self._compared)] if self._compared else []
        _, metrics = self._look.face(SMALL)
        for sign, text in parts:
            wide = self._look.signs.chip_size if isinstance(sign, Side) else STROKE
            end = x + wide + SIGN_GAP + metrics.horizontalAdvance(text)
            if painter is not None:
                if end > self.width() + 1:
                    break
                self._sign(painter, x, sign)
                self._words(painter, x + wide + SIGN_GAP, text)
            x = end + GAP
        return x - GAP

    def _sign(self, painter: QPainter, x: float, sign: Side | str) -> None:
        tokens, middle = self._look.tokens, self.height() / 2
        if isinstance(sign, Side):
            self._look.signs.side(painter, x, middle, sign)
        elif sign == COMPARED:
            painter.setPen(tokens.faint)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(x + 0.5, round(middle) - 1.5, STROKE - 1, 3))
        else:
            ink = tokens.ink if sign == CRITICAL else tokens.line2
            painter.fillRect(QRectF(x, round(middle) - 1, STROKE, 3), ink)

    def _words(self, painter: QPainter, x: float, words: str) -> None:
        face, metrics = self._look.face(SMALL)
        painter.setFont(face)
        painter.setPen(self._look.tokens.muted)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawText(QPointF(x, baseline_in(metrics, QRectF(self.rect()))), words)
