"""Letters, success story and certificate as files: one page, whole, legible, nothing over the edge.

What holds for each of them stands here once; what a kind says by itself follows.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from csdesk.app.documents.frozen import frozen, thawed
from csdesk.domain.codes import CriterionResult, Language
from csdesk.domain.views.common import Party
from csdesk.domain.views.letter import AskedView, OpenPointView
from csdesk.domain.views.story import QuoteView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4, certificate
from csdesk.reports.pdf.certificate import write_certificate
from csdesk.reports.pdf.completion import write_completion
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.story import write_story
from csdesk.reports.pdf.text import Typesetter
from csdesk.reports.pdf.welcome import write_welcome
from csdesk.reports.words import completion as completion_words
from csdesk.reports.words import welcome as welcome_words
from csdesk.reports.words.marks import plain
from tests.reports.certificate_samples import (
    bare_certificate,
    drawn_certificate,
    long_certificate,
)
from tests.reports.completion_samples import drawn_completion, empty_completion, huge_completion
from tests.reports.story_samples import drawn_story, empty_story, huge_story
from tests.reports.welcome_samples import (
    HOSTILE,
    drawn_welcome,
    early_welcome,
    empty_welcome,
    huge_welcome,
)

LANGUAGES = list(Language)
Writer = Callable[[Any, Translator], Written]
Sample = Callable[[Language], Any]
WRITERS: dict[str, Writer] = {
    "welcome": write_welcome,
    "completion": write_completion,
    "story": write_story,
    "certificate": write_certificate,
}
SAMPLES: dict[str, tuple[Sample, ...]] = {
    "welcome": (drawn_welcome, early_welcome, empty_welcome, huge_welcome),
    "completion": (drawn_completion, empty_completion, huge_completion),
    "story": (drawn_story, empty_story, huge_story),
    "certificate": (drawn_certificate, bare_certificate, long_certificate),
}
ALL = [(kind, sample) for kind, samples in SAMPLES.items() for sample in samples]
DRAWN = [(kind, samples[0]) for kind, samples in SAMPLES.items()]
NAMES = [f"{kind}-{sample.__name__}" for kind, sample in ALL]


def written(kind: str, view: Any) -> Written:
    return WRITERS[kind](view, Translator(view.language.value))


def page_of(content: bytes) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(content)[0]


def text_of(content: bytes) -> str:
    return str(page_of(content).get_textpage().get_text_bounded())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", plain(text))


def boxes_of(content: bytes) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right, top of each stretch of text."""
    page = page_of(content).get_textpage()
    for index in range(page.count_rects()):
        yield page.get_rect(index)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "sample"), ALL, ids=NAMES)
def test_one_page_with_nothing_over_the_edge_or_over_other_words(
    kind: str, sample: Sample, language: Language
) -> None:
    begun = time.perf_counter()
    result = written(kind, sample(language))
    assert time.perf_counter() - begun < 2
    assert result.pages == 1
    assert result.missing == {}
    wide, high = certificate.SIZE if kind == "certificate" else a4.SIZE
    left, right = (100.0, certificate.RIGHT) if kind == "certificate" else (a4.LEFT, a4.RIGHT)
    boxes = list(boxes_of(result.content))
    assert len(boxes) > 5
    for box in boxes:
        assert left - 6 <= box[0] < box[2] <= right + 6 <= wide
        assert 10 <= box[1] < box[3] <= high - 20
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across < 1.5 or down < 2.5, (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "sample"), DRAWN, ids=list(SAMPLES))
def test_same_view_same_bytes_and_again_from_its_snapshot(
    kind: str, sample: Sample, language: Language
) -> None:
    view = sample(language)
    first = written(kind, view).content
    assert written(kind, sample(language)).content == first
    again = thawed(type(view), frozen(view))
    assert again == view
    assert written(kind, again).content == first


@pytest.mark.parametrize(("kind", "sample"), DRAWN, ids=list(SAMPLES))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_drawn_as_text(kind: str, sample: Sample, text: str) -> None:
    result = written(kind, hostile(kind, sample(Language.EN), text))
    assert result.pages == 1
    if "<b" in text:
        assert "a<b&AT&T<img" in squeezed(text_of(result.content))


def hostile(kind: str, view: Any, text: str) -> Any:
    """Return the view with a text in every place where a person can type one."""
    if kind == "certificate":
        return replace(
            view, name=text, statement=text, facts=(text,) * 6, signed_by=text, city=text
        )
    if kind == "story":
        outcome = replace(view.outcomes[0], title=text, evidence=text, said_by=text)
        person = replace(view.quote.person, name=text, title=text)
        return replace(
            view, industry=text, city=text, size_note=text, product=text, project=text,
            goals=(replace(view.goals[0], title=text, unit=text),), outcomes=(outcome,) * 3,
            quote=QuoteView(text=text, person=person), delivered=(text,) * 9,
        )  # fmt: skip
    shared = {
        "project": text,
        "to": replace(view.to, name=text, title=text),
        "goals": (replace(view.goals[0], title=text, unit=text, said_by=text),) * 4,
        "milestones": tuple(replace(line, name=text) for line in view.milestones),
    }
    if kind == "welcome":
        asks = tuple(AskedView(title=text, person=view.to, by=view.today) for _ in range(5))
        return replace(view, success=text, asks=asks, **shared)
    points = tuple(replace(point, title=text, owner=text) for point in view.open_points)
    lines = tuple(replace(line, title=text, agreed_by=text) for line in view.deliverables)
    return replace(view, open_points=points, deliverables=lines, **shared)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "sample"), DRAWN, ids=list(SAMPLES))
def test_only_our_fonts_and_all_embedded(kind: str, sample: Sample, language: Language) -> None:
    reader = PdfReader(BytesIO(written(kind, sample(language)).content))
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object()  # type: ignore[index]
    for font in fonts.values():
        described = font.get_object()
        assert "CSDesk" in described["/BaseFont"]
        assert "/FontFile2" in described["/FontDescriptor"]
    assert reader.outline


@pytest.mark.parametrize(("kind", "sample"), DRAWN, ids=list(SAMPLES))
def test_our_contact_stands_in_it_and_a_broken_logo_gives_initials(
    kind: str, sample: Sample
) -> None:
    view = replace(sample(Language.EN), us=Party(name="Northlane Software", logo=b"no picture"))
    text = text_of(written(kind, view).content)
    assert "NS" in text
    assert "@northlane.example" in text
    assert "+44 113 555 0142" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_welcome_letter_says_it_all(language: Language) -> None:
    view = drawn_welcome(language)
    text = squeezed(text_of(written("welcome", view).content))
    wanted = [view.customer.name, view.project, view.success, view.sender.mail]
    wanted += [goal.title for goal in view.goals]
    wanted += [line.name for line in view.milestones]
    wanted += [ask.title for ask in view.asks]
    wanted += [one.name for one in view.team]
    for said in wanted:
        assert squeezed(said) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_completion_letter_says_it_all(language: Language) -> None:
    view = drawn_completion(language)
    text = squeezed(text_of(written("completion", view).content))
    wanted = [view.customer.name, view.project, view.sender.mail, view.support_mail]
    wanted += [line.title for line in view.deliverables]
    wanted += [goal.title for goal in view.goals]
    wanted += [word for point in view.open_points for word in point.title.split()]
    for said in wanted:
        assert squeezed(said) in text
    tr = Translator(language.value)
    assert squeezed(tr.text("day {n} after signing", n=78)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_story_has_figures_quote_and_consent(language: Language) -> None:
    view = drawn_story(language)
    assert view.quote is not None
    text = squeezed(text_of(written("story", view).content))
    wanted = [view.quote.text, view.quote.person.name, view.quote.person.title, "96%", "61%"]
    wanted += [goal.title for goal in view.goals]
    for said in (*wanted, *view.delivered, view.consent.given_by, view.product):
        assert squeezed(said) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_name_and_statement_stay_whole_on_a_certificate(language: Language) -> None:
    view = long_certificate(language)
    text = squeezed(text_of(written("certificate", view).content))
    assert squeezed(view.name) in text
    assert squeezed(view.statement) in text
    assert view.number in text
    for fact in view.facts:
        assert squeezed(fact) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [0, 1, 90, 1000])
def test_some_headline_always_fits_its_line(language: Language, days: int) -> None:
    setter = Typesetter(language)
    tr = Translator(language.value)
    style = a4.type_scale(chinese=language is not Language.EN).headline
    long = "long name " * 30
    for sample in (drawn_welcome, early_welcome, empty_welcome):
        view = sample(language)
        window = view.window
        far = view.today + timedelta(days)
        if window is not None:
            window = replace(window, value_on=far, last_day=far)
        view = replace(view, project=long, window=window)
        for line in welcome_words.headline(view, tr):
            assert setter.width(line[-1], style) <= a4.WIDTH
    for done in (drawn_completion(language), empty_completion(language)):
        changed = replace(done, project=long, live_on=done.today - timedelta(days))
        for line in completion_words.headline(changed, tr):
            assert not line or setter.width(line[-1], style) <= a4.WIDTH


def test_the_welcome_letter_counts_what_it_lists() -> None:
    view = drawn_welcome()
    text = text_of(written("welcome", view).content)
    assert "First we need three things from you, one by 18 Sep" in text
    assert "day 90: 13 Dec" in text
    one = replace(view, asks=view.asks[:1])
    assert "First we need one thing from you" in text_of(written("welcome", one).content)


def test_before_a_plan_the_letter_names_the_window_and_proposes_the_kickoff() -> None:
    text = text_of(written("welcome", early_welcome()).content)
    assert "Our aim: you see a first result by 13 December, day 90." in text
    assert "The kickoff is not on the calendar yet" in " ".join(text.split())


def test_a_goal_that_fell_is_drawn_and_one_without_target_too() -> None:
    view = drawn_completion()
    worse = replace(view.goals[2], now=view.goals[2].before)
    bare = replace(view.goals[0], target=None, target_on=None)
    text = text_of(written("completion", replace(view, goals=(worse, bare))).content)
    assert "the target is still to be set" in " ".join(text.split())


def test_nothing_stays_open_is_said_only_when_it_is_true() -> None:
    full = drawn_completion()
    whole = replace(
        full, open_points=(), criteria_passed=6, criteria_all=6, done_items=44, all_items=44
    )
    goal = replace(whole.goals[0], now=whole.goals[0].target)
    text = " ".join(text_of(written("completion", replace(whole, goals=(goal,))).content).split())
    assert "1 of 1 goals are reached, and nothing stays open." in text
    assert "Nothing: the punch list is empty." in text
    items = replace(whole, done_items=42, goals=(goal,))
    text = " ".join(text_of(written("completion", items).content).split())
    assert "Two action items stay open." in text
    assert "2 action items of the tracker are still to be done" in text
    assert "nothing stays open" not in text
    unmet = OpenPointView(code="", title="Overtime is shown", result=CriterionResult.OPEN)
    points = replace(whole, open_points=(unmet,), criteria_passed=5, goals=(goal,))
    text = " ".join(text_of(written("completion", points).content).split())
    assert "One point stays open." in text
    assert "Overtime is shown" in text
    assert "not checked yet" in text
    mended = replace(unmet, result=CriterionResult.FAILED, mended_on=date(2026, 12, 8))
    text = " ".join(
        text_of(written("completion", replace(points, open_points=(mended,))).content).split()
    )
    assert "mended on 8 Dec 2026, to be checked again" in text


def test_dates_far_away_have_their_year() -> None:
    view = drawn_completion()
    point = replace(view.open_points[0], due=date(2028, 6, 30))
    text = text_of(written("completion", replace(view, open_points=(point,))).content)
    assert "30 June 2028" in text
