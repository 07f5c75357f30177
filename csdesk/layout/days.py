"""Days off as stripes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from csdesk.layout.scene import Layer, Rect, Role, Scene
from csdesk.layout.timescale import TimeScale


class DayKind(IntEnum):
    """What a chart shows of a day."""

    WORK = 0
    REST = 1  # weekend
    HOLIDAY = 2
    UNPUBLISHED = 3  # a day off by rule, in a year whose holidays nobody has published


@dataclass(frozen=True, slots=True)
class DayInfo:
    """A day with the names of its holidays, each with the party that keeps it."""

    kind: DayKind
    names: tuple[str, ...] = ()


WORKDAY = DayInfo(DayKind.WORK)
DayLookup: TypeAlias = Callable[[int], DayInfo]

_STRIPES = {
    DayKind.REST: (Layer.WEEKEND, Role.WEEKEND),
    DayKind.HOLIDAY: (Layer.HOLIDAY, Role.HOLIDAY),
    DayKind.UNPUBLISHED: (Layer.HOLIDAY, Role.UNPUBLISHED),
}


def plain_weekends(day: int) -> DayInfo:
    """Answer for a calendar that knows nothing but Saturdays and Sundays."""
    return DayInfo(DayKind.REST) if (day - 1) % 7 >= 5 else WORKDAY


def runs(lookup: DayLookup, first: int, last: int) -> Iterator[tuple[int, int, DayInfo]]:
    """Return stretches of equal days from `first` to `last`, both inclusive."""
    start, info = first, lookup(first)
    for day in range(first + 1, last + 1):
        here = lookup(day)
        if here != info:
            yield start, day - 1, info
            start, info = day, here
    yield start, last, info


def add_stripes(
    scene: Scene,
    scale: TimeScale,
    lookup: DayLookup,
    *,
    first: int,
    last: int,
    top: float,
    bottom: float,
) -> None:
    """Add weekends and holidays; below 1.5 pixels a day they would be noise and are left out."""
    if scale.pixels < 1.5 or last < first:
        return
    for start, end, info in runs(lookup, first, last):
        if info.kind is DayKind.WORK:
            continue
        layer, role = _STRIPES[info.kind]
        left = scale.left(start)
        scene.add(layer, Rect(left, top, scale.right(end) - left, bottom - top, role))
