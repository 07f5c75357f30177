"""The last page: who does what until when, and the line of the coming quarter."""

from datetime import date, timedelta

from csdesk.domain.views.qbr import MarkView, NextStepView, QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, LINE, TEXT, WHITE
from csdesk.reports.pdf.shapes import diamond, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words.common import meeting_time, short, side_word

_MOST = 6
_WHAT, _OWNER, _BY, _WHEN = 136.0, 444.0, 592.0, 684.0
_LINE_Y = 428.0


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
    shown = view.next_steps[:_MOST]
    hidden = len(view.next_steps) - len(shown)
    row = min(42.0, (_LINE_Y - 36 - y - (16 if hidden else 0)) / max(len(shown), 1))
    for step in shown:
        _draw_step(sheet, step, tr, scale, y, row)
        y += row
        sheet.rule(deck.LEFT, y, deck.WIDTH)
    if hidden:
        text = tr.plural("{n} more in the tracker", "{n} more in the tracker", hidden)
        sheet.words(text, scale.note, _WHAT, y + 2, 400, lines=1)
    _draw_line(sheet, view, tr, scale)
    if view.next_review is not None:
        text = tr.text("Next business review: {time}.", time=_review(view, tr))
        sheet.words(text, Style(14, 19, bold=True), deck.LEFT, 466, deck.WIDTH, lines=1)


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
    lines = 2 if row >= 38 else 1
    what = sheet.setter.lay(step.title, Style(13.5, 16.5, bold=True), _OWNER - _WHAT - 16, lines)
    sheet.block(what, _WHAT, middle - what.height / 2)
    sheet.words(step.owner or "–", scale.body, _OWNER, middle - 9, _BY - _OWNER - 12, lines=1)
    if step.by is not None:
        sheet.label(short(tr, step.by), scale.strong, _BY, middle - 9)
    when = sheet.setter.lay(step.done_when, Style(12.5, 16), deck.RIGHT - _WHEN, lines)
    sheet.block(when, _WHEN, middle - when.height / 2)


def _draw_line(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw today, the months, the marks that fit, and the next review."""
    end = view.next_review.day if view.next_review else view.today + timedelta(91)
    end = max(end, view.today + timedelta(28))
    span = (end - view.today).days
    left, right = deck.LEFT + 4, deck.RIGHT - 4

    def x_of(day: date) -> float:
        return left + (right - left) * (day - view.today).days / span

    sheet.rule(left, _LINE_Y, right - left, 1.2, TEXT)
    month = date(view.today.year + view.today.month // 12, view.today.month % 12 + 1, 1)
    while month < end:
        x = x_of(month)
        sheet.line((x, _LINE_Y - 6), (x, _LINE_Y + 6), 0.8, LINE)
        if x + 40 < right:
            sheet.label(tr.date(month, "month"), scale.note, x + 4, _LINE_Y + 5)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    label = Style(12.5, 16, bold=True)
    taken = [_label(sheet, tr.text("today"), label, left, "left")]
    if view.next_review is not None:
        taken.append(_label(sheet, tr.text("next review"), label, right, "right"))
    for mark in sorted(view.marks, key=lambda mark: (not mark.strong, mark.day)):
        if view.today < mark.day < end:
            _draw_mark(sheet, mark, label, x_of(mark.day), taken)
    for x in (left, right) if view.next_review is not None else (left,):
        sheet.circle(x, _LINE_Y, 5.5, fill=ACCENT)


def _label(sheet: Sheet, text: str, style: Style, x: float, align: str) -> tuple[float, float]:
    width = sheet.setter.width(text, style)
    start = x - 4 if align == "left" else x + 4 - width
    sheet.label(text, style, start, _LINE_Y - 28)
    return start, start + width


def _draw_mark(
    sheet: Sheet, mark: MarkView, style: Style, x: float, taken: list[tuple[float, float]]
) -> None:
    if mark.strong:
        diamond(sheet, x, _LINE_Y, 7.5, fill=TEXT, stroke=WHITE)
    else:
        diamond(sheet, x, _LINE_Y, 6.5, fill=WHITE, stroke=TEXT, weight=1.8)
    block = sheet.setter.lay(mark.text, style, 210, 1)
    width = block.width
    for wanted in (x - width / 2, x - width + 9, x - 9):
        start = min(max(wanted, deck.LEFT), deck.RIGHT - width)
        if all(start > end + 10 or start + width < begin - 10 for begin, end in taken):
            sheet.block(block, start, _LINE_Y - 28)
            taken.append((start, start + width))
            return
