"""What screens are given: the workspace, words, colours, tasks and notices, as one object."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal

from csdesk.domain.clock import Clock
from csdesk.domain.errors import UserError
from csdesk.i18n import Translator
from csdesk.ui.bus import Bus
from csdesk.ui.tasks import TaskRunner
from csdesk.ui.theme import Theme, Tokens

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.ui.delegates.look import Look
    from csdesk.ui.icons import Icons
    from csdesk.ui.signs import Signs

R = TypeVar("R")
ANSWERED_KEPT = 1_000


class Services(QObject):
    """Handed to every screen; nobody passes the main window around.

    Signals:
        look_changed: another language or another set of colours is in force.
        store_closing: the open workspace is about to be closed: what reads it ends.
        store_changed: a workspace was opened or closed.
        problem(exception): something went wrong; the window shows it.
        watch_changed: another folder is watched for returned trackers.
        wish(kind, value): a screen asks the window for something: `customer`, `screen`, `plan` …
    """

    look_changed = Signal()
    store_closing = Signal()
    store_changed = Signal()
    watch_changed = Signal()
    problem = Signal(object)
    wish = Signal(str, object)

    def __init__(
        self,
        *,
        settings: QSettings,
        clock: Clock,
        language: str = "en",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.clock = clock
        self.theme = Theme(_choice(settings), self)
        self.bus = Bus(self)
        self.tasks = TaskRunner(self)
        self._icons: Icons | None = None
        self._look: Look | None = None
        self._signs: Signs | None = None
        self._store: Store | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._language = language
        self._translator: Translator | None = None
        self._documents: Path | None = None
        self._watched: Path | None = None
        self._answered: set[str] = set()
        self.theme.changed.connect(self._recolour)

    @property
    def store(self) -> "Store":
        """The open workspace."""
        if self._store is None:
            raise RuntimeError("no workspace is open")
        return self._store

    @property
    def has_store(self) -> bool:
        """Whether a workspace is open."""
        return self._store is not None

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self.theme.tokens

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self._language

    def today(self) -> date:
        """Return today in the workspace's zone."""
        return self.store.today()

    def attach(self, store: "Store") -> None:
        """Work on this workspace from now on; one that was open is closed."""
        self.detach()
        self._store = store
        self._unsubscribe = store.subscribe(self.bus.publish)
        self.store_changed.emit()

    def detach(self) -> None:
        """Close the open workspace, if any."""
        if self._store is not None:
            self.store_closing.emit()
        store, self._store = self._store, None
        self._documents = self._watched = None
        self._answered = set()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if store is not None:
            self.tasks.abandon_silent()
            store.close()
            self.store_changed.emit()

    @property
    def documents(self) -> Path:
        """The folder that documents of this workspace went to last, if it is still there.

        Before the first one it is that of the workspace.
        """
        if self._store is None:
            return Path.home()
        if self._documents is not None:
            return self._documents
        kept = self.settings.value(self._documents_key)
        folder = Path(str(kept)) if kept else None
        return folder if folder is not None and folder.is_dir() else self._store.path.parent

    def keep_documents(self, folder: Path) -> None:
        """Remember where documents go; on this machine only if the workspace is not encrypted.

        A folder may bear a customer's name.
        """
        self._documents = folder
        if not self.store.encrypted:
            self.settings.setValue(self._documents_key, str(folder))

    @property
    def _documents_key(self) -> str:
        return f"documents/{self.store.workspace.uid}"

    @property
    def watched_folder(self) -> Path | None:
        """The folder of this workspace in which returned trackers appear on this machine."""
        kept = str(self.settings.value(f"watched/{self.store.workspace.uid}", "") or "")
        return self._watched or (Path(kept) if kept else None)

    def watch_folder(self, folder: Path | None) -> None:
        """Watch another folder or none; of an encrypted workspace only until it is closed."""
        self._watched = folder
        key = f"watched/{self.store.workspace.uid}"
        if folder is None or self.store.encrypted:
            self.settings.remove(key)
        else:
            self.settings.setValue(key, str(folder))
        self.watch_changed.emit()

    def answered_files(self) -> set[str]:
        """Return the hashes of files that were answered here; the same set every time."""
        if not self._answered:
            kept: Any = self.settings.value(self._answered_key, [])
            self._answered |= set([kept] if isinstance(kept, str) else kept or [])
        return self._answered

    def keep_answered(self, sha256: str) -> None:
        """Remember that a file was answered, on this machine; a hash says nothing of a customer."""
        known: Any = self.settings.value(self._answered_key, [])
        hashes = [known] if isinstance(known, str) else list(known or [])
        self.answered_files().add(sha256)
        self.settings.setValue(self._answered_key, [*hashes, sha256][-ANSWERED_KEPT:])

    @property
    def _answered_key(self) -> str:
        return f"answered/{self.store.workspace.uid}"

    def act(self, command: Callable[..., R], /, **arguments: Any) -> R | None:
        """Run a short command on the workspace; a `UserError` is told and gives None."""
        try:
            return command(self.store, **arguments)
        except UserError as error:
            self.problem.emit(error)
            return None

    def speak(self, language: str) -> None:
        """Switch the language of the interface, and remember it on this machine."""
        if language != self.language:
            self.settings.setValue("language", language)
            self._use(language)
            self.look_changed.emit()

    def colour(self, choice: str) -> None:
        """Choose `system`, `light` or `dark`, and remember it on this machine."""
        self.settings.setValue("theme", choice)
        self.theme.choose(_choice(self.settings))

    def _use(self, language: str) -> None:
        self._language, self._translator = language, None
        self._make_look()

    def _recolour(self) -> None:
        self._make_look()
        self.look_changed.emit()

    def _make_look(self) -> None:
        self._look = self._signs = None

    # What paints is imported when it is first asked for: the frame is painted without it.

    @property
    def translator(self) -> Translator:
        """The words of the interface's language."""
        if self._translator is None:
            self._translator = Translator(self._language)
        return self._translator

    @property
    def icons(self) -> "Icons":
        """The line icons."""
        if self._icons is None:
            from csdesk.ui.icons import Icons

            self._icons = Icons()
        return self._icons

    @property
    def look(self) -> "Look":
        """What delegates draw with, in the language and colours in force."""
        if self._look is None:
            from csdesk.ui.delegates.look import Look

            self._look = Look(self.theme.tokens, self.translator)
        return self._look

    @property
    def signs(self) -> "Signs":
        """The signs, in the language and colours in force."""
        if self._signs is None:
            from csdesk.ui.signs import Signs

            self._signs = Signs(self.theme.tokens, self.translator)
        return self._signs


def _choice(settings: QSettings) -> Any:
    wanted = str(settings.value("theme", "system"))
    return wanted if wanted in {"system", "light", "dark"} else "system"
