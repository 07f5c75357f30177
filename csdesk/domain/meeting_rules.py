"""What a planned meeting is refused for, and what is only said about it at its fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import MeetingKind, MeetingStatus, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contact, Meeting, User

_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)
_HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)


class RemarkCode(StrEnum):
    """What a remark is about."""

    PAST = "past"
    HOLIDAY = "holiday"  # `side`, `name`
    DAY_OFF = "day_off"  # `side`
    UNPUBLISHED = "unpublished"  # `year`
    MIDNIGHT = "midnight"
    CLASH = "clash"  # `other`, `customer`
    INACTIVE = "inactive"  # `name`
    KICKOFF = "kickoff"  # `other`: the one that was held or is planned


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something to be said at the field `where` of a form; the meeting can be stored with it."""

    code: RemarkCode
    where: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Busy:
    """Another planned meeting, with those of our people who are in it."""

    meeting: Meeting
    customer: str
    user_ids: frozenset[int]


def length_of(at: time, end: time) -> int:
    """Return the minutes from `at` to `end` of one day; `UserError` for an end before the start."""
    minutes = (end.hour - at.hour) * 60 + end.minute - at.minute
    if minutes <= 0:
        raise UserError(
            "meeting_end",
            N_("The end {end} does not lie after the start {start}: correct one of them."),
            start=f"{at:%H:%M}",
            end=f"{end:%H:%M}",
            field="end",
        )
    return minutes


def faults(
    meeting: Meeting, contacts: Iterable[Contact], *, today: date, ahead: bool = False
) -> list[UserError]:
    """Return why a meeting cannot be stored with these people, each with its `field`.

    `ahead` asks for a day that has not passed: what is put on the calendar lies ahead.
    """
    found = []
    if ahead and meeting.day < today:
        found.append(
            UserError(
                "meeting_past",
                N_("{day} has passed: choose today or a later day."),
                day=meeting.day,
                field="day",
            )
        )
    found += [
        UserError(
            "attendee_left",
            N_("{name} left on {day}: invite the successor."),
            name=one.name,
            day=one.left_on,
            field="contact_ids",
        )
        for one in contacts
        if is_gone(one, meeting.day)
    ]
    return found


def other_kickoff(meeting: Meeting, known: Iterable[Meeting]) -> Meeting | None:
    """Return the kickoff that the project of a kickoff had already, else one that is planned."""
    if meeting.kind is not MeetingKind.KICKOFF:
        return None
    found = [
        one
        for one in known
        if one.kind is MeetingKind.KICKOFF
        and one.id != meeting.id
        and one.status in (*_HELD, *_AHEAD)
        and (None in (one.project_id, meeting.project_id) or one.project_id == meeting.project_id)
    ]
    return min(found, key=lambda one: (one.status not in _HELD, one.day), default=None)


def refuse_second_kickoff(meeting: Meeting, known: Iterable[Meeting]) -> None:
    """Raise `UserError` "kickoff_held" for a kickoff of a project that had one."""
    other = other_kickoff(meeting, known)
    if other is not None and other.status in _HELD:
        raise UserError(
            "kickoff_held",
            N_("A kickoff was held on {day}: what follows it is a progress review or a check-in."),
            day=other.day,
            field="kind",
        )


def usual_kind(known: Iterable[Meeting], project_id: int | None = None) -> MeetingKind:
    """Return what the next meeting most likely is: the kickoff, until there is one."""
    kickoff = Meeting(
        uid="", customer_id=0, day=date.max, kind=MeetingKind.KICKOFF, project_id=project_id
    )
    return MeetingKind.KICKOFF if other_kickoff(kickoff, known) is None else MeetingKind.PROGRESS


def is_gone(contact: Contact, day: date) -> bool:
    """Whether a person is no longer at the customer on a day."""
    return contact.left_on is not None and contact.left_on <= day


def remarks(
    meeting: Meeting,
    *,
    today: date,
    calendars: Calendars,
    language: str,
    users: Sequence[User] = (),
    user_ids: frozenset[int] = frozenset(),
    others: Iterable[Busy] = (),
    known: Iterable[Meeting] = (),
) -> list[Remark]:
    """Return what should be known about a planned meeting before it is stored.

    `user_ids` are those of ours who take part, `users` who of them is invited; names of holidays
    are in `language`. People of theirs who left are faults. `known` are the customer's meetings.
    """
    found = []
    if meeting.day < today:
        found.append(Remark(code=RemarkCode.PAST, where="day", params={"day": meeting.day}))
    found += days_off_on(meeting.day, calendars, language)
    if not found and calendars.unpublished_years(meeting.day, meeting.day):
        year = meeting.day.year
        found.append(Remark(code=RemarkCode.UNPUBLISHED, where="day", params={"year": year}))
    moment = span_of(meeting)
    if moment is not None:
        begin = datetime.combine(meeting.day, meeting.at or time())
        if (begin + timedelta(minutes=max(meeting.minutes - 1, 0))).date() != meeting.day:
            found.append(Remark(code=RemarkCode.MIDNIGHT, where="minutes"))
        found += [
            Remark(
                code=RemarkCode.CLASH,
                where="at",
                params={"other": other.meeting, "customer": other.customer},
            )
            for other in others
            if _clashes(meeting, moment, user_ids, other)
        ]
    kickoff = other_kickoff(meeting, known)
    if kickoff is not None:
        found.append(Remark(code=RemarkCode.KICKOFF, where="kind", params={"other": kickoff}))
    for user in users:
        if not user.active:
            params = {"name": user.name}
            found.append(Remark(code=RemarkCode.INACTIVE, where="user_ids", params=params))
    return found


def span_of(meeting: Meeting) -> tuple[datetime, datetime] | None:
    """Return begin and end in UTC of a meeting that has a time, else None."""
    if meeting.at is None:
        return None
    try:
        zone: ZoneInfo | None = ZoneInfo(meeting.timezone) if meeting.timezone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = None
    begin = datetime.combine(meeting.day, meeting.at, zone or UTC).astimezone(UTC)
    return begin, begin + timedelta(minutes=max(meeting.minutes, 1))


def _clashes(
    meeting: Meeting, moment: tuple[datetime, datetime], users: frozenset[int], other: Busy
) -> bool:
    if other.meeting.id == meeting.id or other.meeting.status is not MeetingStatus.PLANNED:
        return False
    theirs = span_of(other.meeting)
    if theirs is None or theirs[1] <= moment[0] or moment[1] <= theirs[0]:
        return False
    return bool(users & other.user_ids) or other.meeting.customer_id == meeting.customer_id


def days_off_on(day: date, calendars: Calendars, language: str) -> list[Remark]:
    """Return who does not work on a day: us, them, both; holidays are named in `language`."""
    sides = ((Side.US, calendars.us), (Side.CUSTOMER, calendars.customer))
    return [one for side, calendar in sides for one in _day_off(day, side, calendar, language)]


def _day_off(day: date, side: Side, calendar: WorkCalendar, language: str) -> list[Remark]:
    if calendar.is_working(day):
        return []
    name = calendar.name_on(day, language)
    if name:
        params = {"day": day, "side": side, "name": name}
        return [Remark(code=RemarkCode.HOLIDAY, where="day", params=params)]
    return [Remark(code=RemarkCode.DAY_OFF, where="day", params={"day": day, "side": side})]


def must_be_open(meeting: Meeting) -> None:
    """Raise `UserError` unless a meeting is still ahead: planned or to be scheduled."""
    if meeting.status in _HELD:
        raise UserError(
            "meeting_was_held",
            N_("This meeting was held already: undo that first if it was not."),
        )
    must_not_be_dropped(meeting)


def must_not_be_dropped(meeting: Meeting) -> None:
    """Raise `UserError` for a meeting that was missed or cancelled."""
    if meeting.status not in (*_HELD, *_AHEAD):
        raise UserError(
            "meeting_was_dropped",
            N_("This meeting was missed or cancelled: it came back on the list as another one."),
        )
