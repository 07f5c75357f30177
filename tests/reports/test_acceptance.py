"""The acceptance sheet as a file: the whole scope, one tick, both signatures on the last page."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from csdesk.domain.codes import AcceptanceResult, CriterionResult, Language
from csdesk.domain.views.acceptance import AcceptanceView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.acceptance import write_acceptance
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.text import Typesetter
from csdesk.reports.words import acceptance as words
from csdesk.reports.words.marks import plain
from tests.reports.acceptance_samples import (
    all_met,
    drawn_acceptance,
    huge_acceptance,
    long_acceptance,
    unchecked,
)
from tests.reports.test_status_pdf import pages_of, squeezed, text_of

Make: TypeAlias = Callable[[Language], AcceptanceView]
LANGUAGES = list(Language)
SAMPLES = (drawn_acceptance, all_met, unchecked, long_acceptance)


def written(view: AcceptanceView) -> Written:
    return write_acceptance(view, Translator(view.language.value))


def page_texts(content: bytes) -> list[str]:
    return [squeezed(page.get_textpage().get_text_bounded()) for page in pages_of(content)]


def message(view: AcceptanceView) -> str:
    first, variants = words.headline(view, Translator("en"))
    return plain(" ".join([first, *variants[:1]]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawn_sheet_is_one_page_and_says_it_all(language: Language) -> None:
    view = drawn_acceptance(language)
    result = written(view)
    assert result.pages == 1
    assert result.missing == {}
    text = squeezed(text_of(result.content))
    wanted = [view.customer.name, view.us.name, view.project, view.contract, "P1"]
    wanted += [one.title for one in view.deliverables]
    wanted += [part for one in view.criteria for part in (one.text, one.evidence)]
    wanted += [one.title for one in view.defects]
    assert view.their_signer is not None
    wanted += [view.their_signer.name, view.their_signer.title]
    for part in wanted:
        assert squeezed(part) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [*SAMPLES, huge_acceptance], ids=lambda make: make.__name__)
def test_both_sides_sign_once_at_the_foot_of_the_last_page(make: Make, language: Language) -> None:
    tr = Translator(language.value)
    texts = page_texts(written(make(language)).content)
    sign = squeezed(tr.text("Name in print"))
    assert [text.count(sign) for text in texts] == [0] * (len(texts) - 1) + [2]
    assert squeezed(tr.text("Result of the acceptance")) in texts[-1]


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: make.__name__)
def test_nothing_stands_over_the_edge_or_over_the_signatures(make: Make) -> None:
    for page in pages_of(written(make(Language.EN)).content):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert left >= a4.LEFT - 6
            assert right <= a4.RIGHT + 6
            assert bottom >= 10
            assert top <= a4.SIZE[1] - 20
        whole = text.get_text_bounded()
        if "Name in print" in whole:
            searcher = text.search("Supplier: ")
            place, _ = searcher.get_next()
            sign_top = text.get_charbox(place)[3]
            follows = text.search("agreed separately").get_next()
            assert follows is not None
            assert text.get_charbox(follows[0])[1] > sign_top


def test_long_lists_repeat_their_head_and_keep_rows_with_the_signatures() -> None:
    pages = [
        page.get_textpage().get_text_bounded()
        for page in pages_of(written(long_acceptance()).content)
    ]
    assert len(pages) == 2
    assert all("How it was verified" in page for page in pages)
    assert "P4" in pages[-1]


def test_two_thousand_criteria_and_a_text_longer_than_a_page_take_bounded_time() -> None:
    view = huge_acceptance()
    begin = time.process_time()
    result = written(view)
    assert time.process_time() - begin < 2
    assert result.pages > 60


def test_the_message_is_computed() -> None:
    drawn = drawn_acceptance()
    assert message(drawn) == (
        "5 of 6 criteria are met. One point stands on the punch list, due 28 December."
    )
    assert message(all_met()) == "All 6 criteria are met. The project stands for acceptance."
    assert message(unchecked()) == "The 6 criteria are still to be checked."
    failed = replace(drawn, defects=(), criteria=(
        *drawn.criteria[:-1], replace(drawn.criteria[-1], listed=False),
    ))  # fmt: skip
    assert message(failed) == "5 of 6 criteria are met. One criterion is not met."
    partly = replace(drawn, criteria=(
        replace(drawn.criteria[0], result=CriterionResult.OPEN), *drawn.criteria[1:],
    ))  # fmt: skip
    assert message(partly) == "4 of 6 criteria are met. One criterion is still to be checked."
    none = replace(drawn, criteria=(), defects=())
    assert message(none) == "Three deliverables stand for acceptance."


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_headline_always_fits_its_line(language: Language) -> None:
    tr, setter = Translator(language.value), Typesetter(language)
    style = a4.type_scale(chinese=tr.is_chinese).headline
    for make in (*SAMPLES, huge_acceptance):
        first, variants = words.headline(make(language), tr)
        assert setter.width(first, style) <= a4.WIDTH
        assert not variants or setter.width(variants[-1], style) <= a4.WIDTH


def test_the_tick_is_called_a_proposal_until_it_is_recorded() -> None:
    view = drawn_acceptance()
    assert "The tick is our proposal" in text_of(written(view).content)
    assert "Please tick one." in text_of(written(unchecked()).content)
    recorded = replace(view, recorded=AcceptanceResult.PUNCH_LIST, recorded_on=view.today)
    assert "The result as recorded on 18 Dec." in text_of(written(recorded).content)


def test_each_result_differs_on_paper_without_colour() -> None:
    view = unchecked()
    texts = {}
    for result in CriterionResult:
        criteria = tuple(replace(one, result=result) for one in view.criteria)
        texts[result] = text_of(written(replace(view, criteria=criteria)).content)
    assert texts[CriterionResult.PASSED].count("passed") == 6
    assert texts[CriterionResult.FAILED].count("not passed") == 6
    assert texts[CriterionResult.OPEN].count("not checked yet") == 6


def test_same_view_same_bytes() -> None:
    assert written(drawn_acceptance()).content == written(drawn_acceptance()).content


@pytest.mark.parametrize(
    "text",
    [
        'a<b & AT&T <img src="/etc/passwd"> javascript:alert(1)',
        "\u202eright to left \u05d0\u05d1 \u0627\u0644\u0639",
        "control \x00\x07\x1b characters",
        "emoji 👩‍👩‍👧 and 🚀",
        "x" * 500,
        "word " * 40_000,
    ],
)
def test_hostile_text_is_drawn_as_text(text: str) -> None:
    view = drawn_acceptance()
    result = written(
        replace(
            view,
            project=text,
            contract=text,
            deliverables=(replace(view.deliverables[0], title=text, agreed_by=text),),
            criteria=(replace(view.criteria[0], text=text, evidence=text, checked_by=text),),
            defects=(replace(view.defects[0], title=text, owner=text),),
            their_signer=replace(view.their_signer, name=text) if view.their_signer else None,
        )
    )
    assert result.pages <= 4
    if "<b" in text:
        assert "a<b&AT&T<img" in squeezed(text_of(result.content))
