"""A whole kickoff in meeting mode, in the real window, by keys alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.domain.capture import EntryKind
from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.records import (
    Attendance,
    Decision,
    Goal,
    Meeting,
    PlanRow,
    Risk,
    SuccessConfirmation,
)
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.domain.records_kickoff import AgendaItem, GoalConfirmation
from tests.ui.meeting_world import ALT, CTRL, KEY, SHIFT, MeetingWorld, demo_window

FURTHER = 2  # keys beyond the words and Enter
ITEMS = (
    ("何莲 下周五 提供全部门店员工表", "何莲", date(2026, 12, 11), "提供全部门店员工表"),
    ("唐萍 12月9日 选定五家试点门店", "唐萍", date(2026, 12, 9), "选定五家试点门店"),
    ("确认登录方式 3天后 罗志远", "罗志远", date(2026, 12, 3), "确认登录方式"),
    ("Lin Yue 明天 开通测试环境", "Lin Yue", date(2026, 12, 1), "开通测试环境"),
)


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MeetingWorld]:
    with demo_window(qtbot, qapp, tmp_path) as made:
        yield made


def begin_by_keys(world: MeetingWorld) -> None:
    """Begin a kickoff of now from the menu."""
    window, qtbot = world.window, world.qtbot
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    menu = window.meeting.menu(world.customer_id)
    entry = next(one for one in menu.actions() if one.text() == "Now: Kickoff")
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    while menu.activeAction() is not entry:
        qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.meeting.running)
    wall = world.wall
    wall.activateWindow()
    qtbot.waitUntil(wall.isActiveWindow, timeout=5_000)
    qtbot.waitUntil(world.line.hasFocus, timeout=5_000)


@pytest.mark.window
def test_a_kickoff_is_written_down_by_keys_as_it_is_spoken(world: MeetingWorld) -> None:
    begin_by_keys(world)
    wall, store = world.wall, world.store
    assert wall.isFullScreen()
    assert not world.window.isVisible()
    assert wall.windowTitle() == "csdesk"
    assert wall.words.language == "zh_CN"
    assert world.window.services.language == "en"
    meeting = world.meeting()
    assert meeting.kind is MeetingKind.KICKOFF
    assert "本节剩余" in world.shown()

    # the agenda
    with store.read() as reader:
        topics = reader.find(AgendaItem, meeting_id=meeting.id)
    assert len(topics) >= 5
    world.press(KEY.Key_Down, ALT)
    with store.read() as reader:
        assert [one.done for one in reader.find(AgendaItem, meeting_id=meeting.id)][:2] == [
            True, False,
        ]  # fmt: skip

    # success and two goals are confirmed
    world.press(KEY.Key_2, ALT)
    for _ in range(3):
        world.press(KEY.Key_Y, ALT)
    with store.read() as reader:
        said = reader.find(SuccessConfirmation, meeting_id=meeting.id)
        goals = reader.find(Goal, customer_id=world.customer_id)
        again = reader.find(GoalConfirmation, meeting_id=meeting.id)
    assert [one.confirmed_by for one in said] == ["严立"]
    assert {one.goal_id for one in again} == {one.id for one in goals}
    assert [(one.confirmed_by, one.day) for one in again] == [("严立", meeting.day)] * 2

    # five items: words, Enter, and at most two further keys
    world.press(KEY.Key_4, ALT)
    for text, _, _, _ in ITEMS:
        world.keys = 0
        world.say(text)
        assert world.keys <= 1 + FURTHER
        assert world.line.text() == ""
        assert wall.bar.kind is EntryKind.ITEM
    world.keys = 0
    world.write("he")
    assert [one.text for one in wall.strip.told.offers] == ["何莲"]
    world.press(KEY.Key_Tab)
    world.write("周三 核对导入的数据")
    world.press(KEY.Key_Return)
    assert world.keys <= 1 + FURTHER
    assert "核对导入的数据" in world.shown()
    shown = world.all_texts()
    for _, _, _, title in ITEMS:
        assert title in shown

    # two decisions, one risk: the kind is chosen in the middle of the text and under composition
    world.write("每月只导出")
    world.press(KEY.Key_D, ALT)
    world.say("一次工资")
    world.say("试点先做两周")
    world.press(KEY.Key_R, ALT)
    world.say("两家门店十二月更换收银系统")
    world.press(KEY.Key_C, ALT)
    world.say("严立 每次进度会都参加")
    world.press(KEY.Key_N, ALT)
    world.say("下周五 10:00 进度会")
    assert wall.bar.kind is EntryKind.ITEM

    with store.read() as reader:
        entries = reader.find(MeetingEntry, meeting_id=meeting.id, order_by=("position",))
        rows = [reader.get(PlanRow, one.row_id) for one in entries if one.row_id]
        owners = wall.view.owners
        decisions = reader.find(Decision, customer_id=world.customer_id)
        risks = [reader.get(Risk, one.risk_id) for one in entries if one.risk_id]
        people = reader.find(Attendance, meeting_id=meeting.id)
        later = [
            one
            for one in reader.find(Meeting, customer_id=world.customer_id)
            if one.day == date(2026, 12, 11)
        ]
    assert [(row.title, row.target) for row in rows] == [
        *((title, day) for _, _, day, title in ITEMS), ("核对导入的数据", date(2026, 12, 2)),
    ]  # fmt: skip
    assert {one.owner for one in owners if any(task.fresh for task in one.tasks)} == {
        "何莲", "唐萍", "罗志远", "林悦",
    }  # fmt: skip
    texts = {one.what for one in decisions}
    assert {"每月只导出一次工资", "试点先做两周"} <= texts
    assert [one.title for one in risks] == ["两家门店十二月更换收银系统"]
    assert "每次进度会都参加" in {one.commitment for one in people}
    assert [(one.title, f"{one.at:%H:%M}") for one in later] == [("进度会", "10:00")]

    # undo reaches the meeting's entries, from the last on, and no further
    world.press(KEY.Key_Z, CTRL)
    with store.read() as reader:
        assert not [
            one
            for one in reader.find(Meeting, customer_id=world.customer_id)
            if one.day == date(2026, 12, 11)
        ]
    world.press(KEY.Key_Z, CTRL | SHIFT)
    world.press(KEY.Key_X, ALT)
    world.qtbot.waitUntil(world.window.isVisible, timeout=5_000)
    assert world.window.current == f"customer:{world.customer_id}"
    with store.read() as reader:
        assert reader.get(Meeting, meeting.id).status is MeetingStatus.HELD
    assert store.drafts("meeting:") == []


@pytest.mark.window
def test_a_bare_letter_chooses_the_kind_only_outside_the_line(world: MeetingWorld) -> None:
    begin_by_keys(world)
    world.write("dr")
    assert world.line.text() == "dr"
    assert world.wall.bar.kind.value == "item"
    world.line.clear()
    world.press(KEY.Key_Escape)
    assert not world.line.hasFocus()
    world.press(KEY.Key_R)
    assert world.wall.bar.kind.value == "risk"
    assert world.line.hasFocus()
    assert world.line.text() == ""
