"""The mail of a status report says in ten lines what its page says, in the same words."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from csdesk.domain.codes import DocumentKind, Language, Rag
from csdesk.domain.mail_placeholders import names_of, parts_of
from csdesk.domain.mail_template import check, fill
from csdesk.domain.views.status import AskView, StatusView
from csdesk.i18n import Translator
from csdesk.reports.pdf.status import write_status
from csdesk.reports.words.mail_defaults import default_text
from csdesk.reports.words.mail_status import MOST_LINES, report_lines
from csdesk.reports.words.mail_values import mail_values
from tests.reports.samples import coloured_status, drawn_status, empty_status, huge_status

# Dates, codes, counts and shares: what a reader could act on.
FACTS = re.compile(r"A\d+|\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]{2,8}|\d[\d,]*")
MONTH = re.compile(r"(\d\s*(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[a-z]+")
LANGUAGES = list(Language)


def folded(text: str) -> str:
    """Return a text without spaces, its months short: the page takes what fits its width."""
    return re.sub(r"\s+", "", MONTH.sub(r"\1", text))


def every_view(language: Language) -> dict[str, StatusView]:
    coloured = {rag.value: coloured_status(rag, language) for rag in Rag if rag is not Rag.AMBER}
    return {"drawn": drawn_status(language), "empty": empty_status(language), **coloured}


def pdf_text(view: StatusView) -> str:
    content = write_status(view, Translator(view.language.value)).content
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return folded("\n".join(pages))


def body_of(view: StatusView) -> str:
    kind, tr = DocumentKind.STATUS, Translator(view.language.value)
    _, body = default_text(kind, view.language)
    values = mail_values(kind, view, ["Priya Marsh"], tr)
    return fill(check(body, names_of(kind)), values, parts_of(kind)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_mail_stands_on_the_page(language: Language) -> None:
    for name, view in every_view(language).items():
        page = pdf_text(view)
        for line in report_lines(view, Translator(language.value)):
            facts = FACTS.findall(line)
            missing = [fact for fact in facts if folded(fact) not in page]
            assert missing == [], (name, line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_the_mail_are_those_of_the_page(language: Language) -> None:
    """Headline, colour with its reason, what is late, and the next meeting, letter by letter."""
    view = drawn_status(language)
    page = pdf_text(view)
    lines = report_lines(view, Translator(language.value))
    stops = re.compile(r"(?<=[.。])\s*")
    for line in (lines[0], lines[-2], lines[-1]):
        text = re.split(r"[:：]\s*", line, maxsplit=1)[-1] if line is lines[-1] else line
        for sentence in stops.split(text):
            assert folded(sentence) in page
    for ask in view.asks:
        assert any(ask.person.name in line for line in lines)
        for item in ask.items:
            assert any(item.title in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_is_never_longer_than_ten_lines(language: Language) -> None:
    views = {**every_view(language), "huge": huge_status(language)}
    drawn = views["drawn"]
    views["crowd"] = replace(
        drawn,
        asks=tuple(
            AskView(person=replace(ask.person, name=f"{ask.person.name} {number}"), items=ask.items)
            for number in range(9)
            for ask in drawn.asks
        ),
    )
    for name, view in views.items():
        body = body_of(view)
        assert sum(bool(line.strip()) for line in body.splitlines()) <= 10, name
        assert len(report_lines(view, Translator(language.value))) <= MOST_LINES, name
        assert len(body) < 6_000, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_typed_stays_in_its_line(language: Language) -> None:
    view = drawn_status(language)
    hostile = "a<b\nBcc: x@y.example \u202e{customer} {{ \x07 <img src=x>"
    done = tuple(replace(item, title=hostile) for item in view.done)
    changed = replace(
        view, done=done, hold_reason=hostile * 2000,
        rag=replace(view.rag, sentence=hostile * 2000, set_by=hostile, set_on=date(2026, 11, 19)),
    )  # fmt: skip
    body = body_of(changed)
    assert "\nBcc" not in body
    assert "\u202e" not in body
    assert "{customer}" in body
    assert sum(bool(line.strip()) for line in body.splitlines()) <= 10
    assert len(body) < 6_000


def test_internal_rows_are_only_our_preparation() -> None:
    view = drawn_status()
    step = view.rag.path[0]
    hidden = replace(step, about=replace(step.about, ours=True, title="", code=""))
    changed = replace(view, rag=replace(view.rag, path=(hidden,)))
    lines = report_lines(changed, Translator("en"))
    assert "Path back to green: Our preparation (" in lines[1]
