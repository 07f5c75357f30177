"""The zoom that shows a whole plan, and bars that stay to be seen at any zoom."""

from hypothesis import given
from hypothesis import strategies as st

from csdesk.layout.body import Chart
from csdesk.layout.chart import ChartRow, Part, Shape, extent_of, hit
from csdesk.layout.fit import fit_plan
from csdesk.layout.rows import RowBand
from csdesk.layout.timescale import LARGEST, SMALLEST, TimeScale
from tests.layout.samples import DAY, chart_rows, label, measure


def test_the_label_of_the_last_bar_is_in_view_too() -> None:
    rows = [
        ChartRow(row_id=1, start=DAY, finish=DAY + 20),
        ChartRow(row_id=2, start=DAY + 60, finish=DAY + 89),
        ChartRow(row_id=3, shape=Shape.VALUE, finish=DAY + 89),
    ]
    fitted = fit_plan(Chart(rows), 700, measure, label)
    assert fitted is not None
    first, pixels = fitted
    scale = TimeScale(first, pixels)
    assert first < DAY
    for index in (1, 2):
        extent = extent_of(rows[index], index, scale, RowBand(3))
        assert extent is not None
        words = label(rows[index])
        assert extent.right + 7 + measure(words.text, words.bold) <= 700
    assert scale.right(DAY + 89) > 600, "and no more is given away than the labels need"


@given(chart_rows(), st.floats(200, 2000))
def test_all_of_a_plan_is_in_view_and_labels_take_no_more_than_a_third(
    rows: list[ChartRow], width: float
) -> None:
    chart = Chart(rows)
    span, fitted = chart.span(), fit_plan(Chart(rows), width, measure, label)
    assert (span is None) == (fitted is None)
    if span is None or fitted is None:
        return
    first, pixels = fitted
    assert SMALLEST <= pixels <= LARGEST
    if SMALLEST < pixels < LARGEST:
        assert TimeScale(first, pixels).right(span[1]) <= width + 1e-6
        assert (span[1] + 3 - first) * pixels >= width * 2 / 3 - 1e-6


def test_a_bar_of_a_day_is_seen_in_years() -> None:
    row = ChartRow(row_id=1, start=DAY, finish=DAY)
    extent = extent_of(row, 0, TimeScale(DAY, 0.4), RowBand(1))
    assert extent is not None
    assert extent.right - extent.left >= 3


def test_the_end_of_a_bar_of_a_day_can_be_taken_in_weeks() -> None:
    rows, band = [ChartRow(row_id=1, start=DAY, finish=DAY)], RowBand(1)
    y = band.centre(0) - 2
    weeks, months = TimeScale(DAY, 8.0), TimeScale(DAY, 3.0)

    def part(scale: TimeScale, x: float) -> Part:
        found = hit(rows, scale, band, x, y)
        assert found is not None
        return found.part

    assert part(weeks, 7.0) is Part.FINISH
    assert part(weeks, 4.0) is Part.BODY
    assert part(weeks, 1.0) is Part.BODY
    assert part(months, 2.9) is Part.BODY, "too narrow to be told apart from moving"
    phase = [ChartRow(row_id=1, shape=Shape.SUMMARY, start=DAY, finish=DAY)]
    taken = hit(phase, weeks, band, 7.0, y + 2)
    assert taken is not None
    assert taken.part is Part.BODY
