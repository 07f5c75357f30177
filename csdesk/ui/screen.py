"""What every screen has: a title, actions, and a refresh that waits while nobody looks."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.domain.changes import ChangeSet
from csdesk.domain.progress import Progress
from csdesk.ui.actions import ActionSpec
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task

R = TypeVar("R")


class Screen(QWidget):
    """A page of the window. It reads when first shown, and again when what it shows changed.

    A screen that is hidden, or whose editor is open, marks itself stale and reads later: when it is
    shown, or when it calls `settle`. After a switch of language or colours the window makes its
    screens anew, so a screen may keep what it took from the services.

    Signals: `titled()` when the words of the page head changed; `actions_changed()` when other
    actions are possible now.
    """

    titled = Signal()
    actions_changed = Signal()
    key: ClassVar[str] = ""
    entities: ClassVar[frozenset[str]] = frozenset()  # record names it shows; empty: all
    narrow_rail: ClassVar[bool] = False

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.words = services.translator
        self.stale = True
        self._reading: Task | None = None
        services.bus.changed.connect(self._on_change)

    def title(self) -> str:
        """Return the words of the page head."""
        return ""

    def actions_of(self) -> Sequence[ActionSpec]:
        """Return what one can do here; the keys work while the screen is shown."""
        return ()

    def load(self) -> None:
        """Read what the screen shows, and show it."""

    def on_change(self, change: ChangeSet) -> None:
        """React to a change of what is shown; reads anew unless a screen knows better."""
        self.load()

    def is_editing(self) -> bool:
        """Whether an editor is open that a refresh would close."""
        return False

    def state(self) -> dict[str, object]:
        """Return what to keep when the screen is made anew: selection, zoom, scroll."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Take up what `state` kept."""

    def read_in_task(
        self,
        read: Callable[[], R],
        *,
        done: Callable[[R], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Read on the worker thread, in place of a read that has not ended yet."""

        def work(progress: Progress) -> R:
            progress.check_cancelled()
            return read()

        if self._reading is not None:
            self._reading.abandon()
        task = self.services.tasks.run("", work, done=done, failed=failed, owner=self)
        self._reading = task
        task.ended.connect(lambda: self._forget(task))

    def _forget(self, task: Task) -> None:
        if self._reading is task:
            self._reading = None

    def settle(self) -> None:
        """Read now if a refresh was put off; call it when an editor closed."""
        if self.stale and self.isVisible() and not self.is_editing():
            self.stale = False
            self.load()

    def _on_change(self, change: ChangeSet) -> None:
        if self.entities and not self.entities & set(change.entities):
            return
        if not self.isVisible() or self.is_editing() or self.stale:
            self.stale = True
            return
        self.on_change(change)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle()
