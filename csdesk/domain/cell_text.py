"""The form in which a cell's text is compared: what survives a workbook, without its edges."""

import re
import unicodedata

CELL_LIMIT = 32_767  # characters that a cell of a workbook holds
_ESCAPED = re.compile(r"_x(000[9AaDd])_")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BREAKS = re.compile("\r\n?")
_NAME_LIMIT = 60


def cell_text(text: str) -> str | None:
    """Return a text as a cell holds it, whichever program saved it; None for an empty one."""
    if not text.isprintable():
        text = _ILLEGAL.sub("", _BREAKS.sub("\n", text))
    if "_x000" in text:
        text = _BREAKS.sub("\n", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    return text[:CELL_LIMIT].strip() or None


def plain_name(text: str) -> str:
    """Return a name that somebody else wrote as one short line, without marks that change others.

    Controls and marks that turn the direction of writing are left out.
    """
    # C: controls, marks of direction, halves of characters; Z: separators of lines too.
    kept = "".join(
        " " if unicodedata.category(char)[0] == "Z" or char in "\t\r\n" else char
        for char in text[:1000]
        if char in "\t\r\n" or unicodedata.category(char)[0] != "C"
    )
    name = " ".join(kept.split())
    return name if len(name) <= _NAME_LIMIT else f"{name[: _NAME_LIMIT - 1].rstrip()}…"
