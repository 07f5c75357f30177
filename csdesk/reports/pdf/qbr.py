"""The business review pack: 16:9, one finding a page, only pages whose data exist."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from csdesk.domain.codes import Side
from csdesk.domain.progress import Progress
from csdesk.domain.views.qbr import NextStepView, QbrView, ReviewFacts
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.pack import (
    Fact,
    Pack,
    Page,
    WrittenPack,
    chosen,
    meeting_notes,
    write_pack,
)
from csdesk.reports.pdf.qbr_goals import draw_goals
from csdesk.reports.pdf.qbr_next import draw_next
from csdesk.reports.pdf.qbr_plan import (
    MOST_OUTCOMES,
    draw_outcomes,
    draw_plan,
    draw_promises,
    promise_parts,
)
from csdesk.reports.pdf.qbr_value import draw_value
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words import qbr as words
from csdesk.reports.words import short

_MOST_PAGES = 6  # of results
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


def short_qbr(view: QbrView, tr: Translator) -> Pack:
    """Return the pages of a business review that a boss reads: its figures are on the cover."""
    pages, missing = chosen([*reached_pages(view, tr), ask_page(view, tr)])
    return replace(
        qbr_pack(view, tr),
        name=short.review_name(view, tr),
        pages=pages,
        left_out=missing,
        facts=cover_facts(view, tr),
    )


def cover_facts(view: ReviewFacts, tr: Translator) -> tuple[Fact, ...]:
    """Return the figures of a short form's cover."""
    return tuple(Fact(figure, text) for figure, text in short.facts(view, tr))


def reached_pages(view: ReviewFacts, tr: Translator) -> list[Candidate]:
    """Return the pages of a short form on what was reached, and on promises if one is open.

    Without goals, worth and results it is the plan that tells it.
    """
    found = {one[0]: one for one in reversed(review_pages(view, tr))}
    worth = found["value"] if found["value"][1] or not view.outcomes else found["outcomes"]
    pages = [found["goals"], worth]
    if not any(there for _, there, _ in pages) and view.milestones:
        pages = [found["plan"]]
    if any(not promise.kept for promise in (*view.our_promises, *view.your_promises)):
        pages.append(found["promises"])
    return pages


def ask_page(view: ReviewFacts, tr: Translator) -> Candidate:
    """Return the last page of a short form: what we ask first, then what is ours."""
    asked = replace(view, next_steps=asked_first(view))
    page = partial(_page, asked, tr, "next", short.ask_title, draw_next)
    return "next", bool(view.next_steps), page


def asked_first(view: ReviewFacts) -> tuple[NextStepView, ...]:
    """Return the next steps, the customer's before ours."""
    order = (Side.CUSTOMER, Side.US, Side.THIRD)
    return tuple(sorted(view.next_steps, key=lambda step: order.index(step.side)))


def review_pages(view: ReviewFacts, tr: Translator) -> list[Candidate]:
    """Return the pages that every review may have, in their order."""
    entries: list[tuple[str, bool, _Title, _Draw]] = [
        ("goals", bool(view.goals), words.goals_title, draw_goals),
        ("value", bool(view.value and view.value.benefits), words.value_title, draw_value),
        ("outcomes", bool(view.outcomes), words.outcomes_title, _draw_outcomes),
        ("plan", bool(view.milestones), words.plan_title, draw_plan),
        (
            "promises",
            bool(view.our_promises or view.your_promises),
            words.promises_title,
            draw_promises,
        ),
        ("next", bool(view.next_steps), words.next_title, draw_next),
    ]
    candidates: list[Candidate] = [
        (code, there, partial(_page, view, tr, code, title, draw))
        for code, there, title, draw in entries
    ]
    if not view.whole_term:
        return candidates
    found: list[Candidate] = []
    for one in candidates:
        if one[0] == "promises" and one[1]:
            found += _promise_pages(view, tr)
        else:
            found.append(one)
        if one[0] == "outcomes":
            found += _more_outcomes(view, tr)
    return found


def _draw_outcomes(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the first results of a term, which has further pages for the others, or a quarter's."""
    first = replace(view, outcomes=view.outcomes[:MOST_OUTCOMES]) if view.whole_term else view
    draw_outcomes(sheet, first, tr, scale)


def _more_outcomes(view: ReviewFacts, tr: Translator) -> list[Candidate]:
    """Return further pages of results: a term is told with all of them."""
    found: list[Candidate] = []
    for number in range(1, min(-(-len(view.outcomes) // MOST_OUTCOMES), _MOST_PAGES)):
        first = number * MOST_OUTCOMES
        last = first + MOST_OUTCOMES if number < _MOST_PAGES - 1 else None
        part = replace(view, outcomes=view.outcomes[first:last])
        title = partial(words.more_outcomes_title, whole=view, first=first)
        found.append(("outcomes", True, partial(_page, part, tr, "outcomes", title, draw_outcomes)))
    return found


def _promise_pages(view: ReviewFacts, tr: Translator) -> list[Candidate]:
    """Return as many pages as the promises of a term need."""
    found: list[Candidate] = []
    before = (0, 0)
    for ours, yours in promise_parts(view, tr):
        part = replace(view, our_promises=ours, your_promises=yours)
        title: _Title = partial(words.more_promises_title, whole=view, before=before)
        if not found:
            title = partial(_title_of, view, words.promises_title)
        page = partial(_page, part, tr, "promises", title, draw_promises)
        found.append(("promises", True, page))
        before = (before[0] + len(ours), before[1] + len(yours))
    return found


def _title_of(whole: ReviewFacts, title: _Title, _part: ReviewFacts, tr: Translator) -> str:
    return title(whole, tr)


def _page(view: ReviewFacts, tr: Translator, code: str, title: _Title, draw: _Draw) -> Page:
    def drawn(sheet: Sheet, scale: deck.DeckType) -> None:
        draw(sheet, view, tr, scale)

    return Page(code, tr.text(words.PAGE_NAMES[code]), title(view, tr), drawn)
