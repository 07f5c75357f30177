"""Meeting mode over the demo: the window, its wall, and hands that type as people do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.demo_workspace import demo_store
from csdesk.app.handle import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.records import Customer, Meeting
from csdesk.ui.main_window import MainWindow
from csdesk.ui.meeting.screens import SCREENS
from csdesk.ui.meeting.wall import Painted1080
from csdesk.ui.meeting.window import MeetingWindow
from csdesk.ui.start import make_window
from tests.demo import copy_demo
from tests.ui.harbour import TODAY

KEY, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, NO = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
SHU = "蜀园餐饮集团"


@dataclass
class MeetingWorld:
    """A demo customer's page in the English window, and the wall once a meeting began."""

    qtbot: QtBot
    window: MainWindow
    customer_id: int
    keys: int = 0
    typed: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.window.services.store

    @property
    def wall(self) -> MeetingWindow:
        wall = self.window.meeting.wall
        assert wall is not None
        return wall

    @property
    def line(self) -> QLineEdit:
        return self.wall.bar.field

    def begin(self, meeting_id: int) -> None:
        self.window.meeting.begin(meeting_id)
        self.take_up()

    def take_up(self) -> None:
        """Sit down before the wall; without a display it gets the size of a projector."""
        if QApplication.platformName() == "offscreen":
            self.wall.showNormal()
            self.wall.resize(1920, 1080)
        self.qtbot.waitUntil(self.wall.isVisible)
        self.wall.activateWindow()
        self.qtbot.waitUntil(self.wall.isActiveWindow, timeout=5_000)
        self.line.setFocus()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        """Press a key where the focus is, and count it."""
        self.keys += 1
        target = self.line if self.line.hasFocus() else self.wall
        self.qtbot.keyClick(target, key, modifiers)

    def write(self, text: str) -> None:
        """Type words, Chinese ones as an input method gives them; they are not counted."""
        self.typed.append(text)
        line = self.line
        for part in text:
            if part.isascii():
                self.qtbot.keyClicks(line, part)
                continue
            QApplication.sendEvent(line, QInputMethodEvent(part, []))
            done = QInputMethodEvent()
            done.setCommitString(part)
            QApplication.sendEvent(line, done)

    def say(self, text: str) -> None:
        """Type a line and store it."""
        self.write(text)
        self.press(KEY.Key_Return)

    def meeting(self) -> Meeting:
        with self.store.read() as reader:
            return reader.get(Meeting, self.wall.meeting_id)

    def shown(self) -> str:
        """Return every word that the wall holds now."""
        return "\n".join(texts_of(self.wall))

    def all_texts(self) -> str:
        """Return every word that the wall holds on all pages of all its screens."""
        found = [self.shown()]
        for place in range(len(SCREENS)):
            self.wall.middle.choose(place)
            self.wall.grab()
            for _ in range(self.wall.middle.pages):
                found.append(self.shown())
                self.wall.middle.turn(1)
                self.wall.grab()
        return "\n".join(found)


def texts_of(window: QWidget) -> list[str]:
    """Return what a window's widgets hold: names, descriptions, tips, titles, painted words."""
    window.grab()
    found: list[str] = []
    for widget in (window, *window.findChildren(QWidget)):
        found += [
            widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(),
            widget.whatsThis(), widget.statusTip(), widget.windowTitle(), widget.objectName(),
        ]  # fmt: skip
        if isinstance(widget, Painted1080):
            found += [one.text for one in widget.painted]
        if isinstance(widget, QLineEdit):
            found.append(widget.text())
        text = getattr(widget, "text", "")
        found.append(text if isinstance(text, str) else "")
    return [one for one in found if one]


def customer_of(store: Store, name: str) -> int:
    with store.read() as reader:
        return next(one.id for one in reader.find(Customer) if one.name == name)


@contextmanager
def demo_window(
    qtbot: QtBot, qapp: QApplication, folder: Path, *, language: str = "en", name: str = SHU
) -> Iterator[MeetingWorld]:
    """Give the window with the demo, at one customer."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", language)
    settings.setValue("theme", "light")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    copy_demo(folder, TODAY)
    window.services.attach(demo_store(folder=folder, clock=FixedClock(TODAY)))
    customer_id = customer_of(window.services.store, name)
    window.show_screen(f"customer:{customer_id}")
    yield MeetingWorld(qtbot, window, customer_id)
    with qtbot.waitSignal(window.destroyed):
        window.close()
