"""The customer list: how each customer stands today, most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from csdesk.app.queries.plans import LoadedProject, read_projects
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import (
    ContactRole,
    MeetingStatus,
    ProjectStatus,
    Rag,
    RowKind,
    Side,
    Stage,
    Status,
)
from csdesk.domain.matching import likeness
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Deal,
    Meeting,
    PlanRow,
    Project,
    Record,
    User,
    Workspace,
)
from csdesk.domain.reviews import REVIEW_AHEAD, review_due, signed_first
from csdesk.domain.stages import (
    KICKOFF_DAYS,
    arr,
    customer_stage,
    deals_without_kickoff,
    kickoff_held_on,
    window_deal,
)
from csdesk.domain.state import GoldenWindow, RagState
from csdesk.domain.window import deal_window

_RecordT = TypeVar("_RecordT", bound=Record)

# Worst first; a finished or waiting customer asks for nothing today.
_GRAVITY = {
    Rag.RED: 0,
    Rag.AMBER: 1,
    Rag.NOT_STARTED: 2,
    Rag.GREEN: 3,
    Rag.ON_HOLD: 4,
    Rag.FINISHED: 5,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NextMilestone:
    """The milestone a customer looks at next; `slip` in working days."""

    row: PlanRow
    finish: date | None
    slip: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingOn:
    """Whose turn it is on the critical path, and since how many days."""

    side: Side
    name: str
    days: int
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerRow:
    """One line of the customer list. `money` is ARR by currency; without contracts the deals' sum.

    `lead` is the open project that the colour comes from, None without a project.
    """

    customer: Customer
    owner: str
    stage: Stage
    rag: RagState | None
    lead: LoadedProject | None
    window: GoldenWindow | None
    next_milestone: NextMilestone | None
    next_meeting: Meeting | None
    last_missed: Meeting | None
    waiting: WaitingOn | None
    money: Mapping[str, int]
    money_is_arr: bool
    signed_on: date | None
    open_items: int
    our_open_items: int
    late_items: int
    kickoff_deals: tuple[Deal, ...] = ()  # new deals without a held kickoff, oldest first
    review_due: date | None = None  # None also while a business review stands in the calendar
    gone: tuple[Contact, ...] = ()  # people who left and whom nobody succeeded, last one first

    @property
    def id(self) -> int:
        """The customer's id."""
        return self.customer.id

    def kickoff_overdue(self, today: date, days: int = KICKOFF_DAYS) -> bool:
        """Whether a new deal waits for its kickoff for longer than it should."""
        return any((today - deal.closed_on).days > days for deal in self.kickoff_deals)

    def review_to_schedule(self, today: date) -> bool:
        """Whether a business review falls due soon, or fell due, and none is in the calendar."""
        return self.review_due is not None and (self.review_due - today).days <= REVIEW_AHEAD

    @property
    def urgency(self) -> tuple[int, int, str]:
        """Sort key: gravest colour first, then what is left of the window."""
        gravity = 2 if self.rag is None else _GRAVITY[self.rag.rag]
        if self.stage is Stage.CLOSED:
            gravity = 9
        left = 10_000
        if self.window is not None and not self.window.reached:
            left = self.window.left
        return gravity, left, self.customer.name


def list_customers(
    source: Store | Reader,
    today: date | None = None,
    customer_ids: Iterable[int] | None = None,
) -> list[CustomerRow]:
    """Return all customers (or those asked for), most urgent first."""
    if isinstance(source, Store):
        with source.read() as reader:
            day = today or reader.day()
            facts = read_customers(reader, customer_ids)
        return facts.rows(day)
    return read_customers(source, customer_ids).rows(today or source.day())


def read_customers(reader: Reader, customer_ids: Iterable[int] | None = None) -> "CustomerFacts":
    """Return what all customers, or those asked for, are computed from."""
    only: dict[str, Any] = {} if customer_ids is None else {"id": sorted(customer_ids)}
    customers = reader.find(Customer, order_by=("id",), **only) if only != {"id": []} else []
    return CustomerFacts(reader, customers, everything=not only)


class CustomerFacts:
    """Records of many customers, by customer; to compute their rows takes no reader any more."""

    def __init__(self, reader: Reader, customers: Sequence[Customer], *, everything: bool) -> None:
        ids = [customer.id for customer in customers]

        def of(kind: type[_RecordT]) -> dict[int, list[_RecordT]]:
            equals: dict[str, Any] = {} if everything else {"customer_id": ids}
            return _grouped(reader.find(kind, order_by=("id",), **equals))

        self.customers = customers
        self.workspace = reader.get(Workspace, 1)
        self.users = {user.id: user.name for user in reader.find(User)}
        self.deals = of(Deal)
        self.contracts = of(Contract)
        self.meetings = of(Meeting)
        self.contacts = of(Contact)
        self._plans = read_projects(reader, None if everything else _project_ids(reader, ids))
        self.projects: dict[int, list[LoadedProject]] = {}

    def rows(self, today: date) -> list[CustomerRow]:
        """Compute all projects, and return the customers, most urgent first."""
        self.projects = {}
        for project in self._plans.loaded(today):
            self.projects.setdefault(project.customer.id, []).append(project)
        rows = [self._row(customer, today) for customer in self.customers]
        return sorted(rows, key=lambda row: row.urgency)

    def _row(self, customer: Customer, today: date) -> CustomerRow:
        deals = self.deals.get(customer.id, [])
        contracts = self.contracts.get(customer.id, [])
        meetings = self.meetings.get(customer.id, [])
        projects = self.projects.get(customer.id, [])
        lead = _worst(projects)
        items = _open_items(projects)
        money: Mapping[str, int] = arr(contracts, today)
        live = _went_live(projects)
        first = signed_first(deals, contracts)
        return CustomerRow(
            customer=customer,
            owner=self.users.get(customer.owner_id or 0, ""),
            stage=customer_stage(
                by_hand=customer.stage_by_hand,
                kicked_off=kickoff_held_on(meetings) is not None,
                went_live_on=live,
                contracts=contracts,
                today=today,
            ),
            rag=lead.state.rag if lead else None,
            lead=lead,
            window=self._window(customer, deals, projects, lead, today),
            next_milestone=_next_milestone(lead),
            next_meeting=_next_meeting(meetings, today),
            last_missed=_last_missed(meetings, today),
            waiting=_waiting(lead),
            money=money or _deal_sums(deals),
            money_is_arr=bool(money),
            signed_on=min((deal.closed_on for deal in deals), default=None),
            open_items=len(items),
            our_open_items=sum(row.side is Side.US for _, row in items),
            late_items=sum(project.state.rows[row.id].late > 0 for project, row in items),
            kickoff_deals=tuple(
                deals_without_kickoff(
                    deals,
                    meetings,
                    went_live_on=live,
                    start_date=self.workspace.start_date,
                    today=today,
                )
            ),
            review_due=review_due(first, meetings, today) if first is not None else None,
            gone=_gone(self.contacts.get(customer.id, []), items),
        )

    def _window(
        self,
        customer: Customer,
        deals: list[Deal],
        projects: list[LoadedProject],
        lead: LoadedProject | None,
        today: date,
    ) -> GoldenWindow | None:
        """Return the count that matters: a first value that is waited for goes before a next one.

        That of the open project which the colour comes from, else of another, else of a later deal
        that no project works on yet.
        """
        running = [one for one in projects if one.project.status is not ProjectStatus.CANCELLED]
        known = [one.state.window for one in running if one.state.window is not None]
        own = lead.state.window if lead is not None else None
        waiting = [one for one in known if one.first_value_on is None]
        if waiting:
            return own if own in waiting else min(waiting, key=lambda one: one.signed_on)
        length = customer.golden_days or self.workspace.golden_days
        served: set[object] = {one.project.deal_id for one in running}
        served |= {one.signed_on for one in known}
        first = max((one.signed_on for one in known), default=date.min)
        later = [
            deal
            for deal in deals
            if deal.value_on is None
            and deal.closed_on >= first
            and not {deal.id, deal.closed_on} & served
        ]
        deal = window_deal(later, today)
        if deal is not None:
            return deal_window(deal, length, today)
        counted = own or next((one for one in known if not one.reached), None)
        if counted is not None:
            return counted
        deal = window_deal(deals, today)
        return None if deal is None else deal_window(deal, length, today)


def _worst(projects: Sequence[LoadedProject]) -> LoadedProject | None:
    """The open project with the gravest colour; else the last one."""
    running = [p for p in projects if p.project.status is not ProjectStatus.CANCELLED]
    if not running:
        return None
    return min(running, key=lambda p: (_GRAVITY[p.state.rag.rag], -p.project.id))


def _open_items(projects: Iterable[LoadedProject]) -> list[tuple[LoadedProject, PlanRow]]:
    return [
        (project, row)
        for project in projects
        if project.project.status in (ProjectStatus.OPEN, ProjectStatus.ON_HOLD)
        for row in project.rows.values()
        if row.kind is RowKind.ITEM and row.status.is_open
    ]


def _went_live(projects: Iterable[LoadedProject]) -> date | None:
    days = []
    for project in projects:
        row = project.rows.get(project.state.go_live_id or 0)
        if row is not None and row.status is Status.DONE and row.actual_finish is not None:
            days.append(row.actual_finish)
    return min(days, default=None)


def _next_milestone(lead: LoadedProject | None) -> NextMilestone | None:
    if lead is None or lead.state.next_milestone_id is None:
        return None
    facts = lead.state.rows[lead.state.next_milestone_id]
    return NextMilestone(row=lead.rows[facts.row_id], finish=facts.finish, slip=facts.slip)


def _waiting(lead: LoadedProject | None) -> WaitingOn | None:
    if lead is None or lead.state.waiting_on_id is None:
        return None
    row = lead.rows[lead.state.waiting_on_id]
    return WaitingOn(
        side=row.side,
        name=lead.owner_names.get(row.id, ""),
        days=lead.state.waiting_days,
        title=row.title,
    )


def _next_meeting(meetings: Iterable[Meeting], today: date) -> Meeting | None:
    ahead = [m for m in meetings if m.status is MeetingStatus.PLANNED and m.day >= today]
    return min(ahead, key=lambda m: (m.day, m.at or time.max), default=None)


def _last_missed(meetings: Iterable[Meeting], today: date) -> Meeting | None:
    missed = [
        m
        for m in meetings
        if m.status in (MeetingStatus.MISSED, MeetingStatus.CANCELLED) and m.day <= today
    ]
    return max(missed, key=lambda m: m.day, default=None)


def _gone(
    contacts: Sequence[Contact], items: Iterable[tuple[LoadedProject, PlanRow]]
) -> tuple[Contact, ...]:
    """Return the people who left and whose role nobody took, or who still own open items."""
    left = [one for one in contacts if one.left_on is not None]
    if not left:
        return ()
    owners = {row.owner_contact_id for _, row in items}
    filled = {(one.side, one.role) for one in contacts if one.left_on is None}
    missed = [
        one
        for one in left
        if one.id in owners
        or (one.role is not ContactRole.OTHER and (one.side, one.role) not in filled)
    ]
    return tuple(sorted(missed, key=lambda one: one.left_on or date.min, reverse=True))


def _deal_sums(deals: Iterable[Deal]) -> Mapping[str, int]:
    sums: dict[str, int] = {}
    for deal in deals:
        if deal.amount_minor is not None:
            sums[deal.currency] = sums.get(deal.currency, 0) + deal.amount_minor
    return sums


def _project_ids(reader: Reader, customer_ids: list[int]) -> list[int]:
    return [project.id for project in reader.find(Project, customer_id=customer_ids)]


def _grouped(records: Iterable[_RecordT]) -> dict[int, list[_RecordT]]:
    groups: dict[int, list[_RecordT]] = {}
    for record in records:
        groups.setdefault(record.customer_id, []).append(record)  # type: ignore[attr-defined]
    return groups


def namesakes(store: Store, *, customer_id: int) -> list[Customer]:
    """Return the other customers, those first whose name is most like this one's."""
    with store.read() as reader:
        own = reader.get(Customer, customer_id)
        others = [one for one in reader.find(Customer) if one.id != customer_id]
    names = [name for name in (own.name, own.name_alt) if name]

    def likest(other: Customer) -> float:
        theirs = [name for name in (other.name, other.name_alt) if name]
        return max(likeness(a, b) for a in names for b in theirs)

    return sorted(others, key=lambda one: (-likest(one), one.name))
