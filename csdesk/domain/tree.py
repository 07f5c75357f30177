"""Plan rows in the order in which a plan is read: parents first, each with what it holds."""

from collections.abc import Iterable

from csdesk.domain.records import PlanRow


def tree_order(rows: Iterable[PlanRow]) -> list[PlanRow]:
    """Return the rows of one project in tree order, children by position."""
    children: dict[int | None, list[PlanRow]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    for siblings in children.values():
        siblings.sort(key=lambda row: (row.position, row.id), reverse=True)
    ordered: list[PlanRow] = []
    waiting = list(children.get(None, ()))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(children.get(row.id, ()))
    return ordered
