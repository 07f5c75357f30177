"""`csdesk plan`: a dated plan from a template."""

from datetime import date, timedelta

import click

from csdesk.cli.context import Call, Day, common
from csdesk.cli.speaking import command
from csdesk.domain.day_text import day_of
from csdesk.domain.errors import N_


@command(
    N_("Make a project with a dated plan for CUSTOMER from a template."),
    example=N_("csdesk plan acme --template standard-60 --start 2026-12-01"),
)
@click.argument("customer")
@click.option("--template", metavar="T", help=N_("Code; see: csdesk list templates."))
@click.option("--start", type=Day(), metavar="DATE", help=N_("First day of the plan."))
@click.option("--go-live", type=Day(), metavar="DATE", help=N_("Day to count back from."))
@click.option("--name", metavar="N", default="", help=N_("The project's name."))
@common
def plan(
    call: Call,
    customer: str,
    template: str | None,
    start: date | timedelta | None,
    go_live: date | timedelta | None,
    name: str,
) -> None:
    """Make a project with a dated plan."""
    from csdesk.app.commands.plan import apply_template

    words = call.words
    if template is None:
        raise click.UsageError(_which_template(call))
    if (start is None) == (go_live is None):
        raise click.UsageError(words.text("Say either --start or --go-live."))
    with call.store() as store:
        today = store.today()
        with store.read() as reader:
            found = call.find_customer(reader, customer)
            customer_id, code = found.id, found.code
        made = apply_template(
            store,
            customer_id=customer_id,
            template_code=template,
            start=None if start is None else day_of(start, today),
            go_live=None if go_live is None else day_of(go_live, today),
            name=name,
        )
    project = made.project
    lines = [
        words.text(
            "Made the project {name} ({code}) with {n} rows from {start}.",
            name=project.name,
            code=project.code,
            n=len(made.row_ids),
            start=words.date(made.start),
        )
    ]
    if made.go_live is not None:
        lines.append(words.text("Go-live: {day}.", day=words.date(made.go_live)))
    call.answer(
        {
            "id": project.id,
            "code": project.code,
            "name": project.name,
            "start": made.start.isoformat(),
            "value_on": None if made.value_on is None else made.value_on.isoformat(),
            "go_live": None if made.go_live is None else made.go_live.isoformat(),
            "rows": len(made.row_ids),
            "unfilled_roles": [role.role for role in made.unfilled_roles],
        },
        "\n".join(lines),
    )
    if made.start_passed and made.earliest_go_live is not None:
        call.warn(
            words.text(
                "The start has passed already; the earliest go-live that works is {day}.",
                day=words.date(made.earliest_go_live),
            )
        )
    if made.unfilled_roles:
        names = words.join([role.role for role in made.unfilled_roles])
        call.warn(
            words.sentences(
                [
                    words.text("Roles that nobody fills: {roles}.", roles=names),
                    words.text(
                        "Name people: csdesk add contact name=… role=… --customer {code}", code=code
                    ),
                ]
            )
        )


def _which_template(call: Call) -> str:
    from csdesk.app.templates import list_templates

    with call.store() as store:
        known = [one.code for one in list_templates(store)]
    return call.words.text(
        "Say which template: --template, one of {known}.", known=", ".join(known)
    )
