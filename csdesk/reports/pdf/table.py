"""A table over the width of a page: its head and each row are pieces, so that it can break."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from csdesk.reports.pdf.a4 import LEFT, TITLE_HEIGHT, WIDTH, Type, section_title
from csdesk.reports.pdf.colours import PALE, TEXT
from csdesk.reports.pdf.flow import Part
from csdesk.reports.pdf.pieces import Piece
from csdesk.reports.pdf.sheet import Align, Sheet
from csdesk.reports.pdf.text import Block, Style, Typesetter

Mark: TypeAlias = Callable[[Sheet, float, float], object]
_GAP = 8.0  # between columns
_MARK = 13.0  # taken by a mark before the text
_LINES = 30  # of one cell: a row is never taller than a page


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands over it, its width in points with the gap after it."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under a column; a mark is drawn before the text. Empty gives a dash."""

    text: str = ""
    style: Style | None = None  # of the body unless given
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell, measured and placed."""

    block: Block
    x: float
    width: float
    align: Align
    mark: Mark | None

    def draw(self, sheet: Sheet, top: float) -> None:
        if self.mark is not None:
            self.mark(sheet, self.x - _MARK + 5, top + self.block.style.lead / 2 + 0.3)
        sheet.block(self.block, self.x, top, self.align, self.width)


class Table:
    """Measures the rows of one table; `pad` is the space above and below the text of a row."""

    def __init__(
        self,
        setter: Typesetter,
        scale: Type,
        columns: Sequence[Column],
        x: float,
        *,
        pad: float = 2.9,
        lines: int = _LINES,
    ) -> None:
        self._setter, self._scale, self._columns = setter, scale, columns
        self._x, self._pad, self._lines = x, pad, lines
        self.width = sum(column.width for column in columns)

    @classmethod
    def over_page(
        cls, setter: Typesetter, scale: Type, *columns: tuple[str, float], pad: float = 2.9
    ) -> "Table":
        """Return a table over the whole width; the last column takes what the others leave."""
        rest = WIDTH - sum(width for _, width in columns[:-1])
        made = [Column(title, width) for title, width in columns[:-1]]
        made += [Column(title, rest) for title, _ in columns[-1:]]
        return cls(setter, scale, made, LEFT, pad=pad)

    def head(self) -> Piece:
        """Return the head with its rule."""
        cells = self._placed([Cell(one.title, self._scale.note) for one in self._columns], lines=2)
        height = max((cell.block.height for cell in cells), default=0.0) + 4.5

        def draw(sheet: Sheet, top: float) -> None:
            for cell in cells:
                cell.draw(sheet, top + height - 3.5 - cell.block.height)
            sheet.rule(self._x, top + height, self.width, 0.8, TEXT)

        return Piece(height, draw, "head")

    def row(self, cells: Sequence[Cell]) -> Piece:
        """Return a row with the hairline below it."""
        placed = self._placed(cells, self._lines)
        height = max((cell.block.height for cell in placed), default=0.0) + 2 * self._pad

        def draw(sheet: Sheet, top: float) -> None:
            for cell in placed:
                cell.draw(sheet, top + self._pad)
            sheet.rule(self._x, top + height, self.width)

        return Piece(height, draw, "row")

    def parts(
        self,
        title: str,
        rows: Sequence[Sequence[Cell]],
        *,
        gap: float = 20.0,
        asked: bool = False,
    ) -> list[Part]:
        """Return title, head and rows as parts of a flow; the head comes again on a new page."""
        head = self.head()
        parts = [Part(self.title(title, gap=gap, asked=asked), holds=True)] if title else []
        parts.append(Part(head, holds=True))
        parts += [Part(self.row(cells), again=(head,)) for cells in rows]
        return parts

    def title(self, text: str, *, gap: float = 20.0, asked: bool = False) -> Piece:
        """Return the title of a section that is a table: without a rule of its own."""

        def draw(sheet: Sheet, top: float) -> None:
            section_title(
                sheet, text, self._scale, self._x, top, self.width, asked=asked, rule=False
            )

        return Piece(TITLE_HEIGHT, draw, "title", gap)

    def _placed(self, cells: Sequence[Cell], lines: int) -> list[_Set]:
        placed = []
        x = self._x
        last = len(self._columns) - 1
        for number, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            style = cell.style or self._scale.body
            text = cell.text
            if not text and cell.mark is None:
                text, style = "–", style.with_(bold=False, colour=PALE)
            indent = _MARK if cell.mark is not None else 0.0
            width = column.width - indent - (_GAP if number < last else 0.0)
            block = self._setter.lay(text, style, width, lines)
            placed.append(_Set(block, x + indent, width, column.align, cell.mark))
            x += column.width
        return placed
