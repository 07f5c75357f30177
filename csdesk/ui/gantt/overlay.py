"""What is painted over the chart while a gesture is under way: ghosts, frames, tags."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from csdesk.layout.chart import BAR_HEIGHT, BAR_TOP, ChartRow, extent_of
from csdesk.layout.handles import link_points
from csdesk.ui.gantt.gestures import (
    BandGesture,
    DrawGesture,
    LinkGesture,
    MoveGesture,
    ProgressGesture,
)

if TYPE_CHECKING:
    from csdesk.ui.gantt.painter import ScenePainter
    from csdesk.ui.gantt.tips import ChartTips
    from csdesk.ui.gantt.view import GanttView

TAG_GAP = 14


def paint_gesture(
    painter: QPainter, view: "GanttView", pens: "ScenePainter", tips: "ChartTips | None"
) -> None:
    """Paint the gesture under way; the painter stands at the chart's origin."""
    gesture = view.input.gesture
    if isinstance(gesture, MoveGesture):
        shown = view.shown_row(gesture.held)
        if view.tag is not None and shown.finish is not None:
            _tag(painter, view, pens, gesture.held, shown, view.tag)
    elif isinstance(gesture, LinkGesture):
        _paint_link(painter, view, pens, gesture, tips)
    elif isinstance(gesture, ProgressGesture):
        row = view.chart_row(gesture.index)
        extent = extent_of(row, gesture.index, view.scale, view.band)
        if extent is not None:
            width = (extent.right - extent.left) * gesture.percent / 100
            pens.draw_progress(painter, QRectF(extent.left, extent.top, width, BAR_HEIGHT), row)
            if tips is not None:
                bold = tips.percent(gesture.percent)
                _tag(painter, view, pens, gesture.index, row, (bold, ""))
    elif isinstance(gesture, DrawGesture):
        first, last = gesture.span()
        left, right = view.scale.left(first), view.scale.right(last)
        top = view.band.centre(gesture.held) + BAR_TOP
        pens.draw_ghost(painter, QRectF(left, top, right - left, BAR_HEIGHT))
        if tips is not None:
            tag = tips.span_tip(first, last, gesture.days)
            _place(painter, view, pens, right + TAG_GAP, view.band.centre(gesture.held), tag)
    elif isinstance(gesture, BandGesture):
        frame = QRectF(QPointF(*gesture.start), QPointF(*gesture.end)).normalized()
        pens.draw_frame(painter, frame)


def _paint_link(
    painter: QPainter,
    view: "GanttView",
    pens: "ScenePainter",
    gesture: LinkGesture,
    tips: "ChartTips | None",
) -> None:
    source = view.chart_row(gesture.source)
    ends = link_points(source, gesture.source, view.scale, view.band)
    if ends is None:
        return
    start = ends[1] if gesture.leaves_finish else ends[0]
    end = gesture.at
    if gesture.target is not None:
        aimed = not (gesture.dropped or gesture.by_keys)  # the mouse goes by where rows were
        row = (view.chart_row if aimed else view.shown_row)(gesture.target)
        there = link_points(row, gesture.target, view.scale, view.band)
        extent = extent_of(row, gesture.target, view.scale, view.band)
        if extent is not None:
            box = QRectF(
                extent.left, extent.top, extent.right - extent.left, extent.bottom - extent.top
            )
            pens.draw_ring(painter, box)
        if there is not None and (gesture.by_keys or extent is not None):
            end = there[0] if gesture.enters_start else there[1]
    elif gesture.by_keys:
        return
    pens.draw_thread(painter, QPointF(*start), QPointF(*end))
    if tips is not None and gesture.target is not None:
        target = view.shown_row(gesture.target)
        tag = view.tag or tips.link_words(gesture.type, source.row_id, target.row_id)
        _tag(painter, view, pens, gesture.target, target, tag)


def _tag(
    painter: QPainter,
    view: "GanttView",
    pens: "ScenePainter",
    line: int,
    row: ChartRow,
    words: tuple[str, str],
) -> None:
    """Paint an ink tag behind a bar, or before it where there is no room behind."""
    extent = extent_of(row, line, view.scale, view.band)
    if extent is not None:
        _place(painter, view, pens, extent.right + TAG_GAP, view.band.centre(line), words)


def _place(
    painter: QPainter,
    view: "GanttView",
    pens: "ScenePainter",
    x: float,
    y: float,
    words: tuple[str, str],
) -> None:
    left = float(view.horizontalScrollBar().value())
    width = pens.tag_width(*words)
    most = left + view.viewport().width() - width - 6
    if x > most:  # no room behind the bar: below it
        below = y + view.band.height
        foot = float(view.verticalScrollBar().value()) + view.viewport().height()
        y = below if below + 12 < foot else y - view.band.height
    pens.draw_tag(painter, max(left + 6, min(x, most)), y, *words)
