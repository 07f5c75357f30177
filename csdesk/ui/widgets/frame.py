"""The first thing that is painted; it imports next to nothing, so that it is there at once."""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.ui.services import Services

WIDE = 208


class Frame(QWidget):
    """The grounds of rail and page, before there is anything on them.

    Signals: `painted()` once, after the first paint.
    """

    painted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shown = False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        height, palette = self.height(), QPalette()
        for left, width, ground in (
            (0, self.width(), t.surface), (0, WIDE, t.window), (WIDE - 1, 1, t.line),
        ):  # fmt: skip
            # `fillRect` and `QBrush` have overloads that build the namespace `Qt`: 15 ms.
            palette.setColor(QPalette.ColorRole.Window, ground)
            painter.setBackground(palette.window())
            painter.eraseRect(QRect(left, 0, width, height))
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self, self.painted.emit)
