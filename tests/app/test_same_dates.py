"""Documents of one day say one date for what the customer is asked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from csdesk.app.demo import Demo
from csdesk.app.queries.kickoff import kickoff_source
from csdesk.app.queries.minutes import minutes_source
from csdesk.app.queries.status_report import status_source
from csdesk.app.queries.welcome import welcome_source
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus, Side
from csdesk.domain.records import Meeting, PlanRow
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
    asked: dict[str, date | None] = {
        item.title: item.day for one in status.asks for item in one.items
    }
    assert asked
    for title, day in (
        *((step.title, step.by) for step in deck.needs),
        *((one.title, one.by) for one in letter.asks),
    ):
        assert asked.get(title, day) == day, title
    assert {step.title for step in deck.needs} & set(asked)
    assert {one.title for one in letter.asks} & set(asked)


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
