"""A template as rows to be laid out, and a plan as a template: the way there and back."""

from collections.abc import Mapping, Sequence
from datetime import date

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import Language, MilestoneKind, RowKind, Side
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.schedule import PlanLink, PlanStep, lay_out
from csdesk.domain.templates import PlanTemplate, TemplateLink, TemplateRow


def steps_of(template: PlanTemplate) -> list[PlanStep[str]]:
    """Return the template's rows for `lay_out`, keyed by their codes."""
    return [
        PlanStep(
            key=row.code,
            kind=row.kind,
            milestone_kind=row.milestone,
            parent=row.parent,
            side=row.side,
            duration=row.duration,
            calendar_days=row.calendar_days,
            offset=row.start.days if row.start else None,
            offset_calendar_days=bool(row.start and row.start.calendar_days),
            leads_to=row.leads_to,
        )
        for row in template.rows
    ]


def links_of(template: PlanTemplate) -> list[PlanLink[str]]:
    """Return the template's links for `lay_out`."""
    return [
        PlanLink(
            pred=link.row,
            succ=row.code,
            type=link.type,
            lag=link.lag,
            lag_calendar_days=link.lag_calendar_days,
        )
        for row in template.rows
        for link in row.after
    ]


def lay_out_template(
    template: PlanTemplate,
    calendars: Calendars,
    *,
    start: date | None = None,
    go_live: date | None = None,
) -> dict[str, tuple[date, date]]:
    """Return start and finish of every row, from a start day or back from go-live."""
    return lay_out(steps_of(template), links_of(template), calendars, start=start, go_live=go_live)


def goals_of(template: PlanTemplate) -> Mapping[str, str]:
    """Return for each item the milestone that it leads to: the named, else the next below it."""
    goals: dict[str, str] = {}
    waiting: list[str] = []
    for row in template.rows:
        if row.kind is RowKind.PHASE:
            waiting = []
        elif row.kind is RowKind.MILESTONE:
            goals.update(dict.fromkeys(waiting, row.code))
            waiting = []
        elif row.kind is RowKind.ITEM:
            if row.leads_to is None:
                waiting.append(row.code)
            else:
                goals[row.code] = row.leads_to
    return goals


def template_of_plan(
    *,
    code: str,
    title: str,
    description: str,
    language: Language,
    rows: Sequence[PlanRow],
    links: Sequence[Dependency],
    roles: Mapping[int, str],
) -> PlanTemplate:
    """Return a plan as a template; `rows` in tree order, `roles` gives the owner's role by row id.

    Dates, people, comments and notes are dropped. A row that follows nothing starts with the
    project.
    """
    codes = {row.id: f"r{number}" for number, row in enumerate(rows, 1)}
    after: dict[int, list[TemplateLink]] = {}
    for link in links:
        if link.predecessor_id in codes:
            after.setdefault(link.successor_id, []).append(
                TemplateLink(
                    row=codes[link.predecessor_id],
                    type=link.type,
                    lag=link.lag,
                    lag_calendar_days=link.lag_calendar_days,
                )
            )
    return PlanTemplate(
        code=code,
        titles={language: title},
        descriptions={language: description or title},
        rows=tuple(_template_row(row, codes, after, roles, language) for row in rows),
    )


def _template_row(
    row: PlanRow,
    codes: Mapping[int, str],
    after: Mapping[int, Sequence[TemplateLink]],
    roles: Mapping[int, str],
    language: Language,
) -> TemplateRow:
    milestone = row.kind is RowKind.MILESTONE
    kind = (row.milestone_kind or MilestoneKind.OTHER) if milestone else None
    item = row.kind is RowKind.ITEM
    return TemplateRow(
        code=codes[row.id],
        titles={language: row.title},
        kind=row.kind,
        parent=codes.get(row.parent_id) if row.parent_id is not None else None,
        milestone=kind,
        duration=max(1, row.duration) if item else 0,
        calendar_days=row.calendar_days and item,
        after=tuple(after.get(row.id, ())),
        side=Side.US if row.kind.is_summary else row.side,
        role="" if row.kind.is_summary else roles.get(row.id, row.role_code),
        leads_to=codes.get(row.leads_to_id) if row.leads_to_id is not None and item else None,
        visibility=row.visibility,
        priority=row.priority,
        we_can_do=row.we_can_do,
        instructions={language: row.instructions} if row.instructions else {},
    )
