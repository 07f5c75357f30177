"""Scope, criteria and punch list on the overview: added, checked, moved, done, undone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import CriterionResult
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.screens.overview import Line
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button
from tests.ui.harbour import TODAY, harbour_file


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[CustomerScreen]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    content, _ = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    window.services.attach(Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY)))
    listing = window.screen_of("customers")
    assert isinstance(listing, CustomersScreen)
    qtbot.waitUntil(lambda: listing.loaded, timeout=10_000)
    yield _opened(window, listing.model.rows[0].id, qtbot)
    with qtbot.waitSignal(window.destroyed):
        window.close()


def _opened(window: MainWindow, customer_id: int, qtbot: QtBot) -> CustomerScreen:
    window.show_screen(f"customer:{customer_id}")
    made = window.screen_of(f"customer:{customer_id}")
    assert isinstance(made, CustomerScreen)
    qtbot.waitUntil(lambda: made.page is not None, timeout=10_000)
    return made


def _button(screen: CustomerScreen, name: str) -> Button:
    found = [one for one in screen.overview.findChildren(Button) if one.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def _line(screen: CustomerScreen, start: str) -> Line:
    lines = screen.overview.findChildren(Line)
    return next(one for one in lines if one.accessibleName().startswith(start))


def _form(screen: CustomerScreen) -> FormDialog:
    return next(one for one in screen.findChildren(FormDialog) if one.isVisible())


def _save(form: FormDialog, **values: object) -> None:
    for key, value in values.items():
        form.set_value(key, value)
    form.submit()


def _click(qtbot: QtBot, button: Button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_scope_is_written_down_checked_and_mended_on_the_overview(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    store = screen.services.store
    for title in ("Rosters for 46 restaurants", "Training"):
        _click(qtbot, _button(screen, "Agreed scope: Deliverable"))
        _save(_form(screen), title=title, agreed_by="Guo Wei", agreed_on=TODAY)
        qtbot.waitUntil(partial(_has, screen, title))
    _click(qtbot, _button(screen, "Criteria of acceptance: Criterion"))
    _save(_form(screen), text="Rosters hang by Friday")
    qtbot.waitUntil(lambda: _has(screen, "Rosters hang"))

    _click(qtbot, _adder(screen, "Training"))
    qtbot.waitUntil(lambda: _adder_of(screen, "Training") is None)
    _click(qtbot, _adder(screen, "Rosters hang"))
    _save(_form(screen), result=CriterionResult.FAILED, by="Guo Wei", evidence="2 of 46 late")
    qtbot.waitUntil(lambda: "2 of 46 late" in _line(screen, "Rosters hang").accessibleDescription())

    _click(qtbot, _button(screen, "Punch list: Line"))
    _save(_form(screen), title="Two rosters late", owner="Chen Hao", due=TODAY)
    qtbot.waitUntil(lambda: _has(screen, "P1  Two"))
    _click(qtbot, _adder(screen, "P1  Two"))
    qtbot.waitUntil(lambda: _adder_of(screen, "P1  Two") is None)
    with store.read() as reader:
        titles = [one.title for one in reader.find(Deliverable, order_by=("position",))]
        (criterion,) = reader.find(Criterion)
        (defect,) = reader.find(Defect)
    assert titles == ["Training", "Rosters for 46 restaurants"]
    assert (criterion.result, criterion.checked_on) == (CriterionResult.FAILED, TODAY)
    assert (defect.owner, defect.done_on) == ("Chen Hao", TODAY)
    store.undo()
    qtbot.waitUntil(lambda: _adder_of(screen, "P1  Two") is not None)


def test_a_line_opens_its_form_which_can_delete_it(screen: CustomerScreen, qtbot: QtBot) -> None:
    _click(qtbot, _button(screen, "Agreed scope: Deliverable"))
    _save(_form(screen), title="Payroll", in_scope=False)
    qtbot.waitUntil(lambda: _has(screen, "Payroll"))
    assert "not part of this project" in _line(screen, "Payroll").accessibleDescription()
    _line(screen, "Payroll").opened.emit()
    form = _form(screen)
    assert (form.value("title"), form.value("in_scope")) == ("Payroll", False)
    _save(form, title="Payroll export", in_scope=True)
    qtbot.waitUntil(lambda: _has(screen, "Payroll export"))
    with screen.services.store.read() as reader:
        assert reader.find(Deliverable)[0].in_scope


def test_an_empty_title_is_refused_at_its_field(screen: CustomerScreen, qtbot: QtBot) -> None:
    _click(qtbot, _button(screen, "Agreed scope: Deliverable"))
    form = _form(screen)
    form.submit()
    assert form.isVisible()
    form.close()
    with screen.services.store.read() as reader:
        assert reader.count(Deliverable) == 0


def _has(screen: CustomerScreen, start: str) -> bool:
    lines = screen.overview.findChildren(Line)
    return any(one.accessibleName().startswith(start) for one in lines)


def _adder_of(screen: CustomerScreen, start: str) -> Button | None:
    return _line(screen, start).findChild(Button)


def _adder(screen: CustomerScreen, start: str) -> Button:
    found = _adder_of(screen, start)
    assert found is not None
    return found
