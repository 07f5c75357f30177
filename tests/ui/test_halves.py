"""The line between tree and chart stays where it was put."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csdesk.ui.gantt.halves import Halves


def test_a_width_asked_for_before_there_is_room_holds_once_there_is(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    halves = Halves(owner)
    left, right = QWidget(), QWidget()
    halves.addWidget(left)
    halves.addWidget(right)
    halves.setStretchFactor(0, 0)
    halves.setStretchFactor(1, 1)
    halves.set_left(604)
    assert halves.left == 604
    owner.resize(1340, 700)
    owner.show()
    halves.resize(640, 600)
    halves.resize(1340, 600)
    assert abs(left.width() - 604) <= 2
    halves.setSizes([400, 939])
    halves.resize(1500, 600)
    assert abs(left.width() - 400) <= 2
