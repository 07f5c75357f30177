"""A page of the preview in the window: from what is asked to the picture that is painted."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.bench_store import build
from benchmarks.case import Case
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.records import Project
from csdesk.ui.dialogs.document_options import Wanted
from csdesk.ui.dialogs.document_preview import DocumentPreview
from csdesk.ui.fonts import load_faces
from csdesk.ui.services import Services
from tests.support import CLOCK

PAGE_LIMIT = 0.3  # seconds from a change of an option to its page on the screen
SIZE = (1400, 900)


def cases(folder: Path) -> Iterable[Case]:
    """Measure a status report in a workspace of 300 customers and 30,000 items."""
    path = folder / "large.csdesk"
    build(path)
    app = QApplication.instance() or QApplication([])
    load_faces()
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    services = Services(settings=settings, clock=CLOCK)
    store = Store.open(path, clock=CLOCK, backups=False)
    services.attach(store)
    with store.read() as reader:
        project = reader.find(Project)[0]
    wanted = Wanted(
        kind=DocumentKind.STATUS, customer_id=project.customer_id, project_id=project.id
    )
    dialog = DocumentPreview(services, wanted)
    dialog.resize(*SIZE)
    dialog.show()
    _until(lambda: dialog.is_current and dialog.facts.is_known)
    languages = [one.value for one in Language]
    turn = [0]

    def change() -> float:
        """Choose the next language; return the seconds until its page is painted."""
        if dialog.options is None:
            raise RuntimeError("no options")
        _until(lambda: dialog.is_current and dialog.facts.is_known)
        turn[0] += 1
        before, combo = dialog.preview, dialog.options.language
        started = time.perf_counter()
        combo.setCurrentIndex(combo.findData(languages[turn[0] % len(languages)]))
        _until(lambda: dialog.preview is not before and not dialog.pages.missing())
        dialog.pages.viewport().repaint()
        return time.perf_counter() - started

    yield Case("page of the preview after a change", change, limit=PAGE_LIMIT, rounds=9)
    _until(lambda: dialog.is_current and dialog.facts.is_known)
    dialog.reject()
    app.sendPostedEvents()
    services.tasks.shut_down()
    services.detach()


def _until(condition: Callable[[], bool]) -> None:
    """Let events run until `condition()` holds."""
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(2)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()
    timer.stop()
