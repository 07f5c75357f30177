"""How long items really took: medians over finished projects, to plan the next one by."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from csdesk.app.calendars import CalendarBook
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import ProjectStatus, RowKind, Status
from csdesk.domain.records import Customer, PlanRow, Project
from csdesk.domain.status_rules import calendar_of


@dataclass(frozen=True, kw_only=True, slots=True)
class UsualDuration:
    """What an item of a template took: `days` is the median of `n` finished ones, rounded up."""

    days: int
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposedDuration:
    """An item not begun whose planned duration differs from what it usually takes."""

    row: PlanRow
    usual: UsualDuration


def usual_durations(source: Store | Reader) -> Mapping[str, UsualDuration]:
    """Return by `template_ref` what items took in finished projects.

    Counted are done items with both actual dates, in the days that their duration is planned in:
    working days of their side, or every day.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return usual_durations(reader)
    projects = {one.id: one for one in source.find(Project, status=ProjectStatus.FINISHED)}
    if not projects:
        return {}
    done = source.find(PlanRow, project_id=sorted(projects), kind=RowKind.ITEM, status=Status.DONE)
    customers = {one.id: one for one in source.find(Customer)}
    book = CalendarBook(source)
    took: dict[str, list[int]] = {}
    for row in done:
        if row.template_ref and row.actual_start is not None and row.actual_finish is not None:
            project = projects[row.project_id]
            calendar = calendar_of(row, book.of(customers[project.customer_id], project))
            days = calendar.span(row.actual_start, row.actual_finish)
            took.setdefault(row.template_ref, []).append(max(days, 1))
    return {
        ref: UsualDuration(days=-int(-median(days) // 1), n=len(days)) for ref, days in took.items()
    }


def proposed_durations(store: Store, *, project_id: int) -> tuple[ProposedDuration, ...]:
    """Return the items of a plan, not begun, that usually take another time than planned."""
    with store.read() as reader:
        usual = usual_durations(reader)
        rows = reader.find(PlanRow, project_id=project_id, kind=RowKind.ITEM)
    return tuple(
        ProposedDuration(row=row, usual=usual[row.template_ref])
        for row in rows
        if row.template_ref in usual
        and row.status in (Status.TODO, Status.SCHEDULED)
        and row.actual_start is None
        and usual[row.template_ref].days != row.duration
    )
