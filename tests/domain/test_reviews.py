"""When the next business review falls due."""

from datetime import date

import pytest

from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.records import Contract, Deal, Meeting
from csdesk.domain.reviews import months_later, review_due, signed_first

SIGNED = date(2026, 1, 31)
TODAY = date(2026, 11, 30)


def _review(day: date, status: MeetingStatus = MeetingStatus.CLOSED) -> Meeting:
    return Meeting(uid="m", customer_id=1, kind=MeetingKind.QBR, status=status, day=day)


@pytest.mark.parametrize(
    ("today", "days", "due"),
    [
        (date(2026, 2, 1), (), date(2026, 4, 30)),
        (date(2026, 5, 20), (), date(2026, 4, 30)),  # missed: stays until the next one
        (date(2026, 8, 1), (), date(2026, 7, 31)),
        (date(2026, 5, 20), (date(2026, 4, 10),), date(2026, 7, 31)),  # a little early
        (date(2026, 5, 20), (date(2026, 5, 10),), date(2026, 7, 31)),  # a little late
        (TODAY, (date(2026, 4, 30), date(2026, 8, 3)), date(2026, 10, 31)),
        (TODAY, (date(2026, 2, 10),), date(2026, 10, 31)),
        (TODAY, (date(2026, 11, 3),), date(2027, 1, 31)),
    ],
)  # fmt: skip
def test_next_review_is_due_at_the_quarter_after_the_last(
    today: date, days: tuple[date, ...], due: date
) -> None:
    assert review_due(SIGNED, [_review(day) for day in days], today) == due


def test_a_review_in_the_calendar_asks_for_none() -> None:
    planned = _review(date(2026, 12, 8), MeetingStatus.PLANNED)
    assert review_due(SIGNED, [planned], TODAY) is None
    cancelled = _review(date(2026, 12, 8), MeetingStatus.CANCELLED)
    assert review_due(SIGNED, [cancelled], TODAY) == date(2026, 10, 31)
    other = Meeting(uid="m", customer_id=1, kind=MeetingKind.PROGRESS, day=date(2026, 12, 8))
    assert review_due(SIGNED, [other], TODAY) == date(2026, 10, 31)


def test_quarters_count_from_the_first_signature() -> None:
    deal = Deal(customer_id=1, closed_on=date(2026, 3, 1))
    term = Contract(customer_id=1, start=date(2026, 1, 1), signed_on=date(2025, 12, 20))
    assert signed_first([deal], [term]) == date(2025, 12, 20)
    assert signed_first([deal], []) == date(2026, 3, 1)
    assert signed_first([], []) is None
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
