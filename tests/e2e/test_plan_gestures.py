"""Moves of bars in the real window, by mouse and by keys, and their undo."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication

from csdesk.app.commands import rows
from csdesk.domain.codes import Cause, LinkType
from csdesk.domain.follow import Follow
from csdesk.layout.chart import Part
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from tests.e2e.plan_world import CTRL, IMPORT, KEY, LEFT, SHIFT, World

# --- moves -----------------------------------------------------------------------------------


@pytest.mark.window
def test_dragging_a_bar_shows_its_cascade_and_one_key_takes_it(world: World) -> None:
    before = world.dates()
    world.drag_days(IMPORT, 5)
    strip = world.plan.chart.strip
    assert strip.isVisible()
    assert "Moving “Data import” by +3 working days moves 7 items." in strip.sentence.words
    assert "Go-live 12 Jan → 14 Jan" in strip.sentence.words
    assert "First value 24 Dec → 29 Dec, day 70 of 90" in strip.sentence.words
    assert "Acceptance 22 Jan does not move." in strip.sentence.words
    assert strip.cause.current.text == "Employee file, 46 restaurants"
    assert world.dates() == before
    world.key(KEY.Key_Return)
    assert not strip.isVisible()
    assert (world.row(IMPORT).start, world.row(IMPORT).target) == (
        date(2026, 12, 8), date(2026, 12, 11),
    )  # fmt: skip
    assert world.row("Data ready").target == date(2026, 12, 15)
    assert world.row("Go-live, all 46").target == date(2027, 1, 14)
    entries = world.slips()
    assert {entry.cause for entry in entries} == {Cause.CUSTOMER}
    assert {entry.text for entry in entries} == {"Employee file, 46 restaurants"}
    assert max(entry.days for entry in entries) == 3
    world.undo_gives(before)
    assert world.slips() == []


@pytest.mark.window
def test_escape_leaves_everything_as_it_was(world: World) -> None:
    before = world.dates()
    world.drag_days(IMPORT, 5)
    world.key(KEY.Key_Escape)
    assert not world.plan.chart.strip.isVisible()
    assert world.dates() == before
    model = world.plan.view.model
    assert model.index(world.line(IMPORT), 3).data() == "3 Dec"


@pytest.mark.window
def test_the_table_shows_new_dates_and_slip_while_a_bar_is_dragged(world: World) -> None:
    from csdesk.ui.models.cells import CELL_ROLE, Tone
    from csdesk.ui.models.plan_columns import PlanColumn

    start = world.on_bar(IMPORT)
    world.press(start)
    for days in (2, 5):
        place = start + QPoint(round(days * world.plan.view.chart.pixels), 0)
        world._send(QEvent.Type.MouseMove, place, LEFT)
        world.qtbot.wait(1)
    model, line = world.plan.view.model, world.line("Data ready")
    shown = model.index(line, PlanColumn.FINISH).data(CELL_ROLE)
    assert (shown.text, shown.bold, shown.words[0].tone) == ("15 Dec", True, Tone.ACCENT)
    assert model.index(line, PlanColumn.SLIP).data() == "+7"
    assert world.plan.view.chart.tag == ("+3 working days", "8 to 11 Dec")
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    assert screen.head.facts.ahead == (date(2026, 12, 24), date(2026, 12, 29))
    world.key(KEY.Key_Escape)
    assert model.index(line, PlanColumn.FINISH).data() == "10 Dec"


@pytest.mark.window
@pytest.mark.parametrize(
    ("follow", "check_start", "linked"),
    [
        (Follow.UNFINISHED, date(2026, 12, 14), True),
        (Follow.ALL, date(2026, 12, 14), True),
        (Follow.BREAK, date(2026, 12, 9), False),
    ],
)
def test_what_goes_along_is_chosen_in_the_strip(
    world: World, follow: Follow, check_start: date, linked: bool
) -> None:
    before, links = world.dates(), world.links()
    world.drag_days(IMPORT, 5)
    how = world.plan.chart.strip.how
    how.choose([option.value for option in how.options].index(follow))
    world.key(KEY.Key_Return)
    assert world.row("Check imported data").start == check_start
    pair = (world.harbour.rows[IMPORT], world.harbour.rows["Check imported data"], LinkType.FS)
    assert (pair in world.links()) is linked
    world.undo_gives(before)
    assert world.links() == links


@pytest.mark.window
def test_both_ends_change_the_length(world: World) -> None:
    before = world.dates()
    world.drag_days("Payroll export", 7, Part.FINISH)
    world.key(KEY.Key_Return)
    assert world.row("Payroll export").target == date(2027, 1, 6)
    assert world.row("Payroll export").start == date(2026, 12, 14)
    world.undo_gives(before)
    world.drag_days("Payroll export", -7, Part.START)
    world.key(KEY.Key_Return)
    assert world.row("Payroll export").start == date(2026, 12, 7)
    assert world.row("Payroll export").target == date(2026, 12, 30)
    world.undo_gives(before)


@pytest.mark.window
def test_a_diamond_is_dragged_and_stays_on_working_days(world: World) -> None:
    before = world.dates()
    world.drag_days("Acceptance signed", 1)
    world.key(KEY.Key_Return)
    assert world.row("Acceptance signed").target == date(2027, 1, 25)
    world.undo_gives(before)


@pytest.mark.window
def test_a_move_that_pushes_nothing_and_no_promise_needs_no_word(world: World) -> None:
    made = rows.add(
        world.harbour.store, project_id=world.harbour.project_id, title="Extra",
        parent_id=world.harbour.rows["Acceptance"], start=date(2026, 12, 14),
        target=date(2026, 12, 15),
    )  # fmt: skip
    world.harbour.rows["Extra"] = made.id
    before = world.dates()
    world.drag_days("Extra", 1)
    assert not world.plan.chart.strip.isVisible()
    assert world.row("Extra").start == date(2026, 12, 15)
    world.undo_gives(before)


@pytest.mark.window
def test_keys_move_a_bar_and_its_end(world: World) -> None:
    before = world.dates()
    world.choose(IMPORT)
    world.key(KEY.Key_M)
    for _ in range(3):
        world.key(KEY.Key_Right)
    assert world.plan.chart.strip.isVisible()
    world.key(KEY.Key_Return)
    assert world.row(IMPORT).start == date(2026, 12, 8)
    world.undo_gives(before)
    world.choose(IMPORT)
    world.key(KEY.Key_M)
    world.key(KEY.Key_Right, SHIFT)
    world.key(KEY.Key_Right, SHIFT)
    world.key(KEY.Key_Return)
    assert (world.row(IMPORT).start, world.row(IMPORT).target) == (
        date(2026, 12, 3), date(2026, 12, 10),
    )  # fmt: skip
    world.undo_gives(before)


@pytest.mark.window
def test_chosen_bars_move_together(world: World) -> None:
    before = world.dates()
    target = world.plan.view.chart.viewport()
    world.qtbot.mouseClick(target, LEFT, pos=world.on_bar("Payroll export"))
    world.qtbot.mouseClick(target, LEFT, CTRL, world.on_bar(IMPORT))
    assert set(world.plan.view.tree.chosen()) == {
        world.harbour.rows["Payroll export"], world.harbour.rows[IMPORT],
    }  # fmt: skip
    world.drag_days("Payroll export", 7)
    assert "Moving 2 rows by +5 working days" in world.plan.chart.strip.sentence.words
    world.key(KEY.Key_Return)
    assert world.row("Payroll export").start == date(2026, 12, 21)
    assert world.row(IMPORT).start == date(2026, 12, 10)
    world.undo_gives(before)


@pytest.mark.window
def test_a_frame_and_shift_choose_bars(world: World) -> None:
    first, last = world.line("Employee file, 46 restaurants"), world.line(IMPORT)
    world.drag(
        world.on_day(first, date(2026, 11, 11)) - QPoint(0, 10),
        world.on_day(last, date(2026, 12, 7)) + QPoint(0, 8),
    )
    names = ("Employee file, 46 restaurants", "WeCom sign-on", IMPORT)
    assert world.plan.view.tree.chosen() == [world.harbour.rows[name] for name in names]
    target = world.plan.view.chart.viewport()
    world.qtbot.mouseClick(target, LEFT, pos=world.on_bar("Payroll export"))
    world.qtbot.mouseClick(target, LEFT, SHIFT, world.on_bar("Train 41 managers"))
    assert len(world.plan.view.tree.chosen()) == 2
    beside = world.on_day(world.line("Payroll export"), date(2027, 1, 20))
    world.qtbot.mouseClick(target, LEFT, CTRL, beside)
    assert world.plan.view.tree.chosen() == [world.harbour.rows["Train 41 managers"]]


@pytest.mark.window
def test_at_the_edge_the_chart_scrolls_along(world: World) -> None:
    chart = world.plan.view.chart
    before, left = world.dates(), chart.horizontalScrollBar().value()
    start = world.on_bar("Payroll export")
    world.press(start)
    edge = QPoint(chart.viewport().width() - 4, start.y())
    for place in (start + QPoint(20, 0), edge):
        world._send(QEvent.Type.MouseMove, place, LEFT)
    world.qtbot.waitUntil(lambda: chart.horizontalScrollBar().value() > left + 40)
    world.key(KEY.Key_Escape)
    world.qtbot.mouseRelease(chart.viewport(), LEFT, pos=edge)
    world.qtbot.wait(80)
    assert chart.input.gesture is None
    assert world.dates() == before


@pytest.mark.window
def test_leaving_the_plan_gives_up_a_move(world: World) -> None:
    before = world.dates()
    world.drag_days(IMPORT, 5)
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    screen.tabs.choose(PLAN + 1)
    assert not world.plan.chart.is_busy
    screen.tabs.choose(PLAN)
    assert not world.plan.chart.strip.isVisible()
    assert world.dates() == before


@pytest.mark.window
def test_the_strip_is_worked_by_keys_alone(world: World) -> None:
    before = world.dates()
    world.choose(IMPORT)
    world.key(KEY.Key_M)
    world.key(KEY.Key_Right)
    strip = world.plan.chart.strip
    world.key(KEY.Key_Tab)
    assert QApplication.focusWidget() is strip.how
    world.key(KEY.Key_Tab)
    assert QApplication.focusWidget() is strip.cause
    world.key(KEY.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    world.qtbot.keyClick(menu, KEY.Key_Down)
    world.qtbot.keyClick(menu, KEY.Key_Down)
    world.qtbot.keyClick(menu, KEY.Key_Return)
    assert strip.cause.current.text == strip.cause.options[1].text
    world.key(KEY.Key_Return)
    assert world.row(IMPORT).start == date(2026, 12, 4)
    world.undo_gives(before)
