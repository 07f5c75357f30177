"""The first page over real files: passwords, what is in a backup, drops, the menu bar of macOS."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import customers
from csdesk.app.workspace import NewWorkspace, create_workspace, is_encrypted
from csdesk.data.backup import list_backups
from csdesk.data.cipher import can_encrypt
from csdesk.domain.clock import FixedClock
from csdesk.ui.dialogs.password import PasswordDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.menu_bar import make_menu_bar
from csdesk.ui.start import last_file, make_window
from csdesk.ui.widgets.text import Label
from tests.ui.harbour import TODAY

CLOCK = FixedClock(TODAY)
PASSWORD = "correct horse"
needs_cipher = pytest.mark.skipif(not can_encrypt(), reason="sqlcipher3 has no wheel here")


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made.setValue("language", "en")
    made.setValue("theme", "light")
    return made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[MainWindow]:
    made = make_window(qapp, CLOCK, settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    yield made
    _idle(made, qtbot)
    with qtbot.waitSignal(made.destroyed):
        made.close()


def _make(path: Path, password: str = "") -> Path:
    facts = NewWorkspace(company="Rotalane", user="Lin Yue")
    store = create_workspace(path, facts, clock=CLOCK, password=password)
    customers.create(store, name="Harbour Noodle")
    store.close()
    return path


def _has_open(window: MainWindow, path: Path) -> bool:
    return window.services.has_store and window.services.store.path == path


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)


def _told(window: MainWindow) -> str:
    """Return the sentence of the one open message, and close it."""
    (box,) = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    text = box.text()
    box.close()
    return text


def _asking(window: MainWindow, qtbot: QtBot) -> PasswordDialog:
    def found() -> list[PasswordDialog]:
        return [one for one in window.findChildren(PasswordDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1, timeout=10_000)
    return found()[0]


def _words(widget: QWidget) -> str:
    return "\n".join(one.text for one in widget.findChildren(Label) if one.isVisible())


def _drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    widget.dropEvent(event)


@needs_cipher
def test_a_new_workspace_is_protected_with_a_password(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, settings: QSettings
) -> None:
    form = window.start.form
    assert not form.password.isVisible()
    qtbot.keyClicks(form.company, "Rotalane")
    form.take_file(str(tmp_path / "made.csdesk"))
    qtbot.mouseClick(form.protect, Qt.MouseButton.LeftButton, pos=form.protect.rect().center())
    assert form.password.isVisible()
    form.submit()
    assert "take the tick away" in form.problem.text
    qtbot.keyClicks(form.password, "1234567")
    qtbot.keyClicks(form.again, "1234567")
    form.submit()
    assert "at least 8 characters" in form.problem.text
    assert form.password.property("wrong") == "true"
    form.password.clear()
    form.again.clear()
    qtbot.keyClicks(form.password, PASSWORD)
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert "differ" in form.problem.text
    assert form.again.property("wrong") == "true"
    assert not (tmp_path / "made.csdesk").exists()
    qtbot.keyClicks(form.again, PASSWORD)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.services.has_store, timeout=20_000)
    assert window.services.store.encrypted
    window.services.detach()
    assert is_encrypted(tmp_path / "made.csdesk")
    assert all(is_encrypted(one.path) for one in list_backups(tmp_path / "made.csdesk"))
    settings.sync()
    assert PASSWORD not in Path(settings.fileName()).read_text("utf-8")
    assert window.start.form.password.text() == ""


def test_where_nothing_can_encrypt_the_reason_stands_there(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    made = make_window(qapp, CLOCK, settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    assert not made.start.form.protect.isEnabled()
    assert "no library for encryption" in _words(made.start.form)
    with qtbot.waitSignal(made.destroyed):
        made.close()


@needs_cipher
def test_an_encrypted_workspace_asks_until_the_password_is_right(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _make(tmp_path / "locked.csdesk", PASSWORD)
    before = path.read_bytes()
    _drop(window.start, path)
    dialog = _asking(window, qtbot)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert not window.services.tasks.busy, "nothing was typed"
    qtbot.keyClicks(dialog.password, "wrong")
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open locked.csdesk" in dialog.problem.text, timeout=10_000)
    assert path.read_bytes() == before
    assert dialog.isVisible()
    dialog.password.clear()
    qtbot.keyClicks(dialog.password, PASSWORD)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.services.has_store, timeout=20_000)
    assert window.current == "customers"
    qtbot.waitUntil(lambda: not window.findChildren(PasswordDialog))


@needs_cipher
def test_no_folder_of_an_encrypted_workspace_is_remembered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, settings: QSettings
) -> None:
    services, ways = window.services, window.actions_of_window.ways
    for name, password, kept in (("locked", PASSWORD, False), ("open", "", True)):
        path = _make(tmp_path / f"{name}.csdesk", password)
        ways.open_path(path, password=password)
        qtbot.waitUntil(partial(_has_open, window, path), timeout=20_000)
        services.keep_documents(tmp_path / "Harbour Noodle")
        assert services.documents == tmp_path / "Harbour Noodle"
        settings.sync()
        assert ("Harbour" in Path(settings.fileName()).read_text("utf-8")) is kept
        _idle(window, qtbot)


@needs_cipher
def test_cancelling_the_password_leaves_the_first_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.start.company.setText("Typed before")
    window.actions_of_window.ways.open_path(_make(tmp_path / "locked.csdesk", PASSWORD))
    dialog = _asking(window, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not window.services.has_store
    assert window.start.company.text() == "Typed before"


@needs_cipher
def test_the_last_file_asks_over_the_first_page_when_it_is_encrypted(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, tmp_path: Path
) -> None:
    path = _make(tmp_path / "locked.csdesk", PASSWORD)
    settings.setValue("recent", [str(path)])
    assert last_file(settings) == path
    made = make_window(qapp, CLOCK, settings, opening=True)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.when_painted(lambda: made.actions_of_window.ways.open_path(path))
    made.show()
    dialog = _asking(made, qtbot)
    qtbot.waitUntil(made.start.isVisible, timeout=20_000)
    dialog.password.setText(PASSWORD)
    dialog.submit()
    qtbot.waitUntil(lambda: made.services.has_store, timeout=20_000)
    with qtbot.waitSignal(made.destroyed):
        made.close()


def test_another_language_keeps_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    form = window.start.form
    form.company.setText("轮值云")
    form.stage.choose(2)
    form.show_dropped("deals.csv")
    window.services.speak("zh_CN")
    fresh = window.start.form
    assert fresh is not form
    qtbot.waitUntil(fresh.isVisible)
    assert (fresh.company.text(), fresh.stage.current) == ("轮值云", 2)
    assert "deals.csv" in _words(fresh)


def test_which_years_have_published_holidays(window: MainWindow) -> None:
    form = window.start.form
    form.country.setCurrentIndex(form.country.findData("CN"))
    assert "2026 with make-up working days. 2027 is not published yet." in _words(form)
    form.country.setCurrentIndex(form.country.findData("DE"))
    assert "Public holidays of this country." in _words(form)


def test_a_low_window_scrolls_to_the_button(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(960, 600)
    form = window.start.form
    form.protect.setChecked(True)
    assert form.width() >= 400
    assert window.start.ways[3].geometry().bottom() < 600


def test_what_is_in_a_backup_is_shown_before_it_becomes_a_new_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _make(tmp_path / "team.csdesk")
    (made,) = list_backups(path)
    window.start.look_into(made.path)
    page = window.start.backup
    assert not page.restore_button.isEnabled()
    qtbot.waitUntil(lambda: page.found is not None, timeout=10_000)
    shown = _words(page)
    for part in ("Rotalane", "1 customer, 0 projects, 0 items", "when the workspace was closed",
                 "Lin Yue, Add a customer", "kB", "nothing is replaced"):  # fmt: skip
        assert part in shown
    assert [button.chosen for button in window.start.ways] == [False, False, False, True]
    qtbot.keyClick(page.restore_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.services.has_store, timeout=20_000)
    assert window.services.store.path == tmp_path / f"{made.path.stem}-restored.csdesk"
    assert path.exists()


def test_a_damaged_backup_says_so_and_is_not_restored(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (made,) = list_backups(_make(tmp_path / "team.csdesk"))
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    window.start.look_into(made.path)
    page = window.start.backup
    qtbot.waitUntil(page.problem.isVisible, timeout=10_000)
    assert "no good backup" in page.problem.text
    assert not page.restore_button.isEnabled()
    window.start.submit()
    assert list(tmp_path.glob("*-restored*")) == []


@needs_cipher
def test_an_encrypted_backup_is_looked_into_and_restored_with_its_password(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (made,) = list_backups(_make(tmp_path / "locked.csdesk", PASSWORD))
    window.start.look_into(made.path)
    page = window.start.backup
    qtbot.waitUntil(page.password.isVisible, timeout=10_000)
    for password in ("wrong", PASSWORD):
        page.password.setText(password)
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
        _idle(window, qtbot)
        assert page.problem.isVisible() is (password == "wrong")
    assert "1 customer" in _words(page)
    page.submit()
    qtbot.waitUntil(lambda: window.services.has_store, timeout=20_000)
    assert window.services.store.encrypted


def test_what_cannot_be_taken_in_is_told(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    picture, empty, junk = (tmp_path / name for name in ("logo.png", "deals.csv", "junk.csdesk"))
    picture.write_bytes(b"\x89PNG")
    empty.touch()
    junk.write_text("not a workspace" * 100)
    window.start.company.setText("Typed before")
    for path, sentence in ((picture, "cannot be taken in"), (tmp_path, "cannot be taken in"),
                           (empty, "is empty"), (junk, "not a csdesk workspace")):  # fmt: skip
        _drop(window.start, path)
        _idle(window, qtbot)
        assert sentence in _told(window)
    assert window.start.company.text() == "Typed before"


def test_of_several_dropped_files_the_one_that_fits_is_taken(
    window: MainWindow, tmp_path: Path
) -> None:
    picture, table = tmp_path / "logo.png", tmp_path / "deals.csv"
    picture.write_bytes(b"\x89PNG")
    table.write_text("Account,Amount\nNew Tea,100\n", "utf-8")
    _drop(window.start, picture, table)
    assert "deals.csv is imported once" in _words(window.start.form)


def _bar(window: MainWindow) -> dict[str, list[QAction]]:
    bar = make_menu_bar(window, window.registry, window.services.translator, native=False)
    found = {}
    for entry in bar.actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        found[entry.text()] = [one for one in menu.actions() if not one.isSeparator()]
    return found


def test_closing_while_a_list_loads_is_no_fault(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    services = window.services
    begun: list[object] = []

    def close_at_once(task: object) -> None:
        if services.has_store and not begun:
            begun.append(task)
            QTimer.singleShot(0, services.detach)

    services.tasks.started.connect(close_at_once)
    window.actions_of_window.ways.open_path(_make(tmp_path / "team.csdesk"))
    qtbot.waitUntil(lambda: bool(begun) and not services.has_store, timeout=20_000)
    _idle(window, qtbot)
    qtbot.waitUntil(window.start.isVisible)


def test_the_menu_bar_of_macos(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert [one.text() for one in _bar(window)["File"]] == [
        "New workspace", "Open a workspace file", "Look around in the demo", "Restore a backup",
    ]  # fmt: skip
    window.actions_of_window.ways.open_path(_make(tmp_path / "team.csdesk"))
    qtbot.waitUntil(lambda: window.services.has_store, timeout=20_000)
    menus = _bar(window)
    assert list(menus) == ["File", "Edit", "View"]
    by_id = {one.objectName(): one for actions in menus.values() for one in actions}
    roles = {key: one.menuRole() for key, one in by_id.items()}
    assert roles.pop("about") == QAction.MenuRole.AboutRole
    assert roles.pop("go_settings") == QAction.MenuRole.PreferencesRole
    assert roles.pop("quit") == QAction.MenuRole.QuitRole
    assert set(roles.values()) == {QAction.MenuRole.NoRole}
    keys = {key: one.shortcut().toString() for key, one in by_id.items()}
    assert keys["undo"] == "Ctrl+Z"
    assert keys["quit"] == "Ctrl+Q"
    assert keys["go_settings"] == "Ctrl+,"
    by_id["go_items"].trigger()
    assert window.current == "items"
    assert not window.menuBar().actions(), "only macOS has a bar of its own"
    window.registry.run("about")
    assert _told(window).startswith("csdesk ")
