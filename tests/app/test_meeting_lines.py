"""What meeting mode stores can be taken back line by line, and drafts are no history."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from csdesk.app.commands import drafts, goals, meeting_lines
from csdesk.app.queries.records_shown import goal_views
from csdesk.domain.capture import Captured, EntryKind
from csdesk.domain.errors import UserError
from csdesk.domain.records import Goal, Meeting
from csdesk.domain.records_kickoff import GoalConfirmation
from tests.app.conftest import Desk
from tests.app.world import snapshot

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
    drafts.keep_line(store, meeting_id=meeting, kind="item", text="Guo Wei fri", since=7)
    (kept,) = drafts.meeting_drafts(store)
    assert (kept.meeting_id, kept.text, kept.since) == (meeting, "Guo Wei fri", 7)
    assert snapshot(store) == before
    assert len(store.history(limit=1000)) == entries
    say(desk, EntryKind.ITEM)
    assert drafts.meeting_drafts(store) == []
    store.undo()
    assert snapshot(store) == before
    assert store.verify_journal() == []


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
