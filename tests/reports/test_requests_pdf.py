"""The monthly request report as a file: one page that says it, and the list of the month."""

import re
import time
from collections.abc import Iterator

import pypdfium2
import pytest

from csdesk.domain.codes import Language
from csdesk.domain.labels import REQUEST_KIND_LABELS
from csdesk.domain.views.requests import RequestsView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.requests import write_requests
from csdesk.reports.pdf.status import Written
from csdesk.reports.words import requests as words
from csdesk.reports.words.marks import plain
from tests.reports.requests_samples import (
    drawn_requests,
    hostile_requests,
    huge_requests,
    one_request,
    silent_requests,
)

LANGUAGES = list(Language)


def written(view: RequestsView, *, full: bool = True) -> Written:
    return write_requests(view, Translator(view.language.value), full=full)


def pages_of(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(content)
    try:
        yield from document
    finally:
        document.close()


def texts_of(content: bytes) -> list[str]:
    return [
        re.sub(r"\s+", "", page.get_textpage().get_text_bounded()) for page in pages_of(content)
    ]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", plain(text))


def assert_inside(content: bytes) -> None:
    for page in pages_of(content):
        said = page.get_textpage()
        for index in range(said.count_chars()):
            left, bottom, right, top = said.get_charbox(index)
            assert left >= a4.LEFT - 6
            assert right <= a4.RIGHT + 6
            assert bottom >= 10
            assert top <= a4.SIZE[1] - 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_says_it_all_and_the_second_lists_the_month(language: Language) -> None:
    view, tr = drawn_requests(language), Translator(language.value)
    result = written(view)
    assert result.pages == 2
    assert result.missing == {}
    first, second = texts_of(result.content)
    wanted = [view.customer.name, view.us.name, view.sender.mail, words.cause_title(view, tr)]
    wanted += [words.trend_title(view, tr), words.speed_title(view, tr)]
    wanted += [cause.area for cause in view.causes]
    wanted += [line.title for line in (*view.unsolved, *view.examples)]
    wanted += [words.turn(line, tr) for line in view.unsolved]
    wanted += [cause.answer for cause in view.causes[:3]]
    for text in wanted:
        assert squeezed(text) in first
    for line in view.lines:
        assert squeezed(line.title) in second
        assert squeezed(tr.text(REQUEST_KIND_LABELS[line.kind])) in second
    assert_inside(result.content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_form_is_the_first_page_alone(language: Language) -> None:
    view = drawn_requests(language)
    short, full = written(view, full=False), written(view)
    assert short.pages == 1
    part = texts_of(full.content)[0]
    cut = squeezed(Translator(language.value).text("Page {page} of {pages}", page=1, pages=2))
    one = squeezed(Translator(language.value).text("Page {page} of {pages}", page=1, pages=1))
    assert texts_of(short.content)[0] == part.replace(cut, one)


def test_figures_of_the_headline_add_up() -> None:
    view, tr = drawn_requests(), Translator("en")
    text = texts_of(written(view).content)[0]
    assert squeezed("You asked 9 times in October: you confirmed 5 as solved.") in text
    assert squeezed("Timetables caused most: 4 of 9") in text
    assert squeezed("not solved yet: 2 wait for you, 2 are with us") in text
    assert squeezed("Fewer than in September: 9 after 12") in text
    assert "1 h 52 min" in words.figures(view, tr)[1][0]  # the median of eight answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_without_requests_still_names_what_is_open(language: Language) -> None:
    view, tr = silent_requests(language), Translator(language.value)
    result = written(view)
    assert result.pages == 1
    (text,) = texts_of(result.content)
    assert squeezed(view.earlier[0].title) in text
    assert squeezed(words.headline(view, tr)[1][0]) in text
    assert squeezed(tr.text("For example")) not in text
    (text,) = texts_of(written(silent_requests(language, earlier=0)).content)
    assert squeezed(tr.text("Not solved yet: whose turn it is")) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_request_is_not_spoken_of_as_many(language: Language) -> None:
    result = written(one_request(language))
    text = "".join(texts_of(result.content))
    assert result.pages == 1  # the list of so few stands on the first page, nothing on a second
    assert text.count(squeezed(one_request(language).lines[0].title)) == 1
    if language is Language.EN:
        assert squeezed("You asked once in October: it is solved, as you confirmed.") in text
        assert "median" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_busy_month_keeps_its_first_page_and_repeats_the_head(language: Language) -> None:
    view, tr = huge_requests(language, 2000), Translator(language.value)
    began = time.thread_time()
    result = written(view)
    assert time.thread_time() - began < 2
    pages = texts_of(result.content)
    assert result.pages == len(pages) > 10
    head = squeezed(tr.text("Asked") + tr.text("Request") + tr.text("Area"))
    assert all(head in page for page in pages[1:])
    assert squeezed(tr.plural("{n} more", "{n} more", 1600)) in pages[-1]
    numbers = [view.lines[place].number for place in range(400)]
    assert numbers == list(range(1, 401))
    assert_inside(result.content)


@pytest.mark.parametrize(
    "text",
    [
        'a<b & AT&T <img src="/etc/passwd"> javascript:alert(1)',
        "\u202eright to left \u05d0\u05d1 \u0627\u0644\u0639",
        "control \x00\x07\x1b characters",
        "emoji 👩‍👩‍👧 and 🚀",
        "x" * 500,
        "长" * 500,
        "word " * 40_000,
    ],
)
def test_hostile_text_is_drawn_as_text(text: str) -> None:
    result = written(hostile_requests(text))
    assert result.pages == 2
    assert_inside(result.content)
    if "<b" in text:
        assert "a<b&AT&T<img" in texts_of(result.content)[0]


def test_a_headline_is_whole_whatever_an_area_is_called() -> None:
    text = texts_of(written(hostile_requests("Timetables " * 40)).content)[0]
    assert squeezed("Half had a first answer within 1 h 52 min.") in text


def test_large_counts_have_their_separators() -> None:
    view = huge_requests(Language.ZH_CN, 2000)
    said = "".join(words.headline(view, Translator("zh_CN"))[0])
    assert "2,000" in said
    assert "1,112" in said


def test_same_view_same_bytes() -> None:
    view = drawn_requests(Language.ZH_CN)
    assert written(view).content == written(view).content


@pytest.mark.parametrize(
    ("minutes", "en", "zh"),
    [
        (0, "0 min", "0分钟"),
        (59, "59 min", "59分钟"),
        (60, "1 h", "1小时"),
        (130, "2 h 10 min", "2小时10分钟"),
        (890, "15 h", "15小时"),
        (60 * 72, "3 days", "3天"),
    ],
)
def test_durations_are_said_as_one_would(minutes: int, en: str, zh: str) -> None:
    assert plain(words.duration(Translator("en"), minutes)) == en
    assert plain(words.duration(Translator("zh_CN"), minutes)) == zh
