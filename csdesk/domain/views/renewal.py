"""What a renewal pack shows: the term of a contract, all that it brought, what comes after it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from csdesk.domain.views.common import MeetingView
from csdesk.domain.views.qbr import ReviewFacts


@dataclass(frozen=True, kw_only=True, slots=True)
class TermView:
    """A term of a contract, as both sides signed it; what is not recorded is left out."""

    start: date
    end: date | None = None
    reference: str = ""
    seats: int | None = None
    annual_minor: int | None = None
    seat_price_minor: int | None = None
    currency: str = ""
    notice_on: date | None = None  # the last day on which notice can be given
    auto_renews: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RenewalView(ReviewFacts):
    """One renewal pack: the review of a whole term."""

    whole_term: ClassVar[bool] = True

    contract: TermView
    ends: date  # of the contract
    offer: TermView | None = None  # a larger term to come; none while a promise of ours is open
    review_by: date  # the final business review, three months before the end
    review: MeetingView | None = None
    call_by: date  # the renewal call, six weeks before the end
    call: MeetingView | None = None
