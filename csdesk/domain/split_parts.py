"""Which rows of a plan are parts of one item that was split."""

from collections.abc import Iterable, Mapping

from csdesk.domain.codes import LinkType
from csdesk.domain.records import Dependency, PlanRow


def second_title(title: str) -> str:
    """Return the title of the second part of an item."""
    return f"{title} (2)"


def first_parts(rows: Iterable[PlanRow], links: Iterable[Dependency]) -> Mapping[int, int]:
    """Return of each later part of an item the id of its first.

    A part follows the one before it, comes from the same item of a template, and is called as a
    second part is.
    """
    by_id = {row.id: row for row in rows}
    before: dict[int, int] = {}
    for link in links:
        first, second = by_id.get(link.predecessor_id), by_id.get(link.successor_id)
        if first is None or second is None or link.type is not LinkType.FS:
            continue
        if first.template_ref == second.template_ref and second.title == second_title(first.title):
            before[second.id] = first.id
    firsts: dict[int, int] = {}
    for part, first_id in before.items():
        firsts[part] = first_id
        while firsts[part] in before:
            firsts[part] = before[firsts[part]]
    return firsts
