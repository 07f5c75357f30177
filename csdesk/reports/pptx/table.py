"""Tables of packs as native tables of slides."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Pt

from csdesk.domain.codes import Language
from csdesk.reports.pdf.colours import LINE, TEXT, Colour
from csdesk.reports.pdf.grid import (
    HEAD,
    Column,
    Grid,
    Line,
    blocks_of,
    draw_grid,
    draw_marks,
    offset_of,
)
from csdesk.reports.pdf.text import Block
from csdesk.reports.pptx.slide import Slides, described
from csdesk.reports.pptx.words import SMALLEST, fill_of, fill_paragraphs, pieces_of

# How much wider the font may be that stands in for the one asked for, plain and bold.
_WIDER = {False: 1.14, True: 1.18}
_SHARES = (1.0, 0.95, 0.9, 0.85)  # of the type's size, until rows stay as high as they are
_DRIFT = 6.0  # points by which rows may grow together
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@draw_grid.register
def native_table(slides: Slides, grid: Grid) -> float:
    """Add a table with the words of the grid, the marks as shapes above it; return the y below."""
    edges = _edges(grid)
    frame = slides.shapes.add_table(
        len(grid.lines) + 1,
        len(grid.columns),
        Pt(grid.left),
        Pt(grid.top),
        Pt(grid.width),
        Pt(grid.bottom - grid.top),
    )
    described(frame, slides.setter.book.clean(grid.name))
    table = frame.table
    its = table._tbl.tblPr
    its.set("firstRow", "1")
    its.set("bandRow", "0")
    style = its.find(qn("a:tableStyleId"))
    style.text = _NO_STYLE
    for column, (left, right) in zip(table.columns, pairwise(edges), strict=True):
        column.width = Pt(right - left)
    _fill_head(slides, grid, table, edges)
    share = _share(slides, grid, edges)
    for number, line in enumerate(grid.lines, 1):
        table.rows[number].height = Pt(line.height)
        blocks = blocks_of(slides, grid, line)
        shared = offset_of(blocks, line) if line.even else None
        for place, (column, one) in enumerate(zip(grid.columns, line.cells, strict=True)):
            cell = table.cell(number, place)
            margins = (column.left + one.indent - edges[place], edges[place + 1] - column.right)
            _fill(slides, cell, blocks[place], column, margins, shared, share=share)
            _rule(cell, 0.5 if line.rule else 0.0, LINE, line.fill)
    if any(one.mark for line in grid.lines for one in line.cells):
        with slides.group(grid.name):
            draw_marks(slides, grid)
    return grid.bottom


def _edges(grid: Grid) -> list[float]:
    """Return the edges of the columns: half way between the words of two."""
    edges = [grid.left]
    edges += [(before.right + after.left) / 2 for before, after in pairwise(grid.columns)]
    return [*edges, grid.left + grid.width]


def _share(slides: Slides, grid: Grid, edges: list[float]) -> float:
    """Return the share of the type's size at which a wider font makes no row higher.

    Cells of a table cannot shrink by themselves: in another font a line would break once more, and
    the rows below would leave their marks and the slide. Chinese is as wide in every font.
    """
    if slides.language is not Language.EN:
        return 1.0
    for share in _SHARES:
        if sum(_growth(slides, grid, line, edges, share) for line in grid.lines) <= _DRIFT:
            return share
    return _SHARES[-1]


def _growth(slides: Slides, grid: Grid, line: Line, edges: list[float], share: float) -> float:
    blocks = blocks_of(slides, grid, line)
    above = max(offset_of(blocks, line), 0) if line.even else 0.0
    tallest = 0.0
    for place, (column, one) in enumerate(zip(grid.columns, line.cells, strict=True)):
        room = edges[place + 1] - column.left - one.indent
        if column.align == "right":
            room = column.right - edges[place]
        lines = (_lines(slides, block, room, share) * block.style.lead for block in blocks[place])
        tallest = max(tallest, above + sum(lines))
    return max(tallest - line.height, 0.0)


def _lines(slides: Slides, block: Block, room: float, share: float) -> int:
    """Return how many lines a text takes in a wider font."""
    style = block.style
    text = "".join(piece.text for piece in pieces_of(block, slides.language))
    size = min(style.size, max(style.size * share, SMALLEST)) * _WIDER[style.bold]
    return len(slides.setter.lay(text, replace(style, size=size), room).rows)


def _fit(slides: Slides, block: Block, room: float) -> float:
    """Return the share of the type's size at which a wider font keeps a line in its room."""
    if slides.language is not Language.EN:
        return 1.0
    return room / max(block.width * _WIDER[block.style.bold], 1.0)


def _fill_head(slides: Slides, grid: Grid, table: Any, edges: list[float]) -> None:
    table.rows[0].height = Pt(HEAD)
    for place, column in enumerate(grid.columns):
        cell = table.cell(0, place)
        style = column.style or grid.head
        room = grid.head_end(place) - column.left - column.head_indent
        if column.align == "right":
            room = 1e6
        blocks = [slides.setter.lay(column.head, style, room, 1)] if column.head else []
        margins = (
            column.left + column.head_indent - edges[place],
            edges[place + 1] - column.right,
        )
        end = edges[place] if column.align == "right" else grid.head_end(place)
        start = column.right if column.align == "right" else column.left + column.head_indent
        share = min([1.0, *(_fit(slides, one, abs(end - start)) for one in blocks)])
        _fill(slides, cell, blocks, column, margins, None, head=True, share=share)
        _rule(cell, 1.2, TEXT, None)
    place = 0
    while place < len(grid.columns):
        following = place + 1
        while following < len(grid.columns) and not grid.columns[following].head:
            following += 1
        if following > place + 1 and grid.columns[place].align == "left":
            table.cell(0, place).merge(table.cell(0, following - 1))
        place = following


def _fill(
    slides: Slides,
    cell: Any,
    blocks: list[Block],
    column: Column,
    margins: tuple[float, float],
    shared: float | None,
    *,
    head: bool = False,
    share: float = 1.0,
) -> None:
    left, right = margins
    # The free side is all the cell's: the reader's font may be a little wider.
    right_aligned = column.align == "right"
    cell.margin_left = Pt(0 if right_aligned else max(left, 0))
    cell.margin_right = Pt(max(right, 0) if right_aligned else 0)
    cell.margin_top, cell.margin_bottom = Pt(max(shared or 0, 0)), Pt(0)
    kind = "ctr" if shared is None else "t"
    cell._tc.get_or_add_tcPr().set("anchor", "t" if head else kind)
    fill_paragraphs(cell._tc.txBody, blocks, slides.language, column.align, share)


def _rule(cell: Any, weight: float, colour: Colour, fill: Colour | None) -> None:
    its = cell._tc.get_or_add_tcPr()
    for name in ("a:lnL", "a:lnR", "a:lnT", "a:lnB"):
        below = name == "a:lnB" and weight > 0
        width = str(round(weight * 12700)) if below else "0"
        line = etree.SubElement(its, qn(name), w=width)
        fill_of(line, colour if below else None)
    fill_of(its, fill)
