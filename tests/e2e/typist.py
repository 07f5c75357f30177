"""Types at a meeting until it is killed: real keys in a real window, each told as it was typed.

Run as `python -m tests.e2e.typist WORKSPACE CUSTOMER NUMBER`. It prints "meeting ID", then after
each key "typed TIME TEXT" with what stands in the line, and around each Enter "enter TITLE" and
"stored TITLE". Times are of the monotonic clock, which all processes of a machine share.
"""

import sys
import time
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csdesk.app.commands import meeting_lines
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.ui.meeting.window import MeetingWindow
from csdesk.ui.start import make_window
from tests.ui.harbour import TODAY

RHYTHM = 30  # milliseconds from key to key
KINDS = (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_R, Qt.Key.Key_A)
WHO_AND_WHEN = "Lin Yue fri "


def title(number: int) -> str:
    """Return what a line is about."""
    return f"matter {number} has to be clear to all of us in here"


def keys(first: int) -> Iterator[tuple[str | Qt.Key, str]]:
    """Yield letters, the keys of the kinds, and Enter, with the title that they belong to."""
    for number, kind in zip(count(first), cycle(KINDS)):
        yield kind, title(number)
        for letter in WHO_AND_WHEN + title(number):
            yield letter, title(number)
        yield Qt.Key.Key_Return, title(number)


def say(*parts: object) -> None:
    """Tell at once: what was printed before the kill is read."""
    sys.stdout.write(" ".join(str(part) for part in parts) + "\n")
    sys.stdout.flush()


def type_on(wall: MeetingWindow, stream: Iterator[tuple[str | Qt.Key, str]]) -> None:
    """Press the next key in the window that has the focus, and tell it."""
    window = wall.windowHandle()
    if not window.isActive() or not wall.bar.field.hasFocus():
        return
    key, matter = next(stream)
    if isinstance(key, str):
        QTest.keyClick(window, ord(key))
    elif key is Qt.Key.Key_Return:
        say("enter", matter)
        QTest.keyClick(window, key)
        say("stored", matter)
    else:
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    say("typed", repr(time.monotonic()), wall.bar.field.text())


def main(path: Path, customer_id: int, first: int) -> None:
    """Open the workspace, begin a kickoff of now, and type."""
    app = QApplication([])
    settings = QSettings(str(path.parent / "typist.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(app, FixedClock(TODAY), settings)
    store = Store.open(path, clock=FixedClock(TODAY), backups=False)
    window.services.attach(store)
    made = meeting_lines.make_now(store, customer_id=customer_id, kind=MeetingKind.KICKOFF)
    window.meeting.begin(made.id)
    wall = window.meeting.wall
    assert wall is not None
    say("meeting", made.id)
    stream = keys(first)
    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: type_on(wall, stream))
    timer.start(RHYTHM)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
