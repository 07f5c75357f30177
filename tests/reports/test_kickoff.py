"""The kickoff deck as pages: only those with data, titles that tell the story, nothing cut."""

import time
from dataclasses import replace
from io import BytesIO

import pytest

from csdesk.domain.codes import Language, MilestoneKind
from csdesk.domain.views.kickoff import KickoffView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.kickoff import kickoff_pack, write_kickoff
from csdesk.reports.pdf.kickoff_plan import chosen
from csdesk.reports.pdf.pack import WrittenPack
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words.kickoff import PAGE_NAMES, weeks_title
from csdesk.reports.words.marks import plain
from csdesk.reports.words.qbr import next_title
from tests.reports.deck_pages import outside, page_texts, pages_of, squeezed
from tests.reports.kickoff_samples import (
    drawn_kickoff,
    empty_kickoff,
    hostile_kickoff,
    huge_kickoff,
)
from tests.reports.qbr_samples import drawn_qbr

LANGUAGES = list(Language)


def written(view: KickoffView) -> WrittenPack:
    return write_kickoff(view, Translator(view.language.value))


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawn_deck_has_all_its_pages_and_words(language: Language) -> None:
    view = drawn_kickoff(language)
    result = written(view)
    assert (result.pages, result.left_out, result.missing) == (9, (), {})
    assert all(page.get_size() == (960, 540) for page in pages_of(result.content))
    text = "".join(page_texts(result.content))
    wanted = [goal.title for goal in view.goals] + [pain.answer for pain in view.pains]
    wanted += [line.name for line in view.lines] + [risk.title for risk in view.risks]
    wanted += [one.person.name for one in (*view.ours, *view.theirs)]
    wanted += [step.title for step in (*view.needs, *view.gives)]
    wanted += [view.success, view.support_mail, view.questions[0].text, view.sender.mail]
    assert [words for words in wanted if squeezed(words) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_without_data_is_left_out_and_named(language: Language) -> None:
    result = written(empty_kickoff(language))
    assert result.pages == 1
    assert set(result.left_out) == set(PAGE_NAMES)
    some = replace(empty_kickoff(language), lines=drawn_kickoff(language).lines)
    assert set(PAGE_NAMES) - set(written(some).left_out) == {"plan"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [drawn_kickoff, huge_kickoff, hostile_kickoff])
def test_nothing_leaves_its_page(make: type, language: Language) -> None:
    view = make(language)
    before = time.thread_time()
    result = written(view)
    assert time.thread_time() - before < 2
    assert result.pages == 9
    assert outside(result.content) == []


def test_same_view_same_bytes() -> None:
    assert written(drawn_kickoff()).content == written(drawn_kickoff()).content


def test_titles_tell_the_story() -> None:
    pack = kickoff_pack(drawn_kickoff(), Translator("en"))
    assert pack.cover == (
        "You bought this for three goals.",
        "First result by\xa020 November.",
    ) or (
        [plain(text) for text in pack.cover]
        == ["You bought this for three goals.", "First result by 20 November."]
    )
    assert [plain(page.title) for page in pack.pages] == [
        "You bought this for three goals. Is that right?",
        "Two things were to change; these are our answers.",
        "First result by 20 November, all done by 18 December.",
        "Seven people carry this: four of yours, two of ours, one of others.",
        "We need four things from you, the first by 25 September.",
        "We meet every week. Tom Aldous answers your questions.",
        "Two risks are known, each with an answer.",
        "Five steps in the next two weeks. We meet again on 30 September.",
    ]


def test_great_milestones_and_phases_stay_in_a_long_plan() -> None:
    view = drawn_kickoff()
    others = [line for line in view.lines if line.kind is MilestoneKind.OTHER]
    shown = chosen([*view.lines, *others * 20], view.today)
    assert len(shown) == 11
    kept = [line for line in view.lines if line.kind is not MilestoneKind.OTHER]
    assert [line for line in kept if line not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_stands_beside_its_answer(language: Language) -> None:
    view, words = drawn_kickoff(language), Translator(language.value)
    asked = replace(view.questions[0], answer="Yes, on a shared device.")
    (page,) = [
        text
        for text in page_texts(written(replace(view, questions=(asked,))).content)
        if squeezed(asked.text) in text
    ]
    for said in (asked.answer, words.text("Our answer")):
        assert squeezed(said) in page
    (page,) = [text for text in page_texts(written(view).content) if squeezed(asked.text) in text]
    assert squeezed(words.text("Our answer")) not in page


@pytest.mark.parametrize("language", [Language.ZH_CN, Language.ZH_TW])
def test_one_thing_is_not_spoken_of_as_many(language: Language) -> None:
    view, words = drawn_kickoff(language), Translator(language.value)
    assert "最早" in weeks_title(view, words)
    one = replace(view, needs=view.needs[:1])
    assert "最早" not in weeks_title(one, words)
    review = drawn_qbr(language)
    assert "最早" in next_title(review, words)
    assert "最早" not in next_title(replace(review, next_steps=review.next_steps[:1]), words)


def test_a_long_title_breaks_where_a_sentence_ends() -> None:
    us = drawn_kickoff(Language.EN).us
    sheet = Sheet(BytesIO(), language=Language.EN, size=deck.SIZE, title="", us=us)
    style = deck.type_scale().title
    short = "Two risks are known. Both have an answer."
    assert deck.by_sense(sheet, short, style) == [short]
    first = "Five of six milestones are reached, with all their results."
    second = "The last keeps its date."
    assert deck.by_sense(sheet, f"{first} {second}", style) == [first, second]
    endless = "word " * 60
    assert deck.by_sense(sheet, endless, style) == [endless]
