"""Customers, people, meetings, acceptance, outcomes: one command, all that follows from it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from csdesk.app.commands import (
    baselines,
    contacts,
    contracts,
    customers,
    deals,
    goals,
    meetings,
    outcomes,
    projects,
    rows,
    slips,
    users,
    workspace,
)
from csdesk.domain.codes import (
    AcceptanceResult,
    Cause,
    DealKind,
    MeetingKind,
    MeetingStatus,
    Rag,
    Status,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import (
    Attendance,
    Baseline,
    BaselineRow,
    Contact,
    Customer,
    Deal,
    Meeting,
    PlanRow,
    Project,
    SuccessConfirmation,
)
from tests.app.conftest import Desk
from tests.support import TODAY


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jade River Hotpot Ltd.", "jade-river-hotpot"),
        ("上海蜀园餐饮管理有限公司", "上海蜀园餐饮管理"),
        ("ＡＢＣ 商贸", "abc-商贸"),
        ("Müller & Söhne GmbH", "müller-söhne"),
        ("!!!", "customer"),
    ],
)
def test_a_code_is_made_from_the_name(name: str, code: str) -> None:
    assert customers.unique_code(name, set()) == code
    assert customers.unique_code(name, {code.upper()}) == f"{code}-2"


def test_a_customer_takes_over_the_workspaces_defaults(desk: Desk) -> None:
    workspace.update(desk.store, language="zh_CN", currency="CNY")
    customer = customers.create(desk.store, name="Lotus Eye Care")
    assert (customer.language, customer.currency, customer.country) == ("zh_CN", "CNY", "CN")
    assert customer.owner_id == desk.store.actor.id
    with pytest.raises(UserError) as caught:
        customers.create(desk.store, name="LOTUS eye care, Inc.")
    assert caught.value.code == "customer_exists"
    with pytest.raises(UserError):
        customers.update(desk.store, customer_id=customer.id, code="harbour-noodle")
    with pytest.raises(UserError):
        customers.create(desk.store, name="  ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"currency": "yuan"},
        {"country": "China"},
        {"timezone": "Shanghai"},
        {"language": "fr"},
        {"golden_days": 0},
        {"match_key": "x"},
        {"next_number": 1},
    ],
)
def test_facts_that_do_not_fit_are_refused(desk: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(UserError) as caught:
        customers.update(desk.store, customer_id=desk.ids.customer, **wrong)
    assert caught.value.params["field"] == next(iter(wrong))


def test_merging_moves_everything_and_gives_new_numbers_where_both_had_one(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with store.read() as reader:
        moved = reader.find(PlanRow, project_id=ids.other_project)
    customers.merge(store, keep_id=ids.customer, merge_id=ids.other)
    with store.read() as reader:
        assert reader.first(Customer, id=ids.other) is None
        assert reader.get(Contact, ids.lone_contact).customer_id == ids.customer
        project = reader.get(Project, ids.other_project)
        assert (project.customer_id, project.code) == (ids.customer, "P1-2")
        numbers = [
            row.number for row in reader.find(PlanRow, customer_id=ids.customer) if row.number
        ]
        assert reader.count(PlanRow, project_id=ids.other_project) == len(moved)
    assert len(numbers) == len(set(numbers))
    with pytest.raises(UserError):
        customers.merge(store, keep_id=ids.customer, merge_id=ids.customer)


def test_the_held_kickoff_reaches_its_milestone(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    meetings.hold(store, meeting_id=ids.meeting)
    with store.read() as reader:
        row = reader.get(PlanRow, ids.row["kickoff"])
        came = {one.attended for one in reader.find(Attendance, meeting_id=ids.meeting)}
    assert (row.status, row.actual_finish) == (Status.DONE, date(2026, 11, 18))
    assert came == {True}
    store.undo()
    with store.read() as reader:
        assert reader.get(PlanRow, ids.row["kickoff"]).status is Status.TODO
        assert reader.get(Meeting, ids.meeting).status is MeetingStatus.PLANNED


def test_a_meeting_closes_with_a_next_one_or_a_reason(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with pytest.raises(UserError) as caught:
        meetings.close(store, meeting_id=ids.meeting)
    assert caught.value.code == "meeting_not_held"
    meetings.hold(store, meeting_id=ids.meeting)
    with pytest.raises(UserError) as caught:
        meetings.close(store, meeting_id=ids.meeting)
    assert caught.value.code == "no_next_meeting"
    closed = meetings.close(store, meeting_id=ids.meeting, no_next_reason="Season")
    assert closed.no_next_reason == "Season"
    meetings.create(store, customer_id=ids.customer, day=date(2026, 12, 1))
    assert meetings.close(store, meeting_id=ids.meeting).no_next_reason == ""


def test_a_missed_meeting_goes_back_on_the_calendar_with_its_people(desk: Desk) -> None:
    again = meetings.miss(desk.store, meeting_id=desk.ids.meeting, new_day=date(2026, 11, 25))
    assert (again.kind, again.status) == (MeetingKind.KICKOFF, MeetingStatus.PLANNED)
    with desk.store.read() as reader:
        assert reader.get(Meeting, desk.ids.meeting).status is MeetingStatus.MISSED
        assert reader.count(Attendance, meeting_id=again.id) == 3
    with pytest.raises(UserError):
        meetings.hold(desk.store, meeting_id=again.id, day=date(2026, 11, 25))
    with pytest.raises(UserError):
        meetings.cancel(desk.store, meeting_id=desk.ids.held)
    with pytest.raises(UserError):
        meetings.invite(desk.store, meeting_id=again.id, contact_ids=[desk.ids.lone_contact])


def test_the_acceptance_reaches_go_live_and_acceptance_and_a_refusal_opens_it(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with pytest.raises(UserError):
        projects.finish(store, project_id=ids.project)
    projects.record_acceptance(store, project_id=ids.project, result=AcceptanceResult.ACCEPTED)
    with store.read() as reader:
        days = {reader.get(PlanRow, ids.row[code]).actual_finish for code in ("live", "accepted")}
    assert days == {TODAY}
    projects.record_acceptance(store, project_id=ids.project, result=AcceptanceResult.REFUSED)
    with store.read() as reader:
        assert reader.get(PlanRow, ids.row["accepted"]).status is Status.TODO
        assert reader.get(PlanRow, ids.row["live"]).status is Status.DONE
    projects.record_acceptance(store, project_id=ids.project, result=AcceptanceResult.PUNCH_LIST)
    assert projects.finish(store, project_id=ids.project).status == "finished"


def test_a_confirmed_outcome_reaches_the_value_milestone_and_dates_the_deal(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with pytest.raises(UserError):
        outcomes.confirm(store, outcome_id=ids.outcome, said_by=" ")
    outcome = outcomes.confirm(store, outcome_id=ids.outcome, said_by="Guo Wei")
    assert outcome.milestone_id == ids.row["value"]
    with store.read() as reader:
        assert reader.get(PlanRow, ids.row["value"]).actual_finish == TODAY
        assert reader.get(Deal, ids.deal).value_on == TODAY
    with pytest.raises(UserError) as caught:
        outcomes.create(
            store, customer_id=ids.customer, title="x", said_by="y", milestone_id=ids.row["live"]
        )
    assert caught.value.code == "not_value_milestone"


def test_the_first_deal_is_new_and_a_later_one_an_expansion(desk: Desk) -> None:
    customer = customers.create(desk.store, name="Mori Bakery")
    first = deals.create(desk.store, customer_id=customer.id, closed_on=TODAY)
    later = deals.create(desk.store, customer_id=customer.id, closed_on=TODAY)
    assert (first.kind, first.needs_implementation) == (DealKind.NEW, True)
    assert (later.kind, later.needs_implementation) == (DealKind.EXPANSION, False)


def test_who_left_hands_the_open_rows_on_and_an_owner_cannot_be_deleted(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with pytest.raises(UserError) as caught:
        contacts.delete(store, contact_id=ids.contact)
    assert caught.value.code == "contact_owns_rows"
    left = contacts.leave(store, contact_id=ids.contact, successor_id=ids.successor)
    assert left.left_on == TODAY
    with store.read() as reader:
        assert reader.get(PlanRow, ids.row["signoff"]).owner_contact_id == ids.successor
    with pytest.raises(UserError):
        contacts.leave(store, contact_id=ids.successor, successor_id=ids.lone_contact)


def test_a_baseline_keeps_the_dates_and_one_counts(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with store.read() as reader:
        kept = reader.find(BaselineRow, baseline_id=ids.old_baseline)
        target = reader.get(PlanRow, ids.row["rank"]).target
    assert {row.row_id: row.finish for row in kept}[ids.row["rank"]] == target
    baselines.update(store, baseline_id=ids.old_baseline, current=True)
    with store.read() as reader:
        current = reader.find(Baseline, project_id=ids.project, current=True)
    assert [one.id for one in current] == [ids.old_baseline]
    baselines.delete(store, baseline_id=ids.old_baseline)
    with store.read() as reader:
        assert reader.get(Baseline, ids.baseline).current
    for wrong in ({"agreed_by": ""}, {"agreed_by": "x", "agreed_on": date(2026, 12, 1)}):
        with pytest.raises(UserError):
            baselines.agree(store, project_id=ids.project, **wrong)


def test_a_goals_value_of_a_day_is_replaced(desk: Desk) -> None:
    first = goals.add_value(desk.store, goal_id=desk.ids.goal, value=Decimal(80))
    second = goals.add_value(desk.store, goal_id=desk.ids.goal, value=Decimal(70))
    assert (second.id, second.value) == (first.id, Decimal(70))
    with pytest.raises(UserError):
        goals.add_value(desk.store, goal_id=desk.ids.goal, value=Decimal(1), day=date(2026, 12, 1))


def test_success_is_confirmed_with_the_words_that_held_then(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    goals.confirm_success(store, customer_id=ids.customer, confirmed_by="Guo Wei")
    with store.read() as reader:
        texts = [one.text for one in reader.find(SuccessConfirmation, customer_id=ids.customer)]
    assert texts == ["Rosters by Friday noon"] * 2
    with pytest.raises(UserError):
        goals.confirm_success(store, customer_id=ids.other, confirmed_by="Fang Jie")


def test_a_colour_by_hand_needs_a_note_and_can_be_taken_away(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    project = projects.set_rag(
        store, project_id=ids.project, rag=Rag.RED, note="Sponsor left", sentence="We wait."
    )
    assert (project.rag_by, project.rag_on) == (store.actor.name, TODAY)
    assert projects.set_rag(store, project_id=ids.project, rag=None).rag_override is None
    for rag, note in ((Rag.RED, " "), (Rag.FINISHED, "x")):
        with pytest.raises(UserError):
            projects.set_rag(store, project_id=ids.project, rag=rag, note=note)


def test_a_status_of_a_project_has_its_effects_however_it_is_set(desk: Desk) -> None:
    store, project_id = desk.store, desk.ids.project
    with pytest.raises(UserError) as caught:
        projects.update(store, project_id=project_id, status="on_hold")
    assert caught.value.code == "hold_reason"
    held = projects.update(
        store, project_id=project_id, status="on_hold", hold_reason="Season", name="New name"
    )
    assert (held.status, held.hold_reason, held.name) == ("on_hold", "Season", "New name")
    assert projects.update(store, project_id=project_id, status="open").hold_reason == ""
    with pytest.raises(UserError) as caught:
        projects.update(store, project_id=project_id, status="finished")
    assert caught.value.code == "not_accepted"
    with pytest.raises(UserError):
        projects.update(store, project_id=project_id, rag_override="red")


def test_smaller_refusals(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    refused: list[Callable[[], object]] = [
        lambda: slips.record(store, milestone_id=ids.row["live"], days=0, cause=Cause.US),
        lambda: slips.record(store, milestone_id=ids.row["data"], days=1, cause=Cause.US),
        lambda: users.update(store, user_id=store.actor.id, active=False),
        lambda: users.create(store, name="chen hao"),
        lambda: projects.hold(store, project_id=ids.project, reason=""),
        lambda: projects.create(store, customer_id=ids.customer, name="x", code="P1"),
        lambda: contracts.update(store, contract_id=ids.contract, end=date(2026, 1, 1)),
        lambda: rows.move(store, row_id=ids.row["handover"], direction="up"),
        lambda: contacts.update(store, contact_id=ids.contact, mail="guo.wei"),
    ]
    for command in refused:
        with pytest.raises(UserError) as caught:
            command()
        assert str(caught.value)
