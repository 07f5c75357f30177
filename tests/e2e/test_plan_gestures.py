"""Every gesture of the plan's chart in the real window, by mouse and by keys, and its undo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, rows, undo
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import Cause, LinkType
from csdesk.domain.follow import Follow
from csdesk.domain.records import Dependency, PlanRow, SlipEntry
from csdesk.layout.chart import Part
from csdesk.layout.handles import link_points, progress_point
from csdesk.layout.timescale import Zoom
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY, Harbour, make_harbour

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
IMPORT = "Data import"
Dates = dict[int, tuple[date | None, date | None, int, int]]


@dataclass
class World:
    """The window with the plan of the drawing, and hands to work on it."""

    qtbot: QtBot
    window: MainWindow
    plan: PlanScreen
    harbour: Harbour

    def row(self, title: str) -> PlanRow:
        with self.harbour.store.read() as reader:
            return reader.get(PlanRow, self.harbour.rows[title])

    def dates(self) -> Dates:
        """Return what is stored of each row's dates and progress."""
        with self.harbour.store.read() as reader:
            found = reader.find(PlanRow, project_id=self.harbour.project_id)
        return {row.id: (row.start, row.target, row.duration, row.progress) for row in found}

    def links(self) -> set[tuple[int, int, LinkType]]:
        with self.harbour.store.read() as reader:
            found = reader.find(Dependency, project_id=self.harbour.project_id)
        return {(link.predecessor_id, link.successor_id, link.type) for link in found}

    def slips(self) -> list[SlipEntry]:
        with self.harbour.store.read() as reader:
            return reader.find(SlipEntry, project_id=self.harbour.project_id)

    def line(self, title: str) -> int:
        line = self.plan.view.model.line_of(self.harbour.rows[title])
        assert line is not None
        return line

    def _at(self, x: float, y: float) -> QPoint:
        chart = self.plan.view.chart
        across, down = chart.horizontalScrollBar().value(), chart.verticalScrollBar().value()
        return QPoint(round(x - across), round(y - down))

    def on_bar(self, title: str, part: Part = Part.BODY) -> QPoint:
        chart, line = self.plan.view.chart, self.line(title)
        row = chart.shown_row(line)
        assert row.finish is not None
        start = row.finish if row.start is None else row.start
        left, right = chart.scale.left(start), chart.scale.right(row.finish)
        x = {Part.START: left + 2, Part.FINISH: right - 2}.get(part, (left + right) / 2)
        return self._at(x, chart.band.centre(line) - 2)

    def on_handle(self, title: str, part: Part) -> QPoint:
        """Return a handle, once the mouse is over its row."""
        chart, line = self.plan.view.chart, self.line(title)
        self.hover(self.on_bar(title))
        row = chart.chart_row(line)
        if part is Part.PROGRESS:
            edge = progress_point(row, line, chart.scale, chart.band)
            assert edge is not None
            return self._at(edge[0], edge[1] + 2)
        ends = link_points(row, line, chart.scale, chart.band)
        assert ends is not None
        return self._at(*(ends[0] if part is Part.LINK_START else ends[1]))

    def on_day(self, line: int, day: date) -> QPoint:
        chart = self.plan.view.chart
        return self._at(chart.scale.middle(day.toordinal()), (line + 0.5) * chart.band.height)

    def hover(self, place: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)

    def _send(
        self,
        kind: QEvent.Type,
        place: QPoint,
        held: Qt.MouseButton,
        how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        target = self.plan.view.chart.viewport()
        event = QMouseEvent(
            kind, QPointF(place), target.mapToGlobal(QPointF(place)),
            Qt.MouseButton.NoButton, held, how,
        )  # fmt: skip
        QApplication.sendEvent(target, event)

    def press(self, place: QPoint, how: Qt.KeyboardModifier | None = None) -> None:
        target = self.plan.view.chart.viewport()
        self.qtbot.mousePress(target, LEFT, how or Qt.KeyboardModifier.NoModifier, place)

    def drag(self, start: QPoint, end: QPoint, how: Qt.KeyboardModifier | None = None) -> None:
        """Drag with the left button and let go."""
        self.press(start, how)
        held = how or Qt.KeyboardModifier.NoModifier
        for share in (0.3, 0.6, 1.0):
            place = start + QPoint(
                round((end.x() - start.x()) * share), round((end.y() - start.y()) * share)
            )
            self._send(QEvent.Type.MouseMove, place, LEFT, held)
            self.qtbot.wait(1)
        self.qtbot.mouseRelease(self.plan.view.chart.viewport(), LEFT, held, end)
        self.qtbot.wait(1)

    def drag_days(self, title: str, days: int, part: Part = Part.BODY) -> None:
        start = self.on_bar(title, part)
        self.drag(start, start + QPoint(round(days * self.plan.view.chart.pixels), 0))

    def key(self, key: Qt.Key, how: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, how or Qt.KeyboardModifier.NoModifier)
        self.qtbot.wait(1)

    def choose(self, title: str) -> None:
        self.plan.view.select(self.harbour.rows[title])
        self.plan.view.tree.setFocus()

    def undo_gives(self, before: Dates) -> None:
        """Undo by its key, and find what was stored before."""
        self.key(KEY.Key_Z, CTRL)
        self.qtbot.waitUntil(lambda: self.dates() == before)


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("theme", "light")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    harbour = make_harbour(tmp_path / "harbour.csdesk")
    window.services.attach(harbour.store)
    window.show_screen(f"customer:{harbour.customer_id}")
    screen = window.screen_of(window.current)
    assert isinstance(screen, CustomerScreen)
    screen.tabs.choose(PLAN)
    plan = screen.plan
    qtbot.waitUntil(lambda: plan.view.model.rowCount() > 10)
    plan.view.tree.setFocus()
    yield World(qtbot, window, plan, harbour)
    with qtbot.waitSignal(window.destroyed):
        window.close()


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


# --- links -----------------------------------------------------------------------------------


@pytest.mark.window
@pytest.mark.parametrize(
    ("leave", "enter", "kind"),
    [
        (Part.LINK_FINISH, Part.BODY, LinkType.FS),
        (Part.LINK_START, Part.START, LinkType.SS),
        (Part.LINK_FINISH, Part.FINISH, LinkType.FF),
        (Part.LINK_START, Part.FINISH, LinkType.SF),
    ],
)
def test_a_link_is_drawn_by_the_ends_it_joins(
    world: World, leave: Part, enter: Part, kind: LinkType
) -> None:
    before, links = world.dates(), world.links()
    start = world.on_handle("Manager guide and video", leave)
    end = world.on_bar("Train 41 managers", enter)
    world.drag(start, end)
    pair = (
        world.harbour.rows["Manager guide and video"], world.harbour.rows["Train 41 managers"],
    )  # fmt: skip
    assert world.links() - links == {(*pair, kind)}
    world.undo_gives(before)
    assert world.links() == links


@pytest.mark.window
def test_keys_link_rows_and_take_a_link_away(world: World) -> None:
    links = world.links()
    world.choose("Manager guide and video")
    world.key(KEY.Key_L)
    world.key(KEY.Key_Down)
    world.key(KEY.Key_Right)
    world.key(KEY.Key_Return)
    added = (
        world.harbour.rows["Manager guide and video"], world.harbour.rows["Train 41 managers"],
        LinkType.SS,
    )  # fmt: skip
    assert world.links() - links == {added}
    world.key(KEY.Key_Z, CTRL)
    world.qtbot.waitUntil(lambda: world.links() == links)
    world.choose("WeCom sign-on")
    world.key(KEY.Key_U)
    world.key(KEY.Key_Down)
    world.key(KEY.Key_Delete)
    gone = (
        world.harbour.rows["WeCom sign-on"], world.harbour.rows["Payroll export"], LinkType.FS,
    )  # fmt: skip
    assert links - world.links() == {gone}
    world.key(KEY.Key_Z, CTRL)
    world.qtbot.waitUntil(lambda: world.links() == links)


def _on_link(world: World, before: str, after: str) -> QPoint:
    ids = world.harbour.rows[before], world.harbour.rows[after]
    with world.harbour.store.read() as reader:
        link = reader.find(Dependency, predecessor_id=ids[0], successor_id=ids[1])[0]
    world.plan.view.chart.viewport().repaint()
    line = next(one for one in world.plan.view.chart.link_lines if one.key == link.id)
    (x1, y1), (x2, y2) = line.points[1], line.points[2]
    return world._at((x1 + x2) / 2, (y1 + y2) / 2)


@pytest.mark.window
def test_a_click_chooses_a_link_and_delete_takes_it_away(world: World) -> None:
    links = world.links()
    place = _on_link(world, "WeCom sign-on", "Payroll export")
    world.qtbot.mouseClick(world.plan.view.chart.viewport(), LEFT, pos=place)
    assert world.plan.view.chart.input.chosen_link
    assert QApplication.focusWidget() is world.plan.view.chart
    world.key(KEY.Key_Delete)
    assert len(links - world.links()) == 1
    world.key(KEY.Key_Z, CTRL)
    world.qtbot.waitUntil(lambda: world.links() == links)


@pytest.mark.window
def test_a_links_menu_changes_its_kind_and_its_form_the_lag(world: World) -> None:
    from csdesk.ui.gantt.link_form import LinkForm

    place = _on_link(world, "WeCom sign-on", "Payroll export")
    chart = world.plan.view.chart
    link_id = chart.input.link_at(place)
    menu = world.plan.chart.links.menu(link_id)
    assert menu is not None
    menu.actions()[1].trigger()
    with world.harbour.store.read() as reader:
        assert reader.get(Dependency, link_id).type is LinkType.SS
    world.qtbot.mouseDClick(chart.viewport(), LEFT, pos=_on_link(
        world, "Employee file, 46 restaurants", IMPORT))  # fmt: skip
    form = world.plan.findChild(LinkForm)
    assert isinstance(form, LinkForm)
    form.lag.setValue(2)
    form.accept()
    with world.harbour.store.read() as reader:
        lags = {link.lag for link in reader.find(Dependency, project_id=world.harbour.project_id)}
    assert 2 in lags


# --- progress, new bars ----------------------------------------------------------------------


@pytest.mark.window
def test_progress_by_its_edge_and_by_digits(world: World) -> None:
    before = world.dates()
    title = "WeCom sign-on"
    start = world.on_handle(title, Part.PROGRESS)
    end = QPoint(world.on_bar(title, Part.FINISH).x() - 18, start.y())
    world.drag(start, end)
    assert world.row(title).progress > before[world.harbour.rows[title]][3]
    assert world.row(title).progress % 5 == 0
    world.undo_gives(before)
    world.choose(title)
    world.key(KEY.Key_P)
    world.key(KEY.Key_7)
    world.key(KEY.Key_5)
    world.key(KEY.Key_Return)
    assert world.row(title).progress == 75
    world.undo_gives(before)
    world.choose(title)
    world.key(KEY.Key_P)
    world.key(KEY.Key_Right)
    world.key(KEY.Key_Return)
    assert world.row(title).progress == before[world.harbour.rows[title]][3] + 5
    world.undo_gives(before)


@pytest.mark.window
def test_a_bar_is_drawn_for_a_row_without_dates_and_for_a_new_item(world: World) -> None:
    made = rows.add(
        world.harbour.store, project_id=world.harbour.project_id, title="Undated",
        parent_id=world.harbour.rows["Acceptance"],
    )  # fmt: skip
    world.harbour.rows["Undated"] = made.id
    items.update(world.harbour.store, row_ids=[made.id], start=None, target=None)
    before = world.dates()
    line = world.line("Undated")
    world.drag(world.on_day(line, date(2026, 12, 12)), world.on_day(line, date(2026, 12, 17)))
    row = world.row("Undated")
    assert (row.start, row.target) == (date(2026, 12, 14), date(2026, 12, 17))
    world.undo_gives(before)
    adder = world.plan.view.model.rowCount() - 1
    world.drag(world.on_day(adder, date(2026, 12, 14)), world.on_day(adder, date(2026, 12, 16)))
    with world.harbour.store.read() as reader:
        fresh = reader.find(PlanRow, project_id=world.harbour.project_id, title="New item")
    assert [(one.start, one.target) for one in fresh] == [(date(2026, 12, 14), date(2026, 12, 16))]
    assert world.plan.view.tree.is_editing()
    world.key(KEY.Key_Escape)
    undo.undo(world.harbour.store)
    assert world.dates() == before
    line = world.line("Payroll export")
    world.drag(world.on_day(line, date(2027, 1, 11)), world.on_day(line, date(2027, 1, 12)), SHIFT)
    with world.harbour.store.read() as reader:
        fresh = reader.find(PlanRow, project_id=world.harbour.project_id, title="New item")
    assert [one.parent_id for one in fresh] == [world.row("Payroll export").parent_id]


# --- why, zoom -------------------------------------------------------------------------------


@pytest.mark.window
def test_w_names_the_chain_of_causes_and_leads_there(world: World) -> None:
    world.choose("Go-live, all 46")
    world.key(KEY.Key_W)
    panel = world.plan.chart.why_panel
    assert panel.isVisible()
    first = panel.lines[0]
    assert first.text == "“Go-live, all 46” follows “Train 41 managers”, which ends 12 Jan."
    world.key(KEY.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is world.plan.view.tree
    world.key(KEY.Key_W)
    world.key(KEY.Key_W)
    assert not panel.isVisible()
    world.key(KEY.Key_W)
    world.key(KEY.Key_Return)
    assert not panel.isVisible()
    assert world.plan.view.current_id() == world.harbour.rows["Train 41 managers"]


@pytest.mark.window
def test_keys_zoom_fit_and_go_to_the_ends(world: World) -> None:
    chart = world.plan.view.chart
    chart.setFocus()
    pixels = chart.pixels
    world.qtbot.keyClicks(chart, "+")
    assert chart.pixels > pixels
    world.qtbot.keyClicks(chart, "-")
    assert chart.pixels == pytest.approx(pixels)
    for place, zoom in enumerate(Zoom):
        world.key(KEY(KEY.Key_1 + place), Qt.KeyboardModifier.AltModifier)
        assert world.plan._zoom.current == place, zoom
    world.key(KEY.Key_0, CTRL)
    first, last = chart.rows[0], chart.rows[-1]
    assert first.start is not None
    assert last.finish is not None
    left = chart.horizontalScrollBar().value()
    assert left <= chart.scale.left(first.start)
    assert chart.scale.right(last.finish) <= left + chart.viewport().width()
    world.key(KEY.Key_2, Qt.KeyboardModifier.AltModifier)
    world.key(KEY.Key_End)
    shown_last = chart.horizontalScrollBar().value()
    world.key(KEY.Key_Home)
    assert chart.horizontalScrollBar().value() < shown_last
