"""What goes along with a move, in each of the three ways, and operations on whole plans."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.cascade import Drag, compare, effect_of, preview
from csdesk.domain.codes import Constraint, LinkType, MilestoneKind, RowKind, Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.follow import Follow, decide, followers, may_be_moved, outcomes
from csdesk.domain.forecast import forecast
from csdesk.domain.link_cycles import ancestors, cycle_of
from csdesk.domain.plan_shift import back_from, shift_all, start_from
from csdesk.domain.records import Dependency
from csdesk.domain.state import PlanInput
from tests.domain.plans import PLAIN, TODAY, Plan, nov
from tests.domain.test_network import CALENDARS, DAYS, plans


def chain() -> Plan:
    plan = Plan()
    plan.phase("p")
    plan.add(
        "done", parent="p", start=nov(9), target=nov(10), status=Status.DONE, progress=100,
        actual_start=nov(9), actual_finish=nov(11),
    )  # fmt: skip
    plan.add("a", parent="p", start=nov(23), target=nov(24))
    plan.add("b", parent="p", start=nov(25), target=nov(26))
    plan.milestone("value", MilestoneKind.VALUE, parent="p", start=nov(26), target=nov(26))
    plan.phase("q")
    plan.add("c", parent="q", start=nov(30), target=nov(31))
    plan.milestone("golive", MilestoneKind.GO_LIVE, parent="q", start=nov(31), target=nov(31))
    plan.add("aside", start=nov(23), target=nov(24))
    plan.link("done", "a")
    plan.link("a", "b")
    plan.link("p", "q")
    return plan


def block(start: date, target: date) -> dict[str, Any]:
    return {"start": start, "target": target}


def applied(plan: Plan, changes: dict[int, dict[str, Any]]) -> PlanInput:
    rows = [replace(row, **changes.get(row.id, {})) for row in plan.rows]
    return replace(plan.input(), rows=rows)


def named(plan: Plan, changes: dict[int, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {plan.rows[row_id - 1].title: fields for row_id, fields in changes.items()}


def test_what_is_pushed_and_unfinished_gets_new_dates() -> None:
    plan = chain()
    edits = {plan.ids["a"]: block(nov(25), nov(26))}
    decision = decide(plan.input(), PLAIN, TODAY, edits, Follow.UNFINISHED)
    assert named(plan, decision.changes) == {
        "a": block(nov(25), nov(26)),
        "b": block(nov(27), nov(30)),
        "value": block(nov(30), nov(30)),
        "c": block(nov(31), nov(32)),
        "golive": block(nov(32), nov(32)),
    }
    assert decision.broken == ()


def test_all_followers_move_by_the_same_days_finished_ones_too() -> None:
    plan = chain()
    plan.rows[2] = replace(plan.rows[2], constraint=Constraint.NOT_BEFORE, constraint_on=nov(23))
    edits = {plan.ids["done"]: {"actual_start": nov(10), "actual_finish": nov(12)}}
    changes = named(plan, decide(plan.input(), PLAIN, TODAY, edits, Follow.ALL).changes)
    assert changes["a"] == {**block(nov(24), nov(25)), "constraint_on": nov(24)}
    assert changes["b"] == block(nov(26), nov(27))
    assert changes["golive"] == block(nov(32), nov(32))
    assert set(changes) == {"done", "a", "b", "value", "c", "golive"}
    placed = forecast(plan.rows, plan.links, PLAIN, TODAY, plan.project.start)
    found = followers(placed, [placed.number[plan.ids["b"]]])
    assert {plan.rows[index].title for index in found} == {"value", "q", "c", "golive"}


def test_finished_followers_of_a_misdated_plan_move_with_their_actual_dates() -> None:
    plan = Plan()
    done: dict[str, Any] = {"status": Status.DONE, "progress": 100}
    plan.add("a", actual_start=nov(9), actual_finish=nov(10), **done)
    plan.add("b", actual_start=nov(11), actual_finish=nov(12), **done)
    plan.link("a", "b")
    edits = {plan.ids["a"]: {"actual_start": nov(5), "actual_finish": nov(6)}}
    changes = decide(plan.input(), PLAIN, TODAY, edits, Follow.ALL).changes
    assert changes[plan.ids["b"]] == {"actual_start": nov(9), "actual_finish": nov(10)}


def test_links_that_the_new_dates_contradict_are_taken_out() -> None:
    plan = chain()
    edits = {plan.ids["b"]: block(nov(23), nov(24))}
    decision = decide(plan.input(), PLAIN, TODAY, edits, Follow.BREAK)
    assert named(plan, decision.changes) == {"b": block(nov(23), nov(24))}
    assert decision.broken == (2,)
    later = {plan.ids["a"]: block(nov(26), nov(27))}
    assert decide(plan.input(), PLAIN, TODAY, later, Follow.BREAK).broken == (2,)
    shown = preview(plan.input(), PLAIN, TODAY, later, broken=(2,))
    assert "b" not in plan.names(move.row_id for move in shown.moved)


def test_each_choice_is_shown_before_it_is_taken() -> None:
    plan = chain()
    shown = outcomes(plan.input(), PLAIN, TODAY, {plan.ids["a"]: block(nov(25), nov(26))})
    days = {
        follow: None if one.effect.go_live is None else one.effect.go_live.days
        for follow, one in shown.items()
    }
    assert days == {Follow.UNFINISHED: 1, Follow.ALL: 2, Follow.BREAK: None}
    assert shown[Follow.BREAK].decision.broken == (2,)


def test_several_rows_move_as_one() -> None:
    plan = chain()
    edits = {
        plan.ids["a"]: block(nov(24), nov(25)),
        plan.ids["aside"]: block(nov(26), nov(27)),
    }
    changes = named(plan, decide(plan.input(), PLAIN, TODAY, edits, Follow.UNFINISHED).changes)
    assert changes["aside"] == block(nov(26), nov(27))
    assert changes["b"] == block(nov(26), nov(27))


def test_the_effect_names_milestones_and_the_link_that_moves_a_row() -> None:
    plan = chain()
    drag = Drag(plan.input(), PLAIN, TODAY)
    moved = drag.show({plan.ids["a"]: block(nov(25), nov(26))})
    effect = effect_of(plan.input(), moved)
    assert effect.go_live is not None
    assert effect.value is not None
    assert (effect.go_live.days, effect.value.days) == (1, 2)
    assert len(effect.milestones) == 2
    b = next(move for move in moved if move.row_id == plan.ids["b"])
    assert (b.because_of, b.link_id) == (plan.ids["a"], 2)
    assert drag.show({}) == ()


@given(plans(), DAYS, st.data())
def test_a_drag_shows_what_a_whole_evaluation_finds(
    plan: Plan, today: date, data: st.DataObject
) -> None:
    whole = plan.input()
    drag = Drag(whole, CALENDARS, today)
    before = evaluate_project(whole, CALENDARS, today)
    gone = {row.id for row in plan.rows if row.status is Status.CANCELLED}
    for _ in range(3):
        row = data.draw(st.sampled_from(plan.rows))
        fields: dict[str, Any] = {"start": data.draw(DAYS), "target": data.draw(DAYS)}
        changes = {row.id: fields}
        broken = {link.id for link in plan.links if data.draw(st.integers(0, 9)) == 0}
        shown = {m.row_id: (m.start, m.finish, m.days) for m in drag.show(changes, broken)}
        rows = [replace(one, **changes.get(one.id, {})) for one in plan.rows]
        links = [link for link in plan.links if link.id not in broken]
        after = evaluate_project(replace(whole, rows=rows, links=links), CALENDARS, today)
        found = {
            move.row_id: (move.start, move.finish, move.days)
            for move in compare(before, after, CALENDARS).moved
            if move.row_id not in gone
        }
        handed = {row_id for row_id in found.keys() ^ shown.keys() if _is_gone(plan, row_id)}
        assert {k: v for k, v in shown.items() if k not in handed} == {
            k: v for k, v in found.items() if k not in handed
        }


@given(plans(), DAYS, st.data())
def test_links_drawn_and_changed_show_what_a_whole_evaluation_finds(
    plan: Plan, today: date, data: st.DataObject
) -> None:
    whole = plan.input()
    drag = Drag(whole, CALENDARS, today)
    before = evaluate_project(whole, CALENDARS, today)
    slacks = [before.rows[row.id].total_slack or 0 for row in plan.rows]
    by_id = {row.id: row for row in plan.rows}
    for _ in range(3):
        first, second = (data.draw(st.sampled_from(plan.rows)).id for _ in range(2))
        if (
            first == second
            or first in ancestors(second, by_id)
            or second in ancestors(first, by_id)
        ):
            continue
        kind, lag = data.draw(st.sampled_from(list(LinkType))), data.draw(st.integers(-2, 4))
        drawn = [Dependency(
            id=-1, project_id=1, predecessor_id=first, successor_id=second, type=kind, lag=lag
        )]  # fmt: skip
        if plan.links:
            drawn.append(replace(data.draw(st.sampled_from(plan.links)), type=kind, lag=lag))
        if cycle_of(plan.rows, plan.links, first, second):
            assert drag.comes_round(drawn[0])
        shown = {m.row_id: (m.start, m.finish) for m in drag.show({}, (), drawn)}
        changed = {link.id: link for link in drawn}
        links = [changed.pop(link.id, link) for link in plan.links] + list(changed.values())
        after = evaluate_project(replace(whole, links=links), CALENDARS, today)
        found = {
            row_id: (state.start, state.finish)
            for row_id, state in after.rows.items()
            if (state.start, state.finish)
            != (before.rows[row_id].start, before.rows[row_id].finish)
        }
        gone = {row_id for row_id in found.keys() ^ shown.keys() if _is_gone(plan, row_id)}
        assert {k: v for k, v in shown.items() if k not in gone} == {
            k: v for k, v in found.items() if k not in gone
        }
        had = dict(zip(after.rows, slacks, strict=True))
        assert set(drag.tightened(slacks)) == {
            row_id
            for row_id, state in after.rows.items()
            if had[row_id] > 0
            and state.total_slack is not None
            and state.total_slack <= 0
            and not by_id[row_id].kind.is_summary
        }
    assert drag.show({}) == ()


def test_a_link_that_may_close_a_circle_through_the_end_of_a_phase_is_looked_at() -> None:
    plan = Plan()
    plan.add("a", **block(nov(23), nov(24)))
    plan.phase("p")
    plan.add("inside", parent="p")
    plan.add("last", parent="p")
    plan.link("inside", "last")
    plan.link("a", "p", LinkType.FF)
    drawn = Dependency(
        id=-1, project_id=1, predecessor_id=plan.ids["inside"], successor_id=plan.ids["a"]
    )
    assert cycle_of(plan.rows, plan.links, drawn.predecessor_id, drawn.successor_id)
    assert Drag(plan.input(), PLAIN, TODAY).comes_round(drawn)


@given(plans(), DAYS, st.data())
def test_a_row_that_is_not_stored_shows_what_it_would_move(
    plan: Plan, today: date, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(plan.rows) - 1))
    fresh, whole = plan.rows[index], plan.input()
    if fresh.kind is not RowKind.ITEM or fresh.status is Status.CANCELLED:
        return
    rows = [row for row in plan.rows if row is not fresh]
    links = [
        link for link in plan.links if fresh.id not in (link.predecessor_id, link.successor_id)
    ]
    stored, linked = replace(whole, rows=rows, links=links), replace(whole, links=links)
    before = evaluate_project(stored, CALENDARS, today)
    drag = Drag(linked, CALENDARS, today, stands=before.rows)
    for _ in range(2):
        fields: dict[str, Any] = {"start": data.draw(DAYS), "target": data.draw(DAYS)}
        shown = {m.row_id: (m.start, m.finish) for m in drag.show({fresh.id: fields})}
        new = [replace(row, **fields) if row is fresh else row for row in plan.rows]
        after = evaluate_project(replace(linked, rows=new), CALENDARS, today)
        for row in rows:
            if not _is_gone(plan, row.id):
                old, there = before.rows[row.id], after.rows[row.id]
                moves = (old.start, old.finish) != (there.start, there.finish)
                assert shown.get(row.id) == ((there.start, there.finish) if moves else None)


def _is_gone(plan: Plan, row_id: int | None) -> bool:
    while row_id is not None:
        row = plan.rows[row_id - 1]
        if row.status is Status.CANCELLED:
            return True
        row_id = row.parent_id
    return False


def test_a_whole_plan_is_shifted_or_only_what_is_unfinished() -> None:
    plan = chain()
    changes = named(plan, shift_all(plan.input(), PLAIN, TODAY, 5, only_unfinished=False))
    assert changes["done"] == {
        **block(nov(16), nov(17)), "actual_start": nov(16), "actual_finish": nov(18),
    }  # fmt: skip
    assert changes["golive"] == block(nov(38), nov(38))
    changes = named(plan, shift_all(plan.input(), PLAIN, TODAY, -1, only_unfinished=True))
    assert "done" not in changes
    assert changes["c"] == block(nov(27), nov(30))


def test_unfinished_work_starts_from_a_day() -> None:
    plan = chain()
    plan.add(
        "runs", start=nov(16), target=nov(24), duration=7, progress=50, actual_start=nov(16),
        status=Status.IN_PROGRESS,
    )  # fmt: skip
    changes = start_from(plan.input(), PLAIN, TODAY, nov(28))
    by_name = named(plan, changes)
    assert by_name["a"] == block(nov(30), nov(31))
    assert by_name["b"] == block(nov(32), nov(33))
    assert by_name["golive"] == block(nov(37), nov(37))
    assert by_name["runs"] == {"target": nov(33)}
    assert "done" not in by_name
    state = evaluate_project(applied(plan, changes), PLAIN, TODAY)
    for row in plan.rows:
        if row.status is Status.TODO and row.kind is RowKind.ITEM:
            found = state.rows[row.id]
            assert found.start is not None
            assert found.start >= nov(28)


def test_a_running_plan_counts_back_from_its_go_live() -> None:
    plan = chain()
    early = back_from(plan.input(), PLAIN, TODAY, nov(20))
    assert (early.changes, early.earliest) == ({}, nov(27))
    back = back_from(plan.input(), PLAIN, TODAY, nov(38))
    by_name = named(plan, back.changes)
    assert by_name["golive"] == block(nov(38), nov(38))
    assert by_name["c"] == block(nov(37), nov(38))
    assert by_name["b"] == block(nov(33), nov(34))
    assert "done" not in by_name
    state = evaluate_project(applied(plan, back.changes), PLAIN, TODAY)
    assert state.rows[plan.ids["golive"]].finish == nov(38)
    plan.rows = [row for row in plan.rows if row.title != "golive"]
    with pytest.raises(UserError):
        back_from(plan.input(), PLAIN, TODAY, nov(38))


@given(plans(), DAYS)
def test_the_earliest_go_live_works(plan: Plan, today: date) -> None:
    plan.milestone("golive", MilestoneKind.GO_LIVE, side=Side.US)
    earliest = back_from(plan.input(), CALENDARS, today, date(2000, 1, 1)).earliest
    back = back_from(plan.input(), CALENDARS, today, earliest)
    state = evaluate_project(applied(plan, back.changes), CALENDARS, today)
    assert state.rows[plan.ids["golive"]].finish == earliest


@given(plans(), DAYS, st.integers(-30, 60), st.booleans())
def test_a_shift_contradicts_no_link_that_agreed_before(
    plan: Plan, today: date, days: int, only_unfinished: bool
) -> None:
    before = evaluate_project(plan.input(), CALENDARS, today)
    changes = shift_all(plan.input(), CALENDARS, today, days, only_unfinished=only_unfinished)
    after = applied(plan, changes)
    state = evaluate_project(after, CALENDARS, today)
    for row in after.rows:
        if may_be_moved(row) and row.constraint is Constraint.ASAP and row.target is not None:
            its, was = state.rows[row.id], before.rows[row.id]
            assert its.contradiction is None or was.contradiction is not None


@given(plans(), DAYS, st.integers(0, 90))
def test_any_later_go_live_is_met_without_contradiction(plan: Plan, today: date, more: int) -> None:
    plan.milestone("golive", MilestoneKind.GO_LIVE, side=Side.US)
    for row in plan.rows[-5:-1]:
        if row.kind is RowKind.ITEM:
            plan.link(row.title, "golive", lag=2)
    earliest = back_from(plan.input(), CALENDARS, today, date(2000, 1, 1)).earliest
    go_live = earliest + timedelta(days=more)
    before = evaluate_project(plan.input(), CALENDARS, today)
    changes = back_from(plan.input(), CALENDARS, today, go_live).changes
    state = evaluate_project(applied(plan, changes), CALENDARS, today)
    assert state.rows[plan.ids["golive"]].finish == go_live
    for row in plan.rows:
        if row.id in changes and row.constraint is not Constraint.NOT_LATER:
            agrees = state.rows[row.id].contradiction is None
            assert agrees or before.rows[row.id].contradiction is not None


@given(plans(), DAYS, st.integers(-10, 90))
def test_no_work_that_can_wait_lies_before_the_day_it_is_taken_up(
    plan: Plan, today: date, more: int
) -> None:
    day = today + timedelta(days=more)
    changes = start_from(plan.input(), CALENDARS, today, day)
    after = applied(plan, changes)
    state = evaluate_project(after, CALENDARS, today)
    before = evaluate_project(plan.input(), CALENDARS, today)
    for row in after.rows:
        its = state.rows[row.id]
        kept = row.pinned or row.constraint in (Constraint.FIXED, Constraint.NOT_LATER)
        if kept or row.kind.is_summary or row.status.is_ended or _is_gone(plan, row.id):
            continue
        if row.kind is RowKind.ITEM and row.actual_start is not None:
            assert its.finish is not None
            assert its.finish >= day
        elif row.status is not Status.IN_PROGRESS:
            assert its.start is not None
            assert its.start >= day
        if row.id in changes:
            agrees = its.contradiction is None
            assert agrees or before.rows[row.id].contradiction is not None


def test_a_broken_link_of_each_type_is_found() -> None:
    for link_type in LinkType:
        plan = Plan()
        plan.add("a", start=nov(23), target=nov(24))
        plan.add("b", start=nov(25), target=nov(26))
        plan.link("a", "b", link_type)
        edits = {plan.ids["a"]: block(nov(30), nov(31))}
        assert decide(plan.input(), PLAIN, TODAY, edits, Follow.BREAK).broken == (1,)


def test_a_phase_that_begins_with_a_milestone_fits_behind_its_link() -> None:
    plan = Plan()
    plan.add("before", **block(nov(23), nov(25)))
    plan.phase("p")
    plan.milestone("first", parent="p")
    plan.add("work", parent="p", **block(nov(26), nov(27)))
    plan.link("before", "p")
    fits = {plan.ids["before"]: block(nov(23), nov(25))}
    assert decide(plan.input(), PLAIN, TODAY, fits, Follow.BREAK).broken == ()
    late = {plan.ids["before"]: block(nov(24), nov(26))}
    assert decide(plan.input(), PLAIN, TODAY, late, Follow.BREAK).broken == (1,)
