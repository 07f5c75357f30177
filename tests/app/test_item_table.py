"""Filters, order and groups of action items, without a window or a file."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csdesk.app.queries.item_table import (
    Column,
    Grouping,
    ItemFilter,
    ItemLine,
    Sort,
    Turn,
    arrange,
    due_this_week,
    turn_of,
)
from csdesk.domain.codes import Priority, Side, Status
from csdesk.domain.records import PlanRow

DAY = date(2026, 11, 30)


@st.composite
def item_lines(draw: st.DrawFn) -> list[ItemLine]:
    """Return items of several customers, some without dates."""
    days = st.none() | st.integers(-30, 30).map(lambda n: DAY + timedelta(days=n))
    return [
        ItemLine(
            row=PlanRow(
                id=number,
                uid=str(number),
                customer_id=draw(st.integers(1, 3)),
                project_id=1,
                title=draw(st.sampled_from(["Import", "file", "Abc", "数据"])),
                side=draw(st.sampled_from(Side)),
                status=draw(st.sampled_from(Status)),
                priority=draw(st.sampled_from(Priority)),
                target=draw(days),
            ),
            customer_name="c",
            project_name="p",
            owner=draw(st.sampled_from(["", "Lin Yue", "Zhou Min"])),
            start=draw(days),
            finish=None,
            late=draw(st.integers(0, 3)),
        )
        for number in range(1, draw(st.integers(0, 12)) + 1)
    ]


@given(
    item_lines(), st.sampled_from(Grouping), st.sampled_from(Column), st.booleans(), st.booleans()
)
def test_every_item_that_passes_stands_in_one_group(
    lines: list[ItemLine], grouping: Grouping, column: Column, down: bool, unfinished: bool
) -> None:
    shown = ItemFilter(unfinished=unfinished)
    groups = arrange(lines, shown, grouping, Sort(column=column, descending=down))
    found = sorted(line.id for group in groups for line in group.lines)
    assert found == sorted(line.id for line in lines if shown.passes(line))
    assert len({group.key for group in groups}) == len(groups)
    assert all(group.lines for group in groups)


@given(item_lines(), st.booleans())
def test_items_without_a_date_stand_last_either_way(lines: list[ItemLine], down: bool) -> None:
    sort = Sort(column=Column.TARGET, descending=down)
    for group in arrange(lines, ItemFilter(), Grouping.TURN, sort):
        dates = [line.row.target for line in group.lines]
        known = [day for day in dates if day is not None]
        assert dates[: len(known)] == sorted(known, reverse=down)


@given(item_lines())
def test_turns_come_in_their_order(lines: list[ItemLine]) -> None:
    keys = [group.key for group in arrange(lines, ItemFilter(), Grouping.TURN, Sort())]
    assert keys == [turn.value for turn in Turn if turn.value in keys]
    for line in lines:
        if line.row.status is Status.ON_HOLD:
            assert turn_of(line) is Turn.ON_HOLD


def test_text_finds_titles_owners_and_numbers() -> None:
    row = PlanRow(id=1, uid="1", customer_id=1, project_id=1, title="Data import", number=12)
    line = ItemLine(
        row=row, customer_name="HN", project_name="p", owner="Lin Yue", start=None, finish=None
    )
    assert ItemFilter(text="IMPORT").passes(line)
    assert ItemFilter(text="lin").passes(line)
    assert ItemFilter(text="a12").passes(line)
    assert not ItemFilter(text="sign-off").passes(line)


def test_the_week_ends_on_sunday() -> None:
    assert due_this_week(DAY) == date(2026, 12, 6)
    assert due_this_week(date(2026, 12, 6)) == date(2026, 12, 6)
