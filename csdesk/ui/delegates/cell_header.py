"""Column heads: small, muted, never bold; the sorted one has an arrow."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from csdesk.ui.delegates.cell_painter import CellPainter
from csdesk.ui.delegates.look import Look
from csdesk.ui.fonts import SMALL, baseline
from csdesk.ui.models.cells import CELL_ROLE, Cell

PLAIN = 30


class CellHeader(QHeaderView):
    """Paints heads of `height`; words stand in the lowest `words_height` pixels."""

    def __init__(
        self,
        look: Look,
        height: int = PLAIN,
        words_height: int = PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._height, self._words_height = height, words_height
        self.pads: Callable[[int], tuple[int, int]] = lambda _: (8, 8)
        self.sunken = False
        self.setFixedHeight(height)
        self.setSectionsMovable(False)
        self.setSectionsClickable(True)

    def set_look(self, look: Look) -> None:
        """Take another theme or language."""
        self._look = look
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        tokens = self._look.tokens
        box = QRectF(rect)
        painter.save()
        painter.fillRect(box, tokens.sunken if self.sunken else tokens.surface)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), tokens.line)
        model = self.model()
        shown = model.headerData(logicalIndex, Qt.Orientation.Horizontal, CELL_ROLE)
        if isinstance(shown, Cell):
            CellPainter(self._look).draw(painter, box.adjusted(20, 0, 0, -1), shown)
        words = model.headerData(logicalIndex, Qt.Orientation.Horizontal)
        if isinstance(words, str) and words:
            self._paint_words(painter, box, logicalIndex, words)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, section: int, words: str) -> None:
        role = Qt.ItemDataRole.TextAlignmentRole
        alignment = self.model().headerData(section, Qt.Orientation.Horizontal, role)
        right = bool(alignment) and bool(alignment & Qt.AlignmentFlag.AlignRight)
        face, metrics = self._look.face(SMALL)
        painter.setFont(face)
        painter.setPen(self._look.tokens.muted)
        left_pad, right_pad = self.pads(section)
        room = box.width() - left_pad - right_pad
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - 12 * sorted_here)
        size = metrics.horizontalAdvance(text)
        x = box.right() - right_pad - size if right else box.left() + left_pad
        top = box.bottom() - 1 - self._words_height
        y = baseline(metrics, top, self._words_height)
        painter.drawText(QPointF(x, y), text)
        if sorted_here:
            self._paint_arrow(painter, x - 9 if right else x + size + 8, y - 4)

    def _paint_arrow(self, painter: QPainter, x: float, y: float) -> None:
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.tokens.muted, 1.35))
        tip = y - 2.5 if up else y + 2.5
        painter.drawLine(QPointF(x - 3, y + (y - tip) * 0.4), QPointF(x, tip))
        painter.drawLine(QPointF(x, tip), QPointF(x + 3, y + (y - tip) * 0.4))
