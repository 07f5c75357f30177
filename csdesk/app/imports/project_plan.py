"""Planning a project import: the file against a customer, its people, calendars and projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from csdesk.app.calendars import CalendarBook
from csdesk.app.imports.last_import import Base, said_last, stood_at
from csdesk.app.imports.project_days import FileDays, FileWeek
from csdesk.app.imports.project_draft import Choices, Dates, Draft, draft_rows
from csdesk.app.imports.project_left import Left, LeftOut, Week, faults_of
from csdesk.app.imports.project_links import draft_links, goals_of_links
from csdesk.app.imports.project_merge import DATES, merged, said
from csdesk.app.imports.project_order import merged_order
from csdesk.app.imports.project_people import PersonChoice, suggest_people
from csdesk.app.imports.project_preview import (
    MOST_DAYS,
    Mode,
    PlannedBaseline,
    PlannedRow,
    ProjectPreview,
)
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import RowKind, Status
from csdesk.domain.engine.arrays import UNSET
from csdesk.domain.errors import N_, UserError
from csdesk.domain.forecast import forecast
from csdesk.domain.merge_identity import fold
from csdesk.domain.project_uids import file_uid, is_of
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Calendar,
    Contact,
    Customer,
    DayOff,
    Dependency,
    PlanRow,
    Project,
    User,
    Workspace,
)
from csdesk.domain.tree import tree_order
from csdesk.domain.views.project_file import FilePlan
from csdesk.i18n import Translator

_SAME_PLAN, _FEW = 0.3, 3
LABELS = ("import.project", "import.project_update")
_YEAR_AFTER = timedelta(days=366)
_FILE_SAYS = (
    "title", "parent_id", "start", "target", "duration", "calendar_days", "hours",
    "constraint", "constraint_on", "deadline", "pinned", "opens_day", "repeats", "status",
    "progress", "actual_start", "actual_finish",
)  # fmt: skip
_HAPPENED = ("status", "progress", "actual_start", "actual_finish", "start")
_ENDED = (*_HAPPENED, "target", "duration", "hours", "constraint", "constraint_on")


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What a file would become unless a person says otherwise: a known project of the customer."""

    project: Project | None
    choices: Choices


def suggest(store: Store, plan: FilePlan, customer_id: int) -> Suggestion:
    """Return the project that the file was imported to before, and how it would be taken in.

    Names and GUIDs are copied along with files, and tasks are numbered from 1 in each: a project
    whose rows are called otherwise under the same UIDs is another one.
    """
    with store.read() as reader:
        projects = reader.find(Project, customer_id=customer_id)
        likely = [
            (share, one)
            for one in projects
            if is_of(one, plan.source_ref)
            and (share := _share_called_so(reader, one.id, plan)) >= _SAME_PLAN
        ]
        known = max(likely, key=lambda pair: (pair[0], -pair[1].id))[1] if likely else None
        return Suggestion(
            project=known,
            choices=Choices(
                people=_people(reader, plan, customer_id),
                take_days=known is None and not projects,
            ),
        )


def _share_called_so(reader: Reader, project_id: int, plan: FilePlan) -> float:
    """Return which part of the tasks that a project knows by UID has the title there too.

    A few tasks say nothing: any of them may have been renamed.
    """
    known: dict[str, str] = {}
    for row in reader.find(PlanRow, project_id=project_id):
        known |= dict.fromkeys({row.source_uid, file_uid(row)}, fold(row.title))
    pairs = [(known[one.uid], fold(one.name)) for one in plan.tasks if one.uid in known]
    if 0 < len(pairs) < _FEW:
        return 1.0
    return sum(ours == theirs for ours, theirs in pairs) / len(pairs) if pairs else 0.0


def plan_project(
    store: Store,
    plan: FilePlan,
    *,
    mode: Mode,
    customer_id: int | None = None,
    project_id: int | None = None,
    choices: Choices | None = None,
) -> ProjectPreview:
    """Say what taking `plan` in would do; nothing is stored.

    An update needs `project_id`; rows are matched by their UID in the file. Raises `UserError`
    for a project that holds none of the file's rows.
    """
    today = store.today()
    with store.read() as reader:
        planner = _Planner(reader, plan, mode, customer_id, project_id, choices or Choices())
        if planner.customer_id is not None and mode == "update":
            planner.base = _base(store, planner.customer_id, planner.stored, plan.written)
        return planner.preview(today)


def _base(
    store: Store, customer_id: int, rows: Sequence[PlanRow], written: tuple[datetime, int] | None
) -> Base:
    """Return what the rows held when file and plan were equal: when csdesk wrote it, or read it."""
    ids = {row.id for row in rows}
    if written is not None:
        return stood_at(store, customer_id, ids, written)
    return said_last(store, customer_id, ids, LABELS)


def _people(reader: Reader, plan: FilePlan, customer_id: int) -> dict[str, PersonChoice]:
    workspace = reader.get(Workspace, 1)
    return suggest_people(
        plan,
        reader.find(User),
        reader.find(Contact, customer_id=customer_id),
        our_names=(workspace.company, *workspace.company_names.values()),
    )


class _Planner:
    def __init__(
        self, reader: Reader, plan: FilePlan, mode: Mode, customer_id: int | None,
        project_id: int | None, choices: Choices,
    ) -> None:  # fmt: skip
        self.reader, self.plan, self.mode = reader, plan, mode
        self.choices = choices
        self.project = None if project_id is None else reader.get(Project, project_id)
        self.customer_id = self.project.customer_id if self.project is not None else customer_id
        self.customer = None if self.customer_id is None else reader.get(Customer, self.customer_id)
        if self.customer_id is not None and not choices.people:
            people = _people(reader, plan, self.customer_id)
            self.choices = replace(choices, people=people)
        self.stored: list[PlanRow] = []
        self.stored_links: list[Dependency] = []
        if self.project is not None:
            self.stored = tree_order(reader.find(PlanRow, project_id=self.project.id))
            self.stored_links = reader.find(Dependency, project_id=self.project.id)
        self.known = {row.source_uid or file_uid(row): row for row in self.stored}
        self.known |= {file_uid(row): row for row in self.stored}
        self.left = faults_of(plan)
        self.base: Base = {}
        self.calendars = Calendars(
            us=every_day(), customer=every_day(), third=every_day(), project=every_day()
        )

    def preview(self, today: date) -> ProjectPreview:
        words = Translator(self.reader.get(Workspace, 1).language.value)
        days = FileDays(self.plan)
        calendars, own_days, week, differs = self._calendars(days)
        draft = draft_rows(self.plan, days, calendars, self.choices, words, today, self.known)
        links = draft_links(self.plan, draft, calendars)
        self.calendars = calendars
        start = self._start(draft, today)
        rows = self._placed(draft, links, calendars, start)
        rows, places = self._ordered(self._compared(rows))
        gone_rows, gone_links, new_links, link_changes = self._links(rows, links)
        baselines = self._baselines(draft, rows, start)
        if self.mode == "template":
            self.left.append(LeftOut(kind=Left.TEMPLATE_DROPS))
            self.left += [
                LeftOut(
                    kind=Left.TEMPLATE_LENGTH,
                    uid=one.row.source_uid,
                    params={"name": one.row.title, "days": MOST_DAYS},
                )
                for one in rows
                if one.row.duration > MOST_DAYS
            ]
        return ProjectPreview(
            mode=self.mode,
            plan=self.plan,
            choices=self.choices,
            name=self.choices.name.strip() or self.plan.name,
            customer_id=self.customer_id,
            project_id=None if self.project is None else self.project.id,
            start=start,
            rows=tuple(rows),
            links=tuple(links),
            new_links=tuple(new_links),
            link_changes=link_changes,
            places=places,
            gone_rows=tuple(gone_rows),
            gone_links=tuple(gone_links),
            left=(*self.left, *draft.left),
            people=self.choices.people,
            days=own_days if self.choices.take_days else {},
            week=week if self.choices.take_days else "",
            file_days=differs,
            baselines=tuple(baselines),
        )

    def _calendars(
        self, days: FileDays
    ) -> tuple[Calendars, dict[date, tuple[bool, str]], str, int]:
        """Return who works when, with the file's days off if wanted, and how the two differ."""
        book = CalendarBook(self.reader)
        if self.customer is None:
            ours = book.ours
            return Calendars(us=ours, customer=ours, third=ours, project=ours), {}, "", 0
        calendars = book.of(self.customer, self.project)
        theirs, file = calendars.customer, days.of()
        first, last = _range(self.plan)
        names: dict[date, str] = {}
        for calendar in self.plan.calendars:
            names |= calendar.day_names
        until = last + _YEAR_AFTER
        differing = {
            day: (works, names.get(day, ""))
            for day, works in sorted(file.days.items())
            if first <= day <= until and theirs.is_working(day) != works
        }
        week = file.marks() if file.marks() != theirs.week and not file.is_daily() else ""
        self._note_days(differing, theirs, week, file, first, last)
        differs = len(differing) + bool(week)
        if not self.choices.take_days or not differs:
            return calendars, differing, week, differs
        own = WorkCalendar(
            country=theirs.country,
            region=theirs.region,
            week=week or theirs.week,
            own_days=self._own_days() | differing,
        )
        kept = calendars.project if calendars.project is not theirs else own
        third = calendars.third if calendars.third is not theirs else own
        return replace(calendars, customer=own, third=third, project=kept), differing, week, differs

    def _own_days(self) -> dict[date, tuple[bool, str]]:
        calendar_id = None if self.customer is None else self.customer.calendar_id
        if calendar_id is None:
            return {}
        self.reader.get(Calendar, calendar_id)
        found = self.reader.find(DayOff, calendar_id=calendar_id)
        return {day.day: (day.works, day.name) for day in found}

    def _note_days(
        self, differing: Mapping[date, tuple[bool, str]], theirs: WorkCalendar, week: str,
        file: FileWeek, first: date, last: date,
    ) -> None:  # fmt: skip
        if not self.choices.take_days:
            if week:
                params = {"file": Week(week), "ours": Week(theirs.week)}
                self.left.append(LeftOut(kind=Left.WEEK, params=params))
            for kind, wanted in ((Left.FILE_DAYS_OFF, False), (Left.FILE_DAYS_ON, True)):
                found = tuple(day for day, (works, _) in differing.items() if works is wanted)
                if found:
                    self.left.append(LeftOut(kind=kind, params={"days": found}))
        works = file.works
        span = min((last - first).days + 1, 3700)
        every = (first + timedelta(days=number) for number in range(span))
        ours = tuple(
            day
            for day in every
            if works(day)
            and day not in differing
            and theirs.week[day.weekday()] == "1"
            and not theirs.is_working(day)
        )
        if ours:
            self.left.append(LeftOut(kind=Left.OUR_DAYS_OFF, params={"days": ours}))

    def _start(self, draft: Draft, today: date) -> date:
        """Return the first day of the plan: of the project that is, else of the file."""
        if self.project is not None:
            return self.project.start
        starts = [row.start for row in draft.rows if row.start is not None]
        begin = self.plan.start.date() if self.plan.start is not None else None
        first = min(starts, default=begin)
        return first or today

    def _placed(
        self, draft: Draft, links: Sequence[Dependency], calendars: Calendars, start: date
    ) -> list[PlannedRow]:
        """Lay the rows out by csdesk's rules, as of the first day, and compare with the file."""
        goals = dict(goals_of_links(draft.rows, links))
        for row, task in zip(draft.rows, draft.tasks, strict=True):
            goal = draft.number.get(task.marks.get("leads", ""))
            if goal is not None and row.kind is RowKind.ITEM:
                goals[row.id] = goal
        rows = [replace(row, leads_to_id=goals.get(row.id)) for row in draft.rows]
        judged = [
            replace(row, status=Status.TODO, pinned=True)
            if row.id in draft.kept and row.status is Status.IN_PROGRESS
            else row
            for row in rows
        ]
        first = min([start, *(row.start for row in rows if row.start is not None)])
        placed = forecast(judged, links, calendars, first, start)
        titles = [row.title for row in rows]
        depth: dict[int, int] = {}
        planned = []
        for index, row in enumerate(rows):
            parent = row.parent_id
            depth[row.id] = 0 if parent is None else depth[parent] + 1
            begin, end = _day(placed.starts[index]), _day(placed.finishes[index])
            in_file = draft.file_dates[row.id]
            moved, driver = 0, ""
            if in_file[1] is not None and end is not None and not row.status.is_ended:
                calendar = every_day() if row.calendar_days else calendars.of(row.side)
                moved = calendar.days_after(in_file[1], end)
            if moved and placed.drivers[index] >= 0:
                driver = titles[placed.drivers[index]]
            own = row
            if row.kind.is_summary:
                own = replace(row, start=None, target=None)
            elif row.id not in draft.kept and not row.repeats and not row.status.is_ended:
                own = replace(row, start=begin, target=end)
            planned.append(
                PlannedRow(
                    row=own,
                    depth=depth[row.id],
                    in_file=in_file,
                    after=(begin, end),
                    moved=moved,
                    driver=driver,
                )
            )
        return planned

    def _compared(self, rows: list[PlannedRow]) -> list[PlannedRow]:
        """Find each row among the stored ones, and what the file changes there."""
        if self.mode != "update":
            return rows
        numbers = {self.known[one.row.source_uid].id: one.row.id for one in rows
                   if one.row.source_uid in self.known}  # fmt: skip
        if not numbers:
            raise UserError(
                "project_file_other",
                N_(
                    "No row of “{project}” is in this file: take it in as a new project, or "
                    "choose the project that came from it."
                ),
                project=self.project.name if self.project is not None else "",
            )
        by_number = {number: row_id for row_id, number in numbers.items()}
        found = []
        for one in rows:
            stored = self.known.get(one.row.source_uid)
            if stored is None:
                found.append(one)
                continue
            changes, both = merged(
                self._changes(one, stored, by_number),
                stored,
                self.base.get(stored.id),
                theirs=self.choices.theirs,
            )
            self.left += (said(kind, one.row, stored) for kind in both)
            found.append(self._kept(replace(one, known=stored, changes=changes), stored))
        return found

    def _kept(self, one: PlannedRow, stored: PlanRow) -> PlannedRow:
        """Show our own dates where they stay, and how far they are from the file's."""
        wanted = (one.row.start, one.row.target)
        if stored.kind.is_summary or DATES & one.changes.keys():
            return one
        if wanted == (stored.start, stored.target) or stored.status.is_ended:
            return one
        moved = 0
        if one.in_file[1] is not None and stored.target is not None:
            daily = stored.calendar_days
            calendar = every_day() if daily else self.calendars.of(stored.side)
            moved = calendar.days_after(one.in_file[1], stored.target)
        after = (stored.start, stored.target)
        return replace(one, after=after, moved=moved, driver="", ours=True)

    def _ordered(self, rows: list[PlannedRow]) -> tuple[list[PlannedRow], dict[int, int]]:
        """Give the rows of an update their places; return those of rows that the file lacks."""
        if self.mode != "update":
            return rows, {}
        ids = {one.row.id: one.known.id for one in rows if one.known is not None}
        theirs = [
            (
                ids.get(one.row.id, -one.row.id),
                None
                if one.row.parent_id is None
                else ids.get(one.row.parent_id, -one.row.parent_id),
            )
            for one in rows
        ]
        ours = [(row.id, row.parent_id) for row in self.stored]
        settled: dict[int, Any] = {
            one.known.id: one.changes.get("parent_id", one.known.parent_id)
            for one in rows
            if one.known is not None
        }
        if self._kept_order(theirs):
            order = merged_order(theirs, ours, ours=True)
        else:
            order = merged_order([(row, settled.get(row, above)) for row, above in theirs], ours)
        placed = []
        for one in rows:
            place = order[ids.get(one.row.id, -one.row.id)]
            if one.known is None:
                placed.append(replace(one, row=replace(one.row, position=place)))
            elif one.known.position != place:
                placed.append(replace(one, changes={**one.changes, "position": place}))
            else:
                placed.append(one)
        matched = set(ids.values())
        gone = [row for row in self.stored if row.id not in matched]
        return placed, {row.id: order[row.id] for row in gone if row.position != order[row.id]}

    def _kept_order(self, theirs: Sequence[tuple[int, int | None]]) -> bool:
        """Whether the file has the rows in the order in which the two were last equal."""
        rows = {row.id: row for row in self.stored}
        known = [(row, above) for row, above in theirs if row in rows]
        if not all(row in self.base for row, _ in known):
            return False
        then = {
            row: (
                self.base[row].get("parent_id", rows[row].parent_id),
                self.base[row].get("position", rows[row].position),
            )
            for row, _ in known
        }
        if any(then[row][0] != above for row, above in known):
            return False
        places: dict[int | None, list[Any]] = {}
        for row, above in known:
            places.setdefault(above, []).append(then[row][1])
        return all(found == sorted(found) for found in places.values())

    def _changes(
        self, one: PlannedRow, stored: PlanRow, by_number: Mapping[int, int]
    ) -> dict[str, object]:
        row = one.row
        if row.kind is not stored.kind and {row.kind, stored.kind} != {
            RowKind.PHASE, RowKind.GROUP,
        }:  # fmt: skip
            self.left.append(
                LeftOut(kind=Left.KIND_CHANGED, uid=row.source_uid, params={"name": stored.title})
            )
            return {}
        skipped: tuple[str, ...] = ()
        if stored.status.is_ended and not row.status.is_ended:
            skipped = _ENDED
        elif stored.status is not Status.TODO and row.status is Status.TODO:
            skipped = _HAPPENED
        changes: dict[str, object] = {}
        for name in _FILE_SAYS:
            if name in skipped:
                continue
            value = getattr(row, name)
            if name == "parent_id":
                value = by_number.get(value, -value) if value is not None else None
            if value != getattr(stored, name):
                changes[name] = value
        if row.kind is not stored.kind:
            changes["kind"] = row.kind
        return changes

    def _links(
        self, rows: Sequence[PlannedRow], links: Sequence[Dependency]
    ) -> tuple[list[PlanRow], list[Dependency], list[Dependency], dict[int, Mapping[str, object]]]:
        """Return rows and links that the file lacks, links that it adds, and lags it changes."""
        if self.mode != "update":
            return [], [], list(links), {}
        stored_id = {one.row.id: one.known.id for one in rows if one.known is not None}
        matched = set(stored_id.values())
        gone_rows = [row for row in self.stored if row.id not in matched]
        by_key = {
            (link.predecessor_id, link.successor_id, link.type): link for link in self.stored_links
        }
        new: list[Dependency] = []
        changes: dict[int, Mapping[str, object]] = {}
        seen = set()
        for link in links:
            pred = stored_id.get(link.predecessor_id, -1)
            succ = stored_id.get(link.successor_id, -1)
            stored = by_key.get((pred, succ, link.type))
            if stored is None:
                new.append(link)
                continue
            seen.add(stored.id)
            if (stored.lag, stored.lag_calendar_days) != (link.lag, link.lag_calendar_days):
                changes[stored.id] = {
                    "lag": link.lag, "lag_calendar_days": link.lag_calendar_days,
                }  # fmt: skip
        gone_links = [
            link
            for link in self.stored_links
            if link.id not in seen and {link.predecessor_id, link.successor_id} <= matched
        ]
        self._note_gone(gone_rows, gone_links)
        return gone_rows, gone_links, new, changes

    def _note_gone(self, rows: Sequence[PlanRow], links: Sequence[Dependency]) -> None:
        titles = {row.id: row.title for row in self.stored}
        for row in rows:
            self.left.append(
                LeftOut(kind=Left.ROW_GONE, uid=row.source_uid, params={"name": row.title})
            )
        if self.choices.drop_links:
            return
        for link in links:
            names = {
                "pred": titles[link.predecessor_id], "name": titles[link.successor_id],
            }  # fmt: skip
            self.left.append(LeftOut(kind=Left.LINK_GONE, params=names))

    def _is_stored(self, dates: Mapping[int, Dates], rows: Sequence[PlannedRow]) -> bool:
        """Whether the project holds a baseline with these dates already."""
        ids = {one.row.id: one.known.id for one in rows if one.known is not None}
        if self.project is None or not dates.keys() <= ids.keys():
            return False
        wanted = {ids[number]: both for number, both in dates.items()}
        for baseline in self.reader.find(Baseline, project_id=self.project.id):
            stored = {
                one.row_id: (one.start, one.finish)
                for one in self.reader.find(BaselineRow, baseline_id=baseline.id)
            }
            if all(stored.get(row_id) == both for row_id, both in wanted.items()):
                return True
        return False

    def _baselines(
        self, draft: Draft, rows: Sequence[PlannedRow], start: date
    ) -> list[PlannedBaseline]:
        if self.mode == "template":
            return []
        taken = set()
        if self.project is not None:
            taken = {one.name for one in self.reader.find(Baseline, project_id=self.project.id)}
        day = self.plan.saved_on or start
        found = []
        for number, dates in sorted(draft.baselines.items()):
            name = self.plan.baseline_names.get(number) or f"Baseline {number}".removesuffix(" 0")
            if name in taken:
                continue
            if self._is_stored(dates, rows):
                continue
            self.left.append(LeftOut(kind=Left.BASELINE_DAY, params={"name": name, "day": day}))
            found.append(PlannedBaseline(name=name, agreed_on=day, dates=dates))
        return found


def _range(plan: FilePlan) -> tuple[date, date]:
    moments = [task.start for task in plan.tasks if task.start is not None]
    moments += [task.finish for task in plan.tasks if task.finish is not None]
    if not moments:
        today = plan.start.date() if plan.start is not None else date(2020, 1, 1)
        return today, today
    return min(moments).date(), max(moments).date()


def _day(ordinal: int) -> date | None:
    return None if ordinal == UNSET else date.fromordinal(ordinal)
