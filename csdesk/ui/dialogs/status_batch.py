"""Status reports of all running projects: where to, in which language, and what became of each."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.app.status_batch import StatusBatch, projects_by_customer
from csdesk.domain.codes import Language
from csdesk.domain.errors import UserError
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.batch_run import BatchRun
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.models.cells import Cell, Tone, cell
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.status_batch import BatchLine, BatchResult

SIZE = (860, 600)


class StatusBatchDialog(PlanDialog):
    """Stands beside the window, which stays in use; `show()` it. Esc stops what is under way."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        words = services.translator
        super().__init__(
            services, words.text("Status reports of all running projects"),
            width=SIZE[0], height=SIZE[1], parent=parent,
        )  # fmt: skip
        self.setObjectName("status_batch")
        self.run: BatchRun | None = None
        self._lines: dict[int, BatchLine] = {}
        self._add_choices()
        told = words.text(
            "Each report is checked and logged by itself; the list says why one was left out."
        )
        self.body.addWidget(Label(services, told, size=SMALL, tone="muted", wrap=True))
        self.table = RecordTable(
            services,
            [
                TableColumn(text=words.text("Customers"), width=200),
                TableColumn(text=words.text("Project"), width=200),
                TableColumn(text=words.text("Result")),
            ],
            words.text("Reports"),
        )
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._show_detail)
        self.body.addWidget(self.table, 1)
        self.detail = Label(services, "", size=SMALL, tone="muted", wrap=True)
        self.body.addWidget(self.detail)
        self.state = Label(services, "")
        self.folder_button = self.button(words.text("Open the folder"), self._open_folder)
        self.close_button = self.button(words.text("Close"), self.reject, key="Esc")
        self.stop_button = self.button(words.text("Stop"), self.stop, key="Esc")
        self.start_button = self.button(
            words.text("Write the reports"), self.start, kind=Kind.PRIMARY,
            key=words.text("Enter"),
        )  # fmt: skip
        self.buttons.addWidget(self.state, 1)
        for one in (self.folder_button, self.close_button, self.stop_button, self.start_button):
            self.buttons.addWidget(one)
        services.store_closing.connect(self._leave)
        self._show_planned()
        self._show_state()
        self.start_button.setFocus()

    def _add_choices(self) -> None:
        words, services = self.words, self.services
        self.folder = QLineEdit(str(services.documents), self)
        self.folder.setProperty("form", "true")
        self.folder.setFont(font(services.language))
        self.folder.setAccessibleName(words.text("Folder"))
        self.choose_button = Button(services, words.text("Choose a folder"))
        self.choose_button.clicked.connect(self._ask_folder)
        self.language = Combo(services, self)
        self.language.setAccessibleName(words.text("Language of documents"))
        self.language.addItem(words.text("Each customer’s language"), None)
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, Language(code))
        self.mail = Check(services, words.text("A mail draft beside each"), parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose_button)
        self.body.addLayout(row)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self.language)
        second.addWidget(self.mail)
        second.addStretch(1)
        self.body.addLayout(second)

    # --- what one does -----------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether reports are being written."""
        return self.run is not None and self.run.running

    def start(self) -> None:
        """Write the reports, one by one."""
        if self.is_running:
            return
        folder = Path(self.folder.text().strip()).expanduser()
        batch: list[StatusBatch] = []
        code = self.language.currentData()  # Qt keeps the plain text of a code

        def prepare() -> None:
            batch.append(
                StatusBatch(
                    self.services.store,
                    folder,
                    self.services.today(),
                    language=Language(code) if code else None,
                    mail=self.mail.isChecked(),
                )
            )

        if not self.attempt(prepare):
            return
        self.services.keep_documents(folder)
        self._show_planned()
        self.run = BatchRun(self.services, batch[0], self)
        self.run.stepped.connect(self._take)
        self.run.ended.connect(self._end)
        self.run.failed.connect(self._fail)
        self.run.start()
        self._show_state()
        self.stop_button.setFocus()

    def stop(self) -> None:
        """Stop; the reports that are written stay."""
        if self.run is not None:
            self.run.cancel()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.words.text("Choose a folder"), self.folder.text())
        dialog.setObjectName("batch_folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _open(self, project_id: object) -> None:
        line = self._lines.get(project_id) if isinstance(project_id, int) else None
        if line is not None and line.path is not None:
            self.services.wish.emit("open_file", line.path)

    def _open_folder(self) -> None:
        self.services.wish.emit("open_file", Path(self.folder.text().strip()).expanduser())

    # --- what became of it -------------------------------------------------------------------

    def _show_planned(self) -> None:
        """Show which projects run, and below them the others with their reasons."""
        found = sorted(projects_by_customer(self.services.store), key=lambda one: bool(one.why))
        self._lines = {line.project_id: line for line in found}
        self._show_rows()
        self.table.choose(next(iter(self._lines), None))
        running = sum(line.why is None for line in found)
        words = self.words
        self.state.set_text(
            words.plural("{n} running project", "{n} running projects", running)
            if running
            else words.text("No project runs: there is nothing to report.")
        )

    def _take(self, line: "BatchLine") -> None:
        self._lines[line.project_id] = line
        self._show_rows()
        self.table.choose(line.project_id)
        self._show_state()

    def _end(self, result: "BatchResult") -> None:
        for line in (*result.written, *result.left_out):
            self._lines[line.project_id] = line
        self._lines = {
            line.project_id: line
            for line in (
                *(one for one in result.left_out if one.wrong),
                *result.written,
                *(one for one in result.left_out if not one.wrong),
            )
        }
        self._show_rows()
        self.table.choose(next(iter(self._lines), None))
        self.show_problem(result.fault)
        self._show_state()
        words = self.words
        sentences = [
            words.text(
                "Reports written: {n}, left out: {left}.",
                n=len(result.written),
                left=len(result.left_out),
            )
        ]
        if result.cancelled:
            sentences.append(words.text("Stopped; what is written stays."))
        self.state.set_text(words.sentences(sentences))
        self.close_button.setFocus()

    def _fail(self, problem: BaseException) -> None:
        self._show_state()
        self.services.problem.emit(problem)

    def _show_rows(self) -> None:
        self.table.show_rows(
            [(line.project_id, self._cells(line)) for line in self._lines.values()]
        )

    def _cells(self, line: "BatchLine") -> list[Cell]:
        words = self.words
        if line.path is None and line.why is None:
            result = cell("")
        elif line.path is None:
            result = cell(self._why(line), Tone.BAD if line.wrong else Tone.MUTED)
        else:
            number = len(line.warnings)
            remark = words.plural("{n} remark", "{n} remarks", number) if number else ""
            result = cell(line.path.name, remark=remark)
        return [cell(line.customer), cell(line.project, Tone.MUTED), result]

    def _why(self, line: "BatchLine") -> str:
        if isinstance(line.why, UserError):
            return error_text(line.why, self.words)
        return "" if line.why is None else line.why.text(self.words)

    def _show_detail(self) -> None:
        """Say of the current row what does not fit into its line."""
        key = self.table.key()
        line = self._lines.get(key) if isinstance(key, int) else None
        if line is None:
            self.detail.set_text("")
            return
        texts = [self._why(line)] if line.path is None else []
        texts += [warning.text(self.words) for warning in line.warnings]
        self.detail.set_text(self.words.sentences(texts))

    def _show_state(self) -> None:
        running = self.is_running
        for one in (self.folder, self.choose_button, self.language, self.mail):
            one.setEnabled(not running)
        self.stop_button.setVisible(running)
        self.close_button.setVisible(not running)
        self.start_button.setEnabled(not running)
        if self.run is not None and running:
            batch = self.run.batch
            self.state.set_text(
                self.words.text(
                    "{done} of {all}: {customer}",
                    done=batch.done,
                    all=batch.total,
                    customer=batch.next_name,
                )
            )

    def _leave(self) -> None:
        """Close with the workspace; what is written stays."""
        self.done(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.start()
            return
        super().keyPressEvent(event)

    @override
    def reject(self) -> None:
        """Stop first, if reports are being written; close the next time."""
        if self.is_running:
            self.stop()
            return
        super().reject()
