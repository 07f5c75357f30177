"""One customer: head, tabs, and the page of each tab."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.customer import CustomerPage, load_customer
from csdesk.domain.codes import NoteKind
from csdesk.domain.errors import N_, UserError
from csdesk.ui.actions import ActionSpec
from csdesk.ui.dialogs.editors import Editors
from csdesk.ui.dialogs.project_steps import ProjectSteps
from csdesk.ui.screen import Screen
from csdesk.ui.screens.customer_head import CustomerHead
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.history import HistoryScreen
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.screens.overview import Overview
from csdesk.ui.screens.people import People
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.services import Services
from csdesk.ui.widgets.page import Bar
from csdesk.ui.widgets.tabs import Tabs

STEPS = frozenset({"baseline", "acceptance", "colour", "hold", "held"})
OVERVIEW, PLAN, ITEMS, PEOPLE, HISTORY = range(5)


class CustomerScreen(Screen):
    """Shows one customer; Alt with left and right moves between its tabs."""

    key: ClassVar[str] = "customer"
    narrow_rail: ClassVar[bool] = True

    def __init__(self, services: Services, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._customer_id = customer_id
        self.page: CustomerPage | None = None
        self._project_id: int | None = None
        self._states: dict[str, object] = {}
        words = self.words
        self.head = CustomerHead(
            services,
            tracker=partial(self._wish, "tracker"),
            report=partial(self._wish, "status"),
            review=partial(self._wish, "qbr"),
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
                words.text("History"),
            ],
            self._tab_row,
        )
        self._tab_row.row.addWidget(self.tabs)
        self._tab_row.row.addStretch(1)
        self.overview = Overview(services, self)
        self.people = People(services, self)
        self.plan = PlanScreen(services, self)
        self.items = ItemsScreen(services, self, customer_id=customer_id)
        self.history = HistoryScreen(services, self, customer_id=customer_id, head=False)
        self._no_plan = EmptyState(
            services, words.text("This customer has no plan yet."), words.text("New plan")
        )
        self._no_plan.pressed.connect(partial(self._wish, "plan_for"))
        self._corner = self.plan.take_corner()
        self._tab_row.row.addWidget(self._corner)
        self._corner.hide()
        self.pages = QStackedWidget(self)
        for widget in (self.overview, self.plan, self.items, self.people, self.history,
                       self._no_plan):  # fmt: skip
            self.pages.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._tab_row)
        column.addWidget(self.pages, 1)
        self.tabs.chosen.connect(self._open_tab)
        self.overview.asked.connect(self._on_asked)
        self.people.asked.connect(self._on_asked)

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
        try:
            self.page = load_customer(self.services.store, self._customer_id)
        except UserError:
            self.services.wish.emit("screen", "customers")
            return
        page = self.page
        self.head.facts.show_page(page)
        self.overview.show_page(page)
        self.people.show_page(page)
        open_items = page.row.open_items
        self.tabs.set_count(ITEMS, str(open_items) if open_items else "")
        projects = [one.project.id for one in page.projects]
        if self._project_id not in projects:
            lead = page.row.lead
            self._project_id = lead.project.id if lead else projects[0] if projects else None
        if self._project_id is not None:
            self.plan.show_project(self._project_id)
        self._open_tab(self.tabs.current)
        self.titled.emit()

    @override
    def is_editing(self) -> bool:
        return self.plan.is_editing() or self.items.is_editing()

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        tabs = [
            ActionSpec(id=f"customer.tab{place}", text=text, shortcut=f"Alt+Shift+{place + 1}",
                       run=partial(self.tabs.choose, place))
            for place, text in enumerate(
                (N_("Overview"), N_("Plan"), N_("Items"), N_("People"), N_("History"))
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
            ActionSpec(id="customer.new_plan", text=N_("New plan"), shortcut="Ctrl+Shift+L",
                       run=partial(self._wish, "plan_for")),
            ActionSpec(id="customer.call", text=N_("Log a call"),
                       run=partial(self._on_asked, "call", None)),
        )  # fmt: skip
        shown = self.pages.currentWidget()
        inner = shown.actions_of() if isinstance(shown, Screen) else ()
        return (*tabs, *own, *inner)

    @override
    def state(self) -> dict[str, object]:
        return {
            "tab": self.tabs.current,
            "project": self._project_id,
            "plan": self.plan.state(),
            "items": self.items.state(),
        }

    @override
    def restore(self, state: dict[str, object]) -> None:
        tab, project = state.get("tab"), state.get("project")
        if isinstance(project, int):
            self._project_id = project
        for screen, kept in ((self.plan, state.get("plan")), (self.items, state.get("items"))):
            if isinstance(kept, dict):
                screen.restore(kept)
        if isinstance(tab, int):
            self.tabs.choose(tab)

    def _open_tab(self, index: int) -> None:
        widget: QWidget = self.pages.widget(index) or self.overview
        if index == PLAN and self._project_id is None:
            widget = self._no_plan
        self.pages.setCurrentWidget(widget)
        self._corner.setVisible(widget is self.plan)
        self.actions_changed.emit()

    def _step(self, step: int) -> None:
        self.tabs.choose((self.tabs.current + step) % 5)

    def _wish(self, kind: str) -> None:
        self.services.wish.emit(kind, self._customer_id)

    def _on_asked(self, what: str, record: object) -> None:
        if self.page is None:
            return
        editors = Editors(self.services, self.page, self)
        if what == "call":
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
            getattr(ProjectSteps(self.services, self.page, self), what)(record).open()
        else:
            getattr(editors, what)(record).open()
