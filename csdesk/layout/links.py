"""Dependencies: which cross the visible rows, and the way each one takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from csdesk.domain.codes import LinkType
from csdesk.layout.chart import ChartRow, Extent, Shape, extent_of
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Point, Polyline, Role, Scene
from csdesk.layout.timescale import TimeScale

LEAVE, ENTER = 3.0, 4.0  # from the bar's end
STRAIGHT = 6.0  # a jog smaller than this is drawn straight
BUCKET = 32
LOOK_FAR = 64  # rows searched for crossings; a longer link takes the plain way


@dataclass(frozen=True, slots=True)
class ChartLink:
    """A link between two rows of the chart, by their index."""

    link_id: int
    predecessor: int
    successor: int
    type: LinkType = LinkType.FS
    critical: bool = False


class LinkIndex:
    """Finds the links that touch a range of rows without looking at all of them."""

    def __init__(self, links: Sequence[ChartLink]) -> None:
        self._links = tuple(links)
        self._buckets: dict[int, list[int]] = {}
        self._long: list[int] = []
        for place, link in enumerate(self._links):
            first, last = _rows_of(link)
            low, high = first // BUCKET, last // BUCKET
            if high - low > 16:
                self._long.append(place)
                continue
            for bucket in range(low, high + 1):
                self._buckets.setdefault(bucket, []).append(place)

    def get(self, link_id: int) -> ChartLink | None:
        """Return a link by its id."""
        return next((link for link in self._links if link.link_id == link_id), None)

    def touching(self, rows: range) -> list[ChartLink]:
        """Return the links with any part in `rows`, in the order given."""
        if not rows:
            return []
        found = set(self._long)
        for bucket in range(rows.start // BUCKET, (rows.stop - 1) // BUCKET + 1):
            found.update(self._buckets.get(bucket, ()))
        result = []
        for place in sorted(found):
            first, last = _rows_of(self._links[place])
            if first < rows.stop and last >= rows.start:
                result.append(self._links[place])
        return result


def _rows_of(link: ChartLink) -> tuple[int, int]:
    if link.predecessor <= link.successor:
        return link.predecessor, link.successor
    return link.successor, link.predecessor


def add_links(
    scene: Scene,
    rows: Sequence[ChartRow],
    links: Sequence[ChartLink],
    scale: TimeScale,
    band: RowBand,
    *,
    chosen: int = 0,
) -> list[Polyline]:
    """Add the given links, critical ones above the others, the chosen one (its id) on top.

    Returns the lines drawn.
    """
    lines = []
    for link in sorted(links, key=lambda one: (chosen > 0 and one.link_id == chosen, one.critical)):
        points = route(rows, link, scale, band)
        if points:
            role = Role.LINK_CRITICAL if link.critical else Role.LINK
            if chosen > 0 and link.link_id == chosen:
                role = Role.LINK_CHOSEN
            line = Polyline(points, role, True, link.link_id)
            scene.add(Layer.LINK, line)
            lines.append(line)
    return lines


def route(
    rows: Sequence[ChartRow], link: ChartLink, scale: TimeScale, band: RowBand
) -> tuple[Point, ...]:
    """Return the corners of a link: down to a row boundary, along it, down into the successor.

    The boundary below the predecessor is taken, or the one above the successor if the way down
    then crosses fewer marks. Links to rows further up are the same upside down.
    """
    before = extent_of(rows[link.predecessor], link.predecessor, scale, band)
    after = extent_of(rows[link.successor], link.successor, scale, band)
    if before is None or after is None or link.predecessor == link.successor:
        return ()
    down = link.successor > link.predecessor
    x1 = _end_x(before, finish=link.type in (LinkType.FS, LinkType.FF))
    x2 = _start_x(after, start=link.type in (LinkType.FS, LinkType.SS))
    y1 = before.bottom if down else before.top
    y2 = after.top if down else after.bottom
    if abs(x1 - x2) <= STRAIGHT and before.left <= x2 <= before.right:
        return (x2, y1), (x2, y2)
    near = band.top(link.predecessor + 1) if down else band.top(link.predecessor)
    far = band.top(link.successor) if down else band.top(link.successor + 1)
    turn = near
    if near != far and abs(link.successor - link.predecessor) <= LOOK_FAR:
        between = range(*sorted((link.predecessor, link.successor)))[1:]
        here = _crossings(rows, between, scale, band, x2)
        if here and _crossings(rows, between, scale, band, x1) < here:
            turn = far
    return (x1, y1), (x1, turn), (x2, turn), (x2, y2)


def _crossings(
    rows: Sequence[ChartRow], between: range, scale: TimeScale, band: RowBand, x: float
) -> int:
    count = 0
    for index in between:
        if rows[index].shape is Shape.SUMMARY:
            continue
        extent = extent_of(rows[index], index, scale, band)
        if extent is not None and extent.left - 1 <= x <= extent.right + 1:
            count += 1
    return count


def _end_x(extent: Extent, *, finish: bool) -> float:
    """Return where a link leaves its predecessor."""
    if extent.is_point:
        return extent.middle
    if finish:
        return max(extent.middle, extent.right - LEAVE)
    return min(extent.middle, extent.left + LEAVE)


def _start_x(extent: Extent, *, start: bool) -> float:
    """Return where a link enters its successor."""
    if extent.is_point:
        return extent.middle
    if start:
        return min(extent.middle, extent.left + ENTER)
    return max(extent.middle, extent.right - ENTER)


def line_at(lines: Sequence[Polyline], x: float, y: float, reach: float = 4.0) -> int:
    """Return the id of the link whose line passes a point most closely, 0 beside all of them."""
    best, found = reach, 0
    for line in lines:
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
            beside = max(min(x1, x2) - x, 0.0, x - max(x1, x2))
            above = max(min(y1, y2) - y, 0.0, y - max(y1, y2))
            if max(beside, above) <= best and line.key:
                best, found = max(beside, above), line.key
    return found
