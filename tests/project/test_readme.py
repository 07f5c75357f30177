"""What the README shows works as it stands there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

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


def test_the_main_job_without_a_window(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(DEALS, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = ""
    for command in shown_commands():
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
        said += done.stdout
    assert "Cheers" in said
    assert (tmp_path / "tracker.xlsx").read_bytes()[:2] == b"PK"
    for name in ("status.pdf", "qbr.pdf"):
        assert (tmp_path / name).read_bytes()[:5] == b"%PDF-"
