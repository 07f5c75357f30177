"""The colour of a project: its worst indicator, why, and the way back (definitions, RAG)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import (
    AcceptanceResult,
    MeetingKind,
    MeetingStatus,
    MilestoneKind,
    ProjectStatus,
    Rag,
    RowKind,
    Status,
)
from csdesk.domain.slip import chain
from csdesk.domain.state import (
    GoldenWindow,
    PathStep,
    PlanInput,
    RagState,
    Reason,
    RowState,
)

NOT_STARTED_DAYS = 14
MOST_STEPS = 3
_HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finish:
    """What the colour needs to know about the end of the project."""

    finish: date | None
    finish_row_id: int | None
    slip: int | None  # finish minus agreed finish, working days of the project calendar
    go_live_id: int | None


def judge(
    plan: PlanInput,
    states: Mapping[int, RowState],
    window: GoldenWindow | None,
    end: Finish,
    today: date,
) -> RagState:
    """Return colour, reasons (gravest first) and path back to green of a project.

    The finish counts with the go-live milestone: the one that slipped more is named.
    """
    project = plan.project
    reasons = _red(plan, states, window, end)
    grave = len(reasons)
    reasons += _amber(plan, states, window, end)
    red, amber = reasons[:grave], reasons[grave:]
    computed, shown = _colour(plan, states, window, end, today, red, amber)
    path: tuple[PathStep, ...] = ()
    if computed in (Rag.RED, Rag.AMBER):
        path = _path(plan, states, window, end, shown)
    if plan.baseline is None and computed in (Rag.RED, Rag.AMBER):
        shown = [*shown, Reason(code="no_baseline")]
    if project.rag_override is None:
        return RagState(
            rag=computed, computed=computed, reasons=tuple(shown), path=path,
            indicators=_indicators(plan, states, window, end),
        )  # fmt: skip
    return RagState(
        rag=project.rag_override,
        computed=computed,
        reasons=(Reason(code="overridden", day=project.rag_on), *shown),
        path=path,
        indicators=_indicators(plan, states, window, end),
        override_by=project.rag_by,
        override_on=project.rag_on,
    )


def _colour(
    plan: PlanInput,
    states: Mapping[int, RowState],
    window: GoldenWindow | None,
    end: Finish,
    today: date,
    red: list[Reason],
    amber: list[Reason],
) -> tuple[Rag, list[Reason]]:
    project = plan.project
    if project.status in (ProjectStatus.FINISHED, ProjectStatus.CANCELLED):
        return Rag.FINISHED, [Reason(code="finished", day=end.finish)]
    if project.status is ProjectStatus.ON_HOLD:
        return Rag.ON_HOLD, [Reason(code="on_hold", day=project.resume_on)]
    signed = plan.signed_on or project.start
    waited = (today - signed).days
    if waited <= NOT_STARTED_DAYS and not _outside(window) and not _begun(plan):
        return Rag.NOT_STARTED, [
            Reason(code="not_kicked_off", days=None if plan.signed_on is None else waited)
        ]
    if red:
        return Rag.RED, red + amber
    if amber:
        return Rag.AMBER, amber
    if plan.baseline is None or end.slip is None:
        return Rag.GREEN, [Reason(code="no_baseline")]
    if end.slip < 0:
        return Rag.GREEN, [Reason(code="ahead", days=-end.slip)]
    return Rag.GREEN, [Reason(code="on_baseline", days=project.tolerance_green)]


def kickoff_held(plan: PlanInput) -> bool:
    """Tell whether the kickoff took place: the meeting was held or its milestone is done."""
    return any(
        meeting.kind is MeetingKind.KICKOFF and meeting.status in _HELD for meeting in plan.meetings
    ) or any(
        row.milestone_kind is MilestoneKind.KICKOFF and row.status is Status.DONE
        for row in plan.rows
    )


def _begun(plan: PlanInput) -> bool:
    return kickoff_held(plan) or any(
        row.kind is RowKind.ITEM
        and (row.status in (Status.IN_PROGRESS, Status.DONE) or row.actual_start is not None)
        for row in plan.rows
    )


def _waits_for_value(plan: PlanInput, window: GoldenWindow | None) -> bool:
    """Tell whether the window counts: once value is reached, the next window only warns."""
    if window is None or window.first_value_on is not None:
        return False
    return plan.value_reached_on is None


def _outside(window: GoldenWindow | None) -> bool:
    """Tell whether the first value is forecast outside; of a later one the window only warns."""
    if window is None or window.first_value_on is not None:
        return False
    return window.value_on is not None and not window.inside


def _red(
    plan: PlanInput,
    states: Mapping[int, RowState],
    window: GoldenWindow | None,
    end: Finish,
) -> list[Reason]:
    project, found = plan.project, []
    if project.acceptance is AcceptanceResult.REFUSED:
        found.append(Reason(code="acceptance_refused", day=project.acceptance_on))
    if _waits_for_value(plan, window) and _outside(window) and window is not None:
        found.append(
            Reason(
                code="value_outside_window",
                row_id=window.value_row_id,
                day=window.value_on,
                limit=window.last_day,
                days=window.value_day,
            )
        )
    moved = _go_live_slip(states, end)
    if moved is not None and moved > project.tolerance_red:
        found.append(Reason(code="go_live_moved", row_id=end.go_live_id, days=moved))
    return found


def _amber(
    plan: PlanInput,
    states: Mapping[int, RowState],
    window: GoldenWindow | None,
    end: Finish,
) -> list[Reason]:
    project, found = plan.project, []
    late, row_id = end.slip, end.finish_row_id
    moved = _go_live_slip(states, end)
    if moved is not None and moved >= (late if late is not None else 0):
        late, row_id = moved, end.go_live_id
    if plan.baseline is not None and late is not None and late > project.tolerance_green:
        found.append(Reason(code="finish_later", row_id=row_id, days=late))
    blocked = [
        (states[row.id].blocked_days, -row.position, row.id)
        for row in plan.rows
        if row.kind is RowKind.ITEM and states[row.id].blocked_days > project.tolerance_blocked
    ]
    if blocked:
        days, _, blocked_id = max(blocked)
        found.append(Reason(code="blocked", row_id=blocked_id, days=days))
    if _waits_for_value(plan, window) and window is not None and window.value_on is None:
        found.append(Reason(code="no_value_milestone", limit=window.last_day))
    return found


def _go_live_slip(states: Mapping[int, RowState], end: Finish) -> int | None:
    return None if end.go_live_id is None else states[end.go_live_id].slip


def _indicators(
    plan: PlanInput,
    states: Mapping[int, RowState],
    window: GoldenWindow | None,
    end: Finish,
) -> int:
    """Count the rules that could be judged: blocked always, the others as their data exist."""
    return (
        1
        + (plan.baseline is not None and end.slip is not None)
        + _waits_for_value(plan, window)
        + (_go_live_slip(states, end) is not None)
        + (plan.project.acceptance is not None)
    )


def _path(
    plan: PlanInput,
    states: Mapping[int, RowState],
    window: GoldenWindow | None,
    end: Finish,
    reasons: list[Reason],
) -> tuple[PathStep, ...]:
    """Name what must happen: the open rows behind the reasons that are late, blocked or next.

    The first causes come first: an item that waits for another is only named after it.
    """
    by_id = {row.id: row for row in plan.rows}
    sources = [reason.row_id for reason in reasons if reason.row_id is not None]
    if not sources and end.finish_row_id is not None:
        sources.append(end.finish_row_id)
    wanted: list[int] = []
    for source in sources:
        behind = [source, *chain(states, source)]
        behind += [blocker for row_id in behind for blocker in states[row_id].blocked_by]
        for blocker in [row_id for row_id in behind if row_id in by_id]:
            behind += chain(states, blocker)
        items = [
            row_id
            for row_id in dict.fromkeys(behind)
            if by_id[row_id].kind is RowKind.ITEM and by_id[row_id].status.is_open
        ]
        urgent = [
            row_id
            for row_id in items
            if states[row_id].late or states[row_id].blocked_since is not None
        ]
        begin = urgent or items
        wanted += sorted(begin, key=lambda row_id: _urgency(states[row_id]))
    return tuple(
        PathStep(
            row_id=row_id,
            side=by_id[row_id].side,
            owner=plan.owner_names.get(row_id, by_id[row_id].owner_name),
            by=states[row_id].finish,
        )
        for row_id in list(dict.fromkeys(wanted))[:MOST_STEPS]
    )


def _urgency(state: RowState) -> tuple[bool, date, int]:
    waits = bool(state.blocked_by)
    return waits, state.finish or date.max, state.row_id
