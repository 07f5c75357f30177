"""What happens when something unexpected happens: it is logged, told, and the work is kept."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from csdesk.i18n import Translator

_LOG = logging.getLogger("csdesk")
_LOGGED = "csdesk_logged"  # of an exception


class CrashGuard(QObject):
    """Catches what nobody caught while it is installed.

    Each command is one transaction, so the workspace holds everything up to the last finished one.

    Signals: `caught(exception)` on the GUI thread.
    """

    caught = Signal(object)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_file = log_file
        self._before: Callable[..., object] | None = None

    def install(self) -> None:
        """Take the place of Python's own handler."""
        self._before = sys.excepthook
        sys.excepthook = self.handle

    def remove(self) -> None:
        """Give the place back."""
        if self._before is not None:
            sys.excepthook = self._before
            self._before = None

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log an exception with its traceback and announce it."""
        log_once(error)
        self.caught.emit(error)


def log_once(error: BaseException) -> None:
    """Write an exception with its traceback into the log, unless it stands there already."""
    if not vars(error).get(_LOGGED):
        vars(error)[_LOGGED] = True
        _LOG.critical("unexpected", exc_info=error)


def show_crash(
    parent: QWidget, words: Translator, error: BaseException, log_file: Path
) -> QMessageBox:
    """Say that something unexpected happened, that the work is kept, and where the log lies.

    What a task failed with reaches nobody else: it is logged here.
    """
    log_once(error)
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("csdesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.text("Something unexpected happened. What you did before it is saved."))
    box.setInformativeText(
        words.text("The log says more: {path}. Go on working, or send it to us.", path=log_file)
    )
    box.setDetailedText("".join(traceback.format_exception(error)))
    box.addButton(words.text("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def start_log(log_file: Path) -> None:
    """Write what happens to a file, the newest at its end; an old one of a megabyte is replaced."""
    from logging.handlers import RotatingFileHandler

    log_file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(log_file, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("csdesk")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
