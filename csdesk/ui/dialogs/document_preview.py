"""A document before it leaves: its pages as the options change, what is in it, what to do with it.

Pages are made and drawn on the worker thread. What is asked last holds: an older answer is dropped,
and work for it is cancelled. Facts and small pages come after the page that is looked at.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from csdesk.app.documents.preview import (
    Findings,
    PagePicture,
    Preview,
    look_through,
    make_preview,
    preview_again,
    preview_pages,
)
from csdesk.app.error_text import error_text
from csdesk.app.mail_texts import MailText
from csdesk.app.queries.document_log import LoggedDocument
from csdesk.app.queries.recipients import people_of
from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.progress import Progress
from csdesk.ui.dialogs.document_acts import DocumentActs, Leaving, People, Saved
from csdesk.ui.dialogs.document_facts import DocumentFacts
from csdesk.ui.dialogs.document_head import PreviewFoot, PreviewHead
from csdesk.ui.dialogs.document_options import DocumentOptions, Wanted
from csdesk.ui.dialogs.document_pages import POINT, PageColumn, fit_scale
from csdesk.ui.dialogs.document_ways import DocumentWays
from csdesk.ui.fonts import font
from csdesk.ui.models.document_model import DocumentWords
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

PAUSE = 90  # ms without another letter before the document is made anew
PATIENCE = 250  # ms after which it is said that the pages are being made
PANEL_WIDTH, SMALL_WIDTH = 332, 112
_LARGEST, _LEAST = QSize(1400, 940), QSize(820, 480)
_Made = tuple[Preview, list[PagePicture]]
_Looked = tuple[Findings, list[PagePicture]]


class DocumentPreview(QDialog):
    """`open()` it; it deletes itself when closed. It shows a document that is `Wanted`, or one of
    the log made again as it was, of which nothing can be changed.

    Signals: `told(sentence, path)` when the document was saved and the dialog closes.
    """

    told = Signal(str, object)

    def __init__(
        self, services: Services, wanted: Wanted | LoggedDocument, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("preview")
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        room = parent.size() - QSize(40, 40) if parent is not None else _LARGEST
        self.resize(room.boundedTo(_LARGEST).expandedTo(_LEAST))
        self._services, self._words = services, services.translator
        self._again = wanted if isinstance(wanted, LoggedDocument) else None
        self.preview: Preview | None = None
        self._making: Task | None = None
        self._drawing: Task | None = None
        self._target: Path | None = None  # chosen by the person
        self._after: Callable[[], None] | None = None  # asked for while the document is made
        self.acts = DocumentActs(services, self)
        self.head = PreviewHead(services, zoom=self._zoom, fit=self._fit, parent=self)
        self.pages = PageColumn(services, parent=self)
        self.small = PageColumn(services, small=True, parent=self)
        self.small.setFixedWidth(SMALL_WIDTH)
        self.small.hide()
        self.facts = DocumentFacts(services)
        self.options: DocumentOptions | None = None
        self.ways: DocumentWays | None = None
        self.problem = Label(services, "", tone="bad", wrap=True, parent=self)
        self._refusal = QWidget(self)  # holds the problem, above the foot
        self._refusal.hide()
        self.foot = PreviewFoot(
            services,
            {
                "copy": self.copy_mail, "print": self.ask_printer, "draft": self.ask_recipients,
                "open": self.save_and_open, "save": self.save,
            },
            self,
        )  # fmt: skip
        self._lay_out(wanted)
        self._connect()
        self._add_keys()
        self._allow()
        self.pages.setFocus()
        column = self.layout()
        if column is not None:
            column.activate()  # so that the first picture has the width that will be shown
        self._show_words()
        self.refresh()

    # --- the frame ---------------------------------------------------------------------------

    def _lay_out(self, wanted: Wanted | LoggedDocument) -> None:
        panel = Scroller(self._services, self)
        panel.setFixedWidth(PANEL_WIDTH)
        if isinstance(wanted, Wanted):
            self.options = DocumentOptions(self._services, wanted)
            self.ways = DocumentWays(self._services, wanted.customer_id, self)
            panel.column.addWidget(self.options)
        panel.column.addWidget(self.facts)
        panel.column.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for widget, stretch in ((self.small, 0), (self.pages, 1), (panel, 0)):
            middle.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(middle, 1)
        told = QHBoxLayout(self._refusal)
        told.setContentsMargins(20, 8, 20, 8)
        told.addWidget(self.problem)
        column.addWidget(self._refusal)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.refresh)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(
            lambda: self.head.busy.set_text(self._words.text("Making the pages …"))
        )
        if self.options is not None:
            self.options.changed.connect(self._on_chosen)
            self.options.typed.connect(self._on_typed)
        if self.ways is not None:
            self.ways.given.connect(self._on_given)
            self.ways.left.connect(self._on_left)
        self.pages.wanted.connect(self._draw)
        self.pages.turned.connect(self._on_turned)
        self.pages.zoomed.connect(self._show_zoom)
        self.small.turned.connect(self._go_to)
        self.facts.released_changed.connect(self._on_released)
        self.facts.asked_page.connect(self._go_to)
        self.foot.change.clicked.connect(lambda _=False: self.ask_target())
        self.acts.busy_changed.connect(self._allow)
        self.acts.refused.connect(self._on_refused)

    def _add_keys(self) -> None:
        for keys, run in (
            (("PgDown",), partial(self.pages.step_page, 1)),
            (("PgUp",), partial(self.pages.step_page, -1)),
            (("+", "=", "Ctrl++", "Ctrl+="), partial(self._zoom, 1)),
            (("-", "Ctrl+-"), partial(self._zoom, -1)),
            (("0", "Ctrl+0"), self._fit),
            (("Ctrl+S",), self.save),
            (("Ctrl+O",), self.save_and_open),
            (("Ctrl+P",), self.ask_printer),
            (("Ctrl+Shift+C",), self.copy_mail),
            (("Ctrl+M",), self.ask_recipients),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(run)

    # --- making and drawing ------------------------------------------------------------------

    def refresh(self) -> None:
        """Make the document that is asked for now, and show it; an older wish is given up."""
        self._timer.stop()
        if self._making is not None:
            self._making.cancel()
            self._making = None
        self.pages.show_reason("")
        try:
            make = self._maker()
        except UserError as error:
            self._show_none(error, is_told=True)
            return
        width, zoom = self.pages.viewport().width(), self.pages.zoom
        ratio, seen = self.pages.devicePixelRatioF(), self.pages.visible_pages() or [0]
        margins = 2 * self.pages.content_margin

        def work(progress: Progress) -> _Made:
            preview = make(progress)
            progress.check_cancelled()
            scale = fit_scale(preview.sizes, width - margins) if zoom is None else zoom * POINT
            return preview, preview_pages(preview, seen, scale * ratio, progress)

        self._patience.start()
        self._making = self._run(work, self._on_made, self._on_not_made)

    def _maker(self) -> Callable[[Progress], Preview]:
        """Return what makes the document; UserError for what cannot be asked for."""
        store = self._services.store
        if self._again is not None:
            document_id = self._again.id
            return lambda progress: preview_again(store, document_id, progress)
        if self.options is None:
            raise RuntimeError("neither options nor a document of the log")
        ask = self.options.ask()
        if self.ways is not None:
            self.ways.project_id = ask.project_id
        return lambda progress: make_preview(store, ask, progress)

    def _run(
        self,
        work: Callable[..., Any],
        done: Callable[[Task, Any], None],
        failed: Callable[[Task, BaseException], None],
    ) -> Task:
        """Run work that nobody waits for; its answer comes with its task."""

        def on(call: Callable[[Task, Any], None], value: Any) -> None:
            if isValid(self):
                call(task, value)

        task = self._services.tasks.run("", work)
        task.done.connect(partial(on, done))
        task.failed.connect(partial(on, failed))
        return task

    def _on_made(self, task: Task, made: _Made) -> None:
        if task is not self._making:
            return
        self._making = None
        preview, pictures = made
        self.preview = preview
        self._calm()
        self._refusal.hide()
        self.small.setVisible(len(preview.sizes) > 1)
        self.pages.show_reason("")
        self.pages.show_sizes(preview.sizes)
        self.pages.take(pictures)
        self.small.show_sizes(preview.sizes)
        self.facts.show_preview(preview, None)
        self._show_words()
        self._show_ways(preview)
        self._look(preview)
        self._draw()
        self._allow()
        after, self._after = self._after, None
        if after is not None:
            after()

    def _on_not_made(self, task: Task, problem: BaseException) -> None:
        if task is self._making:
            self._making = None
            self._show_none(problem)

    def _show_none(self, problem: BaseException, *, is_told: bool = False) -> None:
        """Show no pages, and in their place why, unless the options tell it."""
        self._calm()
        self.preview = self._after = None
        self.pages.show_sizes(())
        self.small.hide()
        self.facts.clear()
        self._show_words()
        self._show_ways(None)
        self._refusal.hide()
        if not isinstance(problem, UserError):
            self._on_refused(problem)
        elif not is_told:
            ways = [] if self.ways is None else self.ways.out_of(problem)
            self.pages.show_reason(error_text(problem, self._words), ways)
        self._allow()

    def _calm(self) -> None:
        self._patience.stop()
        self.head.busy.set_text("")

    def _look(self, preview: Preview) -> None:
        """Ask the gate, count what is ours, and draw the small pages."""
        store = self._services.store
        room = SMALL_WIDTH - 2 * self.small.content_margin
        small = fit_scale(preview.sizes, room) * self.small.devicePixelRatioF()
        if len(preview.sizes) < 2:
            small = 0.0

        def work(progress: Progress) -> _Looked:
            progress.check_cancelled()
            found = look_through(store, preview.made)
            numbers = range(len(preview.sizes)) if small else ()
            return found, preview_pages(preview, numbers, small, progress)

        def done(_: Task, looked: _Looked) -> None:
            if preview is self.preview:
                self.small.take(looked[1])
                self.facts.show_preview(preview, looked[0])
                self._allow()

        self._run(work, done, lambda _, problem: self._on_refused(problem))

    def _draw(self) -> None:
        """Draw the pages that are looked at and have no picture of this size."""
        preview = self.preview
        missing = self.pages.missing()
        if preview is None or not missing or self._drawing is not None:
            return
        scale = self.pages.device_scale

        def work(progress: Progress) -> list[PagePicture]:
            return preview_pages(preview, missing, scale, progress)

        def done(_: Task, pictures: list[PagePicture]) -> None:
            self._drawing = None
            if preview is self.preview:
                self.pages.take(pictures)
            self._draw()

        def failed(_: Task, problem: BaseException) -> None:
            self._drawing = None
            self._on_refused(problem)

        self._drawing = self._run(work, done, failed)

    # --- what is shown -----------------------------------------------------------------------

    def _show_words(self) -> None:
        words, preview, again = self._words, self.preview, self._again
        if again is not None:
            name = DocumentWords(words).name(again)
            title = words.text("{document} for {customer}, as it was", document=name,
                               customer=again.customer)  # fmt: skip
        else:
            options = self.options
            title = words.text(
                "{document} for {customer}",
                document=options.kind_text if options is not None else "",
                customer=options.customer.name if options is not None else "",
            )
        self.setWindowTitle(title)
        self.head.title.set_text(title)
        self.head.show_page(self.pages.page, len(preview.sizes) if preview is not None else 0)
        self.foot.show_target(self.target)
        self._show_zoom()

    def _show_ways(self, preview: Preview | None) -> None:
        if self.options is not None and self.ways is not None:
            kind = None if preview is None else preview.made.ask.kind
            self.options.show_ways([] if kind is None else self.ways.beside(kind))

    def _show_zoom(self) -> None:
        self.head.show_share(self.pages.scale / POINT)

    def _on_turned(self, page: int) -> None:
        self.small.mark(page)
        self.head.show_page(page, len(self.pages.sizes))

    def _go_to(self, page: int) -> None:
        self.pages.go_to(page)
        self.small.mark(page)

    def _zoom(self, steps: int) -> None:
        self.pages.step_zoom(steps)

    def _fit(self) -> None:
        self.pages.set_zoom(None)

    def _on_chosen(self) -> None:
        self._target = None
        self.refresh()

    def _on_typed(self) -> None:
        self._target = None
        self._timer.start()

    def _on_given(self) -> None:
        """Make the document with what was entered just now."""
        if self.options is not None:
            self.options.reload()
        self.activateWindow()
        self.pages.setFocus()
        self._on_chosen()

    def _on_left(self, wish: str) -> None:
        """Close for another page of the window."""
        if self.options is not None:
            self.reject()
            self._services.wish.emit(wish, self.options.customer_id)

    def _on_released(self) -> None:
        preview = self.preview
        if preview is not None:
            self._allow()

    def _on_refused(self, problem: object) -> None:
        if isinstance(problem, UserError):
            self.problem.set_text(error_text(problem, self._words))
            self._refusal.show()
        elif not isinstance(problem, Cancelled):
            self._services.problem.emit(problem)

    def _allow(self) -> None:
        can_leave = self.preview is not None and not self.acts.is_busy and not self.facts.is_stopped
        held = _focus_in(self)
        self.foot.allow(can_leave=can_leave)
        if self.options is not None:
            self.options.setEnabled(not self.acts.is_busy)
        if held is not None and not held.isEnabled():
            self.pages.setFocus()  # and not the next button, which Enter would press

    # --- what is done ------------------------------------------------------------------------

    @property
    def target(self) -> Path | None:
        """Where the document goes: the place that was chosen, else its name in the folder.

        One that is drawn differently now takes another name than the file that left.
        """
        preview = self.preview
        if preview is None or self._target is not None:
            return self._target if preview is not None else None
        proposed = self._services.documents / preview.made.file_name
        if preview.differs and proposed.exists():
            return proposed.with_stem(f"{proposed.stem}_2")
        return proposed

    @property
    def is_current(self) -> bool:
        """Whether what is shown is what is asked for."""
        return self._making is None and not self._timer.isActive()

    def save(self) -> None:
        """Save the document and close."""
        self._leave(partial(self._close_with, opens=False))

    def save_and_open(self) -> None:
        """Save the document, close, and open it."""
        self._leave(partial(self._close_with, opens=True))

    def copy_mail(self) -> None:
        """Save the document and put the text of its mail into the clipboard."""
        self._leave(lambda saved: self.acts.copy_mail(saved, partial(self._on_copied, saved)))

    def ask_recipients(self) -> None:
        """Ask who gets the draft; then save the document and write the draft beside it."""
        leaving = self._leaving(self.ask_recipients)
        if leaving is None:
            return
        from csdesk.ui.dialogs.document_recipients import RecipientsDialog

        made = leaving.preview.made
        people = people_of(
            self._services.store, customer_id=made.source.customer_id, kind=made.ask.kind,
            language=made.view.language,
        )  # fmt: skip
        RecipientsDialog(self._services, self.acts, leaving, people, self._draft, self).open()

    def ask_printer(self) -> None:
        """Ask for the printer; then save the document and print it."""
        leaving = self._leaving(self.ask_printer)
        if leaving is None:
            return
        from csdesk.ui.dialogs.document_print import check_printer, new_printer

        try:
            check_printer()
        except UserError as error:
            self._on_refused(error)
            return
        printer = new_printer(leaving.preview)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self.acts.save(leaving, lambda saved: self.print_on(printer, saved))
        )
        QDialog.open(dialog)

    def print_on(self, printer: Any, saved: Saved) -> None:
        """Print a saved document and log it."""
        from csdesk.ui.dialogs.document_print import PrintJob

        job = PrintJob(self._services, saved.leaving.preview, printer, self)

        def done() -> None:
            self.acts.log_print(saved)
            self.foot.say(self._words.text("Printed, and saved as {path}.", path=str(saved.path)))

        job.done.connect(done)
        job.failed.connect(self._on_refused)
        job.start()

    def ask_target(self) -> None:
        """Ask for another place."""
        target, words = self.target, self._words
        if target is None:
            return
        ending = target.suffix.lstrip(".")
        dialog = QFileDialog(self, words.text("Where to?"), str(target))
        dialog.setObjectName("target")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{ending.upper()} (*.{ending})"])
        dialog.setDefaultSuffix(ending)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_target)
        dialog.open()

    def set_target(self, path: str) -> None:
        """Let the document go to another place."""
        self._target = Path(path)
        self.foot.show_target(self.target)

    def _leaving(self, again: Callable[[], None]) -> Leaving | None:
        """Return what would leave; while it is made or cannot leave None, then `again` follows."""
        self._refusal.hide()
        if not self.is_current:
            self._after = again
            if self._timer.isActive():
                self.refresh()
            return None
        preview, target = self.preview, self.target
        if preview is None or target is None or self.acts.is_busy or self.facts.is_stopped:
            return None
        return Leaving(preview=preview, target=target, released=self.facts.released)

    def _leave(self, then: Callable[[Saved], object]) -> None:
        leaving = self._leaving(partial(self._leave, then))
        if leaving is not None:
            self.acts.save(leaving, then)

    def _close_with(self, saved: Saved, *, opens: bool) -> None:
        words, made = self._words, saved.leaving.preview.made
        sentences = [words.text("Written: {path}.", path=saved.path)]
        left_out = [remark.text(words) for remark in made.left_out]
        if left_out:
            sentences.append(words.text("Left out: {what}.", what=words.join(left_out)))
        self._close_telling(words.sentences(sentences), saved.path, saved.path if opens else None)

    def _close_telling(self, sentence: str, path: Path, opened: Path | None) -> None:
        self.told.emit(sentence, path)
        if opened is not None:
            self._services.wish.emit("open_file", opened)
        self._give_up()
        super().accept()

    def _on_copied(self, saved: Saved, mail: MailText) -> None:
        QGuiApplication.clipboard().setText(mail.body)
        self.foot.say(
            self._words.text(
                "The mail text is in the clipboard; the document is {path}.", path=str(saved.path)
            )
        )

    def _draft(self, leaving: Leaving, people: People) -> None:
        def written(path: Path) -> None:
            words = self._words
            sentence = words.text("The draft opens in your mail program: {path}.", path=path)
            self._close_telling(sentence, path, path)

        self.acts.save(leaving, lambda saved: self.acts.draft(saved, people, written))

    # --- closing -----------------------------------------------------------------------------

    def _give_up(self) -> None:
        self._timer.stop()
        self._patience.stop()
        for task in (self._making, self._drawing):
            if task is not None:
                task.cancel()
        self._making = self._after = None

    @override
    def reject(self) -> None:
        """Close; what is being written is waited for."""
        if not self.acts.is_busy:
            self._give_up()
            super().reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.pages.ways:
                self.pages.ways[0].click()
            else:
                self.save()
            return
        super().keyPressEvent(event)


def _focus_in(widget: QWidget) -> QWidget | None:
    """Return what has the focus in a widget, None for nothing."""
    return widget.focusWidget()
