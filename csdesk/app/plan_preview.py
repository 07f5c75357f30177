"""What a template would give for a customer: dates and open roles, before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.app.roles import RoleMap, UnfilledRole
from csdesk.app.templates import find_template
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MilestoneKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer
from csdesk.domain.schedule import earliest_go_live
from csdesk.domain.template_plan import lay_out_template, links_of, steps_of
from csdesk.domain.templates import PlanTemplate


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPreview:
    """A template laid out for a customer.

    `start_passed` says that the plan had to begin before today; `earliest_go_live` is then the day
    that a start today reaches (None for a plan without a go-live).
    """

    template: PlanTemplate
    language: Language
    dates: Mapping[str, tuple[date, date]]
    start: date
    finish: date
    value_on: date | None
    go_live: date | None
    start_passed: bool
    earliest_go_live: date | None
    unfilled_roles: tuple[UnfilledRole, ...]


def preview_template(
    store: Store,
    *,
    customer_id: int,
    template_code: str,
    start: date | None = None,
    go_live: date | None = None,
) -> PlanPreview:
    """Return what `plan.apply_template` would store. Raises the same `UserError`s."""
    today = store.today()
    with store.read() as reader:
        return preview_in(
            reader,
            customer_id=customer_id,
            template_code=template_code,
            start=start,
            go_live=go_live,
            today=today,
        )


def preview_in(
    reader: Reader,
    *,
    customer_id: int,
    template_code: str,
    start: date | None,
    go_live: date | None,
    today: date,
) -> PlanPreview:
    """Lay a template out inside a running read or command; see `preview_template`."""
    if (start is None) == (go_live is None):
        raise UserError(
            "start_or_go_live",
            N_("Give either the day on which the plan starts or the day of go-live."),
            field="start",
        )
    customer = reader.get(Customer, customer_id)
    template = find_template(reader, template_code)
    calendars = calendars_of(reader, customer)
    dates = lay_out_template(template, calendars, start=start, go_live=go_live)
    first = start or min(begin for begin, _ in dates.values())
    live = _finish_of(template, dates, MilestoneKind.GO_LIVE)
    earliest = None
    if first < today and live is not None:
        earliest = earliest_go_live(steps_of(template), links_of(template), calendars, today)
    roles = RoleMap.of(reader, customer)
    return PlanPreview(
        template=template,
        language=_language(template, customer.language),
        dates=dates,
        start=first,
        finish=max(end for _, end in dates.values()),
        value_on=_finish_of(template, dates, MilestoneKind.VALUE),
        go_live=live,
        start_passed=first < today,
        earliest_go_live=earliest,
        unfilled_roles=roles.unfilled(
            [(row.side, row.role) for row in template.rows if not row.kind.is_summary]
        ),
    )


def _finish_of(
    template: PlanTemplate, dates: Mapping[str, tuple[date, date]], kind: MilestoneKind
) -> date | None:
    found = [dates[row.code][1] for row in template.rows if row.milestone is kind]
    return min(found, default=None)


def _language(template: PlanTemplate, wanted: Language) -> Language:
    """Return the language that the rows will be in: the customer's, else English, else any."""
    there = template.languages()
    for choice in (wanted, Language.EN):
        if choice in there:
            return choice
    return there[0] if there else wanted
