"""The guards of conftest.py name what a test leaves behind, and only that."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT

THREAD = """
import threading

def test():
    wait = threading.Event().wait
    threading.Thread(target=wait, args=(9,), daemon=True, name="spinner").start()
"""
WINDOW = """
from PySide6.QtWidgets import QWidget
kept = []

def test(qapp):
    kept.append(QWidget(objectName="lost"))
    kept[0].show()
"""
TIMER = """
from PySide6.QtCore import QTimer
kept = []

def test_first(qapp):
    pass

def test_second(qapp):
    kept.append(QTimer(objectName="tick"))
    kept[0].start(9)
"""
WARNING = """
from PySide6.QtCore import qWarning

def test(qapp):
    qWarning("torn")
"""
CASES = {
    "thread": (THREAD, "leaves behind: thread spinner"),
    "window": (WINDOW, "leaves behind: window QWidget 'lost'"),
    "timer": (TIMER, "leaves behind: timer QTimer 'tick'"),
    "qt warning": (WARNING, "Qt messages with level WARNING or above emitted"),
}
CLEAN = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

def test_thread_that_ends():
    threading.Thread(target=int).start()

def test_window_that_goes(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.child = QDialog(window)
    timer = QTimer(window)
    timer.start(5)
    window.show()

def test_window_in_a_cycle(qapp):
    window = QWidget()
    window.itself = window
"""


def run(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    """Run `source` as a test file of its own under the project's conftest and settings."""
    (folder / "test_it.py").write_text(source, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "tests.conftest"]
    command += ["-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", list(CASES))
def test_leak_is_named(name: str, tmp_path: Path) -> None:
    source, message = CASES[name]
    done = run(tmp_path, source)
    assert done.returncode == 1, done.stdout
    assert message in done.stdout


def test_clean_tests_pass(tmp_path: Path) -> None:
    done = run(tmp_path, CLEAN)
    assert done.returncode == 0, done.stdout
