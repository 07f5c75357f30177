"""The customer's pages over a real file: made when opened, projects, kickoffs, backups, drops."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csdesk.app.commands import customers, deals, goals, projects
from csdesk.data.backup import list_backups
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.ui.dialogs.import_wizard import ImportWizard
from csdesk.ui.dialogs.meeting_form import MeetingForm
from csdesk.ui.dialogs.new_plan import NewPlanDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.screens.first_run import FirstRun
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button, Kind
from tests.support import make_store
from tests.ui.harbour import TODAY, harbour_file


@pytest.fixture
def empty(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


@pytest.fixture
def window(empty: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    content, _ = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    empty.services.attach(Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY)))
    qtbot.waitUntil(lambda: _listing(empty).loaded, timeout=10_000)
    return empty


def _listing(window: MainWindow) -> CustomersScreen:
    screen = window.screen_of("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def _customer(window: MainWindow, customer_id: int) -> CustomerScreen:
    window.show_screen(f"customer:{customer_id}")
    screen = window.screen_of(f"customer:{customer_id}")
    assert isinstance(screen, CustomerScreen)
    return screen


def _drop(widget: MainWindow | FirstRun, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    widget.dropEvent(event)
    assert event.isAccepted()


def test_a_second_customer_opens_at_once(window: MainWindow) -> None:
    first = _listing(window).model.rows[0].id
    other = customers.create(window.services.store, name="Old Street Tea")
    _customer(window, first)
    window.show_screen("customers")
    began = thread_time()
    _customer(window, other.id)
    assert thread_time() - began < 0.25, "0.02 s of work, however busy the machine is"


def test_project_is_switched_by_key(window: MainWindow, qtbot: QtBot) -> None:
    row = _listing(window).model.rows[0]
    screen = _customer(window, row.id)
    assert not screen.head.switcher.isVisible()
    first = screen.project_id
    fresh = projects.create(
        window.services.store, customer_id=row.id, name="Payroll", start=date(2026, 12, 1)
    )
    assert screen.head.switcher.isVisible()
    keys = {spec.id: spec.shortcut for spec in window.registry if spec.can_run()}
    assert keys["customer.project"] == "Alt+P"
    menu = screen.project_menu()
    assert len(menu.actions()) == 2
    for action in menu.actions():
        if "Payroll" in action.text():
            action.trigger()
    assert screen.project_id == fresh.id != first
    screen.tabs.choose(PLAN)
    assert screen.plan.project_id == fresh.id


def test_a_customer_without_a_plan_is_offered_one(window: MainWindow, qtbot: QtBot) -> None:
    bare = customers.create(window.services.store, name="Bare Fields", code="bare")
    screen = _customer(window, bare.id)

    def primary() -> list[str]:
        shown = [button for button in screen.findChildren(Button) if button.isVisible()]
        return [button.text() for button in shown if button.kind is Kind.PRIMARY]

    qtbot.waitUntil(lambda: primary() == ["New plan"], timeout=5_000)
    window.actions_of_window.fulfil("tracker", bare.id)
    assert "no plan yet" in window.notice.text
    (make,) = [b for b in window.notice.findChildren(Button) if b.text() == "New plan"]
    qtbot.mouseClick(make, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(NewPlanDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_deal_without_kickoff_is_listed_and_waived(
    window: MainWindow, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    store, listing = window.services.store, _listing(window)
    for name, day in (("New", date(2026, 11, 25)), ("Old", date(2026, 11, 1))):
        customer = customers.create(store, name=name)
        deals.create(store, customer_id=customer.id, closed_on=day)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    listing.show_view("signed")
    names = [row.customer.name for row in listing.model.shown]
    assert names[-2:] == ["Old", "New"]
    assert listing.model.shown[-2].kickoff_overdue(TODAY)
    assert not listing.model.shown[-1].kickoff_overdue(TODAY)
    qtmodeltester.check(listing.model)
    listing.table.setCurrentIndex(listing.model.index(len(names) - 2, 0))
    way = listing.peek.findChild(Button, "kickoff")
    assert way is not None
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    (form,) = window.findChildren(MeetingForm)
    assert form.value("kind") == MeetingKind.KICKOFF
    form.reject()
    button = listing.peek.findChild(Button, "no_kickoff")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: [row.customer.name for row in listing.model.shown] == [*names[:-2], "New"],
        timeout=10_000,
    )
    window.registry.run("undo")
    qtbot.waitUntil(lambda: len(listing.model.shown) == len(names), timeout=10_000)


def test_changes_are_backed_up_by_the_timer(window: MainWindow, qtbot: QtBot) -> None:
    store = window.services.store
    before = len(list_backups(store.path))
    window.backups.back_up()
    assert not window.services.tasks.busy, "nothing changed"
    goals.create(store, customer_id=_listing(window).model.rows[0].id, title="One")
    window.backups.timer.timeout.emit()
    qtbot.waitUntil(lambda: len(list_backups(store.path)) == before + 1, timeout=10_000)
    assert list_backups(store.path)[0].reason == "timer"


def test_a_failing_backup_is_told_once(window: MainWindow, qtbot: QtBot) -> None:
    store = window.services.store
    folder = list_backups(store.path)[0].path.parent
    folder.rename(folder.with_name("away"))
    folder.write_text("in the way")
    goals.create(store, customer_id=_listing(window).model.rows[0].id, title="One")
    window.backups.back_up()
    qtbot.waitUntil(lambda: "No backup was written" in window.notice.text, timeout=10_000)
    window.say("Something else")
    window.backups.back_up()
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    assert window.notice.text == "Something else"
    folder.unlink()


def test_dropped_table_opens_the_import(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "deals.csv"
    table.write_text("Account,Close date,Amount\nNew Tea,2026-11-20,100\n", "utf-8")
    _drop(window, table)
    wizard = window.findChild(ImportWizard)
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.shown is not None, timeout=10_000)
    wizard.close()
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)


def test_after_an_import_and_its_undo_the_focus_is_on_the_page(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    empty.services.attach(make_store(tmp_path / "bare.csdesk"))
    qtbot.waitUntil(lambda: _listing(empty).loaded, timeout=10_000)
    listing = _listing(empty)
    path = tmp_path / "deals.csv"
    path.write_text("Customer,Close date,Amount\nAcme Foods,2026-03-01,7\n")
    empty.actions_of_window.fulfil("import", path)
    (wizard,) = empty.findChildren(ImportWizard)
    qtbot.waitUntil(wizard.accept_button.isEnabled, timeout=20_000)
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(listing.model.rows) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: empty.focusWidget() is listing.table, timeout=5_000)
    (undo,) = [b for b in empty.notice.findChildren(Button) if b.text() == "Undo"]
    undo.setFocus()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not listing.model.rows, timeout=20_000)
    held = empty.focusWidget()
    assert held is not None
    assert listing.isAncestorOf(held)


def test_table_dropped_on_the_first_page_is_imported_afterwards(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "deals.csv"
    table.write_text("Account,Close date,Amount\nNew Tea,2026-11-20,100\n", "utf-8")
    _drop(empty.start, table)
    empty.start.company.setText("Rotalane")
    empty.start.form.take_file(str(tmp_path / "made.csdesk"))
    empty.start.submit()
    qtbot.waitUntil(lambda: empty.findChild(ImportWizard) is not None, timeout=20_000)
    wizard = empty.findChild(ImportWizard)
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.shown is not None, timeout=10_000)
    wizard.close()
    qtbot.waitUntil(lambda: not empty.services.tasks.busy, timeout=10_000)
