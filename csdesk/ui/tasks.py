"""Long work on a thread of its own, with progress and a cancel that works."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from csdesk.domain.errors import Cancelled
from csdesk.domain.progress import Progress


class _Reporter:
    """The progress object that a worker sees: no Qt object, only a callback and a flag."""

    def __init__(self, send: Callable[[int, int, str], None]) -> None:
        self._send = send
        self.stop = threading.Event()
        self.ended = False  # what was read may keep this object longer than the task lives

    def report(self, done: int, total: int, text: str = "") -> None:
        if not self.ended:
            self._send(done, total, text)

    def check_cancelled(self) -> None:
        if self.stop.is_set():
            raise Cancelled


class Task(QObject):
    """One piece of work under way.

    Signals, on the GUI thread: `progressed(done, total, text)`; then exactly one of
    `done(result)`, `failed(exception)`, `cancelled()`; and last `ended()`.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _finished = Signal(str, object)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        from PySide6.QtCore import Qt  # see main_window: dear at start

        super().__init__(parent)
        self.title = title
        self.running = True
        self._abandoned = False
        self._reporter = _Reporter(self.progressed.emit)
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def progress(self) -> Progress:
        """What the work reports to."""
        return self._reporter

    def cancel(self) -> None:
        """Ask the work to stop; it rolls back and `cancelled` follows."""
        self._reporter.stop.set()

    def abandon(self) -> None:
        """Cancel it, and let `cancelled` follow whatever becomes of it."""
        self._abandoned = True
        self.cancel()

    def _end(self, outcome: str, value: object) -> None:
        self.running = False
        outcome = "cancelled" if self._abandoned else outcome
        self._reporter.ended = True
        if outcome == "done":
            self.done.emit(value)
        elif outcome == "cancelled":
            self.cancelled.emit()
        else:
            self.failed.emit(value)
        self.ended.emit()
        self.deleteLater()


class _Job(QRunnable):
    def __init__(self, task: Task, work: Callable[[], Any]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        try:
            result = self._work()
        except Cancelled:
            self._task._finished.emit("cancelled", None)
        except BaseException as problem:  # noqa: BLE001  (the GUI thread shows it)
            self._task._finished.emit("failed", problem)
        else:
            self._task._finished.emit("done", result)


class TaskRunner(QObject):
    """Runs work that may take over 100 ms, one piece at a time.

    Signals: `started(Task)`, `idle()` when nothing runs any more.
    """

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tasks: set[Task] = set()

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits."""
        return bool(self._tasks)

    def run(
        self,
        title: str,
        work: Callable[..., Any],
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        owner: QObject | None = None,
        **arguments: Any,
    ) -> Task:
        """Run `work(**arguments, progress=…)` on the worker thread; answers on this one.

        What an `owner` reads is given up when the owner goes, such as a screen that is made anew.
        """
        task = Task(title, self)
        if owner is not None:
            owner.destroyed.connect(task.abandon)
        self._tasks.add(task)
        if done is not None:
            task.done.connect(done)
        if failed is not None:
            task.failed.connect(failed)
        task.ended.connect(lambda: self._forget(task))
        self.started.emit(task)
        self._pool.start(_Job(task, lambda: work(**arguments, progress=task.progress)))
        return task

    def abandon_silent(self) -> None:
        """Give up what loads without a title: the workspace that it reads is closed."""
        for task in self._tasks:
            if not task.title:
                task.abandon()

    def shut_down(self) -> None:
        """Cancel everything and wait for the thread to end."""
        for task in self._tasks:
            task.cancel()
        self._pool.waitForDone()

    def _forget(self, task: Task) -> None:
        self._tasks.discard(task)
        if not self._tasks:
            self.idle.emit()
