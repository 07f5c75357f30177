"""What a project file says and a plan of csdesk cannot carry as it is: a code and its sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from csdesk.domain.errors import N_
from csdesk.domain.records import Json
from csdesk.domain.views.project_file import Fault, FilePlan
from csdesk.i18n import Translator


class Left(StrEnum):
    """What was changed or left out while a plan came in."""

    BOUND_ALAP = "bound_alap"
    BOUND_START_LATEST = "bound_start_latest"
    BOUND_FINISH_EARLIEST = "bound_finish_earliest"
    BOUND_FINISH_FIXED = "bound_finish_fixed"
    BOUND_SUMMARY = "bound_summary"
    LAG_ROUNDED = "lag_rounded"
    PARTS_OF_DAYS = "parts_of_days"
    LENGTH = "length"
    TASK_CALENDAR = "task_calendar"
    MORE_PEOPLE = "more_people"
    WEEK = "week"
    FILE_DAYS_OFF = "file_days_off"
    FILE_DAYS_ON = "file_days_on"
    OUR_DAYS_OFF = "our_days_off"
    BASELINE_DAY = "baseline_day"
    LINK_INSIDE = "link_inside"
    LINK_TWICE = "link_twice"
    LINK_CYCLE = "link_cycle"
    INACTIVE = "inactive"
    REPEATS = "repeats"
    REPEATS_UNEVEN = "repeats_uneven"
    ROW_GONE = "row_gone"
    LINK_GONE = "link_gone"
    ACTUAL_AHEAD = "actual_ahead"
    BEGUN_AHEAD = "begun_ahead"
    MILESTONE_PERCENT = "milestone_percent"
    MILESTONE_LENGTH = "milestone_length"
    NO_DATES = "no_dates"
    TEMPLATE_DROPS = "template_drops"
    TEMPLATE_LENGTH = "template_length"
    KIND_CHANGED = "kind_changed"
    LINK_SELF = "link_self"
    REVERSED = "reversed"
    SUMMARY_MANUAL = "summary_manual"
    SUMMARY_PEOPLE = "summary_people"
    OURS_DATES = "ours_dates"
    OURS_PROGRESS = "ours_progress"
    OURS_TITLE = "ours_title"
    OURS_PLACE = "ours_place"
    OURS_DEADLINE = "ours_deadline"
    OURS_REPEATS = "ours_repeats"


# What both sides changed, and ours stays.
OURS = frozenset(kind for kind in Left if kind.value.startswith("ours_"))
SENTENCES: Mapping[str, str] = {
    Fault.BLANK_TASKS: N_("Empty lines of the file are no rows: {n}."),
    Fault.EXTERNAL_TASK: N_("“{name}” belongs to another project file and is left out."),
    Fault.SUBPROJECT: N_("“{name}” stands for another file: what is inside it does not come in."),
    Fault.LINK_ELSEWHERE: N_("A link of “{name}” leads outside this file and is left out."),
    Fault.SOFT_LINK: N_("A soft link of “{name}” becomes a firm one."),
    Fault.RESOURCE_CALENDAR: N_(
        "People with days off of their own: {n}. Work runs on the calendar of their side."
    ),
    Fault.VACATION: N_("{name}: the vacation in the file is left out."),
    Fault.MATERIAL: N_("“{name}” is material or a cost, no person, and is left out."),
    Fault.BAD_DATE: N_("“{name}”: “{value}” is no date and is left empty."),
    Fault.CUSTOM_FIELDS: N_("Values in fields of the file's own are left out: {n}."),
    Fault.COSTS: N_("Tasks whose costs are left out: {n}."),
    Fault.FROM_FINISH: N_(
        "The file is planned back from its end; its dates are kept, and rows follow their links "
        "from now on."
    ),
    Fault.NO_UID: N_(
        "“{name}” has no UID in the file; {value} stands for it, so an update finds it again only "
        "if that stays."
    ),
    Fault.SAME_UID: N_(
        "“{name}” has the UID {value} of another task; links to that UID lead to the first of them."
    ),
    Fault.NO_CALENDAR: N_(
        "“{name}” names a calendar that is not in the file (UID {value}); it runs on the calendar "
        "of its side."
    ),
    Fault.NO_OWN_CALENDAR: N_(
        "The calendar of the whole plan is not in the file (UID {value}); “{name}” stands for it."
    ),
    Fault.BAD_VALUE: N_("“{name}”: “{value}” cannot be read and is left out."),
    Fault.WORK: N_("Tasks whose hours of effort are left out: {n}."),
    Fault.PRIORITY: N_("Tasks whose priority is left out: {n}."),
    Fault.WEB_LINKS: N_("Tasks whose links to pages and files are left out: {n}."),
    Left.BOUND_ALAP: N_("“{name}” was “as late as possible”; it keeps its dates."),
    Left.BOUND_START_LATEST: N_(
        "“{name}” had to start no later than {day}; it becomes: finish no later than {other}."
    ),
    Left.BOUND_FINISH_EARLIEST: N_(
        "“{name}” had to finish no earlier than {day}; it becomes: start not before {other}."
    ),
    Left.BOUND_FINISH_FIXED: N_(
        "“{name}” had to finish on {day}; it becomes: starts exactly on {other}."
    ),
    Left.BOUND_SUMMARY: N_("“{name}” holds other rows; its own condition on dates is left out."),
    Left.LAG_ROUNDED: N_("The lag from “{pred}” to “{name}” becomes whole days: {lag} → {days}."),
    Left.PARTS_OF_DAYS: N_(
        "Rows that take parts of a day: {n}. They take whole days here; their hours are kept."
    ),
    Left.LENGTH: N_(
        "“{name}” takes {hours} h by the file, yet {days} working days lie between its dates: the "
        "dates are kept."
    ),
    Left.TASK_CALENDAR: N_(
        "“{name}” has a calendar of its own, “{calendar}”; it runs on the calendar of its side."
    ),
    Left.MORE_PEOPLE: N_("“{name}” has one owner; in its internal note: {names}."),
    Left.WEEK: N_("The file works {file}, the customer's calendar {ours}: the customer's holds."),
    Left.FILE_DAYS_OFF: N_("Days off in the file that the customer's calendar lacks: {days}."),
    Left.FILE_DAYS_ON: N_("Days worked in the file that the customer has off: {days}."),
    Left.OUR_DAYS_OFF: N_("The file works on holidays of the customer: {days}."),
    Left.BASELINE_DAY: N_(
        "“{name}”: the file does not say when it was agreed; {day}, its last saving, is taken."
    ),
    Left.LINK_INSIDE: N_("A link between “{name}” and what holds it is left out."),
    Left.LINK_TWICE: N_("“{pred}” and “{name}” are linked twice in the same way: once is kept."),
    Left.LINK_CYCLE: N_("The link from “{pred}” to “{name}” leads round in a circle: left out."),
    Left.INACTIVE: N_("“{name}” is switched off in the file; it comes in as cancelled."),
    Left.REPEATS: N_("“{name}” repeats: its {n} occurrences become one row."),
    Left.REPEATS_UNEVEN: N_("“{name}” repeats without a rule; its occurrences stay rows."),
    Left.ROW_GONE: N_("“{name}” is not in the file any more; it stays in the plan."),
    Left.LINK_GONE: N_("The link from “{pred}” to “{name}” is not in the file any more; it stays."),
    Left.ACTUAL_AHEAD: N_("“{name}” was done on {day} by the file, which has not come yet."),
    Left.BEGUN_AHEAD: N_("“{name}” began on {day} by the file, which has not come yet."),
    Left.MILESTONE_PERCENT: N_(
        "“{name}” is a milestone, reached or not; the {percent} of the file are left out."
    ),
    Left.MILESTONE_LENGTH: N_("“{name}” is a milestone; its length of {hours} h is left out."),
    Left.NO_DATES: N_("“{name}” has no dates in the file; it starts as its links allow."),
    Left.TEMPLATE_DROPS: N_(
        "A template has no dates, people, progress, notes, baselines and conditions on dates."
    ),
    Left.TEMPLATE_LENGTH: N_("“{name}” is longer than a template allows; it takes {days} days."),
    Left.KIND_CHANGED: N_("“{name}” is another kind of row in the file; it stays what it is."),
    Left.LINK_SELF: N_("A link of “{name}” to itself is left out."),
    Left.REVERSED: N_(
        "“{name}” ends before it begins by the file ({first} – {last}); it takes its first day."
    ),
    Left.SUMMARY_MANUAL: N_(
        "“{name}” has dates set by hand in the file; here they are those of the rows it holds."
    ),
    Left.SUMMARY_PEOPLE: N_("“{name}” holds other rows; in its internal note: {names}."),
    Left.OURS_DATES: N_(
        "The dates of “{name}” changed here and in the file; ours stay. The file has {first} – "
        "{last}."
    ),
    Left.OURS_PROGRESS: N_(
        "The progress of “{name}” changed here and in the file; ours stays. The file has {percent}."
    ),
    Left.OURS_TITLE: N_(
        "“{name}” got another title here and in the file; ours stays. The file has “{theirs}”."
    ),
    Left.OURS_PLACE: N_(
        "“{name}” was moved into another phase here and in the file; it stays where it is here."
    ),
    Left.OURS_DEADLINE: N_(
        "The deadline of “{name}” changed here and in the file; ours stays. The file has {day}."
    ),
    Left.OURS_REPEATS: N_("How “{name}” repeats changed here and in the file; ours stays."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """One thing that comes in otherwise, or not at all. `uid` is the task that it concerns."""

    kind: str
    uid: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, words: Translator) -> str:
        """Return the sentence in the reader's language."""
        shown = {name: _shown(value, words) for name, value in self.params.items()}
        return words.text(SENTENCES[self.kind], **shown)

    def as_json(self, words: Translator) -> dict[str, Json]:
        """Return it as the command line prints it."""
        return {"code": self.kind, "task": self.uid, "text": self.text(words)}


def faults_of(plan: FilePlan) -> list[LeftOut]:
    """Return what the reader of the file left behind; what repeats word by word once."""
    counted = Counter((one.fault, one.name, one.value, one.count) for one in plan.faults)
    return [
        LeftOut(kind=fault.value, params={"name": name, "value": value, "n": count})
        for fault, name, value, count in counted
    ]


def week_words(marks: str, words: Translator) -> str:
    """Return a working week as a list of its days."""
    monday = date(2024, 1, 1)
    days = [monday.replace(day=1 + number) for number, mark in enumerate(marks) if mark == "1"]
    return words.join([_weekday(day, words) for day in days])


def _weekday(day: date, words: Translator) -> str:
    from babel.dates import format_date

    return format_date(day, "EEE", locale=words.language)


@dataclass(frozen=True, slots=True)
class Week:
    """A working week as a parameter of a sentence."""

    marks: str


def _shown(value: object, words: Translator) -> object:
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, Week):
        return week_words(value.marks, words)
    if isinstance(value, int):
        return words.number(value)
    if isinstance(value, str) or not isinstance(value, Sequence):
        return value
    return _listed(value, words)


def _listed(values: Iterable[object], words: Translator, most: int = 6) -> str:
    shown = [str(_shown(one, words)) for one in values]
    text = words.join(shown[:most])
    return f"{text} (+{len(shown) - most})" if len(shown) > most else text
