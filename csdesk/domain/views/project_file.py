"""A plan as a project file holds it (MS Project XML, GanttProject): read by imports, written out.

Days and times are those of the file, without a zone. Lengths are minutes of working time, or of
elapsed time where `elapsed` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from csdesk.domain.codes import LinkType

DAY_START, DAY_END = time(8), time(17)
MINUTES_PER_DAY = 480
FIRST_YEAR, LAST_YEAR = 1950, 2148  # what lies outside is a slip of the pen
# The text fields of MS Project in which csdesk keeps what has no field there, by their numbers.
# Each holds 255 letters; what is longer goes on in the next.
MARKS_FIELDS = {str(188744016 - place): f"Text{30 - place}" for place in range(10)}
MARKS_ALIAS = "csdesk"


class Bound(StrEnum):
    """How a task's date is bound, with the numbers of MS Project's file in this order."""

    ASAP = "asap"
    ALAP = "alap"
    START_ON = "start_on"
    FINISH_ON = "finish_on"
    START_NO_EARLIER = "start_no_earlier"
    START_NO_LATER = "start_no_later"
    FINISH_NO_EARLIER = "finish_no_earlier"
    FINISH_NO_LATER = "finish_no_later"


class Fault(StrEnum):
    """What the reader of a file met and left behind."""

    BLANK_TASKS = "blank_tasks"
    EXTERNAL_TASK = "external_task"
    SUBPROJECT = "subproject"
    LINK_ELSEWHERE = "link_elsewhere"
    SOFT_LINK = "soft_link"
    RESOURCE_CALENDAR = "resource_calendar"
    VACATION = "vacation"
    MATERIAL = "material"
    BAD_DATE = "bad_date"
    CUSTOM_FIELDS = "custom_fields"
    COSTS = "costs"
    FROM_FINISH = "from_finish"
    NO_UID = "no_uid"
    SAME_UID = "same_uid"
    NO_CALENDAR = "no_calendar"
    NO_OWN_CALENDAR = "no_own_calendar"
    BAD_VALUE = "bad_value"
    WORK = "work"
    PRIORITY = "priority"
    WEB_LINKS = "web_links"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileFault:
    """One thing left behind: what, where (a task's or resource's name), how often."""

    fault: Fault
    name: str = ""
    value: str = ""
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class FileBaseline:
    """The dates of one task in baseline `number`."""

    number: int
    start: datetime | None
    finish: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileTask:
    """A task; `level` 1 is the top. `marks` are what csdesk itself wrote beside it."""

    uid: str
    name: str
    level: int = 1
    summary: bool = False
    milestone: bool = False
    start: datetime | None = None
    finish: datetime | None = None
    minutes: int | None = None
    elapsed: bool = False
    percent: int = 0
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    bound: Bound = Bound.ASAP
    bound_at: datetime | None = None
    deadline: datetime | None = None
    manual: bool = False
    active: bool = True
    recurring: bool = False
    calendar_uid: str = ""
    notes: str = ""
    priority: int = 500
    resources: tuple[str, ...] = ()  # uids, the one who answers for it first
    baselines: tuple[FileBaseline, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLink:
    """A link between two tasks by uid; the lag in minutes, or in percent of the predecessor."""

    pred: str
    succ: str
    type: LinkType = LinkType.FS
    minutes: int = 0
    percent: int | None = None
    elapsed: bool = False


Span = tuple[time, time]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileCalendar:
    """A working calendar: per weekday (Monday first) its hours, None where the base decides."""

    uid: str
    name: str = ""
    base_uid: str = ""
    week: tuple[tuple[Span, ...] | None, ...] = (None,) * 7
    days: Mapping[date, bool] = field(default_factory=dict)  # exceptions: works or not
    day_names: Mapping[date, str] = field(default_factory=dict)
    of_person: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FileResource:
    """Who works; `group` is a company or department, `role` a part."""

    uid: str
    name: str
    mail: str = ""
    phone: str = ""
    group: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FilePlan:
    """Everything that csdesk reads from, or writes into, a project file."""

    name: str
    source_ref: str = ""  # what the same project is known by in its next file
    program: str = "mspdi"
    start: datetime | None = None
    finish: datetime | None = None
    saved_on: date | None = None
    minutes_per_day: int = MINUTES_PER_DAY
    calendar_uid: str = ""
    calendars: tuple[FileCalendar, ...] = ()
    tasks: tuple[FileTask, ...] = ()
    links: tuple[FileLink, ...] = ()
    resources: tuple[FileResource, ...] = ()
    baseline_names: Mapping[int, str] = field(default_factory=dict)
    faults: tuple[FileFault, ...] = ()
    company: str = ""
    author: str = ""
    made_at: datetime | None = None
    written: tuple[datetime, int] | None = None  # by csdesk: when (UTC), after which entry
