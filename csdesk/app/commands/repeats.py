"""Rows that repeat: one row of the plan for a meeting or a task that comes again."""

from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, PlanRow, Project
from csdesk.domain.repeats import occurrences
from csdesk.domain.status_rules import calendar_of


def set_rule(store: Store, *, row_id: int, rule: str, start: date | None = None) -> PlanRow:
    """Let an item repeat by an RFC 5545 rule from `start` (its own without one) on.

    The row then spans its first to its last day and keeps those dates. An empty rule makes it one
    item of a day again. Raises `UserError` for a rule that is not understood or does not end, for
    what is no item, and without a start.
    """
    with store.write("repeats.set_rule") as unit:
        row = unit.get(PlanRow, row_id)
        if row.kind is not RowKind.ITEM:
            raise UserError("repeat_kind", N_("Only an action item can repeat: choose one."))
        begin = start or row.start or row.target
        if begin is None:
            raise UserError(
                "repeat_start", N_("Give the day on which it is held first."), field="start"
            )
        customer, project = unit.get(Customer, row.customer_id), unit.get(Project, row.project_id)
        calendar = calendar_of(row, calendars_of(unit, customer, project))
        days = occurrences(rule, begin, calendar) if rule else (calendar.next_working(begin),)
        if row.number is not None:
            unit.describe(number=f"A{row.number}")
        return unit.update(
            PlanRow,
            row_id,
            repeats=rule,
            start=days[0],
            target=days[-1],
            duration=max(calendar.span(days[0], days[-1]), 1),
            pinned=bool(rule),
        )
