"""A spreadsheet that csdesk did not write: the values of its sheets and how their cells look."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from csdesk.app.imports.guard import Limits, check_file
from csdesk.app.imports.header import column_letter
from csdesk.app.imports.tracker_book import (
    ENDINGS,
    Book,
    BookCell,
    BookRow,
    BookSheet,
    cell_date,
    cell_fault,
)
from csdesk.app.imports.workbook import refusal, run_child
from csdesk.domain.progress import NoProgress, Progress

BOLD, STRUCK, COLOURED = "b", "s", "f"
Place = tuple[int, int]  # row from 1, column from 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Looks:
    """How a sheet looks. Rows count from 1, columns from 0; a merge is top, left, bottom, right."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    outline: Mapping[int, int] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()
    indents: Mapping[Place, int] = field(default_factory=dict)
    marks: Mapping[Place, str] = field(default_factory=dict)

    def has(self, place: Place, mark: str) -> bool:
        """Whether a cell is bold, struck through or coloured."""
        return mark in self.marks.get(place, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignSheet:
    """One sheet with its filled rows; `visible` as its program shows it."""

    name: str
    visible: bool
    rows: Sequence[BookRow]
    looks: Looks = field(default_factory=Looks)
    notes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignBook:
    """A workbook or a text table. `book` is the workbook as the reader of trackers takes it."""

    file_name: str
    sheets: Sequence[ForeignSheet]
    date_1904: bool = False
    encoding: str = ""
    guessed: bool = False
    book: Book | None = None


def read_foreign(
    path: Path,
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
    encoding: str | None = None,
) -> ForeignBook:
    """Read a spreadsheet (.xlsx, .ods or a text table) of any origin; it is never written to.

    Raises `UserError` for what cannot be read, with the way out, as the other imports do.
    """
    bounds, listener = limits or Limits(), progress or NoProgress()
    if check_file(path, bounds, endings=ENDINGS) == "csv":
        return _text_table(path, listener, encoding)
    order = {"reader": "foreign", "path": str(path.resolve()), "memory": bounds.memory_bytes}
    with tempfile.SpooledTemporaryFile() as spool:
        facts: Mapping[str, Any] = run_child(path, order, bounds, spool, listener)
    if "sheets" not in facts:
        raise refusal(path, facts)
    sheets = [
        ForeignSheet(
            name=one["name"],
            visible=one["visible"],
            rows=[(number, cells) for number, cells in one["rows"]],
            looks=_looks(one["looks"]),
            notes=[(at, text) for at, text in one["notes"]],
        )
        for one in facts["sheets"]
    ]
    return ForeignBook(
        file_name=path.name,
        sheets=sheets,
        date_1904=facts["date_1904"],
        book=Book(
            file_name=path.name,
            sheets=[BookSheet(s.name, s.visible, s.rows, s.notes) for s in sheets],
            properties=facts["properties"],
            saved_by=facts["saved_by"],
            saved_at=facts["saved_at"],
            date_1904=facts["date_1904"],
        ),
    )


def _text_table(path: Path, progress: Progress, encoding: str | None) -> ForeignBook:
    from csdesk.app.imports.csv_reader import read_csv

    with read_csv(path, progress, encoding=encoding, header_row=_first_row(path)) as table:
        first = [
            "" if name == f"Column {column_letter(at)}" else name
            for at, name in enumerate(table.headers)
        ]
        rows: list[BookRow] = [(table.header_row, first)]
        rows += [(row.number, [_plain(cell) for cell in row.cells]) for row in table.rows()]
        return ForeignBook(
            file_name=path.name,
            sheets=[ForeignSheet(name=path.stem, visible=True, rows=rows)],
            encoding=table.encoding,
            guessed=table.guessed,
        )


def _first_row(path: Path) -> int:
    """Return the number of the first line that holds anything."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.replace(b"\x00", b"").strip(b'\xef\xbb\xbf\xff\xfe ,;\t|"\r\n'):
                return number
    return 1


def _plain(cell: object) -> BookCell:
    return cell if isinstance(cell, str | int | float | bool) or cell is None else str(cell)


def _looks(facts: Mapping[str, Any]) -> Looks:
    if not facts:
        return Looks()
    return Looks(
        hidden_rows=frozenset(facts["hidden_rows"]),
        hidden_columns=frozenset(facts["hidden_columns"]),
        outline=dict(facts["outline"]),
        merges=[(top, left, bottom, right) for top, left, bottom, right in facts["merges"]],
        indents={(row, at): indent for row, at, indent, _ in facts["cells"] if indent},
        marks={(row, at): marks for row, at, _, marks in facts["cells"] if marks},
    )


def written(cell: BookCell) -> str:
    """Return a cell as a person reads it, without blanks around it."""
    if cell is None:
        return ""
    if (day := cell_date(cell)) is not None:
        return day
    if (fault := cell_fault(cell)) is not None:
        return fault[1]
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell).strip(" \t\r\n\u3000\u00a0")


def day_of_cell(cell: BookCell) -> date | None:
    """Return the day of a cell that is a date."""
    day = cell_date(cell)
    return None if day is None else datetime.fromisoformat(day).date()


def cell_at(cells: Sequence[BookCell], column: int | None) -> BookCell:
    """Return the cell of a column, None beyond the row's end."""
    return None if column is None or column >= len(cells) else cells[column]
