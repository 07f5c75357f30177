"""A tracker that left, came back with 40 differences, and the window in which it is reviewed."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from csdesk.domain.review_lines import Line, open_lines
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.review import ReviewScreen
from tests.app.returned import Sent, cells, day, edited, free_line, line_of

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
CONFLICTS, UNREADABLE, NEW, MISSING, CLEAN = 8, 4, 3, 2, 23
OURS_COMMENTS = (3, 4, 5, 7, 8)
OURS_PRIORITIES = (9, 10, 11)
COMMENTED = (16, 15, 14, 17, 18, 19, 20, 21, 22, 24, 23, 25)
MOVED = {25: "2027-01-12", 26: "2027-01-18", 27: "2027-01-19", 28: "2027-01-23",
         29: "2027-01-26", 30: "2027-01-28"}  # fmt: skip
RANKED = (26, 27, 28, 29, 30)


@dataclass
class ReviewWorld:
    """The window, and hands that count the keys they press."""

    qtbot: QtBot
    window: MainWindow
    sent: Sent
    path: Path
    keys: int = 0
    pressed: list[str] = field(default_factory=list)

    @property
    def screen(self) -> ReviewScreen:
        """The review that is shown."""
        shown = self.window.screen_of(self.window.current)
        assert isinstance(shown, ReviewScreen)
        return shown

    def key(self, key: Qt.Key | str, how: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, how)
        self.keys += 1
        self.qtbot.wait(1)

    def current(self) -> Line:
        """Return the line that the keys are about."""
        line = self.screen.table.current()
        assert line is not None
        return line

    def left(self) -> int:
        """Return how many lines are still to be decided."""
        return len(open_lines(self.screen.lines, self.screen.decisions))

    def take_back(self) -> None:
        """Ask for the file by its key, choose it, and wait for the review."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=5_000)
        self.key(Qt.Key.Key_I, CTRL | SHIFT)
        dialogs: list[QFileDialog] = []

        def there() -> bool:
            dialogs[:] = [d for d in self.window.findChildren(QFileDialog) if d.isVisible()]
            return bool(dialogs)

        self.qtbot.waitUntil(there, timeout=10_000)
        name = dialogs[0].findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        QApplication.clipboard().setText(str(self.path))
        name.setCompleter(None)  # type: ignore[arg-type]  # its popup takes the keys
        name.selectAll()
        name.paste()
        self.qtbot.keyClick(name, Qt.Key.Key_Return)
        self.keys += 2  # paste and Enter
        self.qtbot.waitUntil(lambda: self.window.current.startswith("review"), timeout=20_000)
        self.qtbot.waitUntil(lambda: bool(self.screen.lines))
        self.window.activateWindow()
        self.qtbot.waitUntil(self.screen.table.hasFocus, timeout=5_000)


def come_back(sent: Sent) -> Path:
    """Edit ours and theirs: 8 conflicts, 4 unreadable, 3 new, 2 missing, 23 clean."""
    for number in OURS_COMMENTS:
        sent.ours(number, customer_comment=f"ours {number}")
    for number in OURS_PRIORITIES:
        sent.ours(number, priority="important" if number != 11 else "must")

    def edit(sheet: Worksheet) -> None:
        cells({
            **{number: {"comment": f"theirs {number}"} for number in OURS_COMMENTS},
            **{number: {"priority": "Optional"} for number in OURS_PRIORITIES},
            12: {"target": "next week"}, 13: {"target": "ask Bob"},
            14: {"status": "nearly finished", "comment": "said 14"},
            15: {"status": "nearly finished", "comment": "said 15"},
            **{n: {"comment": f"said {n}"} for n in COMMENTED if n not in (14, 15, 25)},
        })(sheet)  # fmt: skip
        moves = {n: {"target": day(iso)} for n, iso in MOVED.items()}
        for number, values in moves.items():
            changed: dict[str, object] = dict(values)
            if number in RANKED:
                changed["priority"] = "Optional"
            if number in COMMENTED:
                changed["comment"] = f"said {number}"
            cells({number: changed})(sheet)
        for number in (31, 32):
            sheet.delete_rows(line_of(sheet, number))
        free = free_line(sheet)
        for place in range(NEW):
            sheet.cell(free + place, 2).value = f"Badge order {place}"
            sheet.cell(free + place, 7).value = datetime(2027, 2, 1 + place)

    return edited(sent.path, edit)
