"""Commands that print lists: `list` and `ask`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

import click

from csdesk.cli.context import Call, common, moment
from csdesk.cli.speaking import command
from csdesk.cli.wide_text import columns_of
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.questions import Question

# What people look at first; `--json` prints everything.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "customers": ("code", "name", "stage", "rag", "days_left", "owner", "deals", "late_items"),
    "projects": ("id", "customer", "code", "name", "status", "rag", "start", "finish"),
    "items": ("number", "customer", "title", "status", "side", "owner", "target", "late"),
    "milestones": ("id", "customer", "title", "kind", "status", "agreed", "finish", "slip"),
    "phases": ("id", "customer", "title", "status", "start", "finish"),
    "meetings": ("id", "customer", "day", "at", "kind", "title", "status"),
    "baselines": ("id", "customer", "project", "name", "agreed_on", "agreed_by", "current"),
    "deals": ("id", "customer", "name", "closed_on", "amount", "kind", "product"),
    "contracts": ("id", "customer", "start", "end", "annual", "seats"),
    "contacts": ("id", "customer", "name", "role", "mail", "phone"),
    "templates": ("code", "title", "items", "milestones", "origin"),
    "exports": ("id", "customer", "number", "as_of", "file_name"),
    "documents": ("id", "customer", "kind", "as_of", "file_name"),
    "returned": ("id", "customer", "number", "file_name", "size", "received_at"),
    "series": ("id", "customer", "kind", "title", "rule", "start", "at", "ended_on"),
    "users": ("id", "name", "mail", "role", "active"),
    "goals": ("id", "customer", "title", "metric", "baseline", "target", "target_date"),
    "goal-values": ("id", "customer", "goal", "day", "value", "source"),
    "goal-confirmations": ("id", "customer", "goal", "day", "confirmed_by"),
    "outcomes": ("id", "customer", "day", "title", "said_by"),
    "risks": ("id", "customer", "title", "probability", "impact", "status"),
    "decisions": ("id", "customer", "day", "what", "who"),
    "notes": ("id", "customer", "day", "kind", "text"),
    "deliverables": ("id", "customer", "title", "in_scope", "agreed_by", "agreed_on"),
    "criteria": ("id", "customer", "text", "result", "checked_on", "checked_by"),
    "defects": ("id", "customer", "number", "title", "owner", "due", "done_on"),
    "mappings": ("id", "kind", "name", "fingerprint"),
    "settings": ("id", "key", "value"),
    "certificates": ("number", "customer", "name", "statement", "issued_on", "signed_by"),
    "consents": ("id", "customer", "given_by", "given_on", "covers", "withdrawn_on"),
}

# What those see who ask a question of days.
_ASKED: Mapping[str, tuple[str, ...]] = {
    "golden-window": (
        "code", "name", "rag", "window_start", "days_used", "days_left", "value_on",
        "window_slack",
    ),
    "signed-not-kicked-off": (
        "id", "customer", "name", "closed_on", "kickoff_waits", "over", "amount",
    ),
}  # fmt: skip

# Errors that what was typed makes by itself, whatever the workspace holds.
_TYPED: Mapping[str, str] = {
    "no_list": "WHAT",
    "filter": "--filter",
    "filter_field": "--filter",
    "filter_value": "--filter",
}


@command(
    N_(
        "List what a workspace holds. WHAT is customers, projects, phases, milestones, items, "
        "meetings, series, baselines, deals, contracts, contacts, users, goals, goal-values, "
        "goal-confirmations, outcomes, risks, decisions, notes, deliverables, criteria, defects, "
        "templates, exports, documents, returned, mappings or settings."
    ),
    N_(
        "EXPR is field op value [and …]; ops = != < <= > >= ~ in; ~ finds a part of a text; a "
        "date may be today-14. With --json you see all fields there are."
    ),
    example=N_(
        'csdesk list items --customer acme --filter "status in (todo, scheduled) and late > 0"'
    ),
)
@click.argument("noun", metavar="WHAT", default="")
@click.option("--customer", metavar="C", help=N_("Only this customer: name, code or id."))
@click.option(
    "--filter", "filter_by", metavar="EXPR", help=N_("Such as: status = todo and late > 0")
)
@common
def list_records(call: Call, noun: str, customer: str | None, filter_by: str | None) -> None:
    """List the records of a kind."""
    try:
        _print(call, _list_of(noun), customer, filter_by)
    except UserError as error:
        place = _TYPED.get(error.code)
        if place is None:
            raise
        raise call.wrong_usage(place, error) from error


@command(
    N_("Answer the saved question NAME; without NAME the saved ones are listed."),
    N_('A question is saved with: csdesk set question.NAME "items: late > 0"'),
    N_(
        "Two questions ask of how many DAYS, 14 unless said: golden-window for value that comes at "
        "most so many days before its window ends, or later, or is not planned; "
        "signed-not-kicked-off for deals without a held kickoff, those over so many days first."
    ),
    example=N_("csdesk ask signed-not-kicked-off 14"),
)
@click.argument("name", required=False)
@click.argument("days", required=False, type=click.IntRange(min=0))
@common
def ask(call: Call, name: str | None, days: int | None) -> None:
    """Answer a saved question."""
    from csdesk.app.questions import DAYS, asks_days, find_question, known_questions

    with call.store() as store:
        if name is None:
            lines: list[Mapping[str, Json]] = [
                {"name": known, "question": text} for known, text in known_questions(store).items()
            ]
            call.answer(cast("Json", lines), table_text(call, lines, ("name", "question")))
            return
        if days is None and call.can_ask() and asks_days(store, name):
            days = click.prompt(
                call.words.text("Of how many days"), default=DAYS, type=click.IntRange(min=0),
                err=True,
            )  # fmt: skip
        question = find_question(store, name, days)
    _print(call, question.noun, None, question.filter_by, question)


def _list_of(noun: str) -> str:
    """Return the list that is meant: `item` is as good as `items`."""
    from csdesk.app.queries.lists import NOUNS

    several = (noun, f"{noun}s", f"{noun.removesuffix('on')}a")
    return next((known for known in NOUNS if known in several), noun)


def _print(
    call: Call,
    noun: str,
    customer: str | None,
    filter_by: str | None,
    question: "Question | None" = None,
) -> None:
    from csdesk.app.queries.lists import NOUNS, list_lines
    from csdesk.domain.codes import Language

    if noun not in NOUNS:
        message = N_("There is no list {name}. The lists are: {known}.")
        if not noun:
            message = N_("Say what is to be listed: {known}.")
        raise UserError("no_list", message, name=noun, known=", ".join(NOUNS))
    with call.store() as store:
        with store.read() as reader:
            customer_id, project_id = call.find_place(reader, customer)
        lines = list_lines(
            store,
            noun,
            customer_id=customer_id,
            project_id=project_id,
            filter_by=filter_by,
            language=Language(call.words.language),
        )
    shown = _SHOWN[noun]
    if question is not None:
        lines = question.ordered(lines)
        shown = _ASKED.get(question.name, shown) if question.days is not None else shown
    call.answer(cast("Json", lines), table_text(call, lines, shown))


def table_text(call: Call, lines: Sequence[Mapping[str, Json]], columns: Sequence[str]) -> str:
    """Return lines as a table, on a terminal no wider than that; other programs get it whole."""
    if not lines:
        return call.words.text("Nothing found.")
    cells = [[_shown(call, name, line.get(name)) for name in columns] for line in lines]
    return "\n".join(columns_of([list(columns), *cells], call.room()))


def _shown(call: Call, name: str, value: Json) -> str:
    if value is None:
        return ""
    if name.endswith("_at") and isinstance(value, str) and "T" in value:
        return moment(datetime.fromisoformat(value))
    if name == "at" and isinstance(value, str):
        return value[:5]
    if isinstance(value, bool):
        return call.words.text("yes") if value else call.words.text("no")
    if isinstance(value, dict) and {"minor", "currency"} <= value.keys():
        return call.words.money(cast("int", value["minor"]), str(value["currency"]), symbol=False)
    return " ".join(str(value).split())
