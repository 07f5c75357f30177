"""Builders of small files as people export them."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

Value = str | int | float | date | datetime | None
HEADER = ("Deal ID", "Account Name", "Deal Name", "Close Date", "Amount", "Stage")


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write text as it stands."""
    path.write_bytes(text.encode(encoding))
    return path


def deals_csv(path: Path, rows: Sequence[str], header: str = ",".join(HEADER)) -> Path:
    """Write a deals export with a header."""
    return csv_file(path, "\n".join([header, *rows]) + "\n")


def workbook(
    path: Path,
    rows: Sequence[Sequence[Value]],
    *,
    merges: Sequence[str] = (),
    sheet: str = "Deals",
) -> Path:
    """Write rows to a sheet, with merged cells."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    book.save(path)
    return path
