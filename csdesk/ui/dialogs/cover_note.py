"""Shows the note that goes with a version of the tracker: to copy, or to send with the tracker."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.tracker_notes import Note

SIZE = (680, 620)


class CoverNoteDialog(PlanDialog):
    """The text cannot be edited here: what was checked is what leaves. `open()` it."""

    def __init__(
        self, services: Services, note: "Note", make_draft: Callable[[], object], parent: QWidget
    ) -> None:
        words = services.translator
        title = words.text("Cover note of tracker version {n}", n=note.version)
        super().__init__(services, title, width=SIZE[0], height=SIZE[1], parent=parent)
        self.setObjectName("cover_note")
        self._note, self._make_draft = note, make_draft
        told = words.text("In the customer's language, and only what the customer may see.")
        self.body.addWidget(Label(services, told, size=SMALL, tone="muted", wrap=True))
        self.subject = QLineEdit(note.subject, self)
        self.subject.setAccessibleName(words.text("Subject"))
        self.text = QPlainTextEdit(note.body, self)
        self.text.setAccessibleName(words.text("Text"))
        for field in (self.subject, self.text):
            field.setProperty("form", "true")
            field.setFont(font(services.language))
            field.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.subject)
        self.body.addWidget(self.text, 1)
        self.copied = Label(services, "", size=SMALL, tone="muted")
        self.copy_button = self.button(words.text("Copy the text"), self.copy)
        self.draft_button = self.button(
            words.text("Mail draft with the tracker"), self._draft, kind=Kind.PRIMARY
        )
        self.buttons.addWidget(self.copied)
        self.buttons.addStretch(1)
        close = self.button(words.text("Close"), self.reject, key="Esc")
        for one in (close, self.copy_button, self.draft_button):
            self.buttons.addWidget(one)
        self.draft_button.setFocus()

    def copy(self) -> None:
        """Put the text into the clipboard."""
        QGuiApplication.clipboard().setText(self._note.body)
        self.copied.set_text(self.words.text("The text is in the clipboard."))

    def _draft(self) -> None:
        self.accept()
        self._make_draft()
