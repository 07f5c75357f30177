"""The menus of the plan in the real window, opened and worked by keys."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import Status
from csdesk.domain.repeats import occurrences
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.plan_repeat import RepeatDialog
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from tests.e2e.plan_world import CTRL, IMPORT, KEY, LEFT, SHIFT, World

CHINA = WorkCalendar(country="CN")


@pytest.fixture
def plan(world: World) -> Iterator[World]:
    yield world
    for dialog in world.window.findChildren(FormDialog):
        dialog.close()


def menu(world: World) -> QMenu:
    world.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def form(world: World) -> FormDialog:
    def shown() -> bool:
        return any(one.isVisible() for one in world.window.findChildren(FormDialog))

    world.qtbot.waitUntil(shown)
    found = next(one for one in world.window.findChildren(FormDialog) if one.isVisible())
    found.activateWindow()
    world.qtbot.waitUntil(found.isActiveWindow)
    return found


def focus() -> object:
    return QApplication.focusWidget()


def said(words: str) -> bool:
    return QToolTip.text() == words


@pytest.mark.window
def test_the_menu_of_the_plan_opens_by_its_key(plan: World) -> None:
    plan.choose(IMPORT)
    plan.key(KEY.Key_M, SHIFT)
    opened = menu(plan)
    beside = opened.actions()[-1].menu()
    assert isinstance(beside, QMenu)
    ticked = [action.objectName() for action in beside.actions() if action.isChecked()]
    assert ticked == ["plan.labels_owner"]
    plan.qtbot.keyClick(opened, KEY.Key_Escape)
    assert focus() is plan.plan.view.tree


@pytest.mark.window
def test_the_menu_of_rows_says_the_keys_of_the_table(plan: World) -> None:
    plan.choose(IMPORT)
    opened = plan.plan.tools.row_menu()
    keys = dict(
        action.text().split("\t") for action in opened.actions() if "\t" in action.text()
    )  # fmt: skip
    assert keys["Delete rows"] == "Del"
    assert keys["Indent rows"] == "Alt+Right"
    assert keys["Move rows up"] == "Alt+Up"
    assert keys["Copy rows"] == "Ctrl+C"


@pytest.mark.window
def test_what_a_key_cannot_begin_it_says(plan: World) -> None:
    for title, key, words in (
        ("Pilot, 5 restaurants", KEY.Key_P,
         "A phase is as far as its rows: set the progress of these."),
        ("Data ready", KEY.Key_P, "A milestone is reached or not: set its status."),
        ("Discovery call", KEY.Key_U, "It has no link that could be taken away."),
    ):  # fmt: skip
        plan.choose(title)
        plan.key(key)
        plan.qtbot.waitUntil(partial(said, words))
        assert focus() is plan.plan.view.tree


@pytest.mark.window
def test_what_is_offered_first_is_replaced_by_what_is_typed(plan: World) -> None:
    plan.choose(IMPORT)
    plan.window.registry.run("plan.split")
    form(plan)
    field = focus()
    assert isinstance(field, QLineEdit)
    plan.qtbot.keyClicks(field, "1")
    plan.qtbot.keyClick(field, KEY.Key_Return)
    plan.qtbot.waitUntil(lambda: plan.row(IMPORT).duration == 1)


@pytest.mark.window
def test_a_series_is_made_and_changed_by_keys(plan: World) -> None:
    before = plan.dates()
    plan.choose("Sign-off sheet prepared")
    plan.window.registry.run("plan.repeat")
    dialog = form(plan)
    assert isinstance(dialog, RepeatDialog)
    plan.qtbot.keyClick(focus(), KEY.Key_Tab)  # every how many weeks
    plan.qtbot.keyClick(focus(), KEY.Key_Tab)
    assert focus() is dialog.days[0]
    for _ in range(3):
        plan.qtbot.keyClick(focus(), KEY.Key_Tab)
    plan.qtbot.keyClick(focus(), KEY.Key_Space)
    assert dialog.days[3].isChecked()
    assert dialog.said[0] == "6 days: Mon 18 Jan, Thu 21 Jan, Mon 25 Jan … Thu 4 Feb"
    while focus() is not dialog.inputs["ends"]:
        plan.qtbot.keyClick(focus(), KEY.Key_Tab)
    plan.qtbot.keyClick(focus(), KEY.Key_Down)
    assert dialog.value("ends") == "until"
    plan.qtbot.keyClick(focus(), KEY.Key_Tab)
    assert focus() is dialog.inputs["until"]
    plan.qtbot.keyClicks(focus(), "2 feb")
    assert dialog.said[0] == "5 days: Mon 18 Jan, Thu 21 Jan, Mon 25 Jan … Mon 1 Feb"
    plan.qtbot.keyClick(focus(), KEY.Key_Return)
    plan.answer("Repeating “Sign-off sheet prepared”: 1 item moves by +6 working days.")
    row = plan.row("Sign-off sheet prepared")
    assert row.repeats == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH;UNTIL=20270202"
    assert row.start is not None
    assert len(occurrences(row.repeats, row.start, CHINA)) == 5
    plan.window.activateWindow()
    plan.qtbot.waitUntil(plan.window.isActiveWindow)
    plan.plan.view.tree.setFocus(Qt.FocusReason.OtherFocusReason)
    plan.undo_gives(before)


@pytest.mark.window
def test_one_row_is_set_by_the_keys_that_set_several(plan: World) -> None:
    before = plan.dates()
    plan.choose(IMPORT)
    plan.key(KEY.Key_S)
    plan.qtbot.keyClick(menu(plan), KEY.Key_3)
    plan.qtbot.waitUntil(lambda: plan.row(IMPORT).status is Status.IN_PROGRESS)
    plan.key(KEY.Key_Z, CTRL)
    plan.qtbot.waitUntil(lambda: plan.row(IMPORT).status is Status.SCHEDULED)
    plan.choose("Pilot, 5 restaurants")
    specs = {spec.id: spec for spec in plan.plan.actions_of()}
    assert not specs["plan.set_status"].can_run()
    plan.key(KEY.Key_D)
    opened = menu(plan)
    opened.setActiveAction(opened.actions()[0])
    plan.qtbot.keyClick(opened, KEY.Key_Return)
    plan.answer("Other dates of 3 rows: +1 working day, nothing else moves. First value 24 Dec →")
    plan.qtbot.waitUntil(lambda: plan.dates() != before)
    assert plan.row("First value: overtime seen").target == date(2026, 12, 25)
    plan.undo_gives(before)


@pytest.mark.window
def test_the_menu_of_rows_opens_where_no_menu_key_is(plan: World) -> None:
    plan.choose(IMPORT)
    plan.key(KEY.Key_F10, SHIFT)
    opened = menu(plan)
    assert any(action.objectName() == "plan.repeat" for action in opened.actions())
    plan.qtbot.keyClick(opened, KEY.Key_Escape)
    assert focus() is plan.plan.view.tree


@pytest.mark.window
def test_gestures_by_keys_give_the_keyboard_back_to_the_rows(plan: World) -> None:
    tree, chart = plan.plan.view.tree, plan.plan.view.chart
    for key in (KEY.Key_M, KEY.Key_L, KEY.Key_U, KEY.Key_P):
        plan.choose("Check imported data")
        plan.key(key)
        assert focus() is chart
        plan.key(KEY.Key_Escape)
        assert focus() is tree
    assert chart.input.gesture is None


@pytest.mark.window
def test_the_menu_of_the_plan_lets_it_leave(plan: World) -> None:
    QApplication.clipboard().clear()
    plan.key(KEY.Key_M, SHIFT)
    opened = menu(plan)
    named = {action.objectName(): action for action in opened.actions()}
    assert named["plan_file"].text().endswith("\tCtrl+Shift+G")
    named["copy_plan"].trigger()
    opened.close()
    assert QApplication.clipboard().image().width() > 1000
    plan.key(KEY.Key_G, CTRL | SHIFT)
    assert form(plan).value("ending") == ".pdf"


@pytest.mark.window
def test_a_click_on_the_page_of_the_plan_gives_its_rows_the_keyboard(plan: World) -> None:
    screen = plan.window.screen_of(plan.window.current)
    assert isinstance(screen, CustomerScreen)
    for index in (PLAN - 1, PLAN):
        box = screen.tabs.boxes()[index]
        plan.qtbot.mouseClick(screen.tabs, LEFT, pos=box.center().toPoint())
    assert focus() is plan.plan.view.tree
    plan.qtbot.keyClick(plan.plan.view.tree, KEY.Key_Down)
    assert plan.plan.view.current_id()
    screen.tabs.setFocus()
    plan.qtbot.keyClick(screen.tabs, KEY.Key_Left)
    plan.qtbot.keyClick(screen.tabs, KEY.Key_Right)
    assert focus() is screen.tabs, "who walks through the pages by keys goes on walking"
