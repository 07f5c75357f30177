"""What a plan on paper shows: rows, links and days off that one customer may see.

Rows are in the plan's order; what is not visible is not here, nor is a link to it, and a phase's
dates are those of the rows that are. An internal copy holds all rows and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from csdesk.domain.codes import Language, LinkType, MilestoneKind, RowKind, Side, Status
from csdesk.domain.views.common import Party, Sender
from csdesk.domain.views.status import WindowView


class Paper(StrEnum):
    """A sheet that plans are printed on, lying."""

    A4 = "A4"
    A3 = "A3"


class OffKind(StrEnum):
    """Why nobody works on some days."""

    REST = "rest"
    HOLIDAY = "holiday"
    UNPUBLISHED = "unpublished"  # a day off by rule, in a year not yet published


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLine:
    """One row of a plan; days are inclusive, `key` is unique in the view."""

    key: int
    code: str = ""  # A34
    title: str
    depth: int = 0
    kind: RowKind = RowKind.ITEM
    milestone: MilestoneKind | None = None
    side: Side = Side.US
    owner: str = ""
    status: Status = Status.TODO
    start: date | None = None
    finish: date | None = None
    agreed_start: date | None = None
    agreed: date | None = None
    slip: int | None = None
    progress: int = 0
    critical: bool = False
    deadline: date | None = None
    begun: bool = False
    days: tuple[date, ...] = ()  # of a row that repeats
    leads_to: int | None = None  # key of the milestone it counts towards


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLinkView:
    """A link between two lines, by their keys."""

    key: int
    before: int
    after: int
    type: LinkType = LinkType.FS


@dataclass(frozen=True, kw_only=True, slots=True)
class OffView:
    """Days off that follow each other and are off for one reason."""

    first: date
    last: date
    kind: OffKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanView:
    """A plan as a picture shows it.

    `first` and `last` are the range, `paper` the sheet that was asked for, if one was.
    """

    language: Language
    today: date
    number: int
    us: Party
    customer: Party
    sender: Sender
    project: str
    internal: bool = False
    first: date | None = None
    last: date | None = None
    paper: Paper | None = None
    lines: tuple[PlanLine, ...] = ()
    left_out: int = 0  # lines beside the range
    links: tuple[PlanLinkView, ...] = ()
    days_off: tuple[OffView, ...] = ()
    window: WindowView | None = None
    baseline_on: date | None = None
    finish: date | None = None
    slip: int | None = None  # of the last milestone, in working days

    def by_key(self) -> Mapping[int, PlanLine]:
        """Return the lines by their key."""
        return {line.key: line for line in self.lines}


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """A milestone or a meeting in a calendar file; without `start` it is a whole day."""

    uid: str
    title: str
    day: date
    start: datetime | None = None  # aware
    end: datetime | None = None
    place: str = ""
    is_milestone: bool = False
    codes: tuple[str, ...] = ()  # items that lead to it
    cancelled: bool = False
    done: bool = False
    revision: int = 0
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanCalendarView:
    """The milestones and meetings of a project."""

    language: Language
    today: date
    number: int
    us: Party
    customer: Party
    project: str
    made_at: datetime  # UTC
    entries: tuple[CalendarEntry, ...] = ()
