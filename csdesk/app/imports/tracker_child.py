"""The child process that reads a returned tracker: an order in as JSON, one line with all out.

python-calamine reads the values, ten times as fast as openpyxl and OpenDocument too. It shows an
error and a formula without a value as an empty cell, so sheets that hold either are looked at by
openpyxl as well: such a cell says nothing and must never look like one that somebody emptied.
"""

import json
import re
import sys
import threading
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any, TypeAlias

from csdesk.app.imports.child_memory import limit_memory, ran_out
from csdesk.app.imports.tracker_notes import Notes, notes_of

Plain: TypeAlias = str | int | float | bool | None
Marks: TypeAlias = dict[str, dict[tuple[int, int], str]]

# What no cell can hold stands before what is no text: JSON has no dates.
DATE, FORMULA, ERROR = "\x01", "\x02", "\x03"
_MOST_CELLS = 30_000_000  # of one sheet, blank ones between included
_MOST_COLUMNS = 512
_DOUBTFUL = (b't="e"', b"t='e'", b"</f>", b":f>")
_END = b"</sheetData>"
_CHUNK = 1 << 20
_DATE_1904 = re.compile(rb"date1904=[\"'](?:1|true)[\"']")
_PROPERTIES = ("docProps/custom.xml", "docProps/core.xml", "meta.xml")
_OWN = re.compile(r"csdesk_\w+")


def main() -> int:
    """Read the order from stdin; 0 unless it broke."""
    return answer(json.loads(sys.stdin.buffer.read()))


def answer(order: dict[str, Any]) -> int:
    """Write what the workbook holds as one `F` line to stdout; 0 unless it broke."""
    out = sys.stdout.buffer
    limit_memory(int(order["memory"]))
    warnings.simplefilter("ignore")
    try:
        facts = read(order["path"])
    except Exception as error:  # noqa: BLE001  (the parent says what it is; stderr keeps the cause)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        facts = {"error": "memory" if ran_out(error) else "damaged"}
    text = json.dumps(facts, ensure_ascii=False, default=_plain, check_circular=False)
    out.write(b"F%b\n" % text.encode("utf-8", "replace"))
    out.flush()
    return 0


def read(path: str) -> dict[str, Any]:
    """Return sheets with their filled rows, and the facts that identify the file."""
    aside = _Aside(path)
    aside.start()
    try:
        sheets = _parsed(path)
    except (ImportError, _ReaderError):
        sheets = None
    finally:
        aside.join()
    facts = aside.facts()
    marks = _marks(path) if aside.doubtful else {}
    found = _sheets_slowly(path, marks) if sheets is None else _sheets(sheets, marks)
    facts["sheets"] = list(found)
    for sheet in facts["sheets"]:
        sheet["notes"] = aside.notes.get(sheet["name"], [])
    return facts


class _Aside(threading.Thread):
    """Looks at the other parts of the file while calamine, which lets others run, parses it."""

    def __init__(self, path: str) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._facts: dict[str, Any] = {}
        self._error: BaseException | None = None
        self.notes: Notes = {}
        self.doubtful = False

    def run(self) -> None:
        try:
            with zipfile.ZipFile(self._path) as archive:
                self.doubtful = _is_doubtful(archive)
                self._facts = _facts(archive)
                self.notes = notes_of(archive)
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            self._error = error

    def facts(self) -> dict[str, Any]:
        """Return what was found, or raise what went wrong."""
        if self._error is not None:
            raise self._error
        return self._facts


class _ReaderError(Exception):
    """The fast reader does not know this kind of workbook."""


def _parsed(path: str) -> list[tuple[str, bool, Any]]:
    """Return the sheets as calamine has them: name, whether it is visible, its cells."""
    import python_calamine as calamine

    found: list[tuple[str, bool, Any]] = []
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        for facts in book.sheets_metadata:
            if facts.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(facts.name)
            if sheet.total_height * min(sheet.total_width, _MOST_COLUMNS) > _MOST_CELLS:
                raise MemoryError
            visible = facts.visible is calamine.SheetVisibleEnum.Visible
            found.append((facts.name, visible, sheet))
    except calamine.CalamineError as error:
        raise _ReaderError from error
    return found


def _sheets(sheets: list[tuple[str, bool, Any]], marks: Marks) -> Iterator[dict[str, Any]]:
    for name, visible, sheet in sheets:
        merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        rows = _filled(sheet.iter_rows(), marks.get(name, {}), merges)
        yield {"name": name, "visible": visible, "rows": list(rows)}


def _sheets_slowly(path: str, marks: Marks) -> Iterator[dict[str, Any]]:
    """Read by openpyxl what calamine does not know: strict files, say."""
    if path.lower().endswith(".ods"):
        raise ValueError("not an OpenDocument workbook")
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = _filled(sheet.iter_rows(values_only=True), marks.get(sheet.title, {}), [])
        visible = sheet.sheet_state == "visible"
        yield {"name": sheet.title, "visible": visible, "rows": list(rows)}


def _filled(
    rows: Iterable[Iterable[Any]],
    marks: dict[tuple[int, int], str],
    merges: list[tuple[int, int, int, int]],
) -> Iterator[list[Any]]:
    """Yield `[number, cells]` of rows that hold anything; merged cells all hold the first's value.

    Cells are as they were read: `_plain` makes them what JSON takes, where it is written. Only
    cells merged downwards are filled: a title over several columns is one cell.
    """
    held: dict[int, dict[int, tuple[int, int]]] = {}
    for top, left, bottom, right in merges:
        if left == right:
            for row in range(top + 1, min(bottom, top + 1000) + 1):
                held.setdefault(row, {})[left] = (top, left)
    firsts = {place for places in held.values() for place in places.values()}
    values: dict[tuple[int, int], Any] = {}
    marked = {row for row, _ in marks}
    for at, cells in enumerate(rows):
        line = list(cells)[:_MOST_COLUMNS]
        if at in marked:
            for (row, column), mark in marks.items():
                if row == at and column < _MOST_COLUMNS:
                    line.extend([None] * (column + 1 - len(line)))
                    line[column] = mark
        for column, first in held.get(at, {}).items():
            line.extend([None] * (column + 1 - len(line)))
            line[column] = values.get(first)
        if firsts:
            values |= {
                (at, column): line[column] for row, column in firsts
                if row == at and column < len(line)
            }  # fmt: skip
        while line and line[-1] in ("", None):
            line.pop()
        if line:
            yield [at + 1, line]


def _plain(value: Any) -> Plain:
    """Return a cell that JSON does not know as it takes it; a date as ISO text behind `DATE`."""
    if isinstance(value, date):
        return DATE + value.isoformat()
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return str(value)


def _facts(archive: zipfile.ZipFile) -> dict[str, Any]:
    from defusedxml.ElementTree import ParseError, parse

    names = set(archive.namelist())
    facts: dict[str, Any] = {"date_1904": False, "properties": {}, "saved_by": "", "saved_at": ""}
    if "xl/workbook.xml" in names:
        with archive.open("xl/workbook.xml") as stream:
            facts["date_1904"] = _DATE_1904.search(stream.read(1 << 20)) is not None
    for name in _PROPERTIES:
        if name not in names:
            continue
        try:
            with archive.open(name) as stream:
                tree = parse(stream)
        except ParseError:
            continue  # lost or broken properties only cost trust
        for element in tree.iter():
            tag = element.tag.rpartition("}")[2]
            key = next((v for v in element.attrib.values() if _OWN.fullmatch(v)), "")
            text = "".join(element.itertext()).strip()
            if key:
                facts["properties"][key] = text
            elif tag in ("lastModifiedBy", "creator") and text:
                facts["saved_by"] = text if tag == "lastModifiedBy" else facts["saved_by"] or text
            elif tag in ("modified", "date") and text:
                facts["saved_at"] = text
    return facts


def _is_doubtful(archive: zipfile.ZipFile) -> bool:
    """Whether the cells of a sheet hold formulas or errors; a wrong yes only costs time."""
    for name in archive.namelist():
        if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            continue
        last = b""
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                part = last + chunk
                end = part.find(_END)
                if end < 0:
                    end = len(part)
                if any(part.find(mark, 0, end) >= 0 for mark in _DOUBTFUL):
                    return True
                if end < len(part):
                    break  # what follows the cells may hold formulas of its own
                last = part[-len(_END) :]
    return False


def _marks(path: str) -> Marks:
    """Return the cells that hold an error, or a formula whose value nobody stored."""
    from openpyxl import load_workbook

    formulas = load_workbook(path, read_only=True, keep_links=False)
    values = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    marks: Marks = {}
    for sheet, other in zip(formulas.worksheets, values.worksheets, strict=True):
        sheet.reset_dimensions()
        other.reset_dimensions()
        found: dict[tuple[int, int], str] = {}
        for row, calculated in zip(sheet.iter_rows(), other.iter_rows(), strict=True):
            for cell, result in zip(row, calculated, strict=True):
                if cell.data_type == "f" and result.value is None:
                    found[cell.row - 1, cell.column - 1] = f"{FORMULA}{cell.value}"
                elif result.value is not None and result.data_type == "e":
                    found[cell.row - 1, cell.column - 1] = f"{ERROR}{result.value}"
        if found:
            marks[sheet.title] = found
    return marks


if __name__ == "__main__":
    sys.exit(main())
