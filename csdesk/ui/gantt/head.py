"""The two tiers of dates over the chart."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from csdesk.layout.head import HEAD

if TYPE_CHECKING:
    from csdesk.ui.gantt.view import GanttView


class GanttHead(QWidget):
    """The two tiers of dates over the chart."""

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self._view = view
        self.setFixedHeight(int(HEAD))
        self.setMouseTracking(True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_head(painter, self.rect())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._view.tip_of_head(event.pos().x())
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)
