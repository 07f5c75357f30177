"""Stage, yearly value and the deal whose window counts."""

from datetime import date, timedelta
from typing import Any

import pytest

from csdesk.domain.codes import DealKind, MeetingKind, MeetingStatus, Stage
from csdesk.domain.records import Contract, Deal, Meeting
from csdesk.domain.stages import (
    arr,
    customer_stage,
    deals_without_kickoff,
    kickoff_held_on,
    notice_date,
    term_end,
    window_deal,
)

TODAY = date(2026, 11, 20)


def deal(number: int, closed: date, **values: Any) -> Deal:
    return Deal(id=number, customer_id=1, closed_on=closed, **values)


def contract(start: date, end: date | None, minor: int | None = None, **values: Any) -> Contract:
    return Contract(
        customer_id=1, start=start, end=end, annual_minor=minor, **{"currency": "CNY", **values}
    )


def stage(**values: Any) -> Stage:
    defaults: dict[str, Any] = {
        "by_hand": None, "kicked_off": False, "went_live_on": None, "contracts": (), "today": TODAY,
    }  # fmt: skip
    return customer_stage(**{**defaults, **values})


@pytest.mark.parametrize(
    ("days_ago", "expected"), [(0, Stage.ADOPTING), (89, Stage.ADOPTING), (90, Stage.LIVE)]
)
def test_ninety_days_of_adopting(days_ago: int, expected: Stage) -> None:
    assert stage(went_live_on=TODAY - timedelta(days_ago), kicked_off=True) is expected


def test_before_go_live() -> None:
    assert stage() is Stage.SIGNED
    assert stage(kicked_off=True) is Stage.IMPLEMENTING
    assert stage(by_hand=Stage.CLOSED, kicked_off=True) is Stage.CLOSED


@pytest.mark.parametrize(("days", "expected"), [(120, Stage.RENEWING), (121, Stage.LIVE)])
def test_renewing_begins_120_days_before_the_end(days: int, expected: Stage) -> None:
    terms = [contract(date(2026, 1, 1), TODAY + timedelta(days))]
    assert stage(contracts=terms, went_live_on=date(2026, 2, 1)) is expected
    renewed = [*terms, contract(date(2026, 6, 1), date(2028, 1, 1))]
    assert stage(contracts=renewed, went_live_on=date(2026, 2, 1)) is Stage.LIVE


def test_closed_when_every_term_has_ended() -> None:
    assert stage(contracts=[contract(date(2025, 1, 1), date(2026, 1, 1))]) is Stage.CLOSED
    assert stage(contracts=[contract(date(2025, 1, 1), TODAY)]) is not Stage.CLOSED


def test_arr_is_the_terms_running_today_by_currency() -> None:
    terms = [
        contract(date(2026, 1, 1), TODAY, 100),
        contract(TODAY, None, 20),
        contract(date(2025, 1, 1), date(2025, 12, 31), 999),
        contract(date(2027, 1, 1), None, 999),
        contract(date(2026, 1, 1), None, 7, currency="USD"),
        contract(date(2026, 1, 1), None, None),
    ]
    assert arr(terms, TODAY) == {"CNY": 120, "USD": 7}
    assert arr([], TODAY) == {}
    assert term_end(terms, TODAY) is None
    assert term_end(terms[:1], TODAY) == TODAY


def test_notice_date() -> None:
    assert notice_date(contract(TODAY, date(2027, 3, 1), notice_days=60)) == date(2026, 12, 31)
    assert notice_date(contract(TODAY, None, notice_days=60)) is None


def test_the_oldest_new_deal_whose_value_is_not_reached() -> None:
    first = deal(1, date(2026, 1, 5), value_on=date(2026, 3, 1))
    second = deal(2, date(2026, 6, 5))
    third = deal(3, date(2026, 8, 5))
    assert window_deal([third, second, first], TODAY) == second
    assert window_deal([first], TODAY) == first
    assert window_deal([], TODAY) is None


def test_expansions_count_only_when_marked_and_renewals_never() -> None:
    plain = deal(1, date(2026, 1, 5), kind=DealKind.EXPANSION, needs_implementation=False)
    marked = deal(2, date(2026, 2, 5), kind=DealKind.EXPANSION)
    renewal = deal(3, date(2026, 1, 1), kind=DealKind.RENEWAL)
    assert window_deal([plain, marked, renewal], TODAY) == marked
    assert window_deal([plain, renewal], TODAY) is None


def test_the_first_kickoff_held() -> None:
    def meeting(day: int, status: MeetingStatus) -> Meeting:
        return Meeting(
            uid=str(day), customer_id=1, kind=MeetingKind.KICKOFF, status=status,
            day=date(2026, 11, day),
        )  # fmt: skip

    planned = meeting(1, MeetingStatus.PLANNED)
    held = meeting(5, MeetingStatus.CLOSED)
    assert kickoff_held_on([planned, meeting(9, MeetingStatus.HELD), held]) == held.day
    assert kickoff_held_on([planned]) is None


def test_new_deals_wait_for_their_kickoff() -> None:
    def waiting(*deals: Deal, held: date | None = None, **values: Any) -> list[int]:
        meetings = []
        if held is not None:
            meetings.append(
                Meeting(
                    uid="k", customer_id=1, kind=MeetingKind.KICKOFF, status=MeetingStatus.HELD,
                    day=held,
                )
            )  # fmt: skip
        facts: dict[str, Any] = {"went_live_on": None, "start_date": None, "today": TODAY, **values}
        return [one.id for one in deals_without_kickoff(deals, meetings, **facts)]

    old, new = deal(1, date(2026, 10, 1)), deal(2, date(2026, 11, 15))
    assert waiting(new, old) == [1, 2]
    assert waiting(old, held=date(2026, 9, 28)) == [], "held before the signature counts too"
    assert waiting(old, new, held=date(2026, 10, 5)) == [2]
    assert waiting(old, start_date=date(2026, 11, 1)) == []
    assert waiting(old, went_live_on=date(2026, 11, 1)) == []
    assert waiting(deal(3, old.closed_on, kickoff_waived=True)) == []
    assert waiting(deal(4, old.closed_on, kind=DealKind.EXPANSION)) == []
    assert waiting(deal(5, TODAY + timedelta(1))) == []
