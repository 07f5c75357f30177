"""Dependencies: which cross the visible rows, and the way each one takes."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import sub

from csdesk.domain.codes import LinkType
from csdesk.layout.chart import ChartRow, Extent, Shape, extent_of
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Point, Polyline, Role, Scene
from csdesk.layout.timescale import TimeScale

LEAVE, ENTER = 3.0, 4.0  # from the bar's end
STRAIGHT = 6.0  # a jog smaller than this is drawn straight
SHORT, MIDDLE = 64, 1024  # rows that most links reach over, and nearly all
HIDDEN = -1
LOOK_FAR = 64  # rows searched for crossings; a longer link takes the plain way
BESIDE = 5.0  # from a mark that is passed
STRAY = 24.0  # how far a way that passes marks may leave the stretch between its ends
ASIDE = 2.0  # pixels a day from which bars are wide enough to be passed
MOST_JOGS = 3  # a way with more turns is harder to follow than one across a bar


@dataclass(frozen=True, slots=True)
class ChartLink:
    """A link between two rows of the chart, by their index."""

    link_id: int
    predecessor: int
    successor: int
    type: LinkType = LinkType.FS
    critical: bool = False


class LinkIndex:
    """Finds the links that touch a range of rows without looking at all of them.

    It is made when it is first asked: a plan that is only loaded costs nothing. Links lie in the
    order of their successors' rows; a range is looked up as far around it as links of a class
    reach.
    """

    def __init__(self, links: Sequence[ChartLink]) -> None:
        self._links = links
        self._sorted: _SortedLinks | None = None

    def befores(self) -> Iterable[int]:
        """Return the row of each link's predecessor; `HIDDEN` for one that is not shown."""
        return (link.predecessor for link in self._links)

    def afters(self) -> Iterable[int]:
        """Return the row of each link's successor; `HIDDEN` for one that is not shown."""
        return (link.successor for link in self._links)

    def at(self, place: int) -> ChartLink:
        """Return a link by its place."""
        return self._links[place]

    def get(self, link_id: int) -> ChartLink | None:
        """Return a link by its id."""
        return next((link for link in self._links if link.link_id == link_id), None)

    def touching(self, rows: range) -> list[ChartLink]:
        """Return the links with any part in `rows`, in the order given."""
        if not rows:
            return []
        if self._sorted is None:
            self._sorted = _SortedLinks(list(self.befores()), list(self.afters()))
        return list(map(self.at, self._sorted.touching(rows)))


class _SortedLinks:
    """The places of links by the row of their successor, in classes by how far they reach."""

    def __init__(self, befores: list[int], afters: list[int]) -> None:
        self._befores, self._afters = befores, afters
        keys = sorted(afters)
        places: Sequence[int] = range(len(afters))
        if keys == afters:
            keys = afters
        else:
            places = sorted(places, key=afters.__getitem__)
        spans = enumerate(map(sub, befores, afters))
        long = [place for place, span in spans if not -SHORT <= span <= SHORT]
        long = [place for place in long if befores[place] != HIDDEN != afters[place]]
        middle = [place for place in long if abs(befores[place] - afters[place]) <= MIDDLE]
        middle.sort(key=afters.__getitem__)
        self._classes = (
            (SHORT, keys, places),
            (MIDDLE, [afters[place] for place in middle], middle),
        )
        self._far = [place for place in long if abs(befores[place] - afters[place]) > MIDDLE]

    def touching(self, rows: range) -> list[int]:
        """Return the places of the links with any part in `rows`, in order."""
        befores, afters, start, stop = self._befores, self._afters, rows.start, rows.stop
        found = set(self._far)
        for reach, keys, places in self._classes:
            first = bisect_left(keys, max(0, start - reach))
            found.update(places[first : bisect_left(keys, stop + reach, first)])
        return sorted(
            place
            for place in found
            if (0 <= befores[place] < stop and afters[place] >= start)
            or (0 <= afters[place] < stop and befores[place] >= start)
        )


def crosses(link: ChartLink, rows: range) -> bool:
    """Whether any part of a link lies in `rows`."""
    before, after = link.predecessor, link.successor
    if before > after:
        before, after = after, before
    return before < rows.stop and after >= rows.start


def add_links(
    scene: Scene,
    links: Sequence[ChartLink],
    route: Callable[[ChartLink], tuple[Point, ...]],
    *,
    chosen: int = 0,
) -> list[Polyline]:
    """Add the given links, critical ones above the others, the chosen one (its id) on top.

    Returns the lines drawn.
    """
    lines: list[Polyline] = []
    critical: list[Polyline] = []
    above: list[Polyline] = []
    for link in links:
        points = route(link)
        if not points:
            continue
        if chosen > 0 and link.link_id == chosen:
            above.append(Polyline(points, Role.LINK_CHOSEN, True, link.link_id))
        elif link.critical:
            critical.append(Polyline(points, Role.LINK_CRITICAL, True, link.link_id))
        else:
            lines.append(Polyline(points, Role.LINK, True, link.link_id))
    lines += critical
    lines += above
    if lines:
        scene.layers[Layer.LINK] += lines
    return lines


def route(
    rows: Sequence[ChartRow], link: ChartLink, scale: TimeScale, band: RowBand
) -> tuple[Point, ...]:
    """Return the corners of a link between two of `rows`."""
    extents = {index: extent_of(row, index, scale, band) for index, row in enumerate(rows)}
    return route_between(extents, link, band, aside=scale.pixels >= ASIDE)


def route_between(
    extents: Mapping[int, Extent | None], link: ChartLink, band: RowBand, *, aside: bool = True
) -> tuple[Point, ...]:
    """Return the corners of a link: down to a row boundary, along it, down into the successor.

    The boundary below the predecessor is taken, or the one above the successor if the way down
    then crosses fewer marks. Where both cross some, the way passes beside them if that takes few
    turns and `aside` allows it. Links to rows further up are the same upside down.
    """
    before, after = extents[link.predecessor], extents[link.successor]
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
        step = 1 if down else -1
        between = range(link.predecessor + step, link.successor, step)
        marks = [_stretch(extents[index]) for index in between]
        here = _crossings(marks, x2)
        there = _crossings(marks, x1) if here else 0
        if here and there:
            jogs = _beside(marks, x1, x2) if aside else []
            if jogs:
                rows = [*between, link.successor]
                tops = [band.top(rows[place] + (not down)) for place, _ in jogs]
                turns = zip(tops, (x for _, x in jogs), strict=True)
                return _corners((x1, y1), (x2, y2), turns)
        if there < here:
            turn = far
    return (x1, y1), (x1, turn), (x2, turn), (x2, y2)


def _stretch(extent: Extent | None) -> tuple[float, float] | None:
    """Return from where to where a link would cross a mark; phases may be crossed."""
    if extent is None or extent.shape is Shape.SUMMARY:
        return None
    return extent.left - 1, extent.right + 1


def _crosses(mark: tuple[float, float] | None, x: float) -> bool:
    return mark is not None and mark[0] <= x <= mark[1]


def _crossings(marks: Sequence[tuple[float, float] | None], x: float) -> int:
    return sum(_crosses(mark, x) for mark in marks)


def _beside(
    marks: Sequence[tuple[float, float] | None], x1: float, x2: float
) -> list[tuple[int, float]]:
    """Return a way past all marks as (row, x from the boundary before it on); empty if too crooked.

    The last row is the one after the marks. Of the ways that begin under the predecessor and over
    the successor the one with fewer turns is taken, then the one that strays less.
    """
    low, high = min(x1, x2) - STRAY, max(x1, x2) + STRAY
    best: tuple[int, float, list[tuple[int, float]]] | None = None
    for start in (x1, x2):
        x = start
        jogs = [] if start == x1 else [(0, x2)]
        strayed = 0.0
        for place, mark in enumerate(marks):
            if mark is None or not mark[0] <= x <= mark[1]:
                continue
            sides = [one for one in (x2, mark[0] - BESIDE, mark[1] + BESIDE) if low <= one <= high]
            sides = [one for one in sides if not _crosses(mark, one)]
            if not sides or len(jogs) >= MOST_JOGS:
                break
            free = {one: _free_rows(marks, place, one) for one in sides}
            here = x
            x = max(sides, key=lambda one: (free[one], one == x2, -abs(one - here)))
            strayed += abs(x - here)
            jogs = [jog for jog in jogs if jog[0] != place] + [(place, x)]
        else:
            if x != x2:
                jogs.append((len(marks), x2))
            found = len(jogs), strayed, jogs
            if len(jogs) <= MOST_JOGS and (best is None or found[:2] < best[:2]):
                best = found
    return [] if best is None else best[2]


def _free_rows(marks: Sequence[tuple[float, float] | None], place: int, x: float) -> int:
    """Return how many rows from one on can be passed at an x."""
    rows = range(place, len(marks))
    return next((row for row in rows if _crosses(marks[row], x)), len(marks)) - place


def _corners(start: Point, end: Point, jogs: Iterable[tuple[float, float]]) -> tuple[Point, ...]:
    """Return the corners of a way that goes sideways at some heights."""
    points, x = [start], start[0]
    for y, following in jogs:
        points += [(x, y), (following, y)]
        x = following
    return (*points, end)


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
