"""How late the last milestone is, and what explains it: recorded causes and what is left over."""

from collections.abc import Mapping

from csdesk.domain.codes import Cause, RowKind, Status
from csdesk.domain.records import PlanRow
from csdesk.domain.state import PlanInput, RowState, SlipSummary


def slip_summary(plan: PlanInput, states: Mapping[int, RowState]) -> SlipSummary | None:
    """Return the slip of the last baselined milestone; its parts always sum to the total.

    None without a baselined milestone. What the ledger does not explain is `unrecorded`, with the
    row that drives the milestone and is late or slipped itself.
    """
    milestone = last_milestone(plan, states)
    if milestone is None:
        return None
    total = states[milestone.id].slip or 0
    recorded: dict[tuple[Cause, str], int] = {}
    for entry in sorted(plan.slips, key=lambda slip: (slip.day, slip.id)):
        if entry.milestone_id == milestone.id and entry.days:
            key = (entry.cause, entry.text)
            recorded[key] = recorded.get(key, 0) + entry.days
    by_cause = sorted(
        ((cause, days, text) for (cause, text), days in recorded.items() if days),
        key=lambda part: -part[1],
    )
    unrecorded = total - sum(days for _, days, _ in by_cause)
    return SlipSummary(
        total=total,
        by_cause=tuple(by_cause),
        unrecorded=unrecorded,
        unrecorded_row_id=root_cause(plan, states, milestone.id) if unrecorded else None,
        milestone_id=milestone.id,
    )


def last_milestone(plan: PlanInput, states: Mapping[int, RowState]) -> PlanRow | None:
    """Return the milestone whose agreed date is the last one; of equals the later forecast."""
    baselined = [
        (states[row.id].agreed, states[row.id].finish, row.id, row)
        for row in plan.rows
        if row.kind is RowKind.MILESTONE
        and row.status is not Status.CANCELLED
        and states[row.id].slip is not None
    ]
    if not baselined:
        return None
    return max(baselined, key=lambda entry: (entry[0], entry[1], entry[2]))[3]


def chain(states: Mapping[int, RowState], row_id: int) -> list[int]:
    """Return the rows that drive `row_id`, one after the other back to the first cause."""
    found: list[int] = []
    driver = states[row_id].driver_id
    while driver is not None and driver not in found and driver in states:
        found.append(driver)
        driver = states[driver].driver_id
    return found


def root_cause(plan: PlanInput, states: Mapping[int, RowState], row_id: int) -> int | None:
    """Return the row where the slip of `row_id` begins: the first cause in its chain that slipped.

    A row that is late or slipped and is not driven by one that slipped as well. None when nothing
    in the chain slipped: then the row itself was moved.
    """
    by_id = {row.id: row for row in plan.rows}
    cause: int | None = None
    for driver in chain(states, row_id):
        state = states[driver]
        if by_id[driver].kind is not RowKind.ITEM:
            continue
        if (state.slip or 0) > 0 or state.late > 0 or state.blocked_since is not None:
            cause = driver
    return cause
