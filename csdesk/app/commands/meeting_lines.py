"""Commands of meeting mode: a typed line becomes what was said, and undo stays in the meeting."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from csdesk.app.commands import agendas, baselines, drafts, goals, meeting_entries, meetings
from csdesk.data.store import Store
from csdesk.domain.capture import Captured, EntryKind
from csdesk.domain.changes import HistoryEntry
from csdesk.domain.codes import MeetingKind, MeetingStatus, ProjectStatus, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.meeting_rules import is_gone
from csdesk.domain.records import Attendance, Baseline, Contact, Customer, Meeting, Project
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.domain.records_kickoff import AgendaItem
from csdesk.i18n import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """What became of a line: the code of an action item, and its words."""

    kind: EntryKind
    text: str
    code: str = ""
    who: str = ""
    when: date | None = None


def begin(store: Store, *, meeting_id: int) -> int:
    """Give the meeting an agenda if it has none; return the journal's last entry."""
    with store.read() as reader:
        bare = not reader.count(AgendaItem, meeting_id=meeting_id)
    if bare:
        try:
            agendas.apply(store, meeting_id=meeting_id)
        except UserError:
            agendas.apply(store, meeting_id=meeting_id, kind=MeetingKind.PROGRESS)
    last = store.history(limit=1)
    return last[0].entry_id if last else 0


def make_now(store: Store, *, customer_id: int, kind: MeetingKind) -> Meeting:
    """Put a meeting of now on the calendar, with everybody of theirs and the one who holds it."""
    with store.read() as reader:
        theirs = [
            one.id
            for one in reader.find(Contact, customer_id=customer_id)
            if one.left_on is None and one.side is Side.CUSTOMER
        ]
    return meetings.create(
        store,
        customer_id=customer_id,
        day=store.today(),
        kind=kind,
        contact_ids=theirs,
        user_ids=[store.actor.id],
        again=True,
    )


def store_line(store: Store, *, meeting_id: int, kind: EntryKind, line: Captured) -> Stored:
    """Store what a line says at once, and forget its draft in the same transaction.

    Raises `UserError` for a line without a matter, and what storing it raises.
    """
    if kind is EntryKind.NEXT:
        return _store_next(store, meeting_id, line)
    if not line.what.strip():
        raise UserError("line_empty", N_("Type what it is about."), field="text")
    title = " ".join(line.what.split())
    with store.write(_LABELS[kind]):
        code = _record(store, meeting_id, kind, title, line)
        drafts.drop_line(store, meeting_id=meeting_id)
    who = line.who.shown if line.who else ""
    return Stored(kind=kind, text=title, code=code, who=who, when=line.when)


def confirm_success(store: Store, *, meeting_id: int, confirmed_by: str) -> None:
    """Record that success is what it says, by whom, at this meeting."""
    with store.read() as reader:
        meeting = reader.get(Meeting, meeting_id)
    goals.confirm_success(
        store,
        customer_id=meeting.customer_id,
        confirmed_by=confirmed_by,
        day=meeting.day,
        meeting_id=meeting_id,
    )


def confirm_goal(store: Store, *, meeting_id: int, goal_id: int, confirmed_by: str) -> None:
    """Record who said at this meeting that a goal is right; who said it first stays."""
    with store.read() as reader:
        day = reader.get(Meeting, meeting_id).day
    goals.confirm(store, goal_id=goal_id, confirmed_by=confirmed_by, day=day, meeting_id=meeting_id)


def agree_dates(store: Store, *, meeting_id: int, agreed_by: str) -> None:
    """Make the dates of the meeting's plan the first baseline, agreed by whom at this meeting.

    One that was agreed before stays: raises `UserError` "dates_agreed" then, and what agreeing
    raises.
    """
    with store.read() as reader:
        meeting = reader.get(Meeting, meeting_id)
        project_id = meeting.project_id
        if project_id is None:
            running = reader.find(
                Project, customer_id=meeting.customer_id, status=ProjectStatus.OPEN
            )
            project_id = running[0].id if len(running) == 1 else None
        known = project_id is not None and reader.first(
            Baseline, project_id=project_id, current=True
        )
    if project_id is None:
        raise UserError("plan_none", N_("There is no plan yet."))
    if known:
        raise UserError("dates_agreed", N_("These dates are agreed already."))
    baselines.agree(store, project_id=project_id, agreed_by=agreed_by, agreed_on=meeting.day)


def mark_present(store: Store, *, attendance_id: int) -> None:
    """Turn who came round: not recorded, came, did not come."""
    with store.read() as reader:
        one = reader.get(Attendance, attendance_id)
    meetings.update_attendance(store, attendance_id=attendance_id, attended=not one.attended)


def end(store: Store, *, meeting_id: int, line: str = "") -> bool:
    """Leave the mode: the meeting was held if anything was written down or anybody marked.

    Of whom nothing was said it stays open whether they came, unless nobody was marked; whoever of
    us is invited and writes here came. A line that was not stored stays as a draft. Returns
    whether it is held now.
    """
    if not line.strip():
        drafts.drop_line(store, meeting_id=meeting_id)
    with store.read() as reader:
        meeting = reader.get(Meeting, meeting_id)
        said = reader.count(MeetingEntry, meeting_id=meeting_id)
        came = reader.count(Attendance, meeting_id=meeting_id, attended=True)
    open_still = meeting.status in (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)
    if not open_still or not (said or came) or meeting.day > store.today():
        return not open_still
    with store.read() as reader:
        rows = reader.find(Attendance, meeting_id=meeting_id)
    known = {row.id: row.attended for row in rows if row.attended is not None}
    known |= {row.id: True for row in rows if row.user_id == store.actor.id and row.id not in known}
    marked = known if came else None
    meetings.hold(store, meeting_id=meeting_id, attended=marked)
    return True


def undo_here(store: Store, *, meeting_id: int, since: int) -> HistoryEntry:
    """Take back our last command of this meeting; what was done before it began stays."""
    customer_id = _customer_of(store, meeting_id)
    entry = store.undo_label(customer_id)
    if entry is None or entry.entry_id <= since:
        raise UserError("nothing_to_undo", N_("There is nothing to undo."))
    return store.undo(customer_id)


def redo_here(store: Store, *, meeting_id: int, since: int) -> HistoryEntry:
    """Do again what was taken back in this meeting."""
    customer_id = _customer_of(store, meeting_id)
    entry = store.redo_label(customer_id)
    if entry is None or entry.entry_id <= since:
        raise UserError("nothing_to_redo", N_("There is nothing to redo."))
    return store.redo(customer_id)


_LABELS = {
    EntryKind.ITEM: "meeting_entries.record_item",
    EntryKind.DECISION: "meeting_entries.record_decision",
    EntryKind.RISK: "meeting_entries.record_risk",
    EntryKind.OBJECTION: "meeting_entries.record_objection",
    EntryKind.COMMITMENT: "meetings.update_attendance",
}


def _customer_of(store: Store, meeting_id: int) -> int:
    with store.read() as reader:
        return reader.get(Meeting, meeting_id).customer_id


def _record(store: Store, meeting_id: int, kind: EntryKind, title: str, line: Captured) -> str:
    who = line.who
    if kind is EntryKind.ITEM:
        fields: dict[str, Any] = {"target": line.when} if line.when is not None else {}
        if who is not None:
            fields |= {
                "side": who.side,
                "owner_user_id": who.user_id,
                "owner_contact_id": who.contact_id,
                "owner_name": "" if who.listed else who.shown,
            }
        row = meeting_entries.record_item(store, meeting_id=meeting_id, title=title, **fields)
        return f"A{row.number}"
    name = who.shown if who is not None else ""
    if kind is EntryKind.DECISION:
        meeting_entries.record_decision(store, meeting_id=meeting_id, what=title, who=name)
    elif kind is EntryKind.RISK:
        side: dict[str, object] = {"side": who.side} if who is not None else {}
        meeting_entries.record_risk(
            store, meeting_id=meeting_id, title=title, owner=name, trigger_on=line.when, **side
        )
    elif kind is EntryKind.OBJECTION:
        contact = who.contact_id if who is not None else None
        said = title if who is None or who.listed else f"{name}: {title}"
        meeting_entries.record_objection(
            store, meeting_id=meeting_id, text=said, contact_id=contact
        )
    else:
        _commit(store, meeting_id, title, line)
    return ""


def _commit(store: Store, meeting_id: int, title: str, line: Captured) -> None:
    """Write down what somebody committed to; who was not asked to the meeting is there now."""
    who = line.who
    if who is None:
        raise UserError("commitment_whose", N_("Say who commits to it: begin with the name."))
    if not who.listed:
        raise UserError(
            "commitment_unlisted",
            N_("{name} is in no list: add the person after the meeting, or say who else commits."),
            name=who.shown,
        )
    where = (
        {"contact_id": who.contact_id} if who.contact_id is not None else {"user_id": who.user_id}
    )
    with store.read() as reader:
        known = reader.first(Attendance, meeting_id=meeting_id, **where)
    if known is None:
        known = meetings.invite(
            store,
            meeting_id=meeting_id,
            contact_ids=[who.contact_id] if who.contact_id is not None else [],
            user_ids=[who.user_id] if who.user_id is not None else [],
        )[0]
    text = title
    if line.when is not None:
        text = f"{title} ({_day_text(store, meeting_id, line.when)})"
    before = known.commitment.strip()
    meetings.update_attendance(
        store,
        attendance_id=known.id,
        attended=True,
        commitment=f"{before}\n{text}" if before else text,
    )


def _day_text(store: Store, meeting_id: int, day: date) -> str:
    """Return a day as the customer reads it; what was said ("next fri") means another one later."""
    with store.read() as reader:
        meeting = reader.get(Meeting, meeting_id)
        customer = reader.get(Customer, meeting.customer_id)
    return Translator(customer.language.value).near_date(day, meeting.day)


def _store_next(store: Store, meeting_id: int, line: Captured) -> Stored:
    if line.when is None:
        raise UserError(
            "next_when",
            N_("Say on which day: a date, or words such as “next fri” or “in 3 working days”."),
        )
    with store.read() as reader:
        meeting = reader.get(Meeting, meeting_id)
        people = reader.find(Attendance, meeting_id=meeting_id)
        customer = reader.get(Customer, meeting.customer_id)
        gone = {
            one.id
            for one in reader.find(Contact, customer_id=customer.id)
            if is_gone(one, line.when)
        }
    with store.write("meetings.create", customer_id=customer.id):
        made = meetings.create(
            store,
            customer_id=customer.id,
            day=line.when,
            at=line.at or time(meeting.at.hour, meeting.at.minute) if meeting.at else line.at,
            kind=MeetingKind.PROGRESS,
            title=" ".join(line.what.split()),
            minutes=min(meeting.minutes, 60),
            project_id=meeting.project_id,
            contact_ids=[
                one.contact_id
                for one in people
                if one.contact_id is not None and one.contact_id not in gone
            ],
            user_ids=[one.user_id for one in people if one.user_id is not None],
        )
        drafts.drop_line(store, meeting_id=meeting_id)
    return Stored(kind=EntryKind.NEXT, text=made.title, when=made.day)
