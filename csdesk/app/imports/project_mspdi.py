"""Reading MS Project XML (MSPDI) into plain dataclasses; nothing is decided here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from csdesk.app.imports.project_mspdi_days import calendars_of
from csdesk.domain.codes import LinkType
from csdesk.domain.views.project_file import (
    MARKS_ALIAS,
    MARKS_FIELDS,
    MINUTES_PER_DAY,
    Bound,
    Fault,
    FileBaseline,
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


def read_mspdi(root: "Element", stem: str) -> FilePlan:
    """Return what the file says. `stem` names a project that has no name of its own."""
    _plain_tags(root)
    return _Reader(root, stem).plan()


def _plain_tags(root: "Element") -> None:
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]


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
        calendars = calendars_of(root, self._moment)
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
            calendar_uid=_text(root, "CalendarUID"),
            calendars=calendars,
            tasks=tuple(task for task in tasks if task.level > 0),
            links=links,
            resources=resources,
            faults=(*self.faults, *(FileFault(fault=k, count=n) for k, n in self.counts.items())),
        )

    def _tasks(self, assigned: Mapping[str, tuple[str, ...]]) -> Iterator[FileTask]:
        for number, task in enumerate(self._each("Tasks", "Task"), 1):
            uid = _text(task, "UID")
            level = min(_number(task, "OutlineLevel", 1), _MOST_LEVELS)
            if uid == "0" or level == 0:
                yield FileTask(uid="0", name=_text(task, "Name"), level=0)
                continue
            if _text(task, "IsNull") == "1" or not uid:
                self.counts[Fault.BLANK_TASKS] += 1
                continue
            name = _text(task, "Name") or f"{_text(task, 'WBS') or number}"
            if _text(task, "ExternalTask") == "1":
                self.faults.append(FileFault(fault=Fault.EXTERNAL_TASK, name=name))
                continue
            if _text(task, "IsSubproject") == "1" or _text(task, "SubprojectName"):
                self.faults.append(FileFault(fault=Fault.SUBPROJECT, name=name))
            if _has_cost(task):
                self.counts[Fault.COSTS] += 1
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
        return FileTask(
            uid=uid,
            name=name,
            level=level,
            summary=_text(task, "Summary") == "1",
            milestone=_text(task, "Milestone") == "1",
            start=self._moment(task, "Start", name),
            finish=self._moment(task, "Finish", name),
            minutes=_minutes(_text(task, "Duration")),
            elapsed=_number(task, "DurationFormat", 7) in _ELAPSED,
            percent=max(0, min(100, _number(task, "PercentComplete", 0))),
            actual_start=self._moment(task, "ActualStart", name),
            actual_finish=self._moment(task, "ActualFinish", name),
            bound=_bound(task),
            bound_at=self._moment(task, "ConstraintDate", name),
            deadline=self._moment(task, "Deadline", name),
            manual=_text(task, "Manual") == "1",
            active=_text(task, "Active") != "0",
            recurring=_text(task, "Recurring") == "1",
            calendar_uid=_calendar(task),
            notes=_text(task, "Notes"),
            priority=_number(task, "Priority", 500),
            resources=resources,
            baselines=tuple(self._baselines(task, name)),
            marks=marks,
        )

    def _baselines(self, task: "Element", name: str) -> Iterator[FileBaseline]:
        for entry in task.findall("Baseline"):
            start, finish = self._moment(entry, "Start", name), self._moment(entry, "Finish", name)
            if start is not None or finish is not None:
                yield FileBaseline(number=_number(entry, "Number", 0), start=start, finish=finish)

    def _links(self, known: set[str]) -> Iterator[FileLink]:
        for task in self._each("Tasks", "Task"):
            succ = _text(task, "UID")
            if succ not in known:
                continue
            for link in task.findall("PredecessorLink"):
                pred = _text(link, "PredecessorUID")
                if _text(link, "CrossProject") == "1" or pred not in known:
                    self.faults.append(
                        FileFault(fault=Fault.LINK_ELSEWHERE, name=_text(task, "Name"))
                    )
                    continue
                kind = _number(link, "Type", 1)
                form = _number(link, "LagFormat", 7)
                lag = _number(link, "LinkLag", 0)
                percent = lag if form in _PERCENT and lag else None
                yield FileLink(
                    pred=pred,
                    succ=succ,
                    type=_LINKS[kind] if 0 <= kind < len(_LINKS) else LinkType.FS,
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
            self.faults.append(FileFault(fault=Fault.BAD_DATE, name=task or name, value=text[:40]))
            return None
        # Both ends of what Project can hold stand for "no date".
        return moment if 1950 <= moment.year <= 2149 and moment.year != 2149 else None


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


def _bound(task: "Element") -> Bound:
    kind = _number(task, "ConstraintType", 0)
    kinds = tuple(Bound)
    return kinds[kind] if 0 <= kind < len(kinds) else Bound.ASAP


def _calendar(task: "Element") -> str:
    uid = _text(task, "CalendarUID")
    return "" if uid == "-1" else uid


def _has_cost(task: "Element") -> bool:
    return _float(_text(task, "FixedCost")) > 0 or _float(_text(task, "Cost")) > 0
