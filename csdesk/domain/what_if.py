"""What the path back to green gives: the plan computed once more as if its actions were taken.

Pure, and nothing is stored. An action that waits for nothing is asked for earlier than its
forecast, as little as is enough for the best colour that can be reached and never before the next
working day of its owner; what waits for it follows by the plan's own rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from csdesk.domain.calendar import Calendars, WorkCalendar, every_day
from csdesk.domain.codes import MilestoneKind, Rag, RowKind, Status
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.records import PlanRow
from csdesk.domain.slip import chain
from csdesk.domain.state import PlanInput, ProjectState

MOST_DAYS = 60  # working days by which an action is asked for earlier at the most
_ORDER = {Rag.RED: 2, Rag.AMBER: 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Walked:
    """The path once walked: by when each of its actions is asked for, and what then comes of it.

    `milestone_id` is the one that counts as the end; `now` and `then` are its forecasts.
    """

    asked: Mapping[int, date]
    rag: Rag
    milestone_id: int | None
    now: date | None
    then: date | None


@dataclass(frozen=True, slots=True)
class _Lever:
    """An action that its owner can take earlier: from `finish` back to `soonest`."""

    row: PlanRow
    calendar: WorkCalendar
    finish: date
    soonest: date

    def day(self, earlier: int) -> date:
        if earlier == 0 or self.finish <= self.soonest:
            return self.finish
        return max(self.calendar.add(self.finish, -earlier), self.soonest)

    def span(self) -> int:
        if self.finish <= self.soonest:
            return 0
        return self.calendar.days_after(self.soonest, self.finish)


def walk_path(plan: PlanInput, calendars: Calendars, state: ProjectState) -> Walked:
    """Walk the path back to green of a project as it stands in `state`."""
    levers = _levers(plan, calendars, state)
    end = end_milestone(plan, state)
    earlier, after = _least(plan, calendars, state.today, levers, end) if levers else (0, state)
    days = {lever.row.id: lever.day(earlier) for lever in levers}
    asked = {
        step.row_id: day
        for step in state.rag.path
        if (day := days.get(step.row_id) or after.rows[step.row_id].finish) is not None
    }
    return Walked(
        asked=asked,
        rag=after.rag.computed,
        milestone_id=end,
        now=None if end is None else state.rows[end].finish,
        then=None if end is None else after.rows[end].finish,
    )


def end_milestone(plan: PlanInput, state: ProjectState) -> int | None:
    """Return the open visible acceptance, else go-live, else the milestone forecast last."""
    waiting = [
        row
        for row in plan.rows
        if row.kind is RowKind.MILESTONE
        and row.status.is_open
        and state.rows[row.id].visible
        and state.rows[row.id].finish is not None
    ]
    for kind in (MilestoneKind.ACCEPTANCE, MilestoneKind.GO_LIVE):
        for row in waiting:
            if row.milestone_kind is kind:
                return row.id
    last = max(waiting, key=lambda row: state.rows[row.id].finish or date.min, default=None)
    return None if last is None else last.id


def _levers(plan: PlanInput, calendars: Calendars, state: ProjectState) -> list[_Lever]:
    """Return the actions on the path that wait for no open row."""
    by_id = {row.id: row for row in plan.rows}
    found = []
    for step in state.rag.path:
        row, its = by_id[step.row_id], state.rows[step.row_id]
        behind = [*its.blocked_by, *chain(state.rows, row.id)]
        if its.finish is None or any(by_id[one].status.is_open for one in behind):
            continue
        calendar = every_day() if row.calendar_days else calendars.of(row.side)
        found.append(_Lever(row, calendar, its.finish, calendar.add(state.today, 1)))
    return found


def _with(
    plan: PlanInput, calendars: Calendars, today: date, levers: list[_Lever], earlier: int
) -> ProjectState:
    done = {
        lever.row.id: replace(
            lever.row,
            status=Status.DONE,
            actual_finish=lever.day(earlier),
            progress=100,
            blocked_by_hand="",
            blocked_since=None,
        )
        for lever in levers
    }
    rows = [done.get(row.id, row) for row in plan.rows]
    return evaluate_project(replace(plan, rows=rows), calendars, today)


def _least(
    plan: PlanInput, calendars: Calendars, today: date, levers: list[_Lever], end: int | None
) -> tuple[int, ProjectState]:
    """Return by how few days earlier the best that can be reached is reached, and that state."""
    low, high = 0, min(max(lever.span() for lever in levers), MOST_DAYS)
    base = _with(plan, calendars, today, levers, low)
    best = _with(plan, calendars, today, levers, high)
    goal = _outcome(best, base, end)
    if goal >= _outcome(base, base, end):
        return low, base
    while high - low > 1:
        middle = (low + high) // 2
        tried = _with(plan, calendars, today, levers, middle)
        if _outcome(tried, base, end) <= goal:
            high, best = middle, tried
        else:
            low = middle
    return high, best


def _outcome(after: ProjectState, base: ProjectState, end: int | None) -> tuple[int, int]:
    """Rank what comes of a walk, less is better: its colour; while that stays, the end's day."""
    grade = _ORDER.get(after.rag.computed, 0)
    finish = None if end is None else after.rows[end].finish
    same = grade == _ORDER.get(base.rag.computed, 0)
    return grade, (finish.toordinal() if same and finish is not None else 0)
