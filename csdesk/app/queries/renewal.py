"""The view of a renewal pack: what one customer may see of the term of its contract."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.app.queries.business_review import ReviewMaker
from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.reader import Reader
from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contract, Customer
from csdesk.domain.stages import notice_date, running
from csdesk.domain.views.common import MeetingView
from csdesk.domain.views.renewal import RenewalView, TermView

REVIEW_MONTHS = 3  # before the end
CALL = timedelta(42)  # before the end
NEAR = timedelta(45)  # so much earlier a meeting may be the one that is meant


@dataclass(frozen=True, kw_only=True, slots=True)
class RenewalSource:
    """A view with what we must know about its making."""

    view: RenewalView
    mixed: bool  # titles in another language than the document's
    open_promises: int = 0  # of ours, for which a larger offer was held back


def renewal_source(
    reader: Reader, customer_id: int, today: date, language: Language | None = None
) -> RenewalSource:
    """Return the view of a customer's renewal pack; stores nothing.

    Raises `UserError` "renewal_no_term" without a running contract that has an end.
    """
    customer = reader.get(Customer, customer_id)
    contracts = reader.find(Contract, customer_id=customer_id)
    contract, ends = _running(contracts, customer, today)
    chosen = language or customer.language
    maker = ReviewMaker(reader, customer, today, chosen, term=(contract.start, min(ends, today)))
    shared = maker.shared()
    currency = customer.currency or maker.facts.workspace.currency
    late = [promise for promise in shared["our_promises"] if not promise.kept]
    offer = _larger(contract, contracts, ends)
    review_by = months_before(ends, REVIEW_MONTHS)
    call_by = ends - CALL
    facts = maker.facts
    view = RenewalView(
        **shared,
        contract=_term(contract, currency),
        ends=ends,
        offer=None if late or offer is None else _term(offer, currency),
        review_by=review_by,
        review=_meeting(facts, MeetingKind.QBR, max(today, review_by - NEAR), ends),
        call_by=call_by,
        call=_meeting(facts, MeetingKind.RENEWAL, max(today, call_by - NEAR), ends),
    )
    foreign = chosen is not customer.language and maker.titles.kept > 0
    held_back = len(late) if offer is not None else 0
    return RenewalSource(view=view, mixed=foreign, open_promises=held_back)


def _running(contracts: list[Contract], customer: Customer, today: date) -> tuple[Contract, date]:
    """Return the running term that ends last, with its end."""
    found = [(one.end, one) for one in contracts if one.end is not None and running(one, today)]
    if not found:
        raise UserError(
            "renewal_no_term",
            N_(
                "{customer} has no running contract with an end date: record the term first, "
                "with its start, end and notice period."
            ),
            customer=customer.name,
        )
    ends, contract = max(found, key=lambda pair: (pair[0], pair[1].start, pair[1].id))
    return contract, ends


def _larger(contract: Contract, contracts: list[Contract], ends: date) -> Contract | None:
    """Return the term that follows, if it has more seats or costs more than this one."""
    later = [one for one in contracts if one.id != contract.id and one.start > ends]
    following = min(later, key=lambda one: (one.start, one.id), default=None)
    if following is None:
        return None
    seats = (following.seats or 0) > (contract.seats or 0) > 0
    price = (following.annual_minor or 0) > (contract.annual_minor or 0) > 0
    return following if seats or price else None


def _term(contract: Contract, currency: str) -> TermView:
    return TermView(
        start=contract.start,
        end=contract.end,
        reference=contract.reference,
        seats=contract.seats,
        annual_minor=contract.annual_minor,
        seat_price_minor=contract.seat_price_minor,
        currency=contract.currency or currency,
        notice_on=notice_date(contract),
        auto_renews=contract.auto_renews,
    )


def _meeting(
    facts: DocumentFacts, kind: MeetingKind, first: date, ends: date
) -> MeetingView | None:
    """Return the first planned meeting of a kind between two days."""
    planned = [one for one in facts.planned(first, kind=kind) if one.day <= ends]
    return facts.meeting(planned[0]) if planned else None


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day where it is shorter."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
