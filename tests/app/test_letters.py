"""Letters, success story and certificate from a real workspace: right, safe, whole or refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from csdesk.app.commands import (
    certificates,
    consents,
    contacts,
    customers,
    deals,
    goals,
    items,
    meetings,
    outcomes,
    projects,
    users,
    workspace,
)
from csdesk.app.documents.make import export_document, make_again, make_document
from csdesk.app.documents.registry import KINDS, spec_of
from csdesk.app.documents.spec import Ask, Subject
from csdesk.app.queries.certificate import certificate_id, find_certificate
from csdesk.app.queries.completion import completion_source
from csdesk.app.queries.customers import list_customers
from csdesk.app.queries.story import consent_in_force, story_source
from csdesk.app.queries.welcome import welcome_source
from csdesk.data.store import Store
from csdesk.domain.codes import (
    AcceptanceResult,
    ContactRole,
    CriterionResult,
    DealKind,
    DocumentKind,
    Language,
    MeetingKind,
    MilestoneKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import DocumentLog, Outcome, PlanRow, Project
from csdesk.domain.records_delivery import Certificate, Criterion, Defect, Deliverable
from csdesk.domain.views.completion import CompletionView
from csdesk.domain.views.story import StoryView
from csdesk.domain.views.welcome import WelcomeView
from csdesk.i18n import Translator
from tests.app.conftest import Desk
from tests.support import TODAY

CANARY = "Canary: they may not afford the second site"


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def welcome(desk: Desk, **more: Any) -> WelcomeView:
    with desk.store.read() as reader:
        return welcome_source(reader, desk.ids.customer, TODAY, **more).view


def completion(desk: Desk, **more: Any) -> CompletionView:
    with desk.store.read() as reader:
        return completion_source(reader, desk.ids.project, TODAY, **more).view


def story(desk: Desk, **more: Any) -> StoryView:
    with desk.store.read() as reader:
        return story_source(reader, desk.ids.customer, TODAY, **more)


def refusal(desk: Desk, kind: DocumentKind) -> UserError:
    ask = Ask(kind=kind, today=TODAY, customer_id=desk.ids.customer, project_id=desk.ids.project)
    with pytest.raises(UserError) as caught:
        make_document(desk.store, ask)
    return caught.value


def go_live(store: Store, project_id: int, on: date = TODAY) -> None:
    with store.write("items.update") as unit:
        for kind in (MilestoneKind.VALUE, MilestoneKind.GO_LIVE):
            for row in unit.find(PlanRow, project_id=project_id, milestone_kind=kind):
                unit.update(PlanRow, row.id, status=Status.DONE, actual_finish=on, progress=100)


# --- the welcome letter ----------------------------------------------------------------------


def test_the_welcome_letter_goes_to_the_sponsor_with_a_copy_to_the_project_manager(
    desk: Desk,
) -> None:
    view = welcome(desk)
    assert view.to is not None
    assert view.copy_to is not None
    assert (view.to.name, view.copy_to.name) == ("Guo Wei", "Zhou Min")
    contacts.leave(desk.store, contact_id=desk.ids.contact)
    view = welcome(desk)
    assert view.to is not None
    assert (view.to.name, view.copy_to) == ("Zhou Min", None)


def test_it_asks_for_what_they_do_first_by_name_and_date(desk: Desk) -> None:
    view = welcome(desk)
    days = [ask.by for ask in view.asks]
    assert 1 <= len(view.asks) <= 5
    assert days == sorted(days, key=lambda day: day or date.max)
    assert all(day is not None and day >= TODAY for day in days)
    with desk.store.read() as reader:
        theirs = reader.find(PlanRow, project_id=desk.ids.project, side=Side.CUSTOMER)
    assert {ask.title for ask in view.asks} <= {row.title for row in theirs}


def test_it_has_goals_success_milestones_window_team_and_meeting(desk: Desk) -> None:
    customers.update(desk.store, customer_id=desk.ids.customer, owner_id=desk.ids.user)
    view = welcome(desk)
    assert [goal.title for goal in view.goals] == ["Overtime down"]
    assert (view.success, view.success_by) == ("Rosters by Friday noon", "Guo Wei")
    assert any(line.kind is MilestoneKind.VALUE for line in view.milestones)
    assert view.window is not None
    assert view.signed_on == view.window.signed_on == date(2026, 10, 20)
    assert view.window.last_day == view.signed_on + timedelta(90)
    assert view.team[0].name == "Chen Hao"
    meetings.create(
        desk.store, customer_id=desk.ids.customer, day=date(2026, 11, 25), kind=MeetingKind.PROGRESS
    )
    meeting = welcome(desk).next_meeting
    assert meeting is not None
    assert meeting.day == date(2026, 11, 25)


def test_it_is_written_before_there_is_a_project(desk: Desk, tmp_path: Path) -> None:
    fresh = customers.create(desk.store, name="Mori Bakery", language=Language.EN)
    deals.create(desk.store, customer_id=fresh.id, closed_on=TODAY - timedelta(1))
    result = export_document(
        desk.store, DocumentKind.WELCOME, customer_id=fresh.id, out=tmp_path, today=TODAY
    )
    text = " ".join(text_of(result.path).split())
    assert result.pages == 1
    assert "You signed on 19 November 2026, and our work for you begins now." in text
    assert "Our aim: you see a first result by 17 February, day 90." in text
    assert any("The letter is to the company" in str(remark) for remark in result.warnings)
    with desk.store.read() as reader:
        (log,) = reader.find(DocumentLog, kind=DocumentKind.WELCOME)
    assert (log.project_id, log.customer_id) == (None, fresh.id)


def test_a_customer_without_anything_gets_a_correct_page(desk: Desk, tmp_path: Path) -> None:
    bare = customers.create(desk.store, name="Bare Ltd", language=Language.EN)
    result = export_document(
        desk.store, DocumentKind.WELCOME, customer_id=bare.id, out=tmp_path, today=TODAY
    )
    assert "Our work together begins." in text_of(result.path)


# --- the completion letter -------------------------------------------------------------------


def test_no_completion_before_it_is_live(desk: Desk) -> None:
    error = refusal(desk, DocumentKind.COMPLETION)
    assert error.code == "not_live"
    assert "record the acceptance" in str(error)
    go_live(desk.store, desk.ids.project, TODAY + timedelta(1))
    assert refusal(desk, DocumentKind.COMPLETION).code == "not_live"


def test_an_acceptance_makes_it_complete(desk: Desk) -> None:
    day = TODAY - timedelta(2)
    projects.record_acceptance(
        desk.store, project_id=desk.ids.project, result=AcceptanceResult.PUNCH_LIST, on=day
    )
    view = completion(desk)
    assert (view.live_on, view.accepted_on) == (day, day)


def test_it_says_scope_criteria_and_what_stays_open(desk: Desk) -> None:
    go_live(desk.store, desk.ids.project)
    project = desk.ids.project
    with desk.store.write("scope") as unit:
        for kind in (Defect, Criterion, Deliverable):
            unit.delete(kind, *(one.id for one in unit.find(kind, project_id=project)))
        unit.add(Deliverable(project_id=project, title="Rosters in 46 restaurants", position=1))
        unit.add(Deliverable(project_id=project, title="Payroll link", in_scope=False))
        unit.add(Criterion(project_id=project, text="a", result=CriterionResult.PASSED))
        unit.add(Criterion(project_id=project, text="b", result=CriterionResult.FAILED))
        unit.add(
            Defect(project_id=project, number=2, title="Later", due=TODAY + timedelta(9),
                   side=Side.CUSTOMER, owner="Guo Wei")
        )  # fmt: skip
        unit.add(Defect(project_id=project, number=1, title="Now", due=TODAY, owner="Chen Hao"))
        unit.add(Defect(project_id=project, number=3, title="Mended", done_on=TODAY))
    view = completion(desk)
    assert [line.title for line in view.deliverables] == ["Rosters in 46 restaurants"]
    assert (view.criteria_passed, view.criteria_all) == (1, 2)
    assert [(one.code, one.owner) for one in view.open_points] == [
        ("P1", "Chen Hao"), ("P2", "Guo Wei"), ("", ""),
    ]  # fmt: skip
    assert [(one.title, one.result) for one in view.open_points[2:]] == [
        ("b", CriterionResult.FAILED)
    ]
    assert view.value_on == view.live_on == TODAY
    assert view.to is not None
    assert view.to.name == "Guo Wei"


def test_a_criterion_stays_open_until_it_passes_or_the_punch_list_names_it(desk: Desk) -> None:
    go_live(desk.store, desk.ids.project)
    project = desk.ids.project
    with desk.store.write("scope") as unit:
        for kind in (Defect, Criterion):
            unit.delete(kind, *(one.id for one in unit.find(kind, project_id=project)))
        unit.add(Criterion(project_id=project, text="a", result=CriterionResult.PASSED))
        late = unit.add(Criterion(project_id=project, text="b"))
    ask = Ask(kind=DocumentKind.COMPLETION, today=TODAY, project_id=project)
    made = make_document(desk.store, ask)
    assert [one.title for one in made.view.open_points] == ["b"]  # type: ignore[attr-defined]
    told = [remark.text(Translator("en")) for remark in made.warnings]
    assert any(one.startswith("1 of 2 criteria have not passed") for one in told)
    with desk.store.write("scope") as unit:
        unit.add(Defect(project_id=project, number=1, title="Later", criterion_id=late.id))
    assert [one.code for one in completion(desk).open_points] == ["P1"]
    with desk.store.write("scope") as unit:
        (line,) = unit.find(Defect, project_id=project)
        unit.update(Defect, line.id, done_on=TODAY - timedelta(3))
        unit.update(Criterion, late.id, result=CriterionResult.FAILED)
    (again,) = completion(desk).open_points
    assert (again.title, again.mended_on) == ("b", TODAY - timedelta(3))


def test_a_document_of_a_customer_without_a_plan_says_what_to_do(desk: Desk) -> None:
    bare = customers.create(desk.store, name="Mori Bakery")
    for kind in KINDS:
        if spec_of(kind).subject is not Subject.PROJECT:
            continue
        with pytest.raises(UserError) as refused:
            make_document(desk.store, Ask(kind=kind, today=TODAY, customer_id=bare.id))
        assert refused.value.code == "no_project", kind
        assert "Mori Bakery has no project yet" in str(refused.value)


def test_a_document_without_a_project_is_of_the_only_one(desk: Desk) -> None:
    ask = Ask(kind=DocumentKind.STATUS, today=TODAY, customer_id=desk.ids.customer)
    assert make_document(desk.store, ask).source.project_id == desk.ids.project


def test_internal_rows_and_outcomes_leave_no_trace(desk: Desk, tmp_path: Path) -> None:
    store, customer = desk.store, desk.ids.customer
    with store.write("items.update", customer_id=customer) as unit:
        for row in unit.find(PlanRow, project_id=desk.ids.project):
            unit.update(PlanRow, row.id, internal_note=CANARY, hold_reason=CANARY)
        hidden = desk.ids.row["users"]
        unit.update(PlanRow, hidden, title=CANARY, visibility=Visibility.INTERNAL)
        unit.add(
            Outcome(customer_id=customer, day=TODAY, title=CANARY, evidence=CANARY,
                    said_by="Guo Wei", may_quote=True, visibility=Visibility.INTERNAL)
        )  # fmt: skip
    go_live(store, desk.ids.project)
    tell(store, customer)
    for kind in (DocumentKind.WELCOME, DocumentKind.COMPLETION, DocumentKind.STORY):
        result = export_document(
            store, kind, customer_id=customer,
            project_id=desk.ids.project if kind is DocumentKind.COMPLETION else None,
            out=tmp_path, today=TODAY,
        )  # fmt: skip
        assert "Canary" not in text_of(result.path)
    assert CANARY not in repr((welcome(desk), completion(desk), story(desk)))


# --- the success story -----------------------------------------------------------------------


def tell(store: Store, customer_id: int) -> None:
    """Make a story possible: a result that may be quoted, and the consent."""
    outcomes.create(
        store, customer_id=customer_id, title="Every roster hangs by Friday noon now.",
        said_by="Guo Wei", may_quote=True, amount=Decimal(46), unit="restaurants",
    )  # fmt: skip
    consents.record(store, customer_id=customer_id, given_by="Guo Wei", covers="Website, fairs")


def test_no_story_without_consent_and_the_refusal_says_what_to_do(desk: Desk) -> None:
    outcomes.create(
        desk.store, customer_id=desk.ids.customer, title="Good", said_by="Guo Wei", may_quote=True
    )
    error = refusal(desk, DocumentKind.STORY)
    assert error.code == "no_consent"
    assert "record who agreed" in str(error)
    consents.record(desk.store, customer_id=desk.ids.customer, given_by="Guo Wei", covers="Website")
    assert story(desk).consent.covers == "Website"


def test_a_withdrawn_consent_ends_it_from_its_day_on(desk: Desk) -> None:
    tell(desk.store, desk.ids.customer)
    consents.withdraw(desk.store, customer_id=desk.ids.customer)
    error = refusal(desk, DocumentKind.STORY)
    assert error.code == "no_consent"
    assert "withdrawn" in str(error)
    with desk.store.read() as reader:
        assert consent_in_force(reader, desk.ids.customer, TODAY) is None
        assert consent_in_force(reader, desk.ids.customer, TODAY - timedelta(1)) is None
    with pytest.raises(UserError) as caught:
        consents.withdraw(desk.store, customer_id=desk.ids.customer)
    assert caught.value.code == "no_consent_given"
    desk.store.undo()
    assert story(desk).consent.given_by == "Guo Wei"


def test_every_letter_counts_from_the_same_day_of_signature(desk: Desk) -> None:
    store, customer_id = desk.store, desk.ids.customer
    tell(store, customer_id)
    deals.create(store, customer_id=customer_id, closed_on=date(2025, 3, 3), kind=DealKind.NEW)
    with store.write("projects.update") as unit:
        unit.update(Project, desk.ids.project, deal_id=desk.ids.deal)
    go_live(store, desk.ids.project)
    (row,) = list_customers(store, TODAY, [customer_id])
    assert row.window is not None
    days = {story(desk).signed_on, completion(desk).signed_on, row.window.signed_on}
    assert days == {date(2026, 10, 20)}
    assert story(desk).value_on == completion(desk).value_on == row.window.first_value_on == TODAY


def test_a_story_whose_consent_is_withdrawn_is_not_made_again(desk: Desk, tmp_path: Path) -> None:
    tell(desk.store, desk.ids.customer)
    left = export_document(
        desk.store, DocumentKind.STORY, customer_id=desk.ids.customer, out=tmp_path, today=TODAY
    )
    assert make_again(desk.store, left.document_id).content == left.path.read_bytes()
    consents.withdraw(desk.store, customer_id=desk.ids.customer)
    with pytest.raises(UserError) as caught:
        make_again(desk.store, left.document_id)
    assert caught.value.code == "no_consent"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"given_by": " "}, "consent_by_missing"),
        ({"covers": ""}, "consent_covers_missing"),
        ({"on": TODAY + timedelta(1)}, "consent_in_future"),
    ],
)
def test_a_consent_names_who_what_and_a_day_that_came(
    desk: Desk, change: dict[str, Any], code: str
) -> None:
    facts: dict[str, Any] = {"given_by": "Guo Wei", "covers": "Website", **change}
    with pytest.raises(UserError) as caught:
        consents.record(desk.store, customer_id=desk.ids.customer, **facts)
    assert caught.value.code == code


def test_a_story_tells_only_what_may_be_quoted(desk: Desk, tmp_path: Path) -> None:
    store, customer = desk.store, desk.ids.customer
    tell(store, customer)
    outcomes.create(store, customer_id=customer, title="Said in private", said_by="Guo Wei")
    outcomes.create(store, customer_id=customer, title="Said by nobody", may_quote=True)
    view = story(desk)
    assert [one.title for one in view.outcomes] == ["Every roster hangs by Friday noon now."]
    assert view.quote is not None
    assert (view.quote.person.name, view.quote.person.role) == ("Guo Wei", ContactRole.SPONSOR)
    result = export_document(
        store, DocumentKind.STORY, customer_id=customer, out=tmp_path, today=TODAY
    )
    text = " ".join(text_of(result.path).split())
    assert "“Every roster hangs by Friday noon now.”" in text
    assert "Told with the consent of Guo Wei, 20 Nov 2026." in text
    assert "private" not in text
    assert str(result.warnings[0]).endswith("covers: Website, fairs")


def test_goals_that_did_not_move_are_no_success(desk: Desk) -> None:
    store, customer = desk.store, desk.ids.customer
    tell(store, customer)
    goals.update(store, goal_id=desk.ids.goal, target=Decimal(85))
    worse = goals.create(
        store, customer_id=customer, title="Worse", baseline=Decimal(5), target=Decimal(9)
    )
    goals.add_value(store, goal_id=worse.id, value=Decimal(4))
    assert [goal.title for goal in story(desk).goals] == ["Overtime down"]
    goals.update(store, goal_id=desk.ids.goal, target=Decimal(60))
    assert story(desk).goals == ()


def test_nothing_to_tell_is_said(desk: Desk) -> None:
    consents.record(desk.store, customer_id=desk.ids.customer, given_by="Guo Wei", covers="Website")
    goals.delete(desk.store, goal_id=desk.ids.goal)
    assert refusal(desk, DocumentKind.STORY).code == "no_story"


# --- certificates ----------------------------------------------------------------------------


def issue(desk: Desk, **more: Any) -> Certificate:
    facts: dict[str, Any] = {
        "customer_id": desk.ids.customer, "contact_id": desk.ids.contact,
        "statement": "plans a week of rosters on her own.", "facts": ["Quiz: 18 of 20"], **more,
    }  # fmt: skip
    return certificates.issue(desk.store, **facts)


def test_numbers_run_on_by_year_and_never_come_again(desk: Desk) -> None:
    assert [issue(desk).number for _ in range(2)] == ["ES-2026-0001", "ES-2026-0002"]
    assert issue(desk, on=date(2025, 12, 30)).number == "ES-2025-0001"
    outcomes.create(desk.store, customer_id=desk.ids.customer, title="Seen")
    desk.store.undo()  # takes the outcome back, not a certificate
    with pytest.raises(UserError):
        customers.delete(desk.store, customer_id=desk.ids.customer)
    workspace.update(desk.store, company="北山软件", company_names={"en": "Beishan Soft"})
    assert issue(desk).number == "BS-2026-0003"
    workspace.update(desk.store, company="北山软件", company_names={})
    assert issue(desk).number == "C-2026-0004"
    with desk.store.read() as reader:
        assert reader.count(Certificate) == 5


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"statement": " "}, "field_empty"),
        ({"contact_id": None}, "field_empty"),
        ({"facts": ["x"] * 7}, "certificate_facts"),
        ({"on": TODAY + timedelta(1)}, "certificate_in_future"),
    ],
)
def test_what_is_no_certificate_takes_no_number(
    desk: Desk, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        issue(desk, **change)
    assert caught.value.code == code
    assert issue(desk).number == "ES-2026-0001"


def test_another_customers_person_gets_none(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        issue(desk, contact_id=desk.ids.lone_contact)
    assert caught.value.code == "certificate_elsewhere"


def test_the_register_is_looked_up_by_number(desk: Desk) -> None:
    first, second = issue(desk), issue(desk, contact_id=None, name="Wu Xin", signed_by="Chen Hao")
    with desk.store.read() as reader:
        assert find_certificate(reader, " es-2026-0001 ") == first
        assert certificate_id(reader, desk.ids.customer, None) == second.id
        assert certificate_id(reader, desk.ids.customer, first.number) == first.id
        for number in ("ES-2026-0009", ""):
            with pytest.raises(UserError) as caught:
                certificate_id(reader, desk.ids.customer, number)
            assert caught.value.code == "no_certificate"
        with pytest.raises(UserError) as caught:
            certificate_id(reader, desk.ids.other, first.number)
        assert caught.value.code == "no_certificate"
        with pytest.raises(UserError) as caught:
            certificate_id(reader, desk.ids.other, None)
    assert caught.value.code == "no_certificate_yet"
    assert (second.name, second.signed_by) == ("Wu Xin", "Chen Hao")
    assert first.signed_by == desk.store.actor.name


def test_a_certificate_speaks_the_customers_script(desk: Desk, tmp_path: Path) -> None:
    store = desk.store
    customers.update(store, customer_id=desk.ids.customer, language=Language.ZH_CN)
    contacts.update(store, contact_id=desk.ids.contact, name_alt="郭伟")
    users.update(store, user_id=store.actor.id, name_alt="安")
    made = issue(desk, statement="能够独立排一周的班。")
    assert made.name == "郭伟"
    result = export_document(
        store, DocumentKind.CERTIFICATE, customer_id=desk.ids.customer, subject_id=made.id,
        out=tmp_path, today=TODAY,
    )  # fmt: skip
    text = text_of(result.path).replace(" ", "")
    for said in ("郭伟", "兹证明", made.number, "能够独立排一周的班。", "安，"):
        assert said in text
    contacts.update(store, contact_id=desk.ids.contact, name_alt="郭伟伟")
    assert make_again(store, result.document_id).content == result.path.read_bytes()


def test_a_person_who_is_deleted_keeps_the_certificate(desk: Desk) -> None:
    person = contacts.create(desk.store, customer_id=desk.ids.customer, name="Wu Xin")
    made = issue(desk, contact_id=person.id)
    contacts.delete(desk.store, contact_id=person.id)
    with desk.store.read() as reader:
        assert find_certificate(reader, made.number) == replace(
            made, contact_id=None, version=reader.get(Certificate, made.id).version
        )


def test_items_stay_as_they_are_when_letters_are_made(desk: Desk) -> None:
    go_live(desk.store, desk.ids.project)
    items.update(desk.store, row_ids=[desk.ids.row["users"]], status=Status.DONE)
    before = len(desk.store.history(limit=1000))
    welcome(desk)
    completion(desk)
    assert len(desk.store.history(limit=1000)) == before
