"""The business review pack as a file: only pages with data, titles that tell the story."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from csdesk.domain.codes import Language
from csdesk.domain.views.qbr import GoalView, QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.pack import WrittenPack
from csdesk.reports.pdf.qbr import write_qbr
from csdesk.reports.words import qbr as words
from csdesk.reports.words.marks import plain
from tests.reports.qbr_samples import drawn_qbr, empty_qbr, huge_qbr

LANGUAGES = list(Language)


def written(view: QbrView) -> WrittenPack:
    return write_qbr(view, Translator(view.language.value))


def pages_of(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(content)
    try:
        yield from document
    finally:
        document.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawn_pack_has_all_its_pages(language: Language) -> None:
    result = written(drawn_qbr(language))
    assert result.pages == 7
    assert result.left_out == ("usage",)
    assert result.missing == {}
    for page in pages_of(result.content):
        assert page.get_size() == (960, 540)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_without_data_is_left_out_and_named(language: Language) -> None:
    result = written(empty_qbr(language))
    assert result.pages == 1
    assert set(result.left_out) == set(words.PAGE_NAMES)
    some = replace(empty_qbr(language), goals=drawn_qbr(language).goals)
    result = written(some)
    assert result.pages == 2
    assert "goals" not in result.left_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_huge_pack_stays_on_its_pages(language: Language) -> None:
    result = written(huge_qbr(language))
    assert result.pages == 7
    for number, page in enumerate(pages_of(result.content)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, _ = text.get_charbox(index)
            assert left >= deck.LEFT - 8
            assert right <= deck.RIGHT + 12
            assert bottom >= (8 if number else 20)


def test_same_view_same_bytes() -> None:
    assert written(drawn_qbr()).content == written(drawn_qbr()).content


def test_titles_tell_the_story() -> None:
    view, tr = drawn_qbr(), Translator("en")
    titles = [
        plain(title(view, tr))
        for title in (
            words.goals_title,
            words.value_title,
            words.outcomes_title,
            words.plan_title,
            words.promises_title,
            words.next_title,
        )
    ]
    assert titles == [
        "Two of three goals are reached. “Failed deliveries” is at 50%.",
        "Each £1 spent this quarter brought back £2.43.",
        "Four results are confirmed by your people.",
        "5 of 6 milestones are reached. The last is 9 working days late.",
        "We kept 5 of 6 promises, you 4 of 5.",
        "Five commitments for the coming quarter, the first by 14 April.",
    ]


def test_value_can_be_worked_out_by_hand() -> None:
    value = drawn_qbr().value
    assert value is not None
    assert value.benefit_minor == 585_200 + 988_000 + 732_300
    assert value.cost_minor == 588_000 + 360_000
    assert value.net_minor == value.benefit_minor - value.cost_minor


@pytest.mark.parametrize(
    ("before", "now", "target", "progress"),
    [
        ("61", "96", "95", 35 / 34),
        ("14", "4", "5", 10 / 9),
        ("7.8", "5.9", "4.0", 0.5),
        ("10", "12", "5", -0.4),
        ("5", "5", "5", 1.0),
        ("5", "6", "5", None),
    ],
)
def test_progress_of_a_goal(before: str, now: str, target: str, progress: float | None) -> None:
    goal = GoalView(title="x", before=Decimal(before), now=Decimal(now), target=Decimal(target))
    if progress is None:
        assert goal.progress is None
    else:
        assert goal.progress == pytest.approx(progress)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_sells(language: Language) -> None:
    text = "".join(
        page.get_textpage().get_text_bounded()
        for page in pages_of(written(drawn_qbr(language)).content)
    )
    assert "upsell" not in text.casefold()
    assert "增购" not in text


def test_who_confirmed_a_goal_stands_after_who_said_it() -> None:
    view = drawn_qbr(Language.EN)
    goals = tuple(
        replace(
            goal, said_by="Guo Wei", said_on=date(2026, 3, 2), confirmed_by="Zhou Min",
            confirmed_on=date(2026, 9, 30),
        )
        for goal in view.goals
    )  # fmt: skip
    texts = [
        " ".join(page.get_textpage().get_text_bounded().split())
        for page in pages_of(written(replace(view, goals=goals)).content)
    ]
    text = texts[1]
    assert text.count("Guo Wei, 2 Mar 2026; confirmed by Zhou Min, 30 Sep 2026") == len(goals)
