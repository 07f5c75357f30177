"""A customer's stage, yearly value and golden window, from deals, contracts and projects."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from csdesk.domain.codes import DealKind, MeetingKind, MeetingStatus, Stage
from csdesk.domain.records import Contract, Deal, Meeting

ADOPTING_DAYS = 90  # after go-live
RENEWING_DAYS = 120  # before a term ends
KICKOFF_DAYS = 14  # in which a new deal should have its kickoff


def counts_in_window(deal: Deal) -> bool:
    """Tell whether a deal starts a golden window: new ones, and expansions that need work."""
    return deal.kind in (DealKind.NEW, DealKind.EXPANSION) and deal.needs_implementation


def window_deal(deals: Iterable[Deal], today: date) -> Deal | None:
    """Return the deal whose golden window counts.

    The oldest new deal (or expansion that needs implementation) whose value is not reached; once
    all are reached, the last one reached. Of two, a new deal goes before an expansion of its day.
    """
    candidates = sorted(
        (deal for deal in deals if counts_in_window(deal) and deal.closed_on <= today),
        key=lambda deal: (deal.closed_on, deal.kind is not DealKind.NEW, deal.id),
    )
    for deal in candidates:
        if deal.value_on is None:
            return deal
    return max(
        candidates, key=lambda deal: (deal.value_on or date.min, deal.closed_on), default=None
    )


def running(contract: Contract, today: date) -> bool:
    """Tell whether a term runs today; both its days belong to it."""
    return contract.start <= today and (contract.end is None or today <= contract.end)


def arr(contracts: Iterable[Contract], today: date) -> Mapping[str, int]:
    """Return the annual value of the terms running today, in minor units by currency.

    Empty without a running term of known value: never 0 for "not known".
    """
    total: dict[str, int] = {}
    for contract in contracts:
        if contract.annual_minor is not None and running(contract, today):
            total[contract.currency] = total.get(contract.currency, 0) + contract.annual_minor
    return total


def term_end(contracts: Iterable[Contract], today: date) -> date | None:
    """Return the day on which the customer's last running term ends, None for open-ended terms."""
    ends = [contract.end for contract in contracts if running(contract, today)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def notice_date(contract: Contract) -> date | None:
    """Return end minus notice period: the date that matters in a renewal."""
    if contract.end is None or contract.notice_days is None:
        return None
    return contract.end - timedelta(days=contract.notice_days)


def kickoff_held_on(meetings: Iterable[Meeting]) -> date | None:
    """Return the day of the first kickoff meeting that took place."""
    held = [
        meeting.day
        for meeting in meetings
        if meeting.kind is MeetingKind.KICKOFF
        and meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
    ]
    return min(held, default=None)


def deals_without_kickoff(
    deals: Iterable[Deal],
    meetings: Iterable[Meeting],
    *,
    went_live_on: date | None,
    start_date: date | None,
    today: date,
) -> list[Deal]:
    """Return the new deals that still need their kickoff, oldest first.

    Left out: deals marked "none needed", those closed before the workspace's start date or after
    today, and those that went live. One kickoff serves the customer's only new deal whenever it
    was held; of several deals each needs one on its day of signature or later.
    """
    fresh = sorted(
        (one for one in deals if one.kind is DealKind.NEW and one.closed_on <= today),
        key=lambda one: (one.closed_on, one.id),
    )
    held = [
        meeting.day
        for meeting in meetings
        if meeting.kind is MeetingKind.KICKOFF
        and meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
    ]
    return [
        one
        for one in fresh
        if not one.kickoff_waived
        and (start_date is None or one.closed_on >= start_date)
        and (went_live_on is None or went_live_on < one.closed_on)
        and not any(day >= one.closed_on or len(fresh) == 1 for day in held)
    ]


def customer_stage(
    *,
    by_hand: Stage | None,
    kicked_off: bool,
    went_live_on: date | None,
    contracts: Sequence[Contract],
    today: date,
) -> Stage:
    """Return the one stage of a customer; what a person set holds.

    signed -> implementing (kickoff held) -> adopting (go-live, first 90 days) -> live -> renewing
    (120 days before the last running term ends) -> closed (every term has ended).
    """
    if by_hand is not None:
        return by_hand
    if contracts and all(one.end is not None and one.end < today for one in contracts):
        return Stage.CLOSED
    end = term_end(contracts, today)
    if end is not None and (end - today).days <= RENEWING_DAYS and went_live_on is not None:
        return Stage.RENEWING
    if went_live_on is not None and went_live_on <= today:
        return Stage.ADOPTING if (today - went_live_on).days < ADOPTING_DAYS else Stage.LIVE
    return Stage.IMPLEMENTING if kicked_off else Stage.SIGNED
