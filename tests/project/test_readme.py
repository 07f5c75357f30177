"""What the README shows works as it stands there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from csdesk.bootstrap import run
from tests.project.files import ROOT

DEALS = """opportunity_id,account,product,deal_stage,close_date,close_value
1,Cheers,GTX Basic,Won,2026-02-01,1200
2,Codehow,GTX Basic,Won,2026-02-03,900
3,Cheers,GTX Plus,Lost,2026-02-04,
"""


def shown_commands() -> list[list[str]]:
    """Return the headless commands of the README, in their order, without their comments."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    return [shlex.split(line, comments=True) for line in lines if re.match(r" {4}csdesk ", line)]


def as_a_process(command: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_main_job_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The commands follow each other in this process, but for some that get one of their own."""
    (tmp_path / "deals.csv").write_text(DEALS, "utf-8")
    monkeypatch.chdir(tmp_path)
    said = ""
    for place, command in enumerate(shown_commands()):
        if place % 8 == 0:
            code, words = as_a_process(command)
        else:
            code = run(command[1:])
            words = "".join(capfd.readouterr())
        assert code == 0, f"{shlex.join(command)}\n{words}"
        said += words
    assert "Cheers" in said
    assert (tmp_path / "tracker.xlsx").read_bytes()[:2] == b"PK"
    for name in ("status.pdf", "qbr.pdf"):
        assert (tmp_path / name).read_bytes()[:5] == b"%PDF-"
