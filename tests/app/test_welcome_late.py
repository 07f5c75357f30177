"""A welcome says what fits the day it is written: nothing begins now that is under way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csdesk.app.commands import meetings
from csdesk.app.queries.welcome import welcome_source
from csdesk.domain.codes import Language
from csdesk.domain.views.welcome import WelcomeView
from csdesk.i18n import Translator
from csdesk.reports.words.welcome import headline, next_step, opening, success_note
from tests.app.conftest import Desk
from tests.support import TODAY


def view_of(desk: Desk, today: date = TODAY) -> WelcomeView:
    with desk.store.read() as reader:
        return welcome_source(reader, desk.ids.customer, today, Language.EN).view


def said(view: WelcomeView, language: str = "en") -> str:
    words = Translator(language)
    bare = replace(view, goals=(), success="", success_by="", window=None)
    lines = [line for part in headline(bare, words) for line in part]
    return " ".join([*lines, opening(bare, words), next_step(view, words),
                     success_note(bare, words)])  # fmt: skip


def test_soon_after_signing_it_begins(desk: Desk) -> None:
    view = replace(view_of(desk), signed_on=TODAY - timedelta(3), under_way=False)
    assert "begins now" in said(view)


@pytest.mark.parametrize("language", [one.value for one in Language])
def test_forty_days_later_nothing_begins_now(desk: Desk, language: str) -> None:
    view = replace(view_of(desk), signed_on=TODAY - timedelta(40), under_way=False)
    assert view.is_late
    text = said(view, language)
    assert "begins now" not in text
    assert "现在开始" not in text


def test_once_the_kickoff_was_held_it_is_under_way(desk: Desk) -> None:
    assert not view_of(desk).under_way
    meetings.hold(desk.store, meeting_id=desk.ids.meeting)
    view = view_of(desk)
    assert view.under_way
    text = said(replace(view, signed_on=TODAY - timedelta(3), next_meeting=None))
    assert "under way" in text
    for word in ("begins", "First we need", "kickoff"):
        assert word not in text
