"""Links, lengths and new bars that move others: seen before they are taken, in the real window."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from csdesk.app.commands import items, links, rows
from csdesk.domain.codes import Cause, Constraint, LinkType
from csdesk.domain.records import Dependency, PlanRow
from csdesk.layout.chart import Part
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.gantt.link_form import LinkForm
from csdesk.ui.models.plan_columns import USUAL, PlanColumn
from csdesk.ui.screens.customer import CustomerScreen
from tests.e2e.plan_world import IMPORT, KEY, LEFT, SHIFT, World

PAYROLL, TRAIN, LIVE = "Payroll export", "Train 41 managers", "Go-live, all 46"
GUIDE, FILE = "Manager guide and video", "Employee file, 46 restaurants"


def said(world: World) -> str:
    """Return what the strip says, empty while it is not there."""
    strip = world.plan.chart.strip
    return strip.sentence.words if strip.isVisible() else ""


def shown(world: World, title: str) -> date:
    """Return the day on which a row ends as it is drawn."""
    finish = world.plan.view.chart.shown_row(world.line(title)).finish
    assert finish is not None
    return date.fromordinal(finish)


def link_id(world: World, before: str, after: str) -> int:
    ids = world.harbour.rows[before], world.harbour.rows[after]
    with world.harbour.store.read() as reader:
        return reader.find(Dependency, predecessor_id=ids[0], successor_id=ids[1])[0].id


def to(world: World, place: QPoint) -> None:
    world._send(QEvent.Type.MouseMove, place, LEFT)
    world.qtbot.wait(5)


def type_in(world: World, title: str, column: PlanColumn, text: str) -> None:
    world.plan.view.open_editor(world.harbour.rows[title], column)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    world.qtbot.keyClicks(editor, text)
    world.qtbot.keyClick(editor, KEY.Key_Return)
    world.qtbot.wait(20)


@pytest.mark.window
def test_a_link_over_a_row_shows_what_it_would_move_until_the_mouse_goes_on(world: World) -> None:
    before, drawn = world.dates(), world.links()
    start = world.on_handle(PAYROLL, Part.LINK_FINISH)
    end = world.on_bar(TRAIN)
    world.press(start)
    to(world, start + QPoint(12, 6))
    to(world, end)
    assert "The link “Payroll export” → “Train 41 managers” moves 2 items by up to" in said(world)
    assert "Go-live 12 Jan → 15 Jan" in said(world)
    assert shown(world, LIVE) == date(2027, 1, 15)
    assert world.plan.view.model.index(world.line(LIVE), PlanColumn.FINISH).data() == "15 Jan"
    to(world, end + QPoint(1, 0))
    assert shown(world, LIVE) == date(2027, 1, 15), "the bar went away, the aim stays"
    to(world, world.on_day(world.line(TRAIN), date(2026, 12, 1)))
    assert not said(world)
    assert shown(world, LIVE) == date(2027, 1, 12)
    to(world, end)
    assert said(world)
    world.key(KEY.Key_Escape)
    assert (world.dates(), world.links()) == (before, drawn)
    assert not said(world)
    assert shown(world, LIVE) == date(2027, 1, 12)
    assert not world.plan.chart.is_busy


@pytest.mark.window
def test_a_link_that_moves_others_is_taken_by_enter_with_all_that_follows(world: World) -> None:
    before, drawn = world.dates(), world.links()
    for key in (KEY.Key_Escape, KEY.Key_Return):
        world.drag(world.on_handle(PAYROLL, Part.LINK_FINISH), world.on_bar(TRAIN))
        assert said(world).startswith("The link “Payroll export” → “Train 41 managers” moves")
        assert (world.dates(), world.links()) == (before, drawn)
        assert not world.plan.chart.strip.how.isVisible()
        screen = world.window.screen_of(world.window.current)
        assert isinstance(screen, CustomerScreen)
        world.key(key)
    pair = (world.harbour.rows[PAYROLL], world.harbour.rows[TRAIN], LinkType.FS)
    assert world.links() - drawn == {pair}
    assert world.row(TRAIN).start == date(2026, 12, 31)
    assert world.row(LIVE).target == date(2027, 1, 15)
    assert {slip.days for slip in world.slips()} == {3}
    assert world.slips()[0].row_id == world.harbour.rows[TRAIN]
    assert QApplication.focusWidget() is world.plan.view.tree
    world.undo_gives(before)
    assert world.links() == drawn
    assert world.slips() == []


@pytest.mark.window
def test_by_keys_a_link_shows_what_it_moves_for_each_row_and_kind(world: World) -> None:
    drawn = world.links()
    world.choose(PAYROLL)
    world.key(KEY.Key_L)
    world.qtbot.wait(5)
    assert "“Payroll export” → “Train 41 managers”" in said(world)
    world.key(KEY.Key_Right)
    world.qtbot.wait(5)
    assert not said(world), "it starts after the export starts as it is"
    world.key(KEY.Key_Left)
    world.key(KEY.Key_Left)
    world.key(KEY.Key_Left)
    world.qtbot.wait(5)
    assert said(world)
    world.key(KEY.Key_Return)
    assert len(world.links() - drawn) == 1
    assert world.row(TRAIN).start == date(2026, 12, 31)


@pytest.mark.window
def test_taking_a_link_away_shows_what_comes_earlier(world: World) -> None:
    made = links.link(
        world.harbour.store, predecessor_id=world.harbour.rows[PAYROLL],
        successor_id=world.harbour.rows[TRAIN],
    )  # fmt: skip
    world.qtbot.waitUntil(lambda: shown(world, LIVE) == date(2027, 1, 15))
    drawn = world.links()
    world.choose(TRAIN)
    world.key(KEY.Key_U)
    for _ in range(3):
        if "Without the link “Payroll export”" in said(world):
            break
        world.key(KEY.Key_Down)
        world.qtbot.wait(5)
    assert "Go-live 15 Jan → 12 Jan" in said(world)
    assert shown(world, LIVE) == date(2027, 1, 12)
    world.key(KEY.Key_Escape)
    assert world.links() == drawn
    world.plan.view.chart.input.chosen_link = made.id
    world.plan.view.chart.setFocus()
    world.key(KEY.Key_Delete)
    assert "Without the link “Payroll export” → “Train 41 managers”" in said(world)
    assert world.links() == drawn
    world.key(KEY.Key_Return)
    assert len(drawn - world.links()) == 1
    assert world.plan.view.chart.input.chosen_link == 0
    world.key(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    world.qtbot.waitUntil(lambda: world.links() == drawn)


@pytest.mark.window
def test_kind_and_lag_of_a_link_are_looked_at_before_they_are_taken(world: World) -> None:
    before, made = world.dates(), link_id(world, FILE, IMPORT)
    for key, lag in ((KEY.Key_Escape, 0), (KEY.Key_Return, 2)):
        world.plan.chart.links.open(made)
        form = world.plan.findChild(LinkForm)
        assert isinstance(form, LinkForm)
        form.lag.setValue(2)
        form.accept()
        world.qtbot.wait(5)
        assert "Changing the link “Employee file, 46 restaurants” → “Data import” moves" in said(
            world
        )
        assert world.dates() == before
        world.key(key)
        with world.harbour.store.read() as reader:
            assert reader.get(Dependency, made).lag == lag
        world.qtbot.waitUntil(lambda: world.plan.findChild(LinkForm) is None)
    assert world.row(IMPORT).start == date(2026, 12, 7)
    world.undo_gives(before)
    with world.harbour.store.read() as reader:
        assert reader.get(Dependency, made).lag == 0


@pytest.mark.window
@pytest.mark.parametrize("key", [KEY.Key_Escape, KEY.Key_Return])
def test_a_typed_length_that_moves_others_waits_for_a_word(world: World, key: Qt.Key) -> None:
    before = world.dates()
    type_in(world, IMPORT, PlanColumn.DURATION, "7")
    assert "Moving the end of “Data import” by +3 working days moves 7 items." in said(world)
    assert world.dates() == before
    world.key(key)
    if key == KEY.Key_Escape:
        assert world.dates() == before
        return
    assert (world.row(IMPORT).start, world.row(IMPORT).duration) == (date(2026, 12, 3), 7)
    assert world.row(LIVE).target == date(2027, 1, 14)
    assert {slip.cause for slip in world.slips()} == {Cause.CUSTOMER}
    world.undo_gives(before)


@pytest.mark.window
def test_a_typed_length_that_moves_nothing_is_stored_at_once(world: World) -> None:
    type_in(world, PAYROLL, PlanColumn.DURATION, "14")
    assert not said(world)
    assert world.row(PAYROLL).duration == 14


@pytest.mark.window
def test_typed_links_wait_for_a_word_if_they_move_the_row(world: World) -> None:
    before, drawn = world.dates(), world.links()
    numbers = [f"A{world.row(title).number}" for title in (PAYROLL, GUIDE)]
    for key in (KEY.Key_Escape, KEY.Key_Return):
        type_in(world, TRAIN, PlanColumn.PREDECESSORS, f"{numbers[0]}+2d, {numbers[1]}")
        assert said(world).startswith("The changed links of “Train 41 managers” move 3 items")
        assert (world.dates(), world.links()) == (before, drawn)
        world.key(key)
    train = world.harbour.rows[TRAIN]
    into = {one[0] for one in world.links() if one[1] == train}
    assert into == {world.harbour.rows[PAYROLL], world.harbour.rows[GUIDE]}
    assert world.row(TRAIN).start == date(2027, 1, 5)
    world.undo_gives(before)
    assert world.links() == drawn


@pytest.mark.window
def test_a_new_bar_that_moves_others_is_seen_before_it_is_there(world: World) -> None:
    before = world.dates()
    line = world.line(IMPORT)
    days = world.on_day(line, date(2026, 12, 21)), world.on_day(line, date(2026, 12, 23))
    world.drag(*days, SHIFT)
    assert said(world).startswith("The new item moves 8 others by up to")
    assert "Go-live 12 Jan →" in said(world)
    assert "First value 24 Dec →" in said(world)
    assert world.dates() == before
    world.key(KEY.Key_Escape)
    assert world.dates() == before
    assert not world.plan.chart.is_busy
    world.drag(*days, SHIFT)
    ahead = shown(world, LIVE)
    world.key(KEY.Key_Return)
    with world.harbour.store.read() as reader:
        (made,) = reader.find(PlanRow, project_id=world.harbour.project_id, title="New item")
    assert (made.start, made.target) == (date(2026, 12, 21), date(2026, 12, 23))
    assert world.row(LIVE).target == ahead
    assert world.slips()
    world.qtbot.waitUntil(world.plan.view.tree.is_editing)
    world.qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert "Go-live" not in world.window.notice.text
    world.undo_gives(before)


@pytest.mark.window
def test_dates_drawn_for_a_row_show_what_they_move(world: World) -> None:
    made = rows.add(
        world.harbour.store, project_id=world.harbour.project_id, title="Undated",
        after_id=world.harbour.rows[IMPORT],
    )  # fmt: skip
    world.harbour.rows["Undated"] = made.id
    items.update(world.harbour.store, row_ids=[made.id], start=None, target=None)
    world.qtbot.waitUntil(lambda: world.plan.view.model.line_of(made.id) is not None)
    before, line = world.dates(), world.line("Undated")
    for key in (KEY.Key_Escape, KEY.Key_Return):
        world.drag(world.on_day(line, date(2026, 12, 21)), world.on_day(line, date(2026, 12, 23)))
        assert said(world).startswith("The dates of “Undated” move 8 items by up to")
        assert world.dates() == before
        world.key(key)
    assert world.row("Undated").start == date(2026, 12, 21)
    assert world.row("Data ready").target == date(2026, 12, 23)
    world.undo_gives(before)


@pytest.mark.window
def test_a_link_that_leads_round_shows_nothing_and_is_refused(world: World) -> None:
    drawn = world.links()
    start = world.on_handle(LIVE, Part.LINK_FINISH)
    world.press(start)
    to(world, start + QPoint(6, -8))
    to(world, world.on_bar(TRAIN))
    assert not said(world)
    assert shown(world, TRAIN) == date(2027, 1, 12)
    target = world.plan.view.chart.viewport()
    world.qtbot.mouseRelease(target, LEFT, Qt.KeyboardModifier.NoModifier, world.on_bar(TRAIN))
    world.qtbot.waitUntil(lambda: "would lead round in a circle" in world.window.notice.text)
    assert world.links() == drawn
    assert not world.plan.chart.is_busy


@pytest.mark.window
def test_a_link_that_takes_the_last_slack_asks_although_nothing_moves(world: World) -> None:
    store, sheet = world.harbour.store, world.harbour.rows["Sign-off sheet prepared"]
    items.update(store, row_ids=[sheet], start=date(2027, 1, 20))
    letter = rows.add(
        store, project_id=world.harbour.project_id, title="Letter",
        after_id=world.harbour.rows["Acceptance signed"],
        start=date(2027, 1, 18), target=date(2027, 1, 19),
    )  # fmt: skip
    world.harbour.rows["Letter"] = letter.id
    world.qtbot.waitUntil(lambda: world.plan.view.model.line_of(letter.id) is not None)
    before, drawn = world.dates(), world.links()
    world.drag(world.on_handle("Letter", Part.LINK_FINISH), world.on_bar("Sign-off sheet prepared"))
    assert "The link “Letter” → “Sign-off sheet prepared” moves nothing." in said(world)
    assert "“Letter” has no slack left." in said(world)
    assert "Go-live 12 Jan does not move." in said(world)
    world.key(KEY.Key_Return)
    assert len(world.links() - drawn) == 1
    assert world.dates() == before
    assert world.slips() == []


@pytest.mark.window
def test_pasted_cells_wait_for_a_word_if_they_move_others(world: World) -> None:
    before = world.dates()
    world.plan.tools.set_columns(USUAL | {PlanColumn.DURATION})
    QGuiApplication.clipboard().setText("7\n4")
    for key in (KEY.Key_Escape, KEY.Key_Return):
        world.plan.view.select(world.harbour.rows[IMPORT], PlanColumn.DURATION)
        world.plan.view.tree.setFocus()
        world.key(KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
        world.qtbot.waitUntil(lambda: bool(said(world)))
        assert said(world).startswith("Pasting into 2 rows: 7 items move by up to +5 working days.")
        assert "Go-live 12 Jan → 18 Jan" in said(world)
        assert shown(world, LIVE) == date(2027, 1, 18)
        assert world.dates() == before
        world.key(key)
        assert not said(world)
        if key == KEY.Key_Escape:
            assert world.dates() == before
            assert shown(world, LIVE) == date(2027, 1, 12)
    assert world.row(IMPORT).duration == 7
    assert world.row(LIVE).target == date(2027, 1, 18)
    assert {slip.cause for slip in world.slips()} == {Cause.CUSTOMER}
    assert world.slips()[0].row_id == world.harbour.rows[IMPORT]
    assert world.window.services.store.undo_label().label == "items.update"  # type: ignore[union-attr]
    world.undo_gives(before)
    assert world.slips() == []


@pytest.mark.window
def test_conditions_that_move_others_wait_for_a_word(world: World) -> None:
    before = world.dates()
    for key in (KEY.Key_Escape, KEY.Key_Return):
        world.choose(IMPORT)
        world.window.registry.run("plan.conditions")
        world.qtbot.waitUntil(lambda: world.plan.findChild(FormDialog) is not None)
        form = world.plan.findChild(FormDialog)
        assert isinstance(form, FormDialog)
        form.set_value("constraint", Constraint.NOT_BEFORE)
        day = form.inputs["constraint_on"]
        assert isinstance(day, QLineEdit)
        day.selectAll()
        world.qtbot.keyClicks(day, "10 dec")
        world.qtbot.keyClick(day, KEY.Key_Return)
        assert world.row(IMPORT).constraint_on == date(2026, 12, 3)
        world.answer("Conditions of “Data import”: 8 items move by up to +5 working days.", key)
        world.qtbot.waitUntil(lambda: world.plan.findChild(FormDialog) is None)
        if key == KEY.Key_Escape:
            assert world.dates() == before
            assert world.row(IMPORT).constraint_on == date(2026, 12, 3)
    row = world.row(IMPORT)
    assert (row.constraint, row.constraint_on) == (Constraint.NOT_BEFORE, date(2026, 12, 10))
    assert row.start == date(2026, 12, 10), "the promise is what the forecast says"
    assert world.slips()
    world.undo_gives(before)


@pytest.mark.window
def test_rows_whose_going_moves_others_are_deleted_after_a_word(world: World) -> None:
    ids = world.harbour.rows[PAYROLL], world.harbour.rows[TRAIN]
    links.link(world.harbour.store, predecessor_id=ids[0], successor_id=ids[1])
    world.qtbot.waitUntil(lambda: shown(world, LIVE) == date(2027, 1, 15))
    before, drawn = world.dates(), world.links()
    for key in (KEY.Key_Escape, KEY.Key_Return):
        world.choose(PAYROLL)
        world.key(KEY.Key_Delete)
        world.answer("Without “Payroll export”: 2 items move by up to −3 working days.", key)
        assert (ids[0] in world.dates()) == (key == KEY.Key_Escape)
        if key == KEY.Key_Escape:
            assert (world.dates(), world.links()) == (before, drawn)
    assert [slip.days for slip in world.slips()] == [-3]
    assert world.plan.view.current_id() == ids[1], "the row that stands there now is current"
    world.undo_gives(before)
    assert world.links() == drawn


@pytest.mark.window
def test_what_is_typed_while_something_waits_takes_its_place(world: World) -> None:
    before = world.dates()
    type_in(world, IMPORT, PlanColumn.DURATION, "7")
    world.qtbot.waitUntil(lambda: said(world).startswith("Moving the end of “Data import” by +3"))
    type_in(world, IMPORT, PlanColumn.DURATION, "6")
    world.qtbot.waitUntil(lambda: said(world).startswith("Moving the end of “Data import” by +2"))
    assert world.dates() == before
    world.key(KEY.Key_Return)
    assert world.row(IMPORT).duration == 6
    world.undo_gives(before)
