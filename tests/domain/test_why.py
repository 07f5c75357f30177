"""Why a row lies where it lies: each cause is named, and the chain leads to its beginning."""

from typing import Any

from hypothesis import given

from csdesk.domain.codes import Constraint, LinkType, Status
from csdesk.domain.why import Why, why
from tests.domain.plans import PLAIN, TODAY, Plan, nov
from tests.domain.test_network import CALENDARS, DAYS, plans

ENDS = {
    "actual", "set_by_person", "pinned", "fixed", "not_before", "not_later", "hold_until",
    "project_start", "today", "cancelled", "undated",
}  # fmt: skip


def codes(plan: Plan, name: str) -> list[str]:
    return [step.code for step in causes(plan, name)]


def causes(plan: Plan, name: str) -> tuple[Why, ...]:
    return why(plan.input(), PLAIN, TODAY, plan.ids[name])


def test_the_chain_goes_back_link_by_link() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    plan.add("b", duration=2)
    plan.add("c", duration=2)
    plan.link("a", "b")
    plan.link("b", "c", LinkType.SS, 2)
    second, first, off, person = causes(plan, "c")
    assert (second.code, second.link_type, second.lag) == ("link", LinkType.SS, 2)
    assert (second.row_id, second.other_id, second.day) == (
        plan.ids["c"], plan.ids["b"], nov(32),
    )  # fmt: skip
    assert (first.code, first.link_type, first.other_id) == ("link", LinkType.FS, plan.ids["a"])
    assert (off.code, off.count, off.day) == ("days_off", 2, nov(30))
    assert (person.code, person.day, person.row_id) == ("set_by_person", nov(23), plan.ids["a"])


def test_every_end_of_a_chain_has_its_code() -> None:
    plan = Plan(start=nov(24))
    dates: dict[str, Any] = {"start": nov(16), "target": nov(17)}
    plan.add("today", **dates)
    plan.add("project", duration=3)
    plan.add("not_before", constraint=Constraint.NOT_BEFORE, constraint_on=nov(28), **dates)
    plan.add("fixed", constraint=Constraint.FIXED, constraint_on=nov(25), **dates)
    plan.add("pinned", pinned=True, start=nov(25), target=nov(26))
    plan.add("hold", status=Status.ON_HOLD, resume_on=nov(30), **dates)
    plan.add("actual", status=Status.IN_PROGRESS, actual_start=nov(16), **dates)
    plan.add("done", status=Status.DONE, actual_finish=nov(17), **dates)
    plan.add("gone", status=Status.CANCELLED, **dates)
    plan.add("long", start=nov(23), target=nov(31))
    plan.add("late", constraint=Constraint.NOT_LATER, constraint_on=nov(27), duration=2)
    plan.link("long", "late")
    plan.phase("empty")
    expected = {
        "today": ["today"],
        "project": ["project_start"],
        "not_before": ["not_before", "days_off"],
        "fixed": ["fixed"],
        "pinned": ["pinned"],
        "hold": ["hold_until"],
        "actual": ["actual"],
        "done": ["actual"],
        "gone": ["cancelled"],
        "empty": ["undated"],
    }
    for name, found in expected.items():
        assert codes(plan, name) == found, name
    assert codes(plan, "late")[-1] == "not_later"


def test_a_phase_holds_back_what_it_holds() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(25))
    plan.phase("p")
    plan.phase("inner", parent="p")
    plan.add("b", parent="inner", duration=1)
    plan.milestone("m", parent="inner")
    plan.link("a", "p")
    assert codes(plan, "b") == ["gate", "link", "set_by_person"]
    assert causes(plan, "b")[0].other_id == plan.ids["p"]
    assert codes(plan, "m") == ["leads", "gate", "link", "set_by_person"]
    assert codes(plan, "p") == ["first_row", "first_row", "gate", "link", "set_by_person"]


def test_cycles_and_contradictions_are_named_with_their_rows() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(24))
    plan.add("b", start=nov(23), target=nov(24))
    plan.add("c", start=nov(23), target=nov(24))
    plan.add("d", start=nov(23), target=nov(24), pinned=True)
    plan.link("a", "b")
    plan.link("b", "a")
    plan.link("c", "d")
    circle = causes(plan, "a")[0]
    assert (circle.code, set(circle.circle)) == ("cycle", {plan.ids["a"], plan.ids["b"]})
    against = causes(plan, "d")[0]
    assert (against.code, against.other_id) == ("contradiction", plan.ids["c"])


def test_what_pushed_a_row_comes_before_the_day_it_was_planned_for() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    plan.add("b", start=nov(24), target=nov(25))
    plan.link("a", "b")
    *chain, against = causes(plan, "b")
    assert [one.code for one in chain] == ["link", "days_off", "set_by_person"]
    assert (against.code, against.day, against.other_id) == (
        "contradiction", nov(24), plan.ids["a"],
    )  # fmt: skip


@given(plans(acyclic=False), DAYS)
def test_every_row_has_an_end_of_its_chain(plan: Plan, today: Any) -> None:
    for row in plan.rows:
        steps = why(plan.input(), CALENDARS, today, row.id)
        assert any(step.code in ENDS for step in steps)
        assert len(steps) <= 4 * len(plan.rows) + 4
