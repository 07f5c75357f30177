"""The chart below its head: everything that is visible of it, as one scene."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from csdesk.layout.chart import ChartRow, add_row
from csdesk.layout.days import DayLookup, add_stripes
from csdesk.layout.handles import add_handles
from csdesk.layout.labels import Labeller, add_labels
from csdesk.layout.links import ChartLink, LinkIndex, add_links
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Measure, Polyline, Rect, Role, Scene
from csdesk.layout.timescale import TimeScale, monday_of

MANY_LINKS = 400  # in view at once: more is a grey field, critical ones stay


@dataclass(frozen=True, slots=True)
class View:
    """The visible part: x from the scale's origin, y from the first row."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height


class Chart:
    """Rows and links of one plan as shown: collapsed rows are not in it."""

    def __init__(self, rows: Sequence[ChartRow], links: Sequence[ChartLink]) -> None:
        self.rows = tuple(rows)
        self.links = LinkIndex(links)

    def with_rows(self, changed: Mapping[int, ChartRow]) -> "Chart":
        """Return the chart with some rows drawn otherwise, by their index."""
        other = Chart.__new__(Chart)
        rows = list(self.rows)
        for index, row in changed.items():
            rows[index] = row
        other.rows = tuple(rows)
        other.links = self.links
        return other

    def span(self) -> tuple[int, int] | None:
        """Return the first and last day that any row shows."""
        finishes = [row.finish for row in self.rows if row.finish is not None]
        starts = [row.start for row in self.rows if row.start is not None]
        return (min(starts + finishes), max(finishes)) if finishes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is shown besides the rows."""

    today: int
    days: DayLookup
    measure: Measure
    label: Labeller
    window_last: int | None = None
    selected: Collection[int] = ()  # row indexes
    held: Collection[int] = ()  # indexes of the rows that are being moved
    grips: int | None = None  # the index of the row under the mouse, with its handles
    chosen_link: int = 0  # the id of the link that is selected
    inside: bool = False  # no label may be cut by the right edge: paper does not scroll


def build_body(
    chart: Chart, scale: TimeScale, band: RowBand, view: View, options: Options
) -> Scene:
    """Return the marks of what `view` shows; its cost depends on the view, not on the plan."""
    scene = Scene()
    visible = band.visible(view.top, view.bottom)
    bottom = min(view.bottom, band.total)
    first, last = scale.day_at(view.left), scale.day_at(view.right)
    add_stripes(scene, scale, options.days, first=first, last=last, top=view.top, bottom=bottom)
    _add_rules(scene, scale, band, view, visible, first, last, bottom)
    for index in visible:
        if index in options.selected:
            top = band.top(index)
            scene.add(Layer.SELECTION, Rect(view.left, top, view.width, band.height, Role.SELECTED))
    if options.window_last is not None:
        _add_day_line(scene, scale.right(options.window_last), view, bottom, Role.WINDOW_END)
    _add_day_line(scene, scale.middle(options.today), view, bottom, Role.TODAY)
    near = _in_view(chart.links.touching(visible), chart.rows, scale, view)
    lines = add_links(scene, chart.rows, near, scale, band, chosen=options.chosen_link)
    for index in visible:
        add_row(scene, chart.rows[index], index, scale, band, held=index in options.held)
    add_labels(
        scene,
        chart.rows,
        visible,
        scale,
        band,
        view=(view.left, view.right),
        lines=lines,
        measure=options.measure,
        label=options.label,
        selected=options.selected,
        inside=options.inside,
    )
    if options.grips is not None and options.grips in visible:
        add_handles(scene, chart.rows[options.grips], options.grips, scale, band)
    return scene


def _in_view(
    links: Sequence[ChartLink], rows: Sequence[ChartRow], scale: TimeScale, view: View
) -> list[ChartLink]:
    """Leave out links that lie wholly beside the view, and thin out an unreadable crowd."""
    first, last = scale.day_at(view.left) - 1, scale.day_at(view.right) + 1
    near = []
    for link in links:
        before, after = rows[link.predecessor], rows[link.successor]
        if before.finish is None or after.finish is None:
            continue
        ends = (
            before.finish,
            before.start if before.start is not None else before.finish,
            after.start if after.start is not None else after.finish,
            after.finish,
        )
        if max(ends) >= first and min(ends) <= last:
            near.append(link)
    return [link for link in near if link.critical] if len(near) > MANY_LINKS else near


def _add_rules(
    scene: Scene,
    scale: TimeScale,
    band: RowBand,
    view: View,
    visible: range,
    first: int,
    last: int,
    bottom: float,
) -> None:
    if scale.pixels >= 1.5:
        for day in range(monday_of(first), last + 1, 7):
            x = scale.left(day)
            scene.add(Layer.GRID, Polyline(((x, view.top), (x, bottom)), Role.WEEK_RULE))
    for index in visible:
        y = band.top(index + 1)
        scene.add(Layer.GRID, Polyline(((view.left, y), (view.right, y)), Role.ROW_RULE))


def _add_day_line(scene: Scene, x: float, view: View, bottom: float, role: Role) -> None:
    if view.left - 2 <= x <= view.right + 2:
        scene.add(Layer.LINES, Polyline(((x, view.top), (x, bottom)), role))
