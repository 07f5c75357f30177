"""Measures a chart's words as the sheet sets them, and draws its marks."""

from csdesk.layout.charts.marks import Box, Disc, Drawing, Font, Ink, Look, Stroke, Words
from csdesk.reports.pdf.colours import (
    ACCENT,
    DONE_BAR,
    HOLD,
    LINE,
    MUTED,
    OK,
    TEXT,
    TRACK,
    WARN,
    WHITE,
    Colour,
    hex_colour,
    tint,
)
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style, Typesetter

COLOURS: dict[Ink, Colour] = {
    Ink.TEXT: TEXT,
    Ink.MUTED: MUTED,
    Ink.GRID: LINE,
    Ink.AXIS: TEXT,
    Ink.OWN: TEXT,
    Ink.OTHER: hex_colour("#B4BDC9"),
    Ink.STRONG: ACCENT,
    Ink.BAR: DONE_BAR,
    Ink.TARGET: OK,
    Ink.GAIN: tint(OK, 0.82),
    Ink.COST: HOLD,
    Ink.NET: ACCENT,
    Ink.REACHED: OK,
    Ink.UNDERWAY: WARN,
    Ink.TRACK: TRACK,
    Ink.GROUND: WHITE,
}
SOFT, HATCH_GROUND = 0.32, 0.12  # shares of the colour in a tint
_DASH = (3.0, 2.0)
_RING = 1.4


class SheetSetter:
    """Measures words in the fonts of a document."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter

    def width(self, text: str, font: Font) -> float:
        """Return the width of a text on one line, in points."""
        return self._setter.width(text, _style(font))

    def height(self, text: str, font: Font, width: float, lines: int) -> float:
        """Return the height of a text in a width."""
        return self._setter.lay(text, _style(font), width, lines).height


def draw_chart(sheet: Sheet, drawing: Drawing, x: float, top: float) -> float:
    """Draw a chart with its upper left corner at a place; return the y below it."""
    with sheet.across(rows=True):
        for mark in drawing.marks:
            if isinstance(mark, Words):
                sheet.words(
                    mark.text, _style(mark.font, mark.ink), x + mark.x, top + mark.top, mark.width,
                    align=mark.align, lines=mark.lines,
                )  # fmt: skip
            elif isinstance(mark, Box):
                _box(sheet, mark, x, top)
            elif isinstance(mark, Stroke):
                _stroke(sheet, mark, x, top)
            else:
                _disc(sheet, mark, x, top)
    return top + drawing.height


def _style(font: Font, ink: Ink = Ink.TEXT) -> Style:
    return Style(font.size, font.lead, bold=font.bold, colour=COLOURS[ink])


def _box(sheet: Sheet, box: Box, x: float, top: float) -> None:
    colour = COLOURS[box.ink]
    left, upper = x + box.x, top + box.y
    if box.look is Look.SOLID:
        sheet.box(left, upper, box.width, box.height, fill=colour, radius=box.radius)
        return
    share = {Look.SOFT: SOFT, Look.HATCHED: HATCH_GROUND, Look.HOLLOW: 0.0}[box.look]
    # the outline lies inside, so that a bar is as long as its value
    inset = min(0.3, box.width / 2, box.height / 2)
    left, upper = left + inset, upper + inset
    wide, high = box.width - 2 * inset, box.height - 2 * inset
    sheet.box(left, upper, wide, high, fill=tint(colour, share), stroke=colour, weight=0.6)
    if box.look is Look.HATCHED:
        sheet.hatch(left, upper, wide, high, colour)


def _stroke(sheet: Sheet, stroke: Stroke, x: float, top: float) -> None:
    colour = COLOURS[stroke.ink]
    points = [(x + one, top + other) for one, other in stroke.points]
    if len(points) == 2:
        dash = _DASH if stroke.dashed else ()
        sheet.line(points[0], points[1], stroke.weight, colour, dash)
    else:
        sheet.stroke(points, stroke.weight, colour)


def _disc(sheet: Sheet, disc: Disc, x: float, top: float) -> None:
    colour, at = COLOURS[disc.ink], (x + disc.x, top + disc.y)
    if disc.look is Look.HOLLOW:
        sheet.circle(*at, disc.radius, fill=WHITE, stroke=colour, weight=_RING)
        return
    if disc.rim:
        sheet.circle(*at, disc.radius + disc.rim, fill=WHITE)
    sheet.circle(*at, disc.radius, fill=colour)
