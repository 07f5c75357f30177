"""A screen without content: one sentence and one button, at the left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Text


class EmptyState(QWidget):
    """Says what is not there, and offers the way on.

    Signals: `pressed` when the button was pressed.
    """

    pressed = Signal()

    def __init__(self, services: Services, sentence: str, action: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 16, 24)
        column.setSpacing(12)
        tokens = services.tokens
        column.addWidget(Text(sentence, language=services.language, color=tokens.text, wrap=True))
        if action:
            button = Button(services, action, kind=Kind.PRIMARY)
            button.clicked.connect(self.pressed)
            self.setFocusProxy(button)
            column.addWidget(button)
        column.addStretch(1)
