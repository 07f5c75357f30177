"""Splitting an action item in two: work that is interrupted, or shared."""

from dataclasses import dataclass, replace
from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.app.commands.records import new_uid
from csdesk.app.commands.rows_places import put_in_order, siblings_of
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Constraint, LinkType, RowKind, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Dependency, PlanRow, Project
from csdesk.domain.split_parts import second_title
from csdesk.domain.status_rules import Changes, calendar_of

_FROM_FINISH = (LinkType.FS, LinkType.FF)


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitItem:
    """The two parts of an item."""

    first: PlanRow
    second: PlanRow


def split(
    store: Store, *, row_id: int, first_days: int, resume_on: date | None = None
) -> SplitItem:
    """Split an open item: the first part keeps its number and `first_days` of its duration.

    The second has the rest, a new number and the same owner, follows the first, and starts no
    earlier than `resume_on` (the next working day without it). What binds the item's finish (links
    from and to it, "not later than", the deadline) binds the second part. Raises `UserError` for
    what is no open item, for one that repeats, and for a part of no day or of fewer days than are
    done.
    """
    with store.write("row_parts.split") as unit:
        row = unit.get(PlanRow, row_id)
        length = row.duration
        if row.kind is not RowKind.ITEM or not row.status.is_open:
            raise UserError("split_kind", N_("Only an open action item can be split: choose one."))
        if row.repeats:
            raise UserError(
                "split_repeats",
                N_("An item that repeats has its days by its rule: change how it repeats instead."),
            )
        if not 0 < first_days < length:
            raise UserError(
                "split_days",
                N_("The item takes {n} days: the first part is shorter, and takes one at least."),
                n=length,
                field="first_days",
            )
        done = row.progress * length // 100
        if done > first_days:
            raise UserError(
                "split_done",
                N_("Of its {all} days {n} are done: the first part takes at least as many."),
                n=done,
                all=length,
                field="first_days",
            )
        customer, project = unit.get(Customer, row.customer_id), unit.get(Project, row.project_id)
        calendar = calendar_of(row, calendars_of(unit, customer, project))
        begin = row.actual_start or row.start or row.target
        first_end = None if begin is None else calendar.finish_of(begin, first_days)
        again = None
        if first_end is not None:
            again = calendar.add(first_end, 1)
            if resume_on is not None:
                again = calendar.next_working(max(again, resume_on))
        rest = length - first_days
        second = unit.add(
            replace(
                row,
                id=0,
                version=0,
                uid=new_uid(),
                number=unit.take_number(row.customer_id),
                title=second_title(row.title),
                status=Status.TODO,
                start=again,
                target=None if again is None else calendar.finish_of(again, rest),
                duration=rest,
                hours=None,
                **_binding(row, resume_on),
                actual_start=None,
                progress=0,
                blocked_by_hand="",
                blocked_since=None,
                asked_on=None,
                customer_comment="",
                internal_note="",
                source_uid="",
                repeats="",
            )
        )
        first = unit.update(
            PlanRow, row_id, target=first_end, duration=first_days, hours=None, deadline=None,
            progress=min(100, row.progress * length // first_days), **_released(row),
        )  # fmt: skip
        _link(unit, first, second)
        siblings = [
            r for r in siblings_of(unit, row.project_id, row.parent_id) if r.id != second.id
        ]
        at = 1 + next(i for i, other in enumerate(siblings) if other.id == row_id)
        put_in_order(unit, [*siblings[:at], second, *siblings[at:]])
        unit.describe(number=f"A{row.number}")
        return SplitItem(first=first, second=unit.get(PlanRow, second.id))


def _binding(row: PlanRow, resume_on: date | None) -> Changes:
    """Return what binds the second part: when it may begin, and until when it must end."""
    if row.constraint is not Constraint.NOT_LATER:
        constraint = Constraint.ASAP if resume_on is None else Constraint.NOT_BEFORE
        return {"constraint": constraint, "constraint_on": resume_on}
    if resume_on is None:
        return {"constraint": row.constraint, "constraint_on": row.constraint_on}
    days = [day for day in (row.deadline, row.constraint_on) if day is not None]
    return {
        "constraint": Constraint.NOT_BEFORE, "constraint_on": resume_on,
        "deadline": min(days, default=None),
    }  # fmt: skip


def _released(row: PlanRow) -> Changes:
    """Return what no longer binds the first part."""
    if row.constraint is not Constraint.NOT_LATER:
        return {}
    return {"constraint": Constraint.ASAP, "constraint_on": None}


def _link(unit: Unit, first: PlanRow, second: PlanRow) -> None:
    """Let what waited for the item's finish wait for the second part, which follows the first."""
    for link in unit.find(Dependency, predecessor_id=first.id):
        if link.type in _FROM_FINISH:
            unit.update(Dependency, link.id, predecessor_id=second.id)
    for link in unit.find(Dependency, successor_id=first.id):
        if link.type not in (LinkType.FS, LinkType.SS):
            unit.update(Dependency, link.id, successor_id=second.id)
    unit.add(
        Dependency(project_id=first.project_id, predecessor_id=first.id, successor_id=second.id)
    )
