"""What the wall shows at a meeting, filled from what its customer may see and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from csdesk.app.queries.agendas import load_agenda
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.app.queries.records_shown import shown_risk
from csdesk.app.queries.status_colour import StatusColour
from csdesk.app.queries.status_facts import StatusFacts, code_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.capture import Name, forms_of
from csdesk.domain.codes import (
    ContactRole,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    ProjectStatus,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.meeting_rules import usual_kind
from csdesk.domain.records import (
    Attendance,
    Contact,
    Customer,
    Decision,
    Goal,
    Meeting,
    Note,
    Project,
    Record,
    Risk,
    SuccessConfirmation,
)
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.domain.records_kickoff import GoalConfirmation
from csdesk.domain.views.common import Person
from csdesk.domain.views.meeting import (
    GoalLine,
    MeetingModeView,
    OwnerTasks,
    PresentLine,
    StoneLine,
    StretchLine,
    TaskLine,
    TopicLine,
)
from csdesk.domain.views.minutes import AgreedView, ObjectionView, SuccessView
from csdesk.domain.views.status import RiskView

_SIDES = (Side.CUSTOMER, Side.THIRD, Side.US)
_SPEAKS_FOR_SUCCESS = (
    ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER,
    ContactRole.PROJECT_MANAGER,
)  # fmt: skip
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingChoice:
    """A meeting of a customer that can be begun: those of today first."""

    meeting: Meeting
    today: bool


def load_meeting(store: Store, *, meeting_id: int) -> MeetingModeView:
    """Return what the wall shows of a meeting, in the language of its customer."""
    with store.read() as reader:
        return _Maker(reader, reader.get(Meeting, meeting_id), reader.day()).view()


def meeting_people(store: Store, *, meeting_id: int) -> tuple[Name, ...]:
    """Return who can own what is written down: the customer's people, then ours."""
    with store.read() as reader:
        customer = reader.get(Customer, reader.get(Meeting, meeting_id).customer_id)
        facts = DocumentFacts(reader, customer, customer.language)
        names = [
            Name(
                facts.in_script(one.name, one.name_alt), one.side,
                forms_of(one.name, one.name_alt), contact_id=one.id,
            )
            for one in facts.contacts.values()
            if one.left_on is None
        ]  # fmt: skip
        names += [
            Name(
                facts.in_script(one.name, one.name_alt), Side.US,
                forms_of(one.name, one.name_alt), user_id=one.id,
            )
            for one in facts.users.values()
            if one.active
        ]  # fmt: skip
        return tuple(names)


def customer_of(store: Store, *, meeting_id: int) -> int:
    """Return whose meeting it is."""
    with store.read() as reader:
        return reader.get(Meeting, meeting_id).customer_id


def meetings_to_begin(store: Store, *, customer_id: int) -> tuple[MeetingChoice, ...]:
    """Return the planned meetings of a customer, today's first, then by day; none of the past."""
    with store.read() as reader:
        today = reader.day()
        found = [
            one
            for one in reader.find(Meeting, customer_id=customer_id)
            if one.status in (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE) and one.day >= today
        ]
        found.sort(key=lambda one: (one.day, one.at or time.max, one.id))
        return tuple(MeetingChoice(meeting=one, today=one.day == today) for one in found)


def kinds_to_begin(store: Store, *, customer_id: int) -> tuple[MeetingKind, ...]:
    """Return what a meeting of now may be, the most likely first; another kickoff stands last."""
    with store.read() as reader:
        running = reader.find(
            Project, customer_id=customer_id, status=(ProjectStatus.OPEN, ProjectStatus.ON_HOLD)
        )
        known = reader.find(Meeting, customer_id=customer_id)
    usual = usual_kind(known, running[0].id if len(running) == 1 else None)
    rest = (MeetingKind.PROGRESS, MeetingKind.OTHER, MeetingKind.KICKOFF)
    return tuple(dict.fromkeys((usual, *rest)))


def who_confirms(store: Store, *, meeting_id: int) -> str:
    """Return who speaks for the customer there: by the part played, those present first."""
    with store.read() as reader:
        meeting = reader.get(Meeting, meeting_id)
        customer = reader.get(Customer, meeting.customer_id)
        facts = DocumentFacts(reader, customer, customer.language)
        came = {
            one.contact_id: one.attended is not False
            for one in reader.find(Attendance, meeting_id=meeting_id)
        }
        theirs = [
            one
            for one in facts.contacts.values()
            if one.side is Side.CUSTOMER and one.left_on is None and came.get(one.id) is not False
        ]
        theirs.sort(key=lambda one: (one.id not in came, _place(one), one.id))
        return facts.in_script(theirs[0].name, theirs[0].name_alt) if theirs else ""


def _place(one: Contact) -> int:
    roles = _SPEAKS_FOR_SUCCESS
    return roles.index(one.role) if one.role in roles else len(roles)


class _Maker:
    def __init__(self, reader: Reader, meeting: Meeting, today: date) -> None:
        self.reader, self.meeting, self.today = reader, meeting, today
        self.customer = reader.get(Customer, meeting.customer_id)
        self.language = self.customer.language
        self.loaded = self._project()
        self.plan = StatusFacts(reader, self.loaded, today, self.language) if self.loaded else None
        self.facts = (
            self.plan.document
            if self.plan is not None
            else DocumentFacts(reader, self.customer, self.language)
        )
        self.entries = reader.find(MeetingEntry, meeting_id=meeting.id, order_by=("position", "id"))

    def view(self) -> MeetingModeView:
        meeting, agenda = self.meeting, load_agenda(self.reader, self.meeting.id, self.language)
        confirmation = self._confirmation()
        text = self.customer.success_text.strip()
        owners = self._owners()
        return MeetingModeView(
            language=self.language,
            today=self.today,
            customer=self.facts.them().name,
            meeting=self.facts.meeting(meeting),
            kind=meeting.kind,
            begins=meeting.at,
            length=meeting.minutes,
            timezone=meeting.timezone or self.customer.timezone or self.facts.workspace.timezone,
            topics=tuple(
                TopicLine(
                    id=one.id, title=one.title, hint=one.hint, minutes=one.minutes, done=one.done
                )
                for one in agenda.topics
            ),
            success=SuccessView(
                text=text,
                confirmed_by=confirmation.confirmed_by if confirmation else "",
                confirmed_on=confirmation.day if confirmation else None,
            )
            if text
            else None,
            success_confirmed=confirmation is not None and confirmation.meeting_id == meeting.id,
            goals=self._goals(),
            window=StatusColour(self.plan).window() if self.plan is not None else None,
            stones=self._stones(),
            stretches=self._stretches(),
            owners=owners,
            people=self._people(),
            decisions=self._decisions(),
            risks=self._risks(),
            objections=self._objections(),
            agreed_by=self._agreed_by(),
            can_agree=self.loaded is not None
            and self.loaded.plan.baseline is None
            and self.meeting.day <= self.today,
            ahead=tuple(self.facts.meeting(one) for one in self._later()),
            soon=_fresh_only(owners),
        )

    def _project(self) -> LoadedProject | None:
        project_id = self.meeting.project_id
        if project_id is None:
            found = self.reader.find(
                Project, customer_id=self.customer.id, status=ProjectStatus.OPEN
            )
            project_id = found[0].id if len(found) == 1 else None
        return None if project_id is None else load_project(self.reader, project_id, self.today)

    def _agreed_by(self) -> str:
        """Return who agreed on the day of this meeting to the dates of its plan."""
        baseline = self.loaded.plan.baseline if self.loaded is not None else None
        here = baseline is not None and baseline.agreed_on == self.meeting.day
        return baseline.agreed_by if baseline is not None and here else ""

    def _later(self) -> list[Meeting]:
        mine = self.meeting
        planned = self.facts.planned(max(mine.day, self.today), project_id=mine.project_id)
        return [
            one
            for one in planned
            if one.id != mine.id and (one.day, one.at or time.max) > (mine.day, mine.at or time.min)
        ]

    def _confirmation(self) -> SuccessConfirmation | None:
        """Return who confirmed the present definition; an older text's confirmation is none."""
        text = self.customer.success_text.strip()
        found = self.reader.find(SuccessConfirmation, customer_id=self.customer.id)
        return max(
            (one for one in found if one.text.strip() == text),
            key=lambda one: (one.meeting_id == self.meeting.id, one.day, one.id),
            default=None,
        )

    def _goals(self) -> tuple[GoalLine, ...]:
        goals = self.reader.find(Goal, customer_id=self.customer.id)
        said = self.reader.find(GoalConfirmation, meeting_id=self.meeting.id, order_by=("id",))
        here = {one.goal_id: one.confirmed_by for one in said}
        return tuple(
            GoalLine(
                id=one.id,
                title=one.title,
                unit=one.unit,
                before=one.baseline,
                target=one.target,
                target_on=one.target_date,
                confirmed=one.id in here,
                confirmed_by=here.get(one.id, one.said_by),
            )
            for one in sorted(goals, key=lambda one: (one.position, one.id))
        )

    # --- plan ------------------------------------------------------------------------------------

    def _stones(self) -> tuple[StoneLine, ...]:
        if self.plan is None:
            return ()
        found = [
            StoneLine(
                name=self.plan.titles.of(row),
                kind=row.milestone_kind or MilestoneKind.OTHER,
                day=its.finish,
                done=row.status is Status.DONE,
            )
            for row, its in self.plan.rows
            if row.kind is RowKind.MILESTONE
            and its.finish is not None
            and row.status is not Status.CANCELLED
        ]
        return tuple(sorted(found, key=lambda one: one.day))

    def _stretches(self) -> tuple[StretchLine, ...]:
        if self.plan is None:
            return ()
        return tuple(
            StretchLine(
                name=self.plan.titles.of(row),
                start=its.start,
                end=its.finish,
                done=row.status is Status.DONE,
            )
            for row, its in self.plan.rows
            if row.kind is RowKind.PHASE
            and its.depth == 0
            and its.start is not None
            and its.finish is not None
            and row.status is not Status.CANCELLED
        )

    def _owners(self) -> tuple[OwnerTasks, ...]:
        """Return open items by owner: those who took something on here first, then theirs."""
        if self.plan is None:
            return ()
        entered = {one.row_id for one in self.entries if one.row_id is not None}
        grouped: dict[tuple[Side, str], list[TaskLine]] = {}
        for row, its in self.plan.items:
            if row.id not in entered and not row.status.is_open:
                continue
            owner = self.facts.owner_of(row)
            day = row.target or its.finish
            grouped.setdefault((row.side, owner), []).append(
                TaskLine(
                    code=code_of(row),
                    title=self.plan.titles.of(row),
                    day=day,
                    fresh=row.id in entered,
                )
            )
        found = [
            OwnerTasks(
                owner=owner,
                side=side,
                tasks=tuple(
                    sorted(tasks, key=lambda one: (not one.fresh, one.day or date.max, one.code))
                ),
            )
            for (side, owner), tasks in grouped.items()
        ]
        found.sort(
            key=lambda one: (
                not any(task.fresh for task in one.tasks),
                _SIDES.index(one.side),
                _first_day(one.tasks),
                one.owner,
            )
        )
        return tuple(found)

    # --- people and what was said ----------------------------------------------------------------

    def _people(self) -> tuple[PresentLine, ...]:
        found = []
        for one in self.reader.find(Attendance, meeting_id=self.meeting.id):
            contact = self.facts.contacts.get(one.contact_id or 0)
            user = self.facts.users.get(one.user_id or 0)
            if contact is not None:
                name = self.facts.in_script(contact.name, contact.name_alt)
                person = Person(name=name, title=contact.title, role=contact.role)
            elif user is not None:
                name = self.facts.in_script(user.name, user.name_alt)
                person = Person(name=name, user_role=user.role)
            else:
                continue
            found.append(
                PresentLine(
                    attendance_id=one.id,
                    person=person,
                    side=contact.side if contact is not None else Side.US,
                    needed=one.needed,
                    attended=one.attended,
                    commitment=one.commitment.strip(),
                )
            )
        return tuple(sorted(found, key=lambda one: (_SIDES.index(one.side), one.attendance_id)))

    def _entered(self, kind: type[R], column: str) -> list[R]:
        ids = [value for one in self.entries if (value := getattr(one, column)) is not None]
        found = {one.id: one for one in self.reader.find(kind, id=ids)} if ids else {}
        return [found[one] for one in ids if one in found]

    def _decisions(self) -> tuple[AgreedView, ...]:
        return tuple(
            AgreedView(what=one.what, who=one.who, why=one.why)
            for one in self._entered(Decision, "decision_id")
            if one.visibility is Visibility.CUSTOMER
        )

    def _risks(self) -> tuple[RiskView, ...]:
        return tuple(
            shown_risk(one)
            for one in self._entered(Risk, "risk_id")
            if one.visibility is Visibility.CUSTOMER
        )

    def _objections(self) -> tuple[ObjectionView, ...]:
        found = []
        for note in self._entered(Note, "note_id"):
            if note.visibility is not Visibility.CUSTOMER:
                continue
            said, _, answer = note.text.strip().partition("\n")
            person = self.facts.contacts.get(note.contact_id or 0)
            who = self.facts.in_script(person.name, person.name_alt) if person else ""
            found.append(ObjectionView(text=said.strip(), who=who, answer=answer.strip()))
        return tuple(found)


def _first_day(tasks: Iterable[TaskLine]) -> date:
    return min((one.day for one in tasks if one.day is not None), default=date.max)


def _fresh_only(owners: Iterable[OwnerTasks]) -> tuple[OwnerTasks, ...]:
    found = [
        OwnerTasks(
            owner=one.owner, side=one.side, tasks=tuple(task for task in one.tasks if task.fresh)
        )
        for one in owners
    ]
    return tuple(one for one in found if one.tasks)
