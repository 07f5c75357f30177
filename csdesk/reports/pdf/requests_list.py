"""The list of all requests of a month: the head repeats, a row never splits."""

from dataclasses import dataclass

from csdesk.domain.codes import RequestStatus, Side
from csdesk.domain.labels import REQUEST_KIND_LABELS
from csdesk.domain.views.requests import RequestLine, RequestsView
from csdesk.i18n import Translator
from csdesk.reports.charts.paper import draw_chart
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import MUTED, TEXT
from csdesk.reports.pdf.pieces import Piece
from csdesk.reports.pdf.requests_charts import moved
from csdesk.reports.pdf.shapes import done_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block
from csdesk.reports.words import requests as words
from csdesk.reports.words.common import short

MOST = 400  # requests; a longer month says how many more there are
_NUMBER, _DAY, _TITLE, _AREA, _KIND, _ANSWER, _STATUS = 15.0, 23.0, 68.0, 228.0, 302.0, 393.0, 414.0
_PADDING = 3.0
_MULTIPLES = 112.0


@dataclass(frozen=True, slots=True)
class _Row:
    line: RequestLine
    number: Block
    day: Block
    title: Block
    who: Block
    area: Block
    kind: Block
    answer: Block | None
    status: Block
    by: Block
    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        x, y = a4.LEFT, top + _PADDING
        sheet.block(self.number, x, y, "right", _NUMBER)
        sheet.block(self.day, x + _DAY, y)
        sheet.block(self.who, x + _TITLE, sheet.block(self.title, x + _TITLE, y))
        sheet.block(self.area, x + _AREA, y)
        sheet.block(self.kind, x + _KIND, y)
        if self.answer is not None:
            sheet.block(self.answer, x + _KIND, y, "right", _ANSWER - _KIND)
        else:
            a4.dash(sheet, self.day.style, x + _ANSWER, y)
        middle = y + self.status.style.lead / 2
        if self.line.status is RequestStatus.SOLVED:
            done_mark(sheet, x + _STATUS - 8, middle, 3.4)
        else:
            waits = self.line.status is RequestStatus.WAITING
            side_mark(sheet, Side.CUSTOMER if waits else Side.US, x + _STATUS - 8, middle, 5.4)
        sheet.block(self.by, x + _STATUS, sheet.block(self.status, x + _STATUS, y))
        sheet.rule(a4.LEFT, top + self.height, a4.WIDTH)


class RequestList:
    """Measures the rows and puts them on pages."""

    def __init__(self, sheet: Sheet, view: RequestsView, tr: Translator, scale: a4.Type) -> None:
        self._sheet, self._view, self._tr, self._scale = sheet, view, tr, scale

    def pages(self, room: float) -> list[list[Piece]]:
        """Return the pages of the list, each `room` high; the first begins with the causes."""
        tr, scale = self._tr, self._scale
        page: list[Piece] = []
        chart = moved(self._sheet, self._view, tr, _MULTIPLES)
        if chart is not None:
            page.append(Piece(chart.height + 16, lambda s, top: draw_chart(s, chart, a4.LEFT, top)))
        title = tr.text("All requests of the month")
        page.append(
            Piece(
                a4.TITLE_HEIGHT + 2,
                lambda s, top: a4.section_title(
                    s, title, scale, a4.LEFT, top, a4.WIDTH, rule=False
                ),
            )
        )
        page.append(self._head())
        pages = [page]
        used = sum(piece.height for piece in page)
        for line in self._view.lines[:MOST]:
            row = self._row(line)
            if used + row.height > room:
                page = [self._head()]
                pages.append(page)
                used = page[0].height
            page.append(Piece(row.height, row.draw))
            used += row.height
        self._ending(page)
        return pages

    def _head(self) -> Piece:
        tr, style = self._tr, self._scale.note
        left = ((_DAY, tr.text("Asked")), (_TITLE, tr.text("Request")), (_AREA, tr.text("Area")),
                (_KIND, tr.text("Kind")), (_STATUS - 12, tr.text("Status")))  # fmt: skip
        answered = tr.text("Answered")

        def draw(sheet: Sheet, top: float) -> None:
            with sheet.across():
                for x, text in left:
                    sheet.label(text, style, a4.LEFT + x, top)
                sheet.label(answered, style, a4.LEFT + _ANSWER, top, "right")
            sheet.rule(a4.LEFT, top + style.lead + 2.5, a4.WIDTH, 0.8, TEXT)

        return Piece(style.lead + 2.5, draw)

    def _row(self, line: RequestLine) -> _Row:
        tr, setter, scale, view = self._tr, self._sheet.setter, self._scale, self._view
        title = setter.lay(line.title, scale.body, _AREA - _TITLE - 8, 3)
        who = setter.lay(line.asked_by, scale.note, _AREA - _TITLE - 8, 1)
        area = setter.lay(line.area, scale.body, _KIND - _AREA - 6, 2)
        word, name = words.status(line, view, tr)
        room = a4.WIDTH - _STATUS
        status = setter.lay(word, scale.body, room, 2)
        by = setter.lay(name, scale.note, room, 1)
        answer = None
        if line.answered_after is not None:
            answer = setter.line(words.duration(tr, line.answered_after), scale.body)
        tall = max(
            title.height + who.height * bool(line.asked_by),
            area.height,
            status.height + by.height * bool(name),
        )
        return _Row(
            line=line,
            number=setter.line(tr.number(line.number), scale.body.with_(colour=MUTED)),
            day=setter.line(short(tr, line.day), scale.body),
            title=title,
            who=who,
            area=area,
            kind=setter.lay(tr.text(REQUEST_KIND_LABELS[line.kind]), scale.body, 50, 1),
            answer=answer,
            status=status,
            by=by,
            height=tall + 2 * _PADDING,
        )

    def _ending(self, page: list[Piece]) -> None:
        """Say what is not in the list: too many for it, and what came after the month."""
        tr, view = self._tr, self._view
        said = []
        if len(view.lines) > MOST:
            said.append(tr.plural("{n} more", "{n} more", len(view.lines) - MOST))
        if view.later:
            said.append(
                tr.plural(
                    "One request came after the month and is in the next report.",
                    "{n} requests came after the month and are in the next report.",
                    view.later,
                )
            )
        if not said:
            return
        block = self._sheet.setter.lay(tr.sentences(said), self._scale.note, a4.WIDTH, 2)
        page.append(Piece(block.height + 4, lambda s, top: s.block(block, a4.LEFT, top + 4)))
