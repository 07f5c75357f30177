"""The chart's body: labels clear of bars, links orthogonal, only what is visible."""

from hypothesis import given
from hypothesis import strategies as st

from csdesk.layout.body import Chart, Options, View, build_body
from csdesk.layout.chart import ChartRow, Part, Shape, hit
from csdesk.layout.days import plain_weekends
from csdesk.layout.links import ChartLink
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Polyline, Rect, Role, Scene, Text
from csdesk.layout.timescale import PIXELS_PER_DAY, TimeScale, Zoom
from tests.layout.samples import DAY, chart_links, chart_rows, label, measure

VIEW = View(-200, 0, 900, 700)
pixels = st.sampled_from(list(PIXELS_PER_DAY.values()))


def options(**changes: object) -> Options:
    fields: dict[str, object] = {
        "today": DAY + 28,
        "days": plain_weekends,
        "measure": measure,
        "label": label,
        "window_last": DAY + 60,
    }
    return Options(**{**fields, **changes})  # type: ignore[arg-type]


def body(rows: list[ChartRow], links: list, size: float, view: View = VIEW) -> Scene:  # type: ignore[type-arg]
    return build_body(Chart(rows, links), TimeScale(DAY, size), RowBand(len(rows)), view, options())


@given(st.data(), chart_rows(), pixels)
def test_labels_do_not_cover_bars(data: st.DataObject, rows: list[ChartRow], size: float) -> None:
    scene = body(rows, data.draw(chart_links(len(rows))), size)
    bars = [
        mark
        for mark in scene.layers.get(Layer.BAR, [])
        if isinstance(mark, Rect) and mark.role != Role.DEADLINE
    ]
    plates = [
        mark.plate
        for mark in scene.layers.get(Layer.LABEL, [])
        if isinstance(mark, Text) and mark.plate is not None and mark.role is not Role.LABEL_EDGE
    ]
    for plate in plates:
        assert not any(plate.overlaps(bar) for bar in bars)
    for number, plate in enumerate(plates):
        assert not any(plate.overlaps(other) for other in plates[number + 1 :])


@given(st.data(), chart_rows(), pixels)
def test_links_run_along_the_axes(data: st.DataObject, rows: list[ChartRow], size: float) -> None:
    links = data.draw(chart_links(len(rows)))
    scene = body(rows, links, size)
    for mark in scene.layers.get(Layer.LINK, []):
        assert isinstance(mark, Polyline)
        assert len(mark.points) in (2, 4, 6, 8)
        for (x1, y1), (x2, y2) in zip(mark.points, mark.points[1:], strict=False):
            assert x1 == x2 or y1 == y2
        turns = {y for _, y in mark.points[1:-1]}
        assert all(y % 28 == 0 for y in turns)


@given(st.data(), chart_rows(), pixels)
def test_a_link_that_turns_aside_crosses_no_bar(
    data: st.DataObject, rows: list[ChartRow], size: float
) -> None:
    scene = body(rows, data.draw(chart_links(len(rows))), size)
    places = Chart(rows).placed(TimeScale(DAY, size), RowBand(len(rows)))
    for mark in scene.layers.get(Layer.LINK, []):
        assert isinstance(mark, Polyline)
        if len(mark.points) <= 4:
            continue
        for (x, y1), (other, y2) in zip(mark.points[1:-1], mark.points[2:-1], strict=False):
            low, high = sorted((y1, y2))
            for index in range(int(low // 28), int(high // 28)) if x == other else ():
                extent = places.extents[index]
                if extent is not None and extent.shape is not Shape.SUMMARY:
                    assert not extent.left <= x <= extent.right


def test_a_link_turns_aside_where_a_bar_stands_in_both_straight_ways() -> None:
    """As in a chain of bars, each later than the one before: no upright line is free of all."""
    rows = [
        ChartRow(row_id=1, start=DAY, finish=DAY + 11),
        ChartRow(row_id=2, start=DAY + 10, finish=DAY + 15),
        ChartRow(row_id=3, start=DAY + 16, finish=DAY + 17),
        ChartRow(row_id=4, start=DAY + 18, finish=DAY + 22),
        ChartRow(row_id=5, start=DAY + 23, finish=DAY + 31),
        ChartRow(row_id=6, start=DAY + 2, finish=DAY + 18),
        ChartRow(row_id=7, start=DAY + 21, finish=DAY + 37),
    ]
    far = body(rows, [ChartLink(1, 0, 6)], 1.2).layers[Layer.LINK][0]
    assert isinstance(far, Polyline)
    assert len(far.points) <= 4, "where bars are small, turns are harder to read than a crossing"
    scene = body(rows, [ChartLink(1, 0, 6)], 8.0)
    link = next(m for m in scene.layers[Layer.LINK] if isinstance(m, Polyline))
    assert len(link.points) > 4
    bars = [m for m in scene.layers[Layer.BAR] if isinstance(m, Rect)]
    for bar in bars[1:-1]:
        for (x, y1), (other, y2) in zip(link.points, link.points[1:], strict=False):
            inside = min(y1, y2) < bar.bottom and max(y1, y2) > bar.y
            assert not (x == other and bar.x <= x <= bar.right and inside)


def test_a_link_keeps_clear_of_the_labels_it_can_avoid() -> None:
    rows = [
        ChartRow(row_id=1, start=DAY, finish=DAY + 10),
        ChartRow(row_id=2, start=DAY + 2, finish=DAY + 12),
        ChartRow(row_id=3, start=DAY + 15, finish=DAY + 20),
    ]
    scene = body(rows, [ChartLink(1, 0, 2)], 8.0)
    link = next(m for m in scene.layers[Layer.LINK] if isinstance(m, Polyline))
    down = link.points[-1][0]
    texts = [m for m in scene.layers[Layer.LABEL] if isinstance(m, Text)]
    middle = next(m for m in texts if m.text == "row 2")
    assert not middle.x - 2 <= down <= middle.x + middle.width + 2


def test_a_link_takes_the_boundary_that_crosses_fewer_bars() -> None:
    from csdesk.layout.links import ChartLink, route

    rows = [
        ChartRow(row_id=1, start=DAY, finish=DAY + 2),
        ChartRow(row_id=2, start=DAY + 10, finish=DAY + 20),
        ChartRow(row_id=3, start=DAY + 12, finish=DAY + 20),
    ]
    points = route(rows, ChartLink(1, 0, 2), TimeScale(DAY, 8.0), RowBand(3))
    assert points[1] == (points[0][0], 56.0)


def test_a_scene_holds_only_what_the_view_shows() -> None:
    rows = [ChartRow(row_id=n, start=DAY, finish=DAY + 4) for n in range(1, 20_001)]
    scene = body(rows, [], 8.0, View(-100, 28.0 * 9_000, 800, 560))
    bars = [m for m in scene.layers[Layer.BAR] if isinstance(m, Rect)]
    assert [bar.row_id for bar in bars] == list(range(9_001, 9_021))


def test_a_bar_beside_the_view_leaves_its_date_at_the_edge() -> None:
    scene = body([ChartRow(row_id=1, start=DAY - 60, finish=DAY - 50)], [], 8.0)
    words = [m.text for m in scene.layers[Layer.LABEL] if isinstance(m, Text)]
    assert words == ["‹ 27 Oct"]


@given(st.integers(0, 500), st.floats(0, 20_000), st.floats(1, 2_000))
def test_visible_rows_are_those_that_meet_the_view(count: int, top: float, height: float) -> None:
    band = RowBand(count)
    seen = band.visible(top, top + height)
    expected = [n for n in range(count) if n * 28 < top + height and (n + 1) * 28 > top]
    assert list(seen) == expected


@given(st.integers(-400, 400), pixels)
def test_days_and_pixels_agree(offset: int, size: float) -> None:
    scale = TimeScale(DAY, size)
    day = DAY + offset
    assert scale.day_at(scale.left(day)) == day
    assert scale.day_at(scale.middle(day)) == day
    assert scale.right(day) == scale.left(day + 1)


def test_a_point_finds_bar_edges_and_rows() -> None:
    rows = [
        ChartRow(row_id=1, start=DAY, finish=DAY + 9),
        ChartRow(row_id=2, shape=Shape.MILESTONE, finish=DAY + 9),
    ]
    scale, band = TimeScale(DAY, PIXELS_PER_DAY[Zoom.WEEK]), RowBand(2)

    def part(x: float, y: float) -> Part | None:
        found = hit(rows, scale, band, x, y)
        return None if found is None else found.part

    assert part(1, 12) is Part.START
    assert part(40, 12) is Part.BODY
    assert part(79, 12) is Part.FINISH
    assert part(200, 12) is Part.ROW
    assert part(scale.middle(DAY + 9), 42) is Part.BODY
    assert part(10, 80) is None
