"""A change shows what it moves; taking over the forecast makes it the promise."""

from dataclasses import replace

from csdesk.domain.cascade import compare, preview, take_over
from csdesk.domain.codes import MilestoneKind, Status
from tests.domain.plans import PLAIN, TODAY, Plan, nov


def chain() -> Plan:
    plan = Plan()
    plan.phase("p")
    plan.add("a", parent="p", start=nov(23), target=nov(24))
    plan.add("b", parent="p", start=nov(25), target=nov(26))
    plan.milestone("golive", MilestoneKind.GO_LIVE, parent="p", start=nov(26), target=nov(26))
    plan.add("aside", start=nov(23), target=nov(24))
    plan.link("a", "b")
    return plan


def test_a_preview_names_what_moves_and_why() -> None:
    plan = chain()
    cascade = preview(plan.input(), PLAIN, TODAY, {plan.ids["a"]: {"target": nov(26)}})
    assert plan.names(move.row_id for move in cascade.moved) == ["p", "a", "b", "golive"]
    b = cascade.of(plan.ids["b"])
    assert b is not None
    assert (b.start, b.finish, b.days, b.because_of) == (nov(27), nov(30), 2, plan.ids["a"])
    assert cascade.of(plan.ids["aside"]) is None
    golive = cascade.of(cascade.after.go_live_id)
    assert golive is not None
    assert (golive.old_finish, golive.finish, golive.days) == (nov(26), nov(30), 2)


def test_no_change_moves_nothing() -> None:
    plan = chain()
    state = plan.state()
    assert compare(state, plan.state(), PLAIN).moved == ()
    assert preview(plan.input(), PLAIN, TODAY, {}, state).before is state
    assert take_over(plan.input(), state) == {}


def test_taking_over_stores_the_forecast_of_unfinished_rows() -> None:
    plan = chain()
    plan.rows[1] = replace(
        plan.rows[1], status=Status.IN_PROGRESS, actual_start=nov(16), start=nov(16),
        target=nov(17), progress=50,
    )  # fmt: skip
    plan.rows[2] = replace(plan.rows[2], start=nov(18), target=nov(19))
    plan.add("held", start=nov(9), target=nov(10), status=Status.ON_HOLD, resume_on=nov(30))
    plan.add("pinned", start=nov(9), target=nov(10), pinned=True)
    state = plan.state()
    changes = take_over(plan.input(), state)
    assert changes[plan.ids["a"]] == {"target": nov(20)}
    assert changes[plan.ids["b"]] == {"start": nov(23), "target": nov(24)}
    assert set(plan.names(changes)) == {"a", "b"}
    assert set(take_over(plan.input(), state, [plan.ids["b"]])) == {plan.ids["b"]}
    after = preview(plan.input(), PLAIN, TODAY, changes, state)
    assert after.moved == ()
    assert all(not row.late for row in after.after.rows.values() if row.row_id in changes)
