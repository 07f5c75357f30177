"""Rules of support requests: months, waiting times, whose turn it is."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median

from csdesk.domain.codes import RequestStatus, Side
from csdesk.domain.records_delivery import SupportRequest


def last_whole_month(today: date) -> tuple[date, date]:
    """Return first and last day of the last month that is over; its last day belongs to it."""
    tomorrow = today + timedelta(1)
    last = tomorrow.replace(day=1) - timedelta(1)
    return last.replace(day=1), last


def months_until(first: date, count: int) -> tuple[date, ...]:
    """Return the first days of `count` months, the last one that of `first`."""
    months = [first.replace(day=1)]
    while len(months) < count:
        months.append((months[-1] - timedelta(1)).replace(day=1))
    return tuple(reversed(months))


def response_minutes(request: SupportRequest) -> int | None:
    """Return how long the first answer took, nights and days off counted; None without one."""
    if request.first_response_at is None:
        return None
    return max(0, round((request.first_response_at - request.received_at).total_seconds() / 60))


def median_minutes(waits: Iterable[int | None]) -> int | None:
    """Return the median of the waits that are known."""
    known = [wait for wait in waits if wait is not None]
    return round(median(known)) if known else None


def turn_of(status: RequestStatus) -> Side | None:
    """Return whose turn it is; nobody's once the customer confirmed."""
    if status is RequestStatus.SOLVED:
        return None
    return Side.CUSTOMER if status is RequestStatus.WAITING else Side.US


def status_as_of(request: SupportRequest, day: date, moment: datetime) -> RequestStatus:
    """Return where a request stood at the end of a day, as far as its own dates tell.

    `moment` is the end of that day. What was confirmed later was not solved yet, what was
    answered later was new; whether it waited for the customer in between is not recorded.
    """
    if request.solved_on is not None and request.solved_on > day:
        answered = request.first_response_at
        if answered is None or answered > moment:
            return RequestStatus.NEW
        return RequestStatus.IN_PROGRESS
    return request.status
