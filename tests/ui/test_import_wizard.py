"""The import wizard on real exports and bad rows, by keys and mouse."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.records import Customer, Deal
from csdesk.ui.dialogs.import_wizard import ImportWizard
from csdesk.ui.dialogs.new_plan import GO_LIVE, NewPlanDialog
from csdesk.ui.fonts import load_faces
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.combo import Combo
from tests.support import make_customer, make_store

TODAY = date(2026, 11, 20)
BAD = """Customer,Close date,Amount
Acme Foods,2026-03-01,"1,234.50"
Acme Food,2026-03-02,100
,2026-03-01,7
Beta,31/02/2026,7
Gamma,2027-03-01,12k
"""


@pytest.fixture
def services(qtbot: QtBot, tmp_path: Path) -> Iterator[Services]:
    load_faces()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Services(settings=settings, clock=FixedClock(TODAY))
    made.attach(make_store(tmp_path / "w.csdesk"))
    yield made
    made.tasks.shut_down()
    made.detach()


@pytest.fixture
def wizard(services: Services, qtbot: QtBot) -> Callable[[Path], ImportWizard]:
    def open_wizard(path: Path) -> ImportWizard:
        dialog = ImportWizard(services, path=path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return open_wizard


def _counts(store: Store) -> tuple[int, int]:
    with store.read() as reader:
        return reader.count(Customer), reader.count(Deal)


def _ready(qtbot: QtBot, dialog: ImportWizard) -> None:
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=20_000)


def test_a_real_export_comes_in_by_enter_and_leaves_by_one_undo(
    services: Services, qtbot: QtBot, wizard: Callable[[Path], ImportWizard], shared_data: Path
) -> None:
    dialog = wizard(shared_data / "crm" / "maven_sales_pipeline.csv")
    _ready(qtbot, dialog)
    assert dialog.shown is not None
    assert (dialog.shown.new, dialog.shown.skipped) == (4238, 4562)
    assert _counts(services.store) == (0, 0)
    with qtbot.waitSignal(dialog.imported, timeout=60_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert _counts(services.store) == (85, 4238)
    services.store.undo()
    assert _counts(services.store) == (0, 0)


def test_faults_are_shown_with_row_and_reason_and_doubts_can_be_taken(
    services: Services, qtbot: QtBot, wizard: Callable[[Path], ImportWizard], tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    dialog = wizard(path)
    _ready(qtbot, dialog)
    rows = {
        (dialog.refused.index(n, 0).data(), dialog.refused.index(n, 2).data())
        for n in range(dialog.refused.rowCount())
    }
    assert rows == {("4", ""), ("5", "31/02/2026")}
    assert dialog.doubtful.rowCount() == 2
    first = dialog.doubtful.index(0, 0)
    dialog.doubtful.setData(first, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(
        lambda: dialog.shown is not None and dialog.shown.new == 2 and _idle(dialog), timeout=10_000
    )
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert _counts(services.store)[1] == 2


def _idle(dialog: ImportWizard) -> bool:
    return dialog.accept_button.isEnabled()


def test_a_column_that_is_not_seen_is_asked_for_and_chosen(
    qtbot: QtBot, wizard: Callable[[Path], ImportWizard], shared_data: Path
) -> None:
    dialog = wizard(shared_data / "crm" / "hubspot_deals.csv")
    qtbot.waitUntil(lambda: "Customer name" in dialog._problem.text, timeout=10_000)
    assert not dialog.accept_button.isEnabled()
    box = dialog.mapping.boxes["customer"]
    box.setCurrentIndex(box.findText("dealname"))
    _ready(qtbot, dialog)
    assert dialog.shown is not None
    assert dialog.shown.new == 200


def test_ambiguous_dates_are_asked_and_answered_at_the_right(
    qtbot: QtBot, wizard: Callable[[Path], ImportWizard], tmp_path: Path
) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("Customer,Close date\nAcme,03/04/2026\nBeta,05/06/2026\n", encoding="utf-8")
    dialog = wizard(path)
    qtbot.waitUntil(lambda: "03/04/2026" in dialog._problem.text, timeout=10_000)
    dialog.options.order.setCurrentIndex(dialog.options.order.findData("dmy"))
    _ready(qtbot, dialog)
    assert dialog.lines.index(0, 2).data() == "3 Apr 2026"


def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    services: Services, qtbot: QtBot, wizard: Callable[[Path], ImportWizard], tmp_path: Path
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    dialog = wizard(path)
    qtbot.waitUntil(lambda: bool(dialog._problem.text), timeout=10_000)
    assert not dialog.accept_button.isEnabled()
    assert _counts(services.store) == (0, 0)


def test_esc_while_it_checks_leaves_nothing(
    services: Services, qtbot: QtBot, wizard: Callable[[Path], ImportWizard], shared_data: Path
) -> None:
    dialog = wizard(shared_data / "crm" / "maven_sales_pipeline.csv")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible() and not services.tasks.busy, timeout=20_000)
    assert _counts(services.store) == (0, 0)


def test_models_keep_the_rules_of_qt(
    qtbot: QtBot,
    wizard: Callable[[Path], ImportWizard],
    tmp_path: Path,
    qtmodeltester: ModelTester,
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    dialog = wizard(path)
    _ready(qtbot, dialog)
    for model in (dialog.refused, dialog.doubtful, dialog.lines):
        assert model.rowCount(QModelIndex()) > 0
        qtmodeltester.check(model)


def test_a_plan_is_made_back_from_go_live(services: Services, qtbot: QtBot) -> None:
    customer = make_customer(services.store)
    dialog = NewPlanDialog(services, customer_id=customer.id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.way.choose(GO_LIVE)
    dialog.day.clear()
    qtbot.keyClicks(dialog.day, "2027-03-10")
    with qtbot.waitSignal(dialog.made):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    from csdesk.app.queries.plans import load_projects

    project = load_projects(services.store)[0]
    live = project.state.go_live_id
    assert live is not None
    assert project.state.rows[live].finish == date(2027, 3, 10)


def test_a_new_plan_starts_on_a_day_on_which_people_work(
    services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sunday = FixedClock(date(2026, 11, 22))
    monkeypatch.setattr(services.store, "clock", sunday)
    customer = make_customer(services.store)
    dialog = NewPlanDialog(services, customer_id=customer.id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert dialog.day.text() == "2026-11-23"


def test_a_day_that_is_none_is_said_and_nothing_is_made(services: Services, qtbot: QtBot) -> None:
    customer = make_customer(services.store)
    dialog = NewPlanDialog(services, customer_id=customer.id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.day.setText("someday")
    assert "someday" in dialog._problem.text
    assert not dialog.accept_button.isEnabled()


def test_without_a_file_the_page_says_what_to_do_and_enter_asks_for_one(
    services: Services, qtbot: QtBot
) -> None:
    dialog = ImportWizard(services)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    shown = [button for button in dialog.findChildren(Button) if button.isVisible()]
    (choose,) = [button for button in shown if button.text() == "Choose file"]
    assert choose.kind is Kind.PRIMARY
    assert dialog.focusWidget() is choose
    qtbot.keyClick(choose, Qt.Key.Key_Return)
    (asking,) = dialog.findChildren(QFileDialog)
    asking.reject()


def test_the_choices_show_that_they_open(
    qtbot: QtBot, wizard: Callable[[Path], ImportWizard], tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD)
    dialog = wizard(path)
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=20_000)
    boxes = dialog.findChildren(QComboBox)
    assert len(boxes) > 5
    assert all(isinstance(box, Combo) for box in boxes)
