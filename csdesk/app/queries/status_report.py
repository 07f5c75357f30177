"""The view of a status report: what one customer may see of one project on one day."""

from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.app.queries.documents import last_day_seen, named_once
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.records_shown import decision_views, goal_views, risk_views
from csdesk.app.queries.status_colour import StatusColour
from csdesk.app.queries.status_done import done_rows, last_report, newly_done
from csdesk.app.queries.status_facts import StatusFacts
from csdesk.app.queries.status_milestones import StatusMilestones
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    DocumentKind,
    Language,
    ProjectStatus,
    RowKind,
    Side,
    Status,
)
from csdesk.domain.records import DocumentLog, Goal, PlanRow
from csdesk.domain.state import RowState
from csdesk.domain.views.common import MeetingView, Person
from csdesk.domain.views.status import (
    AskView,
    BlockedView,
    ItemView,
    LateView,
    StatusView,
)
from csdesk.i18n import Translator
from csdesk.reports.words.status import key_figure

AHEAD = timedelta(14)


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusSource:
    """A view with what we must know about its making."""

    view: StatusView
    customer_id: int
    mixed: bool  # titles in another language than the document's
    done_rows: tuple[int, ...] = ()  # all that is done, for the next report to compare with


def status_source(
    reader: Reader, project_id: int, today: date, language: Language | None = None
) -> StatusSource:
    """Return the view of the next status report of a project; stores nothing."""
    loaded = load_project(reader, project_id, today)
    chosen = language or loaded.customer.language
    facts = StatusFacts(reader, loaded, today, chosen)
    maker = _Maker(facts)
    view = maker.view()
    foreign = chosen is not loaded.customer.language and facts.titles.kept > 0
    return StatusSource(
        view=view,
        customer_id=loaded.customer.id,
        mixed=foreign,
        done_rows=tuple(sorted(row.id for row in maker.done)),
    )


class _Maker:
    def __init__(self, facts: StatusFacts) -> None:
        self.facts, self.state, self.today = facts, facts.state, facts.today
        self.loaded, self.rows, self.items = facts.loaded, facts.rows, facts.items
        self.colour = StatusColour(facts)
        logs = facts.reader.find(
            DocumentLog, project_id=self.loaded.project.id, kind=DocumentKind.STATUS
        )
        self.number = max((log.number for log in logs), default=0) + 1
        self.last = last_report(logs, self.today)
        self.done = done_rows(facts)

    def view(self) -> StatusView:
        project, document = self.loaded.project, self.facts.document
        reader, today = self.facts.reader, self.today
        finished = project.status in (ProjectStatus.FINISHED, ProjectStatus.CANCELLED)
        language, milestones = self.facts.language, StatusMilestones(self.facts)
        goals = goal_views(reader, reader.find(Goal, customer_id=project.customer_id), today)
        return StatusView(
            language=language,
            today=today,
            number=self.number,
            us=document.us(),
            customer=document.them(),
            sender=document.sender(),
            project=project.name,
            previous_on=self.last.as_of if self.last else None,
            finished_on=last_day_seen(self.loaded) if finished else None,
            hold_reason=project.hold_reason if project.status is ProjectStatus.ON_HOLD else "",
            resume_on=project.resume_on,
            rag=self.colour.rag(),
            window=self.colour.window(),
            figure=key_figure(goals, Translator(language.value), today),
            done=self._done(),
            upcoming=self._upcoming(),
            asks=self._asks(),
            late=self._late(),
            blocked=self._blocked(),
            milestones=milestones.milestones(),
            slip=milestones.slip(),
            risks=risk_views(reader, project),
            decisions=decision_views(reader, project, today),
            next_meeting=self._meeting(),
            done_items=sum(row.status is Status.DONE for row, _ in self.items),
            all_items=len(self.items),
            known_names=named_once(document.owner_of(row) for row, _ in self.items),
        )

    def _done(self) -> tuple[ItemView, ...]:
        rows = newly_done(self.done, self.last)
        return tuple(self.facts.item(row, row.actual_finish) for row in rows)

    def _upcoming(self) -> tuple[ItemView, ...]:
        """What we and third parties do next, and the milestones that fall into that time."""
        found: list[tuple[date, int, PlanRow]] = []
        for row, its in self.rows:
            day = self.colour.ahead(row, its)
            if day is None or not row.status.is_open or day > self.today + AHEAD:
                continue
            ours = row.kind is RowKind.ITEM and row.side is not Side.CUSTOMER
            if ours or row.kind is RowKind.MILESTONE:
                found.append((max(day, self.today), row.kind is RowKind.MILESTONE, row))
        found.sort(key=lambda entry: (entry[0], entry[1], entry[2].id))
        return tuple(self.facts.item(row, day) for day, _, row in found)

    def _asks(self) -> tuple[AskView, ...]:
        """Group by person what the customer does next or owes, the most urgent person first."""
        groups: dict[str, list[tuple[date, ItemView]]] = {}
        people: dict[str, Person] = {}
        for row, its in self.items:
            if row.side is not Side.CUSTOMER or not row.status.is_open:
                continue
            day = self.colour.due(row, its)
            if day is None or (day > self.today + AHEAD and not its.late):
                continue
            person = self._person(row)
            people.setdefault(person.name, person)
            since = row.target if its.late else None
            shown = max(day, self.today)
            entry = (shown, self.facts.item(row, shown, since))
            groups.setdefault(person.name, []).append(entry)
        for entries in groups.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].code))
        order = sorted(groups, key=lambda name: (groups[name][0][0], name))
        return tuple(
            AskView(person=people[name], items=tuple(item for _, item in groups[name]))
            for name in order
        )

    def _person(self, row: PlanRow) -> Person:
        contact = self.facts.document.contacts.get(row.owner_contact_id or 0)
        name = self.facts.document.owner_of(row)
        if contact is None:
            return Person(name=name)
        return Person(name=name, title=contact.title, role=contact.role)

    def _late(self) -> tuple[LateView, ...]:
        found = [(its.late, row, its) for row, its in self.items if its.late > 0]
        found.sort(key=lambda entry: (-entry[0], entry[1].id))
        return tuple(
            LateView(
                about=self.facts.naming(row),
                side=row.side,
                days=days,
                new_date=self._new_date(row, its),
            )
            for days, row, its in found
        )

    def _new_date(self, row: PlanRow, its: RowState) -> date | None:
        day = self.colour.ahead(row, its)
        return day if row.side is Side.US and day is not None and day > self.today else None

    def _blocked(self) -> tuple[BlockedView, ...]:
        found = [
            (its.blocked_days, row, its)
            for row, its in self.items
            if its.blocked_since is not None and row.status.is_open
        ]
        found.sort(key=lambda entry: (-entry[0], entry[1].id))
        return tuple(
            BlockedView(
                about=self.facts.naming(row),
                waits_for=tuple(
                    about
                    for other in its.blocked_by
                    if (about := self.facts.mention(other)) is not None
                ),
            )
            for _, row, its in found
        )

    def _meeting(self) -> MeetingView | None:
        ahead = self.facts.document.planned(self.today, project_id=self.loaded.project.id)
        return self.facts.document.meeting(ahead[0]) if ahead else None
