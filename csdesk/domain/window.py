"""The golden window of one project: how long until the customer must have seen the next value."""

from collections.abc import Mapping
from datetime import date, timedelta

from csdesk.domain.codes import MilestoneKind, ProjectStatus, RowKind, Status
from csdesk.domain.records import Deal, PlanRow
from csdesk.domain.state import GoldenWindow, PlanInput, RowState

SLACK_DAYS = 14  # less between forecast and last day is worth a look
_ENDED = (ProjectStatus.FINISHED, ProjectStatus.CANCELLED)


def golden_window(
    plan: PlanInput, states: Mapping[int, RowState], today: date
) -> GoldenWindow | None:
    """Return the count that runs, None while the day of signature is not known.

    Day n = date - start of the count (which is day 0); the last day, start + length, is inside;
    calendar days; days on hold are shown and not deducted. The first count starts with the
    signature and waits for the open value milestone with the earliest forecast; each value reached
    starts the next one, until the project is finished: then the first count stands for it. A value
    that was reached before this signature belongs to an earlier window.
    """
    signed = plan.signed_on
    if signed is None:
        return None
    came = _reached(plan, states, signed)
    ended = bool(came) and plan.project.status in _ENDED
    row_id, value_on = came[0] if ended else _planned(plan, states)
    since = came[-1][1] if came and not ended else None
    start = since or signed
    last = start + timedelta(days=plan.golden_days)
    counted_to = min(value_on, today) if ended and value_on is not None else today
    return GoldenWindow(
        signed_on=signed,
        last_day=last,
        length=plan.golden_days,
        day=(today - start).days,
        left=(last - today).days,
        value_row_id=row_id,
        value_on=value_on,
        reached=ended,
        hold_days=held_days(plan, start, counted_to),
        since=since,
        first_value_on=came[0][1] if came else None,
        first_value_row_id=came[0][0] if came else None,
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


def _reached(
    plan: PlanInput, states: Mapping[int, RowState], signed: date
) -> list[tuple[int | None, date]]:
    """Return the values reached since the signature with the milestone of each, in time.

    A milestone is reached on the day it was done, else on the first day somebody confirmed it; a
    value that no milestone of this plan stands for counts when there is none of these.
    """
    rows = {row.id: row for row in value_rows(plan)}
    found: dict[int, date] = {}
    for one in sorted(plan.outcomes, key=lambda outcome: outcome.day):
        if one.milestone_id in rows and one.said_by:
            found.setdefault(one.milestone_id, one.day)
    for row in rows.values():
        finish = states[row.id].finish
        if row.status is Status.DONE and finish is not None:
            found[row.id] = finish
    came = sorted((day, row_id) for row_id, day in found.items() if day >= signed)
    if came:
        return [(row_id, day) for day, row_id in came]
    other = plan.value_reached_on
    return [(None, other)] if other is not None and other >= signed else []


def _planned(plan: PlanInput, states: Mapping[int, RowState]) -> tuple[int | None, date | None]:
    """Return the open value milestone with the earliest forecast, and its day."""
    confirmed = {one.milestone_id for one in plan.outcomes if one.said_by}
    planned = [
        (finish, row.id)
        for row in value_rows(plan)
        if row.status is not Status.DONE
        and row.id not in confirmed
        and (finish := states[row.id].finish) is not None
    ]
    day, row_id = min(planned, default=(None, None))
    return row_id, day


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
        first_value_on=deal.value_on,
    )
