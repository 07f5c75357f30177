"""Text on a terminal, where a Chinese character is two columns wide."""

import re
import unicodedata
from collections.abc import Sequence

_GAP = 2  # between columns
_NARROWEST = 8  # of a column that is cut

# A run of other characters, or one Chinese one with the marks that must not begin or end a line.
_PIECE = re.compile(
    r"\s+|[（《「]*[\u2e80-\uffef][，。；：、！？）》」…—]*|[^\s\u2e80-\uffef]+[，。；：、！？）》」]*"
)


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, width: int) -> str:
    """Return a text on one line, cut with … where it would take more columns than `width`."""
    flat = text.replace("\n", " ")
    if width_of(flat) <= width:
        return flat
    while flat and width_of(flat) > width - 1:
        flat = flat[:-1]
    return f"{flat}…"


def columns_of(rows: Sequence[Sequence[str]], room: int | None = None) -> list[str]:
    """Return rows as lines with columns under each other; without `room` nothing is cut.

    Where the lines would be wider than `room`, the widest columns are cut, none below a few
    letters.
    """
    if not rows:
        return []
    widths = [max(width_of(row[at]) for row in rows) for at in range(len(rows[0]))]
    over = 0 if room is None else sum(widths) + _GAP * (len(widths) - 1) - room
    while over > 0 and max(widths) > _NARROWEST:
        widest = max(widths)
        widths[widths.index(widest)] = widest - 1
        over -= 1
    cells = [[cut(text, width) for text, width in zip(row, widths, strict=True)] for row in rows]
    return [
        (" " * _GAP)
        .join(
            text + " " * (width - width_of(text)) for text, width in zip(row, widths, strict=True)
        )
        .rstrip()
        for row in cells
    ]


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a paragraph, none wider than `width` unless a single word is."""
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and width_of(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines
