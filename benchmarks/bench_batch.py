"""Status reports of 100 running projects of 200 items in one go, and the window beside them."""

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.batch_world import build
from benchmarks.case import Case
from csdesk.app.status_batch import StatusBatch, write_status_batch
from csdesk.data.store import Store
from csdesk.domain.records import Customer
from csdesk.ui.batch_run import BatchRun
from csdesk.ui.services import Services
from csdesk.ui.start import make_window
from tests.support import CLOCK, TODAY

PROJECTS, ITEMS = 100, 200
WHOLE_LIMIT = 60.0  # seconds
STALL_LIMIT = 0.100
BEAT_MS = 5
READ_EACH = 20  # beats
BATCHES = 3


def cases(folder: Path) -> Iterable[Case]:
    """Measure the whole batch, and the longest time for which the window did not answer."""
    path = folder / "many.csdesk"
    build(path, PROJECTS, ITEMS)
    turn = iter(range(1_000))

    def copy() -> tuple[Path, Path]:
        number = next(turn)
        file, out = folder / f"turn{number}.csdesk", folder / f"out{number}"
        shutil.copyfile(path, file)
        out.mkdir()
        return file, out

    def whole() -> float:
        file, out = copy()
        store = Store.open(file, clock=CLOCK, backups=False)
        try:
            started = time.perf_counter()
            result = write_status_batch(store, out, TODAY)
            spent = time.perf_counter() - started
        finally:
            store.close()
        if len(result.written) != PROJECTS:
            raise RuntimeError(f"{len(result.written)} of {PROJECTS} reports were written")
        return spent

    yield Case(
        f"status reports of {PROJECTS} projects of {ITEMS} items", whole,
        limit=WHOLE_LIMIT, rounds=1, warmup=0,
    )  # fmt: skip
    yield Case(
        "longest stall of the window meanwhile", lambda: least_stall(copy),
        limit=STALL_LIMIT, rounds=2, warmup=0,
    )  # fmt: skip


def least_stall(copy: Callable[[], tuple[Path, Path]]) -> float:
    """Return the longest stall of the calmest of some batches: other programs stall one too."""
    return min(longest_stall(*copy()) for _ in range(BATCHES))


def longest_stall(file: Path, out: Path) -> float:
    """Return the longest time between two beats of the event loop while the batch runs.

    The window shows all customers, and reads each again whose report was written.
    """
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication([])
    settings = QSettings(str(file.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(app, CLOCK, settings)
    services = window.services
    window.resize(1280, 800)
    services.attach(Store.open(file, clock=CLOCK, backups=False))
    window.show()
    window.show_screen("customers")
    try:
        _wait_until_idle(services)
        loop, heart = QEventLoop(), _Heart(services.store)
        run = BatchRun(services, StatusBatch(services.store, out, TODAY), window)
        told: list[object] = []
        for end in (run.ended, run.failed):
            end.connect(told.append)
            end.connect(loop.quit)
        run.start()
        heart.begin()
        loop.exec()
        heart.timer.stop()
        if len(list(out.glob("*.pdf"))) != PROJECTS:
            raise RuntimeError(f"not all reports were written: {told}"[:2000])
        return heart.longest
    finally:
        services.detach()
        services.tasks.shut_down()
        window.close()
        window.deleteLater()
        app.sendPostedEvents()


class _Heart:
    """Beats every few milliseconds and keeps the longest time between two beats.

    Now and then a beat reads from the workspace, as a click does: it waits for the store's lock.
    """

    def __init__(self, store: Store) -> None:
        self.longest = 0.0
        self._store, self._last, self._beats = store, 0.0, 0
        self.timer = QTimer()
        self.timer.setInterval(BEAT_MS)
        self.timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Beat from now on."""
        self._last = time.perf_counter()
        self.timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self._beats += 1
        if self._beats % READ_EACH == 0:
            with self._store.read() as reader:
                reader.first(Customer)


def _wait_until_idle(services: Services) -> None:
    if services.tasks.busy:
        loop = QEventLoop()
        services.tasks.idle.connect(loop.quit)
        loop.exec()
