"""The main job in the real window, by keys and mouse: from a CRM export to the documents."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import RowKind
from csdesk.domain.records import Customer, Deal, DocumentLog, Export, PlanRow
from csdesk.ui.dialogs.document_preview import DocumentPreview
from csdesk.ui.dialogs.import_wizard import ImportWizard
from csdesk.ui.dialogs.new_plan import NewPlanDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.models.cells import ID_ROLE
from csdesk.ui.screens.customer import ITEMS, PLAN, CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.start import make_window
from tests.support import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("theme", "light")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=5_000)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


def _dialog(qtbot: QtBot, window: QWidget, kind: type[QDialog]) -> QDialog:
    found: list[QDialog] = []

    def there() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=10_000)
    return found[0]


def _choose_file(qtbot: QtBot, window: QWidget, path: Path) -> None:
    dialog = _dialog(qtbot, window, QFileDialog)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    # Typed letter by letter, the completer of the dialog takes the keys: paste instead.
    QApplication.clipboard().setText(str(path))
    field.selectAll()
    field.paste()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.isHidden, timeout=5_000)


def _press(qtbot: QtBot, window: MainWindow, key: Qt.Key, how: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    qtbot.keyClick(window, key, how)


def _until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=60_000)


@pytest.mark.window
def test_from_a_crm_export_to_the_documents(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, shared_data: Path
) -> None:
    _make_workspace(window, qtbot)
    _bring_in_deals(window, qtbot, shared_data / "crm" / "maven_sales_pipeline.csv")
    screen = _open_first_customer(window, qtbot)
    _make_plan(window, qtbot, screen)
    _edit_item(window, qtbot, screen)
    _press(qtbot, window, Qt.Key.Key_T, CTRL_SHIFT)
    tracker = tmp_path / "tracker.xlsx"
    _choose_file(qtbot, window, tracker)
    _tell_written(window, qtbot, tracker)
    for key in (Qt.Key.Key_R, Qt.Key.Key_P):
        _press(qtbot, window, key, CTRL_SHIFT)
        preview = _dialog(qtbot, window, DocumentPreview)
        assert isinstance(preview, DocumentPreview)
        _until(qtbot, partial(_is_known, preview))
        target = preview.target
        assert target is not None
        assert target.parent == tmp_path
        qtbot.keyClick(preview.pages, Qt.Key.Key_Return)
        _tell_written(window, qtbot, target)
    with window.services.store.read() as reader:
        assert reader.count(Export) == 1
        kinds = {log.kind.value for log in reader.find(DocumentLog)}
    assert {"status", "qbr"} <= kinds


def _is_known(preview: DocumentPreview) -> bool:
    return preview.facts.is_known


def _tell_written(window: MainWindow, qtbot: QtBot, target: Path) -> None:
    """Wait until a document lies where it should, and the window says so."""
    _until(qtbot, target.exists)
    _until(qtbot, lambda: not window.services.tasks.busy)
    assert window.notice.text.startswith("Written: ")
    assert str(target) in window.notice.text
    assert target.stat().st_size > 5_000


def _make_workspace(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.start.company, "Rotalane")
    qtbot.keyClick(window.start.company, Qt.Key.Key_Return)
    _until(qtbot, lambda: window.services.has_store)
    assert window.services.store.workspace.company == "Rotalane"
    assert window.services.store.path.name == "Rotalane.csdesk"


def _bring_in_deals(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    _press(qtbot, window, Qt.Key.Key_I, CTRL)
    wizard = _dialog(qtbot, window, ImportWizard)
    assert isinstance(wizard, ImportWizard)
    qtbot.keyClick(wizard, Qt.Key.Key_O, CTRL)
    _choose_file(qtbot, window, path)
    _until(qtbot, lambda: wizard.shown is not None and wizard.accept_button.isEnabled())
    assert wizard.shown is not None
    assert wizard.shown.new == 4238
    with qtbot.waitSignal(wizard.imported, timeout=60_000):
        qtbot.mouseClick(wizard.accept_button, Qt.MouseButton.LeftButton)
    with window.services.store.read() as reader:
        assert (reader.count(Customer), reader.count(Deal)) == (85, 4238)


def _open_first_customer(window: MainWindow, qtbot: QtBot) -> CustomerScreen:
    listing = window.screen_of("customers")
    assert isinstance(listing, CustomersScreen)
    _until(qtbot, lambda: len(listing.model.rows) == 85)
    listing.table.setFocus()
    qtbot.keyClick(listing.table, Qt.Key.Key_Down)
    assert listing.peek.isVisible()
    qtbot.keyClick(listing.table, Qt.Key.Key_Return)
    screen = window.screen_of(window.current)
    assert isinstance(screen, CustomerScreen)
    return screen


def _make_plan(window: MainWindow, qtbot: QtBot, screen: CustomerScreen) -> None:
    _press(qtbot, window, Qt.Key.Key_L, CTRL_SHIFT)
    dialog = _dialog(qtbot, window, NewPlanDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _until(qtbot, lambda: screen.project_id is not None)
    assert screen.tabs.current == PLAN
    _until(qtbot, lambda: screen.plan.view.model.rowCount() > 10)


def _edit_item(window: MainWindow, qtbot: QtBot, screen: CustomerScreen) -> None:
    """Give an item another title in its cell, and take it back and again with the undo keys."""
    screen.tabs.choose(ITEMS)
    table, model = screen.items.table, screen.items.model
    _until(qtbot, lambda: model.rowCount() > 1)
    line, row_id = next(
        (line, model.index(line, 0).data(ID_ROLE))
        for line in range(model.rowCount())
        if isinstance(model.index(line, 0).data(ID_ROLE), int)
        and model.index(line, 0).data(ID_ROLE) > 0
    )
    column = next(
        place
        for place in range(model.columnCount())
        if model.index(line, place).flags() & Qt.ItemFlag.ItemIsEditable
        and not table.isColumnHidden(place)
    )
    with window.services.store.read() as reader:
        before = reader.get(PlanRow, row_id)
    assert before.kind is RowKind.ITEM
    table.setFocus()
    table.setCurrentIndex(model.index(line, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = next(one for one in table.viewport().findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, "Edited in the window")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    def title() -> str:
        with window.services.store.read() as reader:
            return reader.get(PlanRow, row_id).title

    _until(qtbot, lambda: title() == "Edited in the window")
    _press(qtbot, window, Qt.Key.Key_Z, CTRL)
    _until(qtbot, lambda: title() == before.title)
    _press(qtbot, window, Qt.Key.Key_Z, CTRL_SHIFT)
    _until(qtbot, lambda: title() == "Edited in the window")
