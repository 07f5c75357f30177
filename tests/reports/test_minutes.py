"""Minutes as a file: what was agreed first, everything said in it, nothing over the edge."""

import re
import time
from dataclasses import replace
from datetime import date

import pytest

from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.views.minutes import ActionView, AgreedView, MinutesView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.minutes import write_minutes
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.text import Typesetter
from csdesk.reports.words import minutes as words
from csdesk.reports.words.marks import plain
from tests.reports.minutes_samples import (
    check_in,
    drawn_minutes,
    empty_minutes,
    huge_minutes,
)
from tests.reports.test_status_pdf import pages_of, squeezed, text_of

LANGUAGES = list(Language)


def written(view: MinutesView) -> Written:
    return write_minutes(view, Translator(view.language.value))


def page_texts(content: bytes) -> list[str]:
    return [squeezed(page.get_textpage().get_text_bounded()) for page in pages_of(content)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawn_kickoff_says_it_all(language: Language) -> None:
    view = drawn_minutes(language)
    result = written(view)
    assert result.pages == (2 if language is Language.EN else 1)
    assert result.missing == {}
    text = squeezed(text_of(result.content))
    assert view.success is not None
    wanted = [view.customer.name, view.us.name, view.project, view.success.text]
    wanted += [one.person.name for one in view.attendees]
    wanted += [one.commitment for one in view.attendees]
    wanted += [part for one in view.decisions for part in (one.what, one.who, one.why)]
    wanted += [part for one in view.objections for part in (one.text, one.answer)]
    wanted += [part for one in view.actions for part in (one.code, one.title)]
    wanted += [one.name for one in view.milestones]
    wanted += [view.sender.mail, view.sender.phone, "18:00", "D3"]
    for part in wanted:
        assert squeezed(part) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_check_in_has_fewer_parts(language: Language) -> None:
    view = check_in(language)
    tr = Translator(language.value)
    result = written(view)
    assert result.pages == 1
    text = squeezed(text_of(result.content))
    for part in ("What success means to you", "Objections heard and answered",
                 "How we stay in touch"):  # fmt: skip
        assert squeezed(tr.text(part)) not in text
    assert squeezed(view.risks[0].title) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_with_nothing_written_down_still_reads(language: Language) -> None:
    result = written(empty_minutes(language))
    assert result.pages == 1
    tr = Translator(language.value)
    wanted = tr.text("None is planned yet: send us two dates that suit you.")
    assert squeezed(wanted) in squeezed(text_of(result.content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_the_tracker_are_shortened_and_nothing_leaves_the_page(
    language: Language,
) -> None:
    view = huge_minutes(language)
    begin = time.process_time()
    result = written(view)
    assert time.process_time() - begin < 2
    assert result.pages == 3
    assert "more in the tracker" in text_of(result.content) or language is not Language.EN
    for number, page in enumerate(pages_of(result.content)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert left >= a4.LEFT - 6
            assert right <= a4.RIGHT + 6
            assert bottom >= 10
            assert top <= a4.SIZE[1] - 20
        if number == 1:
            tr, shown = Translator(language.value), squeezed(text.get_text_bounded())
            heads = (tr.text("Commitment made in the meeting"), tr.text("Decided by"))
            assert any(squeezed(head) in shown for head in heads)


def test_the_next_meeting_is_never_alone_on_its_page() -> None:
    view = drawn_minutes(Language.ZH_CN)
    for number in range(3, 20):
        decisions = tuple(replace(view.decisions[0], what=f"{n}") for n in range(number))
        last = page_texts(written(replace(view, decisions=decisions)).content)[-1]
        assert "下次会议" in last
        assert "沟通安排" in last


def test_same_view_same_bytes() -> None:
    assert written(drawn_minutes()).content == written(drawn_minutes()).content


def test_only_our_fonts_and_all_embedded() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    for language in LANGUAGES:
        reader = PdfReader(BytesIO(written(drawn_minutes(language)).content))
        for page in reader.pages:
            fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
            for font in fonts.values():
                described = font.get_object()
                assert "CSDesk" in described["/BaseFont"]
                assert "/FontFile2" in described["/FontDescriptor"]


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
    view = drawn_minutes()
    assert view.success is not None
    decision = AgreedView(what=text, who=text, why=text)
    attendee = replace(view.attendees[0], commitment=text)
    action = replace(view.actions[0], title=text, owner=text)
    objection = replace(view.objections[0], text=text, answer=text)
    result = written(
        replace(
            view,
            decisions=(decision,),
            attendees=(attendee,),
            actions=(action,),
            objections=(objection,),
            success=replace(view.success, text=text),
            project=text[:600],
            meeting=replace(view.meeting, place=text),
        )
    )
    assert result.pages <= 5
    if "<b" in text:
        assert "a<b&AT&T<img" in squeezed(text_of(result.content))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MeetingKind))
def test_some_headline_always_fits_its_line(kind: MeetingKind, language: Language) -> None:
    tr, setter = Translator(language.value), Typesetter(language)
    style = a4.type_scale(chinese=tr.is_chinese).headline
    for view in (drawn_minutes(language), check_in(language), empty_minutes(language)):
        assert view.milestones or view.meeting.kind is MeetingKind.OTHER
        long = "long name " * 30
        shown = replace(
            view,
            today=date(2025, 1, 1),
            meeting=replace(view.meeting, kind=kind),
            decisions=tuple(replace(one, what=long) for one in view.decisions),
            value=view.value and replace(view.value, name=long),
        )
        for variants in words.headline(shown, tr):
            for line in variants:
                assert plain(line).endswith((".", "。"))
                assert "{" not in line
            if variants:
                assert setter.width(variants[-1], style) <= a4.WIDTH


def test_what_was_not_written_down_there_is_not_said_to_have_come_out_of_it() -> None:
    view = replace(check_in(), decisions=(), actions_until=date(2026, 10, 21))
    first, _ = words.headline(view, Translator("en"))
    assert not any("action" in line for line in first)
    text = text_of(written(view).content)
    assert "Due by 21 Oct: you" in text
    assert "Action items" not in text


def test_items_stand_with_their_owner_each_named_once() -> None:
    view = drawn_minutes()
    items = tuple(
        ActionView(code=f"A{n}", title=f"Item {n}", side=view.actions[0].side, owner="Priya Marsh")
        for n in range(3)
    )
    shown = replace(
        view, actions=items, attendees=(), decisions=(), objections=(), next_meeting=None
    )
    text = text_of(written(shown).content)
    assert len(re.findall("Priya Marsh", text)) == 1


def test_what_was_said_is_never_left_to_the_tracker() -> None:
    view = drawn_minutes()
    first = view.actions[0]
    plan = tuple(replace(first, code=f"A{20 + n}", title=f"Of the plan {n}") for n in range(30))
    said = tuple(
        replace(first, code=f"A{60 + n}", title=f"Said at the table {n}", said=True)
        for n in range(9)
    )
    text = squeezed(text_of(written(replace(view, actions=(*plan, *said))).content))
    assert all(squeezed(one.title) in text for one in said)
    assert squeezed(plan[0].title) in text
    assert squeezed(plan[-1].title) not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MeetingKind))
def test_every_kind_of_meeting_has_its_minutes(kind: MeetingKind, language: Language) -> None:
    view = drawn_minutes(language)
    view = replace(view, meeting=replace(view.meeting, kind=kind))
    called = words.kind_name(view, Translator(language.value))
    assert squeezed(called) in squeezed(text_of(written(view).content))
