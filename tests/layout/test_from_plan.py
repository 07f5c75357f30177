"""The chart of a plan holds on to records and makes rows and links when they are seen."""

from benchmarks.gantt_plan import sample_plan
from csdesk.layout.from_plan import chart_of, chart_row
from csdesk.layout.row_source import ChangedRows, RowSource


def test_rows_and_links_are_those_of_the_plan() -> None:
    data = sample_plan(300)
    order = data.state.order
    chart = chart_of(order, data.rows, data.state, data.links)
    assert list(chart.rows) == [chart_row(data.rows[one], data.state.rows[one]) for one in order]
    assert chart.rows[-1] is chart.rows[299]
    assert [row.row_id for row in chart.rows[10:13]] == [11, 12, 13]
    links = chart.links.touching(range(300))
    assert [link.link_id for link in links] == [link.id for link in data.links]
    stored = data.links[40]
    found = chart.links.get(stored.id)
    assert found is not None
    assert (order[found.predecessor], order[found.successor]) == (
        stored.predecessor_id, stored.successor_id,
    )  # fmt: skip
    states = data.state.rows.values()
    assert chart.span() == (
        min(state.start for state in states if state.start).toordinal(),
        max(state.finish for state in states if state.finish).toordinal(),
    )


def test_links_of_hidden_rows_are_left_out() -> None:
    data = sample_plan(300)
    shown = [one for one in data.state.order if one % 3]
    chart = chart_of(shown, data.rows, data.state, data.links)
    hidden = next(link for link in data.links if link.successor_id % 3 == 0)
    assert chart.links.get(hidden.id) is None
    expected = [link.id for link in data.links if link.predecessor_id % 3 and link.successor_id % 3]
    assert [link.link_id for link in chart.links.touching(range(len(shown)))] == expected
    assert chart.rows[2].row_id == 4


def test_a_range_of_rows_is_crossed_by_few_links_of_many() -> None:
    data = sample_plan(3_000)
    chart = chart_of(data.state.order, data.rows, data.state, data.links)
    rows = range(1_490, 1_520)
    found = {link.link_id for link in chart.links.touching(rows)}
    places = {row_id: line for line, row_id in enumerate(data.state.order)}
    expected = set()
    for link in data.links:
        ends = places[link.predecessor_id], places[link.successor_id]
        if min(ends) < rows.stop and max(ends) >= rows.start:
            expected.add(link.id)
    assert found == expected


def test_only_what_is_asked_for_is_made_and_little_is_kept() -> None:
    made = []

    class Rows(RowSource):
        def make(self, index: int):  # type: ignore[no-untyped-def]
            made.append(index)
            return chart_row(data.rows[index + 1], None)

    data = sample_plan(300)
    rows = Rows(300)
    assert rows[7] is rows[7]
    assert made == [7]
    changed = ChangedRows(rows, {7: chart_row(data.rows[1], None)})
    assert (changed[7].row_id, changed[8].row_id, len(changed)) == (1, 9, 300)
    assert rows[7].row_id == 8
