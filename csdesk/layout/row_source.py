"""Rows of a chart that are made when they are asked for, and rows with some drawn otherwise."""

from collections.abc import Mapping, Sequence
from typing import overload

from typing_extensions import override

from csdesk.layout.chart import ChartRow


class RowSource(Sequence[ChartRow]):
    """A sequence of rows; `make` gives one by its index, `size` says how many there are."""

    MOST = 4096  # rows that are kept

    def __init__(self, size: int) -> None:
        self._size = size
        self._made: dict[int, ChartRow] = {}

    def make(self, index: int) -> ChartRow:
        """Return a row by its index, from 0 on."""
        raise NotImplementedError

    def span(self) -> tuple[int, int] | None:
        """Return the first and last day of all rows."""
        return _span(self)

    @override
    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> ChartRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ChartRow]: ...
    @override
    def __getitem__(self, index: int | slice) -> ChartRow | Sequence[ChartRow]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._size))]
        row = self._made.get(index)
        if row is not None:
            return row
        if not -self._size <= index < self._size:
            raise IndexError(index)
        if index < 0:
            return self[index + self._size]
        if len(self._made) >= self.MOST:
            self._made.clear()
        row = self._made[index] = self.make(index)
        return row


class ChangedRows(RowSource):
    """Rows of which some are drawn otherwise, by their index."""

    def __init__(self, rows: Sequence[ChartRow], changed: Mapping[int, ChartRow]) -> None:
        super().__init__(len(rows))
        self._rows = rows
        self._made.update(changed)
        self._changed = changed

    @override
    def make(self, index: int) -> ChartRow:
        return self._changed.get(index) or self._rows[index]


def span_of(rows: Sequence[ChartRow]) -> tuple[int, int] | None:
    """Return the first and last day that any row shows."""
    return rows.span() if isinstance(rows, RowSource) else _span(rows)


def _span(rows: Sequence[ChartRow]) -> tuple[int, int] | None:
    finishes = [row.finish for row in rows if row.finish is not None]
    starts = [row.start for row in rows if row.start is not None]
    return (min(starts + finishes), max(finishes)) if finishes else None
