"""The view of the minutes of a meeting: what was agreed there, as its customer may see it.

What belongs to a meeting are its entries. A meeting of which nothing was entered as it went on
(one held before there were entries) is told by what is dated: the decisions of its day, and the
action items promised between it and the next meeting. A kickoff agrees on the whole plan: it lists
the items of its first four weeks besides what was entered. The summary of a meeting is ours: no
document shows it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import median_low
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csdesk.app.calendars import CalendarBook
from csdesk.app.queries.documents import DocumentFacts, Titles
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.app.queries.records_shown import shown_risk
from csdesk.app.queries.status_facts import code_of
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    DocumentKind,
    Language,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    NoteKind,
    ProjectStatus,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import (
    Attendance,
    Customer,
    Decision,
    DocumentLog,
    Meeting,
    Note,
    PlanRow,
    Project,
    Record,
    Risk,
    Setting,
    SuccessConfirmation,
)
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.domain.state import RowState
from csdesk.domain.views.common import MeetingView, Person
from csdesk.domain.views.minutes import (
    ActionView,
    AgreedView,
    AheadView,
    AttendeeView,
    CadenceView,
    MinutesView,
    ObjectionView,
    SuccessView,
)
from csdesk.domain.views.status import RiskView

OBJECTION_DAYS = 3  # working days of the customer, unless the setting says otherwise
OBJECTION_SETTING = "minutes.objection_days"
OBJECTION_TIME = time(18)
FIRST_WEEKS = timedelta(28)
REVIEW_WEEKS = 4
_HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)
_SIDES = (Side.CUSTOMER, Side.THIRD, Side.US)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesSource:
    """A view with what we must know about its making."""

    view: MinutesView
    customer_id: int
    project_id: int | None
    mixed: bool  # titles in another language than the document's


def minutes_source(
    reader: Reader, meeting_id: int, today: date, language: Language | None = None
) -> MinutesSource:
    """Return the view of the minutes of a held meeting; stores nothing.

    Raises `UserError` for a meeting that was not held.
    """
    meeting = reader.get(Meeting, meeting_id)
    if meeting.status not in _HELD:
        raise UserError("meeting_not_held", N_("This meeting was not held yet: record that first."))
    customer = reader.get(Customer, meeting.customer_id)
    maker = _Maker(reader, meeting, customer, today, language or customer.language)
    view = maker.view()
    return MinutesSource(
        view=view,
        customer_id=customer.id,
        project_id=maker.project_id,
        mixed=maker.language is not customer.language and maker.titles.kept > 0,
    )


class _Maker:
    def __init__(
        self, reader: Reader, meeting: Meeting, customer: Customer, today: date, language: Language
    ) -> None:
        self.reader, self.meeting, self.customer = reader, meeting, customer
        self.today, self.language = today, language
        self.facts = DocumentFacts(reader, customer, language)
        self.titles = Titles(reader, language)
        self.kickoff = meeting.kind is MeetingKind.KICKOFF
        self.entries = reader.find(MeetingEntry, meeting_id=meeting.id, order_by=("position", "id"))
        self.project_id = meeting.project_id or self._only_project()
        self.later = self._later_meetings()
        self.entered = self._entered_rows()
        self.added = self._added_rows()
        self.projects = self._projects()
        self.main = next((one for one in self.projects if self._is_main(one)), None)

    def view(self) -> MinutesView:
        facts, main = self.facts, self.main
        milestones, actions = self._milestones(), self._actions()
        agreed = main.plan.baseline if main is not None else None
        return MinutesView(
            language=self.language,
            today=self.today,
            us=facts.us(),
            customer=facts.them(),
            sender=facts.sender(),
            project=main.project.name if main is not None else "",
            meeting=facts.meeting(self.meeting),
            value=self._first(milestones, MilestoneKind.VALUE),
            live=self._first(milestones, MilestoneKind.GO_LIVE),
            agreed=agreed is not None,
            agreed_here=agreed is not None
            and agreed.agreed_on == self.meeting.day
            and bool(agreed.agreed_by.strip()),
            agreed_by=agreed.agreed_by if agreed is not None else "",
            agreed_on=agreed.agreed_on if agreed is not None else None,
            success=self._success(),
            attendees=self._attendees(),
            decisions=self._decisions(),
            objections=self._objections(),
            risks=self._risks(),
            actions=actions,
            actions_until=None if self.kickoff or self.entered else self._until(),
            milestones=milestones,
            cadence=self._cadence() if self.kickoff else None,
            next_meeting=self._next_meeting(),
            object_until=self._object_until(),
        )

    # --- what the meeting is about ---------------------------------------------------------------

    def _is_main(self, loaded: LoadedProject) -> bool:
        return self.project_id in (None, loaded.project.id)

    def _only_project(self) -> int | None:
        """Return the project that a meeting is about which was planned before there was one."""
        found = [
            one.id
            for one in self.reader.find(Project, customer_id=self.customer.id)
            if one.status is not ProjectStatus.CANCELLED
        ]
        return found[0] if len(found) == 1 else None

    def _entered_rows(self) -> list[PlanRow]:
        ids = [one.row_id for one in self.entries if one.row_id is not None]
        rows = {row.id: row for row in self.reader.find(PlanRow, id=ids)} if ids else {}
        return [rows[one] for one in ids if one in rows]

    def _added_rows(self) -> list[PlanRow]:
        """Return the items that were added to the plan while the meeting went on.

        Those that were said at a meeting belong to that one.
        """
        meeting = self.meeting
        name = meeting.timezone or self.customer.timezone or self.facts.workspace.timezone
        zone = _zone(name)
        if meeting.at is None or zone is None:
            return []
        first = datetime.combine(meeting.day, meeting.at, zone).astimezone(UTC)
        last = first + timedelta(minutes=max(meeting.minutes, 0) + 1)
        ids = self.reader.added(PlanRow, command="rows.add", first=first, last=last)
        rows = self.reader.find(PlanRow, id=ids, customer_id=self.customer.id) if ids else []
        said = {one.row_id for one in self.reader.find(MeetingEntry, row_id=ids)} if ids else set()
        return [
            row
            for row in rows
            if row.id not in said
            and row.kind is RowKind.ITEM
            and self.project_id in (None, row.project_id)
        ]

    def _projects(self) -> list[LoadedProject]:
        ids = [] if self.project_id is None else [self.project_id]
        ids += [row.project_id for row in (*self.entered, *self.added)]
        return load_projects(self.reader, list(dict.fromkeys(ids)), self.today) if ids else []

    def _later_meetings(self) -> list[Meeting]:
        """Return the meetings of the project after this one, soonest first."""
        mine = self.meeting
        found = [
            one
            for one in self.reader.find(Meeting, customer_id=self.customer.id)
            if one.id != mine.id
            and one.status in (MeetingStatus.PLANNED, *_HELD)
            and (mine.project_id is None or one.project_id in (None, mine.project_id))
            and (one.day, one.at or time.min) > (mine.day, mine.at or time.min)
        ]
        return sorted(found, key=lambda one: (one.day, one.at is None, one.at, one.id))

    # --- people ----------------------------------------------------------------------------------

    def _attendees(self) -> tuple[AttendeeView, ...]:
        found = []
        for one in self.reader.find(Attendance, meeting_id=self.meeting.id):
            made = self._attendee(one)
            if made is not None:
                found.append(made)
        return tuple(sorted(found, key=lambda one: _SIDES.index(one.side)))

    def _attendee(self, one: Attendance) -> AttendeeView | None:
        contact = self.facts.contacts.get(one.contact_id or 0)
        user = self.facts.users.get(one.user_id or 0)
        if contact is not None:
            name = self.facts.in_script(contact.name, contact.name_alt)
            person = Person(name=name, title=contact.title, role=contact.role)
            side = contact.side
        elif user is not None:
            name = self.facts.in_script(user.name, user.name_alt)
            person, side = Person(name=name, user_role=user.role), Side.US
        else:
            return None
        return AttendeeView(
            person=person, side=side, attended=one.attended, commitment=one.commitment.strip()
        )

    def _success(self) -> SuccessView | None:
        """Return success as it was confirmed there; a kickoff shows it also unconfirmed."""
        day = self.meeting.day
        known = [
            one
            for one in self.reader.find(SuccessConfirmation, customer_id=self.customer.id)
            if one.meeting_id == self.meeting.id
            or (one.meeting_id is None and one.day == day)
            or (self.kickoff and one.day <= self.today)
        ]
        last = max(
            known,
            key=lambda one: (one.meeting_id == self.meeting.id, one.day == day, one.day, one.id),
            default=None,
        )
        if last is not None:
            return SuccessView(
                text=last.text, confirmed_by=last.confirmed_by, confirmed_on=last.day
            )
        text = self.customer.success_text.strip()
        return SuccessView(text=text) if self.kickoff and text else None

    # --- what was said ---------------------------------------------------------------------------

    def _of_entries(self, kind: type[R], column: str) -> list[R]:
        """Return the records of a kind that were entered, in the order in which they were said."""
        ids = [getattr(one, column) for one in self.entries if getattr(one, column) is not None]
        found = {one.id: one for one in self.reader.find(kind, id=ids)} if ids else {}
        return [found[one] for one in ids if one in found]

    def _not_elsewhere(self, found: list[R], column: str) -> list[R]:
        """Return what of the day was not said at another meeting of that day."""
        where: dict[str, Any] = {column: [one.id for one in found]}
        rows = self.reader.find(MeetingEntry, **where) if found else []
        taken = {getattr(one, column) for one in rows if one.meeting_id != self.meeting.id}
        return [one for one in found if one.id not in taken]

    def _decisions(self) -> tuple[AgreedView, ...]:
        found = self._of_entries(Decision, "decision_id") or self._not_elsewhere(
            [
                one
                for one in self.reader.find(Decision, customer_id=self.customer.id)
                if one.day == self.meeting.day
                and (
                    self.meeting.project_id is None
                    or one.project_id in (None, self.meeting.project_id)
                )
            ],
            "decision_id",
        )
        return tuple(
            AgreedView(what=one.what, who=one.who, why=one.why)
            for one in found
            if one.visibility is Visibility.CUSTOMER
        )

    def _objections(self) -> tuple[ObjectionView, ...]:
        found = self._of_entries(Note, "note_id") or self._not_elsewhere(
            [
                one
                for one in self.reader.find(Note, customer_id=self.customer.id)
                if one.kind is NoteKind.OBJECTION and one.day == self.meeting.day
            ],
            "note_id",
        )
        return tuple(self._objection(one) for one in found if one.visibility is Visibility.CUSTOMER)

    def _objection(self, note: Note) -> ObjectionView:
        """Return an objection: its first line is what was said, the others what was answered."""
        said, _, answer = note.text.strip().partition("\n")
        person = self.facts.contacts.get(note.contact_id or 0)
        who = self.facts.in_script(person.name, person.name_alt) if person is not None else ""
        return ObjectionView(text=said.strip(), who=who, answer=answer.strip())

    def _risks(self) -> tuple[RiskView, ...]:
        return tuple(
            shown_risk(one)
            for one in self._of_entries(Risk, "risk_id")
            if one.visibility is Visibility.CUSTOMER
        )

    # --- what is to be done ----------------------------------------------------------------------

    def _actions(self) -> tuple[ActionView, ...]:
        noted = (*self.entered, *self.added)
        rows = [(row, its) for row in noted if (its := self._visible(row)) is not None]
        known = {row.id for row, _ in rows}
        entered = {row.id for row in self.entered}
        if self.kickoff or not known & entered:
            rows += [pair for pair in self._promised() if pair[0].id not in known]
        made = [
            ActionView(
                code=code_of(row),
                title=self.titles.of(row),
                side=row.side,
                owner=self.facts.owner_of(row),
                day=_due(row, its),
                said=row.id in known,
            )
            for row, its in rows
        ]
        made.sort(key=lambda one: (one.day or date.max, int(one.code[1:] or 0)))
        first: dict[tuple[Side, str], int] = {}
        for place, one in enumerate(made):
            first.setdefault((one.side, one.owner), place)
        made.sort(key=lambda one: first[one.side, one.owner])
        return tuple(made)

    def _visible(self, row: PlanRow) -> RowState | None:
        if row.kind is not RowKind.ITEM or row.status is Status.CANCELLED:
            return None
        for loaded in self.projects:
            its = loaded.state.rows.get(row.id)
            if its is not None and its.visible:
                return its
        return None

    def _promised(self) -> list[tuple[PlanRow, RowState]]:
        """Return the items promised until the next meeting; of a kickoff, from its day on."""
        if self.main is None:
            return []
        day, last = self.meeting.day, self._until()
        found = []
        for row_id in self.main.state.order:
            row = self.main.rows[row_id]
            its = self._visible(row)
            if its is None or (row.actual_finish is not None and row.actual_finish <= day):
                continue
            if self.kickoff and self._leads_to_kickoff(its):
                continue
            due = _due(row, its)
            if due is None or due > last or (self.kickoff and due < day):
                continue
            found.append((row, its))
        return found

    def _until(self) -> date:
        """Return until when what was promised belongs to this meeting."""
        last = self.meeting.day + FIRST_WEEKS
        if not self.kickoff and self.later:
            return min(last, self.later[0].day)
        return last

    def _leads_to_kickoff(self, its: RowState) -> bool:
        row = self.main.rows.get(its.leads_to_id or 0) if self.main is not None else None
        return row is not None and row.milestone_kind is MilestoneKind.KICKOFF

    # --- what lies ahead -------------------------------------------------------------------------

    def _milestones(self) -> tuple[AheadView, ...]:
        """Return the milestones: of a kickoff as agreed by it, of a review those still ahead.

        What was agreed before a kickoff stands beside the dates of today, which are those of the
        plan that leaves with the minutes.
        """
        if self.main is None or self.meeting.kind not in (
            MeetingKind.KICKOFF, MeetingKind.PROGRESS,
        ):  # fmt: skip
            return ()
        found, agreement = [], self.main.plan.baseline
        on = agreement.agreed_on if agreement is not None else None
        as_agreed = self.kickoff and (on is None or on >= self.meeting.day)
        for row_id in self.main.state.order:
            row, its = self.main.rows[row_id], self.main.state.rows[row_id]
            if row.kind is not RowKind.MILESTONE or not its.visible:
                continue
            if row.status is Status.CANCELLED or row.milestone_kind is MilestoneKind.KICKOFF:
                continue
            reached = row.actual_finish is not None and row.actual_finish <= self.meeting.day
            if reached and not self.kickoff:
                continue
            agreed, ends = its.agreed, its.finish
            found.append(
                AheadView(
                    name=self.titles.of(row),
                    kind=row.milestone_kind or MilestoneKind.OTHER,
                    day=(agreed or ends) if as_agreed else ends,
                    agreed=agreed,
                )
            )
        return tuple(sorted(found, key=lambda one: one.day or date.max))

    def _first(self, milestones: tuple[AheadView, ...], kind: MilestoneKind) -> AheadView | None:
        return next((one for one in milestones if self.kickoff and one.kind is kind), None)

    def _cadence(self) -> CadenceView:
        reviews = [one for one in self.later if one.kind is MeetingKind.PROGRESS]
        gaps = [(second.day - first.day).days for first, second in pairwise(reviews)]
        fixed = [step for one in reviews if (step := self.facts.days_apart(one))]
        apart = fixed[0] if fixed else median_low(gaps) if gaps else 0
        weeks = max(round(apart / 7), 1) if apart else REVIEW_WEEKS
        logs = self.reader.find(DocumentLog, project_id=self.project_id, kind=DocumentKind.STATUS)
        days = [log.as_of.weekday() for log in logs]
        workspace = self.facts.workspace
        return CadenceView(
            report_weekday=max(set(days), key=lambda day: (days.count(day), -day))
            if days
            else None,
            review_weeks=weeks,
            review_with=self._review_people(reviews),
            support_mail=workspace.support_mail,
            support_phone=workspace.support_phone,
        )

    def _review_people(self, reviews: list[Meeting]) -> tuple[str, ...]:
        """Return their people who are asked to the next review."""
        if not reviews:
            return ()
        invited = self.reader.find(Attendance, meeting_id=reviews[0].id)
        people = [self.facts.contacts.get(one.contact_id or 0) for one in invited]
        return tuple(
            self.facts.in_script(one.name, one.name_alt)
            for one in people
            if one is not None and one.side is Side.CUSTOMER
        )

    def _next_meeting(self) -> MeetingView | None:
        for one in self.later:
            if one.status is MeetingStatus.PLANNED and one.day >= self.today:
                return self.facts.meeting(one)
        return None

    def _object_until(self) -> datetime | None:
        found = self.reader.first(Setting, key=OBJECTION_SETTING)
        text = "" if found is None else str(found.value).strip()
        days = int(text) if text.isdecimal() and int(text) <= 60 else OBJECTION_DAYS
        if days == 0:
            return None
        calendar = CalendarBook(self.reader).of(self.customer).customer
        day = calendar.add(max(self.today, self.meeting.day), days)
        return datetime.combine(day, OBJECTION_TIME)


def _due(row: PlanRow, its: RowState) -> date | None:
    """Return the date promised; without one the agreed or the forecast one."""
    return row.target or its.agreed or its.finish


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
