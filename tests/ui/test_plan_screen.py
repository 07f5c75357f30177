"""The plan screen over a real workspace file: edits by keys and mouse, undo, refresh."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, undo
from csdesk.domain.codes import Status
from csdesk.domain.records import PlanRow
from csdesk.layout.chart import Part
from csdesk.ui.delegates.editors import ChoiceField, DateField, OwnerField, WordsField
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour


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


def editor_of(screen: PlanScreen) -> WordsField | ChoiceField:
    viewport = screen.view.tree.viewport()
    words = [one for one in viewport.findChildren(WordsField) if one.isVisible()]
    choices = [one for one in viewport.findChildren(ChoiceField) if one.isVisible()]
    found: list[WordsField | ChoiceField] = [*words, *choices]
    assert len(found) == 1
    return found[0]


def edit(
    screen: PlanScreen, world: tuple[Services, Harbour], title: str, column: PlanColumn
) -> WordsField | ChoiceField:
    assert screen.view.open_editor(world[1].rows[title], column)
    return editor_of(screen)


def test_model_holds_under_the_tester(screen: PlanScreen, world: tuple[Services, Harbour]) -> None:
    tester = QAbstractItemModelTester(
        screen.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for phase in ("Set-up and data", "Pilot, 5 restaurants", "Set-up and data"):
        screen.view.model.toggle(world[1].rows[phase])
    screen.view.close_all()
    screen.view.open_all()
    items.update(world[1].store, row_ids=[world[1].rows["Data import"]], title="Import")
    assert tester.model() is screen.view.model


def test_typing_a_title_is_one_command_with_undo(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.TITLE)
    assert isinstance(field, WordsField)
    field.setText("Import of all data")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(world, "Data import").title == "Import of all data")
    qtbot.waitUntil(lambda: screen.view.model.index(8, 0).data() == "Import of all data")
    undo.undo(world[1].store)
    qtbot.waitUntil(lambda: screen.view.model.index(8, 0).data() == "Data import")


def test_a_digit_sets_the_status(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.STATUS)
    qtbot.keyClick(field, Qt.Key.Key_3)
    assert row_of(world, "Data import").status is Status.IN_PROGRESS


def test_a_typed_date_moves_the_item(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.FINISH)
    assert isinstance(field, DateField)
    before = row_of(world, "Data import")
    field.setText("11 dec")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    strip = screen.chart.strip
    qtbot.waitUntil(strip.isVisible)
    assert "Moving “Data import” by +3 working days moves " in strip.sentence.words
    assert "Go-live 12 Jan → 14 Jan" in strip.sentence.words
    assert row_of(world, "Data import") == before
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert row_of(world, "Data import") == before
    field = edit(screen, world, "Data import", PlanColumn.FINISH)
    assert isinstance(field, WordsField)
    field.setText("11 dec")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(strip.isVisible)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.is_editing())
    row = row_of(world, "Data import")
    assert (row.start, row.target) == (date(2026, 12, 8), date(2026, 12, 11))
    assert row_of(world, "Go-live, all 46").target == date(2027, 1, 14)
    undo.undo(world[1].store)
    again = row_of(world, "Data import")
    assert (again.start, again.target) == (before.start, before.target)


def test_a_typed_date_that_moves_nothing_else_is_stored_at_once(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Payroll export", PlanColumn.FINISH)
    assert isinstance(field, WordsField)
    field.setText("31 dec")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(world, "Payroll export").target == date(2026, 12, 31))
    assert not screen.chart.strip.isVisible()


def test_a_typed_date_that_links_forbid_is_decided_in_the_strip(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.START)
    assert isinstance(field, WordsField)
    field.setText("2 dec")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    strip = screen.chart.strip
    qtbot.waitUntil(strip.isVisible)
    assert "cannot be earlier: it waits for “Employee file" in strip.sentence.words
    strip.how.choose(1)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.is_editing())
    assert row_of(world, "Data import").start == date(2026, 12, 2)


def test_a_date_that_cannot_be_read_keeps_the_editor_open(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.FINISH)
    assert isinstance(field, DateField)
    field.setText("soon")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.bad
    assert screen.is_editing()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert row_of(world, "Data import").target == date(2026, 12, 8)


def test_a_chosen_owner_brings_the_side(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.OWNER)
    assert isinstance(field, OwnerField)
    field.selectAll()
    qtbot.keyClicks(field, "fang")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.is_editing())
    row = row_of(world, "Data import")
    assert row.side == "customer"
    assert row.owner_contact_id is not None


def test_a_click_in_the_calendar_is_taken(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    field = edit(screen, world, "Data import", PlanColumn.FINISH)
    assert isinstance(field, DateField)
    qtbot.waitUntil(field.panel.isVisible)
    place = field.panel.place_of(date(2026, 12, 10))
    qtbot.mouseClick(field.panel, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(screen.chart.strip.isVisible)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    assert row_of(world, "Data import").target == date(2026, 12, 10)


def test_the_last_line_adds_an_item_below_the_current_row(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    screen.view.select(world[1].rows["Data import"])
    screen.add_item()
    field = editor_of(screen)
    qtbot.keyClicks(field, "Clean the file")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Clean the file" in titles(screen))
    shown = titles(screen)
    assert shown[shown.index("Data import") + 1] == "Clean the file"
    qtbot.waitUntil(lambda: screen.view.current_id() not in (0, world[1].rows["Data import"]))
    for title in ("Load the file", "Look at the file"):
        screen.add_item()
        field = editor_of(screen)
        qtbot.keyClicks(field, title)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(_shows, screen, title))
    shown = titles(screen)
    place = shown.index("Data import") + 1
    assert shown[place : place + 3] == ["Clean the file", "Load the file", "Look at the file"]
    made = screen.view.tree.currentIndex()
    assert made.data() == "Look at the file"
    assert screen.view.tree.visualRect(made).isValid()


def _shows(screen: PlanScreen, title: str) -> bool:
    return title in titles(screen)


def titles(screen: PlanScreen) -> list[str]:
    model = screen.view.model
    return [model.index(line, 0).data() for line in range(model.rowCount())]


def test_left_and_right_fold_and_alt_arrows_move(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    view = screen.view
    view.select(world[1].rows["Set-up and data"])
    count = view.model.rowCount()
    qtbot.keyClick(view.tree, Qt.Key.Key_Left)
    assert view.model.rowCount() == count - 7
    qtbot.keyClick(view.tree, Qt.Key.Key_Right)
    assert view.model.rowCount() == count
    view.select(world[1].rows["Data import"])
    qtbot.keyClick(view.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: titles(screen).index("Data import") == 7)


def test_delete_takes_the_row_and_undo_brings_it_back(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    screen.view.select(world[1].rows["WeCom sign-on"])
    qtbot.keyClick(screen.view.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "WeCom sign-on" not in titles(screen))
    undo.undo(world[1].store)
    qtbot.waitUntil(lambda: "WeCom sign-on" in titles(screen))


def test_on_hold_asks_for_a_reason_and_a_day(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    from csdesk.ui.dialogs.hold import HoldDialog

    field = edit(screen, world, "Data import", PlanColumn.STATUS)
    qtbot.keyClick(field, Qt.Key.Key_5)
    dialog = screen.findChild(HoldDialog)
    assert isinstance(dialog, HoldDialog)
    dialog.accept()
    assert dialog.isVisible()
    dialog.reason.setText("Waits for the new contract")
    dialog.day.setText("11 jan")
    dialog.accept()
    row = row_of(world, "Data import")
    assert (row.status, row.resume_on) == (Status.ON_HOLD, date(2027, 1, 11))


def test_a_hidden_screen_reads_when_it_is_shown_again(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    screen.hide()
    items.update(world[1].store, row_ids=[world[1].rows["Data import"]], title="Import")
    assert "Import" not in titles(screen)
    screen.show()
    assert "Import" in titles(screen)


def test_state_survives_a_new_screen(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    screen.view.model.toggle(world[1].rows["Acceptance"])
    screen.view.select(world[1].rows["Payroll export"])
    screen.view.chart.set_pixels(24)
    again = PlanScreen(world[0])
    qtbot.addWidget(again)
    again.restore(screen.state())
    again.resize(1388, 760)
    again.show()
    assert again.view.current_id() == world[1].rows["Payroll export"]
    assert again.view.chart.pixels == 24
    assert world[1].rows["Acceptance"] in again.view.model.closed


def test_everything_is_named_for_screen_readers(screen: PlanScreen) -> None:
    assert screen.view.tree.accessibleName() == "Plan rows"
    assert screen.view.chart.accessibleName() == "Plan chart"
    index = screen.view.model.index(6, PlanColumn.OWNER)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Owner: Zhou Min, Customer"
    assert QApplication.instance() is not None


@pytest.mark.parametrize(("language", "theme"), [("zh_CN", "light"), ("zh_TW", "dark")])
def test_opens_in_every_language_and_theme(
    qtbot: QtBot, tmp_path: Path, language: str, theme: str
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with open_harbour(qtbot, folder, language, theme) as (services, harbour):
        made = PlanScreen(services, project_id=harbour.project_id)
        qtbot.addWidget(made)
        made.show()
        assert made.view.model.headerData(0, Qt.Orientation.Horizontal) in ("事项", "項目")
        assert not made.grab().isNull()


def place_on_bar(screen: PlanScreen, row_id: int, part: Part) -> QPoint:
    chart, line = screen.view.chart, screen.view.model.line_of(row_id)
    assert line is not None
    row = chart.chart_row(line)
    assert row.start is not None
    assert row.finish is not None
    left, right = chart.scale.left(row.start), chart.scale.right(row.finish)
    x = right - 2 if part is Part.FINISH else (left + right) / 2
    return QPoint(round(x) - chart.horizontalScrollBar().value(), line * 28 + 12)


def drag(qtbot: QtBot, screen: PlanScreen, start: QPoint, days: int) -> None:
    target = screen.view.chart.viewport()
    end = start + QPoint(round(days * screen.view.chart.pixels), 0)
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
    for place in ((start + end) / 2, end):
        qtbot.mouseMove(target, place)
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), target.mapToGlobal(QPointF(place)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(target, move)
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=end)


def test_dragging_a_bar_moves_the_item_and_undo_takes_it_back(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    row_id = world[1].rows["Data import"]
    drag(qtbot, screen, place_on_bar(screen, row_id, Part.BODY), 5)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    row = row_of(world, "Data import")
    assert (row.start, row.target) == (date(2026, 12, 8), date(2026, 12, 11))
    undo.undo(world[1].store)
    assert row_of(world, "Data import").start == date(2026, 12, 3)


def test_dragging_an_end_changes_the_length(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    row_id = world[1].rows["Data import"]
    drag(qtbot, screen, place_on_bar(screen, row_id, Part.FINISH), 3)
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
    row = row_of(world, "Data import")
    assert (row.start, row.target, row.duration) == (date(2026, 12, 3), date(2026, 12, 11), 7)


def test_keys_move_a_bar_by_working_days(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    chart = screen.view.chart
    screen.view.select(world[1].rows["Data import"])
    screen.chart.begin("move")
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert not screen.view.grab().isNull()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    row = row_of(world, "Data import")
    assert (row.start, row.target) == (date(2026, 12, 8), date(2026, 12, 11))
    screen.chart.begin("move")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert row_of(world, "Data import") == row


def test_what_is_done_does_not_move(
    qtbot: QtBot, screen: PlanScreen, world: tuple[Services, Harbour]
) -> None:
    row_id = world[1].rows["Shift rules workshop"]
    before = row_of(world, "Shift rules workshop")
    drag(qtbot, screen, place_on_bar(screen, row_id, Part.BODY), 5)
    assert row_of(world, "Shift rules workshop") == before
