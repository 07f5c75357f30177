"""The merge of 100,000 rows, and reading a returned tracker of 10,000 against bare readers."""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks.case import Case
from csdesk.app.imports.tracker_reading import Reading, open_tracker, read_tracker
from csdesk.app.tracker_present import known_of
from csdesk.domain.merge import merge
from csdesk.domain.merge_rows import ITEMS, FileRow, KnownRow
from csdesk.domain.review_lines import lines_of
from csdesk.i18n import Translator
from csdesk.reports.xlsx.tracker import write_tracker
from tests.reports.tracker_sample import tracker_view

ROWS, READ = 100_000, 10_000


def cases(folder: Path) -> Iterable[Case]:
    """Measure guard, read and merge of a file, then the pure merge alone."""
    yield from _reading(folder)
    yield _merging()


def _reading(folder: Path) -> Iterable[Case]:
    """Read a tracker as it left: against the values alone by calamine, and all by openpyxl."""
    view = tracker_view(READ)
    path = folder / "tracker.xlsx"
    write_tracker(view, Translator("en"), path)
    base = known_of(view.base())[ITEMS]

    def subject() -> None:
        reading = Reading(today=date(2026, 11, 20), base=base)
        read = read_tracker(open_tracker(path), reading)
        found = merge(ITEMS, base=base, theirs=read.items.rows, ours=base)
        assert (found.read, len(found.rows)) == (READ, 0)
        assert lines_of([found]) == ()

    def by_calamine() -> None:
        import python_calamine

        with python_calamine.CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

    def by_openpyxl() -> None:
        from openpyxl import load_workbook

        for sheet in load_workbook(path, read_only=True, data_only=True):
            for _ in sheet.iter_rows(values_only=True):
                pass

    def memory() -> float:
        command = [sys.executable, "-m", "benchmarks.merge_memory", str(path), str(kept)]
        return float(subprocess.run(command, check=True, capture_output=True).stdout)

    kept = folder / "base.json"
    kept.write_text(json.dumps(base), "utf-8")
    name = "guard, read and merge of 10,000 rows, calamine"
    yield Case(name.replace("calamine", "memory"), memory, limit=0.3, rounds=1, warmup=0, unit="MB")
    yield Case(name, subject, limit=4.0, floor=by_calamine)
    yield Case(name.replace("calamine", "openpyxl"), subject, limit=1 / 3, floor=by_openpyxl)


def _merging() -> Case:
    """Merge with one row in ten edited by them, one in seven by us."""
    base: dict[str, KnownRow] = {
        f"ai-{n}-{n % 65536:04x}": (
            str(n), f"Item {n}", "Go-live", "2026-11-30", "us", "Ann", "2026-12-01", "todo",
            "must", None,
        )
        for n in range(1, ROWS + 1)
    }  # fmt: skip
    theirs = [
        FileRow(place, row_id, (*row[:7], "done", *row[8:]) if place % 10 == 0 else row)
        for place, (row_id, row) in enumerate(base.items(), start=6)
    ]
    ours = {
        row_id: (*row[:6], "2026-12-04", *row[7:]) if place % 7 == 0 else row
        for place, (row_id, row) in enumerate(base.items())
    }

    def subject() -> None:
        found = merge(ITEMS, base=base, theirs=theirs, ours=ours, sides={"ann": "us"})
        assert found.read == ROWS

    return Case("merge of 100,000 rows", subject, limit=1.0)
