"""The golden window: each value reached starts the next count (B3)."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.codes import MilestoneKind, ProjectStatus, Status
from csdesk.domain.records import Outcome
from csdesk.domain.state import GoldenWindow
from tests.domain.plans import TODAY, Plan, nov

SIGNED = nov(1)


def counted(plan: Plan) -> GoldenWindow:
    window = plan.state().window
    assert window is not None
    return window


def values(*days: int, **project: object) -> Plan:
    """Return a plan with a value milestone reached on each day, signed on 1 November."""
    plan = Plan(**project)
    plan.more = {"signed_on": SIGNED}
    for place, day in enumerate(days):
        plan.milestone(f"v{place}", MilestoneKind.VALUE, status=Status.DONE, actual_finish=nov(day))
    return plan


def test_the_first_count_runs_from_the_signature() -> None:
    plan = values()
    plan.milestone("late", MilestoneKind.VALUE, target=nov(200))
    plan.milestone("early", MilestoneKind.VALUE, target=nov(60))
    window = counted(plan)
    assert (window.start, window.last_day) == (SIGNED, SIGNED + timedelta(90))
    assert (window.day, window.left) == (19, 71)
    assert (window.value_row_id, window.value_on) == (plan.ids["early"], nov(60))
    assert (window.since, window.first_value_on, window.slack) == (None, None, 91 - 60)


def test_a_value_reached_starts_the_next_count() -> None:
    plan = values(10)
    window = counted(plan)
    assert (window.start, window.last_day) == (nov(10), nov(100))
    assert (window.day, window.left, window.reached) == (10, 80, False)
    assert (window.first_value_on, window.first_value_day) == (nov(10), 9)
    assert (window.value_on, window.inside, window.slack) == (None, False, 0)
    plan.milestone("next", MilestoneKind.VALUE, target=nov(110))
    window = counted(plan)
    assert (window.value_on, window.value_day, window.slack) == (nov(110), 100, -10)
    assert not window.inside
    first = window.first()
    assert (first.start, first.last_day, first.day) == (SIGNED, nov(91), 19)
    assert (first.reached, first.value_on) == (True, nov(10))


def test_a_word_without_a_done_milestone_starts_it_too() -> None:
    plan = values()
    row = plan.milestone("v", MilestoneKind.VALUE, target=nov(60))
    said = Outcome(customer_id=1, milestone_id=row.id, day=nov(12), title="t")
    plan.more["outcomes"] = (said,)
    assert counted(plan).since is None
    plan.more["outcomes"] = (Outcome(customer_id=1, milestone_id=row.id, day=nov(12), title="t",
                                     said_by="Guo Wei"),)  # fmt: skip
    window = counted(plan)
    assert (window.since, window.value_on) == (nov(12), None)


def test_a_finished_project_keeps_the_count_of_its_first_value() -> None:
    plan = values(10, 18, status=ProjectStatus.FINISHED)
    window = counted(plan)
    assert (window.reached, window.start, window.value_on) == (True, SIGNED, nov(10))
    assert window.slack is None


def test_values_of_an_earlier_signature_start_nothing() -> None:
    plan = values(10)
    plan.more["signed_on"] = nov(15)
    window = counted(plan)
    assert (window.start, window.since, window.first_value_on) == (nov(15), None, None)


@given(
    st.lists(st.integers(1, 20), max_size=4),
    st.lists(st.integers(21, 300), max_size=3),
    st.integers(1, 200),
)
def test_days_used_and_left_always_make_the_length(
    came: list[int], planned: list[int], length: int
) -> None:
    plan = values(*came)
    plan.more["golden_days"] = length
    for place, day in enumerate(planned):
        plan.milestone(f"p{place}", MilestoneKind.VALUE, target=nov(day))
    window = counted(plan)
    assert window.day + window.left == window.length == length
    assert window.start + timedelta(window.day) == TODAY
    assert window.start == (nov(max(came)) if came else SIGNED)
    assert window.first_value_on == (nov(min(came)) if came else None)
    assert window.value_on == (nov(min(planned)) if planned else None)
    assert window.slack is not None
    assert window.slack <= max(window.left, 0)
    assert window.inside == (window.value_on is not None and window.slack >= 0)
