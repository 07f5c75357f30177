"""The bar under the items: what is checked, and what to do with all of it in one command."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csdesk.app.queries.item_table import ItemLine, turn_of
from csdesk.domain.errors import N_
from csdesk.ui.fonts import SMALL
from csdesk.ui.models.item_words import TURN_LABELS
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar, label

HEIGHT = 52
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
        clear = Button(services, words.text("Clear selection"), kind=Kind.FLAT, key="Esc")
        clear.clicked.connect(self.cleared)
        self.row.addWidget(clear)
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
            parts.append(words.text(TURN_LABELS[turns.pop()]))
        comma = "，" if words.is_chinese else ", "
        self._about.set_text(comma.join(parts) if len(lines) > 1 else lines[0].row.title)
