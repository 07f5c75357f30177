"""Commands on whole plans: a template becomes a project, a project becomes a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csdesk.app.commands.customers import unique_code
from csdesk.app.commands.projects import create_in
from csdesk.app.commands.records import new_uid
from csdesk.app.plan_preview import PlanPreview, preview_in
from csdesk.app.roles import RoleMap, UnfilledRole
from csdesk.app.templates import shipped_templates
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Constraint, DealKind, RowKind, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import (
    Contact,
    Customer,
    Deal,
    Dependency,
    PlanRow,
    Project,
    Template,
    User,
)
from csdesk.domain.template_plan import goals_of, template_of_plan
from csdesk.domain.template_text import template_to_toml
from csdesk.domain.templates import PlanTemplate, TemplateRow, text_in
from csdesk.domain.tree import tree_order


@dataclass(frozen=True, kw_only=True, slots=True)
class AppliedPlan:
    """A project made from a template, and what to say about it."""

    project: Project
    row_ids: Mapping[str, int]  # code of the template's row -> id of the plan's
    start: date
    value_on: date | None
    go_live: date | None
    start_passed: bool
    earliest_go_live: date | None
    unfilled_roles: tuple[UnfilledRole, ...]


def apply_template(
    store: Store,
    *,
    customer_id: int,
    template_code: str,
    start: date | None = None,
    go_live: date | None = None,
    name: str = "",
    code: str = "",
    deal_id: int | None = None,
) -> AppliedPlan:
    """Make a project with a dated plan from a template, in the customer's language.

    Dates go forward from `start` or back from `go_live`, in working days of both sides. Owners come
    from the roles; the result lists the roles that nobody fills and says when the start has passed.
    Without `deal_id` the project belongs to the customer's oldest new deal that has no project. A
    baseline is not set: that is `baselines.agree`. Raises `UserError` for an unknown template, for
    both days or none, and for a template without a go-live to count back from.
    """
    with store.write("plan.apply_template", customer_id=customer_id) as unit:
        preview = preview_in(
            unit,
            customer_id=customer_id,
            template_code=template_code,
            start=start,
            go_live=go_live,
            today=unit.today,
        )
        template = preview.template
        project = create_in(
            unit,
            customer_id=customer_id,
            name=name.strip() or text_in(template.titles, preview.language),
            start=preview.start,
            code=code,
            deal_id=_oldest_deal(unit, customer_id) if deal_id is None else deal_id,
            template_code=template.code,
        )
        row_ids = store_rows(unit, project, preview)
        store_links(unit, project, template, row_ids)
        return AppliedPlan(
            project=project,
            row_ids=row_ids,
            start=preview.start,
            value_on=preview.value_on,
            go_live=preview.go_live,
            start_passed=preview.start_passed,
            earliest_go_live=preview.earliest_go_live,
            unfilled_roles=preview.unfilled_roles,
        )


def save_as_template(
    store: Store, *, project_id: int, title: str, code: str = "", description: str = ""
) -> Template:
    """Keep a project's plan as a template of the workspace, in the customer's language.

    Dates, people, comments and notes are dropped; owners stay as roles. Raises `UserError` for a
    plan without rows, a title that is empty and a code that another template has.
    """
    with store.write("plan.save_as_template") as unit:
        project = unit.get(Project, project_id)
        rows = tree_order(unit.find(PlanRow, project_id=project_id))
        if not rows:
            raise UserError(
                "plan_empty", N_("The plan has no rows: add some before it becomes a template.")
            )
        if not title.strip():
            raise UserError("template_title", N_("Give the template a title."), field="title")
        customer = unit.get(Customer, project.customer_id)
        template = template_of_plan(
            code=_template_code(unit, code, title),
            title=title.strip(),
            description=description.strip(),
            language=customer.language,
            rows=rows,
            links=unit.find(Dependency, project_id=project_id),
            roles=_roles_of(unit, customer, rows),
        )
        return unit.add(
            Template(code=template.code, title=title.strip(), text=template_to_toml(template))
        )


def store_links(
    unit: Unit, project: Project, template: PlanTemplate, row_ids: Mapping[str, int]
) -> None:
    """Store a template's links, and which milestone each item leads to."""
    unit.add_all(
        Dependency(
            project_id=project.id,
            predecessor_id=row_ids[link.row],
            successor_id=row_ids[row.code],
            type=link.type,
            lag=link.lag,
            lag_calendar_days=link.lag_calendar_days,
        )
        for row in template.rows
        for link in row.after
    )
    goals = goals_of(template)
    unit.update_all(
        PlanRow, {row_ids[item]: {"leads_to_id": row_ids[goal]} for item, goal in goals.items()}
    )


def store_rows(unit: Unit, project: Project, preview: PlanPreview) -> dict[str, int]:
    """Store the template's rows level by level and return their ids by code."""
    roles = RoleMap.of(unit, unit.get(Customer, project.customer_id))
    places: dict[str | None, int] = {}
    depth: dict[str, int] = {}
    levels: dict[int, list[tuple[TemplateRow, int, int | None]]] = {}
    items = sum(row.kind is RowKind.ITEM for row in preview.template.rows)
    numbers = iter(unit.take_numbers(project.customer_id, items))
    for row in preview.template.rows:
        place = places.get(row.parent, 0)
        places[row.parent] = place + 1
        depth[row.code] = 0 if row.parent is None else depth[row.parent] + 1
        number = next(numbers) if row.kind is RowKind.ITEM else None
        levels.setdefault(depth[row.code], []).append((row, place, number))
    ids: dict[str, int] = {}
    for _, level in sorted(levels.items()):
        stored = unit.add_all(
            _plan_row(project, preview, roles, row, place, number, ids)
            for row, place, number in level
        )
        ids.update((row.code, new.id) for (row, _, _), new in zip(level, stored, strict=True))
    return ids


def _plan_row(
    project: Project,
    preview: PlanPreview,
    roles: RoleMap,
    row: TemplateRow,
    place: int,
    number: int | None,
    ids: Mapping[str, int],
) -> PlanRow:
    summary = row.kind.is_summary
    owner = None if summary else roles.owner(row.side, row.role)
    begin, end = preview.dates.get(row.code, (None, None))
    waits = row.start is not None and row.start.days > 0 and not summary
    return PlanRow(
        uid=new_uid(),
        customer_id=project.customer_id,
        project_id=project.id,
        parent_id=ids[row.parent] if row.parent is not None else None,
        position=place,
        kind=row.kind,
        number=number,
        title=row.title(preview.language),
        milestone_kind=row.milestone,
        side=row.side,
        owner_user_id=owner.user_id if owner else None,
        owner_contact_id=owner.contact_id if owner else None,
        role_code=row.role,
        visibility=row.visibility,
        priority=row.priority,
        start=None if summary else begin,
        target=None if summary else end,
        duration=row.duration,
        calendar_days=row.calendar_days,
        constraint=Constraint.NOT_BEFORE if waits else Constraint.ASAP,
        constraint_on=begin if waits else None,
        we_can_do=row.we_can_do,
        instructions=text_in(row.instructions, preview.language),
        template_ref=f"{preview.template.code}:{row.code}",
    )


def _oldest_deal(unit: Unit, customer_id: int) -> int | None:
    taken = {project.deal_id for project in unit.find(Project, customer_id=customer_id)}
    waiting = [
        deal
        for deal in unit.find(Deal, customer_id=customer_id)
        if deal.id not in taken and deal.needs_implementation and deal.kind is not DealKind.RENEWAL
    ]
    return min(waiting, key=lambda deal: (deal.closed_on, deal.id)).id if waiting else None


def _template_code(unit: Unit, code: str, title: str) -> str:
    taken = {template.code for template in unit.find(Template)} | set(shipped_templates())
    if code:
        if code in taken:
            raise UserError(
                "template_code_taken",
                N_("There is a template {code} already: choose another code."),
                code=code,
                field="code",
            )
        return code
    ascii_title = "".join(c if c.isascii() and c.isalnum() else " " for c in title.casefold())
    return unique_code("-".join(ascii_title.split()) or "own", taken)


def _roles_of(unit: Unit, customer: Customer, rows: list[PlanRow]) -> dict[int, str]:
    """Return the role of each row's owner, where the row itself remembers none."""
    users = {user.id: user.role.value for user in unit.find(User)}
    contacts = {
        contact.id: contact.role.value for contact in unit.find(Contact, customer_id=customer.id)
    }
    roles = {}
    for row in rows:
        role = row.role_code
        if not role and row.side is Side.US and row.owner_user_id is not None:
            role = users.get(row.owner_user_id, "")
        elif not role and row.side is not Side.US and row.owner_contact_id is not None:
            role = contacts.get(row.owner_contact_id, "")
        roles[row.id] = role
    return roles
