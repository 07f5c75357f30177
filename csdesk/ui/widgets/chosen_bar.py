"""The bar under a table while rows are chosen: what is chosen, and what to do with all of it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar, label

HEIGHT, LEAST_ABOUT = 52, 90


class ChosenBar(Bar):
    """Count, a word about the rows, a button for each of (name, text, key), and Clear.

    `margins` are the points at both ends that no control takes. Signals: `wanted(name)` for the
    buttons; `cleared()`.
    """

    wanted = Signal(str)
    cleared = Signal()

    def __init__(
        self,
        services: Services,
        buttons: Sequence[tuple[str, str, str]],
        *,
        margins: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(services, HEIGHT, rule="top", parent=parent)
        self._services, self._margins = services, margins
        words = services.translator
        self._count = label(services, "", bold=True, parent=self)
        self._about = label(services, "", size=SMALL, tone="muted", parent=self)
        self.row.addWidget(self._count)
        self.row.addWidget(self._about)
        self.row.addSpacing(8)
        self.buttons: dict[str, Button] = {}
        for name, text, key in buttons:
            button = Button(services, words.text(text), key=key, parent=self)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            self.row.addWidget(button)
            self.buttons[name] = button
        self.row.addStretch(1)
        self._hints = self._add_hints()
        clear = Button(services, words.text("Clear selection"), kind=Kind.FLAT, key="Esc")
        clear.clicked.connect(self.cleared)
        self.row.addWidget(clear)
        self._clear = clear
        self.hide()

    def _add_hints(self) -> Sequence[QWidget]:
        """Add what is shown before Clear only where there is room."""
        return ()

    def show_chosen(self, count: int, about: str) -> None:
        """Say how many rows are chosen and what they have in common."""
        words = self._services.translator
        self._count.set_text(words.plural("{n} chosen", "{n} chosen", count))
        self._about.set_text(about)
        self._fit()

    def _fit(self) -> None:
        """Leave the hints out, then what is said of the rows, where the buttons would be cut."""
        gap = self.row.spacing()
        needed = [self._count, self._clear, *self.buttons.values()]
        room = self.width() - self._margins - sum(one.sizeHint().width() + gap for one in needed)
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
