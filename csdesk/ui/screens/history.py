"""What was done, by whom and when; of one customer or of the whole workspace."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.command_labels import command_label
from csdesk.app.queries.history import (
    customer_names,
    kept_returns,
    load_history,
    returned_file,
)
from csdesk.domain.changes import HistoryEntry, Origin
from csdesk.i18n import Translator
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.fonts import BASE, SMALL
from csdesk.ui.models.list_model import ListModel
from csdesk.ui.screen import Screen
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.services import Services
from csdesk.ui.widgets.page import PageHead
from csdesk.ui.widgets.text import face, paint_line

ROW = 32
WHAT, CUSTOMER, ROWS = 2, 3, 4
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(ListModel[HistoryEntry]):
    """Entries of the journal, newest first: when, who, what, at which customer, how many rows."""

    def __init__(self, words: Translator, parent: QObject | None = None) -> None:
        text = words.text
        super().__init__(
            (text("When"), text("Who"), text("What"), text("Customer"), text("Rows")), parent=parent
        )
        self._words = words
        self.customers: Mapping[int, str] = {}
        self.files: Mapping[int, str] = {}  # names of returned files that are kept, by id

    @override
    def text(self, row: HistoryEntry, column: int) -> str:
        words = self._words
        if column == 0:
            local = row.at.astimezone()
            return f"{words.date(local.date(), 'medium')} {local:%H:%M}"
        if column == 1:
            return row.actor
        if column == 2:
            return self.what(row)
        if column == CUSTOMER:
            return self.customers.get(row.customer_id or 0, "")
        return words.plural("{n} row", "{n} rows", sum(row.touched.values()))

    def file_of(self, row: int) -> tuple[str, int] | None:
        """Return name and id of the returned file that a line is about, if it is kept."""
        number = returned_file(self.rows[row]) if 0 <= row < len(self.rows) else 0
        return (self.files[number], number) if number in self.files else None

    def what(self, entry: HistoryEntry) -> str:
        """Return what an entry did, in the window's language."""
        label = command_label(self._words, entry.label, entry.params)
        if entry.origin is Origin.UNDO:
            return self._words.text("Undone: {what}", what=label)
        if entry.origin is Origin.REDO:
            return self._words.text("Done again: {what}", what=label)
        return label


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, services: Services, table: RowTable, model: HistoryModel) -> None:
        super().__init__(table)
        self._services, self._table, self._model = services, table, model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = self._services.tokens
        box = QRectF(option.rect)
        entry = self._model.rows[index.row()]
        ground = t.hover if index.row() == self._table.hover_line else t.surface
        if option.state & QStyle.StateFlag.State_Selected:
            ground = t.soft if self._table.isActiveWindow() else t.railsel
        painter.fillRect(box, ground)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        left = 20 if index.column() == 0 else 8
        color = t.text if index.column() == 2 and not entry.undone else t.muted
        said, room = str(index.data() or ""), box.width() - left - 16
        if index.column() == WHAT and self._model.file_of(index.row()) is not None:
            room -= self._paint_kept(painter, box, said)
        paint_line(
            painter, box.left() + left, box.top() + 7, room, said,
            language=self._services.language, color=color, right=index.column() == ROWS,
        )  # fmt: skip

    def _paint_kept(self, painter: QPainter, box: QRectF, said: str) -> float:
        """Say behind the words that the file is kept; return the room that it takes."""
        language = self._services.language
        text = self._services.translator.text("The returned file is kept.")
        _, small = face(language, SMALL, bold=False)
        _, plain = face(language, BASE, bold=False)
        width = small.horizontalAdvance(text) + 2.0
        x = min(box.left() + 8 + plain.horizontalAdvance(said) + 14, box.right() - 16 - width)
        paint_line(
            painter, x, box.top() + 8, width, text,
            language=language, color=self._services.tokens.muted, size=SMALL,
        )  # fmt: skip
        return width + 14


class HistoryScreen(Screen):
    """Lists what was done; undone lines are muted.

    A line about a tracker that came back gives a copy of the file: by its menu, Enter or a double
    click.
    """

    key: ClassVar[str] = "history"

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        customer_id: int | None = None,
        head: bool = True,
    ) -> None:
        super().__init__(services, parent)
        self._customer_id = customer_id
        self.model = HistoryModel(self.words, self)
        self.table = RowTable(ROW, self)
        self.table.setModel(self.model)
        self.table.setEditTriggers(RowTable.EditTrigger.NoEditTriggers)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.activated.connect(lambda index: self.save_copy(index.row()))
        self.table.setAccessibleName(self.words.text("History"))
        self.table.setItemDelegate(_LineDelegate(services, self.table, self.model))
        header = self.table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 180), (1, 160), (CUSTOMER, 220), (ROWS, 100)):
            self.table.setColumnWidth(column, width)
        self.table.setColumnHidden(CUSTOMER, customer_id is not None)
        empty = EmptyState(services, self.words.text("Nothing was done here yet."))
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(empty)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        if head:
            page_head = PageHead(services, self)
            page_head.show_words(self.words.text("History"))
            column_.addWidget(page_head)
        column_.addLayout(self._pages)

    @override
    def title(self) -> str:
        return self.words.text("History")

    @override
    def load(self) -> None:
        if self._customer_id is None:
            self.model.customers = customer_names(self.services.store)
        entries = load_history(self.services.store, self._customer_id)
        with self.services.store.read() as reader:
            self.model.files = kept_returns(reader, entries)
        self.model.show_rows(entries)
        self._pages.setCurrentIndex(0 if self.model.rows else 1)

    def save_copy(self, row: int) -> None:
        """Ask where a copy of the returned file of a line goes; other lines have none."""
        found = self.model.file_of(row)
        if found is not None:
            self.services.wish.emit("save_returned", (*found, b""))

    def _show_menu(self, at: QPoint) -> None:
        row = self.table.indexAt(at).row()
        if self.model.file_of(row) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.words.text("Save a copy of the returned file …"))
        copy.triggered.connect(lambda _=False: self.save_copy(row))
        menu.popup(self.table.viewport().mapToGlobal(at))
