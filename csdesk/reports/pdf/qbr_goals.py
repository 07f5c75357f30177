"""The page of goals: a track from before to now, the target as a tick (documents.md, 6)."""

from csdesk.domain.codes import Side
from csdesk.domain.views.qbr import GoalView, QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import (
    HOLD,
    MUTED,
    OK,
    PANEL,
    SIDE_COLOURS,
    TEXT,
    TRACK,
    WARN,
    WHITE,
)
from csdesk.reports.pdf.shapes import done_mark, half_mark, open_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import qbr as words
from csdesk.reports.words.common import spoken
from csdesk.reports.words.marks import keep

_NAME_WIDTH = 240.0
_BEFORE_RIGHT = 362.0
_TRACK_LEFT, _TARGET_X, _TRACK_RIGHT = 388.0, 603.0, 680.0
_TARGET_RIGHT = 746.0
_RESULT_X = 768.0
_MOST = 5


def draw_goals(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the table of goals and the customer's own definition of success."""
    top = scale.top
    heads = (
        (tr.text("Goal, and who set it"), deck.LEFT, "left"),
        (tr.text("Before"), _BEFORE_RIGHT, "right"),
        (tr.text("From before to target"), _TRACK_LEFT, "left"),
        (tr.text("Target"), _TARGET_RIGHT, "right"),
        (tr.text("Result"), _RESULT_X, "left"),
    )
    for text, x, align in heads:
        sheet.label(text, scale.head, x, top, "right" if align == "right" else "left")
    deck.head_rule(sheet, top + 21)
    success = 92.0 if view.success else 0.0
    goals = view.goals[:_MOST]
    room = deck.CONTENT_BOTTOM - top - 24 - success
    hidden = len(view.goals) - len(goals)
    row = min(80.0, (room - (16 if hidden else 0)) / max(len(goals), 1))
    y = top + 21
    for goal in goals:
        _draw_goal(sheet, goal, view, tr, scale, y, row)
        y += row
    if hidden:
        text = tr.plural("One more goal is in the tracker.", "{n} more goals are agreed.", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 2, deck.WIDTH, lines=1)
        y += 16
    if view.success:
        _draw_success(sheet, view, tr, scale, max(y + 14, min(y + 16, 398)))


def _draw_goal(
    sheet: Sheet,
    goal: GoalView,
    view: QbrView,
    tr: Translator,
    scale: deck.DeckType,
    top: float,
    row: float,
) -> None:
    middle = top + row / 2
    name = sheet.setter.lay(
        goal.title, Style(14.5, 18, bold=True), _NAME_WIDTH, 2 if row > 60 else 1
    )
    note = _who(goal, tr)
    height = name.height + (scale.note.lead if note else 0)
    y = sheet.block(name, deck.LEFT, middle - height / 2)
    sheet.words(note, scale.note, deck.LEFT, y, _NAME_WIDTH, lines=1)
    if goal.before is not None:
        before = words.quantity(goal.before, goal.unit, tr, words.decimals(goal))
        style = Style(14.5, 20, colour=MUTED)
        sheet.label(before, style, _BEFORE_RIGHT, middle - 10, "right")
    _draw_track(sheet, goal, tr, middle, tight=row < 60)
    if goal.target is not None:
        target = words.quantity(goal.target, goal.unit, tr, words.decimals(goal))
        due = ""
        if goal.target_on is not None:
            due = tr.text("by {day}", day=spoken(tr, goal.target_on, view.today))
            due = words.due_by(goal, tr) if not tr.is_chinese else due
        target_top = middle - (17 if due else 10)
        sheet.label(target, Style(14.5, 20, bold=True), _TARGET_RIGHT, target_top, "right")
        sheet.label(due, scale.note, _TARGET_RIGHT, middle + 2, "right")
    _draw_result(sheet, goal, tr, middle)
    sheet.rule(deck.LEFT, top + row, deck.WIDTH)


def _draw_track(sheet: Sheet, goal: GoalView, tr: Translator, y: float, *, tight: bool) -> None:
    weight = 5.0
    sheet.box(
        _TRACK_LEFT, y - weight / 2, _TRACK_RIGHT - _TRACK_LEFT, weight, fill=TRACK, radius=2.5
    )
    progress = goal.progress
    unit = _TARGET_X - _TRACK_LEFT
    x = _TRACK_LEFT
    colour = OK if goal.reached else WARN
    if progress is not None:
        x = min(max(_TRACK_LEFT + unit * progress, _TRACK_LEFT), _TRACK_RIGHT)
        if x > _TRACK_LEFT:
            sheet.box(_TRACK_LEFT, y - weight / 2, x - _TRACK_LEFT, weight, fill=colour, radius=2.5)
    if goal.target is not None and goal.before is not None:
        reach = 10 if tight else 15
        sheet.line((_TARGET_X, y - reach), (_TARGET_X, y + reach), 1.8, TEXT)
    sheet.circle(_TRACK_LEFT, y, 4.6, fill=WHITE, stroke=HOLD, weight=1.6)
    if progress is not None:
        sheet.circle(x, y, 9, fill=colour, stroke=WHITE, weight=2)
    if goal.now is not None:
        label = words.quantity(goal.now, goal.unit, tr, words.decimals(goal))
        style = Style(12, 14, bold=True) if tight else Style(17, 20, bold=True)
        width = sheet.setter.width(label, style)
        place = x if progress is not None else (_TRACK_LEFT + _TRACK_RIGHT) / 2
        left = min(max(place - width / 2, _TRACK_LEFT), _TRACK_RIGHT - width)
        if progress is not None and left - 3 < _TARGET_X < left + width + 3:
            left = _TARGET_X + 5 if place >= _TARGET_X - 4 else _TARGET_X - width - 5
        sheet.label(label, style, left, y - (23 if tight else 31))


def _draw_result(sheet: Sheet, goal: GoalView, tr: Translator, y: float) -> None:
    x = _RESULT_X + 8
    if goal.reached:
        done_mark(sheet, x, y, 8)
    elif goal.progress is not None and goal.progress > 0:
        half_mark(sheet, x, y, 8)
    else:
        open_mark(sheet, x, y, 8)
    style = Style(13.5, 18, bold=True)
    block = sheet.setter.lay(words.goal_result(goal, tr), style, deck.RIGHT - x - 17, 2)
    sheet.block(block, x + 17, y - block.height / 2)


def _draw_success(
    sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType, top: float
) -> None:
    colour = SIDE_COLOURS[Side.CUSTOMER]
    quote = tr.text("“{title}”", title=view.success.strip('“”"「」 '))
    said = sheet.setter.lay(quote, Style(14.5, 19), 600, 2)
    height = 76.0
    sheet.box(deck.LEFT, top, deck.WIDTH, height, fill=PANEL, radius=3)
    sheet.box(deck.LEFT, top, 4, height, fill=colour)
    inner = (height - 18 - said.height) / 2
    head = scale.kicker.with_(colour=colour)
    sheet.words(tr.text("Success, as you defined it"), head, deck.LEFT + 20, top + inner, 600)
    sheet.block(said, deck.LEFT + 20, top + inner + 18)
    block = sheet.setter.lay(words.confirmed(view, tr), scale.note, 196, 3)
    sheet.block(block, deck.RIGHT - 210, top + (height - block.height) / 2)


def _who(goal: GoalView, tr: Translator) -> str:
    parts = [keep(goal.said_by)] if goal.said_by else []
    if goal.said_on is not None:
        parts.append(keep(tr.date(goal.said_on, "medium")))
    return ("，" if tr.is_chinese else ", ").join(parts)
