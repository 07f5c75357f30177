"""Reads and compares a returned tracker, and prints the memory that it took, in gigabytes.

`python -m benchmarks.merge_memory FILE BASE`: FILE a tracker as it left, BASE its items as JSON.
What the child process does is done in this one as well, so that its most is a most for both.
"""

import json
import sys
from datetime import date
from pathlib import Path

from csdesk.app.imports import tracker_child
from csdesk.app.imports.tracker_reading import Reading, open_tracker, read_tracker
from csdesk.domain.merge import merge
from csdesk.domain.merge_rows import ITEMS
from csdesk.domain.review_lines import lines_of


def held_at_most() -> float:
    """Return the most memory that this program held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what rusage says counts in who started the program
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Do the work once."""
    path, kept = sys.argv[1:]
    base = {key: tuple(row) for key, row in json.loads(Path(kept).read_text("utf-8")).items()}
    reader = json.dumps(tracker_child.read(path), default=str)
    read = read_tracker(open_tracker(Path(path)), Reading(today=date(2026, 11, 20), base=base))
    found = merge(ITEMS, base=base, theirs=read.items.rows, ours=base)
    lines_of([found])
    assert reader
    print(held_at_most() / 1e9)


if __name__ == "__main__":
    main()
