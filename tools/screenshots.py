"""Pictures of the window for the documentation, from the demo workspace, without a display.

python tools/screenshots.py FOLDER [en zh_CN zh_TW]
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from csdesk.app.demo_workspace import demo_store
from csdesk.domain.clock import FixedClock
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.start import make_window

SIZE = (1440, 900)
DAY = date(2026, 11, 30)


def main() -> None:
    """Write the pictures of every language, light and dark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/pictures"))
    parser.add_argument("languages", nargs="*", default=["en", "zh_CN", "zh_TW"])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        clock = FixedClock(DAY)
        window = make_window(app, clock, settings)
        window.resize(*SIZE)
        window.show()
        for language in options.languages:
            window.services.speak(language)
            _save(window, options.folder, f"first-run-{language}")
        window.services.attach(demo_store(folder=Path(scratch), clock=clock))
        for language in options.languages:
            for theme in ("light", "dark"):
                window.services.speak(language)
                window.services.colour(theme)
                _pages(window, options.folder, f"{language}-{theme}")
        window.close()


def _pages(window: MainWindow, folder: Path, suffix: str) -> None:
    window.show_screen("customers")
    listing = window.screen_of("customers")
    if not isinstance(listing, CustomersScreen):
        raise TypeError(listing)
    model, table = listing.model, listing.table
    _wait(lambda: model.rowCount() > 0)
    table.setCurrentIndex(model.index(min(1, model.rowCount() - 1), 0))
    _save(window, folder, f"customers-{suffix}")
    lead = max(model.rows, key=lambda row: row.open_items if row.customer.language == "en" else -1)
    window.show_screen(f"customer:{lead.id}")
    screen = window.screen_of(f"customer:{lead.id}")
    tabs = getattr(screen, "tabs", None)
    for place, name in enumerate(("overview", "plan", "items-of", "people", "history-of")):
        if tabs is not None:
            tabs.choose(place)
        _save(window, folder, f"{name}-{suffix}")
    window.show_screen("items")
    _save(window, folder, f"items-{suffix}")
    window.show_screen("settings")
    _save(window, folder, f"settings-{suffix}")


def _wait(condition: Callable[[], bool], most: int = 10_000) -> None:
    """Let events run until `condition` holds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    QTimer.singleShot(most, loop.quit)
    if not condition():
        loop.exec()
    timer.stop()


def _save(window: MainWindow, folder: Path, name: str) -> None:
    settled = QEventLoop()
    QTimer.singleShot(250, settled.quit)
    settled.exec()
    window.grab().save(str(folder / f"{name}.png"))


if __name__ == "__main__":
    main()
