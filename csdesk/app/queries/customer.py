"""One customer: what the peek, the overview, the people and the history show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from csdesk.app.queries.customers import CustomerRow, read_customers
from csdesk.app.queries.document_log import LoggedDocument, read_log
from csdesk.app.queries.plans import LoadedProject
from csdesk.app.queries.series import SeriesLine, list_series
from csdesk.app.queries.working_days import WorkingDays, customer_days
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, ProjectStatus, RowKind, Status
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    DayOff,
    Deal,
    Decision,
    Goal,
    GoalValue,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Record,
    Risk,
    SuccessConfirmation,
    User,
)
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable

_RecordT = TypeVar("_RecordT", bound=Record)

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
    documents: tuple[LoggedDocument, ...]
    working: WorkingDays
    third_working: WorkingDays | None = None  # of third parties, None: they work as the customer
    deliverables: tuple[Deliverable, ...] = ()  # of all its projects, in their order
    criteria: tuple[Criterion, ...] = ()
    defects: tuple[Defect, ...] = ()
    series: tuple[SeriesLine, ...] = ()  # those that run first

    @property
    def customer(self) -> Customer:
        """The customer itself."""
        return self.row.customer

    @property
    def days_off(self) -> tuple[DayOff, ...]:
        """The days on which the customer differs from the holidays of its country."""
        return self.working.days_off

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
    """Return one customer; UserError `not_found` without it.

    What is read is read at once; what is computed from it keeps nobody from the store.
    """
    today = store.today()
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        facts = read_customers(reader, [customer_id])
        records = _records(reader, customer_id)
        records["series"] = tuple(list_series(reader, customer_id, ahead=1))
        records["working"], records["third_working"] = customer_days(reader, customer)
    row = facts.rows(today)[0]
    projects = tuple(facts.projects.get(customer_id, ()))
    return CustomerPage(today=today, row=row, projects=projects, **records)


def _records(reader: Reader, customer_id: int) -> dict[str, Any]:
    """Return what a page shows of a customer's records as it stands there, by field."""

    def of(kind: type[_RecordT], *order: str) -> tuple[_RecordT, ...]:
        return tuple(reader.find(kind, customer_id=customer_id, order_by=order))

    goals = tuple(reader.find(Goal, customer_id=customer_id))
    values: dict[int, list[GoalValue]] = {}
    if goals:
        ids = [goal.id for goal in goals]
        for value in reader.find(GoalValue, goal_id=ids, order_by=("day", "id")):
            values.setdefault(value.goal_id, []).append(value)
    projects = [one.id for one in reader.find(Project, customer_id=customer_id)]

    def of_projects(kind: type[_RecordT], *order: str) -> tuple[_RecordT, ...]:
        return tuple(reader.find(kind, project_id=projects, order_by=order)) if projects else ()

    return {
        "deliverables": of_projects(Deliverable, "project_id", "position", "id"),
        "criteria": of_projects(Criterion, "project_id", "position", "id"),
        "defects": of_projects(Defect, "project_id", "number"),
        "goals": goals,
        "values": {goal_id: tuple(found) for goal_id, found in values.items()},
        "confirmations": of(SuccessConfirmation, "-day", "-id"),
        "outcomes": of(Outcome, "-day", "-id"),
        "risks": of(Risk, "id"),
        "decisions": of(Decision, "-day", "-id"),
        "notes": of(Note, "-day", "-id"),
        "meetings": of(Meeting, "-day", "-id"),
        "contracts": of(Contract, "-start", "-id"),
        "deals": of(Deal, "-closed_on", "-id"),
        "contacts": of(Contact, "id"),
        "users": tuple(reader.find(User, order_by=("name", "id"))),
        "documents": tuple(read_log(reader, customer_id=customer_id)),
    }
