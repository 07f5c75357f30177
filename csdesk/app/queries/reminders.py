"""Who is to be reminded of what: one mail to each person, from what the customer may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.documents import DocumentFacts, Titles
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, ProjectStatus, RowKind, Side
from csdesk.domain.records import PlanRow, Project
from csdesk.domain.views.common import Person
from csdesk.domain.views.reminder import ReminderItem, ReminderView
from csdesk.domain.views.status import Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderSource:
    """The view of one mail with what we must know about its making."""

    view: ReminderView
    customer_id: int
    customer: str  # as our people call it, for the file name
    row_ids: tuple[int, ...]
    mixed: bool  # titles in another language than the mail's
    left: bool  # the owner left the customer


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderPlan:
    """The mails, by customer and person, and what was asked for but belongs in none."""

    mails: tuple[ReminderSource, ...]
    ours: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    resting: tuple[str, ...] = ()  # on hold or ended


def plan_reminders(
    reader: Reader, row_ids: Iterable[int], today: date, language: Language | None = None
) -> ReminderPlan:
    """Return the mails for these items, in the order of the plans; stores nothing."""
    wanted = set(row_ids)
    rows = reader.find(PlanRow, id=wanted) if wanted else []
    projects = sorted({row.project_id for row in rows})
    mails: list[ReminderSource] = []
    left_out: dict[str, list[str]] = {"ours": [], "internal": [], "resting": []}
    chosen: dict[int, list[tuple[LoadedProject, PlanRow]]] = {}
    for loaded in load_projects(reader, projects, today):
        for row_id in loaded.state.order:
            row = loaded.rows[row_id]
            if row_id not in wanted or row.kind is not RowKind.ITEM:
                continue
            why = _left_out(row, visible=loaded.state.rows[row_id].visible)
            if why:
                left_out[why].append(_code(row) or row.title)
            else:
                chosen.setdefault(row.customer_id, []).append((loaded, row))
    for pairs in chosen.values():
        mails += _Mails(reader, pairs[0][0], today, language).of(pairs)
    return ReminderPlan(
        mails=tuple(mails), **{name: tuple(codes) for name, codes in left_out.items()}
    )


def due_items(
    reader: Reader,
    customer_id: int,
    today: date,
    *,
    owner: PlanRow | None = None,
    contact_ids: Collection[int] | None = None,
) -> list[int]:
    """Return the visible items that are late, or could go on and wait for their owner.

    Of the owner of one row, of some contacts, or of all people outside our company.
    """
    running = reader.find(Project, customer_id=customer_id, status=ProjectStatus.OPEN)
    found = []
    for loaded in load_projects(reader, [project.id for project in running], today):
        for row_id in loaded.state.order:
            row, its = loaded.rows[row_id], loaded.state.rows[row_id]
            if row.kind is not RowKind.ITEM or _left_out(row, visible=its.visible):
                continue
            if owner is not None and _owner_key(row) != _owner_key(owner):
                continue
            if contact_ids is not None and row.owner_contact_id not in contact_ids:
                continue
            blocked = bool(its.blocked_by or row.blocked_by_hand)
            begun = its.start is not None and its.start <= today
            if its.late or (begun and not blocked):
                found.append(row_id)
    return found


def due_with(store: Store, row_id: int, today: date) -> list[int]:
    """Return an item and all others of its owner that are due, as `due_items` has it."""
    with store.read() as reader:
        row = reader.get(PlanRow, row_id)
        due = due_items(reader, row.customer_id, today, owner=row)
    return due if row_id in due else [row_id, *due]


class _Mails:
    """Writes the views of one customer's mails."""

    def __init__(
        self, reader: Reader, loaded: LoadedProject, today: date, language: Language | None
    ) -> None:
        self.customer, self.today = loaded.customer, today
        self.language = language or loaded.customer.language
        self.facts = DocumentFacts(reader, loaded.customer, self.language)
        self.reader = reader

    def of(self, pairs: Iterable[tuple[LoadedProject, PlanRow]]) -> list[ReminderSource]:
        groups: dict[tuple[int, str], list[tuple[LoadedProject, PlanRow]]] = {}
        for loaded, row in pairs:
            groups.setdefault(_owner_key(row), []).append((loaded, row))
        return [self._mail(group) for group in groups.values()]

    def _mail(self, group: list[tuple[LoadedProject, PlanRow]]) -> ReminderSource:
        titles = Titles(self.reader, self.language)
        first = group[0][1]
        contact = self.facts.contacts.get(first.owner_contact_id or 0)
        left = contact is not None and contact.left_on is not None and contact.left_on <= self.today
        name = self.facts.owner_of(first)
        person = None
        if name:
            person = Person(
                name=name,
                title=contact.title if contact else "",
                role=contact.role if contact else None,
            )
        view = ReminderView(
            language=self.language,
            today=self.today,
            us=self.facts.us(),
            customer=self.facts.them(),
            sender=self.facts.sender(),
            person=person,
            mail="" if contact is None or left else contact.mail.strip(),
            items=tuple(self._item(loaded, row, titles) for loaded, row in group),
        )
        return ReminderSource(
            view=view,
            customer_id=self.customer.id,
            customer=self.customer.name,
            row_ids=tuple(row.id for _, row in group),
            mixed=self.language is not self.customer.language and titles.kept > 0,
            left=left,
        )

    def _item(self, loaded: LoadedProject, row: PlanRow, titles: Titles) -> ReminderItem:
        its = loaded.state.rows[row.id]
        return ReminderItem(
            code=_code(row),
            title=titles.of(row),
            project=loaded.project.name,
            agreed=its.agreed,
            target=row.target,
            late=its.late,
            instructions=row.instructions,
            holds_up=_who_waits(loaded, row, titles),
        )


def _who_waits(loaded: LoadedProject, row: PlanRow, titles: Titles) -> Mention | None:
    """Return the first open row that is linked to an item, one that may be named before others."""
    ours = None
    for link in loaded.plan.links:
        after = loaded.rows.get(link.successor_id)
        if link.predecessor_id != row.id or after is None or not after.status.is_open:
            continue
        if loaded.state.rows[after.id].visible:
            return Mention(code=_code(after), title=titles.of(after), side=after.side)
        ours = Mention(ours=True)
    return ours


def _left_out(row: PlanRow, *, visible: bool) -> str:
    """Return why an item is in no mail, "" if it is in one."""
    if row.side is Side.US:
        return "ours"
    if not visible:
        return "internal"
    return "" if row.status.is_open else "resting"


def _owner_key(row: PlanRow) -> tuple[int, str]:
    """Return what tells owners outside our company apart: the contact, else the name written."""
    if row.owner_contact_id is not None:
        return row.owner_contact_id, ""
    return 0, row.owner_name.strip().casefold()


def _code(row: PlanRow) -> str:
    return f"A{row.number}" if row.number is not None else ""
