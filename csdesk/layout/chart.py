"""The rows of a plan as marks: bars, diamonds, brackets, ghosts; and what lies under a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from csdesk.domain.codes import Side
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Bracket, Diamond, Layer, Rect, Role, Scene
from csdesk.layout.timescale import TimeScale

BAR_TOP, BAR_HEIGHT = -8.0, 11.0  # from the row's centre
BASELINE_TOP, BASELINE_HEIGHT = 6.0, 3.0
COMPARED_TOP, COMPARED_SIZE = 10.0, 7.0
SUMMARY_TOP, SUMMARY_HEIGHT, SUMMARY_FOOT = -3.0, 4.0, 4.0
MILESTONE_SIZE, VALUE_SIZE, STAR_RADIUS, GHOST_SIZE = 14.0, 20.0, 5.0, 11.0
RADIUS = 3.0
CRITICAL_HEIGHT = 3.0
DOT = 5.0  # the least width of a day's mark
THIN = 3.0  # the least width of a bar
GRIP = 5.0  # how near to an edge the mouse takes it
NARROW = 8.0  # a bar of a day in weeks: only its end can be taken, by its last third


class Shape(StrEnum):
    """How a row is drawn."""

    BAR = "bar"
    SUMMARY = "summary"
    MILESTONE = "milestone"
    VALUE = "value"

    @property
    def is_point(self) -> bool:
        """Whether the row is one day, shown as a diamond."""
        return self in POINTS


POINTS = frozenset({Shape.MILESTONE, Shape.VALUE})


class Look(StrEnum):
    """What a bar's ground says besides its side."""

    OPEN = "open"
    DONE = "done"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """The part of a row that a point hits."""

    START = "start"
    BODY = "body"
    FINISH = "finish"
    PROGRESS = "progress"  # the edge of what is done
    LINK_START = "link_start"  # the handles beside a bar, from which links are drawn
    LINK_FINISH = "link_finish"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One row of the chart; days are ordinals, inclusive. Without `finish` the row is blank."""

    row_id: int
    shape: Shape = Shape.BAR
    start: int | None = None
    finish: int | None = None
    side: Side = Side.US
    look: Look = Look.OPEN
    progress: int = 0
    critical: bool = False
    base_start: int | None = None
    base_finish: int | None = None
    compared_start: int | None = None  # in a baseline besides the current one
    compared_finish: int | None = None
    old_start: int | None = None  # the place before a move that is previewed
    old_finish: int | None = None
    deadline: int | None = None
    begun: bool = False  # its start is a fact
    days: tuple[int, ...] = ()  # of a row that repeats: one mark each instead of one bar


class Extent(NamedTuple):
    """Where a row's mark lies: x from the scale's origin, y from the first row."""

    left: float
    right: float
    top: float
    bottom: float
    shape: Shape

    @property
    def is_point(self) -> bool:
        """Whether it is a diamond."""
        return self.shape in POINTS

    @property
    def middle(self) -> float:
        """Return the x of a diamond."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A row, and which part of its mark a point lies on."""

    index: int
    part: Part


_GROUNDS = {Side.US: Role.BAR_US, Side.CUSTOMER: Role.BAR_CUSTOMER, Side.THIRD: Role.BAR_THIRD}
_FILLS = {
    Side.US: Role.PROGRESS_US,
    Side.CUSTOMER: Role.PROGRESS_CUSTOMER,
    Side.THIRD: Role.PROGRESS_THIRD,
}


def extent_of(row: ChartRow, index: int, scale: TimeScale, band: RowBand) -> Extent | None:
    """Return where a row's mark lies, or None when it has no dates."""
    if row.finish is None:
        return None
    shape, centre = row.shape, band.centre(index)
    if shape in POINTS:
        half = (VALUE_SIZE if shape is Shape.VALUE else MILESTONE_SIZE) / 2
        middle = scale.middle(row.finish)
        return Extent(middle - half, middle + half, centre - half, centre + half, shape)
    left = scale.left(row.finish if row.start is None else min(row.start, row.finish))
    right = scale.right(row.finish)
    if shape is Shape.SUMMARY:
        top = centre + SUMMARY_TOP
        return Extent(left, right, top, top + SUMMARY_HEIGHT + SUMMARY_FOOT, shape)
    top = centre + BAR_TOP
    return Extent(left, max(right, left + THIN), top, top + BAR_HEIGHT, shape)


def add_row(
    scene: Scene, row: ChartRow, index: int, scale: TimeScale, band: RowBand, *, held: bool = False
) -> None:
    """Add the marks of one row, without its label."""
    _add_baseline(scene, row, index, scale, band)
    _add_compared(scene, row, index, scale, band)
    _add_old_place(scene, row, index, scale, band)
    extent = extent_of(row, index, scale, band)
    if extent is None:
        return
    width = extent.right - extent.left
    if row.shape is Shape.SUMMARY:
        scene.add(
            Layer.BAR,
            Bracket(
                extent.left,
                extent.top,
                width,
                SUMMARY_HEIGHT,
                SUMMARY_FOOT,
                Role.SUMMARY,
                row.row_id,
            ),
        )
    elif row.shape.is_point:
        _add_diamond(scene, row, extent.middle, band.centre(index))
    elif row.days and row.old_finish is None:
        _add_days(scene, row, scale, extent)
    else:
        _add_bar(scene, row, extent, held=held)
    if row.deadline is not None:
        x = scale.right(row.deadline)
        scene.add(Layer.BAR, Rect(x - 1, band.centre(index) - 9, 2, 18, Role.DEADLINE))


def _add_days(scene: Scene, row: ChartRow, scale: TimeScale, extent: Extent) -> None:
    """Add a mark for each day of a row that repeats, none narrower than a dot."""
    ground, _ = _grounds_of(row)
    for day in row.days:
        left, width = scale.left(day), scale.pixels
        if width < DOT:
            left, width = left + (width - DOT) / 2, DOT
        mark = Rect(left, extent.top, width, BAR_HEIGHT, ground, RADIUS, row.row_id)
        scene.add(Layer.BAR, mark)


def _grounds_of(row: ChartRow) -> tuple[Role, Role]:
    """Return the ground and the fill of a row's bar."""
    if row.look is Look.DONE:
        return Role.BAR_DONE, Role.BAR_DONE
    if row.look is Look.ON_HOLD:
        return Role.BAR_HOLD, Role.PROGRESS_HOLD
    if row.look is Look.CANCELLED:
        return Role.BAR_CANCELLED, _FILLS[row.side]
    return _GROUNDS[row.side], _FILLS[row.side]


def _add_bar(scene: Scene, row: ChartRow, extent: Extent, *, held: bool) -> None:
    width = extent.right - extent.left
    ground, fill = _grounds_of(row)
    scene.add(
        Layer.BAR,
        Rect(extent.left, extent.top, width, BAR_HEIGHT, ground, RADIUS, row.row_id),
    )
    if row.look in (Look.OPEN, Look.ON_HOLD) and row.progress > 0:
        part = width * min(100, row.progress) / 100
        scene.add(Layer.BAR, Rect(extent.left, extent.top, part, BAR_HEIGHT, fill, RADIUS))
    if row.critical and row.look is Look.OPEN:
        bottom = extent.bottom - CRITICAL_HEIGHT + 1
        scene.add(
            Layer.BAR,
            Rect(extent.left, bottom, width, CRITICAL_HEIGHT, Role.CRITICAL),
        )
    if held:
        scene.add(
            Layer.BAR,
            Rect(
                extent.left - 1.5,
                extent.top - 1.5,
                width + 3,
                BAR_HEIGHT + 3,
                Role.HELD,
                RADIUS + 1.5,
            ),
        )


def _add_diamond(scene: Scene, row: ChartRow, x: float, y: float) -> None:
    done = row.look is Look.DONE
    if row.shape is Shape.VALUE:
        role = Role.VALUE_DONE if done else Role.VALUE
        scene.add(Layer.BAR, Diamond(x, y, VALUE_SIZE, role, STAR_RADIUS, row.row_id))
    else:
        role = Role.MILESTONE_DONE if done else Role.MILESTONE
        scene.add(Layer.BAR, Diamond(x, y, MILESTONE_SIZE, role, 0.0, row.row_id))


def _add_baseline(scene: Scene, row: ChartRow, index: int, scale: TimeScale, band: RowBand) -> None:
    if row.base_finish is None or row.shape is Shape.SUMMARY:
        return
    centre = band.centre(index)
    if row.shape.is_point:
        if row.base_finish != row.finish:
            x = scale.middle(row.base_finish)
            mark = Diamond(x, centre, GHOST_SIZE, Role.BASELINE_MILESTONE)
            scene.add(Layer.BASELINE, mark)
        return
    left = scale.left(row.base_finish if row.base_start is None else row.base_start)
    width = scale.right(row.base_finish) - left
    mark_bar = Rect(left, centre + BASELINE_TOP, width, BASELINE_HEIGHT, Role.BASELINE, 1.5)
    scene.add(Layer.BASELINE, mark_bar)


def _add_compared(scene: Scene, row: ChartRow, index: int, scale: TimeScale, band: RowBand) -> None:
    """Add the hollow mark of a second baseline, below that of the current one."""
    if row.compared_finish is None or row.shape is Shape.SUMMARY:
        return
    centre = band.centre(index)
    if row.shape.is_point:
        x = scale.middle(row.compared_finish)
        mark = Diamond(x, centre + COMPARED_SIZE / 2, COMPARED_SIZE, Role.COMPARED)
        scene.add(Layer.BASELINE, mark)
        return
    first = row.compared_finish if row.compared_start is None else row.compared_start
    left, right = scale.left(first) + 0.5, scale.right(row.compared_finish) - 0.5
    hollow = Rect(left, centre + COMPARED_TOP + 0.5, right - left, 2, Role.COMPARED, 1)
    scene.add(Layer.BASELINE, hollow)


def _add_old_place(
    scene: Scene, row: ChartRow, index: int, scale: TimeScale, band: RowBand
) -> None:
    if row.old_finish is None or row.shape is Shape.SUMMARY:
        return
    centre = band.centre(index)
    if row.shape.is_point:
        mark = Diamond(scale.middle(row.old_finish), centre, GHOST_SIZE, Role.OLD_PLACE)
        scene.add(Layer.BASELINE, mark)
        return
    left = scale.left(row.old_finish if row.old_start is None else row.old_start)
    width = scale.right(row.old_finish) - left
    old = Rect(left, centre + BAR_TOP, width, BAR_HEIGHT, Role.OLD_PLACE, RADIUS)
    scene.add(Layer.BASELINE, old)


def hit(
    rows: Sequence[ChartRow], scale: TimeScale, band: RowBand, x: float, y: float
) -> Hit | None:
    """Return what lies under a point; None beside all rows. Costs the same at any plan size."""
    index = band.index_at(y)
    if index is None or index >= len(rows):
        return None
    extent = extent_of(rows[index], index, scale, band)
    if extent is None or not extent.left - 2 <= x <= extent.right + 2:
        return Hit(index, Part.ROW)
    if not extent.top - 3 <= y <= extent.bottom + 3:
        return Hit(index, Part.ROW)
    width = extent.right - extent.left
    if not rows[index].shape.is_point and width > 3 * GRIP:
        if x > extent.right - GRIP:
            return Hit(index, Part.FINISH)
        if x < extent.left + GRIP:
            return Hit(index, Part.START)
    elif rows[index].shape is Shape.BAR and width >= NARROW and x > extent.right - width / 3:
        return Hit(index, Part.FINISH)
    return Hit(index, Part.BODY)
