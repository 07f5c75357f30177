"""The one way in: a file becomes a `Table`, or a refusal that says what to do."""

from pathlib import Path

from csdesk.app.imports.csv_reader import read_csv
from csdesk.app.imports.guard import Limits, check_file
from csdesk.app.imports.table import Table
from csdesk.domain.progress import NoProgress, Progress


def read_table(
    path: Path,
    progress: Progress | None = None,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits | None = None,
) -> Table:
    """Read a CSV or XLSX file of any origin; close the table when done.

    Raises `UserError` for a file that is empty, binary, locked, damaged, unsafe, over the limits
    or without a header, and `Cancelled` when `progress` says so. Nothing is changed anywhere.
    """
    listener = progress or NoProgress()
    if check_file(path, limits) == "csv":
        return read_csv(
            path, listener, encoding=encoding, delimiter=delimiter, header_row=header_row
        )
    from csdesk.app.imports.workbook import read_workbook

    return read_workbook(path, listener, sheet=sheet, header_row=header_row, limits=limits)
