"""The renewal call, put on the calendar when the last review of a term is closed (K2)."""

from datetime import date, timedelta

from csdesk.app.commands import meeting_parts as parts
from csdesk.data.unit import Unit
from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.meeting_series import both_work
from csdesk.domain.records import Contract, Meeting

LAST_REVIEW = timedelta(120)  # before the end of a term: from here on a review is its last
CALL = timedelta(42)  # before the end of a term


def plan_renewal_call(unit: Unit, review: Meeting) -> Meeting | None:
    """Put the call on the calendar six weeks before the end of the term, for the review's people.

    Nothing happens if the meeting is no review, no term ends soon, the day has passed, or a call
    stands on the list or in the calendar already.
    """
    if review.kind is not MeetingKind.QBR:
        return None
    end = _end_of_term(unit, review)
    if end is None:
        return None
    known = unit.find(Meeting, customer_id=review.customer_id, kind=MeetingKind.RENEWAL)
    wanted = end - CALL
    day = both_work(parts.calendars_for(unit, review), wanted) or wanted
    if day <= unit.today or any(one.day > review.day for one in known):
        return None
    return parts.again(
        unit,
        review,
        status=MeetingStatus.PLANNED,
        day=day,
        at=None,
        kind=MeetingKind.RENEWAL,
        title="",
        minutes=30,
    )


def _end_of_term(unit: Unit, review: Meeting) -> date | None:
    """Return the end of the term whose last review this was."""
    ends = [
        one.end
        for one in unit.find(Contract, customer_id=review.customer_id)
        if one.end is not None and review.day < one.end <= review.day + LAST_REVIEW
    ]
    later = [
        one.start
        for one in unit.find(Contract, customer_id=review.customer_id)
        if one.start > review.day
    ]
    return None if later or not ends else max(ends)
