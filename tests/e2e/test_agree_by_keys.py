"""The dates of a plan are agreed on the wall by one key, once, and the minutes say by whom."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import meetings
from csdesk.app.queries.minutes import minutes_source
from csdesk.domain.codes import MeetingKind
from csdesk.domain.records import Baseline, Project
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import ALT, CTRL, KEY, MeetingWorld, demo_window


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MeetingWorld]:
    """A kickoff on the wall, before any dates are agreed."""
    with demo_window(qtbot, qapp, tmp_path) as made:
        store = made.store
        with store.write("clear", customer_id=made.customer_id) as unit:
            for project in unit.find(Project, customer_id=made.customer_id):
                for one in unit.find(Baseline, project_id=project.id):
                    unit.delete(Baseline, one.id)
        meeting = meetings.create(
            store, customer_id=made.customer_id, day=TODAY, at=time(14), kind=MeetingKind.KICKOFF,
            again=True,
        )  # fmt: skip
        made.begin(meeting.id)
        yield made


def agreed(room: MeetingWorld) -> list[Baseline]:
    with room.store.read() as reader:
        (project,) = reader.find(Project, customer_id=room.customer_id)
        return reader.find(Baseline, project_id=project.id, current=True)


@pytest.mark.window
def test_one_key_agrees_to_the_dates_of_the_plan(room: MeetingWorld) -> None:
    room.press(KEY.Key_3, ALT)
    assert "按 Alt Y" in room.shown()
    room.press(KEY.Key_Y, ALT)
    (baseline,) = agreed(room)
    assert (baseline.agreed_on, baseline.agreed_by) == (TODAY, "严立")
    assert "日期已约定：严立" in room.shown()
    room.press(KEY.Key_Y, ALT)
    assert len(agreed(room)) == 1, "what is agreed is not agreed anew by a key"
    room.press(KEY.Key_Z, CTRL)
    assert agreed(room) == []
    assert "按 Alt Y" in room.shown()
    room.press(KEY.Key_Y, ALT)
    meetings.hold(room.store, meeting_id=room.wall.meeting_id)
    with room.store.read() as reader:
        view = minutes_source(reader, room.wall.meeting_id, TODAY).view
    assert view.agreed_here


@pytest.mark.window
def test_dates_agreed_before_stay_as_they_are(room: MeetingWorld) -> None:
    room.press(KEY.Key_3, ALT)
    room.press(KEY.Key_Y, ALT)
    (first,) = agreed(room)
    with room.store.write("earlier", customer_id=room.customer_id) as unit:
        unit.update(Baseline, first.id, agreed_on=TODAY.replace(day=2))
    room.press(KEY.Key_Y, ALT)
    (still,) = agreed(room)
    assert still.id == first.id
    assert "Alt Y" not in room.shown()
