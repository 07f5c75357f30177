"""Words on slides: measured text becomes paragraphs of runs, in the theme's fonts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from csdesk.domain.codes import Language
from csdesk.reports.pdf.colours import Colour
from csdesk.reports.pdf.linebreak import is_han
from csdesk.reports.pdf.sheet import Align
from csdesk.reports.pdf.text import Block, Row, Style, Typesetter
from csdesk.reports.pptx.theme import SCHEME_NAMES, TAGS, hex_of

_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
SMALLEST = 10.0  # points of type
_CHINESE_MARKS = frozenset("“”‘’…—，。、；：？！（）「」『』《》")


class WidthSetter(Typesetter):
    """Remembers into which width a text was set: a text box is as wide."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self._widths: dict[int, float] = {}

    def lay(self, text: str, style: Style, width: float, max_lines: int = 0) -> Block:
        """Return the text set into a width."""
        block = super().lay(text, style, width, max_lines)
        self._widths[id(block)] = width
        return block

    def width_of(self, block: Block) -> float:
        """Return the width that a text was set into."""
        return self._widths.get(id(block), block.width)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one weight and colour."""

    text: str
    bold: bool
    colour: Colour


def pieces_of(block: Block, language: Language) -> list[Piece]:
    """Return the words of measured text without its line ends: slides break their own lines."""
    found: list[Piece] = []
    for row in block.rows:
        words = list(_pieces(row))
        if found and words and _spaced(found[-1].text[-1], words[0].text[0], language):
            last = found.pop()
            found.append(Piece(last.text + " ", last.bold, last.colour))
        for piece in words:
            last_one = found[-1] if found else None
            if last_one and (last_one.bold, last_one.colour) == (piece.bold, piece.colour):
                found[-1] = Piece(last_one.text + piece.text, piece.bold, piece.colour)
            else:
                found.append(piece)
    return found


def _pieces(row: Row) -> Iterator[Piece]:
    for run in row.runs:
        if run.text:
            yield Piece(run.text, run.face.endswith("-Bold"), run.colour)


def _spaced(before: str, after: str, language: Language) -> bool:
    """Whether a space stood where a line ended."""
    if before.isspace() or after.isspace() or is_han(before) or is_han(after):
        return False
    if language is Language.EN:
        return True
    return before not in _CHINESE_MARKS and after not in _CHINESE_MARKS


def fill_paragraphs(
    body: Any,
    blocks: Sequence[Block],
    language: Language,
    align: Align = "left",
    share: float = 1.0,
) -> None:
    """Write texts, a paragraph each, into the `txBody` of a shape or a cell.

    Lines are as high as they were measured, but for one that stands alone in a high box. `share` is
    that of the type's size, never below the smallest of a pack.
    """
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for block in blocks:
        style = block.style
        paragraph = etree.SubElement(body, qn("a:p"))
        its = etree.SubElement(paragraph, qn("a:pPr"), algn=_ALIGN[align])
        if not alone(block):
            spacing = etree.SubElement(its, qn("a:lnSpc"))
            etree.SubElement(spacing, qn("a:spcPts"), val=str(round(style.lead * 100)))
        before = etree.SubElement(its, qn("a:spcBef"))
        etree.SubElement(before, qn("a:spcPts"), val="0")
        etree.SubElement(its, qn("a:buNone"))
        size = min(style.size, max(style.size * share, SMALLEST))
        for piece in pieces_of(block, language):
            run = etree.SubElement(paragraph, qn("a:r"))
            _run_style(run, "a:rPr", size, language, piece)
            etree.SubElement(run, qn("a:t")).text = piece.text
    if not blocks:
        paragraph = etree.SubElement(body, qn("a:p"))
        _run_style(paragraph, "a:endParaRPr", 8, language)


def alone(block: Block) -> bool:
    """Whether a line stands in the middle of a box that is much higher than it."""
    return len(block.rows) == 1 and block.style.lead > 1.6 * block.style.size


def _run_style(
    parent: Any, name: str, size: float, language: Language, piece: Piece | None = None
) -> None:
    element = etree.SubElement(parent, qn(name), lang=TAGS[language], sz=str(round(size * 100)))
    element.set("b", "1" if piece is not None and piece.bold else "0")
    element.set("dirty", "0")
    if language is not Language.EN:
        element.set("altLang", "en-US")
    if piece is not None:
        fill_of(element, piece.colour)


def fill_of(parent: Any, colour: Colour | None) -> None:
    """Add a solid fill in a theme colour, or in its own; None is no fill."""
    if colour is None:
        etree.SubElement(parent, qn("a:noFill"))
        return
    solid = etree.SubElement(parent, qn("a:solidFill"))
    name = SCHEME_NAMES.get(colour)
    if name is not None:
        etree.SubElement(solid, qn("a:schemeClr"), val=name)
    else:
        etree.SubElement(solid, qn("a:srgbClr"), val=hex_of(colour))
