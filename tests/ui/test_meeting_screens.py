"""Two screens: the wall has the meeting, the laptop our notes; one unplugged loses nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "Kanary99xq"
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from csdesk.app.commands import meeting_lines, notes
from csdesk.app.demo_workspace import demo_store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import SHU, customer_of, texts_of

folder, secret = Path(sys.argv[1]), sys.argv[2]
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
app.processEvents()
wall, private = mode.wall, mode.private
facts["wall"] = wall.screen().name()
facts["private"] = private.screen().name()
facts["secret on wall"] = any(secret in text for text in texts_of(wall))
facts["secret on laptop"] = any(secret in text for text in texts_of(private))
facts["titles"] = [wall.windowTitle(), private.windowTitle()]
wall.bar.field.setText("half a line")
wall._choose_screen(3)
app.screenRemoved.emit(app.screens()[1])
app.processEvents()
facts["after"] = mode.wall.screen().name()
facts["shown"] = mode.wall.isVisible() and mode.wall.isFullScreen()
facts["private after"] = mode.private is not None
facts["line"] = mode.wall.bar.field.text()
facts["screen"] = mode.wall.middle.key
facts["size"] = [mode.wall.width(), mode.wall.height()]
facts["notes left"] = [w.objectName() for w in app.topLevelWidgets() if w.isVisible()]
print("FACTS" + json.dumps(facts))
mode.leave()
window.close()
"""


def test_the_wall_shows_the_meeting_and_comes_back_when_a_screen_goes(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "laptop", "x": 0, "y": 0, "width": 1440, "height": 900, **dots},
        {"name": "wall", "x": 1440, "y": 0, "width": 1920, "height": 1080, **dots},
    ]
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), SECRET],
        capture_output=True, text=True, check=False, env=environment, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout.partition("FACTS")[2].splitlines()[0])
    assert facts == {
        "screens": ["laptop", "wall"],
        "main": "laptop",
        "wall": "wall",
        "private": "laptop",
        "secret on wall": False,
        "secret on laptop": True,
        "titles": ["csdesk", "csdesk"],
        "after": "laptop",
        "shown": True,
        "private after": False,
        "line": "half a line",
        "screen": "tasks",
        "size": [1440, 900],
        "notes left": ["meeting"],
    }
