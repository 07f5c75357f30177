"""The handover card of a customer, with how complete it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import (
    DealKind,
    MeetingKind,
    MeetingStatus,
    PointKind,
    ProjectStatus,
)
from csdesk.domain.handover import CardFacts, Meter, measure
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Deal,
    Goal,
    GoalValue,
    Meeting,
    Project,
    SuccessConfirmation,
    User,
)
from csdesk.domain.records_delivery import Criterion, Deliverable
from csdesk.domain.records_kickoff import GoalConfirmation, Handover, HandoverPoint

HELD = frozenset({MeetingStatus.HELD, MeetingStatus.CLOSED})
_ORDER = ("position", "id")


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    """One confirmation of what success means, with the meeting it was given at."""

    confirmation: SuccessConfirmation
    meeting: Meeting | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeLine:
    """A deliverable with what it is accepted by; None for criteria of the whole project."""

    deliverable: Deliverable | None
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectScope:
    """The agreed scope of one project, in its order."""

    project: Project
    lines: tuple[ScopeLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverCard:
    """All that stands on the card. Lists of the customer's records come in their order."""

    today: date
    customer: Customer
    handover: Handover | None
    points: Mapping[PointKind, tuple[HandoverPoint, ...]]
    seller: str
    seller_from_deal: bool
    people: tuple[Contact, ...]  # who have not left
    goals: tuple[Goal, ...]
    values: Mapping[int, tuple[GoalValue, ...]]  # by goal, oldest first
    goal_words: Mapping[int, tuple[GoalConfirmation, ...]]  # by goal: who confirmed it, in time
    confirmations: tuple[Confirmed, ...]  # the last one first
    scopes: tuple[ProjectScope, ...]
    contracts: tuple[Contract, ...]  # the last term first
    deal: Deal | None  # the sale that all this is about
    kickoff: Meeting | None  # the last one held, else the next one planned
    meter: Meter

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written on the card itself yet."""
        return self.handover is None and not any(self.points.values())


def load_handover(store: Store, customer_id: int) -> HandoverCard:
    """Return the card of a customer. Raises `UserError` for an unknown one."""
    today = store.today()
    with store.read() as reader:
        return read_handover(reader, customer_id, today)


def read_handover(reader: Reader, customer_id: int, today: date) -> HandoverCard:
    """Return the card of a customer from an open read."""
    customer = reader.get(Customer, customer_id)
    mine: dict[str, Any] = {"customer_id": customer_id}
    handover = reader.first(Handover, **mine)
    points = reader.find(HandoverPoint, order_by=_ORDER, **mine)
    goals = tuple(reader.find(Goal, order_by=_ORDER, **mine))
    deal = _deal(reader, customer_id)
    seller = _seller(reader, handover)
    scopes = _scopes(reader, customer_id)
    contracts = tuple(reader.find(Contract, order_by=("-start", "-id"), **mine))
    confirmations = reader.find(SuccessConfirmation, order_by=("-day", "-id"), **mine)
    people = tuple(reader.find(Contact, order_by=("id",), left_on=None, **mine))
    meetings = {one.id: one for one in reader.find(Meeting, **mine)}
    lines = [line for scope in scopes for line in scope.lines]
    facts = CardFacts(
        customer=customer,
        handover=handover,
        points=points,
        seller=seller or (deal.seller if deal is not None else ""),
        people=people,
        goals=goals,
        confirmations=confirmations,
        deliverables=[line.deliverable for line in lines if line.deliverable is not None],
        criteria=[one for line in lines for one in line.criteria],
        contract=contracts[0] if contracts else None,
    )
    return HandoverCard(
        today=today,
        customer=customer,
        handover=handover,
        points={kind: tuple(p for p in points if p.kind is kind) for kind in PointKind},
        seller=facts.seller,
        seller_from_deal=not seller and bool(facts.seller),
        people=people,
        goals=goals,
        values=_values(reader, goals),
        goal_words=_goal_words(reader, goals),
        confirmations=tuple(
            Confirmed(confirmation=one, meeting=meetings.get(one.meeting_id or 0))
            for one in confirmations
        ),
        scopes=scopes,
        contracts=contracts,
        deal=deal,
        kickoff=_kickoff(list(meetings.values())),
        meter=measure(facts),
    )


def _seller(reader: Reader, handover: Handover | None) -> str:
    if handover is None:
        return ""
    if handover.sales_user_id is not None:
        return reader.get(User, handover.sales_user_id).name
    return handover.sales_lead


def _deal(reader: Reader, customer_id: int) -> Deal | None:
    """Return the first new deal, else the first one of any kind."""
    deals = reader.find(Deal, customer_id=customer_id, order_by=("closed_on", "id"))
    new = [deal for deal in deals if deal.kind is DealKind.NEW]
    return next(iter(new or deals), None)


def _values(reader: Reader, goals: tuple[Goal, ...]) -> dict[int, tuple[GoalValue, ...]]:
    found: dict[int, list[GoalValue]] = {}
    ids = [goal.id for goal in goals]
    for value in reader.find(GoalValue, goal_id=ids, order_by=("day", "id")) if ids else ():
        found.setdefault(value.goal_id, []).append(value)
    return {goal_id: tuple(values) for goal_id, values in found.items()}


def _goal_words(reader: Reader, goals: tuple[Goal, ...]) -> dict[int, tuple[GoalConfirmation, ...]]:
    found: dict[int, list[GoalConfirmation]] = {}
    ids = [goal.id for goal in goals]
    for one in reader.find(GoalConfirmation, goal_id=ids, order_by=("day", "id")) if ids else ():
        found.setdefault(one.goal_id, []).append(one)
    return {goal_id: tuple(words) for goal_id, words in found.items()}


def _scopes(reader: Reader, customer_id: int) -> tuple[ProjectScope, ...]:
    """Return the scope of each project that was not cancelled."""
    scopes = []
    for project in reader.find(Project, customer_id=customer_id, order_by=("id",)):
        if project.status is ProjectStatus.CANCELLED:
            continue
        criteria = reader.find(Criterion, project_id=project.id, order_by=_ORDER)
        lines = [
            ScopeLine(
                deliverable=one,
                criteria=tuple(c for c in criteria if c.deliverable_id == one.id),
            )
            for one in reader.find(Deliverable, project_id=project.id, order_by=_ORDER)
        ]
        whole = tuple(c for c in criteria if c.deliverable_id is None)
        if whole:
            lines.append(ScopeLine(deliverable=None, criteria=whole))
        scopes.append(ProjectScope(project=project, lines=tuple(lines)))
    return tuple(scopes)


def _kickoff(meetings: list[Meeting]) -> Meeting | None:
    kickoffs = sorted(
        (one for one in meetings if one.kind is MeetingKind.KICKOFF), key=lambda one: one.day
    )
    held = [one for one in kickoffs if one.status in HELD]
    planned = [one for one in kickoffs if one.status is MeetingStatus.PLANNED]
    return held[-1] if held else next(iter(planned), None)
