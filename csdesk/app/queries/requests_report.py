"""The view of a monthly request report: what one customer asked in the last whole month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from csdesk.app.queries.documents import DocumentFacts, next_number
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind, Language, RequestStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer
from csdesk.domain.records_delivery import SupportRequest
from csdesk.domain.requests import (
    last_whole_month,
    median_minutes,
    months_until,
    response_minutes,
    status_as_of,
)
from csdesk.domain.views.requests import CauseView, MonthView, RequestLine, RequestsView

MONTHS = 6
MOST_AREAS = 4  # whose months are counted
_EXAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestsSource:
    """A view with what we must know about its making."""

    view: RequestsView
    customer_id: int
    mixed: bool


def requests_source(
    reader: Reader, customer_id: int, today: date, language: Language | None = None
) -> RequestsSource:
    """Return the view of the last month that is over on `today`; stores nothing.

    Raises `UserError` "no_requests" where in six months nothing was asked and nothing is open, and
    "requests_later" where the first request came after that month.
    """
    customer = reader.get(Customer, customer_id)
    chosen = language or customer.language
    maker = _Maker(reader, customer, today, chosen)
    view = maker.view()
    if not view.earlier and not any(month.asked for month in view.months):
        if maker.requests and maker.requests[0].received_at > maker.whole:
            raise UserError(
                "requests_later",
                N_(
                    "The first request of {name} came after {day}: its month can be reported once "
                    "it is over."
                ),
                name=customer.name,
                day=view.last,
            )
        raise UserError(
            "no_requests",
            N_(
                "{name} has asked nothing in the six months until {day}: there is nothing to "
                "report. Enter the requests first."
            ),
            name=customer.name,
            day=view.last,
        )
    written = bool(view.lines or view.earlier)
    return RequestsSource(
        view=view, customer_id=customer_id, mixed=written and chosen is not customer.language
    )


class _Maker:
    def __init__(self, reader: Reader, customer: Customer, today: date, language: Language) -> None:
        self.reader, self.customer, self.today, self.language = reader, customer, today, language
        self.facts = DocumentFacts(reader, customer, language)
        self.zone = ZoneInfo(self.facts.workspace.timezone)
        self.end = datetime.combine(today, time.max, self.zone)
        self.first, self.last = last_whole_month(today)
        self.whole = datetime.combine(self.last, time.max, self.zone)
        found = reader.find(SupportRequest, customer_id=customer.id, order_by=("id",))
        known = [one for one in found if one.received_at <= self.end]
        self.requests = sorted(known, key=lambda one: (one.received_at, one.id))
        self.month = [one for one in self.requests if self._is_of(one, self.first)]

    def view(self) -> RequestsView:
        facts = self.facts
        causes = self._causes()
        lines = tuple(self._line(one, place) for place, one in enumerate(self.month, 1))
        return RequestsView(
            language=self.language,
            today=self.today,
            us=facts.us(),
            customer=facts.them(),
            sender=facts.sender(),
            number=next_number(self.reader, DocumentKind.REQUESTS, customer_id=self.customer.id),
            first=self.first,
            last=self.last,
            lines=lines,
            earlier=tuple(
                self._line(one, 0)
                for one in self.requests
                if self._day(one) < self.first and self._status(one) is not RequestStatus.SOLVED
            ),
            later=sum(self._day(one) > self.last for one in self.requests),
            causes=causes,
            months=self._months([cause.area for cause in causes[:MOST_AREAS]]),
            examples=_examples(lines, [cause.area for cause in causes]),
        )

    def _day(self, request: SupportRequest) -> date:
        return request.received_at.astimezone(self.zone).date()

    def _is_of(self, request: SupportRequest, first: date) -> bool:
        day = self._day(request)
        return (day.year, day.month) == (first.year, first.month)

    def _status(self, request: SupportRequest) -> RequestStatus:
        return status_as_of(request, self.today, self.end)

    def _minutes(self, request: SupportRequest) -> int | None:
        """Return how long the first answer took, None while none was given on the day."""
        answered = request.first_response_at
        return None if answered is None or answered > self.end else response_minutes(request)

    def _owner(self, request: SupportRequest) -> str:
        user = self.facts.users.get(request.owner_user_id or 0)
        return "" if user is None else self.facts.in_script(user.name, user.name_alt)

    def _line(self, request: SupportRequest, number: int) -> RequestLine:
        contact = self.facts.contacts.get(request.contact_id or 0)
        asked_by = request.asked_by
        if contact is not None:
            asked_by = self.facts.in_script(contact.name, contact.name_alt)
        status = self._status(request)
        solved = status is RequestStatus.SOLVED
        return RequestLine(
            number=number,
            day=self._day(request),
            title=request.title,
            asked_by=asked_by,
            kind=request.kind,
            area=request.area,
            status=status,
            owner=self._owner(request),
            answered_after=self._minutes(request),
            solved_on=request.solved_on if solved else None,
            confirmed_by=request.confirmed_by if solved else "",
        )

    def _causes(self) -> tuple[CauseView, ...]:
        counts = Counter(one.area for one in self.month)
        order = sorted(counts, key=lambda area: (-counts[area], not area, area.casefold()))
        return tuple(self._cause(area) for area in order)

    def _cause(self, area: str) -> CauseView:
        requests = [one for one in self.month if one.area == area]
        statuses = Counter(self._status(one) for one in requests)
        answers = [one.answer for one in requests if one.answer and self._minutes(one) is not None]
        owners = [
            owner
            for one in requests
            if self._status(one) is not RequestStatus.SOLVED and (owner := self._owner(one))
        ]
        confirmed, waiting = statuses[RequestStatus.SOLVED], statuses[RequestStatus.WAITING]
        return CauseView(
            area=area,
            asked=len(requests),
            confirmed=confirmed,
            waiting=waiting,
            open=len(requests) - confirmed - waiting,
            answer=answers[-1] if answers else "",
            owner=owners[-1] if owners else "",
        )

    def _months(self, areas: Sequence[str]) -> tuple[MonthView, ...]:
        by_month: dict[tuple[int, int], list[SupportRequest]] = {}
        for one in self.requests:
            day = self._day(one)
            by_month.setdefault((day.year, day.month), []).append(one)
        made = []
        for first in months_until(self.first, MONTHS):
            requests = by_month.get((first.year, first.month), [])
            waits = [self._minutes(one) for one in requests]
            counts = Counter(one.area for one in requests)
            made.append(
                MonthView(
                    first=first,
                    asked=len(requests),
                    answered=sum(wait is not None for wait in waits),
                    median=median_minutes(waits),
                    areas=tuple(counts[area] for area in areas),
                )
            )
        return tuple(made)


def _examples(lines: Sequence[RequestLine], areas: Sequence[str]) -> tuple[RequestLine, ...]:
    """Return the latest request of each of the greatest causes, then more of the greatest."""
    left = list(reversed(lines))
    found: list[RequestLine] = []
    for area in (*areas[:_EXAMPLES], *areas):
        one = next((line for line in left if line.area == area), None)
        if one is not None and len(found) < _EXAMPLES:
            found.append(one)
            left.remove(one)
    return tuple(found)
