"""Leaving the room: all that goes along with a meeting in one action, or with a welcome.

What would be made is read anew on the worker as choices change; what was asked last holds.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.app.leave_room import (
    LeavingAsk,
    LeavingPlan,
    LeavingResult,
    leave_room,
    plan_leaving,
)
from csdesk.app.mail_texts import MailText
from csdesk.app.queries.leaving import meeting_to_leave
from csdesk.domain.codes import Language
from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.progress import Progress
from csdesk.domain.records import Customer, Meeting
from csdesk.ui.dialogs.leave_parts import ROW, FileTicks, MeetingEnd, PeopleTicks
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.ui.main_window import MainWindow

SIZE = QSize(980, 660)
LEFT = 440
PAUSE = 200  # ms without another letter before it is read anew


def open_leave_room(services: Services, window: "MainWindow", meeting_id: int) -> None:
    """Open the dialog that leaves a meeting; a meeting that cannot be left is told instead."""
    with services.store.read() as reader:
        customer_id = reader.get(Meeting, meeting_id).customer_id
    speaks = Language(services.language)
    ask = LeavingAsk(customer_id=customer_id, meeting_id=meeting_id, done_rows=None, speaks=speaks)
    _open(services, window, ask)


def open_leave_last(services: Services, window: "MainWindow", customer_id: int) -> None:
    """Open it for the customer's last meeting up to today; without one that is told."""
    try:
        with services.store.read() as reader:
            customer = reader.get(Customer, customer_id)
            meeting_id = meeting_to_leave(reader, customer, None, services.today()).id
    except UserError as error:
        window.refuse(error)
        return
    open_leave_room(services, window, meeting_id)


def open_welcome(services: Services, window: "MainWindow", customer_id: int) -> None:
    """Open the dialog that makes a welcome after signing."""
    _open(services, window, LeavingAsk(customer_id=customer_id))


def _open(services: Services, window: "MainWindow", ask: LeavingAsk) -> None:
    store = services.store

    def work(progress: Progress) -> LeavingPlan:
        return plan_leaving(store, ask)

    def show(plan: LeavingPlan) -> None:
        dialog = LeaveRoomDialog(services, ask, plan, window)
        dialog.finished.connect(window.return_focus)
        window.open_dialog(dialog)

    services.tasks.run("", work, done=show, failed=window.refuse)


class LeaveRoomDialog(PlanDialog):
    """One key makes all; then the folder and the draft can be opened."""

    def __init__(
        self, services: Services, ask: LeavingAsk, plan: LeavingPlan, parent: "MainWindow"
    ) -> None:
        super().__init__(
            services, _title(services, plan), width=SIZE.width(), height=SIZE.height(),
            parent=parent,
        )  # fmt: skip
        self.setObjectName("leave_room")
        self._window, self._ask, self._plan = parent, ask, plan
        self._reading: Task | None = None
        self._making: Task | None = None
        self._held: QWidget | None = None  # what had the focus before all was made
        self._stale = False
        self._name = ""  # of another customer, that a part was refused for
        self.result_of: LeavingResult | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._read)
        self._choices = QWidget(self)
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(self._left())
        row.addLayout(self._right(), 1)
        self.body.addWidget(self._choices, 1)
        self._add_buttons()
        self._show(plan)
        (self.make_button if plan.cannot_close is None else self.end.day).setFocus()

    # --- parts -------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        words, services = self.words, self.services
        column = QVBoxLayout()
        column.setSpacing(8)
        self.folder = self._line(words.text("Folder"), str(services.documents))
        self.folder.setFixedWidth(LEFT - 76)
        change = self.button(words.text("Change"), self.ask_folder, kind=Kind.LINK)
        line = QHBoxLayout()
        line.addWidget(self.folder)
        line.addStretch(1)
        line.addWidget(change)
        column.addWidget(self._head(words.text("Folder")))
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(self._head(words.text("Files")))
        self.files = FileTicks(services, self)
        self.files.setFixedWidth(LEFT)
        self.files.changed.connect(self._changed)
        column.addWidget(self.files, 1)
        self.end = MeetingEnd(services, self._ask.customer_id, self)
        self.end.setFixedWidth(LEFT)
        self.end.changed.connect(self._changed)
        self.end.typed.connect(self._timer.start)
        self._end_head = self._head(words.text("Meeting"))
        self._end_head.setVisible(self._ask.meeting_id is not None)
        self.end.setVisible(self._ask.meeting_id is not None)
        column.addSpacing(8)
        column.addWidget(self._end_head)
        column.addWidget(self.end)
        return column

    def _right(self) -> QVBoxLayout:
        words, services = self.words, self.services
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._head(words.text("Recipients")))
        self.people = PeopleTicks(services, self)
        self.people.changed.connect(self._changed)
        column.addWidget(self.people)
        column.addSpacing(8)
        column.addWidget(self._head(words.text("Mail draft")))
        self.subject = self._line(words.text("Subject"))
        self.subject.setReadOnly(True)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(words.text("Text"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("form", "true")
        language = self._plan.language.value
        for field in (self.subject, self.text):
            field.setFont(font(language))
        self.lacks = Label(services, "", size=SMALL, tone="bad", wrap=True)
        column.addWidget(self.subject)
        column.addWidget(self.text, 1)
        column.addWidget(self.lacks)
        return column

    def _head(self, text: str) -> Label:
        return Label(self.services, text, size=SMALL, tone="muted", bold=True)

    def _line(self, name: str, text: str = "") -> QLineEdit:
        field = QLineEdit(text, self)
        field.setProperty("form", "true")
        field.setFont(font(self.services.language))
        field.setAccessibleName(name)
        return field

    def _add_buttons(self) -> None:
        words = self.words
        self.state = Label(self.services, "", size=SMALL, tone="muted").shrink()
        self.pass_button = self.button("", self._let_pass)
        self.pass_button.hide()
        self.cancel_button = self.button(words.text("Cancel"), self.reject, key="Esc")
        self.make_button = self.button(
            words.text("Make all"), self.submit, kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.folder_button = self.button(words.text("Open the folder"), self.open_folder)
        self.mail_button = self.button(
            words.text("Open the mail draft"), self.open_mail, kind=Kind.PRIMARY,
            key=words.text("Enter"),
        )  # fmt: skip
        self.buttons.addWidget(self.state, 1)
        for one in (self.pass_button, self.cancel_button, self.make_button, self.folder_button,
                    self.mail_button):  # fmt: skip
            self.buttons.addWidget(one)
        self.folder_button.hide()
        self.mail_button.hide()

    # --- what would be made --------------------------------------------------------------------

    @property
    def is_current(self) -> bool:
        """Whether what is shown is what is asked for."""
        return self._reading is None and not self._stale and not self._timer.isActive()

    def ask(self) -> LeavingAsk:
        """Return what is asked for. UserError for a day or a time that cannot be read."""
        before, of_meeting = self._ask, self._ask.meeting_id is not None
        return LeavingAsk(
            customer_id=before.customer_id,
            meeting_id=before.meeting_id,
            close=of_meeting and self.end.close_check.isChecked(),
            no_next_reason=self.end.reason.text().strip(),
            next_meeting=self.end.next_meeting() if of_meeting else None,
            done_rows=self.end.done_rows,
            left_out=self.files.left_out,
            people=self.people.chosen,
            released=before.released,
            speaks=before.speaks,
        )

    def _changed(self) -> None:
        self._timer.stop()
        self._read()

    def _read(self) -> None:
        """Read what would be made now; one read at a time."""
        if self._making is not None or self.result_of is not None:
            return
        if self._reading is not None:
            self._stale = True
            return
        self._stale = False
        self.show_problem(None)
        try:
            ask = self.ask()
        except UserError as error:
            self.show_problem(error)
            self.make_button.setEnabled(False)
            return
        store = self.services.store

        def work(progress: Progress) -> LeavingPlan:
            return plan_leaving(store, ask)

        self._reading = self.services.tasks.run(
            "", work, done=self._on_read, failed=self._on_not_read
        )

    def _on_read(self, plan: LeavingPlan) -> None:
        if isValid(self):
            self._reading = None
            self._show(plan)
            self._read_again()

    def _on_not_read(self, problem: BaseException) -> None:
        if not isValid(self):
            return
        self._reading = None
        if isinstance(problem, UserError):
            self.show_problem(problem)
            self.make_button.setEnabled(False)
        elif not isinstance(problem, Cancelled):
            self.services.problem.emit(problem)
        self._read_again()

    def _read_again(self) -> None:
        if self._stale:
            self._read()

    def _show(self, plan: LeavingPlan) -> None:
        self._plan = plan
        self.files.show_plan(plan)
        self.people.show_people(plan.people, plan.chosen)
        self.people.setFixedHeight(min(7, max(1, len(plan.people))) * ROW)
        self.end.show_plan(plan)
        self._show_mail(plan)
        sentences = [one.text(self.words) for one in plan.warnings]
        self.state.set_text(self.words.sentences(sentences))
        self.state.setToolTip("\n".join(sentences))
        if plan.cannot_close is not None:
            self.show_problem(plan.cannot_close)
        lacks = plan.mail is not None and bool(plan.mail.missing)
        self.make_button.setEnabled(plan.cannot_close is None and not lacks and bool(plan.files))

    def _show_mail(self, plan: LeavingPlan) -> None:
        """Show the mail, and mark the places that have no value."""
        words, mail = self.words, plan.mail
        self.subject.setText(mail.subject if mail is not None else "")
        self.subject.setCursorPosition(0)
        place = self.text.verticalScrollBar().value()
        self.text.setPlainText(mail.body if mail is not None else words.text("No mail is made."))
        self.text.verticalScrollBar().setValue(place)
        missing = mail.missing if mail is not None else ()
        self.text.setExtraSelections([
            mark for name in missing for mark in self._marks(f"[{name}?]")
        ])  # fmt: skip
        self.lacks.setVisible(bool(missing))
        if missing and mail is not None:
            self._say_lacks(mail)

    def _say_lacks(self, mail: MailText) -> None:
        try:
            mail.check_whole()
        except UserError as error:
            self.lacks.set_text(error_text(error, self.words))

    def _marks(self, text: str) -> list[QTextEdit.ExtraSelection]:
        tokens = self.services.tokens
        found: list[QTextEdit.ExtraSelection] = []
        cursor = QTextCursor(self.text.document())
        while True:
            cursor = self.text.document().find(text, cursor)
            if cursor.isNull():
                return found
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(tokens.badsoft)
            look.setForeground(tokens.bad)
            mark.format, mark.cursor = look, cursor
            found.append(mark)

    # --- making --------------------------------------------------------------------------------

    def submit(self) -> None:
        """Make all; a read that is under way is waited for."""
        if self.result_of is not None:
            self.open_mail()
            return
        if self._timer.isActive():
            self._changed()
        if self._making is not None or not self.make_button.isEnabled():
            return
        folder = Path(self.folder.text().strip()).expanduser()
        try:
            ask = self.ask()
        except UserError as error:
            self.show_problem(error)
            return
        store = self.services.store
        self.show_problem(None)
        self.pass_button.hide()

        def work(progress: Progress) -> LeavingResult:
            return leave_room(store, ask, folder, progress)

        self._held = self.focusWidget()
        self._choices.setEnabled(False)
        self.make_button.setEnabled(False)
        self.setFocus()  # Enter again does nothing while it is under way
        task = self.services.tasks.run("", work, done=self._on_made, failed=self._on_not_made)
        task.progressed.connect(self._on_progress)
        task.cancelled.connect(self._on_cancelled)
        self._making = task

    def _on_progress(self, done: int, total: int, name: str) -> None:
        if isValid(self) and self._making is not None:
            words = self.words
            self.state.set_text(
                words.text("{n} of {all}: {name}", n=done, all=total, name=name)
                if name
                else words.text("{n} of {all}", n=done, all=total)
            )

    def _on_made(self, result: LeavingResult) -> None:
        if not isValid(self):
            return
        words = self.words
        self._making, self.result_of = None, result
        self.services.keep_documents(result.folder)
        self._choices.hide()
        self.body.addWidget(self._written(result), 1)
        self.state.set_text("")
        self.make_button.hide()
        self.cancel_button.setText(words.text("Close"))
        self.cancel_button.updateGeometry()
        self.folder_button.show()
        self.mail_button.setVisible(result.mail is not None)
        (self.mail_button if result.mail is not None else self.folder_button).setFocus()

    def _written(self, result: LeavingResult) -> QWidget:
        """Return what lies in the folder and what we should know about it."""
        words, services = self.words, self.services
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        told = words.text("Written into {folder}:", folder=str(result.folder))
        column.addWidget(Label(services, told, wrap=True))
        for path in result.files:
            column.addWidget(Label(services, path.name).shrink())
        if result.recipients:
            names = words.join([name for name, _ in result.recipients])
            column.addWidget(Label(services, words.text("To {names}.", names=names), wrap=True))
        for one in result.warnings:
            column.addWidget(Label(services, one.text(words), size=SMALL, tone="warn", wrap=True))
        column.addStretch(1)
        return page

    def _on_not_made(self, problem: BaseException) -> None:
        if not isValid(self):
            return
        self._stopped()
        if not isinstance(problem, UserError):
            self.services.problem.emit(problem)
            return
        self.show_problem(problem)
        why = problem.params.get("why")
        if isinstance(why, UserError) and why.code == "leak_name":
            self._name = str(why.params["name"])
            self.pass_button.setText(self.words.text("Let {name} pass", name=self._name))
            self.pass_button.updateGeometry()
            self.pass_button.show()

    def _on_cancelled(self) -> None:
        if isValid(self):
            self._stopped()
            self.state.set_text(self.words.text("Cancelled; nothing was changed."))

    def _stopped(self) -> None:
        self._making = None
        self._choices.setEnabled(True)
        self.make_button.setEnabled(True)
        self.state.set_text("")
        if self._held is not None:
            self._held.setFocus()

    def _let_pass(self) -> None:
        """Release the name this once, and make all."""
        self._ask = replace(self._ask, released=(*self._ask.released, self._name))
        self.submit()

    # --- places --------------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Ask for another folder."""
        dialog = QFileDialog(self, self.words.text("Where to?"), self.folder.text())
        dialog.setObjectName("folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def open_folder(self) -> None:
        """Open the folder and close."""
        self._open_and_close(self.result_of.folder if self.result_of is not None else None)

    def open_mail(self) -> None:
        """Open the draft in the mail program and close."""
        self._open_and_close(self.result_of.mail if self.result_of is not None else None)

    def _open_and_close(self, path: Path | None) -> None:
        self.accept()
        if path is not None:
            QTimer.singleShot(0, self._window, partial(self._window.open_file, path))

    @override
    def reject(self) -> None:
        """Stop what is being made; else close."""
        if self._making is not None:
            self._making.cancel()
            return
        self._timer.stop()
        super().reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)


def _title(services: Services, plan: LeavingPlan) -> str:
    words, meeting = services.translator, plan.meeting
    if meeting is None:
        return words.text("Welcome {customer}", customer=plan.customer)
    name = meeting.title or words.text(MEETING_KIND_LABELS[meeting.kind])
    day = words.date(meeting.day, "weekday")
    return words.text(
        "Leaving the room: {meeting}, {customer}", meeting=f"{name} {day}", customer=plan.customer
    )
