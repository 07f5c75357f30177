"""The command that ends a meeting and writes down all that left with it; and its rehearsal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from csdesk.app.commands import items, meetings
from csdesk.app.commands import meeting_parts as parts
from csdesk.app.commands.records import new_uid
from csdesk.app.commands.rehearsal import rehearsal
from csdesk.app.queries.leaving import items_of_meeting
from csdesk.app.queries.meeting_form import usual_people
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MeetingKind, MeetingStatus, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Attendance, Meeting

R = TypeVar("R")
_TOOK_PLACE = (MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.CLOSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class NextMeeting:
    """The next one, put on the calendar on leaving.

    People not given are those of the meeting that is left; nobody there, those one would ask.
    """

    uid: str
    day: date
    at: time | None = None
    kind: MeetingKind = MeetingKind.PROGRESS
    contact_ids: tuple[int, ...] | None = None
    user_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settling:
    """What becomes of the meeting that is left: it is held, with a next one, and closed or not.

    `done_rows` are items that stand for the meeting in the plan: they are done on its day. Without
    a meeting (a welcome letter) nothing does.
    """

    customer_id: int
    meeting_id: int | None = None
    close: bool = True
    no_next_reason: str = ""
    next_meeting: NextMeeting | None = None
    done_rows: frozenset[int] = frozenset()


def next_on(
    day: date,
    at: time | None = None,
    contact_ids: tuple[int, ...] | None = None,
    user_ids: tuple[int, ...] | None = None,
) -> NextMeeting:
    """Return a progress review on a day, the same in the rehearsal and when it is stored."""
    return NextMeeting(uid=new_uid(), day=day, at=at, contact_ids=contact_ids, user_ids=user_ids)


def rehearse(
    store: Store, *, settling: Settling, look: Callable[[Unit], R]
) -> tuple[R, UserError | None]:
    """Return what `look` sees once the meeting is held and closed, or why it cannot be closed.

    Nothing is stored. Raises `UserError` for a meeting that cannot be left.
    """
    refused: UserError | None = None
    with rehearsal(store, "leaving.leave", customer_id=settling.customer_id) as unit:
        _hold(store, unit, settling)
        try:
            _close(store, settling)
        except UserError as error:
            refused = error
        seen = look(unit)
    return seen, refused


def leave(store: Store, *, settling: Settling, keep: Callable[[Unit], R]) -> R:
    """Hold and close the meeting and let `keep` write down what left, all or nothing.

    What left are facts; the meeting itself can be undone. Raises `UserError` as the commands of
    meetings do.
    """
    with store.write("leaving.leave", customer_id=settling.customer_id) as unit:
        _hold(store, unit, settling)
        _close(store, settling)
        return keep(unit)


def _hold(store: Store, unit: Unit, settling: Settling) -> None:
    if settling.meeting_id is None:
        return
    meeting = unit.get(Meeting, settling.meeting_id)
    if meeting.status not in _TOOK_PLACE:
        raise UserError(
            "leaving_not_held",
            N_("The meeting of {day} did not take place: leave another one."),
            day=meeting.day,
        )
    if meeting.status is MeetingStatus.PLANNED:
        if meeting.day > unit.today:
            raise UserError(
                "meeting_in_future",
                N_("{day} has not come yet: record the meeting when it was held."),
                day=meeting.day,
            )
        meetings.hold(store, meeting_id=meeting.id)
    done = [row.id for row in items_of_meeting(unit, meeting) if row.id in settling.done_rows]
    if done:
        items.update(store, row_ids=done, on=meeting.day, status=Status.DONE)
    if settling.next_meeting is not None:
        _add_next(unit, meeting, settling.next_meeting)


def _add_next(unit: Unit, meeting: Meeting, wanted: NextMeeting) -> None:
    if wanted.day < meeting.day or wanted.day < unit.today:
        raise UserError(
            "next_meeting_past",
            N_("The next meeting cannot be on {day}: choose a day ahead."),
            day=wanted.day,
            field="next_day",
        )
    added = unit.add(
        replace(
            meeting,
            id=0,
            version=0,
            uid=wanted.uid,
            kind=wanted.kind,
            title="",
            status=MeetingStatus.PLANNED,
            day=wanted.day,
            at=wanted.at,
            summary="",
            no_next_reason="",
            series_uid="",
        )
    )
    contacts, users = _asked(unit, meeting, wanted)
    parts.invite(unit, added, contacts, users)


def _asked(
    unit: Unit, meeting: Meeting, wanted: NextMeeting
) -> tuple[Iterable[int], Iterable[int]]:
    """Return who is asked to the next meeting: as said, else those of this one who are there."""
    rows = [(one.contact_id, one.user_id) for one in unit.find(Attendance, meeting_id=meeting.id)]
    contacts: Iterable[int]
    users: Iterable[int]
    contacts, users = parts.people_of(unit, rows, wanted.day)
    if not contacts:
        contacts, usual = usual_people(unit, meeting.customer_id, MeetingKind.KICKOFF)
        users = users or usual
    return (
        sorted(contacts) if wanted.contact_ids is None else wanted.contact_ids,
        sorted(users) if wanted.user_ids is None else wanted.user_ids,
    )


def _close(store: Store, settling: Settling) -> None:
    if settling.meeting_id is not None and settling.close:
        meetings.close(
            store, meeting_id=settling.meeting_id, no_next_reason=settling.no_next_reason
        )
