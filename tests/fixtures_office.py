"""LibreOffice, started once a worker: by converting files, and by hand as a person works in it."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tools.environment import uno_python

_HAND = Path(__file__).parent / "interop" / "office_hand.py"
# Nobody answers a question box here: pasting over cells that hold something does not ask.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Input">
<prop oor:name="ReplaceCellsWarning" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class Office:
    """An office of our own with no window; it is started when the first step is done in it."""

    def __init__(self, program: str, python: str, folder: Path) -> None:
        self._program = program
        self._python = python
        self._folder = folder
        self._numbers = count()
        self._processes: tuple[subprocess.Popen[bytes], subprocess.Popen[str]] | None = None

    def __call__(self, *step: object) -> object:
        """Do one step of `office_hand.py`; fail with what the office said if it cannot be done."""
        hand = (self._processes or self._start())[1]
        assert hand.stdin is not None
        assert hand.stdout is not None
        hand.stdin.write(json.dumps(step) + "\n")
        hand.stdin.flush()
        line = hand.stdout.readline()
        if not line:
            self.stop()
            pytest.fail(f"LibreOffice ended in step {step}")
        answer = json.loads(line)
        assert "error" not in answer, f"{step}: {answer}"
        return answer["value"]

    def convert(self, path: Path, target: str) -> Path:
        """Save a file as another kind ("xlsx", "ods", "pdf") in a new folder."""
        folder = self._folder / f"converted-{next(self._numbers)}"
        folder.mkdir()
        result = folder / f"{path.stem}.{target}"
        self("convert", str(path), str(result))
        assert result.exists(), f"LibreOffice made nothing of {path}"
        return result

    def _start(self) -> tuple[subprocess.Popen[bytes], subprocess.Popen[str]]:
        home = self._folder / f"home-{next(self._numbers)}"
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        pipe = f"csdesk{os.getpid()}-{home.name}"
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [self._program, profile, "--headless", "--norestore"]
        running = subprocess.Popen(
            [*command, f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        )
        hand = subprocess.Popen(
            [self._python, str(_HAND), pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._processes = running, hand
        return self._processes

    def stop(self) -> None:
        """End it with all its windows; the next step starts another."""
        if self._processes is None:
            return
        running, hand = self._processes
        self._processes = None
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        with hand:
            hand.kill()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office of this worker; a test takes `office_convert` or `office_hand`."""
    program, python = shutil.which("soffice"), uno_python()
    if program is None or python is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice with its Python bridge is not here")
        pytest.skip("LibreOffice with its Python bridge is not here: run python3 dev.py test")
    started = Office(program, python, tmp_path_factory.mktemp("office"))
    yield started
    started.stop()


@pytest.fixture
def office_convert(office: Office) -> Callable[[Path, str], Path]:
    """`convert(path, "pdf")`: what LibreOffice makes of a file, in a new folder."""
    return office.convert


@pytest.fixture
def office_hand(office: Office) -> Iterator[Office]:
    """`hand("open", path)` and all other steps of `office_hand.py`; windows close with the test."""
    yield office
    office("close")
