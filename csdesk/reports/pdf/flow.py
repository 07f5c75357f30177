"""What flows over pages: parts that hold together, heads that come again, a tail at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csdesk.reports.pdf.pieces import Piece


@dataclass(frozen=True, slots=True)
class Part:
    """A piece in the flow.

    One that `holds` is never the last on its page: what follows stays with it (a title, a table's
    head). `again` is drawn above it when it begins a page.
    """

    piece: Piece
    holds: bool = False
    again: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """Pieces that stay together."""

    pieces: tuple[Piece, ...]
    again: tuple[Piece, ...]

    @property
    def height(self) -> float:
        return height_of(self.pieces)

    @property
    def begun(self) -> tuple[Piece, ...]:
        """The pieces as they begin a page."""
        return (*self.again, *self.pieces)


def height_of(pieces: Sequence[Piece], most: float = 1e9) -> float:
    """Return the height of pieces with the gaps between them, each gap at most `most`."""
    gaps = sum(min(piece.gap, most) for piece in pieces[1:])
    return sum(piece.height for piece in pieces) + gaps


def tightened(parts: Sequence[Part], most: float) -> list[Part]:
    """Return the parts with no gap over `most`."""
    return [
        replace(part, piece=replace(part.piece, gap=min(part.piece.gap, most))) for part in parts
    ]


def paginate(
    parts: Sequence[Part], first: float, later: float, *, tail: float = 0.0, least: int = 2
) -> list[list[Piece]]:
    """Return the pieces of each page of `first`, then `later` points.

    The last page keeps `tail` points free at its foot; if something must move for them, at least
    `least` units go along, so that what stands there is never alone.
    """
    pages: list[list[_Unit]] = [[]]
    used, room = 0.0, first
    for unit in _units(parts):
        size = unit.height + (unit.pieces[0].gap if pages[-1] else 0.0)
        if pages[-1] and used + size > room:
            pages.append([])
            used, room = 0.0, later
            size = height_of(unit.begun)
        pages[-1].append(unit)
        used += size
    if tail and pages[-1] and used + tail > room:
        count = min(least, max(len(pages[-1]) - 1, 1))
        moved = pages[-1][-count:]
        while len(moved) > 1 and _height(moved) + tail > later:
            moved = moved[1:]
        if len(pages[-1]) > len(moved):
            pages[-1] = pages[-1][: -len(moved)]
            pages.append(moved)
        else:
            pages.append([])
    return [_pieces(page, again=number > 0) for number, page in enumerate(pages)]


def _units(parts: Sequence[Part]) -> list[_Unit]:
    units: list[_Unit] = []
    pieces: list[Piece] = []
    again: tuple[Piece, ...] = ()
    for part in parts:
        if not pieces:
            again = part.again
        pieces.append(part.piece)
        if not part.holds:
            units.append(_Unit(tuple(pieces), again))
            pieces = []
    if pieces:
        units.append(_Unit(tuple(pieces), again))
    return units


def _height(units: Sequence[_Unit]) -> float:
    return height_of(_pieces(units, again=True))


def _pieces(units: Sequence[_Unit], *, again: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for number, unit in enumerate(units):
        pieces.extend(unit.begun if again and not number else unit.pieces)
    return pieces
