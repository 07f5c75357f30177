"""The status report as a file: whole, legible, nothing over the edge, each colour with its word."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from csdesk.domain.codes import Language, Rag
from csdesk.domain.labels import RAG_LABELS
from csdesk.domain.views.common import Party, initials_of
from csdesk.domain.views.status import DecisionView, SlipView, StatusView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.status import Written, write_status
from csdesk.reports.pdf.text import Typesetter
from csdesk.reports.words import status as words
from csdesk.reports.words.marks import plain
from tests.reports.samples import coloured_status, drawn_status, empty_status, huge_status

LANGUAGES = list(Language)


def written(view: StatusView) -> Written:
    return write_status(view, Translator(view.language.value))


def pages_of(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(content)
    try:
        yield from document
    finally:
        document.close()


def text_of(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages_of(content))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawn_report_is_one_page_and_says_it_all(language: Language) -> None:
    view = drawn_status(language)
    result = written(view)
    assert result.pages == 1
    assert result.missing == {}
    text = squeezed(text_of(result.content))
    wanted = [view.customer.name, view.us.name, view.project, view.sender.mail]
    wanted += [line.name for line in view.milestones]
    wanted += [ask.person.name for ask in view.asks]
    wanted += [decision.what for decision in view.decisions]
    for words_wanted in wanted:
        assert squeezed(words_wanted) in text
    assert "…" not in text  # nothing is cut while there is room


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rag", list(Rag))
def test_every_colour_has_its_word(rag: Rag, language: Language) -> None:
    view = drawn_status(language) if rag is Rag.AMBER else coloured_status(rag, language)
    result = written(view)
    assert Translator(language.value).text(RAG_LABELS[rag]) in text_of(result.content)
    assert result.pages == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_project_still_reads(language: Language) -> None:
    view = empty_status(language)
    tr = Translator(language.value)
    text = squeezed(text_of(written(view).content))
    assert squeezed(tr.text("No baseline has been agreed yet.")) in text
    assert squeezed(tr.text("None is planned yet: send us two dates that suit you.")) in text
    assert squeezed(tr.text("Milestones and time line")) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_huge_project_is_shortened_and_never_leaves_the_page(language: Language) -> None:
    result = written(huge_status(language))
    assert result.pages == 2
    for page in pages_of(result.content):
        words_on_page = page.get_textpage()
        for index in range(words_on_page.count_chars()):
            left, bottom, right, top = words_on_page.get_charbox(index)
            assert left >= a4.LEFT - 6
            assert right <= a4.RIGHT + 6
            assert bottom >= 10
            assert top <= a4.SIZE[1] - 20
    assert "more in the tracker" in text_of(result.content) or language is not Language.EN


def test_same_view_same_bytes() -> None:
    assert written(drawn_status()).content == written(drawn_status()).content


def test_only_our_fonts_and_all_embedded() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    for language in LANGUAGES:
        reader = PdfReader(BytesIO(written(drawn_status(language)).content))
        for page in reader.pages:
            fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
            for font in fonts.values():
                described = font.get_object()
                assert "CSDesk" in described["/BaseFont"]
                assert "/FontFile2" in described["/FontDescriptor"]


def test_properties_name_the_company_and_no_person() -> None:
    view = drawn_status(Language.ZH_CN)
    document = pypdfium2.PdfDocument(written(view).content)
    try:
        facts = document.get_metadata_dict()
        assert facts["Author"] == view.us.name
        assert view.customer.name in facts["Title"]
        assert view.sender.name not in " ".join(facts.values())
    finally:
        document.close()


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
    view = drawn_status()
    decision = DecisionView(day=date(2026, 11, 18), what=text, who=text)
    result = written(replace(view, decisions=(decision,), project=text[:600]))
    assert result.pages in (1, 2)
    if "<b" in text:
        assert "a<b&AT&T<img" in squeezed(text_of(result.content))


def test_missing_glyphs_are_named() -> None:
    view = replace(drawn_status(), project="Launch 🚀")
    result = written(view)
    assert "[rocket]" in text_of(result.content)
    assert result.missing == {"🚀": "rocket"}


def test_broken_logo_gives_initials() -> None:
    view = replace(drawn_status(), us=Party(name="Northlane Software", logo=b"not a picture"))
    assert "NS" in text_of(written(view).content)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Harbour & Pike Logistics", "HP"),
        ("Acme", "A"),
        ("海拓冷链物流", "海"),
        ("Acme Ltd.", "A"),
        ("  ", "?"),
        ("", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials_of(name) == letters


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rag", list(Rag))
def test_headline_is_two_whole_sentences_at_most(rag: Rag, language: Language) -> None:
    view = coloured_status(rag, language) if rag is not Rag.AMBER else drawn_status(language)
    tr = Translator(language.value)
    first, second = words.headline(view, tr)
    for variants in (first, second):
        for line in variants:
            assert plain(line).endswith((".", "。"))
            assert "{" not in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rag", list(Rag))
def test_some_headline_always_fits_its_line(rag: Rag, language: Language) -> None:
    view = coloured_status(rag, language) if rag is not Rag.AMBER else drawn_status(language)
    late = date(2027, 9, 30)
    window = view.window
    assert window is not None
    steps = tuple(replace(step, by=late) for step in view.rag.path) * 4
    view = replace(
        view,
        today=date(2027, 2, 1),
        finished_on=late if view.finished_on else None,
        resume_on=late if view.resume_on else None,
        hold_reason="long reason " * 20 if view.hold_reason else "",
        project="long name " * 20,
        window=replace(window, value_on=late, value_name="long name " * 20),
        rag=replace(view.rag, path=steps, ends_now=date(2027, 9, 30), ends_after=None),
        milestones=tuple(replace(line, forecast=late) for line in view.milestones),
    )
    setter = Typesetter(language)
    style = a4.type_scale(chinese=language is not Language.EN).headline
    for variants in words.headline(view, Translator(language.value)):
        if variants:
            assert setter.width(variants[-1], style) <= a4.WIDTH


def test_slip_sentence_sums() -> None:
    slip = drawn_status().slip
    assert slip is not None
    assert sum(days for _, days, _ in slip.parts) + slip.unrecorded == slip.total
    text = plain(words.slip_sentence(slip, (), Translator("en")))
    assert text == (
        "9 working days late: 6 you (driver data), 2 us (route import), 1 scope (photo proof). "
        "Slip in working days."
    )
    rest = plain(words.slip_sentence(SlipView(total=3, unrecorded=3), (), Translator("en")))
    assert rest == "3 working days late: 3 not yet recorded. Slip in working days."


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_result_the_bar_counts_from_it_to_the_next_one(language: Language) -> None:
    view, words_of = drawn_status(language), Translator(language.value)
    window = view.window
    assert window is not None
    since = view.today - timedelta(12)
    window = replace(
        window, since=since, day=12, last_day=since + timedelta(90), value_name="",
        value_on=since + timedelta(60),
    )  # fmt: skip
    text = squeezed(text_of(written(replace(view, window=window)).content))
    for said in (
        words_of.text("{n} days after the last result", n=90),
        words_of.text("Day {n}", n=12),
        words_of.date(since, "short"),
    ):
        assert squeezed(said) in text
    assert squeezed(words_of.text("First {n} days after signing", n=90)) not in text
