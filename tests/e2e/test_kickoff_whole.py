"""A whole kickoff in the real window by keys and mouse, from the booked meeting to the files.

Nothing is focused or opened by code: a window is only brought to the front where a window manager
would do it, since the display of the tests has none.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import icalendar
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import meetings, series
from csdesk.domain.codes import MeetingKind, MeetingStatus, Visibility
from csdesk.domain.records import (
    Attendance,
    Contact,
    Goal,
    Meeting,
    Project,
    Risk,
    SuccessConfirmation,
    User,
)
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.reports.extract import document_texts
from csdesk.ui.dialogs.leave_room import LeaveRoomDialog
from tests.app.test_canaries import Planter
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import ALT, CTRL, KEY, NO, SHIFT, MeetingWorld, demo_window

ITEMS = (
    ("何莲 下周五 提供全部门店员工表", "提供全部门店员工表"),
    ("唐萍 12月9日 选定五家试点门店", "选定五家试点门店"),
    ("确认登录方式 3天后 罗志远", "确认登录方式"),
    ("Lin Yue 明天 开通测试环境", "开通测试环境"),
    ("何莲 周三 核对导入的数据", "核对导入的数据"),
)
DECISIONS = ("每月只导出一次工资", "试点先做两周")
RISK = "两家门店十二月更换收银系统"
NEXT = date(2026, 12, 11)
CALLS = date(2026, 12, 8)  # the first of the weekly calls
ABSENT = "唐萍"


class Hands:
    """What a person has: keys that go where the focus is, an input method, and a mouse."""

    def __init__(self, world: MeetingWorld) -> None:
        self.world, self.qtbot = world, world.qtbot

    def _window(self) -> QWindow:
        window = QApplication.focusWindow()
        assert window is not None
        return window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.keyClick(self._window(), key, modifiers)

    def write(self, text: str) -> None:
        for part in text:
            if part.isascii():
                QTest.keyClick(self._window(), ord(part))
                continue
            target, done = QApplication.focusWidget(), QInputMethodEvent()
            assert target is not None
            QApplication.sendEvent(target, QInputMethodEvent(part, []))
            done.setCommitString(part)
            QApplication.sendEvent(target, done)

    def say(self, text: str) -> None:
        self.write(text)
        self.press(KEY.Key_Return)

    def click(self, widget: QWidget) -> None:
        window = widget.window()
        place = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)

    def sit_before(self, window: QWidget) -> None:
        """Wait for a window, and bring it to the front as a window manager does."""
        self.qtbot.waitUntil(window.isVisible, timeout=20_000)
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow, timeout=5_000)

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=60_000)


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MeetingWorld]:
    """A demo customer in Chinese with a kickoff today, the window in English, 50 canaries."""
    with demo_window(qtbot, qapp, tmp_path) as made:
        store, customer = made.store, made.customer_id
        with store.read() as reader:
            (project,) = reader.find(Project, customer_id=customer)
        with store.write("plant") as unit:
            assert Planter(unit, customer, project.id).plant() >= 50
            people = unit.find(Contact, customer_id=customer, left_on=None)
            for number, one in enumerate(people):
                if not one.mail:
                    unit.update(Contact, one.id, mail=f"person{number}@shu.example")
            for known in unit.find(Meeting, customer_id=customer):
                unit.delete(Meeting, known.id)  # it is before their kickoff
            for goal in unit.find(Goal, customer_id=customer):
                unit.update(Goal, goal.id, said_by="", said_on=None)
            (lin, *_) = unit.find(User, name="Lin Yue")
        theirs = [one.id for one in people]
        meetings.create(
            store, customer_id=customer, project_id=project.id, day=TODAY, at=time(14),
            kind=MeetingKind.KICKOFF, contact_ids=theirs, user_ids=[lin.id],
        )  # fmt: skip
        series.create(
            store, customer_id=customer, start=CALLS, at=time(16), kind=MeetingKind.CHECK_IN,
            title="每周例会", rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=TU", minutes=30,
            contact_ids=theirs, user_ids=[lin.id],
        )  # fmt: skip
        yield made


@pytest.mark.window
def test_from_the_booked_kickoff_to_the_files(world: MeetingWorld, tmp_path: Path) -> None:
    hands = Hands(world)
    meeting = _hold_the_kickoff(world, hands)
    folder = tmp_path / "stick"
    folder.mkdir()
    _leave_the_room(world, hands, folder)
    files = sorted(folder.iterdir())
    _is_recorded(world, meeting.id)
    assert {path.suffix for path in files} == {".eml", ".ics", ".pdf", ".png", ".xlsx"}
    said = {
        path: "\n".join(text for _, text in document_texts(path))
        for path in files
        if path.suffix != ".png"
    }
    assert all(len(text) > 200 for text in said.values())
    assert not [path.name for path, text in said.items() if "Canary" in text]
    (minutes,) = ["".join(text.split()) for path, text in said.items() if path.suffix == ".pdf"]
    (tracker,) = [text for path, text in said.items() if path.suffix == ".xlsx"]
    for _, title in ITEMS:
        assert title in minutes
        assert title in tracker
    for words in (*DECISIONS, RISK):
        assert words in minutes
    _names_who_was_there(minutes)
    _invites_to_the_cadence([path for path in files if path.suffix == ".ics"], minutes)
    _is_a_mail_with_all(files)
    (picture,) = [path for path in files if path.suffix == ".png"]
    _is_a_picture_of_the_plan(picture)


def _hold_the_kickoff(world: MeetingWorld, hands: Hands) -> Meeting:
    """Begin it with a key of the window, write down what is said, and leave the wall."""
    hands.sit_before(world.window)
    hands.press(KEY.Key_M, CTRL | SHIFT)
    hands.wait(lambda: world.window.meeting.running)
    hands.sit_before(world.wall)
    hands.wait(world.line.hasFocus)
    meeting = world.meeting()
    assert (meeting.kind, meeting.day) == (MeetingKind.KICKOFF, TODAY)
    assert world.wall.words.language == "zh_CN"
    hands.press(KEY.Key_Down, ALT)
    hands.press(KEY.Key_2, ALT)
    for _ in range(3):  # success and both goals
        hands.press(KEY.Key_Y, ALT)
    hands.press(KEY.Key_5, ALT)
    for one in world.wall.view.people:
        hands.press(KEY.Key_Y, ALT)
        if one.person.name == ABSENT:
            hands.press(KEY.Key_Up)
            hands.press(KEY.Key_Y, ALT)
    hands.press(KEY.Key_4, ALT)
    for text, _ in ITEMS:
        hands.say(text)
    hands.press(KEY.Key_D, ALT)
    for decision in DECISIONS:
        hands.say(decision)
    hands.press(KEY.Key_R, ALT)
    hands.say(RISK)
    hands.press(KEY.Key_N, ALT)
    hands.say("下周五 10:00 进度会")
    assert "Canary" not in world.all_texts()
    hands.press(KEY.Key_X, ALT)
    return meeting


def _leave_the_room(world: MeetingWorld, hands: Hands, folder: Path) -> None:
    """Take what the dialog proposes, into a folder that is typed."""
    window = world.window

    def shown() -> list[LeaveRoomDialog]:
        return [one for one in window.findChildren(LeaveRoomDialog) if one.isVisible()]

    hands.wait(lambda: bool(shown()))
    (dialog,) = shown()
    hands.sit_before(dialog)
    hands.wait(lambda: dialog.is_current)
    hands.click(dialog.folder)
    hands.press(KEY.Key_A, CTRL)
    hands.write(str(folder))
    hands.wait(lambda: dialog.is_current and dialog.make_button.isEnabled())
    hands.press(KEY.Key_Return)
    hands.wait(lambda: dialog.result_of is not None)
    hands.press(KEY.Key_Escape)
    hands.wait(lambda: not window.services.tasks.busy)


def _is_recorded(world: MeetingWorld, meeting_id: int) -> None:
    with world.store.read() as reader:
        assert reader.get(Meeting, meeting_id).status is MeetingStatus.CLOSED
        entries = reader.find(MeetingEntry, meeting_id=meeting_id)
        risks = [reader.get(Risk, one.risk_id) for one in entries if one.risk_id]
        goals = reader.find(Goal, customer_id=world.customer_id)
        (success,) = reader.find(SuccessConfirmation, meeting_id=meeting_id)
        there = {
            reader.get(Contact, one.contact_id).name: one.attended
            for one in reader.find(Attendance, meeting_id=meeting_id)
            if one.contact_id
        }
        (later,) = reader.find(Meeting, customer_id=world.customer_id, day=NEXT)
    assert len(entries) == len(ITEMS) + len(DECISIONS) + 1
    assert [(one.title, one.visibility) for one in risks] == [(RISK, Visibility.CUSTOMER)]
    assert [(one.said_by, one.said_on) for one in goals] == [("严立", TODAY)] * 2
    assert success.confirmed_by == "严立"
    assert there == {"严立": True, "何莲": True, "罗志远": True, ABSENT: False}
    assert (later.title, later.at) == ("进度会", time(10))


def _names_who_was_there(minutes: str) -> None:
    """Everybody stands in the table with how it was: 出席 came, 缺席 did not."""
    _, _, table = minutes.partition("姓名角色出席")
    for name, title, came in (
        ("严立", "运营副总裁", "出席"), ("何莲", "人事经理", "出席"), ("罗志远", "信息部", "出席"),
        (ABSENT, "区域经理", "缺席"), ("林悦", "客户成功经理", "出席"),
    ):  # fmt: skip
        assert f"{name}{title}{came}" in table


def _invites_to_the_cadence(files: list[Path], minutes: str) -> None:
    """One file is the next meeting; the others are the weekly calls before the spring festival."""
    events: list[Any] = []
    for path in files:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert calendar["method"] == "REQUEST"
        (event,) = calendar.walk("VEVENT")
        events.append(event)
    events.sort(key=lambda one: one["dtstart"].dt)
    calls = [one for one in events if "每周例会" in one["summary"]]
    (following,) = [one for one in events if one not in calls]
    weeks = [datetime.combine(CALLS + timedelta(7 * week), time(16)) for week in range(8)]
    assert [one["dtstart"].dt.replace(tzinfo=None) for one in calls] == weeks
    assert following["dtstart"].to_ical() == b"20261211T100000"
    assert "进度会" in following["summary"]
    assert len({one["uid"] for one in events}) == len(events)
    assert "每周例会" in minutes


def _is_a_mail_with_all(files: list[Path]) -> None:
    (draft,) = [path for path in files if path.suffix == ".eml"]
    mail: EmailMessage = message_from_bytes(draft.read_bytes(), policy=default)
    attached = {one.get_filename(): one.get_payload(decode=True) for one in mail.iter_attachments()}
    assert attached == {path.name: path.read_bytes() for path in files if path != draft}
    assert mail["X-Unsent"] == "1"
    assert {one.addr_spec.partition("@")[0] for one in mail["To"].addresses} == {
        "yan.li", "he.lian", "luo.zhiyuan", "tang.ping",
    }  # fmt: skip


def _is_a_picture_of_the_plan(path: Path) -> None:
    """It opens, is as large as one reads, and has bars on it rather than an empty page."""
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        picture.load()
        assert picture.width >= 1_600
        assert picture.height >= 500
        grey = picture.convert("L")
    width, height = grey.size
    for place in range(4):  # each quarter from top to bottom has something dark and much paper
        band = grey.crop((0, height * place // 4, width, height * (place + 1) // 4))
        counts = band.histogram()
        dark, paper = sum(counts[:160]) / sum(counts), sum(counts[235:]) / sum(counts)
        assert 0.005 < dark < 0.5
        assert paper > 0.4
