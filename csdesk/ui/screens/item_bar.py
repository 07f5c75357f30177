"""The bar under the items: what is checked, and what to do with all of it in one command."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.app.queries.item_table import ItemLine, Turn, turn_of
from csdesk.domain.errors import N_
from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.chosen_bar import ChosenBar
from csdesk.ui.widgets.page import label

MARGINS = 80
_ALL = {
    Turn.CUSTOMER: N_("all waiting for the customer"),
    Turn.US: N_("all our turn"),
    Turn.THIRD: N_("all waiting for a third party"),
    Turn.ON_HOLD: N_("all on hold"),
    Turn.ENDED: N_("all done or cancelled"),
}
_BUTTONS = (
    ("status", N_("Status"), "S"),
    ("owner", N_("Owner"), "O"),
    ("dates", N_("Move dates"), "M"),
    ("priority", N_("Priority"), "P"),
    ("remind", N_("Reminder mail"), "E"),
)


class ItemBar(ChosenBar):
    """Shown while items are checked."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, _BUTTONS, margins=MARGINS, parent=parent)

    @override
    def _add_hints(self) -> Sequence[QWidget]:
        services, extend = self._services, self._services.translator.text("extend")
        more = label(services, extend, size=SMALL, tone="muted", parent=self)
        caps = Button(services, "", kind=Kind.FLAT, key="Shift ↓", name=extend)
        caps.setEnabled(False)
        self.row.addWidget(caps)
        self.row.addWidget(more)
        return caps, more

    def show_lines(self, lines: Sequence[ItemLine]) -> None:
        """Say what is checked; hide when nothing is."""
        self.setVisible(bool(lines))
        if not lines:
            return
        words = self._services.translator
        customers = {line.customer_name for line in lines}
        parts = [words.plural("{n} customer", "{n} customers", len(customers))]
        turns = {turn_of(line) for line in lines}
        if len(turns) == 1:
            parts.append(words.text(_ALL[turns.pop()]))
        comma = "，" if words.is_chinese else ", "
        self.show_chosen(len(lines), comma.join(parts) if len(lines) > 1 else lines[0].row.title)
