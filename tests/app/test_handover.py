"""The handover card, the check of the project manager, and people who leave, in a workspace."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csdesk.app.commands import (
    contacts,
    contracts,
    customers,
    deals,
    goals,
    handover,
    imports,
    manager_checks,
    meetings,
    plan,
    risks,
    scope,
    users,
)
from csdesk.app.handover_text import confirmed_text, gap_text, kickoff_text, percent_text
from csdesk.app.imports.reading import read_table
from csdesk.app.imports.session import load_known, plan_import, suggest_mapping
from csdesk.app.queries.handover import load_handover
from csdesk.data.store import Store
from csdesk.domain.codes import (
    ContactRole,
    Language,
    MeetingKind,
    PointKind,
    RiskStatus,
    Strength,
    UserRole,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.handover import Part
from csdesk.domain.manager_check import QUESTIONS
from csdesk.domain.records import Contact, PlanRow, Project, Risk
from csdesk.domain.records_kickoff import Handover, HandoverPoint, ManagerCheck
from csdesk.i18n import LANGUAGES, Translator
from tests.support import TODAY, make_store

WEAK = dict.fromkeys(QUESTIONS, Strength.WEAK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(tmp_path / "team.csdesk", country="CN", currency="CNY")
    yield made
    made.close()


@pytest.fixture
def customer(store: Store) -> int:
    return customers.create(store, name="Harbour Noodle").id


@pytest.fixture
def project(store: Store, customer: int) -> int:
    made = plan.apply_template(
        store, customer_id=customer, template_code="light-30", start=date(2026, 11, 2)
    )
    return made.project.id


def points(store: Store, kind: PointKind) -> list[str]:
    with store.read() as reader:
        found = reader.find(HandoverPoint, kind=kind, order_by=("position", "id"))
    return [one.text for one in found]


def test_a_card_fills_up_and_says_what_is_left(store: Store, customer: int, project: int) -> None:
    before = load_handover(store, customer)
    assert before.is_blank
    assert before.meter.percent == 0
    handover.put(store, customer_id=customer, why_bought="Fines for overtime", process="Paper")
    handover.put(store, customer_id=customer, working_with="One call a week", budget_note="HR")
    with store.read() as reader:
        assert reader.count(Handover, customer_id=customer) == 1
    handover.create_point(
        store, customer_id=customer, kind=PointKind.PAIN, text="Overtime is seen late",
        answer="An alert on the day",
    )  # fmt: skip
    deals.create(store, customer_id=customer, closed_on=date(2026, 10, 20), seller="Zhao Lei")
    contracts.create(store, customer_id=customer, start=date(2026, 11, 1))
    made = scope.create_deliverable(
        store, project_id=project, title="Rosters", agreed_by="Guo Wei", agreed_on=TODAY
    )
    scope.create_criterion(store, project_id=project, text="By Friday", deliverable_id=made.id)
    scope.create_criterion(store, project_id=project, text="Signed by the sponsor")
    kickoff = meetings.create(
        store, customer_id=customer, day=date(2026, 11, 19), kind=MeetingKind.KICKOFF
    )
    goals.confirm_success(
        store, customer_id=customer, confirmed_by="Guo Wei", text="Rosters by Friday",
        meeting_id=kickoff.id,
    )  # fmt: skip
    card = load_handover(store, customer)
    assert card.seller == "Zhao Lei"
    assert card.seller_from_deal
    (shown,) = card.scopes
    assert [line.deliverable and line.deliverable.title for line in shown.lines] == [
        "Rosters", None,
    ]  # fmt: skip
    left = {gap.part for gap in card.meter.gaps}
    assert left == {
        Part.GOALS, Part.DECIDERS, Part.PROMISES, Part.DATES, Part.TOUCHPOINTS, Part.TERMS,
    }  # fmt: skip
    assert card.meter.percent == 100 - 15 - 10 - 15 - 2
    words = Translator("en")
    assert percent_text(words, card) == "58% known, 7 answers missing"
    assert "Kickoff" in confirmed_text(words, card, card.confirmations[0])
    assert kickoff_text(words, card) == "The kickoff was planned for Thu 19 Nov."
    term = next(gap for gap in card.meter.gaps if gap.part is Part.TERMS)
    said = {language: gap_text(Translator(language), term) for language in LANGUAGES}
    assert said["en"] == ("Contract: signature date, end, annual value, notice period missing")
    assert said["zh_CN"] == "合同缺少：签约日期、到期日、年金额、通知期"


def test_a_sales_lead_of_ours_is_named_before_the_deals(store: Store, customer: int) -> None:
    seller = users.create(store, name="Lin Yue", role=UserRole.SALES)
    deals.create(store, customer_id=customer, closed_on=TODAY, seller="Zhao Lei")
    handover.put(store, customer_id=customer, sales_user_id=seller.id)
    card = load_handover(store, customer)
    assert (card.seller, card.seller_from_deal) == ("Lin Yue", False)


def test_lines_keep_their_order_each_kind_by_itself(store: Store, customer: int) -> None:
    made = [
        handover.create_point(store, customer_id=customer, kind=PointKind.PAIN, text=text)
        for text in ("First", "Second", "Third")
    ]
    handover.create_point(store, customer_id=customer, kind=PointKind.PROMISE, text="Promise")
    handover.move_point(store, point_id=made[2].id, direction="up")
    handover.move_point(store, point_id=made[0].id, direction="up")
    assert points(store, PointKind.PAIN) == ["First", "Third", "Second"]
    handover.delete_point(store, point_id=made[2].id)
    assert points(store, PointKind.PAIN) == ["First", "Second"]
    assert points(store, PointKind.PROMISE) == ["Promise"]
    with store.read() as reader:
        assert {one.visibility for one in reader.find(HandoverPoint)} == {Visibility.INTERNAL}


def test_a_key_date_needs_its_day_and_a_line_its_words(store: Store, customer: int) -> None:
    with pytest.raises(UserError) as error:
        handover.create_point(store, customer_id=customer, kind=PointKind.DATE, text="Opening")
    assert error.value.params["field"] == "day"
    with pytest.raises(UserError) as error:
        handover.create_point(store, customer_id=customer, kind=PointKind.PAIN, text="  ")
    assert error.value.params["field"] == "text"
    assert points(store, PointKind.DATE) == points(store, PointKind.PAIN) == []
    made = handover.create_point(
        store, customer_id=customer, kind=PointKind.DATE, text="Opening", day=TODAY
    )
    with pytest.raises(UserError):
        handover.update_point(store, point_id=made.id, day=None)


def test_two_cards_become_one_when_customers_merge(store: Store, customer: int) -> None:
    other = customers.create(store, name="Harbour Noodles Group").id
    handover.put(store, customer_id=customer, why_bought="Fines")
    handover.put(store, customer_id=other, why_bought="Growth", process="Paper", budget_minor=900)
    handover.create_point(store, customer_id=other, kind=PointKind.PAIN, text="Overtime")
    customers.merge(store, keep_id=customer, merge_id=other)
    card = load_handover(store, customer)
    assert card.handover is not None
    assert (card.handover.why_bought, card.handover.process) == ("Fines", "Paper")
    assert card.handover.budget_minor == 900
    assert [one.text for one in card.points[PointKind.PAIN]] == ["Overtime"]
    store.undo()
    assert load_handover(store, other).points[PointKind.PAIN]


def test_the_questions_are_answered_in_their_order(store: Store, project: int) -> None:
    with pytest.raises(UserError) as error:
        manager_checks.record(store, project_id=project, has_time=Strength.WEAK)
    assert error.value.params["field"] == "knows_business"
    with pytest.raises(UserError):
        manager_checks.record(store, project_id=project)
    first = manager_checks.record(store, project_id=project, knows_business=Strength.STRONG)
    assert first.checked_on == TODAY
    again = manager_checks.record(store, project_id=project, has_time=Strength.FAIR)
    assert (again.id, again.knows_business) == (first.id, Strength.STRONG)
    with store.read() as reader:
        assert reader.count(ManagerCheck) == 1


@pytest.mark.parametrize("language", list(Language))
def test_a_weak_answer_becomes_a_risk_and_an_item_for_us_only(
    store: Store, customer: int, project: int, language: Language
) -> None:
    manager = contacts.create(
        store, customer_id=customer, name="周敏", role=ContactRole.PROJECT_MANAGER
    )
    check = manager_checks.record(store, project_id=project, contact_id=manager.id, **WEAK)
    risk, row = manager_checks.follow_up(
        store, check_id=check.id, question="has_time", language=language
    )
    assert risk.visibility is row.visibility is Visibility.INTERNAL
    assert "周敏" in risk.title
    assert "周敏" in row.title
    assert (risk.probability, risk.impact, risk.project_id) == (4, 4, project)
    assert row.target is not None
    assert row.target > TODAY
    with pytest.raises(UserError) as error:  # in whatever language it is asked for again
        manager_checks.follow_up(
            store, check_id=check.id, question="has_time", language=Language.EN
        )
    assert error.value.code == "check_followed_up"
    store.undo()
    with store.read() as reader:
        assert reader.count(Risk) == reader.count(PlanRow, title=row.title) == 0
    store.redo()
    risks.update(store, risk_id=risk.id, status=RiskStatus.CLOSED)
    manager_checks.follow_up(store, check_id=check.id, question="has_time", language=language)


def test_a_strong_answer_leads_to_nothing(store: Store, customer: int, project: int) -> None:
    check = manager_checks.record(store, project_id=project, knows_business=Strength.STRONG)
    for question in ("knows_business", "judges_it"):
        with pytest.raises(UserError) as error:
            manager_checks.follow_up(
                store, check_id=check.id, question=question, language=Language.EN
            )
        assert error.value.code == "check_without_follow_up"
    other = contacts.create(
        store, customer_id=customers.create(store, name="Other").id, name="Fang Jie"
    )
    with pytest.raises(UserError) as error:
        manager_checks.record(store, project_id=project, contact_id=other.id)
    assert error.value.params["field"] == "contact_id"


def test_who_leaves_keeps_the_name_of_the_successor(
    store: Store, customer: int, project: int
) -> None:
    left, new, third = (
        contacts.create(store, customer_id=customer, name=name)
        for name in ("Guo Wei", "Zhou Min", "Fang Jie")
    )
    gone = contacts.leave(store, contact_id=left.id, successor_id=new.id)
    assert gone.successor_uid == new.uid
    row = contacts.plan_onboarding(
        store, contact_id=left.id, title="Onboard Zhou Min", project_id=project
    )
    assert row.title == "Onboard Zhou Min"
    changed = contacts.update(store, contact_id=left.id, successor_id=third.id)
    assert changed.successor_uid == third.uid
    assert contacts.update(store, contact_id=left.id, title="COO").successor_uid == third.uid
    assert contacts.update(store, contact_id=left.id, left_on=None).successor_uid == ""
    with pytest.raises(UserError) as error:
        contacts.plan_onboarding(store, contact_id=left.id, title="x", project_id=project)
    assert error.value.code == "no_successor"
    moved = contacts.update(store, contact_id=new.id, successor_id=third.id)
    assert moved.successor_uid == ""  # only rows went over: nobody has left


def test_merged_people_keep_checks_and_successors(store: Store, customer: int) -> None:
    other = customers.create(store, name="Harbour Noodles Group").id
    keep = contacts.create(store, customer_id=customer, name="Zhou Min", mail="zhou@h.example")
    twin = contacts.create(store, customer_id=other, name="Zhou M.", mail="zhou@h.example")
    left = contacts.create(store, customer_id=other, name="Guo Wei")
    made = plan.apply_template(
        store, customer_id=other, template_code="light-30", start=date(2026, 11, 2)
    )
    manager_checks.record(
        store, project_id=made.project.id, contact_id=twin.id, knows_business=Strength.FAIR
    )
    contacts.leave(store, contact_id=left.id, successor_id=twin.id)
    customers.merge(store, keep_id=customer, merge_id=other)
    with store.read() as reader:
        (check,) = reader.find(ManagerCheck)
        assert check.contact_id == keep.id
        assert reader.get(Contact, left.id).successor_uid == keep.uid
        assert reader.get(Project, check.project_id).customer_id == customer


DEALS = (
    "Deal ID,Company,Deal Name,Close Date,Amount,Deal Stage,Deal Owner,Closed Won Reason,"
    "Pain Points\n"
    "D1,Harbour Noodle,Seats,2026-11-04,1200,Closed Won,Zhao Lei,Fines for overtime,"
    "Overtime is seen late; Paper gets lost\n"
    "D2,Old Street Tea,Seats,2026-11-05,900,Closed Won,,,\n"
)


def test_a_crm_tells_why_they_bought(store: Store, customer: int, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, "utf-8")
    handover.create_point(
        store, customer_id=customer, kind=PointKind.PAIN, text="overtime is seen late",
        answer="An alert",
    )  # fmt: skip
    with read_table(path) as table:
        mapping, _ = suggest_mapping(store, "deals", table)
        preview = plan_import(table, mapping, load_known(store))
    imports.apply(store, preview=preview)
    card = load_handover(store, customer)
    assert card.handover is not None
    assert card.handover.why_bought == "Fines for overtime"
    assert card.seller == "Zhao Lei"
    pains = [(one.text, one.answer) for one in card.points[PointKind.PAIN]]
    assert pains == [("overtime is seen late", "An alert"), ("Paper gets lost", "")]
    with store.read() as reader:
        assert reader.count(Handover) == 1  # nothing is made of empty cells
    store.undo()
    assert load_handover(store, customer).handover is None
    handover.put(store, customer_id=customer, why_bought="Growth")
    imports.apply(store, preview=preview)
    card = load_handover(store, customer)
    assert card.handover is not None
    assert card.handover.why_bought == "Growth"  # what stands there stays
