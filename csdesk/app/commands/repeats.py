"""Rows that repeat: one row of the plan for a meeting or a task that comes again."""

from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, PlanRow, Project
from csdesk.domain.repeats import held_days, series
from csdesk.domain.status_rules import calendar_of


def set_rule(
    store: Store,
    *,
    row_id: int,
    rule: str,
    start: date | None = None,
    keep_held: bool = True,
) -> PlanRow:
    """Let an item repeat by an RFC 5545 rule from `start` on.

    The row then spans its first to its last day and keeps those dates. What repeats already keeps
    the days before today unless `keep_held` is off; the rule's count counts them along, and
    without a `start` it goes on at the next day. Without one, what is new begins at its own dates.
    An empty rule makes it one item of a day again. Raises `UserError` for a rule that is not
    understood or does not end, for what is no item, and without a start.
    """
    with store.write("repeats.set_rule") as unit:
        row = unit.get(PlanRow, row_id)
        if row.kind is not RowKind.ITEM:
            raise UserError("repeat_kind", N_("Only an action item can repeat: choose one."))
        customer, project = unit.get(Customer, row.customer_id), unit.get(Project, row.project_id)
        calendar = calendar_of(row, calendars_of(unit, customer, project))
        kept = held_days(row, calendar, unit.today) if rule and keep_held else None
        begin = start or (kept.go_on if kept else None) or row.start or row.target
        if begin is None:
            raise UserError(
                "repeat_start", N_("Give the day on which it is held first."), field="start"
            )
        if row.number is not None:
            unit.describe(number=f"A{row.number}")
        if not rule:
            day = calendar.next_working(begin)
            return unit.update(
                PlanRow, row_id, repeats="", start=day, target=day, duration=1, pinned=False
            )
        found = series(rule, begin, calendar, kept.days if kept else ())
        return unit.update(
            PlanRow,
            row_id,
            repeats=found.rule,
            start=found.start,
            target=found.finish,
            duration=max(calendar.span(found.start, found.finish), 1),
            pinned=True,
        )
