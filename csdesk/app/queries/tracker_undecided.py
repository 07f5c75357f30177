"""What stays open of a returned tracker, between a review and the column that keeps it."""

from collections.abc import Mapping, Sequence
from typing import cast

from csdesk.domain.merge_choices import Settled
from csdesk.domain.merge_rows import (
    ABSENT,
    CONTACTS,
    ITEMS,
    FileRow,
    FileValue,
    RowDiff,
    Shape,
    Unread,
)
from csdesk.domain.records import Json

Undecided = tuple[list[FileRow], frozenset[str], dict[int, str | None]]
_NAMES: Mapping[str, Shape] = {"items": ITEMS, "contacts": CONTACTS}


def to_content(
    settled: Mapping[Shape, Settled], refused: Mapping[Shape, Sequence[RowDiff]]
) -> tuple[Json, int]:
    """Return the content of a `TrackerReturn` and how much of it is undecided; None for nothing.

    `refused` are rows whose accepted cells could not be written: they stay open too.
    """
    content: dict[str, Json] = {}
    undecided = 0
    for name, shape in _NAMES.items():
        if shape not in settled:
            continue
        rows = [*settled[shape].open_rows, *refused.get(shape, ())]
        missing = settled[shape].open_missing
        undecided += len(missing)
        undecided += sum(len(row.cells) if row.row_id is not None else 1 for row in rows)
        if rows or missing:
            content[name] = {"rows": [_row(shape, row) for row in rows], "missing": [*missing]}
    return (content or None), undecided


def from_content(content: Json) -> dict[Shape, Undecided]:
    """Return per sheet the rows with their undecided cells, the missing rows, and known links."""
    kept = cast("dict[str, dict[str, list[Json]]]", content or {})
    found: dict[Shape, Undecided] = {}
    for name, shape in _NAMES.items():
        part = kept.get(name) or {"rows": [], "missing": []}
        rows: list[FileRow] = []
        hands: dict[int, str | None] = {}
        for one in cast("list[dict[str, Json]]", part["rows"]):
            row_id = cast("str | None", one["row_id"])
            cells = cast("dict[str, Json]", one["cells"])
            place = cast("int", one["place"])
            values = tuple(
                _value(cells[field]) if field in cells else ABSENT for field in shape.fields
            )
            rows.append(FileRow(place, row_id or "", values))
            hands[place] = row_id
        found[shape] = rows, frozenset(cast("list[str]", part["missing"])), hands
    return found


def _row(shape: Shape, row: RowDiff) -> Json:
    cells: dict[str, Json] = {}
    if row.row_id is None:
        cells = {
            field: value
            for field, value in zip(shape.fields, row.values, strict=True)
            if value is not None
        }
    for cell in row.cells:
        if cell.fault and cell.theirs is None:
            cells[cell.field] = {
                "written": cell.written, "fault": cell.fault, "guess": cell.guess,
            }  # fmt: skip
        else:
            cells[cell.field] = cell.theirs
    return {"place": row.place, "row_id": row.row_id, "cells": cells}


def _value(value: Json) -> FileValue:
    if isinstance(value, dict):
        guess = cast("str | None", value["guess"])
        return Unread(str(value["written"]), str(value["fault"]), guess)
    return cast("str | None", value)
