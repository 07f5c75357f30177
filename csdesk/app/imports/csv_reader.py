"""Text files of any size, streamed row by row."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from csdesk.app.imports.encoding import EncodingChoice, check_encoding, decide_encoding
from csdesk.app.imports.header import LOOK_AT, find_header, is_blank, name_columns
from csdesk.app.imports.table import Row, Table
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress

DELIMITERS = (",", ";", "\t", "|")
_CHECK_EVERY = 5_000


def read_csv(
    path: Path,
    progress: Progress,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> Table:
    """Read a delimited text file. Refuses a file without a header, with the way out."""
    choice = (
        decide_encoding(path, progress)
        if encoding is None
        else EncodingChoice(check_encoding(encoding), certain=True)
    )
    source = _Source(path, choice.codec)
    source.delimiter = delimiter or source.sniff()
    first = [row for _, row in islice(source.rows(), LOOK_AT + 40)]
    if header_row is None:
        index = find_header(first)
        if index is None:
            raise no_header(path)
    else:
        index = header_row - 1
        if index >= len(first) or is_blank(first[index]):
            raise no_header_there(path, header_row)
    named = len(first[index])
    width = max((i + 1 for i in range(named) if _any_in(first[index:], i)), default=1)

    def rows() -> Iterator[Row]:
        for number, cells in source.rows(progress):
            if number > index + 1 and any(cell and not cell.isspace() for cell in cells):
                yield Row(number, cells)

    return Table(
        file_name=path.name,
        headers=name_columns(first[index], width),
        header_row=index + 1,
        rows=rows,
        encoding=choice.name,
        guessed=not choice.certain,
        delimiter=source.delimiter,
        width=named,
        bytes_total=path.stat().st_size,
    )


def no_header(path: Path) -> UserError:
    """The refusal of a table whose columns have no names."""
    return UserError(
        "no_header",
        N_(
            "{file} has no row with the names of its columns, or csdesk does not recognise it. "
            "Put the "
            "names in one row above the data, or say which row it is (--header-row N)."
        ),
        file=path.name,
    )


def no_header_there(path: Path, row: int) -> UserError:
    """The refusal of a header row that was asked for and holds nothing."""
    return UserError(
        "no_header", N_("Row {row} of {file} holds no column names."), file=path.name, row=row
    )


def _any_in(rows: list[list[str]], column: int) -> bool:
    return any(column < len(row) and row[column].strip() for row in rows)


class _Source:
    """Opens the file anew for each pass."""

    def __init__(self, path: Path, codec: str) -> None:
        self.path = path
        self.codec = codec
        self.delimiter = ","

    def sniff(self) -> str:
        """Return the delimiter that parts the first rows most evenly."""
        with self.path.open(encoding=self.codec, errors="replace", newline="") as stream:
            sample = stream.read(131_072)
        if sample[:4].lower() == "sep=" and len(sample) > 4:
            return sample[4]
        return max(DELIMITERS, key=lambda mark: (_evenness(sample, mark), -DELIMITERS.index(mark)))

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Yield `(row number, cells)`; blank lines count, a `sep=` line is left empty."""
        total = self.path.stat().st_size
        # Bytes that do not fit become U+FFFD: one broken cell must not cost the whole file.
        with (
            self.path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding=self.codec, errors="replace", newline="") as stream,
        ):
            lines: list[str] = []
            reader = csv.reader(_without_nul(stream, lines), delimiter=self.delimiter)
            number = 0
            try:
                for number, cells in enumerate(reader, start=1):
                    if number % _CHECK_EVERY == 0 and progress is not None:
                        progress.check_cancelled()
                        progress.report(min(raw.tell(), total), total)
                    if number == 1 and cells and cells[0].lower().startswith("sep="):
                        cells.clear()
                    if len(lines) > 1:
                        self._check_closed(lines, number)
                    lines.clear()
                    yield number, cells
            except csv.Error as error:
                raise self._unclosed(number) from error

    def _check_closed(self, lines: list[str], number: int) -> None:
        """Refuse a record of several lines whose quotation mark the end of the file closes."""
        try:
            list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise self._unclosed(number - 1) from error

    def _unclosed(self, row: int) -> UserError:
        return UserError(
            "csv_quotes",
            N_(
                "{file} cannot be read after row {row}: a quotation mark is opened there and "
                "never closed. Correct it, or save the list as .xlsx."
            ),
            file=self.path.name,
            row=row,
        )


def _without_nul(stream: io.TextIOWrapper, lines: list[str]) -> Iterator[str]:
    """Yield the lines, and keep them in `lines`, which the reader of records empties."""
    for line in stream:
        text = line.replace("\x00", "") if "\x00" in line else line
        lines.append(text)
        yield text


def _evenness(sample: str, mark: str) -> float:
    """Return how much a delimiter parts rows into equal numbers of columns; 0 = not at all."""
    try:
        rows = list(islice(csv.reader(io.StringIO(sample), delimiter=mark), 200))
    except csv.Error:
        return 0.0
    counts = [len(row) for row in rows[:-1] or rows if row and len(row) > 1]
    if not counts:
        return 0.0
    usual = max(set(counts), key=counts.count)
    return counts.count(usual) / max(1, len([row for row in rows if row])) + usual / 1_000
