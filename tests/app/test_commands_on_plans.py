"""Templates become plans, plans become templates, rows are edited by their rules."""

from datetime import date, timedelta
from typing import Any

import pytest

from csdesk.app.commands import (
    baselines,
    contacts,
    customers,
    items,
    links,
    outcomes,
    plan,
    plan_shift,
    reschedule,
    rows,
    slips,
    templates,
    users,
)
from csdesk.app.plan_preview import preview_template
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.slip_ledger import load_slips
from csdesk.app.templates import SHIPPED, WORKSPACE, list_templates
from csdesk.domain.codes import (
    Cause,
    Constraint,
    Language,
    MilestoneKind,
    RowKind,
    Side,
    Status,
    UserRole,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.follow import Follow, may_be_moved
from csdesk.domain.records import Customer, Deal, Dependency, PlanRow, Record, Setting
from csdesk.domain.tree import tree_order
from tests.app.conftest import Desk
from tests.support import TODAY


def row_of(desk: Desk, code: str) -> PlanRow:
    with desk.store.read() as reader:
        return reader.get(PlanRow, desk.ids.row[code])


def rows_of(desk: Desk, project_id: int) -> list[PlanRow]:
    with desk.store.read() as reader:
        return tree_order(reader.find(PlanRow, project_id=project_id))


def test_a_plan_is_in_the_customers_language_with_numbers_and_goals(desk: Desk) -> None:
    customer = customers.create(desk.store, name="老街茶铺", language=Language.ZH_CN)
    made = plan.apply_template(
        desk.store, customer_id=customer.id, template_code="light-30", start=date(2026, 12, 1)
    )
    assert made.project.name == "轻量 SaaS，30 天"
    stored = rows_of(desk, made.project.id)
    assert stored[0].title == "交接与启动"
    numbers = [row.number for row in stored if row.kind is RowKind.ITEM]
    assert numbers == list(range(1, len(numbers) + 1))
    by_id = {row.id: row for row in stored}
    handover = by_id[made.row_ids["handover"]]
    assert by_id[handover.leads_to_id or 0].milestone_kind is MilestoneKind.KICKOFF
    assert handover.visibility is Visibility.INTERNAL
    assert handover.template_ref == "light-30:handover"
    assert {role.role for role in made.unfilled_roles} == {
        "sponsor", "project_manager", "it_admin", "end_user",
    }  # fmt: skip
    assert not made.start_passed


def test_roles_find_people_and_later_people_fill_roles(desk: Desk) -> None:
    consultant = users.create(desk.store, name="Ye Ting", role=UserRole.SALES)
    customer = customers.create(desk.store, name="Blue Heron")
    made = plan.apply_template(
        desk.store, customer_id=customer.id, template_code="light-30", start=TODAY
    )
    with desk.store.read() as reader:
        assert reader.get(PlanRow, made.row_ids["handover"]).owner_user_id == consultant.id
        assert reader.get(PlanRow, made.row_ids["welcome"]).owner_user_id == customer.owner_id
        assert reader.get(PlanRow, made.row_ids["users"]).owner_contact_id is None
    person = contacts.create(desk.store, customer_id=customer.id, name="IT", role="it_admin")
    with desk.store.read() as reader:
        assert reader.get(PlanRow, made.row_ids["users"]).owner_contact_id == person.id


def test_back_from_go_live_says_that_the_start_has_passed(desk: Desk) -> None:
    made = plan.apply_template(
        desk.store,
        customer_id=desk.ids.other,
        template_code="standard-60",
        go_live=date(2026, 12, 11),
    )
    assert made.go_live == date(2026, 12, 11)
    assert made.start_passed
    assert made.earliest_go_live is not None
    assert made.earliest_go_live > made.go_live
    preview = preview_template(
        desk.store,
        customer_id=desk.ids.other,
        template_code="standard-60",
        go_live=made.earliest_go_live,
    )
    assert preview.start >= TODAY
    assert not preview.start_passed


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({}, "start_or_go_live"),
        ({"start": TODAY, "go_live": TODAY}, "start_or_go_live"),
    ],
)
def test_a_plan_needs_one_day(desk: Desk, days: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError) as caught:
        plan.apply_template(
            desk.store, customer_id=desk.ids.other, template_code="light-30", **days
        )
    assert caught.value.code == code


def test_unknown_template_names_those_there_are(desk: Desk) -> None:
    with pytest.raises(UserError, match="light-30"):
        plan.apply_template(
            desk.store, customer_id=desk.ids.other, template_code="nope", start=TODAY
        )


def test_a_plan_saved_as_template_gives_the_same_plan_again(desk: Desk) -> None:
    items.update(desk.store, row_ids=[desk.ids.row["users"]], internal_note="secret")
    kept = plan.save_as_template(desk.store, project_id=desk.ids.project, title="Our best plan")
    assert kept.code == "our-best-plan"
    assert "secret" not in kept.text
    assert "Guo Wei" not in kept.text
    assert "2026" not in kept.text
    choices = {choice.code: choice for choice in list_templates(desk.store)}
    assert choices["our-best-plan"].origin == WORKSPACE
    assert choices["light-30"].origin == SHIPPED
    again = plan.apply_template(
        desk.store, customer_id=desk.ids.customer, template_code="our-best-plan",
        start=date(2026, 11, 2),
    )  # fmt: skip
    before, after = rows_of(desk, desk.ids.project), rows_of(desk, again.project.id)
    names = ("title", "kind", "side", "priority", "visibility", "duration", "milestone_kind")
    for old, new in zip(before, after, strict=True):
        assert [getattr(old, name) for name in names] == [getattr(new, name) for name in names]
        if old.kind is RowKind.ITEM and old.title != "Extra":
            assert (old.owner_user_id, old.owner_contact_id) == (
                new.owner_user_id, new.owner_contact_id,
            )  # fmt: skip
            assert (old.start, old.target) == (new.start, new.target), old.title
    assert not {row.number for row in before if row.number} & {
        row.number for row in after if row.number
    }


def test_a_template_of_the_workspace_can_replace_a_shipped_one(desk: Desk) -> None:
    text = 'code = "light-30"\ntitle.zh_TW = "我們的"\ndescription.zh_TW = "短"\n'
    text += '[[rows]]\ncode = "a"\nkind = "phase"\ntitle.zh_TW = "階段"\n'
    templates.put(desk.store, text=text)
    (own,) = [one for one in list_templates(desk.store) if one.code == "light-30"]
    assert (own.origin, own.title, own.items) == (WORKSPACE, "我們的", 0)
    templates.delete(desk.store, code="light-30")
    (shipped,) = [one for one in list_templates(desk.store) if one.code == "light-30"]
    assert shipped.origin == SHIPPED
    with pytest.raises(UserError):
        templates.delete(desk.store, code="light-30")


def test_status_edits_follow_their_rules_for_all_or_none(desk: Desk) -> None:
    ids = [desk.ids.row["users"], desk.ids.row["configure"]]
    done = items.update(desk.store, row_ids=ids, status=Status.DONE, on=date(2026, 11, 18))
    assert {row.actual_finish for row in done} == {date(2026, 11, 18)}
    assert {row.progress for row in done} == {100}
    with pytest.raises(UserError) as caught:
        items.update(desk.store, row_ids=ids, status=Status.ON_HOLD)
    assert caught.value.code == "hold_needs_reason"
    assert row_of(desk, "users").status is Status.DONE
    held = items.update(
        desk.store, row_ids=ids[:1], status="on_hold", hold_reason="Owner away",
        resume_on=date(2026, 12, 1),
    )  # fmt: skip
    assert (held[0].status, held[0].actual_finish) == (Status.ON_HOLD, None)


def test_dates_move_as_a_block_and_both_ends_set_the_duration(desk: Desk) -> None:
    before = row_of(desk, "data")
    (moved,) = items.update(desk.store, row_ids=[before.id], target=date(2026, 12, 4))
    assert (moved.start, moved.duration) == (date(2026, 12, 2), before.duration)
    assert moved.constraint is Constraint.NOT_BEFORE
    (spread,) = items.update(
        desk.store, row_ids=[before.id], start=date(2026, 12, 7), target=date(2026, 12, 11)
    )
    assert (spread.start, spread.target, spread.duration) == (
        date(2026, 12, 7), date(2026, 12, 11), 5,
    )  # fmt: skip
    with pytest.raises(UserError) as caught:
        items.update(
            desk.store, row_ids=[before.id], start=date(2026, 12, 7), target=date(2026, 12, 1)
        )
    assert caught.value.code == "dates_order"


def test_owner_brings_the_side_and_a_side_lets_the_owner_go(desk: Desk) -> None:
    row_id = desk.ids.row["configure"]
    (row,) = items.update(desk.store, row_ids=[row_id], owner_contact_id=desk.ids.contact)
    assert (row.side, row.owner_user_id) == (Side.CUSTOMER, None)
    (row,) = items.update(desk.store, row_ids=[row_id], side=Side.US)
    assert (row.side, row.owner_contact_id) == (Side.US, None)
    (row,) = items.update(desk.store, row_ids=[row_id], owner_name="A partner", side="third")
    assert (row.side, row.owner_name) == (Side.THIRD, "A partner")
    for wrong in (
        {"owner_contact_id": desk.ids.lone_contact},
        {"owner_user_id": desk.ids.user, "side": Side.CUSTOMER},
    ):
        with pytest.raises(UserError):
            items.update(desk.store, row_ids=[row_id], **wrong)


def test_a_blocker_set_by_hand_is_dated(desk: Desk) -> None:
    row_id = desk.ids.row["users"]
    (row,) = items.update(desk.store, row_ids=[row_id], blocked_by_hand="Contract unsigned")
    assert row.blocked_since == TODAY
    (row,) = items.update(desk.store, row_ids=[row_id], blocked_by_hand="")
    assert row.blocked_since is None


@pytest.mark.parametrize(
    ("code", "changes", "error"),
    [
        ("value", {"status": Status.DONE}, "value_needs_name"),
        ("accepted", {"status": Status.DONE}, "acceptance_needs_result"),
        ("setup", {"target": TODAY}, "summary_dates"),
        ("ready", {"milestone_kind": MilestoneKind.GO_LIVE}, "milestone_kind_taken"),
        ("users", {"milestone_kind": MilestoneKind.VALUE}, "milestone_kind_misplaced"),
        ("users", {"leads_to_id": 1}, "leads_to_wrong"),
        ("users", {"title": " "}, "field_empty"),
        ("users", {"number": 5}, "field_unknown"),
        ("users", {"status": "finished"}, "field_type"),
        ("users", {"progress": 101}, "field_range"),
        ("users", {"constraint": Constraint.NOT_LATER}, "constraint_day"),
        ("setup", {"constraint": Constraint.FIXED, "constraint_on": TODAY}, "summary_dates"),
    ],
)
def test_edits_that_do_not_fit_are_refused(
    desk: Desk, code: str, changes: dict[str, Any], error: str
) -> None:
    before = row_of(desk, code)
    with pytest.raises(UserError) as caught:
        items.update(desk.store, row_ids=[before.id], **changes)
    assert caught.value.code == error
    assert row_of(desk, code) == before


def test_rows_are_added_where_they_are_asked_for(desk: Desk) -> None:
    new = rows.add(
        desk.store, project_id=desk.ids.project, title="Ask payroll", after_id=desk.ids.row["data"],
        owner_contact_id=desk.ids.contact, target=date(2026, 12, 1), status="scheduled",
    )  # fmt: skip
    data = row_of(desk, "data")
    assert (new.parent_id, new.position) == (data.parent_id, data.position + 1)
    assert (new.side, new.target, new.status) == (
        Side.CUSTOMER, date(2026, 12, 1), Status.SCHEDULED,
    )  # fmt: skip
    phase = rows.add(
        desk.store, project_id=desk.ids.project, title="Extra phase", kind=RowKind.PHASE,
        after_id=desk.ids.row["data"],
    )  # fmt: skip
    assert (phase.parent_id, phase.number) == (None, None)
    assert phase.position == row_of(desk, "setup").position + 1
    milestone = rows.add(
        desk.store, project_id=desk.ids.project, title="Seen", kind=RowKind.MILESTONE,
        parent_id=phase.id, milestone_kind=MilestoneKind.VALUE, target=date(2026, 12, 18),
    )  # fmt: skip
    assert (milestone.milestone_kind, milestone.duration) == (MilestoneKind.VALUE, 0)
    with pytest.raises(UserError) as caught:
        rows.add(
            desk.store, project_id=desk.ids.project, title="Live again", kind=RowKind.MILESTONE,
            milestone_kind=MilestoneKind.GO_LIVE,
        )  # fmt: skip
    assert caught.value.code == "milestone_kind_taken"


def test_a_number_is_never_given_twice(desk: Desk) -> None:
    first = rows.add(desk.store, project_id=desk.ids.project, title="One")
    desk.store.undo()
    second = rows.add(desk.store, project_id=desk.ids.project, title="Two")
    rows.delete(desk.store, row_ids=[second.id])
    third = rows.add(desk.store, project_id=desk.ids.project, title="Three")
    assert first.number is not None
    assert second.number == first.number + 1
    assert third.number == first.number + 2


def test_indent_and_outdent_change_phases_into_groups_and_back(desk: Desk) -> None:
    row_id = desk.ids.row["setup"]
    group = rows.indent(desk.store, row_id=row_id)
    assert (group.kind, group.parent_id) == (RowKind.GROUP, desk.ids.row["start"])
    phase = rows.outdent(desk.store, row_id=row_id)
    assert (phase.kind, phase.parent_id) == (RowKind.PHASE, None)
    with pytest.raises(UserError):
        rows.outdent(desk.store, row_id=desk.ids.row["data"])
    with pytest.raises(UserError):
        rows.indent(desk.store, row_id=desk.ids.row["who"])
    with pytest.raises(UserError):
        rows.move_to(desk.store, row_id=row_id, parent_id=desk.ids.row["group"], index=0)


def test_deleting_a_phase_takes_what_it_holds(desk: Desk) -> None:
    inside = [row.id for row in rows_of(desk, desk.ids.project)]
    gone = rows.delete(desk.store, row_ids=[desk.ids.row["setup"]])
    left = [row.id for row in rows_of(desk, desk.ids.project)]
    assert len(inside) - len(left) == gone > 8
    with desk.store.read() as reader:
        ends = reader.find(Dependency, project_id=desk.ids.project)
    assert {link.predecessor_id for link in ends} | {link.successor_id for link in ends} <= set(
        left
    )


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [
        ("ready", "rank", "link_cycle"),
        ("value", "setup", "link_cycle"),
        ("setup", "data", "link_parent"),
        ("data", "data", "link_rows"),
        ("rank", "configure", "link_exists"),
    ],
)
def test_a_link_that_cannot_be_is_refused(desk: Desk, before: str, after: str, error: str) -> None:
    with pytest.raises(UserError) as caught:
        links.link(
            desk.store,
            predecessor_id=desk.ids.row[before],
            successor_id=desk.ids.row[after],
        )
    assert caught.value.code == error


def test_no_record_knows_fields_that_it_has_not() -> None:
    from csdesk.app.fields import field_types

    for kind in (Customer, PlanRow):
        assert issubclass(kind, Record)
        assert not {"id", "version", "uid"} & set(field_types(kind))


def test_an_accepted_move_takes_along_what_follows_and_records_why(desk: Desk) -> None:
    before = load_project(desk.store, desk.ids.project)
    result = reschedule.move(
        desk.store, row_id=desk.ids.row["configure"], target=date(2026, 12, 18),
        cause=Cause.CUSTOMER, text="rules came late",
    )  # fmt: skip
    after = load_project(desk.store, desk.ids.project)
    live = desk.ids.row["live"]
    moved = {row.id for row in result.moved}
    assert {desk.ids.row[code] for code in ("import", "ready", "value", "live")} <= moved
    assert after.rows[live].target == after.state.rows[live].finish
    entry = next(slip for slip in result.slips if slip.milestone_id == live)
    old, new = before.state.rows[live].finish, after.state.rows[live].finish
    assert old is not None
    assert new is not None
    assert entry.days == after.calendars.project.days_after(old, new) > 0
    assert (entry.cause, entry.text, entry.row_id) == (
        Cause.CUSTOMER, "rules came late", desk.ids.row["configure"],
    )  # fmt: skip


def test_a_value_milestone_that_opens_again_forgets_the_deals_first_value(desk: Desk) -> None:
    outcomes.confirm_value(desk.store, milestone_id=desk.ids.row["value"], said_by="Guo Wei")
    items.update(desk.store, row_ids=[desk.ids.row["value"]], status=Status.TODO)
    with desk.store.read() as reader:
        assert reader.get(Deal, desk.ids.deal).value_on is None
    desk.store.undo()
    with desk.store.read() as reader:
        assert reader.get(Deal, desk.ids.deal).value_on == TODAY


def test_rows_move_as_one_and_go_back_as_one(desk: Desk) -> None:
    before = load_project(desk.store, desk.ids.project)
    ids = [desk.ids.row[code] for code in ("configure", "data")]
    moves = {row_id: reschedule.NewDates(target=date(2026, 12, 18)) for row_id in ids}
    result = reschedule.move_rows(desk.store, moves=moves)
    assert set(ids) < {row.id for row in result.moved}
    assert result.slips == ()
    after = load_project(desk.store, desk.ids.project)
    assert after.rows[desk.ids.row["live"]].target != before.rows[desk.ids.row["live"]].target
    desk.store.undo()
    again = load_project(desk.store, desk.ids.project)
    for row_id, row in before.rows.items():
        assert (again.rows[row_id].start, again.rows[row_id].target) == (row.start, row.target)
    assert again.state.rows == before.state.rows


def test_a_broken_link_comes_back_with_undo(desk: Desk) -> None:
    before = load_project(desk.store, desk.ids.project)
    result = reschedule.move(
        desk.store, row_id=desk.ids.row["configure"], target=date(2027, 1, 29), cause=None,
        follow=Follow.BREAK,
    )  # fmt: skip
    assert [row.id for row in result.moved] == [desk.ids.row["configure"]]
    assert result.broken
    left = {link.id for link in load_project(desk.store, desk.ids.project).plan.links}
    assert not left & set(result.broken)
    desk.store.undo()
    again = load_project(desk.store, desk.ids.project)
    assert {link.id for link in again.plan.links} == {link.id for link in before.plan.links}


def test_a_plan_is_shifted_taken_up_later_and_counted_back(desk: Desk) -> None:
    before = load_project(desk.store, desk.ids.project)
    live = desk.ids.row["live"]
    plan_shift.shift(desk.store, project_id=desk.ids.project, days=5)
    shifted = load_project(desk.store, desk.ids.project)
    assert shifted.project.start > before.project.start
    old, new = before.rows[live].target, shifted.rows[live].target
    assert old is not None
    assert new is not None
    assert new > old
    day = date(2027, 1, 11)
    plan_shift.start_work_from(desk.store, project_id=desk.ids.project, day=day)
    later = load_project(desk.store, desk.ids.project)
    assert all(
        row.start >= day
        for row in later.rows.values()
        if may_be_moved(row) and row.start is not None
    )
    too_early = date(2026, 12, 1)
    early = plan_shift.count_back(desk.store, project_id=desk.ids.project, go_live=too_early)
    assert early.done is None
    assert early.earliest > too_early
    back = plan_shift.count_back(
        desk.store, project_id=desk.ids.project, go_live=date(2027, 6, 30), cause=Cause.US
    )
    assert back.done is not None
    assert back.done.slips
    state = load_project(desk.store, desk.ids.project).state
    assert state.rows[live].finish == date(2027, 6, 30)
    for _ in range(3):
        desk.store.undo()
    assert load_project(desk.store, desk.ids.project).state == before.state


def test_what_was_recorded_before_a_new_agreement_does_not_explain_it(desk: Desk) -> None:
    store, project_id = desk.store, desk.ids.project
    before = load_project(store, project_id).state.slip
    assert before is not None
    milestone_id = before.milestone_id
    assert milestone_id is not None
    slips.record(store, milestone_id=milestone_id, days=9, cause=Cause.CUSTOMER)
    agreed = baselines.agree(store, project_id=project_id, agreed_by="Guo Wei")

    def parts() -> tuple[int, dict[Cause, int], int]:
        slip = load_project(store, project_id).state.slip
        assert slip is not None
        book = load_slips(store, project_id=project_id)
        ledger = next(one for one in book.ledgers if one.milestone.id == milestone_id)
        assert (ledger.slip, ledger.unrecorded) == (slip.total, slip.unrecorded)
        return slip.total, {cause: days for cause, days, _ in slip.by_cause}, slip.unrecorded

    assert parts() == (0, {}, 0)
    finish = load_project(store, project_id).state.rows[milestone_id].finish
    assert finish is not None
    later = finish + timedelta(days=7)
    reschedule.move(store, row_id=milestone_id, target=later, cause=Cause.US)
    assert parts() == (5, {Cause.US: 5}, 0)
    baselines.update(store, baseline_id=desk.ids.baseline, current=True)
    assert parts()[1][Cause.CUSTOMER] == 9
    baselines.update(store, baseline_id=agreed.id, current=True)
    baselines.delete(store, baseline_id=agreed.id)
    with store.read() as reader:
        assert not [one for one in reader.find(Setting) if one.key.startswith("baselines.")]
