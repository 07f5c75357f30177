"""The view of a kickoff deck: what one customer may see of a project that begins."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from csdesk.app.queries.documents import spans_seen
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.app.queries.records_shown import goal_views, risk_views
from csdesk.app.queries.status_colour import StatusColour
from csdesk.app.queries.status_facts import StatusFacts
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    Language,
    MeetingKind,
    MilestoneKind,
    NoteKind,
    PointKind,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.records import (
    Attendance,
    Contact,
    Export,
    Goal,
    Meeting,
    Note,
    PlanRow,
    SuccessConfirmation,
    User,
)
from csdesk.domain.records_kickoff import HandoverPoint
from csdesk.domain.state import RowState
from csdesk.domain.views.common import MeetingView, Person
from csdesk.domain.views.kickoff import (
    KickoffView,
    MemberView,
    PainView,
    PlanLine,
    QuestionView,
    RhythmView,
)
from csdesk.domain.views.qbr import NextStepView

WEEKS = timedelta(28)
NEXT = timedelta(14)
SOON = timedelta(30)


@dataclass(frozen=True, kw_only=True, slots=True)
class KickoffSource:
    """A view with what we must know about its making."""

    view: KickoffView
    customer_id: int
    mixed: bool  # titles in another language than the document's


def kickoff_source(
    reader: Reader, project_id: int, today: date, language: Language | None = None
) -> KickoffSource:
    """Return the view of the kickoff deck of a project; stores nothing."""
    loaded = load_project(reader, project_id, today)
    chosen = language or loaded.customer.language
    maker = _Maker(reader, loaded, today, chosen)
    view = maker.view()
    foreign = chosen is not loaded.customer.language and maker.facts.titles.kept > 0
    return KickoffSource(view=view, customer_id=loaded.customer.id, mixed=foreign)


class _Maker:
    def __init__(
        self, reader: Reader, loaded: LoadedProject, today: date, language: Language
    ) -> None:
        self.reader, self.loaded, self.today, self.language = reader, loaded, today, language
        self.facts = StatusFacts(reader, loaded, today, language)
        self.colour = StatusColour(self.facts)
        self.document = self.facts.document
        self.kickoff = self._kickoff()
        self.begin = max(self.kickoff.day if self.kickoff else today, today)

    def view(self) -> KickoffView:
        reader, customer = self.reader, self.loaded.customer
        confirmation = max(
            reader.find(SuccessConfirmation, customer_id=customer.id),
            key=lambda one: (one.day, one.id),
            default=None,
        )
        exports = reader.find(Export, project_id=self.loaded.project.id)
        last = max(exports, key=lambda one: one.number, default=None)
        steps = self._steps()
        until = self.begin + WEEKS
        early = [step for step in steps if step.by is not None and step.by <= until]
        return KickoffView(
            language=self.language,
            today=self.today,
            us=self.document.us(),
            customer=self.document.them(),
            sender=self.document.sender(),
            project=self.loaded.project.name,
            meeting=self.document.meeting(self.kickoff) if self.kickoff else None,
            goals=tuple(goal_views(reader, reader.find(Goal, customer_id=customer.id), self.today)),
            success=customer.success_text or (confirmation.text if confirmation else ""),
            success_by=confirmation.confirmed_by if confirmation else "",
            success_on=confirmation.day if confirmation else None,
            pains=self._pains(),
            lines=self._lines(),
            window=self.colour.window(),
            ours=self._ours(),
            theirs=self._theirs(),
            until=until,
            needs=_by_person([step for step in early if step.side is Side.CUSTOMER]),
            gives=tuple(step for step in early if step.side is not Side.CUSTOMER),
            rhythm=self._rhythm(),
            tracker_number=last.number if last else 0,
            tracker_on=last.as_of if last else None,
            support_mail=self.document.workspace.support_mail,
            support_phone=self.document.workspace.support_phone,
            risks=risk_views(reader, self.loaded.project),
            questions=self._questions(),
            next_steps=tuple(
                step for step in early if step.by is not None and step.by <= self.begin + NEXT
            ),
            next_meeting=self._next_meeting(),
        )

    def _pains(self) -> tuple[PainView, ...]:
        """Return the pains of the handover card that may stand in a document of theirs."""
        found = self.reader.find(
            HandoverPoint,
            customer_id=self.loaded.customer.id,
            kind=PointKind.PAIN,
            visibility=Visibility.CUSTOMER,
        )
        return tuple(
            PainView(text=one.text, answer=one.answer, said_by=one.said_by)
            for one in sorted(found, key=lambda one: (one.position, one.id))
        )

    # --- meetings ----------------------------------------------------------------------------

    def _kickoff(self) -> Meeting | None:
        """Return the kickoff that the deck is for: planned soon, else none."""
        planned = self._planned(MeetingKind.KICKOFF)
        return planned[0] if planned and planned[0].day <= self.today + SOON else None

    def _planned(self, kind: MeetingKind | None = None) -> list[Meeting]:
        return self.document.planned(self.today, project_id=self.loaded.project.id, kind=kind)

    def _next_meeting(self) -> MeetingView | None:
        known = self.kickoff.id if self.kickoff else 0
        later = [one for one in self._planned() if one.id != known and one.day >= self.begin]
        return self.document.meeting(later[0]) if later else None

    def _rhythm(self) -> tuple[RhythmView, ...]:
        groups: dict[MeetingKind, list[Meeting]] = {}
        for one in self._planned():
            if one.kind is MeetingKind.ESCALATION:
                continue  # an exception, not the way in which we work together
            if self.kickoff is None or one.id != self.kickoff.id:
                groups.setdefault(one.kind, []).append(one)
        found = []
        for kind, meetings in groups.items():
            gaps = {(after.day - before.day).days for before, after in pairwise(meetings)}
            times = {one.at for one in meetings}
            found.append(
                RhythmView(
                    kind=kind,
                    next=self.document.meeting(meetings[0]),
                    every=self.document.days_apart(meetings[0])
                    or (gaps.pop() if len(gaps) == 1 else 0),
                    at=meetings[0].at if len(times) == 1 else None,
                )
            )
        return tuple(sorted(found, key=lambda one: (one.next.day, one.kind)))

    # --- plan --------------------------------------------------------------------------------

    def _lines(self) -> tuple[PlanLine, ...]:
        found: list[tuple[date, int, PlanLine]] = []
        spans = spans_seen(self.facts.rows)
        for row, its in self.facts.rows:
            milestone = row.kind is RowKind.MILESTONE
            phase = row.kind is RowKind.PHASE and its.depth == 0
            if not (milestone or phase) or row.status is Status.CANCELLED:
                continue
            start, end = spans.get(row.id, (None, None)) if phase else (None, its.finish)
            if end is None:
                continue
            line = PlanLine(
                name=self.facts.titles.of(row),
                kind=(row.milestone_kind or MilestoneKind.OTHER) if milestone else None,
                start=start,
                end=end,
                done=row.status is Status.DONE,
            )
            found.append((line.start or line.end, int(milestone), line))
        found.sort(key=lambda entry: entry[:2])
        return tuple(line for _, _, line in found)

    def _open(self) -> list[tuple[date, PlanRow, RowState]]:
        found = []
        for row, its in self.facts.items:
            theirs = row.side is Side.CUSTOMER
            day = self.colour.due(row, its) if theirs else self.colour.ahead(row, its)
            if row.status.is_open and day is not None:
                found.append((max(day, self.today), row, its))
        return sorted(found, key=lambda entry: (entry[0], entry[1].id))

    def _steps(self) -> list[NextStepView]:
        shown = {row.id: row for row, _ in self.facts.rows}
        steps = []
        for day, row, its in self._open():
            goal = shown.get(its.leads_to_id or 0)
            steps.append(
                NextStepView(
                    title=self.facts.titles.of(row),
                    side=row.side,
                    owner=self.document.owner_of(row),
                    by=day,
                    done_when=self.facts.titles.of(goal) if goal else "",
                )
            )
        return steps

    # --- people ------------------------------------------------------------------------------

    def _theirs(self) -> tuple[MemberView, ...]:
        """Return the people of the customer and of third parties, those with most to do first."""
        found = []
        for contact in self.document.contacts.values():
            if contact.left_on is not None and contact.left_on <= self.today:
                continue
            rows = [
                (day, row) for day, row, _ in self._open() if row.owner_contact_id == contact.id
            ]
            found.append(self._member(contact, rows))
        found.sort(key=lambda one: (one.side is Side.THIRD, one.person.role is None, -one.items))
        return tuple(found)

    def _member(self, contact: Contact, rows: list[tuple[date, PlanRow]]) -> MemberView:
        person = Person(
            name=self.document.in_script(contact.name, contact.name_alt),
            title=contact.title,
            role=contact.role,
        )
        return MemberView(
            person=person,
            side=contact.side,
            company=contact.company if contact.side is Side.THIRD else "",
            brings=contact.speaks_for or (self.facts.titles.of(rows[0][1]) if rows else ""),
            items=len(rows),
            first=rows[0][0] if rows else None,
        )

    def _ours(self) -> tuple[MemberView, ...]:
        """Return our people of the project: the customer's owner first, then by what they do."""
        invited: set[int] = set()
        if self.kickoff is not None:
            invited = {
                one.user_id
                for one in self.reader.find(Attendance, meeting_id=self.kickoff.id)
                if one.user_id is not None
            }
        found: list[tuple[bool, int, MemberView]] = []
        for user in self.document.users.values():
            rows = [(day, row) for day, row, _ in self._open() if row.owner_user_id == user.id]
            lead = user.id == self.loaded.customer.owner_id
            if not user.active or not (rows or lead or user.id in invited):
                continue
            found.append((not lead, -len(rows), self._own(user, rows)))
        found.sort(key=lambda entry: (entry[0], entry[1], entry[2].person.name))
        return tuple(member for _, _, member in found)

    def _own(self, user: User, rows: list[tuple[date, PlanRow]]) -> MemberView:
        name = self.document.in_script(user.name, user.name_alt)
        return MemberView(
            person=Person(name=name, user_role=user.role),
            side=Side.US,
            brings=self.facts.titles.of(rows[0][1]) if rows else "",
            items=len(rows),
            first=rows[0][0] if rows else None,
        )

    def _questions(self) -> tuple[QuestionView, ...]:
        """Return what they doubted, as far as it may stand in a document of theirs."""
        found = [
            note
            for note in self.reader.find(Note, customer_id=self.loaded.customer.id)
            if note.kind is NoteKind.OBJECTION
            and note.visibility is Visibility.CUSTOMER
            and note.project_id in (None, self.loaded.project.id)
        ]
        found.sort(key=lambda note: (note.day, note.id))
        return tuple(self._question(note) for note in found)

    def _question(self, note: Note) -> QuestionView:
        """Return a question: a note's first line is what was asked, the others our answer."""
        asked, _, answer = note.text.strip().partition("\n")
        one = self.document.contacts.get(note.contact_id or 0)
        by = self.document.in_script(one.name, one.name_alt) if one is not None else ""
        return QuestionView(text=asked.strip(), answer=answer.strip(), by=by, day=note.day)


def _by_person(steps: list[NextStepView]) -> tuple[NextStepView, ...]:
    """Return steps with those of a person together, the most urgent person first."""
    first: dict[str, date] = {}
    for step in steps:
        if step.by is not None:
            first.setdefault(step.owner, step.by)
    late = date.max
    return tuple(sorted(steps, key=lambda one: (first.get(one.owner, late), one.owner)))
