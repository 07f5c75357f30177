"""The editor of mails: errors at their field, places by key and mouse, a real customer's data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.queries.mail_templates import mail_template
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import DocumentKind, Language
from csdesk.ui.dialogs.mail_templates import MailTemplatesDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.settings import SettingsScreen
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY, harbour_file

STATUS = (DocumentKind.STATUS, Language.EN)


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
    made.show_screen("settings")
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> MailTemplatesDialog:
    screen = window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    screen.edit_mails()
    made = window.findChildren(MailTemplatesDialog)[0]
    made.choose(*STATUS)
    qtbot.waitUntil(lambda: bool(made.shown.toPlainText()), timeout=10_000)
    return made


def own(window: MainWindow) -> bool:
    return mail_template(window.services.store, *STATUS).own


def test_a_text_is_saved_undone_and_reset(
    window: MainWindow, dialog: MailTemplatesDialog, qtbot: QtBot
) -> None:
    assert not dialog.save_button.isEnabled()
    dialog.text.setPlainText("Dear all,\n\n{report}")
    qtbot.keyClick(dialog.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert mail_template(window.services.store, *STATUS).body == "Dear all,\n\n{report}"
    assert dialog.own.text == "own text"
    window.actions_of_window.undo()
    qtbot.waitUntil(lambda: dialog.text.toPlainText().startswith("{greeting}"))
    assert not own(window)
    window.actions_of_window.redo()
    qtbot.waitUntil(lambda: dialog.text.toPlainText().startswith("Dear all,"))
    dialog.reset()
    assert dialog.text.toPlainText().startswith("{greeting}")
    assert not own(window)
    assert not dialog.reset_button.isEnabled()


def test_a_wrong_text_is_said_under_its_field_and_not_saved(
    window: MainWindow, dialog: MailTemplatesDialog
) -> None:
    before = dialog.shown.toPlainText()
    dialog.subject.setText("{projct}")
    dialog.text.setPlainText("😀 a\n{report} }")
    assert "Perhaps {project}" in dialog.errors["subject"].text
    assert "Line 2, character 10" in dialog.errors["body"].text
    assert dialog.shown.toPlainText() == before
    dialog.save()
    assert not own(window)
    dialog.subject.setText("{project}")
    assert dialog.errors["subject"].isHidden()
    dialog.save()
    assert dialog.text.textCursor().position() == len("😀 a\n{report} ") + 1  # UTF-16
    assert dialog.text.extraSelections()[0].cursor.selectedText() == "}"
    assert not own(window)


def test_the_preview_follows_what_is_typed(dialog: MailTemplatesDialog) -> None:
    assert "Kind regards, " in dialog.shown.toPlainText()
    dialog.text.setPlainText("To {customer}")
    assert dialog.shown.toPlainText().startswith("To Harbour Noodle")
    dialog.text.setPlainText("Call {our_phone} and {person}")
    assert "[our_phone?]" in dialog.shown.toPlainText()
    assert "{our_phone}, {person}" in dialog.lacks.text


def test_places_are_inserted_by_key_and_mouse(dialog: MailTemplatesDialog, qtbot: QtBot) -> None:
    dialog.text.setPlainText("Dear ")
    dialog.text.moveCursor(dialog.text.textCursor().MoveOperation.End)
    dialog.activateWindow()
    dialog.text.setFocus()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    dialog.places.choose("person")
    qtbot.keyClick(dialog.places, Qt.Key.Key_Return)
    assert dialog.text.toPlainText() == "Dear {person}"
    dialog._last = dialog.subject
    dialog.subject.setText("")
    dialog.places.doubleClicked.emit(dialog.places.records.index(0, 0))
    assert dialog.subject.text() == "{project}"


def test_each_kind_and_language_keeps_what_was_typed(
    window: MainWindow, dialog: MailTemplatesDialog, qtbot: QtBot
) -> None:
    dialog.text.setPlainText("Typed {report}")
    dialog.kinds.choose(DocumentKind.QBR)
    assert "{period}" in dialog.subject.text()
    dialog.languages.choose(1)
    assert "业务评审" in dialog.subject.text()
    dialog.choose(*STATUS)
    assert dialog.text.toPlainText() == "Typed {report}"
    dialog.reject()
    assert dialog.isVisible()
    assert "Not saved: Status report" in dialog.problem.text
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert not own(window)


def test_why_there_is_no_sample_is_said(dialog: MailTemplatesDialog, qtbot: QtBot) -> None:
    dialog.choose(DocumentKind.CERTIFICATE, Language.EN)
    qtbot.waitUntil(lambda: dialog._sample.why_not is not None, timeout=10_000)
    assert dialog.shown_subject.text == ""
    assert dialog.shown.toPlainText()


def test_settings_say_which_texts_are_ours(
    window: MainWindow, dialog: MailTemplatesDialog, qtbot: QtBot
) -> None:
    from csdesk.ui.widgets.text import Label

    dialog.text.setPlainText("Dear all")
    dialog.save()
    screen = window.screen_of("settings")
    assert screen is not None
    qtbot.waitUntil(
        lambda: any(
            label.text == "Own texts: Status report" for label in screen.findChildren(Label)
        )
    )
