"""The scrolling chart: time head above, visible rows below, one selection with the tree."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget
from typing_extensions import override

from csdesk.layout.body import Chart, Options, View, build_body, is_crowded, lines_in_view
from csdesk.layout.chart import ChartRow, Hit, Part, hit
from csdesk.layout.days import DayLookup, plain_weekends
from csdesk.layout.fit import fit_plan
from csdesk.layout.head import HEAD, HeadOptions, build_head
from csdesk.layout.labels import Labeller, LabelText
from csdesk.layout.links import ChartLink
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Polyline, Scene
from csdesk.layout.sideways import changed_edges
from csdesk.layout.timescale import STEP, TimeScale, clamp_pixels, monday_of
from csdesk.ui.gantt.gestures import DaysOf, MoveGesture, ProgressGesture, UnlinkGesture
from csdesk.ui.gantt.head import GanttHead
from csdesk.ui.gantt.input import ChartInput
from csdesk.ui.gantt.overlay import paint_gesture
from csdesk.ui.gantt.painter import ScenePainter
from csdesk.ui.gantt.pieces import Moves
from csdesk.ui.gantt.selection import LineSelection
from csdesk.ui.gantt.tips import ChartTips
from csdesk.ui.gantt.travel import press_key, turn_wheel
from csdesk.ui.theme import Tokens

ROW = 28.0
TODAY_AT = 0.28  # share of the width left of today when the chart opens
AHEAD_DAYS, BEHIND_DAYS = 120, 60  # one can scroll this far beyond the plan


class GanttView(QAbstractScrollArea):
    """Paints the visible part of a `Chart`; finds rows and bars by arithmetic.

    Signals:
        zoom_changed: pixels per day, after a zoom by wheel, key or `set_pixels`.
        row_opened: the id of a row that was double-clicked.

    What mouse and keys change comes from `input`.
    """

    zoom_changed = Signal(float)
    row_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = Chart((), ())
        self._band = RowBand(0, ROW)
        self._scale = TimeScale(date(2000, 1, 3).toordinal(), 8.0)
        self._end = self._scale.origin
        self._today = self._scale.origin
        self._days: DayLookup = plain_weekends
        self._label: Labeller = _no_label
        self._window: tuple[int, int] | None = None
        self._head_options: HeadOptions | None = None
        self._painter: ScenePainter | None = None
        self._tokens: Tokens | None = None
        self._tips: ChartTips | None = None
        self._selection: LineSelection | None = None
        self._extra_rows = 0
        self._preview: Mapping[int, ChartRow] = {}
        self._days_of: DaysOf | None = None
        self._undated: Callable[[int], bool] = lambda _: False
        self._slack_end: Callable[[int], int] | None = None
        self._crowded: bool | None = None  # whether what is painted lacks most links; None: unknown
        self.tag: tuple[str, str] | None = None  # what the held bar says: bold, plain
        self.input = ChartInput(self)
        self._placed = False
        self._head = GanttHead(self)
        self._moves = Moves(self.viewport())
        self.setViewportMargins(0, int(HEAD), 0, 0)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.horizontalScrollBar().valueChanged.connect(self._head.update)

    # --- what is shown ---------------------------------------------------------------------

    def set_look(
        self, tokens: Tokens, painter: ScenePainter, tips: ChartTips | None = None
    ) -> None:
        """Take the tokens, pens and words of a theme and language; without tips it stays mute."""
        self._tokens, self._painter, self._tips = tokens, painter, tips
        self._refresh()

    def set_chart(
        self,
        chart: Chart,
        *,
        head: HeadOptions,
        label: Labeller,
        extra_rows: int = 0,
        days_of: DaysOf | None = None,
        undated: Callable[[int], bool] = lambda _: False,
        slack_end: Callable[[int], int] | None = None,
    ) -> None:
        """Show a chart; `extra_rows` are lines below it that have no mark (the one that adds).

        `days_of` says on which days a row can lie: where its bar snaps to. `undated` says by id
        whether nobody gave a row dates, `slack_end` how late a chosen one may end.
        """
        self._chart, self._slack_end = chart, slack_end
        self._preview, self.tag = {}, None
        self._days_of, self._undated = days_of, undated
        self.input.forget()
        self._band = RowBand(len(chart.rows), self._band.height)
        self._extra_rows = extra_rows
        self._head_options = head
        self._label, self._days = label, head.days
        self._today, self._window = head.today, head.window
        self._set_span()
        if not self._placed:
            self.show_day(self._today)
        self._refresh()

    def set_selection(self, selection: QItemSelectionModel) -> None:
        """Share the tree's selection."""
        self._selection = LineSelection(selection)
        selection.selectionChanged.connect(self._on_selection)
        selection.currentChanged.connect(self._on_selection)

    def set_row_height(self, height: float) -> None:
        """Make rows higher or lower."""
        self._band = RowBand(len(self._chart.rows), height)
        self._update_bars()
        self._refresh()

    def set_label(self, label: Labeller) -> None:
        """Let something else stand beside the bars."""
        self._label = label
        self._refresh()

    def preview(self, rows: Mapping[int, ChartRow], tag: tuple[str, str] | None) -> None:
        """Draw rows elsewhere (by index) while something is under way; empty: as they are."""
        self._preview, self.tag = rows, tag
        self.refresh()

    def _on_selection(self, *_: QItemSelection | QModelIndex) -> None:
        self.refresh()

    @property
    def scale(self) -> TimeScale:
        """Days to pixels; subtract the horizontal scroll bar's value for the place in view."""
        return self._scale

    @property
    def pixels(self) -> float:
        """Pixels per day."""
        return self._scale.pixels

    def span(self) -> tuple[int, int] | None:
        """Return the first and last day that any row shows."""
        return self._chart.span()

    def _set_span(self) -> None:
        span = self._chart.span() or (self._today, self._today)
        first = monday_of(min(span[0], self._today) - BEHIND_DAYS)
        anchor = None if not self._placed else self._scale.origin + self._left() / self.pixels
        self._scale = replace(self._scale, origin=first)
        self._end = max(span[1], self._today) + AHEAD_DAYS
        self._update_bars()
        if anchor is not None:
            self._scroll_to((anchor - first) * self.pixels)

    # --- zoom and scroll ---------------------------------------------------------------------

    def set_pixels(self, pixels: float, at: float | None = None) -> None:
        """Zoom to pixels per day, keeping the day under `at` (viewport x) in place.

        Without `at` that is the current row's, else today, else the middle of the view.
        """
        pixels = clamp_pixels(pixels)
        if pixels == self.pixels:
            return
        place = self._looked_at() if at is None else at
        day = (self._left() + place) / self.pixels
        self._scale = replace(self._scale, pixels=pixels)
        self._update_bars()
        self._scroll_to(day * pixels - place)
        self._refresh()
        self.zoom_changed.emit(pixels)

    def _looked_at(self) -> float:
        line, width = self.current_line(), self.viewport().width()
        row = self._chart.rows[line] if line >= 0 else None
        start = None if row is None else row.finish if row.start is None else row.start
        for day in (start, self._today):
            if day is not None and 0 <= (x := self._scale.middle(day) - self._left()) <= width:
                return x
        return width / 2

    def zoom_by(self, steps: float, at: float | None = None) -> None:
        """Zoom in by steps of a quarter, or out by negative ones."""
        self.set_pixels(self.pixels * STEP**steps, at)

    def fit(self) -> None:
        """Show the whole plan in the width, with the labels of its last bars."""
        if self._painter is None:
            return
        width, measure = self.viewport().width(), self._painter.measure
        if fitted := fit_plan(self._chart, width, measure, self._label):
            self.set_pixels(fitted[1])
            self._scroll_to(self._scale.left(fitted[0]))

    def show_day(self, day: int) -> None:
        """Scroll so that a day stands where today stands when the chart opens, on a Monday."""
        left = self._scale.left(day) - self.viewport().width() * TODAY_AT
        self._scroll_to(self._scale.left(monday_of(self._scale.day_at(left) + 3)))

    def show_today(self) -> None:
        """Scroll to today."""
        self.show_day(self._today)

    def show_row(self, index: int) -> None:
        """Scroll sideways so that a row's mark is in view."""
        row = self._chart.rows[index]
        if row.finish is None:
            return
        start = row.finish if row.start is None else row.start
        left, right = self._scale.left(start), self._scale.right(row.finish)
        if right < self._left() or left > self._left() + self.viewport().width() - 40:
            self.show_day(start)

    def _left(self) -> float:
        return float(self.horizontalScrollBar().value())

    def _top(self) -> float:
        return float(self.verticalScrollBar().value())

    def _scroll_to(self, x: float) -> None:
        self.horizontalScrollBar().setValue(round(x))

    def _update_bars(self) -> None:
        size = self.viewport().size()
        across = self.horizontalScrollBar()
        across.setPageStep(size.width())
        across.setSingleStep(max(4, round(self.pixels)))
        across.setRange(0, max(0, round(self._scale.right(self._end)) - size.width()))
        down = self.verticalScrollBar()
        total = round((self._band.count + self._extra_rows) * self._band.height)
        down.setPageStep(size.height())
        down.setSingleStep(int(self._band.height))
        down.setRange(0, max(0, total - size.height()))

    def _refresh(self) -> None:
        self.refresh()
        self._head.update()

    def refresh(self) -> None:
        """Paint the body again."""
        self._crowded = None
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._crowded = None
        super().resizeEvent(event)
        self._head.setGeometry(self.viewport().x(), 0, self.viewport().width(), int(HEAD))
        self._update_bars()
        if not self._placed and self._head_options is not None:
            self.show_day(self._today)
            self._placed = self.isVisible()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted, if only what comes into view and the edges have to be painted."""
        was, self._crowded = self._crowded, None
        edges = None
        if was is not None and not self._preview and self.input.gesture is None:
            crowded = is_crowded(self._chart, self._scale, self._band, self._view())
            edges = self._edges(dx) if dx and not dy else None
            if crowded == was and (edges is not None or not dx):
                self._crowded = crowded
        if self._crowded is None:
            self.viewport().update()
        elif edges is not None:
            self._moves.sideways(dx, edges)
        else:
            self._moves.down(dy)

    def _edges(self, dx: int) -> tuple[int, int] | None:
        new = self._view()
        if self._painter is None or abs(dx) > new.width / 2:
            return None
        old, options = replace(new, left=new.left + dx), self._options(new, self._painter)
        return changed_edges(self._chart, self._scale, self._band, old, new, options)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not turn_wheel(self, event):
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of what is under way, else those of the view."""
        if not self.input.press_key(event) and not press_key(self, event):
            super().keyPressEvent(event)

    # --- what is chosen ----------------------------------------------------------------------

    def select_line(self, line: int, *, toggle: bool = False, extend: bool = False) -> None:
        """Choose a line alone; or turn it over; or all from the current one to it."""
        if self._selection is not None:
            self._selection.take(line, toggle=toggle, extend=extend)

    def select_lines(self, lines: Collection[int], *, add: bool = False) -> None:
        """Choose exactly these lines, or these besides those that are."""
        if self._selection is not None:
            self._selection.take_all(lines, add=add)

    def step_line(self, count: int, *, extend: bool) -> bool:
        """Go to the next line, or the one before; return whether there is a selection to move."""
        if self._selection is None:
            return False
        self._selection.step(count, extend=extend)
        return True

    def current_line(self) -> int:
        """Return the line that the keys are about, -1 for none."""
        line = -1 if self._selection is None else self._selection.current()
        return line if line < len(self._chart.rows) else -1

    def selected_lines(self) -> frozenset[int]:
        """Return the lines that are chosen."""
        return frozenset() if self._selection is None else self._selection.lines()

    # --- the mouse ---------------------------------------------------------------------------

    def hit_at(self, point: QPoint | QPointF, *, as_shown: bool = True) -> Hit | None:
        """Return what lies under a point of the viewport, as it is drawn or as it is stored."""
        x, y = self.at(point)
        line = self._band.index_at(y)
        if as_shown and line is not None and line in self._preview:
            rows = {line: self._preview[line]}
            return hit(self._chart.with_rows(rows).rows, self._scale, self._band, x, y)
        return hit(self._chart.rows, self._scale, self._band, x, y)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.input.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.input.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.input.release(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.input.double_click(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.input.ask_menu_of_current()
        else:
            self.input.ask_menu(event.pos(), event.globalPos())

    def at(self, place: QPoint | QPointF) -> tuple[float, float]:
        """Return a point of the viewport from the chart's origin."""
        return place.x() + self._left(), place.y() + self._top()

    def day_at(self, x: float) -> int:
        """Return the day under an x of the viewport."""
        return self._scale.day_at(x + self._left())

    def line_at(self, y: float) -> int:
        """Return the line under a y of the viewport; those below the rows count on."""
        return int((y + self._top()) // self._band.height)

    def foot_of(self, line: int) -> QPoint:
        """Return the lower left corner of a row's mark in the viewport, as far as it is in view."""
        row = self._chart.rows[line]
        day = row.finish if row.start is None else row.start
        x = 0.0 if day is None else self._scale.left(day) - self._left()
        y = self._band.top(line + 1) - self._top()
        return QPoint(round(max(8.0, min(x, self.viewport().width() - 40.0))), round(y) + 2)

    def is_undated(self, row_id: int) -> bool:
        """Whether nobody gave a row dates, so that drawing a bar on its line gives it some."""
        return self._undated(row_id)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if not self.input.is_busy:
                QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.input.leave()
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """Return the tooltip of a point: a handle's, a bar's story, a link's, or a day's name."""
        found = self.input.hit_at(point)
        if self._tips is not None and found is not None and found.part is not Part.ROW:
            return self._tips.part_tip(self._chart.rows[found.index].row_id, found.part)
        link = self.input.link_at(point)
        if link and self._tips is not None:
            return self._tips.link_tip(link)
        return self.tip_of_day(point.x())

    def tip_of_day(self, x: float) -> str:
        """Return the names of the holidays of the day at `x`; empty on other days."""
        if self._tips is None:
            return ""
        day = self.day_at(x)
        return self._tips.day_tip(date.fromordinal(day), self._days(day))

    def tip_of_head(self, x: float) -> str:
        """Return the names of a day's holidays, else that those of its year are not settled."""
        tip, day = self.tip_of_day(x), date.fromordinal(self.day_at(x))
        return tip or ("" if self._tips is None else self._tips.year_tip(day))

    # --- painting ----------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._tokens is None or self._painter is None:
            painter.fillRect(event.rect(), self.palette().base())
            return
        for area in self._moves.pieces_of(event):
            painter.setClipRect(area)
            self._paint(painter, area, self._tokens, self._painter)
        if self._crowded is None:
            self._crowded = is_crowded(self._chart, self._scale, self._band, self._view())

    def _paint(self, painter: QPainter, area: QRect, tokens: Tokens, pens: ScenePainter) -> None:
        whole, part = self.viewport().rect(), None
        painter.fillRect(area, tokens.surface)
        painter.translate(-self._left(), -self._top())
        if area != whole:
            rows = area.adjusted(0, -int(self._band.height), 0, int(self._band.height)) & whole
            part = self._view(rows)
        pens.draw(painter, self.body_scene(part), active=self.isActiveWindow())
        if self.input.gesture is not None:
            paint_gesture(painter, self, pens, self._tips)
        painter.resetTransform()

    def _view(self, area: QRect | None = None) -> View:
        """Return the viewport, or a part of it, from the chart's origin."""
        area = self.viewport().rect() if area is None else area
        left, top = self._left() + area.left(), self._top() + area.top()
        return View(left, top, area.width(), area.height())

    @property
    def link_lines(self) -> Sequence[Polyline]:
        """The lines of the links in view."""
        return lines_in_view(self._chart, self._scale, self._band, self._view())

    def body_scene(self, part: View | None = None) -> Scene:
        """Return the marks of what is in view below the head, or in a part of it."""
        if self._painter is None:
            return Scene()
        gesture, view = self.input.gesture, self._view()
        options = self._options(view, self._painter)
        chart = self._chart
        rows = self._preview
        if isinstance(gesture, MoveGesture) and not rows:
            rows = gesture.shown
        if rows:
            chart = chart.with_rows(rows)
        return build_body(chart, self._scale, self._band, view, options, part)

    def _options(self, view: View, painter: ScenePainter) -> Options:
        gesture, chosen = self.input.gesture, self.input.chosen_link
        if isinstance(gesture, UnlinkGesture):
            chosen = gesture.link_id
        lines = self._band.visible(view.top, view.bottom)
        return Options(
            today=self._today,
            days=self._days,
            measure=painter.measure,
            label=self._label if gesture is None else self._label_beside_tag,
            window_last=None if self._window is None else self._window[1],
            selected=() if self._selection is None else self._selection.lines(lines),
            held=gesture.rows.keys() if isinstance(gesture, MoveGesture) else (),
            grips=self.input.hover if self.input.enabled and self.input.hover >= 0 else None,
            chosen_link=chosen,
            slack_end=None if self._preview else self._slack_end,
        )

    def _label_beside_tag(self, row: ChartRow) -> LabelText:
        """Leave out the label of the row that is held: the tag stands in its place."""
        gesture = self.input.gesture
        line = gesture.index if isinstance(gesture, ProgressGesture) else None
        if isinstance(gesture, MoveGesture) and self.tag is not None:
            line = gesture.held
        held = line is not None and row.row_id == self._chart.rows[line].row_id
        return LabelText("") if held else self._label(row)

    def head_scene(self) -> Scene:
        """Return the marks of the head over what is in view."""
        if self._head_options is None:
            return Scene()
        return build_head(self._scale, self._left(), self._head.width(), self._head_options)

    def paint_head(self, painter: QPainter, area: QRect) -> None:
        """Paint the head into `area`."""
        if self._tokens is None or self._painter is None:
            return
        painter.fillRect(area, self._tokens.sunken)
        painter.setPen(self._tokens.line)
        painter.drawLine(QPointF(0, HEAD - 0.5), QPointF(area.width(), HEAD - 0.5))
        painter.translate(-self._left(), 0)
        painter.setClipRect(QRectF(self._left(), 0, area.width(), HEAD))
        self._painter.draw(painter, self.head_scene())

    @property
    def rows(self) -> Sequence[ChartRow]:
        """The rows of the chart as they are."""
        return self._chart.rows

    @property
    def band(self) -> RowBand:
        """Where the rows lie."""
        return self._band

    @property
    def days(self) -> DayLookup:
        """The days of the chart, of both parties."""
        return self._days

    def days_of(self, row_id: int) -> DayLookup:
        """Return the days on which a row can lie."""
        return self._days if self._days_of is None else self._days_of(row_id)

    def link_of(self, link_id: int) -> ChartLink | None:
        """Return a link of the chart by its id."""
        return self._chart.links.get(link_id)

    def links_of(self, line: int) -> list[int]:
        """Return the ids of a row's links: those that lead to it, then those that leave it."""
        links = self._chart.links.touching(range(line, line + 1))
        into = [link.link_id for link in links if link.successor == line and link.link_id > 0]
        out = [link.link_id for link in links if link.predecessor == line and link.link_id > 0]
        return into + out

    def scroll_to_line(self, line: int) -> None:
        """Scroll up or down so that a line is in view."""
        top, height = self._band.top(line), self._band.height
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(int(top))
        elif top + height > bar.value() + self.viewport().height():
            bar.setValue(int(top + height - self.viewport().height()))

    def chart_row(self, index: int) -> ChartRow:
        """Return what a line of the chart shows."""
        return self._chart.rows[index]

    def shown_row(self, index: int) -> ChartRow:
        """Return what a line shows while something is under way."""
        gesture = self.input.gesture
        if index in self._preview:
            return self._preview[index]
        if isinstance(gesture, MoveGesture) and index in gesture.shown:
            return gesture.shown[index]
        return self._chart.rows[index]

    def rows_shown(self) -> Sequence[int]:
        """Return the ids of the rows in view, for tests and screen readers."""
        band = self._band.visible(self._top(), self._top() + self.viewport().height())
        return [self._chart.rows[index].row_id for index in band]


def _no_label(_: object) -> LabelText:
    return LabelText("")
