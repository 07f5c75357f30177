"""Menus of the items screen: filter, grouping, columns, and values for all that is checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from csdesk.app.queries.item_table import Column, Grouping, ItemFilter, Sort
from csdesk.app.queries.items import ItemsData
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS, VISIBILITY_LABELS
from csdesk.i18n import Translator
from csdesk.ui.models.items_model import HEADERS
from csdesk.ui.screens.item_view_content import limits
from csdesk.ui.screens.item_views import GROUPINGS

Take = Callable[[ItemFilter], object]


class ItemMenus:
    """Builds menus; each entry calls back with what was chosen."""

    def __init__(self, translator: Translator, owner: QWidget) -> None:
        self._words = translator
        self._owner = owner

    def menu(self) -> QMenu:
        """Return an empty menu that goes when it closes."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def entry(
        self, menu: QMenu, text: str, run: Callable[[], object], *, on: bool | None = None
    ) -> QAction:
        """Add an entry, with a tick if `on` is given."""
        action = menu.addAction(text.replace("&", "&&"))
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        action.triggered.connect(lambda *_: run())
        return action

    def filter_menu(
        self, shown: ItemFilter, data: ItemsData, take: Take, find: Callable[[], object]
    ) -> QMenu:
        """Return the menu of conditions."""
        menu, today = self.menu(), data.today
        toggles = (
            (
                self._words.text("Unfinished"),
                shown.unfinished,
                {"unfinished": not shown.unfinished},
            ),
            (self._words.text("Late"), shown.late, {"late": not shown.late}),
            (
                self._words.text("We could do it"),
                shown.we_can_do,
                {"we_can_do": not shown.we_can_do},
            ),
        )
        for text, on, change in toggles:
            self.entry(menu, text, partial(take, replace(shown, **change)), on=on)  # type: ignore[arg-type]
        blocked = None if shown.blocked_over is not None else 5
        self.entry(
            menu,
            self._words.text("Blocked over a week"),
            lambda: take(replace(shown, blocked_over=blocked)),
            on=shown.blocked_over is not None,
        )
        dates = menu.addMenu(self._words.text("Target date"))
        for text, day in self._limits(today):
            self.entry(dates, text, partial(take, replace(shown, due_before=day)))
        lists: list[tuple[str, str, Mapping[Any, str]]] = [
            (self._words.text("Whose turn"), "sides", self._named(SIDE_LABELS)),
            (self._words.text("Status"), "statuses", self._named(STATUS_LABELS)),
            (self._words.text("Priority"), "priorities", self._named(PRIORITY_LABELS)),
            (self._words.text("Visibility"), "visibilities", self._named(VISIBILITY_LABELS)),
            (
                self._words.text("Owner"),
                "owners",
                {one.owner: one.owner for one in data.lines if one.owner},
            ),
        ]
        customers = {one.row.customer_id: one.customer_name for one in data.lines}
        if len(customers) > 1:
            lists.append((self._words.text("Customer name"), "customers", customers))
        for head, field, labels in lists:
            self._set_menu(menu, head, field, labels, shown, take)
        menu.addSeparator()
        self.entry(menu, self._words.text("Contains …"), find)
        return menu

    def _limits(self, today: date) -> list[tuple[str, date]]:
        days = limits(today).values()
        names = ["" if day == today else self._words.near_date(day, today) for day in days]
        return [
            (
                self._words.text("Up to {day}", day=name)
                if name
                else self._words.text("Up to today"),
                day,
            )
            for name, day in zip(names, days, strict=True)
        ]

    def _named(self, labels: Mapping[Any, str]) -> dict[object, str]:
        return {code: self._words.text(label) for code, label in labels.items()}

    def _set_menu(
        self,
        menu: QMenu,
        head: str,
        field: str,
        labels: Mapping[Any, str],
        shown: ItemFilter,
        take: Take,
    ) -> None:
        """Add a list of which several can be ticked; `field` is that of the filter."""
        part = menu.addMenu(head)
        chosen: frozenset[object] = getattr(shown, field)
        names = field in ("owners", "customers")
        values = sorted(labels, key=lambda one: labels[one].casefold()) if names else list(labels)
        for value in values:
            changed = replace(shown, **{field: chosen ^ {value}})  # type: ignore[arg-type]
            self.entry(part, labels[value], partial(take, changed), on=value in chosen)

    def group_menu(self, grouping: Grouping, take: Callable[[Grouping], object]) -> QMenu:
        """Return the menu of groupings."""
        menu = self.menu()
        for one, text in GROUPINGS:
            self.entry(menu, self._words.text(text), partial(take, one), on=one is grouping)
        return menu

    def sort_menu(self, sort: Sort, take: Callable[[Sort], object]) -> QMenu:
        """Return the menu of orders; the present one again turns it round."""
        menu = self.menu()
        for column in Column:
            here = column is sort.column
            wanted = Sort(column=column, descending=here and not sort.descending)
            self.entry(menu, self._words.text(HEADERS[column]), partial(take, wanted), on=here)
        return menu

    def column_menu(
        self, columns: Sequence[Column], take: Callable[[set[Column]], object]
    ) -> QMenu:
        """Return the menu of columns."""
        menu = self.menu()
        for column in Column:
            if column is not Column.TITLE:
                wanted = set(columns) ^ {column}
                words = self._words.text(HEADERS[column])
                self.entry(menu, words, partial(take, wanted), on=column in columns)
        return menu
