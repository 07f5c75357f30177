"""Measured pieces of a page: a height and a way to draw it at a place, stacked into columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from csdesk.reports.pdf.sheet import Sheet

Drawer: TypeAlias = Callable[[Sheet, float], object]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something measured; `draw(sheet, top)` puts it on the page."""

    height: float
    draw: Drawer
    name: str = ""
    gap: float = 0.0  # space wanted above it


@dataclass(slots=True)
class Stack:
    """Pieces one below the other."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The height of all pieces."""
        return sum(piece.height for piece in self.pieces)

    def add(self, height: float, draw: Drawer) -> None:
        """Add a piece at the end."""
        self.pieces.append(Piece(height, draw))

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw all pieces from `top` down."""
        for piece in self.pieces:
            piece.draw(sheet, top)
            top += piece.height


def beside(stacks: Sequence[Stack], name: str = "", gap: float = 0.0) -> Piece:
    """Return stacks that stand side by side as one piece, as high as the tallest."""

    def draw(sheet: Sheet, top: float) -> None:
        for stack in stacks:
            stack.draw(sheet, top)

    return Piece(max((stack.height for stack in stacks), default=0.0), draw, name, gap)
