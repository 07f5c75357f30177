"""The escalation that a customer's meetings call for: which, and the view of its text (D7)."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.efforts import list_efforts
from csdesk.app.queries.letters import MANAGERS, SPONSORS, LetterFacts
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.reminders import due_items
from csdesk.app.queries.status_facts import StatusFacts, code_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingKind, MilestoneKind, ProjectStatus, RowKind, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.meeting_series import due_again
from csdesk.domain.obstacles import Obstacle, obstacle, obstacles
from csdesk.domain.records import Customer, Goal, Meeting, PlanRow, Project
from csdesk.domain.views.common import Person
from csdesk.domain.views.escalation import EscalationView, Needed

_MOST = 3  # items that are named


@dataclass(frozen=True, kw_only=True, slots=True)
class EscalationSource:
    """The view of an escalation, what it is about, and the address of its reader."""

    view: EscalationView
    obstacle: Obstacle
    customer_id: int
    mail: str


def open_obstacles(source: Store | Reader, customer_id: int) -> list[Obstacle]:
    """Return the kinds of meeting that fell through twice or more in a row, most often first."""
    if isinstance(source, Store):
        with source.read() as reader:
            return open_obstacles(reader, customer_id)
    return obstacles(source.find(Meeting, customer_id=customer_id))


def escalation(
    source: Store | Reader,
    customer_id: int,
    *,
    kind: MeetingKind,
    project_id: int | None = None,
    language: Language | None = None,
    today: date | None = None,
) -> EscalationSource:
    """Return what the sponsor should read about meetings of a kind that fall through.

    Of visible facts only, in the customer's language unless said. Raises `UserError` before the
    second miss in a row.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return escalation(
                reader, customer_id, kind=kind, project_id=project_id, language=language,
                today=today,
            )  # fmt: skip
    found = obstacle(source.find(Meeting, customer_id=customer_id), kind, project_id)
    if not found.escalate:
        raise UserError(
            "no_obstacle",
            N_(
                "These meetings fell through {n} times in a row: an escalation is proposed from "
                "the second time on."
            ),
            n=found.misses,
        )
    customer = source.get(Customer, customer_id)
    return _Writer(source, customer, found, today or source.day(), language).source()


class _Writer:
    def __init__(
        self,
        reader: Reader,
        customer: Customer,
        about: Obstacle,
        today: date,
        language: Language | None,
    ) -> None:
        self.reader, self.customer, self.about, self.today = reader, customer, about, today
        self.language = language or customer.language
        self.document = DocumentFacts(reader, customer, self.language)
        self.people = LetterFacts(self.document, today)
        self.project = self._project()
        loaded = None if self.project is None else load_project(reader, self.project.id, today)
        self.facts: StatusFacts | None = None
        if loaded is not None:
            self.facts = StatusFacts(reader, loaded, today, self.language)

    def source(self) -> EscalationSource:
        to = self.people.in_role(SPONSORS) or self.people.in_role(MANAGERS)
        milestone, on = self._milestone()
        goal = self._goal()
        view = EscalationView(
            language=self.language,
            today=self.today,
            us=self.document.us(),
            customer=self.document.them(),
            sender=self.document.sender(),
            to=to,
            meeting=self.about.kind,
            misses=self.about.misses,
            by=self._by(),
            project=self.project.name if self.project else "",
            needed=tuple(self._needed()),
            milestone=milestone,
            milestone_on=on,
            goal=goal.title if goal else "",
            said_by=self.people.speaker(goal.said_by).name if goal and goal.said_by else "",
            said_on=goal.said_on if goal else None,
            efforts=tuple(
                list_efforts(
                    self.reader,
                    self.customer.id,
                    project_id=self.about.project_id,
                    language=self.language,
                )
            ),
        )
        return EscalationSource(
            view=view,
            obstacle=self.about,
            customer_id=self.customer.id,
            mail=self._mail(to),
        )

    def _project(self) -> Project | None:
        if self.about.project_id is not None:
            return self.reader.get(Project, self.about.project_id)
        found = self.reader.find(Project, customer_id=self.customer.id, status=ProjectStatus.OPEN)
        return found[0] if len(found) == 1 else None

    def _by(self) -> date:
        again = self.about.again
        if again is not None and again.day >= self.today:
            return again.day
        calendars = calendars_of(self.reader, self.customer, self.project)
        return due_again(calendars, self.today, self.today)

    def _needed(self) -> list[Needed]:
        """Return what waits for them: the longest due first."""
        if self.facts is None:
            return []
        due = set(due_items(self.reader, self.customer.id, self.today))
        rows = [row for row, _ in self.facts.items if row.id in due and row.side is Side.CUSTOMER]
        rows.sort(key=lambda row: (row.target or date.max, row.number or 0))
        return [self._item(row, self.facts) for row in rows[:_MOST]]

    def _item(self, row: PlanRow, facts: StatusFacts) -> Needed:
        return Needed(
            code=code_of(row),
            title=facts.titles.of(row),
            owner=self.document.owner_of(row),
            day=row.target,
        )

    def _milestone(self) -> tuple[str, date | None]:
        """Return the next milestone that the customer may see, with its day in the forecast."""
        if self.facts is None:
            return "", None
        waiting = [
            (its.finish or date.max, row.id, row)
            for row, its in self.facts.rows
            if row.kind is RowKind.MILESTONE and row.status.is_open and not self._is_its_own(row)
        ]
        if not waiting:
            return "", None
        day, _, row = min(waiting, key=lambda one: one[:2])
        return self.facts.titles.of(row), None if day == date.max else day

    def _is_its_own(self, row: PlanRow) -> bool:
        """Whether a milestone is nothing but that the meeting was held."""
        about = self.about.kind
        return about is MeetingKind.KICKOFF and row.milestone_kind is MilestoneKind.KICKOFF

    def _goal(self) -> Goal | None:
        """Return the first goal, one of which it is known who wanted it before others."""
        goals = self.reader.find(Goal, customer_id=self.customer.id, order_by=("position", "id"))
        return min(goals, key=lambda one: not one.said_by, default=None)

    def _mail(self, to: Person | None) -> str:
        for contact in self.document.contacts.values():
            if to is not None and self.people.person(contact) == to:
                return contact.mail.strip()
        return ""
