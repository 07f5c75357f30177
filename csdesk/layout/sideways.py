"""What a view shows otherwise than the one before it that lay a little to the left or right."""

import math

from csdesk.layout.body import (
    ARROW_SIDE,
    Chart,
    Options,
    View,
    is_crowded,
    labels_in_view,
    links_in_view,
    text_span,
)
from csdesk.layout.rows import RowBand
from csdesk.layout.timescale import TimeScale


def changed_edges(
    chart: Chart, scale: TimeScale, band: RowBand, old: View, new: View, options: Options
) -> tuple[int, int] | None:
    """Return the widths, from the left and the right edge of `new`, of what has to be painted.

    All between them is as it was in `old`. None when most of the view is another one, or when
    its links are thinned in one of the two. Old places of rows must not be shown: where an edge
    cuts their dashes, these begin elsewhere.
    """
    labels = labels_in_view(chart, scale, band, old, options)
    links, crowded = links_in_view(chart, scale, band, old), is_crowded(chart, scale, band, old)
    if is_crowded(chart, scale, band, new) != crowded:
        return None
    moved = old.left - new.left
    left, right = max(0.0, moved), max(0.0, -moved)
    if links != links_in_view(chart, scale, band, new):
        left, right = max(left, ARROW_SIDE) + ARROW_SIDE, max(right, ARROW_SIDE) + ARROW_SIDE
    for text in {*labels} ^ {*labels_in_view(chart, scale, band, new, options)}:
        first, last = text_span(text)
        if last <= new.left or first >= new.right:
            continue
        if first + last < new.left + new.right:
            left = max(left, last - new.left)
        else:
            right = max(right, new.right - first)
    if left + right > new.width / 2:
        return None
    return math.ceil(left), math.ceil(right)
