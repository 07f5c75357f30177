"""The tree of the plan: filter, columns, several rows at once, drag, copy and paste."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, projects, row_copies, undo
from csdesk.domain.codes import LinkType, Priority, RowKind, Side, Status, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.records import Dependency, PlanRow
from csdesk.ui.delegates.editors import WordsField
from csdesk.ui.gantt.plan_editors import FigureField, LinksField
from csdesk.ui.models.plan_columns import USUAL, PlanColumn
from csdesk.ui.screens.plan import MANY_ROWS, PlanScreen
from csdesk.ui.screens.plan_filter import PlanFilter
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import answer, open_harbour

World = tuple[Services, Harbour]
ALL = frozenset(PlanColumn)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> PlanScreen:
    return make(qtbot, world)


def make(qtbot: QtBot, world: World) -> PlanScreen:
    made = PlanScreen(world[0], project_id=world[1].project_id)
    qtbot.addWidget(made)
    made.resize(1388, 760)
    made.show()
    return made


def row_of(world: World, title: str) -> PlanRow:
    with world[1].store.read() as reader:
        return reader.get(PlanRow, world[1].rows[title])


def followed(world: World, title: str) -> list[tuple[int, LinkType, int]]:
    with world[1].store.read() as reader:
        links = reader.find(Dependency, successor_id=world[1].rows[title])
    return [(one.predecessor_id, one.type, one.lag) for one in links]


def titles(screen: PlanScreen) -> list[str]:
    model = screen.view.model
    shown = [model.plan.rows[row_id].title for row_id in model.shown] if model.plan else []
    chart = [screen.view.chart.chart_row(line).row_id for line in range(len(shown))]
    assert chart == model.shown, "tree and chart show the same rows"
    return shown


def told(services: Services) -> list[UserError]:
    found: list[UserError] = []
    services.problem.connect(found.append)
    return found


def choose(screen: PlanScreen, world: World, *names: str) -> None:
    screen.view.tree.choose([world[1].rows[name] for name in names])


# --- filter ----------------------------------------------------------------------------------


def test_a_filter_keeps_the_phases_of_what_passes(screen: PlanScreen, world: World) -> None:
    screen.tools.set_filter(PlanFilter(sides=frozenset({Side.THIRD})))
    assert titles(screen) == [
        "Set-up and data", "WeCom sign-on", "Roll-out, 41 restaurants", "Payroll export",
    ]  # fmt: skip
    assert screen.tools.filters.isVisible()
    tester = QAbstractItemModelTester(
        screen.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    screen.tools.clear_filter()
    assert len(titles(screen)) == 23
    assert not screen.tools.filters.isVisible()
    assert tester.model() is screen.view.model


def test_conditions_hold_together_and_owners_are_any_of(screen: PlanScreen, world: World) -> None:
    zhou, fang = row_of(world, "Employee file, 46 restaurants"), row_of(
        world, "Publish two weeks of rosters"
    )  # fmt: skip
    owners = frozenset({f"c{zhou.owner_contact_id}", f"c{fang.owner_contact_id}"})
    screen.tools.set_filter(PlanFilter(owners=owners, unfinished=True, weeks=2))
    assert titles(screen) == [
        "Set-up and data", "Employee file, 46 restaurants", "Check imported data", "Data ready",
    ]  # fmt: skip


def test_the_look_ahead_keeps_what_is_late(screen: PlanScreen, world: World) -> None:
    items.update(world[1].store, row_ids=[world[1].rows["Payroll export"]],
                 start=date(2026, 11, 16), target=date(2026, 11, 20))  # fmt: skip
    screen.tools.set_filter(PlanFilter(weeks=1))
    assert "Payroll export" in titles(screen)
    assert "Train 41 managers" not in titles(screen)
    assert "Discovery call" not in titles(screen)


def test_escape_clears_first_the_choice_then_the_filter(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.tools.set_filter(PlanFilter(unfinished=True))
    choose(screen, world, "Data import", "Data ready")
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Escape)
    assert screen.view.tree.chosen() == [world[1].rows["Data import"]]
    assert not screen.tools.shown.is_empty
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Escape)
    assert screen.tools.shown.is_empty


def test_filter_and_columns_are_remembered_on_this_machine(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    shown = PlanFilter(unfinished=True, sides=frozenset({Side.CUSTOMER}), weeks=4)
    screen.tools.set_filter(shown)
    screen.tools.set_columns(USUAL | {PlanColumn.PREDECESSORS} - {PlanColumn.SLIP})
    again = make(qtbot, world)
    assert again.tools.shown == shown
    assert again.view.fit.columns == screen.view.fit.columns
    assert titles(again) == titles(screen)


def test_what_is_filtered_is_counted(screen: PlanScreen) -> None:
    screen.tools.set_filter(PlanFilter(unfinished=True))
    assert screen.tools._hidden.text == "5 rows hidden"
    assert screen.view.model.rowCount() == 23 - 5 + 1


def test_levels_are_opened_and_closed(screen: PlanScreen, world: World) -> None:
    screen.view.open_to(0)
    assert titles(screen)[:2] == ["Kickoff and goals", "Set-up and data"]
    assert len(titles(screen)) == 5
    screen.view.open_to(1)
    assert len(titles(screen)) == 23


# --- columns ---------------------------------------------------------------------------------


def cell(screen: PlanScreen, world: World, title: str, column: PlanColumn) -> str:
    line = screen.view.model.line_of(world[1].rows[title])
    assert line is not None
    return str(screen.view.model.index(line, column).data())


def test_every_column_says_what_it_should(screen: PlanScreen, world: World) -> None:
    screen.tools.set_columns(ALL)
    shown = {column: cell(screen, world, "Data import", column) for column in PlanColumn}
    expected = {
        PlanColumn.NUMBER: "A6", PlanColumn.AGREED_START: "25 Nov", PlanColumn.AGREED: "30 Nov",
        PlanColumn.START_VARIANCE: "+6", PlanColumn.FINISH_VARIANCE: "+6",
        PlanColumn.TARGET: "8 Dec", PlanColumn.DURATION: "4 d", PlanColumn.PREDECESSORS: "A4",
        PlanColumn.PRIORITY: "Important", PlanColumn.PROGRESS: "", PlanColumn.SLIP: "+6",
    }  # fmt: skip
    assert {column: shown[column] for column in expected} == expected
    assert shown[PlanColumn.SLACK].endswith(" d")
    assert shown[PlanColumn.FREE_SLACK].endswith(" d")
    assert not screen.view.tree.isColumnHidden(PlanColumn.FREE_SLACK)
    head = screen.view.tree.horizontalHeader()
    assert head.visualIndex(PlanColumn.NUMBER) == 0
    screen.tools.set_columns(USUAL)
    assert screen.view.tree.isColumnHidden(PlanColumn.NUMBER)


def test_a_typed_predecessor_is_one_command_with_undo(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.tools.set_columns(USUAL | {PlanColumn.PREDECESSORS})
    file, sign_on = (
        world[1].rows["Employee file, 46 restaurants"], world[1].rows["WeCom sign-on"],
    )  # fmt: skip
    before = followed(world, "Data import")
    assert screen.view.open_editor(world[1].rows["Data import"], PlanColumn.PREDECESSORS)
    field = screen.view.tree.viewport().findChild(LinksField)
    assert isinstance(field, LinksField)
    assert field.text() == "A4"
    field.setText("A4, 5SS+2d")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(followed(world, "Data import")) == 2)
    assert followed(world, "Data import") == [
        (file, LinkType.FS, 0), (sign_on, LinkType.SS, 2),
    ]  # fmt: skip
    undo.undo(world[1].store)
    assert followed(world, "Data import") == before


def test_a_predecessor_that_cannot_be_read_stays_in_the_field_with_a_sentence(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.tools.set_columns(USUAL | {PlanColumn.PREDECESSORS})
    screen.view.open_editor(world[1].rows["Data import"], PlanColumn.PREDECESSORS)
    field = screen.view.tree.viewport().findChild(LinksField)
    assert isinstance(field, LinksField)
    field.setText("A99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.bad
    assert field.panel.words.text.startswith("This plan has no row A99")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(followed(world, "Data import")) == 1


def test_a_predecessor_that_leads_round_is_refused(screen: PlanScreen, world: World) -> None:
    sentences = told(world[0])
    model = screen.view.model
    line = model.line_of(world[1].rows["Employee file, 46 restaurants"])
    assert line is not None
    from csdesk.domain.link_text import parse_links

    assert model.plan is not None
    specs = parse_links("A6", model.plan.marks)
    assert not model.setData(model.index(line, PlanColumn.PREDECESSORS), specs)
    assert [error.code for error in sentences] == ["link_cycle"]


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        (PlanColumn.DURATION, "6 d", "duration", 6),
        (PlanColumn.PROGRESS, "30%", "progress", 30),
    ],
)
def test_figures_are_edited_in_their_cells(
    qtbot: QtBot,
    screen: PlanScreen,
    world: World,
    column: PlanColumn,
    text: str,
    field: str,
    value: int,
) -> None:
    screen.tools.set_columns(USUAL | {column})
    screen.view.open_editor(world[1].rows["Manager guide and video"], column)
    figure = screen.view.tree.viewport().findChild(FigureField)
    assert isinstance(figure, FigureField)
    figure.setText(text)
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: getattr(row_of(world, "Manager guide and video"), field) == value)


# --- several rows ----------------------------------------------------------------------------


def test_keys_choose_several_rows_and_the_bar_says_so(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.view.select(world[1].rows["Data import"])
    assert not screen.tools.bar.isVisible()
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    names = ("Data import", "Check imported data")
    assert screen.view.tree.chosen() == [world[1].rows[name] for name in names]
    assert screen.tools.bar.isVisible()
    assert screen.tools.bar._count.text == "2 chosen"


def menu_entry(menu: QMenu, text: str) -> None:
    found = [one for one in menu.actions() if one.text().split("  ")[-1].split("\t")[0] == text]
    assert len(found) == 1, [one.text() for one in menu.actions()]
    found[0].trigger()


@pytest.mark.parametrize(
    ("button", "text", "field", "value"),
    [
        ("status", "In progress", "status", Status.IN_PROGRESS),
        ("priority", "Must", "priority", Priority.MUST),
        ("visibility", "Internal", "visibility", Visibility.INTERNAL),
        ("owner", "Fang Jie", "side", Side.CUSTOMER),
    ],
)
def test_the_bar_changes_all_chosen_rows_in_one_command(
    qtbot: QtBot,
    screen: PlanScreen,
    world: World,
    button: str,
    text: str,
    field: str,
    value: object,
) -> None:
    names = ("Data import", "Train 5 restaurant managers", "Payroll export")
    choose(screen, world, *names)
    before = [row_of(world, name) for name in names]
    menu = screen.tools.bulk_menu(button)
    assert menu is not None
    menu_entry(menu, text)
    assert {getattr(row_of(world, name), field) for name in names} == {value}
    qtbot.waitUntil(lambda: len(screen.view.tree.chosen()) == 3)
    undo.undo(world[1].store)
    for name, old in zip(names, before, strict=True):
        assert getattr(row_of(world, name), field) == getattr(old, field)


def test_dates_of_all_chosen_rows_move_with_those_of_a_chosen_phase(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    choose(screen, world, "Payroll export", "Acceptance")
    screen.tools.operations.shift(2)
    answer(qtbot, screen, says="Other dates of 3 rows: +2 working days, nothing else moves.")
    assert row_of(world, "Payroll export").target == date(2027, 1, 4)
    assert row_of(world, "Sign-off sheet prepared").target == date(2027, 1, 22)
    undo.undo(world[1].store)
    assert row_of(world, "Payroll export").target == date(2026, 12, 30)
    assert row_of(world, "Sign-off sheet prepared").target == date(2027, 1, 20)


def test_delete_takes_all_chosen_rows_at_once(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    choose(screen, world, "Payroll export", "Acceptance")
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Delete)
    assert len(titles(screen)) == 23 - 4
    undo.undo(world[1].store)
    qtbot.waitUntil(lambda: len(titles(screen)) == 23)


def test_an_edited_status_is_that_of_all_chosen_rows(screen: PlanScreen, world: World) -> None:
    choose(screen, world, "Data import", "Payroll export")
    model = screen.view.model
    line = model.line_of(world[1].rows["Payroll export"])
    assert line is not None
    assert model.setData(model.index(line, PlanColumn.STATUS), Status.IN_PROGRESS)
    assert row_of(world, "Data import").status is Status.IN_PROGRESS
    assert model.setData(model.index(line, PlanColumn.TITLE), "Payroll file")
    assert row_of(world, "Data import").title == "Data import"


def test_alt_with_arrows_moves_and_indents_all_chosen_rows(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    choose(screen, world, "Data import", "Check imported data")
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Up, alt)
    qtbot.waitUntil(lambda: titles(screen).index("Data import") == 7)
    assert titles(screen)[7:10] == ["Data import", "Check imported data", "WeCom sign-on"]
    undo.undo(world[1].store)
    qtbot.waitUntil(lambda: titles(screen).index("Data import") == 8)
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Left, alt)
    assert row_of(world, "Data import").parent_id == world[1].rows["Set-up and data"]


# --- drag ------------------------------------------------------------------------------------


def drag(qtbot: QtBot, screen: PlanScreen, start: QPoint, end: QPoint, key: bool = False) -> None:
    target = screen.view.tree.viewport()
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
    for place in ((start + end) / 2, end):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), target.mapToGlobal(QPointF(place)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, NO_MODIFIER,
        )  # fmt: skip
        QApplication.sendEvent(target, move)
    assert not screen.view.tree.grab().isNull()
    if key:
        qtbot.keyClick(screen.view.tree, Qt.Key.Key_Escape)
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=end)


def place_of(screen: PlanScreen, world: World, title: str) -> QPoint:
    line = screen.view.model.line_of(world[1].rows[title])
    assert line is not None
    tree = screen.view.tree
    return QPoint(90, tree.rowViewportPosition(line) + tree.rowHeight(line) // 2)


def test_a_row_is_dragged_into_another_phase(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    start = place_of(screen, world, "Payroll export")
    end = place_of(screen, world, "Train 5 restaurant managers") + QPoint(0, 13)
    drag(qtbot, screen, start, end)
    answer(qtbot, screen, says="Another place for “Payroll export”: 3 items move by up to +4")
    qtbot.waitUntil(lambda: titles(screen).index("Payroll export") == 13)
    row = row_of(world, "Payroll export")
    assert row.parent_id == world[1].rows["Pilot, 5 restaurants"]
    undo.undo(world[1].store)
    assert row_of(world, "Payroll export").parent_id == world[1].rows["Roll-out, 41 restaurants"]


def test_several_rows_are_dragged_together_and_escape_leaves_them(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    names = ("Payroll export", "Data import")
    choose(screen, world, *names)
    start = place_of(screen, world, "Payroll export")
    end = place_of(screen, world, "Acceptance") + QPoint(0, 13)
    drag(qtbot, screen, start, end, key=True)
    assert row_of(world, "Data import").parent_id == world[1].rows["Set-up and data"]
    choose(screen, world, *names)
    drag(qtbot, screen, start, end)
    acceptance = world[1].rows["Acceptance"]
    qtbot.waitUntil(lambda: row_of(world, "Data import").parent_id == acceptance)
    shown = titles(screen)
    at = shown.index("Acceptance")
    assert shown[at + 1 : at + 4] == ["Data import", "Payroll export", "Sign-off sheet prepared"]
    undo.undo(world[1].store)
    assert row_of(world, "Data import").parent_id == world[1].rows["Set-up and data"]


def test_a_phase_is_dragged_among_phases_but_not_into_itself(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    start = place_of(screen, world, "Acceptance")
    drag(qtbot, screen, start, QPoint(30, 1))
    qtbot.waitUntil(lambda: titles(screen)[0] == "Acceptance")
    undo.undo(world[1].store)
    qtbot.waitUntil(lambda: titles(screen)[0] == "Kickoff and goals")
    inside = place_of(screen, world, "Sign-off sheet prepared") + QPoint(0, 13)
    drag(qtbot, screen, start, inside)
    assert row_of(world, "Acceptance").parent_id is None


# --- clipboard -------------------------------------------------------------------------------


def lines_of(text: str) -> Sequence[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_rows_go_to_a_spreadsheet_and_come_back_changed(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.tools.set_columns(
        frozenset(
            {
                PlanColumn.TITLE, PlanColumn.OWNER, PlanColumn.STATUS, PlanColumn.FINISH,
                PlanColumn.DURATION, PlanColumn.PREDECESSORS,
            }
        )
    )  # fmt: skip
    names = ("Data import", "Check imported data")
    choose(screen, world, *names)
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table = lines_of(QGuiApplication.clipboard().text())
    assert table == [
        ["Item", "Owner", "Status", "Finish", "Duration", "Predecessors"],
        ["Data import", "Chen Hao", "Scheduled", "2026-12-08", "4", "A4"],
        ["Check imported data", "Zhou Min", "To do", "2026-12-10", "2", "A6"],
    ]
    table[1][0], table[1][5], table[2][1], table[2][2] = "Import", "A4, A5", "Fang Jie", "进行中"
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in table))
    choose(screen, world, *names)
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    answer(qtbot, screen, says="Pasting into 2 rows: 6 items move by up to +2 working days.")
    assert row_of(world, "Data import").title == "Import"
    assert len(followed(world, "Data import")) == 2
    checked = row_of(world, "Check imported data")
    assert (checked.status, checked.side) == (Status.IN_PROGRESS, Side.CUSTOMER)
    undo.undo(world[1].store)
    assert row_of(world, "Data import").title == "Data import"
    assert len(followed(world, "Data import")) == 1
    assert row_of(world, "Check imported data").status is Status.TODO


def test_a_cell_that_does_not_fit_stops_the_paste(screen: PlanScreen, world: World) -> None:
    sentences = told(world[0])
    choose(screen, world, "Data import", "Check imported data")
    QGuiApplication.clipboard().setText("Import\tChen Hao\tlater\nCheck\tZhou Min\tDone")
    screen.tools.operations.paste()
    assert [error.code for error in sentences] == ["paste_unreadable"]
    assert row_of(world, "Data import").title == "Data import"
    assert row_of(world, "Check imported data").status is Status.TODO


# --- menus -----------------------------------------------------------------------------------


def test_the_menu_of_a_milestone_sets_its_kind(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.view.select(world[1].rows["Data ready"])
    menu = screen.tools.row_menu()
    part = next(one for one in menu.actions() if one.text() == "Kind of milestone").menu()
    assert isinstance(part, QMenu)
    menu_entry(part, "First value")
    assert row_of(world, "Data ready").milestone_kind == "value"
    menu_entry(screen.tools.row_menu(), "Opens its day")
    answer(qtbot, screen, says="Conditions of “Data ready”: ")
    assert row_of(world, "Data ready").opens_day
    undo.undo(world[1].store)
    undo.undo(world[1].store)
    assert row_of(world, "Data ready").milestone_kind == "other"


def test_marks_of_items_are_set_and_taken_back(screen: PlanScreen, world: World) -> None:
    choose(screen, world, "Data import", "Payroll export")
    for text, field in (("Also on days off", "calendar_days"), ("Pinned to its dates", "pinned")):
        menu_entry(screen.tools.row_menu(), text)
        assert getattr(row_of(world, "Data import"), field)
        assert getattr(row_of(world, "Payroll export"), field)
        menu_entry(screen.tools.row_menu(), text)
        assert not getattr(row_of(world, "Data import"), field)


def test_menus_hold_only_what_the_screen_can_do(screen: PlanScreen, world: World) -> None:
    screen.view.select(world[1].rows["Data import"])
    known = {f"plan.{one.id.removeprefix('plan.')}" for one in screen.actions_of()}
    menu = screen.tools.row_menu()
    named = {one.objectName() for one in menu.actions() if one.objectName()}
    assert named <= known
    wanted = {
        "add_item", "add_milestone", "add_phase", "add_group", "indent", "outdent", "up", "down",
        "split", "repeat", "copy_to", "conditions", "slips", "delete",
    }  # fmt: skip
    assert {f"plan.{name}" for name in wanted} <= named
    for name in ("add_template", "durations", "shift_project", "reschedule", "from_go_live",
                 "baselines", "import_file", "filter"):  # fmt: skip
        assert f"plan.{name}" in known


def test_a_group_is_added_and_its_title_typed(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.view.select(world[1].rows["Data import"])
    screen.add_group()
    qtbot.waitUntil(lambda: "New group" in titles(screen))
    assert screen.is_editing()
    with world[1].store.read() as reader:
        group = reader.first(PlanRow, title="New group")
    assert group is not None
    assert (group.kind, group.parent_id) == (RowKind.GROUP, world[1].rows["Set-up and data"])


def test_a_project_that_is_undone_leaves_its_screen_quiet(qtbot: QtBot, world: World) -> None:
    store = world[1].store
    made = projects.create(
        store, customer_id=world[1].customer_id, name="Second", start=date(2026, 11, 30)
    )
    screen = PlanScreen(world[0], project_id=made.id)
    qtbot.addWidget(screen)
    screen.show()
    sentences = told(world[0])
    undo.undo(store)
    assert sentences == []
    assert screen.view.model.shown == []
    assert not world[0].tasks.busy


def test_a_large_plan_is_read_in_a_task_and_edited_all_the_same(qtbot: QtBot, world: World) -> None:
    store, project_id = world[1].store, world[1].project_id
    tops = [world[1].rows[name] for name in ("Set-up and data", "Roll-out, 41 restaurants")]
    while True:
        made = row_copies.copy(store, row_ids=tops, project_id=project_id)
        tops += [row.id for row in made.rows if row.kind is RowKind.PHASE]
        with store.read() as reader:
            if reader.count(PlanRow, project_id=project_id) > MANY_ROWS:
                break
    screen = make(qtbot, world)
    assert world[0].tasks.busy
    qtbot.waitUntil(lambda: len(screen.view.model.shown) > MANY_ROWS, timeout=20_000)
    screen.view.select(world[1].rows["Data import"])
    screen.add_milestone()
    qtbot.waitUntil(screen.is_editing, timeout=20_000)
    assert "New milestone" in titles(screen)
    undo.undo(store)
    qtbot.keyClick(screen.view.tree.viewport().findChildren(WordsField)[-1], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "New milestone" not in titles(screen), timeout=20_000)
    screen.view.tree.selectAll()
    assert len(screen.view.tree.chosen()) == len(screen.view.model.shown)
    screen.tools.set_filter(PlanFilter(unfinished=True))
    assert len(screen.view.tree.chosen()) == len(screen.view.model.shown)
    qtbot.waitUntil(lambda: not world[0].tasks.busy, timeout=20_000)
