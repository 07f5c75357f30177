"""The bar under a plan: how many rows are chosen, and what to do with all of them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.domain.codes import Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import SIDE_LABELS
from csdesk.domain.records import PlanRow
from csdesk.ui.fonts import SMALL
from csdesk.ui.screens.item_bar import HEIGHT
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar, label

MARGINS, LEAST_ABOUT = 56, 90
BUTTONS = (
    ("status", N_("Status"), "S"),
    ("owner", N_("Owner"), "O"),
    ("shift", N_("Move dates"), "D"),
    ("priority", N_("Priority"), ""),
    ("visibility", N_("Visibility"), "V"),
    ("copy_to", N_("Copy to …"), ""),
    ("delete", N_("Delete"), ""),
)


class PlanBar(Bar):
    """Shown while several rows are chosen.

    Signals: `wanted(name)` for the buttons; `cleared()`.
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
        for name, text, key in BUTTONS:
            button = Button(services, words.text(text), key=key, parent=self)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            self.row.addWidget(button)
            self.buttons[name] = button
        self.row.addStretch(1)
        self._clear = Button(services, words.text("Clear selection"), kind=Kind.FLAT, key="Esc")
        self._clear.clicked.connect(self.cleared)
        self.row.addWidget(self._clear)
        self.hide()

    def show_rows(self, rows: Sequence[PlanRow]) -> None:
        """Say what is chosen; hide while it is one row or none."""
        self.setVisible(len(rows) > 1)
        if len(rows) < 2:
            return
        words = self._services.translator
        self._count.set_text(words.plural("{n} chosen", "{n} chosen", len(rows)))
        sides = {row.side for row in rows if not row.kind.is_summary}
        named = [words.text(SIDE_LABELS[side]) for side in Side if side in sides]
        self._about.set_text(words.join(named))
        self._fit()

    def _fit(self) -> None:
        """Leave out what is chosen where the buttons would be cut."""
        gap = self.row.spacing()
        needed = [self._count, self._clear, *self.buttons.values()]
        room = self.width() - MARGINS - sum(one.sizeHint().width() + gap for one in needed)
        self._about.setVisible(room >= LEAST_ABOUT)

    @override
    def minimumSizeHint(self) -> QSize:
        """Never widen the window."""
        return QSize(0, HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
