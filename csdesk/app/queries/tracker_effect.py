"""What a plan becomes by what is decided about a returned tracker: the plan before and after."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.plans import LoadedProject
from csdesk.domain.codes import Cause, MilestoneKind, RowKind, Status
from csdesk.domain.state import GoldenWindow


@dataclass(frozen=True, kw_only=True, slots=True)
class DayMove:
    """Where a row ends before and after; `days` are working days, later is positive."""

    title: str
    before: date | None
    after: date | None
    days: int

    @property
    def moves(self) -> bool:
        """Whether it ends on another day."""
        return self.before != self.after


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanEffect:
    """The plan as it is and as it becomes. `moved` are items and milestones in plan order.

    `recorded` are the working days that the ledger gets as the customer's.
    """

    before: LoadedProject
    after: LoadedProject
    go_live: DayMove | None
    value: DayMove | None
    moved: tuple[DayMove, ...]
    recorded: int

    @property
    def window(self) -> GoldenWindow | None:
        """The golden window afterwards."""
        return self.after.state.window


def compare_plans(before: LoadedProject, after: LoadedProject) -> PlanEffect:
    """Return what became of a plan."""
    return PlanEffect(
        before=before,
        after=after,
        go_live=_of(before, after, before.state.go_live_id),
        value=_of(before, after, _value_row(before)),
        moved=tuple(_moved(before, after)),
        recorded=_customer_days(after) - _customer_days(before),
    )


def _of(before: LoadedProject, after: LoadedProject, row_id: int | None) -> DayMove | None:
    if row_id is None or row_id not in after.state.rows:
        return None
    old, new = before.state.rows[row_id].finish, after.state.rows[row_id].finish
    days = 0
    if old is not None and new is not None:
        days = after.calendars.project.days_after(old, new)
    return DayMove(title=before.rows[row_id].title, before=old, after=new, days=days)


def _value_row(project: LoadedProject) -> int | None:
    window = project.state.window
    if window is not None and window.value_row_id is not None:
        return window.value_row_id
    values = (row.id for row in project.rows.values() if row.milestone_kind is MilestoneKind.VALUE)
    return next(values, None)


def _moved(before: LoadedProject, after: LoadedProject) -> list[DayMove]:
    found = []
    for row_id in before.state.order:
        row = before.rows[row_id]
        if row.kind not in (RowKind.ITEM, RowKind.MILESTONE) or row.status is Status.CANCELLED:
            continue
        move = _of(before, after, row_id)
        if move is not None and move.days:
            found.append(move)
    return found


def _customer_days(project: LoadedProject) -> int:
    slip = project.state.slip
    if slip is None:
        return 0
    return sum(days for cause, days, _ in slip.by_cause if cause is Cause.CUSTOMER)
