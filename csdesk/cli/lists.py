"""Commands that print lists: `list` and `ask`."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import cast

import click

from csdesk.cli.context import Call, common
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

# What people look at first; `--json` prints everything.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "customers": ("code", "name", "stage", "rag", "days_left", "owner", "deals", "late_items"),
    "projects": ("id", "customer", "code", "name", "status", "rag", "start", "finish"),
    "items": ("number", "customer", "title", "status", "side", "owner", "target", "late"),
    "milestones": ("id", "customer", "title", "kind", "status", "agreed", "finish", "slip"),
    "phases": ("id", "customer", "title", "status", "start", "finish"),
    "meetings": ("id", "customer", "day", "at", "kind", "title", "status"),
    "baselines": ("id", "project_id", "name", "agreed_on", "agreed_by", "current"),
    "deals": ("id", "customer", "name", "closed_on", "amount", "kind", "product"),
    "contracts": ("id", "customer", "start", "end", "annual", "seats"),
    "contacts": ("id", "customer", "name", "role", "mail", "phone"),
    "templates": ("code", "title", "items", "milestones", "origin"),
    "exports": ("id", "customer_id", "number", "as_of", "file_name"),
    "documents": ("id", "customer_id", "kind", "as_of", "file_name"),
    "users": ("id", "name", "mail", "role", "active"),
    "goals": ("id", "customer", "title", "metric", "baseline", "target", "target_date"),
    "outcomes": ("id", "customer", "day", "title", "said_by"),
    "risks": ("id", "customer", "title", "probability", "impact", "status"),
    "decisions": ("id", "customer", "day", "what", "who"),
    "notes": ("id", "customer", "day", "kind", "text"),
    "mappings": ("id", "kind", "name", "fingerprint"),
    "settings": ("id", "key", "value"),
}


@click.command()
@click.argument("noun", metavar="WHAT")
@click.option("--customer", metavar="C", help="Only this customer: name, code or id.")
@click.option("--filter", "filter_by", metavar="EXPR", help="Such as: status = todo and late > 0")
@common
def list_records(call: Call, noun: str, customer: str | None, filter_by: str | None) -> None:
    """List customers, projects, items, milestones, meetings, deals, contacts, templates …

    EXPR is field op value [and …]; ops = != < <= > >= ~ in; a date may be today-14.

    Example: csdesk list items --customer acme --filter "status in (todo, scheduled) and late > 0"
    """
    _print(call, noun, customer, filter_by)


@click.command()
@click.argument("name")
@common
def ask(call: Call, name: str) -> None:
    """Answer the saved question NAME; without one of that name the saved ones are told.

    A question is saved with: csdesk set question.NAME "items: late > 0"

    Example: csdesk ask late-items
    """
    from csdesk.app.questions import find_question

    with call.store() as store:
        question = find_question(store, name)
    _print(call, question.noun, None, question.filter_by)


def _print(call: Call, noun: str, customer: str | None, filter_by: str | None) -> None:
    from csdesk.app.queries.lists import NOUNS, list_lines
    from csdesk.domain.codes import Language

    if noun not in NOUNS:
        raise UserError(
            "no_list",
            N_("There is no list {name}. The lists are: {known}."),
            name=noun,
            known=", ".join(NOUNS),
        )
    with call.store() as store:
        customer_id = project_id = None
        if customer is not None:
            with store.read() as reader:
                found = call.find_customer(reader, customer)
                customer_id = found.id
                if call.project is not None:
                    project_id = call.find_project(reader, found).id
        lines = list_lines(
            store,
            noun,
            customer_id=customer_id,
            project_id=project_id,
            filter_by=filter_by,
            language=Language(call.words.language),
        )
    call.answer(cast("Json", lines), table_text(call, lines, _SHOWN[noun]))


def table_text(call: Call, lines: Sequence[Mapping[str, Json]], columns: Sequence[str]) -> str:
    """Return lines as an aligned table; Chinese characters are two columns wide."""
    if not lines:
        return call.words.text("Nothing found.")
    cells = [[_shown(call, line.get(name)) for name in columns] for line in lines]
    rows = [list(columns), *cells]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(columns))]
    return "\n".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _shown(call: Call, value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return call.words.text("yes") if value else call.words.text("no")
    if isinstance(value, dict) and {"minor", "currency"} <= value.keys():
        return call.words.money(cast("int", value["minor"]), str(value["currency"]), symbol=False)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
