"""A plan drawn on sheets: the same calls draw the PDF, the picture's page and the SVG."""

from dataclasses import dataclass
from io import BytesIO

from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.plan import Paper, PlanLine, PlanView
from csdesk.i18n import Translator
from csdesk.layout.body import Options, View, build_body
from csdesk.layout.chart import Shape
from csdesk.layout.from_view import chart_of_view, head_of_view, view_days, view_labels
from csdesk.layout.head import HEAD, build_head
from csdesk.layout.labels import GAP, PLATE_PAD
from csdesk.layout.scene import Scene
from csdesk.reports.gantt.frame import ABOVE, Surround
from csdesk.reports.gantt.ink import HEAD_GROUND, Ink
from csdesk.reports.gantt.legend import Legend
from csdesk.reports.gantt.names import Names
from csdesk.reports.gantt.paper import (
    EDGE,
    LABEL_PIXELS,
    NO_SHEET,
    SIZES,
    Frame,
    Pages,
    Tile,
    as_picture,
    paginate,
)
from csdesk.reports.pdf.colours import LINE, TEXT, hex_colour
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style, Typesetter
from csdesk.reports.words.marks import plain
from csdesk.reports.words.plan import internal_word, plan_kind

NEAR = 35  # days beside the plan in which today and the window's end are still shown
AHEAD, BEHIND = 2, 3  # days before the first mark and after the last
TICK = 18.0  # points between words of the lower tier
POINT_HALF = 10.0  # pixels
SPLIT = hex_colour("#CBD1DA")


@dataclass(frozen=True, slots=True)
class PlanWritten:
    """A plan in memory: its bytes, its sheets, characters no font has, titles that were cut.

    A picture holds no words to search: it has the PDF that it was `drawn_from`.
    """

    content: bytes
    pages: int
    missing: dict[str, str]
    cut: int = 0
    drawn_from: bytes = b""


def write_plan(
    view: PlanView,
    translator: Translator,
    *,
    picture: bool = False,
    progress: Progress | None = None,
) -> PlanWritten:
    """Return the plan as a PDF; with `picture` on one page, as large as it needs.

    The same view gives the same bytes. A plan without rows gives a page that says so in none:
    callers refuse it.
    """
    listener = progress or NoProgress()
    target = BytesIO()
    drawn = PlanDrawing(view, translator, Typesetter(view.language))
    pages = drawn.pages(view.paper, picture=picture)
    sheet = Sheet(
        target,
        language=view.language,
        size=pages.size,
        title=title_of(view, translator),
        us=view.us,
        subject=view.project,
    )
    count = len(pages.tiles)
    for number, tile in enumerate(pages.tiles, 1):
        listener.check_cancelled()
        if number > 1:
            sheet.next_page()
        if count > 1:
            sheet.bookmark(tile.mark, drawn.outline(tile))
        drawn.draw(sheet, pages, number)
        listener.report(number, count)
    sheet.finish()
    return PlanWritten(target.getvalue(), count, dict(sheet.missing), drawn.cut(pages))


def title_of(view: PlanView, translator: Translator) -> str:
    """Return the document's title."""
    kind = plan_kind(translator)
    parts = [kind, view.customer.name, view.project]
    if view.internal:
        parts.insert(0, internal_word(translator))
    return plain(" • ".join(part for part in parts if part))


class PlanDrawing:
    """A view measured once, drawn tile by tile."""

    def __init__(self, view: PlanView, translator: Translator, setter: Typesetter) -> None:
        self.view, self.translator, self._setter = view, translator, setter
        self.chart = chart_of_view(view)
        self.days = view_days(view)
        self.label = view_labels(view, translator)
        self.range = plan_range(view)
        self._names: dict[tuple[float, float], Names] = {}
        width = SIZES[Paper.A4][0] - 2 * EDGE
        legend = Legend(setter, view, translator, width, self.range)
        self.surround = Surround(view, translator, legend)

    def pages(self, paper: Paper | None, *, picture: bool = False) -> Pages:
        """Return which part of the plan stands on which sheet."""
        frame = Frame(
            above=ABOVE,
            below=self.surround.below,
            names=self._wide,
            labels=self._most,
            busy=self._is_busy,
            heads=lambda index: self.view.lines[index].kind.is_summary,
        )
        count, (first, last) = len(self.view.lines), self.range
        if picture:
            return as_picture(count, first, last, frame)
        return paginate(count, first, last, frame, paper)

    def names(self, text: float, room: float) -> Names:
        """Return the columns of names for a size of text and a sheet's width."""
        found = self._names.get((text, room))
        if found is None:
            found = Names(self._setter, self.view, self.translator, text, room)
            self._names[text, room] = found
        return found

    def _wide(self, text: float, room: float) -> float:
        return self.names(text, room).width

    def cut(self, pages: Pages) -> int:
        """Return how many titles end in an ellipsis."""
        return self._names_on(pages).cut

    def _names_on(self, pages: Pages) -> Names:
        room = NO_SHEET if pages.is_picture else pages.size[0]
        return self.names(pages.text, room)

    def _most(self, text: float, chart: float) -> float:
        """Return the most points a day with which each label has its place right of its mark.

        Where somebody said which day is the last, labels make do with what there is.
        """
        unit = text / LABEL_PIXELS
        styles = {bold: Style(text, text * 1.25, bold=bold) for bold in (False, True)}
        most = chart
        if self.view.last is not None:
            return most
        for row in self.chart.rows:
            words = self.label(row)
            if not words.text or row.finish is None:
                continue
            wide = self._setter.width(words.text, styles[words.bold])
            ends = [row.finish + 1]
            if row.base_finish is not None:
                ends.append(row.base_finish + 1)
            extra = POINT_HALF if row.shape.is_point else 0.0
            room = chart - wide - (GAP + 3 * PLATE_PAD + extra) * unit
            for end in ends:
                if end > self.range[0] and room > 0:
                    most = min(most, room / (end - self.range[0]))
        return most

    def outline(self, tile: Tile) -> str:
        """Return what a reader's table of contents says of a sheet."""
        first, last = self.view.lines[tile.rows[0]], self.view.lines[tile.rows[-1]]
        return f"{tile.mark}  {first.title} – {last.title}"

    def draw(self, sheet: Sheet, pages: Pages, number: int) -> None:
        """Draw sheet `number`, counted from 1."""
        tile = pages.tiles[number - 1]
        self.surround.draw_head(sheet, pages, number)
        ink = Ink(sheet, pages.text, pages.unit)
        head = HEAD * pages.unit
        left, top = EDGE + pages.names, ABOVE
        high, right = len(tile.rows) * pages.row, sheet.width - EDGE
        sheet.box(EDGE, top, right - EDGE, head, fill=HEAD_GROUND)
        self._rows(sheet, pages, tile, top, head)
        scene_head, body = self.scenes(pages, tile, ink)
        shift = pages.scale().left(tile.first) * pages.unit
        with sheet.clipped(left, top, right - left, head), sheet.across(rows=True):
            ink.draw(scene_head, left - shift, top)
        with sheet.clipped(left, top + head, right - left, high):
            ink.draw(body, left - shift, top + head - tile.rows[0] * pages.row)
        sheet.rule(EDGE, top + head, right - EDGE, 0.8, TEXT)
        sheet.rule(EDGE, top + head + high, right - EDGE, 0.5, LINE)
        sheet.line((left, top), (left, top + head + high), 0.6, SPLIT)
        self.surround.draw_foot(sheet, number, len(pages.tiles))

    def scenes(self, pages: Pages, tile: Tile, ink: Ink) -> tuple[Scene, Scene]:
        """Return time head and body of a tile, as the screen would build them."""
        view, scale, unit = self.view, pages.scale(), pages.unit
        head = head_of_view(view, self.translator, ink.measure, self.days, tick=TICK / unit)
        left, width = scale.left(tile.first), pages.chart / unit
        band = pages.band(len(self.chart.rows))
        part = View(left, band.top(tile.rows[0]), width, len(tile.rows) * pages.row_pixels)
        options = Options(
            today=head.today,
            days=self.days,
            measure=ink.measure,
            label=self.label,
            window_last=None if head.window is None else head.window[1],
            inside=True,
        )
        body = build_body(self.chart, scale, band, part, options)
        return build_head(scale, left, width, head), body

    def _rows(self, sheet: Sheet, pages: Pages, tile: Tile, top: float, head: float) -> None:
        names = self._names_on(pages)
        names.heads(sheet, EDGE, top, head)
        phase = self._phase_before(tile.rows[0])
        if phase is not None:
            names.continued(sheet, phase.title, EDGE, top + 2.5)
        y = top + head
        for index in tile.rows:
            names.row(sheet, self.view.lines[index], EDGE, y, pages.row)
            y += pages.row
            sheet.rule(EDGE, y, pages.names, 0.4, LINE)

    def _phase_before(self, index: int) -> PlanLine | None:
        """Return the phase or group that goes on in row `index` from the sheet before."""
        lines = self.view.lines
        above = (line for line in reversed(lines[:index]) if line.depth < lines[index].depth)
        return next(above, None) if index else None

    def _is_busy(self, rows: range, first: int, end: int) -> bool:
        """Whether any row has a mark between two days; phases show in what they hold."""
        for index in rows:
            row = self.chart.rows[index]
            if row.shape is Shape.SUMMARY:
                continue
            for start, finish in ((row.start, row.finish), (row.base_start, row.base_finish)):
                if finish is None or finish < first:
                    continue
                if (finish if start is None else start) < end:
                    return True
        return False


def plan_range(view: PlanView) -> tuple[int, int]:
    """Return the first and last day of the picture: the range asked for, else all there is.

    Today and the window's end are in it when they are near the plan.
    """
    days = [
        day.toordinal()
        for line in view.lines
        for day in (line.start, line.finish, line.agreed_start, line.agreed, line.deadline)
        if day is not None
    ]
    today = view.today.toordinal()
    low, high = min(days, default=today), max(days, default=today)
    marks = [today] if view.window is None else [today, view.window.last_day.toordinal()]
    low, high = (
        min([low, *(day for day in marks if low - NEAR <= day <= high)]) - AHEAD,
        max([high, *(day for day in marks if low <= day <= high + NEAR)]) + BEHIND,
    )
    return (
        max(1, low) if view.first is None else view.first.toordinal(),
        high if view.last is None else view.last.toordinal(),
    )
