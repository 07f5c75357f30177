"""The last page: who does what until when, and the line of the coming quarter."""

from collections.abc import Sequence
from functools import partial

from csdesk.domain.codes import Side
from csdesk.domain.views.qbr import NextStepView, ReviewFacts
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.grid import HEAD, Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.qbr_line import QuarterLine
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words.common import meeting_time, short, side_word

_MOST = 6
_WHAT, _OWNER, _BY, _WHEN = 136.0, 444.0, 592.0, 684.0
_REVIEW_Y = 466.0  # where the sentence on the next review stands
_TWO_LINES, _TALLEST = 38.0, 42.0  # rows of the table
_HIDDEN = 16.0  # how many more there are


def draw_next(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the table of commitments, the line with its marks and the next review."""
    top = scale.top
    y = top + HEAD
    line = QuarterLine(sheet, view, tr, scale)
    at = _REVIEW_Y - line.bottom
    room = at - line.top - 8 - y
    step_grid(sheet, view.next_steps, tr, scale, y + room)
    line.draw(at)
    if view.next_review is not None:
        text = tr.text("Next business review: {time}.", time=_review(view, tr))
        sheet.words(text, Style(14, 19, bold=True), deck.LEFT, _REVIEW_Y, deck.WIDTH, lines=1)


def step_grid(
    sheet: Sheet,
    steps: Sequence[NextStepView],
    tr: Translator,
    scale: deck.DeckType,
    bottom: float,
) -> float:
    """Draw the table of commitments down to `bottom`, with the count of those that do not fit."""
    room = bottom - scale.top - HEAD
    shown = steps[: _rows_in(room, len(steps))]
    hidden = len(steps) - len(shown)
    row = min(_TALLEST, (room - (_HIDDEN if hidden else 0)) / max(len(shown), 1))
    grid = Grid(
        name=tr.text("Next steps"),
        columns=(
            Column(deck.LEFT, _WHAT - 8, tr.text("Whose turn")),
            Column(_WHAT, _OWNER - 16, tr.text("What")),
            Column(_OWNER, _BY - 12, tr.text("Owner")),
            Column(_BY, _WHEN - 8, tr.text("By")),
            Column(_WHEN, deck.RIGHT, tr.text("Leads to")),
        ),
        lines=tuple(Line(_step(step, tr, scale, row), row) for step in shown),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    if hidden:
        text = tr.plural("{n} more in the tracker", "{n} more in the tracker", hidden)
        sheet.words(text, scale.note, _WHAT, y + 2, 400, lines=1)
        y += _HIDDEN
    return y


def _rows_in(room: float, number: int) -> int:
    """Return how many rows of two lines fit, with room for the count of the others."""
    for shown in range(min(number, _MOST), 1, -1):
        if (room - (_HIDDEN if shown < number else 0)) / shown >= _TWO_LINES:
            return shown
    return min(number, 1)


def _review(view: ReviewFacts, tr: Translator) -> str:
    meeting = view.next_review
    if meeting is None:
        return ""
    text = meeting_time(tr, meeting)
    return tr.text("{day}, {place}", day=text, place=meeting.place) if meeting.place else text


def _step(step: NextStepView, tr: Translator, scale: deck.DeckType, row: float) -> tuple[Cell, ...]:
    lines = 2 if row >= _TWO_LINES else 1
    mark = partial(_turn_mark, side=step.side)
    turn = Part(side_word(tr, step.side), Style(12, 16))
    return (
        Cell((turn,), indent=16, mark=mark, mark_at=5),
        cell(step.title, Style(13.5, 16.5, bold=True), lines),
        cell(step.owner or "–", scale.body),
        cell(short(tr, step.by) if step.by else "", scale.strong),
        cell(step.done_when, Style(12.5, 16), lines),
    )


def _turn_mark(sheet: Sheet, x: float, y: float, side: Side) -> None:
    side_mark(sheet, side, x, y, 8.5)
