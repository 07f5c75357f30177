"""The handles of the row under the mouse: where links are drawn from, and the edge of progress."""

from csdesk.layout.chart import ChartRow, Hit, Look, Part, Shape, extent_of
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Diamond, Layer, Point, Rect, Role, Scene
from csdesk.layout.timescale import TimeScale

AWAY = 4.0  # of a link's handle, from the end of its bar: the label begins behind it
SIZE = 6.0
REACH, OUTWARD = 6.0, 9.0
EDGE = 7.0  # of the progress handle


def link_points(
    row: ChartRow, index: int, scale: TimeScale, band: RowBand
) -> tuple[Point, Point] | None:
    """Return the handles before and behind a row's mark, None where it has none."""
    extent = extent_of(row, index, scale, band)
    if extent is None:
        return None
    y = (extent.top + extent.bottom) / 2
    return (extent.left - AWAY, y), (extent.right + AWAY, y)


def progress_point(row: ChartRow, index: int, scale: TimeScale, band: RowBand) -> Point | None:
    """Return the handle below the edge of what is done, None where progress cannot be set."""
    extent = extent_of(row, index, scale, band)
    if extent is None or row.shape is not Shape.BAR or row.days or row.look is not Look.OPEN:
        return None
    width = extent.right - extent.left
    return extent.left + width * min(100, max(0, row.progress)) / 100, extent.bottom + 3


def handle_at(
    row: ChartRow, index: int, scale: TimeScale, band: RowBand, x: float, y: float
) -> Hit | None:
    """Return the handle of a row that a point lies on."""
    edge = progress_point(row, index, scale, band)
    if edge is not None and abs(x - edge[0]) <= REACH and -3 <= y - edge[1] <= REACH:
        return Hit(index, Part.PROGRESS)
    ends = link_points(row, index, scale, band)
    if ends is None:
        return None
    outward = (Part.LINK_START, ends[0][0] - x), (Part.LINK_FINISH, x - ends[1][0])
    for part, beyond in outward:
        if -SIZE / 2 <= beyond <= OUTWARD and abs(y - ends[0][1]) <= REACH:
            return Hit(index, part)
    return None


def add_handles(scene: Scene, row: ChartRow, index: int, scale: TimeScale, band: RowBand) -> None:
    """Add the handles of a row, above everything else."""
    for x, y in link_points(row, index, scale, band) or ():
        mark = Rect(x - SIZE / 2, y - SIZE / 2, SIZE, SIZE, Role.HANDLE, SIZE / 2)
        scene.add(Layer.HANDLE, mark)
    edge = progress_point(row, index, scale, band)
    if edge is not None:
        scene.add(Layer.HANDLE, Diamond(edge[0], edge[1], EDGE, Role.HANDLE_PROGRESS))
