"""Commands on support requests. Only a person at the customer makes one solved; silence does not.

Times are aware and stored in UTC; a day that has not come in the workspace's zone is refused.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import RequestStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contact, Customer, User, Workspace
from csdesk.domain.records_delivery import SupportRequest

_UNSOLVED = (RequestStatus.NEW, RequestStatus.IN_PROGRESS, RequestStatus.WAITING)


def create(store: Store, *, customer_id: int, title: str, **fields: object) -> SupportRequest:
    """Add a request of a customer, received now unless given; it is new.

    With `first_response_at` it was answered already and is in progress. Raises `UserError` for an
    unknown customer or field, a person of another customer, and times out of order.
    """
    with store.write("support_requests.create", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        fresh = SupportRequest(customer_id=customer_id, title="", received_at=unit.now)
        request = add_record(unit, fresh, {"title": title, **fields})
        _check(unit, request)
        if request.first_response_at is not None:
            request = unit.update(SupportRequest, request.id, status=RequestStatus.IN_PROGRESS)
        return request


def update(store: Store, *, request_id: int, **changes: object) -> SupportRequest:
    """Change fields of a request; its status changes by what happens to it, not here."""
    with store.write("support_requests.update") as unit:
        unit.get(SupportRequest, request_id)
        request = update_record(unit, SupportRequest, request_id, changes)
        _check(unit, request)
        return request


def take(store: Store, *, request_id: int, user_id: int | None = None) -> SupportRequest:
    """Give an unsolved request to one of ours (to who acts, unless said); it is in progress."""
    with store.write("support_requests.take") as unit:
        request = _unsolved(unit, request_id)
        owner = unit.get(User, user_id) if user_id is not None else unit.actor
        return unit.update(
            SupportRequest, request.id, owner_user_id=owner.id, status=RequestStatus.IN_PROGRESS
        )


def answer(
    store: Store, *, request_id: int, text: str = "", at: datetime | None = None
) -> SupportRequest:
    """Record that we answered, now unless given; the first answer's time is kept.

    A new request is in progress after it; `text`, as the customer got it, replaces the answer.
    """
    with store.write("support_requests.answer") as unit:
        request = _unsolved(unit, request_id)
        changes: dict[str, Any] = {}
        if request.first_response_at is None:
            changes["first_response_at"] = at or unit.now
        if text.strip():
            changes["answer"] = text.strip()
        if request.status is RequestStatus.NEW:
            changes["status"] = RequestStatus.IN_PROGRESS
        if not changes:
            return request
        request = unit.update(SupportRequest, request.id, **changes)
        _check(unit, request)
        return request


def wait(store: Store, *, request_id: int) -> SupportRequest:
    """Say that a request waits for the customer: we answered, now if not before."""
    with store.write("support_requests.wait") as unit:
        request = _unsolved(unit, request_id)
        return unit.update(
            SupportRequest,
            request.id,
            status=RequestStatus.WAITING,
            first_response_at=request.first_response_at or max(unit.now, request.received_at),
        )


def solve(
    store: Store,
    *,
    request_id: int,
    confirmed_by: str,
    day: date | None = None,
    text: str = "",
) -> SupportRequest:
    """Record that somebody at the customer confirmed a request as solved, today unless given.

    Raises `UserError` "request_unconfirmed" without a name, and for a day that has not come or
    lies before the request.
    """
    if not confirmed_by.strip():
        raise UserError(
            "request_unconfirmed",
            N_(
                "Solved is what the customer confirms: say who there confirmed it. Until then the "
                "request waits for the customer."
            ),
            field="confirmed_by",
        )
    with store.write("support_requests.solve") as unit:
        request = _unsolved(unit, request_id)
        solved = day or unit.today
        received = _day(unit, request.received_at)
        if not received <= solved <= unit.today:
            raise UserError(
                "request_day",
                N_("{day} lies before the request or has not come yet: say the right day."),
                day=solved,
                field="day",
            )
        changes: dict[str, Any] = {"answer": text.strip()} if text.strip() else {}
        return unit.update(
            SupportRequest,
            request.id,
            status=RequestStatus.SOLVED,
            solved_on=solved,
            confirmed_by=confirmed_by.strip(),
            **changes,
        )


def reopen(store: Store, *, request_id: int) -> SupportRequest:
    """Take a solved request up again; who confirmed it is taken back."""
    with store.write("support_requests.reopen") as unit:
        request = unit.get(SupportRequest, request_id)
        if request.status is not RequestStatus.SOLVED:
            raise UserError(
                "request_not_solved", N_("This request is not solved: there is nothing to reopen.")
            )
        return unit.update(
            SupportRequest,
            request_id,
            status=RequestStatus.IN_PROGRESS,
            solved_on=None,
            confirmed_by="",
        )


def delete(store: Store, *, request_id: int) -> None:
    """Delete a request that was entered by mistake."""
    with store.write("support_requests.delete") as unit:
        unit.get(SupportRequest, request_id)
        unit.delete(SupportRequest, request_id)


def _unsolved(unit: Unit, request_id: int) -> SupportRequest:
    request = unit.get(SupportRequest, request_id)
    if request.status not in _UNSOLVED:
        raise UserError(
            "request_solved",
            N_("This request is solved, as {name} confirmed. Reopen it first."),
            name=request.confirmed_by,
        )
    return request


def _check(unit: Unit, request: SupportRequest) -> None:
    """Refuse a stranger as the person who asked, and times that cannot be."""
    if request.contact_id is not None:
        contact = unit.get(Contact, request.contact_id)
        if contact.customer_id != request.customer_id:
            raise UserError(
                "contact_elsewhere",
                N_("{name} belongs to another customer: choose a person of this one."),
                name=contact.name,
                field="contact_id",
            )
    if request.owner_user_id is not None:
        unit.get(User, request.owner_user_id)
    first = request.first_response_at
    for field, moment in (("received_at", request.received_at), ("first_response_at", first)):
        if moment is not None and _day(unit, moment) > unit.today:
            raise UserError(
                "request_in_future",
                N_("{day} has not come yet: say when it happened."),
                day=_day(unit, moment),
                field=field,
            )
    if first is not None and first < request.received_at:
        raise UserError(
            "request_order",
            N_("The answer lies before the request: correct one of both times."),
            field="first_response_at",
        )
    if request.solved_on is not None and request.solved_on < _day(unit, request.received_at):
        raise UserError(
            "request_day",
            N_("{day} lies before the request or has not come yet: say the right day."),
            day=request.solved_on,
            field="received_at",
        )


def _day(unit: Unit, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(unit.get(Workspace, 1).timezone)).date()
