"""Who gets the draft of a mail: people of the customer by role, and the mail as it will read."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from csdesk.app.mail_texts import MailText
from csdesk.app.queries.recipients import Person
from csdesk.domain.errors import UserError
from csdesk.domain.labels import CONTACT_ROLE_LABELS
from csdesk.ui.dialogs.document_acts import DocumentActs, Leaving, People
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.text import Label

SIZE = (680, 560)


class RecipientsDialog(PlanDialog):
    """`take` gets names with addresses once it closes; none leaves the recipients open.

    The mail is read anew as it greets whoever is chosen; one that lacks a value is not drafted.
    """

    def __init__(
        self,
        services: Services,
        acts: DocumentActs,
        leaving: Leaving,
        people: Sequence[Person],
        take: Callable[[Leaving, People], object],
        parent: QWidget,
    ) -> None:
        words = services.translator
        super().__init__(
            services, words.text("Mail draft"), width=SIZE[0], height=SIZE[1], parent=parent
        )
        self.setObjectName("recipients")
        self._take, self._acts, self._leaving = take, acts, leaving
        self._read_for: list[str] | None = None
        self.checks: list[tuple[Check, Person]] = []
        told = words.text("Who gets it? The draft opens in your mail program; you send it.")
        self.body.addWidget(Label(services, told, size=SMALL, tone="muted", wrap=True))
        self.body.addWidget(self._list(people))
        self.subject = QLineEdit(self)
        self.subject.setAccessibleName(words.text("Subject"))
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(words.text("Text"))
        self.text.setTabChangesFocus(True)
        for field in (self.subject, self.text):
            field.setProperty("form", "true")
            field.setFont(font(leaving.preview.made.view.language.value))
            field.setReadOnly(True)
        self.body.addWidget(self.subject)
        self.body.addWidget(self.text, 1)
        self.state = Label(services, "", size=SMALL, tone="muted").shrink()
        self.draft_button = self.button(
            words.text("Make the draft"), self.submit, kind=Kind.PRIMARY, key=words.text("Enter")
        )
        cancel = self.button(words.text("Cancel"), self.reject, key="Esc")
        self.edit_button = self.button(words.text("Edit the text"), self.edit_text, icon="edit")
        self.edit_button.setToolTip(words.text("The text of every such mail, with placeholders."))
        self.buttons.addWidget(self.state, 1)
        self.buttons.addWidget(self.edit_button)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.draft_button)
        acts.refused.connect(self._on_refused)
        self._show_state()
        first = next((check for check, one in self.checks if one.has_address), None)
        (first or self.draft_button).setFocus()

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The people who are ticked."""
        return [(one.name, one.mail) for check, one in self.checks if check.isChecked()]

    def submit(self) -> None:
        """Hand over who is chosen, once the mail can be read and lacks nothing."""
        if self.draft_button.isEnabled():
            chosen = self.chosen
            self.accept()
            self._take(self._leaving, chosen)

    def edit_text(self) -> None:
        """Open the text that such mails are made from; then read this mail anew."""
        from csdesk.ui.dialogs.mail_templates import MailTemplatesDialog

        made = self._leaving.preview.made
        dialog = MailTemplatesDialog(self.services, self, where=(made.ask.kind, made.view.language))
        dialog.finished.connect(self._read)
        dialog.open()

    def _list(self, people: Sequence[Person]) -> QWidget:
        services, words = self.services, self.words
        if not people:
            sentence = words.text(
                "Nobody is recorded at this customer: the draft leaves the recipient open."
            )
            return Label(services, sentence, wrap=True)
        scroller = Scroller(services, self)
        scroller.column.setSpacing(8)
        for one in people:
            row = QHBoxLayout()
            row.setSpacing(12)
            check = Check(services, one.name)
            check.setChecked(one.is_proposed)
            check.setEnabled(one.has_address)
            check.toggled.connect(lambda _=False: self._show_state())
            self.checks.append((check, one))
            role = [words.text(CONTACT_ROLE_LABELS[one.role]), one.title, one.company]
            if one.reason is not None:
                check.setToolTip(one.reason.text(words))
            row.addWidget(check)
            facts = words.facts(list(dict.fromkeys(part for part in role if part)))
            row.addWidget(Label(services, facts, size=SMALL, tone="muted").shrink(), 1)
            mail = one.mail if one.has_address else words.text("no mail address")
            row.addWidget(Label(services, mail, size=SMALL, tone="muted", right=True))
            scroller.column.addLayout(row)
        scroller.column.addStretch(1)
        scroller.setFixedHeight(min(196, 28 * len(people) + 4))
        return scroller

    def _show_state(self) -> None:
        count = len(self.chosen)
        self.state.set_text(
            self.words.plural("{n} recipient", "{n} recipients", count)
            if count
            else self.words.text("Nobody is chosen: the draft leaves the recipient open.")
        )
        self._read()

    def _read(self, _result: int = 0) -> None:
        """Read the mail as it greets whoever is chosen; one read at a time."""
        if self._read_for is not None:
            return
        names = [name for name, _ in self.chosen]
        self._read_for = names
        self.draft_button.setEnabled(False)
        self._acts.read_mail(self._leaving, self._on_read, names or None)

    def _on_read(self, mail: MailText) -> None:
        if not isValid(self):
            return
        before, self._read_for = self._read_for, None
        if before != [name for name, _ in self.chosen]:
            self._read()
            return
        self.subject.setText(mail.subject)
        self.text.setPlainText(mail.body)
        self.draft_button.setEnabled(self.attempt(mail.check_whole))

    def _on_refused(self, problem: object) -> None:
        self._read_for = None
        if isinstance(problem, UserError):
            self.show_problem(problem)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
