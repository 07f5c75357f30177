"""Rows of one height: which are seen, and where, by arithmetic."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowBand:
    """`count` rows of `height` pixels, the first one at y 0."""

    count: int
    height: float = 28.0

    @property
    def total(self) -> float:
        """Return the height of all rows."""
        return self.count * self.height

    def top(self, index: int) -> float:
        """Return the upper edge of a row."""
        return index * self.height

    def centre(self, index: int) -> float:
        """Return the middle of a row."""
        return (index + 0.5) * self.height

    def index_at(self, y: float) -> int | None:
        """Return the row under `y`, or None beside all rows."""
        index = math.floor(y / self.height)
        return index if 0 <= index < self.count else None

    def visible(self, top: float, bottom: float) -> range:
        """Return the rows that show at least a part between `top` and `bottom`."""
        first = max(0, math.floor(top / self.height))
        last = min(self.count, math.ceil(bottom / self.height))
        return range(first, max(first, last))
