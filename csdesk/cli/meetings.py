"""`csdesk meeting`: hold, close, schedule, drop a meeting; its agenda, series, escalation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from csdesk.cli.context import Call, Day, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import MeetingStatus
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.domain.records import Customer, Meeting

_ACTIONS = ("hold", "close", "miss", "cancel", "schedule", "agenda", "series", "escalate")
_HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)
_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)
_PREFER: Mapping[str, tuple[MeetingStatus, ...]] = {
    "close": (MeetingStatus.HELD, *_AHEAD),
    "schedule": (MeetingStatus.TO_SCHEDULE, MeetingStatus.PLANNED),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What was typed after the action."""

    name: str
    texts: Mapping[str, str]
    customer: str | None
    day: date | timedelta | None
    summary: str | None
    reason: str


@command(
    N_("Say what became of meeting M (id, title or kind), or what is planned around it."),
    N_("A meeting closes only with a next one on the calendar, or with a reason."),
    N_(
        "schedule M day=… at=… gives it a day, with=NAMES us=NAMES says who is asked. miss and "
        "cancel bring it back on the list, or on the calendar with day=…."
    ),
    N_("agenda M shows the topics; apply=KIND, add=TITLE, tick=N, drop=N change them."),
    N_(
        "series lists the series of a customer; series KIND start=… every=4w at=… with=NAMES "
        "us=NAMES adds one, since=… changes it from a day on, end=… ends it."
    ),
    N_(
        "escalate proposes a text once meetings fell through twice in a row; log=TEXT records an "
        "effort."
    ),
    example=N_("csdesk meeting hold kickoff --customer acme"),
)
@click.argument("action", metavar="ACTION", type=click.Choice(_ACTIONS))
@click.argument("words", metavar="[M] FIELD=VALUE …", nargs=-1)
@click.option("--customer", metavar="C", help=N_("The customer, where M is not an id."))
@click.option(
    "--on",
    "day",
    type=Day(),
    metavar="DATE",
    help=N_("The day on which it was held; default its own."),
)
@click.option(
    "--summary",
    metavar="TEXT",
    help=N_(
        "hold: what came out of it, for us only. What the customer reads in the minutes are items, "
        "decisions and risks: csdesk add decision … meeting=M"
    ),
)
@click.option(
    "--reason",
    metavar="TEXT",
    default="",
    help=N_("close: why no next meeting is on the calendar."),
)
@common
def meeting(
    call: Call,
    action: str,
    words: tuple[str, ...],
    customer: str | None,
    day: date | timedelta | None,
    summary: str | None,
    reason: str,
) -> None:
    """Say what became of a meeting, or what is planned around it."""
    from csdesk.app.edits import split_pairs

    named = words[:1] if words and "=" not in words[0] else ()
    said = Said(
        name=named[0] if named else "",
        texts=split_pairs(words[len(named) :]),
        customer=customer,
        day=day,
        summary=summary,
        reason=reason,
    )
    if action in ("series", "escalate"):
        from csdesk.cli import meeting_series

        run = meeting_series.series if action == "series" else meeting_series.escalate
        return run(call, said)
    if not said.name:
        raise click.UsageError(call.words.text("Say which meeting: its id, title or kind."))
    if action == "agenda":
        from csdesk.cli.meeting_agenda import agenda

        return agenda(call, said)
    return _RUN[action](call, action, said)


def meant(
    call: Call, store: "Store", said: Said, action: str = ""
) -> "tuple[Customer | None, Meeting]":
    """Return the customer, if one was named, and the meeting that is meant."""
    from csdesk.app.resolve import find_meeting

    with store.read() as reader:
        owner = None if said.customer is None else call.find_customer(reader, said.customer)
        return owner, find_meeting(reader, said.name, owner, prefer=_PREFER.get(action, _AHEAD))


def _ended(call: Call, action: str, said: Said) -> None:
    from csdesk.app.commands import meetings
    from csdesk.app.queries.lists import record_line

    with call.store() as store:
        _, found = meant(call, store, said, action)
        if action == "hold":
            result = meetings.hold(
                store,
                meeting_id=found.id,
                day=None if said.day is None else day_of(said.day, store.today()),
                summary=said.summary,
            )
        else:
            result = meetings.close(store, meeting_id=found.id, no_next_reason=said.reason)
    message = (
        call.words.text("The meeting of {day} is held.", day=call.words.date(result.day))
        if action == "hold"
        else call.words.text("The meeting of {day} is closed.", day=call.words.date(result.day))
    )
    call.answer(record_line(result), message)


def _planned(call: Call, action: str, said: Said) -> None:
    from csdesk.app.commands import meetings
    from csdesk.app.edits import EditContext
    from csdesk.app.meeting_edits import meeting_values
    from csdesk.app.queries.lists import record_line
    from csdesk.domain.records import Customer

    with call.store() as store:
        _, found = meant(call, store, said, action)
        with store.read() as reader:
            owner = reader.get(Customer, found.customer_id)
            context = EditContext(reader=reader, today=store.today(), customer=owner, currency="")
            values = meeting_values(said.texts, context)
        if action == "schedule":
            values.setdefault("day", found.day)
            result = meetings.schedule(store, meeting_id=found.id, **values)
        else:
            drop = meetings.miss if action == "miss" else meetings.cancel
            result = drop(
                store, meeting_id=found.id, new_day=values.get("day"), new_at=values.get("at")
            )
        tell_remarks(call, store, result)
    when = call.words.date(result.day, "weekday") + (f" {result.at:%H:%M}" if result.at else "")
    if result.status is MeetingStatus.TO_SCHEDULE:
        message = call.words.text("To schedule by {day}.", day=when)
    else:
        message = call.words.text("On the calendar: {day}.", day=when)
    call.answer(record_line(result), message)


def tell_remarks(call: Call, store: "Store", meeting: "Meeting") -> None:
    """Warn of what should be known about a planned meeting: days off, others at its time …"""
    from csdesk.app.meeting_text import remark_text
    from csdesk.app.queries.meeting_form import check_meeting
    from csdesk.domain.codes import Language

    if meeting.status is not MeetingStatus.PLANNED:
        return
    found = check_meeting(
        store,
        customer_id=meeting.customer_id,
        day=meeting.day,
        at=meeting.at,
        minutes=meeting.minutes,
        meeting_id=meeting.id,
        language=Language(call.words.language),
    )
    for remark in found.remarks:
        call.warn(remark_text(remark, call.words))


_RUN: Mapping[str, Callable[[Call, str, Said], None]] = {
    "hold": _ended,
    "close": _ended,
    "miss": _planned,
    "cancel": _planned,
    "schedule": _planned,
}
