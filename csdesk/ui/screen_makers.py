"""Makes the screens by their keys; each is imported when it is first opened."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.ui.screen import Screen


def _customers(services: Services, _: int) -> "Screen":
    from csdesk.ui.screens.customers import CustomersScreen

    return CustomersScreen(services)


def _customer(services: Services, customer_id: int) -> "Screen":
    from csdesk.ui.screens.customer import CustomerScreen

    return CustomerScreen(services, customer_id)


def _items(services: Services, _: int) -> "Screen":
    from csdesk.ui.screens.items import ItemsScreen

    return ItemsScreen(services)


def _documents(services: Services, _: int) -> "Screen":
    from csdesk.ui.screens.documents import DocumentsScreen

    return DocumentsScreen(services)


def _history(services: Services, _: int) -> "Screen":
    from csdesk.ui.screens.history import HistoryScreen

    return HistoryScreen(services)


def _settings(services: Services, _: int) -> "Screen":
    from csdesk.ui.screens.settings import SettingsScreen

    return SettingsScreen(services)


def _review(services: Services, number: int) -> "Screen":
    from csdesk.ui.screens.review import ReviewScreen

    return ReviewScreen(services, number)


SCREENS: Mapping[str, Callable[[Services, int], "Screen"]] = {
    "customers": _customers,
    "customer": _customer,
    "items": _items,
    "documents": _documents,
    "history": _history,
    "settings": _settings,
    "review": _review,
}
