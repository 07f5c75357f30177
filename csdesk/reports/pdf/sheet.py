"""The page as writers see it: y runs down from the top, lengths in points, colours as names.

Also the shapes that stand for a meaning (documents.md, 3 and 4): owner marks, RAG chip, ticks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Literal, cast

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

from csdesk.domain.codes import Language
from csdesk.domain.views.common import Party
from csdesk.reports.pdf.colours import LINE, Colour, hex_colour, in_brand
from csdesk.reports.pdf.text import Block, Style, Typesetter

Align = Literal["left", "right", "center"]
_PDF_LANGUAGES = {Language.EN: "en", Language.ZH_CN: "zh-Hans", Language.ZH_TW: "zh-Hant"}


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Let reportlab write streams as they are: its ASCII form is a quarter larger and slower."""
    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        yield
    finally:
        rl_config.useA85 = before


class Sheet:
    """Draws one document. The same calls give the same bytes."""

    _line: list[tuple[float, float, PDFTextObject]] | None = None  # left, top and what is set

    def __init__(
        self,
        target: BytesIO,
        *,
        language: Language,
        size: tuple[float, float],
        title: str,
        us: Party,
        subject: str = "",
    ) -> None:
        """Begin a document of our company: it is its author, and drawn in its colour."""
        self.wear(us.accent)
        self.setter = Typesetter(language)
        self.width, self.height = size
        self.pages = 1
        self._canvas = Canvas(
            target,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            initialFontName=cast("Any", self.setter.book.first_face),  # the stub says float
            lang=_PDF_LANGUAGES[language],
        )
        self._canvas.setTitle(self.setter.book.clean(title))
        self._canvas.setAuthor(self.setter.book.clean(us.name))
        self._canvas.setSubject(self.setter.book.clean(subject))
        self._canvas.setCreator("csdesk")
        self._canvas.setProducer("csdesk")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    @property
    def missing(self) -> dict[str, str]:
        """Characters that no font has, with their names."""
        return self.setter.book.missing

    def wear(self, accent: str) -> None:
        """Draw in a company's colour from now on."""
        self._brand = hex_colour(accent) if accent else None
        self._inks: dict[Colour, Colour] = {}

    def ink(self, colour: Colour) -> Colour:
        """Return the colour that is drawn for one of ours: the company's for the accent."""
        if self._brand is None:
            return colour
        found = self._inks.get(colour)
        if found is None:
            found = self._inks[colour] = in_brand(colour, self._brand)
        return found

    def next_page(self) -> None:
        """Begin another page of the same size."""
        with _binary_streams():
            self._canvas.showPage()
        self.pages += 1

    def finish(self) -> None:
        """Write the file."""
        with _binary_streams():
            self._canvas.showPage()
            self._canvas.save()

    def bookmark(self, key: str, title: str, level: int = 0) -> None:
        """Add an entry of the reader's table of contents that leads to this page."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(self.setter.book.clean(title), key, level=level, closed=False)

    # --- text --------------------------------------------------------------------------------

    @contextmanager
    def across(self, *, rows: bool = False) -> Iterator[None]:
        """Write what is set inside from left to right, in whatever order it is measured and set.

        Who has the text read aloud, copies or searches it meets it in this order: a line, a row of
        a table. With `rows` it goes down first, as in a chart. Inside another one it is part of it.
        """
        if self._line is not None:
            yield
            return
        self._line = []
        try:
            yield
        finally:
            line, self._line = self._line, None
            for _, _, text in sorted(line, key=lambda one: one[1::-1] if rows else one[:2]):
                self._canvas.drawText(text)

    def block(
        self, block: Block, x: float, top: float, align: Align = "left", width: float = 0
    ) -> float:
        """Draw measured text with its first line box at `top`; return the y below it."""
        if not block.rows:
            return top
        style = block.style
        baseline = top + (style.lead + 0.70 * style.size) / 2
        text = self._canvas.beginText()
        colour: Colour | None = None
        face = ""
        leftmost = x + max(width, block.width)
        for number, row in enumerate(block.rows):
            start = x
            if align != "left":
                space = width - row.width
                start = x + (space if align == "right" else space / 2)
            leftmost = min(leftmost, start)
            y = self.height - (baseline + number * style.lead)
            for run in row.runs:
                if run.colour != colour:
                    colour = run.colour
                    text.setFillColorRGB(*self.ink(colour))
                text.setTextOrigin(start + run.x, y)
                if run.face != face:
                    face = run.face
                    text.setFont(face, style.size)
                text.textLine(run.text)
        if self._line is None:
            self._canvas.drawText(text)
        else:
            self._line.append((leftmost, top, text))
        return top + block.height

    def words(
        self,
        text: str,
        style: Style,
        x: float,
        top: float,
        width: float,
        *,
        align: Align = "left",
        lines: int = 0,
    ) -> float:
        """Set `text` into `width`, at most `lines` lines; return the y below it."""
        return self.block(self.setter.lay(text, style, width, lines), x, top, align, width)

    def label(self, text: str, style: Style, x: float, top: float, align: Align = "left") -> float:
        """Draw one line that starts, ends or is centred at `x`; return its width."""
        block = self.setter.line(text, style)
        shift = {"left": 0.0, "right": block.width, "center": block.width / 2}[align]
        self.block(block, x - shift, top)
        return block.width

    # --- shapes ------------------------------------------------------------------------------

    def rule(
        self, x: float, y: float, width: float, weight: float = 0.5, colour: Colour = LINE
    ) -> None:
        """Draw a horizontal line."""
        self.line((x, y), (x + width, y), weight, colour)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float,
        colour: Colour,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line."""
        canvas = self._canvas
        canvas.setStrokeColorRGB(*self.ink(colour))
        canvas.setLineWidth(weight)
        if dash:
            canvas.setDash(list(dash))
        canvas.line(start[0], self.height - start[1], end[0], self.height - end[1])
        if dash:
            canvas.setDash([])

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
        """Draw a rectangle, rounded when `radius` is given."""
        canvas = self._canvas
        if fill is not None:
            canvas.setFillColorRGB(*self.ink(fill))
        if stroke is not None:
            canvas.setStrokeColorRGB(*self.ink(stroke))
            canvas.setLineWidth(weight)
        y = self.height - top - height
        if radius:
            radius = min(radius, width / 2, height / 2)
            canvas.roundRect(x, y, width, height, radius, stroke is not None, fill is not None)
        else:
            canvas.rect(x, y, width, height, stroke is not None, fill is not None)

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
        """Draw a disc or a ring around (x, y)."""
        canvas = self._canvas
        if fill is not None:
            canvas.setFillColorRGB(*self.ink(fill))
        if stroke is not None:
            canvas.setStrokeColorRGB(*self.ink(stroke))
            canvas.setLineWidth(weight)
        canvas.circle(x, self.height - y, radius, stroke is not None, fill is not None)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 1,
    ) -> None:
        """Draw a closed shape."""
        path = self._path(points)
        path.close()
        self._draw_path(path, fill, stroke, weight)

    def stroke(self, points: Sequence[tuple[float, float]], weight: float, colour: Colour) -> None:
        """Draw an open line with round ends and joins."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        self._draw_path(self._path(points), None, colour, weight)
        canvas.restoreState()

    def hatch(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle with slanted lines."""
        path = self._canvas.beginPath()
        for start, end in slants(x, top, width, height):
            path.moveTo(start[0], self.height - start[1])
            path.lineTo(end[0], self.height - end[1])
        self._draw_path(path, None, colour, 0.7)

    @contextmanager
    def clipped(self, x: float, top: float, width: float, height: float) -> Iterator[None]:
        """Draw only what lies inside a rectangle."""
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, self.height - top - height, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        try:
            yield
        finally:
            canvas.restoreState()

    def picture(self, data: bytes, x: float, top: float, width: float, height: float) -> bool:
        """Draw a raster picture inside the box, keeping its shape; False if it is no picture."""
        try:
            image = ImageReader(BytesIO(data))
            across, down = image.getSize()
        except Exception:  # noqa: BLE001  (any broken file: the initials stand instead)
            return False
        if not across or not down or across * down > 40_000_000:
            return False
        scale = min(width / across, height / down)
        wide, high = across * scale, down * scale
        y = self.height - top - (height + high) / 2
        self._canvas.drawImage(image, x + (width - wide) / 2, y, wide, high, mask="auto")
        return True

    def _path(self, points: Sequence[tuple[float, float]]) -> PDFPathObject:
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        return path

    def _draw_path(
        self, path: PDFPathObject, fill: Colour | None, stroke: Colour | None, weight: float
    ) -> None:
        canvas = self._canvas
        if fill is not None:
            canvas.setFillColorRGB(*self.ink(fill))
        if stroke is not None:
            canvas.setStrokeColorRGB(*self.ink(stroke))
            canvas.setLineWidth(weight)
        canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))


def slants(
    x: float, top: float, width: float, height: float, step: float = 4.0
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the lines that hatch a rectangle, each from its lower to its upper end."""
    bottom, offset = top + height, -height
    while offset < width:
        low, high = max(0.0, -offset), min(height, width - offset)
        if low < high:
            yield (x + offset + low, bottom - low), (x + offset + high, bottom - high)
        offset += step
