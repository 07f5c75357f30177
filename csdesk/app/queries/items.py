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
from csdesk.domain.codes import ProjectStatus, RowKind, Side, Status
from csdesk.domain.records import Contact, PlanRow, Project, User
from csdesk.domain.state import RowState
from csdesk.domain.status_rules import calendar_of


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnFacts:
    """What the heading of a turn says besides its number."""

    longest_owner: str = ""  # who has let an item wait longest
    longest_days: int = 0  # calendar days since we asked, or since it should have begun
    hours: Decimal | None = None  # planned this week
    hours_guessed: bool = False  # in part from days
    weekly_hours: Decimal | None = None  # what our people have; None for one customer's items


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemsData:
    """Items in plan order with what is computed about them, and who can own them."""

    today: date
    lines: tuple[ItemLine, ...]
    owners: Mapping[int, tuple[OwnerChoice, ...]]  # by customer
    turns: Mapping[Turn, TurnFacts]
    projects: Mapping[int, Project]
    customer_id: int | None = None
    weekly_hours: Decimal | None = None  # of our active people together, over all customers


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
    of_users = {user.id: user.weekly_hours for user in users if user.weekly_hours}
    lines = tuple(line for project in loaded for line in _lines(project, today, of_users))
    people: dict[int, list[Contact]] = {number: [] for number in customers}
    for contact in contacts:
        people[contact.customer_id].append(contact)
    owners = {number: owner_choices(users, theirs) for number, theirs in people.items()}
    hours = [user.weekly_hours for user in users if user.active and user.weekly_hours]
    whole = customer_id is None and project_id is None
    weekly = sum(hours, Decimal(0)) if hours and whole else None
    return ItemsData(
        today=today,
        lines=lines,
        owners=owners,
        turns=_turn_facts(lines, weekly),
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
        turns=_turn_facts(lines, data.weekly_hours),
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


def _lines(loaded: LoadedProject, today: date, weekly: Mapping[int, Decimal]) -> list[ItemLine]:
    rows, state = loaded.rows, loaded.state
    waiting = _who_waits(loaded)
    lines = []
    for row_id in state.order:
        row, computed = rows[row_id], state.rows[row_id]
        if row.kind is not RowKind.ITEM:
            continue
        hours = _week_hours(loaded, row, computed, weekly)
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
                week_hours=hours,
                hours_guessed=hours is not None and row.hours is None,
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


def _week_hours(
    loaded: LoadedProject, row: PlanRow, computed: RowState, weekly: Mapping[int, Decimal]
) -> Decimal | None:
    """Return the hours of an item of ours that fall into this week; None without any.

    Its hours are spread evenly over its working days. Without hours each of its days takes one of
    the owner's: a fifth of the week.
    """
    start, finish = computed.start, computed.finish
    if row.side is not Side.US or row.status in (Status.ON_HOLD, Status.CANCELLED):
        return None
    if start is None or finish is None:
        return None
    monday = loaded.state.today - timedelta(days=loaded.state.today.weekday())
    sunday = monday + timedelta(days=6)
    if start > sunday or finish < monday:
        return None
    calendar = calendar_of(row, loaded.calendars)
    days = calendar.span(max(start, monday), min(finish, sunday))
    if not days:
        return None
    if row.hours is not None:
        return row.hours * days / calendar.span(start, finish)
    a_week = weekly.get(row.owner_user_id or 0)
    return None if a_week is None else a_week * days / 5


def _turn_facts(lines: tuple[ItemLine, ...], weekly: Decimal | None) -> dict[Turn, TurnFacts]:
    longest: dict[Turn, ItemLine] = {}
    for line in lines:
        if line.asked_days:
            turn = turn_of(line)
            best = longest.get(turn)
            if best is None or line.asked_days > (best.asked_days or 0):
                longest[turn] = line
    facts = {
        turn: TurnFacts(longest_owner=line.owner, longest_days=line.asked_days or 0)
        for turn, line in longest.items()
    }
    working = [line for line in lines if line.week_hours is not None]
    hours = [line.week_hours for line in working if line.week_hours is not None]
    facts[Turn.US] = TurnFacts(
        hours=sum(hours, Decimal(0)) if hours else None,
        hours_guessed=any(line.hours_guessed for line in working),
        weekly_hours=weekly,
    )
    return facts
