"""A row of tabs 36 high: words, a count, a line under the one that is open."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import face, paint_line

HEIGHT, GAP = 36, 22


class Tabs(QWidget):
    """Left and right move between tabs.

    Signals: `chosen(index)`.
    """

    chosen = Signal(int)

    def __init__(self, services: Services, labels: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._labels = list(labels)
        self._counts = [""] * len(labels)
        self.current = 0
        self._hot = -1
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(services.translator.text("Pages of the customer"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, index: int, count: str) -> None:
        """Show a count behind a tab."""
        self._counts[index] = count
        self.updateGeometry()
        self.update()

    def choose(self, index: int) -> None:
        """Open a tab and tell."""
        if 0 <= index < len(self._labels) and index != self.current:
            self.current = index
            self.setAccessibleDescription(self._labels[index])
            self.update()
            self.chosen.emit(index)

    def boxes(self) -> list[QRectF]:
        """Return the box of each tab's words."""
        found, x = [], 0.0
        for label, count in zip(self._labels, self._counts, strict=True):
            _, metrics = face(self._services.language, BASE, bold=True)
            width = metrics.horizontalAdvance(label)
            if count:
                width += 8 + metrics.horizontalAdvance(count)
            found.append(QRectF(x, 0, width, HEIGHT))
            x += width + GAP
        return found

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self.boxes()[-1].right()) + 2, HEIGHT)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, box in enumerate(self.boxes()):
            if box.adjusted(-GAP / 2, 0, GAP / 2, 0).contains(event.position()):
                self.choose(index)
                return

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.choose((self.current + step) % len(self._labels))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        language = self._services.language
        painter = QPainter(self)
        for index, box in enumerate(self.boxes()):
            chosen = index == self.current
            used = paint_line(
                painter, box.left(), 9, box.width() + 2, self._labels[index],
                language=language, color=t.text if chosen else t.muted, bold=chosen,
            )  # fmt: skip
            if self._counts[index]:
                paint_line(
                    painter, box.left() + used + 7, 9, 60, self._counts[index],
                    language=language, color=t.muted,
                )  # fmt: skip
            if chosen:
                painter.fillRect(QRectF(box.left(), HEIGHT - 2, used, 2), t.accent)
        if self.hasFocus():
            box = self.boxes()[self.current]
            painter.setPen(QPen(t.accent, 2))
            painter.drawRoundedRect(box.adjusted(-4, 5, 4, -5).translated(4, 0), 4, 4)
