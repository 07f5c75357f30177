"""Which meeting is left where nobody says one by its id, and what stands for it in the plan."""

from collections.abc import Mapping
from datetime import date

from csdesk.app.resolve import find_meeting
from csdesk.data.reader import Reader
from csdesk.domain.codes import MeetingKind, MeetingStatus, ProjectStatus, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Meeting, PlanRow, Project

_TAKES_PLACE = (MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.CLOSED)


# The items of templates that are a meeting, by their codes there.
_ITEMS_OF: Mapping[MeetingKind, frozenset[str]] = {
    MeetingKind.KICKOFF: frozenset({"kickoff-meeting"}),
}


def items_of_meeting(reader: Reader, meeting: Meeting) -> list[PlanRow]:
    """Return the open items of the plan that stand for a meeting, by their code in the template.

    Titles say nothing: people change them.
    """
    codes = _ITEMS_OF.get(meeting.kind)
    if codes is None:
        return []
    project_id = meeting.project_id
    if project_id is None:
        running = (ProjectStatus.OPEN, ProjectStatus.ON_HOLD)
        found = reader.find(Project, customer_id=meeting.customer_id, status=running)
        if len(found) != 1:
            return []
        project_id = found[0].id
    return [
        row
        for row in reader.find(PlanRow, project_id=project_id, kind=RowKind.ITEM)
        if row.template_ref.rpartition(":")[2] in codes and not row.status.is_ended
    ]


def meeting_to_leave(reader: Reader, customer: Customer, text: str | None, today: date) -> Meeting:
    """Return the meeting that a day, title or kind names; without one the last up to today.

    Raises `UserError` with the candidates, and "no_meeting_to_leave" where there was none.
    """
    if text is not None and text.strip():
        return find_meeting(reader, text, customer)
    found = [
        one
        for one in reader.find(Meeting, customer_id=customer.id, order_by=("day", "id"))
        if one.status in _TAKES_PLACE and one.day <= today
    ]
    if not found:
        raise UserError(
            "no_meeting_to_leave",
            N_("No meeting with {customer} took place up to today: put it on the calendar first."),
            customer=customer.name,
        )
    return max(found, key=lambda one: (one.day, one.id))
