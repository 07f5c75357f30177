"""The saved questions of every workspace: golden window, and signed without a kickoff (B3, B5)."""

from datetime import timedelta

import pytest

from csdesk.app.commands import customers, deals, meetings, outcomes, settings
from csdesk.app.queries.customers import list_customers
from csdesk.app.queries.lists import Line, list_lines
from csdesk.app.questions import asks_days, find_question, known_questions
from csdesk.data.store import Store
from csdesk.domain.codes import DealKind, MeetingKind, MilestoneKind, ProjectStatus, RowKind, Stage
from csdesk.domain.errors import UserError
from csdesk.domain.records import Project
from tests.support import TODAY, add_row, make_customer, make_project


def answer(store: Store, name: str, days: int | None = None) -> list[Line]:
    question = find_question(store, name, days)
    lines = list_lines(store, question.noun, filter_by=question.filter_by)
    return question.ordered(lines)


def names(lines: list[Line], field: str = "name") -> list[object]:
    return [line[field] for line in lines]


def test_deals_without_a_kickoff_stay_first_when_they_wait_too_long(store: Store) -> None:
    customer = make_customer(store)
    for days in (3, 14, 15, 40):
        deals.create(
            store, customer_id=customer.id, name=f"of {days}", kind=DealKind.NEW,
            closed_on=TODAY - timedelta(days),
        )  # fmt: skip
    lines = answer(store, "signed-not-kicked-off")
    assert names(lines) == ["of 40", "of 15", "of 14", "of 3"]
    assert names(lines, "over") == [True, True, False, False]
    assert names(answer(store, "signed-not-kicked-off", 30), "over") == [True, False, False, False]
    waiting = {deal.id for row in list_customers(store) for deal in row.kickoff_deals}
    assert {line["id"] for line in lines} == waiting
    deals.waive_kickoff(store, customer_id=customer.id, deal_ids=[int(str(lines[0]["id"]))])
    held = meetings.create(
        store, customer_id=customer.id, day=TODAY - timedelta(14), kind=MeetingKind.KICKOFF
    )
    meetings.hold(store, meeting_id=held.id)
    assert names(answer(store, "signed-not-kicked-off")) == ["of 3"]
    customers.update(store, customer_id=customer.id, stage_by_hand=Stage.CLOSED)
    assert answer(store, "signed-not-kicked-off") == []


def test_the_golden_window_asks_by_how_much_value_is_in_time(store: Store) -> None:
    found = {}
    for name, ahead in (("early", 20), ("close", 70), ("past", 100), ("none", None)):
        customer = make_customer(store, name, name=name)
        deal = deals.create(store, customer_id=customer.id, closed_on=TODAY - timedelta(10))
        project = make_project(store, customer.id)
        with store.write("projects.update") as unit:
            unit.update(Project, project.id, deal_id=deal.id)
        if ahead is not None:
            day = TODAY + timedelta(ahead)
            with store.write("rows.add") as unit:
                found[name] = add_row(
                    unit, project, "v", kind=RowKind.MILESTONE, milestone_kind=MilestoneKind.VALUE,
                    start=day, target=day,
                )  # fmt: skip
    assert sorted(map(str, names(answer(store, "golden-window")))) == ["close", "none", "past"]
    assert sorted(map(str, names(answer(store, "golden-window", 5)))) == ["none", "past"]
    assert len(answer(store, "golden-window", 60)) == 4
    outcomes.confirm_value(store, milestone_id=found["past"].id, said_by="Guo Wei")
    line = next(one for one in list_lines(store, "customers") if one["name"] == "past")
    assert (line["window_start"], line["days_used"], line["days_left"]) == (
        TODAY.isoformat(), 0, 90,
    )  # fmt: skip
    assert "past" in names(answer(store, "golden-window")), "no next value is planned"
    with store.write("projects.update") as unit:
        unit.update(Project, found["past"].project_id, status=ProjectStatus.FINISHED)
    assert "past" not in names(answer(store, "golden-window"))


def test_days_go_only_to_questions_that_ask_for_them(store: Store) -> None:
    assert {name for name in known_questions(store) if asks_days(store, name)} == {
        "golden-window",
        "signed-not-kicked-off",
    }
    with pytest.raises(UserError) as refused:
        find_question(store, "late-items", 3)
    assert refused.value.code == "question_without_days"
    settings.put(store, key="question.soon", value="customers: days_left < {n}")
    assert find_question(store, "soon", 7).filter_by == "days_left < 7"
