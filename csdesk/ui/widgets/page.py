"""The top of a page: title with count and buttons, and the row of filters below it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE, LINE_BOX, SMALL, TITLE
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Text, face, paint_line

HEAD, FILTERS, FOOT = 52, 40, 28
ChipSpec = tuple[str, Callable[[], object], Callable[[], object]]


class Bar(QWidget):
    """A strip of fixed height with a rule below or above it."""

    def __init__(
        self,
        services: Services,
        height: int,
        *,
        rule: str = "bottom",
        ground: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._rule = rule
        self._ground = ground
        self.setFixedHeight(height)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, 0, 16, 0)
        self.row.setSpacing(8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(t, self._ground))
        y = self.height() - 1 if self._rule == "bottom" else 0
        if self._rule:
            painter.fillRect(0, y, self.width(), 1, t.line)


class PageHead(Bar):
    """Title 18 bold, count muted beside it, buttons at the right."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, HEAD, parent=parent)
        t = services.tokens
        self.title = Text(
            language=services.language, color=t.text, size=TITLE, bold=True, parent=self
        )
        self.count = Text(language=services.language, color=t.muted, parent=self)
        self.row.addWidget(self.title)
        self.row.addSpacing(4)
        self.row.addWidget(self.count)
        self.row.addStretch(1)

    def show_words(self, title: str, count: str = "") -> None:
        """Show another title and count."""
        self.title.set_text(title)
        self.count.set_text(count)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right end."""
        self.row.addWidget(button)


class Chip(QAbstractButton):
    """A filter in force. A click on its words edits it; on its cross, Delete or Backspace drops it.

    Signals: `dropped()`.
    """

    dropped = Signal()

    def __init__(self, services: Services, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)

    @override
    def sizeHint(self) -> QSize:
        _, metrics = face(self._services.language, SMALL, bold=False)
        return QSize(round(metrics.horizontalAdvance(self.text())) + 40, 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(72, 24)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in full what has no room."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - 26:
            self.dropped.emit()
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.accent if self.hasFocus() else t.line2, 1))
        painter.setBrush(t.hover if self.underMouse() else t.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        top = (self.height() - LINE_BOX[SMALL]) / 2
        paint_line(
            painter, 9, top, self.width() - 38, self.text(),
            language=self._services.language, color=t.text, size=SMALL,
        )  # fmt: skip
        self._services.icons.paint(
            painter, self.width() - 22, self.height() / 2, "close", t.muted, 12
        )


class FilterRow(Bar):
    """Filters in force at the left, how the table is shown at the right."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, FILTERS, parent=parent)
        self._chips: list[Chip] = []
        self.row.addStretch(1)

    def set_chips(
        self, chips: list[tuple[str, Callable[[], object], Callable[[], object]]]
    ) -> None:
        """Show filters: their words, what edits one, what drops it."""
        for old in self._chips:
            self.row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = []
        for place, (text, edit, drop) in enumerate(chips):
            chip = Chip(self._services, text, self)
            chip.clicked.connect(lambda _checked=False, call=edit: call())
            chip.dropped.connect(lambda call=drop: call())
            self.row.insertWidget(place, chip)
            chip.show()
            self._chips.append(chip)

    def add_left(self, widget: QWidget) -> None:
        """Put a widget behind the filters."""
        self.row.insertWidget(len(self._chips), widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self.row.addWidget(widget)


class Footer(Bar):
    """A line of muted words below a table."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, FOOT, rule="top", parent=parent)
        t = services.tokens
        self.left = Text(language=services.language, color=t.muted, size=SMALL, parent=self)
        self.right = Text(language=services.language, color=t.muted, size=SMALL, parent=self)
        self.row.addWidget(self.left)
        self.row.addStretch(1)
        self.row.addWidget(self.right)


def label(
    services: Services,
    text: str,
    *,
    size: int = BASE,
    tone: str = "text",
    bold: bool = False,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> Text:
    """Return a text in a colour of the theme by its name."""
    return Text(
        text,
        language=services.language,
        color=getattr(services.tokens, tone),
        size=size,
        bold=bold,
        wrap=wrap,
        parent=parent,
    )
