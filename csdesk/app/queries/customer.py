"""One customer: what the peek, the overview, the people and the history show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.customers import CustomerRow, list_customers
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, ProjectStatus, RowKind, Status
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Deal,
    Decision,
    DocumentLog,
    Goal,
    GoalValue,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Risk,
    SuccessConfirmation,
    User,
)

MOST = 3
_FIRST_ROLES = (ContactRole.SPONSOR, ContactRole.PROJECT_MANAGER, ContactRole.DECISION_MAKER)


@dataclass(frozen=True, kw_only=True, slots=True)
class PeekItem:
    """An open item as the peek names it; `late` in working days."""

    row_id: int
    title: str
    status: Status
    late: int
    target: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Peek:
    """What the peek shows besides the row of the list."""

    items: tuple[PeekItem, ...]
    people: tuple[Contact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerPage:
    """Everything that the customer's pages show, but the plan itself."""

    today: date
    row: CustomerRow
    projects: tuple[LoadedProject, ...]
    goals: tuple[Goal, ...]
    values: Mapping[int, tuple[GoalValue, ...]]  # by goal, oldest first
    confirmations: tuple[SuccessConfirmation, ...]
    outcomes: tuple[Outcome, ...]
    risks: tuple[Risk, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[Note, ...]
    meetings: tuple[Meeting, ...]
    contracts: tuple[Contract, ...]
    deals: tuple[Deal, ...]
    contacts: tuple[Contact, ...]
    users: tuple[User, ...]
    documents: tuple[DocumentLog, ...]

    @property
    def customer(self) -> Customer:
        """The customer itself."""
        return self.row.customer

    @property
    def open_projects(self) -> tuple[LoadedProject, ...]:
        """The projects that run or are on hold."""
        running = (ProjectStatus.OPEN, ProjectStatus.ON_HOLD)
        return tuple(one for one in self.projects if one.project.status in running)


def load_peek(store: Store, row: CustomerRow) -> Peek:
    """Return the items that press most, and the people that matter most."""
    items = []
    if row.lead is not None:
        for row_id in row.lead.state.order:
            plan_row, state = row.lead.rows[row_id], row.lead.state.rows[row_id]
            if plan_row.kind is RowKind.ITEM and plan_row.status.is_open:
                items.append(
                    PeekItem(
                        row_id=row_id,
                        title=plan_row.title,
                        status=plan_row.status,
                        late=state.late,
                        target=plan_row.target or state.finish,
                    )
                )
    items.sort(key=lambda item: (-item.late, item.target or date.max))
    with store.read() as reader:
        people = reader.find(Contact, customer_id=row.id, left_on=None)
    people.sort(
        key=lambda one: (
            _FIRST_ROLES.index(one.role) if one.role in _FIRST_ROLES else len(_FIRST_ROLES),
            one.id,
        )
    )
    return Peek(items=tuple(items[:MOST]), people=tuple(people[:MOST]))


def count_plan_rows(store: Store, customer_id: int) -> int:
    """Return how many rows the plans of a customer have: tells whether reading takes long."""
    with store.read() as reader:
        return reader.count(PlanRow, customer_id=customer_id)


def load_customer(store: Store, customer_id: int) -> CustomerPage:
    """Return one customer; UserError `not_found` without it."""
    today = store.today()
    with store.read() as reader:
        reader.get(Customer, customer_id)
        row = list_customers(reader, today, [customer_id])[0]
        ids = [one.id for one in reader.find(Project, customer_id=customer_id)]
        goals = reader.find(Goal, customer_id=customer_id)
        values: dict[int, list[GoalValue]] = {}
        if goals:
            known = reader.find(
                GoalValue, goal_id=[goal.id for goal in goals], order_by=("day", "id")
            )
            for value in known:
                values.setdefault(value.goal_id, []).append(value)
        return CustomerPage(
            today=today,
            row=row,
            projects=tuple(load_projects(reader, ids, today)),
            goals=tuple(goals),
            values={goal_id: tuple(found) for goal_id, found in values.items()},
            confirmations=tuple(
                reader.find(SuccessConfirmation, customer_id=customer_id, order_by=("-day", "-id"))
            ),
            outcomes=tuple(reader.find(Outcome, customer_id=customer_id, order_by=("-day", "-id"))),
            risks=tuple(reader.find(Risk, customer_id=customer_id, order_by=("id",))),
            decisions=tuple(
                reader.find(Decision, customer_id=customer_id, order_by=("-day", "-id"))
            ),
            notes=tuple(reader.find(Note, customer_id=customer_id, order_by=("-day", "-id"))),
            meetings=tuple(reader.find(Meeting, customer_id=customer_id, order_by=("-day", "-id"))),
            contracts=tuple(
                reader.find(Contract, customer_id=customer_id, order_by=("-start", "-id"))
            ),
            deals=tuple(reader.find(Deal, customer_id=customer_id, order_by=("-closed_on", "-id"))),
            contacts=tuple(reader.find(Contact, customer_id=customer_id, order_by=("id",))),
            users=tuple(reader.find(User, order_by=("name", "id"))),
            documents=tuple(reader.find(DocumentLog, customer_id=customer_id, order_by=("-id",))),
        )
