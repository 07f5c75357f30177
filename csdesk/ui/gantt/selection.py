"""The lines that are chosen, shared by tree and chart."""

import sys
from collections.abc import Collection

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

_FLAG = QItemSelectionModel.SelectionFlag


class LineSelection:
    """Chooses whole lines in the selection of a table."""

    def __init__(self, model: QItemSelectionModel) -> None:
        self._model = model

    def current(self) -> int:
        """Return the current line, -1 for none."""
        return self._model.currentIndex().row()

    def step(self, count: int, *, extend: bool = False) -> None:
        """Go to the next line, or the one before; what is chosen can grow with it."""
        last = self._model.model().rowCount() - 1
        line = min(max(0, self._model.currentIndex().row() + count), last)
        how = _FLAG.Select if extend else _FLAG.ClearAndSelect
        self._model.setCurrentIndex(self._index(line), how | _FLAG.Rows)

    def take(self, line: int, *, toggle: bool = False, extend: bool = False) -> None:
        """Choose a line alone; or turn it over; or all from the current one to it."""
        if extend:
            here = max(0, self._model.currentIndex().row())
            first, last = self._index(min(here, line)), self._index(max(here, line))
            self._model.select(QItemSelection(first, last), _FLAG.ClearAndSelect | _FLAG.Rows)
            return
        how = _FLAG.Toggle if toggle else _FLAG.ClearAndSelect
        self._model.setCurrentIndex(self._index(line), how | _FLAG.Rows)

    def take_all(self, lines: Collection[int], *, add: bool = False) -> None:
        """Choose exactly these lines, or these besides those that are."""
        chosen = QItemSelection()
        for line in sorted(lines):
            chosen.select(self._index(line), self._index(line))
        how = _FLAG.Select if add else _FLAG.ClearAndSelect
        self._model.select(chosen, how | _FLAG.Rows)

    def lines(self, among: range = range(sys.maxsize)) -> frozenset[int]:
        """Return the lines that are chosen, out of some or of all."""
        ranges = self._model.selection()
        lines: set[int] = set()
        for number in range(ranges.size()):
            stretch = ranges.at(number)
            first = max(stretch.top(), among.start)
            lines.update(range(first, min(stretch.bottom() + 1, among.stop)))
        return frozenset(lines)

    def _index(self, line: int) -> QModelIndex:
        return self._model.model().index(line, max(0, self._model.currentIndex().column()))
