"""One customer: head, tabs, and the page of each tab, made when it is first opened."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.commands import defects, projects, scope
from csdesk.app.queries.customer import CustomerPage, count_plan_rows, load_customer
from csdesk.app.queries.document_log import LoggedDocument
from csdesk.app.queries.plans import LoadedProject
from csdesk.app.queries.tracker_waiting import open_reviews
from csdesk.domain.codes import DocumentKind, NoteKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import PROJECT_STATUS_LABELS
from csdesk.domain.records import TrackerReturn
from csdesk.domain.records_delivery import Defect, Deliverable
from csdesk.ui.actions import ActionSpec
from csdesk.ui.screen import Screen
from csdesk.ui.screens.customer_head import CustomerHead
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.overview import Overview
from csdesk.ui.services import Services
from csdesk.ui.widgets.page import Bar
from csdesk.ui.widgets.review_strip import ReviewStrip
from csdesk.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from csdesk.ui.screens.handover import HandoverScreen
    from csdesk.ui.screens.history import HistoryScreen
    from csdesk.ui.screens.items import ItemsScreen
    from csdesk.ui.screens.people import People
    from csdesk.ui.screens.plan import PlanScreen
    from csdesk.ui.screens.requests import RequestsScreen

STEPS = frozenset({"baseline", "acceptance", "colour", "hold", "held", "template"})
ACCEPTANCE = frozenset(
    {"deliverable", "deliverable_up", "criterion", "check", "defect", "defect_done"}
)
MEETINGS = frozenset({"agenda", "series", "series_end", "escalation"})
OVERVIEW, PLAN, ITEMS, PEOPLE, HANDOVER, REQUESTS, HISTORY = range(7)
AHEAD = ((150, "csdesk.ui.gantt.plan_view"), (220, "csdesk.ui.screens.plan"),
         (300, "csdesk.ui.screens.items"))  # fmt: skip
MANY_ROWS = 600  # a customer with more rows of plans is read in a task

_Found: TypeAlias = tuple[CustomerPage, list[TrackerReturn]]


class CustomerScreen(Screen):
    """Shows one customer; Ctrl+Tab moves between its tabs, Alt+P chooses among its projects."""

    key: ClassVar[str] = "customer"
    narrow_rail: ClassVar[bool] = True

    def __init__(self, services: Services, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._customer_id = customer_id
        self.page: CustomerPage | None = None
        self._untold: set[int] = set()  # tabs that do not show `page` yet
        self._project_id: int | None = None
        self._kept: dict[str, dict[str, object]] = {}
        words = self.words
        self.head = CustomerHead(
            services,
            tracker=partial(self._wish, "tracker"),
            take_back=partial(self._wish, "take_back"),
            report=partial(self._wish, "status"),
            review=partial(self._wish, "qbr"),
            meeting=partial(self._wish, "meeting"),
            documents=self.ask_document,
            switch=self.ask_project,
            parent=self,
        )
        self._tab_row = Bar(services, 36, parent=self)
        self.tabs = Tabs(
            services,
            [
                words.text("Overview"),
                words.text("Plan"),
                words.text("Items"),
                words.text("People"),
                words.text("Handover"),
                words.text("Requests"),
                words.text("History"),
            ],
            self._tab_row,
        )
        self._tab_row.row.addWidget(self.tabs)
        self._tab_row.row.addStretch(1)
        self.overview = Overview(services, self)
        self._plan: PlanScreen | None = None
        self._items: ItemsScreen | None = None
        self._people: People | None = None
        self._handover: HandoverScreen | None = None
        self._requests: RequestsScreen | None = None
        self._history: HistoryScreen | None = None
        self._no_plan: EmptyState | None = None
        self._corner: QWidget | None = None
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.reviews = ReviewStrip(services, partial(services.wish.emit, "review"), self)
        column.addWidget(self.head)
        column.addWidget(self.reviews)
        column.addWidget(self._tab_row)
        column.addWidget(self.pages, 1)
        self.tabs.chosen.connect(self._open_tab)
        self.tabs.chosen.connect(self._take_focus)
        self.overview.asked.connect(self._on_asked)
        for wait, name in AHEAD:  # so that opening its tab stays short
            QTimer.singleShot(wait, self, partial(import_module, name))

    @property
    def plan(self) -> "PlanScreen":
        """The page of the plan."""
        if self._plan is None:
            from csdesk.ui.screens.plan import PlanScreen

            self._plan = PlanScreen(self.services, self)
            self._plan.chart.value_ahead.connect(self.head.facts.show_ahead)
            self._corner = self._plan.take_corner()
            self._tab_row.row.addWidget(self._corner)
            self._corner.hide()
            self.pages.addWidget(self._plan)
            self._plan.restore(self._kept.pop("plan", {}))
            if self._project_id is not None:
                self._plan.show_project(self._project_id)
        return self._plan

    @property
    def items(self) -> "ItemsScreen":
        """The page of the action items."""
        if self._items is None:
            from csdesk.ui.screens.items import ItemsScreen

            self._items = ItemsScreen(self.services, self, customer_id=self._customer_id)
            self.pages.addWidget(self._items)
            kept = self._kept.pop("items", {})
            if kept:
                self._items.restore(kept)
        return self._items

    @property
    def people(self) -> "People":
        """The page of the people."""
        if self._people is None:
            from csdesk.ui.screens.people import People

            self._people = People(self.services, self)
            self._people.asked.connect(self._on_asked)
            self.pages.addWidget(self._people)
        return self._people

    @property
    def handover(self) -> "HandoverScreen":
        """The page of what sales handed over."""
        if self._handover is None:
            from csdesk.ui.screens.handover import HandoverScreen

            self._handover = HandoverScreen(self.services, self, customer_id=self._customer_id)
            self.pages.addWidget(self._handover)
        return self._handover

    @property
    def requests(self) -> "RequestsScreen":
        """The page of the support requests."""
        if self._requests is None:
            from csdesk.ui.screens.requests import RequestsScreen

            self._requests = RequestsScreen(self.services, self, customer_id=self._customer_id)
            self.pages.addWidget(self._requests)
        return self._requests

    @property
    def history(self) -> "HistoryScreen":
        """The page of what was done."""
        if self._history is None:
            from csdesk.ui.screens.history import HistoryScreen

            self._history = HistoryScreen(
                self.services, self, customer_id=self._customer_id, head=False
            )
            self.pages.addWidget(self._history)
        return self._history

    @property
    def customer_id(self) -> int:
        """The customer that is shown."""
        return self._customer_id

    @property
    def project_id(self) -> int | None:
        """The project whose plan is shown."""
        return self._project_id

    @override
    def title(self) -> str:
        return self.page.customer.name if self.page is not None else ""

    @override
    def load(self) -> None:
        store, customer_id = self.services.store, self._customer_id

        def read() -> _Found:
            page = load_customer(store, customer_id)
            return page, open_reviews(store, customer_id=customer_id)

        if not self._is_large():
            try:
                self._take(read())
            except UserError as problem:
                self._on_gone(problem)
            return
        self.read_in_task(read, done=self._take, failed=self._on_gone)

    def _is_large(self) -> bool:
        """Whether reading takes long; one shown as large is not counted, which may have to wait."""
        if self.page is not None and sum(len(one.rows) for one in self.page.projects) > MANY_ROWS:
            return True
        return count_plan_rows(self.services.store, self._customer_id) > MANY_ROWS

    def _on_gone(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self.services.wish.emit("screen", "customers")
        else:
            self.services.problem.emit(problem)

    def _take(self, found: _Found) -> None:
        page, reviews = found
        self.page = page
        self.reviews.show_reviews(reviews)
        self._untold = {OVERVIEW, PEOPLE, HANDOVER, REQUESTS}
        open_items = page.row.open_items
        self.tabs.set_count(ITEMS, str(open_items) if open_items else "")
        projects = [one.project.id for one in page.projects]
        if self._project_id not in projects:
            lead = page.row.lead
            self._project_id = lead.project.id if lead else projects[0] if projects else None
        self._show_project()
        self._open_tab(self.tabs.current)
        self.titled.emit()

    def project(self) -> LoadedProject | None:
        """Return the project that is chosen, None without one."""
        projects = self.page.projects if self.page is not None else ()
        return next((one for one in projects if one.project.id == self._project_id), None)

    def choose_project(self, project_id: int) -> None:
        """Let plan, head and documents be about another project of this customer."""
        self._project_id = project_id
        self._show_project()
        if self.tabs.current == PLAN:
            self._open_tab(PLAN)

    def ask_project(self) -> None:
        """Open the menu of this customer's projects."""
        if not self._has_projects():
            return
        menu = self.project_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self.head.switcher
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def project_menu(self) -> QMenu:
        """Return the menu of this customer's projects."""
        menu = QMenu(self)
        for loaded in self.page.projects if self.page is not None else ():
            project = loaded.project
            status = self.words.text(PROJECT_STATUS_LABELS[project.status])
            name = project.name.replace("&", "&&")
            action = menu.addAction(f"{project.code}  {name}\t{status}")
            action.setCheckable(True)
            action.setChecked(project.id == self._project_id)
            action.triggered.connect(lambda _=False, i=project.id: self.choose_project(i))
        return menu

    def ask_document(self) -> None:
        """Open the menu of all documents that can be written for this customer."""
        menu = self.document_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self.head.more
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def document_menu(self) -> QMenu:
        """Return the menu of documents, in the order in which a customer gets them."""
        from csdesk.app.documents.registry import KINDS
        from csdesk.app.queries.document_log import kind_name

        menu = QMenu(self)
        for kind in KINDS:
            if kind is DocumentKind.PLAN:  # asked for below, with its paper and its days
                continue
            action = menu.addAction(self.words.text(kind_name(kind)))
            action.triggered.connect(lambda _=False, name=kind.value: self._wish(name))
        menu.addSeparator()
        for kind, wish in ((DocumentKind.PLAN, "plan_file"), (DocumentKind.TRACKER, "tracker")):
            action = menu.addAction(self.words.text(kind_name(kind)))
            action.triggered.connect(lambda _=False, name=wish: self._wish(name))
        return menu

    def _show_project(self) -> None:
        page, chosen = self.page, self.project()
        if page is None:
            return
        if chosen is not None and chosen is not page.row.lead:
            state = chosen.state
            row = replace(page.row, lead=chosen, rag=state.rag, window=state.window)
            page = replace(page, row=row)
        self.head.show_page(page)
        if self._plan is not None and self._project_id is not None:
            self._plan.show_project(self._project_id)

    @override
    def is_editing(self) -> bool:
        made = (self._plan, self._items)
        return any(page is not None and page.is_editing() for page in made)

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        tabs = [
            ActionSpec(id=f"customer.tab{place}", text=text, shortcut=f"Alt+Shift+{place + 1}",
                       run=partial(self.tabs.choose, place))
            for place, text in enumerate(
                (N_("Overview"), N_("Plan"), N_("Items"), N_("People"), N_("Handover"),
                 N_("Requests"), N_("History"))
            )
        ]  # fmt: skip
        own = (
            ActionSpec(id="customer.next", text=N_("Next page"), shortcut="Ctrl+Tab",
                       run=partial(self._step, 1)),
            ActionSpec(id="customer.previous", text=N_("Previous page"), shortcut="Ctrl+Shift+Tab",
                       run=partial(self._step, -1)),
            ActionSpec(id="customer.tracker", text=N_("Write the tracker"), shortcut="Ctrl+Shift+T",
                       run=partial(self._wish, "tracker")),
            ActionSpec(id="customer.status", text=N_("Write the status report"),
                       shortcut="Ctrl+Shift+R", run=partial(self._wish, "status")),
            ActionSpec(id="customer.qbr", text=N_("Write the review pack"),
                       shortcut="Ctrl+Shift+P", run=partial(self._wish, "qbr")),
            ActionSpec(id="customer.meeting", text=N_("Start meeting"), shortcut="Ctrl+Shift+M",
                       run=partial(self._wish, "meeting")),
            ActionSpec(id="customer.document", text=N_("Write another document"),
                       shortcut="Ctrl+Shift+O", run=self.ask_document),
            ActionSpec(id="customer.plan_file", text=N_("Write the plan as PDF or picture"),
                       shortcut="Ctrl+Shift+G", run=partial(self._wish, "plan_file")),
            ActionSpec(id="customer.copy_plan", text=N_("Copy the plan as a picture"),
                       run=partial(self._wish, "copy_plan"), condition=self._has_plan),
            ActionSpec(id="customer.new_plan", text=N_("New plan"), shortcut="Ctrl+Shift+L",
                       run=partial(self._wish, "plan_for")),
            ActionSpec(id="customer.project", text=N_("Choose the project"), shortcut="Alt+P",
                       run=self.ask_project, condition=self._has_projects),
            ActionSpec(id="customer.template", text=N_("Save the plan as a template"),
                       run=lambda: self._on_asked("template", self.project()),
                       condition=self._has_plan),
            ActionSpec(id="customer.merge", text=N_("Merge with another customer"),
                       run=partial(self._on_asked, "merge", None)),
            ActionSpec(id="customer.call", text=N_("Log a call"),
                       run=partial(self._on_asked, "call", None)),
        )  # fmt: skip
        shown = self.pages.currentWidget()
        inner = shown.actions_of() if isinstance(shown, Screen) else ()
        if self._people is not None and shown is self._people:
            inner = self._people.actions_of()
        return (*tabs, *own, *inner)

    @override
    def state(self) -> dict[str, object]:
        kept: dict[str, object] = {"tab": self.tabs.current, "project": self._project_id}
        for name, made in (("plan", self._plan), ("items", self._items)):
            kept[name] = made.state() if made is not None else self._kept.get(name, {})
        return kept

    @override
    def restore(self, state: dict[str, object]) -> None:
        tab, project = state.get("tab"), state.get("project")
        if isinstance(project, int):
            self._project_id = project
        for name in ("plan", "items"):
            kept = state.get(name)
            if isinstance(kept, dict) and kept:
                self._kept[name] = kept
        if isinstance(tab, int):
            self.tabs.choose(tab)

    def _page_of(self, index: int) -> QWidget:
        if index == PLAN:
            return self._empty_plan() if self._project_id is None else self.plan
        if index == ITEMS:
            return self.items
        if index == PEOPLE:
            return self.people
        if index == HANDOVER:
            return self.handover
        if index == REQUESTS:
            return self.requests
        return self.history if index == HISTORY else self.overview

    def _empty_plan(self) -> EmptyState:
        if self._no_plan is None:
            words = self.words
            self._no_plan = EmptyState(
                self.services, words.text("This customer has no plan yet."), words.text("New plan")
            )
            self._no_plan.pressed.connect(partial(self._wish, "plan_for"))
            self.pages.addWidget(self._no_plan)
        return self._no_plan

    def _open_tab(self, index: int) -> None:
        widget = self._page_of(index)
        if self.page is not None and index in self._untold:
            self._untold.remove(index)  # a page is made anew only while it is looked at
            if index == PEOPLE:
                self.people.show_page(self.page)
            elif index == HANDOVER:
                self.handover.show_page(self.page)
            elif index == REQUESTS:
                self.requests.show_page(self.page)
            else:
                self.overview.show_page(self.page)
        self.pages.setCurrentWidget(widget)
        if self._corner is not None:
            self._corner.setVisible(widget is self._plan)
        self.actions_changed.emit()

    def _take_focus(self, index: int) -> None:
        """Give the rows of a page the keyboard, unless one walks through the tabs by keys."""
        page = self.pages.currentWidget()
        if index in (PLAN, ITEMS) and page is not None and not self.tabs.hasFocus():
            rows = page.findChild(QAbstractItemView)
            if rows is not None:
                rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_plan(self) -> bool:
        return self._project_id is not None

    def _has_projects(self) -> bool:
        return self.page is not None and len(self.page.projects) > 1

    def _step(self, step: int) -> None:
        self.tabs.choose((self.tabs.current + step) % (HISTORY + 1))

    def _wish(self, kind: str) -> None:
        self.services.wish.emit(kind, self._customer_id)

    def _on_card(self, page: CustomerPage, what: str, record: object) -> None:
        if what in MEETINGS:
            from csdesk.ui.dialogs.meeting_dialogs import open_about_meetings

            open_about_meetings(self.services, page, what, record, self)
        elif isinstance(record, Deliverable) and what == "deliverable_up":
            self.services.act(scope.move_deliverable, deliverable_id=record.id, direction="up")
        elif isinstance(record, Defect) and what == "defect_done":
            self.services.act(defects.done, defect_id=record.id)
        else:
            from csdesk.ui.dialogs.acceptance_forms import AcceptanceForms

            getattr(AcceptanceForms(self.services, page, self), what)(record).open()

    def _on_asked(self, what: str, record: object) -> None:
        if self.page is None:
            return
        if what in ACCEPTANCE or what in MEETINGS:
            self._on_card(self.page, what, record)
            return
        from csdesk.ui.dialogs.editors import Editors

        editors = Editors(self.services, self.page, self)
        if isinstance(record, LoadedProject) and what in ("resume", "finish"):
            command = projects.resume if what == "resume" else projects.finish
            self.services.act(command, project_id=record.project.id)
        elif isinstance(record, LoggedDocument):
            self.services.wish.emit("document", record.id)
        elif what.endswith(("days_off", "week")):
            from csdesk.ui.dialogs.days_off import working_form

            page = self.page
            working_form(self.services, what, record, page.working, page.third_working, self).open()
        elif what == "documents":
            self._wish("documents_of")
        elif what == "merge":
            from csdesk.ui.dialogs.customer_merge import merge_form

            merge_form(self.services, self.page.customer, self).open()
        elif what == "call":
            editors.note(kind=NoteKind.CALL).open()
        elif what == "plan":
            self._wish("plan_for")
        elif what == "customer":
            editors.customer().open()
        elif what == "success":
            editors.success().open()
        elif what == "items":
            self.tabs.choose(ITEMS)
        elif what in STEPS:
            from csdesk.ui.dialogs.project_steps import ProjectSteps

            getattr(ProjectSteps(self.services, self.page, self), what)(record).open()
        else:
            getattr(editors, what)(record).open()
