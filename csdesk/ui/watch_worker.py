"""The thread that looks into the watched folder: slow shares never hold up the window."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.domain.errors import Cancelled

if TYPE_CHECKING:
    from csdesk.app.handle import Store

_LOG = logging.getLogger(__name__)
STOP_SECONDS = 5.0  # a share that does not answer is not waited for longer


class WatchWorker:
    """Looks every `poll` seconds and when woken, again after `steady` seconds while files change.

    `found(result)` gets what `read_candidate` returns, on this thread; `seen()` is called once the
    folder answered. Its thread never touches a Qt object but by these.
    """

    def __init__(
        self,
        store: "Store",
        folder: Path,
        answered: set[str],
        *,
        found: Callable[[object], object],
        seen: Callable[[], object],
        poll: float,
        steady: float,
    ) -> None:
        self._store, self._folder, self._answered = store, folder, answered
        self._found, self._seen = found, seen
        self._poll, self._steady = poll, steady
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="watched-folder", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def wake(self) -> None:
        """Look soon: something in the folder changed."""
        self._wake.set()

    def stop(self) -> None:
        """Look no more; what is being read is given up."""
        self._stop.set()
        self._wake.set()
        self._thread.join(STOP_SECONDS)

    # What `Progress` asks of whoever reads for long.

    def report(self, done: int, total: int, text: str = "") -> None:
        """Nobody waits for it."""

    def check_cancelled(self) -> None:
        """Give up once stopped."""
        if self._stop.is_set():
            raise Cancelled

    def _run(self) -> None:
        from csdesk.app.watched import FolderLook

        look = FolderLook(self._folder)
        first = True
        while not self._stop.is_set():
            self._wake.clear()
            if self._stop.is_set():
                return
            paths = look.steady()
            if first and self._folder.is_dir():
                first = False
                self._seen()
            for path in paths:
                if self._stop.is_set():
                    return
                self._read(path)
            if look.waits:
                self._stop.wait(self._steady)
            else:
                self._wake.wait(self._poll)

    def _read(self, path: Path) -> None:
        from csdesk.app.watched import read_candidate

        try:
            result = read_candidate(
                self._store, path, today=self._store.today(), answered=self._answered,
                progress=self,
            )  # fmt: skip
        except (OSError, Cancelled):
            return
        except Exception:  # noqa: BLE001  (one file does not end the watch)
            _LOG.warning("a file in the watched folder could not be read", exc_info=True)
            return
        if result is not None and not self._stop.is_set():
            self._found(result)
