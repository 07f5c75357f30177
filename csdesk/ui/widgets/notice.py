"""The strip at the window's foot: what a long task does, or what was just done."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Label, face

HEIGHT = 40
SHOWN_MS = 12_000
LATE_MS = 150  # shorter tasks show no bar
_BESIDE = 84  # margins and the button that closes


class Notice(QWidget):
    """Shows one sentence with its buttons until it is closed, replaced or its time is over."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._task: Task | None = None
        self._done = 0.0
        self._warns = False
        self._closed: Callable[[], object] | None = None
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 12, 0)
        self._row.setSpacing(10)
        self._text = Label(services, "", parent=self).shrink()
        self._row.addWidget(self._text, 1)
        self._buttons: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._show_task)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text

    def say(
        self,
        sentence: str,
        buttons: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        lasting: bool = False,
        closed: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence with buttons that do something about it.

        A lasting one stays until it is closed, which calls `closed`, or replaced.
        """
        self._task = None
        self._warns = False
        self._closed = closed
        self._fill(sentence, buttons, close=True)
        if lasting:
            self._timer.stop()
        else:
            self._timer.start(SHOWN_MS)
        self.show()

    def refuse(self, sentence: str) -> bool:
        """Show why something was not done; False, and nothing shown, where there is no room.

        There is none for a sentence that would be cut, nor while a task runs.
        """
        if self._task is not None:
            return False
        shown, parent = self.isVisible(), self.parentWidget()
        self.show()  # a strip that was never shown has no width yet
        if parent is not None and (layout := parent.layout()) is not None:
            layout.activate()
        width = face(self._services.language, BASE, False)[1].horizontalAdvance(sentence)
        if width > self.width() - _BESIDE:
            self.setVisible(shown)
            return False
        self.say(sentence)
        self._warns = True
        self.update()
        return True

    def follow(self, task: Task) -> None:
        """Show a task while it runs, with a Cancel that stops it."""
        self._timer.stop()
        self._task = task
        self._done = 0.0
        cancel = self._services.translator.text("Cancel")
        self._fill(task.title, [(cancel, task.cancel)], close=False)
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_ended)
        self._late.start(LATE_MS)

    def stop(self) -> None:
        """Stop all timers; the window closes."""
        self._timer.stop()
        self._late.stop()

    def _shut(self) -> None:
        self.hide()
        if self._closed is not None:
            self._closed()

    def _show_task(self) -> None:
        if self._task is not None:
            self.show()

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self._done = done / total if total else 0.0
        self.update()

    def _on_ended(self) -> None:
        if self._task is not None:
            self._task = None
            self._late.stop()
            self.hide()

    def _fill(
        self, sentence: str, buttons: Sequence[tuple[str, Callable[[], object]]], *, close: bool
    ) -> None:
        self._text.set_text(sentence)
        self._text.setToolTip(f"<qt>{escape(sentence)}</qt>")
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        for text, call in buttons:
            button = Button(self._services, text, parent=self)
            button.clicked.connect(lambda _checked=False, do=call: do())
            self._buttons.append(button)
        if close:
            shut = Button(
                self._services, "", kind=Kind.FLAT, icon="close",
                name=self._services.translator.text("Close"), parent=self,
            )  # fmt: skip
            shut.clicked.connect(self._shut)
            self._buttons.append(shut)
        for widget in self._buttons:
            self._row.addWidget(widget)
            widget.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.raised)
        painter.fillRect(0, 0, self.width(), 1, t.line2)
        if self._warns:
            painter.fillRect(0, 0, 4, self.height(), t.warnfill)
        if self._task is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(QRectF(0, 0, self.width() * self._done, 2), t.accent)
