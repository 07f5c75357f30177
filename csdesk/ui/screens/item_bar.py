"""The bar under the items: what is checked, and what to do with all of it in one command."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.app.queries.item_table import ItemLine, Turn, turn_of
from csdesk.domain.errors import N_
from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar, label

HEIGHT, MARGINS, LEAST_ABOUT = 52, 80, 90
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


class ItemBar(Bar):
    """Shown while items are checked.

    Signals: `wanted(name)` for status, owner, dates, priority, remind; `cleared()`.
    """

    wanted = Signal(str)
    cleared = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, HEIGHT, rule="top", parent=parent)
        self._services = services
        words = services.translator
        self._count = label(services, "", bold=True, parent=self)
        self._about = label(services, "", size=SMALL, tone="muted", parent=self)
        self.row.addWidget(self._count)
        self.row.addWidget(self._about)
        self.row.addSpacing(8)
        self.buttons: dict[str, Button] = {}
        for name, text, key in _BUTTONS:
            button = Button(services, words.text(text), key=key, parent=self)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            self.row.addWidget(button)
            self.buttons[name] = button
        self.row.addStretch(1)
        more = label(services, words.text("extend"), size=SMALL, tone="muted", parent=self)
        caps = Button(services, "", kind=Kind.FLAT, key="Shift ↓", name=words.text("extend"))
        caps.setEnabled(False)
        self.row.addWidget(caps)
        self.row.addWidget(more)
        self._hints = (caps, more)
        clear = Button(services, words.text("Clear selection"), kind=Kind.FLAT, key="Esc")
        clear.clicked.connect(self.cleared)
        self.row.addWidget(clear)
        self._clear = clear
        self.hide()

    def show_lines(self, lines: Sequence[ItemLine]) -> None:
        """Say what is checked; hide when nothing is."""
        self.setVisible(bool(lines))
        if not lines:
            return
        words = self._services.translator
        self._count.set_text(words.plural("{n} chosen", "{n} chosen", len(lines)))
        customers = {line.customer_name for line in lines}
        parts = [words.plural("{n} customer", "{n} customers", len(customers))]
        turns = {turn_of(line) for line in lines}
        if len(turns) == 1:
            parts.append(words.text(_ALL[turns.pop()]))
        comma = "，" if words.is_chinese else ", "
        self._about.set_text(comma.join(parts) if len(lines) > 1 else lines[0].row.title)
        self._fit()

    def _fit(self) -> None:
        """Leave the hints out, then what is chosen, where the buttons would be cut."""
        gap = self.row.spacing()
        needed = [self._count, self._clear, *self.buttons.values()]
        room = self.width() - MARGINS - sum(one.sizeHint().width() + gap for one in needed)
        hints = sum(one.sizeHint().width() + gap for one in self._hints)
        for hint in self._hints:
            hint.setVisible(room - hints >= LEAST_ABOUT)
        self._about.setVisible(room >= LEAST_ABOUT)

    @override
    def minimumSizeHint(self) -> QSize:
        """Never widen the window: what has no room is left out."""
        return QSize(0, HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
