"""Who is asked to a meeting, that a kickoff is held once, and what is said before the next one."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.commands import contacts, meetings
from csdesk.app.leave_room import LeavingAsk, leave_room, names_in, next_on, plan_leaving
from csdesk.app.leaving_parts import Part
from csdesk.app.leaving_plan import LONG_AGO, NOBODY_ASKED
from csdesk.app.meeting_text import next_remarks
from csdesk.app.queries.meeting_form import (
    check_meeting,
    check_next,
    next_common_day,
    people_asked,
    usual_people,
)
from csdesk.app.queries.meeting_mode import kinds_to_begin
from csdesk.data.store import Store
from csdesk.domain.codes import MeetingKind
from csdesk.domain.errors import UserError
from csdesk.domain.meeting_rules import RemarkCode, usual_kind
from csdesk.domain.records import Meeting
from csdesk.i18n import Translator
from tests.app.conftest import Desk
from tests.support import TODAY

SUNDAY = date(2026, 12, 6)


def asked(store: Store, meeting: Meeting) -> list[set[int]]:
    with store.read() as reader:
        return [set(side) for side in people_asked(reader, meeting.id)]


def kickoff(desk: Desk, **more: Any) -> Meeting:
    return meetings.create(
        desk.store, customer_id=desk.ids.customer, day=TODAY, kind=MeetingKind.KICKOFF,
        project_id=desk.ids.project, **more,
    )  # fmt: skip


def test_a_kickoff_is_held_once_unless_one_says_so(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with store.read() as reader:
        known = reader.find(Meeting, customer_id=ids.customer)
    assert usual_kind([], ids.project) is MeetingKind.KICKOFF
    assert usual_kind(known, ids.project) is MeetingKind.PROGRESS, "one is planned"
    meetings.hold(store, meeting_id=ids.meeting)
    with pytest.raises(UserError) as caught:
        kickoff(desk)
    assert (caught.value.code, caught.value.params["field"]) == ("kickoff_held", "kind")
    with store.read() as reader:
        assert len(reader.find(Meeting, customer_id=ids.customer)) == len(known)
    again = kickoff(desk, again=True)
    assert again.kind is MeetingKind.KICKOFF
    assert kinds_to_begin(store, customer_id=ids.customer)[0] is MeetingKind.PROGRESS
    found = check_meeting(
        store, customer_id=ids.customer, day=TODAY, kind=MeetingKind.KICKOFF, project_id=ids.project
    )
    assert RemarkCode.KICKOFF in {one.code for one in found.remarks}


def test_people_given_are_those_who_are_asked(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    made = meetings.create(store, customer_id=ids.customer, day=SUNDAY, contact_ids=[ids.contact])
    meetings.update(store, meeting_id=made.id, contact_ids=[ids.successor], user_ids=[ids.user])
    assert asked(store, made) == [{ids.successor}, {ids.user}]
    meetings.update(store, meeting_id=made.id, title="Data")
    meetings.schedule(store, meeting_id=made.id, day=SUNDAY, contact_ids=[ids.contact])
    assert asked(store, made) == [{ids.contact}, {ids.user}]
    with store.read() as reader:
        theirs, ours = usual_people(reader, ids.customer, MeetingKind.KICKOFF)
    assert ids.contact in theirs
    assert ours


def test_a_day_off_of_both_is_said_once_and_names_no_side(desk: Desk) -> None:
    words = Translator("en")
    found = check_next(desk.store, meeting_id=desk.ids.meeting, day=SUNDAY)
    assert next_remarks(found, words) == ["Sun 6 Dec is no working day."]
    assert check_next(desk.store, meeting_id=desk.ids.meeting, day=SUNDAY + timedelta(1)) == ()


def test_a_day_to_meet_on_is_a_working_day_of_both(desk: Desk) -> None:
    store, customer = desk.store, desk.ids.customer
    assert next_common_day(store, customer, SUNDAY) == SUNDAY + timedelta(1)
    assert next_common_day(store, customer, SUNDAY + timedelta(2)) == SUNDAY + timedelta(2)


def test_leaving_asks_whom_one_names_and_says_a_day_off(desk: Desk, tmp_path: Path) -> None:
    store, ids = desk.store, desk.ids
    contacts.update(store, contact_id=ids.contact, mail="guo@harbour.example")
    meeting = kickoff(desk, contact_ids=[ids.contact, ids.successor])
    following = next_on(SUNDAY, time(10), (ids.contact,), (ids.user,))
    ask = LeavingAsk(customer_id=ids.customer, meeting_id=meeting.id, next_meeting=following)
    plan = plan_leaving(store, ask)
    assert {one.code for one in plan.about_next} >= {RemarkCode.DAY_OFF}
    assert [set(side) for side in plan.asked_next] == [{ids.contact}, {ids.user}]
    result = leave_room(store, ask, tmp_path / "stick")
    assert [path.name for path in result.files] == names_in(tmp_path / "none", plan)
    assert result.files[-1].suffix == ".eml"
    with store.read() as reader:
        made = reader.first(Meeting, uid=following.uid)
    assert made is not None
    assert asked(store, made) == [{ids.contact}, {ids.user}]
    (event,) = [
        path for path in result.files if path.suffix == ".ics" and SUNDAY.isoformat() in path.name
    ]
    text = event.read_text("utf-8").replace("\r\n ", "")
    assert "mailto:guo@harbour.example" in text


def test_a_meeting_without_people_asks_those_one_would_ask(desk: Desk) -> None:
    meeting = kickoff(desk)
    ask = LeavingAsk(
        customer_id=desk.ids.customer, meeting_id=meeting.id,
        next_meeting=next_on(SUNDAY + timedelta(1)),
    )  # fmt: skip
    theirs, ours = plan_leaving(desk.store, ask).asked_next
    assert desk.ids.contact in theirs
    assert ours


def test_an_old_meeting_and_an_event_of_nobody_are_said(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    old = meetings.create(store, customer_id=ids.customer, day=TODAY - timedelta(60))
    meetings.create(store, customer_id=ids.customer, day=SUNDAY + timedelta(1), title="Alone")
    ask = LeavingAsk(customer_id=ids.customer, meeting_id=old.id)
    said = {one.message: one.params for one in plan_leaving(store, ask).warnings}
    assert said[LONG_AGO]["n"] == 60
    assert said[NOBODY_ASKED]["meeting"] == "Alone"
    fresh = LeavingAsk(customer_id=ids.customer, meeting_id=kickoff(desk).id)
    assert LONG_AGO not in {one.message for one in plan_leaving(store, fresh).warnings}


def test_no_calendar_file_bears_our_word_for_the_call(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    meetings.create(
        store, customer_id=ids.customer, day=SUNDAY + timedelta(1), kind=MeetingKind.ESCALATION,
        contact_ids=[ids.contact],
    )  # fmt: skip
    ask = LeavingAsk(customer_id=ids.customer, meeting_id=kickoff(desk).id)
    names = [one.name for one in plan_leaving(store, ask).files if one.part is Part.INVITATION]
    assert any("_call_" in name for name in names)
    assert not any("escalation" in name for name in names)
