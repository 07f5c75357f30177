"""A table of a 16:9 page: measured cells under heads and rules. On slides it is a native one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from typing import TypeAlias

from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import Colour
from csdesk.reports.pdf.sheet import Align, Sheet
from csdesk.reports.pdf.text import Block, Style

HEAD = 21.0
Mark: TypeAlias = Callable[[Sheet, float, float], object]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a cell with the lines that it may take."""

    text: str
    style: Style
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs one below the other; the mark stands `mark_at` right of the column's edge."""

    parts: tuple[Part, ...] = ()
    indent: float = 0.0
    mark: Mark | None = None
    mark_at: float = 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """Left and right edge of the words of a column, and its head."""

    left: float
    right: float
    head: str = ""
    align: Align = "left"
    style: Style | None = None  # of the head, where it is not the table's
    head_indent: float = 0.0

    @property
    def width(self) -> float:
        """The width of its words."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Line:
    """A row: with `even` its cells begin at one height, else each is centred."""

    cells: tuple[Cell, ...]
    height: float
    fill: Colour | None = None
    even: bool = False
    rule: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table from `left` over `width`, its head at `top`; `name` is what it is read out as."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    top: float
    head: Style
    left: float = deck.LEFT
    width: float = deck.WIDTH

    @property
    def first(self) -> float:
        """The y of the rule under the heads, where the first row begins."""
        return self.top + HEAD

    @property
    def bottom(self) -> float:
        """The y below the last row."""
        return self.first + sum(line.height for line in self.lines)

    def head_end(self, number: int) -> float:
        """Return how far the head of a column may reach: to the next that has one."""
        following = [one for one in self.columns[number + 1 :] if one.head]
        if not following:
            return self.left + self.width
        first = following[0]
        return first.left - 6

    def middles(self) -> tuple[float, ...]:
        """Return the y of the middle of each row."""
        found, y = [], self.first
        for line in self.lines:
            found.append(y + line.height / 2)
            y += line.height
        return tuple(found)


def cell(text: str, style: Style, lines: int = 1) -> Cell:
    """Return a cell of one paragraph."""
    return Cell((Part(text, style, lines),))


def blocks_of(sheet: Sheet, grid: Grid, line: Line) -> list[list[Block]]:
    """Return the measured paragraphs of each cell of a row."""
    return [
        [
            sheet.setter.lay(part.text, part.style, column.width - one.indent, part.lines)
            for part in one.parts
            if part.text
        ]
        for column, one in zip(grid.columns, line.cells, strict=True)
    ]


def offset_of(blocks: list[list[Block]], line: Line) -> float:
    """Return how far below its top the cells of an even row begin."""
    tallest = max((sum(block.height for block in cell) for cell in blocks), default=0.0)
    return (line.height - tallest) / 2


def draw_marks(sheet: Sheet, grid: Grid) -> None:
    """Draw the marks of all cells."""
    y = grid.first
    for line in grid.lines:
        blocks = blocks_of(sheet, grid, line)
        for column, one, its in zip(grid.columns, line.cells, blocks, strict=True):
            if one.mark is not None:
                middle = y + line.height / 2
                if line.even and its:
                    middle = y + offset_of(blocks, line) + its[0].style.lead / 2
                one.mark(sheet, column.left + one.mark_at, middle)
        y += line.height


@singledispatch
def draw_grid(sheet: Sheet, grid: Grid) -> float:
    """Draw a table; return the y below it."""
    for number, column in enumerate(grid.columns):
        style = column.style or grid.head
        top = grid.top + (grid.head.lead - style.lead) / 2
        if column.align == "right":
            sheet.label(column.head, style, column.right, top, "right")
        else:
            room = grid.head_end(number) - column.left - column.head_indent
            sheet.words(column.head, style, column.left + column.head_indent, top, room, lines=1)
    y = grid.first
    deck.head_rule(sheet, y, grid.left, grid.width)
    for line in grid.lines:
        _draw_line(sheet, grid, line, y)
        y += line.height
    draw_marks(sheet, grid)
    return y


def _draw_line(sheet: Sheet, grid: Grid, line: Line, y: float) -> None:
    if line.fill is not None:
        sheet.box(grid.left, y + 0.3, grid.width, line.height - 0.6, fill=line.fill)
    blocks = blocks_of(sheet, grid, line)
    shared = offset_of(blocks, line)
    for column, one, its in zip(grid.columns, line.cells, blocks, strict=True):
        height = sum(block.height for block in its)
        top = y + (shared if line.even else (line.height - height) / 2)
        for block in its:
            top = sheet.block(
                block, column.left + one.indent, top, column.align, column.width - one.indent
            )
    if line.rule:
        sheet.rule(grid.left, y + line.height, grid.width)
