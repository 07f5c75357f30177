"""How wide the columns of a plan are, and which stand there at first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csdesk.app.commands import baselines, items, projects, rows
from csdesk.domain.codes import RowKind
from csdesk.ui.gantt.column_fit import EASY_TITLE, LEAST_OWNER
from csdesk.ui.models.plan_columns import USUAL, PlanColumn
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.services import Services
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


def make(qtbot: QtBot, services: Services, project_id: int, width: int = 1388) -> PlanScreen:
    made = PlanScreen(services, project_id=project_id)
    qtbot.addWidget(made)
    made.resize(width, 760)
    made.show()
    return made


def test_long_names_of_owners_give_way_to_titles(qtbot: QtBot, world: World) -> None:
    screen = make(qtbot, world[0], world[1].project_id)
    tree, fit = screen.view.tree, screen.view.fit
    items.update(
        world[1].store, row_ids=[world[1].rows["Data import"]],
        owner_name="Steel Erection Contractor Management", owner_contact_id=None,
        owner_user_id=None,
    )  # fmt: skip
    screen.load()
    wide = {one: tree.columnWidth(one) for one in fit.columns}
    shown = sum(wide.values())
    assert shown <= tree.viewport().width(), "nothing has to be scrolled sideways"
    assert wide[PlanColumn.TITLE] >= EASY_TITLE
    screen.view.set_tree_width(480)
    assert tree.columnWidth(PlanColumn.OWNER) == LEAST_OWNER
    tree.setColumnWidth(PlanColumn.OWNER, 170)
    assert tree.columnWidth(PlanColumn.OWNER) == 170, "what a person chose stays"


def test_a_wide_window_gives_long_titles_the_room_they_need(qtbot: QtBot, world: World) -> None:
    items.update(
        world[1].store, row_ids=[world[1].rows["Data import"]],
        title="Import the employee file of all restaurants",
    )  # fmt: skip
    screen = make(qtbot, world[0], world[1].project_id, width=1868)
    tree = screen.view.tree
    need = tree.fontMetrics().horizontalAdvance("Import the employee file of all restaurants") + 30
    assert tree.columnWidth(PlanColumn.TITLE) > need
    assert tree.width() <= screen.view.width() // 2
    assert sum(tree.columnWidth(one) for one in screen.view.fit.columns) <= tree.width() + 1


def test_the_column_of_slips_waits_for_a_baseline(qtbot: QtBot, world: World) -> None:
    services, harbour = world
    bare = projects.create(
        harbour.store, customer_id=harbour.customer_id, name="Bare", start=date(2026, 12, 1)
    )
    phase = rows.add(harbour.store, project_id=bare.id, title="Set-up", kind=RowKind.PHASE)
    new = rows.add(harbour.store, project_id=bare.id, title="Import", parent_id=phase.id)
    screen = make(qtbot, services, bare.id)
    tree = screen.view.tree
    assert tree.isColumnHidden(PlanColumn.SLIP)
    screen.tools.set_columns(USUAL | {PlanColumn.NUMBER})
    assert not tree.isColumnHidden(PlanColumn.SLIP), "who chooses columns has them"
    screen.tools.set_columns(USUAL)
    assert tree.isColumnHidden(PlanColumn.SLIP)
    items.update(harbour.store, row_ids=[new.id], start=TODAY, target=TODAY)
    baselines.agree(harbour.store, project_id=bare.id, agreed_by="Guo Wei", agreed_on=TODAY)
    screen.load()
    assert not tree.isColumnHidden(PlanColumn.SLIP)
    assert tree.columnWidth(PlanColumn.SLIP) < 60
