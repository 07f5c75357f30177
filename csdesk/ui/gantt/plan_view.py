"""Tree and chart of a plan side by side, in one scroll and with one selection."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.i18n import Translator
from csdesk.layout.from_plan import Labels, chart_of, head_words, plan_labels, window_days
from csdesk.layout.head import HEAD, UPPER, HeadOptions
from csdesk.layout.labels import Labeller
from csdesk.ui.delegates.cell_delegate import CellDelegate, Editor, Index
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.look import Look
from csdesk.ui.gantt.ahead import is_undated, row_days, slack_ends
from csdesk.ui.gantt.column_fit import ColumnFit
from csdesk.ui.gantt.halves import Halves
from csdesk.ui.gantt.painter import ScenePainter, chart_fonts
from csdesk.ui.gantt.plan_editors import make_editor
from csdesk.ui.gantt.plan_tree import PlanTree
from csdesk.ui.gantt.tips import ChartTips
from csdesk.ui.gantt.view import ROW, GanttView
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.models.plan_model import ADD, Keep, PlanModel
from csdesk.ui.theme import Tokens

TREE_WIDTH = 604
COMFORTABLE = 32


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
        self._laid_out = 0  # the project that the halves were made wide enough for
        self.last_current = 0  # the row that a new one stands below
        self.labels = Labels.OWNER  # what stands beside the bars
        self.comfortable = False
        self.halves = Halves(self)
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
        self._header.pads = self._head_pads
        self.tree.setHorizontalHeader(self._header)
        self.tree.setModel(self.model)
        self._delegate = CellDelegate(self.tree, look, self._make_editor)
        self._delegate.pads = self._pads
        self._delegate.has_rule = lambda line: self.model.row_id(line) != ADD
        self.tree.setItemDelegate(self._delegate)
        self.tree.setMinimumWidth(320)
        self.chart.setMinimumWidth(200)
        self.fit = ColumnFit(self.tree)
        self._delegate.first_column = lambda: self.fit.first
        self.halves.addWidget(self.tree)
        self.halves.addWidget(self.chart)
        self.halves.setStretchFactor(0, 0)
        self.halves.setStretchFactor(1, 1)
        self.halves.setSizes([TREE_WIDTH, 784])
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._tree_across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self.chart.set_selection(self.tree.selectionModel())
        self._join_scrolls()
        self.tree.can_drag = edit is not None
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
        self.tree.accent = tokens.accent
        self.show_chart()
        self.tree.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.chart.refresh()

    def set_plan(self, data: PlanScreenData) -> None:
        """Show a plan, keeping selection, scroll and what is closed.

        Where the current row is gone the one in its line is current.
        """
        current, chosen = self.current_id(), self.tree.chosen()
        line, before = self.tree.currentIndex().row(), self.model.plan
        self.fit.measure(data, self._delegate.look)
        self._make_room(data.project.id)
        self.model.set_plan(data)
        self.show_chart()
        self._take_up(current, chosen)
        same = before is not None and before.project.id == data.project.id
        if same and current > 0 and current not in data.rows:
            self.select_line(line)

    def _make_room(self, project_id: int) -> None:
        """Let a plan that is shown first have all columns and titles, up to half of the whole."""
        if project_id != self._laid_out and self.isVisible():
            self._laid_out = project_id
            needed = min(self.fit.wished(), self.halves.width() // 2)
            if needed > self.tree.width():
                self.set_tree_width(needed)

    def set_filter(self, keep: Keep | None) -> None:
        """Show only the rows that pass, in both halves."""
        current, chosen = self.current_id(), self.tree.chosen()
        self.model.set_filter(keep)
        self.show_chart()
        self._take_up(current, chosen)

    def set_columns(self, columns: frozenset[PlanColumn]) -> None:
        """Show other columns; the tree gets wider for them, up to two thirds of the whole."""
        self.fit.set_columns(columns)
        needed = min(self.fit.needed(), self.halves.width() * 2 // 3)
        if needed > self.tree.width():
            self.set_tree_width(needed)

    def _take_up(self, current: int, chosen: list[int]) -> None:
        """Choose again what was chosen, after the rows were made anew."""
        if current and self.current_id() != current:
            self.select(current)
        if len(chosen) > 1 and self.tree.chosen() != chosen:
            self.tree.choose(chosen)

    def current_id(self) -> int:
        """Return the id of the current row, 0 for none."""
        index = self.tree.currentIndex()
        return self.model.row_id(index.row()) if index.isValid() else 0

    def select(self, row_id: int, column: PlanColumn = PlanColumn.TITLE) -> None:
        """Make a row the current one and show it in both halves, whatever key is held."""
        line = self.model.line_of(row_id)
        if line is None:
            return
        column = column if column in self.fit.columns else PlanColumn.TITLE
        flags = QItemSelectionModel.SelectionFlag
        self.tree.selectionModel().setCurrentIndex(
            self.model.index(line, column), flags.ClearAndSelect | flags.Rows
        )
        self.chart.show_row(line)

    def selected_ids(self) -> list[int]:
        """Return the ids of the chosen rows, in order."""
        rows = {self.model.row_id(line) for line in self.chart.selected_lines()} - {ADD}
        return [row_id for row_id in self.model.shown if row_id in rows]

    def select_line(self, line: int) -> None:
        """Make the row in a line the current one, or the last row."""
        last = len(self.model.shown) - 1
        if last >= 0:
            self.tree.setCurrentIndex(self.model.index(min(max(0, line), last), 0))

    def set_tree_width(self, width: int) -> None:
        """Give the left half a width; the chart takes the rest."""
        self.halves.set_left(width)
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
        self.open_to(0)

    def open_all(self) -> None:
        """Open every phase."""
        self.model.set_closed(())
        self._on_folded()

    def open_to(self, depth: int) -> None:
        """Open phases and groups above a depth (0 = the phases) and close those from it on."""
        data = self.model.plan
        if data is None:
            return
        current, chosen = self.current_id(), self.tree.chosen()
        states = {row_id: data.state_of(row_id) for row_id in data.parents}
        closed = [one for one, state in states.items() if state and state.depth >= depth]
        self.model.set_closed(closed)
        self._take_up(current, chosen)
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
        beneath = QHBoxLayout(self._left)
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.addWidget(self._tree_across)
        strip.addWidget(self._left)
        strip.addWidget(self._across, 1)
        column.addLayout(strip)
        self.chart.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = self.chart.horizontalScrollBar()
        inner.rangeChanged.connect(self._on_width)
        inner.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(inner.setValue)
        self.halves.splitterMoved.connect(lambda *_: self._place_strip())
        rows = self.tree.horizontalScrollBar()
        rows.rangeChanged.connect(self._on_tree_width)
        rows.valueChanged.connect(self._tree_across.setValue)
        self._tree_across.valueChanged.connect(rows.setValue)
        self._tree_across.hide()

    def _on_tree_width(self, low: int, high: int) -> None:
        rows = self.tree.horizontalScrollBar()
        self._tree_across.setPageStep(rows.pageStep())
        self._tree_across.setRange(low, high)
        self._tree_across.setVisible(high > low)

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

    def _pads(self, column: int) -> tuple[int, int]:
        left = 20 if column == self.fit.first else 8
        if column == PlanColumn.TITLE:
            return 0, 4
        return left, 13 if column == PlanColumn.SLIP else 8

    def _head_pads(self, column: int) -> tuple[int, int]:
        if column == PlanColumn.TITLE:
            return 20 if self.fit.first is PlanColumn.TITLE else 12, 4
        return self._pads(column)

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
            chart_of(
                self.model.shown,
                data.rows,
                data.state,
                data.links,
                data.repeats,
                self.model.lines,
                data.compared_rows,
            ),
            head=HeadOptions(
                today=data.state.today.toordinal(),
                today_word=words.text("Today"),
                words=head_words(words),
                measure=self._scene_painter.measure,
                days=data.days,
                window=window_days(data.state.window),
                window_word=words.text("Window ends"),
            ),
            label=self._labeller(data),
            extra_rows=1 if self.model.can_add else 0,
            days_of=row_days(data),
            undated=lambda row_id: is_undated(data.rows[row_id]),
            slack_end=slack_ends(data),
        )

    def _labeller(self, data: PlanScreenData) -> Labeller:
        words, today = self._translator, data.state.today
        return plan_labels(words, data.rows, data.owner_names, today, self.labels)

    def set_foot(self, height: int) -> None:
        """Leave room at the foot for what lies over it; the rows stay where they are."""
        layout = self.layout()
        if layout is not None and layout.contentsMargins().bottom() != height:
            layout.setContentsMargins(0, 0, 0, height)

    def set_labels(self, labels: Labels) -> None:
        """Let something else stand beside the bars."""
        self.labels = labels
        if self.model.plan is not None:
            self.chart.set_label(self._labeller(self.model.plan))

    def set_density(self, *, comfortable: bool) -> None:
        """Make rows 32 pixels high instead of 28."""
        self.comfortable = comfortable
        height = COMFORTABLE if comfortable else int(ROW)
        self.tree.set_row_height(height)
        self.chart.set_row_height(height)

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
            if place.x() - self.tree.columnViewportPosition(PlanColumn.TITLE) < edge:
                self.model.toggle(row_id)

    def _open_row(self, row_id: int) -> None:
        if self.model.plan is not None and row_id in self.model.plan.parents:
            self.model.toggle(row_id)
        else:
            self.open_editor(row_id, PlanColumn.FINISH)

    def _make_editor(self, parent: QWidget, index: Index) -> Editor | None:
        chosen = self.tree.chosen()
        count = len(chosen) if self.model.row_id(index.row()) in chosen else 1
        return make_editor(parent, index, self.model, self._delegate.look, count)
