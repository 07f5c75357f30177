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
    from csdesk.ui.crash import CrashGuard, start_log

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    settings = QSettings(str(config_path()), QSettings.Format.IniFormat)
    file = launch.file or last_file(settings)
    window = make_window(app, launch.clock, settings, opening=file is not None)
    guard = CrashGuard(log_path(), window)
    guard.caught.connect(window.tell)
    guard.install()
    start_log(log_path())
    window.show()
    if file is not None:
        open_file = window.actions_of_window.open_path
        QTimer.singleShot(0, window, lambda: open_file(file, launch.actor))
    try:
        return app.exec()
    finally:
        guard.remove()


def make_window(
    app: QApplication, clock: Clock, settings: QSettings, *, opening: bool = False
) -> MainWindow:
    """Make the window with its services; `opening` paints only the frame until a file is open."""
    app.setApplicationName("csdesk")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(resource_path("icons/csdesk.svg"))))
    load_faces()
    language = _language(settings)
    services = Services(settings=settings, clock=clock, language=language)
    services.theme.apply()
    app.setFont(font(language))
    window = MainWindow(services, log_path(), opening=opening)
    services.setParent(window)
    return window


def last_file(settings: QSettings) -> Path | None:
    """Return the workspace that was open last on this machine, if it is still there."""
    saved = settings.value("recent", [])
    names = [saved] if isinstance(saved, str) else saved if isinstance(saved, list) else []
    found = [Path(str(name)) for name in names[:1]]
    return found[0] if found and found[0].exists() else None


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
