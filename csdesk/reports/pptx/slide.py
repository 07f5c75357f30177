"""The sheet that draws on slides: what writers draw on paper becomes editable shapes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from csdesk.domain.codes import Language
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, LINE, Colour
from csdesk.reports.pdf.pictures import logo_size
from csdesk.reports.pdf.sheet import Align, Sheet
from csdesk.reports.pdf.text import Block
from csdesk.reports.pptx.theme import SCHEME_NAMES, new_presentation
from csdesk.reports.pptx.words import WidthSetter, alone, fill_of, fill_paragraphs

_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_SLACK = 1.02  # the reader's font may be a little wider than the one measured


class Slides(Sheet):
    """Draws one presentation. The same calls give the same slides."""

    def __init__(self, language: Language, accent: str = "") -> None:
        """Begin the presentation; `accent` is our company's colour, in the theme."""
        self.wear(accent)
        self.language = language
        self.setter: WidthSetter = WidthSetter(language)
        self.width, self.height = deck.SIZE
        self.pages = 1
        self.presentation = new_presentation(language, self.ink(ACCENT))
        self._open()

    def _open(self) -> None:
        self.slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[0])
        self._groups: list[Any] = []

    @property
    def shapes(self) -> Any:
        """Where the next shape goes: the slide, or the group that is open."""
        return self._groups[-1].shapes if self._groups else self.slide.shapes

    def next_page(self) -> None:
        """Begin another slide."""
        self._open()
        self.pages += 1

    def finish(self) -> None:
        """Do nothing: the presentation is saved by who made it."""

    def bookmark(self, key: str, title: str, level: int = 0) -> None:
        """Name the slide for who reads the file's structure."""
        self.slide.name = self.setter.book.clean(title)[:80]

    @contextmanager
    def group(self, name: str) -> Iterator[None]:
        """Hold the shapes drawn inside in one group with an alternative text."""
        group = self.shapes.add_group_shape()
        described(group, self.setter.book.clean(name))
        self._groups.append(group)
        try:
            yield
        finally:
            self._groups.pop()
            if not len(group.shapes):
                group._element.getparent().remove(group._element)

    # --- text --------------------------------------------------------------------------------

    def block(
        self, block: Block, x: float, top: float, align: Align = "left", width: float = 0
    ) -> float:
        """Add a text box; return the y below it."""
        if not block.rows:
            return top
        single = len(block.rows) == 1
        if align == "left" or not width:
            width = block.width if single else self.setter.width_of(block)
        if not single:
            width *= _SLACK
        box = self.shapes.add_textbox(Pt(x), Pt(top), Pt(width), Pt(block.height))
        body = box._element.txBody
        plain_body(body, wrap=not single, anchor="ctr" if alone(block) else "t")
        fill_paragraphs(body, [block], self.language, align)
        return top + block.height

    def title(self, blocks: Sequence[Block], x: float, top: float, width: float) -> float:
        """Fill the title of the slide; return the y below it."""
        holder = self.slide.shapes.title
        height = sum(block.height for block in blocks)
        holder.left, holder.top = Pt(x), Pt(top)
        holder.width, holder.height = Pt(width * _SLACK), Pt(max(height, 12))
        body = holder._element.txBody
        plain_body(body, wrap=True, shrinks=True)
        fill_paragraphs(body, blocks, self.language)
        return top + height

    # --- shapes ------------------------------------------------------------------------------

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float,
        colour: Colour,
        dash: Sequence[float] = (),
    ) -> None:
        """Add a straight line."""
        line = self.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Pt(start[0]), Pt(start[1]), Pt(end[0]), Pt(end[1])
        )
        self._paint(line, None, colour, weight, dash="sysDot" if dash else "")

    def rule(
        self, x: float, y: float, width: float, weight: float = 0.5, colour: Colour = LINE
    ) -> None:
        """Add a horizontal line."""
        self.line((x, y), (x + width, y), weight, colour)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.6,
        radius: float = 0,
    ) -> None:
        """Add a rectangle, rounded when `radius` is given."""
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if radius else MSO_SHAPE.RECTANGLE
        shape = self.shapes.add_shape(kind, Pt(x), Pt(top), Pt(width), Pt(height))
        if radius:
            shape.adjustments[0] = min(radius / max(min(width, height), 0.1), 0.5)
        self._paint(shape, fill, stroke, weight)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 1,
    ) -> None:
        """Add a disc or a ring around (x, y)."""
        side = Pt(2 * radius)
        shape = self.shapes.add_shape(MSO_SHAPE.OVAL, Pt(x - radius), Pt(y - radius), side, side)
        self._paint(shape, fill, stroke, weight)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 1,
    ) -> None:
        """Add a closed shape."""
        self._paint(self._freeform(points, close=True), fill, stroke, weight)

    def stroke(self, points: Sequence[tuple[float, float]], weight: float, colour: Colour) -> None:
        """Add an open line with round ends and joins."""
        self._paint(self._freeform(points, close=False), None, colour, weight, rounded=True)

    def hatch(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Add nothing: what is hatched on paper is part of a native chart."""

    @contextmanager
    def clipped(self, x: float, top: float, width: float, height: float) -> Iterator[None]:
        """Clip nothing: slides cut at their own edges."""
        yield

    def picture(self, data: bytes, x: float, top: float, width: float, height: float) -> bool:
        """Add a picture inside the box, keeping its shape; False if it is none."""
        wide = logo_size(data, width, height)
        if not wide:
            return False
        try:
            picture = self.shapes.add_picture(BytesIO(data), Pt(x), Pt(top), width=Pt(wide))
        except Exception:  # noqa: BLE001  (any file that slides cannot hold: the initials stand)
            return False
        picture.left, picture.top = (
            Pt(x + (width - wide) / 2),
            Pt(top + (height - picture.height / 12700) / 2),
        )
        decorative(picture)
        return True

    def _freeform(self, points: Sequence[tuple[float, float]], *, close: bool) -> Any:
        pens = [(round(x * 12700), round(y * 12700)) for x, y in points]
        builder = self.shapes.build_freeform(*pens[0])
        builder.add_line_segments(pens[1:], close=close)
        return builder.convert_to_shape()

    def _worn(self, colour: Colour | None) -> Colour | None:
        """Return the colour to draw: the theme gives those that it has."""
        return colour if colour is None or colour in SCHEME_NAMES else self.ink(colour)

    def _paint(
        self,
        shape: Any,
        fill: Colour | None,
        stroke: Colour | None,
        weight: float,
        *,
        dash: str = "",
        rounded: bool = False,
    ) -> None:
        element = shape._element
        style = element.find(qn("p:style"))
        if style is not None:
            element.remove(style)
        its = element.spPr
        if element.tag == qn("p:sp"):
            fill_of(its, self._worn(fill))
        line = etree.SubElement(its, qn("a:ln"), w=str(round(weight * 12700)))
        fill_of(line, self._worn(stroke))
        if stroke is not None and dash:
            etree.SubElement(line, qn("a:prstDash"), val=dash)
        if rounded:
            line.set("cap", "rnd")
            etree.SubElement(line, qn("a:round"))
        body = element.find(qn("p:txBody"))
        if body is not None:
            fill_paragraphs(body, [], self.language)
        if not self._groups:
            decorative(shape)


def plain_body(body: Any, *, wrap: bool, anchor: str = "t", shrinks: bool = False) -> None:
    """Take margins and self-fitting from a text body.

    One that `shrinks` stays in its place even in a wider font than ours or the one asked for.
    """
    its = body.find(qn("a:bodyPr"))
    for child in list(its):
        its.remove(child)
    for name in ("lIns", "tIns", "rIns", "bIns"):
        its.set(name, "0")
    its.set("wrap", "square" if wrap else "none")
    its.set("anchor", anchor)
    etree.SubElement(its, qn("a:normAutofit" if shrinks else "a:noAutofit"))


def described(shape: Any, text: str) -> None:
    """Give a shape the text that it is read out as."""
    its = shape._element.xpath(".//p:cNvPr")[0]
    its.set("descr", text)


def decorative(shape: Any) -> None:
    """Say that a shape means nothing of its own, so that it is not read out."""
    its = shape._element.xpath(".//p:cNvPr")[0]
    its.set("descr", "")
    extensions = etree.SubElement(its, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"), uri=_DECORATIVE)
    etree.SubElement(extension, f"{{{_ADEC}}}decorative", nsmap={"adec": _ADEC}, val="1")


@deck.title_blocks.register
def _title(slides: Slides, blocks: Sequence[Block], x: float, top: float, width: float) -> float:
    return slides.title(blocks, x, top, width)


@deck.group_of.register
def _group(slides: Slides, name: str) -> Iterator[None]:
    with slides.group(name):
        yield
