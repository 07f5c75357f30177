"""Phases moved in the real window: what is open in them moves along, by mouse and by keys."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip

from csdesk.app.commands import items
from csdesk.domain.codes import Cause, Status
from csdesk.domain.follow import Follow
from csdesk.layout.chart import Part
from tests.e2e.plan_world import IMPORT, KEY, LEFT, SHIFT, World

PILOT, SETUP = "Pilot, 5 restaurants", "Set-up and data"
TRAIN, ROSTERS, VALUE = (
    "Train 5 restaurant managers", "Publish two weeks of rosters", "First value: overtime seen",
)  # fmt: skip


def span(world: World, title: str) -> tuple[date | None, date | None]:
    row = world.row(title)
    return row.start, row.target


def said(world: World, words: str) -> None:
    world.qtbot.waitUntil(lambda: QToolTip.isVisible() and QToolTip.text() == words)


@pytest.mark.window
def test_a_phase_is_dragged_with_all_that_is_open_in_it(world: World) -> None:
    before = world.dates()
    world.drag_days(PILOT, 7)
    strip = world.plan.chart.strip
    assert strip.isVisible()
    assert f"Moving “{PILOT}” by +5 working days moves " in strip.sentence.words
    assert "Go-live 12 Jan → 18 Jan" in strip.sentence.words
    assert "First value 24 Dec → 31 Dec, day 72 of 90" in strip.sentence.words
    assert world.plan.view.chart.tag == ("+5 working days", "18 to 31 Dec")
    assert world.dates() == before
    world.key(KEY.Key_Return)
    assert not strip.isVisible()
    assert span(world, TRAIN) == (date(2026, 12, 18), date(2026, 12, 22))
    assert span(world, ROSTERS) == (date(2026, 12, 23), date(2026, 12, 31))
    assert span(world, VALUE) == (date(2026, 12, 31), date(2026, 12, 31))
    assert world.row("Go-live, all 46").target == date(2027, 1, 18)
    assert span(world, IMPORT) == (date(2026, 12, 3), date(2026, 12, 8))
    world.undo_gives(before)


@pytest.mark.window
def test_what_is_done_stays_and_what_has_begun_ends_later(world: World) -> None:
    before = world.dates()
    done = {
        title: world.row(title) for title in ("Shift rules workshop", "Configure 6 shift types")
    }
    world.choose(SETUP)
    world.key(KEY.Key_M)
    world.key(KEY.Key_Right)
    world.key(KEY.Key_Right)
    strip = world.plan.chart.strip
    assert f"Moving “{SETUP}” by +2 working days" in strip.sentence.words
    world.key(KEY.Key_Return)
    assert {title: world.row(title) for title in done} == done
    assert span(world, "Employee file, 46 restaurants") == (date(2026, 11, 16), date(2026, 12, 4))
    assert span(world, "WeCom sign-on") == (date(2026, 11, 23), date(2026, 12, 8))
    assert span(world, IMPORT) == (date(2026, 12, 7), date(2026, 12, 10))
    assert span(world, "Data ready") == (date(2026, 12, 14), date(2026, 12, 14))
    world.undo_gives(before)


@pytest.mark.window
def test_escape_leaves_a_phase_where_it_was(world: World) -> None:
    before = world.dates()
    world.drag_days(PILOT, 7)
    assert world.plan.chart.strip.isVisible()
    world.key(KEY.Key_Escape)
    assert not world.plan.chart.strip.isVisible()
    world.choose(PILOT)
    world.key(KEY.Key_M)
    world.key(KEY.Key_Right)
    world.key(KEY.Key_Left)
    assert not world.plan.chart.strip.isVisible()
    world.key(KEY.Key_Right)
    world.key(KEY.Key_Escape)
    assert world.plan.view.chart.tag is None
    assert world.dates() == before


@pytest.mark.window
def test_a_closed_phase_moves_what_it_hides(world: World) -> None:
    before = world.dates()
    world.plan.view.close_all()
    world.drag_days(PILOT, 1)
    start = world.on_bar(PILOT)
    world.drag(start, start + QPoint(round(4 * world.plan.view.chart.pixels), 0))
    assert "by +5 working days" in world.plan.chart.strip.sentence.words
    world.key(KEY.Key_Return)
    assert span(world, TRAIN) == (date(2026, 12, 18), date(2026, 12, 22))
    world.undo_gives(before)


@pytest.mark.window
def test_what_is_pinned_stays_unless_all_goes_along(world: World) -> None:
    items.update(world.harbour.store, row_ids=[world.harbour.rows[TRAIN]], pinned=True)
    world.qtbot.waitUntil(
        lambda: (
            world.plan.view.model.plan is not None
            and world.plan.view.model.plan.rows[world.harbour.rows[TRAIN]].pinned
        )
    )
    before = world.dates()
    strip = world.plan.chart.strip
    world.drag_days(PILOT, 7)
    assert strip.sentence.words.endswith("1 pinned row stays.")
    world.key(KEY.Key_Return)
    assert span(world, TRAIN) == (date(2026, 12, 11), date(2026, 12, 15))
    assert span(world, ROSTERS) == (date(2026, 12, 23), date(2026, 12, 31))
    world.undo_gives(before)
    world.drag_days(PILOT, 7)
    strip.how.choose([option.value for option in strip.how.options].index(Follow.ALL))
    assert "pinned" not in strip.sentence.words
    world.key(KEY.Key_Return)
    assert span(world, TRAIN) == (date(2026, 12, 18), date(2026, 12, 22))
    world.undo_gives(before)


@pytest.mark.window
def test_phases_and_rows_chosen_together_move_together(world: World) -> None:
    before = world.dates()
    world.plan.view.tree.choose([world.harbour.rows[PILOT], world.harbour.rows["Payroll export"]])
    world.drag_days("Payroll export", 7)
    assert "Moving 2 rows by +5 working days" in world.plan.chart.strip.sentence.words
    world.key(KEY.Key_Return)
    assert span(world, "Payroll export") == (date(2026, 12, 21), date(2027, 1, 7))
    assert span(world, TRAIN) == (date(2026, 12, 18), date(2026, 12, 22))
    world.undo_gives(before)


@pytest.mark.window
def test_the_length_of_a_phase_is_that_of_its_rows(world: World) -> None:
    before = world.dates()
    words = "A phase is as long as its rows: move one of these to change it."
    assert world.plan.view.chart.tip_at(world.on_bar(PILOT, Part.FINISH)) == words
    world.drag_days(PILOT, 7, Part.FINISH)
    said(world, words)
    assert world.plan.view.chart.input.gesture is None
    QToolTip.hideText()
    world.choose(PILOT)
    world.key(KEY.Key_M)
    world.key(KEY.Key_Right, SHIFT)
    said(world, words)
    world.key(KEY.Key_Escape)
    assert world.dates() == before


@pytest.mark.window
def test_where_nothing_can_move_a_tip_says_why(world: World) -> None:
    before = world.dates()
    words = "Nothing in it is open and has dates: there is nothing to move."
    world.drag_days("Kickoff and goals", 7)
    said(world, words)
    QToolTip.hideText()
    world.choose("Kickoff and goals")
    world.key(KEY.Key_M)
    said(world, words)
    world.choose("Shift rules workshop")
    world.key(KEY.Key_M)
    said(
        world, "It is done: these are the dates on which it happened. Type others to mend them."
    )  # fmt: skip
    QToolTip.hideText()
    world.drag_days("WeCom sign-on", 3)
    said(world, "It has begun: only its end can be moved.")
    ids = [world.harbour.rows[title] for title in (TRAIN, ROSTERS, VALUE)]
    items.update(world.harbour.store, row_ids=ids, pinned=True)
    world.qtbot.wait(50)
    world.drag_days(PILOT, 7)
    said(world, "All that is open in it is pinned to its dates: unpin a row to move it.")
    assert not world.plan.chart.strip.isVisible()
    assert world.dates() == before


@pytest.mark.window
def test_a_dropped_phase_is_taken_again(world: World) -> None:
    before = world.dates()
    world.drag_days(PILOT, 7)
    start = world.on_bar(PILOT)
    world.qtbot.mousePress(world.plan.view.chart.viewport(), LEFT, pos=start)
    world.qtbot.mouseRelease(world.plan.view.chart.viewport(), LEFT, pos=start)
    assert "by +5 working days" in world.plan.chart.strip.sentence.words
    world.drag(start, start + QPoint(round(7 * world.plan.view.chart.pixels), 0))
    assert "by +10 working days" in world.plan.chart.strip.sentence.words
    world.key(KEY.Key_Escape)
    assert world.dates() == before


@pytest.mark.window
def test_a_phase_that_waits_says_for_what(world: World) -> None:
    items.update(
        world.harbour.store, row_ids=[world.harbour.rows["Train 41 managers"]], status=Status.TODO
    )
    before = world.dates()
    world.choose(PILOT)
    world.key(KEY.Key_M)
    world.key(KEY.Key_Left)
    strip = world.plan.chart.strip
    assert f"“{PILOT}” cannot be earlier: it waits for “Data ready”." in strip.sentence.words
    assert [option.value for option in strip.how.options] == [Follow.UNFINISHED, Follow.BREAK]
    strip.how.choose(1)
    world.key(KEY.Key_Return)
    assert span(world, TRAIN) == (date(2026, 12, 10), date(2026, 12, 14))
    assert len(world.links()) == 14
    world.undo_gives(before)


@pytest.mark.window
def test_what_is_late_in_a_phase_is_offered_as_its_cause(world: World) -> None:
    world.drag_days(SETUP, 7)
    cause = world.plan.chart.strip.cause
    assert cause.current.text == "Employee file, 46 restaurants"
    world.key(KEY.Key_Return)
    assert {entry.cause for entry in world.slips()} == {Cause.CUSTOMER}
