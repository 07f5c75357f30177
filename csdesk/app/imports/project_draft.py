"""The rows that a project file becomes: kinds, days, conditions, people; nothing is stored here.

Rows and links carry numbers of their own (1, 2 …) in place of ids. A task keeps its dates where
csdesk can keep them; one that begins at noon fills whole days up to the day on which it ends.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from csdesk.app.imports.project_days import FileDays, recurrence
from csdesk.app.imports.project_left import Left, LeftOut
from csdesk.app.imports.project_people import Becomes, PersonChoice
from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import (
    Constraint,
    MilestoneKind,
    Priority,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.domain.repeats import occurrences
from csdesk.domain.views.project_file import Bound, Fault, FilePlan, FileTask
from csdesk.i18n import Translator

Dates = tuple[date | None, date | None]
CodeT = TypeVar("CodeT", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What a person decides about a project file before it comes in.

    `side` is whose the rows are for which the file names nobody; `take_days` brings the file's
    days off into the customer's calendar; `drop_links` takes links away that an update lacks;
    with `theirs` the file holds where both sides changed since it came in last.
    """

    people: Mapping[str, PersonChoice] = field(default_factory=dict)
    side: Side = Side.US
    visibility: Visibility = Visibility.CUSTOMER
    take_days: bool = True
    drop_links: bool = False
    theirs: bool = False
    name: str = ""


@dataclass(slots=True)
class Draft:
    """Rows in tree order with numbers for ids, and what could not be carried."""

    rows: list[PlanRow]
    tasks: list[FileTask]  # the task of each row
    file_dates: dict[int, Dates]
    kept: set[int]  # rows whose dates are facts: not moved by the comparison
    left: list[LeftOut]
    number: dict[str, int]  # uid -> row; an occurrence of a recurring task has that task's
    baselines: dict[int, dict[int, Dates]]  # baseline number -> row -> dates


def draft_rows(
    plan: FilePlan,
    days: FileDays,
    calendars: Calendars,
    choices: Choices,
    words: Translator,
    today: date,
    known: Mapping[str, PlanRow],
) -> Draft:
    """Return the rows of a file as csdesk would hold them.

    `known` are the rows of an earlier import by their uid in the file: their side stays.
    """
    return _Drafter(plan, days, calendars, choices, words, today, known).draft()


class _Drafter:
    def __init__(
        self, plan: FilePlan, days: FileDays, calendars: Calendars, choices: Choices,
        words: Translator, today: date, known: Mapping[str, PlanRow],
    ) -> None:  # fmt: skip
        self.plan, self.days, self.calendars = plan, days, calendars
        self.choices, self.words, self.today = choices, words, today
        self.known = known
        self.left: list[LeftOut] = []
        self.names = {one.uid: one.name for one in plan.resources}
        self.milestones_once: set[MilestoneKind] = set()
        self.parts = 0

    def draft(self) -> Draft:
        tasks, folded = self._folded()
        draft = Draft([], [], {}, set(), self.left, {}, {})
        above: list[tuple[int, int]] = []  # level, row number
        places: dict[int | None, int] = {}
        holding = _holding(tasks)
        opening = self._opening(tasks)
        for index, (task, holds) in enumerate(zip(tasks, holding, strict=True), 1):
            while above and above[-1][0] >= task.level:
                above.pop()
            parent = above[-1][1] if above else None
            place = places.get(parent, 0)
            places[parent] = place + 1
            kind = _kind(task, holds, top=parent is None)
            row = self._row(task, kind, opens=task.uid in opening)
            row = replace(row, id=index, parent_id=parent, position=place)
            if kind.is_summary:
                above.append((task.level, index))
            rule = folded.get(task.uid, ("", ()))
            row = replace(row, repeats=rule[0] or row.repeats)
            draft.rows.append(row)
            draft.tasks.append(task)
            draft.number[task.uid] = index
            draft.number.update(dict.fromkeys(rule[1], index))
            draft.file_dates[index] = self._dates(task, kind)
            if row.pinned or row.status in (Status.DONE, Status.IN_PROGRESS):
                draft.kept.add(index)
            if (was := _as_stored(row, task, draft.file_dates[index])) is not None:
                draft.rows[-1] = was
                draft.file_dates[index] = (was.start, was.target)
                draft.kept.add(index)
            for entry in task.baselines:
                dates = self._days_of(entry.start, entry.finish, task, kind)
                draft.baselines.setdefault(entry.number, {})[index] = dates
        if self.parts:
            self.left.append(LeftOut(kind=Left.PARTS_OF_DAYS, params={"n": self.parts}))
        return draft

    def _folded(self) -> tuple[list[FileTask], dict[str, tuple[str, tuple[str, ...]]]]:
        """Return the tasks with each recurring one in place of its occurrences, and their rules."""
        linked = {end for link in self.plan.links for end in (link.pred, link.succ)}
        tasks, rules = [], {}
        found = list(self.plan.tasks)
        index = 0
        while index < len(found):
            task = found[index]
            end = index + 1
            while end < len(found) and found[end].level > task.level:
                end += 1
            inside = found[index + 1 : end]
            index += 1
            tasks.append(task)
            if not _recurs(task, inside) or any(one.uid in linked for one in inside):
                continue
            week = self.days.of(task.calendar_uid)
            starts = [week.start_day(one.start) for one in inside if one.start is not None]
            rule = recurrence(starts) if len(starts) == len(inside) else ""
            if not rule:
                self.left.append(self._note(Left.REPEATS_UNEVEN, task))
                continue
            self.left.append(self._note(Left.REPEATS, task, n=len(inside)))
            tasks[-1] = replace(
                inside[0], uid=task.uid, name=task.name, level=task.level, notes=task.notes,
                bound=Bound.ASAP, bound_at=None, recurring=True,
            )  # fmt: skip
            rules[task.uid] = (rule, tuple(one.uid for one in inside))
            index = end
        return tasks, rules

    def _opening(self, tasks: Sequence[FileTask]) -> set[str]:
        """Return the milestones that stand in the morning of a day on which a successor starts."""
        by_uid = {task.uid: task for task in self.plan.tasks}
        found = {task.uid for task in tasks if task.marks.get("opens") == "1"}
        for link in self.plan.links:
            pred, succ = by_uid[link.pred], by_uid[link.succ]
            at = pred.start or pred.finish
            if not (pred.milestone or pred.minutes == 0) or at is None or succ.start is None:
                continue
            week = self.days.of(pred.calendar_uid)
            same = week.day_of(succ.start) == week.day_of(at)
            begins = same and not (succ.milestone or succ.minutes == 0)
            if not week.begins_inside(at) and begins and not link.minutes and not link.percent:
                found.add(pred.uid)
        return found

    def _row(self, task: FileTask, kind: RowKind, *, opens: bool) -> PlanRow:
        summary = kind.is_summary
        owner = {"side": Side.US} if summary else self._owner(task)
        row = PlanRow(
            uid="",
            customer_id=0,
            project_id=0,
            kind=kind,
            title=" ".join(task.name.split()),
            visibility=_code(Visibility, task.marks.get("seen"), self.choices.visibility),
            priority=_code(Priority, task.marks.get("priority"), Priority.IMPORTANT),
            duration=0,
            deadline=task.deadline.date() if task.deadline else None,
            instructions=self._instructions(task),
            internal_note=self._note_text(task, summary=summary),
            role_code=task.marks.get("role", ""),
            repeats=self._rule(task),
            source_uid=task.uid,
        )
        row = replace(row, **owner)
        if summary:
            return self._summary_bound(row, task)
        self._note_reversed(task)
        if kind is RowKind.MILESTONE:
            row = replace(row, milestone_kind=self._milestone_kind(task), opens_day=opens)
        row = self._placed(row, task)
        row = self._bounded(row, task)
        return self._progressed(row, task)

    def _note_reversed(self, task: FileTask) -> None:
        for begin, end in ((task.start, task.finish), (task.actual_start, task.actual_finish)):
            if begin is not None and end is not None and end < begin:
                days = {"first": begin.date(), "last": end.date()}
                self.left.append(self._note(Left.REVERSED, task, **days))

    def _dates(self, task: FileTask, kind: RowKind) -> Dates:
        return self._days_of(task.start, task.finish, task, kind)

    def _days_of(
        self, start: datetime | None, finish: datetime | None, task: FileTask, kind: RowKind
    ) -> Dates:
        """Return the days of two moments: a milestone's one day, else first and last of work."""
        week = self.days.of(task.calendar_uid)
        if kind is RowKind.MILESTONE:
            at = finish or start
            day = None if at is None else week.day_of(at)
            return day, day
        first = None if start is None else week.start_day(start)
        if task.elapsed and start is not None:
            first = start.date()
        last = None if finish is None else week.finish_day(finish)
        if task.elapsed and finish is not None:
            last = (finish - timedelta(seconds=1)).date()
            if start is not None and finish.time() <= start.time() and last > start.date():
                last = finish.date() - timedelta(days=1)
        if first is not None and last is not None and last < first:
            last = first
        return first, last

    def _placed(self, row: PlanRow, task: FileTask) -> PlanRow:
        """Give a row its days and its length."""
        week = self.days.of(task.calendar_uid)
        first, last = self._dates(task, row.kind)
        if row.kind is RowKind.MILESTONE:
            if task.minutes:
                self.left.append(self._note(Left.MILESTONE_LENGTH, task, hours=_hours(task)))
            day = first or last
            return replace(row, start=day, target=day, pinned=task.manual and day is not None)
        daily = task.elapsed or week.is_daily()
        calendar = every_day() if daily else self.calendars.of(row.side)
        foreign = not daily and "side" not in task.marks and not week.same_days(self.days.of())
        if foreign:
            self.left.append(self._note(Left.TASK_CALENDAR, task, calendar=week.name))
        row = replace(row, calendar_days=daily)
        if first is None or last is None:
            return self._half_dated(row, task, first, last)
        span = (last - first).days + 1 if daily else max(week.span(first, last), 1)
        length = self._length(task, daily=task.elapsed) or span
        if daily and not task.elapsed:
            length = span
        inside = task.start is not None and week.begins_inside(task.start)
        hours = self._kept_hours(task, length)
        if length + 1 == span and inside and not daily:
            first = week.start_day(datetime.combine(first, datetime.max.time()))
        elif length != span:
            self.left.append(self._note(Left.LENGTH, task, hours=_hours(task), days=span))
            return replace(row, start=first, target=last, duration=span, pinned=task.manual)
        return self._on_ours(
            replace(row, duration=length, hours=hours), task, first, last, calendar
        )

    def _on_ours(
        self, row: PlanRow, task: FileTask, first: date, last: date, calendar: WorkCalendar
    ) -> PlanRow:
        """Lay a length out from its first day on the calendar of the row's side."""
        if task.manual or task.percent or task.actual_start is not None:
            return replace(row, start=first, target=last, pinned=task.manual)
        start = calendar.next_working(first)
        return replace(row, start=start, target=calendar.finish_of(start, row.duration))

    def _half_dated(
        self, row: PlanRow, task: FileTask, first: date | None, last: date | None
    ) -> PlanRow:
        if first is None and last is None:
            self.left.append(self._note(Left.NO_DATES, task))
        length = self._length(task, daily=task.elapsed) or 1
        return replace(
            row, start=first, target=last, duration=length, hours=self._kept_hours(task, length)
        )

    def _length(self, task: FileTask, *, daily: bool) -> int:
        """Return the whole days that a task takes; 0 when the file does not say."""
        if not task.minutes:
            return 0
        return math.ceil(task.minutes / (1440 if daily else self.plan.minutes_per_day))

    def _kept_hours(self, task: FileTask, days: int) -> Decimal | None:
        per_day = 1440 if task.elapsed else self.plan.minutes_per_day
        if not task.minutes or task.minutes == days * per_day:
            return None
        self.parts += 1
        return Decimal(task.minutes) / 60

    def _bounded(self, row: PlanRow, task: FileTask) -> PlanRow:
        """Turn the file's condition on dates into ours; what has none becomes the nearest."""
        if task.bound is Bound.ALAP:
            self.left.append(self._note(Left.BOUND_ALAP, task))
        if task.bound_at is None or task.marks.get("free") == "1":
            return row
        day = task.bound_at.date()
        if task.bound in (Bound.FINISH_ON, Bound.FINISH_NO_EARLIER, Bound.FINISH_NO_LATER):
            day = self.days.of(task.calendar_uid).day_of(task.bound_at)
        calendar = every_day() if row.calendar_days else self.calendars.of(row.side)
        begin = calendar.start_of(day, row.duration) if row.duration else day
        end = calendar.finish_of(day, row.duration) if row.duration else day
        bound, other, note = {
            Bound.START_ON: (Constraint.FIXED, day, None),
            Bound.FINISH_ON: (Constraint.FIXED, begin, Left.BOUND_FINISH_FIXED),
            Bound.START_NO_EARLIER: (Constraint.NOT_BEFORE, day, None),
            Bound.START_NO_LATER: (Constraint.NOT_LATER, end, Left.BOUND_START_LATEST),
            Bound.FINISH_NO_EARLIER: (Constraint.NOT_BEFORE, begin, Left.BOUND_FINISH_EARLIEST),
            Bound.FINISH_NO_LATER: (Constraint.NOT_LATER, day, None),
        }.get(task.bound, (Constraint.ASAP, None, None))
        if note is not None and row.kind is not RowKind.MILESTONE:
            self.left.append(self._note(note, task, day=day, other=other))
        return replace(row, constraint=bound, constraint_on=other)

    def _summary_bound(self, row: PlanRow, task: FileTask) -> PlanRow:
        if task.manual:
            self.left.append(self._note(Left.SUMMARY_MANUAL, task))
        if task.bound is Bound.START_NO_EARLIER and task.bound_at is not None:
            return replace(
                row, constraint=Constraint.NOT_BEFORE, constraint_on=task.bound_at.date()
            )
        if task.bound not in (Bound.ASAP, Bound.ALAP):
            self.left.append(self._note(Left.BOUND_SUMMARY, task))
        return row

    def _progressed(self, row: PlanRow, task: FileTask) -> PlanRow:
        """Take over what happened: actual dates, percent, and what is switched off."""
        if not task.active:
            if not task.marks:
                self.left.append(self._note(Left.INACTIVE, task))
            return replace(row, status=Status.CANCELLED)
        begun, ended = self._actual(task, row.kind)
        if task.percent == 100 or ended is not None:
            finish = ended or row.target or row.start
            if finish is not None and finish > self.today:
                self.left.append(self._note(Left.ACTUAL_AHEAD, task, day=finish))
            return replace(
                row,
                status=Status.DONE,
                progress=100,
                actual_start=begun or row.start or finish,
                actual_finish=finish,
            )
        if task.percent and row.kind is RowKind.MILESTONE:
            percent = f"{task.percent}%"
            self.left.append(self._note(Left.MILESTONE_PERCENT, task, percent=percent))
        if begun is not None and begun > self.today:
            self.left.append(self._note(Left.BEGUN_AHEAD, task, day=begun))
        if task.percent or begun is not None:
            progress = 0 if row.kind is RowKind.MILESTONE else task.percent
            status = Status.TODO if row.kind is RowKind.MILESTONE else Status.IN_PROGRESS
            return replace(row, status=status, progress=progress, actual_start=begun or row.start)
        return row

    def _actual(self, task: FileTask, kind: RowKind) -> Dates:
        begun, ended = self._days_of(task.actual_start, task.actual_finish, task, kind)
        return begun, ended if task.actual_finish is not None else None

    def _owner(self, task: FileTask) -> dict[str, Any]:
        stored = self.known.get(task.uid)
        if stored is not None and not stored.kind.is_summary:
            return {
                "side": stored.side,
                "owner_user_id": stored.owner_user_id,
                "owner_contact_id": stored.owner_contact_id,
                "owner_name": stored.owner_name,
            }
        uid = next((one for one in task.resources if one in self.names), None)
        marked = task.marks.get("side")
        if uid is None:
            return {"side": _code(Side, marked, self.choices.side)}
        choice = self.choices.people.get(uid, PersonChoice())
        owner: dict[str, Any] = {"side": choice.side}
        if choice.becomes is Becomes.USER:
            owner["owner_user_id"] = choice.record_id
        elif choice.becomes is Becomes.CONTACT:
            owner["owner_contact_id"] = choice.record_id
        else:
            owner["side"] = _code(Side, marked, choice.side)
            owner["owner_name"] = self.names[uid]
        return owner

    def _instructions(self, task: FileTask) -> str:
        """Return the part of a note that csdesk wrote as instructions."""
        length = task.marks.get("text", "")
        return task.notes[: int(length)] if length.isdecimal() else ""

    def _note_text(self, task: FileTask, *, summary: bool) -> str:
        skipped = 0 if summary else 1
        others = [self.names[uid] for uid in task.resources[skipped:] if uid in self.names]
        note = task.notes.removeprefix(self._instructions(task)).strip()
        parts = [note] if note else []
        if others:
            kind = Left.SUMMARY_PEOPLE if summary else Left.MORE_PEOPLE
            self.left.append(self._note(kind, task, names=tuple(others)))
            parts.append(self.words.text("Also assigned: {names}", names=self.words.join(others)))
        return "\n".join(parts)

    def _milestone_kind(self, task: FileTask) -> MilestoneKind:
        kind = _code(MilestoneKind, task.marks.get("milestone"), MilestoneKind.OTHER)
        once = kind in (MilestoneKind.GO_LIVE, MilestoneKind.ACCEPTANCE)
        if once and kind in self.milestones_once:
            return MilestoneKind.OTHER
        self.milestones_once.add(kind)
        return kind

    def _rule(self, task: FileTask) -> str:
        """Return the rule that csdesk wrote beside a task; one that is not understood is told."""
        rule = task.marks.get("repeats", "").replace("+", ";").replace(":", "=")
        if not rule or task.start is None:
            return ""
        try:
            occurrences(rule, task.start.date(), every_day())
        except UserError:
            params = {"name": task.name, "value": rule[:60]}
            self.left.append(LeftOut(kind=Fault.BAD_VALUE, uid=task.uid, params=params))
            return ""
        return rule

    def _note(self, kind: Left, task: FileTask, **params: object) -> LeftOut:
        return LeftOut(
            kind=kind, uid=task.uid, params={"name": " ".join(task.name.split()), **params}
        )


def _holding(tasks: Sequence[FileTask]) -> list[bool]:
    """Return which tasks hold others, by the levels that follow."""
    return [
        index + 1 < len(tasks) and tasks[index + 1].level > task.level
        for index, task in enumerate(tasks)
    ]


def _kind(task: FileTask, holds: bool, *, top: bool) -> RowKind:
    if holds or task.marks.get("kind") == "summary":
        return RowKind.PHASE if top else RowKind.GROUP
    known = task.minutes == 0 or (task.minutes is None and task.start is not None)
    if task.milestone or (known and task.start == task.finish):
        return RowKind.MILESTONE
    return RowKind.ITEM


def _recurs(task: FileTask, inside: Sequence[FileTask]) -> bool:
    """Whether a task is the head of a recurring one, as Project names its occurrences."""
    return (
        task.recurring
        and len(inside) > 1
        and all(
            one.recurring
            and one.level == task.level + 1
            and one.name == f"{task.name} {number}"
            and one.minutes == inside[0].minutes
            and not one.percent
            for number, one in enumerate(inside, 1)
        )
    )


def _as_stored(row: PlanRow, task: FileTask, in_file: Dates) -> PlanRow | None:
    """Return a row of ours with the dates it was stored with, if nobody moved it in the file."""
    at, was = task.marks.get("at", "").split(","), task.marks.get("was", "").split(",")
    if at != ["" if day is None else day.isoformat() for day in in_file] or len(was) != 3:
        return None
    try:
        first, last = (date.fromisoformat(text) if text else None for text in was[:2])
        return replace(row, start=first, target=last, duration=int(was[2]))
    except ValueError:
        return None


def _hours(task: FileTask) -> str:
    return f"{Decimal(task.minutes or 0) / 60:.10g}" if task.minutes else "0"


def _code(kind: type[CodeT], value: str | None, default: CodeT) -> CodeT:
    """Return the code that csdesk wrote beside a task, `default` where there is none."""
    for code in kind:
        if code.value == value:
            return code
    return default
