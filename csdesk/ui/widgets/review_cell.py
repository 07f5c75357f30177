"""A cell of a returned tracker in full: where it stands, and all that was ever in it."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.domain.review_lines import Line
from csdesk.ui.fonts import SMALL
from csdesk.ui.models.review_words import ReviewWords
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Label

WIDTH = 560


class CellView(QFrame):
    """The whole words of base, theirs and ours over the table; any key or click closes it."""

    def __init__(self, services: Services, said: ReviewWords, line: Line, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("review_cell")
        self._tokens, self._page = services.tokens, parent
        self.setFixedWidth(WIDTH)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(3)
        text = said.words.text
        name = f"{said.number(line)} {said.item(line)}".strip()
        head = text("{item}: {field}", item=name, field=said.field(line))
        column.addWidget(Label(services, head, bold=True, wrap=True))
        column.addWidget(Label(services, said.place(line), size=SMALL, tone="muted", wrap=True))
        for name, value in (
            (text("Base, sent {day}", day=said.sent), said.base(line)),
            (text("Theirs"), self._written(said, line)),
            (text("Ours now"), said.ours(line)),
            (text("Written beside it"), said.beside(line)),
            ("", said.fault(line)),
        ):
            if value:
                column.addSpacing(8)
                if name:
                    column.addWidget(Label(services, name, size=SMALL, tone="muted", bold=True))
                column.addWidget(Label(services, value, wrap=True))

    def _written(self, said: ReviewWords, line: Line) -> str:
        cell = line.cell
        return cell.theirs if cell is not None and cell.field == "comment" and cell.theirs else (
            said.theirs(line)
        )  # fmt: skip

    def open_over(self, below: QWidget) -> None:
        """Show it above a widget of the same page, until a key or a click."""
        self.setFixedHeight(self._column.heightForWidth(WIDTH))
        corner = below.mapTo(self._page, QPoint(20, 0))
        self.move(corner.x(), max(0, corner.y() - self.height() - 8))
        self.show()
        self.raise_()
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()

    @override
    def event(self, event: QEvent) -> bool:
        """Every key closes it, those of actions of the window too."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keyboard back to the table."""
        super().closeEvent(event)
        if self.hasFocus():
            self._page.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.raised)
        painter.setPen(QPen(self._tokens.line2, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
