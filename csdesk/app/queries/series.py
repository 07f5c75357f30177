"""The series of a customer: one line each, with the next days of it."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from csdesk.app.calendars import calendars_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingStatus
from csdesk.domain.meeting_rules import Remark, days_off_on
from csdesk.domain.meeting_series import Meets, check_rule, days_of, first_day
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
    contact_id: int | None = None
    user_id: int | None = None


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
            lines.append(
                MemberLine(
                    id=one.id, name=contact.name, ours=False, left=left, contact_id=contact.id
                )
            )
        elif one.user_id is not None:
            user = reader.get(User, one.user_id)
            gone = not user.active
            lines.append(
                MemberLine(id=one.id, name=user.name, ours=True, left=gone, user_id=user.id)
            )
    return lines


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesDay:
    """A day of a series that is being made; `why` says who was off on the day by the rule."""

    meets: Meets
    why: tuple[Remark, ...]


def coming_days(
    source: Store | Reader,
    customer_id: int,
    *,
    rule: str,
    start: date,
    since: date | None = None,
    project_id: int | None = None,
    ahead: int = 3,
    language: Language = Language.EN,
) -> list[SeriesDay]:
    """Return the next days by a rule that begins on `start`, before anything is stored.

    They lie on or after `since`, if that is later. Holidays are named in `language`. Raises
    `UserError` for a rule that a series cannot follow.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return coming_days(
                reader, customer_id, rule=rule, start=start, since=since,
                project_id=project_id, ahead=ahead, language=language,
            )  # fmt: skip
    checked = check_rule(rule)
    customer = source.get(Customer, customer_id)
    project = None if project_id is None else source.get(Project, project_id)
    calendars = calendars_of(source, customer, project)
    series = MeetingSeries(
        uid="", customer_id=customer_id, rule=checked, start=first_day(checked, start)
    )
    first = max(since or series.start, series.start)
    return [
        SeriesDay(
            meets=one,
            why=tuple(days_off_on(one.by_rule, calendars, language.value))
            if one.day != one.by_rule
            else (),
        )
        for one in islice(days_of(series, calendars, first), ahead)
    ]
