"""What a chart is drawn from, and what measures its words. Lengths in the painter's units."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol, TypeAlias

Point: TypeAlias = tuple[float, float]
Align: TypeAlias = Literal["left", "right", "center"]
Figure: TypeAlias = Callable[[float], str]
"""Writes a value as it stands at its mark and at the axis, with its unit if it has one."""


class Ink(StrEnum):
    """What a mark means; a painter gives it its colour."""

    TEXT = "text"
    MUTED = "muted"
    GRID = "grid"
    AXIS = "axis"
    OWN = "own"  # the line that a panel is about
    OTHER = "other"  # the lines beside it
    STRONG = "strong"  # the bar that the title speaks of
    BAR = "bar"
    TARGET = "target"
    GAIN = "gain"
    COST = "cost"
    NET = "net"
    REACHED = "reached"
    UNDERWAY = "underway"
    TRACK = "track"
    GROUND = "ground"  # the paper


class Look(StrEnum):
    """How an area is filled: the second sign beside its colour."""

    SOLID = "solid"
    SOFT = "soft"  # a tint with an outline
    HATCHED = "hatched"
    HOLLOW = "hollow"


class Font(NamedTuple):
    """Size and height of a line."""

    size: float
    lead: float
    bold: bool = False


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    look: Look = Look.SOLID
    radius: float = 0.0


class Stroke(NamedTuple):
    """A line through points."""

    points: tuple[Point, ...]
    ink: Ink
    weight: float
    dashed: bool = False


class Disc(NamedTuple):
    """A disc around (x, y); hollow it is a ring. `rim` is the width of paper around it."""

    x: float
    y: float
    radius: float
    ink: Ink
    look: Look = Look.SOLID
    rim: float = 0.0


class Words(NamedTuple):
    """Text set into `width` from `top` down, at most `lines` lines, the last with an ellipsis."""

    x: float
    top: float
    width: float
    text: str
    font: Font
    ink: Ink = Ink.TEXT
    align: Align = "left"
    lines: int = 1


Mark: TypeAlias = Box | Stroke | Disc | Words


class Setter(Protocol):
    """Measures words as the painter will set them."""

    def width(self, text: str, font: Font) -> float:
        """Return the width of a text on one line."""
        ...

    def height(self, text: str, font: Font, width: float, lines: int) -> float:
        """Return the height of a text in a width, at most so many lines."""
        ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be painted, in its drawing order, and what it says to who cannot see it."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ChartType:
    """The sizes of a chart: its texts, and the strokes that go with them."""

    title: Font
    unit: Font
    label: Font
    value: Font
    note: Font
    bar: float  # thickness of a lying bar
    row: float  # least height of its row
    own: float = 2.6  # weight of the line that counts
    other: float = 1.0
    disc: float = 3.4


A4 = ChartType(
    title=Font(8.6, 11.8, bold=True), unit=Font(7.2, 10), label=Font(8.4, 11.6),
    value=Font(8.4, 11.6, bold=True), note=Font(7.2, 10), bar=9.0, row=15.5,
    other=0.8, disc=3.0,
)  # fmt: skip
DECK = ChartType(
    title=Font(13.5, 18, bold=True), unit=Font(11, 15), label=Font(12.5, 16),
    value=Font(13, 16, bold=True), note=Font(11, 14.5), bar=17.0, row=30.0, disc=4.6,
)  # fmt: skip
SCREEN = ChartType(
    title=Font(13, 18, bold=True), unit=Font(12, 16), label=Font(12, 16),
    value=Font(12, 16, bold=True), note=Font(11, 14), bar=13.0, row=23.0, disc=4.0,
)  # fmt: skip


def plain_figure(value: float) -> str:
    """Return a value as digits, a typographic minus before it if it is negative."""
    text = f"{abs(value):g}"
    return f"−{text}" if value < 0 else text
