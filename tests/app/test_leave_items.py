"""A kickoff that was held: the item that stands for it in the plan is done with it, if wished."""

from pathlib import Path

import pytest

from csdesk.app.commands import items, meetings, plan
from csdesk.app.leave_room import LeavingAsk, leave_room, plan_leaving
from csdesk.data.store import Store
from csdesk.domain.codes import MeetingKind, Status
from csdesk.domain.records import Meeting, PlanRow
from tests.support import TODAY, make_customer


@pytest.fixture
def kickoff(store: Store) -> Meeting:
    customer = make_customer(store, owner_id=1)
    project = plan.apply_template(
        store, customer_id=customer.id, template_code="standard-60", start=TODAY
    ).project
    return meetings.create(
        store, customer_id=customer.id, project_id=project.id, kind=MeetingKind.KICKOFF, day=TODAY
    )


def stand_in(store: Store) -> PlanRow:
    with store.read() as reader:
        return reader.find(PlanRow, template_ref="standard-60:kickoff-meeting")[0]


def ask(meeting: Meeting, done_rows: frozenset[int] | None) -> LeavingAsk:
    return LeavingAsk(
        customer_id=meeting.customer_id, meeting_id=meeting.id, done_rows=done_rows,
        no_next_reason="over",
    )  # fmt: skip


def test_the_item_of_the_template_is_offered_whatever_it_is_called(
    store: Store, kickoff: Meeting
) -> None:
    row = stand_in(store)
    items.update(store, row_ids=[row.id], title="Together at last")
    offered = plan_leaving(store, ask(kickoff, frozenset())).stand_ins
    assert [one.id for one in offered] == [row.id]
    assert stand_in(store).status is Status.TODO  # looking stores nothing
    items.update(store, row_ids=[row.id], status=Status.CANCELLED)
    assert plan_leaving(store, ask(kickoff, None)).stand_ins == ()


@pytest.mark.parametrize("wanted", [True, False])
def test_it_is_done_on_the_meetings_day_only_if_a_person_says_so(
    store: Store, kickoff: Meeting, tmp_path: Path, *, wanted: bool
) -> None:
    leave_room(store, ask(kickoff, None if wanted else frozenset()), tmp_path / "stick")
    row = stand_in(store)
    assert row.status is (Status.DONE if wanted else Status.TODO)
    assert row.actual_finish == (TODAY if wanted else None)
    store.undo()
    assert stand_in(store).status is Status.TODO


def test_a_review_stands_for_no_item(store: Store, kickoff: Meeting) -> None:
    review = meetings.create(
        store, customer_id=kickoff.customer_id, project_id=kickoff.project_id,
        kind=MeetingKind.PROGRESS, day=TODAY,
    )  # fmt: skip
    assert plan_leaving(store, ask(review, None)).stand_ins == ()
