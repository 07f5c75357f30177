"""Services over a real workspace file, and keys that go where a person's would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from csdesk.domain.clock import FixedClock
from csdesk.ui.fonts import load_faces
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.services import Services
from tests.ui.harbour import TODAY, Harbour, make_harbour


@contextmanager
def open_harbour(
    qtbot: QtBot, folder: Path, language: str = "en", theme: str = "light"
) -> Iterator[tuple[Services, Harbour]]:
    """Give services attached to the plan of the drawing."""
    load_faces()
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", theme)
    services = Services(settings=settings, clock=FixedClock(TODAY), language=language)
    harbour = make_harbour(folder / "harbour.csdesk")
    services.attach(harbour.store)
    try:
        yield services, harbour
    finally:
        services.detach()
        services.tasks.shut_down()
        services.deleteLater()


def answer(qtbot: QtBot, screen: PlanScreen, *, says: str = "") -> None:
    """Take by Enter what was asked for, once the strip says what it moves.

    It says nothing of what moves nothing else: that is stored at once.
    """
    qtbot.wait(1)
    strip = screen.chart.strip
    assert strip.isVisible() == bool(says)
    if says:
        assert strip.sentence.words.startswith(says)
        qtbot.keyClick(screen.view.chart, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not strip.isVisible() and not screen.stale)
