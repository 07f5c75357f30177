"""A picture of a plan for the clipboard, painted as the screen paints its chart, in light."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QPainter

from csdesk.domain.codes import MilestoneKind, RowKind
from csdesk.domain.views.plan import PlanLine, PlanView
from csdesk.i18n import Translator
from csdesk.layout.body import Options, View, build_body
from csdesk.layout.from_view import chart_of_view, head_of_view, view_days, view_labels
from csdesk.layout.head import HEAD, UPPER, build_head
from csdesk.layout.labels import GAP
from csdesk.layout.rows import RowBand
from csdesk.layout.timescale import TimeScale
from csdesk.ui.fonts import baseline
from csdesk.ui.gantt.painter import ScenePainter, chart_fonts
from csdesk.ui.theme import Tokens, light_tokens

ROW, EDGE, INDENT, BETWEEN = 28.0, 16.0, 14.0, 14.0
DAY, CHART_LEAST, CHART_MOST, TITLE_MOST = 8.0, 480.0, 3000.0, 420.0
SHARP = 2.0
MOST_PIXELS = 40_000_000
_STRONG = (MilestoneKind.VALUE, MilestoneKind.GO_LIVE)


def copy_picture(view: PlanView) -> QImage:
    """Put the picture of a view into the clipboard, and return it."""
    image = plan_image(view)
    QGuiApplication.clipboard().setImage(image)
    return image


def plan_image(view: PlanView) -> QImage:
    """Return rows and chart of a view in its own language, twice as sharp where memory allows."""
    return _Picture(view).image()


class _Picture:
    def __init__(self, view: PlanView) -> None:
        self.view = view
        self.words = Translator(view.language.value)
        self.tokens: Tokens = light_tokens()
        self.fonts = chart_fonts(view.language.value)
        self.metrics = [QFontMetricsF(face) for face in self.fonts]
        self.painter = ScenePainter(self.tokens, *self.fonts)
        self.chart, self.days = chart_of_view(view), view_days(view)
        self.label = view_labels(view, self.words)
        titles = [self._left(line) + self._wide(line.title, line) for line in view.lines]
        self.title = min(TITLE_MOST, max(titles, default=0.0))
        self.date = max([self._wide(self._day(line), line) for line in view.lines], default=0.0)
        self.names = EDGE + self.title + BETWEEN + self.date + EDGE
        first, last = self.chart.span() or (view.today.toordinal(), view.today.toordinal())
        agreed = [row.base_start or row.base_finish for row in self.chart.rows]
        self.first = min([first, *(day for day in agreed if day is not None)]) - 3
        count = last - self.first + 1
        self.pixels = min(DAY, CHART_MOST / count)
        ends = [
            (row.finish + 1 - self.first) * self.pixels
            + 2 * GAP
            + self.painter.measure(text.text, text.bold)
            for row in self.chart.rows
            if row.finish is not None and (text := self.label(row)).text
        ]
        self.wide = max([CHART_LEAST, count * self.pixels, *ends]) + EDGE
        self.high = HEAD + len(view.lines) * ROW

    def image(self) -> QImage:
        width, height = self.names + self.wide, self.high + 1
        scale = min(SHARP, math.sqrt(MOST_PIXELS / (width * height)))
        image = QImage(
            math.ceil(width * scale), math.ceil(height * scale), QImage.Format.Format_RGB32
        )
        image.setDevicePixelRatio(scale)
        image.fill(self.tokens.surface)
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        image.setDevicePixelRatio(1.0)
        return image

    def _paint(self, painter: QPainter) -> None:
        t = self.tokens
        painter.fillRect(QRectF(0, 0, self.names + self.wide, HEAD), t.sunken)
        scale, band = TimeScale(self.first, self.pixels), RowBand(len(self.view.lines), ROW)
        head = head_of_view(self.view, self.words, self.painter.measure, self.days)
        options = Options(
            today=head.today,
            days=self.days,
            measure=self.painter.measure,
            label=self.label,
            window_last=None if head.window is None else head.window[1],
            inside=True,
        )
        part = View(0, 0, self.wide, band.total)
        painter.save()
        painter.translate(self.names, 0)
        painter.setClipRect(QRectF(0, 0, self.wide, self.high))
        self.painter.draw(painter, build_head(scale, 0, self.wide, head))
        painter.translate(0, HEAD)
        self.painter.draw(painter, build_body(self.chart, scale, band, part, options))
        painter.restore()
        self._corner(painter)
        for index, line in enumerate(self.view.lines):
            self._row(painter, line, HEAD + index * ROW)
        painter.fillRect(QRectF(0, HEAD - 1, self.names + self.wide, 1), t.line)
        painter.fillRect(QRectF(self.names - 1, 0, 1, self.high), t.line2)

    def _corner(self, painter: QPainter) -> None:
        """Say over the names which plan this is, and as of when."""
        view, room = self.view, self.names - 2 * EDGE
        said = (
            (True, f"{view.customer.name} • {view.project}", self.tokens.text, 4.0),
            (False, self.words.date(view.today, "full"), self.tokens.muted, UPPER),
        )
        for bold, text, ink, top in said:
            metrics = self.metrics[bold]
            painter.setFont(self.fonts[bold])
            painter.setPen(ink)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(EDGE, baseline(metrics, top, HEAD - UPPER)), shown)

    def _row(self, painter: QPainter, line: PlanLine, top: float) -> None:
        t, face, metrics = self.tokens, self._face(line), self._metrics(line)
        painter.fillRect(QRectF(0, top + ROW - 1, self.names, 1), t.line)
        y = baseline(metrics, top, ROW)
        painter.setFont(face)
        painter.setPen(t.text if line.status.is_open or line.kind.is_summary else t.muted)
        left = self._left(line)
        room = self.title - left
        title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(QPointF(EDGE + left, y), title)
        day = self._day(line)
        painter.setPen(t.muted)
        right = self.names - EDGE
        painter.drawText(QPointF(right - metrics.horizontalAdvance(day), y), day)

    def _face(self, line: PlanLine) -> QFont:
        return self.fonts[self._is_bold(line)]

    def _metrics(self, line: PlanLine) -> QFontMetricsF:
        return self.metrics[self._is_bold(line)]

    @staticmethod
    def _is_bold(line: PlanLine) -> bool:
        return line.kind.is_summary or line.milestone in _STRONG

    @staticmethod
    def _left(line: PlanLine) -> float:
        return min(line.depth, 6) * INDENT

    def _wide(self, text: str, line: PlanLine) -> float:
        return self._metrics(line).horizontalAdvance(text)

    def _day(self, line: PlanLine) -> str:
        """Return from when to when; one day is said once."""
        if line.finish is None:
            return ""
        finish = self.words.near_date(line.finish, self.view.today)
        if line.start is None or line.start == line.finish or line.kind is RowKind.MILESTONE:
            return finish
        start = self.words.near_date(line.start, self.view.today)
        return self.words.text("{first} to {last}", first=start, last=finish)
