"""Operations of the plan are tried before they are stored, in large plans in a task."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import calendars, items, links, plan, projects, rows, undo
from csdesk.app.queries.owners import OwnerChoice
from csdesk.data.store import Store
from csdesk.domain.codes import AcceptanceResult, Cause, ProjectStatus, Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow, Project, SlipEntry
from csdesk.ui.dialogs.plan_durations import DurationsDialog
from csdesk.ui.models.plan_columns import USUAL, PlanColumn
from csdesk.ui.screens import plan_moves, plan_trials
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import answer, open_harbour

World = tuple[Services, Harbour]
IMPORT, TRAIN, LIVE = "Data import", "Train 41 managers", "Go-live, all 46"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> PlanScreen:
    made = PlanScreen(world[0], project_id=world[1].project_id)
    qtbot.addWidget(made)
    made.resize(1388, 760)
    made.show()
    made.tools.set_columns(USUAL | {PlanColumn.DURATION})
    return made


def row_of(world: World, title: str) -> PlanRow:
    with world[1].store.read() as reader:
        return reader.get(PlanRow, world[1].rows[title])


def slips(world: World) -> list[SlipEntry]:
    with world[1].store.read() as reader:
        return reader.find(SlipEntry)


def paste(qtbot: QtBot, screen: PlanScreen, world: World, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    screen.view.select(world[1].rows[IMPORT], PlanColumn.DURATION)
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_an_owner_who_works_on_other_days_is_asked_for(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    harbour = world[1]
    train = harbour.rows[TRAIN]
    links.link(
        harbour.store, predecessor_id=harbour.rows["Payroll export"], successor_id=train
    )  # which pushes it past its promise
    calendars.put_days_off(
        harbour.store, customer_id=harbour.customer_id,
        first=date(2027, 1, 4), last=date(2027, 1, 6), name="Stocktaking",
    )  # fmt: skip
    before = row_of(world, TRAIN)
    assert before.side is Side.US
    screen.view.select(train)
    screen.tools.operations.set_field("owner", OwnerChoice(name="Fang", side=Side.CUSTOMER))
    assert row_of(world, TRAIN) == before
    answer(qtbot, screen, says="Another owner of “Train 41 managers”: 3 items move by up to +3")
    assert row_of(world, TRAIN).side is Side.CUSTOMER
    assert {slip.days for slip in slips(world)} == {1, 3}
    undo.undo(harbour.store)
    assert row_of(world, TRAIN).side is Side.US
    assert slips(world) == []
    screen.tools.operations.set_field("owner", OwnerChoice(name="Somebody", side=Side.US))
    answer(qtbot, screen)
    assert row_of(world, TRAIN).owner_name == "Somebody"


def test_what_a_command_refuses_is_told_and_nothing_waits(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    told: list[UserError] = []
    world[0].problem.connect(told.append)
    screen.view.select(world[1].rows["Kickoff and goals"])
    screen.tools.operations.change_depth(-1)
    assert len(told) == 1
    assert not screen.chart.strip.isVisible()
    assert not screen.chart.is_busy


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_in_a_large_plan_it_is_tried_in_a_task(
    qtbot: QtBot,
    screen: PlanScreen,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.Key,
) -> None:
    monkeypatch.setattr(plan_trials, "MANY", 5)
    titles: list[str] = []
    world[0].tasks.started.connect(lambda task: titles.append(task.title))
    paste(qtbot, screen, world, "7\n4")
    assert titles == ["Pasting into 2 rows"]
    strip = screen.chart.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.sentence.words.startswith("Pasting into 2 rows: 7 items move by up to +5")
    assert row_of(world, IMPORT).duration == 4
    qtbot.keyClick(screen.view.chart, key)
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert row_of(world, IMPORT).duration == (4 if key == Qt.Key.Key_Escape else 7)
    assert {one.cause for one in slips(world)} == (
        set() if key == Qt.Key.Key_Escape else {Cause.CUSTOMER}
    )


def test_a_trial_that_is_cancelled_leaves_everything(
    qtbot: QtBot, screen: PlanScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_trials, "MANY", 5)
    world[0].tasks.started.connect(lambda task: task.cancel())
    paste(qtbot, screen, world, "7\n4")
    qtbot.waitUntil(lambda: not world[0].tasks.busy)
    assert not screen.chart.strip.isVisible()
    assert not screen.chart.is_busy
    assert row_of(world, IMPORT).duration == 4


def test_a_plan_that_changed_meanwhile_is_tried_again(
    qtbot: QtBot, screen: PlanScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_trials, "MANY", 5)
    paste(qtbot, screen, world, "7\n4")
    items.update(world[1].store, row_ids=[world[1].rows[LIVE]], target=date(2027, 2, 1))
    strip = screen.chart.strip
    qtbot.waitUntil(strip.isVisible)
    assert "Go-live 1 Feb does not move." in strip.sentence.words
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert row_of(world, IMPORT).duration == 7
    assert row_of(world, LIVE).target == date(2027, 2, 1)


def test_durations_of_finished_projects_are_taken_over(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    store, customer_id = world[1].store, world[1].customer_id
    old = plan.apply_template(
        store, customer_id=customer_id, template_code="light-30", start=date(2026, 7, 1), name="Old"
    )
    code = _finish(store, old.project.id)
    fresh = plan.apply_template(
        store, customer_id=customer_id, template_code="light-30", start=date(2026, 12, 1),
        name="New",
    )  # fmt: skip
    screen.show_project(fresh.project.id)
    screen.tools.operations.durations()
    shown = screen.findChild(DurationsDialog)
    assert isinstance(shown, DurationsDialog)
    row_id = fresh.row_ids[code]
    keys = [key for key, _ in shown.table.records.rows]
    assert row_id in keys
    for key in keys:
        if key != row_id:
            shown.table.pressed_cell.emit(key, 0)
    assert shown.chosen == {row_id}
    shown.take()
    answer(qtbot, screen, says="Usual duration of 1 item: 27 items move by up to +8")
    with store.read() as reader:
        assert reader.get(PlanRow, row_id).duration == 9
    undo.undo(store)
    with store.read() as reader:
        assert reader.get(PlanRow, row_id).duration != 9


def _finish(store: Store, project_id: int) -> str:
    """Let the first item of a project take nine working days, and finish the project."""
    with store.read() as reader:
        row = reader.find(PlanRow, project_id=project_id, kind="item", order_by=("number",))[0]
    items.update(store, row_ids=[row.id], status=Status.DONE, actual_start=date(2026, 9, 7),
                 on=date(2026, 9, 17))  # fmt: skip
    items.update(store, row_ids=[row.id], actual_start=date(2026, 9, 7))
    projects.record_acceptance(
        store, project_id=project_id, result=AcceptanceResult.ACCEPTED, on=date(2026, 10, 1)
    )
    projects.finish(store, project_id=project_id)
    with store.read() as reader:
        assert reader.get(Project, project_id).status is ProjectStatus.FINISHED
    return row.template_ref.partition(":")[2]


def test_pasted_working_days_are_those_of_the_row(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    calendars.put_days_off(
        world[1].store,
        customer_id=world[1].customer_id,
        first=date(2026, 12, 8),
        name="Stocktaking",
    )
    checked = world[1].rows["Check imported data"]
    QGuiApplication.clipboard().setText("in 8 working days")
    screen.view.select(checked, PlanColumn.FINISH)
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    answer(qtbot, screen, says="Pasting into 1 row: ")
    assert row_of(world, "Check imported data").target == date(2026, 12, 11)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_keys_in_the_table_answer_what_waits(
    qtbot: QtBot, screen: PlanScreen, world: World, key: Qt.Key
) -> None:
    paste(qtbot, screen, world, "7")
    assert screen.chart.strip.isVisible()
    screen.view.select(world[1].rows[TRAIN])
    screen.view.tree.setFocus()
    qtbot.keyClick(screen.view.tree, key)
    assert not screen.chart.strip.isVisible()
    assert not screen.view.tree.is_editing()
    assert row_of(world, IMPORT).duration == (7 if key == Qt.Key.Key_Return else 4)


def test_what_waits_is_tried_again_on_the_plan_as_it_becomes(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    store, strip = world[1].store, screen.chart.strip
    items.update(store, row_ids=[world[1].rows[LIVE]], target=date(2027, 2, 1))
    paste(qtbot, screen, world, "7")
    assert "Go-live 1 Feb does not move." in strip.sentence.words
    undo.undo(store)
    assert strip.isVisible()
    assert "Go-live 12 Jan" in strip.sentence.words
    shown = screen.view.model.plan
    assert shown is not None
    assert shown.rows[world[1].rows[LIVE]].target == date(2027, 1, 12)
    others = [row.id for row in shown.plan.rows if not row.kind.is_summary]
    others.remove(world[1].rows[IMPORT])
    rows.delete(store, row_ids=others)
    assert strip.isVisible()
    assert "nothing else moves" in strip.sentence.words
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Return)
    assert not strip.isVisible()
    assert row_of(world, IMPORT).duration == 7


def test_what_waits_is_left_when_its_row_is_gone(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    told: list[UserError] = []
    world[0].problem.connect(told.append)
    paste(qtbot, screen, world, "7")
    rows.delete(world[1].store, row_ids=[world[1].rows[IMPORT]])
    assert not screen.chart.strip.isVisible()
    assert not screen.chart.is_busy
    assert world[1].rows[IMPORT] not in screen.view.model.shown
    assert len(told) == 1


def test_what_is_tried_in_a_plan_that_is_left_is_not_stored_unseen(
    qtbot: QtBot, screen: PlanScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = plan.apply_template(
        world[1].store, customer_id=world[1].customer_id, template_code="light-30",
        start=date(2026, 12, 1), name="Second site",
    )  # fmt: skip
    monkeypatch.setattr(plan_trials, "MANY", 5)
    paste(qtbot, screen, world, "7\n4")
    screen.show_project(other.project.id)
    qtbot.waitUntil(lambda: not world[0].tasks.busy)
    assert not screen.chart.strip.isVisible()
    assert row_of(world, IMPORT).duration == 4


def test_what_is_asked_for_while_another_change_is_stored_waits_for_it(
    qtbot: QtBot, screen: PlanScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_moves, "MANY", 5)
    paste(qtbot, screen, world, "7")
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    assert screen.chart.is_busy
    screen.view.select(world[1].rows[TRAIN])
    screen.tools.operations.shift(5)
    qtbot.waitUntil(lambda: not world[0].tasks.busy and screen.chart.strip.isVisible())
    assert screen.chart.strip.sentence.words.startswith("Other dates of “Train 41 managers”: ")
    assert row_of(world, IMPORT).duration == 7
    before = row_of(world, TRAIN)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(world, TRAIN).target != before.target)


def test_a_row_that_is_pinned_in_its_menu_is_asked_for(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    harbour = world[1]
    train = harbour.rows[TRAIN]
    links.link(harbour.store, predecessor_id=harbour.rows["Payroll export"], successor_id=train)
    screen.view.select(train)
    screen.tools.operations.set_field("pinned", True)
    assert not row_of(world, TRAIN).pinned
    answer(qtbot, screen, says="Conditions of “Train 41 managers”: 1 item moves by −3 ")
    assert row_of(world, TRAIN).pinned
    undo.undo(harbour.store)
    assert not row_of(world, TRAIN).pinned


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_what_waits_is_answered_after_its_phase_was_folded(
    qtbot: QtBot, screen: PlanScreen, world: World, key: Qt.Key
) -> None:
    view, strip = screen.view, screen.chart.strip
    paste(qtbot, screen, world, "7")
    phase = row_of(world, IMPORT).parent_id
    assert phase is not None
    view.select(phase)
    view.tree.setFocus()
    view.model.toggle(phase)
    qtbot.wait(5)
    assert strip.sentence.words.startswith("Pasting into 1 row: 7 items move by up to +3")
    line = view.model.line_of(world[1].rows[LIVE])
    assert line is not None
    assert view.chart.shown_row(line).finish == date(2027, 1, 14).toordinal()
    qtbot.keyClick(view.tree, key)
    assert not strip.isVisible()
    assert not screen.chart.is_busy
    assert row_of(world, IMPORT).duration == (7 if key == Qt.Key.Key_Return else 4)


def test_a_typed_date_is_left_when_its_phase_is_folded(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    assert screen.chart.typed(world[1].rows[IMPORT], "target", date(2026, 12, 11))
    qtbot.waitUntil(screen.chart.strip.isVisible)
    phase = row_of(world, IMPORT).parent_id
    assert phase is not None
    screen.view.model.toggle(phase)
    qtbot.waitUntil(lambda: not screen.chart.strip.isVisible())
    assert not screen.chart.is_busy
    assert row_of(world, IMPORT).target == date(2026, 12, 8)


def test_a_date_that_was_typed_into_a_plan_that_is_another_by_now_is_looked_at_again(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    store, ids = world[1].store, world[1].rows
    line = screen.view.model.line_of(ids[IMPORT])
    assert line is not None
    cell = screen.view.model.index(line, PlanColumn.DURATION)
    assert screen.view.model.setData(cell, 7)
    items.update(store, row_ids=[ids[LIVE]], target=date(2027, 2, 1))
    strip = screen.chart.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.sentence.words.startswith("Moving the end of “Data import” by +3 working days")
    assert "Go-live 1 Feb does not move." in strip.sentence.words
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(world, IMPORT).duration == 7)
