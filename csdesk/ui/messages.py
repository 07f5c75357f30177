"""Telling a person what happened and what to do; every message is logged too."""

import logging
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from csdesk.app.error_text import error_text
from csdesk.domain.errors import UserError
from csdesk.i18n import Translator

_LOG = logging.getLogger(__name__)


def tell(parent: QWidget, words: Translator, error: UserError) -> QMessageBox:
    """Show the sentence of an error in a dialog that does not block; returns the dialog."""
    _LOG.info("told: %s", error.code)
    return _box(parent, words, error_text(error, words), QMessageBox.Icon.Information)


def brief(error: UserError, words: Translator) -> str:
    """Return the sentence of an error with names for paths, where the file's place is in view."""
    params = {
        key: value.name if isinstance(value, Path) else value for key, value in error.params.items()
    }
    return error_text(UserError(error.code, error.message, **params), words)


def say(parent: QWidget, words: Translator, sentence: str) -> QMessageBox:
    """Show a sentence in a dialog that does not block."""
    return _box(parent, words, sentence, QMessageBox.Icon.NoIcon)


def _box(parent: QWidget, words: Translator, sentence: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("csdesk")
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.addButton(words.text("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box
