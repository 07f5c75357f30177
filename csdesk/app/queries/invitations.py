"""Which events a customer's calendars lack, have otherwise, or must give up.

What left is known from `Invitation` facts. A series is one event that repeats while each of its
meetings is held on the rule's day; else each of its next meetings is an event of its own, whose uid
names the day by the rule, so that moving it later moves it in the calendars too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csdesk.app.calendars import CalendarBook
from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.reader import Reader
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus, Side
from csdesk.domain.file_names import safe_name
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.meeting_series import Meets, days_of, stands_for
from csdesk.domain.records import Attendance, Customer, Json, Meeting, Project
from csdesk.domain.records_kickoff import Invitation, MeetingSeries, SeriesMember
from csdesk.domain.views.invitation import InvitationView, repeated
from csdesk.i18n import Translator
from csdesk.reports.mail import is_address

AHEAD: Final = timedelta(weeks=26)  # how far the meetings of a series are looked at
MOST: Final = 8  # meetings of a series that get an event of their own
_DROPPED: Final = (MeetingStatus.CANCELLED, MeetingStatus.MISSED)


class Change(StrEnum):
    """What an event is to the customer's calendars."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CANCELLED = "cancelled"


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
        ending = "_cancelled" if self.change is Change.CANCELLED else ""
        name = safe_name(self.customer, "customer")
        return f"{name}_{self.kind.value}_{self.view.day.isoformat()}{ending}.ics"

    def fact(self, customer_id: int, sent_at: datetime) -> Invitation:
        """Return what is written down when its file leaves."""
        kept: dict[str, Json] = {
            **self.view.said(), "kind": self.kind.value, "project_id": self.project_id,
        }  # fmt: skip
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
    sent = _last_sent(reader, customer.id)
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
    kept = {one.view.uid for one in events} | maker.taken_place
    for uid, last in sent.items():
        gone = uid not in kept and not last.cancelled
        due = _cancelled(last, made_at, name, today) if gone else None
        if due is not None and maker.is_of(due.project_id):
            found.append(due)
    return sorted(found, key=lambda one: (one.view.day, one.view.uid))


def _last_sent(reader: Reader, customer_id: int) -> dict[str, Invitation]:
    found = reader.find(Invitation, customer_id=customer_id, order_by=("sequence", "id"))
    return {one.uid: one for one in found}


def _compared(event: _Event, last: Invitation | None) -> tuple[Change, int]:
    if last is None:
        return Change.NEW, event.least
    before = last.snapshot if isinstance(last.snapshot, dict) else {}
    said = event.view.said()
    if not last.cancelled and all(before.get(key) == value for key, value in said.items()):
        return Change.SAME, last.sequence
    return Change.CHANGED, max(last.sequence + 1, event.least)


def _cancelled(last: Invitation, made_at: datetime, customer: str, today: date) -> Due | None:
    """Return the end of an event that is still ahead, None for one that cannot be read."""
    said: Mapping[str, Json] = last.snapshot if isinstance(last.snapshot, dict) else {}
    try:
        view = repeated(last.uid, said, made_at)
        kind = MeetingKind(str(said.get("kind")))
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return None
    if view.day < today and not view.rule:
        return None
    project_id = said.get("project_id")
    return Due(
        view=replace(view, sequence=last.sequence + 1, cancelled=True),
        change=Change.CANCELLED,
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
        until = ""
        if series.ended_on is not None:
            until = f";UNTIL={series.ended_on:%Y%m%d}"
            if series.at is not None:
                until += "T235959Z"
        people = self.reader.find(SeriesMember, series_id=series.id)
        view = self._view(
            series.uid, series.title, series.kind, first, series.at, series.minutes,
            series.timezone, series.place, series.project_id, people,
        )  # fmt: skip
        view = replace(view, rule=f"{series.rule}{until}")
        return _Event(view, series.kind, series.project_id)

    def _is_over(self, series: MeetingSeries, one: Meets) -> bool:
        """Whether a meeting of a series took place, such as the one that is being left."""
        return f"{series.uid}-{one.by_rule:%Y%m%d}" in self.taken_place

    def _first_told(self, series: MeetingSeries, last: Invitation | None) -> date | None:
        """Return where a series begins in the calendars, while that is a day of its rule."""
        if last is None or last.cancelled or not isinstance(last.snapshot, dict):
            return None
        rule, _, _ = str(last.snapshot.get("rule")).partition(";UNTIL")
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
