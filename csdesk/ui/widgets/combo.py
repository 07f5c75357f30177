"""A choice from a list, with the chevron of the design."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from csdesk.ui.fonts import font
from csdesk.ui.services import Services


class Combo(QComboBox):
    """A combo box of a form."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setProperty("form", "true")
        self.setFont(font(services.language))
        self.view().setFont(font(services.language))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        t = self._services.tokens
        tint = t.muted if self.isEnabled() else t.faint
        middle = self.height() / 2
        self._services.icons.paint(painter, self.width() - 24, middle, "chevron-down", tint)
