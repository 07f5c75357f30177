"""The next meeting of a series: the only one of its days that is a row of its own."""

from datetime import date

from csdesk.app.commands.meeting_parts import calendars_for, copy_agenda, invite, people_of
from csdesk.app.commands.records import new_uid
from csdesk.data.unit import Unit
from csdesk.domain.codes import MeetingStatus
from csdesk.domain.meeting_series import Meets, next_of
from csdesk.domain.records import Meeting
from csdesk.domain.records_kickoff import MeetingSeries, SeriesMember

_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)


def series_of(unit: Unit, meeting: Meeting) -> MeetingSeries | None:
    """Return the series that a meeting is one of."""
    return unit.first(MeetingSeries, uid=meeting.series_uid) if meeting.series_uid else None


def planned_of(unit: Unit, series: MeetingSeries) -> list[Meeting]:
    """Return the meetings of a series that stand in the calendar, earliest first."""
    found = unit.find(Meeting, series_uid=series.uid, status=_AHEAD)
    return sorted(found, key=lambda one: (one.day, one.id))


def next_day(unit: Unit, series: MeetingSeries, after: date | None = None) -> Meets | None:
    """Return the next day of a series from today on; `after` see `meeting_series.next_of`."""
    since = max(unit.today, series.start)
    return next_of(series, calendars_for(unit, series), since, after)


def place_next(
    unit: Unit, series: MeetingSeries, last: Meeting | None = None, *, agenda: bool = True
) -> Meeting | None:
    """Put the next meeting of a series into the calendar, unless one stands there or it ended.

    It comes after `last`, whose agenda it takes over; without it `agenda` takes that of its kind.
    """
    if planned_of(unit, series):
        return None
    meets = next_day(unit, series, None if last is None else last.day)
    if meets is None or meets.day is None:
        return None
    meeting = unit.add(
        Meeting(
            uid=new_uid(),
            customer_id=series.customer_id,
            project_id=series.project_id,
            kind=series.kind,
            title=series.title,
            day=meets.day,
            at=series.at,
            minutes=series.minutes,
            timezone=series.timezone,
            place=series.place,
            series_uid=series.uid,
        )
    )
    members = unit.find(SeriesMember, series_id=series.id)
    pairs = [(one.contact_id, one.user_id) for one in members]
    contacts, users = people_of(unit, pairs, meeting.day)
    invite(unit, meeting, contacts, users)
    if agenda:
        copy_agenda(unit, last, meeting)
    return meeting


def follow(unit: Unit, meeting: Meeting) -> Meeting | None:
    """Put the meeting of the same series that comes after this one into the calendar."""
    series = series_of(unit, meeting)
    return None if series is None else place_next(unit, series, meeting)
