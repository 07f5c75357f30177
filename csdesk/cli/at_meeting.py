"""`csdesk add … meeting=M`: what was agreed at a meeting, so that its minutes hold it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from csdesk.cli.context import Call
from csdesk.domain.codes import MeetingStatus, NoteKind
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, UserError

if TYPE_CHECKING:
    from csdesk.app.edits import EditContext
    from csdesk.app.handle import Store
    from csdesk.domain.records import Meeting, Record

FIELD = "meeting"
_MEETING = "meeting"  # the noun
# Nouns of `add` that a meeting can hold -> the command that writes them down there.
_RECORDED: Mapping[str, str] = {
    "item": "record_item",
    "decision": "record_decision",
    "risk": "record_risk",
    "note": "record_objection",
}
_SAID_THERE = (
    MeetingStatus.HELD, MeetingStatus.CLOSED, MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE,
)  # fmt: skip


def fields_of(noun: str) -> tuple[str, ...]:
    """Return what `add` takes for a noun beside the fields of its record."""
    from csdesk.app.meeting_edits import PEOPLE

    if noun == _MEETING:
        return PEOPLE
    return (FIELD,) if noun in _RECORDED else ()


def asked_people(noun: str, texts: Mapping[str, str], context: "EditContext") -> dict[str, object]:
    """Return who is asked to a new meeting, as its command takes them."""
    from csdesk.app.meeting_edits import people_values

    return people_values(texts, context) if noun == _MEETING else {}


def meeting_of(texts: Mapping[str, str], context: "EditContext") -> "Meeting | None":
    """Return the meeting of `meeting=`, named by its day, id, kind or title; None without it."""
    from csdesk.app.resolve import find_meeting

    if FIELD not in texts:
        return None
    text = texts[FIELD]
    with suppress(ValueError):
        text = day_of(read_day(text), context.today).isoformat()
    return find_meeting(context.reader, text, context.customer, prefer=_SAID_THERE)


def command_at(noun: str) -> "Callable[..., Record]":
    """Return the command that writes an item, decision, risk or objection down at a meeting."""
    from csdesk.app.commands import meeting_entries

    command: Callable[..., Record] = getattr(meeting_entries, _RECORDED[noun])
    return command


def place_at(
    noun: str, meeting: "Meeting", values: dict[str, object], project_id: int | None
) -> dict[str, object]:
    """Return the meeting, and the project that was named, as `command_at` takes them.

    Takes the kind of a note out of `values`: raises `UserError` unless it is an objection.
    """
    if noun == "note" and values.pop("kind", NoteKind.OBJECTION) is not NoteKind.OBJECTION:
        raise UserError(
            "note_of_meeting",
            N_("A meeting holds objections only: say kind=objection, or leave meeting= out."),
        )
    place: dict[str, object] = {"meeting_id": meeting.id}
    return place if project_id is None else place | {"project_id": project_id}


def meeting_hints(call: Call, store: "Store", meeting: "Meeting") -> list[str]:
    """Return how a new meeting gets an agenda and people; says what should be known about it."""
    from csdesk.app.agendas import shipped_agendas
    from csdesk.app.queries.meeting_form import people_asked
    from csdesk.cli.meetings import tell_remarks

    tell_remarks(call, store, meeting)
    known = shipped_agendas()
    way = f"apply={meeting.kind.value}" if meeting.kind in known else "add=…"
    found = [call.words.text(
        "It has no agenda yet: {command}", command=f"csdesk meeting agenda {meeting.id} {way}"
    )]  # fmt: skip
    with store.read() as reader:
        contacts, _ = people_asked(reader, meeting.id)
    if not contacts:
        command = f"csdesk meeting schedule {meeting.id} with=NAME,NAME"
        found.append(call.words.text("Nobody of theirs is asked yet: {command}", command=command))
    return found
