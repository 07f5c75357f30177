"""What would leave with a meeting, or with the welcome of a customer: read, and nothing stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from csdesk.app.commands.leaving import NextMeeting, Settling, rehearse
from csdesk.app.commands.milestones import only_open_project
from csdesk.app.documents.spec import Ask
from csdesk.app.exports import Remark
from csdesk.app.gate import Guarded, guarded
from csdesk.app.leaving_parts import (
    Part,
    Piece,
    document_piece,
    invitation_piece,
    plan_piece,
    tracker_piece,
    uninvited_draft,
)
from csdesk.app.mail_texts import MailText, filled, template_of
from csdesk.app.plan_files import PlanAsk
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.invitations import Change, Due, invitations_due
from csdesk.app.queries.leaving import items_of_meeting
from csdesk.app.queries.meeting_form import check_meeting, people_asked
from csdesk.app.queries.recipients import Person, people_of
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import (
    DocumentKind,
    Language,
    MeetingKind,
    MeetingStatus,
    ProjectStatus,
)
from csdesk.domain.errors import N_, UserError
from csdesk.domain.file_names import document_name
from csdesk.domain.meeting_rules import Remark as MeetingRemark
from csdesk.domain.records import Attendance, Customer, Meeting, PlanRow, Project
from csdesk.domain.views.common import MeetingView
from csdesk.i18n import Translator

NOBODY: Final = N_("The mail has no recipient: nobody it is meant for has a mail address.")
NO_ADDRESS: Final = N_("No mail address, so not in the mail: {names}.")
NO_ADDRESS_INVITED: Final = N_("No mail address, so not in a calendar file: {names}.")
UNINVITED: Final = N_(
    "{name} is no longer invited ({meeting}, {day}). The file that takes it out of their calendar "
    "is not in the mail to the others: send it to {mail} alone."
)
NO_PROJECT: Final = N_("This customer has no plan yet.")
NOBODY_ASKED: Final = N_("Nobody of theirs is asked to {meeting} on {day}.")
LONG_AGO: Final = N_(
    "This meeting was {n} days ago, on {day}: dates in its minutes have passed. Say which meeting "
    "is meant if it is another one."
)
WAS_THERE: Final = N_("Was at the meeting")
WAS_INVITED: Final = N_("Was invited to the meeting")
_FRESH: Final = 7  # days after a meeting in which it is left without a word
_NOBODY: Final[tuple[frozenset[int], frozenset[int]]] = (frozenset(), frozenset())
_KINDS: Final = {Part.MINUTES: DocumentKind.MINUTES, Part.LETTER: DocumentKind.WELCOME}
_FIRST_KINDS: Final = (MeetingKind.DISCOVERY, MeetingKind.KICKOFF)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeavingAsk:
    """What is left: a meeting, or without one a customer who is welcomed.

    `done_rows` are items that stand for the meeting in the plan and are done with it (None: all of
    them), `left_out` are keys of parts that are not made, `people` the contacts whom the mail goes
    to (None: those it is meant for), `released` names of other customers that may pass.
    """

    customer_id: int
    meeting_id: int | None = None
    project_id: int | None = None
    language: Language | None = None
    close: bool = True
    no_next_reason: str = ""
    next_meeting: NextMeeting | None = None
    done_rows: frozenset[int] | None = frozenset()
    left_out: frozenset[str] = frozenset()
    people: tuple[int, ...] | None = None
    released: tuple[str, ...] = ()
    speaks: Language = Language.EN  # ours, for the names of holidays

    @property
    def settling(self) -> Settling:
        """What becomes of the meeting."""
        return Settling(
            customer_id=self.customer_id,
            meeting_id=self.meeting_id,
            close=self.close,
            no_next_reason=self.no_next_reason,
            next_meeting=self.next_meeting,
            done_rows=self.done_rows or frozenset(),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedFile:
    """A file that would be made; `change` is what an event is to the calendars."""

    key: str
    part: Part
    name: str
    title: str = ""  # of an event
    day: date | None = None
    change: Change | None = None
    person: str = ""  # whom it is for alone


@dataclass(frozen=True, kw_only=True, slots=True)
class LeavingPlan:
    """What would be made, to whom, and what stands in the way; nothing is stored for it.

    `missing` are parts that cannot be made, `cannot_close` why the meeting cannot be closed,
    `about_next` what should be known about the next meeting: days off, others at its time.
    """

    language: Language
    customer: str
    meeting: MeetingView | None
    was_closed: bool
    files: tuple[PlannedFile, ...]
    missing: tuple[tuple[Part, UserError], ...]
    people: tuple[Person, ...]
    chosen: tuple[int, ...]
    mail: MailText | None
    cannot_close: UserError | None
    next_meeting: MeetingView | None
    warnings: tuple[Remark, ...] = ()
    mail_name: str = ""  # of the draft's file, empty without one
    asked_next: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())  # theirs, ours
    about_next: tuple[MeetingRemark, ...] = ()
    stand_ins: tuple[PlanRow, ...] = ()  # open items that stand for the meeting in the plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """All that is read in the rehearsal, with the pieces that would be drawn."""

    head: str
    language: Language
    customer: Customer
    customer_name: str
    meeting: MeetingView | None
    pieces: tuple[Piece, ...]
    missing: tuple[tuple[Part, UserError], ...]
    people: tuple[Person, ...]
    chosen: tuple[Person, ...]
    mail: MailText | None
    guard: Guarded
    sender: tuple[str, str]
    next_meeting: MeetingView | None
    was_closed: bool = False
    cannot_close: UserError | None = None
    warnings: tuple[Remark, ...] = field(default=())
    mail_name: str = ""
    asked_next: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    about_next: tuple[MeetingRemark, ...] = ()
    stand_ins: tuple[PlanRow, ...] = ()


def plan_leaving(store: Store, ask: LeavingAsk) -> LeavingPlan:
    """Return what would be made; raises `UserError` for a meeting that cannot be left."""
    seen = look(store, ask)
    return LeavingPlan(
        language=seen.language,
        customer=seen.customer_name,
        meeting=seen.meeting,
        was_closed=seen.was_closed,
        files=tuple(_planned(one) for one in seen.pieces),
        missing=seen.missing,
        people=seen.people,
        chosen=tuple(one.contact_id for one in seen.chosen),
        mail=seen.mail,
        cannot_close=seen.cannot_close,
        next_meeting=seen.next_meeting,
        warnings=seen.warnings,
        mail_name=seen.mail_name,
        asked_next=seen.asked_next,
        about_next=seen.about_next,
        stand_ins=seen.stand_ins,
    )


def look(store: Store, ask: LeavingAsk) -> Seen:
    """Return all that `plan_leaving` tells, and what makes the files."""
    was_closed, stand_ins = False, list[PlanRow]()
    if ask.meeting_id is not None:
        with store.read() as reader:
            meeting = reader.get(Meeting, ask.meeting_id)
            was_closed = meeting.status is MeetingStatus.CLOSED
            stand_ins = items_of_meeting(reader, meeting)
    ask = with_items(ask, stand_ins)
    seen, cannot_close = rehearse(
        store, settling=ask.settling, look=lambda unit: _Looking(store, unit, ask).seen()
    )
    return replace(
        seen, was_closed=was_closed, cannot_close=cannot_close, stand_ins=tuple(stand_ins)
    )


def with_items(ask: LeavingAsk, stand_ins: Sequence[PlanRow]) -> LeavingAsk:
    """Return what is asked for with the items named that are done with the meeting."""
    if ask.done_rows is not None:
        return ask
    return replace(ask, done_rows=frozenset(row.id for row in stand_ins))


class _Looking:
    """Reads what would leave, once the meeting is held."""

    def __init__(self, store: Store, unit: Unit, ask: LeavingAsk) -> None:
        self._store, self._unit, self._ask = store, unit, ask
        self._today = unit.today
        self._customer = unit.get(Customer, ask.customer_id)
        self._language = ask.language or self._customer.language
        self._meeting = unit.get(Meeting, ask.meeting_id) if ask.meeting_id else None
        self._facts = DocumentFacts(unit, self._customer, self._language)
        self._project = self._find_project()
        self._pieces: list[Piece] = []
        self._missing: list[tuple[Part, UserError]] = []

    def seen(self) -> Seen:
        """Return all of it."""
        meeting, sender = self._meeting, self._facts.sender()
        self._add_documents()
        due = self._due()
        self._pieces += [invitation_piece(one, self._customer.id) for one in due]
        self._pieces += [uninvited_draft(one, one.file_name) for one in due if one.person]
        kept = [one for one in self._pieces if one.key not in self._ask.left_out]
        people = self._people()
        chosen = [one for one in people if self._is_chosen(one)]
        following = self._next()
        mail = self._mail(kept, [one.name for one in chosen])
        return Seen(
            head=self._store.head(),
            language=self._language,
            customer=self._customer,
            customer_name=self._facts.them().name,
            meeting=self._facts.meeting(meeting) if meeting is not None else None,
            pieces=tuple(self._pieces),
            missing=tuple(self._missing),
            people=tuple(people),
            chosen=tuple(chosen),
            mail=mail,
            guard=guarded(self._unit, self._customer.id),
            sender=(sender.name, sender.mail),
            next_meeting=self._facts.meeting(following) if following is not None else None,
            warnings=tuple(self._warnings(people, chosen, due)),
            mail_name=self._mail_name() if mail is not None else "",
            asked_next=people_asked(self._unit, following.id) if following else _NOBODY,
            about_next=self._about(following),
        )

    def _find_project(self) -> Project | None:
        wanted = self._ask.project_id or (self._meeting.project_id if self._meeting else None)
        if wanted is not None:
            return self._unit.get(Project, wanted)
        found = only_open_project(self._unit, self._customer.id)
        if found is None and self._meeting is None:
            running = self._unit.find(
                Project, customer_id=self._customer.id, status=ProjectStatus.OPEN
            )
            return max(running, key=lambda one: (one.start, one.id), default=None)
        return found

    def _add_documents(self) -> None:
        store, ask, project = self._store, self._ask, self._project
        part = Part.LETTER if self._meeting is None else Part.MINUTES
        document = Ask(
            kind=_KINDS[part],
            today=self._today,
            customer_id=self._customer.id,
            project_id=project.id if project is not None else None,
            subject_id=self._meeting.id if self._meeting is not None else None,
            language=self._language,
        )
        if self._meeting is None:
            self._add(part, lambda: document_piece(self._unit, part, document, ask.released))
            return
        if project is None:
            nothing = UserError("no_project", NO_PROJECT)
            self._missing += [(Part.TRACKER, nothing), (Part.PLAN, nothing)]
        else:
            self._add(
                Part.TRACKER,
                lambda: tracker_piece(store, project, self._language, self._today, ask.released),
            )
        self._add(part, lambda: document_piece(self._unit, part, document, ask.released))
        if project is not None:
            plan = PlanAsk(
                project_id=project.id, out=Path(), today=self._today,
                language=self._language.value, released=ask.released,
            )  # fmt: skip
            self._add(Part.PLAN, lambda: plan_piece(store, plan))

    def _add(self, part: Part, make: Callable[[], Piece]) -> None:
        try:
            self._pieces.append(make())
        except UserError as error:
            self._missing.append((part, error))

    def _due(self) -> list[Due]:
        return invitations_due(
            self._unit,
            self._customer,
            self._language,
            project_id=self._project.id if self._project is not None else None,
            today=self._today,
            made_at=self._unit.now,
            kinds=_FIRST_KINDS if self._meeting is None else (),
        )

    def _next(self) -> Meeting | None:
        meeting = self._meeting
        planned = self._facts.planned(self._today)
        return next((one for one in planned if meeting is None or one.id != meeting.id), None)

    def _about(self, following: Meeting | None) -> tuple[MeetingRemark, ...]:
        if following is None or self._meeting is None:
            return ()
        found = check_meeting(
            self._unit, customer_id=self._customer.id, day=following.day, at=following.at,
            minutes=following.minutes, meeting_id=following.id, language=self._ask.speaks,
        )  # fmt: skip
        return found.remarks

    # --- the mail ------------------------------------------------------------------------------

    def _people(self) -> list[Person]:
        """Return who may get the mail; those who are invited are meant besides their parts."""
        kind = _KINDS[Part.LETTER if self._meeting is None else Part.MINUTES]
        found = people_of(
            self._store, customer_id=self._customer.id, kind=kind, language=self._language
        )
        invited: dict[int | None, Attendance] = {}
        if self._meeting is not None:
            rows = self._unit.find(Attendance, meeting_id=self._meeting.id)
            invited = {one.contact_id: one for one in rows if one.contact_id is not None}
        made = []
        for one in found:
            row = invited.get(one.contact_id)
            if row is not None and one.reason is None:
                came = row.attended is not False
                reason = Remark(WAS_THERE if came else WAS_INVITED)
                made.append(replace(one, reason=reason))
            else:
                made.append(one)
        return sorted(made, key=lambda one: one.reason is None)

    def _is_chosen(self, one: Person) -> bool:
        if self._ask.people is None:
            return one.is_proposed
        return one.has_address and one.contact_id in self._ask.people

    def _mail(self, kept: Sequence[Piece], names: Sequence[str]) -> MailText | None:
        """Return the mail that takes these pieces along; without its document there is none."""
        from csdesk.reports.words.leaving import attached_lines
        from csdesk.reports.words.mail_values import mail_values

        head = next((one for one in kept if one.part in _KINDS), None)
        if head is None or Part.MAIL in self._ask.left_out:
            return None
        kind, words = _KINDS[head.part], Translator(self._language.value)
        view: Any = head.view
        parts = {one.part for one in kept}
        values: Mapping[str, str] = {
            **mail_values(kind, view, list(names), words),
            "attached": attached_lines(
                words,
                tracker=Part.TRACKER in parts,
                plan=Part.PLAN in parts,
                invitations=[one.due.view for one in kept if one.due and one.is_for_all],
            ),
        }
        return filled(kind, values, *template_of(self._unit, kind, self._language))

    def _mail_name(self) -> str:
        number = next(
            (int(getattr(one.view, "version", 0)) for one in self._pieces
             if one.part is Part.TRACKER), 1,
        )  # fmt: skip
        return document_name(self._facts.them().name, "mail", number, self._today, "eml")

    def _warnings(
        self, people: Sequence[Person], chosen: Sequence[Person], due: Sequence[Due]
    ) -> list[Remark]:
        names = Translator(self._language.value)
        found = []
        silent = [one.name for one in people if one.reason is not None and not one.has_address]
        if silent:
            found.append(Remark(NO_ADDRESS, {"names": names.join(silent)}))
        if not chosen:
            found.append(Remark(NOBODY))
        for one in due:
            if one.person:
                name, mail = one.view.attendees[0]
                said_of: dict[str, object] = {"meeting": one.view.title, "day": one.view.day}
                found.append(Remark(UNINVITED, {**said_of, "name": name or mail, "mail": mail}))
        asked = {name for one in due for name, _ in one.view.attendees if not one.person}
        said = {name for one in due for name in one.view.people if name != one.view.organiser}
        unasked = sorted(said - asked)
        if unasked:
            found.append(Remark(NO_ADDRESS_INVITED, {"names": names.join(unasked)}))
        for one in due:
            asks = not one.person and not one.view.cancelled
            if asks and not set(one.view.people) - {one.view.organiser}:
                told = {"meeting": one.view.title, "day": one.view.day}
                found.append(Remark(NOBODY_ASKED, told))
        meeting = self._meeting
        if meeting is not None and (gone := (self._today - meeting.day).days) > _FRESH:
            found.insert(0, Remark(LONG_AGO, {"n": gone, "day": meeting.day}))
        return found


def _planned(piece: Piece) -> PlannedFile:
    due = piece.due
    return PlannedFile(
        key=piece.key,
        part=piece.part,
        name=piece.file_name,
        title=due.view.title if due is not None else "",
        day=due.view.day if due is not None else None,
        change=due.change if due is not None else None,
        person=due.person if due is not None else "",
    )
