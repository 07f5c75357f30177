"""What every 16:9 page shares: measures, type, kicker, title, table heads, footer."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import singledispatch

from csdesk.reports.pdf.colours import ACCENT, LINE, MUTED, TEXT
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block, Style

SIZE = (960.0, 540.0)
_STOP = re.compile(r"[.?;] |[。？；]")
LEFT = 48.0
WIDTH = 864.0
RIGHT = LEFT + WIDTH
CONTENT_TOP = 122.0
CONTENT_BOTTOM = 490.0
FOOT_RULE = 506.0
COLUMN = 416.0
GUTTER = 32.0


@dataclass(frozen=True, slots=True)
class DeckType:
    """The type scale of a 16:9 page (documents.md, 2)."""

    kicker: Style
    title: Style
    section: Style
    body: Style
    strong: Style
    note: Style
    head: Style
    figure: Style
    foot: Style
    top: float = CONTENT_TOP  # where the content of the page begins


def type_scale() -> DeckType:
    """Return the styles of a page."""
    return DeckType(
        kicker=Style(12, 16, bold=True, colour=ACCENT),
        title=Style(26, 33, bold=True),
        section=Style(13.5, 18, bold=True),
        body=Style(13.5, 18),
        strong=Style(13.5, 18, bold=True),
        note=Style(11.5, 15.5, colour=MUTED),
        head=Style(11.5, 15, colour=MUTED),
        figure=Style(17, 22, bold=True),
        foot=Style(10.5, 14, colour=MUTED),
    )


def begin(sheet: Sheet, kicker: str, title: str, scale: DeckType) -> DeckType:
    """Draw kicker and title, one line, at most two; return the scale with the content's top."""
    sheet.words(kicker, scale.kicker, LEFT, 33, WIDTH, lines=1)
    parts = by_sense(sheet, title, scale.title)
    lines = 3 - len(parts)
    blocks = [sheet.setter.lay(part, scale.title, WIDTH, lines) for part in parts]
    below = title_blocks(sheet, blocks, LEFT, 52, WIDTH)
    return replace(scale, top=max(CONTENT_TOP, below + 14))


def by_sense(sheet: Sheet, title: str, style: Style) -> list[str]:
    """Return a title in one, or in two lines that break where a sentence ends, if that fits."""
    width = sheet.setter.width
    if width(title, style) <= WIDTH:
        return [title]
    for found in _STOP.finditer(title):
        parts = [title[: found.end()].rstrip(), title[found.end() :]]
        if parts[1] and all(width(part, style) <= WIDTH for part in parts):
            return parts
    return [title]


@singledispatch
def title_blocks(
    sheet: Sheet, blocks: Sequence[Block], x: float, top: float, width: float
) -> float:
    """Draw a page’s title, a paragraph each; return the y below. Slides have a place for it."""
    for block in blocks:
        top = sheet.block(block, x, top, width=width)
    return top


@singledispatch
def group_of(sheet: Sheet, name: str) -> Iterator[None]:
    """Yield once; what holds shapes together does so around it."""
    yield


@contextmanager
def grouped(sheet: Sheet, name: str) -> Iterator[None]:
    """Hold what is drawn inside together as one picture that is read out as `name`."""
    yield from group_of(sheet, name)


def foot(sheet: Sheet, left: str, middle: str, page: str, scale: DeckType) -> None:
    """Draw the footer rule with the pack's name, our contact and the page."""
    sheet.rule(LEFT, FOOT_RULE, WIDTH, 0.6, LINE)
    sheet.words(left, scale.foot, LEFT, FOOT_RULE + 5, 440, lines=1)
    sheet.words(middle, scale.foot, LEFT + 470, FOOT_RULE + 5, 320, lines=1)
    sheet.label(page, scale.foot, RIGHT, FOOT_RULE + 5, "right")


def head_rule(sheet: Sheet, y: float, x: float = LEFT, width: float = WIDTH) -> None:
    """Draw the rule under a table's head."""
    sheet.rule(x, y, width, 1.2, TEXT)
