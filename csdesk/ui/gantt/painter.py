"""Draws a scene with the tokens of a theme."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QStaticText,
    QTextLayout,
)

from csdesk.layout.chart import GHOST_SIZE, ChartRow
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
NECK = 4  # pixels before the tip, where the line ends
ARROW_REACH = 7  # pixels from the tip that hold all of it
# Filled: far faster than thin lines.
RULES = (Role.WEEK_RULE, Role.ROW_RULE, Role.HEAD_RULE, Role.SLACK)
SHARP = (Layer.WEEKEND, Layer.HOLIDAY, Layer.GRID, Layer.SELECTION)
EDGED = (Role.BAR_US, Role.BAR_CUSTOMER, Role.BAR_THIRD, Role.BAR_HOLD)  # opaque, with a border
WINDOW_DASH = 7.0  # pixels, after which the dashes repeat
MOST_WORDS = 2000  # kept laid out
_FIRST, _LAST = (Role.BASELINE, Role.BASELINE_MILESTONE), (Role.CRITICAL, Role.HELD, Role.DEADLINE)
_MIDDLE = [role for role in Role if role not in _FIRST + _LAST]
_ORDER = {
    (kind, role): (place, number)
    for place, role in enumerate((*_FIRST, *_MIDDLE, *_LAST))
    for number, kind in enumerate((Polyline, Bracket, Rect, Diamond, Text))
}


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
        self._laid: dict[tuple[str, bool], tuple[QStaticText, float]] = {}
        self._arrows: dict[tuple[Role, bool, float], QPixmap] = {}
        self._grounds = self._make_grounds(tokens)
        self._chosen = {True: QBrush(tokens.soft), False: QBrush(tokens.railsel)}
        self._borders = self._make_borders(tokens)
        self._inks = self._make_inks(tokens)
        self._pens = self._make_pens(tokens)
        self._plate = QBrush(tokens.surface)
        self._accent = QBrush(tokens.accent)
        line = tokens.hol.lighter(190) if tokens.dark else tokens.hol.darker(118)
        self._hatch = QBrush(line, Qt.BrushStyle.BDiagPattern)
        self._draw: dict[type[Mark], Callable[..., None]] = {
            Rect: self._draw_rects,
            Polyline: self._draw_lines,
            Text: self._draw_texts,
            Diamond: self._draw_diamonds,
            Bracket: self._draw_brackets,
        }

    def measure(self, text: str, bold: bool) -> float:
        """Return the width of a label in pixels."""
        key = (text, bold)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) > MOST_WORDS:
                self._widths.clear()
            width = self._metrics[bold].horizontalAdvance(text)
            self._widths[key] = width
        return width

    def draw(self, painter: QPainter, scene: Scene, *, active: bool = True) -> None:
        """Paint all marks, from the lowest layer up; chosen rows as `active` windows show them.

        Within a layer marks are painted by kind and role, because a change of pen or ground costs
        more than most marks; what overlaps in one layer overlaps in the order of `_ORDER`.
        """
        self._grounds[Role.SELECTED] = self._chosen[active]
        for layer in sorted(scene.layers):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, layer not in SHARP)
            groups: dict[tuple[type[Mark], Role], list[Any]] = {}
            for mark in scene.layers[layer]:
                key = type(mark), mark.role
                if key in groups:
                    groups[key].append(mark)
                else:
                    groups[key] = [mark]
            for kind, role in sorted(groups, key=_ORDER.__getitem__):
                self._draw[kind](painter, role, groups[kind, role])

    def draw_tag(self, painter: QPainter, x: float, y: float, bold: str, plain: str) -> None:
        """Paint an ink tag with a bold and a plain part, its left edge at `x`."""
        first = self.measure(bold, True)
        box = QRectF(x, y - 10, self.tag_width(bold, plain), 21)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.ink)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._tokens.surface)
        for left, text, heavy in ((x + 8, bold, True), (x + first + 16, plain, False)):
            painter.setFont(self._fonts[heavy])
            baseline = y + 0.5 + self._metrics[heavy].capHeight() / 2
            painter.drawText(QPointF(left, round(baseline)), text)

    def tag_width(self, bold: str, plain: str) -> float:
        """Return how wide a tag is."""
        width = self.measure(bold, True) + 16
        return width + self.measure(plain, False) + 8 if plain else width

    def draw_ghost(self, painter: QPainter, box: QRectF) -> None:
        """Paint a bar that is being drawn."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tokens.accent, 1.0))
        painter.setBrush(self._tokens.soft)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def draw_progress(self, painter: QPainter, box: QRectF, row: ChartRow) -> None:
        """Paint how far a bar would be, with the edge that is taken."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.side(row.side))
        painter.drawRoundedRect(box, min(3.0, box.width() / 2), min(3.0, box.width() / 2))
        painter.fillRect(QRectF(box.right() - 1, box.top() - 3, 2, box.height() + 6), self._accent)

    def draw_frame(self, painter: QPainter, box: QRectF) -> None:
        """Paint the frame by which rows are chosen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(box, _with_alpha(self._tokens.accent, 0.10))
        painter.setPen(QPen(self._tokens.accent, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def draw_ring(self, painter: QPainter, box: QRectF) -> None:
        """Paint the ring around what a link would lead to."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tokens.accent, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4.5, 4.5)

    def draw_thread(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        """Paint the line of a link that is being drawn."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._tokens.accent, 1.5)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(start, end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        for point in (start, end):
            painter.drawEllipse(point, 3, 3)

    @staticmethod
    def _make_grounds(t: Tokens) -> dict[Role, QBrush]:
        cancelled = _with_alpha(t.line2, 0.35)
        colors = {
            Role.WEEKEND: t.wk,
            Role.HOLIDAY: t.hol,
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
            Role.HANDLE: t.surface,
            Role.HANDLE_PROGRESS: t.surface,
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
            Role.HANDLE: QPen(t.accent, 1.5),
            Role.HANDLE_PROGRESS: QPen(t.accent, 1.5),
            Role.BASELINE_MILESTONE: QPen(t.faint, 1.2),
            Role.COMPARED: QPen(t.faint, 1.0),
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
        chosen = QPen(t.accent, 2.0)
        for pen in (link, critical, chosen):
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return {
            Role.WEEK_RULE: QPen(_mixed(t.line, t.surface, 0.6), 1.0),
            Role.ROW_RULE: QPen(_mixed(t.line, t.surface, 0.55), 1.0),
            Role.WINDOW_END: window,
            Role.TODAY: QPen(t.bad, 1.5),
            Role.SLACK: QPen(t.muted, 1.0),
            Role.LINK: link,
            Role.LINK_CRITICAL: critical,
            Role.LINK_CHOSEN: chosen,
            Role.HEAD_RULE: QPen(t.line, 1.0),
        }

    def _draw_rects(self, painter: QPainter, role: Role, marks: Sequence[Rect]) -> None:
        if role is Role.UNPUBLISHED:
            for mark in marks:
                painter.fillRect(QRectF(mark.x, mark.y, mark.width, mark.height), self._hatch)
            return
        border, ground = self._borders.get(role), self._grounds.get(role)
        if border is None and not marks[0].radius:
            if ground is not None:
                color = ground.color()
                for mark in marks:
                    painter.fillRect(QRectF(mark.x, mark.y, mark.width, mark.height), color)
            return
        if border is not None and ground is not None and role in EDGED:
            self._draw_edged(painter, border.color(), ground, marks)
            return
        painter.setPen(border if border is not None else Qt.PenStyle.NoPen)
        painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
        inset = 0.5 if border is not None and role is not Role.HELD else 0.0
        for mark in marks:
            box = QRectF(mark.x, mark.y, mark.width, mark.height)
            if inset:
                box.adjust(inset, inset, -inset, -inset)
            radius = min(mark.radius, box.width() / 2)
            painter.drawRoundedRect(box, radius, radius)

    @staticmethod
    def _draw_edged(
        painter: QPainter, border: QColor, ground: QBrush, marks: Sequence[Rect]
    ) -> None:
        """Paint bars with a border of one pixel: twice filled, a tenth of the cost of a pen."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(border)
        for mark in marks:
            radius = min(mark.radius, mark.width / 2)
            painter.drawRoundedRect(QRectF(mark.x, mark.y, mark.width, mark.height), radius, radius)
        painter.setBrush(ground)
        for mark in marks:
            if mark.width > 2:
                radius = min(mark.radius - 1, mark.width / 2 - 1)
                inner = QRectF(mark.x + 1, mark.y + 1, mark.width - 2, mark.height - 2)
                painter.drawRoundedRect(inner, radius, radius)

    def _draw_lines(self, painter: QPainter, role: Role, marks: Sequence[Polyline]) -> None:
        pen = self._pens[role]
        if role in RULES:
            color = pen.color()
            for mark in marks:
                (x1, y1), (x2, y2) = mark.points
                wide, high = max(1, math.ceil(x2 - x1)), max(1, math.ceil(y2 - y1))
                painter.fillRect(math.floor(x1), math.floor(y1), wide, high, color)
        elif marks[0].arrow:
            self._draw_links(painter, role, pen, marks)
        elif role is Role.WINDOW_END:
            dashed = QPen(pen)
            for mark in marks:
                (x1, y1), (x2, y2) = mark.points
                dashed.setDashOffset(y1 % WINDOW_DASH / pen.widthF())  # steady while scrolling
                painter.setPen(dashed)
                x = math.floor(x1) + 0.5
                painter.drawLine(QPointF(x, y1), QPointF(x, y2))
        else:
            half = pen.widthF() / 2
            for mark in marks:
                (x1, y1), (_, y2) = mark.points
                box = QRectF(math.floor(x1) + 0.5 - half, y1, 2 * half, y2 - y1)
                painter.fillRect(box, pen.color())

    def _draw_links(
        self, painter: QPainter, role: Role, pen: QPen, marks: Sequence[Polyline]
    ) -> None:
        """Paint links as upright and level stretches: filled, far faster than as lines."""
        color, wide = pen.color(), pen.widthF()
        half, floor = wide / 2, math.floor
        thin = wide == 1.0
        arrows = []
        for mark in marks:
            points = mark.points
            down = points[-1][1] >= points[-2][1]
            x1, y1 = floor(points[0][0]), floor(points[0][1])
            tip = floor(points[-1][0]), floor(points[-1][1])
            arrows.append((*tip, down))
            before = tip[0], tip[1] + (-NECK if down else NECK)
            for x2, y2 in (*((floor(x), floor(y)) for x, y in points[1:-1]), before):
                left, right = (x1, x2) if x1 < x2 else (x2, x1)
                top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
                if thin:
                    painter.fillRect(left, top, right - left + 1, bottom - top + 1, color)
                else:
                    box = QRectF(left + 0.5 - half, top, right - left + wide, bottom - top)
                    if top == bottom:
                        box.adjust(0, 0.5 - half, 0, 0.5 + half)
                    painter.fillRect(box, color)
                x1, y1 = x2, y2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for x, y, down in arrows:
            self._draw_arrow(painter, role, x, y, down=down)

    def _draw_arrow(self, painter: QPainter, role: Role, x: int, y: int, *, down: bool) -> None:
        """Paint the head of a link whose tip lies in the pixel (x, y), from a picture if it can."""
        ratio = painter.device().devicePixelRatioF()
        if ratio != int(ratio):
            painter.drawPolygon(arrow_points(x + 0.5, y, down=down))
            return
        key = role, down, ratio
        stamp = self._arrows.get(key)
        if stamp is None:
            size = 2 * ARROW_REACH + 1
            stamp = self._arrows[key] = QPixmap(round(size * ratio), round(size * ratio))
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(Qt.GlobalColor.transparent)
            within = QPainter(stamp)
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            within.setPen(Qt.PenStyle.NoPen)
            within.setBrush(painter.brush())
            within.drawPolygon(arrow_points(ARROW_REACH + 0.5, ARROW_REACH, down=down))
            within.end()
        painter.drawPixmap(x - ARROW_REACH, y - ARROW_REACH, stamp)

    def _draw_texts(self, painter: QPainter, role: Role, marks: Sequence[Text]) -> None:
        plates = [mark.plate for mark in marks if mark.plate is not None]
        if plates:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = None
            for plate in plates:
                if plate.role is not ground:
                    ground = plate.role
                    painter.setBrush(self._grounds[ground])
                box = QRectF(plate.x, plate.y, plate.width, plate.height)
                painter.drawRoundedRect(box, plate.radius, plate.radius)
        painter.setPen(self._inks[role])
        for bold in (False, True):
            words = [mark for mark in marks if mark.bold is bold]
            if words:
                painter.setFont(self._fonts[bold])
                drop = self._metrics[bold].capHeight() / 2
                for mark in words:
                    text, ascent = self._static(mark.text, bold)
                    y = round(mark.y + drop) - ascent
                    painter.drawStaticText(QPointF(mark.x, y), text)

    def _static(self, text: str, bold: bool) -> tuple[QStaticText, float]:
        """Return words laid out once, and how far their baseline lies below their top."""
        found = self._laid.get((text, bold))
        if found is None:
            if len(self._laid) > MOST_WORDS:
                self._laid.clear()
            face = self._fonts[bold]
            words = QStaticText(text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.prepare(font=face)
            layout = QTextLayout(text, face)
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            found = self._laid[text, bold] = words, line.ascent()
        return found

    def _draw_diamonds(self, painter: QPainter, role: Role, marks: Sequence[Diamond]) -> None:
        border = self._borders.get(role)
        ground = self._grounds.get(role)
        painter.setPen(QPen(self._tokens.surface, 1.5) if border is None else border)
        painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
        inset = 0.5 if border is not None else 0.0
        if role is Role.OLD_PLACE and border is not None:
            painter.setPen(_corner_dashes(border, (GHOST_SIZE / 2 - inset) * math.sqrt(2)))
        for mark in marks:
            painter.drawPolygon(diamond_points(mark.x, mark.y, mark.size / 2 - inset))
        if any(mark.star for mark in marks):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._plate)
            for mark in marks:
                painter.drawPolygon(star_points(mark.x, mark.y, mark.star))

    def _draw_brackets(self, painter: QPainter, role: Role, marks: Sequence[Bracket]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._grounds[role])
        for mark in marks:
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


def _corner_dashes(pen: QPen, side: float) -> QPen:
    """Return a dashed pen whose dashes turn around the corners of a square with this side."""
    dashed = QPen(pen)
    dash = side / 2 * 0.6
    dashed.setDashPattern([dash, side / 2 - dash])
    dashed.setDashOffset(dash / 2)
    dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
    return dashed


def chart_fonts(language: str) -> tuple[QFont, QFont]:
    """Return the faces of the chart's words, regular and bold, 11.5 pixels high."""
    screen = QGuiApplication.primaryScreen()
    points = LABEL_PIXELS * 72 / screen.logicalDotsPerInchY()
    faces = font(language), font(language, bold=True)
    for face in faces:
        face.setPointSizeF(points)
    return faces


def arrow_points(x: float, y: float, *, down: bool) -> QPolygonF:
    """Return the head of a link that comes from above, or from below."""
    step = 1.0 if down else -1.0
    tip = y + 0.5 - step
    back, wing = tip - ARROW_HEIGHT * step, ARROW_WIDTH / 2
    return QPolygonF([QPointF(x, tip), QPointF(x - wing, back), QPointF(x + wing, back)])


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
