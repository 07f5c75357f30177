"""The escalation of meetings that fall through: its text, changed, copied, logged, drafted (D7)."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from csdesk.app.commands import efforts
from csdesk.app.escalations import (
    EscalationText,
    check_escalation,
    draft_escalation,
    effort_lines,
    escalation_name,
    write_escalation,
)
from csdesk.domain.obstacles import Obstacle
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.text import Label

SIZE = (720, 680)
ROOM = 72  # height of what was tried


class EscalationDialog(PlanDialog):
    """Proposes the text to whoever decides at the customer; what leaves passes the gate.

    `open()` it. Raises `UserError` when made before the second miss in a row.
    """

    def __init__(
        self, services: Services, customer_id: int, about: Obstacle, parent: QWidget
    ) -> None:
        words = services.translator
        self._ready = write_escalation(
            services.store, customer_id, kind=about.kind, project_id=about.project_id
        )
        super().__init__(
            services, words.text("Escalation"), width=SIZE[0], height=SIZE[1], parent=parent
        )
        self.setObjectName("escalation")
        self._customer_id, self._about = customer_id, about
        told = words.text(
            "In the customer's language. Change the text until it is right; internal notes never "
            "leave."
        )
        self.body.addWidget(Label(services, told, size=SMALL, tone="muted", wrap=True))
        self.body.addWidget(self._recipient())
        self.subject = self._line(self._ready.subject, words.text("Subject"))
        self.text = QPlainTextEdit(self._ready.body, self)
        self.text.setAccessibleName(words.text("Text"))
        self.text.setProperty("form", "true")
        self.text.setFont(font(self._ready.language.value))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.subject)
        self.body.addWidget(self.text, 1)
        self._add_efforts()
        self.told = Label(services, "", size=SMALL, tone="muted", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.copy_button = self.button(words.text("Copy the text"), self.copy)
        self.draft_button = self.button(words.text("Mail draft"), self.draft, kind=Kind.PRIMARY)
        self.buttons.addStretch(1)
        close = self.button(words.text("Close"), self.reject, key="Esc")
        for one in (close, self.copy_button, self.draft_button):
            self.buttons.addWidget(one)
        self.text.setFocus()

    def _recipient(self) -> Label:
        words, ready = self.words, self._ready
        if ready.to:
            name = f"{ready.name} <{ready.to}>" if ready.name else ready.to
            return Label(self.services, words.text("To: {name}", name=name), size=SMALL)
        told = words.text("Nobody who decides has a mail address: fill in the recipient.")
        return Label(self.services, told, size=SMALL, tone="warn", wrap=True)

    def _line(self, text: str, name: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setAccessibleName(name)
        line.setProperty("form", "true")
        line.setFont(font(self._ready.language.value))
        return line

    def _add_efforts(self) -> None:
        words = self.words
        head = words.text("What was tried so far")
        self.body.addWidget(Label(self.services, head, size=SMALL, tone="muted", bold=True))
        self._efforts = Scroller(self.services, self)
        self._efforts.setFixedHeight(ROOM)
        self.body.addWidget(self._efforts)
        self.effort = self._line(
            self._ready.subject, words.text("Effort, as the customer may read it")
        )
        self.effort.returnPressed.connect(self.log)
        self.log_button = self.button(words.text("Log as effort"), self.log)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.effort, 1)
        row.addWidget(self.log_button)
        self.body.addLayout(row)
        self._list_efforts()

    def _list_efforts(self) -> None:
        column = self._efforts.clear()
        column.setSpacing(2)
        self.lines = effort_lines(
            self.services.store, self._customer_id, self.words, project_id=self._about.project_id
        )
        for line in self.lines:
            column.addWidget(Label(self.services, line, size=SMALL, wrap=True))
        column.addStretch(1)

    def _tell(self, sentence: str) -> None:
        self.told.set_text(sentence)
        self.told.show()

    def chosen(self) -> EscalationText:
        """Return the text as it stands now."""
        return replace(
            self._ready, subject=self.subject.text().strip(), body=self.text.toPlainText()
        )

    def copy(self) -> None:
        """Put the text into the clipboard, if nothing in it must stay here."""
        text = self.chosen()
        if self.attempt(
            lambda: check_escalation(self.services.store, self._customer_id, text=text)
        ):
            QGuiApplication.clipboard().setText(text.body)
            self._tell(self.words.text("The text is in the clipboard."))

    def log(self) -> None:
        """Record what was done as an effort; it stands in the list at once."""
        if self.attempt(
            lambda: efforts.log(
                self.services.store,
                customer_id=self._customer_id,
                text=self.effort.text(),
                project_id=self._about.project_id,
            )
        ):
            self.effort.clear()
            self._list_efforts()
            self._tell(self.words.text("Recorded."))

    def draft(self) -> None:
        """Ask where the mail draft goes."""
        folder, words = self.services.documents, self.words
        name = escalation_name(self.services.store, self._customer_id)
        dialog = QFileDialog(self, words.text("Where to?"), str(folder / name), "EML (*.eml)")
        dialog.setObjectName("target")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("eml")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, out: Path) -> None:
        """Write the mail draft and open it in the mail program."""
        self.services.keep_documents(out if out.is_dir() else out.parent)
        text, written = self.chosen(), list[Path]()

        def run() -> None:
            written.append(
                draft_escalation(self.services.store, self._customer_id, text=text, out=out)
            )

        if self.attempt(run):
            self._tell(self.words.text("Written: {path}.", path=written[0]))
            self.services.wish.emit("open_file", written[0])
