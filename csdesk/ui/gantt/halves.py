"""Two halves with a line between them that can be dragged."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from typing_extensions import override


class _Handle(QSplitterHandle):
    """The line between the halves, which can be dragged."""

    def __init__(self, splitter: "Halves") -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self._halves = splitter

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._halves.line)


class Halves(QSplitter):
    """A splitter whose line is one pixel in the colour `line`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.line = QColor()
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self)
