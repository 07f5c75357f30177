"""All running projects' reports in the window: what became of each, Stop, the window meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import customers, projects, risks
from csdesk.app.queries.document_log import document_log
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import Language
from csdesk.domain.records import Customer, Project
from csdesk.ui.dialogs.status_batch import StatusBatchDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.start import make_window
from tests.support import add_row
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
    for number in range(4):
        one = customers.create(store, name=f"Mori Bakery {number}", country="CN")
        with store.write("projects.create", customer_id=one.id) as unit:
            project = unit.add(
                Project(
                    uid=f"m{number}", customer_id=one.id, code="P1", name=f"Ovens {number}",
                    start=TODAY - timedelta(60),
                )
            )  # fmt: skip
            add_row(unit, project, "Oven list", number=1, start=TODAY, target=TODAY)
    made.services.attach(store)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> StatusBatchDialog:
    (tmp_path / "out").mkdir()
    window.registry.run("status_batch")
    made = window.findChildren(StatusBatchDialog)[0]
    made.folder.setText(str(tmp_path / "out"))
    return made


def ended(dialog: StatusBatchDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=60_000)


def results(dialog: StatusBatchDialog) -> list[tuple[str, str]]:
    return [(cells[0].text, cells[2].text) for _, cells in dialog.table.records.rows]


def test_each_report_is_listed_and_the_left_out_ones_with_their_reasons(
    window: MainWindow, dialog: StatusBatchDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    store = window.services.store
    with store.read() as reader:
        found = {one.name: one for one in reader.find(Project)}
    projects.hold(store, project_id=found["Ovens 0"].id, reason="Owner change")
    risks.create(
        store, customer_id=found["Ovens 1"].customer_id, project_id=found["Ovens 1"].id,
        title="As Harbour Noodle had it", visibility="customer",
    )  # fmt: skip
    dialog.mail.setChecked(True)
    qtbot.keyClick(dialog.start_button, Qt.Key.Key_Return)
    assert dialog.is_running
    assert not dialog.folder.isEnabled()
    ended(dialog, qtbot)
    shown = dict(results(dialog))
    assert "harbour noodle" in shown["Mori Bakery 1"]
    assert shown["Mori Bakery 0"] == "The project is on hold."
    written = sorted(path.name for path in (tmp_path / "out").glob("*.pdf"))
    assert sorted(text for text in shown.values() if text.endswith(".pdf")) == written
    assert len(list((tmp_path / "out").glob("*.eml"))) == len(written) == 3
    assert dialog.state.text == "Reports written: 3, left out: 2."
    assert results(dialog)[0][0] == "Mori Bakery 1"  # what needs a look stands first
    dialog.table.choose(found["Ovens 2"].id)
    assert "recipient" in dialog.detail.text


def test_it_lists_the_projects_before_a_report_is_written(
    window: MainWindow, dialog: StatusBatchDialog, qtbot: QtBot
) -> None:
    store = window.services.store
    assert dialog.state.text == "5 running projects"
    assert [text for _, text in results(dialog)] == [""] * 5
    with store.read() as reader:
        found = reader.find(Project)
    for one in found:
        projects.hold(store, project_id=one.id, reason="Owner change")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    window.registry.run("status_batch")
    (again,) = window.findChildren(StatusBatchDialog)
    assert again.state.text == "No project runs: there is nothing to report."
    assert {text for _, text in results(again)} == {"The project is on hold."}


def test_all_reports_are_written_in_the_language_that_is_chosen(
    window: MainWindow, dialog: StatusBatchDialog, qtbot: QtBot
) -> None:
    dialog.language.setCurrentIndex(dialog.language.findData(Language.ZH_TW))
    dialog.start()
    ended(dialog, qtbot)
    assert dialog.state.text.startswith("Reports written: 5")
    assert {one.language for one in document_log(window.services.store)} == {Language.ZH_TW}


def test_the_window_reads_and_writes_while_reports_are_written(
    window: MainWindow, dialog: StatusBatchDialog, qtbot: QtBot
) -> None:
    window.show_screen("customers")
    dialog.start()
    assert dialog.run is not None
    with qtbot.waitSignal(dialog.run.stepped, timeout=30_000):
        pass
    renamed = window.services.act(
        customers.update, customer_id=_last(window.services.store), name="Zhou Bakery"
    )
    assert renamed is not None
    window.show_screen("items")
    assert dialog.windowModality() == Qt.WindowModality.NonModal
    ended(dialog, qtbot)
    assert len(results(dialog)) == 5


def test_stop_keeps_what_is_written_and_says_so(
    dialog: StatusBatchDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.start()
    assert dialog.run is not None
    dialog.run.stepped.connect(lambda _: dialog.reject())
    ended(dialog, qtbot)
    assert dialog.isVisible()
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 1
    assert [text for _, text in results(dialog)].count("Cancelled before its turn.") == 4
    assert "Stopped; what is written stays." in dialog.state.text
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_a_folder_that_is_none_is_said(dialog: StatusBatchDialog) -> None:
    dialog.folder.setText("/nowhere/at all")
    dialog.start()
    assert not dialog.is_running
    assert "is no folder" in dialog.problem.text


def test_the_batch_ends_with_its_workspace(
    window: MainWindow, dialog: StatusBatchDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.start()
    assert dialog.run is not None
    with qtbot.waitSignal(dialog.run.stepped, timeout=30_000):
        pass
    with qtbot.waitSignal(dialog.destroyed):
        window.services.detach()
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    assert 1 <= len(list((tmp_path / "out").glob("*.pdf"))) < 5


def test_the_action_shows_the_dialog_that_is_there(
    window: MainWindow, dialog: StatusBatchDialog
) -> None:
    window.registry.run("status_batch")
    assert window.findChildren(StatusBatchDialog) == [dialog]


def _last(store: Store) -> int:
    with store.read() as reader:
        return max(one.id for one in reader.find(Customer))
