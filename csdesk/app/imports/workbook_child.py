"""The child process that parses a workbook: an order in as JSON, lines with rows out."""

import json
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from csdesk.app.imports.child_memory import limit_memory, ran_out
from csdesk.app.imports.header import LOOK_AT, find_header, is_blank, name_columns
from csdesk.app.imports.table import Cell
from csdesk.app.imports.words import is_known_header

_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)[\"']"
)
_REPORT_EVERY = 2_000
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})

Grid = Iterator[tuple[int, list[Cell]]]


def main() -> int:
    """Read the order from stdin, write `R`, `P` and `F` lines to stdout; 0 unless it broke."""
    order: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    if order.get("reader") == "tracker":
        from csdesk.app.imports.tracker_child import answer

        return answer(order)
    if order.get("reader") == "foreign":
        from csdesk.app.imports import foreign_child

        return foreign_child.answer(order)
    out = sys.stdout.buffer
    limit_memory(int(order["memory"]))
    warnings.simplefilter("ignore")
    try:
        facts = _read(order, out)
    except Exception as error:  # noqa: BLE001  (the parent says what it is; stderr keeps the cause)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        facts = {"error": "memory" if ran_out(error) else "damaged"}
    _send(out, b"F", facts)
    out.flush()
    return 0


def _send(out: IO[bytes], mark: bytes, value: object) -> None:
    out.write(mark + json.dumps(value, ensure_ascii=False).encode() + b"\n")


def _read(order: dict[str, Any], out: IO[bytes]) -> dict[str, object]:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = load_workbook(order["path"], read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = sheets or list(book.worksheets)
    names = [sheet.title for sheet in book.worksheets]
    if order["sheet"] is not None:
        sheets = [s for s in book.worksheets if s.title.casefold() == order["sheet"].casefold()]
        if not sheets:
            return {"error": "no_sheet", "sheets": names}
    best: tuple[float, int, Any, list[list[Cell]], _Merges] | None = None
    anything = False
    for place, sheet in enumerate(sheets):
        merges = _Merges(order["path"], getattr(sheet, "_worksheet_path", ""))
        first = [cells for _, cells in _first(_grid(sheet, merges, order), LOOK_AT + 40)]
        anything = anything or any(not is_blank(row) for row in first)
        index = _header_index(first, order["header_row"])
        if index is None:
            continue
        known = sum(1 for cell in first[index] if isinstance(cell, str) and is_known_header(cell))
        width = sum(1 for cell in first[index] if cell is not None)
        score = known * 10 + min(width, 9) - place * 0.1
        if best is None or score > best[0]:
            best = (score, index, sheet, first, merges)
    if best is None:
        return {"error": "no_header" if anything else "empty"}
    _, index, sheet, first, merges = best
    width = _width(first[index : index + 40])
    total = sheet.max_row if isinstance(sheet.max_row, int) else 0
    for number, cells in _grid(sheet, merges, order):
        if number > index + 1 and any(cell is not None for cell in cells):
            _send(out, b"R", [number, [_plain(cell) for cell in cells]])
        if number % _REPORT_EVERY == 0:
            _send(out, b"P", [number, max(number, total)])
            out.flush()
    return {
        "headers": name_columns(first[index], width),
        "header_row": index + 1,
        "sheet": sheet.title,
        "sheets": names,
        "date_1904": book.epoch == CALENDAR_MAC_1904,
    }


def _header_index(first: Sequence[Sequence[Cell]], asked: int | None) -> int | None:
    if asked is None:
        return find_header(first)
    index = asked - 1
    return index if index < len(first) and not is_blank(first[index]) else None


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    used = [i + 1 for row in rows for i, cell in enumerate(row) if cell not in (None, "")]
    return max(used, default=1)


def _first(grid: Grid, count: int) -> Iterator[tuple[int, list[Cell]]]:
    for number, cells in grid:
        yield number, cells
        if number >= count:
            return


def _grid(sheet: Any, merges: "_Merges", order: dict[str, Any]) -> Grid:
    """Yield every row from 1 by what the cells say, not by the sheet's `<dimension>`."""
    sheet.reset_dimensions()
    blank = 0
    most = order["columns"]
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = merges.fill(number, [_clean(value) for value in values[:most]])
        if any(cell is not None for cell in cells):
            blank = 0
        else:
            blank += 1
            if blank > order["blank_rows"]:
                return
        yield number, cells


def _clean(value: object) -> Cell:
    """Return a cell as the parent takes it; blanks and Excel's error words are empty."""
    if value is None:
        return None
    if isinstance(value, str):
        return None if value.isspace() or not value or value in _ERRORS else value
    if isinstance(value, bool | int | float | datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  (a date has no zone)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return str(value)


def _plain(cell: Cell) -> object:
    return [cell.isoformat()] if isinstance(cell, datetime) else cell


class _Merges:
    """The merged ranges of a sheet; every cell of one holds the value of its first.

    openpyxl's streaming reader leaves them out, so they are searched in the part's bytes.
    """

    def __init__(self, path: str, part: str) -> None:
        self._starts: dict[int, list[tuple[int, int, int, int]]] = {}
        self._open: list[tuple[int, int, int, Cell]] = []
        if part:
            for top, left, bottom, right in _find_merges(path, part.lstrip("/")):
                self._starts.setdefault(top, []).append((left, right, bottom, top))

    def fill(self, number: int, cells: list[Cell]) -> list[Cell]:
        """Return the cells of row `number` with merged values filled in; rows come in order."""
        if number == 1:
            self._open = []
        if not self._starts:
            return cells
        self._open = [merge for merge in self._open if merge[2] >= number]
        for left, right, bottom, _ in self._starts.get(number, ()):
            value = cells[left] if left < len(cells) else None
            if value is not None:
                self._open.append((left, right, bottom, value))
        for left, right, _, value in self._open:
            cells.extend([None] * (right + 1 - len(cells)))
            cells[left : right + 1] = [value] * (right + 1 - left)
        return cells


def _find_merges(path: str, part: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield `(top, left, bottom, right)`, columns from 0, of merges up to 512 columns wide."""
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(1 << 20):
            data = tail + chunk
            cut = data.rfind(b"<")
            data, tail = (data[:cut], data[cut:]) if cut > 0 else (data, b"")
            for match in _MERGE.finditer(data):
                yield _corners(match)
        for match in _MERGE.finditer(tail):
            yield _corners(match)


def _corners(match: re.Match[bytes]) -> tuple[int, int, int, int]:
    left, top, right, bottom = match.groups()
    return int(top), _column(left), int(bottom), min(_column(right), 511)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


if __name__ == "__main__":
    sys.exit(main())
