"""What calendars are told: new events, changes with a higher sequence, cancellations, series."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr

from csdesk.app.commands import contacts, customers, meetings, series
from csdesk.app.queries.invitations import Change, Due, invitations_due
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.records import Attendance, Customer, Meeting
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.domain.views.invitation import last_day
from csdesk.i18n import Translator
from csdesk.reports.invitation import write_invitation
from tests.support import TODAY

ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Calendars:
    """A customer whose calendars are told what is due."""

    store: Store
    customer: Customer
    contact: int

    def due(self, language: Language = Language.EN, today: date = TODAY) -> list[Due]:
        with self.store.read() as reader:
            return invitations_due(
                reader, reader.get(Customer, self.customer.id), language, project_id=None,
                today=today, made_at=self.store.clock.now(),
            )  # fmt: skip

    def send(self, today: date = TODAY) -> list[tuple[Change, int]]:
        found = self.due(today=today)
        with self.store.write("test") as unit:
            for one in found:
                if one.change is not Change.SAME:
                    unit.add(one.fact(self.customer.id, unit.now))
        return [(one.change, one.view.sequence) for one in found]

    def add(self, days: int = 14, **more: Any) -> int:
        values: dict[str, Any] = {"at": time(10), "contact_ids": [self.contact], **more}
        day = TODAY + timedelta(days)
        return meetings.create(self.store, customer_id=self.customer.id, day=day, **values).id

    def add_series(self, rule: str, start: date, **more: Any) -> MeetingSeries:
        with self.store.write("test") as unit:
            return unit.add(
                MeetingSeries(
                    uid="cadence", customer_id=self.customer.id, rule=rule, start=start,
                    at=time(14), minutes=30, timezone=ZONE, **more,
                )
            )  # fmt: skip


@pytest.fixture
def told(store: Store) -> Calendars:
    customer = customers.create(store, name="Harbour", country="DE", timezone=ZONE)
    person = contacts.create(
        store, customer_id=customer.id, name="Ida, Lead", mail="ida@harbour.example"
    )
    return Calendars(store, customer, person.id)


def event_of(due: Due) -> tuple[icalendar.Calendar, Any]:
    words = Translator(due.view.language.value)
    content = write_invitation(due.view, words)
    assert content == write_invitation(due.view, words)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(content)
    assert not calendar.walk("VALARM")
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_a_meeting_is_asked_for_with_its_zone_and_people(told: Calendars) -> None:
    told.add(place="Room 4; second floor, left")
    (due,) = told.due()
    calendar, event = event_of(due)
    assert str(calendar["method"]) == "REQUEST"
    assert str(event["summary"]) == "Progress review • Example Soft"
    assert event["dtstart"].params["TZID"] == ZONE
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=1)
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [ZONE]
    assert str(event["organizer"]) == "mailto:ann@example.test"
    assert str(event["attendee"]) == "mailto:ida@harbour.example"
    assert event["attendee"].params["CN"] == "Ida, Lead"
    assert str(event["location"]) == "Room 4; second floor, left"


def test_nobody_to_ask_is_told(told: Calendars) -> None:
    told.add(contact_ids=[])
    calendar, event = event_of(told.due()[0])
    assert str(calendar["method"]) == "PUBLISH"
    assert "attendee" not in event


def test_a_change_has_a_higher_sequence_and_the_same_uid(told: Calendars) -> None:
    meeting = told.add()
    ((_, first),) = told.send()
    uid = told.due()[0].view.uid
    assert [one.change for one in told.due()] == [Change.SAME]
    meetings.update(told.store, meeting_id=meeting, at=time(15))
    meetings.update(told.store, meeting_id=meeting, summary="Ours alone")
    ((change, second),) = told.send()
    assert (change, second > first) == (Change.CHANGED, True)
    meetings.invite(told.store, meeting_id=meeting, user_ids=[1])
    contacts.leave(told.store, contact_id=told.contact, left_on=TODAY)
    (due,) = told.due()
    assert due.change is Change.CHANGED
    assert due.view.uid == uid
    assert due.view.sequence > second
    assert due.view.attendees == ()


@pytest.mark.parametrize("end", ["cancel", "delete", "miss"])
def test_a_meeting_that_is_dropped_is_cancelled_once(told: Calendars, end: str) -> None:
    meeting = told.add()
    told.send()
    sent = told.due()[0].view
    getattr(meetings, end)(told.store, meeting_id=meeting)
    (due,) = told.due()
    calendar, event = event_of(due)
    assert str(calendar["method"]) == "CANCEL"
    assert str(event["status"]) == "CANCELLED"
    assert str(event["uid"]) == f"{sent.uid}@csdesk"
    assert event["sequence"] > sent.sequence
    assert event["dtstart"].dt == sent.start
    assert str(event["attendee"]) == "mailto:ida@harbour.example"
    assert due.file_name.endswith("_cancelled.ics")
    told.send()
    assert told.due() == []
    told.store.undo()
    if end == "cancel":
        assert [(one.change, one.view.cancelled) for one in told.due()] == [(Change.CHANGED, False)]


def test_what_was_held_and_what_is_past_is_not_cancelled(told: Calendars) -> None:
    meeting = told.add(days=0)
    told.send()
    meetings.hold(told.store, meeting_id=meeting)
    assert told.due() == []


def test_a_meeting_without_an_hour_is_a_day(told: Calendars) -> None:
    told.add(at=None)
    _, event = event_of(told.due(Language.ZH_CN)[0])
    assert event["dtstart"].dt == TODAY + timedelta(14)
    assert not isinstance(event["dtstart"].dt, datetime)


def test_a_series_that_no_holiday_moves_is_one_event(told: Calendars) -> None:
    made = told.add_series("FREQ=WEEKLY;INTERVAL=4", date(2026, 12, 2))
    (due,) = told.due()
    calendar, event = event_of(due)
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;INTERVAL=4"
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime(2026, 12, 2, 14)
    assert due.view.uid == made.uid
    assert calendar.walk("VTIMEZONE")
    told.send()
    assert [one.change for one in told.due()] == [Change.SAME]
    with told.store.write("test") as unit:
        unit.update(MeetingSeries, made.id, at=time(15))
    ((change, sequence),) = told.send()
    assert (change, sequence) == (Change.CHANGED, 1)
    with told.store.write("test") as unit:
        unit.update(MeetingSeries, made.id, start=date(2026, 12, 3))
    (moved,) = told.due()
    assert (moved.view.day, moved.view.sequence) == (date(2026, 12, 3), 2)


def test_a_series_with_a_moved_meeting_is_its_meetings(told: Calendars) -> None:
    made = told.add_series("FREQ=WEEKLY;INTERVAL=4", date(2026, 12, 2))
    told.send()
    moved = meetings.create(
        told.store, customer_id=told.customer.id, day=date(2026, 12, 3), at=time(14), minutes=30
    )
    with told.store.write("test") as unit:
        unit.update(Meeting, moved.id, series_uid=made.uid)
    found = told.due()
    assert [one.view.uid for one in found if one.view.cancelled] == [made.uid]
    single = [one for one in found if not one.view.cancelled]
    assert len(single) >= 5
    assert (single[0].view.uid, single[0].view.day) == ("cadence-20261202", date(2026, 12, 3))
    assert not any(one.view.rule for one in single)
    told.send()
    assert {one.change for one in told.due()} == {Change.SAME}


def test_a_holiday_of_either_side_moves_one(told: Calendars) -> None:
    told.add_series("FREQ=WEEKLY;INTERVAL=1", date(2026, 12, 4), kind=MeetingKind.CHECK_IN)
    found = told.due()  # Christmas Day is a Friday
    days = {one.view.uid: one.view.day for one in found}
    assert date(2026, 12, 25) not in days.values()
    assert len(days) == 8


LATE = {"at": time(17), "minutes": 30, "timezone": "America/Los_Angeles"}


def days_in_calendars(due: Due) -> list[date]:
    """Return on which local days a calendar program shows a series, at most ten."""
    _, event = event_of(due)
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event["dtstart"].dt)
    return [one.date() for one in islice(rule, 10)]


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (LATE, "20270325T003000Z"),  # 17:30 there
        ({**LATE, "timezone": "Asia/Shanghai", "at": time(7)}, "20270323T233000Z"),
        ({"at": None}, "20270324"),
    ],
)
def test_a_series_ends_with_its_last_meeting_where_it_is_held(
    told: Calendars, at: dict[str, Any], end: str
) -> None:
    values = {"at": time(14), "minutes": 30, "timezone": ZONE, **at}
    made = told.add_series("FREQ=WEEKLY;INTERVAL=1", date(2027, 3, 3))
    with told.store.write("test") as unit:
        unit.update(MeetingSeries, made.id, **values)
    series.end(told.store, series_id=made.id, on=date(2027, 3, 26))
    (due,) = told.due()
    assert due.view.rule.endswith(f";UNTIL={end}")
    assert days_in_calendars(due) == [date(2027, 3, day) for day in (3, 10, 17, 24)]
    assert last_day(due.view) == date(2027, 3, 24)


def test_a_series_that_is_over_stays_in_the_calendars(told: Calendars) -> None:
    made = told.add_series("FREQ=WEEKLY;INTERVAL=1", date(2027, 3, 3))
    series.end(told.store, series_id=made.id, on=date(2027, 3, 24))
    told.send()
    assert told.due(today=date(2027, 4, 20)) == []


def test_what_is_cancelled_of_a_series_is_what_lies_ahead(told: Calendars) -> None:
    made = told.add_series("FREQ=WEEKLY;INTERVAL=1", date(2027, 3, 3))
    told.send()
    late = date(2027, 4, 20)
    with told.store.write("test") as unit:
        unit.update(MeetingSeries, made.id, ended_on=date(2027, 3, 12))
    (due,) = told.due(today=late)
    assert (due.change, due.view.cancelled, due.view.sequence) == (Change.CHANGED, False, 1)
    assert days_in_calendars(due) == [date(2027, 3, 3), date(2027, 3, 10)]
    calendar, event = event_of(due)
    assert (str(calendar["method"]), str(event["status"])) == ("PUBLISH", "CONFIRMED")
    told.send(late)
    assert told.due(today=late) == []
    told.store.undo()  # the end; the fact stays
    assert [one.change for one in told.due(today=late)] == [Change.CHANGED]


def test_another_weekday_leaves_what_took_place_in_the_calendars(told: Calendars) -> None:
    start = TODAY - timedelta(days=21)
    made = told.add_series("FREQ=WEEKLY", start, ended_on=TODAY + timedelta(days=28))
    ((_, _),) = told.send(today=start)
    since = TODAY + timedelta(days=3)
    series.reschedule(told.store, series_id=made.id, since=since)
    before, after = sorted(told.due(), key=lambda one: one.view.uid != made.uid)
    assert (before.view.uid, before.change) == (made.uid, Change.CHANGED)
    assert not before.view.cancelled
    _, old = event_of(before)
    days = list(rrulestr(old["rrule"].to_ical().decode(), dtstart=old["dtstart"].dt))
    assert [one.date() for one in days] == [start + timedelta(days=n) for n in (0, 7, 14)]
    assert (after.change, after.view.day) == (Change.NEW, since)
    assert after.view.uid != made.uid
    told.send()
    assert [one.change for one in told.due()] == [Change.SAME]


def test_another_weekday_moves_a_series_that_did_not_begin(told: Calendars) -> None:
    made = told.add_series(
        "FREQ=WEEKLY", TODAY + timedelta(days=5), ended_on=TODAY + timedelta(days=28)
    )
    told.send()
    series.reschedule(told.store, series_id=made.id, since=TODAY + timedelta(days=7))
    (due,) = told.due()
    assert (due.view.uid, due.change) == (made.uid, Change.CHANGED)


def test_a_series_that_is_deleted_keeps_what_was_held(told: Calendars) -> None:
    made = told.add_series("FREQ=WEEKLY;INTERVAL=1", date(2027, 3, 3))
    told.send()
    series.delete(told.store, series_id=made.id)
    (due,) = told.due(today=date(2027, 3, 11))
    assert days_in_calendars(due) == [date(2027, 3, 3), date(2027, 3, 10)]
    (before,) = told.due(today=date(2027, 3, 1))
    assert before.view.cancelled


def test_who_is_taken_off_gets_a_file_of_their_own(told: Calendars) -> None:
    other = contacts.create(
        told.store, customer_id=told.customer.id, name="Guo Wei", mail="guo@harbour.example"
    )
    meeting = told.add(contact_ids=[told.contact, other.id])
    told.send()
    with told.store.read() as reader:
        row = reader.first(Attendance, meeting_id=meeting, contact_id=other.id)
    assert row is not None
    meetings.uninvite(told.store, attendance_id=row.id)
    changed, alone = told.due()
    assert (changed.change, alone.change) == (Change.CHANGED, Change.UNINVITED)
    assert alone.person == "Guo Wei"
    assert alone.file_name == "Harbour_progress_2026-12-04_cancelled_Guo Wei.ics"
    calendar, event = event_of(alone)
    assert str(calendar["method"]) == "CANCEL"
    assert "status" not in event  # it is not cancelled for the others
    assert str(event["attendee"]) == "mailto:guo@harbour.example"
    assert event["uid"] == event_of(changed)[1]["uid"]
    assert event["sequence"] == changed.view.sequence == 2
    with told.store.write("test") as unit:  # only the others are told
        unit.add(changed.fact(told.customer.id, unit.now))
    same, again = told.due()
    assert (same.change, again.change) == (Change.SAME, Change.UNINVITED)
    told.send()
    assert [one.change for one in told.due()] == [Change.SAME]
    meetings.invite(told.store, meeting_id=meeting, contact_ids=[other.id])
    assert [one.change for one in told.due()] == [Change.CHANGED]


def test_a_mended_address_is_nobody_taken_off(told: Calendars) -> None:
    told.add()
    told.send()
    contacts.update(told.store, contact_id=told.contact, mail="ida.lead@harbour.example")
    assert [one.change for one in told.due()] == [Change.CHANGED]
