"""A series is one row: only its next meeting stands in the calendar, and it goes on by itself."""

from datetime import date, time
from typing import Any

import pytest

from csdesk.app.commands import agendas, calendars, contacts, customers, meetings, series
from csdesk.app.meeting_text import meets_text, rule_text
from csdesk.app.queries.agendas import load_agenda
from csdesk.app.queries.kickoff import kickoff_source
from csdesk.app.queries.lists import list_lines
from csdesk.app.queries.series import coming_days, list_series
from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.errors import UserError
from csdesk.domain.meeting_series import EVERY_FOUR_WEEKS, WEEKLY
from csdesk.domain.records import Attendance, Meeting
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.i18n import Translator
from tests.app.conftest import Desk
from tests.support import TODAY

TUESDAY = date(2026, 11, 24)


def _weekly(desk: Desk, **more: Any) -> MeetingSeries:
    return series.create(
        desk.store, customer_id=desk.ids.customer, start=TUESDAY, at=time(10),
        kind=MeetingKind.CHECK_IN, contact_ids=[desk.ids.contact], user_ids=[desk.ids.user],
        **more,
    )  # fmt: skip


def _meetings(desk: Desk, found: MeetingSeries) -> list[Meeting]:
    with desk.store.read() as reader:
        return reader.find(Meeting, series_uid=found.uid, order_by=("day", "id"))


def _next(desk: Desk, found: MeetingSeries) -> Meeting:
    line = next(one for one in list_series(desk.store, found.customer_id)
                if one.series.id == found.id)  # fmt: skip
    assert line.next is not None
    return line.next


def test_only_the_next_meeting_is_a_row_with_people_time_and_agenda(desk: Desk) -> None:
    found = _weekly(desk, place="Online", minutes=30)
    (meeting,) = _meetings(desk, found)
    assert (meeting.day, meeting.at, meeting.minutes) == (TUESDAY, time(10), 30)
    assert (meeting.place, meeting.kind, meeting.project_id) == (
        "Online", MeetingKind.CHECK_IN, desk.ids.project,
    )  # fmt: skip
    with desk.store.read() as reader:
        people = reader.find(Attendance, meeting_id=meeting.id)
    assert {(one.contact_id, one.user_id) for one in people} == {
        (desk.ids.contact, None), (None, desk.ids.user),
    }  # fmt: skip
    assert load_agenda(desk.store, meeting.id).topics[0].title == "Done since last time"
    assert len(list_lines(desk.store, "series", customer_id=desk.ids.customer)) == 1


def test_the_cadence_of_reviews_is_four_weeks_unless_said(desk: Desk) -> None:
    review = series.create(desk.store, customer_id=desk.ids.customer, start=TUESDAY)
    assert (review.kind, review.rule) == (MeetingKind.PROGRESS, EVERY_FOUR_WEEKS)
    assert _weekly(desk).rule == WEEKLY
    words = Translator("en")
    assert rule_text(review.rule, review.start, words) == "every 4 weeks, on Tuesday"
    assert rule_text(WEEKLY, TUESDAY, Translator("zh_CN")) == "每周，星期二"
    assert rule_text("FREQ=MONTHLY;BYDAY=2TU", TUESDAY, words) == "every month"


def test_holding_one_puts_the_next_on_the_calendar_so_that_closing_needs_no_reason(
    desk: Desk,
) -> None:
    store = desk.store
    review = series.create(
        store, customer_id=desk.ids.other, start=TODAY, contact_ids=[desk.ids.lone_contact]
    )
    first = _next(desk, review)
    agendas.add(store, meeting_id=first.id, title="Parking")
    topic = load_agenda(store, first.id).topics[0]
    agendas.check(store, item_id=topic.id)
    meetings.hold(store, meeting_id=first.id)
    after = _next(desk, review)
    assert after.day == date(2026, 12, 18)
    assert meetings.close(store, meeting_id=first.id).no_next_reason == ""
    assert len(_meetings(desk, review)) == 2
    topics = load_agenda(store, after.id).topics
    assert topics[-1].title == "Parking"
    assert not any(one.done for one in topics)
    assert list_series(store, desk.ids.other)[0].held == 1
    store.undo()
    store.undo()
    assert _next(desk, review).id == first.id


def test_a_dropped_weekly_gives_way_to_the_next_and_a_rare_one_comes_back(desk: Desk) -> None:
    store = desk.store
    weekly = _weekly(desk)
    stands_in = meetings.miss(store, meeting_id=_next(desk, weekly).id)
    assert (stands_in.day, stands_in.series_uid) == (date(2026, 12, 1), weekly.uid)
    assert [one.status for one in _meetings(desk, weekly)] == [
        MeetingStatus.MISSED, MeetingStatus.PLANNED,
    ]  # fmt: skip
    review = series.create(store, customer_id=desk.ids.customer, start=TUESDAY)
    again = meetings.cancel(store, meeting_id=_next(desk, review).id)
    assert (again.status, again.day) == (MeetingStatus.TO_SCHEDULE, date(2026, 12, 1))
    assert again.series_uid == ""
    assert _next(desk, review).day == date(2026, 12, 22)


def test_it_moves_around_days_off_of_both_sides_and_says_so(desk: Desk) -> None:
    calendars.put_days_off(
        desk.store, customer_id=desk.ids.customer, first=TUESDAY, last=date(2026, 11, 25)
    )
    found = _weekly(desk)
    assert _next(desk, found).day == date(2026, 11, 26)
    words = Translator("en")
    assert [meets_text(one, words) for one in list_series(desk.store, desk.ids.customer)[0].days][
        :2
    ] == ["Thu 26 Nov (moved from Tue 24 Nov)", "Tue 1 Dec"]
    calendars.put_days_off(
        desk.store, customer_id=desk.ids.customer, first=date(2026, 12, 1),
        last=date(2026, 12, 7),
    )  # fmt: skip
    left_out = list_series(desk.store, desk.ids.customer)[0].days[1]
    assert left_out.day is None
    assert "left out" in meets_text(left_out, words)
    again = meetings.miss(desk.store, meeting_id=_next(desk, found).id)
    assert (again.day, again.series_uid) == (date(2026, 12, 8), found.uid), "stands in for it"


def test_a_meeting_moved_by_hand_still_stands_for_its_week(desk: Desk) -> None:
    store = desk.store
    found = series.create(
        store, customer_id=desk.ids.other, start=date(2026, 11, 17), rule=WEEKLY, agenda=False
    )
    meeting = _next(desk, found)
    assert meeting.day == TUESDAY, "from today on"
    assert load_agenda(store, meeting.id).topics == ()
    meetings.schedule(store, meeting_id=meeting.id, day=date(2026, 11, 23))
    meetings.cancel(store, meeting_id=meeting.id)
    assert _next(desk, found).day == date(2026, 12, 1)


def test_a_change_of_the_series_reaches_its_meeting_where_that_was_not_changed(
    desk: Desk,
) -> None:
    store, found = desk.store, _weekly(desk, place="Online")
    meeting = _next(desk, found)
    meetings.update(store, meeting_id=meeting.id, place="Nanshan")
    series.update(store, series_id=found.id, place="Room 5", at=time(15), title="Weekly")
    after = _next(desk, found)
    assert (after.place, after.at, after.title) == ("Nanshan", time(15), "Weekly")
    with pytest.raises(UserError):
        series.update(store, series_id=found.id, rule="FREQ=DAILY")


def test_from_a_day_on_it_runs_by_another_rule_and_weekday(desk: Desk) -> None:
    store, found = desk.store, _weekly(desk)
    meeting = _next(desk, found)
    changed = series.reschedule(
        store, series_id=found.id, since=date(2026, 12, 3), rule="FREQ=WEEKLY;INTERVAL=2"
    )
    assert _next(desk, changed).day == TUESDAY, "lies before that day"
    meetings.cancel(store, meeting_id=meeting.id)
    assert _next(desk, changed).day == date(2026, 12, 3)
    moved = series.reschedule(store, series_id=found.id, since=date(2026, 12, 1), at=time(16))
    assert (_next(desk, moved).day, _next(desk, moved).at) == (date(2026, 12, 1), time(16))
    assert [one.day for one in list_series(store, found.customer_id)[0].days][:2] == [
        date(2026, 12, 1), date(2026, 12, 15),
    ]  # fmt: skip
    with pytest.raises(UserError) as caught:
        series.reschedule(store, series_id=found.id, since=date(2026, 11, 1))
    assert caught.value.params["field"] == "since"


def test_an_ended_series_leaves_the_calendar_and_goes_on_only_when_asked(desk: Desk) -> None:
    store, found = desk.store, _weekly(desk)
    series.end(store, series_id=found.id)
    assert _meetings(desk, found) == []
    line = list_series(store, found.customer_id)[0]
    assert (line.running, line.next, line.days) == (True, None, ())
    series.reschedule(store, series_id=found.id, since=TUESDAY)
    meeting = _next(desk, found)
    series.end(store, series_id=found.id, on=TUESDAY)
    meetings.miss(store, meeting_id=meeting.id)
    assert [one.status for one in _meetings(desk, found)] == [MeetingStatus.MISSED]


def test_deleting_the_next_meeting_goes_on_with_the_one_after_it(desk: Desk) -> None:
    found = _weekly(desk)
    meetings.delete(desk.store, meeting_id=_next(desk, found).id)
    assert [one.day for one in _meetings(desk, found)] == [date(2026, 12, 1)]
    series.delete(desk.store, series_id=found.id)
    assert _meetings(desk, found) == []


def test_people_join_and_part_and_a_successor_takes_the_place(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    found = _weekly(desk)
    (fresh,) = series.join(store, series_id=found.id, contact_ids=[ids.contact, ids.successor])
    series.part(store, member_id=fresh.id)
    with store.read() as reader:
        people = reader.find(Attendance, meeting_id=_next(desk, found).id)
    assert {one.contact_id for one in people} == {ids.contact, None}
    contacts.leave(store, contact_id=ids.contact, left_on=TODAY, successor_id=ids.successor)
    meetings.cancel(store, meeting_id=_next(desk, found).id)
    with store.read() as reader:
        people = reader.find(Attendance, meeting_id=_next(desk, found).id)
    assert {one.contact_id for one in people} == {ids.successor, None}
    assert [one.left for one in list_series(store, found.customer_id)[0].members] == [True, False]
    with pytest.raises(UserError) as caught:
        series.join(store, series_id=found.id, contact_ids=[ids.contact])
    assert caught.value.code == "attendee_left"
    with pytest.raises(UserError) as caught:
        series.join(store, series_id=found.id, contact_ids=[ids.lone_contact])
    assert caught.value.code == "contact_elsewhere"


def test_the_kickoff_deck_says_the_cadence_though_only_the_next_is_a_row(desk: Desk) -> None:
    _weekly(desk)
    series.create(desk.store, customer_id=desk.ids.customer, start=date(2026, 12, 2))
    with desk.store.read() as reader:
        rhythm = kickoff_source(reader, desk.ids.project, TODAY).view.rhythm
    assert {(one.kind, one.every) for one in rhythm} == {
        (MeetingKind.CHECK_IN, 7), (MeetingKind.PROGRESS, 28),
    }  # fmt: skip


def test_merging_customers_takes_the_series_along(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    found = series.create(
        store, customer_id=ids.other, start=TUESDAY, contact_ids=[ids.lone_contact]
    )
    customers.merge(store, keep_id=ids.customer, merge_id=ids.other)
    lines = list_series(store, ids.customer)
    assert [one.series.id for one in lines] == [found.id]
    assert lines[0].next is not None
    assert lines[0].next.customer_id == ids.customer


def test_coming_days_say_who_is_off_before_anything_is_stored(desk: Desk) -> None:
    found = coming_days(
        desk.store, desk.ids.customer, rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=FR",
        start=date(2026, 12, 28), since=date(2026, 12, 28),
    )  # fmt: skip
    assert [one.meets.by_rule for one in found] == [
        date(2027, 1, 1), date(2027, 1, 8), date(2027, 1, 15)
    ]  # fmt: skip
    assert found[0].meets.is_moved
    assert {one.params["name"] for one in found[0].why} == {"New Year's Day"}
    assert found[1].why == ()
    with desk.store.read() as reader:
        assert reader.count(MeetingSeries) == 0


def test_a_series_changes_its_days_and_people_in_one_step(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    made = series.create(
        store, customer_id=ids.customer, start=store.today(), rule="FREQ=WEEKLY;INTERVAL=1",
        contact_ids=[ids.contact],
    )  # fmt: skip
    before = list_series(store, ids.customer)[0]
    series.change(
        store, series_id=made.id, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", since=store.today(),
        place="Room 3",
    )  # fmt: skip
    (after,) = list_series(store, ids.customer)
    assert (after.series.place, after.members) == ("Room 3", ())
    assert after.next is not None
    assert after.next.day.weekday() == 3
    store.undo()
    (back,) = list_series(store, ids.customer)
    assert (back.series.rule, back.series.place) == (before.series.rule, "")
    assert (back.days, back.members) == (before.days, before.members)
