"""Panels under an open editor: they lie in the same window and never take the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.ui.delegates.look import Look

GAP = 2
RADIUS = 6.0


class Overlay(QWidget):
    """A raised panel that belongs to an editor: placed under it, gone with it."""

    def __init__(self, editor: QWidget, look: Look) -> None:
        super().__init__(editor.window())
        self.look = look
        self._editor: QWidget | None = editor
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        editor.installEventFilter(self)
        editor.destroyed.connect(self._on_editor_gone)
        self.hide()

    def place(self) -> None:
        """Show the panel below its editor, or above where there is no room."""
        editor = self._editor
        if editor is None:
            return
        window = editor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = editor.mapTo(window, QPoint(0, editor.height() + GAP))
        if corner.y() + self.height() > window.height():
            above = editor.mapTo(window, QPoint(0, 0)).y() - GAP - self.height()
            corner.setY(above if above >= 0 else max(0, window.height() - self.height()))
        corner.setX(max(0, min(corner.x(), window.width() - self.width())))
        self.move(corner)
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Hide for good."""
        self._editor = None
        self.hide()
        self.deleteLater()

    def _on_editor_gone(self) -> None:
        self.dismiss()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and watched is self._editor:
            self.hide()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self.look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.line2, 1.0))
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.paint_panel(painter)

    def paint_panel(self, painter: QPainter) -> None:
        """Paint what the panel shows."""
