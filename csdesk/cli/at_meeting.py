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
    from csdesk.domain.records import Meeting, Record

FIELD = "meeting"
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
    return (FIELD,) if noun in _RECORDED else ()


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


def agenda_hint(call: Call, meeting: "Meeting") -> str:
    """Return how a new meeting gets an agenda."""
    from csdesk.app.agendas import shipped_agendas

    known = shipped_agendas()
    way = f"apply={meeting.kind.value}" if meeting.kind in known else "add=…"
    return call.words.text(
        "It has no agenda yet: {command}", command=f"csdesk meeting agenda {meeting.id} {way}"
    )
