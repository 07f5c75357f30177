"""Meeting mode: what the wall shows and hides, what a line becomes, what is never lost."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from csdesk.app.commands import (
    contacts,
    customers,
    meeting_lines,
    meetings,
    notes,
    projects,
    risks,
    rows,
)
from csdesk.app.commands.drafts import meeting_drafts
from csdesk.app.handle import Store
from csdesk.domain.capture import EntryKind
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind, RowKind, Side, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.records import Decision, Goal, Meeting, PlanRow, Risk
from csdesk.ui.meeting.wall import brief
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import (
    ALT,
    CTRL,
    KEY,
    NAMES,
    SHU,
    MeetingWorld,
    demo_window,
    faults_of,
    lines_of,
    texts_of,
)


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MeetingWorld]:
    with demo_window(qtbot, qapp, tmp_path) as made:
        yield made


@pytest.fixture
def meeting(world: MeetingWorld) -> MeetingWorld:
    made = meeting_lines.make_now(
        world.store, customer_id=world.customer_id, kind=MeetingKind.KICKOFF
    )
    world.begin(made.id)
    return world


def _entries(world: MeetingWorld) -> list[str]:
    return [task.title for one in world.wall.view.soon for task in one.tasks]


def _seed(world: MeetingWorld, other: int) -> list[str]:
    """Plant fifty words that nobody in the room may read; return them."""
    store, customer = world.store, world.customer_id
    words = iter([f"Kanary{place:02}xq" for place in range(50)])
    used: list[str] = []

    def word() -> str:
        used.append(next(words))
        return used[-1]

    with store.read() as reader:
        own = [
            row for row in reader.find(PlanRow, customer_id=customer) if row.kind is RowKind.ITEM
        ]
        project_id = own[0].project_id
    with store.write("test", undoable=False) as unit:
        for row in own[:10]:
            unit.update(PlanRow, row.id, internal_note=word())
    for _ in range(5):
        notes.create(store, customer_id=customer, text=word())
        risks.create(store, customer_id=customer, title=word(), response=word())
    for kind in (RowKind.ITEM, RowKind.MILESTONE):
        rows.add(
            store, project_id=project_id, title=word(), kind=kind, visibility=Visibility.INTERNAL,
            target=date(2026, 12, 4),
        )  # fmt: skip
    for _ in range(2):
        contacts.create(store, customer_id=other, name=word())
    for _ in range(3):
        made = customers.create(store, name=word(), code=word(), country="CN")
        plan = projects.create(store, customer_id=made.id, name=word(), start=date(2026, 11, 1))
        rows.add(store, project_id=plan.id, title=word(), kind=RowKind.PHASE)
        rows.add(store, project_id=plan.id, title=word())
        with store.write("test") as unit:
            unit.add(Goal(customer_id=made.id, title=word(), target=Decimal(1)))
        meetings.create(store, customer_id=made.id, day=date(2026, 12, 1), title=word())
    with store.write("test") as unit:
        for text in words:
            used.append(text)
            unit.add(
                Decision(
                    customer_id=customer, day=store.today(), what=text,
                    visibility=Visibility.INTERNAL,
                )
            )  # fmt: skip
    assert len(used) == 50
    return used


def test_no_internal_word_and_no_other_customer_is_in_any_window(
    world: MeetingWorld, qapp: QApplication
) -> None:
    with world.store.read() as reader:
        other = next(
            one.customer_id for one in reader.find(Meeting) if one.customer_id != world.customer_id
        )
    canaries = _seed(world, other)
    made = meeting_lines.make_now(
        world.store, customer_id=world.customer_id, kind=MeetingKind.KICKOFF
    )
    world.begin(made.id)
    held = [world.all_texts()]
    for text in ("Kan", "kanary", "@k", "何", "Har"):
        world.line.setText(text)
        held.append(world.shown())
    world.window.tell(UserError("test", "{name} is wrong.", name=canaries[0]))
    world.window.services.problem.emit(UserError("test", "{name} is wrong.", name=canaries[1]))
    held.append(world.shown())
    assert not [box for box in qapp.topLevelWidgets() if isinstance(box, QMessageBox)]
    visible = [one for one in qapp.topLevelWidgets() if one.isVisible()]
    assert visible == [world.wall]
    held += ["\n".join(texts_of(one)) for one in visible]
    said = "\n".join(held)
    assert SHU in said
    for line in canaries:
        assert line not in said
    for name in ("Harbour", "Cedar", "藍鷺", "森田"):
        assert name not in said
    world.window.meeting.stop()
    world.window.show()


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1280, 800), (1024, 768)])
def test_words_on_the_wall_are_large_whole_and_apart(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    with demo_window(qtbot, qapp, tmp_path, name=NAMES[language]) as world:
        made = meeting_lines.make_now(
            world.store, customer_id=world.customer_id, kind=MeetingKind.KICKOFF
        )
        world.begin(made.id)
        wall = world.wall
        wall.resize(*size)
        assert wall.words.language == language
        for kind, text in lines_of(language):
            wall.bar.choose(kind)
            world.line.setText(text)
            world.press(KEY.Key_Return)
        problems = faults_of(wall, lambda place: world.press(KEY(KEY.Key_1 + place), ALT))
        assert not problems, "\n".join(problems)


def test_a_name_of_two_people_is_asked_with_one_further_key(meeting: MeetingWorld) -> None:
    contacts.create(meeting.store, customer_id=meeting.customer_id, name="何平", side=Side.CUSTOMER)
    meeting.write("何总 周五 确认名单")
    meeting.keys = 0
    meeting.press(KEY.Key_Return)
    assert meeting.wall.strip.told.mode == "asked"
    assert [one.shown for one in meeting.wall.strip.told.people] == ["何莲", "何平"]
    assert _entries(meeting) == []
    meeting.press(KEY.Key_Down)
    meeting.press(KEY.Key_Return)
    assert meeting.keys == 3
    assert [(one.owner, one.tasks[0].title) for one in meeting.wall.view.soon] == [
        ("何平", "确认名单")
    ]


def test_what_is_understood_is_shown_and_left_alone_on_escape(meeting: MeetingWorld) -> None:
    meeting.write("何莲 下周五 提供员工表")
    shown = meeting.shown()
    assert "12月11日（周五）" in shown
    meeting.press(KEY.Key_Escape)
    assert "12月11日（周五）" not in meeting.shown()
    meeting.press(KEY.Key_Return)
    assert _entries(meeting) == ["何莲 下周五 提供员工表"]


def test_the_kind_changes_under_an_input_method_and_the_text_stays(meeting: MeetingWorld) -> None:
    meeting.write("每月只导出")
    QApplication.sendEvent(meeting.line, QInputMethodEvent("yici", []))
    meeting.press(KEY.Key_D, ALT)
    assert meeting.wall.bar.kind is EntryKind.DECISION
    done = QInputMethodEvent()
    done.setCommitString("一次")
    QApplication.sendEvent(meeting.line, done)
    assert meeting.line.text() == "每月只导出一次"
    meeting.press(KEY.Key_Return)
    assert [one.what for one in meeting.wall.view.decisions] == ["每月只导出一次"]


def test_a_long_paste_with_any_script_is_kept_whole(meeting: MeetingWorld) -> None:
    text = ("行动 אבג العربية 🙂👩‍👩‍👧 " * 3_000)[:50_000].strip()
    QApplication.clipboard().setText(text)
    meeting.line.paste()
    assert meeting.line.text() == text
    meeting.press(KEY.Key_Return)
    with meeting.store.read() as reader:
        titles = [row.title for row in reader.find(PlanRow, customer_id=meeting.customer_id)]
    assert " ".join(text.split()) in titles
    meeting.wall.middle.choose(3)
    meeting.wall.grab()


def test_what_is_typed_is_kept_and_offered_at_the_next_start(
    meeting: MeetingWorld, qtbot: QtBot
) -> None:
    meeting.press(KEY.Key_R, ALT)
    meeting.write("两家门店十二月")
    qtbot.waitUntil(lambda: meeting_drafts(meeting.store)[0].text == "两家门店十二月", timeout=900)
    (draft,) = meeting_drafts(meeting.store)
    assert (draft.kind, draft.customer) == ("risk", SHU)
    meeting.write("换系统")
    mode = meeting.window.meeting
    mode.stop()
    meeting.window.show()
    mode.offer_drafts()
    assert mode.strip is not None
    assert "两家门店十二月换系统" in mode.strip.text
    mode.begin(draft.meeting_id, meeting_drafts(meeting.store)[0])
    assert meeting.line.text() == "两家门店十二月换系统"
    meeting.take_up()
    meeting.press(KEY.Key_Return)
    assert [one.title for one in meeting.wall.view.risks] == ["两家门店十二月换系统"]


def test_undo_reaches_only_what_was_done_in_this_meeting(meeting: MeetingWorld) -> None:
    store, wall = meeting.store, meeting.wall
    before = store.history(limit=1)[0].entry_id
    meeting.say("何莲 周五 第一件")
    meeting.press(KEY.Key_Z, CTRL)
    assert _entries(meeting) == []
    for _ in range(3):
        meeting.press(KEY.Key_Z, CTRL)
    assert wall.strip.told.mode == "refused"
    undone = [one for one in store.history() if one.undone]
    assert all(one.entry_id > before for one in undone)
    meeting.press(KEY.Key_Y, CTRL)
    assert _entries(meeting) == ["第一件"]


def test_what_cannot_be_stored_is_said_without_names_and_the_words_stay(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with demo_window(qtbot, qapp, tmp_path, name="森田麵包") as world:
        made = meeting_lines.make_now(
            world.store, customer_id=world.customer_id, kind=MeetingKind.DISCOVERY
        )
        world.begin(made.id)
        world.say("週五 提供名單")
        assert world.wall.strip.told.mode == "refused"
        assert world.line.text() == "週五 提供名單"
        world.press(KEY.Key_D, ALT)
        world.press(KEY.Key_Return)
        with world.store.read() as reader:
            assert reader.count(Decision, customer_id=world.customer_id) == 1


def test_a_confirmed_risk_is_one_the_room_heard(meeting: MeetingWorld) -> None:
    meeting.press(KEY.Key_R, ALT)
    meeting.say("严立 两家门店换系统")
    with meeting.store.read() as reader:
        (risk,) = [
            one
            for one in reader.find(Risk, customer_id=meeting.customer_id)
            if one.title == "两家门店换系统"
        ]
    assert (risk.visibility, risk.owner) == (Visibility.CUSTOMER, "严立")


def test_presence_is_marked_by_keys(meeting: MeetingWorld) -> None:
    meeting.press(KEY.Key_5, ALT)
    for _ in range(2):
        meeting.press(KEY.Key_Y, ALT)
    assert [one.attended for one in meeting.wall.view.people][:3] == [True, True, None]
    meeting.press(KEY.Key_Up)
    meeting.press(KEY.Key_Y, ALT)
    assert meeting.wall.view.people[1].attended is False


def test_leaving_with_a_line_offers_it_and_tells_what_waited(meeting: MeetingWorld) -> None:
    meeting.write("何莲 提")
    meeting.window.tell(UserError("later", "Look at this."))
    meeting.press(KEY.Key_X, ALT)
    mode = meeting.window.meeting
    assert not mode.running
    assert meeting.window.isVisible()
    assert mode.strip is not None
    assert "何莲 提" in mode.strip.text
    boxes = meeting.window.findChildren(QMessageBox)
    assert [box.text() for box in boxes] == ["Look at this."]
    for box in boxes:
        box.close()


@pytest.mark.parametrize(
    ("title", "short"),
    [("怎样才算成功：由客户来说", "怎样才算成功"),
     ("Why you chose us: is it right?", "Why you chose us"),
     ("Ok", "Ok"), ("A, b and c", "A, b and c")],
)  # fmt: skip
def test_topics_stand_with_their_matter_in_the_list(title: str, short: str) -> None:
    assert brief(title) == short


def test_a_workspace_that_is_opened_offers_the_line_it_was_left_with(
    meeting: MeetingWorld, qtbot: QtBot
) -> None:
    meeting.write("何莲 提供")
    path = meeting.store.path
    meeting.window.services.detach()
    assert not meeting.window.meeting.running
    meeting.window.show()
    meeting.window.services.attach(Store.open(path, clock=FixedClock(TODAY), backups=False))
    strip = meeting.window.meeting.strip
    assert strip is not None
    assert "何莲 提供" in strip.text
    buttons = {one.text(): one for one in strip.findChildren(QAbstractButton)}
    buttons["Forget it"].click()
    assert meeting.store.drafts("meeting:") == []
    assert meeting.window.meeting.strip is None
