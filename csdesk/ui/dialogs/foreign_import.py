"""A spreadsheet that csdesk did not write comes in: columns at the left, what it gives at right."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.domain.errors import UserError
from csdesk.ui.dialogs.file_dialog import FileDialog
from csdesk.ui.dialogs.foreign_asked import AskedModel, AskedTable
from csdesk.ui.dialogs.foreign_columns import ForeignColumns
from csdesk.ui.dialogs.foreign_models import ForeignEntryModel, ForeignRowModel, ToldModel
from csdesk.ui.dialogs.foreign_state import (
    ForeignShown,
    apply_shown,
    promise,
    read_file,
    shown_of,
)
from csdesk.ui.fonts import PROMISE, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.imports.foreign_book import ForeignBook
    from csdesk.app.imports.foreign_session import Wish
    from csdesk.ui.main_window import MainWindow

NEW, UPDATE = range(2)
_ROW_WIDTHS = (44, 264, 64, 116, 116, 44, 84)


def open_foreign_import(
    window: "MainWindow", path: Path, customer_id: int | None = None
) -> "ForeignImportDialog":
    """Open the dialog over the window for a file; what came in is said and shown."""
    dialog = ForeignImportDialog(window.services, path=path, customer_id=customer_id, parent=window)
    dialog.imported.connect(partial(_tell, window))
    dialog.finished.connect(window.return_focus)
    dialog.open()
    return dialog


def _tell(window: "MainWindow", customer_id: int, made: Any) -> None:
    """Say what came in, and show the plan of a project."""
    from csdesk.ui.screens.customer import PLAN, CustomerScreen

    words = window.services.translator
    key = f"customer:{customer_id}"
    window.show_screen(key)
    project = getattr(made, "project", None)
    if project is None:
        count = made["new"] + made["changed"]
        sentence = words.plural("{n} entry came in.", "{n} entries came in.", count)
    else:
        sentence = words.text("The plan of {name} came in.", name=project.name)
        screen = window.screen_of(key)
        if isinstance(screen, CustomerScreen):
            screen.choose_project(project.id)
            screen.tabs.choose(PLAN)
    window.say(sentence, ((words.text("Undo"), lambda: window.registry.run("undo")),))


class ForeignImportDialog(FileDialog):
    """Takes a spreadsheet of others in; nothing is stored before a person says so.

    `open()` it; it deletes itself when closed. Signals: `imported(customer_id, made)` after the
    commit.
    """

    imported = Signal(int, object)

    def __init__(
        self,
        services: Services,
        *,
        path: Path,
        customer_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = services.translator.text("Take in a spreadsheet")
        super().__init__(services, title, (1280, 760), parent)
        self._book: ForeignBook | None = None
        self._pairs: dict[int, str] = {}
        self._otherwise: set[str] = set()  # cells of which the guess is decided by itself
        self.shown: ForeignShown | None = None
        self._build()
        self._fill_customers(customer_id)
        self.show_state()
        self.read(path)

    @override
    def read(self, path: Path) -> None:
        if self.is_working:
            return
        self._book, self.shown = None, None
        self._pairs.clear()
        self._otherwise.clear()
        for edit in (self.header_row, self.year, self.name):
            edit.clear()
        self._file.set_text(path.name)
        title = self._words.text("Reading {file}", file=path.name)
        self.run_step(title, read_file, self._on_read, path=path)

    @override
    def file_pattern(self) -> str:
        return self._words.text("Tables") + " (*.xlsx *.xlsm *.ods *.csv)"

    def _build(self) -> None:
        words = self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 20)
        page.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.mode = Segmented(
            self._services, [words.text("New project"), words.text("Update")],
            name=words.text("What the file becomes"),
        )  # fmt: skip
        self.mode.chosen.connect(lambda _index: self._changed())
        head.addWidget(self.mode)
        self._file = Label(self._services, "", bold=True)
        head.addWidget(self._file, 1)
        self.sheet = Combo(self._services)
        self.sheet.setAccessibleName(words.text("Sheet"))
        self.sheet.setMinimumWidth(220)
        self.sheet.activated.connect(lambda _at: self._other_table())
        head.addWidget(self.sheet)
        page.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(24)
        side = QWidget()
        side.setFixedWidth(360)
        self._build_choices(QVBoxLayout(side))
        body.addWidget(side)
        body.addLayout(self._build_outcome(), 1)
        page.addLayout(body, 1)
        self._build_buttons(page)

    def _build_choices(self, column: QVBoxLayout) -> None:
        words = self._words
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.customer = self._combo(words.text("Customer name"))
        self.project = self._combo(words.text("Project"))
        self.name = self._line(words.text("Name of the project"), 200)
        column.addWidget(self.customer)
        column.addWidget(self.project)
        column.addWidget(self.name)
        column.addWidget(Label(self._services, words.text("What the columns hold"), size=SMALL,
                               tone="muted"))  # fmt: skip
        self.columns = ForeignColumns(self._services)
        self.columns.mapped.connect(self._mapped)
        column.addWidget(self.columns, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.header_row = self._line(words.text("Row of the names"), 4)
        self.year = self._line(words.text("Year of days without one"), 4)
        for label, edit in (
            (words.text("Row of the names"), self.header_row),
            (words.text("Year of days without one"), self.year),
        ):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(Label(self._services, label, size=SMALL, tone="muted"))
            part.addWidget(edit)
            row.addLayout(part)
        column.addLayout(row)
        self.order = self._combo(words.text("Order of dates"))
        self.order.addItem(words.text("Order of dates: as the file shows"), None)
        self.order.addItem(words.text("Day before month"), "dmy")
        self.order.addItem(words.text("Month before day"), "mdy")
        self.weeks = self._combo(words.text("Week numbers"))
        self.weeks.addItem(words.text("Week numbers: ask"), "")
        self.weeks.addItem(words.text("Weeks of the year"), "year")
        self.weeks.addItem(words.text("Weeks of the project"), "project")
        column.addWidget(self.order)
        column.addWidget(self.weeks)
        self.guesses = Check(self._services, words.text("Take guesses over"))
        self.theirs = Check(self._services, words.text("Where both changed, the file holds"))
        for box in (self.guesses, self.theirs):
            column.addWidget(box)
        self.guesses.clicked.connect(lambda _on: self._all_guesses())
        self.theirs.clicked.connect(lambda _on: self._changed())

    def _line(self, name: str, digits: int) -> QLineEdit:
        edit = QLineEdit()
        edit.setFont(font(self._services.language))
        edit.setProperty("form", "true")
        edit.setAccessibleName(name)
        edit.setMaxLength(digits)
        edit.textEdited.connect(lambda _text: self._typed(edit))
        return edit

    def _typed(self, edit: QLineEdit) -> None:
        if edit is self.header_row:
            self._pairs.clear()
            self._otherwise.clear()
        self._changed()

    def _combo(self, name: str) -> Combo:
        box = Combo(self._services)
        box.setAccessibleName(name)
        box.activated.connect(lambda _at: self._changed())
        return box

    def _build_outcome(self) -> QVBoxLayout:
        words = self._words
        column = QVBoxLayout()
        column.setSpacing(8)
        self._promise = Label(self._services, "", size=PROMISE, bold=True)
        self._detail = Label(self._services, "", tone="muted", wrap=True)
        self._problem = Label(self._services, "", tone="bad", wrap=True)
        for label in (self._promise, self._detail, self._problem):
            column.addWidget(label)
        self._tabs: Segmented | None = None
        self._tab_row = QHBoxLayout()
        self._tab_row.addStretch(1)
        column.addLayout(self._tab_row)
        self.rows = ForeignRowModel(self._services, parent=self)
        self.entries = ForeignEntryModel(self._services, parent=self)
        self.asked = AskedModel(self._services, parent=self)
        self.asked.picked.connect(self._picked)
        self.told = ToldModel(self._services, parent=self)
        self._stack = QStackedWidget()
        self.row_table = self._table(self.rows, words.text("Rows"))
        for at, width in enumerate(_ROW_WIDTHS):
            self.row_table.setColumnWidth(at, width)
        self.entry_table = self._table(self.entries, words.text("Rows"))
        self.entry_table.setColumnWidth(1, 560)
        self.asked_table = AskedTable(self._services)
        asked = self._table(self.asked, words.text("Open cells"), self.asked_table)
        for at, width in enumerate((60, 180, 380)):
            asked.setColumnWidth(at, width)
        self._rows_page = QStackedWidget()
        self._rows_page.addWidget(self.row_table)
        self._rows_page.addWidget(self.entry_table)
        told = self._table(self.told, words.text("To know about the file"))
        told.horizontalHeader().hide()
        told.setWordWrap(True)
        self._stack.addWidget(self._rows_page)
        self._stack.addWidget(asked)
        self._stack.addWidget(told)
        column.addWidget(self._stack, 1)
        return column

    def _table(
        self, model: QAbstractTableModel, name: str, table: QTableView | None = None
    ) -> QTableView:
        table = QTableView() if table is None else table
        table.setAccessibleName(name)
        table.setFont(font(self._services.language))
        table.setModel(model)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        return table

    def _build_buttons(self, page: QVBoxLayout) -> None:
        words = self._words
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._busy, 1)
        cancel = Button(self._services, words.text("Cancel"), key="Esc")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.accept_button = Button(
            self._services, words.text("Take it in"), kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.accept_button.clicked.connect(self.take_in)
        row.addWidget(self.accept_button)
        page.addLayout(row)

    def _fill_customers(self, customer_id: int | None) -> None:
        from csdesk.domain.records import Customer

        with self._services.store.read() as reader:
            found: list[Customer] = reader.find(Customer, order_by=("name", "id"))
        self.customer.addItem(self._words.text("Choose the customer"), None)
        for one in found:
            self.customer.addItem(one.name, one.id)
        if customer_id is not None:
            self.customer.setCurrentIndex(max(0, self.customer.findData(customer_id)))

    def _on_read(self, book: "ForeignBook") -> None:
        self._book = book
        self.sheet.clear()
        for one in book.sheets:
            if one.rows:
                self.sheet.addItem(one.name, one.name)
        self.sheet.setVisible(self.sheet.count() > 1)
        self.sheet.setCurrentIndex(-1)
        self._changed()

    def _other_table(self) -> None:
        self._pairs.clear()
        self._otherwise.clear()
        self.header_row.clear()
        self._changed()

    def _mapped(self, column: int, field: str) -> None:
        self._pairs.pop(column, None)
        self._pairs[column] = field
        self._changed()

    def _picked(self, cell: str) -> None:
        """Decide about the guess of one cell the other way round."""
        self._otherwise ^= {cell}
        self._changed()

    def show_asked(self) -> None:
        """Show the open cells."""
        self._stack.setCurrentWidget(self.asked_table)

    def _all_guesses(self) -> None:
        self._otherwise.clear()
        self._changed()

    def _changed(self) -> None:
        self.show_state()
        self._timer.start()

    def _wish(self) -> "Wish":
        from csdesk.app.imports.dates import DateOrder
        from csdesk.app.imports.foreign_session import Wish

        order, row, year = self.order.currentData(), self.header_row.text(), self.year.text()
        return Wish(
            sheet=self.sheet.currentData(),
            header_row=int(row) if row.isdecimal() and int(row) else None,
            pairs=tuple(f"#{at + 1}={field}" for at, field in self._pairs.items()),
            order=DateOrder(order) if order else None,
            year=int(year) if year.isdecimal() and len(year) == 4 else None,
            weeks=self.weeks.currentData(),
            guesses=self.guesses.isChecked(),
            otherwise=frozenset(self._otherwise),
        )

    @override
    def refresh(self) -> None:
        if self._book is None:
            return
        if self.customer.currentData() is None:
            self._fail(self._words.text("Choose whose plan this is."))
            return
        way = ("new", "update")[self.mode.current] if self.shown is not None else ""
        self.run_step(
            self._words.text("Checking {file}", file=self._book.file_name), shown_of,
            self._on_shown, book=self._book, wish=self._wish(),
            customer_id=self.customer.currentData(), way=way,
            project_id=self.project.currentData(), name=self.name.text(),
            theirs=self.theirs.isChecked(),
        )  # fmt: skip

    def _on_shown(self, shown: ForeignShown) -> None:
        self.shown = shown
        self._problem.set_text("")
        self.columns.show_columns(shown)
        if shown.plan is not None and not self.name.text():
            named = self._words.text("Project: {name}", name=shown.plan.project.name)
            self.name.setPlaceholderText(named)
        before: QWidget = self.name
        for box in (*self.columns.boxes.values(), self.header_row):
            QWidget.setTabOrder(before, box)
            before = box
        self.sheet.setCurrentIndex(self.sheet.findData(shown.table.sheet.name))
        if not self.header_row.text() and shown.table.head:
            self.header_row.setPlaceholderText(str(shown.table.head[-1]))
        if shown.mapping.year or (shown.plan is not None and shown.plan.read.year):
            year = shown.mapping.year or (shown.plan.read.year if shown.plan else None)
            self.year.setPlaceholderText(str(year or ""))
        self.project.clear()
        for one in shown.projects:
            self.project.addItem(one.name, one.id)
        if shown.project_id is not None:
            self.project.setCurrentIndex(self.project.findData(shown.project_id))
        self.mode.show_choice(NEW if shown.project_id is None else UPDATE)
        self._rows_page.setCurrentIndex(0 if shown.plan is not None else 1)
        if shown.plan is not None:
            self.rows.show_preview(shown.plan)
        elif shown.entries is not None:
            self.entries.show_preview(shown.entries)
        row = self.asked_table.currentIndex().row()
        self.asked.show_rows(shown.asked)
        self.asked_table.stay(row)
        self.told.show_told(shown.told)
        self._show_tabs(shown)
        self.show_state()

    @override
    def on_failed(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self._fail(error_text(problem, self._words))
        else:
            self._services.problem.emit(problem)
            self._fail("")

    @property
    def problem(self) -> str:
        """Why nothing can be taken in, empty while it can."""
        return self._problem.text

    def _fail(self, text: str) -> None:
        self.shown = None
        self._problem.set_text(text)
        self.show_state()

    def _show_tabs(self, shown: ForeignShown) -> None:
        words = self._words
        count = len(shown.plan.read.rows) if shown.plan else len(shown.entries.rows)  # type: ignore[union-attr]
        open_cells = sum(not one.taken for one in shown.asked)
        labels = [
            words.text("Rows: {n}", n=words.number(count)),
            words.text("Open cells: {n}", n=words.number(open_cells)),
            words.text("To know: {n}", n=words.number(len(shown.told))),
        ]
        if self._tabs is not None:
            self._tab_row.removeWidget(self._tabs)
            self._tabs.hide()
            self._tabs.deleteLater()
        self._tabs = Segmented(
            self._services, labels, name=words.text("About the file"),
            current=self._stack.currentIndex(),
        )  # fmt: skip
        self._tabs.chosen.connect(self._stack.setCurrentIndex)
        self._tab_row.insertWidget(0, self._tabs)

    @override
    def show_state(self) -> None:
        words, shown = self._words, self.shown
        update = self.mode.current == UPDATE
        is_plan = shown is None or shown.plan is not None
        self.mode.setVisible(is_plan and bool(shown and shown.projects))
        self.project.setVisible(is_plan and update and self.project.count() > 0)
        self.name.setVisible(is_plan and not update)
        self.theirs.setVisible(is_plan and update)
        self._promise.set_text("" if shown is None else promise(words, shown))
        detail = ""
        if shown is not None:
            detail = words.text(
                "Sheet “{sheet}”, column names in row {row}.",
                sheet=shown.table.sheet.name, row=shown.table.head[-1],
            )  # fmt: skip
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self._problem.setVisible(bool(self._problem.text))
        self._stack.setVisible(shown is not None)
        if self._tabs is not None:
            self._tabs.setVisible(shown is not None)
        waiting = self.is_working or self._timer.isActive()
        self.accept_button.setEnabled(shown is not None and shown.writes > 0 and not waiting)

    @override
    def take_in(self) -> None:
        if self.shown is None or not self.accept_button.isEnabled():
            return
        title = self._words.text("Importing")
        self.run_step(title, apply_shown, self._on_imported, shown=self.shown)

    def _on_imported(self, made: Any) -> None:
        self.imported.emit(self.customer.currentData(), made)
        self.accept()
