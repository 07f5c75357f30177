"""The order of rows after an update: the file's, with the rows that it lacks where they stood."""

from collections.abc import Sequence

Row = tuple[int, int | None]  # a row and its parent


def merged_order(
    in_file: Sequence[Row], stored: Sequence[Row], *, ours: bool = False
) -> dict[int, int]:
    """Return each row's place among the children of its parent.

    Both are in tree order. A row that the file lacks stands after the one that it followed, and
    after what the file has new there; where the two sides disagree, the file's order holds. With
    `ours` it is the stored one, and what the file has new stands next to what it follows there.
    """
    holds, other = (stored, in_file) if ours else (in_file, stored)
    parents = {**dict(other), **dict(holds)}
    named = {row for row, _ in holds}
    known = {row for row, _ in other} if not ours else None
    children: dict[int | None, list[int]] = {}
    for row, parent in holds:
        children.setdefault(parent, []).append(row)
    before: dict[int | None, list[int]] = {}
    for row, parent in other:
        before.setdefault(parent, []).append(row)
    for parent, rows in before.items():
        order = children.setdefault(parent, [])
        previous: int | None = None
        for row in rows:
            if row not in named:
                at = order.index(previous) + 1 if previous in order else 0
                while known is not None and at < len(order) and order[at] not in known:
                    at += 1
                order.insert(at, row)
            if parents[row] == parent:
                previous = row
    return {row: place for rows in children.values() for place, row in enumerate(rows)}
