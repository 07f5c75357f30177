"""The panel at the right: sections with a heading and a rule between them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.page import label


class Section(QWidget):
    """Padding 12 16, a rule above, heading 12 bold muted with words at its right."""

    def __init__(
        self,
        services: Services,
        heading: str = "",
        aside: str = "",
        *,
        rule: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._rule = rule
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if heading:
            self.head.addWidget(
                label(services, heading, size=SMALL, tone="muted", bold=True, parent=self)
            )
            self.head.addStretch(1)
            if aside:
                self.head.addWidget(label(services, aside, size=SMALL, tone="muted", parent=self))
            self.column.addLayout(self.head)

    def add(self, widget: QWidget) -> None:
        """Add a line."""
        self.column.addWidget(widget)

    def add_pair(self, left: QWidget, right: QWidget) -> None:
        """Add a line with words at both ends."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(left, 1)
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(row)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rule:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), 1, self._services.tokens.line)


class Plate(QWidget):
    """A quiet box inside a panel."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 8, 10, 8)
        self.column.setSpacing(2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QPen

        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.line, 1))
        painter.setBrush(t.sunken)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class Scroller(QScrollArea):
    """A column of widgets that scrolls up and down, on the surface."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = QVBoxLayout()
        self.clear()

    def clear(self) -> QVBoxLayout:
        """Start anew; returns the empty column."""
        body = QWidget()
        body.setAutoFillBackground(False)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(body)
        return self.column
