"""Edits of items that move others wait at the foot of their table for a word."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, plan, undo
from csdesk.app.commands import rows as plan_rows
from csdesk.app.queries.item_table import Column
from csdesk.domain.codes import Cause
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow, SlipEntry
from csdesk.ui.screens import item_trials
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]
IMPORT, LIVE = "Data import", "Go-live, all 46"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> ItemsScreen:
    made = ItemsScreen(world[0])
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    return made


def row_of(world: World, title: str) -> PlanRow:
    with world[1].store.read() as reader:
        return reader.get(PlanRow, world[1].rows[title])


def slips(world: World) -> list[SlipEntry]:
    with world[1].store.read() as reader:
        return reader.find(SlipEntry)


def set_target(screen: ItemsScreen, row_id: int, day: date) -> None:
    place = screen.model.place_of(row_id)
    assert place is not None
    section = list(screen.model.columns).index(Column.TARGET) + 1
    screen.table.select(row_id)
    screen.model.setData(screen.model.index(place, section), day)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_date_that_moves_others_says_so_first(
    qtbot: QtBot, screen: ItemsScreen, world: World, key: Qt.Key
) -> None:
    before, strip = row_of(world, IMPORT), screen.trials.strip
    set_target(screen, before.id, date(2026, 12, 11))
    assert strip.isVisible()
    assert strip.sentence.words.startswith(
        "Other dates of “Data import”: 7 items move by up to +3 working days. Go-live 12 Jan → 14"
    )
    assert "First value 24 Dec → 29 Dec" in strip.sentence.words
    assert strip.geometry().bottom() == screen.rect().bottom()
    assert row_of(world, IMPORT) == before
    qtbot.keyClick(strip.accept, key)
    assert not strip.isVisible()
    if key == Qt.Key.Key_Escape:
        assert row_of(world, IMPORT) == before
        assert slips(world) == []
        return
    assert row_of(world, IMPORT).target == date(2026, 12, 11)
    assert row_of(world, LIVE).target == date(2027, 1, 14)
    assert {(one.cause, one.row_id) for one in slips(world)} == {(Cause.US, before.id)}
    undo.undo(world[1].store)
    assert row_of(world, LIVE).target == date(2027, 1, 12)
    assert slips(world) == []


def test_what_moves_nothing_else_is_stored_at_once(screen: ItemsScreen, world: World) -> None:
    set_target(screen, world[1].rows["Payroll export"], date(2026, 12, 31))
    assert not screen.trials.strip.isVisible()
    assert row_of(world, "Payroll export").target == date(2026, 12, 31)


def test_what_waits_is_given_up_by_another_edit_and_by_leaving(
    screen: ItemsScreen, world: World
) -> None:
    before, strip = row_of(world, IMPORT), screen.trials.strip
    set_target(screen, before.id, date(2026, 12, 11))
    assert strip.isVisible()
    set_target(screen, before.id, date(2026, 12, 14))
    assert "by up to +4 working days" in strip.sentence.words
    screen.hide()
    assert not strip.isVisible()
    assert row_of(world, IMPORT) == before


def test_what_waits_is_tried_again_when_something_changes(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    before, strip = row_of(world, IMPORT), screen.trials.strip
    set_target(screen, before.id, date(2026, 12, 11))
    items.update(world[1].store, row_ids=[world[1].rows["Payroll export"]], title="Export")
    assert "7 items move by up to +3" in strip.sentence.words
    items.update(world[1].store, row_ids=[world[1].rows[LIVE]], target=date(2027, 2, 1))
    assert "Go-live 1 Feb does not move." in strip.sentence.words
    with world[1].store.read() as reader:
        found = reader.find(PlanRow, project_id=before.project_id, kind=["item", "milestone"])
    others = [row.id for row in found if row.id != before.id]
    plan_rows.delete(world[1].store, row_ids=others)
    assert "nothing else moves" in strip.sentence.words
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert not strip.isVisible()
    assert row_of(world, IMPORT).target == date(2026, 12, 11)


def test_what_is_gone_meanwhile_is_told_and_nothing_waits(
    screen: ItemsScreen, world: World
) -> None:
    told: list[UserError] = []
    world[0].problem.connect(told.append)
    set_target(screen, world[1].rows[IMPORT], date(2026, 12, 11))
    assert screen.trials.strip.isVisible()
    plan_rows.delete(world[1].store, row_ids=[world[1].rows[IMPORT]])
    assert not screen.trials.strip.isVisible()
    assert len(told) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_keys_in_the_table_answer_what_waits(
    qtbot: QtBot, screen: ItemsScreen, world: World, key: Qt.Key
) -> None:
    before = row_of(world, IMPORT)
    set_target(screen, before.id, date(2026, 12, 11))
    screen.table.select(world[1].rows["Payroll export"])
    qtbot.keyClick(screen.table, key)
    assert not screen.trials.strip.isVisible()
    assert not screen.is_editing()
    moved = row_of(world, IMPORT).target != before.target
    assert moved == (key == Qt.Key.Key_Return)


def test_of_two_edits_that_are_tried_in_tasks_the_last_one_is_asked_for(
    qtbot: QtBot, screen: ItemsScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_trials, "MANY", 0)
    titles: list[str] = []
    world[0].tasks.started.connect(lambda task: titles.append(task.title))
    screen.trials.shift([world[1].rows[IMPORT]], 5)
    screen.trials.apply({world[1].rows[IMPORT]: {"target": date(2026, 12, 11)}})
    qtbot.waitUntil(lambda: not world[0].tasks.busy)
    assert screen.trials.strip.sentence.words.startswith("Pasting into 1 row: ")
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(world, IMPORT).target == date(2026, 12, 11))
    assert titles == ["Changing 1 row", "Pasting into 1 row", "Changing 1 row"]


def test_rows_of_several_plans_are_asked_for_together(
    qtbot: QtBot, screen: ItemsScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, harbour = world[1].store, world[1]
    other = plan.apply_template(
        store, customer_id=harbour.customer_id, template_code="light-30",
        start=date(2026, 12, 1), name="Second site",
    )  # fmt: skip
    with store.read() as reader:
        theirs = reader.find(PlanRow, project_id=other.project.id, kind="item")[0]
    monkeypatch.setattr(item_trials, "MANY", 1)  # in a task
    screen.trials.shift([harbour.rows[IMPORT], theirs.id], 5)
    strip = screen.trials.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.sentence.words.startswith("Other dates of 2 rows: ")
    assert strip.sentence.words.count("go-live") == 2
    qtbot.keyClick(strip.accept, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(world, IMPORT).target == date(2026, 12, 15))
    with store.read() as reader:
        assert reader.get(PlanRow, theirs.id).target != theirs.target
    undo.undo(store)
    assert row_of(world, IMPORT).target == date(2026, 12, 8)
    with store.read() as reader:
        assert reader.get(PlanRow, theirs.id).target == theirs.target


def test_pasted_dates_that_move_others_wait(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    before = row_of(world, IMPORT)
    screen.table.select(before.id)
    place = screen.model.place_of(before.id)
    assert place is not None
    section = list(screen.model.columns).index(Column.TARGET) + 1
    screen.table.setCurrentIndex(screen.model.index(place, section))
    QGuiApplication.clipboard().setText("2026-12-11")
    screen.paste()
    strip = screen.trials.strip
    assert strip.sentence.words.startswith("Pasting into 1 row: 7 items move by up to +3")
    assert row_of(world, IMPORT) == before
    qtbot.mouseClick(strip.accept, Qt.MouseButton.LeftButton)
    assert row_of(world, IMPORT).target == date(2026, 12, 11)
