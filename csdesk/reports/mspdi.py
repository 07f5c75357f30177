"""Writing MS Project XML (MSPDI), in the order of elements that Project itself writes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from csdesk.domain.codes import LinkType
from csdesk.domain.views.project_file import (
    DAY_END,
    DAY_START,
    MARKS_ALIAS,
    MARKS_FIELDS,
    MINUTES_PER_DAY,
    Bound,
    FileCalendar,
    FileLink,
    FilePlan,
    FileTask,
    Span,
)

NAMESPACE = "http://schemas.microsoft.com/project"
_LINK_NUMBERS = {LinkType.FF: 0, LinkType.FS: 1, LinkType.SF: 2, LinkType.SS: 3}
_DAYS, _ELAPSED_DAYS, _HOURS = 7, 8, 5
_FIELD_LETTERS = 250
_FIXED_DURATION = 1
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {
    0xFFFE: None, 0xFFFF: None,
}  # fmt: skip


def write_mspdi(plan: FilePlan) -> bytes:
    """Return the file as UTF-8."""
    root = Element("Project", xmlns=NAMESPACE)
    _head(root, plan)
    attributes = SubElement(root, "ExtendedAttributes")
    used = max((len(_marks(task)) for task in plan.tasks), default=0)
    for number, (field, name) in enumerate(MARKS_FIELDS.items()):
        if number < max(used, 1):
            alias = f"{MARKS_ALIAS} {number + 1}" if number else MARKS_ALIAS
            _add(
                SubElement(attributes, "ExtendedAttribute"),
                FieldID=field, FieldName=name, Alias=alias,
            )  # fmt: skip
    calendars = SubElement(root, "Calendars")
    for calendar in plan.calendars:
        _calendar(SubElement(calendars, "Calendar"), calendar)
    _tasks(SubElement(root, "Tasks"), plan)
    resources = SubElement(root, "Resources")
    for number, resource in enumerate(plan.resources, 1):
        entry = SubElement(resources, "Resource")
        _add(entry, UID=resource.uid, ID=number, Name=resource.name, Type=1, IsNull=0)
        if resource.group:
            _add(entry, Group=resource.group)
        if resource.mail:
            _add(entry, EmailAddress=resource.mail)
        _add(entry, MaxUnits="1.00")
    _assignments(SubElement(root, "Assignments"), plan)
    indent(root, " ")
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _head(root: Element, plan: FilePlan) -> None:
    _add(
        root,
        SaveVersion=14,
        Name=f"{plan.name}.xml",
        GUID=plan.source_ref,
        Title=plan.name,
        Company=plan.company,
        CreationDate=plan.made_at,
        LastSaved=plan.made_at,
        ScheduleFromStart=1,
        StartDate=plan.start,
        FinishDate=plan.finish,
        CalendarUID=plan.calendar_uid,
        DefaultStartTime=DAY_START,
        DefaultFinishTime=DAY_END,
        MinutesPerDay=plan.minutes_per_day,
        MinutesPerWeek=plan.minutes_per_day * 5,
        DaysPerMonth=20,
        DefaultTaskType=_FIXED_DURATION,
        DurationFormat=_DAYS,
        WorkFormat=2,
        HonorConstraints=1,
        NewTasksEffortDriven=0,
        NewTasksEstimated=0,
        WeekStartDay=1,
        CurrentDate=plan.made_at,
        NewTasksAreManual=0,
    )


def _calendar(entry: Element, calendar: FileCalendar) -> None:
    _add(
        entry, UID=calendar.uid, Name=calendar.name, IsBaseCalendar=1, IsBaselineCalendar=0,
        BaseCalendarUID=-1,
    )  # fmt: skip
    days = SubElement(entry, "WeekDays")
    for number in range(1, 8):  # 1 is Sunday
        hours = calendar.week[(number + 5) % 7] or ()
        day = SubElement(days, "WeekDay")
        _add(day, DayType=number, DayWorking=int(bool(hours)))
        _hours(day, hours)
    runs = list(_runs(calendar))
    if not runs:
        return
    exceptions = SubElement(entry, "Exceptions")
    usual = next((hours for hours in calendar.week if hours), ((DAY_START, DAY_END),))
    for first, last, works, name in runs:
        exception = SubElement(exceptions, "Exception")
        _add(exception, EnteredByOccurrences=0)
        _add(
            SubElement(exception, "TimePeriod"),
            FromDate=datetime.combine(first, time()),
            ToDate=datetime.combine(last, time(23, 59)),
        )
        _add(
            exception, Occurrences=(last - first).days + 1, Name=name, Type=1,
            DayWorking=int(works),
        )  # fmt: skip
        _hours(exception, usual if works else ())


def _hours(parent: Element, hours: Sequence[Span]) -> None:
    if not hours:
        return
    times = SubElement(parent, "WorkingTimes")
    for start, end in hours:
        _add(SubElement(times, "WorkingTime"), FromTime=start, ToTime=end)


def _runs(calendar: FileCalendar) -> Iterable[tuple[date, date, bool, str]]:
    """Return the exceptions of a calendar as runs of days that are alike."""
    runs: list[tuple[date, date, bool, str]] = []
    for day, works in sorted(calendar.days.items()):
        name = calendar.day_names.get(day, "")
        if runs:
            first, last, worked, called = runs[-1]
            if day - last == timedelta(days=1) and (worked, called) == (works, name):
                runs[-1] = (first, day, works, name)
                continue
        runs.append((day, day, works, name))
    return runs


def _tasks(parent: Element, plan: FilePlan) -> None:
    own = SubElement(parent, "Task")
    _add(
        own, UID=0, ID=0, Name=plan.name, Active=1, Manual=0, Type=_FIXED_DURATION, IsNull=0,
        OutlineNumber=0, OutlineLevel=0, Start=plan.start, Finish=plan.finish, Summary=1,
    )  # fmt: skip
    links: dict[str, list[FileLink]] = {}
    for link in plan.links:
        links.setdefault(link.succ, []).append(link)
    counters: list[int] = []
    for number, task in enumerate(plan.tasks, 1):
        del counters[task.level :]
        while len(counters) < task.level:
            counters.append(0)
        counters[-1] += 1
        outline = ".".join(map(str, counters))
        _task(SubElement(parent, "Task"), task, number, outline, links.get(task.uid, ()))


def _task(
    entry: Element, task: FileTask, number: int, outline: str, links: Iterable[FileLink]
) -> None:
    minutes = task.minutes or 0
    form = _DAYS if minutes % MINUTES_PER_DAY == 0 else _HOURS
    _add(
        entry,
        UID=task.uid,
        ID=number,
        Name=task.name,
        Active=int(task.active),
        Manual=int(task.manual),
        Type=_FIXED_DURATION,
        IsNull=0,
        WBS=outline,
        OutlineNumber=outline,
        OutlineLevel=task.level,
        Priority=task.priority,
        Start=task.start,
        Finish=task.finish,
        Duration=_duration(minutes),
    )
    if task.manual:
        _add(entry, ManualStart=task.start, ManualFinish=task.finish)
        _add(entry, ManualDuration=_duration(minutes))
    done = round(minutes * task.percent / 100)
    _add(
        entry,
        DurationFormat=form,
        EffortDriven=0,
        Recurring=0,
        Estimated=0,
        Milestone=int(task.milestone),
        Summary=int(task.summary),
        IsSubproject=0,
        ExternalTask=0,
        PercentComplete=task.percent,
        PercentWorkComplete=task.percent,
        ActualStart=task.actual_start,
        ActualFinish=task.actual_finish,
        ActualDuration=_duration(done),
        RemainingDuration=_duration(minutes - done),
        ConstraintType=list(Bound).index(task.bound),
        CalendarUID=task.calendar_uid or -1,
        ConstraintDate=task.bound_at,
        Deadline=task.deadline,
        IgnoreResourceCalendar=1,
    )
    if task.notes:
        _add(entry, Notes=task.notes)
    for link in links:
        _add(
            SubElement(entry, "PredecessorLink"),
            PredecessorUID=link.pred,
            Type=_LINK_NUMBERS[link.type],
            CrossProject=0,
            LinkLag=link.minutes * 10,
            LagFormat=_ELAPSED_DAYS if link.elapsed else _DAYS,
        )
    for field, value in zip(MARKS_FIELDS, _marks(task), strict=False):
        _add(SubElement(entry, "ExtendedAttribute"), FieldID=field, Value=value)
    for baseline in task.baselines:
        _add(
            SubElement(entry, "Baseline"),
            Number=baseline.number,
            Start=baseline.start,
            Finish=baseline.finish,
        )


def _marks(task: FileTask) -> list[str]:
    """Return what stands in the text fields of a task; MS Project cuts each after 255 letters."""
    whole = ";".join(f"{name}={value}" for name, value in task.marks.items())
    return [whole[start : start + _FIELD_LETTERS] for start in range(0, len(whole), _FIELD_LETTERS)]


def _assignments(parent: Element, plan: FilePlan) -> None:
    number = 0
    for task in plan.tasks:
        for resource in task.resources:
            number += 1
            _add(
                SubElement(parent, "Assignment"),
                UID=number,
                TaskUID=task.uid,
                ResourceUID=resource,
                Finish=task.finish,
                Start=task.start,
                Units=1,
                Work=_duration(task.minutes or 0),
            )


def _duration(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _add(parent: Element, **values: object) -> None:
    """Add an element for each value that there is."""
    for name, value in values.items():
        if value is None:
            continue
        SubElement(parent, name).text = _text(value)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return str(value).translate(_CONTROLS)
