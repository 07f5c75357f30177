"""Moves what a viewport shows, and says which pieces of it are painted after that."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget


class Moves:
    """Moves a picture one way between two paints; both ways at once paint it whole."""

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self._way: Qt.Orientation | None = None

    def down(self, dy: int) -> None:
        """Move what is painted up or down; the strip that comes into view is painted."""
        if self._goes(Qt.Orientation.Vertical):
            self._viewport.scroll(0, dy)

    def sideways(self, dx: int, edges: tuple[int, int]) -> None:
        """Move what is painted; a stretch of it is painted from the left and the right edge."""
        if not self._goes(Qt.Orientation.Horizontal):
            return
        view, (left, right) = self._viewport, edges
        view.scroll(dx, 0)
        view.update(0, 0, left, view.height())
        view.update(view.width() - right, 0, right, view.height())

    def pieces_of(self, event: QPaintEvent) -> list[QRect]:
        """Return what to paint now: two edges each by itself, anything else as one piece."""
        self._way = None
        pieces: list[QRect] = list(event.region())  # type: ignore[call-overload]
        edges = len(pieces) == 2 and all(p.height() == self._viewport.height() for p in pieces)
        return pieces if edges else [event.rect()]

    def _goes(self, way: Qt.Orientation) -> bool:
        if self._way not in (None, way):
            self._viewport.update()
            return False
        self._way = way
        return True
