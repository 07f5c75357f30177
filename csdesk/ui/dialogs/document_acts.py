"""What is done with a document that is looked at: saved, printed, copied, put into a mail draft.

Whatever leaves is saved first, once, so that the log names the file that left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from csdesk.app.commands.dispatches import dispatch
from csdesk.app.documents.leaving import copy_mail, put_again, read_mail, write_draft
from csdesk.app.documents.make import put_made
from csdesk.app.documents.preview import Preview
from csdesk.app.mail_texts import MailText
from csdesk.domain.codes import DispatchWay
from csdesk.domain.progress import Progress
from csdesk.ui.services import Services

People = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """What leaves: the document as it was looked at, to where, and which names may pass."""

    preview: Preview
    target: Path
    released: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """A document that lies in its place and is in the log."""

    leaving: Leaving
    path: Path
    document_id: int


class DocumentActs(QObject):
    """Runs the steps on the worker, one after the other; the next one begins when one is done.

    Signals: `busy_changed()`; `refused(exception)` when a step did not happen.
    """

    busy_changed = Signal()
    refused = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._saved: Saved | None = None
        self._steps = 0

    @property
    def is_busy(self) -> bool:
        """Whether a step is under way."""
        return self._steps > 0

    def save(self, leaving: Leaving, then: Callable[[Saved], object]) -> None:
        """Save the document unless this very one lies there already; then go on."""
        saved = self._saved
        if saved is not None and _is_saved(saved, leaving):
            then(saved)
            return
        services = self._services
        store, words = services.store, services.translator
        services.keep_documents(leaving.target.parent)

        def work(progress: Progress) -> Saved:
            preview, released = leaving.preview, leaving.released
            if preview.again is not None:
                path = put_again(
                    store, preview.again, preview.made, leaving.target, released=released
                )
                return Saved(leaving=leaving, path=path, document_id=preview.again)
            result = put_made(store, preview.made, leaving.target, released=released)
            return Saved(leaving=leaving, path=result.path, document_id=result.document_id)

        def done(found: Saved) -> None:
            self._saved = found
            then(found)

        self._run(words.text("Writing {name}", name=leaving.target.name), work, done)

    def read_mail(
        self,
        leaving: Leaving,
        then: Callable[[MailText], object],
        people: Sequence[str] | None = None,
    ) -> None:
        """Read the mail that goes with the document, as it greets these people."""
        store = self._services.store

        def work(progress: Progress) -> MailText:
            return read_mail(store, leaving.preview.made, people=people, released=leaving.released)

        self._run("", work, then)

    def copy_mail(self, saved: Saved, then: Callable[[MailText], object]) -> None:
        """Read the mail to copy it, and log that it was copied."""
        store = self._services.store

        def work(progress: Progress) -> MailText:
            return copy_mail(
                store, saved.leaving.preview.made, document_id=saved.document_id,
                released=saved.leaving.released,
            )  # fmt: skip

        self._run("", work, then)

    def draft(self, saved: Saved, people: People, then: Callable[[Path], object]) -> None:
        """Write the draft of a mail with the document in it beside the document."""
        store, words = self._services.store, self._services.translator

        def work(progress: Progress) -> Path:
            return write_draft(
                store, saved.leaving.preview.made, document_id=saved.document_id, file=saved.path,
                recipients=people, released=saved.leaving.released,
            )  # fmt: skip

        name = saved.path.with_suffix(".eml").name
        self._run(words.text("Writing {name}", name=name), work, then)

    def log_print(self, saved: Saved) -> None:
        """Log that the document was printed."""
        self._services.act(
            dispatch, document_id=saved.document_id, way=DispatchWay.PRINTED,
            place=str(saved.path),
        )  # fmt: skip

    def _run(self, title: str, work: Callable[..., Any], then: Callable[[Any], object]) -> None:
        def done(found: Any) -> None:
            if isValid(self):
                then(found)

        def failed(problem: BaseException) -> None:
            if isValid(self):
                self.refused.emit(problem)

        self._count(1)
        task = self._services.tasks.run(title, work, done=done, failed=failed)
        task.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        if isValid(self):
            self._count(-1)

    def _count(self, step: int) -> None:
        self._steps += step
        self.busy_changed.emit()


def _is_saved(saved: Saved, leaving: Leaving) -> bool:
    before = saved.leaving
    same = before.preview is leaving.preview and before.target == leaving.target
    return same and saved.path.is_file()
