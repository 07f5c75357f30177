"""The chart on the screen: paint, zoom, scroll, hit, tooltips."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items
from csdesk.app.queries.plan_screen import load_plan
from csdesk.layout.scene import Layer, Polyline, Role, Text
from csdesk.layout.timescale import PIXELS_PER_DAY, Zoom
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.gantt.tips import ChartTips
from csdesk.ui.services import Services
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Services, Harbour]]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, world: tuple[Services, Harbour]) -> PlanView:
    made = shown(*world)
    qtbot.addWidget(made)
    return made


def shown(services: Services, harbour: Harbour, layout: QVBoxLayout | None = None) -> PlanView:
    made = PlanView(services.translator, services.tokens, lambda *_: True)
    made.resize(1388, 733)
    if layout is not None:
        layout.addWidget(made)
    made.show()
    made.set_plan(
        load_plan(services.store, project_id=harbour.project_id, translator=services.translator)
    )
    return made


def middle_of(view: PlanView, row_id: int) -> QPoint:
    chart, line = view.chart, view.model.line_of(row_id)
    assert line is not None
    row = chart.chart_row(line)
    assert row.start is not None
    assert row.finish is not None
    x = (chart.scale.left(row.start) + chart.scale.right(row.finish)) / 2
    return QPoint(
        round(x) - chart.horizontalScrollBar().value(),
        line * 28 + 12 - chart.verticalScrollBar().value(),
    )


def test_opens_with_today_in_view_and_paints_bars(
    view: PlanView, world: tuple[Services, Harbour]
) -> None:
    services, harbour = world
    chart = view.chart
    today = chart.scale.middle(TODAY.toordinal()) - chart.horizontalScrollBar().value()
    assert 0.2 * chart.viewport().width() < today < 0.4 * chart.viewport().width()
    image = view.grab().toImage()
    point = view.chart.viewport().mapTo(view, middle_of(view, harbour.rows["Payroll export"]))
    assert QColor(image.pixel(point)) == services.tokens.third_soft


def test_wheel_with_control_zooms_at_the_mouse(view: PlanView) -> None:
    chart = view.chart
    place = QPointF(300, 100)
    day = chart.scale.day_at(place.x() + chart.horizontalScrollBar().value())
    event = QWheelEvent(
        place, chart.viewport().mapToGlobal(place), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.pixels == pytest.approx(PIXELS_PER_DAY[Zoom.WEEK] * 1.25**2)
    assert abs(chart.scale.day_at(place.x() + chart.horizontalScrollBar().value()) - day) <= 1


def test_keys_scroll_by_weeks_and_fit_shows_all(qtbot: QtBot, view: PlanView) -> None:
    chart = view.chart
    before = chart.horizontalScrollBar().value()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.horizontalScrollBar().value() == before + 56
    chart.fit()
    row = chart.chart_row(0)
    assert row.start is not None
    assert chart.scale.left(row.start) >= chart.horizontalScrollBar().value()


def test_fit_shows_the_words_beside_the_last_bars(view: PlanView) -> None:
    chart = view.chart
    chart.fit()
    edge = chart.horizontalScrollBar().value() + chart.viewport().width()
    labels = [mark for mark in chart.body_scene().layers[Layer.LABEL] if isinstance(mark, Text)]
    assert {"22 Jan", "12 Jan"} <= {text.text for text in labels}
    assert all(text.x + text.width <= edge for text in labels)


def test_chosen_rows_are_grey_in_both_halves_of_a_window_behind_another(
    qtbot: QtBot, world: tuple[Services, Harbour]
) -> None:
    services, harbour = world
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1388, 733)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = shown(services, harbour, QVBoxLayout(window))
    view.select(harbour.rows["Acceptance signed"])
    line = view.model.line_of(harbour.rows["Acceptance signed"])
    assert line is not None

    def grounds() -> list[QColor]:
        image = window.grab().toImage()
        spots = [
            half.viewport().mapTo(window, QPoint(half.viewport().width() - 40, line * 28 + 4))
            for half in (view.tree, view.chart)
        ]
        return [QColor(image.pixel(spot)) for spot in spots]

    assert grounds() == [services.tokens.soft] * 2
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    assert grounds() == [services.tokens.railsel] * 2


def test_a_click_on_a_bar_selects_the_row_in_the_tree(
    qtbot: QtBot, view: PlanView, world: tuple[Services, Harbour]
) -> None:
    row_id = world[1].rows["WeCom sign-on"]
    place = middle_of(view, row_id)
    qtbot.mouseClick(view.chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.current_id() == row_id
    assert "WeCom sign-on" in view.chart.tip_at(place)


def test_both_halves_scroll_as_one(view: PlanView) -> None:
    view.resize(1388, 300)
    view.chart.verticalScrollBar().setValue(view.chart.verticalScrollBar().maximum())
    assert view.tree.verticalScrollBar().value() == view.chart.verticalScrollBar().value()
    assert view.tree.verticalScrollBar().maximum() == view.chart.verticalScrollBar().maximum()
    assert view.tree.viewport().height() == view.chart.viewport().height()


def test_years_without_published_holidays_are_said(view: PlanView) -> None:
    chart = view.chart
    x = chart.scale.middle(date(2027, 1, 1).toordinal()) - chart.horizontalScrollBar().value()
    assert "2027" in chart.tip_of_day(x)
    assert "not published" in chart.tip_of_day(x)


@pytest.mark.parametrize("pixels", [24.0, 8.0, 3.0, 1.0, 0.3])
def test_paints_at_every_zoom(view: PlanView, pixels: float) -> None:
    view.chart.set_pixels(pixels)
    assert not view.grab().isNull()


def test_a_closed_phase_takes_its_rows_from_both_halves(
    view: PlanView, world: tuple[Services, Harbour]
) -> None:
    phase = world[1].rows["Set-up and data"]
    count = view.model.rowCount()
    view.model.toggle(phase)
    assert view.model.rowCount() == count - 7
    assert world[1].rows["Data import"] not in view.chart.rows_shown()
    view.model.toggle(phase)
    assert world[1].rows["Data import"] in view.chart.rows_shown()


def test_zoom_keeps_the_chosen_row_in_view_and_else_today(
    view: PlanView, world: tuple[Services, Harbour]
) -> None:
    chart, harbour = view.chart, world[1]

    def today() -> float:
        return chart.scale.middle(TODAY.toordinal()) - chart.horizontalScrollBar().value()

    before = today()
    for zoom in (Zoom.DAY, Zoom.WEEK):
        chart.set_pixels(PIXELS_PER_DAY[zoom])
        assert today() == pytest.approx(before, abs=2)
    view.select(harbour.rows["Payroll export"])
    row = chart.chart_row(chart.current_line())
    assert row.start is not None
    place = chart.scale.middle(row.start) - chart.horizontalScrollBar().value()
    chart.set_pixels(PIXELS_PER_DAY[Zoom.DAY])
    now = chart.scale.middle(row.start) - chart.horizontalScrollBar().value()
    assert now == pytest.approx(place, abs=2)


def test_the_slack_of_a_chosen_row_is_drawn_and_said(
    view: PlanView, world: tuple[Services, Harbour]
) -> None:
    chart, harbour = view.chart, world[1]

    def drawn() -> list[Polyline]:
        marks = chart.body_scene().layers[Layer.BASELINE]
        return [one for one in marks if isinstance(one, Polyline) and one.role is Role.SLACK]

    assert drawn() == []
    row_id = harbour.rows["Payroll export"]
    plan = view.model.plan
    assert plan is not None
    state = plan.state_of(row_id)
    assert state is not None
    assert state.finish is not None
    assert state.total_slack
    view.select(row_id)
    line, end = drawn()
    latest = plan.calendars.third.add(state.finish, state.total_slack).toordinal()
    assert line.points[0][0] == chart.scale.right(state.finish.toordinal())
    assert line.points[1][0] == end.points[0][0] == chart.scale.right(latest)
    assert f"{state.total_slack} working days later" in chart.tip_at(middle_of(view, row_id))
    for other, state in plan.state.rows.items():
        if state.critical:
            view.select(other)
            assert drawn() == []
    assert chart.rows[chart.current_line()].critical


def test_the_head_says_for_any_day_that_a_year_is_not_published(view: PlanView) -> None:
    chart = view.chart
    for day, said in ((date(2027, 3, 10), "2027"), (date(2026, 12, 9), "")):
        x = chart.scale.middle(day.toordinal()) - chart.horizontalScrollBar().value()
        assert said in chart.tip_of_head(x)
        assert bool(chart.tip_of_head(x)) == bool(said)
        assert chart.tip_of_day(x) == ""


def test_a_tooltip_says_how_long_how_far_and_which_year(
    view: PlanView, world: tuple[Services, Harbour]
) -> None:
    services, harbour = world
    guide = view.chart.tip_at(middle_of(view, harbour.rows["Manager guide and video"]))
    assert "Wed 25 Nov to Fri 11 Dec, 13 working days" in guide
    assert "In progress 35%" in guide
    later = date(2027, 9, 6), date(2027, 9, 17)
    items.update(
        harbour.store, row_ids=[harbour.rows["Payroll export"]], start=later[0], target=later[1]
    )
    data = load_plan(harbour.store, project_id=harbour.project_id, translator=services.translator)
    tip = ChartTips(services.translator, data).row_tip(harbour.rows["Payroll export"])
    assert "Monday 6 September 2027 to Friday 17 September 2027, 9 working days" in tip, (
        "one is a holiday"
    )
