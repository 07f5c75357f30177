"""How our documents look: our logo and our colour, changed here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from csdesk.app.commands import logos, workspace
from csdesk.app.queries.documents import our_accent
from csdesk.ui.dialogs.form import Field, FormDialog
from csdesk.ui.dialogs.logo_line import LogoLine
from csdesk.ui.screens.overview import Card
from csdesk.ui.services import Services
from csdesk.ui.theme import light_tokens
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.text import Label

_SWATCH = 18


class BrandCard:
    """Fills a card; `changed` is called when it is to be made anew."""

    def __init__(self, services: Services, parent: QWidget, changed: Callable[[], object]) -> None:
        self._services, self._parent, self._changed = services, parent, changed

    def card(self) -> Card:
        """Return the card."""
        words, services = self._services.translator, self._services
        card = Card(services, words.text("Look of documents"))
        logo = services.store.workspace.logo
        card.add_line(LogoLine(services, words.text("Our logo"), logo, self._put))
        colour = our_accent(services.store)
        swatch = QLabel()
        swatch.setPixmap(_swatch(QColor(colour) if colour else light_tokens().accent))
        told = colour or words.text("csdesk's blue")
        card.add_line(
            self._line(words.text("Colour: {colour}", colour=told), swatch,
                       [(words.text("Change"), self.edit_colour)])
        )  # fmt: skip
        card.add_words(
            words.text("What means something, such as red and amber, keeps its own colour."),
            tone="muted",
        )
        return card

    def _line(
        self, text: str, sign: QWidget, buttons: Sequence[tuple[str, Callable[[], object]]]
    ) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(Label(self._services, text), 1)
        row.addWidget(sign)
        for name, call in buttons:
            button = Button(self._services, name)
            button.clicked.connect(lambda _=False, do=call: do())
            row.addWidget(button)
        return line

    def _put(self, path: Path | None) -> None:
        self._services.act(logos.put, path=path)
        self._changed()

    def edit_colour(self) -> None:
        """Ask for the colour."""
        words, store = self._services.translator, self._services.store
        field = Field(
            key="colour", text=words.text("Colour, such as #0B6E4F; empty: csdesk's"),
            value=our_accent(store),
        )  # fmt: skip

        def save(values: Any) -> object:
            kept = workspace.set_accent(store, colour=values["colour"] or "")
            self._changed()
            return kept

        title = words.text("Colour of documents")
        FormDialog(self._services, title, [field], save, parent=self._parent).open()


def _swatch(colour: QColor) -> QPixmap:
    swatch = QPixmap(_SWATCH, _SWATCH)
    swatch.fill(colour)
    return swatch
