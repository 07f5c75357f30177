"""What a monthly request report may say: never the full text of a request, nor how it sounded."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import Language, RequestKind, RequestStatus
from csdesk.domain.views.common import Party, Sender


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestLine:
    """One request, as the customer sees it."""

    number: int  # in the list of the report
    day: date
    title: str
    asked_by: str
    kind: RequestKind
    area: str
    status: RequestStatus
    owner: str = ""  # of ours
    answered_after: int | None = None  # minutes
    solved_on: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseView:
    """An area with how many requests came from it, and what we answered or do about it."""

    area: str  # empty: none was noted
    asked: int
    confirmed: int
    waiting: int
    open: int
    answer: str = ""  # the latest one given in the area
    owner: str = ""  # of ours, where something is open


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthView:
    """The figures of one month; `areas` counts those of the report's greatest causes."""

    first: date
    asked: int
    answered: int
    median: int | None  # minutes to the first answer
    areas: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestsView:
    """The requests of one customer in one month."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    number: int
    first: date
    last: date
    lines: tuple[RequestLine, ...] = ()  # of the month, oldest first
    earlier: tuple[RequestLine, ...] = ()  # of earlier months, not solved yet
    later: int = 0  # came after the month
    causes: tuple[CauseView, ...] = ()  # the greatest first
    months: tuple[MonthView, ...] = ()  # six, the last one is the report's
    examples: tuple[RequestLine, ...] = ()

    @property
    def answered(self) -> int:
        """How many of the month's requests got a first answer."""
        return sum(line.answered_after is not None for line in self.lines)

    @property
    def confirmed(self) -> int:
        """How many of the month's requests the customer confirmed as solved."""
        return sum(line.status is RequestStatus.SOLVED for line in self.lines)

    @property
    def unsolved(self) -> tuple[RequestLine, ...]:
        """What is not solved yet, also of earlier months: theirs first, then the oldest."""
        found = [one for one in (*self.earlier, *self.lines) if one.status is not _SOLVED]
        return tuple(sorted(found, key=lambda one: (one.status is not _WAITING, one.day)))


_SOLVED, _WAITING = RequestStatus.SOLVED, RequestStatus.WAITING
