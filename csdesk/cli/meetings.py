"""`csdesk meeting hold|close`."""

from datetime import date, timedelta

import click

from csdesk.cli.context import Call, Day, common
from csdesk.cli.speaking import command
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_


@command(
    N_("Say that meeting M (id, title or kind) was held, or close it."),
    N_("A meeting closes only with a next one on the calendar, or with a reason."),
    example=N_("csdesk meeting hold kickoff --customer acme"),
)
@click.argument("action", type=click.Choice(["hold", "close"]))
@click.argument("meeting_name", metavar="M")
@click.option("--customer", metavar="C", help=N_("The customer, where M is not an id."))
@click.option(
    "--on",
    "day",
    type=Day(),
    metavar="DATE",
    help=N_("The day on which it was held; default its own."),
)
@click.option("--summary", metavar="TEXT", help=N_("What came out of it."))
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
    meeting_name: str,
    customer: str | None,
    day: date | timedelta | None,
    summary: str | None,
    reason: str,
) -> None:
    """Say that a meeting was held, or close it."""
    from csdesk.app.commands import meetings
    from csdesk.app.queries.lists import record_line
    from csdesk.app.resolve import find_meeting

    with call.store() as store:
        today = store.today()
        with store.read() as reader:
            owner = None if customer is None else call.find_customer(reader, customer)
            found = find_meeting(reader, meeting_name, owner)
        if action == "hold":
            result = meetings.hold(
                store,
                meeting_id=found.id,
                day=None if day is None else day_of(day, today),
                summary=summary,
            )
        else:
            result = meetings.close(store, meeting_id=found.id, no_next_reason=reason)
    message = (
        call.words.text("The meeting of {day} is held.", day=call.words.date(result.day))
        if action == "hold"
        else call.words.text("The meeting of {day} is closed.", day=call.words.date(result.day))
    )
    call.answer(record_line(result), message)
