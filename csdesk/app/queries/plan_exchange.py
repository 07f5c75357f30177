"""A plan as another program's project file holds it: all of it for us, or what a customer may see.

What a project file has no field for stands in the marks of a task, so that the file read back
gives the same plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from csdesk.app.queries.documents import DocumentFacts, Titles
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.reader import Reader
from csdesk.domain.calendar import WorkCalendar, every_day
from csdesk.domain.codes import (
    Constraint,
    Language,
    MilestoneKind,
    Priority,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.labels import SIDE_LABELS
from csdesk.domain.project_uids import file_guid, file_uid
from csdesk.domain.records import Baseline, BaselineRow, PlanRow
from csdesk.domain.state import RowState
from csdesk.domain.views.project_file import (
    DAY_END,
    DAY_START,
    MINUTES_PER_DAY,
    Bound,
    FileBaseline,
    FileCalendar,
    FileLink,
    FilePlan,
    FileResource,
    FileTask,
    Span,
)
from csdesk.i18n import Translator

THEIRS, OURS, DAILY, THIRDS = "1", "2", "3", "4"
_NOON, _AFTER_NOON = time(12), time(13)
_HOURS: tuple[Span, ...] = ((DAY_START, _NOON), (_AFTER_NOON, DAY_END))
_MORNING = 240  # minutes
_BEFORE, _AFTER = timedelta(days=31), timedelta(days=400)
_MOST_BASELINES = 11
_BOUNDS = {
    Constraint.NOT_BEFORE: (Bound.START_NO_EARLIER, DAY_START),
    Constraint.NOT_LATER: (Bound.FINISH_NO_LATER, DAY_END),
    Constraint.FIXED: (Bound.START_ON, DAY_START),
}
_PRIORITIES = {Priority.MUST: 700, Priority.IMPORTANT: 500, Priority.OPTIONAL: 300}


@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeSource:
    """A plan for a project file, with what we must know about its making."""

    plan: FilePlan
    customer_id: int
    customer: str
    language: Language
    mixed: bool


def exchange_source(
    reader: Reader,
    project_id: int,
    today: date,
    made_at: datetime,
    language: Language | None = None,
    *,
    internal: bool = False,
    head: int = 0,
) -> ExchangeSource:
    """Return the plan of a project as a project file holds it, after the journal's entry `head`.

    Without `internal`: only rows that the customer sees, without what we wrote for ourselves.
    """
    loaded = load_project(reader, project_id, today)
    chosen = language or loaded.customer.language
    facts, titles = DocumentFacts(reader, loaded.customer, chosen), Titles(reader, chosen)
    maker = _Maker(reader, loaded, facts, titles, made_at, head, internal=internal)
    foreign = chosen is not loaded.customer.language and not internal
    plan = maker.plan()
    return ExchangeSource(
        plan=plan,
        customer_id=loaded.customer.id,
        customer=loaded.customer.name,
        language=chosen,
        mixed=foreign and titles.kept > 0,
    )


class _Maker:
    def __init__(
        self, reader: Reader, loaded: LoadedProject, facts: DocumentFacts, titles: Titles,
        made_at: datetime, head: int, *, internal: bool,
    ) -> None:  # fmt: skip
        self.reader, self.loaded = reader, loaded
        self.facts, self.titles, self.internal = facts, titles, internal
        states = loaded.state.rows
        self.shown = [
            (loaded.rows[row_id], states[row_id])
            for row_id in loaded.state.order
            if internal or states[row_id].visible
        ]
        self.uids = {row.id: file_uid(row) for row, _ in self.shown}
        self.spans = _spans(self.shown)
        self.links = [
            link
            for link in loaded.plan.links
            if link.predecessor_id in self.uids and link.successor_id in self.uids
        ]
        self.people: dict[str, FileResource] = {}
        self.made_at = made_at
        self.written = f"{made_at.replace(tzinfo=None).isoformat()}/{head}"

    def plan(self) -> FilePlan:
        loaded, made_at = self.loaded, self.made_at
        baselines = self._baselines()
        tasks = tuple(self._task(row, its, baselines) for row, its in self.shown)
        starts = [task.start for task in tasks if task.start is not None]
        first = min(starts, default=datetime.combine(loaded.project.start, DAY_START))
        last = max((task.finish for task in tasks if task.finish is not None), default=first)
        return FilePlan(
            name=loaded.project.name,
            source_ref=file_guid(loaded.project),
            start=first,
            finish=last,
            saved_on=made_at.date(),
            calendar_uid=THEIRS,
            calendars=tuple(self._calendars(first.date() - _BEFORE, last.date() + _AFTER)),
            tasks=tasks,
            links=tuple(
                FileLink(
                    pred=self.uids[link.predecessor_id],
                    succ=self.uids[link.successor_id],
                    type=link.type,
                    minutes=link.lag * (1440 if link.lag_calendar_days else MINUTES_PER_DAY),
                    elapsed=link.lag_calendar_days,
                )
                for link in self.links
            ),
            resources=tuple(self.people.values()),
            company=self.facts.us().name,
            made_at=made_at.replace(tzinfo=None, microsecond=0),
        )

    def _task(
        self, row: PlanRow, its: RowState, baselines: Mapping[int, tuple[FileBaseline, ...]]
    ) -> FileTask:
        summary, milestone = row.kind.is_summary, row.kind is RowKind.MILESTONE
        start, finish = self.spans.get(row.id, (its.start, its.finish))
        begin, end, minutes = self._moments(row, start, finish)
        bound, bound_at, free = self._bound(row, its, begin)
        notes, marks = self._notes(row)
        days = None if end is None or milestone else -(-(minutes or 0) // MINUTES_PER_DAY)
        marks |= self._marks(row, its, days, free=free)
        done = row.status is Status.DONE
        return FileTask(
            uid=self.uids[row.id],
            name=row.title if self.internal else self.titles.of(row),
            level=self._level(row),
            summary=summary,
            milestone=milestone,
            start=begin,
            finish=end,
            minutes=minutes,
            percent=100 if done else its.progress,
            actual_start=self._actual(row.actual_start, row, DAY_START),
            actual_finish=self._actual(row.actual_finish, row, DAY_END) if done else None,
            bound=bound,
            bound_at=bound_at,
            deadline=None if row.deadline is None else datetime.combine(row.deadline, DAY_END),
            manual=row.pinned and not summary,
            active=row.status is not Status.CANCELLED,
            calendar_uid="" if summary else self._calendar_of(row),
            notes=notes,
            priority=_PRIORITIES[row.priority],
            resources=() if summary else self._resources(row),
            baselines=baselines.get(row.id, ()),
            marks=marks,
        )

    def _moments(
        self, row: PlanRow, start: date | None, finish: date | None
    ) -> tuple[datetime | None, datetime | None, int | None]:
        """Return when a row begins and ends, and the minutes of work between."""
        if start is None or finish is None:
            return None, None, row.duration * MINUTES_PER_DAY
        if row.kind is RowKind.MILESTONE:
            at = datetime.combine(finish, DAY_START if row.opens_day else DAY_END)
            return at, at, 0
        calendar = every_day() if row.calendar_days else self.loaded.calendars.of(row.side)
        if row.kind.is_summary:
            calendar = self.loaded.calendars.customer
        days = max(calendar.span(start, finish), 1)
        minutes = days * MINUTES_PER_DAY
        end = datetime.combine(finish, DAY_END)
        hours = row.hours
        if hours is not None and days == row.duration and 0 < hours * 60 < minutes:
            rest = int(hours * 60) - (days - 1) * MINUTES_PER_DAY
            if 0 < rest <= MINUTES_PER_DAY:
                lunch = timedelta(hours=1) if rest > _MORNING else timedelta()
                end = datetime.combine(finish, DAY_START) + timedelta(minutes=rest) + lunch
                minutes = int(hours * 60)
        return datetime.combine(start, DAY_START), end, minutes

    def _actual(self, day: date | None, row: PlanRow, at: time) -> datetime | None:
        if day is None or row.kind.is_summary:
            return None
        if row.kind is RowKind.MILESTONE:
            at = DAY_START if row.opens_day else DAY_END
        return datetime.combine(day, at)

    def _bound(
        self, row: PlanRow, its: RowState, begin: datetime | None
    ) -> tuple[Bound, datetime | None, bool]:
        """Return a row's condition on dates; one that only its date holds gets "not before"."""
        if row.constraint_on is not None and row.constraint in _BOUNDS:
            bound, at = _BOUNDS[row.constraint]
            if row.kind is RowKind.MILESTONE and not row.opens_day:
                at = DAY_END
            return bound, datetime.combine(row.constraint_on, at), False
        bare = row.kind.is_summary or row.pinned or row.status.is_ended
        if bare or row.actual_start is not None or begin is None or self._is_driven(row, its):
            return Bound.ASAP, None, False
        return Bound.START_NO_EARLIER, begin, True

    def _is_driven(self, row: PlanRow, its: RowState) -> bool:
        """Whether a link in the file gives the row its day."""
        if its.driver_id is None:
            return False
        into, out = set(self._with_above(row.id)), set(self._with_above(its.driver_id))
        return any(link.successor_id in into and link.predecessor_id in out for link in self.links)

    def _with_above(self, row_id: int) -> Iterable[int]:
        found: int | None = row_id
        while found is not None:
            yield found
            found = self.loaded.rows[found].parent_id

    def _level(self, row: PlanRow) -> int:
        return sum(1 for _ in self._with_above(row.id))

    def _notes(self, row: PlanRow) -> tuple[str, dict[str, str]]:
        """Return a task's note; `text` says how much of it are instructions."""
        parts = [row.instructions, row.internal_note if self.internal else ""]
        marks = {"text": str(len(row.instructions))} if row.instructions else {}
        return "\n".join(part for part in parts if part), marks

    def _marks(
        self, row: PlanRow, its: RowState, days: int | None, *, free: bool
    ) -> dict[str, str]:
        """Return what the file has no field for; `days` of work lie between the dates written.

        `at` are these dates and `was` the stored ones, where they differ: whoever reads the file
        back takes the stored ones unless someone moved the row there. `on` tells which of two
        changes is new: what changed here after it is not in the file.
        """
        summary = row.kind.is_summary
        marks = {"kind": "summary" if summary else "", "side": "" if summary else row.side.value}
        marks["on"] = self.written
        if row.milestone_kind not in (None, MilestoneKind.OTHER):
            marks["milestone"] = str(row.milestone_kind)
        marks["leads"] = self.uids.get(its.leads_to_id or 0, "")
        marks["opens"] = "1" if row.opens_day else ""
        marks["free"] = "1" if free else ""
        marks["priority"] = "" if row.priority is Priority.IMPORTANT else row.priority.value
        marks["repeats"] = row.repeats.replace(";", "+").replace("=", ":")
        if self.internal:
            marks["seen"] = "" if row.visibility is Visibility.CUSTOMER else row.visibility.value
            marks["role"] = row.role_code
        stored = (row.start, row.target)
        if not summary and (stored != (its.start, its.finish) or days not in (None, row.duration)):
            marks["at"] = _days(its.start, its.finish)
            marks["was"] = f"{_days(*stored)},{row.duration}"
        return {name: value for name, value in marks.items() if value}

    def _calendar_of(self, row: PlanRow) -> str:
        if row.calendar_days:
            return DAILY
        if row.side is Side.THIRD and self._thirds_differ():
            return THIRDS
        return OURS if row.side is Side.US else THEIRS

    def _thirds_differ(self) -> bool:
        """Whether third parties have days of their own, and a row that says so."""
        calendars = self.loaded.calendars
        own = calendars.third is not calendars.customer
        return own and any(row.side is Side.THIRD for row, _ in self.shown)

    def _resources(self, row: PlanRow) -> tuple[str, ...]:
        name = self.loaded.owner_names[row.id] if self.internal else self.facts.owner_of(row)
        if not name:
            return ()
        if name not in self.people:
            user = self.facts.users.get(row.owner_user_id or 0)
            contact = self.facts.contacts.get(row.owner_contact_id or 0)
            ours, theirs = self.facts.us().name, self.facts.them().name
            group = ours if row.side is Side.US else theirs
            if contact is not None and contact.company:
                group = contact.company
            person = user or contact
            self.people[name] = FileResource(
                uid=str(len(self.people) + 1),
                name=name,
                mail=person.mail if person is not None and self.internal else "",
                group=group,
            )
        return (self.people[name].uid,)

    def _calendars(self, first: date, last: date) -> Iterable[FileCalendar]:
        calendars = self.loaded.calendars
        named = [
            (THEIRS, self.facts.them().name, calendars.customer),
            (OURS, self.facts.us().name, calendars.us),
        ]
        if self._thirds_differ():
            third = Translator(self.facts.language.value).text(SIDE_LABELS[Side.THIRD])
            named.append((THIRDS, third, calendars.third))
        for uid, name, calendar in named:
            named_days = self.internal or uid != OURS
            yield _calendar(
                uid, name, calendar, first, last, self.facts.language, own_named=named_days
            )
        if any(row.calendar_days for row, _ in self.shown):
            yield FileCalendar(uid=DAILY, name="7 x 8 h", week=(_HOURS,) * 7)

    def _baselines(self) -> dict[int, tuple[FileBaseline, ...]]:
        """Return the baselines by row: 0 is the one that counts, then the others, latest first."""
        found = self.reader.find(Baseline, project_id=self.loaded.project.id)
        found.sort(key=lambda one: (one.current, one.agreed_on, one.id), reverse=True)
        number = {one.id: index for index, one in enumerate(found[:_MOST_BASELINES])}
        rows: dict[int, list[FileBaseline]] = {}
        for one in found[:_MOST_BASELINES]:
            for entry in self.reader.find(BaselineRow, baseline_id=one.id):
                if entry.row_id in self.uids:
                    dates = self._agreed(entry)
                    rows.setdefault(entry.row_id, []).append(
                        FileBaseline(number=number[one.id], start=dates[0], finish=dates[1])
                    )
        return {row_id: tuple(entries) for row_id, entries in rows.items()}

    def _agreed(self, entry: BaselineRow) -> tuple[datetime | None, datetime | None]:
        row = self.loaded.rows[entry.row_id]
        early = row.kind is RowKind.MILESTONE and not row.opens_day
        late = row.kind is RowKind.MILESTONE and row.opens_day
        return (
            _at(entry.start, DAY_END if early else DAY_START),
            _at(entry.finish, DAY_START if late else DAY_END),
        )


def _spans(
    shown: Iterable[tuple[PlanRow, RowState]],
) -> dict[int, tuple[date | None, date | None]]:
    """Return the dates of phases over the rows that are shown: hidden work must not show."""
    pairs = list(shown)
    parents = {row.id: row.parent_id for row, _ in pairs}
    spans: dict[int, tuple[date | None, date | None]] = {
        row.id: (None, None) for row, _ in pairs if row.kind.is_summary
    }
    for row, its in pairs:
        if row.kind.is_summary or its.finish is None or row.status is Status.CANCELLED:
            continue
        above = row.parent_id
        while above is not None:
            start, finish = spans[above]
            spans[above] = (
                min(start or date.max, its.start or its.finish),
                max(finish or date.min, its.finish),
            )
            above = parents[above]
    return spans


def _calendar(
    uid: str,
    name: str,
    calendar: WorkCalendar,
    first: date,
    last: date,
    language: Language,
    *,
    own_named: bool,
) -> FileCalendar:
    """Return a calendar with the days on which it differs from its week.

    What a party's own days are for is left out unless `own_named`.
    """
    count = min((last - first).days + 1, 36_600)
    days = [first + timedelta(days=number) for number in range(count)]
    differing = {
        day: works
        for day in days
        if (works := calendar.is_working(day)) != (calendar.week[day.weekday()] == "1")
    }
    return FileCalendar(
        uid=uid,
        name=name,
        week=tuple(_HOURS if mark == "1" else () for mark in calendar.week),
        days=differing,
        day_names={
            day: calendar.name_on(day, language.value)
            for day in differing
            if own_named or not calendar.is_own(day)
        },
    )


def _at(day: date | None, at: time) -> datetime | None:
    return None if day is None else datetime.combine(day, at)


def _days(first: date | None, last: date | None) -> str:
    return ",".join("" if day is None else day.isoformat() for day in (first, last))
