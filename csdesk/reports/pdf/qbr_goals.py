"""The page of goals: a track from before to now, the target as a tick (documents.md, 6)."""

from functools import partial

from csdesk.domain.codes import Side
from csdesk.domain.views.qbr import GoalView, ReviewFacts
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
from csdesk.reports.pdf.grid import Cell, Column, Grid, Line, Part, cell, draw_grid
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
_DISC = 9.0  # of where a goal is now
SUCCESS = 76.0  # the height of the panel of success


def draw_goals(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the table of goals and the customer's own definition of success."""
    top = scale.top
    success = 92.0 if view.success else 0.0
    goals = view.goals[:_MOST]
    room = deck.CONTENT_BOTTOM - top - 24 - success
    hidden = len(view.goals) - len(goals)
    row = min(80.0, (room - (16 if hidden else 0)) / max(len(goals), 1))
    grid = Grid(
        name=tr.text("Goals"),
        columns=(
            Column(deck.LEFT, deck.LEFT + _NAME_WIDTH, tr.text("Goal, and who set it")),
            Column(_BEFORE_RIGHT - 70, _BEFORE_RIGHT, tr.text("Before"), "right"),
            Column(_TRACK_LEFT, _TARGET_X, tr.text("From before to target")),
            Column(_TRACK_RIGHT - 20, _TARGET_RIGHT, tr.text("Target"), "right"),
            Column(_RESULT_X, deck.RIGHT, tr.text("Result")),
        ),
        lines=tuple(Line(_goal(goal, view, tr, scale, row), row) for goal in goals),
        top=top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    for goal, middle in zip(goals, grid.middles(), strict=True):
        with deck.grouped(sheet, words.goal_read_out(goal, tr)):
            _draw_track(sheet, goal, tr, middle, tight=row < 60)
    if hidden:
        text = tr.plural("One more goal is in the tracker.", "{n} more goals are agreed.", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 2, deck.WIDTH, lines=1)
        y += 16
    if view.success:
        draw_success(sheet, view.success, words.confirmed(view, tr), tr, scale, y + 16)


def _goal(
    goal: GoalView, view: ReviewFacts, tr: Translator, scale: deck.DeckType, row: float
) -> tuple[Cell, ...]:
    name = Part(goal.title, Style(14.5, 18, bold=True), 2 if row > 60 else 1)
    roomy = row > 70
    who = Part(who_set(goal, tr, again=roomy), scale.note, 2 if roomy else 1)
    before = target = due = ""
    if goal.before is not None:
        before = words.quantity(goal.before, goal.unit, tr, words.decimals(goal))
    if goal.target is not None:
        target = words.quantity(goal.target, goal.unit, tr, words.decimals(goal))
    if goal.target is not None and goal.target_on is not None:
        due = words.due_by(goal, tr)
        if tr.is_chinese:
            due = tr.text("by {day}", day=spoken(tr, goal.target_on, view.today))
    result = Part(words.goal_result(goal, tr), Style(13.5, 18, bold=True), 2)
    return (
        Cell((name, who)),
        cell(before, Style(14.5, 20, colour=MUTED)),
        Cell(),
        Cell((Part(target, Style(14.5, 19, bold=True)), Part(due, scale.note))),
        Cell((result,), indent=25, mark=partial(_result_mark, goal=goal)),
    )


def _result_mark(sheet: Sheet, x: float, y: float, goal: GoalView) -> None:
    if goal.reached:
        done_mark(sheet, x, y, 8)
    elif goal.progress is not None and goal.progress > 0:
        half_mark(sheet, x, y, 8)
    else:
        open_mark(sheet, x, y, 8)


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
    if progress is None or x == _TRACK_LEFT or x - _TRACK_LEFT > _DISC + 5:
        sheet.circle(_TRACK_LEFT, y, 4.6, fill=WHITE, stroke=HOLD, weight=1.6)
    if progress is not None:
        sheet.circle(x, y, _DISC, fill=colour, stroke=WHITE, weight=2)
    if goal.now is not None:
        label = words.quantity(goal.now, goal.unit, tr, words.decimals(goal))
        style = Style(12, 14, bold=True) if tight else Style(17, 20, bold=True)
        span = _TRACK_RIGHT - _TRACK_LEFT
        block = sheet.setter.lay(label, style, span, 1)
        width = min(block.width, span)
        place = x if progress is not None else (_TRACK_LEFT + _TRACK_RIGHT) / 2
        left = min(max(place - width / 2, _TRACK_LEFT), _TRACK_RIGHT - width)
        if progress is not None and left - 3 < _TARGET_X < left + width + 3:
            left = _TARGET_X + 5 if place >= _TARGET_X - 4 else _TARGET_X - width - 5
            if width > span / 2:  # no room on either side
                left = max(min(left, _TRACK_RIGHT - width), _TRACK_LEFT)
        sheet.block(block, left, y - (23 if tight else 31))


def draw_success(
    sheet: Sheet, said: str, note: str, tr: Translator, scale: deck.DeckType, top: float
) -> None:
    """Draw the customer's definition of success in their words, beside it who said so."""
    colour = SIDE_COLOURS[Side.CUSTOMER]
    quote = tr.text("“{title}”", title=said.strip('“”"「」 '))
    block = sheet.setter.lay(quote, Style(14.5, 19), 600, 2)
    height = SUCCESS
    sheet.box(deck.LEFT, top, deck.WIDTH, height, fill=PANEL, radius=3)
    sheet.box(deck.LEFT, top, 4, height, fill=colour)
    inner = (height - 18 - block.height) / 2
    head = scale.kicker.with_(colour=colour)
    sheet.words(tr.text("Success, as you defined it"), head, deck.LEFT + 20, top + inner, 600)
    sheet.block(block, deck.LEFT + 20, top + inner + 18)
    block = sheet.setter.lay(note, scale.note, 196, 3)
    sheet.block(block, deck.RIGHT - 210, top + (height - block.height) / 2)


def who_set(goal: GoalView, tr: Translator, *, again: bool = True) -> str:
    """Return who set a goal, and when; then, with `again`, the last one who confirmed it since."""
    parts = [keep(goal.said_by)] if goal.said_by else []
    if goal.said_on is not None:
        parts.append(keep(tr.date(goal.said_on, "medium")))
    first = ("，" if tr.is_chinese else ", ").join(parts)
    confirmed = goal.confirmed_on
    if not again or not goal.confirmed_by or confirmed is None or confirmed == goal.said_on:
        return first
    day = keep(tr.date(confirmed, "medium"))
    second = tr.text("confirmed by {name}, {day}", name=keep(goal.confirmed_by), day=day)
    return ("；" if tr.is_chinese else "; ").join(part for part in (first, second) if part)
