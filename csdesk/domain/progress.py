"""How a long function reports and is cancelled, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Handed to every function that may take over 100 ms."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` steps are finished."""

    def check_cancelled(self) -> None:
        """Raise `Cancelled` when the user asked to stop."""


class NoProgress:
    """Listens to nothing and never cancels."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Ignore the report."""

    def check_cancelled(self) -> None:
        """Never cancel."""
