"""The short form of a renewal pack: what was reached, what changes, the term with what we ask."""

from dataclasses import replace

from csdesk.domain.views.renewal import RenewalView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.grid import Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.pack import Pack, Page, chosen
from csdesk.reports.pdf.qbr import Candidate, asked_first, cover_facts, reached_pages
from csdesk.reports.pdf.qbr_next import step_grid
from csdesk.reports.pdf.renewal import after_pages, day_mark, renewal_pack
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words import renewal, short

_TERMS = "terms"
_NAME = 128.0  # the width of what is agreed
_WHEN = 154.0  # the width of a day
_ROW, _WITH_NOTE = 30.0, 39.0
_GAP = 16.0
_PLACES = (deck.LEFT, deck.LEFT + deck.COLUMN + deck.GUTTER)


def short_renewal(view: RenewalView, tr: Translator) -> Pack:
    """Return the pages of a renewal that a boss reads: its figures are on the cover."""
    # The page of what the next term begins with names the open promises of ours.
    kept = replace(view, our_promises=tuple(one for one in view.our_promises if one.kept))
    reached = [one for one in reached_pages(kept, tr) if one[0] != "promises"]
    ahead, offer, _ = after_pages(view, tr)
    pages, missing = chosen([*reached, offer if offer[1] else ahead, _terms(view, tr)])
    return replace(
        renewal_pack(view, tr),
        name=short.renewal_name(view, tr),
        pages=pages,
        left_out=missing,
        facts=cover_facts(view, tr),
    )


def _terms(view: RenewalView, tr: Translator) -> Candidate:
    def made() -> Page:
        def drawn(sheet: Sheet, scale: deck.DeckType) -> None:
            draw_terms(sheet, view, tr, scale)

        return Page(_TERMS, tr.text(short.PAGE_NAMES[_TERMS]), short.terms_title(view, tr), drawn)

    return _TERMS, True, made


def draw_terms(sheet: Sheet, view: RenewalView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what is agreed beside the days that matter, and below them what is asked of whom."""
    left, right = _PLACES
    agreed = [
        _line(cell(name, scale.body), value, note, scale)
        for name, value, note in renewal.term_rows(view, tr, with_notice=False)
    ]
    dates = [
        _line(day_mark(day, tr.date(day, "medium"), view, scale.strong), name, note, scale)
        for day, name, note in renewal.date_rows(view, tr)
    ]
    bottoms = []
    for x, name, lines, width in (
        (left, tr.text("What is agreed"), agreed, _NAME),
        (right, tr.text("Dates that matter"), dates, _WHEN),
    ):
        columns = (Column(x, x + width - 12, name), Column(x + width, x + deck.COLUMN))
        grid = Grid(name, columns, tuple(lines), scale.top, scale.head, x, deck.COLUMN)
        bottoms.append(draw_grid(sheet, grid))
    if view.next_steps:
        below = replace(scale, top=max(bottoms) + _GAP)
        step_grid(sheet, asked_first(view), tr, below, deck.CONTENT_BOTTOM)


def _line(first: Cell, value: str, note: str, scale: deck.DeckType) -> Line:
    second = Cell((Part(value, scale.strong), Part(note, scale.note)))
    return Line((first, second), _WITH_NOTE if note else _ROW)
