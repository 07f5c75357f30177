"""Commands that write down what is said at a meeting, each with its place in the order."""

from typing import Literal

from csdesk.app.commands import decisions, notes, risks, rows
from csdesk.app.commands.milestones import only_open_project
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import NoteKind, RowKind, Visibility
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Decision, Meeting, Note, PlanRow, Risk
from csdesk.domain.records_delivery import MeetingEntry

Direction = Literal["up", "down"]


def record_item(
    store: Store, *, meeting_id: int, title: str, project_id: int | None = None, **fields: object
) -> PlanRow:
    """Add an action item that was agreed at a meeting to the plan, and enter it there.

    It goes into the meeting's project, else the customer's only open one. Raises `UserError`
    without such a project, and what adding a row raises.
    """
    with store.write("meeting_entries.record_item") as unit:
        meeting = unit.get(Meeting, meeting_id)
        found = project_id or meeting.project_id
        if found is None:
            project = only_open_project(unit, meeting.customer_id)
            found = project.id if project is not None else None
        if found is None:
            raise UserError(
                "meeting_without_plan",
                N_("This meeting belongs to no project: make a plan first, or say which one."),
                field="project_id",
            )
        row = rows.add(store, project_id=found, title=title, kind=RowKind.ITEM, **fields)  # type: ignore[arg-type]
        _enter(unit, meeting, row_id=row.id)
        return row


def enter_row(store: Store, *, meeting_id: int, row_id: int) -> MeetingEntry:
    """Enter an action item of the plan that was spoken about; once is enough.

    Raises `UserError` for a row of another customer.
    """
    with store.write("meeting_entries.enter_row") as unit:
        meeting = unit.get(Meeting, meeting_id)
        if unit.get(PlanRow, row_id).customer_id != meeting.customer_id:
            raise UserError(
                "row_elsewhere",
                N_("This action item belongs to another customer: choose one of this customer."),
                field="row_id",
            )
        known = unit.first(MeetingEntry, meeting_id=meeting_id, row_id=row_id)
        return known or _enter(unit, meeting, row_id=row_id)


def record_decision(store: Store, *, meeting_id: int, what: str, **fields: object) -> Decision:
    """Add a decision made at a meeting, of its day and project unless said."""
    with store.write("meeting_entries.record_decision") as unit:
        meeting = unit.get(Meeting, meeting_id)
        where: dict[str, object] = {"day": meeting.day, "project_id": meeting.project_id}
        decision = decisions.create(
            store, customer_id=meeting.customer_id, what=what, **(where | fields)
        )
        _enter(unit, meeting, decision_id=decision.id)
        return decision


def record_risk(store: Store, *, meeting_id: int, title: str, **fields: object) -> Risk:
    """Add a risk spoken about at a meeting; those who were there know it, unless said."""
    with store.write("meeting_entries.record_risk") as unit:
        meeting = unit.get(Meeting, meeting_id)
        where: dict[str, object] = {
            "project_id": meeting.project_id, "visibility": Visibility.CUSTOMER,
        }  # fmt: skip
        risk = risks.create(store, customer_id=meeting.customer_id, title=title, **(where | fields))
        _enter(unit, meeting, risk_id=risk.id)
        return risk


def record_objection(
    store: Store, *, meeting_id: int, text: str, answer: str = "", **fields: object
) -> Note:
    """Add an objection raised at a meeting, with what was answered.

    Those who were there heard it: the minutes show it unless it is internal. It is kept as a note
    whose first line is the objection and whose other lines are the answer.
    """
    with store.write("meeting_entries.record_objection") as unit:
        meeting = unit.get(Meeting, meeting_id)
        said = " ".join(text.split())
        where: dict[str, object] = {
            "day": meeting.day, "project_id": meeting.project_id, "visibility": Visibility.CUSTOMER,
        }  # fmt: skip
        note = notes.create(
            store,
            customer_id=meeting.customer_id,
            text="\n".join(part for part in (said, answer.strip()) if part),
            kind=NoteKind.OBJECTION,
            **(where | fields),
        )
        _enter(unit, meeting, note_id=note.id)
        return note


def move(store: Store, *, entry_id: int, direction: Direction) -> None:
    """Move an entry one place up or down; at the end of the list nothing happens."""
    with store.write("meeting_entries.move") as unit:
        moved = unit.get(MeetingEntry, entry_id)
        found = unit.find(MeetingEntry, meeting_id=moved.meeting_id, order_by=("position", "id"))
        place = [one.id for one in found].index(entry_id)
        other = place + (-1 if direction == "up" else 1)
        if not 0 <= other < len(found):
            return
        found[place], found[other] = found[other], found[place]
        for position, one in enumerate(found):
            if one.position != position:
                unit.update(MeetingEntry, one.id, position=position)


def remove(store: Store, *, entry_id: int) -> None:
    """Take an entry off its meeting; the item, decision, risk or note itself stays."""
    with store.write("meeting_entries.remove") as unit:
        unit.get(MeetingEntry, entry_id)
        unit.delete(MeetingEntry, entry_id)


def _enter(unit: Unit, meeting: Meeting, **what: int) -> MeetingEntry:
    found = unit.find(MeetingEntry, meeting_id=meeting.id)
    position = 1 + max((one.position for one in found), default=-1)
    return unit.add(MeetingEntry(meeting_id=meeting.id, position=position, **what))
