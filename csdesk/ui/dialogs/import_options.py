"""What a person decides about an import besides the columns: stages, dates, amounts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csdesk.domain.codes import AmountMeaning
from csdesk.domain.labels import AMOUNT_MEANING_LABELS
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.imports.mapping import ColumnMap

_WON, _ALL, _CHOSEN = "won", "all", "chosen"


class ImportOptionsForm(QWidget):
    """Fields that say how deals are read.

    Signals: `changed()` when a person decided otherwise.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        words = services.translator
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.stages = self._combo(
            words.text("Which deals"),
            [
                (_WON, words.text("Won ones")),
                (_ALL, words.text("All stages")),
                (_CHOSEN, words.text("Choose stages")),
            ],
        )
        self.stage_list = QListWidget()
        self.stage_list.setAccessibleName(words.text("Stages"))
        self.stage_list.setFont(font(services.language))
        self.stage_list.setFixedHeight(104)
        self.stage_list.hide()
        self.stage_list.itemChanged.connect(lambda _item: self.changed.emit())
        self._column.addWidget(self.stage_list)
        self.order = self._combo(
            words.text("Dates are written"),
            [
                ("", words.text("As the column shows")),
                ("mdy", words.text("Month first, 3/24/2026")),
                ("dmy", words.text("Day first, 24/3/2026")),
                ("ymd", words.text("Year first, 2026-03-24")),
            ],
        )
        self.meaning = self._combo(
            words.text("Amounts are"),
            [(code.value, words.text(AMOUNT_MEANING_LABELS[code])) for code in AmountMeaning],
        )
        self.decimal = self._combo(
            words.text("Amounts are written"),
            [
                ("", words.text("As the column shows")),
                ("point", "1,234.50"),
                ("comma", "1.234,50"),
            ],
        )
        self._head(words.text("Currency where none is written"))
        self.currency = QLineEdit()
        self.currency.setFont(font(services.language))
        self.currency.setProperty("form", "true")
        self.currency.setAccessibleName(words.text("Currency where none is written"))
        self.currency.setMaxLength(3)
        self.currency.setMaximumWidth(90)
        self.currency.editingFinished.connect(self.changed)
        self._column.addWidget(self.currency)
        self._column.addStretch(1)

    def show_mapping(self, mapping: "ColumnMap", currency: str) -> None:
        """Show what the mapping says."""
        self.blockSignals(True)
        stages = mapping.stages
        self._choose(self.stages, stages[0] if stages in ((_WON,), (_ALL,)) else _CHOSEN)
        self._choose(self.order, mapping.date_order.value if mapping.date_order else "")
        self._choose(self.meaning, mapping.meaning.value)
        self._choose(self.decimal, mapping.decimal.value if mapping.decimal else "")
        self.currency.setText(mapping.currency or currency)
        self.blockSignals(False)

    def show_stages(self, stages: Sequence[tuple[str, int]]) -> None:
        """Offer the stages of the file with how often each is there."""
        self.stage_list.blockSignals(True)
        self.stage_list.clear()
        words = self._services.translator
        for name, count in stages:
            shown = name or words.text("(empty)")
            item = QListWidgetItem(f"{shown}   {words.number(count)}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.stage_list.addItem(item)
        self.stage_list.blockSignals(False)

    def applied_to(self, mapping: "ColumnMap") -> "ColumnMap":
        """Return the mapping as decided here."""
        from csdesk.app.imports.dates import DateOrder
        from csdesk.domain.money import DecimalStyle

        order, decimal = self.order.currentData(), self.decimal.currentData()
        return replace(
            mapping,
            stages=self._stages(),
            date_order=DateOrder(order) if order else None,
            decimal=DecimalStyle(decimal) if decimal else None,
            meaning=AmountMeaning(self.meaning.currentData()),
            currency=self.currency.text().strip().upper(),
        )

    def _stages(self) -> tuple[str, ...]:
        choice = self.stages.currentData()
        if choice != _CHOSEN:
            return (choice,)
        items = [self.stage_list.item(row) for row in range(self.stage_list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _combo(self, title: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        self._head(title)
        box = Combo(self._services)
        box.setAccessibleName(title)
        for value, text in choices:
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda _index: self._changed())
        self._column.addWidget(box)
        return box

    def _head(self, title: str) -> None:
        if self._column.count():
            self._column.addSpacing(6)
        self._column.addWidget(Label(self._services, title, size=SMALL, tone="muted"))

    def _changed(self) -> None:
        self.stage_list.setVisible(self.stages.currentData() == _CHOSEN)
        self.changed.emit()

    def _choose(self, box: QComboBox, value: str) -> None:
        box.setCurrentIndex(max(0, box.findData(value)))
        self.stage_list.setVisible(self.stages.currentData() == _CHOSEN)
