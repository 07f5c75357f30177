"""Asks why an item waits, and until when."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.working_days import rest_days
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Text


class HoldDialog(QDialog):
    """A reason and a day on which the item comes back; both are needed.

    Signals: `decided(reason, day)` after both were given.
    """

    decided = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        words = services.translator
        self._today = services.today()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("Put on hold"))
        self.setMinimumWidth(380)
        self.reason = self._field(words.text("Why does it wait?"))
        self.day = self._field(words.text("On which day does it resume?"))
        self.day.setText(words.date(self._today + timedelta(days=14), "medium"))
        tokens = services.tokens
        self._fault = Text("", language=services.language, color=tokens.bad, size=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        for field in (self.reason, self.day):
            label = Text(
                field.accessibleName(), language=services.language, color=tokens.muted, size=12
            )
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = Button(services, words.text("Cancel"))
        accept = Button(services, words.text("Put on hold"), kind=Kind.PRIMARY)
        cancel.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addWidget(accept)
        column.addLayout(buttons)
        self.reason.setFocus()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("form", "true")
        field.setAccessibleName(name)
        return field

    @override
    def accept(self) -> None:
        words = self._services.translator
        rest = rest_days(self._services.store)
        day = parse_day(self.day.text(), self._today, day_first=not words.is_chinese, is_rest=rest)
        if not self.reason.text().strip():
            self._refuse(self.reason, words.text("An item on hold needs a reason."))
        elif day is None:
            self._refuse(self.day, words.text("This is no date: type one such as 24 Nov."))
        else:
            self.decided.emit(self.reason.text().strip(), day)
            super().accept()

    def _refuse(self, field: QLineEdit, sentence: str) -> None:
        self._fault.set_text(sentence)
        field.setProperty("wrong", "true")
        field.style().polish(field)
        field.setFocus()
