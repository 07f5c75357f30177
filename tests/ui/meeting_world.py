"""Meeting mode over the demo: the window, its wall, and hands that type as people do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QRectF, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.demo_workspace import demo_store
from csdesk.app.handle import Store
from csdesk.domain.capture import EntryKind
from csdesk.domain.clock import FixedClock
from csdesk.domain.records import Customer, Meeting
from csdesk.ui.main_window import MainWindow
from csdesk.ui.meeting.board import Painted
from csdesk.ui.meeting.screens import SCREENS
from csdesk.ui.meeting.wall import Painted1080
from csdesk.ui.meeting.window import MeetingWindow
from csdesk.ui.start import make_window
from tests.demo import copy_demo
from tests.ui.harbour import TODAY

KEY, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, NO = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
SHU = "蜀园餐饮集团"
NAMES = {"en": "Harbour Noodle", "zh_CN": SHU, "zh_TW": "藍鷺旅店集團"}
LINES = {
    "en": ("Zhou Min next fri send the list of all 46 shops with their managers",
           "Guo Wei 15 jan decide who may see the wages", "Fang Jie joins every progress review",
           "next fri 10:00 progress review"),
    "zh_CN": ("何莲 下周五 提供全部门店员工表，含区域经理的权限", "严立 12月1日 确认排班规则",
              "严立 每次进度会都参加", "下周五 10:00 进度会"),
    "zh_TW": ("許雅婷 下週五 提供全部門市員工表", "林柏翰 12月1日 確認排班規則",
              "許雅婷 每次進度會議都參加", "下週五 10:00 進度會議"),
}  # fmt: skip
KINDS = (EntryKind.ITEM, EntryKind.ITEM, EntryKind.COMMITMENT, EntryKind.NEXT)


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


def lines_of(language: str) -> Iterator[tuple[EntryKind, str]]:
    """Yield what is said at a meeting in a language, with the kind of each line."""
    yield from zip(KINDS, LINES[language], strict=True)


def faults_of(wall: MeetingWindow, choose: Callable[[int], None]) -> list[str]:
    """Return what is cut, tiny, outside or overlaps on any page of any screen of the wall."""
    problems: list[str] = []
    for place in range(len(SCREENS)):
        choose(place)
        wall.grab()
        for _ in range(wall.middle.pages):
            for part in (wall.side, wall.middle, wall.bar, wall.strip):
                problems += _faults(part.painted, QRectF(part.rect()), wall.height() / 28)
                problems += [f"cut: {text}" for text in part.shortened]
            wall.middle.turn(1)
            wall.grab()
    return problems


def _faults(painted: list[Painted], room: QRectF, least: float) -> list[str]:
    found = []
    cores: list[tuple[str, QRectF]] = []
    for one in painted:
        box = one.box.adjusted(0, one.box.height() * 0.18, 0, -one.box.height() * 0.18)
        if one.cut:
            found.append(f"cut: {one.text}")
        if one.size < least:
            found.append(f"tiny: {one.text}")
        if not room.adjusted(-1, -1, 1, 1).contains(box):
            found.append(f"outside: {one.text} {box}")
        found += [f"over: {one.text} / {text}" for text, other in cores if other.intersects(box)]
        cores.append((one.text, box.adjusted(0.5, 0.5, -0.5, -0.5)))
    return found


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
