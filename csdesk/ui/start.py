"""Starts the window: the frame is painted first, then the workspace opens in a task."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from csdesk.app.machine import config_path, system_language
from csdesk.domain.clock import Clock
from csdesk.i18n import LANGUAGES
from csdesk.resources import resource_path
from csdesk.ui.fonts import font, load_faces
from csdesk.ui.main_window import MainWindow
from csdesk.ui.qt_words import speak_qt
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
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    settings = QSettings(str(config_path()), QSettings.Format.IniFormat)
    file = launch.file or last_file(settings)
    window = make_window(app, launch.clock, settings, opening=file is not None)
    window.show()
    undo: list[Callable[[], None]] = []

    def go_on() -> None:
        from csdesk.ui.crash import CrashGuard, start_log

        guard = CrashGuard(log_path(), window)
        guard.caught.connect(window.tell)
        guard.install()
        undo.append(guard.remove)
        start_log(log_path())
        if file is not None:
            window.actions_of_window.ways.open_path(file, launch.actor)

    window.when_painted(go_on)
    try:
        return app.exec()
    finally:
        for call in undo:
            call()


def make_window(
    app: QApplication, clock: Clock, settings: QSettings, *, opening: bool = False
) -> MainWindow:
    """Make the window with its services.

    With `opening` only the frame is painted; faces, words and controls follow the first paint.
    """
    app.setApplicationName("csdesk")
    app.setStyle("Fusion")
    language = _language(settings)
    services = Services(settings=settings, clock=clock, language=language)
    services.theme.apply()

    def dress() -> None:
        load_faces()
        app.setWindowIcon(QIcon(str(resource_path("icons/csdesk.svg"))))
        app.setFont(font(language))
        services.theme.follow()
        speak_qt(services)

    if not opening:
        dress()
    window = MainWindow(services, log_path, opening=opening)
    services.setParent(window)
    if opening:
        window.when_painted(dress)
    return window


def last_file(settings: QSettings) -> Path | None:
    """Return the workspace that was open last on this machine, if it is still there."""
    saved = settings.value("recent", [])
    names = [saved] if isinstance(saved, str) else saved if isinstance(saved, list) else []
    found = [Path(str(name)) for name in names[:1]]
    return found[0] if found and found[0].exists() else None


def log_path() -> Path:
    """Return where the log is written."""
    from platformdirs import user_log_path

    return user_log_path("csdesk", appauthor=False) / "csdesk.log"


def _language(settings: QSettings) -> str:
    chosen = str(settings.value("language", ""))
    return chosen if chosen in LANGUAGES else system_language()
