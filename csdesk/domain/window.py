"""The golden window of one project: how long until the customer must have seen first value."""

from collections.abc import Mapping
from datetime import date, timedelta

from csdesk.domain.codes import MilestoneKind, ProjectStatus, RowKind, Status
from csdesk.domain.records import Deal, PlanRow
from csdesk.domain.state import GoldenWindow, PlanInput, RowState


def golden_window(
    plan: PlanInput, states: Mapping[int, RowState], today: date
) -> GoldenWindow | None:
    """Return the window, None while the day of signature is not known.

    Day n = date - signature (signature is day 0); the last day, signature + length, is inside;
    calendar days; days on hold are shown and not deducted. The value milestone that counts is the
    one reached first since the signature, else the open one with the earliest forecast. A value
    that was reached before this signature belongs to an earlier window.
    """
    signed = plan.signed_on
    if signed is None:
        return None
    row_id, value_on, reached = _value(plan, states, signed)
    counted_to = min(value_on, today) if reached and value_on is not None else today
    return GoldenWindow(
        signed_on=signed,
        last_day=signed + timedelta(days=plan.golden_days),
        length=plan.golden_days,
        day=(today - signed).days,
        left=(signed + timedelta(days=plan.golden_days) - today).days,
        value_row_id=row_id,
        value_on=value_on,
        reached=reached,
        hold_days=held_days(plan, signed, counted_to),
    )


def held_days(plan: PlanInput, first: date, last: date) -> int:
    """Count the days of `first` to before `last` on which the project was on hold, each once.

    A period without an end counts while the project is on hold.
    """
    on_hold = plan.project.status is ProjectStatus.ON_HOLD
    days, counted = 0, first
    for hold in sorted(plan.holds, key=lambda one: (one.since, one.id)):
        if hold.until is None and not on_hold:
            continue
        begin, end = max(hold.since, counted), min(hold.until or last, last)
        if end > begin:
            days += (end - begin).days
            counted = end
    return days


def value_rows(plan: PlanInput) -> list[PlanRow]:
    """Return the value milestones that are not cancelled."""
    return [
        row
        for row in plan.rows
        if row.kind is RowKind.MILESTONE
        and row.milestone_kind is MilestoneKind.VALUE
        and row.status is not Status.CANCELLED
    ]


def _value(
    plan: PlanInput, states: Mapping[int, RowState], signed: date
) -> tuple[int | None, date | None, bool]:
    candidates = [(row, states[row.id].finish) for row in value_rows(plan)]
    done = [
        (finish, row.id)
        for row, finish in candidates
        if row.status is Status.DONE and finish is not None and finish >= signed
    ]
    if done:
        first, row_id = min(done)
        return row_id, first, True
    planned = [
        (finish, row.id)
        for row, finish in candidates
        if row.status is not Status.DONE and finish is not None
    ]
    next_on, next_id = min(planned, default=(None, None))
    if plan.value_reached_on is not None and plan.value_reached_on >= signed:
        return next_id, plan.value_reached_on, True
    return next_id, next_on, False


def deal_window(deal: Deal, length: int, today: date) -> GoldenWindow:
    """Return the window of a deal that no project works on yet."""
    return GoldenWindow(
        signed_on=deal.closed_on,
        last_day=deal.closed_on + timedelta(days=length),
        length=length,
        day=(today - deal.closed_on).days,
        left=(deal.closed_on + timedelta(days=length) - today).days,
        value_row_id=None,
        value_on=deal.value_on,
        reached=deal.value_on is not None,
    )
