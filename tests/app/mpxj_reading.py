"""MS Project XML as MPXJ reads it; tests that use it are skipped where there is no Java."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# In a process of its own: a Java machine stays for as long as the process that started it.
_READ = """
import json, sys
import jpype, mpxj
jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader
found = {}
for path in sys.argv[1:]:
    project = UniversalProjectReader().read(path)
    day = lambda moment: str(moment)[:10] if moment is not None else None
    tasks = [task for task in project.getTasks() if task.getUniqueID().intValue() != 0]
    found[path] = {
        "tasks": [
            [
                str(task.getUniqueID()), str(task.getName()), day(task.getStart()),
                day(task.getFinish()), bool(task.getMilestone()), bool(task.getSummary()),
                int(task.getOutlineLevel().intValue()),
                int(float(task.getPercentageComplete().doubleValue())),
                str(task.getConstraintType()), str(task.getTaskMode()), bool(task.getActive()),
                [str(one.getResource().getName()) for one in task.getResourceAssignments()],
                [day(task.getBaselineFinish()), day(task.getBaselineFinish(1))],
                day(task.getDeadline()),
            ]
            for task in tasks
        ],
        "links": [
            [
                str(link.getPredecessorTask().getUniqueID()), str(task.getUniqueID()),
                str(link.getType()), str(link.getLag()),
            ]
            for task in tasks
            for link in task.getPredecessors()
        ],
        "calendars": {
            str(calendar.getName()): sorted(
                day(one.getFromDate()) for one in calendar.getCalendarExceptions()
            )
            for calendar in project.getCalendars()
        },
    }
print(json.dumps(found))
"""

_WRITE = """
import sys
import jpype, mpxj
jpype.startJVM()
from org.mpxj.mspdi import MSPDIWriter
from org.mpxj.reader import UniversalProjectReader
MSPDIWriter().write(UniversalProjectReader().read(sys.argv[1]), sys.argv[2])
"""


def read_by_mpxj(*paths: Path) -> dict[Path, Any]:
    """Return what MPXJ finds in each file."""
    _need()
    done = subprocess.run(
        [sys.executable, "-c", _READ, *map(str, paths)],
        capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    return {path: found[str(path)] for path in paths}


def _need() -> None:
    if shutil.which("java") is None or not _there():
        if os.environ.get("CI"):
            pytest.fail("MPXJ or Java is missing")
        pytest.skip("MPXJ needs Java: install a JRE and the package mpxj")


def _there() -> bool:
    from importlib.util import find_spec

    return find_spec("mpxj") is not None


def rewritten_by_mpxj(path: Path, target: Path) -> Path:
    """Let MPXJ read a file and write it anew, as another program saves it."""
    _need()
    done = subprocess.run(
        [sys.executable, "-c", _WRITE, str(path), str(target)],
        capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target
