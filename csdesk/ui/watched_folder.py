"""Returned trackers that appear in a folder are offered at the window's foot, never taken."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from csdesk.ui.watch_worker import WatchWorker

if TYPE_CHECKING:
    from PySide6.QtCore import QFileSystemWatcher

    from csdesk.app.watched import Offer, PassedOver
    from csdesk.ui.main_window import MainWindow
    from csdesk.ui.widgets.notice import Notice

POLL_SECONDS = 60.0  # shares of a network tell nothing of themselves
STEADY_SECONDS = 2.0
_NAMED = 3  # files that were passed over, by name


class WatchedFolder(QObject):
    """Belongs to the window. A file that was answered once is not offered again on this machine.

    The strip can be closed without an answer: then the file is offered at the next start.
    """

    _found = Signal(object, object)  # by which worker, what
    _seen = Signal()

    def __init__(
        self, window: "MainWindow", *, poll: float = POLL_SECONDS, steady: float = STEADY_SECONDS
    ) -> None:
        super().__init__(window)
        self._window, self._services = window, window.services
        self._poll, self._steady = poll, steady
        self._worker: WatchWorker | None = None
        self._mark = object()
        self._watcher: QFileSystemWatcher | None = None
        self._strip: Notice | None = None
        self.offers: list[Offer] = []
        self.passed: list[PassedOver] = []
        self._found.connect(self._on_found)
        self._seen.connect(self._watch)
        self._services.store_closing.connect(self._end)
        self._services.store_changed.connect(self.restart)
        self._services.watch_changed.connect(self.restart)
        self._services.look_changed.connect(self._show_anew)

    @property
    def strip(self) -> "Notice | None":
        """The strip at the window's foot, once there was something to offer."""
        return self._strip

    def restart(self) -> None:
        """Look into the folder of the workspace that is open now, if it has one."""
        self._end()
        services = self._services
        folder = services.watched_folder if services.has_store else None
        if folder is None:
            return
        mark = self._mark = object()
        self._worker = WatchWorker(
            services.store, folder, services.answered_files(),
            found=lambda result: self._found.emit(mark, result), seen=self._seen.emit,
            poll=self._poll, steady=self._steady,
        )  # fmt: skip
        self._worker.start()

    def stop(self) -> None:
        """Look no more: the window closes."""
        for signal, slot in (
            (self._services.store_closing, self._end),
            (self._services.store_changed, self.restart),
            (self._services.watch_changed, self.restart),
            (self._services.look_changed, self._show_anew),
        ):
            signal.disconnect(slot)
        self._end()

    def review(self) -> None:
        """Open the review of the file that is offered."""
        if self.offers:
            offer = self.offers[0]
            self._answer()
            self._services.wish.emit("review_file", offer.path)

    def refuse(self) -> None:
        """Leave the file that is offered where it is."""
        if self.offers:
            self._answer()

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker = None
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self.offers, self.passed = [], []
        strip, self._strip = self._strip, None
        if strip is not None and isValid(strip):
            strip.hide()
            strip.deleteLater()

    def _watch(self) -> None:
        """Hear of changes too, now that the folder has answered."""
        from PySide6.QtCore import QFileSystemWatcher

        folder = self._services.watched_folder if self._services.has_store else None
        if folder is None or self._worker is None or self._watcher is not None:
            return
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._on_change)

    def _on_change(self, _: str) -> None:
        if self._worker is not None:
            self._worker.wake()

    def _on_found(self, mark: object, result: "Offer | PassedOver") -> None:
        from csdesk.app.watched import Offer

        if self._worker is None or mark is not self._mark:
            return
        if isinstance(result, Offer):
            # A file that was saved again takes the place of what it said before.
            self.offers = [one for one in self.offers if one.path != result.path]
            self.offers.append(result)
        else:
            self.passed.append(result)
            self._services.keep_answered(result.sha256)  # one word about it is enough
        self._show()

    def _answer(self) -> None:
        offer = self.offers.pop(0)
        self._services.keep_answered(offer.sha256)
        self._show()
        self._window.return_focus()

    def _close(self) -> None:
        self.offers, self.passed = [], []

    def _show_anew(self) -> None:
        self._strip = None
        if self.offers or self.passed:
            self._show()

    def _show(self) -> None:
        if not self.offers and not self.passed:
            if self._strip is not None:
                self._strip.hide()
            return
        if self._strip is None:
            self._strip = self._window.add_strip()
        words = self._services.translator
        buttons: list[tuple[str, Callable[[], object]]] = []
        if self.offers:
            buttons = [
                (words.text("Review"), self.review), (words.text("Not this one"), self.refuse),
            ]  # fmt: skip
        sentence = words.sentences([*self._offered(), *self._passed_over()])
        self._strip.say(sentence, buttons, lasting=True, closed=self._close)
        if self.offers:
            self.passed = []

    def _offered(self) -> list[str]:
        words = self._services.translator
        if not self.offers:
            return []
        offer = self.offers[0]
        sentences = [
            words.plural(
                "{file} came back from {customer}: version {version}, {n} difference.",
                "{file} came back from {customer}: version {version}, {n} differences.",
                offer.differences, file=offer.path.name, customer=offer.customer,
                version=offer.version,
            )
        ]  # fmt: skip
        if more := len(self.offers) - 1:
            sentences.append(words.plural("{n} more waits.", "{n} more wait.", more))
        return sentences

    def _passed_over(self) -> list[str]:
        from csdesk.ui.messages import brief

        words = self._services.translator
        if not self.passed:
            return []
        if len(self.passed) == 1 and not self.offers:
            reason = brief(self.passed[0].error, words)
            return [words.text("Passed over in the watched folder: {reason}", reason=reason)]
        names = [one.path.name for one in self.passed[:_NAMED]]
        if len(self.passed) > _NAMED:
            names.append(words.text("{n} other files", n=len(self.passed) - _NAMED))
        return [words.text("Passed over, not readable: {names}.", names=words.join(names))]
