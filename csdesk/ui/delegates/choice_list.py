"""The list under a choice: signs, words, digit keys, and a line that says what Enter does."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.ui.delegates.cell_painter import CellPainter
from csdesk.ui.delegates.look import Look
from csdesk.ui.delegates.overlay import Overlay
from csdesk.ui.fonts import SMALL, TINY, baseline, baseline_in
from csdesk.ui.models.cells import Cell

WIDTH, ROW, PAD, FOOT = 196, 28, 4, 32
CAP_WIDTH, CAP_HEIGHT = 17.0, 16.0
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry: what it stands for, and how it looks."""

    value: object
    cell: Cell


class ChoiceList(Overlay):
    """Shows choices; the editor moves `current` by keys, the mouse picks.

    Signals: `picked(row)` after a click.
    """

    picked = Signal(int)

    def __init__(
        self, editor: QWidget, look: Look, choices: Sequence[Choice], *, keys: bool, hint: str = ""
    ) -> None:
        super().__init__(editor, look)
        self._painter = CellPainter(look)
        self._choices: list[Choice] = []
        self._keys = keys
        self._hint = hint
        self._top = 0
        self.current = 0
        self.chosen: object = None  # marked "current" in the list
        self.set_choices(choices)

    @property
    def choices(self) -> Sequence[Choice]:
        """The entries."""
        return self._choices

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other entries."""
        self._choices = list(choices)
        self.current = min(self.current, max(0, len(choices) - 1))
        self._top = 0
        shown = min(MOST_ROWS, len(choices))
        height = 2 * PAD + ROW * shown + (FOOT if self._hint else 0)
        self.setFixedSize(max(WIDTH, self.width() if self.width() > 300 else WIDTH), height)
        self.update()

    def move_by(self, step: int) -> None:
        """Move the current entry, around the ends."""
        if self._choices:
            self.set_current((self.current + step) % len(self._choices))

    def set_current(self, row: int) -> None:
        """Make an entry the current one and show it."""
        if 0 <= row < len(self._choices):
            self.current = row
            self._top = min(self._top, row)
            self._top = max(self._top, row - MOST_ROWS + 1)
            self.update()

    def value(self) -> object:
        """Return what the current entry stands for."""
        return self._choices[self.current].value if self._choices else None

    def _row_at(self, y: float) -> int:
        row = self._top + int((y - PAD) // ROW)
        inside = PAD <= y < PAD + ROW * min(MOST_ROWS, len(self._choices))
        return row if inside and row < len(self._choices) else -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0 and row != self.current:
            self.current = row
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0:
            self.picked.emit(row)

    @override
    def paint_panel(self, painter: QPainter) -> None:
        for line in range(min(MOST_ROWS, len(self._choices))):
            self._paint_choice(painter, self._top + line, PAD + ROW * line)
        if self._hint:
            self._paint_hint(painter)

    def _paint_choice(self, painter: QPainter, row: int, top: float) -> None:
        look = self.look
        box = QRectF(PAD, top, self.width() - 2 * PAD, ROW)
        if row == self.current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.tokens.soft)
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 4, 4)
        choice = self._choices[row]
        end = self._painter.draw(painter, box.adjusted(6, 0, -30, 0), choice.cell)
        if choice.value == self.chosen:
            face, metrics = look.face(SMALL)
            painter.setFont(face)
            painter.setPen(look.tokens.muted)
            words = look.translator.text("current")
            painter.drawText(QPointF(end + 10, baseline_in(metrics, box)), words)
        if self._keys and row < 9:
            self._paint_cap(painter, str(row + 1), box)

    def _paint_cap(self, painter: QPainter, text: str, box: QRectF) -> None:
        cap = QRectF(
            box.right() - 6 - CAP_WIDTH, box.center().y() - CAP_HEIGHT / 2, CAP_WIDTH, CAP_HEIGHT
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.tokens.line2, 1.0))
        painter.setBrush(self.look.tokens.surface)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        face, metrics = self.look.face(TINY)
        painter.setFont(face)
        painter.setPen(self.look.tokens.muted)
        x = cap.center().x() - metrics.horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, baseline_in(metrics, cap)), text)

    def _paint_hint(self, painter: QPainter) -> None:
        top = self.height() - FOOT
        painter.setPen(self.look.tokens.line)
        painter.drawLine(QPointF(PAD + 4, top + 0.5), QPointF(self.width() - PAD - 4, top + 0.5))
        face, metrics = self.look.face(SMALL)
        painter.setFont(face)
        painter.setPen(self.look.tokens.muted)
        painter.drawText(QPointF(12, baseline(metrics, top, FOOT)), self._hint)
