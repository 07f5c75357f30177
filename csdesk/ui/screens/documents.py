"""The log of documents: what went to whom, when, how; of all customers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
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

from csdesk.app.queries.document_log import LoggedDocument, document_log, kind_name
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.progress import Progress
from csdesk.ui.actions import ActionSpec
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL
from csdesk.ui.models.document_model import Col, DocumentModel
from csdesk.ui.screen import Screen
from csdesk.ui.screens.document_peek import DocumentPeek
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import ChipSpec, FilterRow, Footer, PageHead
from csdesk.ui.widgets.text import paint_line

ROW = 49
_PADS = (20, 8)
_LEAST = {Col.DOCUMENT: 190, Col.CUSTOMER: 120, Col.SENT: 170, Col.LANGUAGE: 110, Col.HASH: 84}
_SHARE = {Col.DOCUMENT: 5, Col.CUSTOMER: 3, Col.SENT: 5, Col.LANGUAGE: 1, Col.HASH: 0}
Index = QModelIndex | QPersistentModelIndex


class DocumentTable(RowTable):
    """Signals: `used(key)` for a key that does something with the current document."""

    used = Signal(str)
    _KEYS: ClassVar = {
        Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open", Qt.Key.Key_A: "again",
        Qt.Key.Key_F: "filter", Qt.Key.Key_Escape: "close",
    }  # fmt: skip

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keys without choosing a document: the first arrow key does that."""
        chosen = self.selectionModel()
        if self.currentIndex().isValid():
            super().focusInEvent(event)
            return
        blocked = chosen.blockSignals(True)
        super().focusInEvent(event)
        chosen.clearCurrentIndex()
        chosen.blockSignals(blocked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_C:
            self.used.emit("copy")
        elif not held and Qt.Key(event.key()) in self._KEYS:
            self.used.emit(self._KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room; what the panel says too goes where there is too little."""
        super().resizeEvent(event)
        shown, width = list(Col), self.viewport().width()
        for column in (Col.HASH, Col.LANGUAGE):
            if sum(_LEAST[one] for one in shown) > width:
                shown.remove(column)
        room = max(0, width - sum(_LEAST[one] for one in shown))
        for column in Col:
            self.setColumnHidden(column, column not in shown)
            more = room * _SHARE[column] // sum(_SHARE[one] for one in shown)
            self.setColumnWidth(column, _LEAST[column] + more)


class _Delegate(QStyledItemDelegate):
    def __init__(self, services: Services, table: DocumentTable, model: DocumentModel) -> None:
        super().__init__(table)
        self._services, self._table, self._model = services, table, model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, language = self._services.tokens, self._services.language
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = t.hover if index.row() == self._table.hover_line else t.surface
        if chosen:
            ground = t.soft if self._table.isActiveWindow() else t.railsel
        painter.fillRect(box, ground)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        first, second = self._model.lines(index.row(), index.column())
        left, right = _PADS if index.column() == Col.DOCUMENT else (8, 8)
        if chosen and index.column() == Col.DOCUMENT:
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), t.accent)
        height = LINE_BOX[BASE] + (LINE_BOX[SMALL] if second else 0)
        top = box.top() + (ROW - 1 - height) / 2
        muted = index.column() == Col.HASH
        paint_line(
            painter, box.left() + left, top, box.width() - left - right, first,
            language=language, color=t.muted if muted else t.text,
            bold=index.column() == Col.DOCUMENT,
        )  # fmt: skip
        if second:
            paint_line(
                painter, box.left() + left, top + LINE_BOX[BASE], box.width() - left - right,
                second, language=language, color=t.muted, size=SMALL,
            )  # fmt: skip


class DocumentsScreen(Screen):
    """N writes a document, Enter opens the file of the chosen one, A sends it again as it was,
    Ctrl+C copies its hash, F filters.
    """

    key: ClassVar[str] = "documents"
    entities: ClassVar[frozenset[str]] = frozenset(
        {"DocumentLog", "Dispatch", "Customer", "Project"}
    )

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        words = self.words
        self._all: list[LoggedDocument] = []
        self._kind: DocumentKind | None = None
        self._customer_id: int | None = None
        self._wanted_id: int | None = None  # the document to choose when the log is read
        self.model = DocumentModel(words, self)
        self.table = DocumentTable(ROW, self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(words.text("Documents"))
        self.table.setItemDelegate(_Delegate(services, self.table, self.model))
        header = CellHeader(services.look, parent=self.table)
        header.pads = lambda column: _PADS if column == Col.DOCUMENT else (8, 8)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setHorizontalHeader(header)
        self.head = PageHead(services, self)
        self._add_buttons()
        self.filters = FilterRow(services, self)
        self.filter_button = Button(
            services, words.text("Filter"), kind=Kind.FLAT, icon="plus", key="F"
        )
        self.filter_button.clicked.connect(lambda _=False: self.ask_filter())
        self.filters.add_left(self.filter_button)
        self.footer = Footer(services, self)
        self.peek = DocumentPeek(
            services, close=self.close_peek, open_file=self.open_current, again=self.send_again,
            copy=self.copy_hash, customer=self._go_to_customer, parent=self,
        )  # fmt: skip
        self.peek.hide()
        empty = EmptyState(
            services,
            words.text("No document has been written yet."),
            words.text("Write a document"),
        )
        empty.pressed.connect(self.write)
        none = EmptyState(
            services, words.text("No document fits the filter."), words.text("Show all documents")
        )
        none.pressed.connect(self.clear_filter)
        self._lay_out(empty, none)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_peek())
        self.table.doubleClicked.connect(lambda _: self.open_current())
        self.table.used.connect(self._use)

    def _add_buttons(self) -> None:
        words, services = self.words, self.services
        for text, icon, hint, run in (
            (words.text("Mail texts"), "mail", words.text("The mails that go with documents, in "
             "three languages."), self.edit_mails),
            (words.text("All status reports"), "report",
             words.text("Status reports of all running projects"), self.write_reports),
        ):  # fmt: skip
            button = Button(services, text, icon=icon)
            button.setToolTip(hint)
            button.clicked.connect(lambda _=False, do=run: do())
            self.head.add_button(button)
        write = Button(
            services, words.text("Write a document"), kind=Kind.PRIMARY, icon="plus", key="N"
        )
        write.clicked.connect(lambda _=False: self.write())
        self.head.add_button(write)
        self._write_button = write

    def _lay_out(self, empty: QWidget, none: QWidget) -> None:
        self._pages = QStackedLayout()
        for page in (self.table, empty, none):
            self._pages.addWidget(page)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.filters)
        left.addLayout(self._pages, 1)
        left.addWidget(self.footer)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.peek)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row, 1)

    @override
    def title(self) -> str:
        return self.words.text("Documents")

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(id="documents.write", text=N_("Write a document"), run=self.write,
                       shortcut="N"),
            ActionSpec(id="documents.mails", text=N_("Edit the mail texts"), run=self.edit_mails),
            ActionSpec(id="documents.open", text=N_("Open the document"), run=self.open_current,
                       condition=self._has_current),
            ActionSpec(id="documents.again", text=N_("Send the document again as it was"),
                       run=self.send_again, condition=self._can_send_again),
            ActionSpec(id="documents.filter", text=N_("Filter the documents"),
                       run=self.ask_filter),
        )  # fmt: skip

    @override
    def load(self) -> None:
        store = self.services.store

        def work(progress: Progress) -> list[LoggedDocument]:
            progress.check_cancelled()
            return document_log(store)

        self.services.tasks.run(
            "", work, done=self._take, failed=self.services.problem.emit, owner=self
        )

    def _take(self, found: list[LoggedDocument]) -> None:
        self._all = found
        self._show()

    # --- what is shown -----------------------------------------------------------------------

    @property
    def current(self) -> LoggedDocument | None:
        """The document that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def filter_by(
        self, *, kind: DocumentKind | None = None, customer_id: int | None = None
    ) -> None:
        """Show only documents of a kind, of a customer, or all."""
        self._kind, self._customer_id = kind, customer_id
        self._show()

    def clear_filter(self) -> None:
        """Show all documents."""
        self.filter_by()

    def _show(self) -> None:
        words, before = self.words, self.current
        known = before.id if before is not None else self._wanted_id
        rows = [
            one
            for one in self._all
            if self._kind in (None, one.kind) and self._customer_id in (None, one.customer_id)
        ]
        self.model.show_log(rows, self.services.today())
        place = 0 if rows else 1 if not self._all else 2
        self._pages.setCurrentIndex(place)
        self._write_button.setVisible(bool(self._all))  # else the empty page has it
        self.filters.setVisible(bool(self._all))
        self.filters.set_chips(self._chips())
        self.head.show_words(self.title(), words.number(len(rows)) if rows else "")
        shown = words.plural("{n} document", "{n} documents", len(rows))
        self.footer.left.set_text(shown if rows else "")
        keys = words.text("Enter opens, A sends again, Ctrl+C copies the hash")
        self.footer.right.set_text(keys if rows else "")
        kept = next((n for n, one in enumerate(rows) if one.id == known), None)
        if kept is not None:
            self.table.selectRow(kept)
            self._wanted_id = None
        self._show_peek()
        self.titled.emit()

    def _chips(self) -> list[ChipSpec]:
        chips: list[ChipSpec] = []
        if self._kind is not None:
            name = self.words.text(kind_name(self._kind))
            chips.append((name, self.ask_filter, partial(self._set_kind, None)))
        if self._customer_id is not None:
            name = self._customers().get(self._customer_id, "")
            chips.append((name, self.ask_filter, partial(self._set_customer, None)))
        return chips

    def _customers(self) -> dict[int, str]:
        found = {one.customer_id: one.customer for one in self._all}
        return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))

    def _set_kind(self, kind: DocumentKind | None) -> None:
        self.filter_by(kind=kind, customer_id=self._customer_id)

    def _set_customer(self, customer_id: int | None) -> None:
        self.filter_by(kind=self._kind, customer_id=customer_id)

    def filter_menu(self) -> QMenu:
        """Return the menu of kinds and customers that the log has."""
        menu, words = QMenu(self), self.words
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = {one.kind for one in self._all}
        named = [(kind, words.text(kind_name(kind))) for kind in DocumentKind if kind in kinds]
        of_kind = menu.addMenu(words.text("Document"))
        for kind, name in named:
            _entry(of_kind, name, kind is self._kind, partial(self._set_kind, kind))
        of_customer = menu.addMenu(words.text("Customers"))
        for customer_id, name in self._customers().items():
            chosen = customer_id == self._customer_id
            _entry(of_customer, name, chosen, partial(self._set_customer, customer_id))
        if self._chips():
            menu.addSeparator()
            menu.addAction(words.text("Show all documents")).triggered.connect(self.clear_filter)
        return menu

    def ask_filter(self) -> None:
        """Open the menu of kinds and customers."""
        button = self.filter_button
        self.filter_menu().popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _show_peek(self) -> None:
        document = self.current
        self.peek.setVisible(document is not None)
        if document is not None:
            self.peek.show_document(document, self.services.today())

    # --- what is done ------------------------------------------------------------------------

    def _use(self, what: str) -> None:
        {
            "open": self.open_current, "again": self.send_again, "copy": self.copy_hash,
            "filter": self.ask_filter, "close": self.close_peek,
        }[what]()  # fmt: skip

    def write(self) -> None:
        """Ask for whom, with the customer of the chosen document first; then show the preview."""
        wish, current = self.services.wish, self.current
        if self._customer_id is not None:
            wish.emit("write", self._customer_id)
        else:
            wish.emit("write_for", current.customer_id if current is not None else None)

    def write_reports(self) -> None:
        """Show the status reports of all running projects."""
        self.services.wish.emit("status_batch", None)

    def edit_mails(self) -> None:
        """Open the editor of the mails' texts."""
        self.services.wish.emit("mail_texts", None)

    def open_current(self) -> None:
        """Open the file of the chosen document."""
        if self.current is not None:
            self.services.wish.emit("document", self.current.id)

    def send_again(self) -> None:
        """Show the chosen document as it was, to save or send it again."""
        if self.current is not None and self.current.can_be_made_again:
            self.services.wish.emit("again", self.current.id)

    def copy_hash(self) -> None:
        """Put the whole hash of the chosen document's file into the clipboard."""
        if self.current is not None:
            QGuiApplication.clipboard().setText(self.current.sha256)

    def close_peek(self) -> None:
        """Choose no document."""
        self.table.setCurrentIndex(QModelIndex())
        self.table.clearSelection()

    def _go_to_customer(self) -> None:
        if self.current is not None:
            self.services.wish.emit("customer", self.current.customer_id)

    def _has_current(self) -> bool:
        return self.current is not None

    def _can_send_again(self) -> bool:
        return self.current is not None and self.current.can_be_made_again

    @override
    def state(self) -> dict[str, object]:
        document = self.current.id if self.current is not None else self._wanted_id
        return {"kind": self._kind, "customer": self._customer_id, "document": document}

    @override
    def restore(self, state: dict[str, object]) -> None:
        kind, customer = state.get("kind"), state.get("customer")
        self._kind = kind if isinstance(kind, DocumentKind) else None
        self._customer_id = customer if isinstance(customer, int) else None
        document = state.get("document")
        self._wanted_id = document if isinstance(document, int) else None


def _entry(menu: QMenu, text: str, chosen: bool, run: Callable[[], object]) -> None:
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda *_: run())
