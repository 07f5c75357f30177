"""A chart in the window: the drawing that paper gets, in the theme's colours."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from csdesk.layout.charts.marks import (
    Box,
    Disc,
    Drawing,
    Font,
    Ink,
    Look,
    Setter,
    Stroke,
    Words,
)
from csdesk.ui.fonts import baseline
from csdesk.ui.services import Services
from csdesk.ui.theme import Tokens
from csdesk.ui.widgets.text import face, wrap_lines

Maker = Callable[[float, Setter], Drawing]
"""Draws a chart into a width, such as `horizontal_bars(chart, width, SCREEN, setter)`."""

SOFT, HATCHED = 0.32, 0.12  # shares of a colour in a tint, as on paper
_STEP = 5.0  # pixels between the lines of a hatch
_DASH = (4.0, 3.0)  # in widths of the line
_RING = 1.6


class ScreenSetter:
    """Measures words in the fonts of the window's language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def width(self, text: str, font: Font) -> float:
        """Return the width of a text on one line, in pixels."""
        return face(self._language, round(font.size), font.bold)[1].horizontalAdvance(text)

    def height(self, text: str, font: Font, width: float, lines: int) -> float:
        """Return the height of a text in a width."""
        return font.lead * len(self.lines(text, font, width, lines))

    def lines(self, text: str, font: Font, width: float, lines: int) -> list[str]:
        """Return the lines of a text, the last one with an ellipsis if it is cut."""
        return wrap_lines(
            text, width + 0.5, lines, language=self._language, size=round(font.size),
            bold=font.bold,
        )  # fmt: skip


def chart_inks(tokens: Tokens) -> dict[Ink, QColor]:
    """Return the colour of each meaning in a theme."""
    return {
        Ink.TEXT: tokens.text,
        Ink.MUTED: tokens.muted,
        Ink.GRID: tokens.line,
        Ink.AXIS: tokens.text,
        Ink.OWN: tokens.ink,
        Ink.OTHER: _mixed(tokens.faint, tokens.surface, 0.65),
        Ink.STRONG: tokens.accentfill,
        Ink.BAR: tokens.hold,
        Ink.TARGET: tokens.ok,
        Ink.GAIN: tokens.ok,
        Ink.COST: tokens.hold,
        Ink.NET: tokens.accentfill,
        Ink.REACHED: tokens.ok,
        Ink.UNDERWAY: tokens.warnfill,
        Ink.TRACK: tokens.track,
        Ink.GROUND: tokens.surface,
    }


class ChartPainter:
    """Paints drawings in the colours of a theme."""

    def __init__(self, tokens: Tokens, language: str) -> None:
        self._inks = chart_inks(tokens)
        self._on_solid = tokens.onaccent
        self._language = language
        self.setter = ScreenSetter(language)

    def paint(self, painter: QPainter, drawing: Drawing) -> None:
        """Paint a drawing at the painter's origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        solid: Box | None = None
        for mark in drawing.marks:
            if isinstance(mark, Words):
                self._words(painter, mark, on_solid=solid is not None and mark.ink is Ink.GROUND)
            elif isinstance(mark, Box):
                self._box(painter, mark)
                solid = mark if mark.look is Look.SOLID else None
            elif isinstance(mark, Stroke):
                self._stroke(painter, mark)
            else:
                self._disc(painter, mark)

    def _words(self, painter: QPainter, words: Words, *, on_solid: bool) -> None:
        size = round(words.font.size)
        chosen, metrics = face(self._language, size, words.font.bold)
        painter.setFont(chosen)
        painter.setPen(self._on_solid if on_solid else self._inks[words.ink])
        lines = self.setter.lines(words.text, words.font, words.width, words.lines)
        for number, line in enumerate(lines):
            space = words.width - metrics.horizontalAdvance(line)
            shift = {"left": 0.0, "center": space / 2, "right": space}[words.align]
            top = words.top + number * words.font.lead
            at = QPointF(words.x + shift, baseline(metrics, top, words.font.lead))
            painter.drawText(at, line)

    def _box(self, painter: QPainter, box: Box) -> None:
        color = self._inks[box.ink]
        area = QRectF(box.x, box.y, box.width, box.height)
        if box.look is Look.SOLID:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(area, box.radius, box.radius)
            return
        share = {Look.SOFT: SOFT, Look.HATCHED: HATCHED, Look.HOLLOW: 0.0}[box.look]
        inset = min(0.5, box.width / 2, box.height / 2)
        area = area.adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(color, 1))
        painter.setBrush(_mixed(color, self._inks[Ink.GROUND], share))
        painter.drawRect(area)
        if box.look is Look.HATCHED:
            self._hatch(painter, area, color)

    def _hatch(self, painter: QPainter, area: QRectF, color: QColor) -> None:
        painter.save()
        painter.setClipRect(area)
        painter.setPen(QPen(color, 1))
        offset = -area.height()
        while offset < area.width():
            x = area.left() + offset
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
            offset += _STEP
        painter.restore()

    def _stroke(self, painter: QPainter, stroke: Stroke) -> None:
        pen = QPen(self._inks[stroke.ink], stroke.weight)
        if stroke.dashed:
            pen.setDashPattern(_DASH)
        if len(stroke.points) > 2:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))

    def _disc(self, painter: QPainter, disc: Disc) -> None:
        color, at = self._inks[disc.ink], QPointF(disc.x, disc.y)
        ground = self._inks[Ink.GROUND]
        if disc.look is Look.HOLLOW:
            painter.setPen(QPen(color, _RING))
            painter.setBrush(ground)
            painter.drawEllipse(at, disc.radius, disc.radius)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if disc.rim:
            painter.setBrush(ground)
            painter.drawEllipse(at, disc.radius + disc.rim, disc.radius + disc.rim)
        painter.setBrush(color)
        painter.drawEllipse(at, disc.radius, disc.radius)


def _mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """Return a colour laid thinly over the ground, opaque."""
    return QColor.fromRgbF(
        color.redF() * share + ground.redF() * (1 - share),
        color.greenF() * share + ground.greenF() * (1 - share),
        color.blueF() * share + ground.blueF() * (1 - share),
    )


class ChartView(QWidget):
    """Shows one chart in the width that it is given; its height follows.

    What the chart says is its accessible description.
    """

    def __init__(self, services: Services, maker: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = ChartPainter(services.tokens, services.language)
        self._maker = maker
        self._drawn: tuple[float, Drawing] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()

    def set_chart(self, maker: Maker) -> None:
        """Show another chart."""
        self._maker, self._drawn = maker, None
        self._describe()
        self.updateGeometry()
        self.update()

    def drawing(self, width: float) -> Drawing:
        """Return the chart as it is drawn in a width; the last one is kept."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, self._maker(width, self._painter.setter)
        return self._drawn[1]

    def _describe(self) -> None:
        said = self.drawing(320).spoken
        self.setAccessibleName(said.split("; ")[0])
        self.setAccessibleDescription(said)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(self.drawing(width).height + 0.5)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 40)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint(QPainter(self), self.drawing(self.width()))
