"""The dialog that takes a project file in: real files, by keys and mouse."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import Side, Visibility
from csdesk.domain.records import Customer, PlanRow, Project, Template
from csdesk.ui.dialogs.project_import import TEMPLATE, UPDATE, ProjectImportDialog
from csdesk.ui.fonts import load_faces
from csdesk.ui.models.plan_import_model import AFTER, CAUSE, IN_FILE, MOVED, NOW, TITLE
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.services import Services
from csdesk.ui.start import make_window
from tests.app.imports.project_xml import task, write_plan
from tests.support import make_contact, make_customer, make_store

TODAY = date(2026, 11, 20)
Opened = Callable[[Path | None], ProjectImportDialog]


@pytest.fixture
def services(qtbot: QtBot, tmp_path: Path) -> Iterator[Services]:
    load_faces()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Services(settings=settings, clock=FixedClock(TODAY))
    made.attach(make_store(tmp_path / "w.csdesk"))
    yield made
    made.tasks.shut_down()
    made.detach()


@pytest.fixture
def customer(services: Services) -> Customer:
    return make_customer(services.store, name="Harbour Noodle", owner_id=1)


@pytest.fixture
def opened(services: Services, customer: Customer, qtbot: QtBot) -> Opened:
    def open_dialog(path: Path | None) -> ProjectImportDialog:
        dialog = ProjectImportDialog(services, path=path, customer_id=customer.id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return open_dialog


def _counts(store: Store) -> tuple[int, int]:
    with store.read() as reader:
        return reader.count(Project), reader.count(PlanRow)


def _latest_project(store: Store) -> int:
    with store.read() as reader:
        return max(one.id for one in reader.find(Project))


def _ready(qtbot: QtBot, dialog: ProjectImportDialog) -> None:
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=20_000)


def test_a_real_plan_comes_in_by_enter_and_leaves_by_one_undo(
    services: Services,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
    opened: Opened,
    shared_data: Path,
) -> None:
    dialog = opened(shared_data / "plans" / "stsporen_software_dev.xml")
    _ready(qtbot, dialog)
    assert dialog.rows.rowCount() == 86
    assert _counts(services.store) == (0, 0)
    qtmodeltester.check(dialog.rows)
    qtmodeltester.check(dialog.left)
    pushed = next(
        row for row in range(86)
        if "Review software spec" in str(dialog.rows.index(row, TITLE).data())
    )  # fmt: skip
    shown = [dialog.rows.index(pushed, column).data() for column in (IN_FILE, AFTER, MOVED, CAUSE)]
    assert shown == ["14 May 2020", "15 May 2020", "+1", "Develop preliminary budget"]
    assert dialog.table.isColumnHidden(NOW)
    assert dialog.left.rowCount() > 0
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert _counts(services.store) == (1, 86)
    services.store.undo()
    assert _counts(services.store) == (0, 0)


def test_choices_at_the_left_change_what_comes_in(
    services: Services, qtbot: QtBot, opened: Opened, shared_data: Path
) -> None:
    dialog = opened(shared_data / "plans" / "mpxj_mspdirelations.xml")
    _ready(qtbot, dialog)
    dialog.side.setFocus()
    qtbot.keyClick(dialog.side, Qt.Key.Key_Down)
    dialog.side.activated.emit(dialog.side.currentIndex())
    qtbot.keyClick(dialog.seen, Qt.Key.Key_Down)
    dialog.seen.activated.emit(dialog.seen.currentIndex())
    qtbot.keyClicks(dialog.name, "Relations")
    qtbot.waitUntil(
        lambda: dialog.shown is not None and dialog.shown.name == "Relations"
        and dialog.accept_button.isEnabled(), timeout=10_000,
    )  # fmt: skip
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    with services.store.read() as reader:
        rows = reader.find(PlanRow)
        assert [one.name for one in reader.find(Project)] == ["Relations"]
    assert {row.side for row in rows} == {dialog.side.currentData()} == {Side.CUSTOMER}
    assert {row.visibility for row in rows} == {Visibility.INTERNAL}


def test_people_are_known_by_name_and_chosen_otherwise(
    services: Services, customer: Customer, qtbot: QtBot, opened: Opened, shared_data: Path
) -> None:
    scott = make_contact(services.store, customer.id, "Scott Adams")
    dialog = opened(shared_data / "plans" / "new_product.mspdi.xml")
    _ready(qtbot, dialog)
    texts = {box.accessibleName(): box.currentText() for box in dialog.people.boxes.values()}
    assert texts["Scott Adams"] == "Scott Adams (contact)"
    assert texts["Bill Kirk"] == "The customer's, name only"
    box = next(one for one in dialog.people.boxes.values() if one.accessibleName() == "Bill Kirk")
    box.setCurrentIndex(box.findText("Ours, name only"))
    box.activated.emit(box.currentIndex())
    bill = next(uid for uid, one in dialog.people.boxes.items() if one is box)
    qtbot.waitUntil(
        lambda: (
            dialog.shown is not None
            and dialog.shown.people[bill].side is Side.US
            and dialog.accept_button.isEnabled()
        ),
        timeout=10_000,
    )
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    with services.store.read() as reader:
        rows = reader.find(PlanRow)
    assert any(row.owner_contact_id == scott.id for row in rows)
    assert {row.side for row in rows if row.owner_name == "Bill Kirk"} == {Side.US}


def test_the_same_file_again_is_an_update(
    services: Services, qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "p.xml"
    first = task(1, "A", "2027-03-01", "2027-03-01", 8)
    dialog = opened(write_plan(path, [first]))
    _ready(qtbot, dialog)
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    again = opened(write_plan(path, [first, task(2, "B", "2027-03-02", "2027-03-02", 8)]))
    _ready(qtbot, again)
    assert again.mode.current == UPDATE
    assert not again.table.isColumnHidden(NOW)
    titles = [again.rows.index(row, TITLE).data() for row in range(again.rows.rowCount())]
    assert titles == ["A", "B  (new)"]
    assert again._promise.text == "1 new row"
    with qtbot.waitSignal(again.imported, timeout=30_000):
        qtbot.keyClick(again, Qt.Key.Key_Return)
    assert _counts(services.store) == (1, 2)


def test_what_both_changed_is_listed_and_the_files_by_a_tick(
    services: Services, qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "p.xml"
    dialog = opened(write_plan(path, [task(1, "A", "2027-03-01", "2027-03-01", 8)]))
    _ready(qtbot, dialog)
    assert not dialog.theirs.isVisible()
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    with services.store.read() as reader:
        row = reader.find(PlanRow)[0]
    items.update(services.store, row_ids=[row.id], target=date(2027, 3, 2))
    again = opened(write_plan(path, [task(1, "A", "2027-03-01", "2027-03-04", 32)]))
    qtbot.waitUntil(lambda: again.shown is not None, timeout=10_000)
    shown = [again.rows.index(0, column).data() for column in (IN_FILE, NOW, AFTER, CAUSE)]
    assert shown == ["1 Mar – 4 Mar 2027", "2 Mar 2027", "2 Mar 2027", "changed here"]
    bar = again.table.horizontalScrollBar()
    assert not bar.isVisible() or bar.maximum() == 0  # the cause can be read
    assert "ours stay. The file has 1 Mar 2027 – 4 Mar 2027." in str(again.left.index(0, 0).data())
    assert not again.accept_button.isEnabled()  # nothing comes in
    assert again._promise.text == "What the file changed was changed here too: ours stays."
    qtbot.mouseClick(again.theirs, Qt.MouseButton.LeftButton)
    _ready(qtbot, again)
    with qtbot.waitSignal(again.imported, timeout=30_000):
        qtbot.keyClick(again, Qt.Key.Key_Return)
    with services.store.read() as reader:
        assert reader.get(PlanRow, row.id).target == date(2027, 3, 4)


def test_a_template_needs_no_customer(
    services: Services, qtbot: QtBot, opened: Opened, shared_data: Path
) -> None:
    dialog = opened(shared_data / "plans" / "HouseBuildingSample.gan")
    _ready(qtbot, dialog)
    dialog.mode.setFocus()
    dialog.mode.choose(TEMPLATE)
    qtbot.waitUntil(
        lambda: dialog.shown is not None and dialog.shown.mode == "template"
        and dialog.accept_button.isEnabled(), timeout=10_000,
    )  # fmt: skip
    assert not dialog.customer.isVisible()
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    with services.store.read() as reader:
        assert reader.count(Template) == 1


def test_a_file_that_is_no_plan_is_said_and_escape_leaves_nothing(
    services: Services, qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "p.xml"
    path.write_text("<html/>", encoding="utf-8")
    dialog = opened(path)
    qtbot.waitUntil(lambda: "no project plan" in dialog._problem.text, timeout=10_000)
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5_000)
    assert _counts(services.store) == (0, 0)


def test_the_window_opens_it_for_a_dropped_plan(
    qapp: QApplication, qtbot: QtBot, shared_data: Path, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    store = make_store(tmp_path / "w.csdesk")
    customer = make_customer(store, name="Harbour Noodle", owner_id=1)
    window.services.attach(store)
    window.show_screen(f"customer:{customer.id}")
    window.actions_of_window.ways.take_file(shared_data / "plans" / "mpxj_sample.xml")
    dialog = window.findChild(ProjectImportDialog)
    assert dialog is not None
    _ready(qtbot, dialog)
    assert dialog.customer.currentData() == customer.id
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert _counts(store) == (1, 17)
    screen = window.screen_of(f"customer:{customer.id}")
    assert isinstance(screen, CustomerScreen)
    qtbot.waitUntil(lambda: screen.project() is not None, timeout=10_000)
    assert screen.project_id == _latest_project(store)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    with qtbot.waitSignal(window.destroyed):
        window.close()
