"""Words beside the bars, placed so that they cover no bar and as few links as can be."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from csdesk.layout.chart import COMPARED_SIZE, GHOST_SIZE, ChartRow, Extent, Shape
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Measure, Polyline, Rect, Role, Scene, Text
from csdesk.layout.timescale import TimeScale

GAP = 7.0
PLATE_PAD, PLATE_HEIGHT = 2.0, 15.0
LARGEST_SHIFT = 48.0  # a label further away would no longer read as its bar's
EDGE = 5.0


class LabelText(NamedTuple):
    """Words of a row's label; `edge` is shown where the bar lies outside the view."""

    text: str
    bold: bool = False
    ink: bool = False
    edge: str = ""


Labeller: TypeAlias = Callable[[ChartRow], LabelText]
Span: TypeAlias = tuple[float, float]


class Places(Protocol):
    """Where rows lie, and what stands beside them."""

    rows: Sequence[ChartRow]
    scale: TimeScale
    band: RowBand

    @property
    def extents(self) -> Mapping[int, Extent | None]:
        """Extents by row index."""

    def words(self, index: int, label: Labeller) -> LabelText:
        """Return what stands beside a row."""


def add_labels(
    scene: Scene,
    places: Places,
    visible: range,
    *,
    view: Span,
    lines: Sequence[Polyline],
    measure: Measure,
    label: Labeller,
    selected: Collection[int] = (),
    inside: bool = False,
) -> None:
    """Add the labels of the visible rows; `view` is the visible stretch of x.

    A label that would hide a link right of its bar stands left of it if that is free. With
    `inside` one that the view's right edge would cut does so too, or stands nowhere.
    """
    band, rows = places.band, places.rows
    upright = _verticals(lines, band.height, visible)
    for index in visible:
        extent = places.extents[index]
        if extent is None:
            continue
        words = places.words(index, label)
        centre = band.centre(index)
        if extent.right < view[0] or extent.left > view[1]:
            _add_edge(scene, words, extent, centre, view, measure, index in selected)
            continue
        if not words.text:
            continue
        width = measure(words.text, words.bold)
        top = centre - PLATE_HEIGHT / 2
        marks = _own_marks(rows[index], places.scale)
        near = [
            (x - 1, x + 1)
            for x, high, low in upright.get(index, ())
            if high < top + PLATE_HEIGHT and low > top
        ]
        start: float | None = extent.right + GAP
        if marks or near:
            plain = _shifted(extent.right + GAP, width, marks)
            start = _free_x(plain, width, [*marks, *near])
            if start is None:
                start = _left_x(extent.left - GAP - width, width, [*marks, *near], view[0])
            if start is None:
                start = _least_hiding(plain, width, must=marks, may=near)
        if inside and start is not None and start + width + PLATE_PAD > view[1]:
            start = _left_x(extent.left - GAP - width, width, marks, view[0])
        if start is None:
            continue
        role = Role.LABEL_INK if words.ink else Role.LABEL
        mark = _text(start, centre, words.text, role, width, words.bold, index in selected)
        scene.add(Layer.LABEL, mark)


def _text(
    x: float, y: float, text: str, role: Role, width: float, bold: bool, selected: bool
) -> Text:
    top, ground = y - PLATE_HEIGHT / 2, Role.SELECTED if selected else Role.PLATE
    plate = Rect(x - PLATE_PAD, top, width + 2 * PLATE_PAD, PLATE_HEIGHT, ground, 2.0)
    return Text(x, y, text, role, width, bold, plate)


def _add_edge(
    scene: Scene,
    words: LabelText,
    extent: Extent,
    centre: float,
    view: Span,
    measure: Measure,
    selected: bool,
) -> None:
    if not words.edge:
        return
    is_left = extent.right < view[0]
    text = f"‹ {words.edge}" if is_left else f"{words.edge} ›"
    width = measure(text, False)
    x = view[0] + EDGE if is_left else view[1] - EDGE - width
    scene.add(Layer.LABEL, _text(x, centre, text, Role.LABEL_EDGE, width, False, selected))


def _own_marks(row: ChartRow, scale: TimeScale) -> list[Span]:
    """Return the ghosts of a row that stand at the height of its label."""
    spans: list[Span] = []
    half = GHOST_SIZE / 2
    if row.shape.is_point and row.base_finish is not None and row.base_finish != row.finish:
        x = scale.middle(row.base_finish)
        spans.append((x - half, x + half))
    if row.shape.is_point and row.compared_finish is not None:
        x = scale.middle(row.compared_finish)
        spans.append((x - COMPARED_SIZE / 2, x + COMPARED_SIZE / 2))
    if row.old_finish is not None:
        if row.shape.is_point:
            x = scale.middle(row.old_finish)
            spans.append((x - half, x + half))
        else:
            first = row.old_finish if row.old_start is None else row.old_start
            spans.append((scale.left(first), scale.right(row.old_finish)))
    if row.shape is Shape.BAR and row.base_finish is not None:
        first = row.base_finish if row.base_start is None else row.base_start
        spans.append((scale.left(first), scale.right(row.base_finish)))
    if row.deadline is not None:
        spans.append((scale.right(row.deadline) - 1, scale.right(row.deadline) + 1))
    return spans


def _verticals(
    lines: Sequence[Polyline], height: float, visible: range
) -> Mapping[int, list[tuple[float, float, float]]]:
    """Return the upright parts of links as (x, top, bottom), by the rows that they cross."""
    parts: dict[int, list[tuple[float, float, float]]] = {}
    for line in lines:
        last = line.points[0]
        for here in line.points[1:]:
            x, high = last
            if x == here[0]:
                low = here[1]
                if high > low:
                    high, low = low, high
                part = x, high, low
                first = max(visible.start, int(high // height))
                for index in range(first, min(visible.stop, int(low // height) + 1)):
                    if index in parts:
                        parts[index].append(part)
                    else:
                        parts[index] = [part]
            last = here
    return parts


def _free_x(start: float, width: float, spans: Sequence[Span]) -> float | None:
    """Return the first x from `start` that is free of `spans`; None if it is far."""
    free = _shifted(start, width, spans)
    return free if free - start <= LARGEST_SHIFT else None


def _least_hiding(
    start: float, width: float, *, must: Sequence[Span], may: Sequence[Span]
) -> float:
    """Return the x near `start` that is free of `must` and hides the fewest of `may`."""
    behind = (_shifted(right + PLATE_PAD + 2, width, must) for _, right in may)
    near = [start, *(x for x in behind if start < x <= start + LARGEST_SHIFT)]
    return min(near, key=lambda x: (sum(_covers(x, width, span) for span in may), x))


def _covers(x: float, width: float, span: Span) -> bool:
    return span[0] < x + width + PLATE_PAD and span[1] > x - PLATE_PAD


def _left_x(x: float, width: float, spans: Sequence[Span], edge: float) -> float | None:
    """Return `x` when words there are inside the view and free of the row's marks."""
    if x - PLATE_PAD < edge:
        return None
    return None if any(_covers(x, width, span) for span in spans) else x


def _shifted(start: float, width: float, spans: Sequence[Span]) -> float:
    x = start
    for span in sorted(spans):
        if _covers(x, width, span):
            x = span[1] + PLATE_PAD + 2
    return x
