"""Links, progress, new bars, causes and zoom of the plan's chart in the real window."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from csdesk.app.commands import items, rows, undo
from csdesk.domain.codes import LinkType
from csdesk.domain.records import Dependency, PlanRow
from csdesk.layout.chart import Part
from csdesk.layout.timescale import Zoom
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.widgets.buttons import Button
from tests.e2e.plan_world import CTRL, IMPORT, KEY, LEFT, SHIFT, World

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
    world.key(KEY.Key_Return)
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


@pytest.mark.window
def test_what_a_status_does_to_the_promises_is_told_with_a_way_back(world: World) -> None:
    title = "Employee file, 46 restaurants"
    with world.harbour.store.read() as reader:
        before = reader.get(PlanRow, world.harbour.rows[title]).status
    assert world.plan.view.open_editor(world.harbour.rows[title], PlanColumn.STATUS)
    world.key(KEY.Key_1)
    world.key(KEY.Key_Return)
    assert world.row(title).status is not before
    world.qtbot.waitUntil(lambda: "Go-live 12 Jan →" in world.window.notice.text)
    assert "First value 24 Dec →" in world.window.notice.text
    (back,) = [b for b in world.window.notice.findChildren(Button) if b.text() == "Undo"]
    world.qtbot.mouseClick(back, LEFT)
    world.qtbot.waitUntil(lambda: world.row(title).status is before)
    assert "Go-live" not in world.window.notice.text
