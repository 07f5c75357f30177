"""The renewal pack: the review of a whole term, the term itself, and what comes after it; 16:9."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeAlias

from csdesk.domain.progress import Progress
from csdesk.domain.views.qbr import GoalView, PromiseView
from csdesk.domain.views.renewal import RenewalView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import MUTED, PALE, TEXT
from csdesk.reports.pdf.grid import HEAD, Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.pack import Pack, Page, WrittenPack, chosen, meeting_notes, write_pack
from csdesk.reports.pdf.qbr import Candidate, review_pages
from csdesk.reports.pdf.shapes import diamond, done_mark, half_mark, open_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import qbr, renewal
from csdesk.reports.words.common import short

_Draw: TypeAlias = Callable[[Sheet, RenewalView, Translator, deck.DeckType], None]
_MOST_CARRIED = 7
_VALUE = Style(15.5, 20, bold=True)


def write_renewal(
    view: RenewalView, translator: Translator, progress: Progress | None = None
) -> WrittenPack:
    """Return the pack as a PDF. The same view gives the same bytes."""
    return write_pack(renewal_pack(view, translator), progress)


def renewal_pack(view: RenewalView, tr: Translator) -> Pack:
    """Return the pages: the term, the review of it, what comes after."""
    review = review_pages(view, tr)
    term = _own(view, tr, "term", renewal.term_title(view, tr), draw_term)
    pages, missing = chosen([term, *review[:-1], *after_pages(view, tr), review[-1]])
    return Pack(
        name=renewal.name_of(view, tr),
        language=view.language,
        today=view.today,
        us=view.us,
        customer=view.customer,
        sender=view.sender,
        cover=renewal.cover_lines(view, tr),
        notes=meeting_notes(view.meeting, view.today, tr),
        pages=pages,
        left_out=(*missing, "usage"),
    )


def after_pages(view: RenewalView, tr: Translator) -> tuple[Candidate, Candidate, Candidate]:
    """Return what comes after the term: what goes on, what we propose, the days until then."""
    promises, _ = renewal.carried(view)
    begins = bool(promises or view.goals)
    return (
        _own(view, tr, "ahead", renewal.ahead_title(view, tr), draw_ahead, there=begins),
        _own(
            view, tr, "offer", renewal.offer_title(view, tr), draw_offer,
            there=view.offer is not None,
        ),
        _own(view, tr, "dates", renewal.dates_title(view, tr), draw_dates),
    )  # fmt: skip


def _own(
    view: RenewalView, tr: Translator, code: str, title: str, draw: _Draw, *, there: bool = True
) -> Candidate:
    def made() -> Page:
        def drawn(sheet: Sheet, scale: deck.DeckType) -> None:
            draw(sheet, view, tr, scale)

        return Page(code, tr.text(renewal.PAGE_NAMES[code]), title, drawn)

    return code, there, made


def draw_term(sheet: Sheet, view: RenewalView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what is agreed for the term."""
    rows = renewal.term_rows(view, tr)
    grid = Grid(
        name=tr.text("The term"),
        columns=(
            Column(deck.LEFT, 260, tr.text("What is agreed")),
            Column(276, 640),
            Column(656, deck.RIGHT),
        ),
        lines=tuple(
            Line((cell(name, scale.body), cell(value, _VALUE), cell(note, scale.note)), 44)
            for name, value, note in rows
        ),
        top=scale.top,
        head=scale.head,
    )
    draw_grid(sheet, grid)


def draw_ahead(sheet: Sheet, view: RenewalView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what the next term begins with: open promises first, then goals not reached."""
    promises, goals = renewal.carried(view)
    entries = [_promise(one, tr, scale) for one in promises]
    entries += [_goal(one, tr, scale) for one in goals]
    if not entries:
        entries = [_reached(goal, tr, scale) for goal in view.goals]
    shown = entries[:_MOST_CARRIED]
    row = min(46.0, (deck.CONTENT_BOTTOM - scale.top - HEAD - 18) / max(len(shown), 1))
    grid = Grid(
        name=tr.text("For the next term"),
        columns=(
            Column(deck.LEFT, 430, tr.text("What")),
            Column(446, 580, tr.text("Now")),
            Column(596, 750, tr.text("Target")),
            Column(766, deck.RIGHT, tr.text("By")),
        ),
        lines=tuple(Line(cells, row) for cells in shown),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    if len(entries) > len(shown):
        text = tr.plural("{n} more", "{n} more", len(entries) - len(shown))
        sheet.words(text, scale.note, deck.LEFT, y + 3, deck.WIDTH, lines=1)


def _promise(promise: PromiseView, tr: Translator, scale: deck.DeckType) -> tuple[Cell, ...]:
    title = Part(promise.title, scale.strong)
    owner = Part(tr.text("our promise, {name}", name=promise.owner) if promise.owner else
                 tr.text("our promise"), scale.note)  # fmt: skip
    due = tr.text("due {day}", day=short(tr, promise.due, promise.new_date or promise.due))
    return (
        Cell((title, owner), 26, partial(open_mark, radius=8), 10),
        cell(tr.text("open"), scale.strong),
        cell(due, scale.body.with_(colour=MUTED)),
        cell(_date(promise.new_date, tr), scale.strong),
    )


def _goal(goal: GoalView, tr: Translator, scale: deck.DeckType) -> tuple[Cell, ...]:
    digits = qbr.decimals(goal)
    now = "–" if goal.now is None else qbr.quantity(goal.now, goal.unit, tr, digits)
    target = "–" if goal.target is None else qbr.quantity(goal.target, goal.unit, tr, digits)
    note = Part(qbr.goal_result(goal, tr), scale.note)
    return (
        Cell((Part(goal.title, scale.strong), note), 26, partial(half_mark, radius=8), 10),
        cell(now, scale.body),
        cell(target, scale.strong),
        cell(_date(goal.target_on, tr), scale.strong),
    )


def _reached(goal: GoalView, tr: Translator, scale: deck.DeckType) -> tuple[Cell, ...]:
    name, now, _, _ = _goal(goal, tr, scale)
    name = replace(name, mark=partial(done_mark, radius=8))
    dash = cell(tr.text("to be set"), scale.body.with_(colour=MUTED))
    return name, now, dash, cell("–", scale.body.with_(colour=PALE))


def _date(day: date | None, tr: Translator) -> str:
    return "–" if day is None else tr.date(day, "medium")


def draw_offer(sheet: Sheet, view: RenewalView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw this term beside the one that is proposed."""
    grid = Grid(
        name=tr.text("What we propose"),
        columns=(
            Column(deck.LEFT, 240, tr.text("What is agreed")),
            Column(256, 570, tr.text("This term")),
            Column(586, deck.RIGHT, tr.text("Next term")),
        ),
        lines=tuple(
            Line((cell(name, scale.body), cell(before, scale.body), cell(after, _VALUE)), 48)
            for name, before, after in renewal.offer_rows(view, tr)
        ),
        top=scale.top,
        head=scale.head,
    )
    draw_grid(sheet, grid)


def draw_dates(sheet: Sheet, view: RenewalView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the days that matter until the term ends."""
    lines = []
    for day, name, note in renewal.date_rows(view, tr):
        passed = day < view.today
        style = _VALUE.with_(bold=not passed, colour=MUTED if passed else TEXT)
        when = day_mark(day, tr.date(day, "full"), view, _VALUE)
        lines.append(Line((when, cell(name, style), cell(note, scale.note, 2)), 52))
    grid = Grid(
        name=tr.text("Dates that matter"),
        columns=(
            Column(deck.LEFT, 380, tr.text("When")),
            Column(396, 640, tr.text("What")),
            Column(656, deck.RIGHT),
        ),
        lines=tuple(lines),
        top=scale.top,
        head=scale.head,
    )
    draw_grid(sheet, grid)


def day_mark(day: date, text: str, view: RenewalView, style: Style) -> Cell:
    """Return the cell of a day with its mark; one that has passed is pale."""
    passed = day < view.today
    worn = style.with_(bold=not passed, colour=MUTED if passed else TEXT)
    return Cell((Part(text, worn),), 22, partial(_dot, passed=passed), 8)


def _dot(sheet: Sheet, x: float, y: float, passed: bool) -> None:
    if passed:
        open_mark(sheet, x, y, 6)
    else:
        diamond(sheet, x, y, 6, fill=TEXT)
