"""The customer list: most urgent first, with a peek beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.commands import deals
from csdesk.app.queries.customer import load_peek
from csdesk.app.queries.customers import CustomerRow, list_customers
from csdesk.app.queries.saved_views import SavedView
from csdesk.app.queries.touched import touched_customers
from csdesk.app.reason_text import why
from csdesk.domain.changes import ChangeSet
from csdesk.domain.codes import NoteKind, Rag
from csdesk.domain.errors import N_
from csdesk.domain.progress import Progress
from csdesk.ui.actions import ActionSpec
from csdesk.ui.delegates.customer_delegate import CustomerDelegate, ListHeader
from csdesk.ui.dialogs.days_form import days_form
from csdesk.ui.dialogs.editors import customer_form, note_form
from csdesk.ui.dialogs.form import Field, FormDialog
from csdesk.ui.models.customer_model import Column, CustomerModel, Order
from csdesk.ui.screen import Screen
from csdesk.ui.screens.customer_filter import (
    CustomerFilter,
    Listing,
    filter_chips,
    owners_of,
    read_listing,
)
from csdesk.ui.screens.customer_menus import CustomerMenus
from csdesk.ui.screens.customer_peek import CustomerPeek
from csdesk.ui.screens.customer_table import CustomerTable
from csdesk.ui.screens.customer_views import VIEWS, view_of
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.view_shelf import ViewShelf
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import ChipSpec, FilterRow, Footer, PageHead
from csdesk.ui.widgets.rail import RailItem


class CustomersScreen(Screen):
    """Lists customers by views and filters; up and down change the peek, Enter opens.

    Signals: `views_changed()` when the rail's views have other counts.
    """

    views_changed = Signal()
    key: ClassVar[str] = "customers"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.view = VIEWS[0]
        self.loaded = False
        self.filter = CustomerFilter()
        self.saved: SavedView | None = None
        self.shelf = ViewShelf(services, "customers", self)
        self.menus = CustomerMenus(self.words, self)
        self._wanted_id: int | None = None
        self.model = CustomerModel(self.words, services.today(), self)
        self.table = CustomerTable(services, self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.words.text("Customers"))
        self._head = ListHeader(services, self.table)
        self.table.setHorizontalHeader(self._head)
        self.table.setItemDelegate(CustomerDelegate(services, self.table, self.model))
        self.table.lay_columns(self._head, self._remembered_columns())
        self.peek = CustomerPeek(services, self)
        self.peek.hide()
        self._page_head = PageHead(services, self)
        self._page_head.show_words(self.title())
        self._filter_row = FilterRow(services, self)
        self._foot = Footer(services, self)
        self._empty = EmptyState(
            services,
            self.words.text("No customers yet. Bring in closed deals, or add a customer by hand."),
            self.words.text("Import deals"),
        )
        self._empty.pressed.connect(self._import)
        self._make_buttons()
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._head.sectionClicked.connect(self._sort_by_section)
        self.peek.closed.connect(self.close_peek)
        self.peek.asked.connect(self._on_asked)
        self.shelf.changed.connect(self._on_shelf)
        self._show_chips()

    @override
    def title(self) -> str:
        return self.saved.name if self.saved is not None else self.words.text(self.view.text)

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        chosen = lambda: self.current() is not None  # noqa: E731
        return (
            ActionSpec(id="customers.new", text=N_("New customer"), run=self.new_customer,
                       shortcut="N"),
            ActionSpec(id="customers.import", text=N_("Import deals"), run=self._import,
                       shortcut="I"),
            ActionSpec(id="customers.filter", text=N_("Filter"), run=self._open_filter_menu,
                       shortcut="F"),
            ActionSpec(id="customers.days", text=N_("Number of days"), run=self.ask_days,
                       condition=lambda: self.view.days > 0),
            ActionSpec(id="customers.sort", text=N_("Sort"), run=self._open_sort_menu,
                       shortcut="S"),
            ActionSpec(id="customers.save_view", text=N_("Save view"), run=self.save_view,
                       shortcut="Ctrl+S"),
            ActionSpec(id="customers.rename_view", text=N_("Rename view"), run=self._rename_view,
                       condition=lambda: self.saved is not None),
            ActionSpec(id="customers.delete_view", text=N_("Delete view"), run=self._delete_view,
                       condition=lambda: self.saved is not None),
            ActionSpec(id="customers.call", text=N_("Log a call"), run=self.log_call,
                       shortcut="L", condition=chosen),
            ActionSpec(id="customers.no_kickoff", text=N_("No kickoff needed"),
                       run=self.waive_kickoff, condition=self._waits_for_kickoff),
            ActionSpec(id="customers.peek", text=N_("Close the peek"), run=self.close_peek,
                       shortcut="Esc", condition=self.peek.isVisible),
        )  # fmt: skip

    @override
    def load(self) -> None:
        self._read(None)

    @override
    def on_change(self, change: ChangeSet) -> None:
        touched = touched_customers(self.services.store, change)
        if touched is None or not self.loaded:
            self._read(None)
        elif touched:
            self._read(touched)

    @override
    def state(self) -> dict[str, object]:
        row = self.current()
        return {
            "saved": self.saved.key if self.saved is not None else "",
            "listing": self.listing(),
            "customer": row.id if row else None,
        }

    @override
    def restore(self, state: dict[str, object]) -> None:
        self.saved = self.shelf.view_of(str(state.get("saved", "")))
        listing = state.get("listing")
        if isinstance(listing, Listing):
            self._take_listing(listing)
        wanted = state.get("customer")
        self._wanted_id = wanted if isinstance(wanted, int) else None

    def listing(self) -> Listing:
        """Return what is shown: what a saved view keeps."""
        return Listing(
            view=self.view.key, filter=self.filter, order=self.model.order, hidden=self.table.hidden
        )

    def current(self) -> CustomerRow | None:
        """Return the customer that the peek shows."""
        return self.model.row_at(self.table.currentIndex().row())

    def show_view(self, key: str) -> None:
        """Show another view; filters set by hand are dropped."""
        before, saved = self.saved, self.shelf.view_of(key)
        self.saved = saved
        if saved is not None:
            self._take_listing(read_listing(saved.content))
        else:
            order = self.model.order if before is None else Order()
            hidden = self._remembered_columns()
            self._take_listing(Listing(view=key, order=order, hidden=hidden))
        self.views_changed.emit()

    def counts(self) -> dict[str, int]:
        """Return how many customers each view has."""
        rows, today = self.model.rows, self.model.today
        counts = {view.key: sum(view.answered_by(row, today) for row in rows) for view in VIEWS}
        for saved in self.shelf.views:
            listing = read_listing(saved.content)
            view = view_of(listing.view)
            counts[saved.key] = sum(
                view.answered_by(row, today, listing.filter.days) and listing.filter.passes(row)
                for row in rows
            )
        return counts

    def rail_views(self) -> Sequence[RailItem]:
        """Return the views for the rail: those of the program, then those of its people."""
        counts = self.counts()
        built_in = [
            RailItem(
                key=f"view:{view.key}",
                text=self.words.text(view.text),
                count=str(counts[view.key]) if self.loaded else "",
                go=partial(self.show_view, view.key),
            )
            for view in VIEWS
        ]
        return built_in + self.shelf.rail_items(
            lambda view: str(counts[view.key]) if self.loaded else "",
            lambda view: self.show_view(view.key),
        )

    def save_view(self) -> FormDialog:
        """Ask under which name to keep what is shown."""
        return self.shelf.ask_save(self.listing().content(), self.saved, self._on_saved)

    def set_filter(self, shown: CustomerFilter) -> None:
        """Show what passes another filter."""
        self.filter = shown
        self._apply()

    def is_changed(self) -> bool:
        """Whether something else is shown than the view that is open keeps."""
        if self.saved is not None:
            return self.listing().content() != read_listing(self.saved.content).content()
        return self.filter != CustomerFilter()

    def rail_choice(self) -> str:
        """Return the one thing that is chosen in the rail."""
        return f"view:{self.saved.key if self.saved is not None else self.view.key}"

    def select(self, customer_id: int) -> None:
        """Put the peek on a customer that is shown."""
        line = self.model.line_of(customer_id)
        if line >= 0:
            self.table.setCurrentIndex(self.model.index(line, 0))

    def close_peek(self) -> None:
        """Give the table the whole width."""
        self.peek.hide()
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def new_customer(self) -> None:
        """Ask for a new customer."""
        customer_form(self.services, self).open()

    def log_call(self) -> None:
        """Ask what was said on a call."""
        row = self.current()
        if row is not None:
            people = load_peek(self.services.store, row).people
            note_form(self.services, self, row.id, people, kind=NoteKind.CALL).open()

    def waive_kickoff(self) -> None:
        """Mark the new deals of the current customer as "none needed"."""
        row = self.current()
        if row is not None and row.kickoff_deals:
            ids = [deal.id for deal in row.kickoff_deals]
            self.services.act(deals.waive_kickoff, customer_id=row.id, deal_ids=ids)

    def _waits_for_kickoff(self) -> bool:
        row = self.current()
        return row is not None and bool(row.kickoff_deals)

    def _make_buttons(self) -> None:
        services, words = self.services, self.words
        imports = Button(services, words.text("Import deals"), icon="upload")
        self._import_button = imports
        imports.clicked.connect(self._import)
        fresh = Button(services, words.text("New customer"), kind=Kind.PRIMARY, icon="plus")
        self._new_button = fresh
        fresh.clicked.connect(self.new_customer)
        self._page_head.add_button(imports)
        self._page_head.add_button(fresh)
        more = Button(services, words.text("Filter"), kind=Kind.FLAT, icon="plus", key="F", size=12)
        more.clicked.connect(self._open_filter_menu)
        self._filter_button = more
        self._save_button = Button(services, words.text("Save view"), kind=Kind.FLAT, size=12)
        self._save_button.clicked.connect(self.save_view)
        self._save_button.hide()
        self._filter_row.add_left(self._save_button)
        self._filter_row.add_left(more)
        self._sort_button = Button(
            services, words.text("Most urgent first"), kind=Kind.FLAT, icon="sort", size=12
        )
        self._sort_button.clicked.connect(self._open_sort_menu)
        self._columns_button = Button(
            services, words.text("Columns"), kind=Kind.FLAT, icon="columns", size=12
        )
        self._columns_button.clicked.connect(self._open_column_menu)
        self._filter_row.add_right(self._sort_button)
        self._filter_row.add_right(self._columns_button)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._filter_row)
        left.addWidget(self.table, 1)
        left.addWidget(self._foot)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(self.peek)
        listing = QWidget()
        middle.setContentsMargins(0, 0, 0, 0)
        listing.setLayout(middle)
        self._pages = QStackedLayout()
        self._pages.addWidget(listing)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page_head)
        column.addLayout(self._pages, 1)

    def _read(self, customer_ids: frozenset[int] | None) -> None:
        store = self.services.store

        def work(progress: Progress) -> list[CustomerRow]:
            progress.check_cancelled()
            return list_customers(store, None, customer_ids)

        self.services.tasks.run(
            "",
            work,
            done=lambda rows: self._take(rows, everything=customer_ids is None),
            failed=self.services.problem.emit,
            owner=self,
        )

    def _take(self, rows: list[CustomerRow], *, everything: bool) -> None:
        current = self.current()
        keep = self._wanted_id or (current.id if current else None)
        self._wanted_id = None
        if everything:
            self.model.set_rows(rows, self.services.today())
        else:
            self.model.replace(rows)
        self.loaded = True
        self.table.sentence = self.words.text("No customer answers to this. Change the filter.")
        self._turn_to(0 if self.model.rows else 1)
        self._show_ways(empty=not self.model.rows)
        self._apply(keep)
        self.views_changed.emit()

    def _turn_to(self, index: int) -> None:
        """Show the list or what stands for an empty one; the focus goes along."""
        shown, held = self._pages.currentWidget(), self.window().focusWidget()
        moves = held in (None, self) or (shown is not None and shown.isAncestorOf(held))
        turned = index != self._pages.currentIndex()
        self._pages.setCurrentIndex(index)
        if turned and moves:
            (self._empty if index else self.table).setFocus()

    def _show_ways(self, *, empty: bool) -> None:
        """Leave the first thing to do to the empty page, which says why."""
        self._import_button.setVisible(not empty)
        self._new_button.kind = Kind.PLAIN if empty else Kind.PRIMARY
        self._new_button.updateGeometry()
        self._new_button.update()

    def _apply(self, keep: int | None = None) -> None:
        current = self.current()
        keep = keep if keep is not None else current.id if current else None
        view, shown, words, today = self.view, self.filter, self.words, self.model.today
        self.model.first = view.first
        days = self.days
        self.model.mark = lambda row: view.mark(row, words, today, days)
        self.model.show_only(lambda row: view.answered_by(row, today, days) and shown.passes(row))
        if keep is not None and self.model.line_of(keep) >= 0:
            self.select(keep)
        elif self.model.rowCount() and (keep is not None or not self.peek.isHidden()):
            self.table.setCurrentIndex(self.model.index(0, 0))
        else:
            self.peek.hide()
        self._show_words()
        self._show_chips()

    def _show_words(self) -> None:
        words, shown = self.words, self.model.shown
        count = words.text("{n} of {all}", n=len(shown), all=len(self.model.rows))
        self._page_head.show_words(self.title(), count if self.model.rows else "")
        colours = Counter(row.rag.rag for row in shown if row.rag is not None)
        parts = [words.plural("{n} shown", "{n} shown", len(shown))]
        grave = []
        if colours[Rag.RED]:
            grave.append(words.text("{n} red", n=colours[Rag.RED]))
        if colours[Rag.AMBER]:
            grave.append(words.text("{n} amber", n=colours[Rag.AMBER]))
        if grave:
            parts.append(words.join(grave))
        if self.view.key == "signed":
            over = sum(row.kickoff_overdue(self.model.today, self.days) for row in shown)
            if over:
                parts.append(words.text("{n} over {days} days", n=over, days=self.days))
        self._foot.left.set_text("     ".join(parts))
        sums: dict[str, int] = {}
        for row in shown:
            if row.money_is_arr:
                for currency, minor in row.money.items():
                    sums[currency] = sums.get(currency, 0) + minor
        money = words.join([words.money(minor, currency) for currency, minor in sums.items()])
        self._foot.right.set_text(words.text("A year: {money}", money=money) if money else "")
        self.titled.emit()

    def _show_chips(self) -> None:
        words, chips = self.words, list[ChipSpec]()
        if self.view.key == "active":
            chips.append(
                (words.text("Stage is not Closed"), self._open_filter_menu, self._drop_view)
            )
        elif self.saved is not None and self.view.key != "all":
            chips.append((words.text(self.view.text), self._open_filter_menu, self._drop_view))
        if self.view.days:
            text = words.text(self.view.asked, n=self.days)
            chips.append((text, self.ask_days, self._drop_days))
        owners = owners_of(self.model.rows, words)
        for field, text, without in filter_chips(self.filter, owners, words):
            edit = partial(self._edit_chip, field)
            chips.append((text, edit, partial(self.set_filter, without)))
        self._filter_row.set_chips(chips)
        self._save_button.setVisible(self.is_changed())

    @property
    def days(self) -> int:
        """How many days the view asks for, 0 for one that asks for none."""
        return self.view.days if self.filter.days is None else self.filter.days

    def ask_days(self) -> FormDialog:
        """Ask of how many days the view is to tell."""
        form = days_form(self.services, self.window(), self.title(), self.days, self._take_days)
        form.open()
        return form

    def _take_days(self, days: int) -> None:
        self.set_filter(replace(self.filter, days=None if days == self.view.days else days))

    def _drop_days(self) -> None:
        """Ask again for the days that the view has by itself."""
        self.set_filter(replace(self.filter, days=None))

    def _drop_view(self) -> None:
        """Show customers whatever they answer to the view's question; the filter stays."""
        self.view = view_of("all")
        self._apply()
        self.views_changed.emit()

    def _take_listing(self, listing: Listing) -> None:
        self.view = view_of(listing.view)
        self.filter = listing.filter
        self.table.hide_columns(listing.hidden)
        self._sort(listing.order)
        self._apply()

    def _on_saved(self, view: SavedView) -> None:
        self.saved = view
        self._show_words()
        self._show_chips()
        self.views_changed.emit()

    def _on_shelf(self) -> None:
        """Follow a view to its new name; of one that is gone keep what is shown."""
        if self.saved is not None:
            self.saved = self.shelf.view_of(self.saved.key)
            self._show_words()
            self._show_chips()
        self.views_changed.emit()

    def _rename_view(self) -> None:
        if self.saved is not None:
            self.shelf.ask_name(self.saved)

    def _delete_view(self) -> None:
        if self.saved is not None:
            self.shelf.delete(self.saved)

    def filter_menu(self, field: str = "") -> QMenu:
        """Return the menu of all conditions, or of one field."""
        owners = owners_of(self.model.rows, self.words)
        if field:
            return self.menus.part_menu(field, self.filter, owners, self.set_filter)
        return self.menus.filter_menu(self.filter, owners, self.set_filter, self._ask_search)

    def _open_filter_menu(self) -> None:
        self._pop(self.filter_menu(), self._filter_button)

    def _edit_chip(self, field: str) -> None:
        if field == "search":
            self._ask_search()
        else:
            self._pop(self.filter_menu(field), self._filter_row)

    def _ask_search(self) -> None:
        field = Field(
            key="text", text=self.words.text("Name, city, industry or owner contains"),
            value=self.filter.search,
        )  # fmt: skip
        FormDialog(
            self.services, self.words.text("Filter"), [field],
            lambda values: self.set_filter(
                replace(self.filter, search=str(values["text"] or "").strip())
            ),
            accept=self.words.text("Filter"), width=360, parent=self.window(),
        ).open()  # fmt: skip

    def _names(self) -> dict[Column, str]:
        heads = {one: self.model.headerData(one, Qt.Orientation.Horizontal) for one in Column}
        return {column: str(head) for column, head in heads.items()}

    def _open_sort_menu(self) -> None:
        menu = self.menus.sort_menu(self.model.order, self._names(), self._choose_order)
        self._pop(menu, self._sort_button)

    def _open_column_menu(self) -> None:
        menu = self.menus.column_menu(
            self._names(), self.table.hidden, self.table.crowded, self.toggle_column
        )
        self._pop(menu, self._columns_button)

    def toggle_column(self, column: Column) -> None:
        """Show or hide a column; outside of saved views it is remembered on this machine."""
        self.table.hide_columns(self.table.hidden ^ {column})
        if self.saved is None:
            names = " ".join(sorted(one.name for one in self.table.hidden))
            self.services.settings.setValue("customers/hidden", names)
        self._show_chips()

    def _remembered_columns(self) -> frozenset[Column]:
        names = str(self.services.settings.value("customers/hidden", "")).split()
        return frozenset(one for one in list(Column)[1:] if one.name in names)

    def _pop(self, menu: QMenu, under: QWidget) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

    def _sort_by_section(self, section: int) -> None:
        again = self.model.order.column == section and not self.model.order.descending
        self._choose_order(Order(Column(section), again))

    def _choose_order(self, order: Order) -> None:
        self._sort(order)
        self._show_chips()

    def _sort(self, order: Order) -> None:
        current = self.current()
        self.model.sort_by(order)
        self._head.sorted_by = order.column
        self._head.descending = order.descending
        text = self.words.text("Most urgent first")
        if order.column is not None:
            text = str(self.model.headerData(order.column, Qt.Orientation.Horizontal))
        self._sort_button.setText(text)
        self._sort_button.updateGeometry()
        self._head.viewport().update()
        if current is not None:
            self.select(current.id)

    def _on_current(self, index: QModelIndex, _: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is None:
            return
        self.peek.show_customer(row, load_peek(self.services.store, row), self.services.today())
        self.peek.show()
        self.table.setAccessibleDescription(why(row, self.words, self.model.today))

    def _on_asked(self, what: str, customer_id: int) -> None:
        if what == "open":
            self._open(customer_id)
        elif what == "call":
            self.log_call()
        elif what == "no_kickoff":
            self.waive_kickoff()
        elif what == "kickoff":
            self.services.wish.emit("new_meeting", customer_id)
        else:
            self._open_more_menu(customer_id)

    def _open_more_menu(self, customer_id: int) -> None:
        menu = QMenu(self)
        wishes = (
            ("plan_for", self.words.text("New plan")),
            ("tracker", self.words.text("Tracker")),
            ("status", self.words.text("Status report")),
            ("qbr", self.words.text("Business review pack")),
        )
        for wish, text in wishes:
            menu.addAction(text).triggered.connect(
                lambda _=False, w=wish: self.services.wish.emit(w, customer_id)
            )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.peek.mapToGlobal(QPoint(160, self.peek.height() - 150)))

    def _open(self, customer_id: int) -> None:
        self.services.wish.emit("customer", customer_id)

    def _import(self) -> None:
        self.services.wish.emit("import", None)
