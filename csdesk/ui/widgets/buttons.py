"""Buttons with an icon, words and the cap of their key; and choices of which one holds."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE, LINE_BOX
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import face, paint_line

HEIGHT, PAD, GAP, ICON = 28, 10, 6, 15


class Kind(StrEnum):
    """How much a button stands out."""

    PRIMARY = "primary"  # one per screen
    PLAIN = "plain"
    FLAT = "flat"  # muted words without a border
    LINK = "link"


class Button(QAbstractButton):
    """A button of the design. `key` is shown as a cap only; an action makes the key work."""

    def __init__(
        self,
        services: Services,
        text: str,
        *,
        kind: Kind = Kind.PLAIN,
        icon: str = "",
        key: str = "",
        name: str = "",
        count: str = "",
        size: int = BASE,
        height: int = HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.kind = kind
        self._icon, self._key, self._count, self._px = icon, key, count, size
        self._height = height
        self.setText(text)
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_key(self, key: str) -> None:
        """Show another key in the button."""
        if key != self._key:
            self._key = key
            self.updateGeometry()
            self.update()

    @property
    def shown_key(self) -> str:
        """The key that stands in the button."""
        return self._key

    @property
    def _bold(self) -> bool:
        return self.kind is Kind.PRIMARY

    @override
    def sizeHint(self) -> QSize:
        _, metrics = face(self._services.language, self._px, self._bold)
        pad = 0 if self.kind is Kind.LINK else 6 if self.kind is Kind.FLAT else PAD
        width = 2.0 * pad
        parts = []
        if self._icon:
            parts.append(float(ICON))
        if self.text():
            parts.append(metrics.horizontalAdvance(self.text()))
        if self._count:
            parts.append(metrics.horizontalAdvance(self._count))
        if self._key:
            parts.append(self._services.signs.key_cap_width(self._key))
        width += sum(parts) + GAP * max(0, len(parts) - 1)
        height = LINE_BOX[self._px] if self.kind is Kind.LINK else self._height
        return QSize(max(round(width), height if not self.text() else 0), height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        enabled = self.isEnabled()
        hot = enabled and (self.underMouse() or self.isDown())
        color = t.text
        if self.kind is Kind.PRIMARY:
            ground = t.accentfill if enabled else t.track
            if hot:
                ground = ground.lighter(112) if t.dark else ground.darker(108)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
            color = t.onaccent if enabled else t.faint
        elif self.kind is Kind.PLAIN:
            painter.setPen(QPen(t.line2, 1))
            painter.setBrush(t.hover if hot else t.surface)
            painter.drawRoundedRect(box, 6, 6)
        elif self.kind is Kind.FLAT:
            color = t.muted
            if hot:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(t.hover)
                painter.drawRoundedRect(box, 6, 6)
        else:
            color = t.accent
        if not enabled and self.kind is not Kind.PRIMARY:
            color = t.faint
        self._paint_parts(painter, color)
        if self.hasFocus() and _keyboard(self):
            painter.setPen(QPen(t.accent if self.kind is not Kind.PRIMARY else t.ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_parts(self, painter: QPainter, color: QColor) -> None:
        services = self._services
        language = services.language
        _, metrics = face(language, self._px, self._bold)
        content = self.sizeHint().width()
        pad = 0 if self.kind is Kind.LINK else 6 if self.kind is Kind.FLAT else PAD
        x = (self.width() - content) / 2 + pad
        if self._icon and not self.text() and not self._key:
            x = (self.width() - ICON) / 2
        middle = self.height() / 2
        if self._icon:
            tint = color if self.kind is not Kind.PLAIN else services.tokens.muted
            if not self.isEnabled():
                tint = services.tokens.faint
            services.icons.paint(painter, x, middle, self._icon, tint, ICON)
            x += ICON + GAP
        if self.text():
            width = metrics.horizontalAdvance(self.text())
            top = middle - LINE_BOX[self._px] / 2
            paint_line(
                painter, x, top, width + 1, self.text(),
                language=language, color=color, size=self._px, bold=self._bold,
            )  # fmt: skip
            if self.kind is Kind.LINK and (self.underMouse() or self.hasFocus()):
                y = round(middle + 7) + 0.5
                painter.setPen(QPen(color, 1))
                painter.drawLine(int(x), int(y), int(x + width), int(y))
            x += width + GAP
        if self._count:
            width = metrics.horizontalAdvance(self._count)
            paint_line(
                painter, x, middle - LINE_BOX[self._px] / 2, width + 1, self._count,
                language=language, color=services.tokens.muted, size=self._px,
            )  # fmt: skip
            x += width + GAP
        if self._key:
            cap = services.signs.key_cap_width(self._key)
            muted = color if self.kind is Kind.PRIMARY else services.tokens.muted
            services.signs.key_cap(painter, QRectF(x, middle - 8, cap, 16), self._key, muted)

    @override
    def enterEvent(self, event: object) -> None:
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self.update()


class Segmented(QWidget):
    """Choices side by side of which one holds; left and right move between them.

    Signals: `chosen(index)` when a person chose another one.
    """

    chosen = Signal(int)

    def __init__(
        self,
        services: Services,
        labels: Sequence[str],
        *,
        name: str,
        current: int = 0,
        stretch: bool = False,
        height: int = 26,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._labels = list(labels)
        self._stretch = stretch
        self.current = current
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(height)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Fixed,
        )

    def choose(self, index: int) -> None:
        """Make another choice hold and tell."""
        if index != self.current and 0 <= index < len(self._labels):
            self.show_choice(index)
            self.chosen.emit(index)

    def show_choice(self, index: int) -> None:
        """Show another choice without telling."""
        self.current = index
        self.setAccessibleDescription(self._labels[index] if index >= 0 else "")
        self.update()

    def boxes(self) -> list[QRectF]:
        """Return the box of each choice."""
        widths = self._widths()
        boxes, x = [], 0.0
        for width in widths:
            boxes.append(QRectF(x, 0, width, self.height()))
            x += width
        return boxes

    def _widths(self) -> list[float]:
        if self._stretch:
            return [self.width() / len(self._labels)] * len(self._labels)
        _, metrics = face(self._services.language, BASE, bold=False)
        return [metrics.horizontalAdvance(label) + 20 for label in self._labels]

    @override
    def sizeHint(self) -> QSize:
        _, metrics = face(self._services.language, BASE, bold=False)
        width = sum(metrics.horizontalAdvance(label) + 20 for label in self._labels)
        return QSize(round(width) + 1, self.height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, box in enumerate(self.boxes()):
            if box.contains(event.position()):
                self.choose(index)

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(t.line2, 1))
        painter.setBrush(t.surface)
        painter.drawRoundedRect(frame, 6, 6)
        boxes = self.boxes()
        for index, (label, box) in enumerate(zip(self._labels, boxes, strict=True)):
            chosen = index == self.current
            if chosen:
                painter.save()
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(t.soft if self._stretch else t.railsel)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
                painter.restore()
            if index:
                painter.fillRect(QRectF(round(box.left()), 1, 1, self.height() - 2), t.line2)
            bold = chosen and self._stretch
            color = t.accent if bold else t.text if chosen else t.muted
            if self._stretch and not chosen:
                color = t.text
            _, metrics = face(self._services.language, BASE, bold)
            width = metrics.horizontalAdvance(label)
            left = box.left() + (box.width() - width) / 2
            top = (self.height() - LINE_BOX[BASE]) / 2
            paint_line(
                painter, left, top, width + 1, label,
                language=self._services.language, color=color, bold=bold,
            )  # fmt: skip
        if self.hasFocus() and _keyboard(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(t.accent, 2))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _keyboard(widget: QWidget) -> bool:
    """Whether a ring helps: the window is the active one."""
    return widget.isActiveWindow()
