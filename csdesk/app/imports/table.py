"""A table read from a file: headers, and rows that can be gone through again and again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self, TypeAlias

Cell: TypeAlias = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file under the header; `number` is the one that a spreadsheet shows."""

    number: int
    cells: Sequence[Cell]

    def cell(self, column: int) -> Cell:
        """Return the cell in `column` (from 0); a short row is empty to the right."""
        return self.cells[column] if column < len(self.cells) else None

    def text(self, column: int) -> str:
        """Return the cell as a person reads it, without blanks around it."""
        return cell_text(self.cell(column))


def cell_text(value: Cell) -> str:
    """Return a cell as text: whole numbers without a point, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return str(value)


class Table:
    """What `read_table` found. Rows are read from the file (or its spool) each time: close it.

    `header_row` is the header's row number, `blank` rows are left out of `rows()`, `encoding` is
    empty for a workbook and `sheet` for a text file. `guessed` says that the encoding is a guess
    that a person should look at. `width` is how many cells the header of a text file has, 0 in a
    workbook, where a cell stands under its column whatever the others hold.
    """

    def __init__(
        self,
        *,
        file_name: str,
        headers: Sequence[str],
        header_row: int,
        rows: Callable[[], Iterator[Row]],
        close: Callable[[], None] | None = None,
        encoding: str = "",
        guessed: bool = False,
        delimiter: str = "",
        width: int = 0,
        sheet: str = "",
        sheets: Sequence[str] = (),
        date_1904: bool = False,
        bytes_total: int = 0,
    ) -> None:
        self.file_name = file_name
        self.headers = tuple(headers)
        self.header_row = header_row
        self.encoding = encoding
        self.guessed = guessed
        self.delimiter = delimiter
        self.width = width
        self.sheet = sheet
        self.sheets = tuple(sheets)
        self.date_1904 = date_1904
        self.bytes_total = bytes_total
        self._rows = rows
        self._close = close

    def rows(self) -> Iterator[Row]:
        """Go through the rows under the header that hold anything, from the first."""
        return self._rows()

    def sample(self, count: int = 20) -> list[Row]:
        """Return the first rows, for a preview."""
        found: list[Row] = []
        for row in self.rows():
            found.append(row)
            if len(found) >= count:
                break
        return found

    def beyond(self, row: Row) -> list[str]:
        """Return the cells of a row past the header's last, without empty ones at the end.

        Where there are any, a value was parted in two and the cells after it are shifted.
        """
        if not self.width or len(row.cells) <= self.width:
            return []
        texts = [cell_text(cell) for cell in row.cells[self.width :]]
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def close(self) -> None:
        """Let go of the file or the spooled copy."""
        if self._close is not None:
            self._close()
            self._close = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
