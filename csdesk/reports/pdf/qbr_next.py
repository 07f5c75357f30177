"""The last page: who does what until when, and the line of the coming quarter."""

from csdesk.domain.views.qbr import NextStepView, QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
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


def draw_next(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the table of commitments, the line with its marks and the next review."""
    top = scale.top
    heads = (
        (tr.text("Whose turn"), deck.LEFT),
        (tr.text("What"), _WHAT),
        (tr.text("Owner"), _OWNER),
        (tr.text("By"), _BY),
        (tr.text("Leads to"), _WHEN),
    )
    for text, x in heads:
        sheet.label(text, scale.head, x, top)
    y = top + 21
    deck.head_rule(sheet, y)
    line = QuarterLine(sheet, view, tr, scale)
    at = _REVIEW_Y - line.bottom
    room = at - line.top - 8 - y
    shown = view.next_steps[: _rows_in(room, len(view.next_steps))]
    hidden = len(view.next_steps) - len(shown)
    row = min(_TALLEST, (room - (_HIDDEN if hidden else 0)) / max(len(shown), 1))
    for step in shown:
        _draw_step(sheet, step, tr, scale, y, row)
        y += row
        sheet.rule(deck.LEFT, y, deck.WIDTH)
    if hidden:
        text = tr.plural("{n} more in the tracker", "{n} more in the tracker", hidden)
        sheet.words(text, scale.note, _WHAT, y + 2, 400, lines=1)
    line.draw(at)
    if view.next_review is not None:
        text = tr.text("Next business review: {time}.", time=_review(view, tr))
        sheet.words(text, Style(14, 19, bold=True), deck.LEFT, _REVIEW_Y, deck.WIDTH, lines=1)


def _rows_in(room: float, number: int) -> int:
    """Return how many rows of two lines fit, with room for the count of the others."""
    for shown in range(min(number, _MOST), 1, -1):
        if (room - (_HIDDEN if shown < number else 0)) / shown >= _TWO_LINES:
            return shown
    return min(number, 1)


def _review(view: QbrView, tr: Translator) -> str:
    meeting = view.next_review
    if meeting is None:
        return ""
    text = meeting_time(tr, meeting)
    return tr.text("{day}, {place}", day=text, place=meeting.place) if meeting.place else text


def _draw_step(
    sheet: Sheet, step: NextStepView, tr: Translator, scale: deck.DeckType, top: float, row: float
) -> None:
    middle = top + row / 2
    side_mark(sheet, step.side, deck.LEFT + 5, middle, 8.5)
    turn = Style(12, 16)
    sheet.words(side_word(tr, step.side), turn, deck.LEFT + 16, middle - 8, 70, lines=1)
    lines = 2 if row >= _TWO_LINES else 1
    what = sheet.setter.lay(step.title, Style(13.5, 16.5, bold=True), _OWNER - _WHAT - 16, lines)
    sheet.block(what, _WHAT, middle - what.height / 2)
    sheet.words(step.owner or "–", scale.body, _OWNER, middle - 9, _BY - _OWNER - 12, lines=1)
    if step.by is not None:
        sheet.label(short(tr, step.by), scale.strong, _BY, middle - 9)
    when = sheet.setter.lay(step.done_when, Style(12.5, 16), deck.RIGHT - _WHEN, lines)
    sheet.block(when, _WHEN, middle - when.height / 2)
