"""The colours of documents (documents.md, section 3) and their solid tints on white."""

from typing import TypeAlias

from csdesk.domain.codes import Rag, Side

Colour: TypeAlias = tuple[float, float, float]


def hex_colour(code: str) -> Colour:
    """Return `#RRGGBB` as three parts of 0 to 1."""
    number = int(code.lstrip("#"), 16)
    return ((number >> 16) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


def tint(colour: Colour, share: float) -> Colour:
    """Return the solid colour that `share` (0 to 1) of `colour` gives on white paper."""
    red, green, blue = (1 - (1 - part) * share for part in colour)
    return (red, green, blue)


def contrast(colour: Colour) -> float:
    """Return the contrast with white paper, 1 to 21 (WCAG 2.2, 1.4.3)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    ]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)


def in_brand(colour: Colour, brand: Colour) -> Colour:
    """Return a company's colour, or its tint, in place of ours; what means something else stays."""
    shares = {
        round((1 - part) / (1 - own), 6) for part, own in zip(colour, ACCENT, strict=True)
    }  # of ACCENT that would give this colour on white
    if len(shares) > 1 or not 0 < (share := shares.pop()) <= 1:
        return colour
    return tint(brand, share)


WHITE: Colour = (1.0, 1.0, 1.0)
TEXT = hex_colour("#1B2430")
MUTED = hex_colour("#5B6675")
PALE = hex_colour("#87919F")  # the dash of an empty cell; never a sentence
LINE = hex_colour("#DADFE6")
ACCENT = hex_colour("#2A5BD7")
OK = hex_colour("#18744A")
WARN = hex_colour("#8F5B0B")
BAD = hex_colour("#C5362B")
HOLD = hex_colour("#5B6675")
DONE_BAR = hex_colour("#6C7785")
PANEL = hex_colour("#F5F7FA")
TRACK = hex_colour("#DADFE6")

SIDE_COLOURS: dict[Side, Colour] = {
    Side.US: hex_colour("#2F6FDE"),
    Side.CUSTOMER: hex_colour("#B85A0E"),
    Side.THIRD: hex_colour("#7360A8"),
}
RAG_COLOURS: dict[Rag, Colour] = {
    Rag.GREEN: OK,
    Rag.AMBER: WARN,
    Rag.RED: BAD,
    Rag.NOT_STARTED: HOLD,
    Rag.ON_HOLD: HOLD,
    Rag.FINISHED: ACCENT,
}
