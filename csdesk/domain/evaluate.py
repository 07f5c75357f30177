"""Everything that is computed about one project on one day (model.md, "Plan rows").

Pure: rows, links, baseline and today in; dates, slack, lateness, blockers and colour out.
"""

from datetime import date

from csdesk.domain.blocking import Blocked, find_blocked, is_startable
from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import (
    MilestoneKind,
    RowKind,
    Status,
    Visibility,
)
from csdesk.domain.engine.arrays import FAR, UNSET
from csdesk.domain.engine.backward import backward, free_slack
from csdesk.domain.forecast import Forecast, contradictions, forecast
from csdesk.domain.network import NONE
from csdesk.domain.rag import Finish, judge
from csdesk.domain.slip import slip_summary
from csdesk.domain.state import PlanInput, ProjectState, RowState
from csdesk.domain.window import golden_window

_LAST = date.max.toordinal()
_YEARS_AHEAD = 20  # a plan that "ends" in 9999 names no year


def evaluate_project(plan: PlanInput, calendars: Calendars, today: date) -> ProjectState:
    """Compute the state of a project as of `today`; never fails on what people may have stored.

    Links that close a cycle are left out and named in `problems` as `cycle:ID,ID,…`; a country
    whose holidays are not known is named as `no_holidays:CC`.
    """
    placed = forecast(plan.rows, plan.links, calendars, today, plan.project.start)
    states = _row_states(plan, placed, calendars, today)
    counted = [
        index
        for index in range(len(placed.rows))
        if not placed.summary[index]
        and placed.statuses[index] is not Status.CANCELLED
        and placed.finishes[index] != UNSET
    ]
    starts = [placed.starts[index] for index in counted]
    last = max(
        counted, key=lambda index: (placed.finishes[index], placed.points[index]), default=None
    )
    finish = None if last is None else day_of(placed.finishes[last])
    start = day_of(min(starts, default=UNSET))
    agreed = [states[placed.rows[index].id].agreed for index in counted]
    agreed_finish = max((day for day in agreed if day is not None), default=None)
    slip = None
    if finish is not None and agreed_finish is not None:
        slip = calendars.project.days_after(agreed_finish, finish)
    go_live = _milestone(placed, MilestoneKind.GO_LIVE)
    window = golden_window(plan, states, today)
    end = Finish(
        finish=finish,
        finish_row_id=None if last is None else placed.rows[last].id,
        slip=slip,
        go_live_id=go_live,
    )
    items = [index for index in counted if placed.rows[index].kind is RowKind.ITEM]
    waiting = _waiting_on(placed, states)
    return ProjectState(
        today=today,
        project_id=plan.project.id,
        rows=states,
        order=tuple(row.id for row in plan.rows),
        start=start,
        finish=finish,
        agreed_finish=agreed_finish,
        go_live_id=go_live,
        acceptance_id=_milestone(placed, MilestoneKind.ACCEPTANCE),
        window=window,
        rag=judge(plan, states, window, end, today),
        slip=slip_summary(plan, states),
        next_milestone_id=_next_milestone(placed, states),
        waiting_on_id=None if waiting is None else placed.rows[waiting].id,
        waiting_days=0 if waiting is None else _waiting_days(placed, waiting, calendars, today),
        done_items=sum(placed.statuses[index] is Status.DONE for index in items),
        all_items=len(items),
        unpublished_years=_unpublished(calendars, start, finish, today),
        problems=_problems(placed, calendars),
    )


def _row_states(
    plan: PlanInput, placed: Forecast, calendars: Calendars, today: date
) -> dict[int, RowState]:
    rows, parents = placed.rows, placed.parents
    now = today.toordinal()
    blocked = find_blocked(placed, calendars, now)
    slack = _slack(placed)
    free = free_slack(placed.arrays)
    contradicted = contradictions(placed)
    agreed = _agreed(plan, placed)
    progress = _progress(placed)
    project = calendars.project
    depth: list[int] = []
    visible: list[bool] = []
    states: dict[int, RowState] = {}
    for index, row in enumerate(rows):
        parent = parents[index]
        depth.append(0 if parent == NONE else depth[parent] + 1)
        seen = row.visibility is Visibility.CUSTOMER and (parent == NONE or visible[parent])
        visible.append(seen)
        start, finish = placed.starts[index], placed.finishes[index]
        status = placed.statuses[index]
        if status is Status.CANCELLED:
            start = placed.planned_starts[index]
            finish = placed.planned_finishes[index]
        agreed_start, agreed_finish = agreed[index]
        slip = None
        if UNSET not in (agreed_finish, finish) and status is not Status.CANCELLED:
            slip = project.rank(finish + 1) - project.rank(agreed_finish + 1)
        late = 0
        open_row = placed.open[index] and not placed.summary[index]
        if open_row and row.target is not None and row.target < today:
            late = calendars.of(row.side).late_days(row.target, today)
        held: Blocked = blocked[index]
        lead = placed.network.leads[index]
        states[row.id] = RowState(
            row_id=row.id,
            depth=depth[index],
            visible=seen,
            start=day_of(start),
            finish=day_of(finish),
            agreed_start=day_of(agreed_start),
            agreed=day_of(agreed_finish),
            slip=slip,
            late=late,
            blocked_since=day_of(held.since),
            blocked_days=held.days,
            blocked_by=tuple(rows[pred].id for pred in held.by),
            critical=slack[index] is not None and (slack[index] or 0) <= 0,
            total_slack=slack[index],
            driver_id=_id(placed, placed.drivers[index]),
            progress=progress[index],
            contradiction=_id(placed, contradicted[index]),
            leads_to_id=_id(placed, lead),
            free_slack=None if free[index] == FAR else free[index],
        )
    return states


def day_of(ordinal: int) -> date | None:
    """Return the date of an ordinal, None for UNSET."""
    return None if ordinal == UNSET else date.fromordinal(min(max(ordinal, 1), _LAST))


def _id(placed: Forecast, index: int) -> int | None:
    return None if index == NONE else placed.rows[index].id


def _slack(placed: Forecast) -> list[int | None]:
    """Return the total slack in working days of each row's calendar; None for what has ended.

    A phase has the least slack of what it holds. A deadline or a "not later" counts as a bound.
    """
    arrays = placed.arrays
    arrays.end = arrays.last_finish()
    backward(arrays, reversed(placed.network.order))
    return [None if days == FAR else days for days in arrays.slack]


def _agreed(plan: PlanInput, placed: Forecast) -> list[tuple[int, int]]:
    """Return agreed start and finish by row; a phase spans what it held."""
    agreed = [(UNSET, UNSET)] * len(placed.rows)
    for entry in plan.baseline_rows if plan.baseline is not None else ():
        index = placed.number.get(entry.row_id)
        if index is not None:
            agreed[index] = (
                entry.start.toordinal() if entry.start is not None else UNSET,
                entry.finish.toordinal() if entry.finish is not None else UNSET,
            )
    for index in range(len(agreed) - 1, -1, -1):
        if placed.summary[index] and agreed[index][1] == UNSET:
            inside = [agreed[child] for child in placed.network.children[index]]
            agreed[index] = (
                min((start for start, _ in inside if start), default=UNSET),
                max((finish for _, finish in inside), default=UNSET),
            )
    return agreed


def _progress(placed: Forecast) -> list[int]:
    """Return percent by row; phases weigh what they hold by its length, cancelled rows apart."""
    size = len(placed.rows)
    progress, weight, earned = [0] * size, [0] * size, [0] * size
    for index in range(size - 1, -1, -1):
        row, status = placed.rows[index], placed.statuses[index]
        if not placed.summary[index]:
            done = 100 if status is Status.DONE else row.progress
            if row.kind is RowKind.MILESTONE:
                progress[index] = 100 if status is Status.DONE else 0
                continue
            progress[index] = done
            if status is not Status.CANCELLED:
                weight[index] = placed.lengths[index]
                earned[index] = placed.lengths[index] * done
        else:
            inside = placed.network.children[index]
            weight[index] = sum(weight[child] for child in inside)
            earned[index] = sum(earned[child] for child in inside)
            if weight[index]:
                progress[index] = earned[index] // weight[index]
            elif inside:
                progress[index] = sum(progress[child] for child in inside) // len(inside)
    return progress


def _milestone(placed: Forecast, kind: MilestoneKind) -> int | None:
    for index, row in enumerate(placed.rows):
        if row.milestone_kind is kind and placed.statuses[index] is not Status.CANCELLED:
            return row.id
    return None


def _next_milestone(placed: Forecast, states: dict[int, RowState]) -> int | None:
    """Return the open milestone with the earliest forecast."""
    coming = [
        (states[row.id].finish or date.max, index, row.id)
        for index, row in enumerate(placed.rows)
        if row.kind is RowKind.MILESTONE and placed.open[index]
    ]
    return min(coming)[2] if coming else None


def _waiting_on(placed: Forecast, states: dict[int, RowState]) -> int | None:
    """Return the startable open item on the critical path with the earliest target date.

    Where the critical path holds no startable item (it begins with dates that people set), the
    startable item with the least slack stands for it.
    """
    best: tuple[tuple[int, int, int], int] | None = None
    for index, row in enumerate(placed.rows):
        if row.kind is not RowKind.ITEM or not placed.open[index]:
            continue
        slack = max(states[row.id].total_slack or 0, 0)
        rank = (slack, placed.planned_finishes[index] or placed.finishes[index], index)
        if (best is None or rank < best[0]) and is_startable(placed, index):
            best = (rank, index)
    return None if best is None else best[1]


def _waiting_days(placed: Forecast, index: int, calendars: Calendars, today: date) -> int:
    """Count working days since the planned start or our last request, whichever is later."""
    row = placed.rows[index]
    since = row.asked_on
    planned = day_of(placed.planned_starts[index])
    if planned is not None and (since is None or planned > since):
        since = planned
    return 0 if since is None else max(calendars.of(row.side).days_after(since, today), 0)


def _unpublished(
    calendars: Calendars, start: date | None, finish: date | None, today: date
) -> tuple[int, ...]:
    if start is None or finish is None:
        return ()
    first = min(max(start, today), finish)
    last = finish if finish.year < today.year + _YEARS_AHEAD else first
    return calendars.unpublished_years(first, last)


def _problems(placed: Forecast, calendars: Calendars) -> tuple[str, ...]:
    problems = [
        "cycle:" + ",".join(str(placed.rows[index].id) for index in cycle)
        for cycle in placed.network.cycles
    ]
    every = (calendars.us, calendars.customer, calendars.third, calendars.project)
    unknown = dict.fromkeys(one.country for one in every if not one.holidays_known)
    return tuple(problems + [f"no_holidays:{country}" for country in unknown])
