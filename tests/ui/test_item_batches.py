"""Edits of many rows at once: in a task, in one command, stopped without a trace."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import undo
from csdesk.app.queries.item_table import Column, Grouping, ItemFilter
from csdesk.data.store import Store
from csdesk.domain.codes import Priority, RowKind, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow, Project
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from tests.support import add_row, add_rows
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]
MANY, TARGET = 640, date(2026, 12, 1)


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        store, harbour = opened[1].store, opened[1]
        with store.write("rows.add") as unit:
            project = unit.get(Project, harbour.project_id)
            phase = add_row(unit, project, "Branches", kind=RowKind.PHASE, position=90)
            numbers = unit.take_numbers(harbour.customer_id, MANY)
            add_rows(unit, project, [
                {"title": f"Branch {place}", "parent_id": phase.id, "position": place,
                 "number": number, "target": TARGET}
                for place, number in enumerate(numbers)
            ])  # fmt: skip
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> ItemsScreen:
    made = ItemsScreen(world[0])
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    made.set_filter(ItemFilter(text="Branch "))
    made.model.check_all()
    assert len(made.model.checked) == MANY
    return made


def started(services: Services) -> list[Task]:
    tasks: list[Task] = []
    services.tasks.started.connect(tasks.append)
    return tasks


def branches(store: Store) -> list[PlanRow]:
    with store.read() as reader:
        return [row for row in reader.find(PlanRow) if row.title.startswith("Branch ")]


def idle(qtbot: QtBot, services: Services) -> None:
    qtbot.waitUntil(lambda: not services.tasks.busy, timeout=60_000)


def test_a_choice_for_all_is_one_command_in_a_task(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    services, store = world[0], world[1].store
    tasks, entries = started(services), len(store.history(limit=500))
    screen.edits.set(screen.model.checked, "priority", Priority.MUST)
    assert [task.title for task in tasks] == ["Changing 640 rows"]
    idle(qtbot, services)
    assert {row.priority for row in branches(store)} == {Priority.MUST}
    assert len(store.history(limit=500)) == entries + 1
    place = screen.model.place_of(screen.model.checked[0])
    assert place is not None
    section = list(screen.model.columns).index(Column.PRIORITY) + 1
    assert screen.model.index(place, section).data() == "Must"
    undo.undo(store)
    assert {row.priority for row in branches(store)} == {Priority.IMPORTANT}


def test_dates_of_all_move_by_working_days(qtbot: QtBot, screen: ItemsScreen, world: World) -> None:
    screen.trials.shift(screen.model.checked, 5)
    idle(qtbot, world[0])
    assert {row.target for row in branches(world[1].store)} == {date(2026, 12, 8)}
    undo.undo(world[1].store)
    assert {row.target for row in branches(world[1].store)} == {TARGET}


def test_a_cancelled_task_changes_nothing(qtbot: QtBot, screen: ItemsScreen, world: World) -> None:
    services, store = world[0], world[1].store
    tasks, entries = started(services), len(store.history(limit=500))
    screen.edits.set(screen.model.checked, "status", Status.IN_PROGRESS)
    tasks[0].cancel()
    idle(qtbot, services)
    assert {row.status for row in branches(store)} == {Status.TODO}
    assert len(store.history(limit=500)) == entries


def test_one_row_that_refuses_is_told_and_none_changes(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    told: list[object] = []
    world[0].problem.connect(told.append)
    screen.edits.set(screen.model.checked, "owner_contact_id", 987_654)
    idle(qtbot, world[0])
    assert isinstance(told[0], UserError)
    assert {row.owner_contact_id for row in branches(world[1].store)} == {None}


def test_a_pasted_column_sets_each_row_in_one_command(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    store = world[1].store
    screen.set_grouping(Grouping.NONE)
    lines = screen.table.shown_lines()
    section = list(screen.model.columns).index(Column.PRIORITY) + 1
    screen.table.setCurrentIndex(screen.model.index(0, section))
    entries = len(store.history(limit=500))
    text = "\n".join("Must" if place % 2 else "Optional" for place in range(MANY))
    QGuiApplication.clipboard().setText(text)
    screen.paste()
    idle(qtbot, world[0])
    kinds = {row.id: row.priority for row in branches(store)}
    assert kinds[lines[0].id] is Priority.OPTIONAL
    assert kinds[lines[639].id] is Priority.MUST
    assert len(store.history(limit=500)) == entries + 1


def test_few_rows_are_changed_at_once(screen: ItemsScreen, world: World) -> None:
    tasks = started(world[0])
    assert screen.edits.set(screen.model.checked[:100], "priority", Priority.MUST)
    assert tasks == []
