"""What holds of every schedule: links as written down, working days, no second thoughts."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.codes import LinkType, RowKind, Side, Status
from csdesk.domain.engine.arrays import CAPPED, FREE, UNSET
from csdesk.domain.engine.backward import backward
from csdesk.domain.engine.forward import forward
from csdesk.domain.forecast import forecast
from csdesk.domain.passes import link_bounds
from tests.domain.plans import Plan
from tests.domain.test_network import CALENDARS, DAYS, plans
from tests.domain.test_scheduler import fresh, results

LONG_AGO = date(2000, 1, 3)
KINDS = st.sampled_from(["item", "milestone", "opening"])


def add(plan: Plan, name: str, kind: str, **values: Any) -> None:
    if kind == "item":
        plan.add(name, **values)
    else:
        plan.milestone(name, opens_day=kind == "opening", **values)


@given(
    KINDS, KINDS, st.sampled_from(list(LinkType)), st.integers(-8, 8), st.booleans(),
    st.sampled_from(list(Side)), DAYS, st.integers(0, 9),
)  # fmt: skip
def test_a_link_does_what_is_written_down(
    before: str, after: str, link_type: LinkType, lag: int, by_days: bool, side: Side,
    begin: date, length: int,
) -> None:  # fmt: skip
    plan = Plan(start=LONG_AGO)
    finish = date.fromordinal(begin.toordinal() + length)
    plan.phase("p")
    add(
        plan, "pred", before, parent="p", status=Status.DONE, actual_start=begin,
        actual_finish=finish,
    )  # fmt: skip
    plan.phase("q")
    add(plan, "succ", after, parent="q", side=side, duration=3)
    plan.link("pred", "succ", link_type, lag)
    object.__setattr__(plan.links[0], "lag_calendar_days", by_days)
    placed = forecast(plan.rows, plan.links, CALENDARS, LONG_AGO, LONG_AGO)
    row = placed.number[plan.ids["succ"]]
    bounds = link_bounds(placed.arrays, row, placed.starts, placed.finishes)
    if bounds.start != UNSET:
        assert placed.starts[row] == bounds.start
    else:
        assert placed.finishes[row] == bounds.finish
    assert placed.drivers[row] == placed.number[plan.ids["pred"]]


@given(plans(acyclic=False), DAYS)
def test_a_second_pass_changes_nothing(plan: Plan, today: date) -> None:
    arrays = fresh(plan, today).late().arrays
    first = {name: list(values) for name, values in results(arrays).items()}
    forward(arrays, arrays.network.order)
    arrays.end = arrays.last_finish()
    backward(arrays, reversed(arrays.network.order))
    assert results(arrays) == first


@given(plans(acyclic=False), DAYS)
def test_what_the_engine_dates_begins_and_ends_on_working_days(plan: Plan, today: date) -> None:
    placed = fresh(plan, today).plan
    for index, row in enumerate(plan.rows):
        if row.kind is not RowKind.ITEM or placed.arrays.modes[index] not in (FREE, CAPPED):
            continue
        calendar = placed.arrays.calendars[index]
        start, finish = placed.starts[index], placed.finishes[index]
        assert calendar.is_working(date.fromordinal(start))
        assert calendar.is_working(date.fromordinal(finish))
        if row.start is None and row.target is None:
            assert calendar.rank(finish + 1) - calendar.rank(start) == placed.lengths[index]


@given(plans(), DAYS)
def test_slack_is_free_before_it_is_total(plan: Plan, today: date) -> None:
    for row in plan.state(today, CALENDARS).rows.values():
        if row.total_slack is None:
            assert row.free_slack is None
        else:
            assert row.free_slack is not None
            assert row.free_slack >= 0
            assert row.free_slack <= max(row.total_slack, 0)
