"""A person at LibreOffice Calc, played over UNO."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from tools.environment import uno_python

_HAND = Path(__file__).parent / "office_hand.py"
# Nobody answers a question box here: pasting over cells that hold something does not ask.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Input">
<prop oor:name="ReplaceCellsWarning" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True)
class OfficeHand:
    """Does steps in a running office; `office_hand.py` lists them."""

    steps: IO[str]
    answers: IO[str]

    def __call__(self, *step: object) -> object:
        """Do one step; fail the test with what the office said if it cannot be done."""
        self.steps.write(json.dumps(step) + "\n")
        self.steps.flush()
        line = self.answers.readline()
        assert line, f"LibreOffice ended in step {step}"
        answer = json.loads(line)
        assert "error" not in answer, f"{step}: {answer}"
        return answer["value"]


@pytest.fixture
def office_hand(tmp_path: Path) -> Iterator[OfficeHand]:
    """Return the hand at an office of its own, whose windows go down with it."""
    office, python = shutil.which("soffice"), uno_python()
    if office is None or python is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice with its Python bridge is not here")
        pytest.skip("LibreOffice with its Python bridge is not here: run python3 dev.py test")
    profile = tmp_path / "office-profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    pipe = f"csdesk{os.getpid()}"
    options = ["--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    command = [office, f"-env:UserInstallation={profile.as_uri()}", *options]
    with (
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as running,
        subprocess.Popen(
            [python, str(_HAND), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as hand,
    ):
        assert hand.stdin is not None
        assert hand.stdout is not None
        try:
            yield OfficeHand(hand.stdin, hand.stdout)
        finally:
            hand.stdin.close()
            os.killpg(running.pid, signal.SIGKILL)
