"""A returned workbook as it lies there: its sheets, their filled rows, what identifies it."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from csdesk.app.imports.guard import OPEN_DOCUMENT, WORKBOOK_ENDINGS, Limits, check_file
from csdesk.app.imports.tracker_child import DATE, ERROR, FORMULA
from csdesk.app.imports.workbook import refusal, run_child
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import NoProgress, Progress

_FAULTS: Mapping[str, str] = {FORMULA: "formula", ERROR: "error"}
ENDINGS = WORKBOOK_ENDINGS | {OPEN_DOCUMENT}


BookCell: TypeAlias = str | int | float | bool | None
BookRow: TypeAlias = tuple[int, Sequence[BookCell]]  # its number in the sheet, its cells


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet, hidden ones included, with the rows that hold anything.

    A cell is text, a number, or what `cell_date` and `cell_fault` tell from a text.
    """

    name: str
    visible: bool
    rows: Sequence[BookRow]
    notes: Sequence[tuple[str, str]] = ()  # pinned to cells: address, text


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A workbook as it was read; `saved_by` and `saved_at` are what its properties say."""

    file_name: str
    sheets: Sequence[BookSheet]
    properties: Mapping[str, str]
    saved_by: str
    saved_at: str
    date_1904: bool


def read_book(
    path: Path, progress: Progress | None = None, *, limits: Limits | None = None
) -> Book:
    """Read a workbook (.xlsx or .ods) in a child process with limits on time and memory.

    The file is never written to. Raises `UserError` for what is no workbook, is damaged, locked
    or too large, each with the way out.
    """
    bounds = limits or Limits()
    if check_file(path, bounds, endings=ENDINGS) == "csv":
        raise UserError(
            "tracker_no_workbook",
            N_(
                "{file} is no workbook. A tracker comes back as .xlsx or .ods: ask for it in one "
                "of these."
            ),
            file=path.name,
        )
    order = {"reader": "tracker", "path": str(path.resolve()), "memory": bounds.memory_bytes}
    with tempfile.SpooledTemporaryFile() as spool:
        facts: Mapping[str, Any] = run_child(path, order, bounds, spool, progress or NoProgress())
    if "sheets" not in facts:
        raise refusal(path, facts)
    return Book(
        file_name=path.name,
        sheets=[
            BookSheet(one["name"], one["visible"], one["rows"], [(a, t) for a, t in one["notes"]])
            for one in facts["sheets"]
        ],
        properties=facts["properties"],
        saved_by=facts["saved_by"],
        saved_at=facts["saved_at"],
        date_1904=facts["date_1904"],
    )


def cell_date(cell: BookCell) -> str | None:
    """Return the ISO date of a cell that is one, else None."""
    return cell[1:11] if isinstance(cell, str) and cell[:1] == DATE else None


def cell_fault(cell: BookCell) -> tuple[str, str] | None:
    """Return code and text of a cell without a value: an error, a formula nobody calculated."""
    if isinstance(cell, str) and cell[:1] in _FAULTS:
        return _FAULTS[cell[:1]], cell[1:]
    return None
