"""The ways in while no workspace is open: four at the left, the chosen one's form at the right."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.domain.errors import N_
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.actions import ActionSpec
from csdesk.ui.dropped import dropped_file
from csdesk.ui.fonts import PANEL, PROMISE
from csdesk.ui.screens.backup_page import BackupPage
from csdesk.ui.screens.first_run_parts import Mark, Sign, Spoken, WayIn
from csdesk.ui.screens.new_workspace import NewWorkspaceForm
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Label, Text

WIDEST, NARROWEST, OF_WIDTH = 640, 400, 0.4445
TALL, LOW = 900, 600
INSET = 12


class FirstRun(QWidget):
    """Asks how to begin.

    Signals: `chosen(way, value)`: `create` with (path, NewWorkspace, password), `file` with the
    path of what was dropped, `restored` with (backup, password); `open`, `demo` and `restore`
    with None.
    """

    chosen = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.words = services.translator
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QWidget(self)
        self._fill_left()
        row.addWidget(self._left)
        row.addWidget(self._make_right(), 1)
        self._fit()

    @property
    def company(self) -> QLineEdit:
        """The one field that is not prefilled."""
        return self.form.company

    def actions_of(self) -> Sequence[ActionSpec]:
        """Return the keys of this page."""
        return (
            ActionSpec(id="start.new", text=N_("New workspace"), run=self.begin,
                       shortcut="Ctrl+N"),
            ActionSpec(id="start.open", text=N_("Open a workspace file"), shortcut="Ctrl+O",
                       run=lambda: self.chosen.emit("open", None)),
            ActionSpec(id="start.demo", text=N_("Look around in the demo"),
                       run=lambda: self.chosen.emit("demo", None)),
            ActionSpec(id="start.restore", text=N_("Restore a backup"),
                       run=lambda: self.chosen.emit("restore", None)),
        )  # fmt: skip

    def begin(self) -> None:
        """Show the form of a new workspace."""
        self._show_page(self.form, 0)
        self.company.setFocus()

    def look_into(self, backup: Path) -> None:
        """Show what is in a backup."""
        self._show_page(self.backup, 3)
        self.backup.look_into(backup)

    def submit(self) -> None:
        """Do what the form at the right is for."""
        if self._pages.currentWidget() is self.backup:
            self.backup.submit()
        else:
            self.form.submit()

    def state(self) -> dict[str, Any]:
        """Return what was typed and chosen, for the page that takes this one's place."""
        shown = self.backup.path if self._pages.currentWidget() is self.backup else None
        return {"form": self.form.state(), "backup": shown}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what was typed and chosen before."""
        self.form.restore(state["form"])
        if state["backup"] is not None:
            self.look_into(state["backup"])

    def _show_page(self, page: QWidget, way: int) -> None:
        self._pages.setCurrentWidget(page)
        for place, button in enumerate(self.ways):
            button.chosen = place == way
            button.update()

    def _fill_left(self) -> None:
        words, services, side = self.words, self.services, self._left
        self._column = column = QVBoxLayout(side)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(INSET, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(Mark(services, side))
        head.addSpacing(38)
        promise = words.text("From signature to value,\nbefore the window closes.")
        for line in promise.split("\n"):
            head.addWidget(Label(services, line, size=PROMISE, bold=True).shrink())
        head.addSpacing(8)
        about = Text(
            words.text(
                "Plans, meetings, trackers and reports for your customers. "
                "Works without network; your data is one file on this computer."
            ),
            language=services.language, color=services.tokens.muted, size=PANEL, wrap=True,
        )  # fmt: skip
        about.setMaximumWidth(380)
        head.addWidget(about)
        column.addLayout(head)
        column.addSpacing(38)
        ways = (
            ("new-file", words.text("New workspace"),
             words.text("Your company, your customers. About a minute."), "Ctrl N", ""),
            ("folder", words.text("Open a workspace file"),
             words.text("A .csdesk file, also from a USB stick or shared folder."), "Ctrl O",
             "open"),
            ("flask", words.text("Look around in the demo"),
             words.text("Invented customers; nothing you do there matters."), "", "demo"),
            ("archive", words.text("Restore a backup"),
             words.text("See what is in it first; nothing is replaced."), "", "restore"),
        )  # fmt: skip
        self.ways: list[WayIn] = []
        for icon, title, line, key, way in ways:
            button = WayIn(services, icon, title, line, key, side)
            button.chosen = not way
            if way:
                button.pressed.connect(lambda w=way: self.chosen.emit(w, None))
            else:
                button.pressed.connect(self.begin)
            column.addWidget(button)
            self.ways.append(button)
        column.addStretch(1)
        languages = QHBoxLayout()
        languages.setContentsMargins(INSET, 0, 0, 0)
        languages.setSpacing(2)
        languages.addWidget(Sign(services, "globe", side))
        for code, name in LANGUAGE_NAMES.items():
            spoken = Spoken(services, name, chosen=code == services.language, parent=side)
            spoken.clicked.connect(lambda _=False, c=code: services.speak(c))
            languages.addWidget(spoken)
        languages.addStretch(1)
        column.addLayout(languages)

    def _make_right(self) -> QScrollArea:
        """Make the side of the forms; a low window scrolls it."""
        self._pages = QStackedWidget()
        self._pages.setMaximumWidth(520)
        self.form = NewWorkspaceForm(self.services, self._pages)
        self.form.made.connect(
            lambda path, facts, password: self.chosen.emit("create", (path, facts, password))
        )
        self.backup = BackupPage(self.services, self._pages)
        self.backup.restore.connect(
            lambda path, password: self.chosen.emit("restored", (path, password))
        )
        self.backup.another.connect(lambda: self.chosen.emit("restore", None))
        self._pages.addWidget(self.form)
        self._pages.addWidget(self.backup)
        side = QWidget()
        side.setObjectName("side")
        self._row = QHBoxLayout(side)
        self._row.addWidget(self._pages, 100)
        self._row.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(side)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        side.setAutoFillBackground(False)
        return area

    def _fit(self) -> None:
        """Share the width between the sides, and give room to the margins where there is some."""
        width = round(max(NARROWEST, min(WIDEST, self.width() * OF_WIDTH)))
        across = (width - NARROWEST) / (WIDEST - NARROWEST)
        down = max(0.0, min(1.0, (self.height() - LOW) / (TALL - LOW)))
        top = round(32 + 56 * down)
        self._left.setFixedWidth(width)
        self._column.setContentsMargins(
            round(28 + 72 * across), top, round(24 + 36 * across), round(16 + 20 * down)
        )
        side = round(32 + 64 * across)
        self._row.setContentsMargins(side, max(24, top - 1), side, 24)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pages.currentWidget() is self.form:
            self.company.setFocus()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit("file", str(path))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self.services.tokens
        painter = QPainter(self)
        width = self._left.width()
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, 0, width, self.height(), t.window)
        painter.fillRect(width - 1, 0, 1, self.height(), t.line)
