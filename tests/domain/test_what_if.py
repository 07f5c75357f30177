"""The path back to green walked: what it asks, what it gives, and that nothing else moves."""

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from csdesk.domain.codes import MilestoneKind, Rag, RowKind, Side, Status, Visibility
from csdesk.domain.what_if import Walked, walk_path
from tests.domain.plans import PLAIN, TODAY, Plan, nov

MONDAY = nov(23)


def waiting(rest: int = 5, slip: int = 6, **acceptance: Any) -> Plan:
    """A list of theirs that is late, our import behind it, then go-live and acceptance.

    The list needs `rest` more working days (from today on), and all agreed dates lie `slip`
    working days before the present forecasts.
    """
    plan = Plan()
    plan.add(
        "list", side=Side.CUSTOMER, start=nov(9), target=nov(13), duration=10,
        status=Status.IN_PROGRESS, actual_start=nov(9), progress=100 - 10 * rest,
    )  # fmt: skip
    plan.add("import", start=nov(16), target=nov(18), duration=3)
    plan.milestone("live", MilestoneKind.GO_LIVE, target=nov(18))
    plan.milestone("signed", MilestoneKind.ACCEPTANCE, target=nov(18), **acceptance)
    plan.link("list", "import")
    plan.link("import", "live")
    plan.link("live", "signed")
    states = plan.state().rows
    agreed = {}
    for name, row_id in plan.ids.items():
        finish = states[row_id].finish
        assert finish is not None
        agreed[name] = PLAIN.project.add(finish, -slip)
    plan.agree(**agreed)
    return plan


def walk(plan: Plan) -> Walked:
    return walk_path(plan.input(), PLAIN, plan.state())


def asked(plan: Plan) -> dict[str, date]:
    names = {row_id: name for name, row_id in plan.ids.items()}
    return {names[row_id]: day for row_id, day in walk(plan).asked.items()}


def test_as_few_days_are_asked_for_as_bring_it_back_to_green() -> None:
    plan = waiting(rest=5, slip=7)
    assert (plan.state().rag.rag, plan.dates("list")[1]) == (Rag.AMBER, nov(26))
    walked = walk(plan)
    assert walked.rag is Rag.GREEN
    assert asked(plan) == {"list": nov(24), "import": nov(27)}
    assert (walked.now, walked.then) == (nov(31), nov(27))
    assert walked.milestone_id == plan.ids["signed"]


def test_where_green_is_out_of_reach_the_next_working_day_is_asked_for() -> None:
    plan = waiting(rest=5, slip=14)
    assert plan.state().rag.rag is Rag.RED
    walked = walk(plan)
    assert asked(plan)["list"] == MONDAY
    assert walked.then is not None
    assert walked.now is not None
    assert walked.then < walked.now


def test_what_is_due_at_once_moves_nothing() -> None:
    walked = walk(waiting(rest=1, slip=14))
    assert walked.now == walked.then
    assert walked.asked[1] == TODAY


def test_an_action_that_only_waits_is_not_hurried() -> None:
    plan = waiting(rest=5, slip=7)
    days = asked(plan)
    assert PLAIN.us.span(days["list"], days["import"]) == 1 + 3


def test_the_end_is_the_acceptance_else_go_live_else_the_last_milestone() -> None:
    assert walk(waiting()).milestone_id == 4
    assert walk(waiting(visibility=Visibility.INTERNAL)).milestone_id == 3
    plan = Plan()
    plan.add("a", duration=3, start=nov(23), target=nov(25))
    plan.milestone("first", target=nov(24))
    plan.milestone("last", target=nov(27))
    assert walk(plan).milestone_id == plan.ids["last"]
    assert walk(Plan()).milestone_id is None


@settings(max_examples=60, deadline=None)
@given(
    rest=st.integers(1, 10), slip=st.integers(0, 15), side=st.sampled_from(list(Side)),
    pinned=st.booleans(),
)  # fmt: skip
def test_a_walk_never_makes_it_later_and_changes_nothing(
    rest: int, slip: int, side: Side, pinned: bool
) -> None:
    plan = waiting(rest, slip)
    plan.add("more", RowKind.ITEM, side=side, start=nov(12), target=nov(17), pinned=pinned)
    plan.link("more", "live")
    given_plan, state = plan.input(), plan.state()
    before = deepcopy(given_plan)
    walked = walk_path(given_plan, PLAIN, state)
    assert given_plan == before
    if walked.now is not None and walked.then is not None:
        assert walked.then <= walked.now
    assert set(walked.asked) == {step.row_id for step in state.rag.path}
    for row_id, day in walked.asked.items():
        forecast = state.rows[row_id].finish
        assert forecast is not None
        assert TODAY <= day <= forecast
        if day < forecast:
            assert day >= MONDAY
