"""Rules on the rows of a plan that several commands keep."""

from csdesk.data.unit import Unit
from csdesk.domain.codes import MilestoneKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import PlanRow

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
