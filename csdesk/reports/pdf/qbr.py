"""The business review pack: 16:9, one finding a page, only pages whose data exist."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from csdesk.domain.progress import Progress
from csdesk.domain.views.qbr import QbrView, ReviewFacts
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.pack import Pack, Page, WrittenPack, chosen, meeting_notes, write_pack
from csdesk.reports.pdf.qbr_goals import draw_goals
from csdesk.reports.pdf.qbr_next import draw_next
from csdesk.reports.pdf.qbr_plan import draw_outcomes, draw_plan, draw_promises
from csdesk.reports.pdf.qbr_value import draw_value
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words import qbr as words

Candidate: TypeAlias = tuple[str, bool, Callable[[], Page]]
_Title: TypeAlias = Callable[[ReviewFacts, Translator], str]
_Draw: TypeAlias = Callable[[Sheet, ReviewFacts, Translator, deck.DeckType], None]


def write_qbr(
    view: QbrView, translator: Translator, progress: Progress | None = None
) -> WrittenPack:
    """Return the pack as a PDF. The same view gives the same bytes."""
    return write_pack(qbr_pack(view, translator), progress)


def qbr_pack(view: QbrView, tr: Translator) -> Pack:
    """Return the pages of a business review."""
    possible = review_pages(view, tr)
    pages, missing = chosen(possible)
    return Pack(
        name=words.name_of(view, tr),
        language=view.language,
        today=view.today,
        us=view.us,
        customer=view.customer,
        sender=view.sender,
        cover=tuple(words.cover_lines(view, tr)),
        notes=meeting_notes(view.meeting, view.today, tr),
        pages=pages,
        left_out=(*missing, "usage"),
    )


def review_pages(view: ReviewFacts, tr: Translator) -> list[Candidate]:
    """Return the pages that every review may have, in their order."""
    entries: list[tuple[str, bool, _Title, _Draw]] = [
        ("goals", bool(view.goals), words.goals_title, draw_goals),
        ("value", bool(view.value and view.value.benefits), words.value_title, draw_value),
        ("outcomes", bool(view.outcomes), words.outcomes_title, draw_outcomes),
        ("plan", bool(view.milestones), words.plan_title, draw_plan),
        (
            "promises",
            bool(view.our_promises or view.your_promises),
            words.promises_title,
            draw_promises,
        ),
        ("next", bool(view.next_steps), words.next_title, draw_next),
    ]
    return [
        (code, there, partial(_page, view, tr, code, title, draw))
        for code, there, title, draw in entries
    ]


def _page(view: ReviewFacts, tr: Translator, code: str, title: _Title, draw: _Draw) -> Page:
    def drawn(sheet: Sheet, scale: deck.DeckType) -> None:
        draw(sheet, view, tr, scale)

    return Page(code, tr.text(words.PAGE_NAMES[code]), title(view, tr), drawn)
