"""Business reviews: one per quarter from the signature on, and when the next one falls due."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.records import Contract, Deal, Meeting

REVIEW_AHEAD = 60  # days in which a review that falls due should stand in the calendar
_QUARTER = 3  # months
_NOT_HELD = (MeetingStatus.MISSED, MeetingStatus.CANCELLED, MeetingStatus.TO_SCHEDULE)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def signed_first(deals: Iterable[Deal], contracts: Iterable[Contract]) -> date | None:
    """Return the day from which quarters count: the first deal or contract."""
    days = [deal.closed_on for deal in deals]
    days += [contract.signed_on or contract.start for contract in contracts]
    return min(days, default=None)


def review_due(signed_on: date, meetings: Iterable[Meeting], today: date) -> date | None:
    """Return the day by which a review should be held, None while one stands in the calendar.

    Quarters end every three months after the signature. A review serves the quarter whose end is
    nearest, so that one held a little early or late moves nothing; due is the end of the quarter
    after the last one served. Of several that went by without a review only the last is due.
    """
    days = [
        one.day
        for one in meetings
        if one.kind is MeetingKind.QBR and one.status not in _NOT_HELD and one.day >= signed_on
    ]
    if any(day >= today for day in days):
        return None
    served = max((_nearest_quarter(signed_on, day) for day in days), default=0)
    number = served + 1
    while months_later(signed_on, _QUARTER * (number + 1)) <= today:
        number += 1
    return months_later(signed_on, _QUARTER * number)


def _nearest_quarter(signed_on: date, day: date) -> int:
    """Return the number, 1 or more, of the quarter whose end is nearest to a day."""
    number = 1
    while months_later(signed_on, _QUARTER * (number + 1)) <= day:
        number += 1
    before = months_later(signed_on, _QUARTER * number)
    after = months_later(signed_on, _QUARTER * (number + 1))
    return number if abs(day - before) <= abs(after - day) else number + 1
