"""Reading a GanttProject file into plain dataclasses; nothing is decided here."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from csdesk.domain.codes import LinkType
from csdesk.domain.views.project_file import (
    DAY_END,
    DAY_START,
    FIRST_YEAR,
    LAST_YEAR,
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
    Span,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LINKS = {"1": LinkType.SS, "2": LinkType.FS, "3": LinkType.FF, "4": LinkType.SF}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS: tuple[Span, ...] = ((DAY_START, time(12)), (time(13), DAY_END))
_MOST_LEVELS = 60
_USUAL = ("", "1", "-1")  # the priority that nobody chose
_MOST_STEPS = 40_000


def read_gan(root: "Element", stem: str) -> FilePlan:
    """Return what the file says. `stem` names a project that has no name of its own.

    GanttProject counts whole days: a task begins in the morning of its first and ends in the
    evening of its last, a milestone stands in the morning of its day.
    """
    return _Reader(root, stem).plan()


class _Reader:
    def __init__(self, root: "Element", stem: str) -> None:
        self.root, self.stem = root, stem
        self.faults: list[FileFault] = []
        self.works = self._week()
        self.fixed, self.yearly = self._days()
        self.uids = {
            task.get("id", ""): task.get("uid") or task.get("id") or f"row{number}"
            for number, task in enumerate(root.iterfind("tasks//task"), 1)
        }
        self.counts: Counter[Fault] = Counter()

    def plan(self) -> FilePlan:
        root = self.root
        name = (root.get("name") or "").strip()
        resources = tuple(self._resources())
        tasks = tuple(self._tasks(self._assigned({one.uid for one in resources})))
        for vacation in root.iterfind("vacations/vacation"):
            who = next((r.name for r in resources if r.uid == vacation.get("resourceid")), "")
            self.faults.append(FileFault(fault=Fault.VACATION, name=who))
        starts = [task.start for task in tasks if task.start is not None]
        return FilePlan(
            name=name or self.stem,
            source_ref=f"gan:{name or self.stem}",
            program="gan",
            start=min(starts, default=None),
            finish=max((task.finish for task in tasks if task.finish is not None), default=None),
            saved_on=_day(root.get("view-date")),
            calendar_uid="1",
            calendars=(self._calendar(starts),),
            tasks=tasks,
            links=tuple(self._links()),
            resources=resources,
            baseline_names=self._baseline_names(),
            faults=(*self.faults, *(FileFault(fault=k, count=n) for k, n in self.counts.items())),
            company=root.get("company") or "",
        )

    def _tasks(self, assigned: dict[str, tuple[str, ...]]) -> Iterator[FileTask]:
        earlier = self._previous()
        waiting = [(task, 1) for task in reversed(self.root.findall("tasks/task"))]
        while waiting:
            task, level = waiting.pop()
            children = task.findall("task")
            waiting += [(child, min(level + 1, _MOST_LEVELS)) for child in reversed(children)]
            number = task.get("id", "")
            name = (task.get("name") or number).strip()
            start, length = self._date(task, "start", name), self._length(task, name)
            self._count_more(task)
            milestone = task.get("meeting") == "true" or (length == 0 and not children)
            percent = max(0, min(100, _whole(task.get("complete"), 0)))
            begin = None if start is None else datetime.combine(start, DAY_START)
            end = begin if milestone else self._end(start, length)
            soonest = (
                self._date(task, "thirdDate", name)
                if task.get("thirdDate-constraint") == "1"
                else None
            )
            yield FileTask(
                uid=self.uids[number],
                name=name,
                level=level,
                summary=bool(children),
                milestone=milestone and not children,
                start=begin,
                finish=end,
                minutes=0 if milestone else length * MINUTES_PER_DAY,
                percent=percent,
                bound=Bound.START_NO_EARLIER if soonest else Bound.ASAP,
                bound_at=datetime.combine(soonest, DAY_START) if soonest else None,
                notes=(task.findtext("notes") or "").strip(),
                resources=assigned.get(number, ()),
                baselines=tuple(
                    FileBaseline(number=index, start=dates[0], finish=dates[1])
                    for index, found in earlier.items()
                    if (dates := found.get(number)) is not None
                ),
            )

    def _date(self, task: "Element", key: str, name: str) -> date | None:
        text = task.get(key)
        day = _day(text)
        if text and day is None:
            self.faults.append(FileFault(fault=Fault.BAD_DATE, name=name, value=text[:40]))
        return day

    def _length(self, task: "Element", name: str) -> int:
        """Return the days of a task, 1 for what is no length."""
        text = task.get("duration")
        length = _whole(text, -1)
        if text and not 0 <= length <= _MOST_STEPS:
            self.faults.append(
                FileFault(fault=Fault.BAD_VALUE, name=name, value=f"duration {text}"[:60])
            )
        return length if 0 <= length <= _MOST_STEPS else 1

    def _count_more(self, task: "Element") -> None:
        """Count what a task has that no row of ours holds."""
        self.counts[Fault.CUSTOM_FIELDS] += len(task.findall("customproperty"))
        self.counts[Fault.COSTS] += bool(_whole(task.get("cost-manual-value"), 0))
        self.counts[Fault.PRIORITY] += task.get("priority", "1") not in _USUAL
        self.counts[Fault.WEB_LINKS] += bool(task.get("webLink", "").removeprefix("http://"))
        self.counts += Counter()  # what is 0 goes

    def _links(self) -> Iterator[FileLink]:
        for task in self.root.iterfind("tasks//task"):
            for link in task.findall("depend"):
                succ = self.uids.get(link.get("id", ""))
                if succ is None:
                    self.faults.append(
                        FileFault(fault=Fault.LINK_ELSEWHERE, name=task.get("name") or "")
                    )
                    continue
                if link.get("hardness") == "Rubber":
                    self.faults.append(
                        FileFault(fault=Fault.SOFT_LINK, name=(task.get("name") or "").strip())
                    )
                if link.get("type", "2") not in _LINKS:
                    self.faults.append(
                        FileFault(
                            fault=Fault.BAD_VALUE, name=(task.get("name") or "").strip(),
                            value=f"type {link.get('type', '')}"[:60],
                        )
                    )  # fmt: skip
                yield FileLink(
                    pred=self.uids[task.get("id", "")],
                    succ=succ,
                    type=_LINKS.get(link.get("type", "2"), LinkType.FS),
                    minutes=_whole(link.get("difference"), 0) * MINUTES_PER_DAY,
                )

    def _resources(self) -> Iterator[FileResource]:
        roles = {
            entry.get("id", ""): entry.get("name", "") for entry in self.root.iterfind("roles/role")
        }
        for entry in self.root.iterfind("resources/resource"):
            if entry.get("id") and entry.get("name"):
                yield FileResource(
                    uid=entry.get("id", ""),
                    name=entry.get("name", "").strip(),
                    mail=entry.get("contacts") or "",
                    phone=entry.get("phone") or "",
                    role=roles.get(entry.get("function", ""), ""),
                )

    def _assigned(self, known: set[str]) -> dict[str, tuple[str, ...]]:
        """Return who works on each task, the responsible one first."""
        found: dict[str, list[tuple[bool, int, str]]] = {}
        for number, entry in enumerate(self.root.iterfind("allocations/allocation")):
            who = entry.get("resource-id", "")
            if who in known:
                second = entry.get("responsible") != "true"
                found.setdefault(entry.get("task-id", ""), []).append((second, number, who))
        return {
            task: tuple(dict.fromkeys(who for _, _, who in sorted(entries)))
            for task, entries in found.items()
        }

    def _previous(self) -> dict[int, dict[str, tuple[datetime | None, datetime | None]]]:
        found = {}
        for index, entry in enumerate(self.root.iterfind("previous/previous-tasks")):
            dates = {}
            for task in entry.findall("previous-task"):
                start, length = _day(task.get("start")), _whole(task.get("duration"), 1)
                begin = None if start is None else datetime.combine(start, DAY_START)
                end = begin if task.get("meeting") == "true" else self._end(start, length)
                dates[task.get("id", "")] = (begin, end)
            found[index] = dates
        return found

    def _baseline_names(self) -> dict[int, str]:
        entries = self.root.iterfind("previous/previous-tasks")
        return {index: entry.get("name") or "" for index, entry in enumerate(entries)}

    def _week(self) -> tuple[bool, ...]:
        week = self.root.find("calendars/day-types/default-week")
        works = tuple(
            (week is None and day not in ("sat", "sun"))
            or (week is not None and week.get(day) == "0")
            for day in _WEEK
        )
        return works if any(works) else (True,) * 7

    def _days(self) -> tuple[dict[date, bool], dict[tuple[int, int], bool]]:
        """Return the exceptions of single days, and those that come every year."""
        fixed: dict[date, bool] = {}
        yearly: dict[tuple[int, int], bool] = {}
        for entry in self.root.iterfind("calendars/date"):
            kind = entry.get("type", "HOLIDAY")
            if kind not in ("HOLIDAY", "WORKING_DAY"):
                continue
            month, day = _whole(entry.get("month"), 0), _whole(entry.get("date"), 0)
            if not entry.get("year"):
                yearly[month, day] = kind == "WORKING_DAY"
                continue
            try:
                fixed[date(_whole(entry.get("year"), 0), month, day)] = kind == "WORKING_DAY"
            except ValueError:
                self.faults.append(FileFault(fault=Fault.BAD_DATE, name="", value=f"{month}-{day}"))
        return fixed, yearly

    def _works(self, day: date) -> bool:
        if day in self.fixed:
            return self.fixed[day]
        return self.yearly.get((day.month, day.day), self.works[day.weekday()])

    def _end(self, start: date | None, length: int) -> datetime | None:
        """Return the evening of the last of `length` working days from `start`."""
        if start is None:
            return None
        day, left = start, max(min(length, _MOST_STEPS), 1)
        for _ in range(_MOST_STEPS):
            left -= self._works(day)
            if left <= 0:
                break
            day += timedelta(days=1)
        return datetime.combine(day, DAY_END)

    def _calendar(self, starts: list[datetime]) -> FileCalendar:
        years = range(min(starts).year, max(starts).year + 3) if starts else range(0)
        days = dict(self.fixed)
        for (month, day), works in self.yearly.items():
            for year in years:
                try:
                    days.setdefault(date(year, month, day), works)
                except ValueError:
                    continue
        return FileCalendar(
            uid="1",
            name="GanttProject",
            week=tuple(_HOURS if works else () for works in self.works),
            days=days,
        )


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _whole(text: str | None, default: int) -> int:
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default
