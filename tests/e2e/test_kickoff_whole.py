"""A whole kickoff in the real window by keys alone, from the agenda to the files on the stick."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import icalendar
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.domain.records import Contact, Project
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.reports.extract import document_texts
from csdesk.ui.dialogs.leave_room import LeaveRoomDialog
from tests.app.test_canaries import Planter
from tests.e2e.test_meeting_by_keys import ITEMS, begin_by_keys
from tests.ui.meeting_world import ALT, KEY, MeetingWorld, demo_window

FIFTH = "核对导入的数据"
DECISIONS = ("每月只导出一次工资", "试点先做两周")
RISK = "两家门店十二月更换收银系统"


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MeetingWorld]:
    """A demo customer in Chinese, the window in English, 50 canaries around."""
    with demo_window(qtbot, qapp, tmp_path) as made:
        with made.store.read() as reader:
            (project,) = reader.find(Project, customer_id=made.customer_id)
        with made.store.write("plant") as unit:
            planter = Planter(unit, made.customer_id, project.id)
            assert planter.plant() >= 50
            for number, one in enumerate(unit.find(Contact, customer_id=made.customer_id)):
                if not one.mail and one.left_on is None:
                    unit.update(Contact, one.id, mail=f"person{number}@shu.example")
        yield made


@pytest.mark.window
def test_from_the_agenda_to_the_files(world: MeetingWorld, tmp_path: Path) -> None:
    begin_by_keys(world)
    world.press(KEY.Key_Down, ALT)
    world.press(KEY.Key_2, ALT)
    for _ in range(3):
        world.press(KEY.Key_Y, ALT)
    world.press(KEY.Key_4, ALT)
    for text, _, _, _ in ITEMS:
        world.say(text)
    world.say(f"何莲 周三 {FIFTH}")
    world.press(KEY.Key_D, ALT)
    for decision in DECISIONS:
        world.say(decision)
    world.press(KEY.Key_R, ALT)
    world.say(RISK)
    world.press(KEY.Key_N, ALT)
    world.say("下周五 10:00 进度会")
    assert "Canary" not in world.all_texts()
    meeting = world.meeting()
    with world.store.read() as reader:
        assert reader.count(MeetingEntry, meeting_id=meeting.id) == 8
    world.press(KEY.Key_X, ALT)
    files = leave_by_keys(world, tmp_path / "stick")
    assert {path.suffix for path in files} == {".xlsx", ".pdf", ".png", ".eml", ".ics"}
    (draft,) = [path for path in files if path.suffix == ".eml"]
    mail = message_from_bytes(draft.read_bytes(), policy=default)
    attached = {one.get_filename(): one.get_payload(decode=True) for one in mail.iter_attachments()}
    assert attached == {path.name: path.read_bytes() for path in files if path != draft}
    assert mail["X-Unsent"] == "1"
    assert "@" in mail["To"]
    events = [
        event
        for path in files
        if path.suffix == ".ics"
        for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    ]
    assert any(b"20261211T100000" in event["dtstart"].to_ical() for event in events)
    said = {path: "\n".join(text for _, text in document_texts(path))
            for path in files if path.suffix != ".png"}  # fmt: skip
    (minutes,) = ["".join(text.split()) for path, text in said.items() if path.suffix == ".pdf"]
    (tracker,) = [text for path, text in said.items() if path.suffix == ".xlsx"]
    for title in (*(one[3] for one in ITEMS), FIFTH):
        assert title in minutes
        assert title in tracker
    for words in DECISIONS:
        assert words in minutes
    assert not [path.name for path, text in said.items() if "Canary" in text]


def leave_by_keys(world: MeetingWorld, folder: Path) -> list[Path]:
    """Take what the dialog proposes, into a folder, and return the files."""
    folder.mkdir()
    qtbot, window = world.qtbot, world.window
    qtbot.waitUntil(window.isVisible, timeout=10_000)

    def shown() -> list[LeaveRoomDialog]:
        return [one for one in window.findChildren(LeaveRoomDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=20_000)
    (dialog,) = shown()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.is_current, timeout=20_000)
    dialog.folder.setFocus()
    dialog.folder.selectAll()
    QTest.keyClicks(dialog.folder, str(folder))
    qtbot.waitUntil(lambda: dialog.is_current and dialog.make_button.isEnabled(), timeout=20_000)
    qtbot.keyClick(dialog.folder, KEY.Key_Return)
    qtbot.waitUntil(lambda: dialog.result_of is not None, timeout=60_000)
    result = dialog.result_of
    assert result is not None
    qtbot.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    return sorted(folder.iterdir())
