"""A scroll bar as thin as the design wants it; the same grips as any other."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget
from typing_extensions import override

from csdesk.ui.theme import Tokens

THICKNESS = 12


class ThinBar(QScrollBar):
    """Draws only the handle, wider under the mouse."""

    def __init__(
        self, orientation: Qt.Orientation, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self._tokens = tokens
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if orientation is Qt.Orientation.Vertical:
            self.setFixedWidth(THICKNESS)
        else:
            self.setFixedHeight(THICKNESS)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if self.orientation() is Qt.Orientation.Vertical:
            return QSize(THICKNESS, 60)
        return QSize(60, THICKNESS)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.surface)
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = QRectF(
            self.style().subControlRect(
                QStyle.ComplexControl.CC_ScrollBar,
                option,
                QStyle.SubControl.SC_ScrollBarSlider,
                self,
            )
        )
        wide = self.underMouse() or self.isSliderDown()
        inset = 2.0 if wide else 3.0
        color = QColor(self._tokens.faint if wide else self._tokens.line2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        box = handle.adjusted(inset, inset, -inset, -inset)
        radius = min(box.width(), box.height()) / 2
        painter.drawRoundedRect(box, radius, radius)
