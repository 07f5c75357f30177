"""Names in the real window, by keys: who is asked to a meeting, who is in no list, who next."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import meetings
from csdesk.app.queries.meeting_form import people_asked
from csdesk.domain.codes import MeetingKind
from csdesk.domain.records import Contact, Meeting, PlanRow
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.ui.dialogs.editors import Editors
from csdesk.ui.dialogs.leave_room import LeaveRoomDialog
from csdesk.ui.dialogs.meeting_form import MeetingForm
from csdesk.ui.screens.customer import CustomerScreen
from tests.e2e.plan_world import SHIFT, World
from tests.e2e.test_documents_by_keys import activate, idle, shown, type_in
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import ALT, CTRL, KEY, MeetingWorld, demo_window

SUNDAY = date(2026, 12, 13)


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MeetingWorld]:
    with demo_window(qtbot, qapp, tmp_path) as made:
        store = made.store
        meeting = meetings.create(
            store, customer_id=made.customer_id, day=TODAY, at=time(14), kind=MeetingKind.PROGRESS
        )
        made.begin(meeting.id)
        yield made


def entered(room: MeetingWorld) -> list[PlanRow]:
    with room.store.read() as reader:
        entries = reader.find(MeetingEntry, meeting_id=room.wall.meeting_id, order_by=("id",))
        return [reader.get(PlanRow, one.row_id) for one in entries if one.row_id is not None]


@pytest.mark.window
def test_keys_are_named_until_one_types(room: MeetingWorld) -> None:
    assert room.wall.strip.told.mode == "keys"
    assert "F1" in room.shown()
    assert "全部按键" in room.shown()
    room.write("何")
    assert "全部按键" not in room.shown()


@pytest.mark.window
def test_a_name_in_no_list_is_asked_about_and_may_stay(room: MeetingWorld) -> None:
    room.press(KEY.Key_4, ALT)
    room.say("赵六 12月9日 发门店清单")
    told = room.wall.strip.told
    assert told.mode == "asked"
    assert [one.shown for one in told.people] == ["赵六", "赵磊"]
    assert "不在名单" in room.shown()
    assert entered(room) == [], "nothing is stored before it is said who is meant"
    room.press(KEY.Key_Return)
    (row,) = entered(room)
    assert (row.title, row.owner_name, row.target) == ("发门店清单", "赵六", date(2026, 12, 9))
    assert "赵六" in room.shown()


@pytest.mark.window
def test_a_slip_of_the_keys_is_one_key_from_the_person(room: MeetingWorld) -> None:
    with room.store.read() as reader:
        known = reader.first(Contact, customer_id=room.customer_id, name="何莲")
    assert known is not None
    room.say("何怜 12月9日 发门店清单")
    assert [one.shown for one in room.wall.strip.told.people] == ["何怜", "何莲"]
    room.press(KEY.Key_Down)
    room.press(KEY.Key_Return)
    (row,) = entered(room)
    assert (row.owner_contact_id, row.title) == (known.id, "发门店清单")


@pytest.mark.window
def test_words_that_are_no_name_stay_as_typed(room: MeetingWorld) -> None:
    room.say("钱款 12月9日 到账")
    room.press(KEY.Key_Up)  # the last answer: nobody
    room.press(KEY.Key_Return)
    (row,) = entered(room)
    assert row.title == "钱款 12月9日 到账"
    assert row.owner_name == ""


@pytest.mark.window
def test_a_next_meeting_on_a_day_off_is_said_before_it_is_stored(room: MeetingWorld) -> None:
    room.press(KEY.Key_N, ALT)
    room.write("12月13日 10:00 进度会")
    assert "12月13日（周日）不是工作日。" in room.shown()
    room.press(KEY.Key_Return)
    with room.store.read() as reader:
        assert reader.first(Meeting, customer_id=room.customer_id, day=SUNDAY) is not None


@pytest.mark.window
def test_a_new_meeting_proposes_its_kind_and_people(world: World) -> None:
    store, customer = world.harbour.store, world.harbour.customer_id
    held = meetings.create(store, customer_id=customer, day=TODAY, kind=MeetingKind.KICKOFF)
    meetings.hold(store, meeting_id=held.id)
    activate(world)
    before = _meetings(world)
    form = _new_meeting(world)
    assert form.value("kind") is MeetingKind.PROGRESS, "its kickoff was held"
    people = form.people
    assert people is not None
    assert people.contact_ids
    form.set_value("kind", MeetingKind.KICKOFF)
    type_in(world, form.inputs["day"], SUNDAY.isoformat())
    assert any("does not work on Sun 13 Dec" in one for one in form.said)
    assert any("A kickoff was held on" in one for one in form.said)
    world.key(KEY.Key_Return)
    assert form.isVisible(), "it asks back"
    assert len(_meetings(world)) == len(before)
    form.set_value("kind", MeetingKind.PROGRESS)
    form.inputs["place"].setFocus()
    for _ in range(2):
        world.key(KEY.Key_Tab)
    world.key(KEY.Key_Space)  # the second person
    ticked = set(people.contact_ids), set(people.user_ids)
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: len(_meetings(world)) == len(before) + 1)
    made = max(_meetings(world), key=lambda one: one.id)
    with store.read() as reader:
        theirs, ours = people_asked(reader, made.id)
    assert (set(theirs), set(ours)) == ticked


@pytest.mark.window
def test_leaving_says_a_day_off_and_asks_whom_one_ticks(world: World, tmp_path: Path) -> None:
    store, customer = world.harbour.store, world.harbour.customer_id
    with store.read() as reader:
        people = reader.find(Contact, customer_id=customer)
    meetings.create(
        store, customer_id=customer, day=TODAY, at=time(10), contact_ids=[one.id for one in people]
    )
    activate(world)
    world.key(KEY.Key_E, CTRL | SHIFT)
    dialog = shown(world, LeaveRoomDialog)
    type_in(world, dialog.end.day, SUNDAY.isoformat())
    world.qtbot.waitUntil(lambda: dialog.is_current and dialog.end.people.isVisible())
    assert "does not work on Sun 13 Dec" in dialog.end.remarks.text
    first = next(iter(dialog.end.people.boxes.values()))
    assert first.isChecked()
    first.setFocus()
    world.key(KEY.Key_Space)
    world.qtbot.waitUntil(lambda: dialog.is_current and not first.isChecked())
    wanted = dialog.ask().next_meeting
    assert wanted is not None
    assert wanted.contact_ids is not None
    assert set(wanted.contact_ids) < {one.id for one in people}
    world.key(KEY.Key_Escape)
    idle(world)


def _meetings(world: World) -> list[Meeting]:
    with world.harbour.store.read() as reader:
        return reader.find(Meeting, customer_id=world.harbour.customer_id)


def _new_meeting(world: World) -> MeetingForm:
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    world.qtbot.waitUntil(lambda: screen.page is not None)
    assert screen.page is not None
    Editors(world.window.services, screen.page, screen).meeting().open()
    return shown(world, MeetingForm)
