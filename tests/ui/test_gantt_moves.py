"""Moves on the chart: what is offered where links forbid one, several rows, large plans."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, undo
from csdesk.domain.codes import Cause
from csdesk.domain.follow import Follow
from csdesk.domain.records import Dependency, PlanRow, Project
from csdesk.layout.from_plan import Labels
from csdesk.ui.models.cells import CELL_ROLE, Tone
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.screens.plan_moves import DEADLINE
from csdesk.ui.services import Services
from tests.support import add_row
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

IMPORT = "Data import"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Services, Harbour]]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: tuple[Services, Harbour]) -> PlanScreen:
    made = PlanScreen(world[0], project_id=world[1].project_id)
    qtbot.addWidget(made)
    made.resize(1388, 760)
    made.show()
    return made


def row_of(world: tuple[Services, Harbour], title: str) -> PlanRow:
    with world[1].store.read() as reader:
        return reader.get(PlanRow, world[1].rows[title])


def take(qtbot: QtBot, screen: PlanScreen, row_id: int, steps: int) -> None:
    """Take a bar by keys and move it by working days."""
    screen.view.select(row_id)
    screen.chart.begin("move")
    key = Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left
    for _ in range(abs(steps)):
        qtbot.keyClick(screen.view.chart, key)
    screen.chart.look()


def test_where_links_forbid_a_day_three_ways_are_offered(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    take(qtbot, screen, world[1].rows[IMPORT], -1)
    strip, chart = screen.chart.strip, screen.view.chart
    assert strip.sentence.words.startswith(
        "“Data import” cannot be earlier: it waits for “Employee file, 46 restaurants”."
    )
    assert chart.tag == ("Waits for Employee file, 46 restaurants", "")
    ways = [option.value for option in strip.how.options]
    assert ways == [Follow.UNFINISHED, Follow.BREAK, DEADLINE]
    strip.how.choose(ways.index(DEADLINE))
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert row_of(world, IMPORT).deadline == date(2026, 12, 7)
    assert row_of(world, IMPORT).start == date(2026, 12, 3)
    undo.undo(world[1].store)
    assert row_of(world, IMPORT).deadline is None


def test_breaking_the_link_moves_the_bar_at_once_and_takes_the_link_out(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    take(qtbot, screen, world[1].rows[IMPORT], -1)
    strip = screen.chart.strip
    strip.how.choose(1)
    assert "by −1 working day" in strip.sentence.words
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    assert row_of(world, IMPORT).start == date(2026, 12, 2)
    with world[1].store.read() as reader:
        into = reader.find(Dependency, successor_id=world[1].rows[IMPORT])
    assert into == []


def test_the_cause_is_chosen_among_late_predecessors_and_sides(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    take(qtbot, screen, world[1].rows[IMPORT], 2)
    cause = screen.chart.strip.cause
    texts = [option.text for option in cause.options]
    assert texts[0] == "Employee file, 46 restaurants"
    assert texts[-4:] == ["Us", "Customer", "Third party", "Scope"]
    cause.choose(texts.index("Scope"))
    take_back = world[1].store
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    from csdesk.domain.records import SlipEntry

    with take_back.read() as reader:
        causes = {entry.cause for entry in reader.find(SlipEntry)}
    assert causes == {Cause.SCOPE}


def test_back_at_its_old_place_nothing_waits(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    take(qtbot, screen, world[1].rows[IMPORT], 2)
    assert screen.chart.strip.isVisible()
    for _ in range(2):
        qtbot.keyClick(screen.view.chart, Qt.Key.Key_Left)
    screen.chart.look()
    assert not screen.chart.strip.isVisible()
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    assert not screen.chart.is_busy
    assert row_of(world, IMPORT).start == date(2026, 12, 3)


def test_a_change_from_elsewhere_waits_until_the_move_is_decided(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    from csdesk.app.commands import items

    take(qtbot, screen, world[1].rows[IMPORT], 2)
    items.update(world[1].store, row_ids=[world[1].rows["Payroll export"]], title="Payroll")
    line = screen.view.model.line_of(world[1].rows["Payroll export"])
    assert line is not None
    assert screen.view.model.index(line, 0).data() == "Payroll export"
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Escape)
    assert screen.view.model.index(line, 0).data() == "Payroll"


def test_labels_and_row_height_are_kept_on_the_machine(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    screen.chart.looks.set_labels(Labels.DATES)
    screen.chart.looks.turn_density()
    assert screen.view.chart.band.height == 32
    assert screen.view.tree.rowHeight(0) == 32
    again = PlanScreen(world[0], project_id=world[1].project_id)
    qtbot.addWidget(again)
    again.resize(1388, 760)
    again.show()
    assert again.view.labels is Labels.DATES
    assert again.view.chart.band.height == 32
    assert again.view.tree.rowHeight(0) == 32


def test_a_move_in_a_large_plan_is_stored_in_a_task(
    qtbot: QtBot,
    screen: PlanScreen,
    world: tuple[Services, Harbour],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("csdesk.ui.screens.plan_moves.MANY", 5)
    take(qtbot, screen, world[1].rows[IMPORT], 3)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    assert screen.chart.is_busy
    qtbot.waitUntil(lambda: not screen.chart.is_busy, timeout=10_000)
    assert row_of(world, IMPORT).start == date(2026, 12, 8)
    line = screen.view.model.line_of(world[1].rows[IMPORT])
    assert line is not None
    qtbot.waitUntil(lambda: screen.view.model.index(line, 3).data() == "8 Dec")


def test_a_deadline_that_a_move_misses_is_told_before_it_is_taken(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    row_id, ready = world[1].rows[IMPORT], world[1].rows["Data ready"]
    items.update(world[1].store, row_ids=[ready], deadline=date(2026, 12, 14))
    qtbot.waitUntil(lambda: not screen.stale)
    model, finish = screen.view.model, PlanColumn.FINISH
    plan = model.plan
    assert plan is not None
    cell = model.index(model.line_of(ready) or 0, finish)
    assert cell.data(CELL_ROLE).words[0].tone is not Tone.BAD
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Deadline Mon 14 Dec"
    take(qtbot, screen, row_id, 5)
    told = screen.chart.strip.sentence
    assert "“Data ready” misses its deadline 14 Dec by 3 working days." in told.words
    take_back = screen.chart.strip.how.options
    assert take_back, "a choice is still there"
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.chart.is_busy and not screen.stale)
    assert cell.data(CELL_ROLE).words[0].tone is Tone.BAD
    words = "Deadline Mon 14 Dec, missed by 3 working days"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == words
    assert words in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words in screen.view.chart._tips.row_tip(ready)  # type: ignore[union-attr]
    take(qtbot, screen, row_id, -5)
    assert "misses its deadline" not in told.words
    screen.chart.cancel()


def test_a_move_that_only_misses_a_deadline_is_no_quiet_one(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    with world[1].store.write("add") as unit:
        lone = add_row(
            unit, unit.get(Project, world[1].project_id), "Letter",
            start=date(2026, 12, 7), target=date(2026, 12, 8), deadline=date(2026, 12, 9),
        )  # fmt: skip
    qtbot.waitUntil(lambda: screen.view.model.line_of(lone.id) is not None)
    take(qtbot, screen, lone.id, 1)
    assert not screen.chart.strip.isVisible()
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Right)
    screen.chart.look()
    assert screen.chart.strip.isVisible()
    assert "by 1 working day." in screen.chart.strip.sentence.words
    screen.chart.cancel()
