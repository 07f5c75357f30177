"""The pages of a kickoff that begin and end it: goals and success; risks; the next steps."""

from functools import partial

from csdesk.domain.views.kickoff import KickoffView
from csdesk.domain.views.qbr import GoalView
from csdesk.domain.views.status import RiskView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import MUTED, PALE, PANEL
from csdesk.reports.pdf.grid import HEAD, Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.qbr_goals import SUCCESS, draw_success, who_set
from csdesk.reports.pdf.qbr_next import step_grid
from csdesk.reports.pdf.shapes import grade_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import kickoff as words
from csdesk.reports.words.common import meeting_sentence
from csdesk.reports.words.qbr import decimals, quantity

_MOST_GOALS = 5
_MOST_PAINS = 7
_MOST_RISKS, _MOST_QUESTIONS = 4, 3
_MEETING = 46.0


def draw_why(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the goals that drove the purchase, and success as they defined it."""
    y = scale.top
    if view.goals:
        y = _draw_goals(sheet, view, tr, scale) + 16
    if view.success:
        draw_success(sheet, view.success, words.confirmed(view, tr), tr, scale, y)


def _draw_goals(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> float:
    shown = view.goals[:_MOST_GOALS]
    hidden = len(view.goals) - len(shown)
    success = SUCCESS + 16 if view.success else 0.0
    room = deck.CONTENT_BOTTOM - scale.top - HEAD - success - (18 if hidden else 0)
    row = min(70.0, room / len(shown))
    grid = Grid(
        name=tr.text("Goals"),
        columns=(
            Column(deck.LEFT, 390, tr.text("Goal, as you said it")),
            Column(406, 590, tr.text("Said by")),
            Column(606, 690, tr.text("Today"), "right"),
            Column(706, deck.RIGHT, tr.text("Where you want to be"), "right"),
        ),
        lines=tuple(Line(_goal(goal, tr, scale, row), row) for goal in shown),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    if hidden:
        text = tr.plural("{n} more", "{n} more", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 2, deck.WIDTH, lines=1)
        y += 18
    return y


def _goal(goal: GoalView, tr: Translator, scale: deck.DeckType, row: float) -> tuple[Cell, ...]:
    digits = decimals(goal)
    today = goal.now if goal.now is not None else goal.before
    dash = cell("–", scale.body.with_(colour=PALE))
    now, target = dash, dash
    if today is not None:
        now = cell(quantity(today, goal.unit, tr, digits), Style(17, 22, colour=MUTED))
    if goal.target is not None:
        figure = Part(quantity(goal.target, goal.unit, tr, digits), scale.figure)
        target = Cell((figure, Part(words.goal_target(goal, tr), scale.note)))
    name = Part(goal.title, Style(14.5, 18, bold=True), 2 if row > 44 else 1)
    return Cell((name,)), cell(who_set(goal, tr) or "–", scale.note, 2), now, target


def draw_pains(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what was to change, in their words, beside what was promised for it."""
    room = deck.CONTENT_BOTTOM - scale.top - HEAD - 18
    shown = view.pains[:_MOST_PAINS]
    row = min(56.0, room / len(shown))
    grid = Grid(
        name=tr.text("What was to change"),
        columns=(
            Column(deck.LEFT, 400, tr.text("In your words")),
            Column(416, 690, tr.text("What we promised")),
            Column(706, deck.RIGHT, tr.text("Said by")),
        ),
        lines=tuple(
            Line(
                (
                    cell(one.text, scale.strong, 2),
                    cell(one.answer or "–", scale.body, 2),
                    cell(one.said_by or "–", scale.body),
                ),
                row,
            )
            for one in shown
        ),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    hidden = len(view.pains) - len(shown)
    if hidden:
        text = tr.plural("{n} more", "{n} more", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 3, deck.WIDTH, lines=1)


def draw_risks(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the risks that both know with their answers, and what they asked."""
    y = scale.top
    if view.risks:
        y = _draw_risks(sheet, view, tr, scale)
    if not view.questions:
        return
    top = y + 18 if view.risks else y
    room = deck.CONTENT_BOTTOM - top - HEAD - 16
    shown = view.questions[: min(_MOST_QUESTIONS, int(room / 38))]
    row = min(46.0, room / max(len(shown), 1))
    answered = any(one.answer for one in shown)
    asked = Column(deck.LEFT, 400 if answered else 690, tr.text("What you asked"))
    answer = (Column(416, 690, tr.text("Our answer")),) if answered else ()
    grid = Grid(
        name=tr.text("What you asked"),
        columns=(asked, *answer, Column(706, deck.RIGHT, tr.text("Asked by"))),
        lines=tuple(
            Line(
                (
                    cell(one.text, scale.body, 2),
                    *(cell(one.answer or "–", scale.body, 2) for _ in answer),
                    cell(one.by or "–", scale.body),
                ),
                row,
            )
            for one in shown
        ),
        top=top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    _more(sheet, len(view.questions) - len(shown), y, tr, scale)


def _draw_risks(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> float:
    most = _MOST_RISKS if view.questions else _MOST_RISKS + 2
    shown = view.risks[:most]
    hidden = len(view.risks) - len(shown)
    grid = Grid(
        name=tr.text("Risks"),
        columns=(
            Column(deck.LEFT, 400, tr.text("What may go wrong")),
            Column(416, 690, tr.text("What we do about it")),
            Column(706, deck.RIGHT, tr.text("Who watches it")),
        ),
        lines=tuple(Line(_risk(risk, scale), 46.0) for risk in shown),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    _more(sheet, hidden, y, tr, scale)
    return y + (18 if hidden else 0)


def _risk(risk: RiskView, scale: deck.DeckType) -> tuple[Cell, ...]:
    title = Part(risk.title, scale.strong, 2)
    mark = partial(_grade, grade=risk.grade)
    owner = Part(risk.owner or "–", scale.body)
    return (
        Cell((title,), indent=20, mark=mark, mark_at=6),
        cell(risk.response or "–", scale.body, 2),
        Cell((owner,), indent=16, mark=partial(_side, risk=risk), mark_at=5),
    )


def _grade(sheet: Sheet, x: float, y: float, grade: int) -> None:
    grade_mark(sheet, grade, x, y, 9)


def _side(sheet: Sheet, x: float, y: float, risk: RiskView) -> None:
    if risk.owner:
        side_mark(sheet, risk.side, x, y, 8.5)


def draw_next(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what comes in the next two weeks, and the next meeting."""
    bottom = deck.CONTENT_BOTTOM - (_MEETING + 12 if view.next_meeting else 0)
    y = scale.top
    if view.next_steps:
        y = step_grid(sheet, view.next_steps, tr, scale, bottom)
    if view.next_meeting is not None:
        top = y + 14
        sheet.box(deck.LEFT, top, deck.WIDTH, _MEETING, fill=PANEL, radius=3)
        block = sheet.setter.lay(
            meeting_sentence(tr, view.next_meeting), Style(14, 18), deck.WIDTH - 32, 2
        )
        sheet.block(block, deck.LEFT + 16, top + (_MEETING - block.height) / 2)


def _more(sheet: Sheet, hidden: int, y: float, tr: Translator, scale: deck.DeckType) -> None:
    if hidden > 0:
        text = tr.plural("{n} more in the tracker", "{n} more in the tracker", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 3, deck.WIDTH, lines=1)
