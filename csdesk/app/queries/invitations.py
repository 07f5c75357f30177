"""Which events a customer's calendars lack, have otherwise, or must give up.

What left is known from `Invitation` facts. A series is one event that repeats while each of its
meetings is held on the rule's day; else each of its next meetings is an event of its own, whose uid
names the day by the rule, so that moving it later moves it in the calendars too. Who is taken off
an event that was told is told so by a file of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from itertools import takewhile
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csdesk.app.calendars import CalendarBook
from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.reader import Reader
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus, Side
from csdesk.domain.errors import UserError
from csdesk.domain.file_names import safe_name
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.meeting_series import Meets, days_of, stands_for
from csdesk.domain.records import Attendance, Customer, Json, Meeting, Project
from csdesk.domain.records_kickoff import Invitation, MeetingSeries, SeriesMember
from csdesk.domain.views.invitation import InvitationView, days_told, endless, repeated, until
from csdesk.i18n import Translator
from csdesk.reports.mail import is_address

AHEAD: Final = timedelta(weeks=26)  # how far the meetings of a series are looked at
MOST: Final = 8  # meetings of a series that get an event of their own
# What the customer's file is called where the kind is a word of ours.
_CALLED: Final = {MeetingKind.ESCALATION: "call", MeetingKind.OTHER: "meeting"}
_DROPPED: Final = (MeetingStatus.CANCELLED, MeetingStatus.MISSED)


class Change(StrEnum):
    """What an event is to the customer's calendars."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CANCELLED = "cancelled"
    UNINVITED = "uninvited"  # to that of one person, who need not come any more


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """An event as it should be in the customer's calendars, and what is new about it."""

    view: InvitationView
    change: Change
    kind: MeetingKind
    project_id: int | None
    customer: str

    @property
    def file_name(self) -> str:
        """Return what its file is called."""
        ending = "_cancelled" if self.change in (Change.CANCELLED, Change.UNINVITED) else ""
        if self.person:
            ending += f"_{safe_name(self.person, 'person')[:60]}"
        name = safe_name(self.customer, "customer")
        what = _CALLED.get(self.kind, self.kind.value)
        return f"{name}_{what}_{self.view.day.isoformat()}{ending}.ics"

    @property
    def person(self) -> str:
        """Return whom it is for alone; empty if it is for all."""
        name, mail = self.view.attendees[0] if self.view.uninvited else ("", "")
        return name or mail

    def fact(self, customer_id: int, sent_at: datetime) -> Invitation:
        """Return what is written down when its file leaves."""
        kept: dict[str, Json] = {
            **self.view.said(), "kind": self.kind.value, "project_id": self.project_id,
        }  # fmt: skip
        if self.view.uninvited:
            kept["uninvited"] = True
        return Invitation(
            customer_id=customer_id,
            uid=self.view.uid,
            sequence=self.view.sequence,
            cancelled=self.view.cancelled,
            sent_at=sent_at,
            snapshot=kept,
        )


@dataclass(frozen=True, slots=True)
class _Event:
    view: InvitationView
    kind: MeetingKind
    project_id: int | None
    least: int = 0  # the sequence that the plan's calendar file may have told already


def invitations_due(
    reader: Reader,
    customer: Customer,
    language: Language,
    *,
    project_id: int | None,
    today: date,
    made_at: datetime,
    kinds: tuple[MeetingKind, ...] = (),
) -> list[Due]:
    """Return the events ahead with what is new about each, by day.

    With a project they are those of it and of none, else all of the customer.
    `kinds` are those of the meetings that are meant; none means all.
    """
    maker = _Maker(reader, customer, language, project_id, today, made_at)
    facts = reader.find(Invitation, customer_id=customer.id)
    sent, told = _last_sent(facts), _told(facts)
    events = maker.events(sent)
    name = maker.facts.them().name
    found = []
    for event in events:
        if kinds and event.kind not in kinds:
            continue
        uid = event.view.uid
        change, sequence = _compared(event, sent.get(uid))
        view = replace(event.view, sequence=sequence)
        found.append(
            Due(view=view, change=change, kind=event.kind, project_id=event.project_id,
                customer=name)
        )  # fmt: skip
        for person in maker.taken_off(view, told.get(uid, {})):
            alone = replace(view, uninvited=True, attendees=(person,), people=())
            found.append(replace(found[-1], view=alone, change=Change.UNINVITED))
    kept = {one.view.uid for one in events} | maker.taken_place
    for uid, last in sent.items():
        gone = uid not in kept and not last.cancelled
        due = _ended(last, made_at, name, maker.took_place) if gone else None
        if due is not None and maker.is_of(due.project_id):
            found.append(due)
    return sorted(found, key=lambda one: (one.view.day, one.view.uid))


def _last_sent(facts: Iterable[Invitation]) -> dict[str, Invitation]:
    """Return what was said last of each event to all."""
    found = [one for one in facts if not _said(one).get("uninvited")]
    return {one.uid: one for one in sorted(found, key=lambda one: (one.sequence, one.id))}


def _told(facts: Iterable[Invitation]) -> dict[str, dict[str, tuple[str, str]]]:
    """Return in whose calendars each event is: names and addresses by address."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for one in sorted(facts, key=lambda one: one.id):
        people = found.setdefault(one.uid, {})
        listed = _said(one).get("attendees")
        pairs = (
            [pair for pair in listed if isinstance(pair, list)] if isinstance(listed, list) else []
        )
        its = {str(mail).casefold(): (str(name), str(mail)) for name, mail in pairs}
        if one.cancelled:
            people.clear()
        elif _said(one).get("uninvited"):
            for mail in its:
                people.pop(mail, None)
        else:
            people.update(its)
    return found


def _said(fact: Invitation) -> Mapping[str, Json]:
    return fact.snapshot if isinstance(fact.snapshot, dict) else {}


def _compared(event: _Event, last: Invitation | None) -> tuple[Change, int]:
    if last is None:
        return Change.NEW, event.least
    before = _said(last)
    said = event.view.said()
    if not last.cancelled and all(before.get(key) == value for key, value in said.items()):
        return Change.SAME, last.sequence
    return Change.CHANGED, max(last.sequence + 1, event.least)


def _ended(
    last: Invitation, made_at: datetime, customer: str, took_place: Callable[[str, date], bool]
) -> Due | None:
    """Return how an event leaves the calendars, None for one that is over or cannot be read.

    What took place stays there: a series that began is told to end with its last meeting that did.
    """
    said = _said(last)
    try:
        view = repeated(last.uid, said, made_at)
        kind = MeetingKind(str(said.get("kind")))
        past = list(takewhile(partial(took_place, last.uid), days_told(view)))
        ahead = next(days_told(view, past[-1] if past else None), None)
    except (ValueError, ZoneInfoNotFoundError, OSError, UserError):
        return None
    if ahead is None:
        return None
    view = replace(view, sequence=last.sequence + 1)
    if past:
        view = replace(view, rule=until(view, past[-1]))
    project_id = said.get("project_id")
    return Due(
        view=view if past else replace(view, cancelled=True),
        change=Change.CHANGED if past else Change.CANCELLED,
        kind=kind,
        project_id=project_id if isinstance(project_id, int) else None,
        customer=customer,
    )


class _Maker:
    def __init__(
        self,
        reader: Reader,
        customer: Customer,
        language: Language,
        project_id: int | None,
        today: date,
        made_at: datetime,
    ) -> None:
        self.reader, self.customer, self.language = reader, customer, language
        self.project_id, self.today, self.made_at = project_id, today, made_at
        self.facts = DocumentFacts(reader, customer, language)
        self.calendars = CalendarBook(reader).of(customer)
        self.series = {one.uid: one for one in reader.find(MeetingSeries, customer_id=customer.id)}
        self.meetings = reader.find(Meeting, customer_id=customer.id, order_by=("day", "id"))
        self.taken_place = {  # they are over, not cancelled
            self._uid(one)
            for one in self.meetings
            if one.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
        }

    def events(self, sent: Mapping[str, Invitation]) -> list[_Event]:
        """Return all that should be in the calendars."""
        found = []
        repeating = set()
        for series in self.series.values():
            if self.is_of(series.project_id) and self._runs(series):
                whole = self._as_rule(series, sent.get(series.uid))
                if whole is not None:
                    found.append(whole)
                    repeating.add(series.uid)
                else:
                    found += self._one_by_one(series)
        known = {one.view.uid for one in found}
        for meeting in self._planned():
            uid = self._uid(meeting)
            if meeting.series_uid not in repeating and uid not in known:
                found.append(self._of_meeting(meeting, uid))
        return found

    def took_place(self, uid: str, day: date) -> bool:
        """Whether the meeting that an event told for a day lies behind us."""
        series = self.series.get(uid)
        if series is not None and series.ended_on is not None and day > series.ended_on:
            return False
        return day < self.today or f"{uid}-{day:%Y%m%d}" in self.taken_place

    def taken_off(
        self, view: InvitationView, told: Mapping[str, tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """Yield who was told of an event and need not come any more.

        Who left is not asked, and an address that was put right is the same person.
        """
        asked = {mail.casefold() for _, mail in view.attendees} | {view.organiser_mail.casefold()}
        names = {*view.people, view.organiser}
        gone = {
            one.mail.strip().casefold() for one in self.facts.contacts.values()
            if one.left_on is not None and one.left_on <= self.today
        }  # fmt: skip
        gone |= {one.mail.strip().casefold() for one in self.facts.users.values() if not one.active}
        for mail, person in told.items():
            if mail not in asked and mail not in gone and person[0] not in names:
                yield person

    def is_of(self, project_id: int | None) -> bool:
        """Whether what belongs to a project, or to none, is meant."""
        return self.project_id is None or project_id in (None, self.project_id)

    def _planned(self) -> list[Meeting]:
        return [
            one
            for one in self.meetings
            if one.status is MeetingStatus.PLANNED
            and one.day >= self.today
            and self.is_of(one.project_id)
        ]

    def _runs(self, series: MeetingSeries) -> bool:
        return series.ended_on is None or series.ended_on >= self.today

    def _uid(self, meeting: Meeting) -> str:
        series = self.series.get(meeting.series_uid)
        if series is None:
            return meeting.uid
        return f"{series.uid}-{stands_for(series, meeting.day, self.calendars):%Y%m%d}"

    # --- series ------------------------------------------------------------------------------

    def _ahead(self, series: MeetingSeries) -> Iterator[Meets]:
        for one in days_of(series, self.calendars, self.today):
            if (one.day or one.by_rule) > self.today + AHEAD:
                return
            yield one

    def _of(self, series: MeetingSeries) -> list[Meeting]:
        return [one for one in self.meetings if one.series_uid == series.uid]

    def _as_rule(self, series: MeetingSeries, last: Invitation | None) -> _Event | None:
        """Return a series as one event that repeats, None while one of its meetings is moved."""
        ahead = [one for one in self._ahead(series) if not self._is_over(series, one)]
        if not ahead or any(one.day is None or one.is_moved for one in ahead):
            return None
        days = {one.by_rule for one in ahead}
        for meeting in self._of(series):
            if meeting.day < self.today:
                continue
            same = (meeting.at, meeting.minutes, meeting.place) == (
                series.at, series.minutes, series.place or meeting.place,
            )  # fmt: skip
            usual = meeting.status in (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)
            over = meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
            if not over and not (usual and same and meeting.day in days):
                return None
        first = self._first_told(series, last) or ahead[0].by_rule
        people = self.reader.find(SeriesMember, series_id=series.id)
        view = self._view(
            series.uid, series.title, series.kind, first, series.at, series.minutes,
            series.timezone, series.place, series.project_id, people,
        )  # fmt: skip
        view = replace(view, rule=series.rule)
        if series.ended_on is not None:
            view = replace(view, rule=until(view, ahead[-1].by_rule))
        return _Event(view, series.kind, series.project_id)

    def _is_over(self, series: MeetingSeries, one: Meets) -> bool:
        """Whether a meeting of a series took place, such as the one that is being left."""
        return f"{series.uid}-{one.by_rule:%Y%m%d}" in self.taken_place

    def _first_told(self, series: MeetingSeries, last: Invitation | None) -> date | None:
        """Return where a series begins in the calendars, while that is a day of its rule."""
        if last is None or last.cancelled or not isinstance(last.snapshot, dict):
            return None
        rule = endless(str(last.snapshot.get("rule")))
        day = date.fromisoformat(str(last.snapshot.get("day")))
        return day if rule == series.rule and stands_for(series, day) == day else None

    def _one_by_one(self, series: MeetingSeries) -> list[_Event]:
        """Return the next meetings of a series; those on the calendar as they stand there."""
        own = {
            stands_for(series, one.day, self.calendars): one
            for one in self._of(series)
            if one.status in (MeetingStatus.PLANNED, *_DROPPED)
        }
        members = self.reader.find(SeriesMember, series_id=series.id)
        found: list[_Event] = []
        for one in self._ahead(series):
            meeting = own.get(one.by_rule)
            uid = f"{series.uid}-{one.by_rule:%Y%m%d}"
            if len(found) == MOST:
                break
            if meeting is not None:
                if meeting.status is MeetingStatus.PLANNED and meeting.day >= self.today:
                    found.append(self._of_meeting(meeting, uid))
            elif one.day is not None and not self._is_over(series, one):
                view = self._view(
                    uid, series.title, series.kind, one.day, series.at, series.minutes,
                    series.timezone, series.place, series.project_id, members,
                )  # fmt: skip
                found.append(_Event(view, series.kind, series.project_id))
        return found

    # --- one event ---------------------------------------------------------------------------

    def _of_meeting(self, meeting: Meeting, uid: str) -> _Event:
        people = self.reader.find(Attendance, meeting_id=meeting.id)
        view = self._view(
            uid, meeting.title, meeting.kind, meeting.day, meeting.at, meeting.minutes,
            meeting.timezone, meeting.place, meeting.project_id, people,
        )  # fmt: skip
        return _Event(view, meeting.kind, meeting.project_id, least=meeting.version)

    def _view(
        self,
        uid: str,
        title: str,
        kind: MeetingKind,
        day: date,
        at: time | None,
        minutes: int,
        zone_name: str,
        place: str,
        project_id: int | None,
        people: list[Attendance] | list[SeriesMember],
    ) -> InvitationView:
        facts = self.facts
        workspace = facts.workspace
        zone = _zone(zone_name or self.customer.timezone or workspace.timezone)
        start = end = None
        if at is not None and zone is not None:
            start = datetime.combine(day, at, zone)
            end = start + timedelta(minutes=max(minutes, 0))
        name = title or Translator(self.language.value).text(MEETING_KIND_LABELS[kind])
        sender = facts.sender()
        invited = list(self._people(people))
        mail = sender.mail if is_address(sender.mail) else ""
        return InvitationView(
            language=self.language,
            uid=uid,
            made_at=self.made_at,
            title=name,
            us=facts.us().name,
            day=day,
            start=start,
            end=end,
            place=place,
            project=self.reader.get(Project, project_id).name if project_id else "",
            people=tuple(name for name, _ in invited),
            organiser=sender.name if mail else "",
            organiser_mail=mail,
            attendees=tuple(
                (name, address) for name, address in invited
                if is_address(address) and address.casefold() != mail.casefold()
            ),
        )  # fmt: skip

    def _people(self, invited: list[Attendance] | list[SeriesMember]) -> Iterator[tuple[str, str]]:
        """Yield names with what stands as their address: theirs first; who left is not asked."""
        facts = self.facts
        for one in invited:
            person = facts.contacts.get(one.contact_id or 0)
            if person is None or person.side is Side.US:
                continue
            if person.left_on is None or person.left_on > self.today:
                yield facts.in_script(person.name, person.name_alt), person.mail.strip()
        for one in invited:
            user = facts.users.get(one.user_id or 0)
            if user is not None and user.active:
                yield facts.in_script(user.name, user.name_alt), user.mail.strip()


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
