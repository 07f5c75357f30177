"""The success story as PDF: one A4 page that the customer's project owner can show with pride."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from csdesk.domain.codes import Side
from csdesk.domain.progress import Progress
from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.story import StoryView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4, letter
from csdesk.reports.pdf.colours import DONE_BAR, MUTED, OK, PANEL, SIDE_COLOURS, tint
from csdesk.reports.pdf.letter import Kit
from csdesk.reports.pdf.pieces import Piece, Stack, beside
from csdesk.reports.pdf.shapes import done_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.text import Block, Style, balanced
from csdesk.reports.words import story as words
from csdesk.reports.words.marks import plain

_HEADLINE = (22.0, 29.0)
_MOST_FIGURES = 3
_GUTTER = 16.0
_LEFT_COLUMN = 104 * a4.MM
_RIGHT_COLUMN = a4.WIDTH - _LEFT_COLUMN - 10 * a4.MM
_RIGHT = a4.RIGHT - _RIGHT_COLUMN
_LABEL = 20 * a4.MM
_INDENT = 14.0
_BAR = 6.0


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much each list shows."""

    quote_lines: int
    outcomes: int
    delivered: int
    lines: int = 2


_LEVELS = (
    _Limits(6, 6, 7, 3),
    _Limits(5, 5, 5),
    _Limits(4, 4, 4),
    _Limits(3, 3, 3, 1),
    _Limits(2, 2, 2, 1),
)


def write_story(
    view: StoryView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the success story as a PDF of one page. The same view gives the same bytes."""
    if progress is not None:
        progress.check_cancelled()
    target = BytesIO()
    kind = translator.text("Success story")
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(f"{kind} • {view.customer.name}"),
        us=view.us,
        subject=view.customer.name,
    )
    page = _Page(letter.kit_of(sheet, translator), view)
    levels: list[Callable[[], list[Piece | None]]] = [
        partial(page.pieces, limits) for limits in _LEVELS
    ]
    style = Style(*_HEADLINE, bold=True)

    def fits(text: str) -> bool:
        return sheet.setter.width(text, style) <= a4.WIDTH

    letter.draw_letter(
        page.kit,
        view,
        (kind, view.product, translator.date(view.today, "long")),
        words.headline(view, translator, fits),
        levels,
        style=style,
    )
    sheet.finish()
    return Written(target.getvalue(), sheet.pages, dict(sheet.missing))


class _Page:
    def __init__(self, kit: Kit, view: StoryView) -> None:
        self.kit, self.view, self.tr, self.scale = kit, view, kit.tr, kit.scale

    def pieces(self, limits: _Limits) -> list[Piece | None]:
        """Return the story with lists of so many lines."""
        return [
            self._figures(limits),
            self._quote(limits),
            self._facts(limits),
            self._consent(),
        ]

    # --- before and now ----------------------------------------------------------------------

    def _figures(self, limits: _Limits) -> Piece | None:
        goals = self.view.goals[:_MOST_FIGURES]
        if not goals:
            return None
        columns = max(len(goals), 2)
        width = (a4.WIDTH - _GUTTER * (columns - 1)) / columns
        stacks = []
        for number, goal in enumerate(goals):
            stack = Stack()
            self._figure(stack, goal, a4.LEFT + number * (width + _GUTTER), width, limits)
            stacks.append(stack)
        return beside(stacks, "figures", 20)

    def _figure(
        self, stack: Stack, goal: GoalView, x: float, width: float, limits: _Limits
    ) -> None:
        kit, tr = self.kit, self.tr
        now = kit.lay(words.figure(goal, tr), Style(28, 34, bold=True, colour=OK), width, 1)
        before = kit.lay(words.before_line(goal, tr), Style(9.4, 13, colour=MUTED), width, 1)
        title = kit.lay(goal.title, self.scale.strong, width, limits.lines)
        note = kit.lay(words.measured(goal, tr), self.scale.note, width, 2)
        inline = now.width + 9 + before.width <= width

        def draw(sheet: Sheet, top: float) -> None:
            sheet.rule(x, top, width, 2, OK)
            y = sheet.block(now, x, top + 5)
            if inline:
                sheet.block(before, x + now.width + 9, y - 18)
            else:
                y = sheet.block(before, x, y)
            y = self._draw_bars(sheet, goal, x, y + 4, width)
            y = sheet.block(title, x, y + 6)
            sheet.block(note, x, y)

        height = 5 + now.height + (0 if inline else before.height) + 4 + 2 * _BAR + 3 + 6
        stack.add(height + title.height + note.height, draw)

    @staticmethod
    def _draw_bars(sheet: Sheet, goal: GoalView, x: float, top: float, width: float) -> float:
        """Draw before over now on one scale from 0; a negative figure has no bar."""
        before, now = float(goal.before or 0), float(goal.now or 0)
        most = max(before, now)
        for value, colour in ((before, DONE_BAR), (now, OK)):
            sheet.box(x, top, width, _BAR, fill=tint(colour, 0.12))
            if most > 0 and value > 0:
                sheet.box(x, top, max(width * value / most, 1.5), _BAR, fill=colour)
            top += _BAR + 1.5
        return top

    # --- the quote ---------------------------------------------------------------------------

    def _quote(self, limits: _Limits) -> Piece | None:
        view, kit, tr = self.view, self.kit, self.tr
        if view.quote is None:
            return None
        style = Style(15, 23 if tr.is_chinese else 21.5, bold=True)
        room = a4.WIDTH - 50
        said = balanced(kit.sheet.setter, words.quoted(view, tr), style, room, limits.quote_lines)
        who = kit.lay(words.speaker(view, tr), kit.prose, room, 2)
        height = 16 + said.height + 5 + who.height + 15
        colour = SIDE_COLOURS[Side.CUSTOMER]

        def draw(sheet: Sheet, top: float) -> None:
            sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=PANEL, radius=3)
            sheet.box(a4.LEFT, top, 4, height, fill=colour)
            below = sheet.block(said, a4.LEFT + 25, top + 16)
            sheet.block(who, a4.LEFT + 25, below + 5)

        return Piece(height, draw, "quote", 24)

    # --- what it brought, and the facts ------------------------------------------------------

    def _facts(self, limits: _Limits) -> Piece:
        """Return what was told beside the facts; the facts alone stand at the left."""
        told = self._told(limits)
        x = _RIGHT if told.pieces else a4.LEFT
        return beside([told, self._glance(limits, x)], "facts", 24)

    def _told(self, limits: _Limits) -> Stack:
        kit, tr, view = self.kit, self.tr, self.view
        stack = Stack()
        outcomes = self._results()
        if outcomes:
            title = letter.titled(kit, tr.text("What it brought"), a4.LEFT, _LEFT_COLUMN)
            stack.pieces += title.pieces
        for outcome in outcomes[: limits.outcomes]:
            note = words.result_note(outcome, tr)
            self._ticked(stack, outcome.title, note, limits)
        if view.delivered:
            if outcomes:
                stack.add(14, lambda _sheet, _top: None)
            title = letter.titled(kit, tr.text("What was put in place"), a4.LEFT, _LEFT_COLUMN)
            stack.pieces += title.pieces
        for line in view.delivered[: limits.delivered]:
            self._ticked(stack, line, "", limits)
        return stack

    def _results(self) -> list[OutcomeView]:
        """Return the results, newest first; what stands as the quote is not told twice."""
        quote = self.view.quote.text if self.view.quote else ""
        found = [
            one
            for one in self.view.outcomes
            if one.title != quote or one.amount is not None or one.money_minor
        ]
        return found[::-1]

    def _ticked(self, stack: Stack, title: str, note: str, limits: _Limits) -> None:
        kit, scale = self.kit, self.scale
        width = _LEFT_COLUMN - _INDENT
        head = kit.lay(title, scale.strong if note else scale.body, width, limits.lines)
        small = kit.lay(note, scale.note, width, limits.lines)
        below = small.height if note else 0.0

        def draw(sheet: Sheet, top: float) -> None:
            y = top + 4
            done_mark(sheet, a4.LEFT + 4.4, y + scale.body.lead / 2, 4.1)
            sheet.block(small, a4.LEFT + _INDENT, sheet.block(head, a4.LEFT + _INDENT, y))

        stack.add(head.height + below + 7, draw)

    def _glance(self, limits: _Limits, x: float) -> Stack:
        kit, tr, scale = self.kit, self.tr, self.scale
        stack = letter.titled(kit, tr.text("At a glance"), x, _RIGHT_COLUMN)
        for label, value in words.glance(self.view, tr):
            name = kit.lay(label, scale.note, _LABEL - 4, 2)
            text = kit.lay(value, scale.body, _RIGHT_COLUMN - _LABEL, limits.lines)
            height = max(text.height, name.height) + 7
            stack.add(height, partial(_draw_fact, name=name, text=text, x=x, height=height))
        return stack

    def _consent(self) -> Piece:
        block = self.kit.lay(words.consent(self.view, self.tr), self.scale.note, a4.WIDTH, 2)
        return Piece(
            block.height, lambda sheet, top: sheet.block(block, a4.LEFT, top), "consent", 22
        )


def _draw_fact(sheet: Sheet, top: float, name: Block, text: Block, x: float, height: float) -> None:
    sheet.block(name, x, top + 4)
    sheet.block(text, x + _LABEL, top + 3)
    letter.row_rule(sheet, x, top + height, _RIGHT_COLUMN)
