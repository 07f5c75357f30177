"""Brings what a command changed to the GUI thread."""

from PySide6.QtCore import QObject, Signal

from csdesk.domain.changes import ChangeSet


class Bus(QObject):
    """Hands each `ChangeSet` to the views, on the thread that they live on.

    Signals: `changed(ChangeSet)` after a commit, an undo or a redo, from whatever thread.
    """

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self.changed)

    def publish(self, change: ChangeSet) -> None:
        """Take a change from the store; may be called on any thread."""
        self._arrived.emit(change)
