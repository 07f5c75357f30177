"""The chart below its head: everything that is visible of it, as one scene."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from csdesk.layout.chart import ChartRow, add_row
from csdesk.layout.days import DayLookup, add_stripes
from csdesk.layout.handles import add_handles
from csdesk.layout.labels import Labeller, add_labels
from csdesk.layout.links import STRAY, ChartLink, LinkIndex, add_links, crosses
from csdesk.layout.placed import Placed
from csdesk.layout.row_source import ChangedRows, span_of
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Measure, Polyline, Rect, Role, Scene, Text
from csdesk.layout.timescale import TimeScale, monday_of

MANY_LINKS = 400  # in view at once: more is a grey field, critical ones stay
SLACK_Y = -9.0  # from the row's centre: over the label, along the bar's upper edge
ARROW_SIDE = 8.0  # no link reaches further than this beside its corners


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
    """Rows and links of one plan as shown: collapsed rows are not in it.

    `rows` can be a sequence that makes its rows when they are asked for.
    """

    def __init__(
        self, rows: Sequence[ChartRow], links: Sequence[ChartLink] | LinkIndex = ()
    ) -> None:
        self.rows = rows
        self.links = links if isinstance(links, LinkIndex) else LinkIndex(links)
        self._placed: Placed | None = None
        self._span: tuple[int, int] | None = None

    def with_rows(self, changed: Mapping[int, ChartRow]) -> "Chart":
        """Return the chart with some rows drawn otherwise, by their index."""
        return Chart(ChangedRows(self.rows, changed), self.links)

    def span(self) -> tuple[int, int] | None:
        """Return the first and last day that any row shows."""
        if self._span is None:
            self._span = span_of(self.rows)
        return self._span

    def placed(self, scale: TimeScale, band: RowBand) -> Placed:
        """Return where rows and links lie; kept until another scale or height is asked for."""
        kept = self._placed
        if kept is None or kept.scale != scale or kept.band != band:
            kept = self._placed = Placed(self.rows, scale, band)
        return kept


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
    slack_end: Callable[[int], int] | None = None  # row id -> its latest finish, 0 without slack
    inside: bool = False  # no label may be cut by the right edge: paper does not scroll


def build_body(
    chart: Chart,
    scale: TimeScale,
    band: RowBand,
    view: View,
    options: Options,
    part: View | None = None,
) -> Scene:
    """Return the marks of what `view` shows; its cost depends on the view, not on the plan.

    With `part` only what touches this piece of the view is in the scene, exactly as it is in the
    whole one.
    """
    scene = Scene()
    area = view if part is None else part
    placed = chart.placed(scale, band)
    visible = band.visible(area.top, area.bottom)
    bottom = min(area.bottom, band.total)
    first, last = scale.day_at(area.left), scale.day_at(area.right)
    add_stripes(scene, scale, options.days, first=first, last=last, top=area.top, bottom=bottom)
    _add_rules(scene, scale, band, area, visible, first, last, bottom)
    for index in visible:
        if index in options.selected:
            top = band.top(index)
            scene.add(Layer.SELECTION, Rect(area.left, top, area.width, band.height, Role.SELECTED))
            _add_slack(scene, chart.rows[index], index, scale, band, options)
    if options.window_last is not None:
        _add_day_line(scene, scale.right(options.window_last), area, bottom, Role.WINDOW_END)
    _add_day_line(scene, scale.middle(options.today), area, bottom, Role.TODAY)
    links = links_in_view(chart, scale, band, view)
    if part is not None:
        links = [link for link in links if crosses(link, visible)]
    lines = add_links(scene, links, placed.route, chosen=options.chosen_link)
    is_column = part is not None and part.width < view.width
    if is_column:
        scene.layers[Layer.LINK] = [line for line in lines if _passes(line, area)]
    for index in visible:
        if index in options.held:
            add_row(scene, chart.rows[index], index, scale, band, held=True)
        else:
            placed.add_row(scene, index, area.left, area.right)
    if is_column:
        labels = labels_in_view(chart, scale, band, view, options)
        scene.layers[Layer.LABEL] += [text for text in labels if _touches(text, area)]
    else:
        add_labels(
            scene,
            placed,
            visible,
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


def labels_in_view(
    chart: Chart, scale: TimeScale, band: RowBand, view: View, options: Options
) -> Sequence[Text]:
    """Return the labels of a view; kept until others are asked for."""
    placed = chart.placed(scale, band)
    asked = view, options.label, options.measure, options.selected
    if placed.labels is not None and placed.labels[0] == asked:
        return placed.labels[1]
    scene = Scene()
    add_labels(
        scene,
        placed,
        band.visible(view.top, view.bottom),
        view=(view.left, view.right),
        lines=lines_in_view(chart, scale, band, view),
        measure=options.measure,
        label=options.label,
        selected=options.selected,
    )
    labels = [mark for mark in scene.layers[Layer.LABEL] if isinstance(mark, Text)]
    placed.labels = asked, labels
    return labels


def _touches(text: Text, area: View) -> bool:
    left, right = text_span(text)
    return left < area.right and right > area.left


def text_span(text: Text) -> tuple[float, float]:
    """Return from where to where a label with its plate can colour pixels."""
    plate = text.plate
    if plate is None:
        return text.x - 2, text.x + text.width + 2
    return plate.x - 2, plate.right + 2


def _passes(line: Polyline, area: View) -> bool:
    places = [x for x, _ in line.points]
    return min(places) < area.right + ARROW_SIDE and max(places) > area.left - ARROW_SIDE


def links_in_view(chart: Chart, scale: TimeScale, band: RowBand, view: View) -> Sequence[ChartLink]:
    """Return the links drawn in a view: all that pass it, the critical ones out of a crowd."""
    near = _near(chart, scale, band, view)
    return [link for link in near if link.critical] if len(near) > MANY_LINKS else near


def is_crowded(chart: Chart, scale: TimeScale, band: RowBand, view: View) -> bool:
    """Whether a view has so many links that only critical ones are drawn."""
    return len(_near(chart, scale, band, view)) > MANY_LINKS


def lines_in_view(chart: Chart, scale: TimeScale, band: RowBand, view: View) -> list[Polyline]:
    """Return the lines of the links drawn in a view."""
    links = links_in_view(chart, scale, band, view)
    return add_links(Scene(), links, chart.placed(scale, band).route)


def _near(chart: Chart, scale: TimeScale, band: RowBand, view: View) -> list[ChartLink]:
    """Return the links that do not lie wholly above, below or beside the view."""
    first, last = scale.day_at(view.left - STRAY) - 1, scale.day_at(view.right + STRAY) + 1
    visible = band.visible(view.top, view.bottom)
    placed = chart.placed(scale, band)
    asked = visible, first, last
    if placed.near is not None and placed.near[0] == asked:
        return placed.near[1]
    rows, near = chart.rows, []
    for link in chart.links.touching(visible):
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
    placed.near = asked, near
    return near


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
    for index in range(max(1, visible.start), visible.stop + 1):
        y = band.top(index)
        scene.add(Layer.GRID, Polyline(((view.left, y), (view.right, y)), Role.ROW_RULE))


def _add_slack(
    scene: Scene, row: ChartRow, index: int, scale: TimeScale, band: RowBand, options: Options
) -> None:
    """Draw how far a chosen row may slip; not while it is under way."""
    if options.slack_end is None or row.finish is None or index in options.held:
        return
    latest = options.slack_end(row.row_id)
    if latest > row.finish:
        point = row.shape.is_point
        left = scale.middle(row.finish) if point else scale.right(row.finish)
        right = scale.middle(latest) if point else scale.right(latest)
        y = band.centre(index) + SLACK_Y
        scene.add(Layer.BASELINE, Polyline(((left, y), (right, y)), Role.SLACK))
        scene.add(Layer.BASELINE, Polyline(((right, y - 3), (right, y + 2)), Role.SLACK))


def _add_day_line(scene: Scene, x: float, view: View, bottom: float, role: Role) -> None:
    if view.left - 2 <= x <= view.right + 2:
        scene.add(Layer.LINES, Polyline(((x, view.top), (x, bottom)), role))
