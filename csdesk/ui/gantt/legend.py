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
NARROW_GAP, NARROW_SIGN_GAP = 10.0, 5.0
CRITICAL, BASELINE, COMPARED = "critical", "baseline", "compared"


class Legend(QWidget):
    """Sides as chips, the critical path, the baselines.

    Where room is scarce they stand closer, then the baseline goes without its day; what still has
    no room is left out.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._baseline = self._compared = ""
        self.said: list[str] = []  # what was painted last
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
        named = self._parts(self._baseline)
        whole = self._across(named, GAP, SIGN_GAP)
        if painter is None:
            return whole
        gap, sign_gap = GAP, SIGN_GAP
        if whole > self.width() + 1:
            gap, sign_gap = NARROW_GAP, NARROW_SIGN_GAP
            if self._across(named, gap, sign_gap) > self.width() + 1 and self._baseline:
                named = self._parts(self._look.translator.text("Baseline"))
        x, self.said = 0.0, []
        for sign, text in named:
            wide = self._wide(sign) + sign_gap
            end = x + wide + self._look.face(SMALL)[1].horizontalAdvance(text)
            if end > self.width() + 1:
                break
            self._sign(painter, x, sign)
            self._words(painter, x + wide, text)
            self.said.append(text)
            x = end + gap
        return whole

    def _parts(self, baseline: str) -> list[tuple[Side | str, str]]:
        words = self._look.translator
        parts: list[tuple[Side | str, str]] = [
            (side, words.text(SIDE_LABELS[side])) for side in Side
        ]
        parts.append((CRITICAL, words.text("Critical")))
        parts += [(BASELINE, baseline)] if baseline else []
        parts += [(COMPARED, self._compared)] if self._compared else []
        return parts

    def _wide(self, sign: Side | str) -> float:
        return self._look.signs.chip_size if isinstance(sign, Side) else STROKE

    def _across(self, parts: list[tuple[Side | str, str]], gap: float, sign_gap: float) -> float:
        metrics = self._look.face(SMALL)[1]
        wide = (self._wide(sign) + metrics.horizontalAdvance(text) for sign, text in parts)
        return sum(wide) + len(parts) * (sign_gap + gap) - gap

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
