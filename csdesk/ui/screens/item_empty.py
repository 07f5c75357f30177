"""What the items screen says instead of an empty table: why, and the next step."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QStackedLayout, QWidget

from csdesk.app.queries.items import ItemsData
from csdesk.domain.errors import N_
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.services import Services


class Lack(StrEnum):
    """Why there is nothing to show."""

    FILTERED = "filtered"
    NO_ITEMS = "no_items"  # of the one customer, whose plan is there
    NO_PLAN = "no_plan"
    NO_PLANS = "no_plans"  # of anybody


_WORDS = {
    Lack.FILTERED: (
        N_("Nothing here. Change the filter, or add an action item."),
        N_("Show all items"),
    ),
    Lack.NO_ITEMS: (N_("No action items yet."), N_("New action item")),
    Lack.NO_PLAN: (N_("This customer has no plan yet."), N_("New plan")),
    Lack.NO_PLANS: (
        N_("No action items yet. They come with a customer's plan: open one, then make its plan."),
        N_("Open customers"),
    ),
}


def lack_of(data: ItemsData) -> Lack:
    """Return why no item is shown."""
    if data.lines:
        return Lack.FILTERED
    if data.projects:
        return Lack.NO_ITEMS
    return Lack.NO_PLANS if data.customer_id is None else Lack.NO_PLAN


class EmptyPages:
    """Makes the pages of one screen when they are needed; `run` does the next step."""

    def __init__(
        self, services: Services, pages: QStackedLayout, run: Callable[[Lack], object]
    ) -> None:
        self._services = services
        self._pages = pages
        self._run = run
        self._made: dict[Lack, QWidget] = {}

    def show(self, lack: Lack) -> None:
        """Show the page of a lack."""
        if lack not in self._made:
            sentence, action = (self._services.translator.text(one) for one in _WORDS[lack])
            page = EmptyState(self._services, sentence, action)
            page.pressed.connect(lambda: self._run(lack))
            self._pages.addWidget(page)
            self._made[lack] = page
        self._pages.setCurrentWidget(self._made[lack])
