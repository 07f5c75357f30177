"""`csdesk requests` and `csdesk request`: what customers ask, and what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import click

from csdesk.cli.context import Call, Month, codes, common
from csdesk.cli.lists import table_text
from csdesk.cli.speaking import command
from csdesk.domain.codes import RequestKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json
from csdesk.domain.records_delivery import SupportRequest

if TYPE_CHECKING:
    from csdesk.app.edits import EditContext
    from csdesk.app.queries.support_requests import RequestRow

_STATES = ("all", "open", "waiting", "ours", "solved")
_COLUMNS = ("id", "received", "title", "asked_by", "kind", "area", "owner", "answered", "status")


@command(
    N_("List the support requests of CUSTOMER, the newest first."),
    N_("Only what a customer confirmed is solved; the monthly report: csdesk report requests."),
    example=N_("csdesk requests acme --state open"),
)
@click.argument("customer")
@click.option(
    "--state",
    type=click.Choice(_STATES),
    default="all",
    help=N_("Not solved (open), waiting for the customer, our turn, or solved."),
)
@click.option("--area", metavar="AREA", default="", help=N_("Only of this area of the product."))
@click.option("--kind", type=codes(RequestKind), help=N_("Only of this kind."))
@click.option("--month", type=Month(), metavar="YYYY-MM", help=N_("Only what came in this month."))
@common
def requests(
    call: Call, customer: str, state: str, area: str, kind: str | None, month: date | None
) -> None:
    """List the requests of a customer."""
    from csdesk.app.queries.support_requests import RequestFilter, RequestState, list_requests

    asked = RequestFilter(
        state=RequestState(state),
        area=area.strip(),
        kind=None if kind is None else RequestKind(kind),
        month=month,
    )
    with call.store() as store:
        with store.read() as reader:
            owner = call.find_customer(reader, customer)
        found = list_requests(store, customer_id=owner.id, asked=asked)
    lines = [_line(row) for row in found.rows]
    call.answer(cast("Json", lines), table_text(call, lines, _COLUMNS))


def _line(row: "RequestRow") -> dict[str, Json]:
    request = row.request
    return {
        "id": request.id,
        "received": row.received.strftime("%Y-%m-%d %H:%M"),
        "title": request.title,
        "asked_by": row.asked_by,
        "channel": request.channel.value,
        "kind": request.kind.value,
        "area": request.area,
        "feeling": request.feeling.value,
        "owner": row.owner,
        "answered": None if row.response_minutes is None else _hours(row.response_minutes),
        "status": request.status.value,
        "answer": request.answer,
        "solved_on": None if request.solved_on is None else request.solved_on.isoformat(),
        "confirmed_by": request.confirmed_by,
    }


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class _Action:
    """What can be done with a request: its command, the sentence after, the fields it takes."""

    command: str
    done: str
    takes: tuple[str, ...] | None = ()  # None: every field of a request


_ACTIONS: Mapping[str, _Action] = {
    "edit": _Action("update", N_("Changed: request {id}."), None),
    "answer": _Action("answer", N_("Answered: request {id}."), ("text", "at")),
    "take": _Action("take", N_("Taken: request {id}."), ("owner",)),
    "wait": _Action("wait", N_("Request {id} waits for the customer.")),
    "solve": _Action(
        "solve", N_("Solved, as {name} confirmed: request {id}."), ("by", "on", "text")
    ),
    "reopen": _Action("reopen", N_("Taken up again: request {id}.")),
    "delete": _Action("delete", N_("Deleted: request {id}.")),
}


def _arguments(action: str, texts: Mapping[str, str], context: "EditContext") -> dict[str, Any]:
    """Return what the command of an action is called with."""
    from csdesk.app.request_edits import read_moment, request_values
    from csdesk.app.resolve import find_user

    takes = _ACTIONS[action].takes
    if takes is None:
        return request_values(texts, context)
    for name in texts:
        if name not in takes:
            raise UserError(
                "field_unknown",
                N_("{field} cannot be set here. What can be set: {choices}."),
                field=name,
                choices=", ".join(takes) or "–",
            )
    found: dict[str, Any] = {"text": texts["text"]} if texts.get("text") else {}
    if texts.get("at"):
        found["at"] = read_moment("at", texts["at"], context)
    if texts.get("owner"):
        found["user_id"] = find_user(context.reader, texts["owner"]).id
    if texts.get("on"):
        found["day"] = read_moment("on", texts["on"], context).date()
    if "by" in takes:
        found["confirmed_by"] = texts.get("by", "")
    return found


@command(
    N_("Enter a support request of a customer, or say what became of it."),
    N_(
        "ACTION is add FIELD=VALUE …, or edit, answer, take, wait, solve, reopen, delete with the "
        "number or title of the request."
    ),
    N_(
        "Fields are title, text (internal), asked_by, channel, kind, area, feeling (internal), "
        "owner, received, answered, answer. A moment is 2026-11-19 09:30, 09:30 or a day."
    ),
    N_(
        "answer takes text= and at=, take takes owner=, solve takes by= (who at the customer "
        "confirmed it), on= and text=."
    ),
    example=N_('csdesk request solve 12 by="Mei Lin" --customer acme'),
)
@click.argument("action", metavar="ACTION", type=click.Choice(["add", *_ACTIONS]))
@click.argument("words", metavar="[REQUEST] FIELD=VALUE …", nargs=-1)
@click.option("--customer", required=True, metavar="C", help=N_("The customer: name, code or id."))
@common
def request(call: Call, action: str, words: tuple[str, ...], customer: str) -> None:
    """Enter a request, or say what became of it."""
    from csdesk.app.commands import support_requests
    from csdesk.app.edits import EditContext, split_pairs
    from csdesk.app.queries.lists import record_line
    from csdesk.app.request_edits import find_request, request_values

    named = () if action == "add" else words[:1]
    if action != "add" and (not named or "=" in named[0]):
        raise click.UsageError(call.words.text("Say which request: its number, or its title."))
    texts = split_pairs(words[len(named) :])
    with call.store() as store:
        with store.read() as reader:
            owner = call.find_customer(reader, customer)
            context = EditContext(
                reader=reader, today=store.today(), customer=owner, currency=owner.currency
            )
            found = find_request(reader, owner.id, named[0]) if named else None
            how = _arguments(action, texts, context) if named else request_values(texts, context)
        if found is None:
            title = str(how.pop("title", ""))
            made = support_requests.create(store, customer_id=owner.id, title=title, **how)
            message = call.words.text("Added: request {id}.", id=made.id)
            call.answer(record_line(made), message)
            return
        entry = _ACTIONS[action]
        run: Callable[..., SupportRequest | None] = getattr(support_requests, entry.command)
        result = run(store, request_id=found.id, **how) or found
    name = result.confirmed_by
    call.answer(record_line(result), call.words.text(entry.done, id=found.id, name=name))
