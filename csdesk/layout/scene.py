"""What a chart is drawn from: a few kinds of marks, each with the layer it lies in and its role."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]


class Layer(IntEnum):
    """Drawing order, from below."""

    WEEKEND = 0
    HOLIDAY = 1
    GRID = 2
    SELECTION = 3
    LINES = 4
    BASELINE = 5
    LINK = 6
    BAR = 7
    LABEL = 8
    HEAD = 9
    HANDLE = 10


class Role(StrEnum):
    """What a mark means; a renderer gives it its colour, pen and fill."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    UNPUBLISHED = "unpublished"  # the year's holidays are not known: hatched
    WEEK_RULE = "week_rule"
    ROW_RULE = "row_rule"
    SELECTED = "selected"
    WINDOW_END = "window_end"
    WINDOW_SPAN = "window_span"
    TODAY = "today"
    DEADLINE = "deadline"
    BASELINE = "baseline"
    BASELINE_MILESTONE = "baseline_milestone"
    COMPARED = "compared"  # a second baseline: hollow
    SLACK = "slack"  # of a chosen row: from its finish to the latest that moves nothing
    LINK = "link"
    LINK_CRITICAL = "link_critical"
    LINK_CHOSEN = "link_chosen"
    HANDLE = "handle"  # where a link can be drawn from
    HANDLE_PROGRESS = "handle_progress"
    SUMMARY = "summary"
    BAR_US = "bar_us"
    BAR_CUSTOMER = "bar_customer"
    BAR_THIRD = "bar_third"
    BAR_DONE = "bar_done"
    BAR_CANCELLED = "bar_cancelled"
    PROGRESS_US = "progress_us"
    PROGRESS_CUSTOMER = "progress_customer"
    PROGRESS_THIRD = "progress_third"
    PROGRESS_HOLD = "progress_hold"
    BAR_HOLD = "bar_hold"
    CRITICAL = "critical"
    OLD_PLACE = "old_place"
    HELD = "held"
    MILESTONE = "milestone"
    MILESTONE_DONE = "milestone_done"
    VALUE = "value"
    VALUE_DONE = "value_done"
    PLATE = "plate"  # clears the ground under words
    LABEL = "label"  # muted
    LABEL_INK = "label_ink"
    LABEL_EDGE = "label_edge"  # where a bar outside the view lies
    HEAD_UPPER = "head_upper"
    HEAD_LOWER = "head_lower"
    HEAD_REST = "head_rest"  # a day off in the lower tier
    HEAD_RULE = "head_rule"
    HEAD_TODAY = "head_today"
    HEAD_WINDOW = "head_window"
    HEAD_HOLIDAY = "head_holiday"


class Rect(NamedTuple):
    """A filled or outlined rectangle."""

    x: float
    y: float
    width: float
    height: float
    role: Role
    radius: float = 0.0
    row_id: int = 0

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the bottom edge."""
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        """Whether two rectangles share an area."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


class Polyline(NamedTuple):
    """A line through points; `arrow` puts a head at its end."""

    points: tuple[Point, ...]
    role: Role
    arrow: bool = False
    key: int = 0  # the link's id


class Text(NamedTuple):
    """Words on one line, centred on `y`; `plate` clears what lies under them."""

    x: float
    y: float
    text: str
    role: Role
    width: float
    bold: bool = False
    plate: Rect | None = None


class Diamond(NamedTuple):
    """A square on its corner, `size` wide; `star` is the radius of the star cut out of it."""

    x: float
    y: float
    size: float
    role: Role
    star: float = 0.0
    row_id: int = 0


class Bracket(NamedTuple):
    """A phase: a bar with a foot at each end that is inside the view."""

    x: float
    y: float
    width: float
    thickness: float
    foot: float
    role: Role
    row_id: int = 0


Mark: TypeAlias = Rect | Polyline | Text | Diamond | Bracket
Measure: TypeAlias = Callable[[str, bool], float]
"""Width in pixels of words in the label size, regular or bold."""


@dataclass(slots=True)
class Scene:
    """Marks by layer."""

    layers: defaultdict[Layer, list[Mark]] = field(default_factory=lambda: defaultdict(list))

    def add(self, layer: Layer, mark: Mark) -> None:
        """Put a mark on top of its layer."""
        self.layers[layer].append(mark)

    def marks(self) -> Iterator[tuple[Layer, Mark]]:
        """Return all marks in drawing order."""
        for layer in sorted(self.layers):
            for mark in self.layers[layer]:
                yield layer, mark
