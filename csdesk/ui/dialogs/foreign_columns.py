"""What each column of a foreign sheet holds: its name, its first values, a choice of fields."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.ui.dialogs.foreign_state import ForeignShown

_MOST = 60  # columns with a choice of their own


class ForeignColumns(QScrollArea):
    """One line per column that has a name or values.

    Signals: `mapped(column, field)` when a person chose one; an empty field takes it out.
    """

    mapped = Signal(int, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.boxes: dict[int, Combo] = {}
        self._layout: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_columns(self, shown: "ForeignShown") -> None:
        """Show the columns of a table and what each holds; the same table keeps its boxes."""
        layout = (*shown.table.headers, shown.mapping.kind, shown.table.sheet.name)
        if layout != self._layout:
            self._layout = layout
            self._build(shown)
        for at, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(shown.mapping.fields.get(at, ""))))

    def _build(self, shown: "ForeignShown") -> None:
        from csdesk.app.imports.foreign_mapping import fields_of
        from csdesk.app.imports.foreign_words import LABELS
        from csdesk.app.imports.header import column_letter

        words = self._services.translator
        self.boxes.clear()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 10, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        choices = [(name, words.text(LABELS.get(name, name))) for name in
                   fields_of(shown.mapping.kind)]  # fmt: skip
        line = 0
        for one in shown.table.columns:
            used = one.at in shown.mapping.fields
            if len(self.boxes) >= _MOST or not (used or (one.name and one.filled)):
                continue
            title = f"{column_letter(one.at)}  {one.name}".strip()
            grid.addWidget(Label(self._services, title, tone="text" if used else "muted"), line, 0)
            box = Combo(self._services)
            box.setAccessibleName(title)
            box.setFixedWidth(160)
            box.addItem(words.text("Not taken"), "")
            for name, label in choices:
                box.addItem(label, name)
            box.activated.connect(
                lambda _at, column=one.at, box=box: self.mapped.emit(column, box.currentData())
            )
            grid.addWidget(box, line, 1)
            self.boxes[one.at] = box
            values = "  ·  ".join(text[:18] for text in shown.samples[one.at][:3])
            grid.addWidget(
                Label(self._services, values, size=SMALL, tone="muted"), line + 1, 0, 1, 2
            )
            line += 2
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)
