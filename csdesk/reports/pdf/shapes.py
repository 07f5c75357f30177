"""Shapes that carry a meaning, so that nothing is said by colour alone (documents.md, 3 and 4)."""

from math import cos, pi, sin

from csdesk.domain.codes import Rag, Side
from csdesk.reports.pdf.colours import (
    BAD,
    OK,
    RAG_COLOURS,
    SIDE_COLOURS,
    TEXT,
    WARN,
    WHITE,
    Colour,
)
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style

CHIP_HEIGHT = 17.0


def side_mark(sheet: Sheet, side: Side, x: float, y: float, size: float = 6) -> None:
    """Draw whose turn it is, centred on (x, y): square us, diamond customer, ring third party."""
    colour = SIDE_COLOURS[side]
    half = size / 2
    if side is Side.US:
        sheet.box(x - half, y - half, size, size, fill=colour)
    elif side is Side.CUSTOMER:
        diamond(sheet, x, y, half * 1.22, fill=colour)
    else:
        sheet.circle(x, y, half * 0.9, stroke=colour, weight=size * 0.2)


def diamond(
    sheet: Sheet,
    x: float,
    y: float,
    radius: float,
    *,
    fill: Colour | None = None,
    stroke: Colour | None = None,
    weight: float = 1.1,
) -> None:
    """Draw a diamond around (x, y)."""
    points = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    sheet.polygon(points, fill=fill, stroke=stroke, weight=weight)


def done_mark(sheet: Sheet, x: float, y: float, radius: float = 5) -> None:
    """Draw a tick in a disc around (x, y)."""
    sheet.circle(x, y, radius, fill=OK)
    tick(sheet, x, y, radius, WHITE)


def tick(sheet: Sheet, x: float, y: float, radius: float, colour: Colour) -> None:
    """Draw a tick that fits into a disc of `radius`."""
    points = (
        (x - radius * 0.46, y + radius * 0.02),
        (x - radius * 0.12, y + radius * 0.36),
        (x + radius * 0.48, y - radius * 0.32),
    )
    sheet.stroke(points, radius * 0.30, colour)


def check_box(sheet: Sheet, x: float, top: float, size: float, *, ticked: bool) -> None:
    """Draw a box to tick on paper, empty or ticked."""
    sheet.box(x, top, size, size, stroke=TEXT, weight=1.2)
    if ticked:
        points = (
            (x + size * 0.20, top + size * 0.52),
            (x + size * 0.42, top + size * 0.74),
            (x + size * 0.80, top + size * 0.26),
        )
        sheet.stroke(points, size * 0.15, TEXT)


def missed_mark(sheet: Sheet, x: float, y: float, radius: float = 5) -> None:
    """Draw a cross in a ring around (x, y)."""
    sheet.circle(x, y, radius * 0.88, fill=WHITE, stroke=BAD, weight=radius * 0.26)
    reach = radius * 0.36
    sheet.stroke(((x - reach, y - reach), (x + reach, y + reach)), radius * 0.3, BAD)
    sheet.stroke(((x - reach, y + reach), (x + reach, y - reach)), radius * 0.3, BAD)


def half_mark(sheet: Sheet, x: float, y: float, radius: float = 5) -> None:
    """Draw a half-filled disc: on the way."""
    sheet.circle(x, y, radius, fill=WARN)
    points = [(x, y - radius * 0.62)]
    steps = 16
    points += [
        (x + radius * 0.62 * cos(angle), y + radius * 0.62 * sin(angle))
        for angle in (-pi / 2 + pi * step / steps for step in range(steps + 1))
    ]
    sheet.polygon(points, fill=WHITE)


def open_mark(sheet: Sheet, x: float, y: float, radius: float = 5) -> None:
    """Draw a ring: not begun."""
    sheet.circle(x, y, radius * 0.85, fill=WHITE, stroke=RAG_COLOURS[Rag.NOT_STARTED], weight=1.2)


def grade_mark(sheet: Sheet, grade: int, x: float, y: float, size: float = 6.5) -> None:
    """Draw a risk's grade: square high, triangle medium, disc low."""
    half = size / 2
    if grade >= 3:
        sheet.box(x - half, y - half, size, size, fill=BAD)
    elif grade == 2:
        triangle(sheet, x, y, half * 1.15, WARN)
    else:
        sheet.circle(x, y, half * 0.8, stroke=RAG_COLOURS[Rag.ON_HOLD], weight=1.2)


def triangle(sheet: Sheet, x: float, y: float, reach: float, colour: Colour) -> None:
    """Draw an upright triangle around (x, y)."""
    points = (
        (x, y - reach),
        (x + reach * 1.1, y + reach * 0.85),
        (x - reach * 1.1, y + reach * 0.85),
    )
    sheet.polygon(points, fill=colour)


def rag_sign(sheet: Sheet, rag: Rag, x: float, y: float, colour: Colour, size: float = 4.2) -> None:
    """Draw a colour's sign around (x, y), in any colour."""
    if rag is Rag.GREEN:
        sheet.circle(x, y, size * 0.95, fill=colour)
    elif rag is Rag.AMBER:
        triangle(sheet, x, y, size, colour)
    elif rag is Rag.RED:
        sheet.box(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7, fill=colour)
    elif rag is Rag.NOT_STARTED:
        sheet.circle(x, y, size * 0.8, stroke=colour, weight=1.4)
    elif rag is Rag.ON_HOLD:
        for shift in (-0.62, 0.32):
            sheet.box(
                x + size * shift - size * 0.1, y - size * 0.85, size * 0.5, size * 1.7, fill=colour
            )
    else:
        tick(sheet, x, y, size * 1.5, colour)


def rag_chip(sheet: Sheet, rag: Rag, word: str, x: float, top: float, style: Style) -> float:
    """Draw the pill with sign and word; return its width."""
    white = style.with_(bold=True, colour=WHITE)
    block = sheet.setter.line(word, white)
    width = block.width + 28
    sheet.box(x, top, width, CHIP_HEIGHT, fill=RAG_COLOURS[rag], radius=CHIP_HEIGHT / 2)
    rag_sign(sheet, rag, x + 11.5, top + CHIP_HEIGHT / 2, WHITE)
    sheet.block(block, x + 18.5, top + (CHIP_HEIGHT - white.lead) / 2)
    return width


def initials(sheet: Sheet, letters: str, side: Side, x: float, top: float, size: float) -> None:
    """Draw a company's letters in the logo's place: ours filled, the customer's outlined."""
    colour = SIDE_COLOURS[side]
    radius = size * 0.16
    if side is Side.US:
        sheet.box(x, top, size, size, fill=colour, radius=radius)
    else:
        sheet.box(x + 0.5, top + 0.5, size - 1, size - 1, stroke=colour, weight=1.1, radius=radius)
    ink = WHITE if side is Side.US else colour
    style = Style(size * (0.48 if len(letters) > 1 else 0.5), size, bold=True, colour=ink)
    sheet.label(letters, style, x + size / 2, top, "center")
