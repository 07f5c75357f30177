"""The scrolling chart: time head above, visible rows below, one selection with the tree."""

from collections.abc import Sequence
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
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget
from typing_extensions import override

from csdesk.layout.body import Chart, Options, View, build_body
from csdesk.layout.chart import ChartRow, Hit, Part, hit
from csdesk.layout.days import DayLookup, plain_weekends
from csdesk.layout.head import HEAD, HeadOptions, build_head
from csdesk.layout.labels import Labeller, LabelText
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Scene
from csdesk.layout.timescale import STEP, TimeScale, clamp_pixels, fit_pixels, monday_of
from csdesk.ui.gantt.gestures import MoveGesture, movable
from csdesk.ui.gantt.painter import ScenePainter
from csdesk.ui.gantt.tips import ChartTips
from csdesk.ui.theme import Tokens

ROW = 28.0
TODAY_AT = 0.28  # share of the width left of today when the chart opens
AHEAD_DAYS, BEHIND_DAYS = 120, 60  # one can scroll this far beyond the plan


class GanttHead(QWidget):
    """The two tiers of dates over the chart."""

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self._view = view
        self.setFixedHeight(int(HEAD))
        self.setMouseTracking(True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_head(painter, self.rect())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._view.tip_of_day(event.pos().x())
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)


class GanttView(QAbstractScrollArea):
    """Paints the visible part of a `Chart`; finds rows and bars by arithmetic.

    Signals:
        zoom_changed: pixels per day, after a zoom by wheel, key or `set_pixels`.
        row_opened: the id of a row that was double-clicked.
        row_moved: id, part taken, new start and finish (ordinals), once a move was accepted.
    """

    row_moved = Signal(int, object, int, int)

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
        self._selection: QItemSelectionModel | None = None
        self._gesture: MoveGesture | None = None
        self._taken: tuple[Hit, QPointF] | None = None
        self.can_move = False
        self._extra_rows = 0
        self._placed = False
        self._head = GanttHead(self)
        self.setViewportMargins(0, int(HEAD), 0, 0)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
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
    ) -> None:
        """Show a chart; `extra_rows` are lines below it that have no mark (the one that adds)."""
        self._chart = chart
        self._gesture = self._taken = None
        self._band = RowBand(len(chart.rows), ROW)
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
        self._selection = selection
        selection.selectionChanged.connect(self._on_selection)
        selection.currentChanged.connect(self._on_selection)

    def _on_selection(self, *_: QItemSelection | QModelIndex) -> None:
        self.viewport().update()

    @property
    def scale(self) -> TimeScale:
        """Days to pixels; subtract the horizontal scroll bar's value for the place in view."""
        return self._scale

    @property
    def pixels(self) -> float:
        """Pixels per day."""
        return self._scale.pixels

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
        """Zoom to pixels per day, keeping the day under `at` (viewport x; the middle) in place."""
        pixels = clamp_pixels(pixels)
        if pixels == self.pixels:
            return
        place = self.viewport().width() / 2 if at is None else at
        day = (self._left() + place) / self.pixels
        self._scale = replace(self._scale, pixels=pixels)
        self._update_bars()
        self._scroll_to(day * pixels - place)
        self._refresh()
        self.zoom_changed.emit(pixels)

    def zoom_by(self, steps: float, at: float | None = None) -> None:
        """Zoom in by steps of a quarter, or out by negative ones."""
        self.set_pixels(self.pixels * STEP**steps, at)

    def fit(self) -> None:
        """Show the whole plan in the width."""
        span = self._chart.span()
        if span is None:
            return
        first, last = span[0] - 2, span[1] + 8
        self.set_pixels(fit_pixels(first, last, self.viewport().width()))
        self._scroll_to(self._scale.left(first))
        self._refresh()

    def show_day(self, day: int) -> None:
        """Scroll so that a day stands where today stands when the chart opens, on a Monday."""
        width = self.viewport().width()
        start = monday_of(self._scale.day_at(self._scale.left(day) - width * TODAY_AT) + 3)
        self._scroll_to(self._scale.left(start))

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
        total = round((self._band.count + self._extra_rows) * ROW)
        down.setPageStep(size.height())
        down.setSingleStep(int(ROW))
        down.setRange(0, max(0, total - size.height()))

    def _refresh(self) -> None:
        self.viewport().update()
        self._head.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.setGeometry(self.viewport().x(), 0, self.viewport().width(), int(HEAD))
        self._update_bars()
        if not self._placed and self._head_options is not None:
            self.show_day(self._today)
            self._placed = self.isVisible()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        modifiers = event.modifiers()
        turn = event.angleDelta()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(turn.y() / 120, event.position().x())
            event.accept()
            return
        if modifiers & Qt.KeyboardModifier.ShiftModifier and turn.y():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn.y())
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a move that is under way, else those of the view."""
        if self._gesture is None:
            self._press_key(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            if shift and not self._gesture.is_changed and not self._gesture.row.shape.is_point:
                self._gesture.part = Part.FINISH
            self._gesture.step(steps[key])
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.end_move(accept=True)
        elif key == Qt.Key.Key_Escape:
            self.end_move(accept=False)

    def _press_key(self, event: QKeyEvent) -> None:
        """Left and right by a week, with Ctrl by a month; Home and End to the plan's ends."""
        keys = Qt.Key
        bar = self.horizontalScrollBar()
        days = 28 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 7
        span = self._chart.span()
        if event.key() in (keys.Key_Left, keys.Key_Right):
            sign = 1 if event.key() == keys.Key_Right else -1
            bar.setValue(bar.value() + sign * round(days * self.pixels))
        elif event.key() == keys.Key_Home and span is not None:
            self.show_day(span[0])
        elif event.key() == keys.Key_End and span is not None:
            self.show_day(span[1])
        elif event.key() in (keys.Key_Up, keys.Key_Down) and self._selection is not None:
            self._move_current(1 if event.key() == keys.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _move_current(self, step: int) -> None:
        if self._selection is None:
            return
        current = self._selection.currentIndex()
        model = self._selection.model()
        line = min(max(0, current.row() + step), model.rowCount() - 1)
        self._select(model.index(line, max(0, current.column())))

    def _select(self, index: QModelIndex) -> None:
        if self._selection is not None:
            flags = QItemSelectionModel.SelectionFlag
            self._selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    # --- the mouse ---------------------------------------------------------------------------

    def hit_at(self, point: QPoint | QPointF) -> Hit | None:
        """Return what lies under a point of the viewport."""
        x, y = point.x() + self._left(), point.y() + self._top()
        return hit(self._chart.rows, self._scale, self._band, x, y)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.hit_at(event.position())
        if found is not None and self._selection is not None:
            column = max(0, self._selection.currentIndex().column())
            self._select(self._selection.model().index(found.index, column))
            left = event.button() == Qt.MouseButton.LeftButton
            if left and self.can_move and movable(self._chart.rows[found.index], found.part):
                self._taken = (found, event.position())
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._taken is not None and self._gesture is None:
            found, start = self._taken
            if (place - start).manhattanLength() >= QApplication.startDragDistance():
                self._begin(found.index, found.part, self._day_under(start))
        if self._gesture is not None and not self._gesture.by_keys:
            if self._gesture.move_to(self._day_under(place)):
                self.viewport().update()
            return
        found_here = self.hit_at(place)
        ends = found_here is not None and found_here.part in (Part.START, Part.FINISH)
        wide = ends and self.can_move
        shape = Qt.CursorShape.SizeHorCursor if wide else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._taken = None
        if self._gesture is not None and not self._gesture.by_keys:
            self.end_move(accept=True)
        super().mouseReleaseEvent(event)

    def _day_under(self, place: QPointF) -> int:
        return self._scale.day_at(place.x() + self._left())

    def begin_move(self, index: int) -> bool:
        """Take a row to move it by keys; return whether it can be moved."""
        if not self.can_move or not 0 <= index < len(self._chart.rows):
            return False
        row = self._chart.rows[index]
        part = Part.BODY if movable(row, Part.BODY) else Part.FINISH
        if not movable(row, part):
            return False
        self.show_row(index)
        self._begin(index, part, 0, by_keys=True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _begin(self, index: int, part: Part, day: int, *, by_keys: bool = False) -> None:
        row = self._chart.rows[index]
        self._gesture = MoveGesture(index, row, part, self._days, day, by_keys=by_keys)
        self.viewport().update()

    def end_move(self, *, accept: bool) -> None:
        """Store where the bar lies now, or leave everything as it was."""
        gesture, self._gesture = self._gesture, None
        self._taken = None
        self.viewport().update()
        if gesture is None or not accept or not gesture.is_changed:
            return
        finish = gesture.shown.finish
        if finish is not None:
            start = gesture.shown.start if gesture.shown.start is not None else finish
            self.row_moved.emit(gesture.row.row_id, gesture.part, start, finish)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.hit_at(event.position())
        if found is not None:
            self.row_opened.emit(self._chart.rows[found.index].row_id)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """Return the tooltip of a point of the viewport: a bar's story or a day's name."""
        found = self.hit_at(point)
        if found is not None and found.part is not Part.ROW and self._tips is not None:
            return self._tips.row_tip(self._chart.rows[found.index].row_id)
        return self.tip_of_day(point.x())

    def tip_of_day(self, x: float) -> str:
        """Return the names of the holidays of the day at `x`; empty on other days."""
        if self._tips is None:
            return ""
        day = self._scale.day_at(x + self._left())
        return self._tips.day_tip(date.fromordinal(day), self._days(day))

    # --- painting ----------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._tokens is None or self._painter is None:
            return
        painter.fillRect(self.viewport().rect(), self._tokens.surface)
        painter.translate(-self._left(), -self._top())
        self._painter.draw(painter, self.body_scene())
        if self._gesture is not None and self._gesture.is_changed and self._tips is not None:
            self._paint_move_tip(painter, self._gesture)

    def _paint_move_tip(self, painter: QPainter, gesture: MoveGesture) -> None:
        """Paint the tag that says how far and to where, right of the bar."""
        shown = gesture.shown
        if self._painter is None or self._tips is None or shown.finish is None:
            return
        start = shown.finish if shown.start is None else shown.start
        days = date.fromordinal(start), date.fromordinal(shown.finish)
        bold, plain = self._tips.move_tip(gesture.shift, *days)
        x = self._scale.right(shown.finish) + 14
        self._painter.draw_tag(painter, x, self._band.centre(gesture.index), bold, plain)

    def body_scene(self) -> Scene:
        """Return the marks of what is in view below the head."""
        if self._painter is None:
            return Scene()
        size = self.viewport().size()
        view = View(self._left(), self._top(), size.width(), size.height())
        options = Options(
            today=self._today,
            days=self._days,
            measure=self._painter.measure,
            label=self._label,
            window_last=None if self._window is None else self._window[1],
            selected=self._selected_lines(),
            held=None if self._gesture is None else self._gesture.index,
        )
        chart = self._chart
        if self._gesture is not None:
            chart = chart.with_row(self._gesture.index, self._gesture.shown)
        return build_body(chart, self._scale, self._band, view, options)

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

    def _selected_lines(self) -> frozenset[int]:
        if self._selection is None:
            return frozenset()
        ranges = self._selection.selection()
        lines: set[int] = set()
        for number in range(ranges.size()):
            stretch = ranges.at(number)
            lines.update(range(stretch.top(), stretch.bottom() + 1))
        return frozenset(lines)

    def chart_row(self, index: int) -> ChartRow:
        """Return what a line of the chart shows."""
        return self._chart.rows[index]

    def rows_shown(self) -> Sequence[int]:
        """Return the ids of the rows in view, for tests and screen readers."""
        band = self._band.visible(self._top(), self._top() + self.viewport().height())
        return [self._chart.rows[index].row_id for index in band]


def _no_label(_: object) -> LabelText:
    return LabelText("")
