"""What stays open of a returned tracker, between a review and the column that keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from csdesk.domain.merge_choices import Set, Settled
from csdesk.domain.merge_rows import (
    ABSENT,
    CONTACTS,
    ITEMS,
    MILESTONES,
    FileRow,
    FileValue,
    Kind,
    Merge,
    RowDiff,
    Shape,
    Unread,
)
from csdesk.domain.records import Json
from csdesk.domain.review_lines import Decision, Decisions, LineKey, Pick

Columns = Mapping[Shape, Mapping[str, int]]
Notes = Sequence[tuple[str, str, str]]
Undecided = tuple[list[FileRow], frozenset[str], dict[int, str | None]]
_NAMES: Mapping[str, Shape] = {"items": ITEMS, "contacts": CONTACTS}
_SHEETS: Mapping[str, Shape] = {**_NAMES, "milestones": MILESTONES}


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


def to_open_content(
    merges: Mapping[Shape, Merge],
    columns: Columns,
    notes: Notes,
    decisions: Decisions,
    reasons: Mapping[LineKey, str],
) -> tuple[Json, int]:
    """Return the content of a review that is put aside as a whole, and how much waits in it."""
    settled = {
        shape: Settled(
            edits={}, new=(), ends=(), open_rows=tuple(map(_written, merges[shape].rows)),
            open_missing=tuple(merges[shape].missing),
        )
        for shape in _NAMES.values()
    }  # fmt: skip
    content, waiting = to_content(settled, {})
    locked = sum(
        cell.kind is Kind.NOT_EDITABLE
        for one in settled.values()
        for row in one.open_rows
        if row.row_id is not None
        for cell in row.cells
    )
    kept = with_file(content, columns, notes)
    if isinstance(kept, dict):
        kept = {**kept, "decided": _decided(decisions), "reasons": _reasons(reasons)}
    return kept, waiting - locked


def with_file(content: Json, columns: Columns, notes: Notes) -> Json:
    """Return content that also knows where in the file its cells stand; nothing stays nothing."""
    if not isinstance(content, dict):
        return content
    names = {shape: name for name, shape in _SHEETS.items()}
    places = {names[shape]: dict(found) for shape, found in columns.items()}
    file: dict[str, Json] = {
        "columns": cast("Json", places), "notes": cast("Json", [list(note) for note in notes]),
    }  # fmt: skip
    return {**content, "file": file}


def file_of(content: Json) -> tuple[Columns, Notes]:
    """Return columns and notes of the file, as far as they were kept."""
    file = cast("dict[str, Json]", cast("dict[str, Json]", content or {}).get("file") or {})
    places = cast("dict[str, dict[str, int]]", file.get("columns") or {})
    notes = cast("list[list[str]]", file.get("notes") or [])
    columns = {_SHEETS[name]: found for name, found in places.items()}
    return columns, [(sheet, at, text) for sheet, at, text in notes]


def decided_of(content: Json) -> dict[LineKey, Decision]:
    """Return what a person had decided when the review was put aside."""
    kept = cast("list[list[Json]]", cast("dict[str, Json]", content or {}).get("decided") or [])
    found: dict[LineKey, Decision] = {}
    for sheet, row, field, how, value in kept:
        key = LineKey(_SHEETS[str(sheet)], str(row), str(field))
        found[key] = Set(cast("str | None", value)) if how == "set" else Pick(str(how))
    return found


def reasons_of(content: Json) -> dict[LineKey, str]:
    """Return the reasons for the customer that were written when the review was put aside."""
    kept = cast("list[list[str]]", cast("dict[str, Json]", content or {}).get("reasons") or [])
    return {LineKey(_SHEETS[sheet], row, field): text for sheet, row, field, text in kept}


def _reasons(reasons: Mapping[LineKey, str]) -> Json:
    names = {shape: name for name, shape in _SHEETS.items()}
    return [[names[key.shape], key.row, key.field, text] for key, text in reasons.items() if text]


def _decided(decisions: Decisions) -> Json:
    names = {shape: name for name, shape in _SHEETS.items()}
    kept: list[Json] = []
    for key, decision in decisions.items():
        sheet = names[key.shape]
        if isinstance(decision, Set):
            kept.append([sheet, key.row, key.field, "set", decision.value])
        else:
            kept.append([sheet, key.row, key.field, decision.value, None])
    return kept


def _written(row: RowDiff) -> RowDiff:
    """Return a row without what nobody wrote."""
    return replace(row, cells=tuple(cell for cell in row.cells if not cell.follows))


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
