"""Charts in the window: the same drawing as on paper, in the colours of both themes."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from csdesk.layout.charts.bars import horizontal_bars
from csdesk.layout.charts.data import Bar, BarChart, Multiples, Panel
from csdesk.layout.charts.lines import small_multiples
from csdesk.layout.charts.marks import SCREEN, Box, Drawing, Ink, Setter, Words
from csdesk.ui.widgets.chart_view import ChartView, chart_inks
from tests.ui.screens_support import open_harbour

BARS = BarChart(
    title="Timetables caused most: 6 of 9",
    unit="Requests, October 2026",
    bars=(
        Bar(label="Timetables of the night shift in all depots", parts=(4, 1, 1)),
        Bar(label="Pay", parts=(2, 0, 1)),
    ),
    names=("confirmed", "waits for you", "with us"),
)


def lying(width: float, setter: Setter) -> Drawing:
    return horizontal_bars(BARS, width, SCREEN, setter)


def colours(view: ChartView) -> set[str]:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_is_painted_in_the_theme_s_colours(
    qtbot: QtBot, tmp_path: Path, theme: str
) -> None:
    with open_harbour(qtbot, tmp_path, theme=theme) as (services, _):
        view = ChartView(services, lying)
        qtbot.addWidget(view)
        view.resize(360, view.heightForWidth(360))
        inks = chart_inks(services.tokens)
        painted = colours(view)
        for ink in (Ink.STRONG, Ink.BAR):
            assert inks[ink].name() in painted
        assert view.accessibleName() == BARS.title
        assert "Pay 3" in view.accessibleDescription()
        view.close()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_words_of_a_chart_stay_in_its_width(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    with open_harbour(qtbot, tmp_path, language=language) as (services, _):
        view = ChartView(services, lying)
        qtbot.addWidget(view)
        for width in (180, 320, 900):
            drawing = view.drawing(width)
            assert view.heightForWidth(width) >= drawing.height
            for mark in drawing.marks:
                if isinstance(mark, Words | Box):
                    assert mark.x + mark.width <= width + 1
        view.close()


def test_another_chart_takes_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    panels = Multiples(
        title="Leeds moved", periods=("Sep", "Oct"),
        panels=(Panel(name="Leeds", values=(8, 4)), Panel(name="Goole", values=(8, 9))),
    )  # fmt: skip
    with open_harbour(qtbot, tmp_path) as (services, _):
        view = ChartView(services, lying)
        qtbot.addWidget(view)
        view.set_chart(lambda width, setter: small_multiples(panels, width, 120, SCREEN, setter))
        assert view.accessibleName() == "Leeds moved"
        assert view.heightForWidth(300) == 120
        view.close()
