"""Reminder mails from the items screen: whose items, where to, what is told and opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts, items
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import UserError
from csdesk.domain.records import Contact, DocumentLog, PlanRow
from csdesk.ui.reminders import Reminders
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.services import Services
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]
FILE, CHECK = "Employee file, 46 restaurants", "Check imported data"


class Desk(QMainWindow):
    """A window that keeps what it is told and shown."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.said: list[str] = []
        self.opened: list[Path] = []
        self.dialogs: list[QFileDialog] = []

    def tell(self, error: object) -> None:
        self.told.append(error)

    def say(self, sentence: str, _buttons: object = ()) -> None:
        self.said.append(sentence)

    def open_file(self, path: Path) -> None:
        self.opened.append(path)

    def open_dialog(self, dialog: QFileDialog) -> None:
        self.dialogs.append(dialog)


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        with opened[1].store.read() as reader:
            zhou = next(one for one in reader.find(Contact) if one.name == "Zhou Min")
        contacts.update(opened[1].store, contact_id=zhou.id, mail="zhou@harbour.example")
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> ItemsScreen:
    made = ItemsScreen(world[0])
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    return made


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    yield made
    for dialog in made.dialogs:
        dialog.deleteLater()  # it keeps its layout when it goes, in the home of this test
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wishes_of(services: Services) -> list[tuple[str, object]]:
    wished: list[tuple[str, object]] = []
    services.wish.connect(lambda kind, value: wished.append((kind, value)))
    return wished


def reminders(world: World, desk: Desk) -> Reminders:
    return Reminders(world[0], desk)  # type: ignore[arg-type]


def test_the_button_reminds_of_what_is_checked(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    wished = wishes_of(world[0])
    chosen = [world[1].rows[FILE], world[1].rows["WeCom sign-on"]]
    screen.model.set_checked(chosen, on=True)
    button = screen.bar.buttons["remind"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [kind for kind, _ in wished] == ["reminder"]
    assert sorted(wished[0][1]) == sorted(chosen)  # type: ignore[call-overload]


def test_without_a_choice_it_is_all_that_the_current_owner_owes(
    screen: ItemsScreen, world: World
) -> None:
    wished = wishes_of(world[0])
    action = next(one for one in screen.actions_of() if one.id == "items.remind")
    assert action.shortcut == "E"
    screen.table.select(world[1].rows[CHECK])
    action.run()
    assert wished == [("reminder", (world[1].rows[CHECK], world[1].rows[FILE]))]


def test_one_mail_is_written_into_the_file_chosen_and_opened(
    qtbot: QtBot, world: World, desk: Desk, tmp_path: Path
) -> None:
    steps = reminders(world, desk)
    steps.begin([world[1].rows[FILE]])
    proposed = Path(desk.dialogs[0].selectedFiles()[0]).name
    assert proposed == "Harbour Noodle_reminder_v1_2026-11-30.eml"
    out = tmp_path / "mail.eml"
    desk.dialogs[0].fileSelected.emit(str(out))
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert desk.opened == [out]
    assert desk.said[0].startswith("1 reminder is written; its items count as asked today.")
    with world[1].store.read() as reader:
        assert reader.get(PlanRow, world[1].rows[FILE]).asked_on == TODAY
        assert reader.count(DocumentLog, kind=DocumentKind.REMINDER) == 1


def test_several_people_get_a_folder_and_who_has_no_address_is_said(
    qtbot: QtBot, world: World, desk: Desk, tmp_path: Path
) -> None:
    steps = reminders(world, desk)
    steps.begin([world[1].rows[FILE], world[1].rows["Payroll export"]])
    assert desk.dialogs[0].fileMode() is QFileDialog.FileMode.Directory
    folder = tmp_path / "mails"
    folder.mkdir()
    desk.dialogs[0].fileSelected.emit(str(folder))
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert sorted(desk.opened) == sorted(folder.glob("*.eml"))
    assert len(desk.opened) == 2
    assert "No usable mail address of Yunqi is known" in desk.said[0]


def test_our_own_items_are_told_apart_and_nothing_is_asked(world: World, desk: Desk) -> None:
    reminders(world, desk).begin([world[1].rows["Data import"]])
    assert desk.dialogs == []
    assert isinstance(desk.told[0], UserError)
    assert desk.told[0].code == "no_reminder"


def test_asked_by_phone_is_still_recorded(screen: ItemsScreen, world: World) -> None:
    screen.model.set_checked([world[1].rows[FILE]], on=True)
    action = next(one for one in screen.actions_of() if one.id == "items.asked")
    action.run()
    with world[1].store.read() as reader:
        assert reader.get(PlanRow, world[1].rows[FILE]).asked_on == TODAY


def test_a_request_starts_the_days_without_an_answer_anew(
    screen: ItemsScreen, world: World
) -> None:
    assert screen.data is not None
    days = {line.id: line.asked_days for line in screen.data.lines}
    assert days[world[1].rows[FILE]] == 14
    items.ask(world[1].store, row_ids=[world[1].rows[FILE]])
    days = {line.id: line.asked_days for line in screen.data.lines}
    assert days[world[1].rows[FILE]] == 0
