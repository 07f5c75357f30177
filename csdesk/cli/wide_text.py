"""Text on a terminal, where a Chinese character is two columns wide."""

import re
import unicodedata

# A run of other characters, or one Chinese one with the marks that must not begin or end a line.
_PIECE = re.compile(
    r"\s+|[（《「]*[\u2e80-\uffef][，。；：、！？）》」…—]*|[^\s\u2e80-\uffef]+[，。；：、！？）》」]*"
)


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


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
