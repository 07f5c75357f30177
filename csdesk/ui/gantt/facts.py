"""What a gesture under way is about: which rows it holds, what it moves, what the strip says."""

from collections.abc import Mapping, Sequence

from csdesk.app.move_text import MoveFacts, Moving
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.app.shift_text import effect_on, missed_by
from csdesk.domain.cascade import Moved
from csdesk.layout.chart import Part
from csdesk.ui.gantt.ahead import Change
from csdesk.ui.gantt.gestures import Asked, LinkGesture, MoveGesture, PhaseGesture

_MOVING = {Part.START: Moving.START, Part.FINISH: Moving.END}


def held_ids(gesture: Asked, change: Change) -> list[int]:
    """Return the stored rows that a gesture holds: they move because a person says so."""
    if isinstance(gesture, MoveGesture):
        return [gesture.row.row_id, *(row.row_id for row in gesture.rows.values())]
    return list(change.wanted if change.trial is None else change.trial.held)


def others_of(
    gesture: Asked, change: Change, data: PlanScreenData, moved: Mapping[int, Moved]
) -> list[int]:
    """Return the items and milestones that move although nobody holds them."""
    held = set(held_ids(gesture, change))
    return [one for one in moved if one not in held and not data.rows[one].kind.is_summary]


def stuck_on(gesture: Asked, data: PlanScreenData, moved: Mapping[int, Moved]) -> str:
    """Return the predecessor that keeps the held row where it is, empty if it moves."""
    if not isinstance(gesture, MoveGesture):
        return ""
    row_id = gesture.row.row_id
    if isinstance(gesture, PhaseGesture):
        row_id = gesture.anchor.row_id
        if any(row.row_id in moved for row in gesture.inside.rows):
            return ""
    state = data.state_of(row_id)
    if row_id in moved or not gesture.is_changed or state is None:
        return ""
    driver = data.rows.get(state.driver_id or 0)
    return "" if driver is None else driver.title


def cause_rows(gesture: Asked, change: Change, data: PlanScreenData) -> list[int]:
    """Return the rows whose past is looked at for a cause, the one that is held first."""
    if isinstance(gesture, PhaseGesture):
        found = [gesture.anchor.row_id, *(row.row_id for row in gesture.inside.rows)]
    elif isinstance(gesture, MoveGesture):
        found = held_ids(gesture, change)
    elif change.trial is not None:
        found = [*change.trial.held, *(move.row_id for move in change.trial.moved)]
    elif change.bar is not None:
        found = [change.bar.after_id or data.state.order[-1]]
    else:
        ends = ends_of(change, data)
        found = [*change.wanted, *(one[1] for one in ends), *(one[0] for one in ends)]
    return list(dict.fromkeys(found))


def facts_of(
    gesture: Asked,
    change: Change,
    data: PlanScreenData,
    moved: Mapping[int, Moved],
    *,
    stuck: str = "",
    tight: Sequence[int] = (),
    keeps_pinned: bool = False,
) -> MoveFacts:
    """Return what the strip says of a gesture.

    `stuck` is what its row waits for, `tight` are the rows that lose their slack.
    """
    window = data.state.window
    value = window.value_row_id if window is not None and not window.reached else None
    others = others_of(gesture, change, data, moved)
    pinned, waits = 0, ""
    if isinstance(gesture, MoveGesture):
        titles, days = _titles(gesture, data), gesture.follows()
        moving = _MOVING.get(gesture.part, Moving.ROW)
        waits = stuck if gesture.row.row_id not in moved else ""
        if isinstance(gesture, PhaseGesture) and keeps_pinned:
            pinned = len(gesture.inside.pinned)
    else:
        moving, titles = _named(gesture, change, data)
        movers = others or [one for one in held_ids(gesture, change) if one in moved]
        days = max((moved[one].days for one in movers), key=abs, default=0)
    return MoveFacts(
        titles=titles,
        moving=moving,
        days=days,
        others=len(others),
        go_live=effect_on(data, data.state.go_live_id, moved),
        value=effect_on(data, value, moved),
        acceptance=effect_on(data, data.state.acceptance_id, moved),
        window=window,
        waits_for=waits,
        pinned=pinned,
        missed=missed_by(data, moved),
        tight=tuple(data.rows[row_id].title for row_id in tight),
    )


def _titles(gesture: MoveGesture, data: PlanScreenData) -> tuple[str, ...]:
    held = [data.rows[row.row_id].title for row in gesture.rows.values()]
    first = data.rows[gesture.row.row_id].title
    return first, *(title for title in held if title != first)


def _named(gesture: Asked, change: Change, data: PlanScreenData) -> tuple[Moving, tuple[str, ...]]:
    """Return what is drawn or changed, with the titles of the rows that it is about."""
    if change.bar is not None:
        return Moving.NEW_BAR, ()
    if change.trial is not None:
        return Moving.TRIED, (change.trial.words,)
    ends = ends_of(change, data)
    if not ends:
        return Moving.BAR, tuple(data.rows[row_id].title for row_id in change.wanted)
    titles = tuple(data.rows[row_id].title for row_id in ends[0])
    if len(ends) > 1:
        return Moving.LINKS, titles[1:]
    if change.out:
        return Moving.UNLINK, titles
    drawn = isinstance(gesture, LinkGesture) or change.drawn[0].id < 0
    return (Moving.LINK if drawn else Moving.RELINK), titles


def ends_of(change: Change, data: PlanScreenData) -> list[tuple[int, int]]:
    """Return the two rows of each link that is drawn, changed or taken away."""
    gone = [link for link in data.links if link.id in change.out] if change.out else []
    return [(link.predecessor_id, link.successor_id) for link in (*change.drawn, *gone)]
