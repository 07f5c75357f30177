"""Whether a new link would lead round in a circle, phases and groups standing for their rows."""

from collections.abc import Mapping, Sequence

from csdesk.domain.records import Dependency, PlanRow


def ancestors(row_id: int, rows: Mapping[int, PlanRow]) -> list[int]:
    """Return the ids above a row, nearest first."""
    found = []
    parent = rows[row_id].parent_id
    while parent is not None:
        found.append(parent)
        parent = rows[parent].parent_id
    return found


def cycle_of(
    rows: Sequence[PlanRow], links: Sequence[Dependency], predecessor: int, successor: int
) -> tuple[int, ...]:
    """Return the rows on the way from `successor` back to `predecessor`, empty when there is none.

    A non-empty way means that a link from `predecessor` to `successor` would close a circle. A
    link of a phase or group binds every row inside.
    """
    by_id = {row.id: row for row in rows}
    leaves: dict[int, list[int]] = {row.id: [] for row in rows}
    for row in rows:
        if not row.kind.is_summary:
            for owner in (row.id, *ancestors(row.id, by_id)):
                leaves[owner].append(row.id)
    follows: dict[int, list[int]] = {}
    for link in links:
        for before in leaves.get(link.predecessor_id, ()):
            follows.setdefault(before, []).extend(leaves.get(link.successor_id, ()))
    goals = set(leaves[predecessor])
    came_from: dict[int, int] = dict.fromkeys(leaves[successor], 0)
    waiting = list(came_from)
    while waiting:
        current = waiting.pop()
        if current in goals:
            way = [current]
            while came_from[way[-1]]:
                way.append(came_from[way[-1]])
            return tuple(reversed(way))
        for after in follows.get(current, ()):
            if after not in came_from:
                came_from[after] = current
                waiting.append(after)
    return ()
