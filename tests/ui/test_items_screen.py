"""The items screen over a real workspace file: groups, many-row edits, clipboard, layout."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, undo
from csdesk.app.queries.item_table import Column, Grouping, ItemFilter, Sort
from csdesk.domain.codes import Priority, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.ui.delegates.editors import ChoiceField
from csdesk.ui.models.cells import CELL_ROLE, Cell
from csdesk.ui.screens.item_views import VIEWS
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> ItemsScreen:
    return open_items(qtbot, world[0])


def open_items(qtbot: QtBot, services: Services, customer_id: int | None = None) -> ItemsScreen:
    made = ItemsScreen(services, customer_id=customer_id)
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    return made


def row_of(world: World, title: str) -> PlanRow:
    with world[1].store.read() as reader:
        return reader.get(PlanRow, world[1].rows[title])


def headings(screen: ItemsScreen) -> list[str]:
    found = [screen.model.group_at(line) for line in range(screen.model.rowCount())]
    return [f"{group.key} {len(group.lines)}" for group in found if group is not None]


def titles(screen: ItemsScreen) -> list[str]:
    return [line.row.title for line in screen.table.shown_lines()]


def test_model_holds_under_the_tester(screen: ItemsScreen, world: World) -> None:
    tester = QAbstractItemModelTester(
        screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for grouping in Grouping:
        screen.set_grouping(grouping)
    for view in VIEWS:
        screen.show_view(view.key)
    screen.set_columns({Column.OWNER})
    screen.set_columns(set(Column))
    screen.model.check_all()
    screen.model.toggle_group("us")
    assert tester.model() is screen.model


def test_groups_are_turns_and_on_hold_stands_apart(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    assert headings(screen) == ["customer 3", "us 5", "third 2"]
    items.update(
        world[1].store,
        row_ids=[world[1].rows["Payroll export"]],
        status=Status.ON_HOLD,
        hold_reason="New contract",
        resume_on=date(2027, 1, 11),
    )
    assert headings(screen) == ["customer 3", "us 5", "third 1", "on_hold 1"]


def test_the_first_heading_names_who_lets_us_wait(screen: ItemsScreen) -> None:
    heading = screen.model.index(0, 0).data(CELL_ROLE)
    assert isinstance(heading, Cell)
    assert heading.text == "Waiting for the customer"
    assert heading.remark == "longest: Zhou Min, 14 days without an answer"


def test_keys_check_a_stretch_and_one_choice_changes_all_in_one_command(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    screen.table.select(world[1].rows["Employee file, 46 restaurants"])
    for _ in range(2):
        qtbot.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(screen.model.checked) == 3
    assert screen.bar.isVisible()
    assert screen.table.open_editor(screen.model.checked[0], Column.PRIORITY)
    field = next(one for one in screen.findChildren(ChoiceField) if one.isVisible())
    entries = len(world[1].store.history())
    qtbot.keyClick(field, Qt.Key.Key_1)
    rows = [row_of(world, title) for title in world[1].rows]
    assert sum(row.priority is Priority.MUST for row in rows) == 3
    assert len(world[1].store.history()) == entries + 1
    undo.undo(world[1].store)
    assert row_of(world, "Check imported data").priority is Priority.IMPORTANT


def test_space_checks_escape_clears_and_ctrl_a_takes_all(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    screen.table.select(world[1].rows["Data import"])
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen.model.checked == [world[1].rows["Data import"]]
    qtbot.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.model.checked) == 10
    qtbot.keyClick(screen.table, Qt.Key.Key_Escape)
    assert screen.model.checked == []
    assert not screen.bar.isVisible()


def test_a_digit_on_a_status_cell_sets_it(qtbot: QtBot, screen: ItemsScreen, world: World) -> None:
    line = screen.model.place_of(world[1].rows["Payroll export"])
    assert line is not None
    section = list(screen.model.columns).index(Column.STATUS) + 1
    screen.table.setCurrentIndex(screen.model.index(line, section))
    qtbot.keyClick(screen.table, Qt.Key.Key_3)
    assert row_of(world, "Payroll export").status is Status.IN_PROGRESS


def test_a_click_in_the_first_column_checks_and_on_a_heading_closes(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    line = screen.model.place_of(world[1].rows["Data import"])
    assert line is not None
    place = screen.table.visualRect(screen.model.index(line, 0)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.model.checked == [world[1].rows["Data import"]]
    head = screen.table.visualRect(screen.model.index(0, 0)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert "Employee file, 46 restaurants" not in titles(screen)


def test_filters_show_as_chips_and_sort_is_kept(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    screen.set_filter(ItemFilter(owners=frozenset({"Lin Yue"}), unfinished=True))
    assert set(headings(screen)) == {"us 4"}
    screen.set_sort(Sort(column=Column.TITLE, descending=True))
    assert titles(screen) == sorted(titles(screen), reverse=True)
    screen.set_columns({Column.OWNER, Column.TARGET})
    again = open_items(qtbot, world[0])
    assert again.model.sort_order == Sort(column=Column.TITLE, descending=True)
    assert list(again.model.columns) == [Column.TITLE, Column.OWNER, Column.TARGET]


def test_views_count_and_change_the_filter(screen: ItemsScreen) -> None:
    counts = screen.counts()
    assert counts["turn"] == 10
    assert counts["all"] == 13
    screen.show_view("all")
    assert len(titles(screen)) == 13
    assert "ended 3" in headings(screen)


def test_the_rail_offers_the_views_with_their_counts(screen: ItemsScreen) -> None:
    offered = {item.key: item for item in screen.rail_views()}
    assert offered["view:turn"].count == "10"
    offered["view:all"].go()
    assert screen.rail_choice() == "view:all"


def test_an_empty_view_says_so_and_offers_the_way_out(screen: ItemsScreen) -> None:
    screen.show_view("hold")
    assert not screen.table.isVisible()
    assert titles(screen) == []
    screen.show_view("all")
    assert screen.table.isVisible()


def test_a_change_reads_only_the_customers_it_touched(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    from csdesk.app.commands import customers, projects, rows
    from csdesk.domain.codes import RowKind

    other = customers.create(world[1].store, name="Mori Bakery", code="MB")
    project = projects.create(world[1].store, customer_id=other.id, name="Ovens")
    phase = rows.add(world[1].store, project_id=project.id, title="P", kind=RowKind.PHASE)
    rows.add(world[1].store, project_id=project.id, title="Count the ovens", parent_id=phase.id)
    assert "Count the ovens" in titles(screen)
    items.update(world[1].store, row_ids=[world[1].rows["Data import"]], title="Import")
    assert {"Count the ovens", "Import"} < set(titles(screen))
    assert len(titles(screen)) == 11
    undo.undo(world[1].store)
    undo.undo(world[1].store)
    assert "Count the ovens" not in titles(screen)


def test_copy_gives_text_that_no_spreadsheet_takes_for_a_formula(
    screen: ItemsScreen, world: World
) -> None:
    items.update(world[1].store, row_ids=[world[1].rows["Data import"]], title="=1+1")
    screen.copy()
    data = QGuiApplication.clipboard().mimeData()
    rows = data.text().splitlines()
    assert rows[0].split("\t")[0] == "Action item"
    assert len(rows) == 11
    assert any("2026-12-08" in row for row in rows)
    assert "mso-number-format" in data.html()


def test_paste_sets_a_block_in_one_command(screen: ItemsScreen, world: World) -> None:
    screen.set_grouping(Grouping.NONE)
    screen.set_columns({Column.STATUS, Column.PRIORITY})
    lines = screen.table.shown_lines()
    screen.table.select(lines[0].id)
    section = list(screen.model.columns).index(Column.STATUS) + 1
    screen.table.setCurrentIndex(screen.model.index(0, section))
    entries = len(world[1].store.history())
    QGuiApplication.clipboard().setText("In progress\tMust\n待处理\t可选\n")
    screen.paste()
    assert screen.trials.strip.isVisible(), "what begins by it ends later and moves others"
    assert len(world[1].store.history()) == entries
    screen.trials.strip.accept.click()
    first, second = (row_of(world, line.row.title) for line in lines[:2])
    assert first.priority is Priority.MUST
    assert second.priority is Priority.OPTIONAL
    assert second.status is Status.TODO
    assert len(world[1].store.history()) == entries + 1


def test_a_cell_that_cannot_be_read_pastes_nothing(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    told: list[object] = []
    world[0].problem.connect(told.append)
    line = screen.table.shown_lines()[0]
    screen.table.select(line.id)
    section = list(screen.model.columns).index(Column.STATUS) + 1
    place = screen.model.place_of(line.id)
    assert place is not None
    screen.table.setCurrentIndex(screen.model.index(place, section))
    QGuiApplication.clipboard().setText("Nearly")
    screen.paste()
    assert isinstance(told[0], UserError)
    assert told[0].code == "paste_unreadable"
    assert row_of(world, line.row.title) == line.row


def test_moving_dates_keeps_to_working_days(screen: ItemsScreen, world: World) -> None:
    from csdesk.app.commands import item_batch

    chosen = [world[1].rows["Data import"], world[1].rows["Payroll export"]]
    item_batch.shift(world[1].store, row_ids=chosen, days=5)
    assert row_of(world, "Data import").target == date(2026, 12, 15)
    undo.undo(world[1].store)
    assert row_of(world, "Data import").target == date(2026, 12, 8)


def test_as_a_tab_it_shows_one_customer_with_numbers(qtbot: QtBot, world: World) -> None:
    screen = open_items(qtbot, world[0], world[1].customer_id)
    assert Column.CUSTOMER not in screen.model.columns
    assert Column.NUMBER in screen.model.columns
    screen.new_item()
    qtbot.waitUntil(lambda: "New action item" in titles(screen))


def test_late_items_say_so_in_words(qtbot: QtBot, screen: ItemsScreen, world: World) -> None:
    row_id = world[1].rows["WeCom sign-on"]
    items.update(world[1].store, row_ids=[row_id], target=date(2026, 11, 26))
    place = screen.model.place_of(row_id)
    assert place is not None
    section = list(screen.model.columns).index(Column.REMARK) + 1
    text = screen.model.index(place, section).data()
    assert text.startswith("2 days late")
