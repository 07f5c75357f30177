"""The rows of a foreign plan as a project file would hold them, so that one way leads in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from csdesk.app.imports.foreign_rows import Asked, ForeignPlan, ForeignRow, Told
from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import LinkType, Side
from csdesk.domain.merge_identity import fold
from csdesk.domain.views.project_file import (
    DAY_END,
    DAY_START,
    FileCalendar,
    FileLink,
    FilePlan,
    FileResource,
    FileTask,
)

_DAY = 480
_LINK = re.compile(
    r"(.+?)\s*[-:]?\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(\d{1,3})\s*(d|days?|w|weeks?|天|周)?)?",
    re.IGNORECASE,
)
_HOURS = ((DAY_START, DAY_END),)


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPlan:
    """The plan for the importer of project files, with what came up while it was made."""

    plan: FilePlan
    asked: tuple[Asked, ...]
    told: tuple[Told, ...]
    rows: Mapping[str, ForeignRow]  # by uid


def as_file_plan(
    read: ForeignPlan,
    *,
    uids: Sequence[str],
    name: str,
    source_ref: str,
    calendars: Calendars,
    columns: Mapping[str, int],
    sides: Mapping[str, Side],
) -> SheetPlan:
    """Return rows as tasks: `uids` are their identities, `columns` the places of fields.

    `sides` says for a folded name of a person on which side that person works. Days in the file
    are kept: a row that begins or ends on a day off of its side counts calendar days.
    """
    return _Maker(read, uids, calendars, columns, sides).made(name, source_ref)


class _Maker:
    def __init__(
        self, read: ForeignPlan, uids: Sequence[str], calendars: Calendars,
        columns: Mapping[str, int], sides: Mapping[str, Side],
    ) -> None:  # fmt: skip
        self.read, self.uids, self.calendars = read, uids, calendars
        self.columns, self.sides = columns, sides
        self.people: dict[str, FileResource] = {}
        self.asked: list[Asked] = []
        self.off: list[int] = []
        self.differ: list[int] = []
        self.both = 0

    def made(self, name: str, source_ref: str) -> SheetPlan:
        rows = self.read.rows
        tasks = [self._task(row, uid) for row, uid in zip(rows, self.uids, strict=True)]
        links = self._links()
        starts = [row.start for row in rows if row.start] + [
            row.finish for row in rows if row.finish
        ]
        told = []
        if self.off:
            told.append(Told(code="off_days", rows=tuple(self.off)))
        if self.differ:
            told.append(
                Told(
                    code="length_differs", rows=tuple(self.differ),
                    params={"n": len(self.differ), "all": self.both},
                )
            )  # fmt: skip
        plan = FilePlan(
            name=name,
            source_ref=source_ref,
            program="sheet",
            start=_moment(min(starts), DAY_START) if starts else None,
            calendar_uid=Side.CUSTOMER.value,
            calendars=self._calendars(),
            tasks=tuple(tasks),
            links=tuple(links),
            resources=tuple(self.people.values()),
        )
        return SheetPlan(
            plan=plan, asked=tuple(self.asked), told=tuple(told),
            rows=dict(zip(self.uids, rows, strict=True)),
        )  # fmt: skip

    def _task(self, row: ForeignRow, uid: str) -> FileTask:
        side = self._side(row)
        marks = (
            {"side": side.value}
            if row.side or (row.owners and fold(row.owners[0]) in self.sides)
            else {}
        )
        if row.priority:
            marks["priority"] = row.priority
        if row.summary:
            marks["kind"] = "summary"
        task = FileTask(
            uid=uid, name=row.title, level=row.level, summary=row.summary,
            milestone=row.milestone and not row.summary, notes=row.note,
            resources=tuple(self._person(name) for name in row.owners), marks=marks,
            calendar_uid=side.value, percent=0 if row.summary else self._percent(row),
            active=row.status != "cancelled" or row.summary,
        )  # fmt: skip
        if row.summary:
            return task
        if row.milestone:
            day = row.finish or row.start
            return replace(
                task, start=_moment(day, DAY_START), finish=_moment(day, DAY_START), minutes=0
            )
        return self._dated(task, row, self.calendars.of(side))

    def _percent(self, row: ForeignRow) -> int:
        if row.status == "done":
            return 100
        percent = row.progress or 0
        return min(percent, 99) if row.status == "in_progress" else 0

    def _dated(self, task: FileTask, row: ForeignRow, calendar: WorkCalendar) -> FileTask:
        """Give a task both days where the file says enough; a length fills in the other one."""
        first, last = row.start, row.finish
        days = (
            None
            if row.minutes is None
            else max(1, -(-row.minutes // (1440 if row.elapsed else _DAY)))
        )
        own = every_day() if row.elapsed else calendar
        if first is not None and last is not None:
            self._compare(row, first, last, calendar)
        elif first is not None and days is not None:
            begin = own.next_working(first)
            last = own.finish_of(begin, days)
        elif last is not None and days is not None:
            first = own.start_of(own.previous_working(last), days)
        off = [day for day in (first, last) if day is not None and not calendar.is_working(day)]
        elapsed = row.elapsed or bool(off)
        if off and not row.elapsed:
            self.off.append(row.row)
        minutes = row.minutes if row.start is None or row.finish is None else None
        if elapsed and not row.elapsed and minutes is not None and first and last:
            minutes = None
        if first is not None and last is not None and elapsed:
            return replace(
                task, start=_moment(first, DAY_START), elapsed=True,
                finish=_moment(last + timedelta(days=1), DAY_START),
                minutes=((last - first).days + 1) * 1440,
                **self._happened(row),
            )  # fmt: skip
        return replace(
            task, start=_moment(first, DAY_START), finish=_moment(last, DAY_END), minutes=minutes,
            elapsed=row.elapsed, **self._happened(row),
        )  # fmt: skip

    def _happened(self, row: ForeignRow) -> dict[str, Any]:
        if row.status not in ("done", "in_progress"):
            return {}
        return {
            "actual_start": _moment(row.actual_start, DAY_START),
            "actual_finish": _moment(row.actual_finish, DAY_END) if row.status == "done" else None,
        }

    def _compare(self, row: ForeignRow, first: date, last: date, calendar: WorkCalendar) -> None:
        """Count rows whose length is neither their working days nor their calendar days."""
        if row.minutes is None:
            return
        self.both += 1
        whole = (last - first).days
        fits = {calendar.span(first, last), whole, whole + 1}
        days = -(-row.minutes // (1440 if row.elapsed else _DAY))
        if days not in fits:
            self.differ.append(row.row)

    def _side(self, row: ForeignRow) -> Side:
        if row.side:
            return Side(row.side)
        if row.owners:
            return self.sides.get(fold(row.owners[0]), Side.CUSTOMER)
        return Side.US

    def _person(self, name: str) -> str:
        key = fold(name)
        if key not in self.people:
            self.people[key] = FileResource(uid=f"p{len(self.people) + 1}", name=name)
        return self.people[key].uid

    def _links(self) -> list[FileLink]:
        """Return links by the numbers and ids of rows; what names no row is asked."""
        by_ident: dict[str, list[str]] = {}
        for row, uid in zip(self.read.rows, self.uids, strict=True):
            if row.ident:
                by_ident.setdefault(fold(row.ident), []).append(uid)
        by_title: dict[str, list[str]] = {}
        for row, uid in zip(self.read.rows, self.uids, strict=True):
            by_title.setdefault(fold(row.title), []).append(uid)
        links = []
        for row, uid in zip(self.read.rows, self.uids, strict=True):
            for token in row.after:
                found, kind, days = _token(token)
                named = by_ident.get(fold(token)) or by_ident.get(fold(found))
                named = named or by_title.get(fold(token)) or by_title.get(fold(found)) or []
                if len(named) != 1 or named[0] == uid:
                    self.asked.append(
                        Asked(row=row.row, column=self.columns.get("after", 0), field="after",
                              written=token, fault="after_unknown")
                    )  # fmt: skip
                    continue
                links.append(FileLink(pred=named[0], succ=uid, type=kind, minutes=days * _DAY))
        return links

    def _calendars(self) -> tuple[FileCalendar, ...]:
        """Return the calendar of each side, so that days off count in the file as they do here."""
        rows = self.read.rows
        days = [day for row in rows for day in (row.start, row.finish) if day is not None]
        if not days:
            return ()
        first, last = min(days), min(max(days), min(days) + timedelta(days=3700))
        found = []
        for side in Side:
            calendar = self.calendars.of(side)
            week = tuple(_HOURS if mark == "1" else () for mark in calendar.week)
            span = [first + timedelta(days=n) for n in range((last - first).days + 60)]
            own = {
                day: works for day in span
                if (works := calendar.is_working(day)) != (calendar.week[day.weekday()] == "1")
            }  # fmt: skip
            found.append(FileCalendar(uid=side.value, name=side.value, week=week, days=own))
        return tuple(found)


def _token(token: str) -> tuple[str, LinkType, int]:
    """Return what a predecessor such as `3FS+2d` names, its type and its lag in days."""
    match = _LINK.fullmatch(token.strip())
    if match is None:
        return token, LinkType.FS, 0
    days = int(match[4] or 0) * (5 if (match[5] or "").casefold()[:1] in ("w", "周") else 1)
    kind = LinkType((match[2] or "FS").upper())
    return match[1].strip(), kind, -days if match[3] == "-" else days


def _moment(day: date | None, at: time) -> datetime | None:
    return None if day is None else datetime.combine(day, at)
