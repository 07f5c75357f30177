"""A project file as a plan template: lengths, links and lags, without dates and people."""

from dataclasses import replace

from csdesk.app.imports.project_preview import MOST_DAYS, PlannedRow, ProjectPreview
from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import Language, MilestoneKind, RowKind, Side
from csdesk.domain.templates import Offset, PlanTemplate, TemplateLink, TemplateRow

MOST_OFFSET = 9999


def template_of_file(preview: ProjectPreview, *, code: str, language: Language) -> PlanTemplate:
    """Return the plan of a file as a template.

    What follows nothing starts as many working days after the project as it does in the file.
    """
    after: dict[int, list[TemplateLink]] = {}
    for link in preview.links:
        after.setdefault(link.successor_id, []).append(
            TemplateLink(
                row=_code(link.predecessor_id),
                type=link.type,
                lag=link.lag,
                lag_calendar_days=link.lag_calendar_days,
            )
        )
    bound = _bound_from_above(preview, set(after))
    rows = tuple(
        _row(one, preview, after.get(one.row.id, []), language, free=one.row.id not in bound)
        for one in preview.rows
    )
    return PlanTemplate(
        code=code,
        titles={language: preview.name},
        descriptions={language: preview.name},
        rows=_under_phases(rows, preview.name, language),
    )


def _under_phases(
    rows: tuple[TemplateRow, ...], title: str, language: Language
) -> tuple[TemplateRow, ...]:
    """Return the rows below phases: where others stand at the top, all go into one phase."""
    if all(row.kind is RowKind.PHASE for row in rows if row.parent is None):
        return rows
    top = TemplateRow(code=_code(0), titles={language: title}, kind=RowKind.PHASE, duration=0)
    inside = (
        replace(
            row,
            parent=row.parent or top.code,
            kind=RowKind.GROUP if row.kind is RowKind.PHASE else row.kind,
        )
        for row in rows
    )
    return (top, *inside)


def _bound_from_above(preview: ProjectPreview, linked: set[int]) -> set[int]:
    """Return the rows that a link binds, their own or one of what holds them."""
    bound = set(linked)
    for one in preview.rows:
        if one.row.parent_id in bound:
            bound.add(one.row.id)
    return bound


def _row(
    one: PlannedRow, preview: ProjectPreview, links: list[TemplateLink], language: Language,
    *, free: bool,
) -> TemplateRow:  # fmt: skip
    row = one.row
    item, milestone = row.kind is RowKind.ITEM, row.kind is RowKind.MILESTONE
    start = None
    if free and not row.kind.is_summary and row.start is not None and row.start > preview.start:
        days = WorkCalendar().days_after(preview.start, row.start)
        start = Offset(days=min(max(days, 0), MOST_OFFSET)) if days > 0 else None
    return TemplateRow(
        code=_code(row.id),
        titles={language: row.title},
        kind=row.kind,
        parent=None if row.parent_id is None else _code(row.parent_id),
        milestone=(row.milestone_kind or MilestoneKind.OTHER) if milestone else None,
        duration=min(max(row.duration, 1), MOST_DAYS) if item else 0,
        calendar_days=row.calendar_days and item,
        start=start,
        after=tuple(links),
        side=Side.US if row.kind.is_summary else row.side,
        leads_to=_code(row.leads_to_id) if item and row.leads_to_id is not None else None,
        visibility=row.visibility,
        priority=row.priority,
    )


def _code(number: int) -> str:
    return f"r{number}"
