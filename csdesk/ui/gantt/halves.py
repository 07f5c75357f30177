"""Two halves with a line between them that can be dragged."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from typing_extensions import override

LEAST_RIGHT = 200


class _Handle(QSplitterHandle):
    """The line between the halves, which can be dragged."""

    def __init__(self, splitter: "Halves") -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self._halves = splitter

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._halves.line)


class Halves(QSplitter):
    """Two halves with a line of one pixel between them, in the colour `line`.

    The left half keeps its width when the whole gets another one.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.line = QColor()
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._wanted = 0  # the left half's width, asked for while there was no room

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self)

    @property
    def left(self) -> int:
        """The width of the left half, also while there is no room for it."""
        return self._wanted or self.sizes()[0]

    def set_left(self, width: int) -> None:
        """Give the left half a width, now or as soon as there is room for it."""
        room = self.width() - width >= LEAST_RIGHT
        self._wanted = 0 if room else width
        self.setSizes([width, max(LEAST_RIGHT, self.width() - width)])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wanted and self.width() - self._wanted >= LEAST_RIGHT:
            self.set_left(self._wanted)
