"""Which links touch a range of rows, whatever order they are stored in and however far they go."""

import random
from collections.abc import Iterable

import pytest

from csdesk.layout.links import HIDDEN, MIDDLE, SHORT, ChartLink, LinkIndex, crosses

ROWS = 6_000


def _links(*, in_order: bool) -> list[ChartLink]:
    """Return links of all lengths, up and down; the second hundred has an end out of sight."""
    source = random.Random(11)
    spans = (2, 7, SHORT, SHORT + 1, MIDDLE, MIDDLE + 1, ROWS)
    links = []
    for number in range(1, 4_001):
        here, span = source.randrange(ROWS), source.choice(spans)
        there = min(max(here + source.randint(-span, span), 0), ROWS - 1)
        if 100 <= number < 200:
            there = HIDDEN
        ends = (there, here) if number % 2 else (here, there)
        links.append(ChartLink(number, *ends))
    return sorted(links, key=lambda link: link.successor) if in_order else links


@pytest.mark.parametrize("in_order", [True, False])
def test_a_range_of_rows_finds_exactly_the_links_that_touch_it(in_order: bool) -> None:
    links = _links(in_order=in_order)
    index = LinkIndex(links)

    def expected(rows: range) -> Iterable[ChartLink]:
        seen = (one for one in links if HIDDEN not in (one.predecessor, one.successor))
        return [link for link in seen if crosses(link, rows)]

    for rows in (range(1), range(31), range(3_000, 3_031), range(5_990, ROWS), range(ROWS)):
        assert index.touching(rows) == expected(rows)
    assert index.touching(range(5, 5)) == []
