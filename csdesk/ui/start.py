"""Starts the window: the frame is painted first, then the workspace opens in a task."""

import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from csdesk.domain.clock import Clock
from csdesk.i18n import LANGUAGES, language_of
from csdesk.resources import resource_path
from csdesk.ui.crash import CrashGuard, start_log
from csdesk.ui.fonts import font, load_faces
from csdesk.ui.main_window import MainWindow
from csdesk.ui.services import Services


class Launch(Protocol):
    """What the window starts with; `file` None means the last one that was open here."""

    @property
    def file(self) -> Path | None:
        """The workspace to open."""

    @property
    def clock(self) -> Clock:
        """Where today comes from."""

    @property
    def actor(self) -> str | None:
        """In whose name one works; None: the workspace's first user."""


def run(launch: Launch) -> int:
    """Show the window until it is closed; returns the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = make_window(app, launch.clock)
    guard = CrashGuard(log_path(), window)
    guard.caught.connect(window.tell)
    guard.install()
    start_log(log_path())
    window.show()
    QTimer.singleShot(0, window, lambda: open_first(window, launch.file, launch.actor))
    try:
        return app.exec()
    finally:
        guard.remove()


def make_window(app: QApplication, clock: Clock, settings: QSettings | None = None) -> MainWindow:
    """Make the window with its services; nothing is opened yet."""
    app.setApplicationName("csdesk")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(resource_path("icons/csdesk.svg"))))
    load_faces()
    kept = settings or QSettings(str(config_path()), QSettings.Format.IniFormat)
    language = _language(kept)
    services = Services(settings=kept, clock=clock, language=language)
    services.theme.apply()
    app.setFont(font(language))
    window = MainWindow(services, log_path())
    services.setParent(window)
    return window


def open_first(window: MainWindow, file: Path | None, actor: str | None) -> None:
    """Open the file asked for, else the last one if it is still there."""
    if file is None:
        file = next((one for one in window.actions_of_window.recent()[:1] if one.exists()), None)
    if file is not None:
        window.actions_of_window.open_path(file, actor)


def config_path() -> Path:
    """Return where this machine keeps layout, language and recent files."""
    from platformdirs import user_config_path

    return user_config_path("csdesk", appauthor=False) / "window.ini"


def log_path() -> Path:
    """Return where the log is written."""
    from platformdirs import user_log_path

    return user_log_path("csdesk", appauthor=False) / "csdesk.log"


def _language(settings: QSettings) -> str:
    import locale
    import os

    wanted = str(settings.value("language", "")) or os.environ.get("CSDESK_LANG", "")
    if wanted in LANGUAGES:
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return language_of(value)
    return language_of(locale.getlocale()[0] or "en")
