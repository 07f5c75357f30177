"""The cover note after an export from the window: shown, copied, made a draft with the tracker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from csdesk.app.commands import customers, items
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import DocumentKind, Priority, Side
from csdesk.domain.records import DocumentLog, PlanRow, Project
from csdesk.ui.dialogs.cover_note import CoverNoteDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY, harbour_file


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", "light")
    settings.setValue("language", "en")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    content, _ = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    store = Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY), backups=False)
    made.services.attach(store)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


def project_of(window: MainWindow) -> Project:
    with window.services.store.read() as reader:
        return reader.find(Project)[0]


def write(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    project = project_of(window)
    wishes = window.actions_of_window._wishes
    wishes.write("tracker", path, project.id)
    qtbot.waitUntil(lambda: path.exists() and not window.services.tasks.busy, timeout=20_000)


def dialogs(window: MainWindow) -> list[CoverNoteDialog]:
    return [one for one in window.findChildren(CoverNoteDialog) if one.isVisible()]


def test_the_second_version_brings_its_note(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    write(window, qtbot, tmp_path / "one.xlsx")
    assert dialogs(window) == []
    assert "one.xlsx" in window.notice.text
    with window.services.store.read() as reader:
        theirs = reader.find(PlanRow, side=Side.CUSTOMER)
    item = next(row for row in theirs if row.number and row.priority is not Priority.OPTIONAL)
    items.update(window.services.store, row_ids=[item.id], priority=Priority.OPTIONAL)
    write(window, qtbot, tmp_path / "two.xlsx")
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=10_000)
    (dialog,) = dialogs(window)
    assert dialog.text.isReadOnly()
    assert f"A{item.number} {item.title}" in dialog.text.toPlainText()
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    assert dialog.draft_button.hasFocus()
    qtbot.keyClick(dialog.draft_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=10_000)
    (draft,) = opened
    assert (draft.parent, draft.suffix) == (tmp_path, ".eml")
    assert b'filename="two.xlsx"' in draft.read_bytes()
    with window.services.store.read() as reader:
        assert reader.count(DocumentLog, kind=DocumentKind.NOTE) == 1
    assert dialogs(window) == []


def test_a_name_of_another_customer_stops_the_note_and_not_the_tracker(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write(window, qtbot, tmp_path / "one.xlsx")
    customers.create(window.services.store, name="First Bakery")
    project = project_of(window)
    with window.services.store.write("test.rename") as unit:
        unit.update(Project, project.id, name="As at First Bakery")
    window.actions_of_window._wishes._notes.show(project.id, tmp_path / "one.xlsx")
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    assert dialogs(window) == []
    (box,) = window.findChildren(QMessageBox)
    assert "names another customer, first bakery" in box.text()
    box.close()
