"""Leaving the room in the real window, by keys and mouse alone."""

from datetime import date, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from csdesk.app.commands import contacts, customers, items, mail_templates, meetings
from csdesk.domain.codes import (
    ContactRole,
    DocumentKind,
    Language,
    MeetingKind,
    MeetingStatus,
    RowKind,
    Status,
)
from csdesk.domain.records import Contact, Meeting, PlanRow
from csdesk.domain.records_kickoff import Invitation
from csdesk.reports.extract import document_texts
from csdesk.ui.dialogs.leave_room import LeaveRoomDialog
from csdesk.ui.screens.customer import OVERVIEW, CustomerScreen
from csdesk.ui.screens.overview import Line
from tests.e2e.plan_world import CTRL, KEY, LEFT, SHIFT, World
from tests.e2e.test_documents_by_keys import activate, idle, shown, type_in
from tests.ui.harbour import TODAY


@pytest.fixture
def kickoff(world: World) -> int:
    """A kickoff that takes place today, in Chinese, with two people who have an address."""
    store, customer = world.harbour.store, world.harbour.customer_id
    customers.update(store, customer_id=customer, language=Language.ZH_CN)
    with store.read() as reader:
        people = {one.name: one.id for one in reader.find(Contact, customer_id=customer)}
    for name, role in (
        ("Zhou Min", ContactRole.PROJECT_MANAGER), ("Guo Wei", ContactRole.SPONSOR),
    ):  # fmt: skip
        mail = f"{name[:3].lower()}@harbour.example"
        contacts.update(store, contact_id=people[name], mail=mail, role=role)
    made = meetings.create(
        store, customer_id=customer, day=TODAY, at=time(10), kind=MeetingKind.KICKOFF,
        contact_ids=people.values(),
    )  # fmt: skip
    return made.id


def ready(world: World, dialog: LeaveRoomDialog) -> None:
    world.qtbot.waitUntil(lambda: dialog.is_current, timeout=10_000)


@pytest.mark.window
def test_all_is_made_by_keys_in_the_customers_language(
    world: World, kickoff: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(world.window, "open_file", opened.append)
    activate(world)
    world.key(KEY.Key_E, CTRL | SHIFT)
    dialog = shown(world, LeaveRoomDialog)
    assert not dialog.make_button.isEnabled()  # nothing says when they meet again
    assert "No next meeting" in dialog.problem.text
    assert dialog.end.day.hasFocus()
    type_in(world, dialog.end.day, "+14")
    world.key(KEY.Key_Tab)
    assert dialog.end.at.hasFocus()
    type_in(world, dialog.end.at, "9:30")
    ready(world, dialog)
    world.qtbot.waitUntil(dialog.make_button.isEnabled, timeout=10_000)
    assert "您好" in dialog.text.toPlainText()
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: dialog.result_of is not None, timeout=30_000)
    result = dialog.result_of
    assert result is not None
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: opened == [result.mail], timeout=5_000)
    idle(world)
    draft = message_from_bytes(opened[0].read_bytes(), policy=default)
    attached = {part.get_filename(): part.get_payload(decode=True)
                for part in draft.iter_attachments()}  # fmt: skip
    assert attached == {
        path.name: path.read_bytes() for path in result.files if path != result.mail
    }
    assert {path.suffix for path in result.files} == {".xlsx", ".pdf", ".png", ".ics", ".eml"}
    assert draft["X-Unsent"] == "1"
    assert "zho@harbour.example" in draft["To"]
    (calendar,) = [path for path in result.files if path.suffix == ".ics"]
    event = icalendar.Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")[0]
    assert b"20261214T093000" in event["dtstart"].to_ical()
    minutes = next(path for path in result.files if path.suffix == ".pdf")
    assert "启动会" in "".join(text for _, text in document_texts(minutes))
    with world.harbour.store.read() as reader:
        assert reader.get(Meeting, kickoff).status is MeetingStatus.CLOSED
        assert reader.count(Invitation) == 1
    activate(world)
    world.key(KEY.Key_Z, CTRL)
    with world.harbour.store.read() as reader:
        assert reader.get(Meeting, kickoff).status is MeetingStatus.PLANNED
        assert reader.first(Meeting, day=date(2026, 12, 14)) is None
        assert reader.count(Invitation) == 1


@pytest.mark.window
def test_from_the_menu_of_the_meeting_with_ticks_by_mouse(
    world: World, kickoff: int, tmp_path: Path
) -> None:
    store, customer = world.harbour.store, world.harbour.customer_id
    meetings.create(store, customer_id=customer, day=date(2026, 12, 15), at=time(10))
    mail_templates.put(
        store, kind=DocumentKind.MINUTES, language=Language.ZH_CN, subject="{meeting}",
        body="{greeting}\n\n{our_phone}\n",
    )  # fmt: skip
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    activate(world)
    screen.tabs.choose(OVERVIEW)

    def lines() -> list[Line]:
        return [
            one for one in screen.overview.findChildren(Line)
            if one.accessibleName().startswith("Kickoff")
        ]  # fmt: skip

    world.qtbot.waitUntil(lambda: bool(lines()), timeout=10_000)
    line = lines()[0]
    line.setFocus()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(line, event)
    (menu,) = [one for one in line.findChildren(QMenu) if one.isVisible()]
    action = next(one for one in menu.actions() if one.text() == "Leave the room")
    world.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    dialog = shown(world, LeaveRoomDialog)
    assert "[our_phone?]" in dialog.text.toPlainText()
    assert len(dialog.text.extraSelections()) == 1
    assert not dialog.make_button.isEnabled()
    assert dialog.lacks.isVisible()
    world.qtbot.mouseClick(dialog.files.checks["mail"], LEFT)
    ready(world, dialog)
    world.qtbot.mouseClick(dialog.files.checks["plan"], LEFT)
    ready(world, dialog)
    world.qtbot.waitUntil(dialog.make_button.isEnabled, timeout=10_000)
    dialog.folder.setFocus()
    dialog.folder.selectAll()
    type_in(world, dialog.folder, str(tmp_path / "stick" / "deep"))
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(dialog.problem.isVisible, timeout=20_000)
    assert "does not exist" in dialog.problem.text
    for _ in "/deep":
        world.key(KEY.Key_Backspace)
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: dialog.result_of is not None, timeout=20_000)
    names = sorted(path.suffix for path in (tmp_path / "stick").iterdir())
    assert names == [".ics", ".pdf", ".xlsx"]
    assert not dialog.mail_button.isVisible()
    world.key(KEY.Key_Escape)
    world.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5_000)


@pytest.mark.window
def test_a_welcome_by_keys_and_a_meeting_that_is_not_there(world: World) -> None:
    activate(world)
    world.key(KEY.Key_E, CTRL | SHIFT)
    world.qtbot.waitUntil(lambda: "took place" in world.window.notice.text, timeout=5_000)
    world.key(KEY.Key_W, CTRL | SHIFT)
    dialog = shown(world, LeaveRoomDialog)
    assert not dialog.end.isVisible()
    ready(world, dialog)
    assert dialog.make_button.isEnabled()
    world.key(KEY.Key_Escape)
    world.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5_000)
    idle(world)


@pytest.mark.window
def test_the_kickoffs_item_is_done_unless_a_person_takes_the_tick_away(
    world: World, kickoff: int, tmp_path: Path
) -> None:
    store, ids = world.harbour.store, world.harbour
    with store.read() as reader:
        row = reader.find(PlanRow, customer_id=ids.customer_id, kind=RowKind.ITEM)[0]
        meeting = reader.get(Meeting, kickoff)
    items.update(store, row_ids=[row.id], status=Status.TODO)
    with store.write("items.update") as unit:
        unit.update(PlanRow, row.id, template_ref="standard-60:kickoff-meeting")
        unit.update(Meeting, meeting.id, project_id=row.project_id)
    activate(world)
    world.key(KEY.Key_E, CTRL | SHIFT)
    dialog = shown(world, LeaveRoomDialog)
    check = dialog.end.item_checks[row.id]
    assert check.isChecked()
    assert dialog.ask().done_rows == frozenset({row.id})
    check.setFocus()
    world.key(KEY.Key_Space)
    ready(world, dialog)
    assert dialog.ask().done_rows == frozenset()
    world.key(KEY.Key_Space)
    type_in(world, dialog.end.day, "+14")
    ready(world, dialog)
    world.qtbot.waitUntil(dialog.make_button.isEnabled, timeout=10_000)
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: dialog.result_of is not None, timeout=30_000)
    with store.read() as reader:
        assert reader.get(PlanRow, row.id).status is Status.DONE
