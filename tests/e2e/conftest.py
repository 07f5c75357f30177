"""Worlds that tests of the real window share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.domain.clock import FixedClock
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from csdesk.ui.start import make_window
from tests.e2e.plan_world import World
from tests.ui.harbour import TODAY, make_harbour


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
