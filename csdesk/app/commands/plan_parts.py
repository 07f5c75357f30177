"""A second template inside a running project: its phases after those that are there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csdesk.app.commands.plan import store_links, store_rows
from csdesk.app.commands.rows_places import place_for, put_in_order, siblings_of
from csdesk.app.commands.rows_rules import ONLY_ONE
from csdesk.app.plan_preview import preview_in
from csdesk.app.queries.plans import load_project
from csdesk.app.roles import UnfilledRole
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MilestoneKind, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Dependency, PlanRow, Project


@dataclass(frozen=True, kw_only=True, slots=True)
class AddedPart:
    """The rows that a template added to a plan, by the template's row codes."""

    row_ids: Mapping[str, int]
    start: date
    finish: date
    unfilled_roles: tuple[UnfilledRole, ...]


def add_template(
    store: Store,
    *,
    project_id: int,
    template_code: str,
    start: date | None = None,
    follow_id: int | None = None,
    after_id: int | None = None,
) -> AddedPart:
    """Add a template's phases to a plan, below the phase of `after_id` or as its last.

    They begin on `start`, or follow the row `follow_id`: then every row of the template without a
    predecessor is linked to it, and the dates are those after its forecast, today at the earliest.
    A second go-live or acceptance becomes a plain milestone. Raises `UserError` for an unknown
    template and unless one of `start` and `follow_id` is given.
    """
    if (start is None) == (follow_id is None):
        raise UserError(
            "start_or_row",
            N_("Give either the day on which it starts or the row that it follows."),
            field="start",
        )
    with store.write("plan_parts.add_template") as unit:
        project = unit.get(Project, project_id)
        follow = None if follow_id is None else unit.get(PlanRow, follow_id)
        begin = start or (unit.today if follow is None else _day_after(unit, follow))
        preview = preview_in(
            unit,
            customer_id=project.customer_id,
            template_code=template_code,
            start=begin,
            go_live=None,
            today=unit.today,
        )
        there = unit.find(PlanRow, project_id=project_id, kind=RowKind.MILESTONE)
        taken = {row.milestone_kind for row in there} & set(ONLY_ONE)
        rows = tuple(
            replace(row, milestone=MilestoneKind.OTHER) if row.milestone in taken else row
            for row in preview.template.rows
        )
        preview = replace(preview, template=replace(preview.template, rows=rows))
        _parent, at = place_for(unit, project_id, RowKind.PHASE, None, after_id)
        tops = siblings_of(unit, project_id, None)
        ids = store_rows(unit, project, preview)
        store_links(unit, project, preview.template, ids)
        fresh = [unit.get(PlanRow, ids[row.code]) for row in rows if row.parent is None]
        put_in_order(unit, [*tops[:at], *fresh, *tops[at:]])
        if follow is not None:
            unit.add_all(
                Dependency(
                    project_id=project_id, predecessor_id=follow.id, successor_id=ids[row.code]
                )
                for row in rows
                if not row.after and not row.kind.is_summary
            )
        return AddedPart(
            row_ids=ids,
            start=preview.start,
            finish=preview.finish,
            unfilled_roles=preview.unfilled_roles,
        )


def _day_after(unit: Unit, row: PlanRow) -> date:
    """Return the first day on which what follows a row may begin, today at the earliest."""
    finish = load_project(unit, row.project_id, unit.today).state.rows[row.id].finish
    if finish is None:
        return unit.today
    return max(finish if row.opens_day else finish + timedelta(days=1), unit.today)
