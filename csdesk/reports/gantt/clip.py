"""Shapes cut at the edges of a box by arithmetic: many readers of SVG know no clip paths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y runs down."""

    left: float
    top: float
    right: float
    bottom: float

    def meet(self, other: "Box") -> "Box | None":
        """Return what two boxes share."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left < right and top < bottom else None

    def holds(self, points: Sequence[Point]) -> bool:
        """Whether all points lie inside or on the edge."""
        return all(self.left <= x <= self.right and self.top <= y <= self.bottom for x, y in points)

    def segment(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        """Return the part of a line that lies inside (Liang and Barsky)."""
        (x1, y1), (x2, y2) = start, end
        dx, dy = x2 - x1, y2 - y1
        low, high = 0.0, 1.0
        for step, room in (
            (-dx, x1 - self.left),
            (dx, self.right - x1),
            (-dy, y1 - self.top),
            (dy, self.bottom - y1),
        ):
            if step == 0:
                if room < 0:
                    return None
                continue
            at = room / step
            if step < 0:
                low = max(low, at)
            else:
                high = min(high, at)
        if low > high:
            return None
        return (x1 + low * dx, y1 + low * dy), (x1 + high * dx, y1 + high * dy)

    def path(self, points: Sequence[Point]) -> list[list[Point]]:
        """Return the parts of an open line that lie inside."""
        parts: list[list[Point]] = []
        for start, end in pairwise(points):
            inside = self.segment(start, end)
            if inside is None:
                continue
            if parts and parts[-1][-1] == inside[0]:
                parts[-1].append(inside[1])
            else:
                parts.append([*inside])
        return parts

    def polygon(self, points: Sequence[Point]) -> list[Point]:
        """Return a closed shape cut at the four edges (Sutherland and Hodgman)."""
        edges: tuple[tuple[int, Callable[[float], float]], ...] = (
            (0, lambda x: x - self.left),
            (0, lambda x: self.right - x),
            (1, lambda y: y - self.top),
            (1, lambda y: self.bottom - y),
        )
        shape = list(points)
        for axis, depth in edges:
            cut: list[Point] = []
            for before, here in zip([*shape[-1:], *shape], shape, strict=False):
                inner, outer = depth(before[axis]), depth(here[axis])
                if (inner >= 0) != (outer >= 0):
                    part = inner / (inner - outer)
                    cut.append(
                        (
                            before[0] + part * (here[0] - before[0]),
                            before[1] + part * (here[1] - before[1]),
                        )
                    )
                if outer >= 0:
                    cut.append(here)
            shape = cut
        return shape
