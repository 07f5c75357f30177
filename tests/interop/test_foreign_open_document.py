"""Spreadsheets of others saved as OpenDocument by LibreOffice are understood as their .xlsx is."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.imports.foreign_book import read_foreign
from csdesk.data.store import Store
from tests.app.foreign import sheet_file, understand

Convert = Callable[[Path, str], Path]
ROWS = [
    ("Rollout of the old tool",),
    ("Task", "Owner", "Start", "Due", "Status"),
    ("Set-up", None, None, None, None),
    ("Order badges", "Jo", datetime(2026, 12, 1), datetime(2026, 12, 3), "Open"),
    ("Print badges", None, datetime(2026, 12, 4), datetime(2026, 12, 4), "Open"),
    ("Hand out badges", None, datetime(2026, 12, 7), datetime(2026, 12, 8), "Open"),
    ("Training", None, None, None, None),
    ("Train managers", "Al", datetime(2026, 12, 9), datetime(2026, 12, 10), "Open"),
    ("Train shops", "Al", datetime(2026, 12, 11), datetime(2026, 12, 14), "Open"),
]


def _looks(page: Worksheet) -> None:
    for row, indent in ((4, 1), (5, 2), (6, 2), (8, 1), (9, 1)):
        page.cell(row, 1).alignment = Alignment(indent=indent)
    page.cell(3, 1).font = Font(bold=True)
    page.cell(9, 1).font = Font(strike=True)
    page.cell(8, 4).fill = PatternFill("solid", fgColor="FFFFFF00")
    page.row_dimensions[5].hidden = True
    page.column_dimensions["C"].hidden = True


def test_looks_are_those_of_the_workbook_that_was_saved_anew(
    store: Store, tmp_path: Path, office_convert: Convert
) -> None:
    path = sheet_file(tmp_path / "p.xlsx", ROWS, merges=("A1:E1", "B4:B6"), edit=_looks)
    saved = office_convert(path, "ods")
    (ours,), (theirs,) = read_foreign(path).sheets, read_foreign(saved).sheets
    assert theirs.rows == ours.rows
    assert theirs.looks.indents == {(4, 0): 1, (5, 0): 2, (6, 0): 2, (8, 0): 1, (9, 0): 1}
    assert theirs.looks.hidden_rows == {5}
    assert theirs.looks.hidden_columns == {2}
    assert sorted(theirs.looks.merges) == [(1, 0, 1, 4), (4, 1, 6, 1)]
    assert theirs.looks.marks == ours.looks.marks == {(3, 0): "b", (8, 3): "f", (9, 0): "s"}
    found = understand(store, saved)
    assert found.titles() == [
        "Set-up", "  Order badges", "    Print badges", "    Hand out badges",
        "Training", "  Train managers", "  Train shops",
    ]  # fmt: skip
    assert found.plan.rows == understand(store, path).plan.rows
    assert {one.code for one in found.plan.told} >= {"hidden", "hidden_column", "merged_down"}
    assert found.plan.told == understand(store, path).plan.told


@pytest.mark.parametrize("ending", ["ods"])
def test_real_files_say_the_same_in_both_kinds(
    store: Store, tmp_path: Path, shared_data: Path, office_convert: Convert, ending: str
) -> None:
    names = ("packt_Project Plan", "sauce_spoon_Project Plan", "xiaowei_甘特图")
    for name in names:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes((shared_data / "trackers" / path.name).read_bytes())
        ours, theirs = understand(store, path), understand(store, office_convert(path, ending))
        assert theirs.lines() == ours.lines(), name
        assert theirs.dates() == ours.dates(), name
        assert theirs.fields == ours.fields, name
