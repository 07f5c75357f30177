"""The import of an export file: columns, choices and what would happen, all on one page."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.domain.errors import N_, UserError
from csdesk.ui.dialogs.file_dialog import FileDialog
from csdesk.ui.dialogs.import_options import ImportOptionsForm
from csdesk.ui.dialogs.import_state import (
    Checked,
    Opened,
    apply_import,
    open_file,
    preview,
    stages_of,
    with_column,
)
from csdesk.ui.dialogs.mapping_form import MappingForm
from csdesk.ui.fonts import PROMISE, font
from csdesk.ui.models.note_model import LineModel, NoteModel
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.imports.preview import ImportPreview

Import = Literal["deals", "customers", "contacts"]
KINDS: tuple[Import, ...] = ("deals", "customers", "contacts")
ENCODINGS = ("", "utf-8", "gb18030", "big5", "cp1252", "utf-16")
NOTE_WIDTHS = (72, 150, 220)


class ImportWizard(FileDialog):
    """Brings in deals, customers or contacts; nothing is stored before Import is pressed.

    `open()` it; it deletes itself when closed. Signals: `imported(ImportPreview)` after the commit.
    """

    imported = Signal(object)

    def __init__(
        self,
        services: Services,
        *,
        kind: Import = "deals",
        path: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(services, services.translator.text("Import"), (1080, 720), parent)
        self._kind: Import = kind
        self._path: Path | None = None
        self._opened: Opened | None = None
        self._waiting: bool | None = None
        self.shown: ImportPreview | None = None
        self._build()
        self.show_state()
        if path is not None:
            self.read(path)

    @override
    def read(self, path: Path) -> None:
        """Open a file and show how it would be read."""
        self._close_table()
        self._path = path
        self._file.set_text(path.name)
        encoding = self._encoding.currentData() or None
        self.run_step(
            self._words.text("Reading {file}", file=path.name),
            open_file,
            self._on_opened,
            kind=self._kind,
            path=path,
            encoding=encoding,
        )

    def _build(self) -> None:
        words = self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 20)
        page.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        labels = [words.text("Deals"), words.text("Customers"), words.text("Contacts")]
        self._kinds = Segmented(
            self._services, labels, name=words.text("What the file holds"),
            current=KINDS.index(self._kind),
        )  # fmt: skip
        self._kinds.chosen.connect(self._choose_kind)
        head.addWidget(self._kinds)
        self._file = Label(self._services, words.text("No file chosen"), bold=True)
        head.addWidget(self._file, 1)
        head.addWidget(Label(self._services, words.text("Encoding"), tone="muted"))
        self._encoding = Combo(self._services)
        self._encoding.setAccessibleName(words.text("Encoding"))
        for code in ENCODINGS:
            self._encoding.addItem(code or words.text("As found"), code)
        self._encoding.activated.connect(lambda _at: self._read_again())
        head.addWidget(self._encoding)
        self._choose = Button(
            self._services, words.text("Choose file"), icon="folder", key="Ctrl O"
        )
        self._choose.clicked.connect(self.ask_file)
        head.addWidget(self._choose)
        page.addLayout(head)
        self._empty = EmptyState(
            self._services,
            words.text("Choose a CSV or Excel export, or drop it here."),
            words.text("Choose file"),
        )
        self._empty.pressed.connect(self.ask_file)
        self._empty.setFocus()
        page.addWidget(self._empty, 3)
        body = QHBoxLayout()
        body.setSpacing(24)
        self.mapping = MappingForm(self._services)
        self.mapping.mapped.connect(self._on_mapped)
        body.addWidget(self.mapping, 3)
        self.options = ImportOptionsForm(self._services)
        self.options.setFixedWidth(220)
        self.options.changed.connect(self._timer.start)
        body.addWidget(self.options)
        page.addLayout(body, 3)
        self._build_outcome(page)
        self._build_buttons(page)

    def _build_outcome(self, page: QVBoxLayout) -> None:
        self._promise = Label(self._services, "", size=PROMISE, bold=True)
        self._detail = Label(self._services, "", tone="muted", wrap=True)
        self._problem = Label(self._services, "", tone="bad", wrap=True)
        for label in (self._promise, self._detail, self._problem):
            page.addWidget(label)
        self.lines = LineModel(self._words, parent=self)
        self.refused = NoteModel(self._words, parent=self)
        self.doubtful = NoteModel(self._words, checkable=True, parent=self)
        self.doubtful.dataChanged.connect(lambda *_: self._timer.start())
        self._stack = QStackedWidget()
        for name, model, widths in (
            ("lines", self.lines, (260, 300, 120)),
            ("rejected", self.refused, NOTE_WIDTHS),
            ("doubtful", self.doubtful, NOTE_WIDTHS),
        ):
            self._stack.addWidget(self._table(model, name, widths))
        self._tabs: Segmented | None = None
        self._tab_row = QHBoxLayout()
        self._tab_row.addStretch(1)
        page.addLayout(self._tab_row)
        page.addWidget(self._stack, 2)

    def _show_tabs(self, shown: "ImportPreview") -> None:
        """Name the three tables with their counts; one that has faults is looked at first."""
        words = self._words
        labels = [
            words.text("What comes in"),
            words.text("Rejected: {n}", n=words.number(len(shown.rejected))),
            words.text("Doubtful: {n}", n=words.number(len(shown.doubtful))),
        ]
        current = self._stack.currentIndex()
        if self._tabs is None:
            current = 1 if shown.rejected else 2 if shown.doubtful else 0
        else:
            self._tab_row.removeWidget(self._tabs)
            self._tabs.hide()
            self._tabs.deleteLater()
        self._stack.setCurrentIndex(current)
        self._tabs = Segmented(
            self._services, labels, name=words.text("Rows of the file"), current=current
        )
        self._tabs.chosen.connect(self._stack.setCurrentIndex)
        self._tab_row.insertWidget(0, self._tabs)

    def _table(self, model: QAbstractTableModel, name: str, widths: tuple[int, ...]) -> QTableView:
        table = QTableView()
        table.setObjectName(name)
        table.setFont(font(self._services.language))
        table.setModel(model)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        table.horizontalHeader().setDefaultAlignment(left)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for column, width in enumerate(widths):
            table.setColumnWidth(column, width)
        return table

    def _build_buttons(self, page: QVBoxLayout) -> None:
        words = self._words
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._busy, 1)
        self._all = Button(self._services, words.text("Take all doubtful rows"), kind=Kind.FLAT)
        self._all.clicked.connect(self.doubtful.check_all)
        row.addWidget(self._all)
        self._cancel = Button(self._services, words.text("Cancel"), key="Esc")
        self._cancel.clicked.connect(self.reject)
        row.addWidget(self._cancel)
        self.accept_button = Button(
            self._services, words.text("Import"), kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.accept_button.clicked.connect(self.take_in)
        row.addWidget(self.accept_button)
        page.addLayout(row)

    @override
    def file_pattern(self) -> str:
        return self._words.text("Tables") + " (*.csv *.txt *.tsv *.xlsx *.xlsm)"

    def _choose_kind(self, index: int) -> None:
        self._kind = KINDS[index]
        self._read_again()

    def _read_again(self) -> None:
        if self._path is not None:
            self.read(self._path)

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        table = opened.table
        self.mapping.show_mapping(opened.mapping, table.headers, opened.samples)
        currency = self._services.store.workspace.currency
        self.options.show_mapping(opened.mapping, currency)
        where = table.encoding or table.sheet
        self._file.set_text(f"{table.file_name}   {where}")
        self._load_stages()
        self._timer.start()

    def _load_stages(self) -> None:
        opened = self._opened
        if opened is None or self._kind != "deals" or not opened.mapping.has("stage"):
            self.options.show_stages([])
            return
        column = opened.mapping.columns["stage"]
        self.run_step("", stages_of, self.options.show_stages, plain=True, table=opened.table,
                  column=column)  # fmt: skip

    def _on_mapped(self, field: str, column: int) -> None:
        if self._opened is None:
            return
        mapping = with_column(self._opened.mapping, field, None if column < 0 else column)
        self._opened = replace(self._opened, mapping=mapping)
        if field == "stage":
            self._load_stages()
        self._timer.start()

    @override
    def refresh(self) -> None:
        if self._opened is None:
            return
        from csdesk.app.imports.known import ImportOptions

        mapping = self._opened.mapping
        if self._kind == "deals":
            mapping = self.options.applied_to(mapping)
        options = ImportOptions(accept_rows=frozenset(self.doubtful.checked))
        self.run_step(
            self._words.text("Checking {file}", file=self._opened.table.file_name),
            preview, self._on_preview, table=self._opened.table, mapping=mapping, options=options,
        )  # fmt: skip

    def _on_preview(self, checked: Checked) -> None:
        shown = self.shown = checked.preview
        self.lines.show_rows(checked.lines)
        self._problem.set_text("")
        self.refused.show_rows(shown.rejected)
        keep = self.doubtful.checked
        self.doubtful.show_rows(shown.doubtful)
        self.doubtful.checked = keep
        self._show_tabs(shown)
        self.show_state()

    @override
    def on_failed(self, problem: BaseException) -> None:
        self.shown = None
        if isinstance(problem, UserError):
            self._problem.set_text(self._sentence(problem))
            if problem.code == "date_order_open":
                self.options.order.setFocus()
        else:
            self._services.problem.emit(problem)
        self.show_state()

    def _sentence(self, problem: UserError) -> str:
        """Say what to do in the words of this page, where the command line has its own."""
        text, params = self._words.text, problem.params
        if problem.code == "field_unmapped":
            field = text(str(params["field"]))
            return text("Choose the column that holds: {field}.", field=field)
        if problem.code == "date_order_open":
            return text(
                "The dates in {column}, such as {example}, can be read with the month or the day "
                "first. Choose it at the right.",
                column=params["column"],
                example=params["example"],
            )
        return error_text(problem, self._words)

    @override
    def show_state(self) -> None:
        words, shown = self._words, self.shown
        self.options.setVisible(self._kind == "deals" and self._opened is not None)
        self.mapping.setVisible(self._opened is not None)
        waiting = self._path is None
        if waiting is not self._waiting:
            self._waiting = waiting
            self._empty.setVisible(waiting)
            self._choose.setHidden(waiting)
            (self._empty if waiting else self._kinds).setFocus()
        if shown is not None:
            self._promise.set_text(_promise(words, shown))
            self._detail.set_text(_detail(words, shown))
        else:
            self._promise.set_text("")
            self._detail.set_text("")
        self._detail.setVisible(bool(self._detail.text))
        self._problem.setVisible(bool(self._problem.text))
        doubts = shown is not None and bool(shown.doubtful)
        self._stack.setVisible(shown is not None)
        if self._tabs is not None:
            self._tabs.setVisible(shown is not None)
        self._all.setVisible(doubts)
        ready = shown is not None and shown.writes.count > 0 and not self.is_working
        self.accept_button.setEnabled(ready)

    @override
    def take_in(self) -> None:
        if self.shown is None or self.is_working or not self.accept_button.isEnabled():
            return
        self.run_step(
            self._words.text("Importing"), apply_import, self._on_imported, shown=self.shown
        )

    def _on_imported(self, shown: "ImportPreview") -> None:
        self.imported.emit(shown)
        self.accept()

    @override
    def let_go(self) -> None:
        self._close_table()

    def _close_table(self) -> None:
        if self._opened is not None:
            self._opened.table.close()
            self._opened = None
        self.shown = None


def _promise(words: Any, shown: "ImportPreview") -> str:
    """Say in one line what Import does."""
    new, changed = shown.new, shown.changed
    if not new and not changed:
        return words.text("Nothing new in this file.")  # type: ignore[no-any-return]
    rows = {
        "deals": words.plural("{n} deal comes in", "{n} deals come in", new),
        "customers": words.plural("{n} customer comes in", "{n} customers come in", new),
        "contacts": words.plural("{n} contact comes in", "{n} contacts come in", new),
    }
    parts = [rows[shown.kind]] if new else []
    if changed:
        parts.append(words.plural("{n} changes", "{n} change", changed))
    if shown.kind == "deals" and shown.customers_new:
        parts.append(words.plural("{n} new customer", "{n} new customers", shown.customers_new))
    return str(words.join(parts))


def _detail(words: Any, shown: "ImportPreview") -> str:
    sentence = words.text(
        "{read} rows read: {new} new, {changed} changed, {unchanged} as they are, "
        "{skipped} left out by stage, {rejected} rejected, {doubtful} doubtful.",
        read=words.number(shown.read),
        new=words.number(shown.new),
        changed=words.number(shown.changed),
        unchanged=words.number(shown.unchanged),
        skipped=words.number(shown.skipped),
        rejected=words.number(len(shown.rejected)),
        doubtful=words.number(len(shown.doubtful)),
    )
    return str(sentence)


IMPORTED = N_("Imported. Ctrl+Z takes all of it back.")
