"""A spreadsheet of somebody else, by keys alone: chosen, mapped, taken in, undone, updated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csdesk.domain.clock import FixedClock
from csdesk.domain.records import Customer, PlanRow, Project, Risk
from csdesk.ui.dialogs.foreign_asked import GUESS
from csdesk.ui.dialogs.foreign_import import UPDATE, ForeignImportDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.start import make_window
from tests.app.foreign import Value, sheet_file
from tests.app.world import snapshot
from tests.support import TODAY, make_customer, make_store

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
START, END = datetime(2026, 12, 7), datetime(2026, 12, 11)
ROWS: list[tuple[Value, ...]] = [
    ("Roll-out",),
    ("No.", "Phase", "Task", "Owner", "Start", "Due date", "Colour"),
    (1, "Prepare", "Buy", "Bo", START, END, "red"),
    (2, "Run", "Lay", "Al", START, "1月初", "blue"),
]


@dataclass
class World:
    """The window, its customer, and hands on the keyboard."""

    qtbot: QtBot
    window: MainWindow
    customer: Customer
    folder: Path

    def key(
        self, key: Qt.Key | str, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, how)

    def choose(self, path: Path) -> ForeignImportDialog:
        """Ask for a file by its key and wait for the dialog that shows it."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=5_000)
        self.key(Qt.Key.Key_I, CTRL | SHIFT)
        files: list[QFileDialog] = []

        def asked() -> bool:
            files[:] = [one for one in self.window.findChildren(QFileDialog) if one.isVisible()]
            return bool(files)

        self.qtbot.waitUntil(asked, timeout=10_000)
        name = files[0].findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        QApplication.clipboard().setText(str(path))
        name.selectAll()
        name.paste()
        self.qtbot.keyClick(name, Qt.Key.Key_Return)
        found: list[ForeignImportDialog] = []

        def opened() -> bool:
            found[:] = [d for d in self.window.findChildren(ForeignImportDialog) if d.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(opened, timeout=20_000)
        self.ready(found[0])
        self.qtbot.waitUntil(found[0].isActiveWindow, timeout=5_000)
        return found[0]

    def ready(self, dialog: ForeignImportDialog) -> None:
        """Wait for a preview that can be taken in."""
        self.qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=20_000)

    def tab_to(self, wanted: object) -> None:
        """Press Tab until a widget has the keyboard."""
        for _ in range(60):
            if QApplication.focusWidget() is wanted:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {wanted}")

    def take_in(self, dialog: ForeignImportDialog) -> None:
        """Press Enter and wait until it is stored."""
        with self.qtbot.waitSignal(dialog.imported, timeout=20_000):
            self.key(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.window.services.tasks.busy, timeout=20_000)

    def rows(self) -> dict[str, PlanRow]:
        """Return the customer's plan rows by title."""
        with self.window.services.store.read() as reader:
            found: list[PlanRow] = reader.find(PlanRow, customer_id=self.customer.id)
        return {row.title: row for row in found}


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("theme", "light")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    store = make_store(tmp_path / "w.csdesk")
    customer = make_customer(store, name="Harbour Noodle", owner_id=1)
    window.services.attach(store)
    window.show_screen(f"customer:{customer.id}")
    yield World(qtbot, window, customer, tmp_path)
    with qtbot.waitSignal(window.destroyed):
        window.close()


@pytest.mark.window
def test_a_file_is_mapped_taken_in_and_undone_by_keys(
    world: World, qtmodeltester: ModelTester
) -> None:
    store = world.window.services.store
    before = snapshot(store)
    dialog = world.choose(sheet_file(world.folder / "roll-out.xlsx", ROWS))
    assert dialog.shown is not None
    assert dialog.shown.table.head == (2,)
    assert [row.title for row, _ in dialog.rows.rows] == ["Prepare", "Buy", "Run", "Lay"]
    assert [(one.cell, one.written, one.guess) for one in dialog.asked.rows] == [
        ("F4", "1月初", "2027-01-05")
    ]
    for model in (dialog.rows, dialog.asked, dialog.told):
        qtmodeltester.check(model)
    assert dialog.name.placeholderText() == "Project: Roll-out"
    world.tab_to(dialog.name)
    for letter in "Shops":
        world.key(letter)
    world.tab_to(dialog.columns.boxes[6])
    for letter in "int":
        world.key(letter)  # Internal note
    world.qtbot.waitUntil(
        lambda: dialog.shown is not None and dialog.shown.mapping.fields.get(6) == "note"
    )
    world.tab_to(dialog.guesses)
    world.key(Qt.Key.Key_Space)
    world.qtbot.waitUntil(lambda: all(one.taken for one in dialog.asked.rows))
    world.ready(dialog)
    world.take_in(dialog)
    rows = world.rows()
    assert rows["Lay"].target == date(2027, 1, 5)
    assert rows["Buy"].internal_note == "red"
    assert rows["Buy"].parent_id == rows["Prepare"].id
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    assert screen.project_id == rows["Buy"].project_id
    with store.read() as reader:
        assert reader.get(Project, rows["Buy"].project_id).name == "Shops"
    world.window.registry.run("undo")
    assert snapshot(store) == before


@pytest.mark.window
def test_one_guess_is_taken_by_key_and_by_mouse(world: World, qtmodeltester: ModelTester) -> None:
    rows = [*ROWS[:3]]
    for title, due in (("Lay", "12月中"), ("Test", "12月下旬"), ("Show", "whenever")):
        rows.append((2, "Run", title, "Al", START, due, "blue"))
    dialog = world.choose(sheet_file(world.folder / "roll-out.xlsx", rows))
    table, model = dialog.asked_table, dialog.asked
    assert [bool(one.guess) for one in model.rows] == [True, True, False]

    def taken(*wanted: bool) -> None:
        world.qtbot.waitUntil(lambda: [one.taken for one in model.rows] == [*wanted])
        world.ready(dialog)

    dialog.show_asked()
    table.setFocus()
    table.setCurrentIndex(model.index(1, 0))
    world.qtbot.keyClick(table, Qt.Key.Key_Space)
    taken(False, True, False)
    assert table.currentIndex().row() == 1
    qtmodeltester.check(model)
    box = table.visualRect(model.index(0, GUESS))
    at = QPoint(box.left() + 10, box.center().y())
    world.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    taken(True, True, False)
    table.setCurrentIndex(model.index(1, GUESS))
    world.qtbot.keyClick(table, Qt.Key.Key_Space)
    taken(True, False, False)
    table.setCurrentIndex(model.index(2, 0))
    world.qtbot.keyClick(table, Qt.Key.Key_Space)
    assert dialog.accept_button.isEnabled()
    guess = date.fromisoformat(model.rows[0].guess)
    dialog.take_in()
    world.qtbot.waitUntil(lambda: bool(world.rows()), timeout=20_000)
    found = world.rows()
    assert (found["Lay"].target, found["Test"].target) == (guess, None)
    world.qtbot.waitUntil(lambda: not world.window.services.tasks.busy, timeout=20_000)


@pytest.mark.window
def test_the_next_version_is_an_update(world: World) -> None:
    dialog = world.choose(sheet_file(world.folder / "roll-out.xlsx", ROWS))
    world.take_in(dialog)
    rows = [*ROWS[:2], (1, "Prepare", "Buy", "Bo", START, datetime(2026, 12, 18), "red"), ROWS[3],
            (3, "Run", "Test", "Al", END, END, "red")]  # fmt: skip
    dialog = world.choose(sheet_file(world.folder / "roll-out v2.xlsx", rows))
    assert dialog.mode.current == UPDATE
    assert dialog.shown is not None
    assert [(row.title, mark) for row, mark in dialog.rows.rows if mark] == [
        ("Buy", "changed"), ("Test", "new"),
    ]  # fmt: skip
    world.take_in(dialog)
    assert world.rows()["Buy"].target == date(2026, 12, 18)
    with world.window.services.store.read() as reader:
        assert reader.count(Project) == 1


@pytest.mark.window
def test_escape_stores_nothing_and_risks_come_in_too(world: World) -> None:
    before = snapshot(world.window.services.store)
    dialog = world.choose(sheet_file(world.folder / "roll-out.xlsx", ROWS))
    with world.qtbot.waitSignal(dialog.finished):
        world.key(Qt.Key.Key_Escape)
    assert snapshot(world.window.services.store) == before
    risks = [("Risk", "Probability", "Impact", "Response"), ("Late data", 4, 5, "Ask early")]
    dialog = world.choose(sheet_file(world.folder / "risks.xlsx", risks))
    assert [title for _, title, _ in dialog.entries.rows] == ["Late data"]
    world.take_in(dialog)
    with world.window.services.store.read() as reader:
        found: list[Risk] = reader.find(Risk, customer_id=world.customer.id)
    assert [(one.title, one.impact) for one in found] == [("Late data", 5)]


@pytest.mark.window
def test_what_is_no_table_is_said_in_the_dialog(world: World) -> None:
    path = sheet_file(world.folder / "words.xlsx", [("Just", "words"), ("and", "more")])
    world.window.actions_of_window.fulfil("review_file", path)
    found: list[ForeignImportDialog] = []

    def opened() -> bool:
        found[:] = world.window.findChildren(ForeignImportDialog)
        return bool(found)

    world.qtbot.waitUntil(opened, timeout=20_000)
    dialog = found[0]
    world.qtbot.waitUntil(lambda: "no row with column names" in dialog.problem, timeout=20_000)
    assert not dialog.accept_button.isEnabled()
    with world.qtbot.waitSignal(dialog.finished):
        dialog.reject()


@pytest.mark.window
def test_another_file_is_read_in_place_of_the_first(world: World) -> None:
    dialog = world.choose(sheet_file(world.folder / "roll-out.xlsx", ROWS))
    dialog.name.setText("Shops")
    other = sheet_file(world.folder / "other.xlsx", [ROWS[1], (1, "Run", "Test", "Al", START, END)])
    dialog.read(other)
    world.ready(dialog)
    assert [row.title for row, _ in dialog.rows.rows] == ["Run", "Test"]
    assert (dialog.name.text(), dialog.sheet.count()) == ("", 1)
    dialog.reject()
