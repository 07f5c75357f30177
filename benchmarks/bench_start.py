"""A cold start: the frame against a bare window, the usable list against plain reading."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from benchmarks.bench_store import build
from benchmarks.case import Case


def start(mode: str, *arguments: str) -> float:
    """Run one of the programs and return the seconds that it took from its process's start."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "BENCH_STARTED": repr(time.time()),
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.start_programs", mode, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        timeout=120,
    )
    return float(done.stdout.split()[-1])


def cases(folder: Path) -> Iterable[Case]:
    """Measure whole processes; they time themselves."""
    path = str(folder / "large.csdesk")
    build(Path(path))
    yield Case(
        "first paint of the frame",
        partial(start, "frame"),
        limit=1.5,
        floor=partial(start, "bare"),
    )
    yield Case(
        "usable list, 300 customers / 30,000 items",
        partial(start, "usable", path),
        limit=1.5,
        floor=partial(start, "plain", path),
    )
