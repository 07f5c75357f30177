"""Which cells a returned file said anything about, in the column that keeps what stays open.

Only rows with open cells are kept of a file. Whatever else it held was as it had left, unless it is
named here: so a review that was put aside still tells what only we changed since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from csdesk.domain.merge_rows import ABSENT, CONTACTS, ITEMS, FileRow, Known, Merge, Shape
from csdesk.domain.records import Json

_KEY = "said"
_NAMES: Mapping[Shape, str] = {ITEMS: "items", CONTACTS: "contacts"}


@dataclass(frozen=True, slots=True)
class SaidSheet:
    """Fields by row in which a file differed from its base, and the rows that it did not hold."""

    cells: Mapping[str, Sequence[str]]
    gone: frozenset[str]


def with_said(content: Json, merges: Mapping[Shape, Merge], before: Json, *, first: bool) -> Json:
    """Return content that also keeps what the file said; nothing stays nothing.

    `first`: the merges are of the whole file. Else they are of what was open in `before`, which
    knows the rest; content from before this was kept stays without.
    """
    if not isinstance(content, dict):
        return content
    known = None if first else said_of(before)
    if known is None and not first:
        return content
    kept: dict[str, Json] = {}
    for shape, name in _NAMES.items():
        if shape not in merges:
            continue
        cells = {row_id: list(fields) for row_id, fields in merges[shape].touched.items()}
        gone = set(merges[shape].missing)
        for row_id, fields in (known[shape].cells if known is not None else {}).items():
            cells[row_id] = sorted({*cells.get(row_id, ()), *fields})
        if known is not None:
            gone |= known[shape].gone
        kept[name] = {"cells": cast("Json", cells), "gone": cast("Json", sorted(gone))}
    return {**content, _KEY: kept}


def said_of(content: Json) -> dict[Shape, SaidSheet] | None:
    """Return what the file said; None where that was not kept."""
    kept = cast(
        "dict[str, dict[str, Json]] | None", cast("dict[str, Json]", content or {}).get(_KEY)
    )
    if kept is None:
        return None
    found: dict[Shape, SaidSheet] = {}
    for shape, name in _NAMES.items():
        part = kept.get(name) or {}
        cells = cast("dict[str, list[str]]", part.get("cells") or {})
        found[shape] = SaidSheet(cells, frozenset(cast("list[str]", part.get("gone") or [])))
    return found


def whole_rows(
    shape: Shape,
    rows: Sequence[FileRow],
    *,
    base: Known,
    said: SaidSheet,
    columns: Mapping[str, int],
) -> list[FileRow]:
    """Return the open rows of a file with all that it held as it had left, and its other rows.

    `columns` are those of the file; rows that nobody touched get places below nought.
    """
    found: list[FileRow] = []
    for row in rows:
        before = base.get(row.row_id)
        if before is None:
            found.append(row)
            continue
        touched = said.cells.get(row.row_id, ())
        values = tuple(
            old if value is ABSENT and name in columns and name not in touched else value
            for name, value, old in zip(shape.fields, row.values, before, strict=True)
        )
        found.append(row._replace(values=values))
    open_ids = {row.row_id for row in rows}
    for place, (row_id, before) in enumerate(base.items(), start=1):
        if row_id in open_ids or row_id in said.gone:
            continue
        touched = said.cells.get(row_id, ())
        values = tuple(
            ABSENT if name in touched or name not in columns else old
            for name, old in zip(shape.fields, before, strict=True)
        )
        found.append(FileRow(-place, row_id, values))
    return found
