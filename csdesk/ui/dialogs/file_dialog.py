"""What dialogs about one file have in common: steps on the worker, and what one does meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from typing_extensions import override

from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

PAUSE = 120  # ms without another change before the preview is made anew


class FileDialog(QDialog):
    """Reads a file, shows what it would do, and takes it in: one step at a time, on the worker.

    A change starts `timer`, after which `refresh` is called, or once the step under way has ended.
    Enter takes the file in, Ctrl+O asks for another one, a dropped file is read. Closing cancels
    the step under way and waits for it, so that nothing is left behind. It deletes itself.
    """

    def __init__(
        self, services: Services, title: str, size: tuple[int, int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._words = services, services.translator
        self._task: Task | None = None
        self._again = self._closing = False
        self.setWindowTitle(title)
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        self.setAcceptDrops(True)
        self.resize(*size)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._look_again)
        self._busy = Label(services, "", size=SMALL, tone="muted")

    # --- what each dialog says ---------------------------------------------------------------

    def read(self, path: Path) -> None:
        """Read a file and show what it would do."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Run the step that shows what the choices do; called with no step under way."""
        raise NotImplementedError

    def take_in(self) -> None:
        """Run the step that stores, if it can run now."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Show what can be done now."""
        raise NotImplementedError

    def on_failed(self, problem: BaseException) -> None:
        """Say why a step ended early."""
        raise NotImplementedError

    def file_pattern(self) -> str:
        """Return the filter of the file dialog."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Close what was opened; the dialog ends."""

    # --- steps -------------------------------------------------------------------------------

    @property
    def is_working(self) -> bool:
        """Whether a step is under way."""
        return self._task is not None

    def run_step(
        self,
        title: str,
        work: Callable[..., Any],
        done: Callable[[Any], None],
        *,
        plain: bool = False,
        **arguments: Any,
    ) -> None:
        """Run one step on the worker; `plain` steps need no workspace and nobody waits for them."""
        if not plain:
            arguments["store"] = self._services.store
        task = self._services.tasks.run(title, work, done=done, failed=self.on_failed, **arguments)
        if plain:
            return
        self._task = task
        self._busy.set_text(title)
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_ended)
        self.show_state()

    def ask_file(self) -> None:
        """Ask for another file."""
        dialog = QFileDialog(self, self._words.text("Choose file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.file_pattern())
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.open()

    def _look_again(self) -> None:
        if self._closing:
            return
        if self._task is not None:
            self._again = True
            return
        self.refresh()

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        if self._task is not None and total:
            share = self._words.percent(min(100, 100 * done // total))
            self._busy.set_text(f"{self._task.title}  {share}")

    def _on_ended(self) -> None:
        self._task = None
        self._busy.set_text("")
        if self._closing:
            self.let_go()
            super().reject()
            return
        if self._again:
            self._again = False
            self._timer.start()
        self.show_state()

    @override
    def reject(self) -> None:
        """Close; work under way is cancelled first and leaves nothing behind."""
        self._closing = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            return
        self.let_go()
        super().reject()

    @override
    def accept(self) -> None:
        self._timer.stop()
        self.let_go()
        super().accept()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._task is not None:
            event.ignore()
        self.reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_in()
        elif event.key() == Qt.Key.Key_O and control:
            self.ask_file()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))
