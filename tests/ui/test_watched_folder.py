"""The watched folder in a window: offered at the foot, answered once, stopped at the end."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from csdesk.data.store import Store
from csdesk.domain.records import TrackerReturn
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.settings import SettingsScreen
from csdesk.ui.start import make_window
from csdesk.ui.watched_folder import WatchedFolder
from csdesk.ui.widgets.buttons import Button
from tests.app.returned import Sent, cells, edited, numbers, send
from tests.support import CLOCK, make_store


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    store = make_store(tmp_path / "own.csdesk")
    made = send(store, tmp_path)
    store.close()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returned"
    made.mkdir()
    return made


def open_window(qapp: QApplication, folder: Path, language: str = "en") -> MainWindow:
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", "light")
    settings.setValue("language", language)
    made = make_window(qapp, CLOCK, settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.watched.stop()
    made.watched = WatchedFolder(made, poll=0.1, steady=0.05)
    made.show()
    made.services.attach(Store.open(folder / "own.csdesk", clock=CLOCK, backups=False))
    return made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, sent: Sent, tmp_path: Path) -> Iterator[MainWindow]:
    made = open_window(qapp, tmp_path)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()
    assert not running()


def running() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "watched-folder"]


def put(sent: Sent, folder: Path, name: str = "back.xlsx", comment: str = "Theirs") -> Path:
    made = edited(sent.path, cells({numbers(sent.path)[0]: {"comment": comment}}), name=f"_{name}")
    return Path(shutil.move(made, folder / name))


def strip_text(window: MainWindow) -> str:
    strip = window.watched.strip
    return strip.text if strip is not None and strip.isVisible() else ""


def press(window: MainWindow, text: str) -> None:
    strip = window.watched.strip
    assert strip is not None
    button = next(
        one for one in strip.findChildren(Button)
        if one.isVisible() and text in (one.text(), one.accessibleName())
    )  # fmt: skip
    button.click()


def test_a_file_that_appears_is_offered_and_reviewed(
    window: MainWindow, qtbot: QtBot, sent: Sent, folder: Path
) -> None:
    services = window.services
    services.watch_folder(folder)
    path = put(sent, folder)
    qtbot.waitUntil(lambda: strip_text(window) != "", timeout=20_000)
    assert strip_text(window) == "back.xlsx came back from Acme Foods: version 1, 1 difference."
    with services.store.read() as reader:
        assert reader.count(TrackerReturn) == 0
    wishes: list[tuple[str, object]] = []
    services.wish.connect(lambda kind, value: wishes.append((kind, value)))
    press(window, "Review")
    assert wishes == [("review_file", path)]
    assert strip_text(window) == ""
    qtbot.waitUntil(lambda: window.current.startswith("review:"), timeout=20_000)


def test_a_file_once_answered_is_not_offered_again_after_a_restart(
    qtbot: QtBot, qapp: QApplication, sent: Sent, folder: Path, tmp_path: Path
) -> None:
    first = open_window(qapp, tmp_path)
    put(sent, folder)
    (folder / "broken.xlsx").write_bytes(b"PK" + b"x" * 100)
    first.services.watch_folder(folder)
    qtbot.waitUntil(lambda: "broken.xlsx" in strip_text(first) or len(first.watched.passed) == 1,
                    timeout=20_000)  # fmt: skip
    qtbot.waitUntil(lambda: len(first.watched.offers) == 1, timeout=20_000)
    press(first, "Not this one")
    assert strip_text(first) == "" or "Passed over" in strip_text(first)
    with qtbot.waitSignal(first.destroyed):
        first.close()
    assert not running()
    second = open_window(qapp, tmp_path)
    assert second.services.watched_folder == folder
    put(sent, folder, "later.xlsx", "Something else")
    qtbot.waitUntil(lambda: "later.xlsx" in strip_text(second), timeout=20_000)
    assert [one.path.name for one in second.watched.offers] == ["later.xlsx"]
    assert "broken.xlsx" not in strip_text(second)
    second.services.speak("zh_CN")
    said = "Acme Foods 发回了 later.xlsx：第 1 版，1 处差异。"
    qtbot.waitUntil(lambda: strip_text(second) == said, timeout=5_000)
    with qtbot.waitSignal(second.destroyed):
        second.close()


def test_only_a_word_about_what_cannot_be_read(
    window: MainWindow, qtbot: QtBot, sent: Sent, folder: Path
) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK" + b"x" * 100)
    window.services.watch_folder(folder)
    qtbot.waitUntil(lambda: strip_text(window) != "", timeout=20_000)
    assert strip_text(window).startswith(
        "Passed over in the watched folder: broken.xlsx is damaged"
    )
    press(window, "Close")
    assert strip_text(window) == ""


def test_the_folder_is_chosen_in_the_settings_and_left_there(
    window: MainWindow, qtbot: QtBot, sent: Sent, folder: Path
) -> None:
    window.show_screen("settings")
    screen = window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    screen.choose_folder()
    (dialog,) = window.findChildren(QFileDialog, "watched")
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    services = window.services
    assert (services.watched_folder, running()) == (folder, ["watched-folder"])
    stop = next(one for one in screen.findChildren(Button) if one.text() == "Stop watching")
    stop.click()
    assert (services.watched_folder, running()) == (None, [])


def test_an_encrypted_workspace_leaves_no_folder_in_the_settings(
    qtbot: QtBot, qapp: QApplication, sent: Sent, folder: Path, tmp_path: Path
) -> None:
    make_store(tmp_path / "secret.csdesk", password="a long password").close()
    window = open_window_of(qapp, tmp_path)
    window.services.watch_folder(folder)
    assert running()
    window.services.settings.sync()
    assert str(folder) not in (tmp_path / "window.ini").read_text(encoding="utf-8")
    window.services.detach()
    assert not running()
    with qtbot.waitSignal(window.destroyed):
        window.close()


def open_window_of(qapp: QApplication, folder: Path) -> MainWindow:
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    made = make_window(qapp, CLOCK, settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    made.services.attach(
        Store.open(folder / "secret.csdesk", clock=CLOCK, backups=False, password="a long password")
    )
    return made
