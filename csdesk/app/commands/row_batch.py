"""Changing the places of several rows of a plan in one command."""

from collections.abc import Iterable, Sequence
from typing import Literal

from csdesk.app.commands import rows
from csdesk.app.commands.rows_places import put_in_order, siblings_of
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.errors import N_, UserError
from csdesk.domain.link_cycles import ancestors
from csdesk.domain.records import PlanRow
from csdesk.domain.tree import tree_order


def move_to(
    store: Store, *, row_ids: Iterable[int], parent_id: int | None, after_id: int | None
) -> list[PlanRow]:
    """Put rows, with all below them and in their order, under a parent (None: the top).

    They stand right below `after_id`, or first without it. Raises the `UserError`s of
    `rows.move_to`; then none moves.
    """
    with store.write("row_batch.move_to") as unit:
        moved = tops_of(unit, row_ids)
        ids = {row.id for row in moved}
        for row in moved:
            siblings = [
                one.id for one in siblings_of(unit, row.project_id, parent_id) if one.id != row.id
            ]
            index = siblings.index(after_id) + 1 if after_id in siblings else 0
            rows.move_to(store, row_id=row.id, parent_id=parent_id, index=index)
            after_id = row.id
        unit.describe(n=len(ids))
        return [unit.get(PlanRow, row.id) for row in moved]


def step(
    store: Store, *, row_ids: Iterable[int], direction: Literal["up", "down"]
) -> list[PlanRow]:
    """Move rows of one parent by one place, keeping their order.

    Raises `UserError` for rows of several parents and at the first and the last place.
    """
    with store.write("row_batch.move_to") as unit:
        moved = tops_of(unit, row_ids)
        if len({row.parent_id for row in moved}) > 1:
            raise UserError(
                "rows_of_parents",
                N_("These rows stand in several phases: choose rows of one phase to move them."),
            )
        ids = {row.id for row in moved}
        if not moved:
            return []
        siblings = siblings_of(unit, moved[0].project_id, moved[0].parent_id)
        places = [place for place, row in enumerate(siblings) if row.id in ids]
        first, last = (places[0], places[-1]) if places else (0, 0)
        edge = first == 0 if direction == "up" else last == len(siblings) - 1
        if edge:
            raise UserError(
                "row_at_edge",
                N_("It cannot go further under this parent: outdent it to leave the phase."),
            )
        passed = siblings[first - 1] if direction == "up" else siblings[last + 1]
        block = [row for row in siblings if row.id in ids]
        rest = [row for row in siblings if row.id not in ids]
        at = rest.index(passed) + (0 if direction == "up" else 1)
        put_in_order(unit, [*rest[:at], *block, *rest[at:]])
        unit.describe(n=len(moved))
        return [unit.get(PlanRow, row.id) for row in moved]


def change_depth(store: Store, *, row_ids: Iterable[int], deeper: bool) -> list[PlanRow]:
    """Indent rows, or outdent them; with several, in one command."""
    with store.write("row_batch.indent" if deeper else "row_batch.outdent") as unit:
        moved = tops_of(unit, row_ids)
        change = rows.indent if deeper else rows.outdent
        for row in moved if deeper else reversed(moved):
            change(store, row_id=row.id)
        unit.describe(n=len(moved))
        return [unit.get(PlanRow, row.id) for row in moved]


def tops_of(unit: Unit, row_ids: Iterable[int]) -> Sequence[PlanRow]:
    """Return rows of one plan in tree order, without those that stand in another of them."""
    chosen = [unit.get(PlanRow, row_id) for row_id in dict.fromkeys(row_ids)]
    if not chosen:
        return ()
    order = tree_order(unit.find(PlanRow, project_id=chosen[0].project_id))
    by_id = {row.id: row for row in order}
    ids = {row.id for row in chosen}
    return [row for row in order if row.id in ids and not ids & set(ancestors(row.id, by_id))]
