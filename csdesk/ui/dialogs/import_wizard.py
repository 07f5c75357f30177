"""Brings in won deals: file, columns, what would happen, done. Nothing is stored before the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.commands import imports
from csdesk.app.error_text import error_text
from csdesk.app.imports.dates import DateOrder
from csdesk.app.imports.known import ImportOptions
from csdesk.app.imports.mapping import ALL, WON, ColumnMap
from csdesk.app.imports.preview import ImportPreview, RowNote
from csdesk.app.imports.reading import read_table
from csdesk.app.imports.session import load_known, plan_import, suggest_mapping
from csdesk.app.imports.table import Table
from csdesk.app.imports.words import FIELD_LABELS, FIELD_WORDS
from csdesk.domain.codes import AmountMeaning
from csdesk.domain.errors import UserError
from csdesk.domain.labels import AMOUNT_MEANING_LABELS
from csdesk.domain.progress import Progress
from csdesk.ui.fonts import PANEL, PROMISE, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

SIZE = (860, 640)
SAMPLES, MOST_NOTES = 3, 200
FILE, COLUMNS, RESULT = range(3)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its table, how it would be read, and sample values by column."""

    table: Table
    mapping: ColumnMap
    samples: Mapping[int, str]


class ImportWizard(QDialog):
    """Three steps; Enter goes on, Esc leaves and stores nothing.

    Signals: `imported(sentence)` after the rows were stored.
    """

    imported = Signal(str)

    def __init__(self, services: Services, parent: QWidget, path: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._words = services, services.translator
        self.read: ReadFile | None = None
        self.preview: ImportPreview | None = None
        self._choices: dict[str, QComboBox] = {}
        self._accept_rows: set[int] = set()
        self._options = ImportOptions()
        words = self._words
        self.setWindowTitle(words.text("Import deals"))
        self.setFixedSize(*SIZE)
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self._title = Label(services, words.text("Import deals"), size=PANEL, bold=True)
        self._sub = Label(services, "", tone="muted")
        column.addWidget(self._title)
        column.addWidget(self._sub)
        self.pages = QStackedWidget(self)
        self._columns_page = Scroller(services, self)
        self._result_page = Scroller(services, self)
        self.pages.addWidget(self._file_page())
        self.pages.addWidget(self._columns_page)
        self.pages.addWidget(self._result_page)
        column.addWidget(self.pages, 1)
        self._problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addLayout(self._buttons())
        self.finished.connect(self._close_table)
        self._show(FILE)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Read a file and guess its columns."""
        store = self._services.store

        def work(progress: Progress) -> ReadFile:
            table = read_table(path, progress)
            mapping, _ = suggest_mapping(store, "deals", table)
            return ReadFile(table, mapping, _samples(table))

        self._run(work, self._take_table, self._words.text("Reading {name}", name=path.name))

    def go_on(self) -> None:
        """Take the next step."""
        page = self.pages.currentIndex()
        if page == FILE:
            self._ask_file()
        elif page == COLUMNS:
            self.plan()
        else:
            self.store_all()

    def plan(self) -> None:
        """Say what importing by this mapping would do."""
        if self.read is None:
            return
        table, mapping, options = self.read.table, self.mapping(), self._options
        store = self._services.store

        def work(progress: Progress) -> ImportPreview:
            return plan_import(table, mapping, load_known(store), options, progress)

        self._run(work, self._take_preview, self._words.text("Looking at the rows"))

    def store_all(self) -> None:
        """Store what the preview shows: one command, one undo."""
        preview, store = self.preview, self._services.store
        if preview is None:
            return

        def work(progress: Progress) -> None:
            imports.apply(store, preview=preview, progress=progress)

        self._run(work, lambda _: self._finish(preview), self._words.text("Importing"))

    def mapping(self) -> ColumnMap:
        """Return how the columns are read, as the fields say."""
        assert self.read is not None
        columns = {
            key: int(combo.currentData())
            for key, combo in self._choices.items()
            if combo.currentData() is not None
        }
        order = self.order.currentData()
        return replace(
            self.read.mapping,
            columns=columns,
            date_order=order if isinstance(order, DateOrder) else None,
            meaning=self.meaning.currentData(),
            stages=(self.stages.currentData(),),
        )

    def _run(self, work: Callable[..., Any], done: Callable[[Any], object], title: str) -> None:
        self._problem.hide()
        self.next.setEnabled(False)
        self._sub.set_text(title)
        task = self._services.tasks.run("", work, done=done, failed=self._fail)
        self.finished.connect(task.cancel)

    def _fail(self, error: BaseException) -> None:
        self.next.setEnabled(True)
        self._sub.set_text("")
        if not isinstance(error, UserError):
            self._services.problem.emit(error)
            return
        if error.code == "date_order_open":
            self.order.setFocus()
        self._problem.set_text(error_text(error, self._words))
        self._problem.show()

    def _file_page(self) -> QWidget:
        words, services = self._words, self._services
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            Label(
                services,
                words.text(
                    "A CSV or Excel file of closed deals, as the CRM writes it. "
                    "Choose it, or drop it here."
                ),
                wrap=True,
            )
        )
        column.addWidget(
            Label(
                services,
                words.text(
                    "Columns are guessed from names in three languages; nothing is stored before "
                    "you have seen what would happen."
                ),
                tone="muted",
                wrap=True,
            )
        )
        column.addStretch(1)
        return page

    def _take_table(self, read: ReadFile) -> None:
        self._close_table()
        self.read = read
        column = self._columns_page.clear()
        column.addLayout(self._column_grid(read))
        column.addSpacing(12)
        column.addLayout(self._reading_grid(read))
        column.addStretch(1)
        self._show(COLUMNS)

    def _column_grid(self, read: ReadFile) -> QGridLayout:
        words, services = self._words, self._services
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for place, text in enumerate(
            (words.text("What"), words.text("Column of the file"), words.text("First values"))
        ):
            grid.addWidget(Label(services, text, size=SMALL, tone="muted"), 0, place)
        self._choices = {}
        for row, key in enumerate(FIELD_WORDS["deals"], start=1):
            name = words.text(FIELD_LABELS.get(key, key))
            grid.addWidget(Label(services, name), row, 0)
            combo = self._combo(name)
            combo.setObjectName(f"column-{key}")
            combo.addItem(words.text("not in the file"), None)
            for index, header in enumerate(read.table.headers):
                combo.addItem(header or words.text("column {n}", n=index + 1), index)
            combo.setCurrentIndex(read.mapping.columns.get(key, -1) + 1)
            sample = Label(services, "", size=SMALL, tone="muted")
            self._show_sample(combo, sample, read)
            combo.currentIndexChanged.connect(
                lambda _, c=combo, s=sample: self._show_sample(c, s, read)
            )
            grid.addWidget(combo, row, 1)
            grid.addWidget(sample, row, 2)
            self._choices[key] = combo
        return grid

    def _show_sample(self, combo: QComboBox, label: Label, read: ReadFile) -> None:
        column = combo.currentData()
        label.set_text(read.samples.get(column, "") if column is not None else "")

    def _reading_grid(self, read: ReadFile) -> QGridLayout:
        words, services = self._words, self._services
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        self.stages = self._combo(words.text("Stages"))
        self.stages.addItem(words.text("won deals only"), WON)
        self.stages.addItem(words.text("all rows"), ALL)
        self.stages.setCurrentIndex(max(0, self.stages.findData(read.mapping.stages[0])))
        self.order = self._combo(words.text("Order of dates"))
        self.order.addItem(words.text("as the file decides"), None)
        for order, text in (
            (DateOrder.YMD, words.text("year, month, day")),
            (DateOrder.MDY, words.text("month, day, year")),
            (DateOrder.DMY, words.text("day, month, year")),
        ):
            self.order.addItem(text, order)
        self.meaning = self._combo(words.text("The amount is"))
        for meaning in AmountMeaning:
            self.meaning.addItem(words.text(AMOUNT_MEANING_LABELS[meaning]), meaning)
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(read.mapping.meaning)))
        rows = (
            (words.text("Which rows"), self.stages),
            (words.text("Order of dates"), self.order),
            (words.text("The amount is"), self.meaning),
        )
        for row, (text, combo) in enumerate(rows):
            grid.addWidget(Label(services, text), row, 0)
            grid.addWidget(combo, row, 1)
        return grid

    def _combo(self, name: str) -> QComboBox:
        combo = Combo(self._services)
        combo.setMinimumWidth(230)
        combo.setAccessibleName(name)
        return combo

    def _take_preview(self, preview: ImportPreview) -> None:
        self.preview = preview
        words, services = self._words, self._services
        column = self._result_page.clear()
        column.setSpacing(8)
        total = words.text(
            "{deals} deals of {customers} customers",
            deals=words.number(preview.new),
            customers=words.number(preview.customers_new + preview.customers_matched),
        )
        column.addWidget(Label(services, total, size=PROMISE, bold=True))
        column.addWidget(Label(services, self._sums(preview), tone="muted", wrap=True))
        self._add_notes(column, words.text("Doubtful: taken only when checked"), preview.doubtful,
                        checks=True)  # fmt: skip
        self._add_notes(column, words.text("Left out"), preview.rejected, checks=False)
        column.addStretch(1)
        self._show(RESULT)
        self.next.setEnabled(preview.writes.count > 0)

    def _sums(self, preview: ImportPreview) -> str:
        words = self._words
        parts = [
            words.plural("{n} row read", "{n} rows read", preview.read),
            words.text("{n} new", n=words.number(preview.new)),
            words.text("{n} changed", n=words.number(preview.changed)),
            words.text("{n} unchanged", n=words.number(preview.unchanged)),
            words.text("{n} skipped by stage", n=words.number(preview.skipped)),
            words.text("{n} left out", n=words.number(len(preview.rejected))),
            words.text("{n} doubtful", n=words.number(len(preview.doubtful))),
            words.text("{n} new customers", n=words.number(preview.customers_new)),
        ]
        return words.join(parts)

    def _add_notes(
        self, column: QVBoxLayout, heading: str, notes: tuple[RowNote, ...], *, checks: bool
    ) -> None:
        if not notes:
            return
        words, services = self._words, self._services
        column.addSpacing(8)
        column.addWidget(Label(services, heading, bold=True))
        for note in notes[:MOST_NOTES]:
            text = words.text(
                "Row {row}, {field} “{value}”: {why}",
                row=note.row, field=note.field_label(words), value=note.value,
                why=note.reason(words),
            )  # fmt: skip
            if checks:
                check = QCheckBox(text)
                check.setProperty("form", "true")
                check.setChecked(note.row in self._accept_rows)
                check.toggled.connect(lambda on, n=note: self._accept_row(n, on=on))
                column.addWidget(check)
            else:
                column.addWidget(Label(services, text, size=SMALL, tone="muted", wrap=True))
        if len(notes) > MOST_NOTES:
            rest = len(notes) - MOST_NOTES
            column.addWidget(
                Label(services, words.plural("and {n} more row", "and {n} more rows", rest),
                      size=SMALL, tone="muted")
            )  # fmt: skip

    def _accept_row(self, note: RowNote, *, on: bool) -> None:
        if on:
            self._accept_rows.add(note.row)
        else:
            self._accept_rows.discard(note.row)
        choices = dict(self._options.customer_choices)
        if note.key:
            if on:
                choices[note.key] = note.candidate
            else:
                choices.pop(note.key, None)
        self._options = replace(
            self._options, accept_rows=frozenset(self._accept_rows), customer_choices=choices
        )
        self.plan()

    def _finish(self, preview: ImportPreview) -> None:
        words = self._words
        sentence = words.text(
            "Imported {deals} deals of {customers} customers.",
            deals=words.number(preview.new),
            customers=words.number(preview.customers_new + preview.customers_matched),
        )
        self.accept()
        self.imported.emit(sentence)

    def _ask_file(self) -> None:
        words = self._words
        dialog = QFileDialog(
            self, words.text("Choose a file"), str(Path.home()),
            words.text("Tables") + " (*.csv *.txt *.tsv *.xlsx *.xlsm)",
        )  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()

    def _buttons(self) -> QHBoxLayout:
        words = self._words
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = Button(self._services, words.text("Back"))
        self.back.clicked.connect(lambda: self._show(self.pages.currentIndex() - 1))
        row.addWidget(self.back)
        row.addStretch(1)
        cancel = Button(self._services, words.text("Cancel"), key="Esc")
        cancel.clicked.connect(self.reject)
        self.next = Button(
            self._services, words.text("Choose a file"), kind=Kind.PRIMARY,
            key=words.text("Enter"),
        )  # fmt: skip
        self.next.clicked.connect(self.go_on)
        row.addWidget(cancel)
        row.addWidget(self.next)
        return row

    def _show(self, page: int) -> None:
        words = self._words
        self._problem.hide()
        self.pages.setCurrentIndex(page)
        self.back.setVisible(page > FILE)
        self.next.setEnabled(True)
        self.next.setText(
            (words.text("Choose a file"), words.text("Preview"), words.text("Import"))[page]
        )
        self.next.updateGeometry()
        name = self.read.table.file_name if self.read is not None else ""
        steps = (
            words.text("Step 1 of 3: the file"),
            words.text("Step 2 of 3: which column is what in {name}", name=name),
            words.text("Step 3 of 3: what would happen"),
        )
        self._sub.set_text(steps[page])
        self.next.setFocus()

    def _close_table(self) -> None:
        if self.read is not None:
            self.read.table.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.next.isEnabled():
                self.go_on()
            return
        super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.take_file(Path(url.toLocalFile()))


def _samples(table: Table) -> Mapping[int, str]:
    """Return the first values of each column, for the eye."""
    rows = table.sample(12)
    found: dict[int, str] = {}
    for column in range(len(table.headers)):
        texts = [row.text(column) for row in rows]
        found[column] = " · ".join([text for text in texts if text][:SAMPLES])
    return found
