"""Where the rows and links of a chart lie at one scale, worked out when first seen and kept."""

from collections.abc import Sequence
from typing import TypeAlias

from csdesk.domain.codes import LinkType
from csdesk.layout.chart import ChartRow, Extent, add_row, extent_of
from csdesk.layout.labels import Labeller, LabelText
from csdesk.layout.links import ASIDE, ChartLink, route_between
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Mark, Point, Scene, Text
from csdesk.layout.timescale import TimeScale

MOST = 4096  # rows and links that are kept
BEYOND = 12.0  # no mark reaches further than this beyond the days of its row

Ends: TypeAlias = tuple[int, int, LinkType]


class _Extents(dict[int, Extent | None]):
    """Extents by row index."""

    def __init__(self, rows: Sequence[ChartRow], scale: TimeScale, band: RowBand) -> None:
        super().__init__()
        self._rows, self._scale, self._band = rows, scale, band

    def __missing__(self, index: int) -> Extent | None:
        if len(self) > MOST:
            self.clear()
        self[index] = extent = extent_of(self._rows[index], index, self._scale, self._band)
        return extent


class Placed:
    """The rows of a chart at one scale and row height; the same marks serve every paint."""

    def __init__(self, rows: Sequence[ChartRow], scale: TimeScale, band: RowBand) -> None:
        self.rows, self.scale, self.band = rows, scale, band
        self.extents = _Extents(rows, scale, band)
        self.near: tuple[object, list[ChartLink]] | None = None  # what was asked last
        self.labels: tuple[object, Sequence[Text]] | None = None  # likewise
        self._marks: dict[int, tuple[float, float, Sequence[tuple[Layer, list[Mark]]]]] = {}
        self._routes: dict[Ends, tuple[Point, ...]] = {}
        self._words: dict[int, LabelText] = {}
        self._label: Labeller | None = None

    def add_row(self, scene: Scene, index: int, left: float, right: float) -> None:
        """Add the marks of a row to a scene, unless all lie beside `left` to `right`."""
        kept = self._marks.get(index)
        if kept is None:
            if len(self._marks) > MOST:
                self._marks.clear()
            kept = self._marks[index] = self._marks_of(index)
        first, last, layers = kept
        if last >= left and first <= right:
            for layer, marks in layers:
                scene.layers[layer] += marks

    def route(self, link: ChartLink) -> tuple[Point, ...]:
        """Return the corners of a link; empty where an end has no dates."""
        ends = link.predecessor, link.successor, link.type
        points = self._routes.get(ends)
        if points is None:
            if len(self._routes) > MOST:
                self._routes.clear()
            aside = self.scale.pixels >= ASIDE
            points = route_between(self.extents, link, self.band, aside=aside)
            self._routes[ends] = points
        return points

    def words(self, index: int, label: Labeller) -> LabelText:
        """Return what stands beside a row."""
        if label is not self._label or len(self._words) > MOST:
            self._label = label
            self._words.clear()
        words = self._words.get(index)
        if words is None:
            words = self._words[index] = label(self.rows[index])
        return words

    def _marks_of(self, index: int) -> tuple[float, float, Sequence[tuple[Layer, list[Mark]]]]:
        scene, row = Scene(), self.rows[index]
        add_row(scene, row, index, self.scale, self.band)
        days = [
            day
            for day in (
                row.start, row.finish, row.base_start, row.base_finish, row.old_start,
                row.old_finish, row.compared_start, row.compared_finish, row.deadline,
                *row.days[:1], *row.days[-1:],
            )
            if day is not None
        ]  # fmt: skip
        if not days:
            return 0.0, 0.0, ()
        left, right = self.scale.left(min(days)), self.scale.right(max(days))
        return left - BEYOND, right + BEYOND, tuple(scene.layers.items())
