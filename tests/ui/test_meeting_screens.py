"""Two screens: the wall has the meeting, the laptop our notes; one unplugged loses nothing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.demo import copy_demo
from tests.ui.harbour import TODAY
from tools.servers import virtual_display

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "Kanary99xq"
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QDeadlineTimer, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from csdesk.app.commands import meeting_lines, notes
from csdesk.app.demo_workspace import demo_store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import SHU, customer_of, texts_of

folder, secret, real = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "real"
app = QApplication([])
settings = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
settings.setValue("language", "en")
window = make_window(app, FixedClock(TODAY), settings)
store = demo_store(folder=folder, clock=FixedClock(TODAY))
window.services.attach(store)
window.show()
customer_id = customer_of(store, SHU)
notes.create(store, customer_id=customer_id, text=secret)
made = meeting_lines.make_now(store, customer_id=customer_id, kind=MeetingKind.KICKOFF)
mode = window.meeting
facts = {"screens": [one.name() for one in app.screens()], "main": window.screen().name()}
mode.begin(made.id)
QTest.qWait(50)
wall, private = mode.wall, mode.private
facts["wall"] = wall.screen().name()
facts["private"] = private.screen().name()
facts["secret on wall"] = any(secret in text for text in texts_of(wall))
facts["secret on laptop"] = any(secret in text for text in texts_of(private))
facts["titles"] = [wall.windowTitle(), private.windowTitle()]
wall.bar.field.setText("half a line")
wall._choose_screen(3)

def change(what, count):
    print(what, flush=True)
    sys.stdin.readline()
    late = QDeadlineTimer(10_000)
    while len(app.screens()) != count and not late.hasExpired():
        QTest.qWait(20)
    QTest.qWait(100)

def state():
    now = mode.wall
    return {
        "wall": now.screen().name(),
        "shown": now.isVisible() and now.isFullScreen(),
        "private": mode.private.screen().name() if mode.private is not None else None,
        "line": now.bar.field.text(),
        "screen": now.middle.key,
        "place": [now.x(), now.y(), now.width(), now.height()],
        "windows": sorted(w.objectName() for w in app.topLevelWidgets() if w.isVisible()),
    }

if real:
    change("PULL", 1)
else:
    app.screenRemoved.emit(app.screens()[1])
    app.processEvents()
facts["after"] = state()
if real:
    change("PLUG", 2)
    facts["again"] = state()
print("FACTS" + json.dumps(facts))
mode.leave()
window.close()
"""


LAPTOP, WALL = (0, 0, 900, 1000), (900, 0, 700, 1000)  # on the display of `virtual_display`


def _begun(private: str) -> dict[str, object]:
    """Return how a meeting begins on two screens."""
    return {
        "screens": ["laptop", "wall"],
        "main": "laptop",
        "wall": "wall",
        "private": private,
        "secret on wall": False,
        "secret on laptop": True,
        "titles": ["csdesk", "csdesk"],
    }


def _state(wall: str, place: tuple[int, ...], private: str | None) -> dict[str, object]:
    """Return how it goes on: nothing of the wall is lost."""
    return {
        "wall": wall,
        "shown": True,
        "private": private,
        "line": "half a line",
        "screen": "tasks",
        "place": list(place),
        "windows": ["meeting", "meeting.private"] if private else ["meeting"],
    }


def _facts(
    folder: Path, kind: str, told: Callable[[str], None], **variables: str
) -> dict[str, Any]:
    """Run the program and return what it found; `told` is called with each other line of it."""
    copy_demo(folder, TODAY)
    environment = {
        **os.environ,
        **variables,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    with (folder / "errors").open("w+", encoding="utf-8") as errors, subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), SECRET, kind],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment,
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        facts: dict[str, Any] = {}
        for line in child.stdout:
            if line.startswith("FACTS"):
                facts = json.loads(line.removeprefix("FACTS"))
            elif line.strip():
                told(line.strip())
                child.stdin.write("done\n")
                child.stdin.flush()
        child.wait(timeout=60)
    assert child.returncode == 0, (folder / "errors").read_text("utf-8")
    return facts


def test_the_wall_shows_the_meeting_and_comes_back_when_a_screen_goes(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "laptop", "x": 0, "y": 0, "width": 1440, "height": 900, **dots},
        {"name": "wall", "x": 1440, "y": 0, "width": 1920, "height": 1080, **dots},
    ]
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    facts = _facts(tmp_path, "told", pytest.fail, QT_QPA_PLATFORM=f"offscreen:configfile={config}")
    after = _state("laptop", (0, 0, 1440, 900), None)
    assert facts == {**_begun("laptop"), "after": after}


def test_a_screen_of_the_display_is_unplugged_and_plugged_in_again(tmp_path: Path) -> None:
    """The X server itself takes the screen away and gives it back."""
    xrandr = shutil.which("xrandr")
    with virtual_display() as display:
        if not xrandr or not display:
            pytest.skip("needs Xvfb and xrandr: run python3 dev.py test")

        def monitor(*options: str) -> None:
            command = [xrandr, "--display", display, *options]
            subprocess.run(command, check=True, capture_output=True)

        def plug(name: str, place: tuple[int, int, int, int], output: str) -> None:
            left, top, width, height = place
            monitor("--setmonitor", name, f"{width}/300x{height}/300+{left}+{top}", output)

        def told(line: str) -> None:
            if line == "PULL":
                monitor("--delmonitor", "wall")
            elif line == "PLUG":
                plug("wall", WALL, "none")
            else:
                pytest.fail(line)

        plug("laptop", LAPTOP, "screen")
        plug("wall", WALL, "none")
        facts = _facts(tmp_path, "real", told, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    assert facts == {
        **_begun("laptop"),
        "after": _state("laptop", LAPTOP, None),
        "again": _state("wall", WALL, "laptop"),
    }
