"""Where rows that are dragged in the tree would go: below which row, and how deep."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from csdesk.app.queries.plan_screen import PlanScreenData


@dataclass(frozen=True, slots=True)
class DropPlace:
    """A place between two lines: under `parent_id` (None: the top), right below `after_id`."""

    line: int
    depth: int
    parent_id: int | None
    after_id: int | None


def drop_place(
    data: PlanScreenData,
    shown: Sequence[int],
    closed: Collection[int],
    moved: Collection[int],
    line: int,
    depth: int,
) -> DropPlace | None:
    """Return the place above `line` that is nearest to a depth, or None where the rows cannot go.

    Rows go neither into themselves nor to the top unless all of them are phases or groups.
    """
    line = max(0, min(line, len(shown)))
    if line == 0:
        places = [DropPlace(0, 0, None, None)]
    else:
        above = shown[line - 1]
        below = shown[line] if line < len(shown) else None
        least = 0 if below is None else _depth(data, below)
        places = [one for one in _below(data, closed, above, line) if one.depth >= least]
    low = all(data.rows[row_id].kind.is_summary for row_id in moved)
    places = [
        one
        for one in places
        if (one.depth > 0 or low)
        and one.after_id not in moved
        and not _inside(data, one.parent_id, moved)
    ]
    return min(places, key=lambda one: abs(one.depth - depth), default=None)


def _below(data: PlanScreenData, closed: Collection[int], above: int, line: int) -> list[DropPlace]:
    row = data.rows[above]
    depth = _depth(data, above)
    places = []
    if row.kind.is_summary and above not in closed:
        places.append(DropPlace(line, depth + 1, above, None))
    after: int | None = above
    while after is not None:
        parent = data.rows[after].parent_id
        places.append(DropPlace(line, depth, parent, after))
        after, depth = parent, depth - 1
    return places


def _depth(data: PlanScreenData, row_id: int) -> int:
    state = data.state_of(row_id)
    return state.depth if state is not None else 0


def _inside(data: PlanScreenData, row_id: int | None, moved: Collection[int]) -> bool:
    while row_id is not None:
        if row_id in moved:
            return True
        row_id = data.rows[row_id].parent_id
    return False
