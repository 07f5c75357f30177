"""What meetings and series share inside a running command: people, agenda, checks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from csdesk.app.agendas import shipped_agendas
from csdesk.app.calendars import calendars_of
from csdesk.app.commands.records import new_uid
from csdesk.data.unit import Unit
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import MeetingStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.meeting_rules import faults, is_gone
from csdesk.domain.records import Attendance, Contact, Customer, Meeting, Project, User
from csdesk.domain.records_kickoff import AgendaItem, MeetingSeries


def calendars_for(unit: Unit, about: Meeting | MeetingSeries) -> Calendars:
    """Return the calendars of both sides of a meeting or a series."""
    customer = unit.get(Customer, about.customer_id)
    project = None if about.project_id is None else unit.get(Project, about.project_id)
    return calendars_of(unit, customer, project)


def contacts_of(unit: Unit, customer_id: int, contact_ids: Iterable[int]) -> list[Contact]:
    """Return people of a customer; raises `UserError` for somebody else's."""
    found = [unit.get(Contact, one) for one in dict.fromkeys(contact_ids)]
    if any(one.customer_id != customer_id for one in found):
        raise UserError(
            "contact_elsewhere",
            N_("This person belongs to another customer: invite people of this customer."),
            field="contact_ids",
        )
    return found


def refuse(unit: Unit, meeting: Meeting, contacts: Iterable[Contact], *, ahead: bool) -> None:
    """Raise the first fault of a meeting with these people (see `meeting_rules.faults`)."""
    for fault in faults(meeting, contacts, today=unit.today, ahead=ahead):
        raise fault


def invite(
    unit: Unit, meeting: Meeting, contact_ids: Iterable[int], user_ids: Iterable[int]
) -> list[Attendance]:
    """Invite who is not invited yet and return what is new; raises `UserError` for a fault."""
    known = unit.find(Attendance, meeting_id=meeting.id)
    contacts = {row.contact_id for row in known}
    users = {row.user_id for row in known}
    wanted = contacts_of(unit, meeting.customer_id, contact_ids)
    new = [one for one in wanted if one.id not in contacts]
    refuse(unit, meeting, new, ahead=False)
    fresh = [Attendance(meeting_id=meeting.id, contact_id=one.id) for one in new]
    for user_id in dict.fromkeys(user_ids):
        unit.get(User, user_id)
        if user_id not in users:
            fresh.append(Attendance(meeting_id=meeting.id, user_id=user_id))
    return unit.add_all(fresh) if fresh else []


def let_only(
    unit: Unit,
    meeting: Meeting,
    contact_ids: Iterable[int] | None,
    user_ids: Iterable[int] | None,
) -> None:
    """Let just these people be invited; None leaves a side as it is."""
    contacts = None if contact_ids is None else set(contact_ids)
    users = None if user_ids is None else set(user_ids)
    for row in unit.find(Attendance, meeting_id=meeting.id):
        gone = (
            contacts is not None and row.contact_id is not None and row.contact_id not in contacts
        )
        left = users is not None and row.user_id is not None and row.user_id not in users
        if gone or left:
            unit.delete(Attendance, row.id)
    invite(unit, meeting, sorted(contacts or ()), sorted(users or ()))


def still_there(unit: Unit, contact_id: int, day: date) -> int | None:
    """Return the person, or who took over from one who left by `day`; None without a successor."""
    contact = unit.get(Contact, contact_id)
    seen = {contact.uid}
    while is_gone(contact, day):
        after = None
        if contact.successor_uid and contact.successor_uid not in seen:
            after = unit.first(Contact, uid=contact.successor_uid)
        if after is None:
            return None
        contact = after
        seen.add(contact.uid)
    return contact.id


def people_of(
    unit: Unit, rows: Iterable[tuple[int | None, int | None]], day: date
) -> tuple[list[int], list[int]]:
    """Return the contacts and users that can be invited for a day, out of pairs of their ids."""
    contacts, users = [], []
    for contact_id, user_id in rows:
        there = None if contact_id is None else still_there(unit, contact_id, day)
        if there is not None:
            contacts.append(there)
        elif user_id is not None and unit.get(User, user_id).active:
            users.append(user_id)
    return contacts, users


def copy_agenda(unit: Unit, source: Meeting | None, meeting: Meeting) -> None:
    """Give a meeting the topics of another one, nothing ticked; without any those of its kind."""
    topics = [] if source is None else unit.find(AgendaItem, meeting_id=source.id)
    copies = [replace(one, id=0, version=0, meeting_id=meeting.id, done=False) for one in topics]
    template = shipped_agendas().get(meeting.kind)
    if not copies and source is None and template is not None:
        language = unit.get(Customer, meeting.customer_id).language
        copies = template.items(meeting.id, language)
    if copies:
        unit.add_all(copies)


def again(
    unit: Unit, meeting: Meeting, *, status: MeetingStatus, day: date, **fields: object
) -> Meeting:
    """Store a meeting in the place of one that fell through: its people and its agenda.

    One of another kind that follows from it has the agenda of its own kind.
    """
    fresh = replace(
        meeting,
        id=0,
        version=0,
        uid=new_uid(),
        day=day,
        status=status,
        summary="",
        no_next_reason="",
        series_uid="",
        **fields,  # type: ignore[arg-type]
    )
    stored = unit.add(fresh)
    invited = unit.find(Attendance, meeting_id=meeting.id)
    known = {row.contact_id for row in invited}
    for row in invited:
        there = None if row.contact_id is None else still_there(unit, row.contact_id, day)
        took_over = there != row.contact_id
        if row.contact_id is None or (there is not None and not (took_over and there in known)):
            known.add(there)
            unit.add(
                replace(
                    row,
                    id=0,
                    version=0,
                    meeting_id=stored.id,
                    contact_id=there,
                    attended=None,
                    commitment="",
                )
            )
    copy_agenda(unit, meeting if stored.kind is meeting.kind else None, stored)
    return stored
