"""Blocks that a screen of the wall is made of, and how they share its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csdesk.ui.meeting.board import Board

Draw = Callable[[Board, float, float, float], None]  # board, left, top, width


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a screen: how high it is, and what draws it.

    `chosen` is the place of what can be confirmed by a key; `leads` keeps it with the next one.
    """

    height: float
    draw: Draw
    chosen: int | None = None
    leads: bool = False


def share(blocks: Sequence[Block], height: float) -> list[list[Block]]:
    """Return blocks by page; a heading goes with what follows it, what is too high stands alone."""
    pages: list[list[Block]] = [[]]
    room = height
    for place, block in enumerate(blocks):
        needed = block.height
        if block.leads and place + 1 < len(blocks):
            needed += blocks[place + 1].height
        if needed > room and pages[-1]:
            pages.append([])
            room = height
        pages[-1].append(block)
        room -= block.height
    return pages


def page_of(pages: Sequence[Sequence[Block]], chosen: int) -> int:
    """Return the page on which what can be confirmed stands."""
    for place, page in enumerate(pages):
        if any(block.chosen == chosen for block in page):
            return place
    return 0
