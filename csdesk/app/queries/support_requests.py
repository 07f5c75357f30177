"""The requests of customers as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from csdesk.data.store import Store
from csdesk.domain.codes import RequestKind, RequestStatus, Side
from csdesk.domain.records import Contact, User, Workspace
from csdesk.domain.records_delivery import SupportRequest
from csdesk.domain.requests import response_minutes, turn_of


class RequestState(StrEnum):
    """Which requests a list shows."""

    ALL = "all"
    OPEN = "open"  # not solved
    WAITING = "waiting"  # for the customer
    OURS = "ours"  # not solved, our turn
    SOLVED = "solved"


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestFilter:
    """What is asked for; an empty part asks for nothing. `month` is any day of the month."""

    state: RequestState = RequestState.ALL
    area: str = ""
    kind: RequestKind | None = None
    month: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestRow:
    """A request with what is computed and looked up for it. `received` is local time."""

    request: SupportRequest
    asked_by: str
    owner: str
    received: datetime
    response_minutes: int | None
    turn: Side | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestList:
    """Requests, the newest first, with the areas there are to choose from."""

    rows: tuple[RequestRow, ...]
    areas: tuple[str, ...]
    all_count: int
    open_count: int


def list_requests(
    store: Store, *, customer_id: int, asked: RequestFilter | None = None
) -> RequestList:
    """Return the requests of a customer that a filter lets through."""
    wanted = asked or RequestFilter()
    with store.read() as reader:
        zone = ZoneInfo(reader.get(Workspace, 1).timezone)
        contacts = {one.id: one.name for one in reader.find(Contact, customer_id=customer_id)}
        users = {one.id: one.name for one in reader.find(User)}
        found = reader.find(SupportRequest, customer_id=customer_id, order_by=("id",))
    rows = [
        RequestRow(
            request=one,
            asked_by=contacts.get(one.contact_id or 0) or one.asked_by,
            owner=users.get(one.owner_user_id or 0, ""),
            received=one.received_at.astimezone(zone),
            response_minutes=response_minutes(one),
            turn=turn_of(one.status),
        )
        for one in found
    ]
    rows.sort(key=lambda row: (row.request.received_at, row.request.id), reverse=True)
    return RequestList(
        rows=tuple(row for row in rows if _passes(row, wanted)),
        areas=_areas(found),
        all_count=len(rows),
        open_count=sum(row.turn is not None for row in rows),
    )


def moment_at(store: Store, day: date, at: time | None) -> datetime:
    """Return a day and time of the workspace's zone as a moment; without a time it is noon."""
    with store.read() as reader:
        zone = ZoneInfo(reader.get(Workspace, 1).timezone)
    return datetime.combine(day, at or time(12), zone)


def _areas(requests: Iterable[SupportRequest]) -> tuple[str, ...]:
    return tuple(sorted({one.area for one in requests if one.area}, key=str.casefold))


def _passes(row: RequestRow, wanted: RequestFilter) -> bool:
    request = row.request
    states = {
        RequestState.ALL: True,
        RequestState.OPEN: row.turn is not None,
        RequestState.WAITING: request.status is RequestStatus.WAITING,
        RequestState.OURS: row.turn is Side.US,
        RequestState.SOLVED: row.turn is None,
    }
    return (
        states[wanted.state]
        and wanted.area.casefold() in ("", request.area.casefold())
        and wanted.kind in (None, request.kind)
        and (wanted.month is None or _month(row.received.date()) == _month(wanted.month))
    )


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
