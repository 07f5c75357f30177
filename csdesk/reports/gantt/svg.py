"""A plan as SVG: the sheet's calls written as shapes, and text as text in our font stack.

Each line of text keeps its measured length, so that it fits in any font a reader puts in place.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from typing_extensions import override

from csdesk.domain.progress import Progress
from csdesk.domain.views.plan import PlanView
from csdesk.i18n import Translator
from csdesk.reports.gantt.clip import Box
from csdesk.reports.gantt.document import PlanDrawing, PlanWritten, title_of
from csdesk.reports.pdf.colours import LINE, Colour
from csdesk.reports.pdf.fonts import STACKS
from csdesk.reports.pdf.sheet import Align, Sheet, slants
from csdesk.reports.pdf.text import Block, Row, Typesetter

_FAMILIES = {
    "CSDeskLatin": "CSDesk Latin",
    "CSDeskSans": "CSDesk Sans",
    "CSDeskSansTC": "CSDesk Sans TC",
}
LINE_OF_TEXT = "line"  # holds the runs of one line, which readers must join
_OTHERS = "'Source Sans 3', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def write_plan_svg(
    view: PlanView, translator: Translator, progress: Progress | None = None
) -> PlanWritten:
    """Return the plan as one SVG picture, as large as it needs. Same view, same bytes."""
    setter = Typesetter(view.language)
    drawn = PlanDrawing(view, translator, setter)
    pages = drawn.pages(None, picture=True)
    if progress is not None:
        progress.check_cancelled()
    sheet = SvgSheet(
        setter, size=pages.size, title=title_of(view, translator), accent=view.us.accent
    )
    drawn.draw(sheet, pages, 1)
    return PlanWritten(sheet.content(), 1, dict(sheet.missing), drawn.cut(pages))


class SvgSheet(Sheet):
    """A sheet whose calls write SVG; one page only."""

    def __init__(
        self, setter: Typesetter, *, size: tuple[float, float], title: str, accent: str = ""
    ) -> None:
        """Begin the picture; see `Sheet`."""
        self.wear(accent)
        self.setter = setter
        self.width, self.height = size
        self.pages = 1
        self._title = setter.book.clean(title)
        self._parts: list[str] = []
        self._clip = Box(0.0, 0.0, *size)

    def content(self) -> bytes:
        """Return the file."""
        families = [f"'{_FAMILIES[name]}'" for name in STACKS[self.setter.language]]
        stack = ", ".join([*families, _OTHERS])
        language = self.setter.language.value.replace("_", "-")
        wide, high = _n(self.width), _n(self.height)
        head = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" '
            f'viewBox="0 0 {wide} {high}" xml:lang="{language}" '
            f"font-family={quoteattr(stack)}>\n"
            f"<title>{_escaped(self._title)}</title>\n"
            f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>\n'
        )
        return (head + "\n".join(self._parts) + "\n</svg>\n").encode()

    def _hex(self, colour: Colour) -> str:
        return "#" + "".join(f"{round(part * 255):02X}" for part in self.ink(colour))

    def _paint(self, fill: Colour | None, stroke: Colour | None, weight: float) -> str:
        painted = f' fill="{self._hex(fill)}"' if fill is not None else ' fill="none"'
        if stroke is not None:
            painted += f' stroke="{self._hex(stroke)}" stroke-width="{_n(weight)}"'
        return painted

    @override
    def next_page(self) -> None:
        raise NotImplementedError("an SVG picture has one page")

    @override
    def finish(self) -> None:
        """Do nothing: `content` gives the file."""

    @override
    def bookmark(self, key: str, title: str, level: int = 0) -> None:
        """Do nothing: one page needs no table of contents."""

    @override
    def block(
        self, block: Block, x: float, top: float, align: Align = "left", width: float = 0
    ) -> float:
        style = block.style
        baseline = top + (style.lead + 0.70 * style.size) / 2
        for number, row in enumerate(block.rows):
            start = x
            if align != "left":
                space = width - row.width
                start = x + (space if align == "right" else space / 2)
            self._row(row, style.size, start, baseline + number * style.lead)
        return top + block.height if block.rows else top

    def _row(self, row: Row, size: float, x: float, y: float) -> None:
        texts = []
        for number, run in enumerate(row.runs):
            end = row.runs[number + 1].x if number + 1 < len(row.runs) else row.width
            length = max(end - run.x, 0.1)
            family, _, weight = run.face.partition("-")
            bold = ' font-weight="bold"' if weight == "Bold" else ""
            texts.append(
                f'<text x="{_n(x + run.x)}" y="{_n(y)}" font-size="{_n(size)}" '
                f'textLength="{_n(length)}" lengthAdjust="spacingAndGlyphs" '
                f'fill="{self._hex(run.colour)}"{bold}{self._family(family)}>'
                f"{_escaped(run.text)}</text>"
            )
        if len(texts) > 1:
            texts = [f'<g class="{LINE_OF_TEXT}">{"".join(texts)}</g>']
        self._parts += texts

    def _family(self, family: str) -> str:
        """Name the family only where it is not the first of the stack."""
        if family == STACKS[self.setter.language][0] or family not in _FAMILIES:
            return ""
        return f" font-family=\"'{_FAMILIES[family]}', {_OTHERS}\""

    @override
    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float,
        colour: Colour,
        dash: Sequence[float] = (),
    ) -> None:
        inside = self._clip.segment(start, end)
        if inside is None:
            return
        (x1, y1), (x2, y2) = inside
        dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
        self._parts.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
            f'stroke="{self._hex(colour)}" stroke-width="{_n(weight)}"{dashes}/>'
        )

    @override
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
        part = self._clip.meet(Box(x, top, x + width, top + height))
        if part is None:
            return
        width, height = part.right - part.left, part.bottom - part.top
        corner = f' rx="{_n(min(radius, width / 2, height / 2))}"' if radius else ""
        self._parts.append(
            f'<rect x="{_n(part.left)}" y="{_n(part.top)}" width="{_n(width)}" '
            f'height="{_n(height)}"{corner}{self._paint(fill, stroke, weight)}/>'
        )

    @override
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
        self._parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
            f"{self._paint(fill, stroke, weight)}/>"
        )

    @override
    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 1,
    ) -> None:
        inside = points if self._clip.holds(points) else self._clip.polygon(points)
        if len(inside) > 2:
            painted = self._paint(fill, stroke, weight)
            self._parts.append(f'<polygon points="{_points(inside)}"{painted}/>')

    @override
    def stroke(self, points: Sequence[tuple[float, float]], weight: float, colour: Colour) -> None:
        for part in self._clip.path(points):
            self._parts.append(
                f'<polyline points="{_points(part)}" fill="none" stroke="{self._hex(colour)}" '
                f'stroke-width="{_n(weight)}" stroke-linecap="round" stroke-linejoin="round"/>'
            )

    @override
    def hatch(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        part = self._clip.meet(Box(x, top, x + width, top + height))
        if part is None:
            return
        lines = slants(part.left, part.top, part.right - part.left, part.bottom - part.top)
        moves = "".join(
            f"M{_n(start[0])} {_n(start[1])}L{_n(end[0])} {_n(end[1])}" for start, end in lines
        )
        self._parts.append(
            f'<path d="{moves}" fill="none" stroke="{self._hex(colour)}" stroke-width="0.7"/>'
        )

    @override
    def rule(
        self, x: float, y: float, width: float, weight: float = 0.5, colour: Colour = LINE
    ) -> None:
        self.line((x, y), (x + width, y), weight, colour)

    @override
    @contextmanager
    def clipped(self, x: float, top: float, width: float, height: float) -> Iterator[None]:
        before = self._clip
        part = before.meet(Box(x, top, x + width, top + height))
        self._clip = part or Box(x, top, x, top)
        try:
            yield
        finally:
            self._clip = before

    @override
    def picture(self, data: bytes, x: float, top: float, width: float, height: float) -> bool:
        """Put a picture in as PNG, whatever it was; False if it is no picture."""
        from PIL import Image

        try:
            with Image.open(BytesIO(data)) as image:
                plain = BytesIO()
                image.convert("RGBA").save(plain, "PNG")
        except Exception:  # noqa: BLE001  (any broken file: the initials stand instead)
            return False
        coded = b64encode(plain.getvalue()).decode()
        self._parts.append(
            f'<image x="{_n(x)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" '
            f'href="data:image/png;base64,{coded}"/>'
        )
        return True


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return escape("".join(char for char in text if char >= " "))
