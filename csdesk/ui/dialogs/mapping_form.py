"""Which column holds which field, with the first values of the column beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.imports.mapping import ColumnMap

_USUAL = {
    "deals": ("customer", "closed_on", "amount", "stage", "name", "id", "product", "seller"),
    "customers": ("name", "industry", "country", "city", "employees", "website"),
    "contacts": ("name", "mail", "phone", "title", "customer"),
}


class MappingForm(QScrollArea):
    """One line per field: its name, the column that holds it, and sample values.

    Signals: `mapped(field, column)` when a person chose a column, -1 for none.
    """

    mapped = Signal(str, int)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.boxes: dict[str, QComboBox] = {}
        self._shown: dict[str, Label] = {}
        self._samples: Sequence[Sequence[str]] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_mapping(
        self, mapping: "ColumnMap", headers: Sequence[str], samples: Sequence[Sequence[str]]
    ) -> None:
        """Show the fields of the mapping's kind: the needed and usual first, then the others."""
        from csdesk.app.imports.words import FIELD_LABELS, FIELD_WORDS, REQUIRED

        words = self._services.translator
        self._samples = samples
        self.boxes.clear()
        self._shown.clear()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 120)
        grid.setColumnMinimumWidth(1, 200)
        grid.setColumnStretch(2, 1)
        fields = list(FIELD_WORDS[mapping.kind])
        usual = [name for name in _USUAL[mapping.kind] if name in fields]
        needed = {name for group in REQUIRED[mapping.kind] for name in group}
        for line, name in enumerate([*usual, *(f for f in fields if f not in usual)]):
            label = words.text(FIELD_LABELS.get(name, name))
            tone = "text" if name in needed or mapping.has(name) else "muted"
            grid.addWidget(Label(self._services, label, tone=tone), line, 0)
            box = self._box(name, label, headers, mapping)
            grid.addWidget(box, line, 1)
            shown = Label(self._services, "", size=SMALL, tone="muted")
            self._shown[name] = shown
            grid.addWidget(shown, line, 2)
            self._show_samples(name)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)

    def _box(
        self, name: str, label: str, headers: Sequence[str], mapping: "ColumnMap"
    ) -> QComboBox:
        box = Combo(self._services)
        box.setObjectName(f"map_{name}")
        box.setAccessibleName(label)
        box.setMaximumWidth(260)
        box.addItem(self._services.translator.text("Not in the file"), -1)
        for index, header in enumerate(headers):
            box.addItem(header, index)
        box.setCurrentIndex(mapping.columns.get(name, -1) + 1)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(lambda _at, field=name: self._chosen(field))
        self.boxes[name] = box
        return box

    def _chosen(self, name: str) -> None:
        self._show_samples(name)
        self.mapped.emit(name, self.boxes[name].currentData())

    def _show_samples(self, name: str) -> None:
        column = self.boxes[name].currentData()
        values = self._samples[column] if 0 <= column < len(self._samples) else ()
        self._shown[name].set_text("  ·  ".join(value[:40] for value in values))
