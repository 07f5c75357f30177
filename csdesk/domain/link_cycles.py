"""Whether links lead round in a circle, phases and groups standing for their rows."""

from collections.abc import Iterable, Mapping, Sequence

from csdesk.domain.codes import RowKind
from csdesk.domain.network import NONE, Link, Shape, build_network
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.tree import tree_order


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
    holders = {row.parent_id for row in rows}
    for row in rows:
        if row.id not in holders:
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


def circles(rows: Iterable[PlanRow], links: Iterable[Dependency]) -> list[tuple[int, ...]]:
    """Return the rows of each circle that the links of a plan close, along these links."""
    ordered = tree_order(rows)
    number = {row.id: index for index, row in enumerate(ordered)}
    nobody = [False] * len(ordered)
    shape = Shape(
        parents=[NONE if row.parent_id is None else number[row.parent_id] for row in ordered],
        summary=[row.kind.is_summary for row in ordered],
        point=[row.kind is RowKind.MILESTONE for row in ordered],
        leads_to=[NONE] * len(ordered),
        leads=nobody,
        receives=nobody,
    )
    drawn = [
        Link(number[link.predecessor_id], number[link.successor_id], link.type) for link in links
    ]
    network = build_network(shape, drawn)
    return [tuple(ordered[index].id for index in circle) for circle in network.cycles]
