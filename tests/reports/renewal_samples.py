"""Renewal packs made by hand: a usual one, one with the term only, far too much, hostile."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.views.common import MeetingView, Party, Sender
from csdesk.domain.views.qbr import CostView, GoalView, ReviewFacts, ValueView
from csdesk.domain.views.renewal import RenewalView, TermView
from tests.reports.qbr_samples import drawn_qbr, huge_qbr

_TERM = TermView(
    start=date(2026, 9, 1),
    end=date(2027, 8, 31),
    reference="NL-2026-118",
    seats=98,
    annual_minor=2_352_000,
    seat_price_minor=24_000,
    currency="GBP",
    notice_on=date(2027, 6, 2),
    auto_renews=True,
)
_OFFER = TermView(
    start=date(2027, 9, 1),
    end=date(2028, 8, 31),
    seats=120,
    annual_minor=2_880_000,
    seat_price_minor=24_000,
    currency="GBP",
)


def _of_term(review: ReviewFacts) -> dict[str, object]:
    shared = {one.name: getattr(review, one.name) for one in fields(ReviewFacts)}
    value = review.value
    if value is not None:
        costs = (
            CostView(code="subscription_term", minor=1_568_000, yearly_minor=2_352_000, months=8),
            CostView(code="fee_once", minor=1_440_000, yearly_minor=1_440_000),
        )
        shared["value"] = ValueView(currency=value.currency, benefits=value.benefits, costs=costs)
    return {**shared, "start": _TERM.start, "end": review.today}


def drawn_renewal(language: Language = Language.EN) -> RenewalView:
    """The pack of a term with one promise open: nothing more is offered."""
    review = drawn_qbr(language)
    assert review.meeting is not None
    shared = _of_term(review)
    shared["outcomes"] = (*review.outcomes, *review.outcomes[1:])
    return RenewalView(
        **shared,  # type: ignore[arg-type]
        contract=_TERM,
        ends=date(2027, 8, 31),
        review_by=date(2027, 5, 31),
        review=MeetingView(kind=MeetingKind.QBR, day=date(2027, 5, 27), place=review.meeting.place),
        call_by=date(2027, 7, 20),
    )


def kept_renewal(language: Language = Language.EN) -> RenewalView:
    """A term whose promises are kept and whose goals are reached, with a larger one to come."""
    view = drawn_renewal(language)
    return replace(
        view,
        goals=view.goals[:2],
        our_promises=tuple(one for one in view.our_promises if one.kept),
        offer=_OFFER,
    )


def empty_renewal(language: Language = Language.EN) -> RenewalView:
    """A customer of whom only the term is known."""
    view = drawn_renewal(language)
    return RenewalView(
        language=language,
        today=view.today,
        start=view.start,
        end=view.end,
        us=view.us,
        customer=view.customer,
        sender=Sender(),
        contract=TermView(start=_TERM.start, end=_TERM.end),
        ends=view.ends,
        review_by=view.review_by,
        call_by=view.call_by,
    )


def huge_renewal(language: Language = Language.EN) -> RenewalView:
    """Far more of everything than a page holds."""
    view = drawn_renewal(language)
    shared = _of_term(huge_qbr(language))
    long = "Reference " * 80
    return RenewalView(
        **shared,  # type: ignore[arg-type]
        contract=replace(_TERM, reference=long, seats=10**9, annual_minor=10**15),
        offer=replace(_OFFER, seats=10**10),
        ends=view.ends,
        review_by=view.review_by,
        call_by=view.call_by,
    )


def hostile_renewal(language: Language = Language.EN) -> RenewalView:
    """Texts that are markup, controls, right to left, without glyphs, or endless."""
    view = drawn_renewal(language)
    bad = 'a<b & <img src="/etc/passwd"> \u202eשלום\u202c \x07\x00 😀 {name} %s ' + "W" * 400
    return replace(
        view,
        us=Party(name="AT&T <b>"),
        contract=replace(_TERM, reference=bad),
        goals=(GoalView(title=bad, unit="<%>", before=Decimal("1e20"), target=Decimal("-0.0001")),),
        success=bad * 400,
        our_promises=tuple(replace(one, title=bad, reason=bad) for one in view.our_promises),
        outcomes=tuple(replace(one, title=bad, evidence="Z" * 200_000) for one in view.outcomes),
    )
