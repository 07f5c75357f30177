"""Deals that wait for their kickoff, over all customers (B5)."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from csdesk.data.reader import Reader
from csdesk.domain.codes import MilestoneKind, Stage, Status
from csdesk.domain.records import Contract, Customer, Deal, Meeting, PlanRow, Record, Workspace
from csdesk.domain.stages import customer_stage, deals_without_kickoff

_RecordT = TypeVar("_RecordT", bound=Record)


def kickoff_waits(reader: Reader, today: date) -> dict[int, int]:
    """Return the new deals without a held kickoff: by id, the days since the signature.

    As the customer list has them: those of closed customers are left out.
    """
    start_date = reader.get(Workspace, 1).start_date
    deals, meetings = _by_customer(reader.find(Deal)), _by_customer(reader.find(Meeting))
    contracts = _by_customer(reader.find(Contract))
    live: dict[int, date] = {}
    for row in reader.find(PlanRow, milestone_kind=MilestoneKind.GO_LIVE, status=Status.DONE):
        if row.actual_finish is not None:
            known = live.get(row.customer_id, row.actual_finish)
            live[row.customer_id] = min(known, row.actual_finish)
    found: dict[int, int] = {}
    for customer in reader.find(Customer):
        stage = customer_stage(
            by_hand=customer.stage_by_hand,
            kicked_off=False,
            went_live_on=live.get(customer.id),
            contracts=contracts.get(customer.id, []),
            today=today,
        )
        if stage is Stage.CLOSED:
            continue
        waiting = deals_without_kickoff(
            deals.get(customer.id, []),
            meetings.get(customer.id, []),
            went_live_on=live.get(customer.id),
            start_date=start_date,
            today=today,
        )
        found |= {deal.id: (today - deal.closed_on).days for deal in waiting}
    return found


def _by_customer(records: Iterable[_RecordT]) -> dict[int, list[_RecordT]]:
    groups: dict[int, list[_RecordT]] = {}
    for record in records:
        groups.setdefault(record.customer_id, []).append(record)  # type: ignore[attr-defined]
    return groups
