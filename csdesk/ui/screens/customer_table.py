"""The table of the customer list: opens customers, and gives the reasons the room they need."""

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from csdesk.ui.delegates.customer_delegate import ROW, WIDTHS
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.models.customer_model import Column, CustomerModel
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import paint_line

LEAST_WHY, WIDE_WHY, WIDEST_NAME = 140, 190, 250
# Which columns give way below the least width, the first one first: the peek has what most say.
_GIVE_WAY = (Column.MEETING, Column.WINDOW, Column.MILESTONE, Column.WAITING, Column.MONEY)


class CustomerTable(RowTable):
    """The list itself; Enter and a double click open the customer. Empty, it says `sentence`.

    `hidden` are the columns that a person hid, `crowded` those for which there is no room now.

    Signals: `opened(customer_id)`.
    """

    opened = Signal(int)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(ROW, parent)
        self._services = services
        self.sentence = ""
        self.hidden: frozenset[Column] = frozenset()
        self.crowded: frozenset[Column] = frozenset()
        wider = 16 if services.translator.is_chinese else 0
        self._widths = {
            column: width + (wider if column is Column.MEETING else 0)
            for column, width in WIDTHS.items()
        }

    def lay_columns(self, head: QHeaderView, hidden: AbstractSet[Column]) -> None:
        """Take a head, and show columns in their widths; the reasons take what is left."""
        self.setHorizontalHeader(head)
        for column, width in self._widths.items():
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(Column.WHY, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(60)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide_columns(hidden)

    def hide_columns(self, hidden: AbstractSet[Column]) -> None:
        """Hide these columns and no others; the name always stays."""
        self.hidden = frozenset(hidden) - {Column.NAME}
        self._fit()

    def _fit(self) -> None:
        """Let columns give way until the reasons have room; what went comes back with the room.

        Of what the reasons have beyond a good width, half goes to the names.
        """
        room = self.viewport().width()
        shown = [one for one in Column if one not in self.hidden and one is not Column.WHY]
        needed = sum(self._widths[one] for one in shown)
        needed += 0 if Column.WHY in self.hidden else LEAST_WHY
        crowded: set[Column] = set()
        for column in _GIVE_WAY:
            if needed > room and column in shown:
                crowded.add(column)
                needed -= self._widths[column]
        self.crowded = frozenset(crowded)
        spare = max(0, room - needed - (WIDE_WHY - LEAST_WHY))
        name = min(WIDEST_NAME, self._widths[Column.NAME] + spare // 2)
        self.setColumnWidth(Column.NAME, name)
        for column in list(Column)[1:]:
            self.setColumnHidden(int(column), column in self.hidden or column in crowded)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.sentence and not self.model().rowCount():
            paint_line(
                QPainter(self.viewport()), 20, 24, self.viewport().width() - 36, self.sentence,
                language=self._services.language, color=self._services.tokens.muted,
            )  # fmt: skip

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(self.indexAt(event.position().toPoint()))

    def _open(self, index: QModelIndex) -> None:
        model = self.model()
        row = model.row_at(index.row()) if isinstance(model, CustomerModel) else None
        if row is not None:
            self.opened.emit(row.id)
