"""The tracker of 10,000 items against an unstyled write of the same cells."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.case import Case
from csdesk.i18n import Translator
from csdesk.reports.xlsx.tracker import write_tracker
from tests.reports.tracker_sample import tracker_view

ITEMS = 10_000


def cases(folder: Path) -> Iterable[Case]:
    """Measure writing alone: the gate is no part of it."""
    view, words = tracker_view(ITEMS), Translator("en")
    ours, plain = folder / "tracker.xlsx", folder / "plain.xlsx"
    write_tracker(view, words, ours)
    cells = [[[c.value for c in row] for row in sheet.iter_rows()] for sheet in load_workbook(ours)]

    def floor() -> None:
        book = Workbook()
        for rows in cells:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        book.save(plain)

    yield Case(
        "tracker of 10,000 items",
        lambda: write_tracker(view, words, ours),
        limit=1.3,
        floor=floor,
    )
