"""From the second miss on: what is needed, why, who wanted it, by when, what was tried (D7)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from csdesk.app.commands import contacts, efforts, goals, items, meetings, notes
from csdesk.app.escalations import (
    check_escalation,
    draft_escalation,
    escalation_name,
    write_escalation,
)
from csdesk.app.queries.document_log import document_log
from csdesk.app.queries.efforts import list_efforts
from csdesk.app.queries.escalation import EscalationSource, escalation, open_obstacles
from csdesk.domain.codes import (
    DispatchWay,
    DocumentKind,
    Language,
    MeetingKind,
    NoteKind,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import Meeting
from csdesk.i18n import Translator
from csdesk.reports.words.escalation import escalation_body, escalation_subject
from tests.app.conftest import Desk

SECOND = date(2026, 11, 26)


def _missed_twice(desk: Desk) -> Meeting:
    again = meetings.miss(desk.store, meeting_id=desk.ids.meeting)
    meetings.schedule(desk.store, meeting_id=again.id, day=SECOND)
    return meetings.cancel(desk.store, meeting_id=again.id)


def _source(desk: Desk, language: Language | None = None) -> EscalationSource:
    return escalation(
        desk.store, desk.ids.customer, kind=MeetingKind.KICKOFF, project_id=desk.ids.project,
        language=language,
    )  # fmt: skip


def test_nothing_is_proposed_before_the_second_miss_in_a_row(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    assert open_obstacles(store, ids.customer) == []
    again = meetings.miss(store, meeting_id=ids.meeting)
    assert open_obstacles(store, ids.customer) == []
    with pytest.raises(UserError) as caught:
        _source(desk)
    assert (caught.value.code, caught.value.params["n"]) == ("no_obstacle", 1)
    meetings.schedule(store, meeting_id=again.id, day=SECOND)
    third = meetings.cancel(store, meeting_id=again.id)
    (found,) = open_obstacles(store, ids.customer)
    assert (found.misses, found.kind, found.again) == (2, MeetingKind.KICKOFF, third)
    meetings.schedule(store, meeting_id=third.id, day=store.today())
    meetings.hold(store, meeting_id=third.id)
    assert open_obstacles(store, ids.customer) == [], "only what came after it counts"


def test_a_held_meeting_begins_the_count_anew(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    days = [date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 13)]
    made = [
        meetings.create(store, customer_id=ids.other, day=day, kind=MeetingKind.CHECK_IN)
        for day in days
    ]
    meetings.miss(store, meeting_id=made[0].id)
    meetings.hold(store, meeting_id=made[1].id)
    meetings.miss(store, meeting_id=made[2].id)
    assert open_obstacles(store, ids.other) == []


def test_the_text_names_what_is_needed_why_who_wanted_it_and_by_when(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    goals.update(store, goal_id=ids.goal, said_by="Guo Wei", said_on=date(2026, 10, 20))
    items.ask(store, row_ids=[ids.row["data"]], on=date(2026, 11, 12))
    _missed_twice(desk)
    efforts.log(
        store, customer_id=ids.customer, text="Called and proposed two days",
        day=date(2026, 11, 19), contact_id=ids.successor,
    )  # fmt: skip
    view = _source(desk).view
    words = Translator("en")
    assert escalation_subject(words, view) == "Kickoff: we need your help by 3 Dec"
    body = escalation_body(words, view)
    for part in (
        "Dear Guo Wei,",
        "could not take place 2 times in a row",
        "What we need by 3 Dec:",
        "the kickoff, with those who decide",
        "It leads to the goal that you named on 20 Oct: “Overtime down”.",
        "- 19 Nov: Called and proposed two days (Zhou Min)",
        "- 18 Nov: kickoff did not take place",
        "- 26 Nov: kickoff was called off",
        "Why: “",
        "Ann Example",
    ):
        assert part in body
    contacts.leave(store, contact_id=ids.contact)
    assert "Dear Zhou Min," in escalation_body(words, _source(desk).view)
    assert "that Guo Wei named on 20 Oct" in escalation_body(words, _source(desk).view)


@pytest.mark.parametrize("language", list(Language))
def test_it_can_be_written_in_each_language_with_nothing_internal(
    desk: Desk, language: Language
) -> None:
    store, ids = desk.store, desk.ids
    _missed_twice(desk)
    secret = "They will not pay anyway"
    notes.create(store, customer_id=ids.customer, text=secret, kind=NoteKind.EFFORT)
    notes.create(
        store, customer_id=ids.customer, text=secret, kind=NoteKind.CALL,
        visibility=Visibility.CUSTOMER,
    )  # fmt: skip
    items.update(store, row_ids=[ids.row["data"]], internal_note=secret, title="Their secret")
    items.update(store, row_ids=[ids.row["setup"]], visibility="internal")
    view = _source(desk, language).view
    words = Translator(language.value)
    body = escalation_subject(words, view) + escalation_body(words, view)
    assert secret not in body
    assert "Their secret" not in body
    assert "{" not in body
    if language is not Language.EN:
        assert "What" not in body
        assert "您" in body


def test_efforts_are_listed_with_their_days_earliest_first(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    _missed_twice(desk)
    efforts.log(store, customer_id=ids.customer, text="Wrote", day=date(2026, 11, 2))
    efforts.log(store, customer_id=ids.other, text="Elsewhere")
    found = list_efforts(store, ids.customer)
    assert [one.day for one in found] == [date(2026, 11, 2), date(2026, 11, 18), SECOND]
    assert len(list_efforts(store, ids.customer, since=date(2026, 11, 18))) == 2
    with pytest.raises(UserError):
        efforts.log(store, customer_id=ids.customer, text="  ")


def test_a_changed_text_leaves_as_a_draft_unless_it_says_what_is_ours(
    desk: Desk, tmp_path: Path
) -> None:
    store, ids = desk.store, desk.ids
    _missed_twice(desk)
    secret = "Their sponsor plans to leave in spring"
    notes.create(store, customer_id=ids.customer, text=secret)
    contacts.update(store, contact_id=ids.contact, mail="guo@harbour.example")
    ready = write_escalation(store, ids.customer, kind=MeetingKind.KICKOFF, project_id=ids.project)
    leaking = replace(ready, body=f"{ready.body}\n{secret}")
    with pytest.raises(UserError) as caught:
        draft_escalation(store, ids.customer, text=leaking, out=tmp_path)
    assert caught.value.code == "leak_note"
    with pytest.raises(UserError):
        check_escalation(store, ids.customer, text=leaking)
    assert list(tmp_path.glob("*.eml")) == []
    check_escalation(store, ids.customer, text=ready)
    name = escalation_name(store, ids.customer)
    written = draft_escalation(store, ids.customer, text=replace(ready, subject="Help us"),
                               out=tmp_path)  # fmt: skip
    assert written.name == name
    assert b"Subject: Help us" in written.read_bytes()
    (log,) = document_log(store, customer_id=ids.customer, kind=DocumentKind.ESCALATION)
    assert (log.number, log.file_name, log.people) == (1, name, (ready.name,))
    assert {one.way for one in log.sent} == {DispatchWay.SAVED, DispatchWay.DRAFTED}
    assert escalation_name(store, ids.customer) != name
