"""Items that were added to the plan while a review went on are in its minutes, said or not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from csdesk.app.commands import items, meeting_entries, meetings, plan, rows
from csdesk.app.queries.minutes import minutes_source
from csdesk.data.store import Store
from csdesk.domain.codes import MeetingKind, RowKind, Visibility
from csdesk.domain.records import Meeting, PlanRow
from tests.support import TODAY, make_customer


class Wall:
    """A clock that a test sets."""

    at = datetime(2026, 11, 20, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self, timezone: str) -> date:
        return TODAY


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def store(workspace_path: Path, wall: Wall) -> Iterator[Store]:
    opened = Store.open(workspace_path, clock=wall, backups=False)
    yield opened
    opened.close()


@pytest.fixture
def review(store: Store) -> Meeting:
    """From 10 to 11 in Shanghai, which is from 2 to 3 in UTC."""
    customer = make_customer(store, owner_id=1, timezone="Asia/Shanghai")
    project = plan.apply_template(
        store, customer_id=customer.id, template_code="one-call-start", start=TODAY
    ).project
    return meetings.create(
        store, customer_id=customer.id, project_id=project.id, kind=MeetingKind.PROGRESS,
        day=TODAY, at=time(10),
    )  # fmt: skip


def add(
    store: Store, review: Meeting, title: str, *, target: date | None = None, seen: bool = True
) -> PlanRow:
    return rows.add(
        store, project_id=review.project_id or 0, title=title, kind=RowKind.ITEM, target=target,
        visibility=Visibility.CUSTOMER if seen else Visibility.INTERNAL,
    )  # fmt: skip


def titles(store: Store, review: Meeting) -> list[str]:
    with store.read() as reader:
        return sorted(one.title for one in minutes_source(reader, review.id, TODAY).view.actions)


def test_an_item_added_during_the_meeting_is_in_its_minutes(
    store: Store, wall: Wall, review: Meeting
) -> None:
    add(store, review, "Before")
    wall.at = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    meeting_entries.record_item(store, meeting_id=review.id, title="Said")
    far = add(store, review, "Added", target=date(2027, 6, 1))
    add(store, review, "Ours", seen=False)
    wall.at = datetime(2026, 11, 20, 3, 5, tzinfo=UTC)
    add(store, review, "After")
    meetings.hold(store, meeting_id=review.id)
    assert titles(store, review) == ["Added", "Said"]
    rows.delete(store, row_ids=[far.id])
    assert titles(store, review) == ["Said"]


def test_without_entries_it_stands_among_what_was_promised(
    store: Store, wall: Wall, review: Meeting
) -> None:
    wall.at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    meetings.hold(store, meeting_id=review.id)
    promised = titles(store, review)
    row = add(store, review, "Added", target=date(2027, 6, 1))
    items.update(store, row_ids=[row.id], target=date(2027, 7, 1))
    assert titles(store, review) == sorted([*promised, "Added"])


def test_what_was_said_at_another_meeting_belongs_to_that_one(
    store: Store, wall: Wall, review: Meeting
) -> None:
    wall.at = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    other = meetings.create(
        store, customer_id=review.customer_id, project_id=review.project_id,
        kind=MeetingKind.OTHER, day=TODAY, at=time(16),
    )  # fmt: skip
    row = add(store, review, "Theirs")
    meeting_entries.enter_row(store, meeting_id=other.id, row_id=row.id)
    meeting_entries.record_item(store, meeting_id=review.id, title="Said")
    for one in (review, other):
        meetings.hold(store, meeting_id=one.id)
    assert titles(store, review) == ["Said"]
