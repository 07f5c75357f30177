"""The merge of 100,000 rows, and reading a returned tracker of 10,000 against bare readers."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.case import Case
from csdesk.domain.merge import merge
from csdesk.domain.merge_rows import ITEMS, FileRow, KnownRow

ROWS = 100_000


def cases(_folder: Path) -> Iterable[Case]:
    """Measure the pure merge: one row in ten edited by them, one in seven by us."""
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

    yield Case("merge of 100,000 rows", subject, limit=1.0)
