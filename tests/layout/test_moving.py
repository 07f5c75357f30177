"""Moving bars: on working days, with their length."""

from hypothesis import given
from hypothesis import strategies as st

from csdesk.layout.chart import ChartRow, Part, Shape
from csdesk.layout.days import plain_weekends
from csdesk.layout.moving import moved, shifted_by, working_days, working_shift, works
from tests.layout.samples import DAY

deltas = st.integers(-120, 120)


@given(st.integers(0, 30), st.integers(0, 20), deltas)
def test_a_moved_bar_keeps_its_working_days(start: int, length: int, delta: int) -> None:
    first = shifted_by(plain_weekends, DAY + start, 1)
    last = shifted_by(plain_weekends, first, length)
    row = moved(ChartRow(row_id=1, start=first, finish=last), Part.BODY, delta, plain_weekends)
    assert row.start is not None
    assert row.finish is not None
    assert works(plain_weekends, row.start)
    assert works(plain_weekends, row.finish)
    assert working_days(plain_weekends, row.start, row.finish) == length + 1
    assert (row.old_start, row.old_finish) == (first, last)


@given(deltas)
def test_an_end_never_passes_the_other(delta: int) -> None:
    row = ChartRow(row_id=1, start=DAY, finish=DAY + 4)
    for part in (Part.START, Part.FINISH):
        there = moved(row, part, delta, plain_weekends)
        assert there.start is not None
        assert there.finish is not None
        assert there.start <= there.finish


@given(deltas)
def test_a_diamond_falls_on_a_working_day(delta: int) -> None:
    row = ChartRow(row_id=1, shape=Shape.MILESTONE, finish=DAY + 4)
    there = moved(row, Part.BODY, delta, plain_weekends)
    assert there.finish is not None
    assert works(plain_weekends, there.finish)


@given(st.integers(-60, 60))
def test_shift_counts_what_was_moved(count: int) -> None:
    assert working_shift(plain_weekends, DAY, shifted_by(plain_weekends, DAY, count)) == count
