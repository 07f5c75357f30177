"""Agreeing a baseline by keys: Enter begins it, and Enter takes the name that is typed out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.queries.plan_screen import load_plan
from csdesk.domain.records import Baseline
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.plan_baselines import BaselinesDialog
from tests.ui.screens_support import open_harbour


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_one_enter_agrees_with_the_name_that_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store, project_id = harbour.store, harbour.project_id
        with store.write("clear", customer_id=harbour.customer_id) as unit:
            for one in unit.find(Baseline, project_id=project_id):
                unit.delete(Baseline, one.id)
        parent = QWidget()
        qtbot.addWidget(parent)
        words = services.translator
        shown = BaselinesDialog(
            services, lambda: load_plan(store, project_id=project_id, translator=words), parent
        )
        shown.open()
        assert shown.focusWidget() is shown.agree_button, "nothing is agreed: Enter begins it"
        shown.agree()
        (form,) = shown.findChildren(FormDialog)
        line = form.inputs["agreed_by"]
        assert isinstance(line, QLineEdit)
        completer = line.completer()
        assert completer is not None
        name = str(completer.model().index(0, 0).data())
        qtbot.keyClicks(line, name)
        popup = completer.popup()
        assert popup is not None
        qtbot.waitUntil(popup.isVisible)
        qtbot.keyClick(popup, Qt.Key.Key_Return)

        def agreed() -> list[str]:
            with store.read() as reader:
                return [one.agreed_by for one in reader.find(Baseline, project_id=project_id)]

        qtbot.waitUntil(lambda: agreed() == [name])
        shown.close()
