"""Where rows stand: the place of a new one, the rows of one parent, and their order."""

from collections.abc import Sequence

from csdesk.data.unit import Unit
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.link_cycles import ancestors
from csdesk.domain.records import PlanRow


def place_for(
    unit: Unit, project_id: int, kind: RowKind, parent_id: int | None, after_id: int | None
) -> tuple[int | None, int]:
    """Return the parent and the index among its children for a new row of `kind`.

    Below `after_id` (inside it, as its first, when that is a phase or group and no parent is
    given), else last in `parent_id`, else last in the last phase; phases stand at the top. Raises
    `UserError` for an item where no phase is, and for a parent that can hold nothing.
    """
    tops = siblings_of(unit, project_id, None)
    after = unit.get(PlanRow, after_id) if after_id is not None else None
    if kind is RowKind.PHASE:
        if after is None:
            return None, len(tops)
        rows = {row.id: row for row in unit.find(PlanRow, project_id=project_id)}
        top = (ancestors(after.id, rows) or [after.id])[-1]
        return None, 1 + next(i for i, row in enumerate(tops) if row.id == top)
    if after is not None and parent_id is None:
        if after.kind.is_summary:
            return after.id, 0
        parent_id = after.parent_id
    if parent_id is None:
        if not tops:
            raise UserError(
                "no_phase", N_("The plan has no phase yet: add one, then what stands in it.")
            )
        parent_id = tops[-1].id
    check_parent(unit, project_id, parent_id)
    siblings = siblings_of(unit, project_id, parent_id)
    if after is not None and after.parent_id == parent_id:
        return parent_id, 1 + next(i for i, row in enumerate(siblings) if row.id == after.id)
    return parent_id, len(siblings)


def check_parent(unit: Unit, project_id: int, parent_id: int) -> None:
    """Raise `UserError` unless the row is a phase or group of the project."""
    parent = unit.get(PlanRow, parent_id)
    if parent.project_id != project_id or not parent.kind.is_summary:
        raise UserError(
            "parent_holds_nothing",
            N_("Only a phase or a group of the same plan can hold rows: choose one."),
        )


def siblings_of(unit: Unit, project_id: int, parent_id: int | None) -> list[PlanRow]:
    """Return the rows under one parent (None: the top) in their order."""
    return unit.find(PlanRow, project_id=project_id, parent_id=parent_id)


def put_in_order(unit: Unit, rows: Sequence[PlanRow]) -> None:
    """Number the places of the children of one parent, writing only what differs."""
    moved = {row.id: {"position": i} for i, row in enumerate(rows) if row.position != i}
    if moved:
        unit.update_all(PlanRow, moved)
