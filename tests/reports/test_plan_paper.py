"""Which part of a plan stands on which sheet, for any number of rows and days."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.views.plan import Paper
from csdesk.layout.head import HEAD
from csdesk.reports.gantt.paper import (
    EDGE,
    OVERLAP,
    SIZES,
    Frame,
    Pages,
    Tile,
    as_picture,
    letter,
    paginate,
)

FIRST = 739_900


def frame_of(names: float, *, busy: bool = True) -> Frame:
    return Frame(
        above=75.0,
        below=50.0,
        names=lambda text, _: names * text / 7,
        labels=lambda _, chart: chart,
        busy=lambda *_: busy,
        heads=lambda index: index % 7 == 3,
    )


def rows_fit(pages: Pages, tile: Tile) -> bool:
    high = 75 + 50 + HEAD * pages.unit + len(tile.rows) * pages.row
    return high <= pages.size[1] + 0.01


@given(
    st.integers(1, 900),
    st.integers(1, 4000),
    st.floats(90, 320),
    st.sampled_from([None, Paper.A4, Paper.A3]),
)
def test_all_rows_and_days_stand_somewhere_and_are_legible(
    count: int, days: int, names: float, paper: Paper | None
) -> None:
    last = FIRST + days - 1
    pages = paginate(count, FIRST, last, frame_of(names), paper)
    assert pages.size in ([SIZES[paper]] if paper else list(SIZES.values()))
    assert pages.text >= 7.0
    assert pages.row >= 11.0
    assert pages.day_pixels * pages.unit * 7 >= 9.0 - 1e-6
    assert abs(pages.size[0] - 2 * EDGE - pages.names - pages.chart) < 1e-6
    columns: dict[int, set[int]] = {}
    for tile in pages.tiles:
        assert rows_fit(pages, tile)
        assert len(tile.rows) > 0
        assert (tile.end - tile.first) * pages.day_pixels >= pages.chart / pages.unit - 1e-6
        columns.setdefault(tile.column, set()).update(tile.rows)
    assert all(rows == set(range(count)) for rows in columns.values())
    spans = sorted({(tile.first, tile.end) for tile in pages.tiles})
    assert spans[0][0] <= FIRST
    assert spans[-1][1] > last
    for (_, end), (start, _) in pairwise(spans):
        assert end - start == OVERLAP


@given(st.integers(1, 900), st.integers(1, 4000))
def test_a_sheet_with_nothing_to_see_is_left_out_but_names_are_whole(count: int, days: int) -> None:
    pages = paginate(count, FIRST, FIRST + days, frame_of(200, busy=False), Paper.A4)
    assert {tile.column for tile in pages.tiles} == {0}
    assert {row for tile in pages.tiles for row in tile.rows} == set(range(count))


@given(st.integers(1, 2000), st.integers(1, 4000))
def test_a_picture_holds_all_on_one_page(count: int, days: int) -> None:
    pages = as_picture(count, FIRST, FIRST + days - 1, frame_of(180))
    (tile,) = pages.tiles
    assert rows_fit(pages, tile)
    assert tile.end > FIRST + days - 1
    assert pages.day_pixels * pages.unit * 7 >= 9.0 - 1e-6


def test_columns_are_counted_as_in_a_workbook() -> None:
    assert [letter(number) for number in (0, 1, 25, 26, 27, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "ZZ", "AAA",
    ]  # fmt: skip
