"""How the program decides between a command and the window, and what it starts as a child."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from csdesk.app.imports.workbook import CHILD_FLAG
from csdesk.bootstrap import has_display, is_headless, run
from tests.app.imports.files import HEADER, workbook


def test_what_is_headless(tmp_path: Path) -> None:
    assert is_headless(["list", "items"])
    assert is_headless(["--help"])
    assert is_headless(["lst"])
    assert not is_headless([])
    assert not is_headless(["team.csdesk"])
    assert not is_headless(["--today", "2026-11-20"])


def test_without_a_display_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--no-window"]) == 0
    assert "no display" in capsys.readouterr().err
    assert run(["--today", "soon"]) == 2
    assert run(["--frobnicate"]) == 2


def test_what_counts_as_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform in {"darwin", "win32"}:
        pytest.skip("there is always one")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not has_display()
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert has_display()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_display()


def test_a_frozen_build_reads_workbooks_by_itself(tmp_path: Path, project_root: Path) -> None:
    path = workbook(tmp_path / "d.xlsx", [HEADER, ("D1", "Acme", "x", "2026-01-02", 1, "Won")])
    order = {
        "path": str(path), "sheet": None, "header_row": None, "memory": 2**31, "columns": 512,
        "blank_rows": 1_000,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "csdesk", CHILD_FLAG],
        cwd=project_root,
        input=json.dumps(order).encode(),
        capture_output=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert json.loads(lines[0][1:]) == [2, ["D1", "Acme", "x", "2026-01-02", 1, "Won"]]
    assert json.loads(lines[-1][1:])["headers"] == list(HEADER)
