"""Commands on the structure of a plan: add, order, indent and delete rows."""

from collections.abc import Iterable
from typing import Literal

from csdesk.app.calendars import calendars_of
from csdesk.app.commands.item_changes import changes_of
from csdesk.app.commands.records import new_uid
from csdesk.app.commands.rows_places import (
    check_parent,
    place_for,
    put_in_order,
    siblings_of,
)
from csdesk.app.commands.rows_rules import check_no_circle, check_only_one
from csdesk.app.fields import checked
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MilestoneKind, RowKind, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.link_cycles import ancestors
from csdesk.domain.records import Customer, PlanRow, Project


def add(
    store: Store,
    *,
    project_id: int,
    title: str,
    kind: RowKind = RowKind.ITEM,
    parent_id: int | None = None,
    after_id: int | None = None,
    **fields: object,
) -> PlanRow:
    """Add a row and return it; an action item gets the customer's next number.

    It stands below `after_id` (inside it, as its first, when that is a phase or group and no
    parent is given), else last in `parent_id`, else last in the last phase. One of ours without
    an owner belongs to the customer's owner. Raises `UserError` for an item where no phase is,
    and for a second go-live or acceptance.
    """
    with store.write("rows.add") as unit:
        project = unit.get(Project, project_id)
        milestone_kind = fields.get("milestone_kind")
        if kind is RowKind.MILESTONE:
            fields["milestone_kind"] = milestone_kind or MilestoneKind.OTHER
            check_only_one(unit, project_id, fields["milestone_kind"])
        parent_id, index = place_for(unit, project_id, kind, parent_id, after_id)
        values = {"title": title, **fields}
        customer = unit.get(Customer, project.customer_id)
        if not _has_owner(fields) and not kind.is_summary:
            values.setdefault("side", Side.US)
            if values["side"] == Side.US:
                values["owner_user_id"] = customer.owner_id
        row = unit.add(
            PlanRow(
                uid=new_uid(),
                customer_id=project.customer_id,
                project_id=project_id,
                parent_id=parent_id,
                kind=kind,
                number=unit.take_number(project.customer_id) if kind is RowKind.ITEM else None,
                milestone_kind=checked(PlanRow, fields).get("milestone_kind"),
                title=title.strip(),
                duration=0 if kind is not RowKind.ITEM else 1,
            )
        )
        calendars = calendars_of(unit, customer, project)
        changes = changes_of(unit, row, values, calendars=calendars)
        row = unit.update(PlanRow, row.id, **changes) if changes else row
        siblings = [
            other for other in siblings_of(unit, project_id, parent_id) if other.id != row.id
        ]
        put_in_order(unit, [*siblings[:index], row, *siblings[index:]])
        if row.number is not None:
            unit.describe(number=f"A{row.number}")
        return unit.get(PlanRow, row.id)


def delete(store: Store, *, row_ids: Iterable[int]) -> int:
    """Delete rows with all below them; return how many rows of the plan went."""
    with store.write("rows.delete") as unit:
        chosen = [unit.get(PlanRow, row_id) for row_id in dict.fromkeys(row_ids)]
        if not chosen:
            return 0
        count = 0
        for project_id in {row.project_id for row in chosen}:
            before = unit.count(PlanRow, project_id=project_id)
            rows = {row.id: row for row in unit.find(PlanRow, project_id=project_id)}
            mine = {row.id for row in chosen if row.project_id == project_id}
            tops = [row_id for row_id in mine if not mine & set(ancestors(row_id, rows))]
            unit.delete(PlanRow, *tops)
            count += before - unit.count(PlanRow, project_id=project_id)
        unit.describe(n=count)
        return count


def move(store: Store, *, row_id: int, direction: Literal["up", "down"]) -> PlanRow:
    """Change places with the row above or below under the same parent.

    Raises `UserError` at the first and the last place.
    """
    with store.write("rows.move") as unit:
        row = unit.get(PlanRow, row_id)
        siblings = siblings_of(unit, row.project_id, row.parent_id)
        at = next(i for i, other in enumerate(siblings) if other.id == row_id)
        to = at - 1 if direction == "up" else at + 1
        if not 0 <= to < len(siblings):
            raise UserError(
                "row_at_edge",
                N_("It cannot go further under this parent: outdent it to leave the phase."),
            )
        siblings[at], siblings[to] = siblings[to], siblings[at]
        put_in_order(unit, siblings)
        return unit.get(PlanRow, row_id)


def move_to(store: Store, *, row_id: int, parent_id: int | None, index: int) -> PlanRow:
    """Put a row under another parent (None: the top) at a place counted from 0.

    Raises `UserError` for a place inside itself, under an item, at the top for what is no phase,
    and where links of the phase or group would lead round in a circle.
    """
    with store.write("rows.move_to") as unit:
        return _reparent(unit, unit.get(PlanRow, row_id), parent_id, index)


def indent(store: Store, *, row_id: int) -> PlanRow:
    """Put a row into the phase or group above it; a phase becomes a group there."""
    with store.write("rows.indent") as unit:
        row = unit.get(PlanRow, row_id)
        siblings = siblings_of(unit, row.project_id, row.parent_id)
        at = next(i for i, other in enumerate(siblings) if other.id == row_id)
        above = siblings[at - 1] if at else None
        if above is None or not above.kind.is_summary:
            raise UserError(
                "cannot_indent",
                N_("Only a phase or a group can hold rows: put one right above this row first."),
            )
        return _reparent(unit, row, above.id, len(siblings_of(unit, row.project_id, above.id)))


def outdent(store: Store, *, row_id: int) -> PlanRow:
    """Put a row right below its parent, one level up; a group becomes a phase at the top."""
    with store.write("rows.outdent") as unit:
        row = unit.get(PlanRow, row_id)
        if row.parent_id is None:
            raise UserError("cannot_outdent", N_("This row stands at the top already."))
        parent = unit.get(PlanRow, row.parent_id)
        siblings = siblings_of(unit, row.project_id, parent.parent_id)
        index = 1 + next(i for i, other in enumerate(siblings) if other.id == parent.id)
        return _reparent(unit, row, parent.parent_id, index)


def _has_owner(fields: dict[str, object]) -> bool:
    return any(fields.get(n) for n in ("owner_user_id", "owner_contact_id", "owner_name"))


def _reparent(unit: Unit, row: PlanRow, parent_id: int | None, index: int) -> PlanRow:
    kind = row.kind
    if parent_id is None:
        if not kind.is_summary:
            raise UserError(
                "item_at_top",
                N_("At the top stand phases only: move it into another phase instead."),
            )
        kind = RowKind.PHASE
    else:
        check_parent(unit, row.project_id, parent_id)
        rows = {other.id: other for other in unit.find(PlanRow, project_id=row.project_id)}
        if row.id in (parent_id, *ancestors(parent_id, rows)):
            raise UserError(
                "row_into_itself", N_("A row cannot go into itself: choose another place.")
            )
        check_no_circle(unit, row, parent_id, rows)
        kind = RowKind.GROUP if kind is RowKind.PHASE else kind
    old_parent = row.parent_id
    moved = unit.update(PlanRow, row.id, parent_id=parent_id, kind=kind)
    others = [other for other in siblings_of(unit, row.project_id, parent_id) if other.id != row.id]
    index = max(0, min(index, len(others)))
    put_in_order(unit, [*others[:index], moved, *others[index:]])
    if old_parent != parent_id:
        put_in_order(unit, siblings_of(unit, row.project_id, old_parent))
    return unit.get(PlanRow, row.id)
