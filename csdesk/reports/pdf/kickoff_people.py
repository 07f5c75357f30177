"""The pages of people: who is who, the first four weeks, how we work together."""

from collections.abc import Sequence
from functools import partial

from csdesk.domain.codes import Side
from csdesk.domain.views.kickoff import KickoffView, MemberView
from csdesk.domain.views.qbr import NextStepView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.a4 import fitting
from csdesk.reports.pdf.colours import ACCENT, MUTED
from csdesk.reports.pdf.grid import HEAD, Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import kickoff as words
from csdesk.reports.words.common import short

_MOST_PEOPLE = 7
_PERSON = 46.0
_STEP, _TALL_STEP = 34.0, 42.0
_WAY = 54.0


def _halves(both: tuple[bool, bool]) -> list[tuple[float, float] | None]:
    """Return left edge and width of each half that is there."""
    if all(both):
        shift = deck.COLUMN + deck.GUTTER
        return [(deck.LEFT, deck.COLUMN), (deck.LEFT + shift, deck.COLUMN)]
    return [(deck.LEFT, deck.WIDTH) if there else None for there in both]


def draw_people(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the people of both sides: their part, and what they bring."""
    halves = _halves((bool(view.theirs), bool(view.ours)))
    sides = (
        (Side.CUSTOMER, view.customer.name, tr.text("Your side"), view.theirs),
        (Side.US, view.us.name, tr.text("Our side"), view.ours),
    )
    for place, (side, company, word, members) in zip(halves, sides, strict=True):
        if place is not None:
            head = fitting(sheet, [company, word], scale.section, place[1] / 2 - 24)
            _draw_team(sheet, (side, head), members, view, tr, scale, place)


def _draw_team(
    sheet: Sheet,
    head: tuple[Side, str],
    members: Sequence[MemberView],
    view: KickoffView,
    tr: Translator,
    scale: deck.DeckType,
    place: tuple[float, float],
) -> None:
    x, width = place
    middle = x + width * 0.46
    side, name = head
    shown = members[:_MOST_PEOPLE]
    top = scale.top + 4
    row = min(_PERSON + 8, (deck.CONTENT_BOTTOM - top - HEAD - 18) / len(shown))
    brings = tr.text("Brings, or does first")
    grid = Grid(
        name=name,
        columns=(
            Column(x, middle - 10, name, style=scale.section, head_indent=18),
            Column(middle, x + width, brings),
        ),
        lines=tuple(Line(_member(one, view, tr, scale, row), row) for one in shown),
        top=top,
        head=scale.head,
        left=x,
        width=width,
    )
    y = draw_grid(sheet, grid)
    side_mark(sheet, side, x + 6, top + 8, 9)
    _more(sheet, len(members) - len(shown), (x, y), tr, scale)


def _member(
    member: MemberView, view: KickoffView, tr: Translator, scale: deck.DeckType, row: float
) -> tuple[Cell, ...]:
    role = words.member_role(member, tr)
    mark = partial(_side, side=member.side) if member.side is Side.THIRD else None
    load = words.member_load(member, view, tr)
    lines = 2 if row >= _PERSON + 6 else 1
    return (
        Cell((Part(member.person.name, scale.strong), Part(role, scale.note, lines)), 18, mark, 6),
        Cell(
            (
                Part(member.brings, scale.body, lines),
                Part(load, scale.note),
            )
        ),
    )


def _side(sheet: Sheet, x: float, y: float, side: Side) -> None:
    side_mark(sheet, side, x, y, 9)


def draw_weeks(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what we need from them, by person, beside what they get from us."""
    halves = _halves((bool(view.needs), bool(view.gives)))
    lists = (view.needs, view.gives)
    for place, steps, (side, head) in zip(halves, lists, words.half_heads(tr), strict=True):
        if place is not None:
            _draw_steps(sheet, (side, head), steps, tr, scale, place)


def _draw_steps(
    sheet: Sheet,
    head: tuple[Side, str],
    steps: Sequence[NextStepView],
    tr: Translator,
    scale: deck.DeckType,
    place: tuple[float, float],
) -> None:
    x, width = place
    side, name = head
    top = scale.top + 4
    room = deck.CONTENT_BOTTOM - top - HEAD - 18
    shown = steps[: int(room / _STEP)]
    row = min(_TALL_STEP, room / len(shown))
    right = x + width
    owners = right - (190 if width > deck.COLUMN else 108)
    days = tr.text("By")
    colour = ACCENT if side is Side.CUSTOMER else scale.section.colour
    lines = []
    before = ""
    for step in shown:
        owner = step.owner or "–"
        style = Style(12.5, 15.5, bold=True) if owner != before else Style(12.5, 15.5, colour=MUTED)
        by_person = side is Side.CUSTOMER
        name_style = style if by_person else Style(12.5, 15.5)
        lines.append(
            Line(
                (
                    cell(step.title, Style(12.5, 15), 2),
                    _owner(owner, step, name_style),
                    cell(short(tr, step.by) if step.by else "–", Style(12.5, 15.5, bold=True)),
                ),
                row,
            )
        )
        before = owner
    day_width = max(
        sheet.setter.width(short(tr, step.by), Style(12.5, 15.5, bold=True)) if step.by else 0.0
        for step in shown
    ) * (1.25 if tr.is_chinese else 1.1)
    grid = Grid(
        name=name,
        columns=(
            Column(x, owners - day_width - 10, name, style=scale.section.with_(colour=colour),
                   head_indent=18),
            Column(owners - day_width, right - day_width - 12, tr.text("Owner")),
            Column(right - day_width - 4, right, days, "right"),
        ),
        lines=tuple(lines),
        top=top,
        head=scale.head,
        left=x,
        width=width,
    )  # fmt: skip
    y = draw_grid(sheet, grid)
    side_mark(sheet, side, x + 6, top + 8, 9)
    _more(sheet, len(steps) - len(shown), (x, y), tr, scale)


def _owner(name: str, step: NextStepView, style: Style) -> Cell:
    """Return who does a step; a third party among ours is marked."""
    if step.side is not Side.THIRD:
        return cell(name, style)
    return Cell((Part(name, style),), 15, partial(_side, side=step.side), 5)


def draw_together(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw how often we meet, where everything stands, and how they reach us."""
    rows = words.together_rows(view, tr)[:6]
    row = min(_WAY, (deck.CONTENT_BOTTOM - scale.top - HEAD) / len(rows))
    grid = Grid(
        name=tr.text("How we work together"),
        columns=(
            Column(deck.LEFT, 260, tr.text("What")),
            Column(276, deck.RIGHT, tr.text("How")),
        ),
        lines=tuple(
            Line(
                (
                    cell(name, scale.strong, 2),
                    Cell((Part(text, scale.body), Part(note, scale.note))),
                ),
                row,
            )
            for name, text, note in rows
        ),
        top=scale.top,
        head=scale.head,
    )
    draw_grid(sheet, grid)


def _more(
    sheet: Sheet, hidden: int, place: tuple[float, float], tr: Translator, scale: deck.DeckType
) -> None:
    if hidden > 0:
        text = tr.plural("{n} more in the tracker", "{n} more in the tracker", hidden)
        sheet.words(text, scale.note, place[0], place[1] + 3, deck.COLUMN, lines=1)
