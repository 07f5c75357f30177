"""The frame of the dialogs about a plan: a title, a body, buttons in a row."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from csdesk.app.error_text import error_text
from csdesk.domain.errors import UserError
from csdesk.ui.fonts import PANEL, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label


class PlanDialog(QDialog):
    """`open()` it; it deletes itself when closed. `body` lies between title and buttons."""

    def __init__(
        self, services: Services, title: str, *, width: int, height: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        self.resize(width, height)
        self.services = services
        self.words = services.translator
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(24, 20, 24, 20)
        self._page.setSpacing(12)
        self.heading = Label(services, title, size=PANEL, bold=True)
        self._page.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._page.addLayout(self.body, 1)
        self.problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self.problem.hide()
        self._page.addWidget(self.problem)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self._page.addLayout(self.buttons)

    def button(
        self,
        text: str,
        run: Callable[[], object],
        *,
        kind: Kind = Kind.PLAIN,
        key: str = "",
        icon: str = "",
    ) -> Button:
        """Return a button for the row of buttons, which its caller adds."""
        made = Button(self.services, text, kind=kind, key=key, icon=icon)
        made.clicked.connect(lambda _=False: run())
        return made

    def show_problem(self, error: UserError | None) -> None:
        """Show the sentence of an error above the buttons, or nothing."""
        self.problem.set_text("" if error is None else error_text(error, self.words))
        self.problem.setVisible(error is not None)

    def attempt(self, run: Callable[[], object]) -> bool:
        """Run a command; return whether it was not refused. A refusal is said here."""
        self.show_problem(None)
        try:
            run()
        except UserError as error:
            self.show_problem(error)
            return False
        return True
