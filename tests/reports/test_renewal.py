"""The renewal pack as pages: all of a term, worked out by hand, no offer over an open promise."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from csdesk.domain.codes import Language
from csdesk.domain.views.renewal import RenewalView
from csdesk.i18n import Translator
from csdesk.reports.pdf.pack import WrittenPack
from csdesk.reports.pdf.renewal import renewal_pack, write_renewal
from csdesk.reports.words.marks import plain
from tests.reports.deck_pages import outside, page_texts, squeezed
from tests.reports.renewal_samples import (
    drawn_renewal,
    empty_renewal,
    hostile_renewal,
    huge_renewal,
    kept_renewal,
)

LANGUAGES = list(Language)


def written(view: RenewalView) -> WrittenPack:
    return write_renewal(view, Translator(view.language.value))


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawn_pack_tells_the_whole_term(language: Language) -> None:
    view = drawn_renewal(language)
    result = written(view)
    assert (result.pages, result.left_out, result.missing) == (11, ("offer", "usage"), {})
    text = "".join(page_texts(result.content))
    wanted = [goal.title for goal in view.goals] + [one.title for one in view.outcomes]
    wanted += [promise.title for promise in view.our_promises]
    wanted += [line.name for line in view.milestones] + [view.contract.reference, view.success]
    assert [words for words in wanted if squeezed(words) not in text] == []


def test_every_result_of_the_term_has_its_line() -> None:
    view = drawn_renewal()
    many = tuple(
        replace(view.outcomes[0], title=f"Result number {number}") for number in range(1, 24)
    )
    text = "".join(page_texts(written(replace(view, outcomes=many)).content))
    assert [one.title for one in many if squeezed(one.title) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_term_is_known(language: Language) -> None:
    result = written(empty_renewal(language))
    assert result.pages == 3
    assert set(result.left_out) == {
        "goals", "value", "outcomes", "plan", "promises", "ahead", "offer", "next", "usage",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "make", [drawn_renewal, kept_renewal, huge_renewal, hostile_renewal, empty_renewal]
)
def test_nothing_leaves_its_page(make: type, language: Language) -> None:
    view = make(language)
    before = time.thread_time()
    result = written(view)
    assert time.thread_time() - before < 2
    assert outside(result.content) == []


def test_offer_stands_beside_the_term() -> None:
    view = kept_renewal()
    text = "".join(page_texts(written(view).content))
    assert "Thenexttermhas120seatsinsteadof98." in text
    assert "1September2027to31August2028" in text


def test_return_over_the_term_can_be_worked_out_by_hand() -> None:
    view = drawn_renewal()
    assert view.value is not None
    subscription, fee = view.value.costs
    assert subscription.minor == round(
        Decimal(subscription.yearly_minor) * subscription.months / 12
    )
    assert fee.minor == fee.yearly_minor
    text = "".join(page_texts(written(view).content))
    for figure in ("23,055", "15,680", "14,400", "30,080", "£23,520ayear,8months"):
        assert figure in text


def test_titles_tell_the_story() -> None:
    pack = renewal_pack(kept_renewal(), Translator("en"))
    assert [plain(page.title) for page in pack.pages] == [
        "Without notice by 2 June, the term renews by itself.",
        "Both goals are reached.",
        "The results are worth £23,055 so far; the term cost £30,080.",
        "Seven results are confirmed by your people.",
        "Results 6 to 7 of 7.",
        "5 of 6 milestones are reached. The last is 9 working days late.",
        "We kept 5 of 5 promises, you 4 of 5.",
        "All goals are reached; the next ones are yours to set.",
        "The next term has 120 seats instead of 98.",
        "We talk about the renewal by 20 July.",
        "Five commitments for the coming quarter, the first by 14 April.",
    ]


def test_same_view_same_bytes() -> None:
    assert written(drawn_renewal()).content == written(drawn_renewal()).content
