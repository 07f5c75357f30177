"""The floor of the chart's measurements: a widget that paints a plan and does nothing else."""

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import MilestoneKind, RowKind, Side
from csdesk.domain.records import Dependency
from csdesk.i18n import Translator
from csdesk.ui.gantt.painter import ARROW_HEIGHT, ARROW_WIDTH, chart_fonts, star_points
from csdesk.ui.theme import Tokens

ROW, HEAD, UPPER = 28.0, 44, 24.0
BEHIND, AHEAD = 60, 120
NO_PEN, NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush
SHARP, SMOOTH = False, True


class BareHead(QWidget):
    """Two tiers of dates: months over weeks, or years over months."""

    def __init__(self, chart: "BareChart") -> None:
        super().__init__(chart)
        self._chart = chart

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        chart, tokens = self._chart, self._chart.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.sunken)
        first, last = chart.days_shown(QRect(0, 0, self.width(), HEAD))
        left = chart.horizontalScrollBar().value()
        weeks = chart.pixels >= 2.4
        painter.setPen(tokens.text)
        painter.setFont(chart.bold)
        for day in _months(first, last) if weeks else _years(first, last):
            x = max(0.0, (day.toordinal() - chart.first) * chart.pixels - left)
            painter.fillRect(QRectF(math.floor(x), 0, 1, UPPER), tokens.line)
            text = chart.words.date(day, "month_year") if weeks else str(day.year)
            painter.drawText(QPointF(x + 8, 16), text)
        painter.setPen(tokens.muted)
        painter.setFont(chart.face)
        for day in _weeks(first, last) if weeks else _months(first, last):
            x = (day.toordinal() - chart.first) * chart.pixels - left
            painter.fillRect(QRectF(math.floor(x), UPPER, 1, HEAD - UPPER), tokens.line)
            text = str(day.day) if weeks else chart.words.date(day, "month")
            painter.drawText(QPointF(x + 5, 37), text)
        x = (chart.data.state.today.toordinal() - chart.first + 0.5) * chart.pixels - left
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(NO_PEN)
        painter.setBrush(tokens.bad)
        painter.drawRoundedRect(QRectF(x - 20, 25, 40, 16), 3, 3)
        painter.setPen(tokens.surface)
        painter.setFont(chart.bold)
        painter.drawText(QPointF(x - 16, 37), "Today")


def _weeks(first: int, last: int) -> Iterator[date]:
    for day in range(first - (first - 1) % 7, last + 1, 7):
        yield date.fromordinal(day)


def _months(first: int, last: int) -> Iterator[date]:
    day = date.fromordinal(first).replace(day=1)
    while day.toordinal() <= last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _years(first: int, last: int) -> Iterator[date]:
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        yield date(year, 1, 1)


class BareChart(QAbstractScrollArea):
    """Paints the rows in view from the records and their computed dates, each time anew.

    It draws what the chart draws, in the same faces, pens and colours and by plain calls of Qt:
    stripes of days off, rules, bars with border and progress, critical edges, baselines, brackets,
    diamonds, links with arrows, words on their plates, at the edge where a bar lies beside the
    view, and the two tiers of the head. It scrolls by moving the picture and painting the strip
    that comes into view. It finds no way for links, makes no room for words, prepares nothing but
    the lists of links by the row they leave, and knows neither mouse nor selection.
    """

    def __init__(self, data: PlanScreenData, tokens: Tokens, pixels: float = 8.0) -> None:
        super().__init__()
        self.data, self.tokens, self.pixels = data, tokens, pixels
        self.words = Translator("en")
        self.face, self.bold = chart_fonts("en")
        self._metrics = {face: QFontMetricsF(face) for face in (self.face, self.bold)}
        self._drop = self._metrics[self.face].capHeight() / 2
        self._order = data.state.order
        self._lines = {row_id: line for line, row_id in enumerate(self._order)}
        self._leading: defaultdict[int, list[Dependency]] = defaultdict(list)
        for link in data.links:
            self._leading[link.predecessor_id].append(link)
        states = data.state.rows.values()
        start = min(state.start for state in states if state.start is not None)
        finish = max(state.finish for state in states if state.finish is not None)
        self.first = start.toordinal() - BEHIND
        self._last = finish.toordinal() + AHEAD
        self._head = BareHead(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setViewportMargins(0, HEAD, 0, 0)
        self._make_pens(tokens)

    def _make_pens(self, tokens: Tokens) -> None:
        self._week = _mixed(tokens.line, tokens.surface, 0.6)
        self._rule = _mixed(tokens.line, tokens.surface, 0.55)
        sides = tuple(Side)
        self._borders = {side: QPen(tokens.side(side), 1.0) for side in sides}
        self._grounds = {side: QBrush(tokens.side_soft(side)) for side in sides}
        self._fills = {side: QBrush(tokens.side(side)) for side in sides}
        self._link, self._hard = QPen(tokens.faint, 1.0), QPen(tokens.ink, 1.5)
        for pen in (self._link, self._hard):
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._edge, self._ghost = QPen(tokens.surface, 1.5), QPen(tokens.faint, 1.2)
        self._hatch = QBrush(tokens.hol.darker(118), Qt.BrushStyle.BDiagPattern)

    def set_pixels(self, pixels: float) -> None:
        """Zoom around the middle of the view."""
        half = self.viewport().width() / 2
        day = (self.horizontalScrollBar().value() + half) / self.pixels
        self.pixels = pixels
        self._set_bars()
        self.horizontalScrollBar().setValue(round(day * pixels - half))
        self.viewport().update()
        self._head.update()

    def show_place(self, line: int, day: int) -> None:
        """Scroll to a line and a day."""
        self.verticalScrollBar().setValue(int(line * ROW))
        self.horizontalScrollBar().setValue(round((day - self.first) * self.pixels))

    def days_shown(self, area: QRect) -> tuple[int, int]:
        """Return the first and last day of a part of the viewport."""
        left = self.horizontalScrollBar().value() + area.left()
        first = self.first + int(left // self.pixels)
        return first, self.first + int((left + area.width()) // self.pixels)

    def _set_bars(self) -> None:
        size = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round((self._last - self.first) * self.pixels) - size.width()))
        down.setRange(0, max(0, int(len(self._order) * ROW) - size.height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.setGeometry(0, 0, self.viewport().width(), HEAD)
        self._set_bars()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        if dx:
            self._head.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = event.rect()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.fillRect(area, self.tokens.surface)
        painter.translate(-left, -top)
        lines = range(
            max(0, int((area.top() + top) // ROW)),
            min(len(self._order), int((area.bottom() + top) // ROW) + 1),
        )
        clip = QRectF(area.left() + left, area.top() + top, area.width(), area.height())
        self._paint_ground(painter, area, clip, lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, SMOOTH)
        self._paint_links(painter, lines)
        for line in lines:
            self._paint_row(painter, line)
        width = self.viewport().width()
        for line in lines:
            self._paint_words(painter, line, left, left + width)

    def _x(self, day: date) -> float:
        return (day.toordinal() - self.first) * self.pixels

    def _paint_ground(self, painter: QPainter, area: QRect, clip: QRectF, lines: range) -> None:
        tokens, size = self.tokens, self.pixels
        first, last = self.days_shown(area)
        if size >= 1.5:
            colours = (None, tokens.wk, tokens.hol, self._hatch)
            begin, kind = first, self.data.days(first).kind
            for day in range(first + 1, last + 2):
                here = self.data.days(day).kind
                if here != kind:
                    colour = colours[kind]
                    if colour is not None:
                        x = (begin - self.first) * size
                        width = (day - begin) * size
                        painter.fillRect(QRectF(x, clip.top(), width, clip.height()), colour)
                    begin, kind = day, here
            for day in range(first - (first - 1) % 7, last + 1, 7):
                x = math.floor((day - self.first) * size)
                painter.fillRect(QRectF(x, clip.top(), 1, clip.height()), self._week)
        for line in lines:
            y = (line + 1) * ROW
            painter.fillRect(QRectF(clip.left(), y, clip.width(), 1), self._rule)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, SMOOTH)
        x = math.floor(self._x(self.data.state.today) + size / 2) + 0.5
        painter.setPen(QPen(tokens.bad, 1.5))
        painter.drawLine(QPointF(x, clip.top()), QPointF(x, clip.bottom()))

    def _paint_links(self, painter: QPainter, lines: range) -> None:
        rows, followed, none = self.data.state.rows, self.data.followed, ()
        seen: set[int] = set()
        for line in lines:
            row_id = self._order[line]
            for link in (*followed.get(row_id, none), *self._leading.get(row_id, none)):
                if link.id in seen:
                    continue
                seen.add(link.id)
                before, after = rows[link.predecessor_id], rows[link.successor_id]
                if before.finish is None or after.start is None:
                    continue
                hard = before.critical and after.critical
                self._paint_link(painter, link, before.finish, after.start, hard=hard)

    def _paint_link(
        self, painter: QPainter, link: Dependency, finish: date, start: date, *, hard: bool
    ) -> None:
        x1 = math.floor(self._x(finish) + self.pixels - 3) + 0.5
        x2 = math.floor(self._x(start) + 4) + 0.5
        above, below = self._lines[link.predecessor_id], self._lines[link.successor_id]
        y1, turn, y2 = above * ROW + 17.5, (above + 1) * ROW + 0.5, below * ROW + 6
        pen = self._hard if hard else self._link
        painter.setPen(pen)
        painter.setBrush(NO_BRUSH)
        points = [QPointF(x1, y1), QPointF(x1, turn), QPointF(x2, turn), QPointF(x2, y2 - 3)]
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(NO_PEN)
        painter.setBrush(pen.color())
        half, back = ARROW_WIDTH / 2, y2 - ARROW_HEIGHT
        head = [QPointF(x2, y2), QPointF(x2 - half, back), QPointF(x2 + half, back)]
        painter.drawPolygon(QPolygonF(head))

    def _paint_row(self, painter: QPainter, line: int) -> None:
        row_id = self._order[line]
        row, state = self.data.rows[row_id], self.data.state.rows[row_id]
        if state.start is None or state.finish is None:
            return
        tokens = self.tokens
        centre = (line + 0.5) * ROW
        left = self._x(state.start)
        width = self._x(state.finish) + self.pixels - left
        painter.setPen(NO_PEN)
        if row.kind.is_summary:
            painter.setBrush(tokens.muted)
            top = centre - 3
            corners = (
                (left, top), (left + width, top), (left + width, top + 8),
                (left + width - 4, top + 4), (left + 4, top + 4), (left, top + 8),
            )  # fmt: skip
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
            return
        if row.kind is RowKind.MILESTONE:
            if state.agreed is not None and state.agreed != state.finish:
                self._paint_ghost(painter, self._x(state.agreed) + self.pixels / 2, centre)
            self._paint_diamond(painter, left + self.pixels / 2, centre, row.milestone_kind)
            return
        if state.agreed is not None and state.agreed_start is not None:
            painter.setBrush(tokens.line2)
            x = self._x(state.agreed_start)
            ghost = QRectF(x, centre + 6, self._x(state.agreed) + self.pixels - x, 3)
            painter.drawRoundedRect(ghost, 1.5, 1.5)
        box = QRectF(left, centre - 8, width, 11)
        painter.setPen(self._borders[row.side])
        painter.setBrush(self._grounds[row.side])
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if state.progress:
            painter.setPen(NO_PEN)
            painter.setBrush(self._fills[row.side])
            part = width * state.progress / 100
            radius = min(3.0, part / 2)
            painter.drawRoundedRect(QRectF(left, centre - 8, part, 11), radius, radius)
        if state.critical:
            painter.fillRect(QRectF(left, centre + 1, width, 3), tokens.ink)

    def _paint_ghost(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(self._ghost)
        painter.setBrush(self.tokens.surface)
        corners = ((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))

    def _paint_diamond(
        self, painter: QPainter, x: float, y: float, kind: MilestoneKind | None
    ) -> None:
        value = kind is MilestoneKind.VALUE
        painter.setPen(self._edge)
        painter.setBrush(self.tokens.value if value else self.tokens.ink)
        half = 10.0 if value else 7.0
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        if value:
            painter.setPen(NO_PEN)
            painter.setBrush(self.tokens.surface)
            painter.drawPolygon(star_points(x, y, 5.0))

    def _paint_words(self, painter: QPainter, line: int, left: float, right: float) -> None:
        row_id = self._order[line]
        row, state = self.data.rows[row_id], self.data.state.rows[row_id]
        if state.start is None or state.finish is None:
            return
        x, end = self._x(state.start), self._x(state.finish) + self.pixels
        beside = end < left or x > right
        point = row.kind is RowKind.MILESTONE
        if row.kind.is_summary and not beside:
            return
        if beside or point:
            text = self.words.near_date(state.finish, self.data.state.today)
        else:
            text = self.data.owner_names.get(row_id, "")
        if beside:
            text = f"‹ {text}" if end < left else f"{text} ›"
        bold = point and not beside and row.milestone_kind is MilestoneKind.VALUE
        face = self.bold if bold else self.face
        width = self._metrics[face].horizontalAdvance(text)
        place = end + 7 + (half_of(row.milestone_kind) if point else 0)
        if beside:
            place = left + 5 if end < left else right - 5 - width
        centre = (line + 0.5) * ROW
        painter.setPen(NO_PEN)
        painter.setBrush(self.tokens.surface)
        painter.drawRoundedRect(QRectF(place - 2, centre - 7.5, width + 4, 15), 2, 2)
        painter.setFont(face)
        painter.setPen(self.tokens.text if point and not beside else self.tokens.muted)
        painter.drawText(QPointF(place, round(centre + self._drop)), text)


def half_of(kind: MilestoneKind | None) -> float:
    """Return how far a diamond reaches beyond its day's middle."""
    return 10.0 if kind is MilestoneKind.VALUE else 7.0


def _mixed(color: QColor, ground: QColor, share: float) -> QColor:
    parts = zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(one * share + other * (1 - share)) for one, other in parts))
