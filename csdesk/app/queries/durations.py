"""How long items really took: medians over finished projects, to plan the next one by."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from csdesk.app.calendars import CalendarBook
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import ProjectStatus, RowKind, Status
from csdesk.domain.records import Customer, Dependency, PlanRow, Project
from csdesk.domain.split_parts import first_parts
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
    working days of their side, or every day. The parts of one that was split are one item; what
    repeats has no length and is left out.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return usual_durations(reader)
    projects = {one.id: one for one in source.find(Project, status=ProjectStatus.FINISHED)}
    if not projects:
        return {}
    done = source.find(PlanRow, project_id=sorted(projects), kind=RowKind.ITEM, status=Status.DONE)
    done = [row for row in done if row.template_ref and not row.repeats]
    customers = {one.id: one for one in source.find(Customer)}
    firsts = first_parts(done, source.find(Dependency, project_id=sorted(projects)))
    book = CalendarBook(source)
    took: dict[str, dict[int, int]] = {}  # template_ref -> first part -> days
    for row in done:
        if row.actual_start is not None and row.actual_finish is not None:
            project = projects[row.project_id]
            calendar = calendar_of(row, book.of(customers[project.customer_id], project))
            days = calendar.span(row.actual_start, row.actual_finish)
            parts = took.setdefault(row.template_ref, {})
            first = firsts.get(row.id, row.id)
            parts[first] = parts.get(first, 0) + max(days, 1)
    return {
        ref: UsualDuration(days=-int(-median(parts.values()) // 1), n=len(parts))
        for ref, parts in took.items()
    }


def proposed_durations(store: Store, *, project_id: int) -> tuple[ProposedDuration, ...]:
    """Return the items of a plan, not begun, that usually take another time than planned.

    Parts of a split item and what repeats are left out: their days are not the item's.
    """
    with store.read() as reader:
        usual = usual_durations(reader)
        rows = reader.find(PlanRow, project_id=project_id, kind=RowKind.ITEM)
        firsts = first_parts(rows, reader.find(Dependency, project_id=project_id))
    parts = {*firsts, *firsts.values()}
    return tuple(
        ProposedDuration(row=row, usual=usual[row.template_ref])
        for row in rows
        if row.template_ref in usual
        and row.id not in parts
        and not row.repeats
        and row.status in (Status.TODO, Status.SCHEDULED)
        and row.actual_start is None
        and usual[row.template_ref].days != row.duration
    )
