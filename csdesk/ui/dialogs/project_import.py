"""A project file comes in: choices at the left, dates before and after at the right."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.domain.codes import Side, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.labels import SIDE_LABELS, VISIBILITY_LABELS
from csdesk.ui.dialogs.file_dialog import FileDialog
from csdesk.ui.dialogs.project_import_state import (
    Known,
    apply_import,
    detail,
    known_of,
    preview_of,
    promise,
    read_file,
)
from csdesk.ui.dialogs.project_people import ProjectPeople
from csdesk.ui.fonts import PROMISE, SMALL, font
from csdesk.ui.models.plan_import_model import (
    AFTER,
    IN_FILE,
    MOVED,
    NOW,
    TITLE,
    LeftModel,
    PlannedRowModel,
)
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.commands.project_import import ImportedPlan
    from csdesk.app.imports.project_preview import Mode, ProjectPreview
    from csdesk.domain.views.project_file import FilePlan

MODES: "tuple[Mode, ...]" = ("new", "update", "template")
NEW, UPDATE, TEMPLATE = range(3)
_WIDTHS = {TITLE: 250, IN_FILE: 184, NOW: 184, AFTER: 184, MOVED: 52}
_NARROWER = {TITLE: 210, IN_FILE: 162, NOW: 162, AFTER: 162}  # of an update, with its fifth column


class ProjectImportDialog(FileDialog):
    """Takes a plan in as a new project, an update or a template; nothing is stored before.

    `open()` it; it deletes itself when closed. Signals: `imported(ImportedPlan)` after the commit.
    """

    imported = Signal(object)

    def __init__(
        self,
        services: Services,
        *,
        path: Path | None = None,
        customer_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = services.translator.text("Import a project plan")
        super().__init__(services, title, (1200, 740), parent)
        self._plan: FilePlan | None = None
        self._known: Known | None = None
        self.shown: ProjectPreview | None = None
        self._build()
        self._fill_customers(customer_id)
        self.show_state()
        if path is not None:
            self.read(path)

    @override
    def read(self, path: Path) -> None:
        """Read a file and show how it would come in."""
        self._plan = self._known = self.shown = None
        self._file.set_text(path.name)
        self._problem.set_text("")
        self.run_step(self._words.text("Reading {file}", file=path.name), read_file, self._on_read,
                  path=path, customer_id=self.customer.currentData())  # fmt: skip

    def _build(self) -> None:
        words = self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 20)
        page.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        labels = [words.text("New project"), words.text("Update"), words.text("Template")]
        self.mode = Segmented(self._services, labels, name=words.text("What the file becomes"))
        self.mode.chosen.connect(lambda _index: self._changed())
        head.addWidget(self.mode)
        self._file = Label(self._services, words.text("No file chosen"), bold=True)
        head.addWidget(self._file, 1)
        choose = Button(self._services, words.text("Choose file"), icon="folder", key="Ctrl O")
        choose.clicked.connect(self.ask_file)
        head.addWidget(choose)
        page.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(24)
        side = QWidget()
        side.setFixedWidth(240)
        self._build_choices(QVBoxLayout(side))
        body.addWidget(side)
        body.addLayout(self._build_outcome(), 1)
        page.addLayout(body, 1)
        self._build_buttons(page)

    def _build_choices(self, column: QVBoxLayout) -> None:
        words = self._words
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.customer = self._combo(column, words.text("Customer name"), [])
        self.customer.activated.connect(lambda _at: self._ask_known())
        self.project = self._combo(column, words.text("Project"), [])
        self._name_head = self._head(column, words.text("Name or title"))
        self.name = QLineEdit()
        self.name.setFont(font(self._services.language))
        self.name.setProperty("form", "true")
        self.name.setAccessibleName(words.text("Name or title"))
        self.name.textEdited.connect(lambda _text: self._timer.start())
        column.addWidget(self.name)
        sides = [(side, words.text(SIDE_LABELS[side])) for side in Side]
        self.side = self._combo(column, words.text("Rows without a person"), sides)
        seen = [(one, words.text(VISIBILITY_LABELS[one])) for one in Visibility]
        self.seen = self._combo(column, words.text("Who sees new rows"), seen)
        column.addSpacing(8)
        self.days = self._check(column, words.text("Take its days off over"))
        self.links = self._check(column, words.text("Links it lacks go"))
        self.theirs = self._check(column, words.text("Where both changed, the file holds"))
        column.addStretch(1)

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
        self.rows = PlannedRowModel(self._services, parent=self)
        self.left = LeftModel(self._services, parent=self)
        self.people = ProjectPeople(self._services)
        self.people.changed.connect(self._timer.start)
        self._stack = QStackedWidget()
        self.table = self._table(self.rows, words.text("Dates"))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.people)
        self._stack.addWidget(self._table(self.left, words.text("What comes in otherwise")))
        column.addWidget(self._stack, 1)
        return column

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

    def _head(self, column: QVBoxLayout, title: str) -> Label:
        if column.count():
            column.addSpacing(6)
        label = Label(self._services, title, size=SMALL, tone="muted")
        column.addWidget(label)
        return label

    def _combo(self, column: QVBoxLayout, title: str, choices: list[tuple[Any, str]]) -> Combo:
        head = self._head(column, title)
        box = Combo(self._services)
        box.setAccessibleName(title)
        for value, text in choices:
            box.addItem(text, value)
        box.activated.connect(lambda _at: self._timer.start())
        box.setProperty("head", head)
        column.addWidget(box)
        return box

    def _check(self, column: QVBoxLayout, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setFont(font(self._services.language))
        box.setProperty("form", "true")
        box.clicked.connect(lambda _on: self._timer.start())
        column.addWidget(box)
        return box

    def _table(self, model: PlannedRowModel | LeftModel, name: str) -> QTableView:
        table = QTableView()
        table.setAccessibleName(name)
        table.setFont(font(self._services.language))
        table.setModel(model)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        if isinstance(model, LeftModel):
            table.horizontalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        return table

    def _fill_customers(self, customer_id: int | None) -> None:
        with self._services.store.read() as reader:
            from csdesk.domain.records import Customer

            found: list[Customer] = reader.find(Customer, order_by=("name", "id"))
        for one in found:
            self.customer.addItem(one.name, one.id)
        if customer_id is not None:
            self.customer.setCurrentIndex(max(0, self.customer.findData(customer_id)))

    @override
    def file_pattern(self) -> str:
        return self._words.text("Project plans") + " (*.xml *.gan)"

    def _on_read(self, found: "tuple[FilePlan, Known | None]") -> None:
        self._plan, known = found
        self.name.setPlaceholderText(self._plan.name)
        self.mode.show_choice(NEW)
        self._on_known(known)

    def _ask_known(self) -> None:
        if self._plan is not None:
            self.run_step("", known_of, self._on_known, plan=self._plan,
                      customer_id=self.customer.currentData())  # fmt: skip

    def _on_known(self, known: Known | None) -> None:
        """Take over what the file would be for this customer."""
        self._known = known
        if known is None:
            self.mode.show_choice(TEMPLATE)
        elif self._plan is not None:
            self.project.clear()
            for one in known.projects:
                self.project.addItem(one.name, one.id)
            project = known.suggestion.project
            if self.mode.current != TEMPLATE:
                self.mode.show_choice(NEW if project is None else UPDATE)
            if project is not None:
                self.project.setCurrentIndex(self.project.findData(project.id))
            choices = known.suggestion.choices
            self.days.setChecked(choices.take_days)
            self.side.setCurrentIndex(self.side.findData(choices.side))
            self.people.show_people(
                self._plan.resources, choices.people, known.users, known.contacts
            )
        self._changed()

    def _changed(self) -> None:
        self.show_state()
        self._timer.start()

    @override
    def refresh(self) -> None:
        if self._plan is None:
            return
        mode = MODES[self.mode.current]
        if mode == "update" and self.project.currentData() is None:
            self._fail(self._words.text("This customer has no project: take it in as a new one."))
            return
        if mode == "new" and self.customer.currentData() is None:
            self._fail(self._words.text("Add a customer first, or take it in as a template."))
            return
        self.run_step(
            self._words.text("Checking {file}", file=self._plan.name), preview_of, self._on_preview,
            plan=self._plan, mode=mode, customer_id=self.customer.currentData(),
            project_id=self.project.currentData() if mode == "update" else None,
            changes={
                "people": self.people.chosen(), "side": Side(self.side.currentData()),
                "visibility": Visibility(self.seen.currentData()), "name": self.name.text(),
                "take_days": self.days.isChecked(), "drop_links": self.links.isChecked(),
                "theirs": self.theirs.isChecked(),
            },
        )  # fmt: skip

    def _on_preview(self, shown: "ProjectPreview") -> None:
        self.shown = shown
        self._problem.set_text("")
        self.rows.show_plan(shown.rows, update=shown.mode == "update")
        self.table.setColumnHidden(NOW, shown.mode != "update")
        widths = _WIDTHS | (_NARROWER if shown.mode == "update" else {})
        for column, width in widths.items():
            self.table.setColumnWidth(column, width)
        self.left.show_rows(shown.left)
        self.days.setEnabled(shown.file_days > 0)
        self._show_tabs(shown)
        self.show_state()

    @override
    def on_failed(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self._fail(error_text(problem, self._words))
        else:
            self._services.problem.emit(problem)
            self._fail("")

    def _fail(self, text: str) -> None:
        self.shown = None
        self._problem.set_text(text)
        self.show_state()

    def _show_tabs(self, shown: "ProjectPreview") -> None:
        words = self._words
        labels = [
            words.text("Dates: {n} moved", n=words.number(shown.moved)),
            words.text("People: {n}", n=words.number(len(shown.plan.resources))),
            words.text("Comes in otherwise: {n}", n=words.number(len(shown.left))),
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
        mode = MODES[self.mode.current]
        for box, there in (
            (self.customer, mode != "template"),
            (self.project, mode == "update"),
            (self.seen, mode != "template"),
        ):
            box.setVisible(there)
            box.property("head").setVisible(there)
        self.name.setVisible(mode != "update")
        self._name_head.setVisible(mode != "update")
        self.days.setVisible(mode != "template")
        self.links.setVisible(mode == "update")
        self.theirs.setVisible(mode == "update")
        self._promise.set_text("" if shown is None else promise(words, shown))
        if shown is not None:
            self._detail.set_text(detail(words, shown))
        else:
            asks = words.text("Choose MS Project XML or a .gan file, or drop it here.")
            waiting = self._plan is None and not self._problem.text and not self.is_working
            self._detail.set_text(asks if waiting else "")
        self._detail.setVisible(bool(self._detail.text))
        self._problem.setVisible(bool(self._problem.text))
        self._stack.setVisible(shown is not None)
        if self._tabs is not None:
            self._tabs.setVisible(shown is not None)
        ready = shown is not None and shown.writes > 0 and not self.is_working
        self.accept_button.setEnabled(ready)

    @override
    def take_in(self) -> None:
        if self.shown is None or self.is_working or not self.accept_button.isEnabled():
            return
        self.run_step(
            self._words.text("Importing"), apply_import, self._on_imported, shown=self.shown
        )

    def _on_imported(self, made: "ImportedPlan") -> None:
        self.imported.emit(made)
        self.accept()
