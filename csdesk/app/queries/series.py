"""The series of a customer: one line each, with the next days of it."""

from dataclasses import dataclass
from itertools import islice

from csdesk.app.calendars import calendars_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import MeetingStatus
from csdesk.domain.meeting_series import Meets, days_of
from csdesk.domain.records import Contact, Customer, Meeting, Project, User
from csdesk.domain.records_kickoff import MeetingSeries, SeriesMember

_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberLine:
    """One person of a series; `left` is somebody who is no longer there."""

    id: int  # of the membership
    name: str
    ours: bool
    left: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesLine:
    """A series with its meeting in the calendar, how many were held, and its next days.

    `days` are those by the rule from today on, moved or left out around days off; the meeting in
    the calendar may lie on another day that people chose.
    """

    series: MeetingSeries
    next: Meeting | None
    held: int
    days: tuple[Meets, ...]
    members: tuple[MemberLine, ...]
    running: bool


def list_series(source: Store | Reader, customer_id: int, *, ahead: int = 4) -> list[SeriesLine]:
    """Return the series of a customer, those that run first, each with `ahead` next days."""
    if isinstance(source, Store):
        with source.read() as reader:
            return list_series(reader, customer_id, ahead=ahead)
    customer = source.get(Customer, customer_id)
    found = source.find(MeetingSeries, customer_id=customer_id, order_by=("start", "id"))
    lines = [_line(source, customer, one, ahead) for one in found]
    return sorted(lines, key=lambda one: not one.running)


def _line(reader: Reader, customer: Customer, series: MeetingSeries, ahead: int) -> SeriesLine:
    today = reader.day()
    project = None if series.project_id is None else reader.get(Project, series.project_id)
    calendars = calendars_of(reader, customer, project)
    meetings = reader.find(Meeting, series_uid=series.uid, order_by=("day", "id"))
    held = (MeetingStatus.HELD, MeetingStatus.CLOSED)
    return SeriesLine(
        series=series,
        next=next((one for one in meetings if one.status in _AHEAD), None),
        held=sum(one.status in held for one in meetings),
        days=tuple(islice(days_of(series, calendars, max(today, series.start)), ahead)),
        members=tuple(_members(reader, series)),
        running=series.ended_on is None or series.ended_on >= today,
    )


def _members(reader: Reader, series: MeetingSeries) -> list[MemberLine]:
    lines = []
    for one in reader.find(SeriesMember, series_id=series.id, order_by=("id",)):
        if one.contact_id is not None:
            contact = reader.get(Contact, one.contact_id)
            left = contact.left_on is not None and contact.left_on <= reader.day()
            lines.append(MemberLine(id=one.id, name=contact.name, ours=False, left=left))
        elif one.user_id is not None:
            user = reader.get(User, one.user_id)
            lines.append(MemberLine(id=one.id, name=user.name, ours=True, left=not user.active))
    return lines
