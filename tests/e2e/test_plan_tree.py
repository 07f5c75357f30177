"""The tree of the plan in the real window: menus, keys, drag and dialogs, by mouse and keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import Status
from csdesk.domain.records import Baseline, Dependency, PlanRow
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.plan_baselines import BaselinesDialog
from csdesk.ui.dialogs.plan_copy import CopyDialog
from csdesk.ui.gantt.plan_editors import LinksField
from csdesk.ui.main_window import MainWindow
from csdesk.ui.models.plan_columns import USUAL, PlanColumn
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY, Harbour, make_harbour

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_Widget = TypeVar("_Widget", bound=QWidget)


class Desk:
    """The window on the plan of the drawing."""

    def __init__(self, qtbot: QtBot, window: MainWindow, made: Harbour) -> None:
        self.qtbot, self.window, self.rows = qtbot, window, made.rows
        window.show_screen(f"customer:{made.customer_id}")
        customer = window.screen_of(f"customer:{made.customer_id}")
        assert isinstance(customer, CustomerScreen)
        qtbot.waitUntil(lambda: customer.page is not None, timeout=10_000)
        customer.tabs.choose(PLAN)
        self.plan: PlanScreen = customer.plan
        self.until(lambda: self.plan.view.model.rowCount() > 20)
        self.tree = self.plan.view.tree
        self.tree.setFocus()

    def answer(self, says: str) -> None:
        """Wait for what the strip says, and take it by Enter where the keyboard is."""
        strip = self.plan.chart.strip
        self.until(lambda: strip.isVisible() and strip.sentence.words.startswith(says))
        self.key(Qt.Key.Key_Return)

    def until(self, condition: object) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)  # type: ignore[arg-type]

    def row(self, title: str) -> PlanRow:
        with self.window.services.store.read() as reader:
            return reader.get(PlanRow, self.rows[title])

    def place(self, title: str, column: PlanColumn = PlanColumn.TITLE) -> QPoint:
        line = self.plan.view.model.line_of(self.rows[title])
        assert line is not None
        index = self.plan.view.model.index(line, column)
        self.tree.scrollTo(index)
        return self.tree.visualRect(index).center()

    def click(self, title: str, modifier: Qt.KeyboardModifier | None = None) -> None:
        held = modifier or Qt.KeyboardModifier.NoModifier
        self.qtbot.mouseClick(self.tree.viewport(), LEFT, held, self.place(title))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        held = modifier or Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, held)

    def menu(self) -> QMenu:
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found

    def pick(self, menu: QMenu, text: str) -> None:
        """Click an entry of an open menu."""
        action = next(
            one for one in menu.actions() if one.text().split("\t")[0].split("  ")[-1] == text
        )
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def dialog(self, kind: type[_Widget]) -> _Widget:
        found: list[_Widget] = []

        def there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return bool(found)

        self.until(there)
        return found[0]

    def undo(self) -> None:
        self.window.registry.run("undo")


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = make_harbour(tmp_path / "harbour.csdesk")
    made.store.close()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("theme", "light")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    with qtbot.waitExposed(window):
        window.show()
    window.resize(1440, 900)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    window.services.attach(Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY)))
    yield Desk(qtbot, window, made)
    with qtbot.waitSignal(window.destroyed):
        window.close()


@pytest.mark.window
def test_rows_chosen_by_mouse_and_keys_change_together(desk: Desk) -> None:
    desk.click("Data import")
    desk.click("Payroll export", CTRL)
    assert desk.plan.tools.bar.isVisible()
    desk.key(Qt.Key.Key_S)
    menu = desk.menu()
    desk.qtbot.keyClick(menu, Qt.Key.Key_3)
    desk.until(lambda: desk.row("Payroll export").status is Status.IN_PROGRESS)
    assert desk.row("Data import").status is Status.IN_PROGRESS
    desk.undo()
    assert desk.row("Data import").status is Status.SCHEDULED
    assert desk.row("Payroll export").status is Status.TODO
    desk.until(lambda: len(desk.tree.chosen()) == 2)
    desk.key(Qt.Key.Key_D)
    desk.pick(desk.menu(), "Five working days later")
    desk.answer("Other dates of 2 rows: 8 items move by up to +5 working days.")
    desk.until(lambda: desk.row("Payroll export").target == date(2027, 1, 7))
    desk.undo()
    assert desk.row("Payroll export").target == date(2026, 12, 30)
    desk.tree.setFocus()
    desk.key(Qt.Key.Key_Escape)
    assert not desk.plan.tools.bar.isVisible()


@pytest.mark.window
def test_the_filter_is_chosen_in_its_menu_and_cleared_by_escape(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F)
    desk.pick(desk.menu(), "Unfinished")
    desk.until(desk.plan.tools.filters.isVisible)
    assert len(desk.plan.view.model.shown) == 18
    desk.tree.setFocus()
    desk.key(Qt.Key.Key_Escape)
    assert len(desk.plan.view.model.shown) == 23
    assert not desk.plan.tools.filters.isVisible()


@pytest.mark.window
def test_a_right_click_opens_the_menu_of_the_row(desk: Desk) -> None:
    place, viewport = desk.place("Data import"), desk.tree.viewport()
    desk.qtbot.mouseClick(viewport, RIGHT, pos=place)
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place)
    )  # a sent click brings none
    QApplication.sendEvent(viewport, asked)
    desk.pick(desk.menu(), "Split the item …")
    form = desk.dialog(FormDialog)
    field = form.inputs["first_days"]
    assert isinstance(field, QLineEdit)
    field.selectAll()
    desk.qtbot.keyClicks(field, "1")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.until(lambda: desk.row("Data import").duration == 1)
    desk.undo()
    assert desk.row("Data import").duration == 4


@pytest.mark.window
def test_a_row_is_dragged_to_another_phase(desk: Desk) -> None:
    viewport = desk.tree.viewport()
    start = desk.place("Payroll export")
    end = desk.place("Train 5 restaurant managers") + QPoint(0, 13)
    desk.qtbot.mousePress(viewport, LEFT, pos=start)
    for step in range(1, 6):
        desk.qtbot.mouseMove(viewport, start + (end - start) * step / 5)
        desk.qtbot.wait(20)
    desk.qtbot.mouseRelease(viewport, LEFT, pos=end)
    pilot = desk.rows["Pilot, 5 restaurants"]
    desk.answer("Another place for “Payroll export”: 3 items move by up to +4 working days.")
    desk.until(lambda: desk.row("Payroll export").parent_id == pilot)
    desk.undo()
    assert desk.row("Payroll export").parent_id == desk.rows["Roll-out, 41 restaurants"]


@pytest.mark.window
def test_predecessors_are_typed_and_a_fault_is_said_below(desk: Desk) -> None:
    desk.plan.tools.set_columns(USUAL | {PlanColumn.PREDECESSORS, PlanColumn.NUMBER})
    place = desk.place("Data import", PlanColumn.PREDECESSORS)
    desk.qtbot.mouseClick(desk.tree.viewport(), LEFT, pos=place)
    desk.qtbot.keyClick(desk.tree, Qt.Key.Key_F2)
    field = desk.tree.viewport().findChild(LinksField)
    assert isinstance(field, LinksField)
    desk.qtbot.keyClicks(field, "A4, A77")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.panel.isVisible()
    for _ in range(2):
        desk.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    desk.qtbot.keyClicks(field, "5ss+1d")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)

    def texts() -> list[tuple[str, int]]:
        with desk.window.services.store.read() as reader:
            found = reader.find(Dependency, successor_id=desk.rows["Data import"])
        return [(one.type.value, one.lag) for one in found]

    desk.until(lambda: texts() == [("FS", 0), ("SS", 1)])
    desk.undo()
    assert texts() == [("FS", 0)]


@pytest.mark.window
def test_cells_are_pasted_from_a_spreadsheet(desk: Desk) -> None:
    desk.click("Data import")
    QGuiApplication.clipboard().setText("Import\nCheck")
    desk.tree.setFocus()
    desk.key(Qt.Key.Key_V, CTRL)
    desk.until(lambda: desk.row("Data import").title == "Import")
    assert desk.row("Check imported data").title == "Check"
    desk.undo()
    assert desk.row("Check imported data").title == "Check imported data"


@pytest.mark.window
def test_a_baseline_is_agreed_with_the_keyboard(desk: Desk) -> None:
    desk.key(Qt.Key.Key_B, CTRL | SHIFT)
    shown = desk.dialog(BaselinesDialog)
    desk.qtbot.mouseClick(shown.agree_button, LEFT)
    form = desk.dialog(FormDialog)
    field = form.inputs["agreed_by"]
    assert isinstance(field, QLineEdit)
    field.setText("Guo Wei")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)

    def count() -> int:
        with desk.window.services.store.read() as reader:
            return reader.count(Baseline)

    desk.until(lambda: count() == 2)
    desk.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    desk.undo()
    assert count() == 1


@pytest.mark.window
def test_rows_are_copied_beside_themselves(desk: Desk) -> None:
    desk.click("Acceptance")
    desk.plan.tools.operations.copy_to()
    shown = desk.dialog(CopyDialog)
    desk.qtbot.keyClick(shown.search, Qt.Key.Key_Return)

    def count() -> int:
        with desk.window.services.store.read() as reader:
            return reader.count(PlanRow, title="Sign-off sheet prepared")

    desk.until(lambda: count() == 2)
    desk.undo()
    assert count() == 1
