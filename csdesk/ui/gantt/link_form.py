"""Asks for the kind and the lag of a link."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.domain.codes import LinkType
from csdesk.domain.labels import LINK_LABELS
from csdesk.domain.records import Dependency
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

MOST = 999


class LinkForm(QDialog):
    """Kind, lag (negative: a lead), and whether the lag counts calendar days.

    Signals: `decided(LinkType, lag, calendar days)`, `removed()`.
    """

    decided = Signal(object, int, bool)
    removed = Signal()

    def __init__(
        self, services: Services, link: Dependency, titles: tuple[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        words = services.translator
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.text("Link"))
        self.setMinimumWidth(420)
        self.kind = Combo(services, self)
        self.kind.setAccessibleName(words.text("Kind of link"))
        for kind in LinkType:
            self.kind.addItem(words.text(LINK_LABELS[kind]), kind)
        self.kind.setCurrentIndex(list(LinkType).index(link.type))
        self.lag = QSpinBox(self)
        self.lag.setProperty("form", "true")
        self.lag.setFont(font(services.language))
        self.lag.setRange(-MOST, MOST)
        self.lag.setValue(link.lag)
        self.lag.setAccessibleName(words.text("Days between, negative to overlap"))
        self.calendar_days = QCheckBox(words.text("Count calendar days"), self)
        self.calendar_days.setProperty("form", "true")
        self.calendar_days.setChecked(link.lag_calendar_days)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        pair = words.text("{first} → {second}", first=titles[0], second=titles[1])
        column.addWidget(Label(services, pair, bold=True, wrap=True, parent=self))
        column.addSpacing(6)
        for field in (self.kind, self.lag):
            name = field.accessibleName()
            column.addWidget(Label(services, name, size=SMALL, tone="muted", parent=self))
            column.addWidget(field)
        column.addWidget(self.calendar_days)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        remove = Button(services, words.text("Take the link away"), kind=Kind.FLAT)
        cancel = Button(services, words.text("Cancel"))
        accept = Button(services, words.text("Change link"), kind=Kind.PRIMARY)
        remove.clicked.connect(lambda _=False: self._remove())
        cancel.clicked.connect(self.reject)
        accept.clicked.connect(self.accept)
        buttons.addWidget(remove)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(accept)
        column.addLayout(buttons)
        self.lag.setFocus()
        self.lag.selectAll()

    def _remove(self) -> None:
        self.removed.emit()
        self.reject()

    @override
    def accept(self) -> None:
        kind = LinkType(self.kind.currentData())
        self.decided.emit(kind, self.lag.value(), self.calendar_days.isChecked())
        super().accept()
