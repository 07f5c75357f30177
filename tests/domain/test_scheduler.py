"""An edited plan is the plan computed from scratch: dates, drivers, late dates, slack."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import Constraint, LinkType, RowKind, Side, Status
from csdesk.domain.engine.arrays import Arrays
from csdesk.domain.engine.backward import free_slack
from csdesk.domain.engine.scheduler import Scheduler
from csdesk.domain.records import Dependency
from tests.domain.plans import PLAIN, TODAY, Plan, nov
from tests.domain.test_network import CALENDARS, DAYS, plans

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "start": st.one_of(st.none(), DAYS),
    "target": st.one_of(st.none(), DAYS),
    "duration": st.integers(1, 12),
    "status": st.sampled_from(list(Status)),
    "constraint": st.sampled_from(list(Constraint)),
    "constraint_on": st.one_of(st.none(), DAYS),
    "deadline": st.one_of(st.none(), DAYS),
    "pinned": st.booleans(),
    "progress": st.integers(0, 99),
    "actual_start": st.one_of(st.none(), DAYS),
    "actual_finish": st.one_of(st.none(), DAYS),
    "resume_on": st.one_of(st.none(), DAYS),
    "calendar_days": st.booleans(),
    "opens_day": st.booleans(),
    "side": st.sampled_from(list(Side)),
    "blocked_by_hand": st.sampled_from(["", "No file"]),
    "blocked_since": st.one_of(st.none(), DAYS),
    "leads_to_id": st.one_of(st.none(), st.integers(1, 6)),
    "source_uid": st.sampled_from(["", "7"]),
}


def results(arrays: Arrays) -> dict[str, list[Any]]:
    size = arrays.size
    return {
        "starts": arrays.starts,
        "finishes": arrays.finishes,
        "drivers": arrays.drivers,
        "late starts": arrays.late_starts[:size],
        "late finishes": arrays.late_finishes[:size],
        "slack": arrays.slack,
        "free": free_slack(arrays),
    }


def fresh(plan: Plan, today: date = TODAY, calendars: Calendars = CALENDARS) -> Scheduler:
    return Scheduler(plan.rows, plan.links, calendars, today, plan.project.start)


@given(plans(acyclic=False), DAYS, st.data())
def test_incremental_equals_full(plan: Plan, today: date, data: st.DataObject) -> None:
    scheduler = fresh(plan, today)
    size = len(plan.rows)
    for _ in range(data.draw(st.integers(1, 8))):
        what = data.draw(st.sampled_from(["edit", "edit", "edit", "link", "unlink"]))
        before = list(zip(scheduler.plan.starts, scheduler.plan.finishes, strict=True))
        if what == "edit":
            index = data.draw(st.integers(0, size - 1))
            field = data.draw(st.sampled_from(sorted(FIELDS)))
            fields = {field: data.draw(FIELDS[field])}
            plan.rows[index] = replace(plan.rows[index], **fields)
            moved = scheduler.edit({plan.rows[index].id: fields})
        elif what == "link":
            link = Dependency(
                id=1000 + len(plan.links) + data.draw(st.integers(0, 10_000)) * 100,
                project_id=1,
                predecessor_id=data.draw(st.integers(1, size)),
                successor_id=data.draw(st.integers(1, size)),
                type=data.draw(st.sampled_from(list(LinkType))),
                lag=data.draw(st.integers(-3, 5)),
                lag_calendar_days=data.draw(st.booleans()),
            )
            if any(one.id == link.id for one in plan.links):
                continue
            plan.links.append(link)
            moved = scheduler.add_link(link)
        elif plan.links:
            link = data.draw(st.sampled_from(plan.links))
            plan.links.remove(link)
            moved = scheduler.remove_link(link.id)
        else:
            continue
        for row, place in enumerate(before):
            now = (scheduler.plan.starts[row], scheduler.plan.finishes[row])
            assert (row in moved) == (now != place)
            if row in moved:
                assert (moved[row].start, moved[row].finish) == place
        if data.draw(st.booleans()):
            scheduler.late()
    expected, found = fresh(plan, today).late().arrays, scheduler.late().arrays
    assert results(found) == results(expected)


def test_a_row_done_in_a_cancelled_phase_comes_to_count() -> None:
    plan = Plan()
    plan.phase("p", status=Status.CANCELLED)
    plan.add("first", parent="p", status=Status.DONE, actual_finish=nov(20))
    plan.add("late", parent="p", start=nov(23), target=nov(24))
    scheduler = fresh(plan)
    done: dict[str, Any] = {"status": Status.DONE, "actual_finish": nov(24)}
    row = next(one for one in plan.rows if one.title == "late")
    plan.rows[plan.rows.index(row)] = replace(row, **done)
    scheduler.edit({row.id: done})
    assert results(scheduler.late().arrays) == results(fresh(plan).late().arrays)


@pytest.mark.parametrize("link_type", list(LinkType))
def test_another_row_of_a_phase_comes_first_and_is_bound_by_its_links(link_type: LinkType) -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("first", parent="p", start=nov(23), target=nov(23))
    plan.add("second", parent="p", start=nov(25), target=nov(25))
    plan.add("waits", duration=2, deadline=nov(30))
    plan.add("end", start=nov(40), target=nov(41))
    plan.link("p", "waits", link_type)
    scheduler = fresh(plan, calendars=PLAIN)
    scheduler.late()
    changes: dict[str, Any] = {"start": nov(27), "target": nov(27)}
    plan.rows[1] = replace(plan.rows[1], **changes)
    scheduler.edit({plan.ids["first"]: changes})
    expected = fresh(plan, calendars=PLAIN).late().arrays
    assert results(scheduler.late().arrays) == results(expected)


def test_free_slack_is_what_moves_nobody() -> None:
    plan = Plan()
    plan.phase("p")
    plan.add("short", parent="p", start=nov(23), target=nov(24))
    plan.add("long", parent="p", start=nov(23), target=nov(27))
    plan.add("next", start=nov(30), target=nov(30))
    plan.add("end", start=nov(33), target=nov(33))
    plan.add("side", start=nov(23), target=nov(23))
    plan.link("p", "next")
    plan.link("next", "end")
    plan.link("side", "end", LinkType.SS)
    arrays = fresh(plan, calendars=PLAIN).late().arrays
    free = dict(zip(plan.ids, free_slack(arrays), strict=True))
    total = dict(zip(plan.ids, arrays.slack, strict=True))
    assert (free["short"], free["long"], free["p"]) == (3, 0, 0)
    assert (total["short"], total["long"]) == (5, 2)
    assert (free["next"], total["next"]) == (2, 2)
    assert (free["side"], free["end"]) == (8, 0)


def test_a_milestone_that_opens_its_day_lets_work_start_on_it() -> None:
    plan = Plan()
    plan.add("before", start=nov(23), target=nov(24))
    plan.milestone("kickoff", opens_day=True)
    plan.milestone("closing")
    plan.add("after", duration=2)
    plan.add("later", duration=2)
    plan.link("before", "kickoff")
    plan.link("before", "closing")
    plan.link("kickoff", "after")
    plan.link("closing", "later")
    assert plan.dates("kickoff") == (nov(25), nov(25))
    assert plan.dates("after") == (nov(25), nov(26))
    assert plan.dates("closing") == (nov(24), nov(24))
    assert plan.dates("later") == (nov(25), nov(26))
    assert plan.row("before").critical
    assert plan.row("kickoff").total_slack == 0


def test_a_chain_moves_as_far_as_it_must() -> None:
    plan = Plan()
    names = [f"r{number}" for number in range(50)]
    for name in names:
        plan.add(name, duration=1)
    for before, after in pairwise(names):
        plan.link(before, after)
    plan.rows[30] = replace(plan.rows[30], start=nov(300), target=nov(300))
    scheduler = fresh(plan)
    moved = scheduler.edit({plan.ids["r10"]: {"duration": 5}})
    assert sorted(moved) == list(range(10, 30))
    assert plan.rows[10].kind is RowKind.ITEM
