"""On which days nobody works, as a typed `3 working days` needs it."""

from datetime import date, timedelta

from csdesk.app.commands import calendars, meetings, plan, workspace
from csdesk.app.queries.working_days import meeting_rest_days, rest_days
from csdesk.data.store import Store
from csdesk.domain.codes import MeetingKind, Side
from csdesk.domain.working_words import read_working
from tests.support import TODAY, make_customer

MONDAY = TODAY + timedelta(days=3)


def test_each_side_of_a_project_counts_its_own_days(store: Store) -> None:
    workspace.update(store, country="", region="")
    customer = make_customer(store, owner_id=1)
    project = plan.apply_template(
        store, customer_id=customer.id, template_code="one-call-start", start=TODAY
    ).project
    calendars.put_days_off(store, customer_id=customer.id, first=MONDAY)
    meeting = meetings.create(
        store, customer_id=customer.id, project_id=project.id, kind=MeetingKind.PROGRESS, day=MONDAY
    )
    theirs, ours = rest_days(store, project_id=project.id), rest_days(store)
    assert (theirs(MONDAY), ours(MONDAY)) == (True, False)
    assert not rest_days(store, project_id=project.id, side=Side.US)(MONDAY)
    assert rest_days(store, project_id=project.id, side=Side.CUSTOMER)(MONDAY)
    at_meeting = meeting_rest_days(store, meeting_id=meeting.id)
    assert read_working("1个工作日后", TODAY, at_meeting) == MONDAY + timedelta(days=1)
    assert read_working("1 working day", TODAY, ours) == MONDAY
    assert date(2026, 11, 23) == MONDAY
