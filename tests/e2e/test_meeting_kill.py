"""A process killed in the middle of a meeting: what was stored is there, the typed line too."""

import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from csdesk.app.commands.drafts import meeting_drafts
from csdesk.app.demo_workspace import demo_store
from csdesk.app.queries.meeting_mode import load_meeting
from csdesk.data import backup
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import SHU, customer_of

ROUNDS = 20 if os.environ.get("CSDESK_LONG") else 3
DRAFT_SECONDS = 0.3
BUSY_SECONDS = 0.6  # a loaded machine comes round to its timers later
ROOT = Path(__file__).resolve().parent.parent.parent
TYPIST = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from csdesk.app.commands import meeting_lines
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY
path, customer_id, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
app = QApplication([])
settings = QSettings(str(path.parent / "w.ini"), QSettings.Format.IniFormat)
settings.setValue("language", "en")
window = make_window(app, FixedClock(TODAY), settings)
window.services.attach(Store.open(path, clock=FixedClock(TODAY), backups=False))
made = meeting_lines.make_now(
    window.services.store, customer_id=customer_id, kind=MeetingKind.KICKOFF
)
window.meeting.begin(made.id)
wall = window.meeting.wall
line = wall.bar.field
print("meeting", made.id, flush=True)
state = {"n": number, "at": 0}

def tick():
    text = f"何莲 周五 第{state['n']}件事 要在会上说清楚"
    if state["at"] < len(text):
        state["at"] += 1
        line.setText(text[: state["at"]])
        print("typed", repr(time.monotonic()), text[: state["at"]], flush=True)
    else:
        line.setFocus()
        wall._enter()
        print("stored", f"第{state['n']}件事 要在会上说清楚", flush=True)
        state["n"] += 1
        state["at"] = 0

timer = QTimer(window)
timer.timeout.connect(tick)
timer.start(35)
app.exec()
"""


@dataclass
class Said:
    """What the process told before it was killed."""

    meeting_id: int = 0
    stored: list[str] = field(default_factory=list)
    typed: list[tuple[float, str]] = field(default_factory=list)  # since the last stored line
    killed: float = 0.0


def test_nothing_said_is_lost_and_the_line_is_offered_again(tmp_path: Path) -> None:
    store = demo_store(folder=tmp_path, clock=FixedClock(TODAY))
    customer_id, path = customer_of(store, SHU), store.path
    store.close()
    losses = []
    for turn in range(ROUNDS):
        said = _type_until_killed(path, customer_id, turn)
        if turn % 4 == 0:
            assert backup.check(path).problems == ()
        opened = Store.open(path, clock=FixedClock(TODAY), backups=False)
        view = load_meeting(opened, meeting_id=said.meeting_id)
        kept = [task.title for one in view.soon for task in one.tasks]
        drafts = {one.meeting_id: one.text for one in meeting_drafts(opened)}
        opened.close()
        # One more may be stored than the process came round to say.
        assert set(said.stored) <= set(kept)
        assert len(kept) <= len(said.stored) + 1
        if len(kept) > len(said.stored):
            continue
        text = drafts.get(said.meeting_id, "")  # none right after a line was stored
        after = next((at for at, words in said.typed if len(words) > len(text)), said.killed)
        assert text == "" or text in {words for _, words in said.typed}
        losses.append(said.killed - after)
        assert losses[-1] <= DRAFT_SECONDS + BUSY_SECONDS
    print(f"{ROUNDS} kills, at most {max(losses, default=0):.2f} s of typing lost")


def _type_until_killed(path: Path, customer_id: int, turn: int) -> Said:
    """Let a process type at a meeting, kill it at some moment, return what it had told."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "PYTHONIOENCODING": "utf-8",
    }
    child = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path), str(customer_id), str(turn * 1000)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    assert child.stdout is not None
    said = Said()
    told = [child.stdout.readline()]

    def kill() -> None:
        said.killed = time.monotonic()
        child.kill()

    killer = threading.Timer(random.Random(turn).uniform(0.4, 3.5), kill)
    killer.start()
    told += child.stdout.readlines()
    killer.join()
    child.wait(timeout=30)
    child.stdout.close()
    for line in told:
        kind, _, rest = line.rstrip("\n").partition(" ")
        if not line.endswith("\n"):
            continue
        if kind == "meeting":
            said.meeting_id = int(rest)
        elif kind == "stored":
            said.stored.append(rest)
            said.typed.clear()
        elif kind == "typed":
            at, _, text = rest.partition(" ")
            said.typed.append((float(at), text))
    if not said.meeting_id:
        pytest.fail("the process was killed before its meeting began")
    return said
