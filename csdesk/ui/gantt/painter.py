"""Draws a scene with the tokens of a theme."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPolygonF,
)

from csdesk.layout.scene import (
    Bracket,
    Diamond,
    Layer,
    Mark,
    Point,
    Polyline,
    Rect,
    Role,
    Scene,
    Text,
)
from csdesk.ui.fonts import font
from csdesk.ui.theme import Tokens

LABEL_PIXELS = 11.5
ARROW_WIDTH, ARROW_HEIGHT = 6.0, 4.5
RULES = (Role.WEEK_RULE, Role.ROW_RULE, Role.HEAD_RULE)  # filled: far faster than thin lines
SHARP = (Layer.WEEKEND, Layer.HOLIDAY, Layer.GRID, Layer.SELECTION)


def _with_alpha(color: QColor, share: float) -> QColor:
    result = QColor(color)
    result.setAlphaF(share)
    return result


def _mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """Return `color` at `share` over `ground`, opaque: blending while painting costs more."""
    parts = zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(one * share + other * (1 - share)) for one, other in parts))


class ScenePainter:
    """Pens, grounds and fonts of one theme; `draw` paints a scene at the painter's origin."""

    def __init__(self, tokens: Tokens, font: QFont, bold: QFont) -> None:
        self._tokens = tokens
        self._fonts = {False: font, True: bold}
        self._metrics = {key: QFontMetricsF(face) for key, face in self._fonts.items()}
        self._widths: dict[tuple[str, bool], float] = {}
        self._grounds = self._make_grounds(tokens)
        self._borders = self._make_borders(tokens)
        self._inks = self._make_inks(tokens)
        self._pens = self._make_pens(tokens)
        self._plate = QBrush(tokens.surface)
        line = tokens.hol.lighter(190) if tokens.dark else tokens.hol.darker(118)
        self._hatch = QBrush(line, Qt.BrushStyle.BDiagPattern)
        self._draw: dict[type[Mark], Callable[..., None]] = {
            Rect: self._draw_rect,
            Polyline: self._draw_line,
            Text: self._draw_text,
            Diamond: self._draw_diamond,
            Bracket: self._draw_bracket,
        }

    def measure(self, text: str, bold: bool) -> float:
        """Return the width of a label in pixels."""
        key = (text, bold)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) > 5000:
                self._widths.clear()
            width = self._metrics[bold].horizontalAdvance(text)
            self._widths[key] = width
        return width

    def draw(self, painter: QPainter, scene: Scene) -> None:
        """Paint all marks, from the lowest layer up."""
        for layer in sorted(scene.layers):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, layer not in SHARP)
            for mark in scene.layers[layer]:
                self._draw[type(mark)](painter, mark)

    def draw_tag(self, painter: QPainter, x: float, y: float, bold: str, plain: str) -> None:
        """Paint an ink tag with a bold and a plain part, its left edge at `x`."""
        first, second = self.measure(bold, True), self.measure(plain, False)
        box = QRectF(x, y - 10, first + second + 24, 21)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.ink)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._tokens.surface)
        for left, text, heavy in ((x + 8, bold, True), (x + first + 16, plain, False)):
            painter.setFont(self._fonts[heavy])
            baseline = y + 0.5 + self._metrics[heavy].capHeight() / 2
            painter.drawText(QPointF(left, round(baseline)), text)

    @staticmethod
    def _make_grounds(t: Tokens) -> dict[Role, QBrush]:
        cancelled = _with_alpha(t.line2, 0.35)
        colors = {
            Role.WEEKEND: t.wk,
            Role.HOLIDAY: t.hol,
            Role.SELECTED: t.soft,
            Role.PLATE: t.surface,
            Role.WINDOW_SPAN: t.value,
            Role.BASELINE: t.line2,
            Role.SUMMARY: t.muted,
            Role.BAR_US: t.us_soft,
            Role.BAR_CUSTOMER: t.cust_soft,
            Role.BAR_THIRD: t.third_soft,
            Role.BAR_DONE: t.faint,
            Role.BAR_HOLD: t.holdsoft,
            Role.BAR_CANCELLED: cancelled,
            Role.PROGRESS_US: t.us,
            Role.PROGRESS_CUSTOMER: t.cust,
            Role.PROGRESS_THIRD: t.third,
            Role.PROGRESS_HOLD: t.hold,
            Role.CRITICAL: t.ink,
            Role.DEADLINE: t.bad,
            Role.MILESTONE: t.ink,
            Role.MILESTONE_DONE: t.ok,
            Role.VALUE: t.value,
            Role.VALUE_DONE: t.ok,
            Role.BASELINE_MILESTONE: t.surface,
            Role.HEAD_TODAY: t.bad,
        }
        return {role: QBrush(color) for role, color in colors.items()}

    @staticmethod
    def _make_borders(t: Tokens) -> dict[Role, QPen]:
        dashed = QPen(t.accent, 1.0)
        dashed.setDashPattern([3.0, 2.0])
        return {
            Role.BAR_US: QPen(t.us, 1.0),
            Role.BAR_CUSTOMER: QPen(t.cust, 1.0),
            Role.BAR_THIRD: QPen(t.third, 1.0),
            Role.BAR_HOLD: QPen(t.hold, 1.0),
            Role.BAR_CANCELLED: QPen(t.faint, 1.0),
            Role.OLD_PLACE: dashed,
            Role.HELD: QPen(t.accent, 2.0),
            Role.BASELINE_MILESTONE: QPen(t.faint, 1.2),
        }

    @staticmethod
    def _make_inks(t: Tokens) -> dict[Role, QColor]:
        return {
            Role.LABEL: t.muted,
            Role.LABEL_INK: t.text,
            Role.LABEL_EDGE: t.muted,
            Role.HEAD_UPPER: t.text,
            Role.HEAD_LOWER: t.muted,
            Role.HEAD_REST: t.muted,
            Role.HEAD_WINDOW: t.text,
            Role.HEAD_HOLIDAY: t.muted,
            Role.HEAD_TODAY: t.window if t.dark else t.surface,
        }

    @staticmethod
    def _make_pens(t: Tokens) -> dict[Role, QPen]:
        window = QPen(t.value, 1.5)
        window.setDashPattern([4 / 1.5, 3 / 1.5])
        window.setCapStyle(Qt.PenCapStyle.FlatCap)
        link = QPen(t.faint, 1.0)
        critical = QPen(t.ink, 1.5)
        for pen in (link, critical):
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return {
            Role.WEEK_RULE: QPen(_mixed(t.line, t.surface, 0.6), 1.0),
            Role.ROW_RULE: QPen(_mixed(t.line, t.surface, 0.55), 1.0),
            Role.WINDOW_END: window,
            Role.TODAY: QPen(t.bad, 1.5),
            Role.LINK: link,
            Role.LINK_CRITICAL: critical,
            Role.HEAD_RULE: QPen(t.line, 1.0),
        }

    def _draw_rect(self, painter: QPainter, mark: Rect) -> None:
        box = QRectF(mark.x, mark.y, mark.width, mark.height)
        if mark.role is Role.UNPUBLISHED:
            painter.fillRect(box, self._hatch)
            return
        border = self._borders.get(mark.role)
        ground = self._grounds.get(mark.role)
        if border is None and not mark.radius:
            if ground is not None:
                painter.fillRect(box, ground)
            return
        painter.setPen(border if border is not None else Qt.PenStyle.NoPen)
        painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
        if border is not None and mark.role is not Role.HELD:
            box.adjust(0.5, 0.5, -0.5, -0.5)
        radius = min(mark.radius, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)

    def _draw_line(self, painter: QPainter, mark: Polyline) -> None:
        pen = self._pens[mark.role]
        if mark.role in RULES:
            (x1, y1), (x2, y2) = mark.points
            box = QRectF(math.floor(x1), math.floor(y1), max(1.0, x2 - x1), max(1.0, y2 - y1))
            painter.fillRect(box, pen.color())
            return
        painter.setPen(pen)
        points = [QPointF(math.floor(x) + 0.5, math.floor(y) + 0.5) for x, y in mark.points]
        if not mark.arrow:
            painter.drawLine(points[0], points[-1])
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tip, before = points[-1], points[-2]
        down = 1.0 if tip.y() >= before.y() else -1.0
        tip.setY(tip.y() - down)
        painter.drawPolyline(QPolygonF([*points[:-1], QPointF(tip.x(), tip.y() - 3 * down)]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        back = tip.y() - ARROW_HEIGHT * down
        half = ARROW_WIDTH / 2
        painter.drawPolygon(
            QPolygonF([tip, QPointF(tip.x() - half, back), QPointF(tip.x() + half, back)])
        )

    def _draw_text(self, painter: QPainter, mark: Text) -> None:
        if mark.plate is not None:
            plate = mark.plate
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._grounds[plate.role])
            box = QRectF(plate.x, plate.y, plate.width, plate.height)
            painter.drawRoundedRect(box, plate.radius, plate.radius)
        painter.setFont(self._fonts[mark.bold])
        painter.setPen(self._inks[mark.role])
        baseline = mark.y + self._metrics[mark.bold].capHeight() / 2
        painter.drawText(QPointF(mark.x, round(baseline)), mark.text)

    def _draw_diamond(self, painter: QPainter, mark: Diamond) -> None:
        half = mark.size / 2
        border = self._borders.get(mark.role)
        solid = border is None
        painter.setPen(QPen(self._tokens.surface, 1.5) if border is None else border)
        ground = self._grounds.get(mark.role)
        painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
        size = half if solid else half - 0.5
        painter.drawPolygon(diamond_points(mark.x, mark.y, size))
        if mark.star:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._plate)
            painter.drawPolygon(star_points(mark.x, mark.y, mark.star))

    def _draw_bracket(self, painter: QPainter, mark: Bracket) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._grounds[mark.role])
        left, right = mark.x, mark.x + mark.width
        low, foot = mark.y + mark.thickness, mark.y + mark.thickness + mark.foot
        depth = min(mark.foot, mark.width / 2)
        corners: list[Point] = [
            (left, mark.y),
            (right, mark.y),
            (right, foot),
            (right - depth, low),
            (left + depth, low),
            (left, foot),
        ]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def chart_fonts(language: str) -> tuple[QFont, QFont]:
    """Return the faces of the chart's words, regular and bold, 11.5 pixels high."""
    screen = QGuiApplication.primaryScreen()
    points = LABEL_PIXELS * 72 / screen.logicalDotsPerInchY()
    faces = font(language), font(language, bold=True)
    for face in faces:
        face.setPointSizeF(points)
    return faces


def diamond_points(x: float, y: float, half: float) -> QPolygonF:
    """Return a square on its corner."""
    return QPolygonF(
        [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
    )


def star_points(x: float, y: float, radius: float) -> QPolygonF:
    """Return a star of five points standing on two of them."""
    corners = []
    for step in range(10):
        length = radius if step % 2 == 0 else radius * 0.45
        angle = math.pi * (step / 5 - 0.5)
        corners.append(QPointF(x + length * math.cos(angle), y + length * math.sin(angle)))
    return QPolygonF(corners)
