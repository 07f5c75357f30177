"""Where words beside bars stand when links pass there."""

from csdesk.layout.body import Chart, Options, View, build_body
from csdesk.layout.chart import ChartRow
from csdesk.layout.days import plain_weekends
from csdesk.layout.labels import LabelText
from csdesk.layout.links import ChartLink
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Polyline, Role, Scene, Text
from csdesk.layout.timescale import TimeScale
from tests.layout.samples import DAY, measure

LONG = "Steel Erection Contractor"


def drawn(rows: list[ChartRow], links: list[ChartLink], left: float = -400) -> Scene:
    options = Options(
        today=DAY - 90,
        days=plain_weekends,
        measure=measure,
        label=lambda row: LabelText(LONG if row.row_id == 2 else "", edge="27 Oct"),
    )
    view = View(left, 0, 1200, 400)
    return build_body(Chart(rows, links), TimeScale(DAY, 8.0), RowBand(len(rows)), view, options)


def the_label(scene: Scene) -> Text:
    return next(
        mark for mark in scene.layers[Layer.LABEL] if isinstance(mark, Text) and mark.text == LONG
    )


def hidden(scene: Scene, text: Text) -> int:
    """Return how many upright parts of links lie under the plate of a label."""
    plate, count = text.plate, 0
    assert plate is not None
    for line in scene.layers[Layer.LINK]:
        assert isinstance(line, Polyline)
        for (x, y1), (other, y2) in zip(line.points, line.points[1:], strict=False):
            low, high = sorted((y1, y2))
            across = plate.x < x < plate.right
            count += x == other and across and low < plate.bottom and high > plate.y
    return count


def staircase(last: int) -> list[ChartRow]:
    """Return three bars, the second with a long label, the third where the link goes down."""
    return [
        ChartRow(row_id=1, start=DAY, finish=DAY + last),
        ChartRow(row_id=2, start=DAY - 4, finish=DAY + 2),
        ChartRow(row_id=3, start=DAY + last + 1, finish=DAY + last + 5),
    ]


def test_a_label_gives_way_a_little_to_a_link() -> None:
    scene = drawn(staircase(5), [ChartLink(1, 0, 2)])
    text = the_label(scene)
    assert text.x > TimeScale(DAY, 8.0).right(DAY + 2) + 7
    assert hidden(scene, text) == 0


def test_a_label_stands_left_of_its_bar_rather_than_over_a_link() -> None:
    scene = drawn(staircase(12), [ChartLink(1, 0, 2)])
    text = the_label(scene)
    assert text.x + text.width < TimeScale(DAY, 8.0).left(DAY - 4)
    assert hidden(scene, text) == 0


def test_a_label_that_would_be_cut_at_the_left_hides_the_fewest_links() -> None:
    first, second, third = staircase(12)
    rows = [
        ChartRow(row_id=4, start=DAY - 6, finish=DAY + 3),
        first,
        second,
        third,
        ChartRow(row_id=5, start=DAY + 4, finish=DAY + 9),
    ]
    links = [ChartLink(1, 1, 3), ChartLink(2, 0, 4)]
    scene = drawn(rows, links, left=-40)
    text = the_label(scene)
    assert text.x > TimeScale(DAY, 8.0).right(DAY + 2) + 7
    assert hidden(scene, text) == 1


def test_the_slack_of_a_chosen_row_runs_over_its_label() -> None:
    rows = [ChartRow(row_id=2, start=DAY, finish=DAY + 3)]
    options = Options(
        today=DAY - 90,
        days=plain_weekends,
        measure=measure,
        label=lambda _: LabelText("Chen Hao"),
        selected={0},
        slack_end=lambda _: DAY + 9,
    )
    view = View(0, 0, 400, 28)
    scene = build_body(Chart(rows), TimeScale(DAY, 8.0), RowBand(1), view, options)
    plate = next(m.plate for m in scene.layers[Layer.LABEL] if isinstance(m, Text))
    slack = [m for m in scene.layers[Layer.BASELINE] if m.role is Role.SLACK]
    assert plate is not None
    assert len(slack) == 2
    for line in slack:
        assert isinstance(line, Polyline)
        assert all(y <= plate.y + 0.5 for _, y in line.points)
