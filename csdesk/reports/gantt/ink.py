"""Draws a chart's scene on a sheet: each role's colour and line, as on the screen in light."""

from collections.abc import Callable
from math import cos, pi, sin
from typing import Any

from csdesk.domain.codes import Side
from csdesk.layout.scene import (
    Bracket,
    Diamond,
    Mark,
    Point,
    Polyline,
    Rect,
    Role,
    Scene,
    Text,
)
from csdesk.reports.pdf.colours import (
    ACCENT,
    BAD,
    HOLD,
    MUTED,
    OK,
    PALE,
    SIDE_COLOURS,
    TEXT,
    WHITE,
    Colour,
    hex_colour,
)
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style

VALUE = hex_colour("#A67500")
GHOST = hex_colour("#B4BDC9")
WEEKEND = hex_colour("#F3F4F7")
HOLIDAY = hex_colour("#F9E9E3")
HATCH = hex_colour("#DDB9AC")
RULE = hex_colour("#E3E6EB")
GRID = hex_colour("#EBEDF1")
HEAD_GROUND = hex_colour("#F8F9FB")
SIDE_GROUNDS = {
    Side.US: hex_colour("#DCE8FB"),
    Side.CUSTOMER: hex_colour("#FAE6D3"),
    Side.THIRD: hex_colour("#E8E3F4"),
}
GROUNDS: dict[Role, Colour] = {
    Role.WEEKEND: WEEKEND,
    Role.HOLIDAY: HOLIDAY,
    Role.PLATE: WHITE,
    Role.WINDOW_SPAN: VALUE,
    Role.BASELINE: GHOST,
    Role.SUMMARY: MUTED,
    Role.BAR_US: SIDE_GROUNDS[Side.US],
    Role.BAR_CUSTOMER: SIDE_GROUNDS[Side.CUSTOMER],
    Role.BAR_THIRD: SIDE_GROUNDS[Side.THIRD],
    Role.BAR_DONE: PALE,
    Role.BAR_HOLD: hex_colour("#EEF0F3"),
    Role.BAR_CANCELLED: WHITE,
    Role.PROGRESS_US: SIDE_COLOURS[Side.US],
    Role.PROGRESS_CUSTOMER: SIDE_COLOURS[Side.CUSTOMER],
    Role.PROGRESS_THIRD: SIDE_COLOURS[Side.THIRD],
    Role.PROGRESS_HOLD: HOLD,
    Role.CRITICAL: TEXT,
    Role.DEADLINE: BAD,
    Role.MILESTONE: TEXT,
    Role.MILESTONE_DONE: OK,
    Role.VALUE: VALUE,
    Role.VALUE_DONE: OK,
    Role.BASELINE_MILESTONE: WHITE,
    Role.HEAD_TODAY: BAD,
}
BORDERS: dict[Role, tuple[Colour, float]] = {
    Role.BAR_US: (SIDE_COLOURS[Side.US], 1.0),
    Role.BAR_CUSTOMER: (SIDE_COLOURS[Side.CUSTOMER], 1.0),
    Role.BAR_THIRD: (SIDE_COLOURS[Side.THIRD], 1.0),
    Role.BAR_HOLD: (HOLD, 1.0),
    Role.BAR_CANCELLED: (PALE, 1.0),
    Role.OLD_PLACE: (ACCENT, 1.0),
    Role.HELD: (ACCENT, 2.0),
    Role.BASELINE_MILESTONE: (PALE, 1.2),
    Role.COMPARED: (PALE, 1.0),
}
PENS: dict[Role, tuple[Colour, float, tuple[float, ...]]] = {
    Role.WEEK_RULE: (GRID, 0.8, ()),
    Role.ROW_RULE: (GRID, 0.8, ()),
    Role.HEAD_RULE: (RULE, 0.8, ()),
    Role.WINDOW_END: (VALUE, 1.5, (4.0, 3.0)),
    Role.TODAY: (BAD, 1.5, ()),
    Role.LINK: (PALE, 1.0, ()),
    Role.LINK_CRITICAL: (TEXT, 1.5, ()),
}
INKS: dict[Role, Colour] = {
    Role.LABEL_INK: TEXT,
    Role.HEAD_UPPER: TEXT,
    Role.HEAD_WINDOW: TEXT,
    Role.HEAD_TODAY: WHITE,
}
ARROW_WIDTH, ARROW_HEIGHT = 6.0, 4.5


class Ink:
    """Draws scenes, whose lengths are pixels of `unit` points, at a place on a sheet."""

    def __init__(self, sheet: Sheet, text: float, unit: float) -> None:
        self._sheet, self._unit = sheet, unit
        self._styles = {bold: Style(text, text * 1.25, bold=bold) for bold in (False, True)}
        self._x = self._y = 0.0
        self._draw: dict[type[Mark], Callable[[Any], None]] = {
            Rect: self._rect,
            Polyline: self._line,
            Text: self._text,
            Diamond: self._diamond,
            Bracket: self._bracket,
        }

    def measure(self, text: str, bold: bool) -> float:
        """Return the width of a label in pixels."""
        return self._sheet.setter.width(text, self._styles[bold]) / self._unit

    def draw(self, scene: Scene, x: float, y: float) -> None:
        """Draw all marks, from the lowest layer up; the scene's origin comes to (`x`, `y`)."""
        self._x, self._y = x, y
        for _, mark in scene.marks():
            self._draw[type(mark)](mark)

    def _at(self, x: float, y: float) -> Point:
        return self._x + x * self._unit, self._y + y * self._unit

    def _rect(self, mark: Rect) -> None:
        unit = self._unit
        x, y = self._at(mark.x, mark.y)
        width, height = mark.width * unit, mark.height * unit
        if mark.role is Role.UNPUBLISHED:
            self._sheet.hatch(x, y, width, height, HATCH)
            return
        colour, weight = BORDERS.get(mark.role, (None, 0.0))
        inset = weight * unit / 2 if colour is not None else 0.0
        self._sheet.box(
            x + inset,
            y + inset,
            max(width - 2 * inset, 0.1),
            max(height - 2 * inset, 0.1),
            fill=GROUNDS.get(mark.role),
            stroke=colour,
            weight=weight * unit,
            radius=mark.radius * unit,
        )

    def _line(self, mark: Polyline) -> None:
        colour, weight, dash = PENS[mark.role]
        unit = self._unit
        points = [self._at(*point) for point in mark.points]
        if not mark.arrow:
            dashes = [length * unit for length in dash]
            self._sheet.line(points[0], points[-1], weight * unit, colour, dashes)
            return
        tip, before = points[-1], points[-2]
        down = unit if tip[1] >= before[1] else -unit
        tip = tip[0], tip[1] - down
        self._sheet.stroke([*points[:-1], (tip[0], tip[1] - 3 * down)], weight * unit, colour)
        back, half = tip[1] - ARROW_HEIGHT * down, ARROW_WIDTH * unit / 2
        self._sheet.polygon((tip, (tip[0] - half, back), (tip[0] + half, back)), fill=colour)

    def _text(self, mark: Text) -> None:
        if mark.plate is not None:
            self._rect(mark.plate)
        style = self._styles[mark.bold].with_(colour=INKS.get(mark.role, MUTED))
        x, y = self._at(mark.x, mark.y)
        self._sheet.label(mark.text, style, x, y - style.lead / 2)

    def _diamond(self, mark: Diamond) -> None:
        x, y = self._at(mark.x, mark.y)
        colour, weight = BORDERS.get(mark.role, (WHITE, 1.5))
        half = mark.size / 2 * self._unit
        draw_diamond(self._sheet, x, y, half, GROUNDS.get(mark.role), colour, weight * self._unit)
        if mark.star:
            self._sheet.polygon(star_points(x, y, mark.star * self._unit), fill=WHITE)

    def _bracket(self, mark: Bracket) -> None:
        left, right = mark.x, mark.x + mark.width
        low, foot = mark.y + mark.thickness, mark.y + mark.thickness + mark.foot
        depth = min(mark.foot, mark.width / 2)
        corners = (
            (left, mark.y),
            (right, mark.y),
            (right, foot),
            (right - depth, low),
            (left + depth, low),
            (left, foot),
        )
        self._sheet.polygon([self._at(*corner) for corner in corners], fill=GROUNDS[mark.role])


def draw_diamond(
    sheet: Sheet,
    x: float,
    y: float,
    half: float,
    fill: Colour | None,
    stroke: Colour,
    weight: float,
) -> None:
    """Draw a square on its corner."""
    points = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    sheet.polygon(points, fill=fill, stroke=stroke, weight=weight)


def star_points(x: float, y: float, radius: float) -> list[Point]:
    """Return a star of five points standing on two of them."""
    corners = []
    for step in range(10):
        length = radius if step % 2 == 0 else radius * 0.45
        angle = pi * (step / 5 - 0.5)
        corners.append((x + length * cos(angle), y + length * sin(angle)))
    return corners
