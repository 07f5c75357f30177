"""Reading MS Project XML (MSPDI) into plain dataclasses; nothing is decided here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from csdesk.app.imports.project_mspdi_days import calendars_of
from csdesk.domain.codes import LinkType
from csdesk.domain.views.project_file import (
    DAY_END,
    FIRST_YEAR,
    LAST_YEAR,
    MARKS_ALIAS,
    MARKS_FIELDS,
    MINUTES_PER_DAY,
    Bound,
    Fault,
    FileBaseline,
    FileCalendar,
    FileFault,
    FileLink,
    FilePlan,
    FileResource,
    FileTask,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LINKS = (LinkType.FF, LinkType.FS, LinkType.SF, LinkType.SS)
_ELAPSED = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
_PERCENT = frozenset({19, 20, 51, 52})
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<d>[\d.]+)D)?(?:T(?:(?P<h>[\d.]+)H)?(?:(?P<m>[\d.]+)M)?(?:[\d.]+S)?)?"
)
_MOST_LEVELS = 60
_NO_YEARS = (1, 2149)  # what programs write where there is no date
_BEFORE, _AFTER = timedelta(days=366), timedelta(days=3 * 366)


def read_mspdi(root: "Element", stem: str) -> FilePlan:
    """Return what the file says. `stem` names a project that has no name of its own.

    Tags are plain, without the namespace that they may have had.
    """
    return _Reader(root, stem).plan()


class _Reader:
    def __init__(self, root: "Element", stem: str) -> None:
        self.root, self.stem = root, stem
        self.faults: list[FileFault] = []
        self.counts: Counter[Fault] = Counter()
        ours = {
            _text(one, "FieldID")
            for one in self._each("ExtendedAttributes", "ExtendedAttribute")
            if _text(one, "Alias").partition(" ")[0] == MARKS_ALIAS
        }
        self.marks = tuple(field for field in MARKS_FIELDS if field in ours)

    def plan(self) -> FilePlan:
        root = self.root
        title = _text(root, "Title") or _text(root, "Name").removesuffix(".xml") or self.stem
        guid, made = _text(root, "GUID"), _text(root, "CreationDate")
        if _text(root, "ScheduleFromStart") == "0":
            self.faults.append(FileFault(fault=Fault.FROM_FINISH))
        resources = tuple(self._resources())
        assigned = self._assignments({one.uid for one in resources})
        tasks = list(self._tasks(assigned))
        own = next((task for task in tasks if task.level == 0), None)
        known = {task.uid for task in tasks if task.level > 0}
        links = tuple(self._links(known))
        per_day = _number(root, "MinutesPerDay", MINUTES_PER_DAY)
        saved = self._moment(root, "LastSaved") or self._moment(root, "CreationDate")
        first, last = _span(tasks, self._moment(root, "StartDate"))
        calendars = calendars_of(root, self._moment, first - _BEFORE, last + _AFTER)
        calendar_uid = self._own_calendar(calendars)
        self._check_calendars(tasks, calendars)
        if any(one.of_person and one.days for one in calendars):
            self.faults.append(FileFault(
                fault=Fault.RESOURCE_CALENDAR,
                count=sum(1 for one in calendars if one.of_person and one.days),
            ))  # fmt: skip
        return FilePlan(
            name=(own.name if own is not None and own.name else title) or self.stem,
            source_ref=guid.lower() or f"{_text(root, 'Name') or title or self.stem}|{made}",
            program="mspdi",
            start=self._moment(root, "StartDate"),
            finish=self._moment(root, "FinishDate"),
            saved_on=saved.date() if saved else None,
            minutes_per_day=per_day if 0 < per_day <= 1440 else MINUTES_PER_DAY,
            calendar_uid=calendar_uid,
            calendars=calendars,
            tasks=tuple(task for task in tasks if task.level > 0),
            links=links,
            resources=resources,
            written=next((one for task in tasks if (one := _written(task)) is not None), None),
            faults=(*self.faults, *(FileFault(fault=k, count=n) for k, n in self.counts.items())),
        )

    def _own_calendar(self, calendars: tuple[FileCalendar, ...]) -> str:
        """Return the uid of the plan's calendar; the first one stands in for one not there."""
        named = _text(self.root, "CalendarUID")
        if not calendars or any(one.uid == named for one in calendars):
            return named
        first = next((one for one in calendars if not one.of_person), calendars[0])
        if named:
            self.faults.append(
                FileFault(fault=Fault.NO_OWN_CALENDAR, name=first.name or first.uid, value=named)
            )
        return first.uid

    def _check_calendars(self, tasks: list[FileTask], calendars: tuple[FileCalendar, ...]) -> None:
        known = {"", *(one.uid for one in calendars)}
        self.faults += (
            FileFault(fault=Fault.NO_CALENDAR, name=task.name, value=task.calendar_uid)
            for task in tasks
            if task.calendar_uid not in known
        )

    def _tasks(self, assigned: Mapping[str, tuple[str, ...]]) -> Iterator[FileTask]:
        entries = [(one, _is_blank(one)) for one in self._each("Tasks", "Task")]
        levels = [_number(task, "OutlineLevel", 1) for task, blank in entries if not blank]
        own = _is_own(entries[0][0], levels) if entries and not entries[0][1] else False
        deeper = int(0 in levels[own:])  # some programs count the top as 0
        for number, (task, blank) in enumerate(entries, 1):
            if number == 1 and own:
                yield FileTask(uid="0", name=_text(task, "Name"), level=0)
                continue
            if blank:
                self.counts[Fault.BLANK_TASKS] += 1
                continue
            level = max(1, min(_number(task, "OutlineLevel", 1) + deeper, _MOST_LEVELS))
            name = _text(task, "Name") or f"{_text(task, 'WBS') or number}"
            uid = _text(task, "UID") or f"id{_text(task, 'ID') or number}"
            if not _text(task, "UID"):
                self.faults.append(FileFault(fault=Fault.NO_UID, name=name, value=uid))
            if _text(task, "ExternalTask") == "1":
                self.faults.append(FileFault(fault=Fault.EXTERNAL_TASK, name=name))
                continue
            if _text(task, "IsSubproject") == "1" or _text(task, "SubprojectName"):
                self.faults.append(FileFault(fault=Fault.SUBPROJECT, name=name))
            self._count_more(task)
            yield self._task(task, uid, name, level, assigned.get(uid, ()))

    def _task(
        self, task: "Element", uid: str, name: str, level: int, resources: tuple[str, ...]
    ) -> FileTask:
        texts: dict[str, str] = {}
        foreign = 0
        for extra in task.findall("ExtendedAttribute"):
            field = _text(extra, "FieldID")
            if field in self.marks:
                texts[field] = extra.findtext("Value") or ""
            else:
                foreign += 1
        whole = "".join(texts.get(field, "") for field in self.marks)
        pairs = (part.partition("=") for part in whole.split(";"))
        marks = {key.strip(): value.strip() for key, _, value in pairs if value}
        if foreign:
            self.counts[Fault.CUSTOM_FIELDS] += foreign
        priority = self._whole(task, "Priority", 500, name)
        if priority != 500 and not marks:
            self.counts[Fault.PRIORITY] += 1
        for free in ("StartText", "FinishText", "DurationText"):
            if text := _text(task, free):
                self._bad(name, text)
        bound = self._code(task, "ConstraintType", 0, len(Bound), name)
        if bound > 1 and not _text(task, "ConstraintDate"):
            self._bad(name, f"ConstraintType {bound}")
        minutes = _minutes(_text(task, "Duration"))
        if minutes is None and _text(task, "Duration"):
            self._bad(name, f"Duration {_text(task, 'Duration')}")
        return FileTask(
            uid=uid,
            name=name,
            level=level,
            summary=_text(task, "Summary") == "1",
            milestone=_text(task, "Milestone") == "1",
            start=self._moment(task, "Start", name),
            finish=self._moment(task, "Finish", name),
            minutes=minutes,
            elapsed=_number(task, "DurationFormat", 7) in _ELAPSED,
            percent=self._code(task, "PercentComplete", 0, 101, name),
            actual_start=self._moment(task, "ActualStart", name),
            actual_finish=self._moment(task, "ActualFinish", name),
            bound=tuple(Bound)[bound],
            bound_at=self._moment(task, "ConstraintDate", name),
            deadline=self._moment(task, "Deadline", name),
            manual=_text(task, "Manual") == "1",
            active=_text(task, "Active") != "0",
            recurring=_text(task, "Recurring") == "1",
            calendar_uid=_calendar(task),
            notes=_text(task, "Notes"),
            priority=priority,
            resources=resources,
            baselines=tuple(self._baselines(task, name)),
            marks=marks,
        )

    def _baselines(self, task: "Element", name: str) -> Iterator[FileBaseline]:
        for entry in task.findall("Baseline"):
            start, finish = self._moment(entry, "Start", name), self._moment(entry, "Finish", name)
            if start is not None or finish is not None:
                yield FileBaseline(number=_number(entry, "Number", 0), start=start, finish=finish)

    def _count_more(self, task: "Element") -> None:
        """Count what a task has that no row of ours holds."""
        if _has_cost(task):
            self.counts[Fault.COSTS] += 1
        work = _minutes(_text(task, "Work"))
        own = _text(task, "Summary") != "1"
        if own and work and work != _minutes(_text(task, "Duration")):
            self.counts[Fault.WORK] += 1
        if _text(task, "HyperlinkAddress") or _text(task, "Hyperlink"):
            self.counts[Fault.WEB_LINKS] += 1

    def _bad(self, task: str, value: str) -> None:
        self.faults.append(FileFault(fault=Fault.BAD_VALUE, name=task, value=value[:60]))

    def _whole(self, element: "Element", name: str, default: int, task: str) -> int:
        """Return a whole number of `element`; one that cannot be read is told."""
        text = _text(element, name)
        try:
            return int(float(text)) if text else default
        except (ValueError, OverflowError):
            self._bad(task, f"{name} {text}")
            return default

    def _code(self, element: "Element", name: str, default: int, count: int, task: str) -> int:
        """Return a number from 0 below `count`; another one is told and left out."""
        found = self._whole(element, name, default, task)
        if 0 <= found < count:
            return found
        self._bad(task, f"{name} {_text(element, name)}")
        return default

    def _links(self, known: set[str]) -> Iterator[FileLink]:
        for task in self._each("Tasks", "Task"):
            succ, name = _text(task, "UID"), _text(task, "Name")
            if not succ and _text(task, "ID"):
                succ = f"id{_text(task, 'ID')}"
            if succ not in known:
                continue
            for link in task.findall("PredecessorLink"):
                pred = _text(link, "PredecessorUID")
                if _text(link, "CrossProject") == "1" or pred not in known:
                    self.faults.append(FileFault(fault=Fault.LINK_ELSEWHERE, name=name))
                    continue
                kind = self._code(link, "Type", 1, len(_LINKS), name)
                form = _number(link, "LagFormat", 7)
                lag = self._whole(link, "LinkLag", 0, name)
                percent = lag if form in _PERCENT and lag else None
                yield FileLink(
                    pred=pred,
                    succ=succ,
                    type=_LINKS[kind],
                    minutes=0 if percent is not None else round(lag / 10),
                    percent=percent,
                    elapsed=form in _ELAPSED,
                )

    def _resources(self) -> Iterator[FileResource]:
        for entry in self._each("Resources", "Resource"):
            uid, name = _text(entry, "UID"), _text(entry, "Name")
            if not uid or not name:
                continue
            if _text(entry, "Type") == "0" or _text(entry, "IsCostResource") == "1":
                self.faults.append(FileFault(fault=Fault.MATERIAL, name=name))
                continue
            yield FileResource(
                uid=uid,
                name=name,
                mail=_text(entry, "EmailAddress"),
                group=_text(entry, "Group"),
            )

    def _assignments(self, known: set[str]) -> dict[str, tuple[str, ...]]:
        """Return who works on each task, the largest share first."""
        found: dict[str, list[tuple[float, int, str]]] = {}
        for number, entry in enumerate(self._each("Assignments", "Assignment")):
            task, resource = _text(entry, "TaskUID"), _text(entry, "ResourceUID")
            if resource in known:
                share = _float(_text(entry, "Units"))
                found.setdefault(task, []).append((-share, number, resource))
        return {
            task: tuple(dict.fromkeys(uid for _, _, uid in sorted(entries)))
            for task, entries in found.items()
        }

    def _each(self, group: str, name: str) -> list["Element"]:
        found = self.root.find(group)
        return [] if found is None else found.findall(name)

    def _moment(self, element: "Element", name: str, task: str = "") -> datetime | None:
        text = _text(element, name)
        if not text or text == "NA":
            return None
        try:
            moment = datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            moment = None
        if moment is not None and moment.year in _NO_YEARS:
            return None
        if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self.faults.append(FileFault(fault=Fault.BAD_DATE, name=task or name, value=text[:40]))
            return None
        if name.endswith("Finish") and len(text) <= len("2027-03-01"):
            return datetime.combine(moment, DAY_END)  # a day without a time is worked to its end
        return moment


def _written(task: FileTask) -> tuple[datetime, int] | None:
    """Return when csdesk wrote a task (UTC, journal entry), None for what it did not write."""
    moment, _, entry = task.marks.get("on", "").partition("/")
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=None), int(entry)
    except ValueError:
        return None


def _is_blank(task: "Element") -> bool:
    """Whether a line of the file holds no task."""
    return _text(task, "IsNull") == "1" or not (_text(task, "UID") or _text(task, "Name"))


def _is_own(task: "Element", levels: list[int]) -> bool:
    """Whether the first task of a file is the project itself."""
    top = _text(task, "OutlineLevel")
    if _text(task, "UID") == "0" and not top:
        return True
    return levels[0] == 0 and 0 not in levels[1:]


def _span(tasks: list[FileTask], start: datetime | None) -> tuple[date, date]:
    """Return the first and the last day that the tasks name."""
    found = [one.start for one in tasks if one.start is not None]
    found += [one.finish for one in tasks if one.finish is not None]
    found += [start] if start is not None else []
    if not found:
        return date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 1, 1)
    return min(found).date(), max(found).date()


def _text(element: "Element", name: str) -> str:
    return (element.findtext(name) or "").strip()


def _number(element: "Element", name: str, default: int) -> int:
    text = _text(element, name)
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _minutes(text: str) -> int | None:
    """Return the minutes of an XML duration such as PT8H0M0S."""
    match = _DURATION.fullmatch(text)
    if match is None or not text:
        return None
    days, hours, minutes = (_float(match[part] or "0") for part in ("d", "h", "m"))
    total = round(days * 1440 + hours * 60 + minutes)
    return None if match["sign"] else min(total, 1440 * 36_600)


def _calendar(task: "Element") -> str:
    uid = _text(task, "CalendarUID")
    return "" if uid == "-1" else uid


def _has_cost(task: "Element") -> bool:
    return _float(_text(task, "FixedCost")) > 0 or _float(_text(task, "Cost")) > 0
