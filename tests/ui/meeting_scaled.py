"""The wall on each screen there is, in three languages: what is wrong with its words.

Run as `python -m tests.ui.meeting_scaled FOLDER`, with screens and scaling by the environment.
Prints "FACTS" and JSON, and leaves a picture of each page of the mode on the smallest screen.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csdesk.app.commands import meeting_lines
from csdesk.app.demo_workspace import demo_store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import MeetingKind
from csdesk.ui.main_window import MainWindow
from csdesk.ui.meeting.window import MeetingWindow
from csdesk.ui.start import make_window
from tests.demo import copy_demo
from tests.ui.harbour import TODAY
from tests.ui.meeting_world import ALT, KEY, NAMES, customer_of, faults_of, lines_of


def faults_on(wall: MeetingWindow, screen: QScreen, folder: Path) -> list[str]:
    """Put the wall on a screen and return what is wrong there."""
    wall.setScreen(screen)
    wall.setGeometry(screen.geometry())
    wall.showFullScreen()
    assert QTest.qWaitForWindowExposed(wall)
    name = f"{wall.words.language}-{screen.name()}"

    def choose(place: int) -> None:
        QTest.keyClick(wall, KEY(KEY.Key_1 + place), ALT)
        if screen is min(QApplication.screens(), key=lambda one: one.size().width()):
            wall.grab().save(str(folder / f"{name}-{place + 1}.png"))

    problems = faults_of(wall, choose)
    if wall.size() != screen.size():
        problems.append(f"not the whole screen: {wall.size()}")
    return [f"{name}: {one}" for one in problems]


def hold(window: MainWindow, language: str, folder: Path) -> list[str]:
    """Hold a kickoff in a language and return what is wrong on any screen."""
    store = window.services.store
    customer_id = customer_of(store, NAMES[language])
    made = meeting_lines.make_now(store, customer_id=customer_id, kind=MeetingKind.KICKOFF)
    window.meeting.begin(made.id)
    wall = window.meeting.wall
    assert wall is not None
    assert wall.words.language == language
    assert QTest.qWaitForWindowActive(wall)
    for kind, text in lines_of(language):
        wall.bar.choose(kind)
        wall.bar.field.setText(text)
        wall.bar.field.setFocus()
        QTest.keyClick(wall.bar.field, KEY.Key_Return)
        assert not wall.bar.field.text()  # it is stored
    wall.bar.field.setText(next(lines_of(language))[1])  # the strip stands above the line
    problems = []
    for screen in QApplication.screens():
        problems += faults_on(wall, screen, folder)
    wall.bar.field.clear()
    window.meeting.stop()
    return problems


def main(folder: Path) -> None:
    app = QApplication([])
    settings = QSettings(str(folder / "scaled.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(app, FixedClock(TODAY), settings)
    copy_demo(folder, TODAY)
    window.services.attach(demo_store(folder=folder, clock=FixedClock(TODAY)))
    window.show()
    problems = [fault for language in NAMES for fault in hold(window, language, folder)]
    ratios = sorted({screen.devicePixelRatio() for screen in app.screens()})
    sys.stdout.write("FACTS" + json.dumps({"ratios": ratios, "problems": problems}) + "\n")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
