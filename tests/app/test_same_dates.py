"""Documents of one day say one date for what the customer is asked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from csdesk.app.demo import Demo
from csdesk.app.queries.business_review import qbr_source
from csdesk.app.queries.kickoff import kickoff_source
from csdesk.app.queries.minutes import minutes_source
from csdesk.app.queries.plan_document import plan_source
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.renewal import renewal_source
from csdesk.app.queries.status_report import status_source
from csdesk.app.queries.welcome import welcome_source
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus, Side
from csdesk.domain.records import Meeting, PlanRow
from csdesk.i18n import Translator
from csdesk.reports.words.marks import plain
from csdesk.reports.words.plan import headline_of
from csdesk.reports.words.qbr import plan_title
from csdesk.reports.words.status import slip_sentence
from tests.demo import DRAWN, open_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Demo]]:
    store, made = open_demo(tmp_path_factory.mktemp("dates"))
    yield store, made
    store.close()


@pytest.mark.parametrize("place", [0, 1])
def test_each_asks_for_the_same_day(demo: tuple[Store, Demo], place: int) -> None:
    store, made = demo
    customer = made.customers[place]
    project = made.projects[customer]
    with store.read() as reader:
        status = status_source(reader, project, DRAWN, Language.EN).view
        deck = kickoff_source(reader, project, DRAWN, Language.EN).view
        letter = welcome_source(reader, customer, DRAWN, Language.EN, project).view
        review = qbr_source(reader, customer, DRAWN, Language.EN).view
        term = renewal_source(reader, customer, DRAWN, Language.EN).view
    asked: dict[str, date | None] = {
        item.title: item.day for one in status.asks for item in one.items
    }
    assert asked
    for title, day in (
        *((step.title, step.by) for step in deck.needs),
        *((one.title, one.by) for one in letter.asks),
        *((one.title, one.by) for pack in (review, term) for one in pack.next_steps),
        *((one.title, one.new_date) for one in review.your_promises if not one.kept),
    ):
        assert asked.get(title, day) == day, title
    assert {step.title for step in deck.needs} & set(asked)
    assert {one.title for one in letter.asks} & set(asked)
    assert {one.title for one in review.next_steps} & set(asked)
    assert {one.title for one in review.your_promises if not one.kept} & set(asked)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_the_plan_ends_on_one_day_whatever_is_hidden(demo: tuple[Store, Demo], place: int) -> None:
    """Our own rows run on after what the customer sees: no phase shows through how long."""
    store, made = demo
    project = made.projects[made.customers[place]]
    with store.read() as reader:
        loaded = load_project(reader, project, DRAWN)
        deck = kickoff_source(reader, project, DRAWN, Language.EN).view
        paper = plan_source(reader, project, DRAWN, Language.EN).view
        status = status_source(reader, project, DRAWN, Language.EN).view
    assert loaded.state.finish is not None
    assert paper.finish is not None
    assert max(line.end for line in deck.lines) == paper.finish < loaded.state.finish
    if status.finished_on is not None:
        assert status.finished_on == paper.finish


def test_a_plan_that_ended_says_so_and_keeps_its_promise_apart(demo: tuple[Store, Demo]) -> None:
    """Its last day is a milestone that came late, but the plan was promised for a later one."""
    store, made = demo
    project = made.projects[made.customers[3]]
    with store.read() as reader:
        paper = plan_source(reader, project, DRAWN, Language.EN).view
        status = status_source(reader, project, DRAWN, Language.EN).view
        review = qbr_source(reader, made.customers[3], DRAWN, Language.EN).view
    words = Translator("en")
    assert plain(headline_of(paper, words)[0]).endswith("The plan ended on 14 April.")
    assert status.slip is not None
    said = plain(slip_sentence(status.slip, status.milestones, words))
    assert said == "“Acceptance signed” is on its agreed date. Slip in working days."
    assert plan_title(review, words) == "All 5 milestones are reached. One came late."


def test_minutes_of_a_review_name_what_is_owed_since_before_it(tmp_path: Path) -> None:
    store, made = open_demo(tmp_path)
    project = made.projects[made.customers[0]]
    with store.read() as reader:
        held = [
            one
            for one in reader.find(Meeting, project_id=project, kind=MeetingKind.PROGRESS)
            if one.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
        ]
        review = max(held, key=lambda one: one.day)
        late = next(
            row
            for row in reader.find(PlanRow, project_id=project, side=Side.CUSTOMER)
            if row.status.is_open and row.number is not None
        )
    with store.write("late") as unit:
        unit.update(PlanRow, late.id, target=review.day - timedelta(3))
    with store.read() as reader:
        told = minutes_source(reader, review.id, DRAWN, Language.EN).view
    store.close()
    assert f"A{late.number}" in {one.code for one in told.actions}


def test_an_exception_is_not_how_we_work_together(demo: tuple[Store, Demo]) -> None:
    store, made = demo
    customer = made.customers[1]
    with store.read() as reader:
        deck = kickoff_source(reader, made.projects[customer], DRAWN, Language.EN).view
        planned = reader.find(Meeting, customer_id=customer, kind=MeetingKind.ESCALATION)
    assert planned
    assert MeetingKind.ESCALATION not in {one.kind for one in deck.rhythm}
