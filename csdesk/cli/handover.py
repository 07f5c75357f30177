"""`csdesk handover`: what sales handed over about a customer, and what is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from csdesk.cli.context import Call, common
from csdesk.cli.speaking import command
from csdesk.domain.errors import N_
from csdesk.domain.labels import POINT_KIND_LABELS
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.queries.handover import HandoverCard

# The card's own texts, in their order, with their words.
_TEXTS = (
    ("why_bought", N_("Why they bought")),
    ("process", N_("How they work today")),
    ("working_with", N_("How they want to be worked with")),
    ("scope_note", N_("What was said about the scope")),
    ("budget_note", N_("Whose budget")),
)


@command(
    N_("Show the handover card of CUSTOMER, how complete it is, and the questions that are left."),
    N_(
        "With FIELD=VALUE it changes the card: why_bought, process, working_with, scope_note, "
        "sales_lead (a name of ours or any), budget, currency, budget_note."
    ),
    N_(
        "Its lines are added and changed by csdesk add pain, promise, key-date and touchpoint; "
        "goals, scope, people and contract by csdesk add too."
    ),
    example=N_('csdesk handover acme why_bought="Fines for overtime" budget=120k'),
)
@click.argument("customer")
@click.argument("pairs", metavar="[FIELD=VALUE …]", nargs=-1)
@common
def handover(call: Call, customer: str, pairs: tuple[str, ...]) -> None:
    """Show the handover card of a customer, or change it."""
    from csdesk.app.commands import handover as commands
    from csdesk.app.edits import EditContext, split_pairs, typed_values
    from csdesk.app.queries.handover import load_handover
    from csdesk.domain.records_kickoff import Handover

    texts = split_pairs(pairs)
    with call.store() as store:
        with store.read() as reader:
            owner = call.find_customer(reader, customer)
            context = EditContext(
                reader=reader, today=store.today(), customer=owner, currency=owner.currency
            )
            values: dict[str, Any] = typed_values(Handover, texts, context)
        if values:
            commands.put(store, customer_id=owner.id, **values)
        card = load_handover(store, owner.id)
    call.answer(_data(call, card), "\n".join(_lines(call, card)))


def _data(call: Call, card: "HandoverCard") -> dict[str, Json]:
    from csdesk.app.handover_text import gap_text, question_text
    from csdesk.app.queries.lists import record_line
    from csdesk.domain.records_kickoff import Handover

    def lines(records: Any) -> list[Json]:
        return [record_line(one) for one in records]

    known = card.handover or Handover(customer_id=card.customer.id)
    missing: list[Json] = [
        {
            "part": gap.part.value,
            "missing": gap_text(call.words, gap),
            "question": question_text(call.words, gap),
        }
        for gap in card.meter.gaps
    ]
    parts: dict[str, Json] = {
        one.part.value: {"weight": one.weight, "known": round(one.share, 2)}
        for one in card.meter.parts
    }
    scope = [line for one in card.scopes for line in one.lines]
    return {
        **record_line(known),
        "customer": card.customer.name,
        "sales_lead": card.seller,
        "percent": card.meter.percent,
        "parts": parts,
        "missing": missing,
        "points": lines(point for points in card.points.values() for point in points),
        "goals": [
            record_line(goal)
            | {
                "values": lines(card.values.get(goal.id, ())),
                "confirmations": lines(card.goal_words.get(goal.id, ())),
            }
            for goal in card.goals
        ],
        "success": card.customer.success_text,
        "confirmations": lines(one.confirmation for one in card.confirmations),
        "deliverables": [
            record_line(line.deliverable) | {"criteria": lines(line.criteria)}
            for line in scope
            if line.deliverable is not None
        ],
        "criteria": lines(one for line in scope if line.deliverable is None
                          for one in line.criteria),
        "contracts": lines(card.contracts),
    }  # fmt: skip


def _lines(call: Call, card: "HandoverCard") -> Iterator[str]:
    """Yield the card as it is read: what is known, then the questions that are left."""
    from csdesk.app.handover_text import (
        confirmed_text,
        gap_text,
        goal_text,
        goal_words_text,
        kickoff_text,
        percent_text,
        question_text,
    )

    words = call.words
    yield f"{card.customer.name}: {percent_text(words, card)}"
    yield kickoff_text(words, card)
    facts = [(words.text(label), getattr(card.handover, name, "")) for name, label in _TEXTS]
    facts.append((words.text("Sales lead"), card.seller))
    if card.handover is not None and card.handover.budget_minor is not None:
        money = words.money(card.handover.budget_minor, card.handover.currency)
        facts.append((words.text("Budget"), money))
    for label, text in facts:
        if text:
            yield words.text("{label}: {text}", label=label, text=text)
    for kind, points in card.points.items():
        for point in points:
            day = [] if point.day is None else [words.near_date(point.day, card.today)]
            parts = [point.text, point.answer, *day, point.said_by]
            shown = " | ".join(part for part in parts if part)
            yield f"{words.text(POINT_KIND_LABELS[kind])} {point.id}: {shown}"
    for goal in card.goals:
        label = words.text("Goal")
        yield f"{label} {goal.id}: {goal.title} | {goal_text(words, card, goal)}"
        said = goal_words_text(words, card, goal)
        if said:
            yield f"  {said}"
    if card.customer.success_text:
        label = words.text("Definition of success")
        yield words.text("{label}: {text}", label=label, text=card.customer.success_text)
    for one in card.confirmations:
        yield f"  {confirmed_text(words, card, one)}"
    if card.meter.gaps:
        yield ""
        yield words.text("Missing before the kickoff, with what to ask:")
    for gap in card.meter.gaps:
        yield f"- {gap_text(words, gap)}"
        yield f"  {question_text(words, gap)}"
