"""Commands on meetings: put on the calendar, hold, close, miss, and who came."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from csdesk.app.commands.milestones import milestones_of, only_open_project, reach
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MeetingKind, MeetingStatus, MilestoneKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Attendance, Contact, Customer, Meeting, Project, User


def create(
    store: Store,
    *,
    customer_id: int,
    day: date,
    at: time | None = None,
    kind: MeetingKind = MeetingKind.PROGRESS,
    contact_ids: Iterable[int] = (),
    user_ids: Iterable[int] = (),
    **fields: object,
) -> Meeting:
    """Put a meeting on the calendar, in the customer's zone unless given, and invite people.

    It belongs to the customer's only open project unless given.
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
        )
        meeting = add_record(unit, fresh, {"day": day, "at": at, "kind": kind, **fields})
        _invite(unit, meeting, contact_ids, user_ids)
        return meeting


def update(store: Store, *, meeting_id: int, **changes: object) -> Meeting:
    """Change fields of a meeting: day, time, place, title, summary …"""
    with store.write("meetings.update") as unit:
        return update_record(unit, Meeting, meeting_id, changes)


def delete(store: Store, *, meeting_id: int) -> None:
    """Delete a meeting that was entered by mistake."""
    with store.write("meetings.delete") as unit:
        unit.get(Meeting, meeting_id)
        unit.delete(Meeting, meeting_id)


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
    kickoff milestone of its project. Raises `UserError` for a day that has not come.
    """
    with store.write("meetings.hold") as unit:
        meeting = unit.get(Meeting, meeting_id)
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
        return unit.update(Meeting, meeting_id, status=status, day=on, **changes)


def close(store: Store, *, meeting_id: int, no_next_reason: str = "") -> Meeting:
    """Close a held meeting.

    Raises `UserError` while it was not held, and unless a later meeting of the customer is planned
    or a reason says why there is none.
    """
    with store.write("meetings.close") as unit:
        meeting = unit.get(Meeting, meeting_id)
        if meeting.status not in (MeetingStatus.HELD, MeetingStatus.CLOSED):
            raise UserError(
                "meeting_not_held",
                N_("This meeting was not held yet: record that first."),
            )
        planned = unit.find(Meeting, customer_id=meeting.customer_id, status=MeetingStatus.PLANNED)
        reason = no_next_reason.strip()
        if not reason and not any(other.day >= meeting.day for other in planned):
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

    With `new_day` it goes back on the calendar at once; the new meeting is returned.
    """
    with store.write("meetings.miss") as unit:
        return _drop(unit, meeting_id, MeetingStatus.MISSED, new_day, new_at)


def cancel(
    store: Store, *, meeting_id: int, new_day: date | None = None, new_at: time | None = None
) -> Meeting:
    """Record that a meeting was cancelled; with `new_day` it goes back on the calendar at once."""
    with store.write("meetings.cancel") as unit:
        return _drop(unit, meeting_id, MeetingStatus.CANCELLED, new_day, new_at)


def invite(
    store: Store,
    *,
    meeting_id: int,
    contact_ids: Iterable[int] = (),
    user_ids: Iterable[int] = (),
) -> list[Attendance]:
    """Invite people; who is invited already stays so. Returns the new invitations."""
    with store.write("meetings.invite") as unit:
        return _invite(unit, unit.get(Meeting, meeting_id), contact_ids, user_ids)


def update_attendance(store: Store, *, attendance_id: int, **changes: object) -> Attendance:
    """Change one person's part in a meeting: needed, came, committed to what."""
    with store.write("meetings.update_attendance") as unit:
        return update_record(unit, Attendance, attendance_id, changes)


def uninvite(store: Store, *, attendance_id: int) -> None:
    """Take a person off a meeting."""
    with store.write("meetings.uninvite") as unit:
        unit.get(Attendance, attendance_id)
        unit.delete(Attendance, attendance_id)


def _invite(
    unit: Unit, meeting: Meeting, contact_ids: Iterable[int], user_ids: Iterable[int]
) -> list[Attendance]:
    known = unit.find(Attendance, meeting_id=meeting.id)
    contacts = {row.contact_id for row in known}
    users = {row.user_id for row in known}
    fresh = []
    for contact_id in contact_ids:
        if unit.get(Contact, contact_id).customer_id != meeting.customer_id:
            raise UserError(
                "contact_elsewhere",
                N_("This person belongs to another customer: invite people of this customer."),
                field="contact_ids",
            )
        if contact_id not in contacts:
            contacts.add(contact_id)
            fresh.append(Attendance(meeting_id=meeting.id, contact_id=contact_id))
    for user_id in user_ids:
        unit.get(User, user_id)
        if user_id not in users:
            users.add(user_id)
            fresh.append(Attendance(meeting_id=meeting.id, user_id=user_id))
    return unit.add_all(fresh) if fresh else []


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
    if meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED):
        raise UserError(
            "meeting_was_held",
            N_("This meeting was held already: undo that first if it was not."),
        )
    dropped = unit.update(Meeting, meeting_id, status=status)
    if new_day is None:
        return dropped
    again = unit.add(
        replace(
            meeting,
            id=0,
            version=0,
            uid=new_uid(),
            day=new_day,
            at=new_at or meeting.at,
            status=MeetingStatus.PLANNED,
        )
    )
    people = unit.find(Attendance, meeting_id=meeting_id)
    unit.add_all(
        replace(row, id=0, version=0, meeting_id=again.id, attended=None, commitment="")
        for row in people
    )
    return again
