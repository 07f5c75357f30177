"""What the plan screen shows of one project."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.records import Baseline, Customer, Dependency, PlanRow, Project
from csdesk.domain.state import ProjectState, RowState
from csdesk.layout.days import DayLookup


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanScreenData:
    """A plan in tree order with what is computed about it; `days` answers for the chart."""

    project: Project
    customer: Customer
    state: ProjectState
    rows: Mapping[int, PlanRow]
    links: tuple[Dependency, ...]
    owner_names: Mapping[int, str]
    owners: tuple[OwnerChoice, ...]
    baseline: Baseline | None
    days: DayLookup
    parents: frozenset[int] = field(default=frozenset())  # rows that hold others

    def state_of(self, row_id: int) -> RowState | None:
        """Return what is computed about a row."""
        return self.state.rows.get(row_id)
