"""Where words find room: beside lines, figures and targets, never across them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from csdesk.layout.charts.marks import Point


class Area(NamedTuple):
    """The box that words take."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Taken:
    """What words must not touch: lines, and areas of other words."""

    segments: list[tuple[Point, Point]] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def add_line(self, points: Sequence[Point]) -> None:
        """Keep words off a line."""
        self.segments += pairwise(points)

    def is_free(self, area: Area) -> bool:
        """Whether nothing runs through an area."""
        return not any(_overlap(area, other) for other in self.areas) and not any(
            crosses(area, start, end) for start, end in self.segments
        )

    def first_free(self, wanted: Iterable[Area]) -> Area | None:
        """Return the first area that is free and take it."""
        for area in wanted:
            if self.is_free(area):
                self.areas.append(area)
                return area
        return None


def _overlap(one: Area, other: Area) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crosses(area: Area, start: Point, end: Point) -> bool:
    """Whether a straight line passes through an area (clipped by its four edges)."""
    across, down = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in (
        (-across, start[0] - area.x),
        (across, area.x + area.width - start[0]),
        (-down, start[1] - area.y),
        (down, area.y + area.height - start[1]),
    ):
        if step == 0:
            if room < 0:
                return False
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
        if first > last:
            return False
    return True
