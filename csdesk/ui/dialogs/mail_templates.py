"""The editor of the mails that go with documents: text, places to insert, and what it would say."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.commands import mail_templates
from csdesk.app.mail_texts import filled
from csdesk.app.queries.mail_templates import (
    NAMES,
    MailTemplateText,
    Sample,
    mail_sample,
    mail_template,
    sample_customers,
)
from csdesk.app.queries.mail_templates import mail_templates as all_templates
from csdesk.domain.changes import ChangeSet
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail_placeholders import OF_KIND, names_of
from csdesk.domain.mail_template import Problem, parse
from csdesk.domain.progress import Progress
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.models.cells import Tone, cell
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.buttons import Kind, Segmented
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

SIZE = (1080, 700)
_KINDS, _RIGHT = 216, 340
_PLACES = 168
_LANGUAGES = tuple(Language)
Where: TypeAlias = tuple[DocumentKind, Language]
NOT_SAVED = N_("Not saved: {names}. Save it, or close again to drop it.")


class MailTemplatesDialog(PlanDialog):
    """One kind and language at a time, `where` to begin with; texts that are not saved are kept
    until it closes.
    """

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, where: Where | None = None
    ) -> None:
        words = services.translator
        super().__init__(
            services, words.text("Mail texts"), width=SIZE[0], height=SIZE[1], parent=parent
        )
        self.setObjectName("mail_templates")
        code = services.store.workspace.language
        self._where: Where = where or (DocumentKind.STATUS, code)
        self._known: MailTemplateText = mail_template(services.store, *self._where)
        self._drafts: dict[Where, tuple[str, str]] = {}
        self._sample = Sample()
        self._reading: Task | None = None
        self._warned = self._filling = False
        self._last: QLineEdit | QPlainTextEdit
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._left())
        row.addLayout(self._middle(), 1)
        row.addLayout(self._right())
        self.body.addLayout(row, 1)
        self._last = self.text
        self._add_buttons()
        services.bus.changed.connect(self._on_change)
        self._show_kinds()
        self.kinds.choose(self._where[0])
        self.kinds.chosen.connect(self._turn_kind)
        self._show_text()
        self.text.setFocus()

    # --- parts -------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        words = self.words
        self.kinds = RecordTable(
            self.services,
            [TableColumn(text=words.text("Kind of document"))],
            words.text("Documents"),
        )
        self.kinds.setFixedWidth(_KINDS)
        column = QVBoxLayout()
        column.addWidget(self.kinds, 1)
        return column

    def _middle(self) -> QVBoxLayout:
        words, services = self.words, self.services
        column = QVBoxLayout()
        column.setSpacing(6)
        self.languages = Segmented(
            services, list(LANGUAGE_NAMES.values()), name=words.text("Language of the mail"),
            current=_LANGUAGES.index(self._where[1]),
        )  # fmt: skip
        self.languages.chosen.connect(self._turn_language)
        line = QHBoxLayout()
        line.addWidget(self.languages)
        line.addStretch(1)
        self.own = Label(services, "", size=SMALL, tone="muted")
        line.addWidget(self.own)
        column.addLayout(line)
        self.subject = QLineEdit(self)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.errors = {"subject": self._error(), "body": self._error()}
        for field, name, key in (
            (self.subject, words.text("Subject"), "subject"),
            (self.text, words.text("Text"), "body"),
        ):
            field.setObjectName(key)
            field.setAccessibleName(name)
            field.setProperty("form", "true")
            field.setFont(font(services.language))
            field.installEventFilter(self)
            column.addWidget(Label(services, name, size=SMALL, tone="muted"))
            column.addWidget(field, 1 if field is self.text else 0)
            column.addWidget(self.errors[key])
        self.subject.textChanged.connect(self._edited)
        self.text.textChanged.connect(self._edited)
        self.places = RecordTable(
            services,
            [TableColumn(text=words.text("Placeholder"), width=148),
             TableColumn(text=words.text("What comes into it"))],
            words.text("Places to insert"),
        )  # fmt: skip
        self.places.setFixedHeight(_PLACES)
        self.places.opened.connect(lambda name: self.insert(str(name)))
        column.addWidget(self.places)
        told = words.text("Enter or a double click inserts; Ctrl+Space leads from the text here.")
        column.addWidget(Label(services, told, size=SMALL, tone="muted", wrap=True))
        return column

    def _right(self) -> QVBoxLayout:
        words, services = self.words, self.services
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(Label(services, words.text("As this customer reads it"), bold=True))
        self.customers = Combo(services, self)
        self.customers.setAccessibleName(words.text("Customers"))
        for customer_id, name in sample_customers(services.store):
            self.customers.addItem(name, customer_id)
        self.customers.activated.connect(lambda _: self._read_sample(chosen=True))
        column.addWidget(self.customers)
        self.shown_subject = Label(services, "", bold=True, wrap=True)
        self.shown = QPlainTextEdit(self)
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(words.text("Preview"))
        self.shown.setProperty("form", "true")
        self.shown.setFont(font(services.language))
        self.shown.setFixedWidth(_RIGHT)
        self.lacks = Label(services, "", size=SMALL, tone="warn", wrap=True)
        column.addWidget(self.shown_subject)
        column.addWidget(self.shown, 1)
        column.addWidget(self.lacks)
        return column

    def _error(self) -> Label:
        label = Label(self.services, "", size=SMALL, tone="bad", wrap=True)
        label.hide()
        return label

    def _add_buttons(self) -> None:
        words = self.words
        self.reset_button = self.button(
            words.text("Take csdesk’s text"), self.reset, kind=Kind.FLAT, icon="undo"
        )
        self.close_button = self.button(words.text("Close"), self.reject, key="Esc")
        self.save_button = self.button(
            words.text("Save"), self.save, kind=Kind.PRIMARY, key="Ctrl+S"
        )
        self.buttons.addWidget(self.reset_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.save_button)

    # --- what is shown -----------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        """Whether the text that is shown is not the one that is kept."""
        return self._typed() != (self._known.subject, self._known.body)

    def _typed(self) -> tuple[str, str]:
        return self.subject.text(), self.text.toPlainText()

    def _show_kinds(self) -> None:
        words = self.words
        own = {one.kind for one in all_templates(self.services.store, self._where[1]) if one.own}
        unsaved = {kind for kind, language in self._drafts if language is self._where[1]}
        rows = []
        for kind in OF_KIND:
            remark = words.text("own text") if kind in own else ""
            if kind in unsaved:
                remark = words.text("not saved")
            rows.append((kind, [cell(words.text(NAMES[kind]), remark=remark)]))
        self.kinds.blockSignals(True)
        self.kinds.show_rows(rows)
        self.kinds.blockSignals(False)

    def _show_text(self) -> None:
        """Show the text of the kind and language that are chosen, as typed or as kept."""
        self._known = mail_template(self.services.store, *self._where)
        subject, body = self._drafts.get(self._where, (self._known.subject, self._known.body))
        self._filling = True
        self.subject.setText(subject)
        self.text.setPlainText(body)
        self._filling = False
        self.places.show_rows([
            (one.name, [cell(one.written, Tone.ACCENT), cell(self.words.text(one.text))])
            for one in self._known.placeholders
        ])  # fmt: skip
        self._edited()
        self._read_sample()

    def _edited(self) -> None:
        if self._filling:
            return
        self._warned = False
        if self.is_changed:
            self._drafts[self._where] = self._typed()
        else:
            self._drafts.pop(self._where, None)
        self.own.set_text(self.words.text("own text") if self._known.own else "")
        self.reset_button.setEnabled(self._known.own or self.is_changed)
        self.save_button.setEnabled(self.is_changed)
        self.show_problem(None)
        self._check()
        self._fill()

    def _check(self) -> bool:
        """Say under each field what is wrong in it, and mark the place; whether nothing is."""
        names = names_of(self._where[0])
        right = True
        for key, text in zip(("subject", "body"), self._typed(), strict=True):
            problems = parse(text, names).problems
            label = self.errors[key]
            label.setVisible(bool(problems))
            if problems:
                label.set_text(self.words.text(problems[0].message, **problems[0].params))
                right = False
            if key == "body":
                self._mark(problems)
        return right

    def _mark(self, problems: tuple[Problem, ...]) -> None:
        marks = []
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(self.services.tokens.bad))
        text = self.text.toPlainText()
        for one in problems[:20]:
            mark = QTextEdit.ExtraSelection()
            cursor = self.text.textCursor()
            cursor.setPosition(_units(text[: one.at]))
            cursor.setPosition(_units(text[: one.at + one.length]), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.text.setExtraSelections(marks)

    # --- a customer's data -------------------------------------------------------------------

    def _read_sample(self, *, chosen: bool = False) -> None:
        """Read the values of a customer on the worker; without a choice of whoever has some."""
        store, today = self.services.store, self.services.today()
        kind, language = self._where
        customer_id = self.customers.currentData() if chosen else None

        def work(progress: Progress) -> Sample:
            return mail_sample(
                store, kind=kind, language=language, today=today, customer_id=customer_id,
                progress=progress,
            )  # fmt: skip

        if self._reading is not None:
            self._reading.abandon()
        task = self.services.tasks.run("", work, done=self._take, failed=self.services.problem.emit)
        self._reading = task
        task.ended.connect(partial(self._forget, task))

    def _forget(self, task: Task) -> None:
        if self._reading is task:
            self._reading = None

    def _take(self, sample: Sample) -> None:
        self._sample = sample
        place = self.customers.findData(sample.customer_id)
        if place >= 0:
            self.customers.setCurrentIndex(place)
        self._fill()

    def _fill(self) -> None:
        """Show the mail with the customer's data, or why there is none."""
        sample, words = self._sample, self.words
        self.lacks.set_text("")
        if sample.why_not is not None or not sample.values:
            why = sample.why_not
            self.shown_subject.set_text("")
            self.shown.setPlainText("" if why is None else words.text(why.message, **why.params))
            return
        try:
            mail = filled(self._where[0], sample.values, *self._typed())
        except UserError:
            return  # said under the field; what was right last stays
        self.shown_subject.set_text(mail.subject)
        self.shown.setPlainText(mail.body)
        if mail.missing:
            names = words.join(["{" + name + "}" for name in mail.missing])
            self.lacks.set_text(
                words.text("There is no value for {names}: it would not be sent.", names=names)
            )

    # --- what one does -----------------------------------------------------------------------

    def insert(self, name: str) -> None:
        """Put a place where the cursor was last, in subject or text."""
        written = "{" + name + "}"
        if isinstance(self._last, QLineEdit):
            self._last.insert(written)
        else:
            self._last.insertPlainText(written)
        self._last.setFocus()

    def choose(self, kind: DocumentKind, language: Language) -> None:
        """Show the text of a kind in a language."""
        self._where = (kind, language)
        self.languages.choose(_LANGUAGES.index(language))
        self._show_kinds()
        self.kinds.blockSignals(True)
        self.kinds.choose(kind)
        self.kinds.blockSignals(False)
        self._show_text()

    def save(self) -> None:
        """Keep the text that is shown; one that is wrong stays, with the place in sight."""
        kind, language = self._where
        subject, body = self._typed()
        if not self._check():
            self._to_the_error()
            return
        self._command(
            lambda: mail_templates.put(
                self.services.store, kind=kind, language=language, subject=subject, body=body
            )
        )

    def reset(self) -> None:
        """Take csdesk's own text again; undo brings ours back."""
        kind, language = self._where
        self._command(
            lambda: mail_templates.reset(self.services.store, kind=kind, language=language)
        )

    def _command(self, run: Callable[[], object]) -> None:
        if self.attempt(run):
            self._drafts.pop(self._where, None)
            self._show_kinds()
            self._show_text()

    def _to_the_error(self) -> None:
        if not self.errors["subject"].isHidden():
            self.subject.setFocus()
            return
        problems = parse(self.text.toPlainText(), names_of(self._where[0])).problems
        cursor = self.text.textCursor()
        cursor.setPosition(_units(self.text.toPlainText()[: problems[0].at]))
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _turn_kind(self) -> None:
        kind = self.kinds.key()
        if isinstance(kind, DocumentKind) and kind is not self._where[0]:
            self._where = (kind, self._where[1])
            self._show_text()

    def _turn_language(self, index: int) -> None:
        self._where = (self._where[0], _LANGUAGES[index])
        self._show_kinds()
        self._show_text()

    def _on_change(self, change: ChangeSet) -> None:
        if "MailTemplate" in change.entities and self.isVisible():
            self._show_kinds()
            self._show_text()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where one types; Ctrl+Space leads to the places, Ctrl+S and Enter save."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._last = watched
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() == Qt.Key.Key_Space:
                self.places.setFocus()
                return True
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # a new line belongs to the text; no button is pressed by it
        super().keyPressEvent(event)

    @override
    def reject(self) -> None:
        """Close; with texts that are not saved only after that was said."""
        if self._drafts and not self._warned:
            self._warned = True
            self.show_problem(
                UserError(
                    "mail_not_saved",
                    NOT_SAVED,
                    names=self.words.join([
                        self.words.text(NAMES[kind]) for kind in dict.fromkeys(
                            kind for kind, _ in self._drafts
                        )
                    ]),
                )
            )  # fmt: skip
            return
        if self._reading is not None:
            self._reading.abandon()
        super().reject()


def _units(text: str) -> int:
    """Return how many positions of a Qt document a text takes: UTF-16, not characters."""
    return len(text.encode("utf-16-le")) // 2
