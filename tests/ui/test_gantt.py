"""The chart on the screen: paint, zoom, scroll, hit, tooltips."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.queries.plan_screen import load_plan
from csdesk.layout.timescale import PIXELS_PER_DAY, Zoom
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.services import Services
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Services, Harbour]]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, world: tuple[Services, Harbour]) -> PlanView:
    services, harbour = world
    made = PlanView(services.translator, services.tokens, lambda *_: True)
    qtbot.addWidget(made)
    made.resize(1388, 733)
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
    from datetime import date

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
