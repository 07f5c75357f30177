"""Tree and chart of a plan side by side, in one scroll and with one selection."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.queries.owners import OwnerChoice
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import Status
from csdesk.domain.labels import STATUS_LABELS
from csdesk.i18n import Translator
from csdesk.layout.from_plan import chart_of, head_words, plan_labels, window_days
from csdesk.layout.head import HEAD, UPPER, HeadOptions
from csdesk.ui.delegates.cell_delegate import CellDelegate, Editor, Index
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.choice_list import Choice
from csdesk.ui.delegates.editors import ChoiceField, DateField, OwnerField, WordsField
from csdesk.ui.delegates.look import Look
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.gantt.painter import ScenePainter, chart_fonts
from csdesk.ui.gantt.tips import ChartTips
from csdesk.ui.gantt.view import ROW, GanttView
from csdesk.ui.models.cells import Cell, Words
from csdesk.ui.models.plan_model import ADD, PlanColumn, PlanModel
from csdesk.ui.theme import Tokens

TREE_WIDTH = 604


def status_choices(translator: Translator) -> list[Choice]:
    """Return the states an item can have, in the order of their digit keys."""
    return [
        Choice(status, Cell(words=(Words(translator.text(STATUS_LABELS[status])),), status=status))
        for status in Status
    ]


class PlanTree(RowTable):
    """The rows of a plan; left and right on a phase's title close and open it.

    Signals: `delete_asked` for the current row; `moved_asked(step)`; `depth_asked(step)`.
    """

    delete_asked = Signal()
    move_asked = Signal(int)
    depth_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(int(ROW), parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def plan_model(self) -> PlanModel:
        """Return the model with its own type."""
        model = self.model()
        if not isinstance(model, PlanModel):
            raise TypeError("a plan tree shows a plan model")
        return model

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        model = self.plan_model()
        row_id = model.row_id(index.row()) if index.isValid() else ADD
        keys, held = Qt.Key, event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        steps = {keys.Key_Up: -1, keys.Key_Down: 1}
        depths = {keys.Key_Left: -1, keys.Key_Right: 1}
        key = keys(event.key())
        if alt and key in steps:
            self.move_asked.emit(steps[key])
        elif alt and key in depths:
            self.depth_asked.emit(depths[key])
        elif index.column() == PlanColumn.TITLE and self._folds(row_id, key):
            model.toggle(row_id)
        elif key == keys.Key_Delete and row_id != ADD:
            self.delete_asked.emit()
        elif (event.text() == "+" and row_id in model.closed) or (
            event.text() == "-" and self._is_open_parent(row_id)
        ):
            model.toggle(row_id)
        else:
            super().keyPressEvent(event)

    def _is_open_parent(self, row_id: int) -> bool:
        plan = self.plan_model().plan
        return (
            plan is not None and row_id in plan.parents and row_id not in self.plan_model().closed
        )

    def _folds(self, row_id: int, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Left:
            return self._is_open_parent(row_id)
        return key == Qt.Key.Key_Right and row_id in self.plan_model().closed


class _Handle(QSplitterHandle):
    """The line between the halves, which can be dragged."""

    def __init__(self, splitter: "_Halves") -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self._halves = splitter

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._halves.line)


class _Halves(QSplitter):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.line = QColor()
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self)


class PlanView(QWidget):
    """Shows a `PlanScreenData`; edits go to the model's `edit`.

    Signals: `closed_changed` after a phase was opened or closed.
    """

    closed_changed = Signal()

    def __init__(
        self,
        translator: Translator,
        tokens: Tokens,
        edit: Callable[[int, str, object], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translator = translator
        self.last_current = 0  # the row that a new one stands below
        self.halves = _Halves(self)
        self.model = PlanModel(translator, edit, self)
        self.tree = PlanTree(self)
        self.tree.setObjectName("plan_tree")
        self.tree.setAccessibleName(translator.text("Plan rows"))
        self.chart = GanttView(self)
        self.chart.setObjectName("plan_chart")
        self.chart.setAccessibleName(translator.text("Plan chart"))
        look = Look(tokens, translator)
        self._header = CellHeader(look, int(HEAD), int(HEAD - UPPER) + 12, self.tree)
        self._header.sunken = True
        self._header.pads = lambda column: self._pads(column) if column else (20, 4)
        self.tree.setHorizontalHeader(self._header)
        self.tree.setModel(self.model)
        self._delegate = CellDelegate(self.tree, look, self._make_editor)
        self._delegate.pads = self._pads
        self._delegate.has_rule = lambda line: self.model.row_id(line) != ADD
        self.tree.setItemDelegate(self._delegate)
        self._size_columns()
        self.halves.addWidget(self.tree)
        self.halves.addWidget(self.chart)
        self.halves.setStretchFactor(0, 0)
        self.halves.setStretchFactor(1, 1)
        self.halves.setSizes([TREE_WIDTH, 784])
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self.chart.set_selection(self.tree.selectionModel())
        self._join_scrolls()
        self.tree.pressed_plain.connect(self._on_pressed)
        self.model.rowsInserted.connect(self._on_folded)
        self.model.rowsRemoved.connect(self._on_folded)
        self.chart.row_opened.connect(self._open_row)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        look = Look(tokens, self._translator)
        self._delegate.set_look(look)
        self._header.set_look(look)
        self._scene_painter = ScenePainter(tokens, *chart_fonts(self._translator.language))
        for widget in (self.tree, self.chart):
            palette = widget.palette()
            palette.setColor(palette.ColorRole.Base, tokens.surface)
            widget.setPalette(palette)
        self.halves.line = tokens.line2
        self.show_chart()
        self.tree.viewport().update()

    def set_plan(self, data: PlanScreenData) -> None:
        """Show a plan, keeping selection, scroll and what is closed."""
        current = self.current_id()
        self._fit_columns(data)
        self.model.set_plan(data)
        if current and self.current_id() != current:
            self.select(current)
        self.show_chart()

    def current_id(self) -> int:
        """Return the id of the current row, 0 for none."""
        index = self.tree.currentIndex()
        return self.model.row_id(index.row()) if index.isValid() else 0

    def select(self, row_id: int, column: PlanColumn = PlanColumn.TITLE) -> None:
        """Make a row the current one and show it in both halves."""
        line = self.model.line_of(row_id)
        if line is None:
            return
        self.tree.setCurrentIndex(self.model.index(line, column))
        self.chart.show_row(line)

    def select_line(self, line: int) -> None:
        """Make the row in a line the current one, or the last row."""
        last = len(self.model.shown) - 1
        if last >= 0:
            self.tree.setCurrentIndex(self.model.index(min(max(0, line), last), 0))

    def set_tree_width(self, width: int) -> None:
        """Give the left half a width; the chart takes the rest."""
        self.halves.setSizes([width, max(200, self.halves.width() - width)])
        self._place_strip()

    def open_editor(self, row_id: int, column: PlanColumn) -> bool:
        """Open the editor of a cell; return whether it has one."""
        line = self.model.line_of(row_id)
        return line is not None and self.tree.edit_cell(self.model.index(line, column))

    def open_adder(self) -> None:
        """Open the line that takes a new item."""
        self.last_current = self.current_id() or self.last_current
        self.tree.edit_cell(self.model.index(self.model.rowCount() - 1, PlanColumn.TITLE))

    def close_all(self) -> None:
        """Close every phase."""
        if self.model.plan is not None:
            self.model.set_closed(self.model.plan.parents)
            self._on_folded()

    def open_all(self) -> None:
        """Open every phase."""
        self.model.set_closed(())
        self._on_folded()

    # --- the two halves ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Stand the sideways bar under the chart alone, so that both halves are equally high."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.halves, 1)
        strip = QHBoxLayout()
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(0)
        self._left = QWidget(self)
        strip.addWidget(self._left)
        strip.addWidget(self._across, 1)
        column.addLayout(strip)
        self.chart.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = self.chart.horizontalScrollBar()
        inner.rangeChanged.connect(self._on_width)
        inner.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(inner.setValue)
        self.halves.splitterMoved.connect(lambda *_: self._place_strip())

    def _on_width(self, low: int, high: int) -> None:
        inner = self.chart.horizontalScrollBar()
        self._across.setPageStep(inner.pageStep())
        self._across.setSingleStep(inner.singleStep())
        self._across.setRange(low, high)
        self._across.setValue(inner.value())
        self._place_strip()

    def _place_strip(self) -> None:
        self._left.setFixedWidth(self.chart.x())

    def _join_scrolls(self) -> None:
        mine, theirs = self.tree.verticalScrollBar(), self.chart.verticalScrollBar()
        mine.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(mine.setValue)
        mine.rangeChanged.connect(lambda *_: theirs.setValue(mine.value()))

    def _size_columns(self) -> None:
        self._header.setStretchLastSection(False)
        self._header.setSectionResizeMode(PlanColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        self.tree.setMinimumWidth(320)
        self.chart.setMinimumWidth(200)

    def _fit_columns(self, data: PlanScreenData) -> None:
        """Give each column what its longest words need; the title takes the rest."""
        metrics = self._delegate.look.face()[1]
        words, today = self._translator, data.state.today
        states = max(
            metrics.horizontalAdvance(words.text(label)) for label in STATUS_LABELS.values()
        )
        owners = [metrics.horizontalAdvance(name) for name in set(data.owner_names.values())]
        days = {
            words.near_date(day, today)
            for state in data.state.rows.values()
            for day in (state.start, state.finish)
            if day is not None
        }
        dates = max([46.0, *(metrics.horizontalAdvance(day) for day in days)])
        widths = {
            PlanColumn.OWNER: min(140.0, max([64.0, *owners])) + 36,
            PlanColumn.STATUS: states + 36,
            PlanColumn.START: dates + 16,
            PlanColumn.FINISH: dates + 16,
            PlanColumn.SLIP: 47,
        }
        for column, width in widths.items():
            self.tree.setColumnWidth(column, round(width))

    def _pads(self, column: int) -> tuple[int, int]:
        if column == PlanColumn.TITLE:
            return 0, 4
        return 8, 13 if column == PlanColumn.SLIP else 8

    def _on_folded(self, *_: object) -> None:
        self.show_chart()
        self.closed_changed.emit()

    def show_chart(self) -> None:
        """Draw the chart of the rows that are shown."""
        data = self.model.plan
        if data is None:
            return
        words = self._translator
        self.chart.set_look(self._tokens, self._scene_painter, ChartTips(words, data))
        self.chart.set_chart(
            chart_of(self.model.shown, data.rows, data.state, data.links),
            head=HeadOptions(
                today=data.state.today.toordinal(),
                today_word=words.text("Today"),
                words=head_words(words),
                measure=self._scene_painter.measure,
                days=data.days,
                window=window_days(data.state.window),
                window_word=words.text("Window ends"),
            ),
            label=plan_labels(words, data.rows, data.owner_names, data.state.today),
            extra_rows=1 if self.model.can_add else 0,
        )

    def _on_pressed(self, index: QModelIndex, place: QPoint) -> None:
        """Open and close phases at their chevron, and the line that adds at once."""
        row_id = self.model.row_id(index.row()) if index.isValid() else -1
        data = self.model.plan
        if data is None or row_id < 0:
            return
        if row_id == ADD:
            self.open_adder()
        elif row_id in data.parents and index.column() == PlanColumn.TITLE:
            state = data.state_of(row_id)
            edge = 32 + 18 * (state.depth if state else 0)
            if place.x() < edge:
                self.model.toggle(row_id)

    def _open_row(self, row_id: int) -> None:
        if self.model.plan is not None and row_id in self.model.plan.parents:
            self.model.toggle(row_id)
        else:
            self.open_editor(row_id, PlanColumn.FINISH)

    def _make_editor(self, parent: QWidget, index: Index) -> Editor | None:
        data = self.model.plan
        if data is None:
            return None
        look = self._delegate.look
        column = PlanColumn(index.column())
        value = index.data(Qt.ItemDataRole.EditRole)
        if column is PlanColumn.TITLE:
            field = WordsField(parent, look)
            field.setText(str(value or ""))
            return field
        if column is PlanColumn.STATUS:
            return ChoiceField(parent, look, status_choices(self._translator), value)
        if column is PlanColumn.OWNER and isinstance(value, OwnerChoice):
            return OwnerField(parent, look, data.owners, value)
        day = value if isinstance(value, date) else None
        return DateField(
            parent,
            look,
            data.state.today,
            day,
            is_rest=lambda one: data.days(one.toordinal()).kind != 0,
        )
