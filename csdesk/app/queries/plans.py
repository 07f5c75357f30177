"""Projects as they stand today: rows, links and all that is computed about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from csdesk.app.agreed_slips import settled
from csdesk.app.calendars import CalendarBook
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import MilestoneKind, Status
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Contact,
    Contract,
    Customer,
    Deal,
    Dependency,
    Meeting,
    Outcome,
    PlanRow,
    Project,
    ProjectHold,
    Record,
    SlipEntry,
    User,
    Workspace,
)
from csdesk.domain.stages import window_deal
from csdesk.domain.state import PlanInput, ProjectState, RowState
from csdesk.domain.tree import tree_order

_RecordT = TypeVar("_RecordT", bound=Record)


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedProject:
    """A project with its plan and everything computed about it on one day."""

    project: Project
    customer: Customer
    plan: PlanInput
    calendars: Calendars
    state: ProjectState
    rows: Mapping[int, PlanRow]
    owner_names: Mapping[int, str]

    def state_of(self, row_id: int) -> RowState | None:
        """Return what is computed about a row."""
        return self.state.rows.get(row_id)


def load_project(
    source: Store | Reader, project_id: int, today: date | None = None
) -> LoadedProject:
    """Return one project; UserError `not_found` without it."""
    return load_projects(source, [project_id], today)[0]


def load_projects(
    source: Store | Reader, project_ids: Iterable[int] | None = None, today: date | None = None
) -> list[LoadedProject]:
    """Return projects in the order asked, or all of them by id, in a fixed number of queries.

    `today` is the workspace's, unless given. With a store nobody waits for it while they are
    computed.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            day = reader.day() if today is None else today
            facts = read_projects(reader, project_ids)
        return facts.loaded(day)
    return read_projects(source, project_ids).loaded(source.day() if today is None else today)


def read_projects(reader: Reader, project_ids: Iterable[int] | None = None) -> "ProjectFacts":
    """Return what projects are computed from, in the order asked, or of all of them by id."""
    if project_ids is None:
        projects = reader.find(Project, order_by=("id",))
    else:
        projects = _in_order(reader, list(project_ids))
    return ProjectFacts(reader, projects)


def _in_order(reader: Reader, wanted: list[int]) -> list[Project]:
    found = {project.id: project for project in reader.find(Project, id=wanted)}
    return [found.get(one) or reader.get(Project, one) for one in wanted]


class ProjectFacts:
    """What projects are computed from, read in bulk; to compute them takes no reader any more."""

    def __init__(self, reader: Reader, projects: list[Project]) -> None:
        ids = {project.id for project in projects}
        customers = {project.customer_id for project in projects}
        self.workspace = reader.get(Workspace, 1)
        self.customers = {one.id: one for one in _find(reader, Customer, "id", customers)}
        book = CalendarBook(reader)
        self.projects = [(one, book.of(self.customers[one.customer_id], one)) for one in projects]
        self.users = {user.id: user.name for user in reader.find(User)}
        contacts = _find(reader, Contact, "customer_id", customers)
        self.contacts = {contact.id: contact.name for contact in contacts}
        self.rows = _grouped(_find(reader, PlanRow, "project_id", ids), "project_id")
        self.links = _grouped(_find(reader, Dependency, "project_id", ids), "project_id")
        baselines = [b for b in _find(reader, Baseline, "project_id", ids) if b.current]
        self.baselines = {baseline.project_id: baseline for baseline in baselines}
        agreed = _find(reader, BaselineRow, "baseline_id", {one.id for one in baselines})
        self.agreed = _grouped(agreed, "baseline_id")
        self.slips = _grouped(_find(reader, SlipEntry, "project_id", ids), "project_id")
        self.settled = settled(reader, self.agreed)
        self.holds = _grouped(_find(reader, ProjectHold, "project_id", ids), "project_id")
        self.outcomes = _grouped(_find(reader, Outcome, "customer_id", customers), "customer_id")
        self.meetings = _grouped(_find(reader, Meeting, "customer_id", customers), "customer_id")
        self.deals = _grouped(_find(reader, Deal, "customer_id", customers), "customer_id")
        self.contracts = _grouped(_find(reader, Contract, "customer_id", customers), "customer_id")

    def loaded(self, today: date) -> list[LoadedProject]:
        """Return the projects with all that is computed about them."""
        return [self._loaded(project, calendars, today) for project, calendars in self.projects]

    def _loaded(self, project: Project, calendars: Calendars, today: date) -> LoadedProject:
        customer = self.customers[project.customer_id]
        rows = tree_order(self.rows.get(project.id, ()))
        owners = {row.id: self._owner(row) for row in rows}
        baseline = self.baselines.get(project.id)
        outcomes = [one for one in self.outcomes.get(customer.id, ()) if _of(one, project)]
        plan = PlanInput(
            project=project,
            rows=rows,
            links=self.links.get(project.id, ()),
            baseline=baseline,
            baseline_rows=self.agreed.get(baseline.id, ()) if baseline is not None else (),
            slips=self._slips(project.id, baseline),
            outcomes=outcomes,
            meetings=[one for one in self.meetings.get(customer.id, ()) if _of(one, project)],
            signed_on=self._signed_on(project, today),
            golden_days=customer.golden_days or self.workspace.golden_days,
            value_reached_on=self._value_reached_on(project, rows, outcomes),
            owner_names=owners,
            holds=self.holds.get(project.id, ()),
        )
        return LoadedProject(
            project=project,
            customer=customer,
            plan=plan,
            calendars=calendars,
            state=evaluate_project(plan, calendars, today),
            rows={row.id: row for row in rows},
            owner_names=owners,
        )

    def _slips(self, project_id: int, baseline: Baseline | None) -> list[SlipEntry]:
        """Return the entries that explain the plan against its baseline."""
        before = 0 if baseline is None else self.settled.get(baseline.id, 0)
        return [one for one in self.slips.get(project_id, ()) if one.id > before]

    def _owner(self, row: PlanRow) -> str:
        if row.owner_user_id is not None:
            return self.users.get(row.owner_user_id, row.owner_name)
        if row.owner_contact_id is not None:
            return self.contacts.get(row.owner_contact_id, row.owner_name)
        return row.owner_name

    def _signed_on(self, project: Project, today: date) -> date | None:
        """Return day 0 of the window: the project's deal, else the customer's oldest open one."""
        deals = self.deals.get(project.customer_id, [])
        own = next((deal for deal in deals if deal.id == project.deal_id), None)
        deal = own or window_deal(deals, today)
        if deal is not None:
            return deal.closed_on
        signed = [
            contract.signed_on
            for contract in self.contracts.get(project.customer_id, ())
            if contract.signed_on is not None
        ]
        return min(signed, default=None)

    def _value_reached_on(
        self, project: Project, rows: list[PlanRow], outcomes: list[Outcome]
    ) -> date | None:
        values = {row.id for row in rows if row.milestone_kind is MilestoneKind.VALUE}
        days = [
            row.actual_finish
            for row in rows
            if row.id in values and row.status is Status.DONE and row.actual_finish is not None
        ]
        days += [one.day for one in outcomes if one.milestone_id in values and one.said_by]
        days += [
            deal.value_on
            for deal in self.deals.get(project.customer_id, ())
            if deal.id == project.deal_id and deal.value_on is not None
        ]
        return max(days, default=None)


def _of(record: Outcome | Meeting, project: Project) -> bool:
    return record.project_id is None or record.project_id == project.id


def _find(
    reader: Reader, kind: type[_RecordT], column: str, values: Iterable[int]
) -> list[_RecordT]:
    equals: dict[str, Any] = {column: sorted(values)}
    return reader.find(kind, **equals) if equals[column] else []


def _grouped(records: Iterable[_RecordT], column: str) -> dict[int, list[_RecordT]]:
    groups: dict[int, list[_RecordT]] = {}
    for record in records:
        groups.setdefault(getattr(record, column), []).append(record)
    return groups
