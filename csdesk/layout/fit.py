"""The zoom at which a whole plan is in view, with the labels of its last bars."""

from csdesk.layout.body import Chart
from csdesk.layout.chart import VALUE_SIZE
from csdesk.layout.labels import GAP, PLATE_PAD, Labeller
from csdesk.layout.scene import Measure
from csdesk.layout.timescale import clamp_pixels, fit_pixels

BESIDE = 2  # days on either side of the plan
MOST_ROWS = 3000  # whose labels are looked at
LEAST_SHARE = 2 / 3  # of the width that labels leave to the bars


def fit_plan(
    chart: Chart, width: float, measure: Measure, label: Labeller
) -> tuple[int, float] | None:
    """Return the first day and the pixels a day that show all of a plan in `width`.

    None when no row has dates.
    """
    span = chart.span()
    if span is None:
        return None
    first = span[0] - BESIDE
    plain = most = fit_pixels(first, span[1] + BESIDE, width)
    for row in chart.rows if len(chart.rows) <= MOST_ROWS else ():
        words = label(row)
        if row.finish is None or not words.text:
            continue
        half = VALUE_SIZE / 2 if row.shape.is_point else 0.0
        room = width - measure(words.text, words.bold) - GAP - 2 * PLATE_PAD - half
        most = min(most, room / (row.finish + 1 - first))
    return first, clamp_pixels(max(most, plain * LEAST_SHARE))
