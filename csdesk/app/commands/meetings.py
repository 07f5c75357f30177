"""Commands on meetings: put on the calendar, hold, close, miss, and who came.

A meeting that falls through comes back on the list at once, as one to be scheduled.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from csdesk.app.commands import meeting_parts as parts
from csdesk.app.commands.milestones import milestones_of, only_open_project, reach
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.app.commands.renewal_calls import plan_renewal_call
from csdesk.app.commands.series_days import follow, planned_of, series_of
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MeetingKind, MeetingStatus, MilestoneKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.meeting_rules import must_be_open, must_not_be_dropped, refuse_second_kickoff
from csdesk.domain.meeting_series import due_again
from csdesk.domain.records import Attendance, Customer, Meeting, Project


def create(
    store: Store,
    *,
    customer_id: int,
    day: date,
    at: time | None = None,
    kind: MeetingKind = MeetingKind.PROGRESS,
    contact_ids: Iterable[int] = (),
    user_ids: Iterable[int] = (),
    to_schedule: bool = False,
    again: bool = False,
    **fields: object,
) -> Meeting:
    """Put a meeting on the calendar, in the customer's zone unless given, and invite people.

    It belongs to the customer's only open project unless given. With `to_schedule` it only stands
    on the list, and `day` is the one by which it should take place. Raises `UserError` for people
    of another customer, or who left before that day, and "kickoff_held" for another kickoff of a
    project that had one, unless `again`.
    """
    with store.write("meetings.create", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        project = only_open_project(unit, customer_id)
        fresh = Meeting(
            uid=new_uid(),
            customer_id=customer_id,
            project_id=project.id if project else None,
            day=day,
            timezone=customer.timezone,
            status=MeetingStatus.TO_SCHEDULE if to_schedule else MeetingStatus.PLANNED,
        )
        known = unit.find(Meeting, customer_id=customer_id)
        meeting = add_record(unit, fresh, {"day": day, "at": at, "kind": kind, **fields})
        if not again:
            refuse_second_kickoff(meeting, known)
        parts.invite(unit, meeting, contact_ids, user_ids)
        return meeting


def update(
    store: Store,
    *,
    meeting_id: int,
    contact_ids: Iterable[int] | None = None,
    user_ids: Iterable[int] | None = None,
    **changes: object,
) -> Meeting:
    """Change fields of a meeting: day, time, place, title, summary …

    A time puts one that is to be scheduled on the calendar. People given are those who are
    invited, and nobody else of theirs, or of us.
    """
    with store.write("meetings.update") as unit:
        meeting = update_record(unit, Meeting, meeting_id, changes)
        parts.let_only(unit, meeting, contact_ids, user_ids)
        if meeting.status is MeetingStatus.TO_SCHEDULE and meeting.at is not None:
            return _schedule(unit, meeting)
        return meeting


def schedule(
    store: Store,
    *,
    meeting_id: int,
    day: date,
    at: time | None = None,
    contact_ids: Iterable[int] | None = None,
    user_ids: Iterable[int] | None = None,
    **changes: object,
) -> Meeting:
    """Put a meeting that is to be scheduled on the calendar, or a planned one on another day.

    Its time stays unless given; people given are invited in place of those there were. Raises
    `UserError` for a day that has passed, people who left
    before it, and a meeting that was held or dropped.
    """
    with store.write("meetings.schedule") as unit:
        must_be_open(unit.get(Meeting, meeting_id))
        values = {"day": day, **({} if at is None else {"at": at}), **changes}
        meeting = update_record(unit, Meeting, meeting_id, values)
        parts.let_only(unit, meeting, contact_ids, user_ids)
        return _schedule(unit, meeting)


def delete(store: Store, *, meeting_id: int) -> None:
    """Delete a meeting that was entered by mistake; a series goes on with the one after it."""
    with store.write("meetings.delete") as unit:
        meeting = unit.get(Meeting, meeting_id)
        unit.delete(Meeting, meeting_id)
        follow(unit, meeting)


def hold(
    store: Store,
    *,
    meeting_id: int,
    day: date | None = None,
    attended: Mapping[int, bool] | None = None,
    summary: str | None = None,
) -> Meeting:
    """Record that a meeting took place (on its day unless given).

    `attended` says per attendance id who came; without it everybody did. A kickoff reaches the
    kickoff milestone of its project; the next meeting of its series is put on the calendar.
    Raises `UserError` for a day that has not come, and a meeting that was missed or cancelled.
    """
    with store.write("meetings.hold") as unit:
        meeting = unit.get(Meeting, meeting_id)
        must_not_be_dropped(meeting)
        on = day or min(meeting.day, unit.today)
        if on > unit.today:
            raise UserError(
                "meeting_in_future",
                N_("{day} has not come yet: record the meeting when it was held."),
                day=on,
                field="day",
            )
        _mark_attendance(unit, meeting_id, attended)
        if meeting.kind is MeetingKind.KICKOFF:
            _reach_kickoff(unit, meeting, on)
        changes: dict[str, Any] = {"summary": summary.strip()} if summary is not None else {}
        status = meeting.status if meeting.status is MeetingStatus.CLOSED else MeetingStatus.HELD
        held = unit.update(Meeting, meeting_id, status=status, day=on, **changes)
        follow(unit, meeting)
        return held


def close(store: Store, *, meeting_id: int, no_next_reason: str = "") -> Meeting:
    """Close a held meeting.

    The last review of a term puts the renewal call on the calendar. Raises `UserError` while the
    meeting was not held, and unless a later one of the customer is planned or a reason says why
    there is none: one that is still to be scheduled is none. The reason of a meeting that is
    closed already stays until there is a next one.
    """
    with store.write("meetings.close") as unit:
        meeting = unit.get(Meeting, meeting_id)
        if meeting.status not in (MeetingStatus.HELD, MeetingStatus.CLOSED):
            raise UserError(
                "meeting_not_held",
                N_("This meeting was not held yet: record that first."),
            )
        follow(unit, meeting)
        plan_renewal_call(unit, meeting)
        planned = unit.find(Meeting, customer_id=meeting.customer_id, status=MeetingStatus.PLANNED)
        ahead = max(meeting.day, unit.today)
        coming = any(other.day >= ahead for other in planned)
        reason = no_next_reason.strip() or ("" if coming else meeting.no_next_reason)
        if not reason and not coming:
            raise UserError(
                "no_next_meeting",
                N_("No next meeting is on the calendar: add one, or say why there is none."),
                field="no_next_reason",
            )
        return unit.update(Meeting, meeting_id, status=MeetingStatus.CLOSED, no_next_reason=reason)


def miss(
    store: Store, *, meeting_id: int, new_day: date | None = None, new_at: time | None = None
) -> Meeting:
    """Record that a meeting did not take place because somebody did not come.

    It comes back at once, on the calendar with a `new_day`, else on the list as one to be
    scheduled within a week; that meeting is returned. One of a series comes back if the next of
    the series lies further away than that; else that one is returned.
    """
    with store.write("meetings.miss") as unit:
        return _drop(unit, meeting_id, MeetingStatus.MISSED, new_day, new_at)


def cancel(
    store: Store, *, meeting_id: int, new_day: date | None = None, new_at: time | None = None
) -> Meeting:
    """Record that a meeting was cancelled; it comes back as a missed one does (see `miss`)."""
    with store.write("meetings.cancel") as unit:
        return _drop(unit, meeting_id, MeetingStatus.CANCELLED, new_day, new_at)


def invite(
    store: Store,
    *,
    meeting_id: int,
    contact_ids: Iterable[int] = (),
    user_ids: Iterable[int] = (),
) -> list[Attendance]:
    """Invite people; who is invited already stays so. Returns the new invitations.

    Raises `UserError` for people of another customer, or who left before the meeting.
    """
    with store.write("meetings.invite") as unit:
        return parts.invite(unit, unit.get(Meeting, meeting_id), contact_ids, user_ids)


def update_attendance(store: Store, *, attendance_id: int, **changes: object) -> Attendance:
    """Change one person's part in a meeting: needed, came, committed to what."""
    with store.write("meetings.update_attendance") as unit:
        return update_record(unit, Attendance, attendance_id, changes)


def uninvite(store: Store, *, attendance_id: int) -> None:
    """Take a person off a meeting."""
    with store.write("meetings.uninvite") as unit:
        unit.get(Attendance, attendance_id)
        unit.delete(Attendance, attendance_id)


def _schedule(unit: Unit, meeting: Meeting) -> Meeting:
    rows = unit.find(Attendance, meeting_id=meeting.id)
    ids = [row.contact_id for row in rows if row.contact_id is not None]
    contacts = parts.contacts_of(unit, meeting.customer_id, ids)
    parts.refuse(unit, meeting, contacts, ahead=True)
    return unit.update(Meeting, meeting.id, status=MeetingStatus.PLANNED)


def _mark_attendance(unit: Unit, meeting_id: int, attended: Mapping[int, bool] | None) -> None:
    rows = {row.id: row for row in unit.find(Attendance, meeting_id=meeting_id)}
    for attendance_id in attended or ():
        if attendance_id not in rows:
            raise UserError(
                "attendance_elsewhere",
                N_("One of these people is not invited to this meeting: invite the person first."),
            )
    for row in rows.values():
        if attended is None:
            if row.attended is None:
                unit.update(Attendance, row.id, attended=True)
        elif row.id in attended:
            unit.update(Attendance, row.id, attended=attended[row.id])


def _reach_kickoff(unit: Unit, meeting: Meeting, on: date) -> None:
    project = (
        unit.get(Project, meeting.project_id)
        if meeting.project_id is not None
        else only_open_project(unit, meeting.customer_id)
    )
    if project is not None:
        for row in milestones_of(unit, project.id, MilestoneKind.KICKOFF)[:1]:
            reach(unit, row, on)


def _drop(
    unit: Unit, meeting_id: int, status: MeetingStatus, new_day: date | None, new_at: time | None
) -> Meeting:
    meeting = unit.get(Meeting, meeting_id)
    must_be_open(meeting)
    if meeting.status is MeetingStatus.TO_SCHEDULE:
        raise UserError(
            "meeting_without_day",
            N_("This meeting has no day yet: give it one, or delete it if it is not needed."),
        )
    unit.update(Meeting, meeting_id, status=status)
    follow(unit, meeting)
    if new_day is not None:
        planned = MeetingStatus.PLANNED
        at = new_at or meeting.at
        again = parts.again(unit, meeting, status=planned, day=new_day, at=at)
        parts.refuse(unit, again, (), ahead=True)
        return again
    due = due_again(parts.calendars_for(unit, meeting), meeting.day, unit.today)
    return _stands_in(unit, meeting, due) or parts.again(
        unit, meeting, status=MeetingStatus.TO_SCHEDULE, day=due, at=None
    )


def _stands_in(unit: Unit, meeting: Meeting, due: date) -> Meeting | None:
    """Return the next meeting of the same series if it comes soon enough to stand in."""
    series = series_of(unit, meeting)
    ahead = [] if series is None else planned_of(unit, series)
    return ahead[0] if ahead and ahead[0].day <= due else None
