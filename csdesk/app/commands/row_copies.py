"""Copying rows of a plan: beside themselves, into another project, to another customer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.app.commands.records import new_uid
from csdesk.app.commands.rows_places import place_for, put_in_order, siblings_of
from csdesk.app.commands.rows_rules import ONLY_ONE
from csdesk.app.queries.plans import load_project
from csdesk.app.roles import RoleMap
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import MilestoneKind, RowKind, Side, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.follow import pushed
from csdesk.domain.link_cycles import ancestors
from csdesk.domain.records import Customer, Dependency, PlanRow, Project
from csdesk.domain.repeats import copied_dates
from csdesk.domain.status_rules import Changes, calendar_of
from csdesk.domain.tree import tree_order


@dataclass(frozen=True, kw_only=True, slots=True)
class CopiedRows:
    """The new rows in tree order, and the links that led out of what was copied."""

    rows: tuple[PlanRow, ...]
    dropped_links: tuple[Dependency, ...]


def copy(
    store: Store,
    *,
    row_ids: Iterable[int],
    project_id: int | None = None,
    after_id: int | None = None,
    start: date | None = None,
) -> CopiedRows:
    """Copy rows with all below them; return the copies and the links that were dropped.

    They stand below `after_id`, else last in the project (their own unless given). Dates keep
    their distances in working days, as far as links allow: from `start` on; without it copies in
    the same project keep their dates and others begin with the project, not before today. A copy
    has a new number, is to do, and has no actuals, comments or history; into another customer notes
    and contacts stay behind, and owners follow the roles. A second go-live or acceptance becomes a
    plain milestone.
    Raises `UserError` without rows, for rows of two projects, and for an item where no phase is.
    """
    with store.write("row_copies.copy") as unit:
        source = _chosen(unit, row_ids)
        from_project = unit.get(Project, source[0].project_id)
        target = from_project if project_id is None else unit.get(Project, project_id)
        fresh = _Copies(unit, from_project, target, source).store(after_id, start)
        links = unit.find(Dependency, project_id=from_project.id)
        inside = [one for one in links if one.predecessor_id in fresh and one.successor_id in fresh]
        unit.add_all(
            replace(
                one,
                id=0,
                version=0,
                project_id=target.id,
                predecessor_id=fresh[one.predecessor_id],
                successor_id=fresh[one.successor_id],
            )
            for one in inside
        )
        if inside and (start is not None or from_project.id != target.id):
            _fit(unit, target, set(fresh.values()))
        unit.describe(n=len(fresh))
        return CopiedRows(
            rows=tuple(unit.get(PlanRow, row_id) for row_id in fresh.values()),
            dropped_links=tuple(
                one for one in links if (one.predecessor_id in fresh) != (one.successor_id in fresh)
            ),
        )


def _fit(unit: Unit, project: Project, fresh: set[int]) -> None:
    """Let copies that other calendars put before what they wait for lie where that allows."""
    loaded = load_project(unit, project.id, unit.today)
    dates = pushed(loaded.plan, loaded.calendars, unit.today)
    moved = {row_id: dates[row_id] for row_id in fresh & dates.keys()}
    if moved:
        unit.update_all(PlanRow, moved)


def _chosen(unit: Unit, row_ids: Iterable[int]) -> list[PlanRow]:
    """Return the rows with all below them, in tree order; the tops have no parent among them."""
    chosen = [unit.get(PlanRow, row_id) for row_id in dict.fromkeys(row_ids)]
    if len({row.project_id for row in chosen}) != 1:
        raise UserError("copy_rows", N_("Choose the rows to copy, all of one plan."))
    rows = tree_order(unit.find(PlanRow, project_id=chosen[0].project_id))
    by_id = {row.id: row for row in rows}
    marked = {row.id for row in chosen}
    return [row for row in rows if row.id in marked or marked & set(ancestors(row.id, by_id))]


class _Copies:
    """One copy in the making."""

    def __init__(
        self, unit: Unit, source: Project, target: Project, rows: Sequence[PlanRow]
    ) -> None:
        self._unit = unit
        self._rows = rows
        self._source, self._target = source, target
        customer = unit.get(Customer, target.customer_id)
        self._theirs = source.customer_id != target.customer_id
        self._roles = RoleMap.of(unit, customer) if self._theirs else None
        self._calendars = calendars_of(unit, customer, target)
        taken = unit.find(PlanRow, project_id=target.id, kind=RowKind.MILESTONE)
        self._taken = {row.milestone_kind for row in taken}

    def store(self, after_id: int | None, start: date | None) -> dict[int, int]:
        """Store the copies and return their ids by the ids of the originals."""
        shift = self._shift(start)
        inside = {row.id for row in self._rows}
        fresh: dict[int, int] = {}
        above: PlanRow | None = None  # the top row stored last
        for row in self._rows:
            top = row.parent_id not in inside
            new = self._copy(row, shift)
            if top:
                above = new = self._put(new, after_id, above)
            else:
                new = self._unit.add(replace(new, parent_id=fresh[row.parent_id or 0]))
            fresh[row.id] = new.id
        leads = {
            fresh[row.id]: {"leads_to_id": fresh[row.leads_to_id]}
            for row in self._rows
            if row.leads_to_id in fresh
        }
        if leads:
            self._unit.update_all(PlanRow, leads)
        return fresh

    def _put(self, row: PlanRow, after_id: int | None, above: PlanRow | None) -> PlanRow:
        """Store a top row of the copy below `above`, the first one below `after_id`."""
        kind = row.kind
        parent_id = None if above is None else above.parent_id
        if kind is RowKind.GROUP and after_id is None and parent_id is None:
            kind = RowKind.PHASE
        below = after_id if above is None else above.id
        if above is not None and parent_id is None and kind is not RowKind.PHASE:
            parent_id, below = above.id, None
        parent_id, index = place_for(self._unit, self._target.id, kind, parent_id, below)
        siblings = siblings_of(self._unit, self._target.id, parent_id)
        stored = self._unit.add(replace(row, kind=kind, parent_id=parent_id))
        put_in_order(self._unit, [*siblings[:index], stored, *siblings[index:]])
        return stored

    def _copy(self, row: PlanRow, shift: "_Shift | None") -> PlanRow:
        milestone = row.milestone_kind
        if milestone in ONLY_ONE and milestone in self._taken:
            milestone = MilestoneKind.OTHER
        self._taken.add(milestone)
        numbered = row.kind is RowKind.ITEM
        copied = replace(
            row,
            id=0,
            version=0,
            uid=new_uid(),
            customer_id=self._target.customer_id,
            project_id=self._target.id,
            number=self._unit.take_number(self._target.customer_id) if numbered else None,
            milestone_kind=milestone,
            leads_to_id=None,
            status=Status.TODO,
            hold_reason="",
            resume_on=None,
            actual_start=None,
            actual_finish=None,
            progress=0,
            blocked_by_hand="",
            blocked_since=None,
            asked_on=None,
            customer_comment="",
            source_uid="",
            internal_note="" if self._theirs else row.internal_note,
        )
        if self._roles is not None:
            copied = self._owned(copied, self._roles)
        if shift is not None:
            copied = replace(copied, **self._dates(row, shift))
        calendar = calendar_of(row, self._calendars)
        return replace(copied, **copied_dates(row, copied.start, calendar))

    def _dates(self, row: PlanRow, shift: "_Shift") -> Changes:
        """Return the dates of a copy; what was bound or promised keeps its distance."""
        calendar = calendar_of(row, self._calendars)
        dates: Changes = {
            name: None if (day := getattr(row, name)) is None else calendar.next_working(shift(day))
            for name in ("start", "target", "constraint_on", "deadline")
        }
        if row.kind is RowKind.ITEM and dates["start"] is not None and row.target is not None:
            length = max(calendar.span(row.start or row.target, row.target), 1)
            dates["target"] = calendar.finish_of(dates["start"], length)
        return dates

    def _owned(self, row: PlanRow, roles: RoleMap) -> PlanRow:
        if row.side is Side.US and row.owner_user_id is not None:
            return row
        owner = roles.owner(row.side, row.role_code)
        return replace(
            row,
            owner_user_id=owner.user_id,
            owner_contact_id=owner.contact_id,
            owner_name="",
        )

    def _shift(self, start: date | None) -> "_Shift | None":
        first = min((d for row in self._rows for d in (row.start, row.target) if d), default=None)
        if first is None:
            return None
        if start is None:
            if self._source.id == self._target.id:
                return None
            start = max(self._target.start, self._unit.today)
        return _Shift(self._calendars.project, first, start)


@dataclass(frozen=True, slots=True)
class _Shift:
    """Days as far from `start`, in working days of the project, as they were from `first`."""

    calendar: WorkCalendar
    first: date
    start: date

    def __call__(self, day: date) -> date:
        return self.calendar.add(self.start, self.calendar.days_after(self.first, day))
