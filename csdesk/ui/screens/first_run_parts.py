"""What the first page is drawn from: ways in, the mark, signs, a frame for the file's place."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from csdesk.ui.fonts import LINE_BOX, SMALL, TITLE
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import face, paint_line


class WayIn(QWidget):
    """One of the four ways: icon, title, a line below, and its key.

    Signals: `pressed()`.
    """

    pressed = Signal()

    def __init__(
        self, services: Services, icon: str, title: str, line: str, key: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._icon, self._title, self._line, self._key = icon, title, line, key
        self.chosen = False
        self.setFixedHeight(54)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, services = self._services.tokens, self._services
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.railsel)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(t.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        services.icons.paint(painter, 12, 20, self._icon, t.text, 18)
        room = self.width() - 42 - 70
        paint_line(
            painter, 42, 9, room, self._title,
            language=services.language, color=t.text, bold=True,
        )  # fmt: skip
        paint_line(
            painter, 42, 28, self.width() - 54, self._line,
            language=services.language, color=t.muted, size=SMALL,
        )  # fmt: skip
        if self._key:
            cap = services.signs.key_cap_width(self._key)
            box = QRectF(self.width() - 12 - cap, 12, cap, 16)
            services.signs.key_cap(painter, box, self._key, t.muted)


class FileFrame(QWidget):
    """A bordered line with the sign of a disk: where the file lies."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.line2, 1))
        painter.setBrush(t.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._services.icons.paint(painter, 11, self.height() / 2, "drive", t.muted, 15)


class Mark(QWidget):
    """The program's mark with its name."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setFixedHeight(32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtSvg import QSvgRenderer

        from csdesk.resources import resource_path

        painter = QPainter(self)
        t = self._services.tokens
        QSvgRenderer(str(resource_path("icons/csdesk.svg"))).render(painter, QRectF(0, 0, 32, 32))
        paint_line(
            painter, 42, 16 - LINE_BOX[TITLE] / 2, 200, "csdesk",
            language=self._services.language, color=t.text, size=TITLE, bold=True,
        )  # fmt: skip


class Spoken(QAbstractButton):
    """The name of a language, bold while the interface speaks it."""

    def __init__(self, services: Services, name: str, *, chosen: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._chosen = services, chosen
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(services.translator.text("in force") if chosen else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        _, metrics = face(self._services.language, SMALL, self._chosen)
        return QSize(round(metrics.horizontalAdvance(self.text())) + 12, 24)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self._chosen or self.underMouse()
        paint_line(
            painter, 6, (self.height() - LINE_BOX[SMALL]) / 2, self.width(), self.text(),
            language=self._services.language, color=t.text if hot else t.muted, size=SMALL,
            bold=self._chosen,
        )  # fmt: skip
        if self.hasFocus():
            painter.setPen(QPen(t.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class Sign(QWidget):
    """An icon by itself, muted."""

    def __init__(self, services: Services, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._icon = services, icon
        self.setFixedSize(15, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons, muted = self._services.icons, self._services.tokens.muted
        icons.paint(painter, 0, self.height() / 2, self._icon, muted, 15)


class Rule(QWidget):
    """A line across, one pixel high."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._services.tokens.line)
