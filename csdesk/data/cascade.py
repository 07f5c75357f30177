"""What goes along when a row is deleted: the database restricts, this walk cascades.

A database-side cascade would pass the journal by. So each reference says in the mapping what it
wants (`base.ref`): "cascade" deletes the referring row, "null" empties the reference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from csdesk.data.orm import RECORDS
from csdesk.data.orm.base import Base, Row
from csdesk.data.rows import one_of
from csdesk.data.session import JournalledSession

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of `model` that points at a row of `target`."""

    model: type[Row]
    column: str
    target: type[Row]
    cascades: bool


@cache
def references_to(target: type[Row]) -> tuple[Reference, ...]:
    """Return every reference that points at `target`, in the order of tables."""
    return tuple(ref for ref in all_references() if ref.target is target)


@cache
def all_references() -> tuple[Reference, ...]:
    """Return every reference between tables of the workspace."""
    by_table = {model.__table__: model for model in RECORDS}
    return tuple(
        Reference(
            model=by_table[table],
            column=key.parent.name,
            target=by_table[key.column.table],
            cascades=key.parent.info["on_delete"] == "cascade",
        )
        for table in Base.metadata.sorted_tables
        if table in by_table
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
    )


@cache
def own_references(model: type[Row]) -> frozenset[str]:
    """Return the columns of a table that point into the table itself."""
    return frozenset(ref.column for ref in references_to(model) if ref.model is model)


def referring(
    session: JournalledSession, reference: Reference, ids: Iterable[int]
) -> list[tuple[int, int]]:
    """Return (id of the referring row, id it points at) for rows that point at `ids`."""
    table = reference.model.__table__
    column = table.c[reference.column]
    query = sa.select(table.c.id, column).where(one_of(column, ids)).order_by(table.c.id)
    return [(row[0], row[1]) for row in session.connection().execute(query)]


def load(session: JournalledSession, model: type[Row], ids: Iterable[int]) -> Iterator[Row]:
    """Yield the ORM objects with these ids, fresh in the session."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), BATCH):
        yield from session.scalars(
            sa.select(model).where(one_of(model.id, wanted[start : start + BATCH]))
        )


def delete(session: JournalledSession, model: type[Row], ids: Iterable[int]) -> None:
    """Delete rows with everything that hangs on them; referring rows that stay let go."""
    doomed: dict[type[Row], set[int]] = defaultdict(set)
    emptied: dict[type[Row], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    frontier: dict[type[Row], set[int]] = {model: set(ids)}
    while frontier:
        found: dict[type[Row], set[int]] = defaultdict(set)
        for target, target_ids in frontier.items():
            doomed[target].update(target_ids)
        for target, target_ids in frontier.items():
            for reference in references_to(target):
                for row_id, _ in referring(session, reference, target_ids):
                    if not reference.cascades:
                        emptied[reference.model][row_id].add(reference.column)
                    elif row_id not in doomed[reference.model]:
                        found[reference.model].add(row_id)
        frontier = {kind: rows for kind, rows in found.items() if rows}
    for kind, columns in emptied.items():
        own = own_references(kind)
        # A doomed row of another table goes before what it points at: no need to let go.
        still = {
            row_id: names & own if row_id in doomed[kind] else names
            for row_id, names in columns.items()
        }
        _let_go(session, kind, {row_id: names for row_id, names in still.items() if names})
    _remove(session, doomed)


def _let_go(session: JournalledSession, kind: type[Row], columns: dict[int, set[str]]) -> None:
    nothing: Any = None
    for row in load(session, kind, columns):
        for column in columns[row.id]:
            setattr(row, column, nothing)
    session.flush()


def _remove(session: JournalledSession, doomed: dict[type[Row], set[int]]) -> None:
    """Delete table by table, children first; within a table the deepest rows first."""
    by_table = {kind.__table__: kind for kind in doomed}
    for table in reversed(Base.metadata.sorted_tables):
        if table not in by_table:
            continue
        rows = list(load(session, by_table[table], doomed[by_table[table]]))
        for level in by_depth(rows):
            for row in level:
                session.delete(row)
            session.flush()


def by_depth(rows: Iterable[Row]) -> list[list[Row]]:
    """Group rows of one table by their depth in the tree that they make, deepest first."""
    known = {row.id: row for row in rows}
    columns = {
        name for kind in {type(row) for row in known.values()} for name in own_references(kind)
    }
    depths: dict[int, int] = {}
    for start in known.values():
        path: list[int] = []
        at: Row | None = start
        while at is not None and at.id not in depths and at.id not in path:
            path.append(at.id)
            parents = (known.get(getattr(at, column) or 0) for column in columns)
            at = next((parent for parent in parents if parent is not None), None)
        base = depths[at.id] + 1 if at is not None and at.id in depths else 0
        for offset, row_id in enumerate(reversed(path)):
            depths[row_id] = base + offset
    levels: dict[int, list[Row]] = defaultdict(list)
    for row_id, depth in depths.items():
        levels[depth].append(known[row_id])
    return [levels[depth] for depth in sorted(levels, reverse=True)]
