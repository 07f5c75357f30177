"""Charts as geometry: true to their values, legible, in their boxes, whatever the data."""

import math
from collections.abc import Callable
from itertools import combinations

import pytest

from csdesk.layout.charts.bars import MOST_PARTS, horizontal_bars, vertical_bars
from csdesk.layout.charts.data import (
    Bar,
    BarChart,
    GoalTrack,
    GoalTracks,
    LineChart,
    Multiples,
    Panel,
    Step,
    StepKind,
    Waterfall,
    greatest,
)
from csdesk.layout.charts.frame import ticks
from csdesk.layout.charts.lines import line_chart, small_multiples
from csdesk.layout.charts.marks import (
    A4,
    Box,
    Disc,
    Drawing,
    Font,
    Ink,
    Look,
    Stroke,
    Words,
)
from csdesk.layout.charts.places import Area, crosses
from csdesk.layout.charts.track import goal_tracks
from csdesk.layout.charts.waterfall import waterfall

WIDTH, HEIGHT = 240.0, 100.0


class EvenSetter:
    """Every letter is half as wide as it is high."""

    def width(self, text: str, font: Font) -> float:
        return len(text) * font.size / 2

    def height(self, text: str, font: Font, width: float, lines: int) -> float:
        needed = math.ceil(self.width(text, font) / max(width, font.size))
        return font.lead * min(max(needed, 1), lines)


SETTER = EvenSetter()


def boxes(drawing: Drawing) -> list[Box]:
    return [mark for mark in drawing.marks if isinstance(mark, Box)]


def words(drawing: Drawing) -> list[Words]:
    return [mark for mark in drawing.marks if isinstance(mark, Words)]


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in words(drawing)]


def area(one: Words) -> Area:
    air = (one.font.lead - one.font.size) / 2
    height = SETTER.height(one.text, one.font, one.width, one.lines) - 2 * air
    return Area(one.x, one.top + air, min(one.width, SETTER.width(one.text, one.font)), height)


def bars(*values: float) -> tuple[Bar, ...]:
    return tuple(Bar(label=f"area {n}", parts=(value,)) for n, value in enumerate(values))


def test_lying_bars_are_as_long_as_their_values() -> None:
    drawing = horizontal_bars(BarChart(bars=bars(8, 4, 2)), WIDTH, A4, SETTER)
    eight, four, two = boxes(drawing)
    assert eight.width == pytest.approx(2 * four.width)
    assert four.width == pytest.approx(2 * two.width)
    assert eight.x == four.x == two.x
    assert {"8", "4", "2"} <= set(texts(drawing))


def test_negative_bars_go_the_other_way_from_zero() -> None:
    drawing = horizontal_bars(BarChart(bars=bars(-3, 6)), WIDTH, A4, SETTER)
    less, more = boxes(drawing)
    assert less.x + less.width == pytest.approx(more.x)
    assert more.width == pytest.approx(2 * less.width)
    assert "−3" in texts(drawing)


def test_standing_bars_begin_at_zero_with_and_without_an_axis() -> None:
    for count in (4, 12):
        chart = BarChart(bars=bars(*range(5, 5 + count)))
        drawing = vertical_bars(chart, WIDTH, HEIGHT, A4, SETTER)
        feet = {round(box.y + box.height, 6) for box in boxes(drawing)}
        heights = [box.height for box in boxes(drawing)]
        assert len(feet) == 1
        assert heights[-1] / heights[0] == pytest.approx((4 + count) / 5)


def test_under_eight_marks_carry_their_values_and_more_get_an_axis() -> None:
    few = vertical_bars(BarChart(bars=bars(3, 41, 7)), WIDTH, HEIGHT, A4, SETTER)
    assert {"3", "41", "7"} <= set(texts(few))
    assert not [m for m in few.marks if isinstance(m, Stroke) and m.ink is Ink.GRID]
    many = vertical_bars(BarChart(bars=bars(*range(1, 13))), WIDTH, HEIGHT, A4, SETTER)
    assert [m for m in many.marks if isinstance(m, Stroke) and m.ink is Ink.GRID]
    assert texts(many).count("11") == 0


def test_parts_add_up_and_differ_in_more_than_colour() -> None:
    bar = Bar(label="all", parts=(4, 3, 2, 1, 1))
    names = ("a", "b", "c", "d", "e")
    drawing = horizontal_bars(BarChart(bars=(bar,), names=names), WIDTH, A4, SETTER)
    swatches, parts = boxes(drawing)[:5], [b for b in boxes(drawing) if b.height == A4.bar]
    assert sum(part.width for part in parts) == pytest.approx(parts[0].width * 11 / 4)
    assert MOST_PARTS == 5
    looks = [(swatch.look, swatch.ink) for swatch in swatches]
    assert len(set(looks)) == 5
    assert len({look for look, _ in looks[:4]}) == 4  # told apart without any colour
    assert "11" in texts(drawing)


def test_the_strong_bar_is_solid_and_the_rest_is_hollow() -> None:
    counts = [("b", 2.0), ("a", 9.0), ("d", 1.0), ("c", 1.0), ("e", 1.0)]
    found = greatest(counts, 3, "{n} others")
    assert [bar.label for bar in found] == ["a", "b", "3 others"]
    assert found[-1].value == 3
    drawing = horizontal_bars(BarChart(bars=found), WIDTH, A4, SETTER)
    assert [box.look for box in boxes(drawing)] == [Look.SOLID, Look.SOFT, Look.HOLLOW]


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 7), (0, 8.1), (-30, 60), (0, 0.004)])
def test_ticks_are_few_round_and_reach_over_the_values(low: float, high: float) -> None:
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 8
    assert 0 in found


def test_a_gap_breaks_the_line() -> None:
    chart = LineChart(periods=tuple("abcdef"), values=(1, 2, None, 4, 3, 2))
    drawing = line_chart(chart, WIDTH, HEIGHT, A4, SETTER)
    lines = [m for m in drawing.marks if isinstance(m, Stroke) and m.ink is Ink.OWN]
    assert [len(line.points) for line in lines] == [2, 3]


def test_figures_stand_off_line_target_and_each_other() -> None:
    chart = LineChart(
        periods=tuple("abcdef"), values=(6.5, 5.1, 4.6, 4.2, 3.0, 2.1), target=4,
        target_label="agreed 4 h",
    )  # fmt: skip
    drawing = line_chart(chart, WIDTH, HEIGHT, A4, SETTER)
    strokes = [m for m in drawing.marks if isinstance(m, Stroke) and m.ink is not Ink.GRID]
    said = [one for one in words(drawing) if one.text not in chart.periods]
    for one in said:
        own = [m for m in strokes if not (m.ink is Ink.TARGET and one.ink is Ink.TARGET)]
        for stroke in own:
            for start, end in zip(stroke.points, stroke.points[1:], strict=False):
                assert not crosses(area(one), start, end), one.text
    for first, second in combinations([area(one) for one in said], 2):
        assert (
            first.x + first.width <= second.x
            or second.x + second.width <= first.x
            or first.y + first.height <= second.y
            or second.y + second.height <= first.y
        )


def test_panels_have_one_scale_and_the_own_line_is_the_heavy_one() -> None:
    panels = (Panel(name="Leeds", values=(8, 6, 4)), Panel(name="Goole", values=(8, 8, 9)))
    chart = Multiples(periods=("a", "b", "c"), panels=panels, target=5, target_label="target 5")
    drawing = small_multiples(chart, 400, HEIGHT, A4, SETTER)
    own = [m for m in drawing.marks if isinstance(m, Stroke) and m.ink is Ink.OWN]
    pale = [m for m in drawing.marks if isinstance(m, Stroke) and m.ink is Ink.OTHER]
    assert len(own) == len(pale) == 2
    assert own[0].weight > 2 * pale[0].weight
    assert own[0].points[0][1] == own[1].points[0][1]  # eight is as high in both
    assert [p[1] for p in own[0].points] == [p[1] for p in pale[1].points]
    dashed = [m for m in drawing.marks if isinstance(m, Stroke) and m.dashed]
    assert len({m.points[0][1] for m in dashed}) == 1
    assert texts(drawing).count("target 5") == 1


def test_waterfall_adds_up_and_its_cost_is_hatched() -> None:
    steps = (
        Step(label="saved", amount=60), Step(label="less paper", amount=40),
        Step(label="cost", amount=-30, kind=StepKind.COST), Step(label="net", kind=StepKind.NET),
    )  # fmt: skip
    drawing = waterfall(Waterfall(steps=steps), WIDTH, HEIGHT, A4, SETTER)
    saved, paper, cost, net = boxes(drawing)
    assert cost.look is Look.HATCHED
    assert paper.y + paper.height == pytest.approx(saved.y)
    assert cost.y == pytest.approx(paper.y)
    assert net.height == pytest.approx(saved.height + paper.height - cost.height)
    assert {"60", "40", "−30", "70"} <= set(texts(drawing))


def test_track_goes_past_the_target_also_where_less_is_better() -> None:
    goals = (
        GoalTrack(label="failed", before=8, now=4, target=5),
        GoalTrack(label="daily users", before=0, now=17, target=34),
        GoalTrack(label="not measured", target=10),
    )
    drawing = goal_tracks(GoalTracks(goals=goals), 400, A4, SETTER)
    ticks_at = [m.points[0][0] for m in drawing.marks if isinstance(m, Stroke) and m.weight > 1.5]
    discs = [m for m in drawing.marks if isinstance(m, Disc) and m.look is Look.SOLID]
    rings = [m for m in drawing.marks if isinstance(m, Disc) and m.look is Look.HOLLOW]
    assert len(ticks_at) == len(discs) == len(rings) == 2
    assert discs[0].x > ticks_at[0]
    assert discs[0].ink is Ink.REACHED
    assert discs[1].x - rings[1].x == pytest.approx((ticks_at[1] - rings[1].x) / 2)


Maker = Callable[[tuple[float, ...], str], Drawing]


def _bars(values: tuple[float, ...], label: str) -> BarChart:
    made = tuple(Bar(label=label, parts=(value,), note=label[:9]) for value in values)
    return BarChart(title=label, unit=label, bars=made, target=3, target_label=label[:20])


MAKERS: dict[str, Maker] = {
    "lying": lambda v, t: horizontal_bars(_bars(v, t), WIDTH, A4, SETTER),
    "standing": lambda v, t: vertical_bars(_bars(v, t), WIDTH, HEIGHT, A4, SETTER),
    "line": lambda v, t: line_chart(
        LineChart(title=t, periods=(t,) * len(v), values=v, target=2, target_label=t[:20]),
        WIDTH, HEIGHT, A4, SETTER,
    ),
    "multiples": lambda v, t: small_multiples(
        Multiples(
            title=t, periods=(t,) * len(v), panels=(Panel(name=t, values=v, note=t),) * 3, target=2
        ),
        WIDTH, HEIGHT, A4, SETTER,
    ),
    "waterfall": lambda v, t: waterfall(
        Waterfall(title=t, steps=tuple(Step(label=t, amount=one) for one in v)),
        WIDTH, HEIGHT, A4, SETTER,
    ),
    "track": lambda v, t: goal_tracks(
        GoalTracks(
            title=t,
            goals=tuple(
                GoalTrack(label=t, note=t, before=one, now=one, target=one) for one in v[:50]
            ),
        ),
        WIDTH, A4, SETTER,
    ),
}  # fmt: skip
HARD: dict[str, tuple[float, ...]] = {
    "none": (),
    "one": (4,),
    "zeros": (0, 0, 0),
    "equal": (5, 5),
    "no numbers": (math.nan, math.inf, -math.inf, 2),
    "tiny": (1e-9, 2e-9),
    "vast": (1e12, 1),
    "both signs": (-4, 4, -1),
    "many": tuple(float(n % 17) for n in range(2000)),
}


@pytest.mark.parametrize("label", ["", "Timetables", "a<b " * 125, "\u202e\x00\U0001f680"])
@pytest.mark.parametrize("values", HARD.values(), ids=HARD)
@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_hard_data_gives_a_drawing_inside_its_box(
    maker: Maker, values: tuple[float, ...], label: str
) -> None:
    drawing = maker(values, label)
    assert drawing.width == WIDTH
    for mark in drawing.marks:
        if isinstance(mark, Box):
            assert mark.width >= 0
            assert mark.height >= 0
            assert mark.x >= -2
            assert mark.x + mark.width <= WIDTH + 2
            assert -2 <= mark.y <= drawing.height + 2
        elif isinstance(mark, Stroke):
            assert all(math.isfinite(x) and math.isfinite(y) for x, y in mark.points)
        elif isinstance(mark, Words):
            assert mark.width > 0
            assert math.isfinite(mark.x)
            assert math.isfinite(mark.top)


def test_what_is_drawn_is_also_said() -> None:
    chart = BarChart(title="Timetables caused most", unit="Requests", bars=bars(6, 2))
    drawing = horizontal_bars(chart, WIDTH, A4, SETTER)
    assert drawing.spoken == "Timetables caused most; Requests; area 0 6; area 1 2"
