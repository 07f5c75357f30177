"""The support requests of a customer: whose turn each is, and what causes most."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
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

from csdesk.app.commands import support_requests
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.support_requests import (
    RequestFilter,
    RequestList,
    RequestRow,
    RequestState,
    list_requests,
)
from csdesk.app.request_text import answered_text, status_text
from csdesk.domain.errors import N_
from csdesk.domain.labels import REQUEST_KIND_LABELS
from csdesk.i18n import Translator
from csdesk.layout.charts.bars import horizontal_bars
from csdesk.layout.charts.data import BarChart, greatest
from csdesk.layout.charts.marks import SCREEN, Drawing, Setter
from csdesk.ui.actions import ActionSpec
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.models.list_model import ListModel
from csdesk.ui.screen import Screen
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Segmented
from csdesk.ui.widgets.chart_view import ChartView
from csdesk.ui.widgets.page import FILTERS, Bar, Footer
from csdesk.ui.widgets.panel import Section
from csdesk.ui.widgets.text import paint_line

ROW, SIDE = 32, 280
TITLE, TURN = 1, 5
_WIDTHS = ((0, 126), (2, 110), (3, 140), (4, 92), (TURN, 210))
_STATES: tuple[tuple[RequestState, str], ...] = (
    (RequestState.OPEN, N_("Not solved")),
    (RequestState.OURS, N_("Our turn")),
    (RequestState.WAITING, N_("Their turn")),
    (RequestState.SOLVED, N_("Solved")),
    (RequestState.ALL, N_("All requests")),
)
_SIGN = 24.0
Index = QModelIndex | QPersistentModelIndex


class RequestModel(ListModel[RequestRow]):
    """Requests, the newest first."""

    def __init__(self, words: Translator, parent: QObject | None = None) -> None:
        text = words.text
        heads = (text("Received"), text("Request"), text("Asked by"), text("Area, kind"),
                 text("First answer"), text("Status"))  # fmt: skip
        super().__init__(heads, parent=parent)
        self._words = words

    @override
    def text(self, row: RequestRow, column: int) -> str:
        words, request = self._words, row.request
        kind = words.text(REQUEST_KIND_LABELS[request.kind])
        return (
            f"{words.date(row.received.date(), 'short')} {row.received:%H:%M}",
            request.title,
            row.asked_by,
            words.facts([request.area, kind]) if request.area else kind,
            answered_text(words, row),
            status_text(words, row),
        )[column]


class _Delegate(QStyledItemDelegate):
    def __init__(self, services: Services, table: RowTable, model: RequestModel) -> None:
        super().__init__(table)
        self._services, self._table, self._model = services, table, model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = self._services.tokens, QRectF(option.rect)
        row = self._model.rows[index.row()]
        ground = t.hover if index.row() == self._table.hover_line else t.surface
        if option.state & QStyle.StateFlag.State_Selected:
            ground = t.soft if self._table.isActiveWindow() else t.railsel
        painter.fillRect(box, ground)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        left = 20.0 if index.column() == 0 else 8.0
        color = t.text if index.column() in (TITLE, TURN) and row.turn is not None else t.muted
        if index.column() == TURN and row.turn is not None:
            self._services.signs.side(painter, box.left() + left, box.center().y(), row.turn)
            left += _SIGN
        paint_line(
            painter, box.left() + left, box.top() + 7, box.width() - left - 8,
            str(index.data() or ""), language=self._services.language, color=color,
        )  # fmt: skip


class RequestsScreen(Screen):
    """Lists what a customer asked, with what causes most beside it.

    N enters a request, Enter opens the chosen one, A answers it, W lets it wait for the customer,
    S records who confirmed it as solved.
    """

    key: ClassVar[str] = "requests"
    entities: ClassVar[frozenset[str]] = frozenset({"SupportRequest", "Contact", "User"})

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, customer_id: int
    ) -> None:
        super().__init__(services, parent)
        self._customer_id = customer_id
        self.page: CustomerPage | None = None
        self.found: RequestList | None = None
        words = self.words
        self.model = RequestModel(words, self)
        self.states = Segmented(
            services, [words.text(text) for _, text in _STATES], name=words.text("Whose turn"),
            parent=self,
        )  # fmt: skip
        self.states.chosen.connect(lambda _index: self.load())
        self.table = self._make_table()
        self.chart = ChartView(services, self._draw, self)
        self._body = QWidget(self)
        self._empty = EmptyState(
            services,
            words.text("No request is noted here yet. Enter what this customer asks."),
            words.text("New request"),
        )
        self._none = EmptyState(services, words.text("No request fits this choice."))
        self._empty.pressed.connect(self.add)
        self._arrange()

    def _make_table(self) -> RowTable:
        table = RowTable(ROW, self)
        table.setModel(self.model)
        table.setEditTriggers(RowTable.EditTrigger.NoEditTriggers)
        table.setAccessibleName(self.words.text("Requests"))
        table.setItemDelegate(_Delegate(self.services, table, self.model))
        table.activated.connect(lambda _index: self.open_chosen())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.selectionModel().currentRowChanged.connect(
            lambda _new, _old: self.actions_changed.emit()
        )
        header = CellHeader(self.services.look, parent=table)
        header.pads = lambda section: (20 if section == 0 else 8, 8)
        header.setSectionsClickable(False)
        table.setHorizontalHeader(header)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS:
            table.setColumnWidth(column, width)
        return table

    def _arrange(self) -> None:
        words = self.words
        bar = Bar(self.services, FILTERS, parent=self)
        bar.row.addWidget(self.states)
        bar.row.addStretch(1)
        report = Button(self.services, words.text("Monthly report"))
        report.clicked.connect(self.report)
        new = Button(self.services, words.text("New request"), key="N")
        new.clicked.connect(self.add)
        bar.row.addWidget(report)
        bar.row.addWidget(new)
        side = Section(self.services)
        side.setFixedWidth(SIDE)
        side.add(self.chart)
        lists = QStackedLayout()
        lists.addWidget(self.table)
        lists.addWidget(self._none)
        self._lists = lists
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(lists, 1)
        row.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        self.footer = Footer(self.services, self)
        whole.addWidget(bar)
        whole.addLayout(row, 1)
        whole.addWidget(self.footer)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._body)
        self._pages.addWidget(self._empty)

    @override
    def title(self) -> str:
        return self.words.text("Requests")

    def show_page(self, page: CustomerPage) -> None:
        """Take the customer whose people the forms offer."""
        self.page = page

    @override
    def load(self) -> None:
        state = _STATES[self.states.current][0]
        chosen = self.chosen()
        found = list_requests(
            self.services.store, customer_id=self._customer_id, asked=RequestFilter(state=state)
        )
        self.found = found
        self.model.show_rows(found.rows)
        self.chart.set_chart(self._draw)
        self._show_foot(len(found.rows))
        self._lists.setCurrentIndex(0 if found.rows else 1)
        self._pages.setCurrentIndex(0 if found.all_count else 1)
        if found.rows:
            ids = [row.request.id for row in found.rows]
            known = chosen.request.id if chosen is not None else 0
            self.table.selectRow(ids.index(known) if known in ids else 0)
        self.actions_changed.emit()

    def _show_foot(self, count: int) -> None:
        words = self.words
        shown = words.plural("{n} request", "{n} requests", count)
        self.footer.left.set_text(shown if count else "")
        keys = words.text("Enter opens, A answers, T takes it, W waits for them, S solves")
        self.footer.right.set_text(keys if count else "")

    def _draw(self, width: float, setter: Setter) -> Drawing:
        """Draw where the requests that are shown come from."""
        words = self.words
        rows = self.found.rows if self.found is not None else ()
        counts = Counter(row.request.area or words.text("no area noted") for row in rows)
        pairs = [(name, float(count)) for name, count in counts.items()]
        bars = greatest(pairs, 8, words.text("{n} other areas"))
        title, most, second = "", *sorted([*counts.values(), 0, 0], reverse=True)[:2]
        if most > second > 0:
            title = words.text(
                "{area} caused most: {n} of {all}",
                area=bars[0].label, n=most, all=len(rows),
            )  # fmt: skip
        elif second:
            title = words.text("No area stands out: at most {n} of {all}", n=most, all=len(rows))
        elif most:
            title = words.text("All came from one area: {area}", area=bars[0].label)
        chart = BarChart(
            title=title,
            unit=words.text("Requests by area"),
            bars=bars,
            figure=lambda value: words.number(round(value)),
        )
        return horizontal_bars(chart, width, SCREEN, setter)

    def chosen(self) -> RequestRow | None:
        """Return the request of the current line."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    # --- what one can do -----------------------------------------------------------------------

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(id="requests.new", text=N_("New request"), shortcut="N", run=self.add),
            ActionSpec(id="requests.answer", text=N_("Answer the request"), shortcut="A",
                       run=partial(self._form, "answer"), condition=self._is_open),
            ActionSpec(id="requests.take", text=N_("Take the request"), shortcut="T",
                       run=partial(self._act, "take"), condition=self._is_open),
            ActionSpec(id="requests.wait", text=N_("Let the request wait for the customer"),
                       shortcut="W", run=partial(self._act, "wait"), condition=self._is_open),
            ActionSpec(id="requests.solve", text=N_("Record that the request is solved"),
                       shortcut="S", run=partial(self._form, "solve"), condition=self._is_open),
            ActionSpec(id="requests.reopen", text=N_("Reopen the request"), shortcut="R",
                       run=partial(self._act, "reopen"), condition=self._is_solved),
            ActionSpec(id="requests.report", text=N_("Write the monthly request report"),
                       run=self.report),
        )  # fmt: skip

    def add(self) -> None:
        """Enter a request."""
        self._form("request")

    def open_chosen(self) -> None:
        """Change the chosen request."""
        if self.chosen() is not None:
            self._form("request", self.chosen())

    def report(self) -> None:
        """Ask the window for the monthly report."""
        self.services.wish.emit("requests", self._customer_id)

    def _is_open(self) -> bool:
        row = self.chosen()
        return row is not None and row.turn is not None

    def _is_solved(self) -> bool:
        row = self.chosen()
        return row is not None and row.turn is None

    def _form(self, name: str, row: RequestRow | None = None) -> None:
        if self.page is None:
            return
        from csdesk.ui.dialogs.request_forms import RequestForms

        forms = RequestForms(self.services, self.page, self)
        about = row if name == "request" else self.chosen()
        if name == "request":
            forms.request(about).open()
        elif about is not None:
            (forms.answer if name == "answer" else forms.solve)(about).open()

    def _act(self, name: str) -> None:
        row = self.chosen()
        if row is not None:
            self.services.act(getattr(support_requests, name), request_id=row.request.id)

    def _show_menu(self, at: QPoint) -> None:
        if self.chosen() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.words.text("Open")).triggered.connect(
            lambda _=False: self.open_chosen()
        )
        for spec in self.actions_of()[1:-1]:
            if spec.can_run():
                action = menu.addAction(f"{spec.words(self.words)}\t{spec.shortcut}")
                action.triggered.connect(lambda _=False, run=spec.run: run())
        menu.popup(self.table.viewport().mapToGlobal(at))
