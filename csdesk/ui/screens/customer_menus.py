"""Menus of the customer list: filter, order, columns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from csdesk.domain.codes import Rag, Stage
from csdesk.domain.labels import RAG_LABELS, STAGE_LABELS
from csdesk.i18n import Translator
from csdesk.ui.models.customer_model import Column, Order
from csdesk.ui.screens.customer_filter import CustomerFilter

Take = Callable[[CustomerFilter], object]


class CustomerMenus:
    """Builds menus; each entry calls back with what was chosen."""

    def __init__(self, translator: Translator, owner: QWidget) -> None:
        self._words = translator
        self._owner = owner

    def menu(self) -> QMenu:
        """Return an empty menu that goes when it closes."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def filter_menu(
        self,
        shown: CustomerFilter,
        owners: Mapping[int, str],
        take: Take,
        find: Callable[[], object],
    ) -> QMenu:
        """Return the menu of all conditions."""
        menu, words = self.menu(), self._words.text
        for field, head in (
            ("stages", words("Stage")),
            ("colours", words("Colour")),
            ("owners", words("Owner")),
        ):
            self._fill(menu.addMenu(head), field, shown, owners, take)
        menu.addSeparator()
        self.entry(menu, words("Contains …"), find)
        return menu

    def part_menu(
        self, field: str, shown: CustomerFilter, owners: Mapping[int, str], take: Take
    ) -> QMenu:
        """Return the menu of one condition, such as its chip opens."""
        menu = self.menu()
        self._fill(menu, field, shown, owners, take)
        return menu

    def sort_menu(
        self, order: Order, names: Mapping[Column, str], take: Callable[[Order], object]
    ) -> QMenu:
        """Return the menu of orders; the present one again turns it round."""
        menu = self.menu()
        urgent = self._words.text("Most urgent first")
        self.entry(menu, urgent, partial(take, Order()), on=order.column is None)
        menu.addSeparator()
        for column, name in names.items():
            here = column is order.column
            wanted = Order(column, descending=here and not order.descending)
            self.entry(menu, name, partial(take, wanted), on=here)
        return menu

    def column_menu(
        self,
        names: Mapping[Column, str],
        hidden: Iterable[Column],
        crowded: Iterable[Column],
        take: Callable[[Column], object],
    ) -> QMenu:
        """Return the menu of columns; those for which there is no room now say so."""
        menu = self.menu()
        hidden, crowded = set(hidden), set(crowded)
        for column, name in list(names.items())[1:]:
            text = name
            if column in crowded:
                text = self._words.text("{column} (no room now)", column=name)
            self.entry(menu, text, partial(take, column), on=column not in hidden)
        return menu

    def entry(
        self, menu: QMenu, text: str, run: Callable[[], object], *, on: bool | None = None
    ) -> None:
        """Add an entry, with a tick if `on` is given."""
        action = menu.addAction(text.replace("&", "&&"))
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        action.triggered.connect(lambda *_: run())

    def _fill(
        self, menu: QMenu, field: str, shown: CustomerFilter, owners: Mapping[int, str], take: Take
    ) -> None:
        labels_of: Mapping[str, Mapping[Any, str]] = {
            "stages": {one: self._words.text(STAGE_LABELS[one]) for one in Stage},
            "colours": {one: self._words.text(RAG_LABELS[one]) for one in Rag},
            "owners": owners,
        }
        chosen: frozenset[object] = getattr(shown, field)
        for value, text in labels_of[field].items():
            changed = replace(shown, **{field: chosen ^ {value}})  # type: ignore[arg-type]
            self.entry(menu, text, partial(take, changed), on=value in chosen)
