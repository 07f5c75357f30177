"""What the items screen shows: the action items of one customer, or of all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from csdesk.app.queries.item_table import ItemLine, Turn, turn_of
from csdesk.app.queries.owners import OwnerChoice, owner_choices
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import ProjectStatus, RowKind
from csdesk.domain.records import Contact, PlanRow, Project, User


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnFacts:
    """What the heading of a turn says besides its number."""

    longest_owner: str = ""  # who has let an item wait longest
    longest_days: int = 0  # calendar days since we asked, or since it should have begun
    hours: Decimal | None = None  # planned this week
    weekly_hours: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemsData:
    """Items in plan order with what is computed about them, and who can own them."""

    today: date
    lines: tuple[ItemLine, ...]
    owners: Mapping[int, tuple[OwnerChoice, ...]]  # by customer
    turns: Mapping[Turn, TurnFacts]
    projects: Mapping[int, Project]
    customer_id: int | None = None
    weekly_hours: Decimal | None = None  # of our active people together


def count_rows(store: Store) -> int:
    """Return how many plan rows the workspace has: many are read in a task."""
    with store.read() as reader:
        return reader.count(PlanRow)


def load_items(
    store: Store,
    *,
    customer_id: int | None = None,
    project_id: int | None = None,
    customer_ids: Collection[int] | None = None,
) -> ItemsData:
    """Return the items of one project, of one customer, or of open projects of all or some."""
    today = store.today()
    with store.read() as reader:
        wanted = [project_id] if project_id else _project_ids(reader, customer_id, customer_ids)
        loaded = load_projects(reader, wanted, today)
        users = reader.find(User, order_by=("name", "id"))
        customers = {project.customer.id for project in loaded}
        contacts = (
            reader.find(Contact, customer_id=customers, order_by=("name", "id"))
            if customers
            else []
        )
    lines = tuple(line for project in loaded for line in _lines(project, today))
    people: dict[int, list[Contact]] = {number: [] for number in customers}
    for contact in contacts:
        people[contact.customer_id].append(contact)
    owners = {number: owner_choices(users, theirs) for number, theirs in people.items()}
    hours = [user.weekly_hours for user in users if user.active and user.weekly_hours]
    weekly = sum(hours, Decimal(0)) if hours else None
    return ItemsData(
        today=today,
        lines=lines,
        owners=owners,
        turns=_turn_facts(lines, weekly, today),
        projects={project.project.id: project.project for project in loaded},
        customer_id=customer_id,
        weekly_hours=weekly,
    )


def with_fresh(data: ItemsData, fresh: ItemsData, customer_ids: Collection[int]) -> ItemsData:
    """Return `data` with everything of some customers taken from `fresh`."""
    kept = [line for line in data.lines if line.row.customer_id not in customer_ids]
    lines = tuple(sorted([*kept, *fresh.lines], key=lambda line: line.row.project_id))
    others = {
        number: project
        for number, project in data.projects.items()
        if project.customer_id not in customer_ids
    }
    return replace(
        data,
        lines=lines,
        owners={**data.owners, **fresh.owners},
        turns=_turn_facts(lines, data.weekly_hours, data.today),
        projects={**others, **fresh.projects},
    )


def _project_ids(
    reader: Reader, customer_id: int | None, customer_ids: Collection[int] | None
) -> list[int]:
    if customer_id is not None:
        return [project.id for project in reader.find(Project, customer_id=customer_id)]
    running = (ProjectStatus.OPEN, ProjectStatus.ON_HOLD)
    found = reader.find(Project, status=running, order_by=("id",))
    return [one.id for one in found if customer_ids is None or one.customer_id in customer_ids]


def _lines(loaded: LoadedProject, today: date) -> list[ItemLine]:
    rows, state = loaded.rows, loaded.state
    waiting = _who_waits(loaded)
    lines = []
    for row_id in state.order:
        row, computed = rows[row_id], state.rows[row_id]
        if row.kind is not RowKind.ITEM:
            continue
        blockers = [rows[other].title for other in computed.blocked_by if other in rows]
        milestone = rows.get(computed.leads_to_id) if computed.leads_to_id else None
        lines.append(
            ItemLine(
                row=row,
                customer_name=loaded.customer.name,
                project_name=loaded.project.name,
                owner=loaded.owner_names.get(row_id, ""),
                start=computed.start,
                finish=computed.finish,
                milestone=milestone.title if milestone else "",
                late=computed.late,
                blocked_days=computed.blocked_days,
                waits_for=blockers[0] if blockers else row.blocked_by_hand,
                holds_up=waiting.get(row_id, "") if computed.late else "",
                visible=computed.visible,
                critical=computed.critical,
                asked_days=_asked_days(row, computed.start, today),
            )
        )
    return lines


def _who_waits(loaded: LoadedProject) -> dict[int, str]:
    """Return for each item the first open row that is linked to it."""
    waiting: dict[int, str] = {}
    for link in loaded.plan.links:
        after = loaded.rows.get(link.successor_id)
        if after is not None and after.status.is_open:
            waiting.setdefault(link.predecessor_id, after.title)
    return waiting


def _asked_days(row: PlanRow, start: date | None, today: date) -> int | None:
    """Return calendar days since our last request or the planned start, whichever is later."""
    days = [day for day in (row.asked_on, start) if day is not None and day <= today]
    if not row.status.is_open or not days:
        return None
    return (today - max(days)).days


def _turn_facts(
    lines: tuple[ItemLine, ...], weekly: Decimal | None, today: date
) -> dict[Turn, TurnFacts]:
    week_end = today + timedelta(days=6 - today.weekday())
    week_start = today - timedelta(days=today.weekday())
    longest: dict[Turn, ItemLine] = {}
    hours: dict[Turn, Decimal] = {}
    for line in lines:
        planned = line.row.hours
        if not line.asked_days and planned is None:
            continue
        turn = turn_of(line)
        best = longest.get(turn)
        if line.asked_days and (best is None or line.asked_days > (best.asked_days or 0)):
            longest[turn] = line
        in_week = (line.start or today) <= week_end and (line.finish or today) >= week_start
        if planned is not None and in_week:
            hours[turn] = hours.get(turn, Decimal(0)) + planned
    return {
        turn: TurnFacts(
            longest_owner=longest[turn].owner if turn in longest else "",
            longest_days=(longest[turn].asked_days or 0) if turn in longest else 0,
            hours=hours.get(turn),
            weekly_hours=weekly,
        )
        for turn in Turn
    }
