"""Edits of a date or a status change what they must, and nothing else."""

from dataclasses import replace

import pytest

from csdesk.domain.codes import Constraint, RowKind, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.domain.status_rules import (
    as_deadline,
    edit_duration,
    edit_progress,
    edit_start,
    edit_status,
    edit_target,
    find_contradiction,
)
from tests.domain.plans import PLAIN, TODAY, Plan, nov

CALENDAR = PLAIN.us
ITEM = PlanRow(
    id=1,
    uid="a",
    customer_id=1,
    project_id=1,
    title="a",
    start=nov(16),
    target=nov(18),
    duration=3,
)
RUNNING = replace(ITEM, status=Status.IN_PROGRESS, actual_start=nov(16))
DONE = replace(ITEM, status=Status.DONE, actual_start=nov(16), actual_finish=nov(17), progress=100)


def test_in_progress_sets_the_actual_start() -> None:
    assert edit_status(ITEM, Status.IN_PROGRESS, today=TODAY) == {
        "status": Status.IN_PROGRESS,
        "actual_start": TODAY,
    }
    assert edit_status(ITEM, Status.IN_PROGRESS, today=TODAY, on=nov(17))["actual_start"] == nov(17)


def test_done_sets_finish_and_progress() -> None:
    assert edit_status(RUNNING, Status.DONE, today=TODAY) == {
        "status": Status.DONE,
        "actual_finish": TODAY,
        "progress": 100,
    }
    assert edit_status(ITEM, Status.DONE, today=TODAY, on=nov(19))["actual_finish"] == nov(19)
    assert edit_status(ITEM, Status.DONE, today=TODAY, on=nov(25))["actual_finish"] == TODAY
    early = edit_status(ITEM, Status.DONE, today=TODAY, on=nov(12))
    assert early["actual_start"] == early["actual_finish"] == nov(12)
    milestone = replace(ITEM, kind=RowKind.MILESTONE)
    assert edit_status(milestone, Status.DONE, today=TODAY)["actual_start"] == TODAY


def test_done_takes_a_blocker_away() -> None:
    blocked = replace(RUNNING, blocked_by_hand="no data", blocked_since=nov(17))
    changes = edit_status(blocked, Status.DONE, today=TODAY)
    assert changes["blocked_by_hand"] == ""
    assert changes["blocked_since"] is None


def test_reopening_clears() -> None:
    assert edit_status(DONE, Status.TODO, today=TODAY) == {
        "status": Status.TODO,
        "actual_start": None,
        "actual_finish": None,
        "progress": 0,
    }
    assert edit_status(DONE, Status.IN_PROGRESS, today=TODAY) == {
        "status": Status.IN_PROGRESS,
        "actual_finish": None,
        "progress": 0,
    }


def test_scheduled_needs_a_date() -> None:
    assert edit_status(ITEM, Status.SCHEDULED, today=TODAY) == {"status": Status.SCHEDULED}
    bare = replace(ITEM, start=None, target=None)
    with pytest.raises(UserError) as caught:
        edit_status(bare, Status.SCHEDULED, today=TODAY)
    assert caught.value.params["field"] == "target"


def test_on_hold_asks_reason_and_day() -> None:
    for given in ({}, {"reason": "budget"}, {"resume_on": nov(30)}, {"reason": " "}):
        with pytest.raises(UserError):
            edit_status(ITEM, Status.ON_HOLD, today=TODAY, **given)
    held = edit_status(ITEM, Status.ON_HOLD, today=TODAY, reason="budget", resume_on=nov(30))
    assert held == {"status": Status.ON_HOLD, "hold_reason": "budget", "resume_on": nov(30)}
    back = edit_status(replace(ITEM, **held), Status.TODO, today=TODAY)
    assert back == {"status": Status.TODO, "hold_reason": "", "resume_on": None}


def test_a_waiting_item_moves_as_a_block() -> None:
    assert edit_target(ITEM, nov(25), calendar=CALENDAR, today=TODAY) == {
        "start": nov(23),
        "target": nov(25),
        "constraint": Constraint.NOT_BEFORE,
        "constraint_on": nov(23),
    }
    assert edit_start(ITEM, nov(20), calendar=CALENDAR, today=TODAY) == {
        "start": nov(20),
        "target": nov(24),
        "constraint": Constraint.NOT_BEFORE,
        "constraint_on": nov(20),
    }
    fixed = replace(ITEM, constraint=Constraint.FIXED, constraint_on=nov(16))
    assert edit_start(fixed, nov(20), calendar=CALENDAR, today=TODAY)["constraint_on"] == nov(20)


def test_a_running_item_changes_its_duration() -> None:
    assert edit_target(RUNNING, nov(25), calendar=CALENDAR, today=TODAY) == {
        "target": nov(25),
        "duration": 8,
    }
    with pytest.raises(UserError):
        edit_target(RUNNING, nov(10), calendar=CALENDAR, today=TODAY)
    assert edit_start(RUNNING, nov(13), calendar=CALENDAR, today=TODAY) == {"actual_start": nov(13)}


def test_a_done_item_changes_its_actual_finish() -> None:
    assert edit_target(DONE, nov(18), calendar=CALENDAR, today=TODAY) == {"actual_finish": nov(18)}
    with pytest.raises(UserError):
        edit_target(DONE, nov(30), calendar=CALENDAR, today=TODAY)


def test_a_milestone_moves_alone() -> None:
    milestone = replace(ITEM, kind=RowKind.MILESTONE, duration=0)
    changes = edit_target(milestone, nov(27), calendar=CALENDAR, today=TODAY)
    assert changes["start"] == changes["target"] == changes["constraint_on"] == nov(27)


def test_duration_and_progress() -> None:
    assert edit_duration(ITEM, 5, calendar=CALENDAR) == {"duration": 5, "target": TODAY}
    assert edit_progress(RUNNING, 50, today=TODAY) == {"progress": 50}
    assert edit_progress(ITEM, 30, today=TODAY)["status"] is Status.IN_PROGRESS
    assert edit_progress(RUNNING, 100, today=TODAY)["status"] is Status.DONE
    with pytest.raises(UserError):
        edit_duration(ITEM, 0, calendar=CALENDAR)


def test_a_date_before_its_predecessor_is_a_contradiction() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(27))
    plan.add("b", start=nov(30), target=nov(31))
    plan.link("a", "b")
    changes = edit_start(plan.rows[1], nov(26), calendar=CALENDAR, today=TODAY)
    found = find_contradiction(plan.input(), PLAIN, TODAY, 2, changes)
    assert found is not None
    assert (found.predecessor_id, found.earliest, found.link_ids) == (1, nov(30), (1,))
    assert as_deadline(plan.rows[1], nov(26)) == {"deadline": nov(26)}
    later = edit_start(plan.rows[1], nov(32), calendar=CALENDAR, today=TODAY)
    assert find_contradiction(plan.input(), PLAIN, TODAY, 2, later) is None
