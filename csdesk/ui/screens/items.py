"""Action items of one customer, or of all: grouped, filtered, edited in place or many at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.item_table import Column, Grouping, ItemFilter, ItemLine, Sort
from csdesk.app.queries.items import ItemsData, count_rows, load_items, with_fresh
from csdesk.app.queries.owners import OwnerChoice
from csdesk.app.queries.reminders import due_with
from csdesk.app.queries.saved_views import SavedView
from csdesk.app.queries.touched import touched_customers
from csdesk.app.queries.working_days import rest_days
from csdesk.domain.changes import ChangeSet
from csdesk.domain.codes import Priority, RowKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS
from csdesk.domain.progress import Progress
from csdesk.ui.actions import ActionSpec
from csdesk.ui.models.items_model import HEADERS, ItemsModel
from csdesk.ui.screen import Screen
from csdesk.ui.screens.item_bar import ItemBar
from csdesk.ui.screens.item_clipboard import edits_of, is_one_cell, mime_of, table_of
from csdesk.ui.screens.item_empty import EmptyPages, Lack, lack_of
from csdesk.ui.screens.item_menus import ItemMenus
from csdesk.ui.screens.item_table_view import ItemTable
from csdesk.ui.screens.item_trials import ItemTrials
from csdesk.ui.screens.item_view_content import ItemViewContent, content_of, read_content
from csdesk.ui.screens.item_views import GROUPINGS, VIEWS, ItemView, chips_of, view_of
from csdesk.ui.screens.row_edits import RowEdits
from csdesk.ui.screens.view_shelf import ViewShelf
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import FilterRow, PageHead
from csdesk.ui.widgets.rail import RailItem

MANY_ROWS = 2000  # more are read in a task
TAB_COLUMNS = frozenset(Column) - {Column.CUSTOMER}
ALL_COLUMNS = frozenset(Column) - {Column.NUMBER, Column.MILESTONE}


class ItemsScreen(Screen):
    """With `customer_id` a tab of that customer, else a page over all open projects.

    Signals: `views_changed()` when the rail's views have other counts.
    """

    views_changed = Signal()
    key: ClassVar[str] = "items"
    entities: ClassVar[frozenset[str]] = frozenset(
        {
            "PlanRow", "Dependency", "Baseline", "BaselineRow", "Project", "Customer", "Contact",
            "User", "Calendar", "DayOff", "Workspace", "Outcome",
        }
    )  # fmt: skip

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, customer_id: int | None = None
    ) -> None:
        super().__init__(services, parent)
        self._customer_id = customer_id
        self._wanted_row: int | None = None
        self.view: ItemView = VIEWS[0]
        self.shown: ItemFilter = VIEWS[0].shown(services.today())
        self.grouping = Grouping.TURN
        self.saved: SavedView | None = None
        self.shelf = ViewShelf(services, "items", self)
        self.data: ItemsData | None = None
        self.trials = ItemTrials(services, self)
        self.edits = RowEdits(services, self, self.trials)
        self.model = ItemsModel(self.words, self.edits.set, self)
        self.table = ItemTable(services.look, self.model, self)
        self.table.rest_of = self._rest_of
        self.trials.serve(self.table)
        self.menus = ItemMenus(self.words, self)
        self.bar = ItemBar(services, self)
        self._head = PageHead(services, self)
        self._filters = FilterRow(services, self)
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self._filters):
            column.addWidget(widget)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._empty = EmptyPages(services, self._pages, self._fill_lack)
        column.addLayout(self._pages, 1)
        column.addWidget(self.bar)
        self._head.setVisible(customer_id is None)
        self._connect()
        self._restore_layout()

    # --- what a screen is --------------------------------------------------------------------

    @override
    def title(self) -> str:
        return self.saved.name if self.saved is not None else self.words.text(self.view.text)

    @override
    def load(self) -> None:
        store = self.services.store
        if self._customer_id is not None or count_rows(store) <= MANY_ROWS:
            self._take(load_items(store, customer_id=self._customer_id))
            return

        def work(progress: Progress) -> ItemsData:
            progress.check_cancelled()
            return load_items(store)

        self.services.tasks.run(
            "", work, done=self._take, failed=self.services.problem.emit, owner=self
        )

    @override
    def on_change(self, change: ChangeSet) -> None:
        touched = touched_customers(self.services.store, change)
        if touched is None or self.data is None or self._customer_id is not None:
            self.load()
        elif touched:
            fresh = load_items(self.services.store, customer_ids=touched)
            self._take(with_fresh(self.data, fresh, touched))

    def _take(self, data: ItemsData) -> None:
        self.data = data
        self.model.show_items(data)
        self._apply()
        self.views_changed.emit()
        if self._wanted_row is not None:
            self.table.select(self._wanted_row)
            self._wanted_row = None
        self.trials.again()

    @override
    def is_editing(self) -> bool:
        return self.table.is_editing()

    @override
    def state(self) -> dict[str, object]:
        line = self.table.current_line()
        return {
            "customer": self._customer_id,
            "view": self._view_key(),
            "row": line.id if line else None,
        }

    @override
    def restore(self, state: dict[str, object]) -> None:
        row = state.get("row")
        self._wanted_row = row if isinstance(row, int) else None
        self.show_view(str(state.get("view", "")))

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(id="items.new", text=N_("New action item"), run=self.new_item, shortcut="N"),
            ActionSpec(id="items.filter", text=N_("Filter"), run=self.open_filter, shortcut="F"),
            ActionSpec(id="items.copy", text=N_("Copy to Excel"), run=self.copy,
                       shortcut="Ctrl+Shift+C"),
            ActionSpec(id="items.paste", text=N_("Paste from Excel"), run=self.paste,
                       shortcut="Ctrl+Shift+V"),
            ActionSpec(id="items.all", text=N_("Choose all items"), run=self.model.check_all),
            *(
                ActionSpec(id=f"items.{name}", text=text, run=partial(self._bulk, name),
                           shortcut=key, condition=self._has_checked)
                for name, text, key in (
                    ("status", N_("Set status"), "S"),
                    ("owner", N_("Set owner"), "O"),
                    ("dates", N_("Move dates"), "M"),
                    ("priority", N_("Set priority"), "P"),
                    ("asked", N_("Asked today"), "Shift+E"),
                )
            ),
            ActionSpec(id="items.remind", text=N_("Reminder mail"), run=self.remind, shortcut="E",
                       condition=self._can_remind),
        )  # fmt: skip

    def _has_checked(self) -> bool:
        return bool(self.model.checked)

    def _can_remind(self) -> bool:
        return self._has_checked() or self.table.current_line() is not None

    # --- views, filters, order ---------------------------------------------------------------

    def show_view(self, key: str) -> None:
        """Show another view, built in or saved; filters set by hand are dropped."""
        saved = self.shelf.view_of(key)
        if saved is not None:
            self.show_saved(saved)
            return
        if self.saved is not None:
            self.saved = None
            self._restore_layout()
        self.view = view_of(key)
        self.shown = self.view.shown(self.services.today())
        self.grouping = self.view.grouping
        self._apply()
        self.titled.emit()
        self.views_changed.emit()

    def show_saved(self, view: SavedView) -> None:
        """Show a saved view with its own groups, order and columns."""
        kept = read_content(view.content, self.services.today())
        self.saved, self.shown, self.grouping = view, kept.shown, kept.grouping
        self.model.set_view(sort=kept.sort)
        self.model.set_columns(kept.columns or self._default_columns())
        self.table.lay_columns(self._kept_widths())
        self.table.show_sort()
        self._apply()
        self.titled.emit()
        self.views_changed.emit()

    def save_view(self) -> None:
        """Ask for the name under which to keep what is shown."""
        now = ItemViewContent(
            shown=self.shown,
            grouping=self.grouping,
            sort=self.model.sort_order,
            columns=tuple(self.model.columns),
        )
        self.shelf.ask_save(content_of(now, self.services.today()), self.saved, self.show_saved)

    def _on_shelf(self) -> None:
        """Take up another name of the view shown, or leave it when it is gone."""
        if self.saved is not None:
            fresh = self.shelf.view_of(self.saved.key)
            if fresh is None:
                self.show_view(VIEWS[0].key)
                return
            self.saved = fresh
            self._show_words()
            self.titled.emit()
        self.views_changed.emit()

    def _view_key(self) -> str:
        return self.saved.key if self.saved is not None else self.view.key

    def counts(self) -> dict[str, int]:
        """Return how many items each view has."""
        if self.data is None:
            return {}
        today, lines = self.data.today, self.data.lines
        return {view.key: sum(map(view.shown(today).passes, lines)) for view in VIEWS}

    def rail_views(self) -> Sequence[RailItem]:
        """Return the views for the rail."""
        counts = self.counts()
        built_in = [
            RailItem(
                key=f"view:{view.key}",
                text=self.words.text(view.text),
                count=str(counts.get(view.key, "")),
                go=partial(self.show_view, view.key),
            )
            for view in VIEWS
        ]
        return built_in + self.shelf.rail_items(self._count_saved, self.show_saved)

    def _count_saved(self, view: SavedView) -> str:
        if self.data is None:
            return ""
        shown = read_content(view.content, self.data.today).shown
        return str(sum(map(shown.passes, self.data.lines)))

    def rail_choice(self) -> str:
        """Return the one thing that is chosen in the rail."""
        return f"view:{self._view_key()}"

    def set_filter(self, shown: ItemFilter) -> None:
        """Show what passes another filter."""
        self.shown = shown
        self._apply()

    def set_grouping(self, grouping: Grouping) -> None:
        """Group by something else."""
        self.grouping = grouping
        self._apply()

    def set_sort(self, sort: Sort) -> None:
        """Order by something else, and remember it."""
        self.model.set_view(sort=sort)
        self.table.show_sort()
        self._keep("sort", f"{sort.column.value} {int(sort.descending)}")
        self._show_words()

    def set_columns(self, columns: set[Column]) -> None:
        """Show other columns, and remember them."""
        self.model.set_columns(columns)
        self.table.lay_columns(self._kept_widths())
        self._keep("columns", " ".join(column.value for column in self.model.columns))

    def _apply(self) -> None:
        self.model.set_view(shown=self.shown, grouping=self.grouping)
        if self.data is not None:
            if self.model.rowCount():
                self._pages.setCurrentIndex(0)
            else:
                self._empty.show(lack_of(self.data))
            chips = chips_of(self.words, self.shown, self.data)
            self._filters.set_chips(
                [(text, self.open_filter, partial(self.set_filter, rest)) for text, rest in chips]
            )
        self._show_words()

    def _fill_lack(self, lack: Lack) -> None:
        if lack is Lack.FILTERED:
            self.show_view("all")
        elif lack is Lack.NO_ITEMS:
            self.new_item()
        elif lack is Lack.NO_PLAN:
            self.services.wish.emit("plan_for", self._customer_id)
        else:
            self.services.wish.emit("screen", "customers")

    def _show_words(self) -> None:
        groups = dict(GROUPINGS)
        self._group.setText(
            self.words.text("Group: {field}", field=self.words.text(groups[self.grouping]))
        )
        self._sort.setText(self.words.text(HEADERS[self.model.sort_order.column]))
        for button in (self._group, self._sort):
            button.updateGeometry()
        if self.data is None:
            return
        shown = [line for line in self.data.lines if self.shown.passes(line)]
        late = sum(1 for line in shown if line.late)
        if self.shown.unfinished:
            count = self.words.plural("{n} unfinished item", "{n} unfinished items", len(shown))
        else:
            count = self.words.plural("{n} item", "{n} items", len(shown))
        if late:
            more = self.words.plural("{n} late", "{n} late", late)
            count += ("，" if self.words.is_chinese else ", ") + more
        self._head.show_words(self.title(), count)

    # --- parts -------------------------------------------------------------------------------

    def _rest_of(self, line: ItemLine) -> Callable[[date], bool]:
        """Return what tells on which days nobody of an item's side works."""
        row = line.row
        return rest_days(self.services.store, project_id=row.project_id, side=row.side)

    def _make_buttons(self) -> None:
        services, words = self.services, self.words
        copy = Button(services, words.text("Copy to Excel"), icon="copy")
        copy.clicked.connect(self.copy)
        fresh = Button(
            services, words.text("New action item"), kind=Kind.PRIMARY, icon="plus", key="N"
        )
        fresh.clicked.connect(self.new_item)
        self._head.add_button(copy)
        self._head.add_button(fresh)
        self._filter = Button(
            services, words.text("Filter"), kind=Kind.FLAT, icon="plus", key="F", size=12
        )
        self._filter.clicked.connect(self.open_filter)
        self._filters.add_left(self._filter)
        self._group = Button(services, "", kind=Kind.FLAT, icon="group", size=12)
        self._sort = Button(services, "", kind=Kind.FLAT, icon="sort", size=12)
        self._columns = Button(
            services, words.text("Columns"), kind=Kind.FLAT, icon="columns", size=12
        )
        for button, menu in (
            (self._group, lambda: self.menus.group_menu(self.grouping, self.set_grouping)),
            (self._sort, lambda: self.menus.sort_menu(self.model.sort_order, self.set_sort)),
            (self._columns, lambda: self.menus.column_menu(self.model.columns, self.set_columns)),
        ):
            button.clicked.connect(lambda _=False, b=button, m=menu: self._pop(m(), b))
            self._filters.add_right(button)
        if self._customer_id is not None:
            add = Button(services, words.text("New action item"), icon="plus", key="N", height=26)
            add.clicked.connect(self.new_item)
            self._filters.add_right(add)

    def _connect(self) -> None:
        self.model.checks_changed.connect(self._show_checked)
        self.model.arranged.connect(self._show_checked)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.copy_wanted.connect(self.copy)
        self.table.paste_wanted.connect(self.paste)
        self.table.widths_changed.connect(lambda text: self._keep("widths", text))
        self.table.itemDelegate().closeEditor.connect(self._on_editor_closed)
        self.bar.wanted.connect(self._bulk)
        self.bar.cleared.connect(self.model.clear_checks)
        self.shelf.changed.connect(self._on_shelf)

    def _on_editor_closed(self, *_: object) -> None:
        """Read what was put off, after the editor has really gone."""
        QTimer.singleShot(0, self, self.settle)

    def _pop(self, menu: QMenu, under: QWidget) -> None:
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

    def open_filter(self) -> None:
        """Open the menu of conditions."""
        if self.data is not None:
            menu = self.menus.filter_menu(self.shown, self.data, self.set_filter, self._ask_text)
            self._pop(menu, self._filter)

    def _ask_text(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setLabelText(self.words.text("Title, owner, customer or number contains"))
        dialog.setTextValue(self.shown.text)
        dialog.textValueSelected.connect(
            lambda text: self.set_filter(replace(self.shown, text=text.strip()))
        )
        dialog.open()

    def _sort_by(self, column: Column) -> None:
        now = self.model.sort_order
        self.set_sort(Sort(column=column, descending=now.column is column and not now.descending))

    # --- many at once ------------------------------------------------------------------------

    def checked_lines(self) -> list[ItemLine]:
        """Return the checked items, in the order shown."""
        places = [self.model.place_of(row_id) for row_id in self.model.checked]
        lines = [self.model.line_at(place) for place in places if place is not None]
        return [line for line in lines if line is not None]

    def _show_checked(self) -> None:
        self.bar.show_lines(self.checked_lines())

    def _bulk(self, name: str) -> None:
        chosen = self.model.checked
        if not chosen:
            return
        if name == "asked":
            self.edits.ask(chosen)
            return
        if name == "remind":
            self.remind()
            return
        menu = self.menus.menu()
        if name == "status":
            for place, status in enumerate(Status, 1):
                text = f"&{place}  {self.words.text(STATUS_LABELS[status])}"
                self._entry(menu, text, "status", status)
        elif name == "priority":
            for place, priority in enumerate(Priority, 1):
                text = f"&{place}  {self.words.text(PRIORITY_LABELS[priority])}"
                self._entry(menu, text, "priority", priority)
        elif name == "owner":
            for owner in self._common_owners():
                self._entry(menu, owner.name.replace("&", "&&"), "owner", owner)
        else:
            for days, text in (
                (1, N_("One working day later")),
                (5, N_("Five working days later")),
                (10, N_("Ten working days later")),
                (-1, N_("One working day earlier")),
            ):
                action = menu.addAction(self.words.text(text))
                action.triggered.connect(lambda _=False, d=days: self._shift(d))
        self._pop_above(menu, self.bar.buttons[name])

    def remind(self) -> None:
        """Ask for mail drafts on the checked items, else on all that the current owner owes us."""
        chosen, line = self.model.checked, self.table.current_line()
        if not chosen and line is not None:
            chosen = due_with(self.services.store, line.id, self.services.today())
        if chosen:
            self.services.wish.emit("reminder", tuple(chosen))

    def _entry(self, menu: QMenu, text: str, field: str, value: object) -> None:
        action = menu.addAction(text)
        action.triggered.connect(lambda *_: self.edits.set(self.model.checked, field, value))

    def _shift(self, days: int) -> None:
        self.trials.shift(self.model.checked, days)

    def _pop_above(self, menu: QMenu, over: QWidget) -> None:
        menu.popup(over.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))

    def _common_owners(self) -> list[OwnerChoice]:
        """Return who can own everything that is checked."""
        offers = [self.model.owner_choices(line) for line in self.checked_lines()]
        return [one for one in offers[0] if all(one in offer for offer in offers)] if offers else []

    # --- new items, clipboard ----------------------------------------------------------------

    def new_item(self) -> None:
        """Add an item below the current one, in its plan, and open its title."""
        line = self.table.current_line()
        if line is not None:
            self._add(line.row.project_id, line.id)
            return
        projects = list(self.data.projects.values()) if self.data else []
        if len(projects) == 1:
            self._add(projects[0].id, None)
        elif projects and self.data is not None:
            names = {one.row.project_id: one.customer_name for one in self.data.lines}
            menu = self.menus.menu()
            for project in projects:
                text = f"{names.get(project.id, '')} {project.name}".strip()
                self.menus.entry(menu, text, partial(self._add, project.id, None))
            self._pop(menu, self._filter)

    def _add(self, project_id: int, after_id: int | None) -> None:
        row = self.edits.add_row(
            project_id, self.words.text("New action item"), RowKind.ITEM, after_id
        )
        if row is not None:
            self.settle()
            self.table.open_editor(row.id, Column.TITLE)

    def copy(self) -> None:
        """Copy the checked items, or all that are shown, for a spreadsheet."""
        lines = self.checked_lines() or self.table.shown_lines()
        QGuiApplication.clipboard().setMimeData(mime_of(table_of(self.words, self.model, lines)))

    def paste(self) -> None:
        """Paste a block of cells from a spreadsheet over the items, in one command."""
        line, column = self.table.current_line(), self.table.current_column()
        if line is None or column is None:
            return
        columns = list(self.model.columns)
        start = columns.index(column)
        text = QGuiApplication.clipboard().text()
        checked = self.checked_lines()
        lines = checked if line in checked else self.table.shown_lines(line)
        if line not in checked and is_one_cell(text):
            lines = [line]
        try:
            edits = edits_of(
                self.words, self.model, text, lines, columns[start:], self.services.today(),
                self._rest_of,
            )  # fmt: skip
        except UserError as error:
            self.services.problem.emit(error)
            return
        if edits:
            self.trials.apply(edits)

    # --- the layout, kept on this machine ----------------------------------------------------

    def _name(self, what: str) -> str:
        place = "tab" if self._customer_id is not None else "all"
        return f"items/{place}/{what}"

    def _keep(self, what: str, value: str) -> None:
        """Remember how a built-in view is shown; a saved one has its own layout."""
        if self.saved is not None and what != "widths":
            return
        self.services.settings.setValue(self._name(what), value)

    def _kept_widths(self) -> str:
        return str(self.services.settings.value(self._name("widths"), ""))

    def _restore_layout(self) -> None:
        settings = self.services.settings
        known = {column.value: column for column in Column}
        kept = str(settings.value(self._name("columns"), "")).split()
        chosen = {known[name] for name in kept if name in known}
        self.model.set_columns(chosen or self._default_columns())
        self.table.lay_columns(self._kept_widths())
        column, _, down = str(settings.value(self._name("sort"), "")).partition(" ")
        order = Sort(column=known[column], descending=down == "1") if column in known else Sort()
        self.model.set_view(sort=order)
        self.table.show_sort()

    def _default_columns(self) -> frozenset[Column]:
        return ALL_COLUMNS if self._customer_id is None else TAB_COLUMNS
