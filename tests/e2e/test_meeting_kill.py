"""A process killed in the middle of a meeting: what was stored is there, the typed line too."""

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands.drafts import MeetingDraft, meeting_drafts
from csdesk.data import backup
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.records import Decision, PlanRow, Risk
from csdesk.domain.records_delivery import MeetingEntry
from csdesk.ui.start import make_window
from tests.demo import copy_demo
from tests.e2e.typist import RHYTHM
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import SHU, customer_of

ROUNDS = 20 if os.environ.get("CSDESK_LONG") else 4
DRAFT_SECONDS = 0.3  # as the issue allows
WRITE_SECONDS = 0.05  # to write the draft, and for the kill to arrive
STEADY = RHYTHM / 1000
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Told:
    """What the process told before it was killed."""

    meeting_id: int = 0
    entered: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    typed: list[tuple[float, str]] = field(default_factory=list)  # since the last stored line
    killed: float = 0.0

    def read(self, line: str) -> None:
        """Take a line of the process."""
        kind, _, rest = line.rstrip("\n").partition(" ")
        if kind == "meeting":
            self.meeting_id = int(rest)
        elif kind == "enter":
            self.entered.append(rest)
        elif kind == "stored":
            self.stored.append(rest)
            self.typed.clear()
        elif kind == "typed":
            at, _, text = rest.partition(" ")
            self.typed.append((float(at), text))

    @property
    def stalled(self) -> float:
        """By how much the machine held the typing up, as the gaps between the keys show."""
        times = [at for at, _ in self.typed if at > self.killed - 1.5] + [self.killed]
        return max(
            (later - before - STEADY for before, later in pairwise(times)),
            default=0.0,
        )

    def owed(self) -> str:
        """Return what stood in the line long enough before the kill that it must be kept."""
        grace = DRAFT_SECONDS + WRITE_SECONDS + max(0.0, self.stalled)
        return next(
            (text for at, text in reversed(self.typed) if at <= self.killed - grace and text), ""
        )


@pytest.mark.window
def test_nothing_said_is_lost_and_the_line_is_offered_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    path, _ = copy_demo(tmp_path, TODAY)
    store = Store.open(path, clock=FixedClock(TODAY), backups=False)
    customer_id = customer_of(store, SHU)
    store.close()
    owed: list[str] = []
    lost: list[float] = []
    last: MeetingDraft | None = None
    for turn in range(ROUNDS):
        told = _type_until_killed(path, customer_id, turn)
        if turn % 4 == 0:
            assert backup.check(path).problems == ()
        opened = Store.open(path, clock=FixedClock(TODAY), backups=False)
        kept = _entries(opened, told.meeting_id)
        drafts = {one.meeting_id: one for one in meeting_drafts(opened)}
        opened.close()
        # One more may be stored than the process came round to say.
        assert kept in (told.stored, told.entered)
        if kept != told.stored:
            continue
        owed.append(told.owed())
        draft = drafts.get(told.meeting_id)
        text = draft.text if draft is not None else ""
        assert text.startswith(owed[-1])
        assert text in {"", *(words for _, words in told.typed)} or _is_next_key(told, text)
        later = [at for at, words in told.typed if len(words) > len(text)]
        lost.append(told.killed - later[0] if later else 0.0)
        last = draft if text else last
    assert sum(len(text) > 8 for text in owed) >= ROUNDS // 2  # most kills were in mid-line
    assert last is not None
    _offered(qtbot, qapp, path, last)
    print(f"{ROUNDS} kills, at most {max(lost):.3f} s of typing lost")


def _entries(store: Store, meeting_id: int) -> list[str]:
    """Return what a meeting said, in the order in which it was stored."""
    with store.read() as reader:
        entries = reader.find(MeetingEntry, meeting_id=meeting_id, order_by=("position", "id"))
        return [
            reader.get(PlanRow, one.row_id).title if one.row_id
            else reader.get(Decision, one.decision_id).what if one.decision_id
            else reader.get(Risk, one.risk_id or 0).title
            for one in entries
        ]  # fmt: skip


def _is_next_key(told: Told, text: str) -> bool:
    """Whether a draft holds the one key that was typed and not told any more."""
    return bool(told.typed) and text[:-1] == told.typed[-1][1]


def _offered(qtbot: QtBot, qapp: QApplication, path: Path, draft: MeetingDraft) -> None:
    """The program that is started again offers the line at the foot of its window."""
    settings = QSettings(str(path.parent / "again.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.services.attach(Store.open(path, clock=FixedClock(TODAY), backups=False))
    window.show()
    strip = window.meeting.strip
    assert strip is not None
    assert f"“{draft.text[:59]}" in strip.text
    with qtbot.waitSignal(window.destroyed):
        window.close()


def _type_until_killed(path: Path, customer_id: int, turn: int) -> Told:
    """Let a process type at a meeting, kill it at some moment, return what it had told."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-m", "tests.e2e.typist", str(path), str(customer_id)]
    with subprocess.Popen(
        [*command, str(turn * 1000)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline()]
        while lines[-1] and not lines[-1].startswith("typed"):
            lines.append(child.stdout.readline())
        reader = Thread(target=lambda: lines.extend(child.stdout or ()), name="typist's log")
        reader.start()
        reader.join(random.Random(turn).uniform(0.4, 2.6))
        running = reader.is_alive()
        told = Told(killed=time.monotonic())
        child.kill()
        reader.join()
    if not running:
        pytest.fail("the process ended by itself")
    for line in lines:
        if line.endswith("\n"):
            told.read(line)
    return told
