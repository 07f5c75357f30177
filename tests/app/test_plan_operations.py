"""Copies, splits, rows that repeat, a second template, durations from finished projects."""

from datetime import date, timedelta

import pytest

from csdesk.app.commands import (
    items,
    links,
    plan,
    plan_parts,
    plan_shift,
    projects,
    repeats,
    reschedule,
    row_copies,
    row_parts,
)
from csdesk.app.queries.durations import proposed_durations, usual_durations
from csdesk.app.queries.plan_screen import load_plan
from csdesk.app.queries.plans import load_project
from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import (
    AcceptanceResult,
    Constraint,
    LinkType,
    MilestoneKind,
    RowKind,
    Side,
    Status,
)
from csdesk.domain.errors import UserError
from csdesk.domain.follow import Follow
from csdesk.domain.records import Dependency, PlanRow, Project
from csdesk.domain.repeats import MOST, Every, Pattern, days_of, occurrences, rule_of
from csdesk.domain.tree import tree_order
from csdesk.i18n import Translator
from tests.app.conftest import Desk
from tests.support import TODAY


def row_of(desk: Desk, row_id: int) -> PlanRow:
    with desk.store.read() as reader:
        return reader.get(PlanRow, row_id)


def rows_of(desk: Desk, project_id: int) -> list[PlanRow]:
    with desk.store.read() as reader:
        return tree_order(reader.find(PlanRow, project_id=project_id))


def links_of(desk: Desk, project_id: int) -> list[Dependency]:
    with desk.store.read() as reader:
        return reader.find(Dependency, project_id=project_id)


# --- copies ----------------------------------------------------------------------------------


def test_a_copy_starts_anew_and_keeps_the_links_among_what_was_copied(desk: Desk) -> None:
    ids = desk.ids.row
    items.update(desk.store, row_ids=[ids["users"]], status=Status.DONE)
    links.link(desk.store, predecessor_id=ids["extra"], successor_id=ids["live"])
    before = {row.number for row in rows_of(desk, desk.ids.project)}
    made = row_copies.copy(desk.store, row_ids=[ids["users"], ids["extra"]], after_id=ids["extra"])
    first, second = made.rows
    assert (first.title, second.title) == (row_of(desk, ids["users"]).title, "Extra")
    assert first.status is Status.TODO
    assert first.actual_finish is None
    assert not {first.number, second.number} & before
    assert first.parent_id == second.parent_id == row_of(desk, ids["extra"]).parent_id
    places = [row.id for row in rows_of(desk, desk.ids.project)]
    at = places.index(ids["extra"])
    assert places[at + 1 : at + 3] == [first.id, second.id]
    inside = [(one.predecessor_id, one.successor_id) for one in links_of(desk, desk.ids.project)]
    assert (first.id, second.id) in inside
    assert (ids["extra"], ids["live"]) in {
        (one.predecessor_id, one.successor_id) for one in made.dropped_links
    }


def test_a_phase_goes_to_another_customer_without_its_people_and_notes(desk: Desk) -> None:
    ids = desk.ids.row
    items.update(
        desk.store,
        row_ids=[ids["extra"]],
        owner_contact_id=desk.ids.contact,
        internal_note="He is tired of it",
        customer_comment="Soon",
    )
    source = [row for row in rows_of(desk, desk.ids.project) if row.parent_id == ids["setup"]]
    made = row_copies.copy(
        desk.store,
        row_ids=[ids["setup"]],
        project_id=desk.ids.other_project,
        start=date(2026, 12, 7),
    )
    phase, *inside = made.rows
    assert phase.kind is RowKind.PHASE
    assert phase.customer_id == desk.ids.other
    assert len(inside) >= len(source)
    extra = next(row for row in inside if row.title == "Extra")
    assert (extra.internal_note, extra.customer_comment) == ("", "")
    assert extra.owner_contact_id is None
    assert min(row.start for row in inside if row.start is not None) == date(2026, 12, 7)
    calendars = load_project(desk.store, desk.ids.other_project).calendars
    for old in source:
        new = next(row for row in inside if row.title == old.title)
        if old.kind is RowKind.ITEM and old.start and old.target and new.start and new.target:
            ours = calendars.of(old.side)
            assert ours.span(new.start, new.target) == ours.span(old.start, old.target)


def test_a_second_go_live_becomes_a_plain_milestone(desk: Desk) -> None:
    made = row_copies.copy(desk.store, row_ids=[desk.ids.row["live"]])
    assert made.rows[0].milestone_kind is MilestoneKind.OTHER


def test_rows_of_two_plans_are_not_copied_together(desk: Desk) -> None:
    other = rows_of(desk, desk.ids.other_project)[0].id
    with pytest.raises(UserError, match="one plan"):
        row_copies.copy(desk.store, row_ids=[desk.ids.row["data"], other])


# --- splitting -------------------------------------------------------------------------------


def test_what_waits_for_a_split_item_waits_for_its_second_part(desk: Desk) -> None:
    row_id = desk.ids.row["data"]
    items.update(desk.store, row_ids=[row_id], duration=5)
    whole = row_of(desk, row_id)
    waiting = {
        one.successor_id
        for one in links_of(desk, desk.ids.project)
        if one.predecessor_id == row_id and one.type is LinkType.FS
    }
    assert waiting
    parts = row_parts.split(desk.store, row_id=row_id, first_days=2, resume_on=date(2027, 1, 11))
    assert (parts.first.id, parts.first.duration) == (row_id, 2)
    assert (parts.second.duration, parts.second.number) == (3, parts.second.number)
    assert parts.second.number not in {None, whole.number}
    assert parts.second.start == date(2027, 1, 11)
    after = links_of(desk, desk.ids.project)
    assert {one.successor_id for one in after if one.predecessor_id == row_id} == {parts.second.id}
    assert waiting <= {one.successor_id for one in after if one.predecessor_id == parts.second.id}
    state = load_project(desk.store, desk.ids.project).state
    assert state.rows[parts.second.id].start == date(2027, 1, 11)


@pytest.mark.parametrize("days", [0, -1, 99])
def test_a_part_of_no_day_is_refused(desk: Desk, days: int) -> None:
    with pytest.raises(UserError, match="the first part is shorter"):
        row_parts.split(desk.store, row_id=desk.ids.row["data"], first_days=days)


def test_what_must_end_in_time_is_the_second_part(desk: Desk) -> None:
    row_id = desk.ids.row["data"]
    items.update(desk.store, row_ids=[row_id], duration=6)
    items.update(
        desk.store, row_ids=[row_id], constraint=Constraint.NOT_LATER,
        constraint_on=date(2026, 12, 18), deadline=date(2026, 12, 21),
    )  # fmt: skip
    parts = row_parts.split(desk.store, row_id=row_id, first_days=3)
    assert (parts.first.constraint, parts.first.deadline) == (Constraint.ASAP, None)
    assert parts.second.constraint is Constraint.NOT_LATER
    assert parts.second.constraint_on == date(2026, 12, 18)
    again = row_parts.split(
        desk.store, row_id=parts.second.id, first_days=1, resume_on=date(2026, 12, 14)
    )
    assert again.second.constraint is Constraint.NOT_BEFORE
    assert again.second.deadline == date(2026, 12, 18)


def test_days_that_are_done_stay_in_the_first_part(desk: Desk) -> None:
    row_id = desk.ids.row["data"]
    items.update(desk.store, row_ids=[row_id], duration=10)
    items.update(desk.store, row_ids=[row_id], progress=80)
    with pytest.raises(UserError) as refused:
        row_parts.split(desk.store, row_id=row_id, first_days=7)
    assert (refused.value.code, refused.value.params["n"]) == ("split_done", 8)
    parts = row_parts.split(desk.store, row_id=row_id, first_days=9)
    assert (parts.first.progress, parts.second.progress) == (88, 0)


def test_an_item_that_repeats_is_not_split(desk: Desk) -> None:
    row_id = desk.ids.row["users"]
    repeats.set_rule(desk.store, row_id=row_id, rule="FREQ=WEEKLY;COUNT=4", start=date(2026, 12, 1))
    with pytest.raises(UserError, match="by its rule"):
        row_parts.split(desk.store, row_id=row_id, first_days=3)


# --- rows that repeat ------------------------------------------------------------------------

WEEK = WorkCalendar(own_days={date(2026, 12, 8): (False, "Inventory")})


def test_a_weekly_meeting_steps_over_a_day_off() -> None:
    rule = rule_of(Pattern(step=Every.WEEKS, weekdays=(1,), count=3))
    assert occurrences(rule, date(2026, 12, 1), WEEK) == (
        date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 15),
    )  # fmt: skip


def test_other_rules_are_read() -> None:
    assert occurrences("FREQ=MONTHLY;COUNT=2", date(2026, 12, 1), WEEK)[-1] == date(2027, 1, 1)
    until = occurrences("FREQ=DAILY;UNTIL=20261210", date(2026, 12, 7), WEEK)
    assert until == (date(2026, 12, 7), date(2026, 12, 9), date(2026, 12, 10))


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY", "often", "FREQ=HOURLY;COUNT=3", "FREQ=WEEKLY;COUNT=x", "COUNT=3"]
)
def test_rules_that_do_not_end_or_say_nothing_are_refused(rule: str) -> None:
    with pytest.raises(UserError) as refused:
        occurrences(rule, TODAY, WEEK)
    assert refused.value.params["rule"] == rule


def test_too_many_days_are_refused() -> None:
    with pytest.raises(UserError):
        occurrences(f"FREQ=DAILY;COUNT={MOST + 1}", TODAY, WEEK)


def test_a_row_that_repeats_spans_all_its_days(desk: Desk) -> None:
    row = repeats.set_rule(
        desk.store,
        row_id=desk.ids.row["users"],
        rule="FREQ=WEEKLY;COUNT=4",
        start=date(2026, 12, 1),
    )
    assert (row.start, row.target) == (date(2026, 12, 1), date(2026, 12, 22))
    again = repeats.set_rule(desk.store, row_id=row.id, rule="")
    assert (again.start, again.target, again.duration) == (row.start, row.start, 1)


def test_a_series_keeps_its_days_when_it_begins_and_moves_as_a_block(desk: Desk) -> None:
    row = repeats.set_rule(
        desk.store, row_id=desk.ids.row["users"], rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3",
        start=date(2026, 12, 1),
    )  # fmt: skip
    items.update(desk.store, row_ids=[row.id], start=date(2026, 12, 3))
    moved = row_of(desk, row.id)
    assert moved.repeats == "FREQ=WEEKLY;BYDAY=TH;COUNT=3"
    assert (moved.start, moved.target) == (date(2026, 12, 3), date(2026, 12, 17))
    items.update(desk.store, row_ids=[row.id], status=Status.IN_PROGRESS, on=TODAY)
    begun = load_plan(desk.store, project_id=desk.ids.project, translator=Translator("en")).repeats[
        row.id
    ]
    assert begun == (date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17))


def test_a_series_keeps_its_rule_when_its_plan_is_shifted(desk: Desk) -> None:
    row_id = desk.ids.row["extra"]
    repeats.set_rule(
        desk.store, row_id=row_id, rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231",
        start=date(2026, 12, 1),
    )  # fmt: skip

    def check(rule: str, first: date, last: date) -> None:
        row = row_of(desk, row_id)
        assert (row.repeats, row.start, row.target) == (rule, first, last)
        assert row.start is not None
        side = load_project(desk.store, desk.ids.project).calendars.of(row.side)
        days = days_of(row.repeats, row.start, side)
        assert (days[0].day, days[-1].day) == (first, last)

    plan_shift.shift(desk.store, project_id=desk.ids.project, days=2)
    rule = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270102"
    check(rule, date(2026, 12, 3), date(2026, 12, 31))
    plan_shift.shift(desk.store, project_id=desk.ids.project, days=1, only_unfinished=True)
    check("FREQ=WEEKLY;BYDAY=FR;UNTIL=20270103", date(2026, 12, 4), date(2027, 1, 4))
    before = row_of(desk, desk.ids.row["users"])
    assert before.target is not None
    reschedule.move(
        desk.store, row_id=before.id, target=before.target - timedelta(days=1), cause=None,
        follow=Follow.ALL,
    )  # fmt: skip
    check(rule, date(2026, 12, 3), date(2026, 12, 31))
    items.update(desk.store, row_ids=[row_id], status=Status.IN_PROGRESS, on=TODAY)
    plan_shift.shift(desk.store, project_id=desk.ids.project, days=4, only_unfinished=True)
    check(rule, date(2026, 12, 3), date(2026, 12, 31))


def test_a_series_has_no_length_of_its_own(desk: Desk) -> None:
    row_id = desk.ids.row["users"]
    rule = "FREQ=WEEKLY;COUNT=3"
    before = repeats.set_rule(desk.store, row_id=row_id, rule=rule, start=date(2026, 12, 1))
    with pytest.raises(UserError) as refused:
        items.update(desk.store, row_ids=[row_id], duration=3)
    assert refused.value.code == "series_dates"
    assert row_of(desk, row_id) == before
    items.update(desk.store, row_ids=[row_id], status=Status.IN_PROGRESS, on=TODAY)
    with pytest.raises(UserError):
        reschedule.move(desk.store, row_id=row_id, target=date(2027, 1, 29), cause=None)
    assert row_of(desk, row_id).target == before.target


def test_a_copy_of_a_series_has_all_its_days_ahead(desk: Desk) -> None:
    row = repeats.set_rule(
        desk.store, row_id=desk.ids.row["users"], rule="FREQ=WEEKLY;BYDAY=TU;COUNT=5",
        start=TODAY - timedelta(days=14),
    )  # fmt: skip
    changed = repeats.set_rule(desk.store, row_id=row.id, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=5")
    assert changed.repeats.startswith("HELD=0,7;FROM=")
    made = row_copies.copy(desk.store, row_ids=[row.id], start=date(2027, 1, 4))
    copy = made.rows[0]
    assert copy.repeats == "FREQ=WEEKLY;BYDAY=TH;COUNT=5"
    assert (copy.start, copy.target) == (date(2027, 1, 7), date(2027, 2, 4))


# --- a second template -----------------------------------------------------------------------


def test_a_second_template_follows_a_row_and_keeps_one_go_live(desk: Desk) -> None:
    live = desk.ids.row["live"]
    tops = [row.id for row in rows_of(desk, desk.ids.project) if row.parent_id is None]
    made = plan_parts.add_template(
        desk.store, project_id=desk.ids.project, template_code="light-30", follow_id=live
    )
    rows = rows_of(desk, desk.ids.project)
    assert [row.milestone_kind for row in rows].count(MilestoneKind.GO_LIVE) == 1
    now = [row.id for row in rows if row.parent_id is None]
    assert now[: len(tops)] == tops
    assert set(now[len(tops) :]) <= set(made.row_ids.values())
    numbers = [row.number for row in rows if row.number is not None]
    assert len(numbers) == len(set(numbers))
    state = load_project(desk.store, desk.ids.project).state
    reached = state.rows[live].finish
    assert reached is not None
    fresh = [
        state.rows[row_id].start
        for row_id in made.row_ids.values()
        if row_of(desk, row_id).kind is RowKind.ITEM
    ]
    assert min(day for day in fresh if day is not None) > reached


@pytest.mark.parametrize("what", ["live", "setup", "data"])
def test_a_second_template_promises_what_the_row_it_follows_allows(desk: Desk, what: str) -> None:
    items.update(desk.store, row_ids=[desk.ids.row["data"]], target=date(2026, 11, 16))
    made = plan_parts.add_template(
        desk.store, project_id=desk.ids.project, template_code="light-30",
        follow_id=desk.ids.row[what],
    )  # fmt: skip
    loaded = load_project(desk.store, desk.ids.project)
    finish = loaded.state.rows[desk.ids.row[what]].finish
    assert finish is not None
    assert made.start > finish
    for row_id in made.row_ids.values():
        row, its = loaded.rows[row_id], loaded.state.rows[row_id]
        assert its.contradiction is None
        if not row.kind.is_summary:
            assert (row.start, row.target) == (its.start, its.finish)


def test_a_second_template_needs_a_day_or_a_row(desk: Desk) -> None:
    with pytest.raises(UserError, match="the row that it follows"):
        plan_parts.add_template(desk.store, project_id=desk.ids.project, template_code="light-30")


# --- durations from finished projects --------------------------------------------------------


def test_durations_are_medians_of_finished_projects(desk: Desk) -> None:
    ids = desk.ids
    assert usual_durations(desk.store) == {}
    chosen = row_of(desk, ids.row["data"])
    days = (2, 9)
    with desk.store.write("test") as unit:
        for number, length in enumerate(days):
            project = unit.add(
                Project(
                    uid=f"old{number}", customer_id=ids.other, code=f"O{number}", name="Old",
                    start=date(2026, 9, 1),
                )
            )  # fmt: skip
            unit.add(
                PlanRow(
                    uid=f"r{number}", customer_id=ids.other, project_id=project.id, title="Data",
                    side=Side.US, status=Status.DONE, template_ref=chosen.template_ref,
                    actual_start=date(2026, 9, 7),
                    actual_finish=date(2026, 9, 7) + timedelta(days=length - 1),
                )
            )  # fmt: skip
    with desk.store.read() as reader:
        old = [one.id for one in reader.find(Project, name="Old")]
    for project_id in old:
        projects.record_acceptance(
            desk.store, project_id=project_id, result=AcceptanceResult.ACCEPTED
        )
        projects.finish(desk.store, project_id=project_id)
    usual = usual_durations(desk.store)[chosen.template_ref]
    assert (usual.days, usual.n) == (5, 2)  # 2 and 7 working days: 4.5, rounded up
    proposed = {
        one.row.id: one.usual for one in proposed_durations(desk.store, project_id=ids.project)
    }
    assert proposed[chosen.id] == usual
    items.update(desk.store, row_ids=[chosen.id], duration=5)
    left = {one.row.id for one in proposed_durations(desk.store, project_id=ids.project)}
    assert chosen.id not in left


def test_parts_of_a_split_item_count_as_one(desk: Desk) -> None:
    ids = desk.ids
    items.update(desk.store, row_ids=[ids.row["data"]], duration=6)
    parts = row_parts.split(desk.store, row_id=ids.row["data"], first_days=3)
    days = ((date(2026, 11, 9), date(2026, 11, 11)), (date(2026, 11, 12), date(2026, 11, 16)))
    for part, (start, finish) in zip((parts.first, parts.second), days, strict=True):
        items.update(
            desk.store, row_ids=[part.id], status=Status.DONE, actual_start=start,
            actual_finish=finish,
        )  # fmt: skip
    projects.record_acceptance(desk.store, project_id=ids.project, result=AcceptanceResult.ACCEPTED)
    projects.finish(desk.store, project_id=ids.project)
    usual = usual_durations(desk.store)[parts.first.template_ref]
    assert (usual.days, usual.n) == (6, 1)


def test_no_length_of_a_whole_item_is_proposed_for_its_parts(desk: Desk) -> None:
    ids = desk.ids
    old = plan.apply_template(
        desk.store, customer_id=ids.other, template_code="light-30", start=date(2026, 9, 1)
    )
    items.update(
        desk.store, row_ids=[old.row_ids["data"]], status=Status.DONE,
        actual_start=date(2026, 9, 7), actual_finish=date(2026, 9, 18),
    )  # fmt: skip
    projects.record_acceptance(
        desk.store, project_id=old.project.id, result=AcceptanceResult.ACCEPTED
    )
    projects.finish(desk.store, project_id=old.project.id)
    items.update(desk.store, row_ids=[ids.row["data"]], duration=6)
    proposed = {one.row.id for one in proposed_durations(desk.store, project_id=ids.project)}
    assert ids.row["data"] in proposed
    parts = row_parts.split(desk.store, row_id=ids.row["data"], first_days=3)
    proposed = {one.row.id for one in proposed_durations(desk.store, project_id=ids.project)}
    assert not proposed & {parts.first.id, parts.second.id}
