"""The monthly request report: one page, and in its full form the list of the month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

from csdesk.domain.codes import Side
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.requests import turn_of
from csdesk.domain.views.requests import RequestsView
from csdesk.i18n import Translator
from csdesk.layout.charts.marks import Drawing
from csdesk.reports.charts.paper import draw_chart
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import ACCENT, PANEL
from csdesk.reports.pdf.pieces import Piece, Stack, beside
from csdesk.reports.pdf.requests_charts import causes, kinds, speed, trend
from csdesk.reports.pdf.requests_list import RequestList
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.text import Block
from csdesk.reports.words import requests as words
from csdesk.reports.words.common import page_of, sender_line
from csdesk.reports.words.marks import plain

_FULL_SHARE = 0.92  # of the paper; beyond it lists are shortened
_GUTTER = 8 * a4.MM
_HALF = (a4.WIDTH - _GUTTER) / 2
_RIGHT = a4.LEFT + _HALF + _GUTTER
_MARK = 11.0
_TREND = 88.0


class _Limits(NamedTuple):
    open: int
    areas: int
    lines: int  # of a title
    examples: int = 3


_LEVELS = (
    _Limits(6, 6, 2), _Limits(5, 5, 2), _Limits(4, 5, 2), _Limits(4, 5, 1), _Limits(3, 4, 1),
    _Limits(2, 4, 1), _Limits(2, 3, 1, 2),
)  # fmt: skip


def write_requests(
    view: RequestsView,
    translator: Translator,
    progress: Progress | None = None,
    *,
    full: bool = True,
) -> Written:
    """Return the report as a PDF. The same view gives the same bytes."""
    listener = progress or NoProgress()
    target = BytesIO()
    kind = translator.text("Monthly request report")
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(f"{kind} • {view.customer.name} • {translator.date(view.first, 'month_year')}"),
        us=view.us,
        subject=translator.date(view.first, "month_year"),
    )
    report = _Report(sheet, view, translator, kind)
    lists = report.list_pages() if full else []
    on_first = report.with_list(lists)
    if on_first:
        lists = []
    pages = 1 + len(lists)
    report.draw_first(pages, on_first)
    for number, part in enumerate(lists, 2):
        listener.check_cancelled()
        sheet.next_page()
        report.draw_list(part, number, pages)
        listener.report(number, pages)
    sheet.finish()
    return Written(target.getvalue(), pages, dict(sheet.missing))


class _Report:
    def __init__(self, sheet: Sheet, view: RequestsView, tr: Translator, kind: str) -> None:
        self.sheet, self.view, self.tr, self.kind = sheet, view, tr, kind
        self.scale = a4.type_scale(chinese=tr.is_chinese)
        self._list = RequestList(sheet, view, tr, self.scale)
        self._top = a4.TOP + a4.LOGO + 6 + 7 + self.scale.kicker.lead + 4
        self._later_top = a4.TOP + self.scale.kicker.lead + 18

    def list_pages(self) -> list[list[Piece]]:
        """Return the pages of the list of the month."""
        return self._list.pages(a4.BOTTOM - self._later_top) if self.view.lines else []

    def with_list(self, lists: Sequence[Sequence[Piece]]) -> list[Piece]:
        """Return the pieces of one page with the list on it, nothing where it needs its own.

        It says every request itself, so that none stands there as an example too.
        """
        if len(lists) != 1:
            return []
        below = list(lists[0])
        below[0] = replace(below[0], gap=14)
        pieces = [*self._pieces(_LEVELS[0], examples=False), *below]
        fits = self._top + _height(pieces) <= a4.SIZE[1] * _FULL_SHARE
        return pieces if fits else []

    def draw_first(self, pages: int, pieces: Sequence[Piece] = ()) -> None:
        """Draw the page that stands alone, with these pieces unless there are none."""
        sheet, view = self.sheet, self.view
        sheet.bookmark("requests", plain(self.kind))
        rule = a4.header(sheet, view.us, view.customer, self.scale)
        a4.kicker(sheet, self.scale, rule + 6, self.kind, self._subject(), self._day())
        pieces = pieces or self._fitting()
        room = a4.SIZE[1] * _FULL_SHARE - self._top - _height(pieces)
        wide = sum(piece.gap > 0 for piece in pieces)
        more = max(0.0, min(6.0, room / max(wide, 1)))
        y = self._top
        for index, piece in enumerate(pieces):
            y += piece.gap + (more if piece.gap else 0) if index else 0
            piece.draw(sheet, y)
            y += piece.height
        self._foot(1, pages)

    def draw_list(self, pieces: Sequence[Piece], number: int, pages: int) -> None:
        """Draw one page of the list."""
        sheet = self.sheet
        if number == 2:
            sheet.bookmark("list", self.tr.text("All requests of the month"))
        a4.kicker(sheet, self.scale, a4.TOP, self.kind, self._subject(), self._day())
        sheet.rule(a4.LEFT, a4.TOP + self.scale.kicker.lead + 3, a4.WIDTH, 0.8, ACCENT)
        y = self._later_top
        for piece in pieces:
            piece.draw(sheet, y)
            y += piece.height
        self._foot(number, pages)

    def _subject(self) -> str:
        return self.tr.date(self.view.first, "month_year")

    def _day(self) -> str:
        return self.tr.text("as of {day}", day=self.tr.date(self.view.today, "full"))

    def _foot(self, number: int, pages: int) -> None:
        sender = sender_line(self.tr, self.view.sender)
        a4.footer(self.sheet, sender, page_of(self.tr, number, pages), self.scale)

    # --- the pieces of the first page --------------------------------------------------------

    def _fitting(self) -> list[Piece]:
        pieces: list[Piece] = []
        for limits in _LEVELS:
            pieces = self._pieces(limits)
            if self._top + _height(pieces) <= a4.SIZE[1] * _FULL_SHARE:
                return pieces
        return pieces

    def _pieces(self, limits: _Limits, *, examples: bool = True) -> list[Piece]:
        made = [
            self._headline(),
            self._panel(),
            self._causes(limits),
            self._trend(),
            self._open(limits),
            self._examples(limits, quoted=examples),
        ]
        return [piece for piece in made if piece is not None]

    def _headline(self) -> Piece:
        style = self.scale.headline
        lines = [
            a4.fitting(self.sheet, variants, style, a4.WIDTH)
            for variants in words.headline(self.view, self.tr)
            if variants
        ]
        return Piece(
            style.lead * len(lines), lambda sheet, top: a4.headline(sheet, lines, style, top)
        )

    def _panel(self) -> Piece:
        setter, scale = self.sheet.setter, self.scale
        found = words.figures(self.view, self.tr)
        needed = [max(setter.width(figure, scale.figure) + 16, 104) for figure, _ in found]
        rooms = [(a4.WIDTH - 12) * one / sum(needed) for one in needed]
        notes = [
            setter.lay(note, scale.note, room - 14, 4)
            for (_, note), room in zip(found, rooms, strict=True)
        ]
        height = 9 + scale.figure.lead + max(note.height for note in notes) + 8

        def draw(sheet: Sheet, top: float) -> None:
            sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=PANEL, radius=2)
            x = a4.LEFT + 10
            for (figure, _), note, room in zip(found, notes, rooms, strict=True):
                below = sheet.words(figure, scale.figure, x, top + 7, room - 4, lines=1)
                sheet.block(note, x, below + 1)
                x += room

        return Piece(height, draw, gap=9)

    def _causes(self, limits: _Limits) -> Piece | None:
        view = self.view
        if not view.lines:
            return None
        counts = Counter(line.kind for line in view.lines).most_common()
        order = sorted(counts, key=lambda pair: (-pair[1], pair[0].value))
        left = causes(self.sheet, view, self.tr, _HALF, limits.areas)
        right = kinds(self.sheet, order, view, self.tr, _HALF)
        return beside([_placed(left, a4.LEFT), _placed(right, _RIGHT)], "causes", 14)

    def _trend(self) -> Piece | None:
        if len(self.view.months) < 2 or not any(month.asked for month in self.view.months):
            return None
        left = trend(self.sheet, self.view, self.tr, _HALF, _TREND)
        right = speed(self.sheet, self.view, self.tr, _HALF, _TREND)
        stacks = [_placed(left, a4.LEFT)]
        if right is not None:
            stacks.append(_placed(right, _RIGHT))
        return beside(stacks, "trend", 14)

    def _open(self, limits: _Limits) -> Piece | None:
        view, tr, setter, scale = self.view, self.tr, self.sheet.setter, self.scale
        unsolved = view.unsolved
        if not unsolved:
            return None
        asked = turn_of(unsolved[0].status) is Side.CUSTOMER
        stack = Stack()
        title = tr.text("Not solved yet: whose turn it is")
        stack.add(
            a4.TITLE_HEIGHT + 1,
            lambda sheet, top: a4.section_title(
                sheet, title, scale, a4.LEFT, top, a4.WIDTH, asked=asked
            ),
        )
        turns = 0.34 * a4.WIDTH
        for line in unsolved[: limits.open]:
            side = turn_of(line.status) or Side.US
            width = a4.WIDTH - turns - _MARK - 14
            what = setter.lay(line.title, scale.body, width, limits.lines)
            note = setter.lay(words.asked_note(line, view, tr), scale.note, width, 1)
            whose = setter.lay(words.turn(line, tr), scale.strong, turns, 2)
            height = max(what.height + note.height, whose.height) + 6.5
            stack.add(height, _OpenRow(side, what, note, whose, turns, height).draw)
        self._rest(stack, len(unsolved) - limits.open)
        return beside([stack], "open", 14)

    def _rest(self, stack: Stack, hidden: int) -> None:
        if hidden <= 0:
            return
        text = self.tr.plural("{n} more", "{n} more", hidden)
        block = self.sheet.setter.lay(text, self.scale.note, a4.WIDTH, 1)
        stack.add(block.height + 5, lambda sheet, top: sheet.block(block, a4.LEFT + _MARK, top + 4))

    def _examples(self, limits: _Limits, *, quoted: bool) -> Piece | None:
        view, tr = self.view, self.tr
        said = [words.done_about(cause, tr) for cause in view.causes]
        said = [text for text in said if text][: limits.examples]
        stacks = []
        if view.examples and quoted:
            wide = _HALF if said else a4.WIDTH
            stack = self._titled(tr.text("For example"), a4.LEFT, wide)
            for line in view.examples[: limits.examples]:
                said_so = tr.text("“{title}”", title=line.title)
                self._entry(stack, said_so, words.example_note(line, tr), a4.LEFT, wide, limits)
            stacks.append(stack)
        if said:
            x, wide = (_RIGHT, _HALF) if stacks else (a4.LEFT, a4.WIDTH)
            stack = self._titled(tr.text("What we do about it"), x, wide)
            for text in said:
                self._entry(stack, text, "", x, wide, limits._replace(lines=limits.lines + 1))
            stacks.append(stack)
        return beside(stacks, "examples", 14) if stacks else None

    def _titled(self, text: str, x: float, width: float) -> Stack:
        stack = Stack()
        stack.add(
            a4.TITLE_HEIGHT + 1,
            lambda sheet, top: a4.section_title(sheet, text, self.scale, x, top, width),
        )
        return stack

    def _entry(
        self, stack: Stack, text: str, note: str, x: float, width: float, limits: _Limits
    ) -> None:
        setter, scale = self.sheet.setter, self.scale
        block = setter.lay(text, scale.body, width, limits.lines)
        below = setter.lay(note, scale.note, width, 1) if note else None
        height = block.height + (below.height if below else 0) + 6.5

        def draw(sheet: Sheet, top: float) -> None:
            end = sheet.block(block, x, top + 3)
            if below is not None:
                sheet.block(below, x, end)
            sheet.rule(x, top + height, width)

        stack.add(height, draw)


class _OpenRow(NamedTuple):
    side: Side
    what: Block
    note: Block
    whose: Block
    turns: float
    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        side_mark(sheet, self.side, a4.LEFT + 4, top + 3 + self.what.style.lead / 2, 6)
        below = sheet.block(self.what, a4.LEFT + _MARK, top + 3)
        sheet.block(self.note, a4.LEFT + _MARK, below)
        sheet.block(self.whose, a4.RIGHT - self.turns, top + 3, "right", self.turns)
        sheet.rule(a4.LEFT, top + self.height, a4.WIDTH)


def _placed(chart: Drawing, x: float) -> Stack:
    stack = Stack()
    stack.add(chart.height, lambda sheet, top: draw_chart(sheet, chart, x, top))
    return stack


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.height + (piece.gap if index else 0) for index, piece in enumerate(pieces))
