"""The customer list as Qt sees it: its own index of shown rows, sorted and filtered here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.app.queries.customers import CustomerRow
from csdesk.app.reason_text import why
from csdesk.domain.labels import STAGE_LABELS
from csdesk.i18n import Translator
from csdesk.ui.models.cells import ID_ROLE

ROW_ROLE = ID_ROLE + 10
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the list, from left to right."""

    NAME = 0
    WHY = 1
    WINDOW = 2
    MILESTONE = 3
    MEETING = 4
    WAITING = 5
    MONEY = 6


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the list is sorted; None is the most urgent first."""

    column: Column | None = None
    descending: bool = False


class CustomerModel(QAbstractTableModel):
    """Customers in an order, of which some are shown. `row_at` gives the row of a line."""

    def __init__(self, words: Translator, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.today = today
        self._rows: list[CustomerRow] = []
        self._shown: list[int] = []
        self._wanted: Callable[[CustomerRow], bool] = lambda _: True
        self.order = Order()
        self.first: Callable[[CustomerRow], tuple[object, ...]] | None = None
        self.mark: Callable[[CustomerRow], str] = lambda _: ""  # said on the row itself

    @property
    def rows(self) -> Sequence[CustomerRow]:
        """All customers, shown or not."""
        return self._rows

    @property
    def shown(self) -> list[CustomerRow]:
        """The customers that are shown, in order."""
        return [self._rows[place] for place in self._shown]

    def set_rows(self, rows: Sequence[CustomerRow], today: date) -> None:
        """Show other customers."""
        self.beginResetModel()
        self._rows = list(rows)
        self.today = today
        self._index()
        self.endResetModel()

    def replace(self, rows: Sequence[CustomerRow]) -> None:
        """Put changed customers in the place of what was known of them."""
        fresh = {row.id: row for row in rows}
        known = {row.id for row in self._rows}
        merged = [fresh.get(row.id, row) for row in self._rows]
        merged += [row for row in rows if row.id not in known]
        self.set_rows(merged, self.today)

    def show_only(self, wanted: Callable[[CustomerRow], bool]) -> None:
        """Show the customers for which `wanted` is true."""
        self._wanted = wanted
        self.beginResetModel()
        self._index()
        self.endResetModel()

    def sort_by(self, order: Order) -> None:
        """Bring the list into another order."""
        self.order = order
        self.beginResetModel()
        self._index()
        self.endResetModel()

    def row_at(self, line: int) -> CustomerRow | None:
        """Return the customer of a line."""
        return self._rows[self._shown[line]] if 0 <= line < len(self._shown) else None

    def line_of(self, customer_id: int) -> int:
        """Return the line of a customer, -1 while it is not shown."""
        for line, place in enumerate(self._shown):
            if self._rows[place].id == customer_id:
                return line
        return -1

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == ID_ROLE:
            return row.id
        column = Column(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NAME:
            said = (row.customer.name, self._words.text(STAGE_LABELS[row.stage]), self.mark(row))
            return self._words.facts([one for one in said if one])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        words = self._words
        return {
            Column.NAME: words.text("Customer, stage"),
            Column.WHY: words.text("Status and why"),
            Column.WINDOW: words.text("Golden window"),
            Column.MILESTONE: words.text("Next milestone"),
            Column.MEETING: words.text("Next meeting"),
            Column.WAITING: words.text("Waiting on"),
            Column.MONEY: words.text("ARR"),
        }[Column(section)]

    def _text(self, row: CustomerRow, column: Column) -> str:
        if column is Column.NAME:
            return row.customer.name
        if column is Column.WHY:
            return why(row, self._words, self.today)
        if column is Column.WINDOW:
            return "" if row.window is None else str(row.window.left)
        if column is Column.MILESTONE:
            return row.next_milestone.row.title if row.next_milestone else ""
        if column is Column.MEETING:
            return self._words.date(row.next_meeting.day) if row.next_meeting else ""
        if column is Column.WAITING:
            return row.waiting.name if row.waiting else ""
        return self._words.join([self._words.money(m, c) for c, m in row.money.items()])

    def _index(self) -> None:
        places = [place for place, row in enumerate(self._rows) if self._wanted(row)]
        keys = {place: self._key(self._rows[place]) for place in places}
        self._shown = sorted(places, key=keys.__getitem__, reverse=self.order.descending)

    def _key(self, row: CustomerRow) -> tuple[object, ...]:
        far = date.max
        name = row.customer.name.casefold()
        column = self.order.column
        if column is None:
            return (*(self.first(row) if self.first else ()), *row.urgency)
        if column is Column.NAME:
            return (name,)
        if column is Column.WHY:
            return (row.urgency[0], why(row, self._words, self.today), name)
        if column is Column.WINDOW:
            return (row.window.left if row.window else 10_000, name)
        if column is Column.MILESTONE:
            finish = row.next_milestone.finish if row.next_milestone else None
            return (finish or far, name)
        if column is Column.MEETING:
            return (row.next_meeting.day if row.next_meeting else far, name)
        if column is Column.WAITING:
            return (-(row.waiting.days if row.waiting else -1), name)
        return (-sum(row.money.values()), name)
