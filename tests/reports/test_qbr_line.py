"""The line of the coming quarter loses no mark, however many fall into it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csdesk.domain.codes import Language
from csdesk.domain.views.qbr import MarkView, QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf.qbr import write_qbr
from tests.reports.qbr_samples import drawn_qbr

NAMES = {
    Language.EN: "Restaurant group {n} trained",
    Language.ZH_CN: "第{n}批门店完成培训",
    Language.ZH_TW: "第{n}批門市完成培訓",
}


def last_page(view: QbrView) -> str:
    document = pypdfium2.PdfDocument(write_qbr(view, Translator(view.language.value)).content)
    try:
        text: str = document[len(document) - 1].get_textpage().get_text_bounded()
    finally:
        document.close()
    return "".join(text.split())


def with_marks(language: Language, days: list[int], strong: int = 0) -> QbrView:
    view = drawn_qbr(language)
    marks = tuple(
        MarkView(
            day=view.today + timedelta(day), text=NAMES[language].format(n=n), strong=n == strong
        )
        for n, day in enumerate(days, 1)
    )
    return replace(view, marks=marks)


def assert_all_named(view: QbrView) -> None:
    text = last_page(view)
    for mark in view.marks:
        assert mark.text.replace(" ", "") in text, mark.text
    assert Translator(view.language.value).text("next review").replace(" ", "") in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("number", [3, 5, 12, 30])
def test_marks_in_five_weeks_are_all_named(language: Language, number: int) -> None:
    assert_all_named(with_marks(language, [2 + n * 35 // number for n in range(number)], 2))


def test_marks_of_one_day_and_after_the_review_are_named() -> None:
    assert_all_named(with_marks(Language.EN, [20, 20, 40]))
    view = with_marks(Language.EN, [20])
    review = view.next_review
    assert review is not None
    on_it = MarkView(day=review.day, text="Acceptance signed")
    after = MarkView(day=review.day + timedelta(9), text="Hand-over to care")
    assert_all_named(replace(view, marks=(*view.marks, on_it, after)))


def test_what_has_passed_is_not_ahead() -> None:
    view = drawn_qbr(Language.EN)
    old = MarkView(day=date(2020, 1, 1), text="Long ago")
    assert "Longago" not in last_page(replace(view, marks=(*view.marks, old)))


def test_a_crowded_line_takes_its_room_from_the_table() -> None:
    calm, crowded = with_marks(Language.EN, [30]), with_marks(Language.EN, list(range(3, 33)))
    assert "moreinthetracker" not in last_page(calm)
    assert "4moreinthetracker" in last_page(crowded)


@settings(max_examples=25, deadline=None)
@given(days=st.lists(st.integers(1, 91), min_size=1, max_size=14))
def test_no_two_names_touch(days: list[int]) -> None:
    view = with_marks(Language.EN, days)
    document = pypdfium2.PdfDocument(write_qbr(view, Translator("en")).content)
    try:
        page = document[len(document) - 1].get_textpage()
        boxes = [page.get_rect(n) for n in range(page.count_rects())]
        texts = [page.get_text_bounded(*box).strip() for box in boxes]
    finally:
        document.close()
    names = [
        box for box, text in zip(boxes, texts, strict=True) if text.startswith("Restaurant group")
    ]
    assert names
    for (a, b, c, d), (e, f, g, h) in combinations(names, 2):
        assert c <= e + 1 or g <= a + 1 or d <= f + 1 or h <= b + 1
