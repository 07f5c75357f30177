"""Short forms of packs: what a boss reads, on at most five pages, and nothing held back."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from csdesk.domain.codes import Language, Side
from csdesk.i18n import Translator
from csdesk.reports.pdf.pack import Pack, write_pack
from csdesk.reports.pdf.qbr import qbr_pack, short_qbr
from csdesk.reports.pdf.renewal import renewal_pack
from csdesk.reports.pdf.renewal_short import short_renewal
from csdesk.reports.pptx.write import write_slides
from csdesk.reports.words.marks import plain
from csdesk.reports.words.short import PAGE_NAMES
from tests.reports.deck_pages import outside, page_texts, slide_texts, squeezed
from tests.reports.qbr_samples import drawn_qbr, empty_qbr, huge_qbr
from tests.reports.renewal_samples import (
    drawn_renewal,
    empty_renewal,
    hostile_renewal,
    huge_renewal,
    kept_renewal,
)

LANGUAGES = list(Language)
EACH = pytest.mark.parametrize("language", LANGUAGES)
Short = Callable[[Any, Translator], Pack]


def pack(short: Short, view: Any) -> Pack:
    return short(view, Translator(view.language.value))


def codes(made: Pack) -> list[str]:
    return [page.code for page in made.pages]


@EACH
def test_the_figures_of_a_review_stand_on_its_cover(language: Language) -> None:
    made = pack(short_qbr, drawn_qbr(language))
    assert codes(made) == ["goals", "value", "promises", "next"]
    assert made.left_out == ()
    cover, *_, last = page_texts(write_pack(made).content)
    assert [squeezed(plain(fact.figure)) for fact in made.facts][2:] == [
        squeezed(text) for text in (("5 of 6", "5 of 6", "4 of 5") if language is Language.EN
                                    else ("5 / 6", "5 / 6", "4 / 5"))
    ]  # fmt: skip
    for fact in made.facts:
        assert squeezed(plain(fact.figure)) in cover
        assert squeezed(plain(fact.words)) in cover
    assert "5/5" in last
    assert made.name != qbr_pack(drawn_qbr(language), Translator(language.value)).name


def test_the_titles_of_a_short_form_tell_the_story() -> None:
    assert [plain(page.title) for page in pack(short_qbr, drawn_qbr()).pages] == [
        "Two of three goals are reached. “Failed deliveries” is at 50%.",
        "Each £1 spent this quarter brought back £2.43.",
        "We kept 5 of 6 promises, you 4 of 5.",
        "We ask two things of you, the first by 14 April. Two steps are ours.",
    ]
    assert [plain(page.title) for page in pack(short_renewal, drawn_renewal()).pages] == [
        "Two of three goals are reached. “Failed deliveries” is at 50%.",
        "The results are worth £23,055 so far; the term cost £30,080.",
        "First we keep one open promise. One goal goes on.",
        (
            "Without notice by 2 June, the term renews by itself. "
            "We talk about the renewal by 20 July."
        ),
    ]


def test_what_we_ask_stands_before_what_is_ours() -> None:
    view = drawn_qbr()
    last = page_texts(write_pack(pack(short_qbr, view)).content)[-1]
    places = {step.side: last.index(squeezed(step.title)[:20]) for step in view.next_steps}
    assert places[Side.CUSTOMER] < places[Side.US] < places[Side.THIRD]


def test_an_open_promise_is_never_held_back() -> None:
    kept = replace(
        drawn_qbr(),
        our_promises=tuple(one for one in drawn_qbr().our_promises if one.kept),
        your_promises=tuple(one for one in drawn_qbr().your_promises if one.kept),
    )
    assert "promises" not in codes(pack(short_qbr, kept))
    for short, view in ((short_qbr, drawn_qbr()), (short_renewal, drawn_renewal())):
        text = "".join(page_texts(write_pack(pack(short, view)).content))
        missed = [one.title for one in view.our_promises if not one.kept]
        assert missed
        assert [title for title in missed if squeezed(title) not in text] == []


@EACH
def test_a_renewal_says_what_changes_and_the_terms(language: Language) -> None:
    view = kept_renewal(language)
    made = pack(short_renewal, view)
    assert codes(made) == ["goals", "value", "offer", "terms"]
    last = page_texts(write_pack(made).content)[-1]
    tr = Translator(language.value)
    days = (view.ends, view.call_by, view.contract.notice_on)
    assert [day for day in days if day and squeezed(tr.date(day, "medium")) not in last] == []
    assert view.contract.reference in last


def test_results_without_worth_and_a_plan_alone_are_told_too() -> None:
    view = replace(drawn_qbr(), value=None)
    assert codes(pack(short_qbr, view)) == ["goals", "outcomes", "promises", "next"]
    only = replace(empty_qbr(), milestones=view.milestones)
    made = pack(short_qbr, only)
    assert codes(made) == ["plan"]
    assert made.left_out == ("next",)


@EACH
@pytest.mark.parametrize(
    ("short", "make", "missing"),
    [
        (short_qbr, empty_qbr, ("goals", "value", "next")),
        (short_qbr, huge_qbr, ()),
        (short_renewal, empty_renewal, ("goals", "value", "ahead")),
        (short_renewal, huge_renewal, ()),
        (short_renewal, hostile_renewal, ()),
    ],
)
def test_nothing_leaves_its_page(
    short: Short, make: Callable[[Language], Any], missing: tuple[str, ...], language: Language
) -> None:
    view = make(language)
    before = time.thread_time()
    made = pack(short, view)
    result = write_pack(made)
    assert time.thread_time() - before < 2
    assert result.pages <= 5
    assert result.left_out == missing
    assert set(missing) <= set(PAGE_NAMES)
    assert outside(result.content) == []


@pytest.mark.parametrize(("short", "make"), [(short_qbr, drawn_qbr), (short_renewal, kept_renewal)])
@EACH
def test_slides_say_what_the_pages_say(short: Short, make: Any, language: Language) -> None:
    made = pack(short, make(language))
    slides = slide_texts(write_slides(made).content)
    pages = page_texts(write_pack(made).content)
    assert len(slides) == len(pages) == len(made.pages) + 1
    for words, page in zip(slides, pages, strict=True):
        assert [text for text in words if squeezed(text) not in page and len(text) < 30] == []


def test_same_view_same_bytes() -> None:
    first, second = (write_pack(pack(short_renewal, kept_renewal())).content for _ in range(2))
    assert first == second


@EACH
def test_every_promise_of_a_term_is_told_with_its_whole_title(language: Language) -> None:
    view = kept_renewal(language)
    long = "Send the list of shops with their address and contact, number {n}"
    many = tuple(replace(view.our_promises[0], title=long.format(n=n)) for n in range(1, 15))
    told = replace(view, our_promises=many)
    made = renewal_pack(told, Translator(language.value))
    assert codes(made).count("promises") == 2
    content = write_pack(made).content
    text = "".join(page_texts(content))
    assert [one.title for one in many if squeezed(one.title) not in text] == []
    assert outside(content) == []
