"""A line of a meeting: from Enter to the stored entry on the wall, 95 of 100 times."""

import time
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from benchmarks.bench_store import ITEMS, build
from benchmarks.case import Case
from csdesk.app.commands import contacts, meeting_lines, rows
from csdesk.data.store import Store
from csdesk.domain.codes import MeetingKind, RowKind
from csdesk.domain.records import Project
from csdesk.ui.meeting.mode import MeetingMode
from csdesk.ui.meeting.window import MeetingWindow
from csdesk.ui.start import make_window
from tests.support import CLOCK

LIMIT = 0.1  # seconds, for 95 of 100 entries
LINES = 40
SIZE = (1920, 1080)


class _Painted(QObject):
    """Notes when a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def cases(folder: Path) -> Iterable[Case]:
    """Measure in a workspace of 300 customers and 30,000 items, with the list open behind."""
    path = folder / "large.csdesk"
    build(path)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([])
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = make_window(app, CLOCK, settings)
    store = Store.open(path, clock=CLOCK, backups=False)
    window.services.attach(store)
    window.show()
    with store.read() as reader:
        project = reader.find(Project)[0]
    with store.write("test") as unit:
        for _ in range(ITEMS):  # those of the workspace were given by hand
            unit.take_number(project.customer_id)
    rows.add(store, project_id=project.id, title="Phase", kind=RowKind.PHASE)
    contacts.create(store, customer_id=project.customer_id, name="Zhou Min")
    made = meeting_lines.make_now(store, customer_id=project.customer_id, kind=MeetingKind.KICKOFF)
    mode = MeetingMode(window)
    mode.begin(made.id)
    wall = mode.wall
    if wall is None:
        raise RuntimeError("the meeting did not begin")
    wall.showNormal()
    wall.resize(*SIZE)
    wall.middle.choose(3)
    count = 0

    def entries() -> float:
        nonlocal count
        times = []
        for _ in range(LINES):
            count += 1
            wall.bar.field.setText(f"Zhou Min next fri send list {count}")
            times.append(_store(wall))
        return sorted(times)[round(len(times) * 0.95) - 1]

    yield Case(
        "meeting: Enter to the stored entry, p95",
        entries,
        limit=LIMIT,
        rounds=3,
    )
    mode.stop()
    window.close()


def _store(wall: MeetingWindow) -> float:
    """Press Enter and return when the strip that tells it was painted."""
    _settle()
    wall.bar.field.setFocus()
    watch = _Painted()
    wall.strip.installEventFilter(watch)
    plain = Qt.KeyboardModifier.NoModifier
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, plain)
    began = time.perf_counter()
    QApplication.sendEvent(wall.bar.field, key)
    while not watch.at:
        _settle()
    spent = watch.at - began
    wall.strip.removeEventFilter(watch)
    if wall.strip.told.mode != "stored":
        raise RuntimeError(wall.strip.told.text)
    return spent


def _settle() -> None:
    """Let what is due be painted and kept before the next line."""
    loop = QEventLoop()
    QTimer.singleShot(30, loop.quit)
    loop.exec()
