"""Colours, windows and slips, each figure as definitions.md says it."""

from datetime import date
from typing import Any

import pytest

from csdesk.domain.codes import (
    AcceptanceResult,
    Cause,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    ProjectStatus,
    Rag,
    Side,
    Status,
)
from csdesk.domain.records import Meeting, Project, SlipEntry
from csdesk.domain.state import ProjectState
from tests.domain.plans import TODAY, Plan, nov


def running(**project: Any) -> Plan:
    """A project under way: value on 27 November, go-live 4 December, both as agreed."""
    plan = Plan(**project)
    plan.phase("p")
    plan.milestone(
        "kickoff", MilestoneKind.KICKOFF, parent="p", target=nov(3), status=Status.DONE,
        actual_finish=nov(3),
    )  # fmt: skip
    plan.add(
        "data", parent="p", start=nov(16), target=nov(25), side=Side.CUSTOMER,
        status=Status.IN_PROGRESS, actual_start=nov(16),
    )  # fmt: skip
    plan.milestone("value", MilestoneKind.VALUE, parent="p", target=nov(27))
    plan.phase("q")
    plan.add("train", parent="q", start=nov(30), target=nov(34))
    plan.milestone("golive", MilestoneKind.GO_LIVE, parent="q", target=nov(34))
    plan.link("value", "train")
    plan.agree(data=nov(25), value=nov(27), train=nov(34), golive=nov(34))
    plan.more = {"signed_on": date(2026, 9, 14)}
    return plan


def replace_row(plan: Plan, name: str, **values: Any) -> None:
    from dataclasses import replace

    index = plan.ids[name] - 1
    plan.rows[index] = replace(plan.rows[index], **values)


def codes(state: ProjectState) -> list[str]:
    return [reason.code for reason in state.rag.reasons]


def test_green_on_the_baseline() -> None:
    plan = running()
    state = plan.state()
    assert state.rag.rag is Rag.GREEN
    assert codes(state) == ["on_baseline"]
    assert state.rag.reasons[0].days == 5
    assert state.rag.path == ()
    assert state.rag.indicators == 4


@pytest.mark.parametrize(
    ("late", "rag"), [(5, Rag.GREEN), (6, Rag.AMBER), (10, Rag.AMBER), (11, Rag.RED)]
)
def test_tolerances_of_the_go_live(late: int, rag: Rag) -> None:
    plan = running()
    replace_row(plan, "data", status=Status.DONE, actual_finish=nov(19), actual_start=nov(16))
    calendar_days = late + 2 * ((late + 4) // 5)  # from a Friday on
    replace_row(plan, "golive", target=nov(34 + calendar_days))
    state = plan.state()
    assert state.rows[plan.ids["golive"]].slip == late
    assert state.rag.rag is rag
    if rag is Rag.RED:
        assert codes(state) == ["go_live_moved", "finish_later"]


def test_tolerances_are_the_projects() -> None:
    plan = running(tolerance_green=2)
    replace_row(plan, "golive", target=nov(39))
    assert plan.state().rag.rag is Rag.AMBER


def test_an_earlier_finish_is_green() -> None:
    plan = running()
    replace_row(plan, "golive", target=nov(33))
    replace_row(plan, "train", target=nov(32))
    replace_row(plan, "data", target=nov(24))
    state = plan.state()
    assert state.rag.rag is Rag.GREEN
    assert (codes(state), state.rag.reasons[0].days) == (["ahead"], 1)


def test_red_when_value_leaves_the_window() -> None:
    plan = running()
    plan.more["golden_days"] = 74  # the last day is 27 November
    state = plan.state()
    assert state.window is not None
    assert (state.window.last_day, state.window.inside) == (nov(27), True)
    replace_row(plan, "value", target=nov(28))
    state = plan.state()
    assert state.rag.rag is Rag.RED
    reason = state.rag.reasons[0]
    assert (reason.code, reason.day, reason.limit) == ("value_outside_window", nov(28), nov(27))
    assert reason.days == 75


def test_amber_without_a_value_milestone() -> None:
    plan = running()
    replace_row(plan, "value", milestone_kind=MilestoneKind.OTHER)
    state = plan.state()
    assert (state.rag.rag, codes(state)) == (Rag.AMBER, ["no_value_milestone"])
    plan.more["signed_on"] = None
    assert plan.state().rag.rag is Rag.GREEN


def test_amber_when_blocked_for_over_five_days() -> None:
    plan = running()
    replace_row(
        plan, "data", status=Status.IN_PROGRESS, actual_start=nov(9), target=nov(25),
        start=nov(9), blocked_by_hand="no access", blocked_since=nov(13), progress=60,
    )  # fmt: skip
    assert plan.state().rag.rag is Rag.GREEN  # five working days
    replace_row(plan, "data", blocked_since=nov(12))
    state = plan.state()
    assert (state.rag.rag, codes(state)) == (Rag.AMBER, ["blocked"])
    (step,) = state.rag.path
    assert (step.row_id, step.side) == (plan.ids["data"], Side.CUSTOMER)


def test_red_while_an_acceptance_is_refused() -> None:
    plan = running(acceptance=AcceptanceResult.REFUSED, acceptance_on=nov(18))
    state = plan.state()
    assert (state.rag.rag, codes(state)[0]) == (Rag.RED, "acceptance_refused")
    assert state.rag.indicators == 5
    assert running(acceptance=AcceptanceResult.PUNCH_LIST).state().rag.rag is Rag.GREEN


def test_without_a_baseline_the_other_rules_apply() -> None:
    plan = running()
    plan.agreed = []
    state = plan.state()
    assert (state.rag.rag, codes(state)) == (Rag.GREEN, ["no_baseline"])
    replace_row(plan, "value", target=nov(60))
    state = plan.state()
    assert (state.rag.rag, codes(state)) == (Rag.RED, ["value_outside_window", "no_baseline"])


def test_once_value_is_reached_the_window_only_warns() -> None:
    plan = running()
    plan.more["golden_days"] = 50
    assert plan.state().rag.rag is Rag.RED
    replace_row(plan, "value", status=Status.DONE, actual_finish=nov(19))
    plan.more["value_reached_on"] = nov(19)
    state = plan.state()
    assert state.rag.rag is Rag.GREEN
    assert state.window is not None
    assert (state.window.first_value_day, state.window.since) == (66, nov(19))
    plan.milestone("next", MilestoneKind.VALUE, target=nov(100))  # past the next window too
    state = plan.state()
    assert state.window is not None
    assert (state.window.value_row_id, state.window.inside) == (plan.ids["next"], False)
    assert "value_outside_window" not in codes(state)
    plan.rows.pop()
    plan.more["signed_on"] = nov(20)  # the next deal's window
    state = plan.state()
    assert state.window is not None
    assert not state.window.reached
    assert state.rag.rag is Rag.GREEN


def test_never_started_is_grey_for_fourteen_days() -> None:
    plan = Plan(start=nov(20))
    plan.add("a", start=nov(23), target=nov(25))
    plan.milestone("value", MilestoneKind.VALUE, target=nov(27))
    plan.more = {"signed_on": nov(6)}
    state = plan.state()
    assert (state.rag.rag, codes(state)) == (Rag.NOT_STARTED, ["not_kicked_off"])
    assert state.rag.reasons[0].days == 14
    assert plan.state(nov(21)).rag.rag is Rag.GREEN
    plan.more["signed_on"] = None
    assert plan.state().rag.reasons[0].days is None
    plan.more["signed_on"] = nov(6)
    plan.more["golden_days"] = 20
    assert plan.state().rag.rag is Rag.RED  # the forecast is outside the window
    plan.more["golden_days"] = 90
    replace_row(plan, "a", status=Status.IN_PROGRESS, actual_start=nov(19))
    assert plan.state().rag.rag is Rag.GREEN


def test_a_held_kickoff_meeting_starts_the_project() -> None:
    plan = Plan(start=nov(20))
    plan.more = {"signed_on": nov(16)}
    meeting = Meeting(
        uid="m", customer_id=1, kind=MeetingKind.KICKOFF, status=MeetingStatus.PLANNED, day=nov(19)
    )
    plan.more["meetings"] = [meeting]
    assert plan.state().rag.rag is Rag.NOT_STARTED
    from dataclasses import replace

    plan.more["meetings"] = [replace(meeting, status=MeetingStatus.HELD)]
    assert plan.state().rag.rag is Rag.AMBER  # no value milestone


def test_finished_and_on_hold_come_first() -> None:
    refused: dict[str, Any] = {"acceptance": AcceptanceResult.REFUSED}
    assert running(status=ProjectStatus.FINISHED, **refused).state().rag.rag is Rag.FINISHED
    held = running(status=ProjectStatus.ON_HOLD, resume_on=nov(40), **refused).state()
    assert (held.rag.rag, held.rag.reasons[0].day) == (Rag.ON_HOLD, nov(40))


def test_an_override_is_shown_as_one() -> None:
    plan = running(
        rag_override=Rag.GREEN, rag_by="Ann", rag_on=nov(19), acceptance=AcceptanceResult.REFUSED
    )
    rag = plan.state().rag
    assert (rag.rag, rag.computed) == (Rag.GREEN, Rag.RED)
    assert (rag.override_by, rag.override_on) == ("Ann", nov(19))
    assert [reason.code for reason in rag.reasons][:2] == ["overridden", "acceptance_refused"]


def test_the_path_back_names_the_first_cause_first() -> None:
    plan = running(tolerance_red=20)
    plan.more["golden_days"] = 120
    replace_row(plan, "data", start=nov(2), target=nov(9), actual_start=None, status=Status.TODO)
    plan.add("import", parent="p", start=nov(10), target=nov(24), owner_name="Chen Hao")
    plan.rows.insert(3, plan.rows.pop())
    plan.link("data", "import")
    state = plan.state()
    assert state.rag.rag is Rag.AMBER
    steps = [(plan.names([step.row_id])[0], step.side, step.by) for step in state.rag.path]
    assert steps[0] == ("data", Side.CUSTOMER, state.rows[plan.ids["data"]].finish)
    assert steps[1][0] == "import"
    assert len(steps) <= 3


def test_the_slip_always_sums() -> None:
    plan = running()
    replace_row(plan, "data", start=nov(3), target=nov(18), actual_start=None, status=Status.TODO)
    late = plan.state()
    assert late.slip is not None
    total = late.slip.total
    assert total == late.rows[plan.ids["golive"]].slip
    assert late.slip.milestone_id == plan.ids["golive"]
    assert (late.slip.unrecorded, late.slip.unrecorded_row_id) == (total, plan.ids["data"])

    def entry(number: int, cause: Cause, days: int, text: str) -> SlipEntry:
        return SlipEntry(
            id=number, project_id=1, milestone_id=plan.ids["golive"], day=nov(number),
            days=days, cause=cause, text=text,
        )  # fmt: skip

    plan.more["slips"] = [
        entry(1, Cause.CUSTOMER, 1, "employee file"),
        entry(2, Cause.US, 1, "template"),
        entry(3, Cause.CUSTOMER, 2, "employee file"),
    ]
    slip = plan.state().slip
    assert slip is not None
    assert slip.by_cause == ((Cause.CUSTOMER, 3, "employee file"), (Cause.US, 1, "template"))
    assert slip.unrecorded == total - 4
    assert sum(days for _, days, _ in slip.by_cause) + slip.unrecorded == slip.total


def test_no_slip_without_a_baseline() -> None:
    plan = running()
    plan.agreed = []
    assert plan.state().slip is None


def test_golden_window_is_inclusive() -> None:
    plan = running()
    signed = date(2026, 9, 14)
    window = plan.state(TODAY).window
    assert window is not None
    assert window.signed_on == signed
    assert (window.day, window.left, window.last_day) == (67, 23, date(2026, 12, 13))
    assert window.value_day == (nov(27) - signed).days


def test_the_earliest_value_milestone_counts() -> None:
    plan = running()
    plan.milestone("second", MilestoneKind.VALUE, target=nov(24))
    window = plan.state().window
    assert window is not None
    assert window.value_row_id == plan.ids["second"]
    replace_row(plan, "second", status=Status.CANCELLED)
    window = plan.state().window
    assert window is not None
    assert window.value_row_id == plan.ids["value"]


def test_project_defaults() -> None:
    project = Project(uid="p", customer_id=1, code="P", name="P", start=nov(1))
    assert (project.tolerance_green, project.tolerance_blocked, project.tolerance_red) == (5, 5, 10)
