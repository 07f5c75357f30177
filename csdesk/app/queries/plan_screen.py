"""What the plan screen shows of one project."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csdesk.app.queries.owners import OwnerChoice, owner_choices
from csdesk.app.queries.plans import load_projects
from csdesk.data.store import Store
from csdesk.domain.records import (
    Baseline,
    Contact,
    Customer,
    Dependency,
    PlanRow,
    Project,
    User,
)
from csdesk.domain.state import ProjectState, RowState
from csdesk.i18n import Translator
from csdesk.layout.day_marks import chart_days
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


def load_plan(store: Store, *, project_id: int, translator: Translator) -> PlanScreenData:
    """Return a project's plan as of today; names of holidays in the translator's language."""
    today = store.today()
    with store.read() as reader:
        loaded = load_projects(reader, [project_id], today)[0]
        users = reader.find(User, order_by=("name", "id"))
        contacts = reader.find(Contact, customer_id=loaded.customer.id, order_by=("name", "id"))
    return PlanScreenData(
        project=loaded.project,
        customer=loaded.customer,
        state=loaded.state,
        rows=loaded.rows,
        links=tuple(loaded.plan.links),
        owner_names=loaded.owner_names,
        owners=owner_choices(users, contacts),
        baseline=loaded.plan.baseline,
        days=chart_days(loaded.calendars, translator),
        parents=frozenset(
            row.parent_id for row in loaded.rows.values() if row.parent_id is not None
        ),
    )
