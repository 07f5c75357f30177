"""What the dialogs of a plan offer: projects to copy to, who can have agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, ProjectStatus, Side
from csdesk.domain.link_text import row_marks
from csdesk.domain.records import Contact, Customer, Dependency, PlanRow, Project
from csdesk.domain.tree import tree_order

_FIRST = (ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.PROJECT_MANAGER)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectChoice:
    """A project that rows can be copied to."""

    project_id: int
    code: str
    name: str
    customer: str
    is_own: bool


def project_choices(store: Store, *, project_id: int) -> tuple[ProjectChoice, ...]:
    """Return the projects under way: that of the rows first, then by customer."""
    with store.read() as reader:
        projects = reader.find(Project, status=(ProjectStatus.OPEN, ProjectStatus.ON_HOLD))
        names = {one.id: one.name for one in reader.find(Customer)}
    choices = [
        ProjectChoice(
            project_id=one.id,
            code=one.code,
            name=one.name,
            customer=names[one.customer_id],
            is_own=one.id == project_id,
        )
        for one in projects
    ]
    return tuple(
        sorted(choices, key=lambda one: (not one.is_own, one.customer.casefold(), one.code))
    )


def first_work_day(store: Store, *, customer_id: int) -> date:
    """Return today, or the next day on which both sides work: what a new plan may start on."""
    with store.read() as reader:
        calendars = calendars_of(reader, reader.get(Customer, customer_id))
    return calendars.project.next_working(store.today())


def who_can_agree(store: Store, *, customer_id: int) -> tuple[str, ...]:
    """Return the names of the customer's people, those who decide first."""
    with store.read() as reader:
        contacts = reader.find(Contact, customer_id=customer_id, left_on=None)
    theirs = [one for one in contacts if one.side is Side.CUSTOMER]
    ranks = {role: place for place, role in enumerate(_FIRST)}
    theirs.sort(key=lambda one: (ranks.get(one.role, len(ranks)), one.name.casefold()))
    return tuple(dict.fromkeys(one.name for one in theirs))


def link_words(store: Store, *, project_id: int, links: Iterable[Dependency]) -> tuple[str, ...]:
    """Return links of a project in words: `A12 Data import → M1 Data ready`."""
    with store.read() as reader:
        rows = tree_order(reader.find(PlanRow, project_id=project_id))
    marks, titles = row_marks(rows), {row.id: row.title for row in rows}

    def named(row_id: int) -> str:
        return f"{marks.get(row_id, '')} {titles.get(row_id, '')}".strip()

    return tuple(f"{named(one.predecessor_id)} → {named(one.successor_id)}" for one in links)
