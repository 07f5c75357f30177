"""A program with one window of a plan, which prints how much memory it then holds, in gigabytes.

`python -m benchmarks.gantt_memory plan|chart|bare COUNT [objects]`: tree and chart, the chart
alone, the bare painter; with `objects` only the Python objects that the window has added.
"""

import gc
import os
import resource
import sys
import tracemalloc
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.bench_gantt import make_chart, opened
from benchmarks.gantt_floor import BareChart
from benchmarks.gantt_plan import sample_plan
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.i18n import Translator
from csdesk.ui.fonts import load_faces
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.theme import light_tokens


def held_bytes() -> int:
    """Return what the process holds now; where the system does not say, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def make(what: str, data: PlanScreenData) -> QWidget:
    """Return the window that is asked for."""
    tokens = light_tokens()
    if what == "bare":
        return BareChart(data, tokens)
    if what == "chart":
        return make_chart(data, tokens)
    view = PlanView(Translator("en"), tokens, lambda *_: True)
    view.set_plan(data)
    return view


def main(what: str, count: int, *, objects: bool) -> None:
    """Open the window and print the figure."""
    app = QApplication([])
    load_faces()
    data = sample_plan(count)
    gc.collect()
    if objects:
        tracemalloc.start()
    window = make(what, data)
    opened(window)
    gc.collect()
    print((tracemalloc.get_traced_memory()[0] if objects else held_bytes()) / 1e9)
    window.close()
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), objects="objects" in sys.argv[3:])
