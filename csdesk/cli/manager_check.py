"""`csdesk manager`: whether the customer's project manager can carry the project."""

from typing import TYPE_CHECKING, Any

import click

from csdesk.cli.context import Call, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import STRENGTH_LABELS
from csdesk.domain.manager_check import QUESTIONS, proposals
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.domain.records_kickoff import ManagerCheck


@command(
    N_("Show or keep the check of CUSTOMER's project manager, with what a weak answer leads to."),
    N_(
        "FIELD is knows_business, has_time, judges_it (strong, fair or weak, answered in this "
        "order), contact, checked_on or note."
    ),
    N_("--follow-up QUESTION stores the proposed risk and action item, both for us only."),
    example=N_("csdesk manager acme knows_business=strong has_time=weak --follow-up has_time"),
)
@click.argument("customer")
@click.argument("pairs", metavar="[FIELD=VALUE …]", nargs=-1)
@click.option(
    "--follow-up",
    type=click.Choice(list(QUESTIONS)),
    help=N_("Store what the answer to this question leads to."),
)
@common
def manager(call: Call, customer: str, pairs: tuple[str, ...], follow_up: str | None) -> None:
    """Show or keep the check of a customer's project manager."""
    from csdesk.app.commands import manager_checks
    from csdesk.app.edits import EditContext, split_pairs, typed_values
    from csdesk.app.manager_check_text import name_of
    from csdesk.domain.records_kickoff import ManagerCheck

    texts = split_pairs(pairs)
    with call.store() as store:
        with store.read() as reader:
            owner = call.find_customer(reader, customer)
            project = call.find_project(reader, owner)
            context = EditContext(
                reader=reader, today=store.today(), customer=owner, currency=owner.currency
            )
            values: dict[str, Any] = typed_values(ManagerCheck, texts, context)
        if values:
            manager_checks.record(store, project_id=project.id, **values)
        with store.read() as reader:
            check = reader.first(ManagerCheck, project_id=project.id)
            if check is None:
                raise UserError(
                    "no_check",
                    N_("The project manager of {customer} was not checked yet."),
                    customer=owner.name,
                )
            who = name_of(reader, check)
        if follow_up is not None:
            language = Language(call.words.language)
            manager_checks.follow_up(
                store, check_id=check.id, question=follow_up, language=language
            )
    data, lines = _told(call, check, who)
    call.answer(data, "\n".join(lines))


def _told(call: Call, check: "ManagerCheck", who: str) -> tuple[dict[str, Json], list[str]]:
    """Return the check with its proposals, as data and as lines."""
    from csdesk.app.manager_check_text import proposal_texts
    from csdesk.app.queries.lists import record_line

    words = call.words
    found = {one.question: one for one in proposals(check)}
    lines = [who or words.text("The project manager")]
    proposed: list[Json] = []
    for place, (question, (text, _)) in enumerate(QUESTIONS.items(), start=1):
        answer = getattr(check, question)
        said = words.text(STRENGTH_LABELS[answer]) if answer else words.text("not asked yet")
        lines.append(words.text("{label}: {text}", label=f"{place}  {words.text(text)}", text=said))
        if question in found:
            told = proposal_texts(words, found[question], who)
            lines.append("   " + words.text("Risk: {risk}.", risk=told.risk))
            lines.append("   " + words.text("Action: {action}", action=told.action))
            proposed.append({"question": question, "risk": told.risk, "action": told.action})
    return record_line(check) | {"manager": who, "proposals": proposed}, lines
