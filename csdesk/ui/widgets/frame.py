"""The first thing that is painted; it imports next to nothing, so that it is there at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
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
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, 0, WIDE, self.height(), t.window)
        painter.fillRect(WIDE - 1, 0, 1, self.height(), t.line)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self, self.painted.emit)
