"""How a workspace comes into the window: made, opened, dropped, restored, or the demo."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.ui.dropped import WORKSPACE, require_taken

if TYPE_CHECKING:
    from csdesk.ui.dialogs.password import PasswordDialog
    from csdesk.ui.main_window import MainWindow

SUFFIX = "csdesk (*.csdesk)"
RECENT = 6


class WaysIn(QObject):
    """Opens workspaces on the worker thread; the window stays alive meanwhile."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services
        self._import_after: Path | None = None

    def take(self, way: str, value: Any) -> None:
        """Take what the first page chose, as its signal `chosen` says."""
        if way == "open":
            self.ask_file()
        elif way == "file":
            self.take_file(Path(value))
        elif way == "create":
            self._create(*value)
        elif way == "demo":
            self._demo()
        elif way == "restore":
            self._ask_backup()
        elif way == "restored":
            self._restore(*value)

    def ask_file(self) -> None:
        """Ask which workspace to open."""
        words = self._services.translator
        self._ask(words.text("Open a workspace file"), SUFFIX, self.open_path)

    def open_path(
        self,
        path: Path,
        actor: str | None = None,
        password: str = "",
        dialog: "PasswordDialog | None" = None,
    ) -> None:
        """Open a workspace; an encrypted one asks for its password until it is right."""
        services, words = self._services, self._services.translator
        clock = services.clock

        def work(progress: Progress) -> Any:
            from csdesk.app.workspace import open_workspace

            return open_workspace(path, actor=actor, clock=clock, password=password)

        def opened(store: Any) -> None:
            self._close(dialog)
            services.attach(store)

        def not_opened(error: BaseException) -> None:
            self._not_opened(path, actor, error, dialog)

        services.tasks.run(
            words.text("Opening {name}", name=path.name), work, done=opened, failed=not_opened
        )

    def take_file(self, path: Path) -> None:
        """Open a workspace, or import a table: now, or after the workspace is made."""
        try:
            require_taken(path)
        except UserError as error:
            self._window.tell(error)
            return
        if path.suffix.lower() == WORKSPACE:
            self.open_path(path)
        elif self._services.has_store:
            self._window.actions_of_window.fulfil("import", path)
        else:
            self._import_after = path
            self._window.start.begin()
            self._window.start.form.show_dropped(path.name)

    def remember_file(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        settings = self._services.settings
        known = [one for one in self.recent() if one != path]
        settings.setValue("recent", [str(one) for one in [path, *known][:RECENT]])

    def recent(self) -> list[Path]:
        """Return the files that were open here, newest first."""
        saved: Any = self._services.settings.value("recent", [])
        names = [saved] if isinstance(saved, str) else list(saved or [])
        return [Path(str(name)) for name in names]

    def _begin(self, store: Any) -> None:
        """Work on a workspace that was just made; a table that was dropped before is next."""
        path, self._import_after = self._import_after, None
        self._services.attach(store)
        if path is not None:
            self._window.actions_of_window.fulfil("import", path)

    def _not_opened(
        self,
        path: Path,
        actor: str | None,
        error: BaseException,
        dialog: "PasswordDialog | None",
    ) -> None:
        from csdesk.ui.dialogs.password import PasswordDialog
        from csdesk.ui.messages import brief

        known = error if isinstance(error, UserError) else None
        if known is not None and known.code == "password_needed":
            self._window.show_start()
            asking = PasswordDialog(
                self._services,
                path.name,
                lambda password: self.open_path(path, actor, password, asking),
                self._window,
            )
            asking.open()
        elif known is not None and known.code == "wrong_password" and dialog is not None:
            if isValid(dialog):  # nobody is asked any more once it is cancelled
                dialog.refuse(brief(known, self._services.translator))
        else:
            self._close(dialog)
            self._window.show_start()
            self._window.tell(error)

    def _close(self, dialog: "PasswordDialog | None") -> None:
        if dialog is not None and isValid(dialog):
            dialog.accept()

    def _ask(self, title: str, pattern: str, take: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._window, title, self._first_folder(), pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        self._window.open_dialog(dialog)

    def _first_folder(self) -> str:
        """Return where one most likely looks for a file: beside the last workspace."""
        known = [one.parent for one in self.recent() if one.parent.is_dir()]
        return str(known[0] if known else Path.home())

    def _ask_backup(self) -> None:
        words = self._services.translator

        def look(backup: Path) -> None:
            self._window.start.look_into(backup)

        kind = words.text("Backups")
        self._ask(words.text("Restore a backup"), f"{kind} (*.csdesk)", look)

    def _restore(self, backup: Path, password: str) -> None:
        """Make a new file of a backup that was looked into, and open it."""
        from csdesk.ui.screens.backup_page import restored_path

        words = self._services.translator
        target = restored_path(backup)
        if target.exists():
            self._window.tell(
                UserError(
                    "restore_exists",
                    N_("There is a file {name} already: move it away, then restore again."),
                    name=target.name,
                )
            )
            return

        def work(progress: Progress) -> Path:
            from csdesk.app.workspace import restore_workspace

            restore_workspace(backup, target, password=password)
            return target

        self._services.tasks.run(
            words.text("Restoring {name}", name=backup.name), work,
            done=lambda made: self.open_path(made, password=password),
            failed=self._window.tell,
        )  # fmt: skip

    def _create(self, path: Path, facts: Any, password: str) -> None:
        services, words = self._services, self._services.translator
        clock = services.clock

        def work(progress: Progress) -> Any:
            from csdesk.app.workspace import create_workspace

            return create_workspace(path, facts, clock=clock, password=password)

        services.tasks.run(
            words.text("Making {name}", name=path.name), work,
            done=self._begin, failed=self._window.tell,
        )  # fmt: skip

    def _demo(self) -> None:
        services, words = self._services, self._services.translator
        clock = services.clock

        def work(progress: Progress) -> Any:
            from platformdirs import user_data_path

            from csdesk.app.demo_workspace import demo_store

            return demo_store(folder=user_data_path("csdesk", appauthor=False), clock=clock)

        services.tasks.run(
            words.text("Making the demo"), work, done=services.attach, failed=self._window.tell
        )
