"""The legend of the chart says what it can in the width there is."""

from pathlib import Path

from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from csdesk.ui.gantt.legend import Legend
from tests.ui.screens_support import open_harbour


def test_the_baseline_is_named_where_room_is_scarce(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, _):
        legend = Legend(services.look)
        qtbot.addWidget(legend)
        legend.set_baseline("Baseline 6 Nov")
        whole = legend.sizeHint().width()
        said = [named(legend, width) for width in (whole, whole - 30, whole - 60, whole - 140)]
        assert said[0] == said[1] == ["Us", "Customer", "Third party", "Critical", "Baseline 6 Nov"]
        assert said[2] == ["Us", "Customer", "Third party", "Critical", "Baseline"]
        assert said[3] == ["Us", "Customer", "Third party", "Critical"]


def named(legend: Legend, width: int) -> list[str]:
    """Paint a legend at a width, and return what it said."""
    legend.resize(width, 24)
    legend.render(QPixmap(legend.size()))
    return legend.said
