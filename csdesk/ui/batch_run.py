"""Runs a batch of status reports step by step, so that the window's own reads come between."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csdesk.domain.errors import UserError
from csdesk.domain.progress import Progress
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task

if TYPE_CHECKING:
    from csdesk.app.status_batch import BatchLine, BatchResult, StatusBatch


class BatchRun(QObject):
    """One batch under way; it goes on until its end, a cancel, or the close of the workspace.

    Signals: `stepped(BatchLine)` after each report; then one of `ended(BatchResult)` and
    `failed(exception)`, which nothing expected.
    """

    stepped = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, batch: "StatusBatch", parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.batch = batch
        self._task: Task | None = None
        self._stopped = False
        self.running = False
        services.store_closing.connect(self._forget)

    def start(self) -> None:
        """Begin with the first report."""
        self.running = True
        self._next()

    def cancel(self) -> None:
        """Stop before the next report; one that is being made is given up, what is there stays."""
        self._stopped = True
        if self._task is not None:
            self._task.cancel()

    def _next(self) -> None:
        if self._stopped:
            self._end(self.batch.result(cancelled=True))
            return
        if not self.batch.waits:
            self._end(self.batch.result())
            return

        def work(progress: Progress) -> "BatchLine":
            return self.batch.step(progress)

        task = self._services.tasks.run("", work, done=self._stepped, failed=self._failed)
        task.cancelled.connect(lambda: self._end(self.batch.result(cancelled=True)))
        self._task = task

    def _stepped(self, line: "BatchLine") -> None:
        self._task = None
        self.stepped.emit(line)
        if self.running:
            self._next()

    def _failed(self, problem: BaseException) -> None:
        self._task = None
        if isinstance(problem, UserError):
            self._end(self.batch.result(fault=problem))
            return
        self.running = False
        self.failed.emit(problem)

    def _end(self, result: "BatchResult") -> None:
        self._task = None
        if self.running:
            self.running = False
            self.ended.emit(result)

    def _forget(self) -> None:
        """Let go of the workspace that closes; the task itself is abandoned by the services."""
        self._stopped, self.running = True, False
