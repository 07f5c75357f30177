"""Which customers a change touched, so that a list reads only these anew."""

from typing import Any

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.changes import ChangeSet
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Contact,
    Contract,
    Customer,
    Deal,
    Decision,
    Dependency,
    Goal,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    ProjectHold,
    Record,
    Risk,
    SlipEntry,
)

MANY = 200
_OWNED: dict[str, type[Record]] = {
    kind.__name__: kind
    for kind in (
        Contact, Contract, Deal, Decision, Goal, Meeting, Note, Outcome, PlanRow, Project, Risk,
    )
}  # fmt: skip
_IN_PROJECT: dict[str, type[Record]] = {
    kind.__name__: kind for kind in (Baseline, Dependency, ProjectHold, SlipEntry)
}


def touched_customers(source: Store | Reader, change: ChangeSet) -> frozenset[int] | None:
    """Return the ids of the customers that a change touched.

    None where that is not known, a row is gone or too many were touched: then read everything.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return touched_customers(reader, change)
    found: set[int] = set()
    projects: set[int] = set()
    for entity, ids in change.entities.items():
        if len(ids) > MANY:
            return None
        if entity == Customer.__name__:
            found |= ids
        elif entity in _OWNED:
            owned: list[Any] = source.find(_OWNED[entity], id=sorted(ids))
            if len(owned) < len(ids):
                return None
            found |= {record.customer_id for record in owned}
        elif entity in _IN_PROJECT:
            inside: list[Any] = source.find(_IN_PROJECT[entity], id=sorted(ids))
            if len(inside) < len(ids):
                return None
            projects |= {record.project_id for record in inside}
        elif entity == BaselineRow.__name__:
            rows = source.find(BaselineRow, id=sorted(ids))
            baselines = source.find(Baseline, id=sorted({row.baseline_id for row in rows}))
            projects |= {baseline.project_id for baseline in baselines}
        elif entity in {"Workspace", "User", "Calendar", "DayOff"}:
            return None
    if projects:
        found |= {project.customer_id for project in source.find(Project, id=sorted(projects))}
    if source.count(Customer, id=sorted(found)) < len(found):
        return None
    return frozenset(found)
