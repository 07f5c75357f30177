"""Which meeting is left where nobody says one by its id."""

from datetime import date

from csdesk.app.resolve import find_meeting
from csdesk.data.reader import Reader
from csdesk.domain.codes import MeetingStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Meeting

_TAKES_PLACE = (MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.CLOSED)


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
