"""Rules on the rows of a plan that several commands keep."""

from collections.abc import Mapping
from dataclasses import replace

from csdesk.data.unit import Unit
from csdesk.domain.codes import MilestoneKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.link_cycles import ancestors, circles
from csdesk.domain.records import Dependency, PlanRow

# Milestones that a project has at most once.
ONLY_ONE = (MilestoneKind.GO_LIVE, MilestoneKind.ACCEPTANCE)


def check_only_one(unit: Unit, project_id: int, kind: object, *, besides: int = 0) -> None:
    """Raise `UserError` if the project has a go-live or acceptance of `kind` already."""
    if kind not in ONLY_ONE:
        return
    for row in unit.find(PlanRow, project_id=project_id, milestone_kind=kind):
        if row.id != besides:
            raise UserError(
                "milestone_kind_taken",
                N_("A project has one such milestone, and “{title}” is it: change that one first."),
                title=row.title,
                field="milestone_kind",
            )


def check_no_circle(unit: Unit, row: PlanRow, parent_id: int, rows: Mapping[int, PlanRow]) -> None:
    """Raise `UserError` if in a phase or group a row would come to wait for itself.

    `rows` are those of the plan by id. What a link of a phase binds is all that it holds.
    """
    fresh = {parent_id, *ancestors(parent_id, rows)} - set(ancestors(row.id, rows))
    links = unit.find(Dependency, project_id=row.project_id)
    if not any(link.predecessor_id in fresh or link.successor_id in fresh for link in links):
        return
    there = {frozenset(circle) for circle in circles(rows.values(), links)}
    moved = {**rows, row.id: replace(row, parent_id=parent_id)}
    for circle in circles(moved.values(), links):
        if frozenset(circle) not in there:
            raise UserError(
                "place_in_circle",
                N_("There it would wait for itself: {way}. Take one of these links away first."),
                way=" → ".join(name_of(rows[row_id]) for row_id in (*circle, circle[0])),
                rows=list(circle),
            )


def name_of(row: PlanRow) -> str:
    """Return what people call a row by: its number, or its title without one."""
    return f"A{row.number}" if row.number is not None else row.title
