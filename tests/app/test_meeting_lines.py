"""What meeting mode stores can be taken back line by line, and drafts are no history."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from csdesk.app.commands import contacts, customers, drafts, goals, meeting_lines, meetings
from csdesk.app.queries.meeting_mode import load_meeting, meeting_people
from csdesk.app.queries.records_shown import goal_views
from csdesk.domain.capture import Captured, EntryKind, read_line
from csdesk.domain.errors import UserError
from csdesk.domain.records import Attendance, Goal, Meeting
from csdesk.domain.records_kickoff import GoalConfirmation
from tests.app.conftest import Desk
from tests.app.world import snapshot
from tests.support import TODAY

DAY = date(2026, 12, 11)
KINDS = (EntryKind.ITEM, EntryKind.DECISION, EntryKind.RISK, EntryKind.OBJECTION)


def say(desk: Desk, kind: EntryKind) -> None:
    line = Captured(what="Said at the table", when=DAY)
    meeting_lines.store_line(desk.store, meeting_id=desk.ids.meeting, kind=kind, line=line)


STEPS: dict[str, Callable[[Desk], object]] = {
    **{kind.value: lambda desk, one=kind: say(desk, one) for kind in KINDS},  # type: ignore[misc]
    "next meeting": lambda desk: meeting_lines.store_line(
        desk.store, meeting_id=desk.ids.meeting, kind=EntryKind.NEXT,
        line=Captured(what="Review", when=DAY),
    ),
    "success": lambda desk: meeting_lines.confirm_success(
        desk.store, meeting_id=desk.ids.meeting, confirmed_by="Guo Wei"
    ),
    "goal": lambda desk: meeting_lines.confirm_goal(
        desk.store, meeting_id=desk.ids.meeting, goal_id=desk.ids.goal, confirmed_by="Guo Wei"
    ),
    "present": lambda desk: meeting_lines.mark_present(
        desk.store, attendance_id=desk.ids.attendance
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_each_step_is_one_undo_inside_the_meeting(desk: Desk, name: str) -> None:
    store, meeting = desk.store, desk.ids.meeting
    since = meeting_lines.begin(store, meeting_id=meeting)
    before = snapshot(store)
    STEPS[name](desk)
    after = snapshot(store)
    assert after != before
    meeting_lines.undo_here(store, meeting_id=meeting, since=since)
    assert snapshot(store) == before
    meeting_lines.redo_here(store, meeting_id=meeting, since=since)
    assert snapshot(store) == after


def test_undo_stops_where_the_meeting_began(desk: Desk) -> None:
    goals.update(desk.store, goal_id=desk.ids.goal, title="Before the meeting")
    since = meeting_lines.begin(desk.store, meeting_id=desk.ids.meeting)
    before = snapshot(desk.store)
    with pytest.raises(UserError) as caught:
        meeting_lines.undo_here(desk.store, meeting_id=desk.ids.meeting, since=since)
    assert caught.value.code == "nothing_to_undo"
    assert snapshot(desk.store) == before


def test_a_line_under_way_is_no_history(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    before, entries = snapshot(store), len(store.history(limit=1000))
    drafts.keep_line(store, meeting_id=meeting, kind="item", text="Guo Wei fri")
    (kept,) = drafts.meeting_drafts(store)
    assert (kept.meeting_id, kept.text) == (meeting, "Guo Wei fri")
    assert snapshot(store) == before
    assert len(store.history(limit=1000)) == entries
    say(desk, EntryKind.ITEM)
    assert drafts.meeting_drafts(store) == []
    store.undo()
    assert snapshot(store) == before
    assert store.verify_journal() == []


def test_of_whom_nothing_was_said_nobody_says_that_they_were_absent(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    with store.read() as reader:
        rows = reader.find(Attendance, meeting_id=meeting)
        theirs = [row for row in rows if row.contact_id is not None]
    meetings.invite(store, meeting_id=meeting, user_ids=[store.actor.id])
    fresh = contacts.create(store, customer_id=desk.ids.customer, name="Ye Qing")
    meetings.invite(store, meeting_id=meeting, contact_ids=[fresh.id])
    assert theirs
    meetings.update_attendance(store, attendance_id=theirs[0].id, attended=None)
    people = meeting_people(store, meeting_id=meeting)
    line = read_line("Ye Qing brings the file", people, TODAY)
    meeting_lines.store_line(store, meeting_id=meeting, kind=EntryKind.COMMITMENT, line=line)
    assert meeting_lines.end(store, meeting_id=meeting)
    with store.read() as reader:
        came = {
            (row.contact_id, row.user_id): row.attended
            for row in reader.find(Attendance, meeting_id=meeting)
        }
    assert came[fresh.id, None] is True
    assert came[None, store.actor.id] is True
    assert came[theirs[0].contact_id, None] is None


def test_a_commitment_keeps_the_day_not_the_word_for_it(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    fresh = contacts.create(store, customer_id=desk.ids.customer, name="Ye Qing")
    people = meeting_people(store, meeting_id=meeting)
    line = read_line("Ye Qing brings the file next fri", people, TODAY)
    assert line.when is not None
    meeting_lines.store_line(store, meeting_id=meeting, kind=EntryKind.COMMITMENT, line=line)
    with store.read() as reader:
        (row,) = reader.find(Attendance, meeting_id=meeting, contact_id=fresh.id)
    assert "next fri" not in row.commitment
    assert str(line.when.day) in row.commitment


def test_the_next_meeting_is_without_those_who_leave_before_it(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    fresh = contacts.create(store, customer_id=desk.ids.customer, name="Ye Qing")
    meetings.invite(store, meeting_id=meeting, contact_ids=[fresh.id])
    contacts.leave(store, contact_id=fresh.id, left_on=TODAY + timedelta(days=2))
    line = read_line("in 2 weeks 10:00", (), TODAY, timed=True)
    meeting_lines.store_line(store, meeting_id=meeting, kind=EntryKind.NEXT, line=line)
    with store.read() as reader:
        (made,) = reader.find(Meeting, customer_id=desk.ids.customer, day=line.when)
        asked = [one.contact_id for one in reader.find(Attendance, meeting_id=made.id)]
    assert fresh.id not in asked


def test_the_room_confirms_the_definition_that_it_sees(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    customers.update(store, customer_id=desk.ids.customer, success_text="Rosters by Thursday")
    goals.confirm_success(store, customer_id=desk.ids.customer, confirmed_by="Guo Wei")
    customers.update(store, customer_id=desk.ids.customer, success_text="Rosters by Friday")
    shown = load_meeting(store, meeting_id=meeting).success
    assert shown is not None
    assert (shown.text, shown.confirmed_by) == ("Rosters by Friday", "")
    meeting_lines.confirm_success(store, meeting_id=meeting, confirmed_by="Guo Wei")
    again = load_meeting(store, meeting_id=meeting)
    assert again.success is not None
    assert (again.success.text, again.success.confirmed_by) == ("Rosters by Friday", "Guo Wei")
    assert again.success_confirmed


@pytest.mark.parametrize("drop", [meetings.miss, meetings.cancel])
def test_a_meeting_that_was_dropped_cannot_be_held(
    desk: Desk, drop: Callable[..., Meeting]
) -> None:
    drop(desk.store, meeting_id=desk.ids.meeting)
    before = snapshot(desk.store)
    with pytest.raises(UserError) as caught:
        meetings.hold(desk.store, meeting_id=desk.ids.meeting)
    assert caught.value.code == "meeting_was_dropped"
    assert snapshot(desk.store) == before


def test_a_confirmed_goal_keeps_who_said_it_first(desk: Desk) -> None:
    store, goal_id = desk.store, desk.ids.goal
    goals.update(store, goal_id=goal_id, said_by="Lin", said_on=date(2026, 9, 1))
    meeting_lines.confirm_goal(
        store, meeting_id=desk.ids.meeting, goal_id=goal_id, confirmed_by="Guo Wei"
    )
    meeting_lines.confirm_goal(
        store, meeting_id=desk.ids.meeting, goal_id=goal_id, confirmed_by="Guo Wen"
    )
    goals.confirm(store, goal_id=goal_id, confirmed_by="Zhao", day=date(2026, 9, 2))
    with store.read() as reader:
        goal = reader.get(Goal, goal_id)
        day = reader.get(Meeting, desk.ids.meeting).day
        said = reader.find(GoalConfirmation, goal_id=goal_id, order_by=("id",))
        (view,) = goal_views(reader, [goal], day + timedelta(1))
    assert (goal.said_by, goal.said_on) == ("Lin", date(2026, 9, 1))
    assert [(one.confirmed_by, one.meeting_id) for one in said] == [
        ("Guo Wen", desk.ids.meeting),
        ("Zhao", None),
    ]
    assert (view.said_by, view.confirmed_by, view.confirmed_on) == ("Lin", "Guo Wen", day)
    with pytest.raises(UserError):
        goals.confirm(store, goal_id=goal_id, confirmed_by=" ")


def test_the_first_word_on_a_goal_says_it(desk: Desk) -> None:
    goals.update(desk.store, goal_id=desk.ids.goal, said_by="", said_on=None)
    goals.confirm(desk.store, goal_id=desk.ids.goal, confirmed_by="Guo Wei", day=DAY)
    with desk.store.read() as reader:
        goal = reader.get(Goal, desk.ids.goal)
    assert (goal.said_by, goal.said_on) == ("Guo Wei", DAY)
