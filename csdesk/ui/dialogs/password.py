"""Asks for the password of an encrypted workspace, again if need be."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.ui.fonts import PANEL, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

WIDTH, SIDE = 420, 24


class PasswordDialog(QDialog):
    """Hands each password to `attempt`, which answers by `accept` or `refuse`.

    `open()` it; it deletes itself when closed.
    """

    def __init__(
        self, services: Services, name: str, attempt: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        words = services.translator
        self._attempt = attempt
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("Password"))
        self.setFixedWidth(WIDTH)
        self.setStyleSheet(style_sheet(services.tokens))
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 20, SIDE, 20)
        column.setSpacing(8)
        title = words.text("{name} is encrypted", name=name)
        column.addWidget(Label(services, title, size=PANEL, bold=True).shrink())
        column.addWidget(Label(services, words.text("Password"), size=SMALL, tone="muted"))
        self.password = QLineEdit(self)
        self.password.setObjectName("password")
        self.password.setAccessibleName(words.text("Password"))
        self.password.setProperty("form", "true")
        self.password.setFont(font(services.language))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        column.addWidget(self.password)
        self.problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(services, words.text("Cancel"), key="Esc")
        cancel.clicked.connect(self.reject)
        self.open_button = Button(
            services, words.text("Open"), kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.open_button.clicked.connect(self.submit)
        row.addWidget(cancel)
        row.addWidget(self.open_button)
        column.addSpacing(8)
        column.addLayout(row)

    def submit(self) -> None:
        """Try the password that was typed; without one nothing is tried."""
        if self.password.text() and self.open_button.isEnabled():
            self.open_button.setEnabled(False)
            self.problem.hide()
            self._mark(wrong=False)
            self._attempt(self.password.text())

    def refuse(self, sentence: str) -> None:
        """Say that it was wrong, and ask again."""
        self.open_button.setEnabled(True)
        self.problem.set_text(sentence)
        self.problem.setMinimumHeight(self.problem.heightForWidth(WIDTH - 2 * SIDE))
        self.problem.show()
        self.adjustSize()
        self._mark(wrong=True)
        self.password.setFocus()
        self.password.selectAll()

    def _mark(self, *, wrong: bool) -> None:
        self.password.setProperty("wrong", "true" if wrong else "false")
        self.password.style().unpolish(self.password)
        self.password.style().polish(self.password)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
