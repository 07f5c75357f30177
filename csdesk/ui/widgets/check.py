"""A tick box in the colours of the design, in light and dark."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE, LINE_BOX
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import face, paint_line

BOX, GAP = 14, 8


class Check(QCheckBox):
    """A box with words beside it."""

    def __init__(
        self, services: Services, text: str, *, size: int = BASE, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._services, self._px = services, size
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        _, metrics = face(self._services.language, self._px, bold=False)
        width = BOX + GAP + metrics.horizontalAdvance(self.text()) + 4
        return QSize(round(width), max(20, LINE_BOX[self._px]))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, services = self._services.tokens, self._services
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        box = QRectF(0.5, middle - BOX / 2 + 0.5, BOX - 1, BOX - 1)
        on, can = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(t.accentfill if on and can else t.line2, 1))
        painter.setBrush(t.accentfill if on and can else t.surface)
        painter.drawRoundedRect(box, 4, 4)
        if on:
            services.icons.paint(painter, 1, middle, "check", t.onaccent if can else t.faint, 12)
        paint_line(
            painter, BOX + GAP, middle - LINE_BOX[self._px] / 2, self.width() - BOX - GAP,
            self.text(), language=services.language, color=t.text if can else t.faint,
            size=self._px,
        )  # fmt: skip
        if self.hasFocus():
            painter.setPen(QPen(t.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(0, middle - 8, self.width(), 16), 5, 5)
