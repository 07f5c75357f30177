"""A backup every half hour in which something changed; one that fails is told once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.progress import Progress

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.ui.main_window import MainWindow

PAUSE_MS = 30 * 60 * 1000


class TimedBackups(QObject):
    """Belongs to the window; backs up in a task, so that editing goes on."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services
        self._store: Store | None = None
        self._changes = 0
        self._told = False
        self.timer = QTimer(self)
        self.timer.setInterval(PAUSE_MS)
        self.timer.timeout.connect(self.back_up)
        self._services.bus.changed.connect(self._on_change)
        self._services.store_changed.connect(self._on_store)

    def stop(self) -> None:
        """Back up no more and say no more: the window closes."""
        self.timer.stop()
        self._services.bus.changed.disconnect(self._on_change)
        self._services.store_changed.disconnect(self._on_store)

    def back_up(self) -> None:
        """Back up what changed since the last backup, if anything did."""
        store, changes = self._store, self._changes
        if store is None or not changes or not store.backups:
            return

        def work(progress: Progress) -> None:
            store.back_up("timer", progress=progress)

        self._services.tasks.run("", work, done=partial(self._made, changes), failed=self._not_made)

    def _made(self, changes: int, _: object) -> None:
        self._changes -= min(changes, self._changes)
        self._told = False

    def _not_made(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self._tell(problem)
        elif not isinstance(problem, Cancelled):
            self._services.problem.emit(problem)

    def _tell(self, problem: UserError) -> None:
        from csdesk.app.error_text import error_text

        if not self._told:
            self._told = True
            self._window.say(error_text(problem, self._services.translator))

    def _on_change(self, _: object) -> None:
        self._changes += 1

    def _on_store(self) -> None:
        """Start anew for another workspace; say it if the one before closed without a backup."""
        left = self._store
        self._changes, self._told = 0, False
        self._store = self._services.store if self._services.has_store else None
        known = self._store or left
        if known is not None and known.backup_problem is not None:
            self._tell(known.backup_problem)
        if self._store is None:
            self.timer.stop()
        else:
            self.timer.start()
