"""Meetings that fall through come back, what a form says of one, and the next that follows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from csdesk.app.commands import (
    agendas,
    calendars,
    contacts,
    contracts,
    customers,
    meetings,
    users,
    workspace,
)
from csdesk.app.meeting_text import remark_text
from csdesk.app.queries.agendas import load_agenda
from csdesk.app.queries.customers import list_customers
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.meeting_form import MeetingCheck, check_meeting
from csdesk.app.queries.plan_document import plan_calendar
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus
from csdesk.domain.errors import UserError
from csdesk.domain.meeting_rules import RemarkCode, length_of
from csdesk.domain.records import Attendance, Customer, Meeting
from csdesk.i18n import Translator
from tests.app.conftest import Desk
from tests.support import TODAY

WEEK_ON = date(2026, 11, 27)


def _said(check: MeetingCheck) -> list[tuple[RemarkCode, str]]:
    return [(one.code, one.where) for one in check.remarks]


def _check(desk: Desk, day: date, at: time | None = None, **more: object) -> MeetingCheck:
    return check_meeting(desk.store, customer_id=desk.ids.customer, day=day, at=at, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("drop", [meetings.miss, meetings.cancel])
def test_a_dropped_meeting_is_on_the_list_at_once_with_people_and_agenda(
    desk: Desk, drop: Callable[..., Meeting]
) -> None:
    store, ids = desk.store, desk.ids
    topics = agendas.apply(store, meeting_id=ids.meeting)
    agendas.check(store, item_id=topics[0].id)
    again = drop(store, meeting_id=ids.meeting)
    assert (again.kind, again.status) == (MeetingKind.KICKOFF, MeetingStatus.TO_SCHEDULE)
    assert (again.day, again.at, again.project_id) == (WEEK_ON, None, ids.project)
    with store.read() as reader:
        old = reader.get(Meeting, ids.meeting)
        assert old.status in (MeetingStatus.MISSED, MeetingStatus.CANCELLED)
        assert reader.count(Attendance, meeting_id=again.id) == 3
    copied = load_agenda(store, again.id).topics
    assert [one.title for one in copied] == [one.title for one in topics]
    assert not any(one.done for one in copied)
    store.undo()
    with store.read() as reader:
        assert reader.get(Meeting, ids.meeting).status is MeetingStatus.PLANNED
        assert reader.first(Meeting, id=again.id) is None


def test_to_schedule_is_no_next_meeting_anywhere(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    meetings.hold(store, meeting_id=ids.meeting)
    ahead = meetings.create(store, customer_id=ids.customer, day=date(2026, 11, 24), at=time(9))
    assert list_customers(store, None, [ids.customer])[0].next_meeting == ahead
    again = meetings.cancel(store, meeting_id=ahead.id)
    assert list_customers(store, None, [ids.customer])[0].next_meeting is None
    with store.read() as reader:
        facts = DocumentFacts(reader, reader.get(Customer, ids.customer), Language.EN)
        assert facts.planned(TODAY) == []
        entries = plan_calendar(
            reader, ids.project, TODAY, datetime(2026, 11, 20, 12, tzinfo=UTC)
        ).entries
    assert again.uid not in {one.uid for one in entries}
    assert ahead.uid in {one.uid for one in entries}, "as cancelled"
    with pytest.raises(UserError) as caught:
        meetings.close(store, meeting_id=ids.meeting)
    assert caught.value.code == "no_next_meeting"
    meetings.schedule(store, meeting_id=again.id, day=date(2026, 12, 1), at=time(10))
    assert meetings.close(store, meeting_id=ids.meeting).status is MeetingStatus.CLOSED


def test_a_planned_meeting_whose_day_has_passed_is_no_next_one(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    meetings.hold(store, meeting_id=ids.meeting)
    meetings.update(store, meeting_id=ids.meeting, day=TODAY - timedelta(days=4))
    overdue = meetings.create(store, customer_id=ids.customer, day=TODAY - timedelta(days=2))
    with pytest.raises(UserError) as caught:
        meetings.close(store, meeting_id=ids.meeting)
    assert caught.value.code == "no_next_meeting"
    meetings.schedule(store, meeting_id=overdue.id, day=TODAY + timedelta(days=2))
    assert meetings.close(store, meeting_id=ids.meeting).status is MeetingStatus.CLOSED


def test_closing_again_keeps_the_reason_until_there_is_a_next_meeting(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    meetings.hold(store, meeting_id=ids.meeting)
    meetings.close(store, meeting_id=ids.meeting, no_next_reason="They decide in January")
    again = meetings.close(store, meeting_id=ids.meeting)
    assert again.no_next_reason == "They decide in January"
    meetings.create(store, customer_id=ids.customer, day=TODAY + timedelta(days=9))
    assert meetings.close(store, meeting_id=ids.meeting).no_next_reason == ""


def test_giving_it_a_day_and_a_time_puts_it_on_the_calendar(desk: Desk) -> None:
    store = desk.store
    again = meetings.miss(store, meeting_id=desk.ids.meeting)
    assert meetings.update(store, meeting_id=again.id, day=date(2026, 11, 30)).status is (
        MeetingStatus.TO_SCHEDULE
    ), "only the day by which it should take place"
    planned = meetings.update(store, meeting_id=again.id, at=time(14))
    assert (planned.status, planned.at) == (MeetingStatus.PLANNED, time(14))
    moved = meetings.schedule(store, meeting_id=again.id, day=TODAY, place="Online")
    assert (moved.day, moved.at, moved.place) == (TODAY, time(14), "Online")


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2020, 1, 1)])
def test_what_is_put_on_the_calendar_lies_ahead(desk: Desk, day: date) -> None:
    again = meetings.miss(desk.store, meeting_id=desk.ids.meeting)
    with pytest.raises(UserError) as caught:
        meetings.schedule(desk.store, meeting_id=again.id, day=day)
    assert (caught.value.code, caught.value.params["field"]) == ("meeting_past", "day")
    other = meetings.create(desk.store, customer_id=desk.ids.customer, day=WEEK_ON)
    with pytest.raises(UserError) as caught:
        meetings.cancel(desk.store, meeting_id=other.id, new_day=day)
    assert caught.value.code == "meeting_past"
    with desk.store.read() as reader:
        assert reader.get(Meeting, other.id).status is MeetingStatus.PLANNED


def test_only_what_is_ahead_can_be_scheduled_or_dropped(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    again = meetings.miss(store, meeting_id=ids.meeting)
    for meeting_id, code in ((ids.meeting, "meeting_was_dropped"), (ids.held, "meeting_was_held")):
        with pytest.raises(UserError) as caught:
            meetings.schedule(store, meeting_id=meeting_id, day=WEEK_ON)
        assert caught.value.code == code
        with pytest.raises(UserError) as caught:
            meetings.miss(store, meeting_id=meeting_id)
        assert caught.value.code == code
    with pytest.raises(UserError) as caught:
        meetings.cancel(store, meeting_id=again.id)
    assert caught.value.code == "meeting_without_day"


def test_who_left_is_refused_by_name_and_the_successor_comes_instead(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    contacts.leave(store, contact_id=ids.contact, left_on=TODAY, successor_id=ids.successor)
    with pytest.raises(UserError) as caught:
        meetings.create(store, customer_id=ids.customer, day=WEEK_ON, contact_ids=[ids.contact])
    assert caught.value.code == "attendee_left"
    assert caught.value.params["name"] == "Guo Wei"
    again = meetings.miss(store, meeting_id=ids.meeting)
    with store.read() as reader:
        people = [row.contact_id for row in reader.find(Attendance, meeting_id=again.id)]
    assert people.count(ids.successor) == 1
    assert ids.contact not in people
    before = meetings.create(
        store, customer_id=ids.customer, day=date(2026, 11, 12), contact_ids=[ids.contact]
    )
    assert before.id, "was still there on that day"


def test_a_meeting_only_wished_for_stands_on_the_list(desk: Desk) -> None:
    wished = meetings.create(
        desk.store, customer_id=desk.ids.other, day=WEEK_ON, kind=MeetingKind.QBR, to_schedule=True
    )
    assert wished.status is MeetingStatus.TO_SCHEDULE
    assert list_customers(desk.store, None, [desk.ids.other])[0].next_meeting is None


def test_the_form_says_past_holidays_of_both_sides_and_midnight(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    assert _said(_check(desk, date(2026, 11, 25), time(10))) == []
    assert _said(_check(desk, date(2026, 11, 19))) == [(RemarkCode.PAST, "day")]
    refused = _check(desk, date(2026, 11, 19), ahead=True)
    assert [one.code for one in refused.faults] == ["meeting_past"]
    assert refused.remarks == ()
    holiday = _check(desk, date(2026, 10, 1), language=Language.ZH_CN)
    texts = [remark_text(one, Translator("zh_CN")) for one in holiday.remarks]
    assert any("国庆节" in text and "我方" in text for text in texts)
    assert any("国庆节" in text and "客户" in text for text in texts)
    customers.update(store, customer_id=ids.customer, country="US")
    thanks = _check(desk, date(2026, 11, 26), time(10))
    assert [remark_text(one, Translator("en")) for one in thanks.remarks] == [
        "Thu 26 Nov is a day off of the customer: Thanksgiving Day."
    ]
    late = _check(desk, date(2026, 11, 25), time(23, 30), minutes=45)
    assert _said(late) == [(RemarkCode.MIDNIGHT, "minutes")]
    sunday = _check(desk, date(2026, 11, 29))
    assert _said(sunday) == [(RemarkCode.DAY_OFF, "day"), (RemarkCode.DAY_OFF, "day")]


def test_the_customers_own_day_off_has_its_name(desk: Desk) -> None:
    calendars.put_days_off(
        desk.store, customer_id=desk.ids.customer, first=date(2026, 12, 4), name="Fair"
    )
    found = _check(desk, date(2026, 12, 4), time(9)).remarks
    assert [remark_text(one, Translator("en")) for one in found] == [
        "Fri 4 Dec is a day off of the customer: Fair."
    ]


def test_two_meetings_of_ours_at_one_time_are_said_with_which(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    day = date(2026, 11, 25)
    workspace.update(store, timezone="Asia/Shanghai")
    customers.update(store, customer_id=ids.other, timezone="Europe/Berlin")
    theirs = meetings.create(
        store, customer_id=ids.other, day=day, at=time(9), minutes=60, user_ids=[ids.user]
    )
    clash = _check(desk, day, time(16, 30), user_ids=[ids.user])
    assert _said(clash) == [(RemarkCode.CLASH, "at")]
    text = remark_text(clash.remarks[0], Translator("en"))
    assert text == "At this time: Progress review with 港湾面馆有限公司, 09:00."
    safe = remark_text(clash.remarks[0], Translator("en"), names=False)
    assert safe == "Another meeting of ours is at this time."
    assert _said(_check(desk, day, time(17), user_ids=[ids.user])) == [], "one after the other"
    assert _said(_check(desk, day, time(15), user_ids=[ids.user])) == []
    assert _said(_check(desk, day, time(16, 30), user_ids=[])) == [], "somebody else of ours"
    meetings.schedule(store, meeting_id=theirs.id, day=day, at=time(9, 15))
    again = meetings.cancel(store, meeting_id=theirs.id)
    assert again.status is MeetingStatus.TO_SCHEDULE
    assert _said(_check(desk, day, time(16, 30), user_ids=[ids.user])) == []


def test_the_same_customer_cannot_sit_in_two_rooms_and_a_meeting_not_beside_itself(
    desk: Desk,
) -> None:
    store, ids = desk.store, desk.ids
    one = meetings.create(store, customer_id=ids.customer, day=WEEK_ON, at=time(10))
    assert _said(_check(desk, WEEK_ON, time(10, 30), user_ids=[ids.user])) == [
        (RemarkCode.CLASH, "at")
    ]
    assert _said(_check(desk, WEEK_ON, time(10, 30), meeting_id=one.id)) == []


def test_one_of_ours_who_no_longer_works_is_said(desk: Desk) -> None:
    users.update(desk.store, user_id=desk.ids.user, active=False)
    found = _check(desk, WEEK_ON, user_ids=[desk.ids.user]).remarks
    assert [remark_text(one, Translator("en")) for one in found] == [
        "Chen Hao no longer works with us."
    ]


def test_an_end_lies_after_its_start() -> None:
    assert length_of(time(10), time(10, 45)) == 45
    for end in (time(10), time(9, 59), time(0)):
        with pytest.raises(UserError) as caught:
            length_of(time(10), end)
        assert caught.value.params["field"] == "end"


def test_closing_the_last_review_of_a_term_plans_the_renewal_call(desk: Desk) -> None:
    store = desk.store
    customer = customers.create(store, name="Tea", country="CN").id
    contracts.create(store, customer_id=customer, start=date(2026, 2, 16), end=date(2027, 2, 15))
    person = contacts.create(store, customer_id=customer, name="He Lian").id
    review = meetings.create(
        store, customer_id=customer, day=TODAY, kind=MeetingKind.QBR, contact_ids=[person]
    )
    meetings.hold(store, meeting_id=review.id)
    assert meetings.close(store, meeting_id=review.id).no_next_reason == ""
    with store.read() as reader:
        (call,) = reader.find(Meeting, customer_id=customer, kind=MeetingKind.RENEWAL)
        people = [one.contact_id for one in reader.find(Attendance, meeting_id=call.id)]
    assert (call.status, call.day) == (MeetingStatus.PLANNED, date(2027, 1, 4))
    assert people == [person]
    assert load_agenda(store, call.id).topics[0].title == "What the term has brought"
    meetings.close(store, meeting_id=review.id)
    with store.read() as reader:
        assert reader.count(Meeting, customer_id=customer, kind=MeetingKind.RENEWAL) == 1


def test_an_earlier_review_and_a_renewed_contract_plan_no_call(desk: Desk) -> None:
    store = desk.store
    for name, end, more in (
        ("Early", date(2027, 10, 31), None),
        ("Renewed", date(2027, 2, 15), date(2027, 2, 16)),
    ):
        customer = customers.create(store, name=name, country="CN").id
        contracts.create(store, customer_id=customer, start=date(2026, 2, 16), end=end)
        if more is not None:
            contracts.create(store, customer_id=customer, start=more)
        review = meetings.create(store, customer_id=customer, day=TODAY, kind=MeetingKind.QBR)
        meetings.hold(store, meeting_id=review.id)
        with pytest.raises(UserError):
            meetings.close(store, meeting_id=review.id)
